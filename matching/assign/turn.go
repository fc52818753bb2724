package assign

// upright returns the problem the engine solves: p, or its transpose where
// columns have to be served.
func (s *Solver[C]) upright(p *Problem[C]) *Problem[C] {
	if p.Cover == EachRow {
		return p
	}
	t := &s.turned
	t.Rows, t.Cols, t.Stride = p.Cols, p.Rows, 0
	if p.Start == nil {
		t.Start, t.Heads = nil, nil
		t.Costs = resize(t.Costs, p.Rows*p.Cols)
		transpose(t.Costs, p.Costs, p.Rows, p.Cols, p.stride())
		return t
	}
	// Counting sort by column.
	t.Costs, t.Heads = resize(t.Costs, len(p.Costs)), resize(t.Heads, len(p.Heads))
	t.Start = resize(t.Start, p.Cols+1)
	clear(t.Start)
	for _, j := range p.Heads {
		t.Start[j+1]++
	}
	for j := range p.Cols {
		t.Start[j+1] += t.Start[j]
	}
	s.place = append(s.place[:0], t.Start...)
	for i := range p.Rows {
		for k := p.Start[i]; k < p.Start[i+1]; k++ {
			at := &s.place[p.Heads[k]]
			t.Costs[*at], t.Heads[*at] = p.Costs[k], int32(i)
			*at++
		}
	}
	return t
}

// transpose copies a dense matrix by tiles which stay in the cache.
func transpose[C Cost](to, from []C, rows, cols, stride int) {
	const tile = 32
	for a := 0; a < rows; a += tile {
		for b := 0; b < cols; b += tile {
			for i := a; i < min(a+tile, rows); i++ {
				row := from[i*stride : i*stride+cols]
				for j := b; j < min(b+tile, cols); j++ {
					to[j*rows+i] = row[j]
				}
			}
		}
	}
}
