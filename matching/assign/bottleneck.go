package assign

import (
	"context"
	"math"
	"slices"
)

// BottleneckResult is the answer to [SolveBottleneck].
type BottleneckResult struct {
	// Result is the assignment, with the duals of the problem in which every
	// pair and Skip price above Largest is forbidden.
	Result
	// Largest is the largest cost or Skip price taken, in units of Unit; 0
	// where there is nothing to take.
	Largest int64
	// Tight and Short prove Largest, unless they are empty (Largest is the
	// least there could be at all): the Tight rows (columns with EachColumn)
	// have only the fewer Short columns at costs below Largest, and none may
	// be left out below it.
	Tight, Short []int32
}

// SolveBottleneck finds the assignment whose largest cost is least, and among
// those the one of the least sum. The threshold is found by bisection over
// the costs which can matter, each step a maximum matching from the one
// before (Hopcroft & Karp 1973): O(m·√n·log m). Costs up to the largest of the
// cheapest assignment are copied. Errors are those of [Solver.Solve].
func SolveBottleneck[C Cost](ctx context.Context, p *Problem[C], o Options) (*BottleneckResult, error) {
	var s Solver[C]
	r, err := s.Solve(ctx, p, o)
	if err != nil {
		return nil, err
	}
	out := &BottleneckResult{Result: *r}
	if r.Status != Optimal {
		return out, nil
	}
	q := p
	rowCol := r.RowCol
	if p.Cover == EachColumn {
		q = &s.turned
		rowCol = r.ColRow
	}
	b := newBottle(q, s.unit, rowCol)
	if len(b.values) == 0 {
		return out, nil
	}
	ok := b.bisect(ctx)
	out.Largest = b.largest
	if !ok {
		out.Status = Cancelled
		out.U, out.V = nil, nil
		return out, nil
	}
	out.Tight, out.Short = b.tight, b.short
	var last Solver[int64]
	sum, err := last.Solve(ctx, b.problem(), o)
	if err != nil {
		return nil, err
	}
	if sum.Status == Cancelled {
		out.Status = Cancelled
		out.U, out.V = nil, nil
		return out, nil
	}
	value := 0.0
	for i, j := range sum.RowCol {
		switch {
		case j >= 0:
			c, _ := q.pair(i, int(j))
			value += float64(c)
		case q.Skip != nil:
			value += float64(q.Skip[i])
		}
	}
	unit := out.Unit
	out.Result = *sum
	out.Unit, out.Value = unit, value
	if p.Cover == EachColumn {
		out.RowCol, out.ColRow = out.ColRow, out.RowCol
		out.U, out.V = out.V, out.U
	}
	return out, nil
}

// bottle is the search for the least threshold.
type bottle struct {
	rows, cols int
	start      []int
	arcs       []arc   // by row, the cheapest first
	skip       []int64 // [row] far: must be assigned
	values     []int64 // the thresholds possible, rising
	largest    int64
	match      matching
	tight      []int32
	short      []int32
}

// newBottle gathers the pairs not dearer than an assignment already known.
func newBottle[C Cost](q *Problem[C], unit float64, rowCol []int32) *bottle {
	b := &bottle{rows: q.Rows, cols: q.Cols, start: make([]int, 1, q.Rows+1)}
	no := Forbidden[C]()
	b.skip = make([]int64, q.Rows)
	most := int64(math.MinInt64)
	for i, j := range rowCol {
		b.skip[i] = far
		if q.Skip != nil && q.Skip[i] != no {
			b.skip[i] = toUnits(q.Skip[i], unit)
		}
		if j >= 0 {
			c, _ := q.pair(i, int(j))
			most = max(most, toUnits(c, unit))
		} else {
			most = max(most, b.skip[i])
		}
	}
	least := int64(math.MinInt64) // no threshold below serves every row
	for i := range q.Rows {
		add := func(c C, j int) {
			if c != no {
				if x := toUnits(c, unit); x <= most {
					b.arcs = append(b.arcs, arc{x, int32(j)})
				}
			}
		}
		if q.Start != nil {
			for k := q.Start[i]; k < q.Start[i+1]; k++ {
				add(q.Costs[k], int(q.Heads[k]))
			}
		} else {
			for j, c := range q.Costs[i*q.stride():][:q.Cols] {
				add(c, j)
			}
		}
		row := b.arcs[b.start[i]:]
		slices.SortFunc(row, func(x, y arc) int {
			if x.cost != y.cost {
				if x.cost < y.cost {
					return -1
				}
				return 1
			}
			return int(x.col - y.col)
		})
		low := b.skip[i]
		if len(row) > 0 {
			low = min(low, row[0].cost)
		}
		least = max(least, low)
		b.start = append(b.start, len(b.arcs))
	}
	for _, a := range b.arcs {
		if a.cost >= least {
			b.values = append(b.values, a.cost)
		}
	}
	for _, p := range b.skip {
		if p >= least && p <= most {
			b.values = append(b.values, p)
		}
	}
	slices.Sort(b.values)
	b.values = slices.Compact(b.values)
	return b
}

// bisect finds the least threshold which serves every row; the greatest does.
func (b *bottle) bisect(ctx context.Context) bool {
	lo, hi := 0, len(b.values)-1
	b.largest = b.values[hi]
	b.match.reset(b)
	for lo < hi {
		mid := (lo + hi) / 2
		if ctx.Err() != nil {
			return false
		}
		if b.match.within(b.values[mid]) {
			hi = mid
			b.largest = b.values[hi]
		} else {
			lo = mid + 1
			// What was proved for mid holds for Largest where the last
			// failure is just below it.
			b.tight = append(b.tight[:0], b.match.tight...)
			b.short = append(b.short[:0], b.match.short...)
		}
	}
	b.largest = b.values[hi]
	return true
}

// problem returns the problem of the least sum within the threshold.
func (b *bottle) problem() *Problem[int64] {
	p := &Problem[int64]{Rows: b.rows, Cols: b.cols, Start: make([]int, 1, b.rows+1)}
	some := false
	skip := make([]int64, b.rows)
	for i := range b.rows {
		for _, a := range b.arcs[b.start[i]:b.start[i+1]] {
			if a.cost <= b.largest {
				p.Costs = append(p.Costs, a.cost)
				p.Heads = append(p.Heads, a.col)
			}
		}
		p.Start = append(p.Start, len(p.Heads))
		skip[i] = Forbidden[int64]()
		if b.skip[i] <= b.largest {
			skip[i] = b.skip[i]
			some = true
		}
	}
	if some {
		p.Skip = skip
	}
	return p
}
