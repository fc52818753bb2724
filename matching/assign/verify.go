package assign

import "math"

// Verify checks an answer against its problem, without anything the solver
// worked out: that the assignment is one, that Total is its cost, and, when
// Optimal, that the duals allow none cheaper (dual feasibility and
// complementary slackness); when Infeasible, that Blocked and Blocking leave
// no way. Value is not looked at. A *CertificateError tells the first law
// broken, an *InputError what is wrong with the shape of the problem. One look
// at every cost.
func Verify[C Cost](p *Problem[C], r *Result) error {
	var e InputError
	if p.inspectShape(&e, nil); e.Count > 0 {
		return e.or()
	}
	return p.verify(r)
}

// verify is Verify for a problem of good shape.
func (p *Problem[C]) verify(r *Result) error {
	rows, cols := p.Rows, p.Cols
	scale := 1 / r.Unit
	if len(r.RowCol) != rows || len(r.ColRow) != cols || !(scale > 0) || math.IsInf(scale, 0) {
		return &CertificateError{"sizes", None, None}
	}
	if _, float := any(C(0)).(float64); !float && r.Unit != 1 {
		return &CertificateError{"Unit", None, None}
	}
	optimal := r.Status == Optimal
	if optimal && (len(r.U) != rows || len(r.V) != cols) {
		return &CertificateError{"sizes of duals", None, None}
	}
	for j, i := range r.ColRow {
		if i != None && (i < 0 || int(i) >= rows || r.RowCol[i] != int32(j)) {
			return &CertificateError{"ColRow mirrors RowCol", int(i), j}
		}
	}
	// skipPrice tells what leaving row i out costs, and whether it may be.
	skipPrice := func(i int) (int64, bool) {
		if p.Cover == EachColumn {
			return 0, true
		}
		if p.Skip == nil || p.Skip[i] == Forbidden[C]() {
			return 0, false
		}
		return toUnits(p.Skip[i], scale), true
	}
	total, duals := int64(0), int64(0)
	for i := range rows {
		j := r.RowCol[i]
		if j != None && (j < 0 || int(j) >= cols || r.ColRow[j] != int32(i)) {
			return &CertificateError{"one row, one column", i, int(j)}
		}
		price, may := skipPrice(i)
		if j == None {
			if optimal && !may {
				return &CertificateError{"a row which must have a column", i, None}
			}
			if may && (optimal || r.Status == Infeasible) {
				total += price
			}
		}
		if j != None {
			c, ok := p.pair(i, int(j))
			if !ok {
				return &CertificateError{"a pair which is allowed", i, int(j)}
			}
			total += toUnits(c, scale)
		}
		if !optimal {
			continue
		}
		duals += r.U[i]
		if may && r.U[i] > price {
			return &CertificateError{"U at most Skip", i, None}
		}
		if may && j == None && r.U[i] != price {
			return &CertificateError{"U equals Skip where left out", i, None}
		}
		if low, at := p.least(i, r.V, scale); low < r.U[i] {
			return &CertificateError{"U+V at most the cost", i, at}
		}
	}
	if r.Status != Cancelled && total != r.Total {
		return &CertificateError{"Total", None, None}
	}
	if r.Status == Infeasible {
		return p.verifyBlocked(r)
	}
	if !optimal {
		return nil
	}
	for j, v := range r.V {
		duals += v
		if p.Cover == EachColumn {
			if r.ColRow[j] == None {
				return &CertificateError{"a column which must have a row", None, j}
			}
			continue
		}
		if v > 0 || v < 0 && r.ColRow[j] == None {
			return &CertificateError{"V at most 0, and 0 where nobody is", None, j}
		}
	}
	if duals != r.Total {
		return &CertificateError{"Total equals the duals", None, None}
	}
	return nil
}

// pair returns the cost of a pair, false: not allowed.
func (p *Problem[C]) pair(i, j int) (C, bool) {
	c := Forbidden[C]()
	if p.Start == nil {
		c = p.Costs[i*p.stride()+j]
	} else {
		for k := p.Start[i]; k < p.Start[i+1]; k++ {
			if int(p.Heads[k]) == j {
				c = p.Costs[k]
			}
		}
	}
	return c, c != Forbidden[C]()
}

// least returns the least cost − v of a row, in units, and its column.
func (p *Problem[C]) least(i int, v []int64, scale float64) (int64, int) {
	low, at := int64(math.MaxInt64), None
	no := Forbidden[C]()
	if p.Start != nil {
		for k := p.Start[i]; k < p.Start[i+1]; k++ {
			if c, j := p.Costs[k], p.Heads[k]; c != no {
				if d := toUnits(c, scale) - v[j]; d < low {
					low, at = d, int(j)
				}
			}
		}
		return low, at
	}
	switch row := any(p.Costs[i*p.stride():][:p.Cols]).(type) {
	case []int32:
		return leastOf(row, v, math.MaxInt32)
	case []int64:
		return leastOf(row, v, math.MaxInt64)
	case []float64:
		for j, c := range row {
			if c <= math.MaxFloat64 {
				if d := scaled(c, scale) - v[j]; d < low {
					low, at = d, j
				}
			}
		}
	}
	return low, at
}

func leastOf[C int32 | int64](row []C, v []int64, no C) (low int64, at int) {
	low, at = math.MaxInt64, None
	v = v[:len(row)]
	for j, c := range row {
		if d := int64(c) - v[j]; d < low && c != no {
			low, at = d, j
		}
	}
	return low, at
}

// verifyBlocked checks the proof that some cannot be served.
func (p *Problem[C]) verifyBlocked(r *Result) error {
	side, other := p.Rows, p.Cols
	if p.Cover == EachColumn {
		side, other = other, side
	}
	blocked, blocking := make([]bool, side), make([]bool, other)
	for _, i := range r.Blocked {
		if i < 0 || int(i) >= side || blocked[i] {
			return &CertificateError{"Blocked once each", int(i), None}
		}
		blocked[i] = true
		if p.Skip != nil && p.Skip[i] != Forbidden[C]() {
			return &CertificateError{"Blocked must have a column", int(i), None}
		}
	}
	for _, j := range r.Blocking {
		if j < 0 || int(j) >= other || blocking[j] {
			return &CertificateError{"Blocking once each", None, int(j)}
		}
		blocking[j] = true
	}
	if len(r.Blocked) <= len(r.Blocking) {
		return &CertificateError{"fewer Blocking than Blocked", None, None}
	}
	leads := func(i, j int) bool {
		if p.Cover == EachColumn {
			return blocked[j] && !blocking[i]
		}
		return blocked[i] && !blocking[j]
	}
	for i := range p.Rows {
		if p.Start != nil {
			for k := p.Start[i]; k < p.Start[i+1]; k++ {
				if j := int(p.Heads[k]); leads(i, j) && p.Costs[k] != Forbidden[C]() {
					return &CertificateError{"a way out of Blocking", i, j}
				}
			}
			continue
		}
		for j := range p.Cols {
			if leads(i, j) && p.Costs[i*p.stride()+j] != Forbidden[C]() {
				return &CertificateError{"a way out of Blocking", i, j}
			}
		}
	}
	return nil
}
