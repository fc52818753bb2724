package assign

import "context"

// Changes tells Resolve where a problem differs from the one solved before.
// Rows and columns beyond the former numbers are new and need not be listed;
// to remove one, move the last into its place, list that place and lower the
// number.
type Changes struct {
	Rows []int32 // rows whose costs or Skip price differ
	Cols []int32 // columns some of whose costs differ
}

// Resolve solves a problem which differs from the last one solved in a few
// rows and columns, from the duals of that: each changed, new or removed row
// and column takes one or two shortest paths. The answer is as good as that
// of [Solver.Solve]; among several optimal assignments it may be another.
//
// Sparse arcs are copied again as a whole, and so is everything with
// EachColumn. Where there is nothing to begin with (the last solve was
// cancelled) or costs outgrow their unit it solves afresh. Dense costs are
// trusted to differ where ch says only; the answer is verified against all of
// them unless Options say otherwise.
func (s *Solver[C]) Resolve(ctx context.Context, p *Problem[C], ch Changes, o Options) (*Result, error) {
	dense := p.Start == nil
	if !s.solved || p.Cover != s.cover || dense != (s.e.dense != nil) || p.Cols <= 0 || p.Rows <= 0 {
		return s.Solve(ctx, p, o)
	}
	x, err := s.inspectChanges(p, ch)
	if err != nil {
		return nil, err
	}
	if !s.fits(x, p) {
		return s.Solve(ctx, p, o)
	}
	s.solved = false
	q := s.upright(p)
	if p.Cover == EachColumn {
		ch.Rows, ch.Cols = ch.Cols, ch.Rows
	}
	e := &s.e
	was := e.balanced
	rows, cols := e.rows, e.cols // of before
	e.fit(q.Rows, q.Cols, ch)
	s.attach(q, x.forbidden || !s.m.plain)
	s.markColumns(cols, ch)
	if dense {
		if len(ch.Cols) > 0 || e.cols < cols {
			for i := range min(rows, e.rows) {
				e.forget(int32(i), s.changed)
			}
		}
		for _, i := range ch.Rows {
			s.loadRow(q, int(i))
		}
		for i := rows; i < e.rows; i++ {
			s.loadRow(q, i)
		}
	} else {
		s.loadArcs(q)
		for i := range e.rows {
			s.loadRow(q, i)
		}
	}
	if e.balanced = balanced(q); was && !e.balanced {
		e.top = -far
		for _, v := range e.v[:min(cols, e.cols)] {
			e.top = max(e.top, v)
		}
	}
	e.recenter(min(cols, e.cols))
	s.priceColumns(q)
	if !e.balanced {
		for j, i := range e.colRow {
			if i == free && e.v[j] != e.top {
				e.repair(int32(j))
			}
		}
	}
	e.queueAll()
	return s.finish(ctx, p, q, e.augmentAll(ctx, endless, endless), o)
}

// fit gives the engine a new size: rows and columns which changed or are new
// have nobody, and neither has who lost one.
func (e *engine) fit(rows, cols int, ch Changes) {
	for _, i := range ch.Rows {
		if int(i) < e.rows {
			e.freeRow(i)
		}
	}
	for i := rows; i < e.rows; i++ {
		e.freeRow(int32(i))
	}
	for _, j := range ch.Cols {
		if int(j) < e.cols {
			e.freeCol(j)
		}
	}
	for j := cols; j < e.cols; j++ {
		e.freeCol(int32(j))
	}
	oldRows, oldCols := e.rows, e.cols
	e.size(rows, cols)
	for i := oldRows; i < rows; i++ {
		e.rowCol[i] = free
	}
	for j := oldCols; j < cols; j++ {
		e.colRow[j] = free
		e.v[j] = e.top
	}
}

func (e *engine) freeRow(i int32) {
	if j := e.rowCol[i]; j >= 0 {
		e.colRow[j] = free
	}
	e.rowCol[i] = free
}

func (e *engine) freeCol(j int32) {
	if i := e.colRow[j]; i >= 0 {
		e.rowCol[i] = free
	}
	e.colRow[j] = free
}

// forget drops the arcs of a row to columns which changed or are gone.
func (e *engine) forget(row int32, changed []bool) {
	list := e.listed(row)
	n := 0
	for _, a := range list {
		if int(a.col) < e.cols && !changed[a.col] {
			list[n] = a
			n++
		}
	}
	e.count[row] = int32(n)
}

// recenter keeps duals near 0, from which they only fall, in long chains of
// changes. Columns from cols on have none yet.
func (e *engine) recenter(cols int) {
	high := e.top
	if e.balanced {
		high = -far
		for _, v := range e.v[:cols] {
			high = max(high, v)
		}
	}
	if high == -far || high > -room {
		return
	}
	for j := range e.v {
		e.v[j] -= high
	}
	e.top -= high
	for i, b := range e.bound {
		if b != far && b != -far {
			e.bound[i] = b + high
		}
	}
}
