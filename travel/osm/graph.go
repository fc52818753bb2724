package osm

import (
	"cmp"
	"slices"
)

// graph is what one vehicle may use: the nodes where ways meet and arcs
// between them. It never changes.
type graph struct {
	head   []int32 // [node], nodes+1 long: arcs of i are [head[i], head[i+1])
	to     []int32 // [arc]
	cost   []cost  // [arc]
	chains []chain
	links  []link // [edge]
}

// chain is a line of edges between two nodes without a choice on the way.
type chain struct {
	start, end int32 // nodes
	// Costs of all of it from start to end and back; never where closed.
	along, against cost
}

// link is the place of an edge in a chain.
type link struct {
	chain    int32 // -1: the vehicle does not use the edge
	reversed bool  // the chain runs against the edge
	first    bool  // the chain starts with the edge
	last     bool  // the chain ends with it
	// along is the cost from the chain's start to the edge, against that from
	// the edge back to the chain's start, where these directions are open.
	along, against cost
}

func (g *graph) nodes() int { return len(g.head) - 1 }

// graphOf builds a vehicle's graph: of the edges open to it those of the
// largest strongly connected component, in chains.
func graphOf(s *streets, v vehicle) *graph {
	b := graphBuilder{streets: s, vehicle: v, out: &graph{links: make([]link, len(s.edges))}}
	b.keep()
	b.incidences()
	b.chain()
	b.number()
	return b.out
}

type graphBuilder struct {
	streets *streets
	vehicle vehicle
	out     *graph

	kept []int32 // edges which are used
	// Edge ends at junctions: edges[head[j]:head[j+1]], a loop twice.
	head, edges []int32
	through     []bool // [junction]: it lies within a chain
}

// speeds returns how fast the vehicle goes along and against an edge.
func (b *graphBuilder) speeds(e int32) (along, against speed) {
	r := &b.streets.roads[b.streets.edges[e].road]
	return r.along[b.vehicle], r.against[b.vehicle]
}

// costs returns the costs of an edge in the direction from one of its ends,
// and back.
func (b *graphBuilder) costs(e int32, reversed bool) (ahead, back cost) {
	along, against := b.speeds(e)
	if reversed {
		along, against = against, along
	}
	ahead, back = never, never
	length := int64(b.streets.length(e))
	if along > 0 {
		ahead = along.at(length)
	}
	if against > 0 {
		back = against.at(length)
	}
	return ahead, back
}

// keep finds the edges of the largest component.
func (b *graphBuilder) keep() {
	var from, to []int32
	for e := range int32(len(b.streets.edges)) {
		along, against := b.speeds(e)
		ends := b.streets.edges[e]
		if along > 0 {
			from, to = append(from, ends.from), append(to, ends.to)
		}
		if against > 0 {
			from, to = append(from, ends.to), append(to, ends.from)
		}
	}
	head, order := group(from, b.streets.junctions)
	in := largestComponent(head, permute(to, order))
	for e := range int32(len(b.streets.edges)) {
		along, against := b.speeds(e)
		ends := b.streets.edges[e]
		if (along > 0 || against > 0) && in[ends.from] && in[ends.to] {
			b.kept = append(b.kept, e)
		}
		b.out.links[e].chain = -1
	}
}

// group orders items by their key in [0, keys): those of key k are
// order[head[k]:head[k+1]], in their own order.
func group(key []int32, keys int) (head, order []int32) {
	head = make([]int32, keys+1)
	for _, k := range key {
		head[k+1]++
	}
	for k := range keys {
		head[k+1] += head[k]
	}
	next := slices.Clone(head)
	order = make([]int32, len(key))
	for i, k := range key {
		order[next[k]] = int32(i)
		next[k]++
	}
	return head, order
}

// incidences lists the edges at each junction and finds those junctions
// which offer no choice: two edges, both open in the same directions.
func (b *graphBuilder) incidences() {
	at := make([]int32, 0, 2*len(b.kept))
	for _, e := range b.kept {
		at = append(at, b.streets.edges[e].from, b.streets.edges[e].to)
	}
	head, order := group(at, b.streets.junctions)
	b.head, b.edges = head, order
	for i, end := range order {
		b.edges[i] = b.kept[end/2]
	}
	b.through = make([]bool, b.streets.junctions)
	for j := range int32(b.streets.junctions) {
		ends := b.edges[head[j]:head[j+1]]
		if len(ends) != 2 || ends[0] == ends[1] {
			continue
		}
		out0, in0 := b.costs(ends[0], b.streets.edges[ends[0]].to == j)
		out1, in1 := b.costs(ends[1], b.streets.edges[ends[1]].to == j)
		b.through[j] = (in0 != never) == (out1 != never) && (in1 != never) == (out0 != never) &&
			!b.loop(ends[0]) && !b.loop(ends[1])
	}
}

func (b *graphBuilder) loop(e int32) bool { return b.streets.edges[e].from == b.streets.edges[e].to }

// chain puts every kept edge into a chain. Chains are first walked from the
// junctions with a choice; what is left are rings and pieces of overlong
// chains, where any junction may start.
func (b *graphBuilder) chain() {
	for j := range int32(b.streets.junctions) {
		if b.through[j] {
			continue
		}
		for _, e := range b.edges[b.head[j]:b.head[j+1]] {
			if b.out.links[e].chain < 0 {
				b.walk(j, e)
			}
		}
	}
	for _, e := range b.kept {
		if b.out.links[e].chain < 0 {
			from := b.streets.edges[e].from
			b.through[from] = false
			b.walk(from, e)
		}
	}
}

// walk makes the chain which leaves a junction by an edge. Its ends are
// junctions until number renames them.
func (b *graphBuilder) walk(start, e int32) {
	c := chain{start: start}
	id := int32(len(b.out.chains))
	for at := start; ; {
		ends := b.streets.edges[e]
		reversed := ends.from != at
		ahead, back := b.costs(e, reversed)
		b.out.links[e] = link{chain: id, reversed: reversed, first: at == start, along: c.along, against: c.against}
		c.along, c.against = join(c.along, ahead), join(c.against, back)
		at = ends.to
		if reversed {
			at = ends.from
		}
		if b.through[at] && (tooLong(c.along) || tooLong(c.against)) {
			b.through[at] = false
		}
		if !b.through[at] {
			c.end = at
			b.out.links[e].last = true
			break
		}
		pair := b.edges[b.head[at]:b.head[at+1]]
		if pair[0] == e {
			e = pair[1]
		} else {
			e = pair[0]
		}
	}
	b.out.chains = append(b.out.chains, c)
}

// join adds two costs of which one may be never.
func join(a, b cost) cost {
	if a == never || b == never {
		return never
	}
	return a + b
}

func tooLong(c cost) bool {
	return c != never && (c.centiseconds() > maxChain || c.centimetres() > maxChain)
}

// number makes nodes of the junctions with a choice, neighbours near each
// other in memory, and arcs of the chains.
func (b *graphBuilder) number() {
	g := b.out
	type spot struct {
		code     uint64
		junction int32
	}
	var spots []spot
	node := make([]int32, b.streets.junctions)
	for j := range node {
		node[j] = -1
	}
	meet := func(j, point int32) {
		if node[j] < 0 {
			node[j] = 0
			spots = append(spots, spot{morton(b.streets.lat[point], b.streets.lng[point]), j})
		}
	}
	for _, e := range b.kept {
		ends := b.streets.edges[e]
		if !b.through[ends.from] {
			meet(ends.from, ends.first)
		}
		if !b.through[ends.to] {
			meet(ends.to, ends.last)
		}
	}
	slices.SortFunc(spots, func(p, q spot) int {
		return cmp.Or(cmp.Compare(p.code, q.code), cmp.Compare(p.junction, q.junction))
	})
	for i, p := range spots {
		node[p.junction] = int32(i)
	}
	var from, to []int32
	var costs []cost
	for i := range g.chains {
		c := &g.chains[i]
		c.start, c.end = node[c.start], node[c.end]
		if c.start == c.end {
			continue
		}
		if c.along != never {
			from, to, costs = append(from, c.start), append(to, c.end), append(costs, c.along)
		}
		if c.against != never {
			from, to, costs = append(from, c.end), append(to, c.start), append(costs, c.against)
		}
	}
	head, order := group(from, len(spots))
	g.head, g.to, g.cost = head, permute(to, order), permute(costs, order)
}

// morton interleaves the bits of a position, so that near codes are near
// places.
func morton(lat, lng int32) uint64 {
	spread := func(v uint32) uint64 {
		x := uint64(v)
		x = (x | x<<16) & 0x0000ffff0000ffff
		x = (x | x<<8) & 0x00ff00ff00ff00ff
		x = (x | x<<4) & 0x0f0f0f0f0f0f0f0f
		x = (x | x<<2) & 0x3333333333333333
		return (x | x<<1) & 0x5555555555555555
	}
	return spread(uint32(lat)^1<<31)<<1 | spread(uint32(lng)^1<<31)
}
