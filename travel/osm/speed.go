package osm

// class is a row of the speed table, in units of 0.1 km/h; 0: closed unless
// the tags open it.
type class struct {
	foot, bicycle, ebike, car speed
	// ceiling of cars where maxspeed gives more than the class should.
	ceiling speed
	// fast roads are no place to stop: nothing is snapped to them.
	fast bool
	// home: a street where people live.
	home bool
}

// speed in units of 0.1 km/h; 0 means closed.
type speed uint16

// The table of speeds. A car's are those of driving through, with crossings
// and bends, where nothing else is known; with a maxspeed it takes 80 % of
// that, at most the ceiling. Bicycles are pushed (pushing) where they may not
// be ridden but may be walked.
func classOf(highway string) (c class, ok bool) {
	switch highway {
	//                    foot  bike ebike car  ceiling
	case "motorway":
		return class{0, 0, 0, 1000, 1100, true, false}, true
	case "motorway_link":
		return class{0, 0, 0, 450, 800, true, false}, true
	case "trunk":
		return class{0, 150, 210, 750, 950, true, false}, true
	case "trunk_link":
		return class{0, 150, 210, 400, 700, true, false}, true
	case "primary":
		return class{45, 150, 210, 500, 800, false, false}, true
	case "secondary":
		return class{45, 150, 210, 450, 700, false, false}, true
	case "tertiary":
		return class{45, 150, 210, 380, 600, false, false}, true
	case "primary_link", "secondary_link", "tertiary_link":
		return class{45, 150, 210, 280, 500, false, false}, true
	case "unclassified":
		return class{45, 150, 200, 320, 600, false, false}, true
	case "residential":
		return class{45, 140, 190, 240, 350, false, true}, true
	case "living_street":
		return class{45, 100, 130, 100, 120, false, true}, true
	case "road":
		return class{45, 140, 190, 250, 500, false, false}, true
	case "service":
		return class{45, 120, 150, 120, 150, false, false}, true
	case "track":
		return class{45, 120, 150, 0, 150, false, false}, true
	case "cycleway":
		return class{45, 160, 200, 0, 100, false, false}, true
	case "path":
		return class{43, 100, 120, 0, 60, false, false}, true
	case "footway", "pedestrian":
		return class{45, pushing, pushing, 0, 60, false, false}, true
	case "bridleway":
		return class{43, 0, 0, 0, 60, false, false}, true
	case "steps":
		return class{25, 0, 0, 0, 0, false, false}, true
	case "busway":
		return class{0, 0, 0, 0, 500, false, false}, true
	case "platform", "corridor":
		return class{40, 0, 0, 0, 0, false, false}, true
	}
	return class{}, false // construction, proposed, raceway, rest_area …
}

const (
	// walking is the speed on foot from a place to the road.
	walking = speed(45)
	// pushing is that of someone who pushes a bicycle.
	pushing = speed(40)
)

// opened is the speed where tags open a class which is closed by default.
func opened(v vehicle, c class) speed {
	switch v {
	case onFoot:
		return walking
	case byBicycle:
		return 100
	case byEBike:
		return 120
	}
	return min(100, c.ceiling)
}

// roughness is how much a surface slows: the highest speeds on it.
type roughness struct{ bicycle, ebike, car speed }

func surfaceOf(surface string) (r roughness, ok bool) {
	switch surface {
	case "unpaved", "compacted", "gravel", "fine_gravel", "pebblestone", "cobblestone", "unhewn_cobblestone", "grass_paver", "wood":
		return roughness{120, 150, 300}, true
	case "dirt", "earth", "ground", "grass", "mud", "sand", "rock", "woodchips", "snow", "ice":
		return roughness{80, 100, 150}, true
	}
	return roughness{}, false
}

// tracktypeOf grades tracks from solid (grade1) to soft (grade5).
func tracktypeOf(tracktype string) (r roughness, ok bool) {
	switch tracktype {
	case "grade2", "grade3":
		return roughness{120, 150, 250}, true
	case "grade4", "grade5":
		return roughness{80, 100, 120}, true
	}
	return roughness{}, false
}

// hiking returns the highest speed on foot by the grade of a mountain path;
// 0 means that it is not for working people.
func hiking(scale string) speed {
	switch scale {
	case "", "strolling":
		return walking
	case "hiking":
		return 40
	case "mountain_hiking":
		return 30
	}
	return 0
}
