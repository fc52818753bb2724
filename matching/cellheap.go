package matching

// rankedCell is a cell of places with what it is ranked by: a lower bound of
// its costs, or the square of the least distance to it.
type rankedCell struct {
	rank int64
	cell int32
}

// siftDown restores the order of a heap of cells below i, least rank first.
func siftDown(h []rankedCell, i int) {
	for {
		down := 2*i + 1
		if down >= len(h) {
			return
		}
		less := func(a, b rankedCell) bool { return a.rank < b.rank || a.rank == b.rank && a.cell < b.cell }
		if down+1 < len(h) && less(h[down+1], h[down]) {
			down++
		}
		if !less(h[down], h[i]) {
			return
		}
		h[i], h[down] = h[down], h[i]
		i = down
	}
}
