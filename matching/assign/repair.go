package assign

// repair makes a column nobody has cost nothing again (v = top), as the
// optimum wants it, by the cheapest of: raising its dual, and giving it to a
// row whose column, directly or along a path, is one nobody needs, or to a
// row left out so far. It is a search like augment which begins at the price
// of nothing: everything is measured from top. O(m log n).
func (e *engine) repair(col int32) {
	s := &e.search
	s.begin()
	s.only = col
	g := goal{dist: e.top - e.v[col], col: col, row: -1}
	s.node[col] = node{dist: g.dist, pred: -1, epoch: s.epoch}
	for i, p := range e.skip {
		if e.rowCol[i] == skipped {
			e.relax(int32(i), p-e.top, 0, &g)
		}
	}
	for j, i := range e.colRow {
		d := e.top - e.v[j]
		if i < 0 || d >= g.dist {
			continue
		}
		if n := &s.node[j]; n.epoch != s.epoch || d < n.dist {
			*n = node{dist: d, pred: -1, epoch: s.epoch}
			s.heap.push(d, int32(j))
		}
	}
	e.walk(&g)
	e.settle(&g)
	e.top -= g.dist
	for j, i := range e.colRow {
		if i < 0 {
			e.v[j] = min(e.v[j], e.top)
		}
	}
	e.flip(&g)
}
