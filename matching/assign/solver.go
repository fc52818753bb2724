package assign

import (
	"context"
	"slices"
)

// listLength is how many arcs of a dense row are kept: enough that rows are
// seldom looked at in full, few enough that a bid is cheap. 32 by trial.
const listLength = 32

// Solver solves problems one after the other and keeps its memory and the
// last duals, see Resolve. The zero value is ready to use. It is not for use
// by several goroutines at once.
type Solver[C Cost] struct {
	e       engine
	m       matrix[C]
	r       Result
	mark    []int32 // scratch: [column] last row seen, or whether it changed
	solved  bool    // whether Resolve has something to begin with
	cover   Cover
	unit    float64 // what costs are multiplied by
	largest int64   // greatest magnitude of a cost seen, in units
	turned  Problem[C]
	place   []int // scratch of the transposed problem
	changed []bool
}

// Solve finds the optimal assignment by a Solver of its own.
func Solve[C Cost](ctx context.Context, p *Problem[C], o Options) (*Result, error) {
	var s Solver[C]
	return s.Solve(ctx, p, o)
}

// Solve finds the optimal assignment and dual prices which prove it. The
// error is an *InputError, which lists every fault of the problem, or a
// *CertificateError, which is a defect of the package. A problem without an
// answer, and a context which ends, are no errors: see [Result.Status].
//
// The same problem has the same answer, always. Once its memory suffices a
// Solver allocates nothing.
//
// Method: duals from augmenting row reduction (Jonker & Volgenant 1987), or
// where that leaves much to do an auction with ε-scaling (Bertsekas 1988);
// then shortest augmenting paths. Of a dense row only the least of cost − v
// are known, with a lower bound for the others. As duals of columns never
// rise, the bound stays valid, and the row is looked at again only when a
// search comes as far as that. O(n³) at worst, one or two looks at every cost
// in general.
func (s *Solver[C]) Solve(ctx context.Context, p *Problem[C], o Options) (*Result, error) {
	s.solved = false
	x, mark, err := p.inspect(s.mark)
	s.mark = mark
	if err != nil {
		return nil, err
	}
	q := s.upright(p)
	s.unit, _ = unitOf(x, p.Rows, p.Cols)
	lo, hi := s.units(x.lo), s.units(x.hi)
	s.largest = max(hi, -lo)
	s.cover = p.Cover
	e := &s.e
	e.reset(q.Rows, q.Cols)
	e.balanced = balanced(q)
	s.attach(q, x.forbidden)
	if q.Start != nil {
		s.loadArcs(q)
	}
	for i := range e.rows {
		s.loadRow(q, i)
	}
	e.queueAll()
	return s.finish(ctx, p, q, e.run(ctx, hi-lo), o)
}

func balanced[C Cost](q *Problem[C]) bool {
	if q.Rows != q.Cols {
		return false
	}
	for _, p := range q.Skip {
		if p != Forbidden[C]() {
			return false
		}
	}
	return true
}

// units returns a cost in units.
func (s *Solver[C]) units(c C) int64 { return toUnits(c, s.unit) }

func toUnits[C Cost](c C, scale float64) int64 {
	switch x := any(c).(type) {
	case int32:
		return int64(x)
	case int64:
		return x
	case float64:
		return scaled(x, scale)
	}
	return 0
}

// attach points the engine to the costs of q.
func (s *Solver[C]) attach(q *Problem[C], forbidden bool) {
	e := &s.e
	e.dense = nil
	if q.Start != nil || q.Cols == 0 {
		return
	}
	s.m.costs, s.m.cols, s.m.stride = q.Costs, q.Cols, q.stride()
	s.m.plain, s.m.scale = !forbidden, s.unit
	e.dense = &s.m
	e.keep = listLength
	e.arcs = resize(e.arcs, q.Rows*e.keep)
}

// loadRow forgets what the engine knows of a row.
func (s *Solver[C]) loadRow(q *Problem[C], i int) {
	e := &s.e
	e.skip[i] = far
	if q.Skip != nil && q.Skip[i] != Forbidden[C]() {
		e.skip[i] = s.units(q.Skip[i])
	}
	if q.Start == nil {
		e.first[i], e.count[i], e.bound[i] = i*e.keep, 0, -far
		if e.dense == nil {
			e.first[i], e.bound[i] = 0, far
		}
	}
}

// loadArcs copies the arcs of a sparse problem.
func (s *Solver[C]) loadArcs(q *Problem[C]) {
	e := &s.e
	e.arcs = resize(e.arcs, len(q.Costs))
	no := Forbidden[C]()
	n := 0
	for i := range q.Rows {
		e.first[i] = n
		for k := q.Start[i]; k < q.Start[i+1]; k++ {
			if c := q.Costs[k]; c != no {
				e.arcs[n] = arc{toUnits(c, s.unit), q.Heads[k]}
				n++
			}
		}
		e.count[i] = int32(n - e.first[i])
		e.bound[i] = far
	}
	e.arcs = e.arcs[:n]
}

// finish turns the engine's state into the result and verifies it.
func (s *Solver[C]) finish(ctx context.Context, p, q *Problem[C], end ending, o Options) (*Result, error) {
	e, r := &s.e, &s.r
	s.solved = end == finished
	r.Status = Optimal
	r.Blocked, r.Blocking = r.Blocked[:0], r.Blocking[:0]
	switch {
	case end == cancelled:
		r.Status = Cancelled
	case len(e.more) > 0:
		r.Status = Infeasible
		s.blame()
	}
	r.RowCol, r.ColRow = resize(r.RowCol, e.rows), resize(r.ColRow, e.cols)
	r.Unit = 1 / s.unit
	r.Total, r.Value = 0, 0
	for i, j := range e.rowCol {
		switch {
		case j >= 0:
			r.Total += e.rowCost[i]
		case j == skipped:
			j = None
			r.Total += e.skip[i]
		}
		r.RowCol[i] = j
	}
	copy(r.ColRow, e.colRow)
	r.Value = s.value(q, r)
	r.U, r.V = r.U[:0], r.V[:0]
	if r.Status == Optimal {
		r.U, r.V = resize(r.U, e.rows), resize(r.V, e.cols)
		top := e.top
		if e.balanced && e.cols > 0 {
			top = slices.Max(e.v) // as many rows as columns: any shift will do
		}
		for j := range r.V {
			r.V[j] = e.v[j] - top
		}
		for i, j := range r.RowCol {
			if j >= 0 {
				r.U[i] = e.rowCost[i] - r.V[j]
			} else {
				r.U[i] = e.skip[i]
			}
		}
	}
	if p.Cover == EachColumn {
		r.RowCol, r.ColRow = r.ColRow, r.RowCol
		r.U, r.V = r.V, r.U
	}
	s.m.costs = nil
	if o.SkipVerify {
		return r, nil
	}
	return r, p.verify(r)
}

// value sums up the costs as they were given.
func (s *Solver[C]) value(q *Problem[C], r *Result) float64 {
	if s.unit == 1 {
		if _, ok := any(C(0)).(float64); !ok {
			return float64(r.Total)
		}
	}
	sum := 0.0
	for i, j := range r.RowCol {
		switch {
		case j < 0:
			if s.e.rowCol[i] == skipped {
				sum += float64(q.Skip[i])
			}
		case q.Start == nil:
			sum += float64(q.Costs[i*q.stride()+int(j)])
		default:
			for k := q.Start[i]; k < q.Start[i+1]; k++ {
				if q.Heads[k] == j {
					sum += float64(q.Costs[k])
					break
				}
			}
		}
	}
	return sum
}

// blame fills in the rows which keep each other from all their columns: the
// rows of the first search which found no end, and the columns they reach.
func (s *Solver[C]) blame() {
	e, r := &s.e, &s.r
	e.search.begin()
	for _, i := range e.stuckTree {
		r.Blocked = append(r.Blocked, i)
		arcs := e.listed(i)
		if e.dense != nil {
			e.beyond = e.dense.below(int(i), e.v, far, e.beyond[:0])
			arcs = e.beyond
		}
		for _, a := range arcs {
			if n := &e.search.node[a.col]; n.epoch != e.search.epoch {
				n.epoch = e.search.epoch
				r.Blocking = append(r.Blocking, a.col)
			}
		}
	}
}
