package assign

import (
	"math"
	"slices"
)

// VerifyTransport checks a flow against its problem as [Verify] checks an
// assignment. One look at every pair.
func VerifyTransport[C Cost](t *Transport[C], f *Flow) error {
	if _, err := t.inspect(); err != nil {
		return err
	}
	scale := 1 / f.Unit
	if len(f.Start) != t.Rows+1 || len(f.Missing) != t.Rows || f.Start[0] != 0 || f.Start[t.Rows] != len(f.Cols) ||
		!(scale > 0) || math.IsInf(scale, 0) {
		return &CertificateError{"sizes", None, None}
	}
	if !slices.IsSorted(f.Start) {
		return &CertificateError{"Start never falls", None, None}
	}
	if _, float := any(C(0)).(float64); !float && f.Unit != 1 {
		return &CertificateError{"Unit", None, None}
	}
	optimal := f.Status == Optimal
	if optimal && (len(f.U) != t.Rows || len(f.V) != t.Cols) {
		return &CertificateError{"sizes of duals", None, None}
	}
	load := make([]int32, t.Cols)
	taken := make([]int, t.Cols) // [column] 1 + the last row which took it
	blocked, blocking := make([]bool, t.Rows), make([]bool, t.Cols)
	for _, i := range f.Blocked {
		if i < 0 || int(i) >= t.Rows {
			return &CertificateError{"Blocked exist", int(i), None}
		}
		blocked[i] = true
	}
	for _, j := range f.Blocking {
		if j < 0 || int(j) >= t.Cols {
			return &CertificateError{"Blocking exist", None, int(j)}
		}
		blocking[j] = true
	}
	total, duals, needed, found := int64(0), int64(0), int64(0), int64(0)
	for i := range t.Rows {
		has := f.Cols[f.Start[i]:f.Start[i+1]]
		if int64(len(has))+int64(f.Missing[i]) != int64(t.demand(i)) || f.Missing[i] < 0 {
			return &CertificateError{"as many columns as needed", i, None}
		}
		for _, j := range has {
			if j < 0 || int(j) >= t.Cols || taken[j] == i+1 {
				return &CertificateError{"a pair once", i, int(j)}
			}
			taken[j] = i + 1
			load[j]++
		}
		price, may := int64(0), t.Skip != nil && t.Skip[i] != Forbidden[C]()
		if may {
			price = toUnits(t.Skip[i], scale)
			total += price * int64(f.Missing[i])
		}
		if optimal && f.Missing[i] > 0 && !may {
			return &CertificateError{"a row which needs all", i, None}
		}
		if optimal {
			if may && (f.U[i] > price || f.Missing[i] > 0 && f.U[i] != price) {
				return &CertificateError{"U at most Skip, equal where missing", i, None}
			}
			duals += int64(t.demand(i)) * f.U[i]
		}
		if blocked[i] {
			needed += int64(t.demand(i))
			if may {
				return &CertificateError{"Blocked needs all", i, None}
			}
		}
		pairs := 0
		each := func(j int, c C) error {
			if c == Forbidden[C]() {
				return nil
			}
			if blocked[i] && !blocking[j] {
				found++
			}
			cost := toUnits(c, scale)
			if taken[j] == i+1 {
				pairs++
				total += cost
			}
			if !optimal {
				return nil
			}
			d := cost - f.U[i] - f.V[j]
			if taken[j] == i+1 {
				duals += d
				if d > 0 {
					return &CertificateError{"U+V at least the cost of a pair taken", i, j}
				}
			} else if d < 0 {
				return &CertificateError{"U+V at most the cost of a pair left", i, j}
			}
			return nil
		}
		if t.Start != nil {
			for k := t.Start[i]; k < t.Start[i+1]; k++ {
				if err := each(int(t.Heads[k]), t.Costs[k]); err != nil {
					return err
				}
			}
		} else {
			for j := range t.Cols {
				if err := each(j, t.Costs[i*t.stride()+j]); err != nil {
					return err
				}
			}
		}
		if pairs != len(has) {
			return &CertificateError{"pairs which are allowed", i, None}
		}
	}
	for j := range t.Cols {
		if load[j] > t.capacity(j) {
			return &CertificateError{"no more rows than the capacity", None, j}
		}
		if blocking[j] {
			found += int64(t.capacity(j))
		}
		if optimal {
			duals += int64(t.capacity(j)) * f.V[j]
			if f.V[j] > 0 || f.V[j] < 0 && load[j] < t.capacity(j) {
				return &CertificateError{"V at most 0, and 0 where there is capacity left", None, j}
			}
		}
	}
	switch {
	case f.Status == Infeasible && needed <= found:
		return &CertificateError{"Blocked need more than there is", None, None}
	case f.Status != Cancelled && total != f.Total:
		return &CertificateError{"Total", None, None}
	case optimal && duals != f.Total:
		return &CertificateError{"Total equals the duals", None, None}
	}
	return nil
}
