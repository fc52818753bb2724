package assign

import "math"

// room is the greatest sum of magnitudes allowed, see Problem.
const room = int64(1) << 58

// extent is what one look at all costs tells.
type extent[C Cost] struct {
	lo, hi    C    // least and greatest cost allowed
	some      bool // whether there is any
	forbidden bool // whether a pair is forbidden
	nan       bool // a NaN or −Inf: look again for where
}

// look takes some costs in.
func (x *extent[C]) look(costs []C) {
	if len(costs) == 0 {
		return
	}
	switch costs := any(costs).(type) {
	case []int32:
		lo, hi := measure(costs)
		x.merge(C(lo), C(hi))
		if hi == math.MaxInt32 {
			x.lookClosely(any(costs).([]C))
		}
	case []int64:
		lo, hi := measure(costs)
		x.merge(C(lo), C(hi))
		if hi == math.MaxInt64 {
			x.lookClosely(any(costs).([]C))
		}
	case []float64:
		lo, hi, sum := costs[0], costs[0], 0.0
		for _, c := range costs {
			if c < lo {
				lo = c
			}
			if c > hi {
				hi = c
			}
			sum += c * 0
		}
		if sum != 0 || math.IsNaN(sum) || math.IsInf(hi, 1) {
			x.lookClosely(any(costs).([]C))
			return
		}
		x.merge(C(lo), C(hi))
	}
}

func measure[C int32 | int64](costs []C) (lo, hi C) {
	lo, hi = costs[0], costs[0]
	l2, h2 := lo, hi
	for len(costs) >= 4 {
		a, b, c, d := costs[0], costs[1], costs[2], costs[3]
		lo, hi = min(lo, a, c), max(hi, a, c)
		l2, h2 = min(l2, b, d), max(h2, b, d)
		costs = costs[4:]
	}
	for _, c := range costs {
		lo, hi = min(lo, c), max(hi, c)
	}
	return min(lo, l2), max(hi, h2)
}

func (x *extent[C]) merge(lo, hi C) {
	if hi == Forbidden[C]() {
		return // looked at closely
	}
	if !x.some {
		x.lo, x.hi, x.some = lo, hi, true
		return
	}
	x.lo, x.hi = min(x.lo, lo), max(x.hi, hi)
}

// lookClosely is for costs among which some are forbidden or not numbers.
func (x *extent[C]) lookClosely(costs []C) {
	no := Forbidden[C]()
	for _, c := range costs {
		switch {
		case c == no:
			x.forbidden = true
		case c != c || isMinusInf(c):
			x.nan = true
		default:
			x.merge(c, c)
		}
	}
}

func isMinusInf[C Cost](c C) bool {
	f, ok := any(c).(float64)
	return ok && math.IsInf(f, -1)
}

// inspect finds every fault of the problem.
func (p *Problem[C]) inspect(mark []int32) (extent[C], []int32, error) {
	var e InputError
	var x extent[C]
	if mark = p.inspectShape(&e, mark); e.Count > 0 {
		return x, mark, e.or()
	}
	if p.Start != nil {
		x.look(p.Costs)
	} else {
		for i := range p.Rows {
			x.look(p.Costs[i*p.stride():][:p.Cols])
		}
	}
	pairs := x.forbidden
	x.look(p.Skip)
	x.forbidden = pairs
	if x.nan {
		p.findNaN(&e)
	}
	if _, ok := unitOf(x, p.Rows, p.Cols); !ok {
		e.add(FaultOverflow, "magnitude times rows at most 2⁵⁸", "Costs")
	}
	return x, mark, e.or()
}

// inspectShape finds the faults of everything but the costs.
func (p *Problem[C]) inspectShape(e *InputError, mark []int32) []int32 {
	if p.Rows < 0 || p.Cols < 0 || p.Rows > math.MaxInt32-1 || p.Cols > math.MaxInt32-1 {
		e.add(FaultSize, "0 to 2³¹−2", "Rows, Cols")
		return mark
	}
	if p.Skip != nil && len(p.Skip) != p.Rows {
		e.add(FaultSize, "one price for each row, or nil", "Skip")
	}
	if p.Cover > EachColumn || p.Cover == EachColumn && p.Skip != nil {
		e.add(FaultCover, "EachRow, or EachColumn without Skip", "Cover")
	}
	if p.Start != nil {
		return p.inspectStart(e, mark)
	}
	if st := p.stride(); st < p.Cols || st > math.MaxInt32 {
		e.add(FaultSize, "Cols to 2³¹−1, or 0", "Stride")
	} else if p.Rows > 0 && int64(len(p.Costs)) < int64(p.Rows-1)*int64(st)+int64(p.Cols) {
		e.add(FaultSize, "Stride·(Rows−1)+Cols costs", "Costs")
	}
	return mark
}

func (p *Problem[C]) inspectStart(e *InputError, mark []int32) []int32 {
	if len(p.Start) != p.Rows+1 {
		e.add(FaultSize, "Rows+1 places", "Start")
		return mark
	}
	if len(p.Heads) != len(p.Costs) {
		e.add(FaultSize, "one head for each cost", "Heads")
	}
	if p.Start[0] != 0 || p.Start[p.Rows] != len(p.Heads) {
		e.add(FaultStart, "from 0 to the number of arcs", "Start")
	}
	for i := range p.Rows {
		if p.Start[i] > p.Start[i+1] {
			e.add(FaultStart, "never falling", "Start[%d]", i+1)
		}
	}
	if e.Count > 0 {
		return mark
	}
	mark = resize(mark, p.Cols)
	clear(mark)
	for i := range p.Rows {
		for k := p.Start[i]; k < p.Start[i+1]; k++ {
			j := p.Heads[k]
			if j < 0 || int(j) >= p.Cols {
				e.add(FaultHead, "0 to Cols−1", "Heads[%d]", k)
				continue
			}
			if mark[j] == int32(i)+1 {
				e.add(FaultDuplicate, "each column once in a row", "Heads[%d]", k)
			}
			mark[j] = int32(i) + 1
		}
	}
	return mark
}

func (p *Problem[C]) findNaN(e *InputError) {
	find := func(name string, at int, costs []C) {
		for k, c := range costs {
			if c != c || isMinusInf(c) {
				e.add(FaultNaN, "a number", "%s[%d]", name, at+k)
			}
		}
	}
	if p.Start != nil {
		find("Costs", 0, p.Costs)
	} else {
		for i := range p.Rows {
			at := i * p.stride()
			find("Costs", at, p.Costs[at:at+p.Cols])
		}
	}
	find("Skip", 0, p.Skip)
}

// unitOf returns what the costs are multiplied by: 1 for integers, a power of
// two for floats. False: they are too large.
func unitOf[C Cost](x extent[C], rows, cols int) (float64, bool) {
	n := int64(max(rows, cols)) + 2
	switch hi := any(max(x.hi, -x.lo)).(type) {
	case int32:
		return 1, n <= room>>31
	case int64:
		least := any(x.lo).(int64)
		return 1, hi <= room/n && least >= -room/n
	case float64:
		if hi == 0 {
			return 1, true
		}
		_, exp := math.Frexp(hi) // hi < 2^exp
		_, bits := math.Frexp(float64(room / n))
		return math.Ldexp(1, max(-1022, min(1022, bits-1-exp))), true
	}
	return 1, true
}
