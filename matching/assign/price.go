package assign

// markColumns notes the columns which changed or are new.
func (s *Solver[C]) markColumns(cols int, ch Changes) {
	s.changed = resize(s.changed, s.e.cols)
	clear(s.changed)
	for _, j := range ch.Cols {
		s.changed[j] = true
	}
	for j := cols; j < s.e.cols; j++ {
		s.changed[j] = true
	}
}

// priceColumns gives the columns which changed the highest dual no row
// objects to, and tells the rows of them.
func (s *Solver[C]) priceColumns(q *Problem[C]) {
	e := &s.e
	highest := e.top
	if e.balanced {
		highest = far
	}
	if q.Start != nil {
		for j, is := range s.changed {
			if is {
				e.v[j] = highest
			}
		}
		for i := range e.rowCol {
			if u, ok := e.price(int32(i)); ok {
				for _, a := range e.listed(int32(i)) {
					if s.changed[a.col] {
						e.v[a.col] = min(e.v[a.col], a.cost-u)
					}
				}
			}
		}
		for j, is := range s.changed {
			if is && e.v[j] == far {
				e.v[j] = 0
			}
		}
		return
	}
	st := q.stride()
	no := Forbidden[C]()
	for j, is := range s.changed {
		if !is {
			continue
		}
		v := highest
		for i := range e.rowCol {
			if c := q.Costs[i*st+j]; c != no {
				if u, ok := e.price(int32(i)); ok {
					v = min(v, s.units(c)-u)
				}
			}
		}
		if v == far {
			v = 0
		}
		e.v[j] = v
		for i := range e.rowCol {
			c := q.Costs[i*st+j]
			if c == no || e.bound[i] == -far {
				continue
			}
			if cost := s.units(c); int(e.count[i]) < e.keep {
				e.arcs[e.first[i]+int(e.count[i])] = arc{cost, int32(j)}
				e.count[i]++
			} else {
				e.bound[i] = min(e.bound[i], cost-v)
			}
		}
	}
}

// price returns the dual of a row which has something.
func (e *engine) price(row int32) (int64, bool) {
	switch j := e.rowCol[row]; j {
	case free:
		return 0, false
	case skipped:
		return e.skip[row] - e.top, true
	default:
		return e.rowCost[row] - e.v[j], true
	}
}
