package assign

import (
	"context"
	"math"
	"math/bits"
)

// MaxTiers is how many tiers a problem may have.
const MaxTiers = 64

// Tier is one tier of costs: Costs has the places of Problem.Costs, and Skip
// those of Problem.Skip. What is forbidden is told by the first tier alone.
type Tier struct {
	Costs []int64
	Skip  []int64
}

// Tiered is a problem whose first tier of costs is its own; More are those
// after it, the most important first. Cover must be EachRow.
type Tiered struct {
	Problem[int64]
	More []Tier
}

// TierResult is the answer to a Tiered problem.
type TierResult struct {
	Status         Status
	RowCol, ColRow []int32 // as in [Result]
	Totals         []int64 // [tier] sum of its costs and Skip prices
	// Blocked and Blocking are those of [Result].
	Blocked, Blocking []int32
}

// SolveTiers finds the assignment whose sum is least in the first tier, among
// those least in the second, and so on. Each tier obeys the bounds of
// [Problem]. Errors are those of [Solver.Solve]; the certificate of every
// step is verified unless Options say otherwise.
//
// Where one integer can hold all tiers, each weighted more than all after it
// can differ, that problem is solved. Otherwise the tiers are solved one by
// one, each on the pairs without reduced cost in the one before: by
// complementary slackness the optimal assignments are those of tight pairs
// which take every column whose dual is not 0. Slower, but of no bound.
func SolveTiers(ctx context.Context, t *Tiered, o Options) (*TierResult, error) {
	all, err := t.inspect()
	if err != nil {
		return nil, err
	}
	if p, ok := t.compose(all); ok {
		r, err := Solve(ctx, p, o)
		if err != nil {
			return nil, err
		}
		return t.result(r.Status, r.RowCol, r.Blocked, r.Blocking), nil
	}
	return t.oneByOne(ctx, o)
}

// tierRange is the least and the greatest cost of a tier.
type tierRange struct{ lo, hi int64 }

func (t *Tiered) inspect() ([]tierRange, error) {
	var e InputError
	if len(t.More) >= MaxTiers {
		e.add(FaultTiers, "at most MaxTiers", "More")
	}
	if t.Cover != EachRow {
		e.add(FaultCover, "EachRow", "Cover")
	}
	for k, m := range t.More {
		if len(m.Costs) != len(t.Costs) {
			e.add(FaultSize, "as many as Problem.Costs", "More[%d].Costs", k)
		}
		if len(m.Skip) != len(t.Skip) {
			e.add(FaultSize, "as many as Problem.Skip", "More[%d].Skip", k)
		}
	}
	if e.Count > 0 {
		return nil, e.or()
	}
	all := make([]tierRange, 1+len(t.More))
	for k := range all {
		p := t.tier(k)
		x, _, err := p.inspect(nil)
		if err != nil {
			return nil, err
		}
		all[k] = tierRange{x.lo, x.hi}
	}
	return all, nil
}

// tier returns the problem of a tier alone, forbidding what the first does.
func (t *Tiered) tier(k int) *Problem[int64] {
	if k == 0 {
		return &t.Problem
	}
	p := t.Problem
	p.Costs = masked(t.More[k-1].Costs, t.Costs)
	p.Skip = masked(t.More[k-1].Skip, t.Skip)
	return &p
}

// masked copies costs and forbids what is forbidden in first.
func masked(costs, first []int64) []int64 {
	if costs == nil {
		return nil
	}
	out := make([]int64, len(costs))
	for k, c := range costs {
		if out[k] = c; first[k] == math.MaxInt64 {
			out[k] = math.MaxInt64
		}
	}
	return out
}

// compose makes one problem of all tiers, where the weights fit.
func (t *Tiered) compose(all []tierRange) (*Problem[int64], bool) {
	weight := make([]int64, len(all))
	w := uint64(1)
	for k := len(all) - 1; k >= 0; k-- {
		weight[k] = int64(w)
		// The sums of tiers k and after differ by less than w afterwards.
		hi, lo := bits.Mul64(uint64(all[k].hi-all[k].lo), uint64(max(t.Rows, 1)))
		if hi != 0 || lo >= uint64(room) {
			return nil, false
		}
		hi, lo = bits.Mul64(w, lo+1)
		if hi != 0 || lo > uint64(room)/2 {
			return nil, false
		}
		w = lo
	}
	if n := uint64(max(t.Rows, t.Cols)) + 2; w > uint64(room)/n {
		return nil, false
	}
	p := t.Problem
	p.Costs, p.Skip = make([]int64, len(t.Costs)), nil
	if t.Skip != nil {
		p.Skip = make([]int64, len(t.Skip))
	}
	for k := range all {
		costs, skip := t.Costs, t.Skip
		if k > 0 {
			costs, skip = t.More[k-1].Costs, t.More[k-1].Skip
		}
		weigh(p.Costs, costs, t.Costs, weight[k], all[k].lo)
		weigh(p.Skip, skip, t.Skip, weight[k], all[k].lo)
	}
	return &p, true
}

func weigh(to, costs, first []int64, weight, lo int64) {
	for i, c := range costs {
		if first[i] == math.MaxInt64 {
			to[i] = math.MaxInt64
		} else {
			to[i] += weight * (c - lo)
		}
	}
}

// oneByOne solves the tiers in turn. Each row has a column of its own for
// being left out, and one more row takes the columns left over, so that the
// pairs alone tell which columns must have a row.
func (t *Tiered) oneByOne(ctx context.Context, o Options) (*TierResult, error) {
	first, err := Solve(ctx, &t.Problem, o)
	if err != nil || first.Status != Optimal {
		if err != nil {
			return nil, err
		}
		return t.result(first.Status, first.RowCol, first.Blocked, first.Blocking), nil
	}
	rowCol := first.RowCol
	var pairs []tight
	each := func(i, j, at int) {
		if c := t.Costs[at]; c != math.MaxInt64 && c == first.U[i]+first.V[j] {
			pairs = append(pairs, tight{int32(i), int32(j), at})
		}
	}
	for i := range t.Rows {
		if t.Start != nil {
			for k := t.Start[i]; k < t.Start[i+1]; k++ {
				each(i, int(t.Heads[k]), k)
			}
		} else {
			for j := range t.Cols {
				each(i, j, i*t.stride()+j)
			}
		}
		if t.Skip != nil && t.Skip[i] == first.U[i] {
			pairs = append(pairs, tight{int32(i), int32(t.Cols + i), atSkip})
		}
	}
	cols := t.Cols
	if t.Skip != nil {
		cols += t.Rows
	}
	for j := range cols {
		if j >= t.Cols || first.V[j] == 0 {
			pairs = append(pairs, tight{int32(t.Rows), int32(j), atRest})
		}
	}
	for k := range t.More {
		p := t.restricted(k, cols, pairs)
		f, err := SolveTransport(ctx, p, o)
		if err != nil {
			return nil, err
		}
		if f.Status != Optimal {
			return t.result(Cancelled, rowCol, nil, nil), nil
		}
		for i := range t.Rows {
			if rowCol[i] = f.Cols[f.Start[i]]; int(rowCol[i]) >= t.Cols {
				rowCol[i] = None
			}
		}
		n := 0
		for at, a := range pairs {
			if p.Costs[at] == f.U[a.row]+f.V[a.col] {
				pairs[n] = a
				n++
			}
		}
		pairs = pairs[:n]
	}
	return t.result(Optimal, rowCol, nil, nil), nil
}

// tight is a pair without reduced cost in every tier so far; pairs come by
// row.
type tight struct {
	row, col int32
	at       int // the place of its cost, or one of those below
}

const (
	atSkip = -1 // the row is left out
	atRest = -2 // the column is left over
)

// restricted is the problem of a tier on tight pairs.
func (t *Tiered) restricted(k, cols int, pairs []tight) *Transport[int64] {
	p := &Transport[int64]{}
	p.Rows, p.Cols = t.Rows+1, cols
	p.Start = make([]int, p.Rows+1)
	p.Demand = make([]int32, p.Rows)
	for i := range t.Rows {
		p.Demand[i] = 1
	}
	p.Demand[t.Rows] = int32(cols - t.Rows)
	for _, a := range pairs {
		c := int64(0)
		switch a.at {
		case atSkip:
			c = t.More[k].Skip[a.row]
		case atRest:
		default:
			c = t.More[k].Costs[a.at]
		}
		p.Costs = append(p.Costs, c)
		p.Heads = append(p.Heads, a.col)
		p.Start[a.row+1] = len(p.Heads)
	}
	for i := range p.Rows {
		p.Start[i+1] = max(p.Start[i+1], p.Start[i])
	}
	return p
}

// result sums up the tiers of an assignment.
func (t *Tiered) result(st Status, rowCol, blocked, blocking []int32) *TierResult {
	r := &TierResult{Status: st, RowCol: rowCol, Blocked: blocked, Blocking: blocking}
	r.ColRow = make([]int32, t.Cols)
	for j := range r.ColRow {
		r.ColRow[j] = None
	}
	r.Totals = make([]int64, 1+len(t.More))
	for i, j := range rowCol {
		if j >= 0 {
			r.ColRow[j] = int32(i)
		}
		for k := range r.Totals {
			costs, skip := t.Costs, t.Skip
			if k > 0 {
				costs, skip = t.More[k-1].Costs, t.More[k-1].Skip
			}
			switch {
			case j >= 0 && t.Start == nil:
				r.Totals[k] += costs[i*t.stride()+int(j)]
			case j >= 0:
				for at := t.Start[i]; at < t.Start[i+1]; at++ {
					if t.Heads[at] == j {
						r.Totals[k] += costs[at]
					}
				}
			case skip != nil && t.Skip[i] != math.MaxInt64:
				r.Totals[k] += skip[i]
			}
		}
	}
	return r
}
