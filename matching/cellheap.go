package matching

// rankedCell is a cell of places with what it is ranked by: a lower bound of
// its costs, or the square of the least distance to it.
type rankedCell struct {
	rank int64
	cell int32
}

// siftDown restores the order of a heap of cells below i, least rank first.
func siftDown(h []rankedCell, i int) {
	less := func(a, b rankedCell) bool { return a.rank < b.rank || a.rank == b.rank && a.cell < b.cell }
	moved := h[i]
	for {
		down := 2*i + 1
		if down >= len(h) {
			break
		}
		if down+1 < len(h) && less(h[down+1], h[down]) {
			down++
		}
		if !less(h[down], moved) {
			break
		}
		h[i] = h[down]
		i = down
	}
	h[i] = moved
}

// pushCell adds a cell to a heap.
func pushCell(h []rankedCell, c rankedCell) []rankedCell {
	h = append(h, c)
	i := len(h) - 1
	for i > 0 {
		up := (i - 1) / 2
		if h[up].rank < c.rank || h[up].rank == c.rank && h[up].cell < c.cell {
			break
		}
		h[i] = h[up]
		i = up
	}
	h[i] = c
	return h
}

// popCell takes the first cell off a heap.
func popCell(h []rankedCell) []rankedCell {
	h[0] = h[len(h)-1]
	if h = h[:len(h)-1]; len(h) > 0 {
		siftDown(h, 0)
	}
	return h
}

// replaceCell is popCell and pushCell in one.
func replaceCell(h []rankedCell, c rankedCell) []rankedCell {
	h[0] = c
	siftDown(h, 0)
	return h
}
