package osm

import "github.com/paidan/paidan/travel/osm/internal/pbf"

// road is what the tags of a way mean: how fast each vehicle goes along it in
// the order of its nodes and against it, 0 where it may not.
type road struct {
	along, against [numVehicles]speed
	// stop: places may be snapped to it (no motorways, no tunnels).
	stop bool
	// home: a street where people live.
	home bool
}

// roadOf reads a way's tags, false where no vehicle may use it.
func roadOf(tags pbf.Tags) (road, bool) {
	c, ok := classOf(tags.Get("highway"))
	if !ok {
		return road{}, false
	}
	speeds := speedsOf(c, tags)
	r := road{along: speeds, against: speeds, home: c.home}
	r.stop = !c.fast && (tags.Get("tunnel") == "" || tags.Get("tunnel") == "no")
	if speeds == [numVehicles]speed{} {
		return road{}, false
	}
	direct(&r, tags)
	return r, true
}

// speedsOf applies access, maxspeed and surface to the table of speeds.
func speedsOf(c class, tags pbf.Tags) [numVehicles]speed {
	s := [numVehicles]speed{c.foot, c.bicycle, c.ebike, c.car}
	if s[onFoot] == 0 {
		switch first := firstOf(tags, "sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"); first {
		case "", "no", "none":
		default:
			s[onFoot] = walking
		}
	}
	limit, limited := maxspeedOf(tags.Get("maxspeed"))
	if limited {
		if s[byCar] > 0 {
			s[byCar] = max(min(limit*8/10, c.ceiling), 40)
		}
		s[byBicycle], s[byEBike] = min(s[byBicycle], limit), min(s[byEBike], limit)
	}
	surface := roughness{bicycle: 1000, ebike: 1000, car: 2000}
	if r, ok := tracktypeOf(tags.Get("tracktype")); ok {
		surface = r
	}
	if r, ok := surfaceOf(tags.Get("surface")); ok {
		surface = r
	}
	said := accessOf(tags)
	for _, v := range vehicles() {
		switch said[v] {
		case closed:
			s[v] = 0
		case walked:
			s[v] = min(s[v], pushing)
		case open:
			if s[v] == 0 || s[v] == pushing && v != onFoot {
				s[v] = opened(v, c)
			}
		}
	}
	if tags.Get("highway") == "steps" {
		s[onFoot] = min(s[onFoot], c.foot)
		s[byBicycle], s[byEBike], s[byCar] = 0, 0, 0
	}
	s[byBicycle], s[byEBike], s[byCar] = min(s[byBicycle], surface.bicycle), min(s[byEBike], surface.ebike), min(s[byCar], surface.car)
	// A mountain path is walked slowly or not at all, and not ridden.
	if scale := tags.Get("sac_scale"); scale != "" {
		s[onFoot] = min(s[onFoot], hiking(scale))
		if scale != "hiking" && scale != "strolling" {
			s[byBicycle], s[byEBike] = 0, 0
		}
	}
	return s
}

// firstOf returns the value of the first key which has one.
func firstOf(tags pbf.Tags, keys ...string) string {
	for _, k := range keys {
		if v := tags.Get(k); v != "" {
			return v
		}
	}
	return ""
}

// Directions of a oneway tag.
type direction int8

const (
	both direction = iota
	forward
	backward
)

// directionOf reads a oneway tag; ok where it says something.
func directionOf(value string) (d direction, ok bool) {
	switch value {
	case "yes", "true", "1":
		return forward, true
	case "-1", "reverse":
		return backward, true
	case "no", "false", "0", "alternating":
		return both, true
	}
	return both, false
}

// direct closes the directions which one-way rules forbid. Walking knows none
// but oneway:foot.
func direct(r *road, tags pbf.Tags) {
	general, said := directionOf(tags.Get("oneway"))
	if !said && (tags.Get("junction") == "roundabout" || tags.Get("junction") == "circular" || tags.Get("highway") == "motorway") {
		general = forward
	}
	cycle := general
	if cycleContraflow(tags) {
		cycle = both
	}
	if d, ok := directionOf(tags.Get("oneway:bicycle")); ok {
		cycle = d
	}
	foot, _ := directionOf(tags.Get("oneway:foot"))
	for _, v := range vehicles() {
		d := [numVehicles]direction{foot, cycle, cycle, general}[v]
		if d == forward {
			r.against[v] = 0
		}
		if d == backward {
			r.along[v] = 0
		}
	}
	if tags.Get("oneway") == "reversible" {
		r.along[byCar], r.against[byCar] = 0, 0
	}
}

// cycleContraflow reports whether a cycle lane or track runs against a
// one-way street.
func cycleContraflow(tags pbf.Tags) bool {
	for _, t := range tags {
		switch t.Key {
		case "cycleway", "cycleway:left", "cycleway:right", "cycleway:both":
			switch t.Value {
			case "opposite", "opposite_lane", "opposite_track", "opposite_share_busway":
				return true
			}
		}
	}
	return false
}
