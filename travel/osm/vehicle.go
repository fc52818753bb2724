package osm

import "github.com/paidan/paidan/roster"

// vehicle is a kind of traffic with a graph of its own.
type vehicle uint8

const (
	onFoot vehicle = iota
	byBicycle
	byEBike
	byCar
	numVehicles
)

// vehicles lists every vehicle.
func vehicles() [numVehicles]vehicle { return [...]vehicle{onFoot, byBicycle, byEBike, byCar} }

// vehicleOf returns whose graph serves a mode. Transit is derived from the
// way on foot.
func vehicleOf(m roster.Mode) (vehicle, bool) {
	switch m {
	case roster.Walk, roster.Transit:
		return onFoot, true
	case roster.Bicycle:
		return byBicycle, true
	case roster.EBike:
		return byEBike, true
	case roster.Car:
		return byCar, true
	}
	return 0, false
}

// mask is a set of vehicles, bit 1<<vehicle.
type mask uint8

const (
	footMask    = mask(1 << onFoot)
	bicycleMask = mask(1<<byBicycle | 1<<byEBike)
	carMask     = mask(1 << byCar)
	allMask     = footMask | bicycleMask | carMask
)

func (m mask) has(v vehicle) bool { return m>>v&1 != 0 }
