package osm

import (
	"context"
	"math"
	"sync"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// Leg returns the base time in seconds, rounded up, and the distance in
// metres, rounded half up, from place to place, or false where one of them is
// out of reach or the mode is unknown. From a place to itself both are 0.
//
// Walk, Bicycle, EBike and Car take the fastest way of their own graph, of
// equally fast ones the shortest, and go the last stretch between road and
// place on foot at 4.5 km/h. To the time [Options.Access] is added.
//
// Transit is an approximation: the distance is that of the way on foot, the
// time is the shorter of walking it and of a ride along it with the speed and
// access time of [roster.DefaultSpeed] (15 km/h after 8 min).
//
// The first question from a place costs a search through the whole graph,
// O(roads · log roads); further ones from the same place a look-up, as long as
// it is among the places last asked from (64 MB of them). For many places at
// once use [Network.Table].
func (n *Network) Leg(mode roster.Mode, from, to roster.LatLng) (seconds, metres int32, ok bool) {
	v, ok := vehicleOf(mode)
	if !ok {
		return 0, 0, false
	}
	if from == to {
		return 0, 0, true
	}
	a, b := n.snapped(v, from), n.snapped(v, to)
	if a.chain < 0 || b.chain < 0 {
		return 0, 0, false
	}
	return n.finish(mode, n.graphs[v].between(a, b, n.row(v, from, a)))
}

// finish turns a cost into what people count in.
func (n *Network) finish(m roster.Mode, c cost) (seconds, metres int32, ok bool) {
	if c >= horizon {
		return 0, 0, false
	}
	s, d := (c.centiseconds()+99)/100, (c.centimetres()+50)/100
	if m == roster.Transit {
		km, access := roster.DefaultSpeed(roster.Transit)
		perHour := int64(math.Round(km * 1000))
		s = min(s, (d*3600+perHour-1)/perHour+int64(access))
	}
	if d > 0 {
		mode, _ := travel.ModeIndex(m)
		s += n.parking[mode]
	}
	return int32(s), int32(d), true
}

const (
	maxSnaps    = 1 << 16  // snapped places which are remembered
	maxRowBytes = 64 << 20 // of rows which are remembered
	minRows     = 4
	maxRows     = 1024
)

// snapped is snapTo with a memory.
func (n *Network) snapped(v vehicle, at roster.LatLng) snap {
	if at.Lat != at.Lat || at.Lng != at.Lng {
		return nowhere // NaN is never found again in a map
	}
	key := question{v, at}
	n.snapMutex.RLock()
	s, ok := n.snaps[key]
	n.snapMutex.RUnlock()
	if ok {
		return s
	}
	s = n.snapTo(v, at)
	n.snapMutex.Lock()
	defer n.snapMutex.Unlock()
	if len(n.snaps) >= maxSnaps {
		clear(n.snaps)
	}
	n.snaps[key] = s
	return s
}

// row holds the costs from one place to all nodes, once they are asked for.
type row struct {
	once sync.Once
	dist []cost
	used uint64
}

// row returns the costs from a place to all nodes, remembered or found now.
func (n *Network) row(v vehicle, at roster.LatLng, from snap) []cost {
	g := n.graphs[v]
	key := question{v, at}
	n.rowMutex.Lock()
	r := n.rows[key]
	if r == nil {
		r = &row{}
		limit := min(max(maxRowBytes/(8*max(g.nodes(), 1)), minRows), maxRows)
		for len(n.rows) >= limit {
			n.forget()
		}
		n.rows[key] = r
	}
	n.tick++
	r.used = n.tick
	n.rowMutex.Unlock()

	r.once.Do(func() {
		s := newSearch(g.nodes())
		_ = s.run(context.Background(), g, from, nil, 0) // fails only with its context
		r.dist = s.dist
	})
	return r.dist
}

// forget drops the row which has not been used for longest.
func (n *Network) forget() {
	var oldest question
	first := true
	for key, r := range n.rows {
		if first || r.used < n.rows[oldest].used {
			oldest, first = key, false
		}
	}
	delete(n.rows, oldest)
}
