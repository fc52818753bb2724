package assign

// inspectChanges finds the faults of what is new.
func (s *Solver[C]) inspectChanges(p *Problem[C], ch Changes) (extent[C], error) {
	var e InputError
	for k, i := range ch.Rows {
		if i < 0 || int(i) >= p.Rows {
			e.add(FaultChange, "0 to Rows−1", "Changes.Rows[%d]", k)
		}
	}
	for k, j := range ch.Cols {
		if j < 0 || int(j) >= p.Cols {
			e.add(FaultChange, "0 to Cols−1", "Changes.Cols[%d]", k)
		}
	}
	if e.Count > 0 {
		return extent[C]{}, e.or()
	}
	if p.Start != nil || p.Cover == EachColumn {
		x, mark, err := p.inspect(s.mark)
		s.mark = mark
		return x, err
	}
	// Only the costs which changed are looked at.
	part := *p
	part.Rows = 0
	part.Skip = nil
	if p.Skip != nil && len(p.Skip) != p.Rows {
		e.add(FaultSize, "one price for each row, or nil", "Skip")
	}
	st := p.stride()
	if int64(p.Rows-1)*int64(st)+int64(p.Cols) > int64(len(p.Costs)) {
		e.add(FaultSize, "Stride·(Rows−1)+Cols costs", "Costs")
	}
	x, _, err := part.inspect(nil)
	if err != nil || e.Count > 0 {
		if e.Count > 0 {
			err = e.or()
		}
		return x, err
	}
	for _, i := range ch.Rows {
		x.look(p.Costs[int(i)*st:][:p.Cols])
	}
	for i := s.e.rows; i < p.Rows; i++ {
		x.look(p.Costs[i*st:][:p.Cols])
	}
	for i := range p.Rows {
		for _, j := range ch.Cols {
			x.look(p.Costs[i*st+int(j):][:1])
		}
		if p.Cols > s.e.cols {
			x.look(p.Costs[i*st+s.e.cols : i*st+p.Cols])
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
	return x, e.or()
}

// fits tells whether the unit of the last solve serves for the costs which
// changed, too, and for the new size.
func (s *Solver[C]) fits(x extent[C], p *Problem[C]) bool {
	unit, _ := unitOf(x, p.Rows, p.Cols)
	if _, float := any(x.hi).(float64); float && unit < s.unit {
		return false
	}
	s.largest = max(s.largest, s.units(x.hi), -s.units(x.lo))
	return s.largest <= 2*room/(int64(max(p.Rows, p.Cols))+2)
}
