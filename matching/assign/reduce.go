package assign

import "context"

// reduce assigns rows by augmenting row reduction (Jonker & Volgenant 1987):
// a row takes its cheapest column and lowers that column's dual until the
// second cheapest is as good; who had it goes on, at most some rounds. Rows
// it leaves over are in the queue.
func (e *engine) reduce(ctx context.Context, rounds int) bool {
	for range rounds {
		e.more = e.more[:0]
		work := 0
		for k := 0; k < len(e.queue); k++ {
			row := e.queue[k]
			for row >= 0 {
				if work++; work > 20*e.rows || e.stop(ctx, 1) {
					e.more = append(e.more, row)
					e.more = append(e.more, e.queue[k+1:]...)
					e.queue, e.more = e.more, e.queue
					return work > 20*e.rows
				}
				one, two, at := e.twoBest(row, 0)
				if at.col == skipped {
					e.rowCol[row] = skipped
					break
				}
				if at.col < 0 {
					e.more = append(e.more, row)
					break
				}
				if two != far {
					e.v[at.col] -= two - one
				}
				old := e.colRow[at.col]
				if old >= 0 && two == one {
					// No step down: somebody else's column, leave it.
					e.more = append(e.more, row)
					break
				}
				e.take(row, at.col, at.cost)
				row = old
				if row >= 0 && two == far {
					e.more = append(e.more, row)
					break
				}
			}
		}
		e.queue, e.more = e.more, e.queue
		if len(e.queue) == 0 {
			break
		}
	}
	return true
}

// twoBest returns the least and the second least cost − v of a row and the
// arc of the least; among equals a column nobody has goes first. The arc's
// column is skipped where leaving the row out is least, free where there is
// no arc at all. A second of far: the row has no other way.
func (e *engine) twoBest(row int32, slack int64) (one, two int64, at arc) {
	for try := 0; ; try++ {
		one, two, at = far, far, arc{col: free}
		for _, a := range e.listed(row) {
			d := a.cost - e.v[a.col]
			if d < two {
				if d < one || d == one && e.colRow[a.col] < 0 {
					one, two, at = d, one, a
				} else {
					two = d
				}
			}
		}
		if two-slack <= e.bound[row] || e.dense == nil || try > 0 {
			break
		}
		e.rescan(row)
	}
	if p := e.skip[row]; p != far {
		if p -= e.top; p <= one {
			return p, one, arc{col: skipped}
		}
		two = min(two, p)
	}
	two = min(two, max(one, e.bound[row]))
	return one, two, at
}
