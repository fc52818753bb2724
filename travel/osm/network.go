package osm

import (
	"sync"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// Network is a road network. It implements [roster.Roads] and
// [travel.Tabler], and is safe for concurrent use: the roads never change,
// and what it remembers of earlier questions changes no answer.
//
// [travel.Tabler]: https://pkg.go.dev/github.com/paidan/paidan/travel#Tabler
type Network struct {
	streets *streets
	graphs  [numVehicles]*graph
	grid    *grid
	homes   [numVehicles]homes
	reach   int64                  // MaxSnapMetres in centimetres
	parking [travel.NumModes]int64 // Options.Access in seconds by mode
	south   roster.LatLng          // south-west corner
	north   roster.LatLng          // north-east corner

	snapMutex sync.RWMutex
	snaps     map[question]snap
	rowMutex  sync.Mutex
	rows      map[question]*row
	tick      uint64 // of the use of rows
}

// question is a place and who asks.
type question struct {
	vehicle vehicle
	at      roster.LatLng
}

// networkOf builds the network of a source; opts are complete.
func networkOf(src *source, opts Options) (*Network, error) {
	n := &Network{
		streets: streetsOf(src), reach: int64(opts.MaxSnapMetres) * 100,
		snaps: map[question]snap{}, rows: map[question]*row{},
	}
	for m, access := range opts.Access {
		mode, _ := travel.ModeIndex(m)
		n.parking[mode] = int64(access)
	}
	empty := true
	for _, v := range vehicles() {
		n.graphs[v] = graphOf(n.streets, v)
		n.homes[v] = homesOf(n.streets, n.graphs[v])
		empty = empty && n.homes[v].length() == 0
	}
	if empty {
		return nil, &Error{Code: CodeEmpty, Hint: "no roads in the data; take an extract with ways tagged highway"}
	}
	n.grid = gridOf(n.streets, n.stops)
	n.bounds()
	return n, nil
}

// stops reports whether anyone may stop on an edge.
func (n *Network) stops(e int32) bool {
	if !n.streets.roads[n.streets.edges[e].road].stop {
		return false
	}
	for _, g := range n.graphs {
		if g.links[e].chain >= 0 {
			return true
		}
	}
	return false
}

// bounds finds the corners of the stretches on which anyone may stop.
func (n *Network) bounds() {
	s := n.streets
	lat0, lat1, lng0, lng1, first := int32(0), int32(0), int32(0), int32(0), true
	for p, e := range s.edgeOf {
		if !n.stops(e) {
			continue
		}
		if first {
			lat0, lat1, lng0, lng1, first = s.lat[p], s.lat[p], s.lng[p], s.lng[p], false
		}
		lat0, lat1 = min(lat0, s.lat[p]), max(lat1, s.lat[p])
		lng0, lng1 = min(lng0, s.lng[p]), max(lng1, s.lng[p])
	}
	n.south, n.north = degrees(lat0, lng0), degrees(lat1, lng1)
}

// Bounds returns the corners of the smallest box around all roads on which
// someone may stop. An area over the 180th meridian has a box around the
// earth.
func (n *Network) Bounds() (southWest, northEast roster.LatLng) { return n.south, n.north }
