package osm

import (
	"strings"

	"github.com/paidan/paidan/travel/osm/internal/pbf"
)

// permission is what an access tag says.
type permission uint8

const (
	unsaid permission = iota
	open              // may be used, whatever the class of road says
	usual             // may be used by those whom the class of road lets
	closed            // may not be used
	walked            // a bicycle may be pushed
)

// permissionOf reads the value of an access tag; of several values an open
// one counts first. Destinations, customers and deliveries are what visits
// are about: open.
func permissionOf(values string) permission {
	said := unsaid
	for value := range strings.SplitSeq(values, ";") {
		switch strings.TrimSpace(value) {
		case "yes", "designated", "permissive", "official", "destination", "customers", "delivery", "residents", "allowed", "public":
			return open
		case "dismount":
			said = walked
		case "no", "private", "agricultural", "forestry", "military", "emergency", "permit", "use_sidepath",
			"psv", "bus", "employees", "restricted", "none":
			said = max(said, closed)
		}
	}
	return said
}

// access holds what the tags of a way or node say for each vehicle; the most
// special tag which says something decides.
type access [numVehicles]permission

func accessOf(tags pbf.Tags) access {
	var general, foot, wheels, bicycle, motor, car permission
	motorroad := false
	for _, t := range tags {
		switch t.Key {
		case "access":
			// That everyone may does not make a footway a street.
			if general = permissionOf(t.Value); general == open {
				general = usual
			}
		case "foot":
			foot = permissionOf(t.Value)
		case "vehicle":
			wheels = permissionOf(t.Value)
		case "bicycle":
			bicycle = permissionOf(t.Value)
		case "motor_vehicle":
			motor = permissionOf(t.Value)
		case "motorcar":
			car = permissionOf(t.Value)
		case "motorroad":
			motorroad = t.Value == "yes"
		}
	}
	if motorroad {
		foot, bicycle = first(foot, closed), first(bicycle, closed)
	}
	cycle := first(bicycle, wheels, general)
	return access{onFoot: first(foot, general), byBicycle: cycle, byEBike: cycle, byCar: first(car, motor, wheels, general)}
}

// first returns the first permission which says something.
func first(all ...permission) permission {
	for _, p := range all {
		if p != unsaid {
			return p
		}
	}
	return unsaid
}

// blockedBy returns whom a barrier on a node stops. Gates, kerbs, cattle grids
// and toll booths let pass, what is made to stop cars stops cars, stiles stop
// wheels, walls stop all; an unknown barrier stops cars. Access tags on the
// node come before its kind.
func blockedBy(tags pbf.Tags) mask {
	var blocked mask
	switch tags.Get("barrier") {
	case "":
		return 0
	case "gate", "lift_gate", "swing_gate", "sliding_gate", "hampshire_gate", "toll_booth", "cattle_grid", "entrance",
		"border_control", "checkpoint", "kerb", "height_restrictor", "width_restrictor", "sally_port", "no", "arch", "rope", "coupure":
	case "stile", "turnstile", "full-height_turnstile", "kissing_gate", "log", "horse_stile", "swing_barrier":
		blocked = carMask | bicycleMask
	case "wall", "fence", "hedge", "ditch", "city_wall", "retaining_wall":
		blocked = allMask
	default: // bollard, block, cycle_barrier, bus_trap, chain, jersey_barrier, debris, planter …
		blocked = carMask
	}
	said := accessOf(tags)
	for _, v := range vehicles() {
		switch said[v] {
		case open, usual, walked:
			blocked &^= 1 << v
		case closed:
			blocked |= 1 << v
		}
	}
	return blocked
}
