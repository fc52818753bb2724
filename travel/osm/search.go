package osm

import "context"

// item is a node to be looked at, with the cost of a way to it.
type item struct {
	cost cost
	node int32
}

// queue is a heap of items by cost, four children a node: half the depth of
// a binary one, and siblings share a cache line. An item is never changed; a
// better way to a node comes as a second item.
type queue []item

func (q *queue) push(it item) {
	h := append(*q, it)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 4
		if h[up].cost <= it.cost {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = it
	*q = h
}

// pop takes an item of least cost from a queue which is not empty.
func (q *queue) pop() item {
	h := *q
	top, last := h[0], h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	for i := 0; len(h) > 0; {
		child := 4*i + 1
		if child >= len(h) {
			h[i] = last
			break
		}
		best := child
		for c := child + 1; c < min(child+4, len(h)); c++ {
			if h[c].cost < h[best].cost {
				best = c
			}
		}
		if last.cost <= h[best].cost {
			h[i] = last
			break
		}
		h[i] = h[best]
		i = best
	}
	return top
}

// search is the scratch of one search at a time.
type search struct {
	dist    []cost // [node]; never before and after use
	touched []int32
	queue   queue
}

func newSearch(nodes int) *search {
	s := &search{dist: make([]cost, nodes)}
	for i := range s.dist {
		s.dist[i] = never
	}
	return s
}

// reset makes the scratch ready for the next search.
func (s *search) reset() {
	for _, node := range s.touched {
		s.dist[node] = never
	}
	s.touched, s.queue = s.touched[:0], s.queue[:0]
}

// run finds the least costs from a place to nodes: to those which are wanted,
// so many, or to all where wanted is nil. Dijkstra's algorithm with a lazy
// heap, O(arcs · log arcs); it asks the context now and then. Costs of nodes
// which are not wanted may be too high afterwards.
func (s *search) run(ctx context.Context, g *graph, from snap, wanted []bool, left int) error {
	c := &g.chains[from.chain]
	if c.along != never {
		s.reach(c.end, c.along-from.along)
	}
	if c.against != never {
		s.reach(c.start, from.against)
	}
	if from.atStart {
		s.reach(c.start, 0)
	}
	if from.atEnd {
		s.reach(c.end, 0)
	}
	for steps := 1; len(s.queue) > 0; steps++ {
		if steps%4096 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		it := s.queue.pop()
		if it.cost > s.dist[it.node] {
			continue
		}
		if it.cost >= horizon {
			break
		}
		if wanted != nil && wanted[it.node] {
			if left--; left == 0 {
				break
			}
		}
		for arc := g.head[it.node]; arc < g.head[it.node+1]; arc++ {
			s.reach(g.to[arc], it.cost+g.cost[arc])
		}
	}
	return nil
}

// reach notes a way to a node if it is better than what is known.
func (s *search) reach(node int32, c cost) {
	switch old := s.dist[node]; {
	case c >= old:
		return
	case old == never:
		s.touched = append(s.touched, node)
	}
	s.dist[node] = c
	s.queue.push(item{c, node})
}

// between returns the cost from place to place, given those from the first
// place to all nodes; never where there is no way.
func (g *graph) between(from, to snap, dist []cost) cost {
	best := never
	try := func(a, b cost) {
		if a < horizon && b < horizon {
			best = min(best, a+b)
		}
	}
	c := &g.chains[to.chain]
	if c.along != never {
		try(dist[c.start], to.along)
		if from.chain == to.chain && from.along <= to.along {
			try(to.along-from.along, 0)
		}
	}
	if c.against != never {
		try(dist[c.end], c.against-to.against)
		if from.chain == to.chain && from.against >= to.against {
			try(from.against-to.against, 0)
		}
	}
	if to.atStart {
		try(dist[c.start], 0)
	}
	if to.atEnd {
		try(dist[c.end], 0)
	}
	if best >= horizon {
		return never
	}
	return best + from.foot + to.foot
}
