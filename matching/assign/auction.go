package assign

import "context"

// auction finds good duals for a balanced problem by the auction algorithm
// with ε-scaling (Bertsekas 1988): free rows bid for their cheapest column
// by how much it beats the second, plus ε; ε falls by a factor of 5 from
// phase to phase. A dense row looks at all its columns again only when those
// it knows may be worse by more than 4ε than others, so that early phases are
// rough. Any duals are good enough for what follows: a phase which takes long
// is given up, and nobody has a column afterwards. False: the context has
// ended.
func (e *engine) auction(ctx context.Context, spread int64) bool {
	const factor, patience = 5, 60
	last := max(1, spread/int64(10*e.rows+1))
	floor := -far / 2
	for eps := max(last, spread/16); ; eps = max(last, eps/factor) {
		e.release()
		e.queue = e.queue[:0]
		for i := range e.rows {
			e.queue = append(e.queue, int32(e.rows-1-i))
		}
		for left := patience * e.rows; len(e.queue) > 0 && left > 0; left-- {
			if e.stop(ctx, 2) {
				e.release()
				return false
			}
			row := e.queue[len(e.queue)-1]
			e.queue = e.queue[:len(e.queue)-1]
			one, two, at := e.twoBest(row, 4*eps)
			if at.col < 0 {
				continue
			}
			if two == far {
				two = one
			}
			e.v[at.col] -= two - one + eps
			if e.v[at.col] < floor {
				e.release()
				return true
			}
			if old := e.take(row, at.col, at.cost); old >= 0 {
				e.queue = append(e.queue, old)
			}
		}
		if eps == last || len(e.queue) > 0 {
			e.release()
			return true
		}
	}
}
