package osm

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

// randomTown builds a small network of random streets, one-ways, barriers
// and gaps, in which chains, loops, rings and islands come about.
func randomTown(t *testing.T, rng *rand.Rand) *Network {
	w := newTown(t)
	nodes := 4 + rng.IntN(16)
	for id := range int64(nodes) {
		var tags []string
		if rng.IntN(6) == 0 {
			tags = []string{"barrier", []string{"bollard", "stile", "gate"}[rng.IntN(3)]}
		}
		w.node(id, float64(rng.IntN(12))*80, float64(rng.IntN(12))*80, tags...)
	}
	for range 2 + rng.IntN(12) {
		refs := make([]int64, 2+rng.IntN(6))
		for i := range refs {
			refs[i] = rng.Int64N(int64(nodes))
			if rng.IntN(40) == 0 {
				refs[i] = 1000 // not in the file
			}
		}
		tags := []string{"highway", []string{"residential", "tertiary", "track", "footway", "steps", "motorway"}[rng.IntN(6)]}
		if rng.IntN(3) == 0 {
			tags = append(tags, "oneway", []string{"yes", "-1"}[rng.IntN(2)])
		}
		w.way(refs, tags...)
	}
	w.way([]int64{0, 1}, "highway", "residential")
	return w.build(Options{})
}

// twin is a network searched without any cleverness: all junctions in one
// matrix, no components, no chains, no heap.
type twin struct {
	n    *Network
	v    vehicle
	dist [][]cost // [junction][junction]
}

func newTwin(n *Network, v vehicle) *twin {
	size := n.streets.junctions
	w := &twin{n: n, v: v, dist: make([][]cost, size)}
	for i := range w.dist {
		w.dist[i] = slices.Repeat([]cost{never}, size)
		w.dist[i][i] = 0
	}
	for e, ends := range n.streets.edges {
		along, against := w.costs(e)
		w.dist[ends.from][ends.to] = min(w.dist[ends.from][ends.to], along)
		w.dist[ends.to][ends.from] = min(w.dist[ends.to][ends.from], against)
	}
	for k := range size {
		for i := range size {
			for j := range size {
				w.dist[i][j] = min(w.dist[i][j], plus(w.dist[i][k], w.dist[k][j]))
			}
		}
	}
	return w
}

func plus(a, b cost) cost {
	if a == never || b == never {
		return never
	}
	return a + b
}

func (w *twin) costs(e int) (along, against cost) {
	r := w.n.streets.roads[w.n.streets.edges[e].road]
	along, against = never, never
	if s := r.along[w.v]; s > 0 {
		along = s.at(int64(w.n.streets.length(int32(e))))
	}
	if s := r.against[w.v]; s > 0 {
		against = s.at(int64(w.n.streets.length(int32(e))))
	}
	return along, against
}

// kept returns the edges within the largest set of junctions which all reach
// each other, first by size, then by the lowest junction.
func (w *twin) kept() []bool {
	mutual := func(i, j int32) bool { return w.dist[i][j] != never && w.dist[j][i] != never }
	best, size := int32(0), 0
	for i := range w.dist {
		n := 0
		for j := range w.dist {
			if mutual(int32(i), int32(j)) {
				n++
			}
		}
		if n > size {
			best, size = int32(i), n
		}
	}
	kept := make([]bool, len(w.n.streets.edges))
	for e, ends := range w.n.streets.edges {
		along, against := w.costs(e)
		kept[e] = (along != never || against != never) && mutual(best, ends.from) && mutual(best, ends.to)
	}
	return kept
}

// spot is a point on an edge.
type spot struct {
	edge   int
	offset int64
}

// between is the least cost between two spots. Along a one-way edge the time
// to its end is that of the edge less that to the spot.
func (w *twin) between(p, q spot) cost {
	s := w.n.streets
	best := never
	pAlong, pAgainst := w.costs(p.edge)
	qAlong, qAgainst := w.costs(q.edge)
	// A chain may run against an edge: then parts are counted from the other end.
	part := func(c cost, x spot) cost { // from the edge's start to x, at cost c for all of it
		length := int64(s.length(int32(x.edge)))
		if w.n.graphs[w.v].links[x.edge].reversed {
			return c - c.part(length-x.offset, length)
		}
		return c.part(x.offset, length)
	}
	// Ways out of p and into q, by junction. At its end an edge is the junction.
	type door struct {
		junction int32
		cost     cost
	}
	var out, in []door
	pe, qe := s.edges[p.edge], s.edges[q.edge]
	if pAlong != never {
		out = append(out, door{pe.to, pAlong - part(pAlong, p)})
	}
	if pAgainst != never {
		out = append(out, door{pe.from, part(pAgainst, p)})
	}
	if qAlong != never {
		in = append(in, door{qe.from, part(qAlong, q)})
	}
	if qAgainst != never {
		in = append(in, door{qe.to, qAgainst - part(qAgainst, q)})
	}
	if p.offset == 0 {
		out = append(out, door{pe.from, 0})
	}
	if p.offset == int64(s.length(int32(p.edge))) {
		out = append(out, door{pe.to, 0})
	}
	if q.offset == 0 {
		in = append(in, door{qe.from, 0})
	}
	if q.offset == int64(s.length(int32(q.edge))) {
		in = append(in, door{qe.to, 0})
	}
	for _, o := range out {
		for _, i := range in {
			best = min(best, plus(plus(o.cost, w.dist[o.junction][i.junction]), i.cost))
		}
	}
	if p.edge == q.edge && pAlong != never && p.offset <= q.offset {
		best = min(best, part(pAlong, q)-part(pAlong, p))
	}
	if p.edge == q.edge && pAgainst != never && p.offset >= q.offset {
		best = min(best, part(pAgainst, p)-part(pAgainst, q))
	}
	return best
}

func TestSearchAgreesWithItsTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	pairs := 0
	for round := range 200 {
		n := randomTown(t, rng)
		for _, v := range vehicles() {
			w := newTwin(n, v)
			g := n.graphs[v]
			var spots []spot
			for e, kept := range w.kept() {
				require.Equal(t, kept, g.links[e].chain >= 0, "town %d, %d, edge %d", round, v, e)
				if kept {
					length := int64(n.streets.length(int32(e)))
					spots = append(spots, spot{e, 0}, spot{e, length}, spot{e, rng.Int64N(length + 1)})
				}
			}
			for range min(len(spots), 12) {
				p := spots[rng.IntN(len(spots))]
				from := n.locate(v, int32(p.edge), p.offset)
				s := newSearch(g.nodes())
				require.NoError(t, s.run(t.Context(), g, from, nil, 0))
				for range 12 {
					q := spots[rng.IntN(len(spots))]
					want, got := w.between(p, q), g.between(from, n.locate(v, int32(q.edge), q.offset), s.dist)
					if want != got {
						t.Fatalf("town %d, %d, %v → %v: %s, want %s", round, v, p, q, show(got), show(want))
					}
					pairs++
				}
			}
		}
	}
	t.Logf("%d pairs", pairs)
	require.Greater(t, pairs, 50_000)
}

func show(c cost) string {
	if c == never {
		return "never"
	}
	return fmt.Sprintf("%d cs %d cm", c.centiseconds(), c.centimetres())
}

// Table and Leg give the same numbers, and the nearest road is the nearest.
func TestTableAgreesWithLeg(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for range 60 {
		n := randomTown(t, rng)
		points := make([]roster.LatLng, 1+rng.IntN(12))
		for i := range points {
			points[i] = at(float64(rng.IntN(4000)-1500), float64(rng.IntN(4000)-1500))
			if rng.IntN(8) == 0 {
				points[i] = points[0]
			}
		}
		for _, m := range roster.Modes() {
			seconds, metres, err := n.Table(t.Context(), m, points)
			require.NoError(t, err)
			for i, p := range points {
				for j, q := range points {
					s, d, ok := n.Leg(m, p, q)
					if !ok {
						s, d = -1, 0
					}
					require.Equal(t, [2]int32{s, d}, [2]int32{seconds[i*len(points)+j], metres[i*len(points)+j]}, m)
				}
			}
		}
		for _, v := range vehicles() {
			for _, p := range points {
				best := int64(-1)
				for e := range n.streets.edges {
					if n.graphs[v].links[e].chain < 0 || !n.streets.roads[n.streets.edges[e].road].stop {
						continue
					}
					for s := n.streets.edges[e].first; s < n.streets.edges[e].last; s++ {
						_, square := nearest(gridAt(p), n.streets.grid[s], n.streets.grid[s+1], 1)
						if best < 0 || square < best {
							best = square
						}
					}
				}
				got := n.snapTo(v, p)
				if best < 0 || best > n.reach*n.reach {
					require.Negative(t, got.chain)
				} else {
					require.InDelta(t, best, got.foot.centimetres()*got.foot.centimetres(), float64(2*got.foot.centimetres()+2))
				}
			}
		}
	}
}
