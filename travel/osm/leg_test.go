package osm

import (
	"math"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paidan/paidan/roster"
)

var street = []string{"highway", "residential"}

func oneway(value string) []string { return []string{"highway", "residential", "oneway", value} }

// leg returns minutes-free figures for a comparison: metres, -1 if there is
// no way.
func leg(n *Network, m roster.Mode, from, to roster.LatLng) int {
	_, metres, ok := n.Leg(m, from, to)
	if !ok {
		return -1
	}
	return int(metres)
}

func TestLegByHand(t *testing.T) {
	n := square(t, street, street, street, street)
	// 30 m from the southern street to the road, 800 m along it.
	from, to := at(100, -30), at(900, -30)
	seconds, metres, ok := n.Leg(roster.Walk, from, to)
	assert.True(t, ok)
	assert.InDelta(t, 860, metres, 1)
	assert.InDelta(t, 860/1.25, seconds, 1.5)
	seconds, metres, _ = n.Leg(roster.Car, from, to)
	assert.InDelta(t, 860, metres, 1)
	assert.InDelta(t, 60/1.25+800*3.6/24, seconds, 1.5)
	seconds, _, _ = n.Leg(roster.EBike, from, to)
	assert.InDelta(t, 60/1.25+800*3.6/19, seconds, 1.5)
	seconds, _, _ = n.Leg(roster.Transit, from, to)
	assert.InDelta(t, 480+860*3.6/15, seconds, 1.5, "the ride")
	seconds, _, _ = n.Leg(roster.Transit, from, at(200, -30))
	assert.InDelta(t, 160/1.25, seconds, 1.5, "walking is faster")
	seconds, metres, ok = n.Leg(roster.Car, from, from)
	assert.Equal(t, []any{int32(0), int32(0), true}, []any{seconds, metres, ok})
	_, _, ok = n.Leg("boat", from, to)
	assert.False(t, ok)
}

func TestOneways(t *testing.T) {
	west, east := at(100, 0), at(900, 0)
	for value, want := range map[string][2]int{ // metres west→east, east→west by car
		"yes": {800, 3200}, "1": {800, 3200}, "-1": {3200, 800}, "no": {800, 800}, "": {800, 800},
	} {
		n := square(t, oneway(value), street, street, street)
		assert.InDelta(t, want[0], leg(n, roster.Car, west, east), 2, value)
		assert.InDelta(t, want[1], leg(n, roster.Car, east, west), 2, value)
		assert.InDelta(t, want[0], leg(n, roster.EBike, west, east), 2, value)
		assert.InDelta(t, want[1], leg(n, roster.EBike, east, west), 2, value)
		assert.InDelta(t, 800, leg(n, roster.Walk, west, east), 2, value)
		assert.InDelta(t, 800, leg(n, roster.Walk, east, west), 2, value)
	}
	for _, tags := range [][]string{{"oneway:bicycle", "no"}, {"cycleway", "opposite"}, {"cycleway:left", "opposite_lane"}} {
		n := square(t, append(oneway("yes"), tags...), street, street, street)
		assert.InDelta(t, 800, leg(n, roster.Bicycle, east, west), 2, tags)
		assert.InDelta(t, 3200, leg(n, roster.Car, east, west), 2, tags)
	}
}

// A roundabout is one-way by itself, here all around the block.
func TestRoundabout(t *testing.T) {
	w := newTown(t)
	w.node(1, 0, 0)
	w.node(2, 100, 0)
	w.node(3, 100, 100)
	w.node(4, 0, 100)
	w.way([]int64{1, 2, 3, 4, 1}, "highway", "residential", "junction", "roundabout")
	n := w.build(Options{})
	assert.InDelta(t, 50, leg(n, roster.Car, at(20, 0), at(70, 0)), 1)
	assert.InDelta(t, 350, leg(n, roster.Car, at(70, 0), at(20, 0)), 1)
	assert.InDelta(t, 50, leg(n, roster.Walk, at(70, 0), at(20, 0)), 1)
}

func TestAccess(t *testing.T) {
	west, east := at(100, 0), at(900, 0)
	for _, c := range []struct {
		tags               []string
		walk, ebike, drive bool // whether the street in the south is open
	}{
		{nil, true, true, true},
		{[]string{"access", "private"}, false, false, false},
		{[]string{"access", "no", "foot", "yes"}, true, false, false},
		{[]string{"access", "destination"}, true, true, true},
		{[]string{"vehicle", "no"}, true, false, false},
		{[]string{"vehicle", "no", "bicycle", "yes"}, true, true, false},
		{[]string{"motor_vehicle", "agricultural"}, true, true, false},
		{[]string{"motor_vehicle", "agricultural;destination"}, true, true, true},
		{[]string{"motor_vehicle", "no", "motorcar", "yes"}, true, true, true},
		{[]string{"bicycle", "no"}, true, false, true},
		{[]string{"motorroad", "yes"}, false, false, true},
		{[]string{"highway", "footway"}, true, true, false}, // the bicycle is pushed
		{[]string{"highway", "footway", "access", "yes"}, true, true, false},
		{[]string{"highway", "steps"}, true, false, false},
		{[]string{"highway", "steps", "bicycle", "yes"}, true, false, false},
		{[]string{"highway", "track"}, true, true, false},
		{[]string{"highway", "track", "motor_vehicle", "destination"}, true, true, true},
		{[]string{"highway", "cycleway"}, true, true, false},
		{[]string{"highway", "motorway", "oneway", "no"}, false, false, false}, // no place to stop
		{[]string{"highway", "construction"}, false, false, false},
	} {
		tags := append(c.tags[:len(c.tags):len(c.tags)], street...)
		n := square(t, tags, street, street, street)
		for m, open := range map[roster.Mode]bool{roster.Walk: c.walk, roster.EBike: c.ebike, roster.Bicycle: c.ebike, roster.Car: c.drive} {
			v, _ := vehicleOf(m)
			on := n.snapped(v, west).foot.centimetres() < 50 && n.snapped(v, east).foot.centimetres() < 50
			assert.Equal(t, open, on, "%v %s", c.tags, m)
		}
	}
}

func TestBarriers(t *testing.T) {
	for _, c := range []struct {
		tags               []string
		walk, ebike, drive bool
	}{
		{[]string{"barrier", "gate"}, true, true, true},
		{[]string{"barrier", "gate", "access", "private"}, false, false, false},
		{[]string{"barrier", "gate", "access", "private", "foot", "yes"}, true, false, false},
		{[]string{"barrier", "bollard"}, true, true, false},
		{[]string{"barrier", "bollard", "motor_vehicle", "yes"}, true, true, true},
		{[]string{"barrier", "stile"}, true, false, false},
		{[]string{"barrier", "fence"}, false, false, false},
		{[]string{"barrier", "something_new"}, true, true, false},
	} {
		w := newTown(t)
		w.node(1, 0, 0)
		w.node(2, 1000, 0)
		w.node(3, 1000, 1000)
		w.node(4, 0, 1000)
		w.node(5, 500, 0, c.tags...)
		w.way([]int64{1, 5, 2, 3, 4, 1}, street...)
		n := w.build(Options{})
		for m, open := range map[roster.Mode]bool{roster.Walk: c.walk, roster.EBike: c.ebike, roster.Car: c.drive} {
			want := 3200
			if open {
				want = 800
			}
			assert.InDelta(t, want, leg(n, m, at(100, 0), at(900, 0)), 2, "%v %s", c.tags, m)
		}
	}
}

// A place is joined with the nearest point of a street, not with its nearest
// end, and never with a street cut off from the rest.
func TestSnapping(t *testing.T) {
	w := newTown(t)
	w.node(1, 0, 0)
	w.node(2, 3000, 0)
	w.node(3, 1000, 500)
	w.node(4, 1500, 500)
	w.way([]int64{1, 2}, street...)
	w.way([]int64{3, 4}, street...) // an island
	n := w.build(Options{})
	assert.InDelta(t, 200+40+40, leg(n, roster.Car, at(1200, 40), at(1400, -40)), 1)
	assert.InDelta(t, 490+200+10, leg(n, roster.Car, at(1200, 490), at(1400, 10)), 1, "past the island")
	assert.InDelta(t, 100+500, leg(n, roster.Car, at(-100, 0), at(500, 0)), 1, "beyond the end")

	far := at(1500, 2100)
	assert.Equal(t, -1, leg(n, roster.Car, far, at(500, 0)), "2 km is the limit")
	assert.Equal(t, -1, leg(n, roster.Car, at(500, 0), far))
	assert.Zero(t, leg(n, roster.Car, far, far), "but it is where it is")
	assert.Equal(t, -1, leg(n, roster.Car, at(500, 0), roster.LatLng{Lat: math.NaN(), Lng: 9}))
	assert.Equal(t, -1, leg(n, roster.Car, at(500, 0), roster.LatLng{Lat: 91, Lng: 9}))
	assert.Equal(t, -1, leg(n, roster.Car, at(500, 0), roster.LatLng{Lat: -40, Lng: -120}))

	wide := w.build(Options{MaxSnapMetres: 2200})
	assert.InDelta(t, 2100+1000, leg(wide, roster.Car, far, at(500, 0)), 2)
}

// One-way streets without a way back are islands too.
func TestOnewayTrapIsLeftOut(t *testing.T) {
	w := newTown(t)
	w.node(1, 0, 0)
	w.node(2, 1000, 0)
	w.node(3, 2000, 0)
	w.way([]int64{1, 2}, street...)
	w.way([]int64{2, 3}, oneway("yes")...)
	n := w.build(Options{})
	assert.InDelta(t, 900+800, leg(n, roster.Car, at(1900, 0), at(200, 0)), 2, "on foot to the street")
	assert.InDelta(t, 1700, leg(n, roster.Walk, at(1900, 0), at(200, 0)), 2)
}

func TestFasterNotShorter(t *testing.T) {
	// The south is a living street of 1 km, the way around a motorway of 3 km.
	fast := []string{"highway", "motorway", "oneway", "no"}
	n := square(t, []string{"highway", "living_street"}, fast, fast, fast)
	seconds, metres, _ := n.Leg(roster.Car, at(10, 0), at(990, 0))
	assert.InDelta(t, 3020, metres, 3)
	assert.InDelta(t, 20*3.6/10+3000*3.6/100, seconds, 2)
}

func TestParking(t *testing.T) {
	w := newTown(t)
	w.node(1, 0, 0)
	w.node(2, 1000, 0)
	w.way([]int64{1, 2}, street...)
	plain, parking := w.build(Options{}), w.build(Options{Access: map[roster.Mode]roster.Duration{roster.Car: 240}})
	for m, more := range map[roster.Mode]int32{roster.Walk: 0, roster.Car: 240} {
		a, _, _ := plain.Leg(m, at(0, 0), at(500, 0))
		b, _, _ := parking.Leg(m, at(0, 0), at(500, 0))
		assert.Equal(t, a+more, b)
	}
	seconds, _, _ := parking.Leg(roster.Car, at(0, 0), at(0, 0))
	assert.Zero(t, seconds)
}

func TestMissingNodesCutWays(t *testing.T) {
	w := newTown(t)
	w.node(1, 0, 0)
	w.node(2, 1000, 0)
	w.node(4, 2000, 0)
	w.node(5, 2300, 0)
	w.way([]int64{1, 2, 3, 4, 5}, street...)
	n := w.build(Options{})
	assert.InDelta(t, 900, leg(n, roster.Car, at(50, 0), at(950, 0)), 1)
	assert.InDelta(t, 1000+900, leg(n, roster.Car, at(2000, 0), at(100, 0)), 2, "on foot to the larger piece")
}

func TestConcurrentLegs(t *testing.T) {
	n := square(t, street, oneway("yes"), street, oneway("-1"))
	want := leg(n, roster.Car, at(100, 0), at(900, 1000))
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for range 200 {
				assert.Equal(t, want, leg(n, roster.Car, at(100, 0), at(900, 1000)))
				n.Leg(roster.Walk, at(float64(i), 0), at(900, 1000))
			}
		})
	}
	group.Wait()
}

func TestMemoryIsBounded(t *testing.T) {
	n := square(t, street, street, street, street)
	for i := range maxRows + 10 {
		n.Leg(roster.Car, at(float64(i), 0), at(900, 1000))
	}
	assert.Len(t, n.rows, maxRows)
	for i := range maxSnaps + 10 {
		n.snapped(byCar, at(float64(i)/100, 1))
	}
	assert.LessOrEqual(t, len(n.snaps), maxSnaps)
}
