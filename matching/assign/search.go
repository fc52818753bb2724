package assign

import (
	"context"
	"math"
)

// search is the scratch of a shortest path search.
type search struct {
	node  []node
	epoch int32
	heap  heap
	ready []int32 // columns at the distance reached, a stack
	done  []int32 // columns left behind
	rowH  []int64 // [row] its offset, where its bound waits in the heap
	seen  []int32 // [row] epoch of the last search which looked at all of it
	tree  []int32 // rows reached
	only  int32   // see repair; free: any end will do
}

// node is what a search knows of a column.
type node struct {
	dist  int64 // length of the shortest path found
	cost  int64 // of the pair with pred
	pred  int32 // row the path comes from, −1: nobody, see repair
	epoch int32 // of the search the node is of
}

// begin forgets the last search.
func (s *search) begin() {
	if s.epoch == math.MaxInt32 {
		clear(s.node[:cap(s.node)])
		clear(s.seen[:cap(s.seen)])
		s.epoch = 0
	}
	s.epoch++
	s.heap.items = s.heap.items[:0]
	s.ready = s.ready[:0]
	s.done = s.done[:0]
	s.tree = s.tree[:0]
}

// goal is the best end of a path found so far.
type goal struct {
	dist int64 // length of the path
	col  int32 // the column without a row where it ends, −1: at a row
	row  int32 // the row to be left out
}

// augment assigns a free row by the shortest path to a column nobody has, or
// to a row which is left out instead (Tomizawa 1971, Edmonds & Karp 1972).
// False: there is none, and search.tree has the rows which keep each other
// from all their columns. O(m log n) for m known arcs.
func (e *engine) augment(start int32) bool {
	s := &e.search
	s.begin()
	s.only = free
	low := e.least(start)
	g := goal{dist: far, col: -1, row: -1}
	s.tree = append(s.tree, start)
	e.relax(start, low, 0, &g)
	e.walk(&g)
	if g.dist == far {
		return false
	}
	e.settle(&g)
	e.flip(&g)
	return true
}

// least returns the least cost − v of a row.
func (e *engine) least(row int32) int64 {
	low := e.leastListed(row)
	if low > e.bound[row] {
		e.rescan(row)
		low = e.leastListed(row)
	}
	return low
}

func (e *engine) leastListed(row int32) int64 {
	low := far
	if e.skip[row] != far {
		low = e.skip[row] - e.top
	}
	for _, a := range e.listed(row) {
		low = min(low, a.cost-e.v[a.col])
	}
	if low == far {
		return 0 // a row without arcs
	}
	return low
}

// walk grows the tree until no path shorter than the goal is left.
func (e *engine) walk(g *goal) {
	s := &e.search
	for {
		var col int32
		var dist int64
		if n := len(s.ready); n > 0 {
			col = s.ready[n-1]
			s.ready = s.ready[:n-1]
			dist = s.node[col].dist
			if dist >= g.dist {
				return
			}
		} else {
			if len(s.heap.items) == 0 || s.heap.items[0].key >= g.dist {
				return
			}
			top := s.heap.pop()
			dist = top.key
			if top.id < 0 {
				e.widen(^top.id, dist, g)
				continue
			}
			col = top.id
			if s.node[col].dist != dist {
				continue
			}
		}
		e.stats.popped++
		s.done = append(s.done, col)
		row := e.colRow[col]
		s.tree = append(s.tree, row)
		e.relax(row, e.rowCost[row]-e.v[col]-dist, dist, g)
	}
}

// relax offers the arcs of a row: arc (row, j) makes a path of length
// cost − v[j] − h. now is the distance reached.
func (e *engine) relax(row int32, h, now int64, g *goal) {
	if p := e.skip[row]; p != far && p-e.top-h < g.dist && e.search.only == free {
		g.dist, g.col, g.row = p-e.top-h, -1, row
	}
	e.offer(row, e.listed(row), h, now, g)
	if b := e.bound[row]; b-h < g.dist && b != far {
		e.search.rowH[row] = h
		e.search.heap.push(b-h, ^row)
	}
}

// widen is called when the search has come as far as the arcs a row does not
// know: it looks at the whole row.
func (e *engine) widen(row int32, now int64, g *goal) {
	h := e.search.rowH[row]
	if e.search.seen[row] != e.search.epoch { // duals stay during a search
		e.search.seen[row] = e.search.epoch
		was := e.bound[row]
		e.rescan(row)
		if b := e.bound[row]; b > was {
			e.offer(row, e.listed(row), h, now, g)
			if b != far && b-h < g.dist {
				e.search.heap.push(b-h, ^row)
			}
			return
		}
	}
	limit := far
	if g.dist != far {
		limit = g.dist + h
	}
	e.beyond = e.dense.below(int(row), e.v, limit, e.beyond[:0])
	e.offer(row, e.beyond, h, now, g)
}

func (e *engine) offer(row int32, arcs []arc, h, now int64, g *goal) {
	s := &e.search
	v, nodes, epoch := e.v, s.node, s.epoch
	best := g.dist
	for _, a := range arcs {
		d := a.cost - v[a.col] - h
		if d >= best {
			continue
		}
		n := &nodes[a.col]
		if n.epoch == epoch && n.dist <= d {
			continue
		}
		if s.only != free && e.colRow[a.col] < 0 && a.col != s.only {
			// Another column to repair: not an end, but its dual falls too.
			if n.epoch != epoch {
				s.done = append(s.done, a.col)
			}
			n.dist, n.epoch = d, epoch
			continue
		}
		n.dist, n.cost, n.pred, n.epoch = d, a.cost, row, epoch
		switch {
		case e.colRow[a.col] < 0:
			best = d
			g.dist, g.col, g.row = d, a.col, -1
		case d <= now:
			s.ready = append(s.ready, a.col)
		default:
			s.heap.push(d, a.col)
		}
	}
}

// settle lowers the duals of the columns left behind.
func (e *engine) settle(g *goal) {
	for _, j := range e.search.done {
		if n := &e.search.node[j]; n.dist < g.dist {
			e.v[j] += n.dist - g.dist
		}
	}
}

// flip assigns along the path to the goal, from its end back to its start.
func (e *engine) flip(g *goal) {
	col := g.col
	if col < 0 {
		col = e.rowCol[g.row]
		e.rowCol[g.row] = skipped
		if col < 0 {
			return
		}
	}
	for {
		n := &e.search.node[col]
		row := n.pred
		if row < 0 { // see repair
			e.colRow[col] = free
			return
		}
		next := e.rowCol[row]
		e.rowCol[row], e.rowCost[row], e.colRow[col] = col, n.cost, row
		if next < 0 {
			return
		}
		col = next
	}
}

// augmentAll assigns the rows of the queue, in order; rows which cannot be
// assigned are in more afterwards. It gives up (tired) after scanning some
// rows and reaching some columns, and where the context ends.
func (e *engine) augmentAll(ctx context.Context, scans, columns int) ending {
	e.more = e.more[:0]
	scans += e.stats.scans
	columns += e.stats.popped
	for k, row := range e.queue {
		before := e.stats.popped
		if !e.augment(row) {
			e.more = append(e.more, row)
			if len(e.more) == 1 {
				e.stuckTree = append(e.stuckTree[:0], e.search.tree...)
			}
		}
		end := finished
		switch {
		case e.stop(ctx, 16+8*(e.stats.popped-before)):
			end = cancelled
		case e.stats.scans > scans || e.stats.popped > columns:
			end = tired
		default:
			continue
		}
		e.queue = append(e.queue[:0], e.queue[k+1:]...)
		return end
	}
	e.queue = e.queue[:0]
	return finished
}

// ending tells how a part of a solve ended.
type ending uint8

const (
	finished ending = iota
	tired           // the budget is used up
	cancelled
)
