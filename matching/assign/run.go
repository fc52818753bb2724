package assign

import (
	"context"
	"math"
)

// endless is a budget never used up.
const endless = math.MaxInt / 2

// run assigns every row in the queue. spread is the greatest difference of
// two costs.
//
// Augmenting row reduction and shortest paths come first: they are the
// fastest wherever a row finds its column nearby. A balanced problem, where
// the last rows have to go far, begins again with the duals of an auction
// once it turns out hard; a sparse one always does.
func (e *engine) run(ctx context.Context, spread int64) ending {
	if !e.balanced {
		if !e.reduce(ctx, 2) {
			return cancelled
		}
		return e.augmentAll(ctx, endless, endless)
	}
	if e.dense != nil {
		if !e.reduce(ctx, 2) {
			return cancelled
		}
		if end := e.augmentAll(ctx, e.rows, 150*e.rows); end != tired {
			return end
		}
	}
	if !e.auction(ctx, spread) {
		return cancelled
	}
	e.queueAll()
	if !e.reduce(ctx, 2) {
		return cancelled
	}
	return e.augmentAll(ctx, endless, endless)
}

// queueAll queues the rows which have nothing.
func (e *engine) queueAll() {
	e.queue = e.queue[:0]
	for i, j := range e.rowCol {
		if j == free {
			e.queue = append(e.queue, int32(i))
		}
	}
}
