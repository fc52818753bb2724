package osm

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/paidan/paidan/roster"
)

// MaxTablePoints is the largest number of points of a table: 800 MB.
const MaxTablePoints = 10_000

// Table returns base times in seconds and distances in metres between all
// pairs of n points, from point i to point j at [i·n+j], the same numbers as
// [Network.Leg]; -1 seconds and 0 metres where there is no way.
//
// Each row is one search which ends when it has met all points. The rows are
// shared out among GOMAXPROCS goroutines, all of which have ended when Table
// returns. It fails with the context's error, and with [*Error] for an
// unknown mode and for more than [MaxTablePoints] points.
func (n *Network) Table(ctx context.Context, mode roster.Mode, points []roster.LatLng) (seconds, metres []int32, err error) {
	v, ok := vehicleOf(mode)
	if !ok {
		return nil, nil, &Error{Code: CodeMode, Hint: "unknown mode"}
	}
	if len(points) > MaxTablePoints {
		return nil, nil, &Error{Code: CodeTooMany, Hint: "more than 10000 points"}
	}
	t := n.tableOf(v, points)
	size := len(points)
	seconds, metres = make([]int32, size*size), make([]int32, size*size)
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), size) {
		group.Go(func() {
			s := newSearch(t.graph.nodes())
			for i := int(next.Add(1)) - 1; i < size && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				t.row(ctx, s, mode, i, seconds[i*size:(i+1)*size], metres[i*size:(i+1)*size])
			}
		})
	}
	group.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	return seconds, metres, nil
}

// pointTable is what all rows of a table share, read only.
type pointTable struct {
	network *Network
	graph   *graph
	points  []roster.LatLng
	snaps   []snap // [point]
	wanted  []bool // [node]: an end of a point's chain
	left    int    // number of wanted nodes
}

func (n *Network) tableOf(v vehicle, points []roster.LatLng) *pointTable {
	g := n.graphs[v]
	t := &pointTable{network: n, graph: g, points: points, snaps: make([]snap, len(points)), wanted: make([]bool, g.nodes())}
	for i, at := range points {
		t.snaps[i] = n.snapped(v, at)
		if t.snaps[i].chain < 0 {
			continue
		}
		c := g.chains[t.snaps[i].chain]
		for _, node := range [2]int32{c.start, c.end} {
			if !t.wanted[node] {
				t.wanted[node] = true
				t.left++
			}
		}
	}
	return t
}

// row fills the legs from point i. After a cancelled search they are wrong.
func (t *pointTable) row(ctx context.Context, s *search, mode roster.Mode, i int, seconds, metres []int32) {
	from := t.snaps[i]
	if from.chain >= 0 {
		s.reset()
		_ = s.run(ctx, t.graph, from, t.wanted, t.left) // Table asks the context itself
	}
	for j, to := range t.snaps {
		ok := from.chain >= 0 && to.chain >= 0
		switch {
		case t.points[i] == t.points[j]:
			seconds[j], metres[j], ok = 0, 0, true
		case ok:
			seconds[j], metres[j], ok = t.network.finish(mode, t.graph.between(from, to, s.dist))
		}
		if !ok {
			seconds[j], metres[j] = -1, 0
		}
	}
}
