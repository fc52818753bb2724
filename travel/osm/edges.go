package osm

import (
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
)

// maxEdge is the longest stretch between two junctions, in centimetres: what
// is longer is broken data and left out, so that sums stay in range.
const maxEdge = 100_000_000

// edge is a stretch of road between two junctions, all of one kind.
type edge struct {
	from, to int32 // junctions
	// first and last point of its shape, both included; equal for the link
	// through a barrier, which has length 0.
	first, last int32
	road        int32 // in roads
}

// streets are the edges of all vehicles together, with their shapes.
type streets struct {
	roads     []road
	edges     []edge
	junctions int // in number; edges refer to [0, junctions)

	// The shapes, one after the other: [point].
	lat, lng []int32     // 10⁻⁷ degrees
	grid     []geo.Point // centimetres
	at       []int32     // centimetres from the start of the edge
	edgeOf   []int32
}

// length returns an edge's length in centimetres, in [0, maxEdge].
func (s *streets) length(e int32) int32 { return s.at[s.edges[e].last] }

// streetsOf cuts the ways of a source at their junctions.
func streetsOf(src *source) *streets {
	src.sort()
	nodes := make([]int32, len(src.refs)) // [ref], -1 where the file lacks it
	uses := make([]uint8, len(src.ids))   // [node]: 0, 1, or 2 and more
	for _, w := range src.ways {
		for i := w.first; i < w.last; i++ {
			node, ok := src.node(src.refs[i])
			if !ok {
				nodes[i] = -1
				continue
			}
			nodes[i] = node
			uses[node] = min(2, uses[node]+1)
		}
	}
	b := edgeBuilder{src: src, nodes: nodes, uses: uses, out: &streets{roads: src.roads},
		junction: make(map[int32]int32), linkRoad: make(map[mask]int32)}
	for _, w := range src.ways {
		for first := w.first; first < w.last; {
			if nodes[first] < 0 {
				first++
				continue
			}
			last := first
			for last < w.last && nodes[last] >= 0 {
				last++
			}
			b.stretch(first, last, w.road)
			first = last
		}
	}
	return b.out
}

// edgeBuilder holds what is needed while edges are made.
type edgeBuilder struct {
	src      *source
	nodes    []int32 // [ref]
	uses     []uint8 // [node]
	out      *streets
	junction map[int32]int32 // by node; at a barrier the one added last
	linkRoad map[mask]int32  // by whom the barrier stops
}

// stretch makes the edges of a run of refs [first, last) all of which have a
// node.
func (b *edgeBuilder) stretch(first, last int, kind int32) {
	start := first
	for i := first + 1; i < last; i++ {
		_, barrier := b.src.barriers[b.src.ids[b.nodes[i]]]
		if i == last-1 || b.uses[b.nodes[i]] > 1 || barrier {
			b.edge(start, i, kind)
			start = i
		}
	}
}

// edge makes the edge of the refs [first, last].
func (b *edgeBuilder) edge(first, last int, kind int32) {
	s := b.out
	start, length := len(s.lat), int64(0)
	for i := first; i <= last; i++ {
		node := b.nodes[i]
		lat, lng := b.src.lat[node], b.src.lng[node]
		point := geo.At(degrees(lat, lng))
		if i > first {
			length += geo.Centimetres(s.grid[len(s.grid)-1], point)
		}
		if length > maxEdge {
			s.lat, s.lng, s.grid, s.at, s.edgeOf = s.lat[:start], s.lng[:start], s.grid[:start], s.at[:start], s.edgeOf[:start]
			return
		}
		s.lat, s.lng, s.grid = append(s.lat, lat), append(s.lng, lng), append(s.grid, point)
		s.at, s.edgeOf = append(s.at, int32(length)), append(s.edgeOf, int32(len(s.edges)))
	}
	// At a barrier the edge is counted before its link is made.
	e := len(s.edges)
	s.edges = append(s.edges, edge{first: int32(start), last: int32(len(s.lat) - 1), road: kind})
	from, to := b.end(b.nodes[first]), b.end(b.nodes[last])
	s.edges[e].from, s.edges[e].to = from, to
}

// end returns the junction at which an edge ends. At a barrier each edge has
// a junction of its own, joined with the last one by a link of no length for
// those who may pass.
func (b *edgeBuilder) end(node int32) int32 {
	s := b.out
	junction, seen := b.junction[node]
	blocked := b.src.barriers[b.src.ids[node]]
	if seen && blocked == 0 {
		return junction
	}
	fresh := int32(s.junctions)
	s.junctions++
	b.junction[node] = fresh
	if !seen || blocked == allMask {
		return fresh
	}
	kind, ok := b.linkRoad[blocked]
	if !ok {
		var link road
		for _, v := range vehicles() {
			if !blocked.has(v) {
				link.along[v], link.against[v] = 1, 1
			}
		}
		kind = int32(len(s.roads))
		s.roads = append(s.roads, link)
		b.linkRoad[blocked] = kind
	}
	point := int32(len(s.lat))
	lat, lng := b.src.lat[node], b.src.lng[node]
	s.lat, s.lng, s.grid = append(s.lat, lat), append(s.lng, lng), append(s.grid, geo.At(degrees(lat, lng)))
	s.at, s.edgeOf = append(s.at, 0), append(s.edgeOf, int32(len(s.edges)))
	s.edges = append(s.edges, edge{from: junction, to: fresh, first: point, last: point, road: kind})
	return fresh
}

// degrees returns a position in units of 10⁻⁷ degrees as one in degrees.
func degrees(lat, lng int32) roster.LatLng {
	return roster.LatLng{Lat: float64(lat) / 1e7, Lng: float64(lng) / 1e7}
}
