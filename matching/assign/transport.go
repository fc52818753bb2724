package assign

import "context"

// Transport is a problem whose rows may need several columns and whose
// columns may take several rows; no pair is taken twice. Problem.Skip is the
// price of each column a row lacks; Problem.Cover must be EachRow.
type Transport[C Cost] struct {
	Problem[C]
	Demand   []int32 // [row] columns it needs; nil: 1
	Capacity []int32 // [column] rows it takes at most; nil: 1
}

// Flow is the answer to a Transport.
type Flow struct {
	Status Status
	// Row i has the columns Cols[Start[i]:Start[i+1]], in the order of its
	// pairs, and lacks Missing[i] of its demand.
	Start   []int
	Cols    []int32
	Missing []int32
	// Total, Unit and Value are those of [Result].
	Total int64
	Unit  float64
	Value float64
	// U and V are dual prices when Optimal: U[i]+V[j] is not above the cost
	// of a pair left and not below that of a pair taken; U[i] is at most the
	// Skip price, and equal where something is missing; V[j] is at most 0,
	// and 0 where there is capacity left. Total is the sum of demand·U, of
	// capacity·V and of cost−U−V over the pairs taken.
	U, V []int64
	// Blocked rows need more than the capacity of the Blocking columns and
	// all their pairs with other columns together (Gale 1957). Only when
	// Infeasible.
	Blocked, Blocking []int32
}

// SolveTransport finds the cheapest flow and dual prices which prove it, by
// successive shortest paths (Tomizawa 1971, Edmonds & Karp 1972), one for
// each unit of demand: O(D·m log m) for D units and m pairs. Dense costs are
// copied. Errors are those of [Solver.Solve].
func SolveTransport[C Cost](ctx context.Context, t *Transport[C], o Options) (*Flow, error) {
	f, scale, err := newFlow(t)
	if err != nil {
		return nil, err
	}
	out := f.solve(ctx)
	out.Unit = 1 / scale
	if _, float := any(C(0)).(float64); !float {
		out.Value = float64(out.Total)
	} else {
		for i := range t.Rows {
			for _, j := range out.Cols[out.Start[i]:out.Start[i+1]] {
				c, _ := t.pair(i, int(j))
				out.Value += float64(c)
			}
			if n := out.Missing[i]; n > 0 && t.Skip != nil && t.Skip[i] != Forbidden[C]() {
				out.Value += float64(n) * float64(t.Skip[i])
			}
		}
	}
	if o.SkipVerify {
		return out, nil
	}
	return out, VerifyTransport(t, out)
}

// inspect finds every fault, and returns the number of units and the scale.
func (t *Transport[C]) inspect() (extent[C], error) {
	var e InputError
	x, _, err := t.Problem.inspect(nil)
	if err != nil {
		return x, err
	}
	if t.Cover != EachRow {
		e.add(FaultCover, "EachRow", "Cover")
	}
	if t.Demand != nil && len(t.Demand) != t.Rows {
		e.add(FaultSize, "one for each row, or nil", "Demand")
	}
	if t.Capacity != nil && len(t.Capacity) != t.Cols {
		e.add(FaultSize, "one for each column, or nil", "Capacity")
	}
	for i, n := range t.Demand {
		if n < 0 {
			e.add(FaultAmount, "not negative", "Demand[%d]", i)
		}
	}
	for j, n := range t.Capacity {
		if n < 0 {
			e.add(FaultAmount, "not negative", "Capacity[%d]", j)
		}
	}
	if e.Count == 0 && t.units() > 1<<40 {
		e.add(FaultOverflow, "at most 2⁴⁰ in all", "Demand")
	} else if e.Count == 0 {
		// Sums have as many terms as there are units.
		n := int(max(t.units(), int64(max(t.Rows, t.Cols))))
		if _, ok := unitOf(x, n, n); !ok {
			e.add(FaultOverflow, "magnitude times units at most 2⁵⁸", "Costs")
		}
	}
	return x, e.or()
}

// units returns the sum of demands.
func (t *Transport[C]) units() int64 {
	if t.Demand == nil {
		return int64(t.Rows)
	}
	sum := int64(0)
	for _, n := range t.Demand {
		sum += int64(n)
	}
	return sum
}

func (t *Transport[C]) demand(i int) int32 {
	if t.Demand == nil {
		return 1
	}
	return t.Demand[i]
}

func (t *Transport[C]) capacity(j int) int32 {
	if t.Capacity == nil {
		return 1
	}
	return t.Capacity[j]
}

// newFlow copies a transport problem into the engine of flows.
func newFlow[C Cost](t *Transport[C]) (*flow, float64, error) {
	x, err := t.inspect()
	if err != nil {
		return nil, 0, err
	}
	n := int(max(t.units(), int64(max(t.Rows, t.Cols))))
	scale, _ := unitOf(x, n, n)
	f := &flow{rows: t.Rows, cols: t.Cols, start: make([]int, 1, t.Rows+1)}
	no := Forbidden[C]()
	for i := range t.Rows {
		add := func(c C, j int) {
			if c != no {
				f.arcs = append(f.arcs, arc{toUnits(c, scale), int32(j)})
				f.rowOf = append(f.rowOf, int32(i))
			}
		}
		if t.Start != nil {
			for k := t.Start[i]; k < t.Start[i+1]; k++ {
				add(t.Costs[k], int(t.Heads[k]))
			}
		} else {
			for j, c := range t.Costs[i*t.stride():][:t.Cols] {
				add(c, j)
			}
		}
		f.start = append(f.start, len(f.arcs))
		price := far
		if t.Skip != nil && t.Skip[i] != no {
			price = toUnits(t.Skip[i], scale)
		}
		f.skip = append(f.skip, price)
		f.need = append(f.need, t.demand(i))
	}
	for j := range t.Cols {
		f.spare = append(f.spare, t.capacity(j))
	}
	return f, scale, nil
}
