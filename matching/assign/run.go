package assign

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// endless is a budget never used up.
const endless = math.MaxInt / 2

// farMore is how many times the dearest pair is far more than that.
const farMore = 64

// run assigns every row in the queue. spread is the greatest difference of
// two costs.
//
// Augmenting row reduction and shortest paths come first: they are the
// fastest wherever a row finds its column nearby; without the former where
// rows go by their price, see dearestFirst. A balanced problem, where the last
// rows have to go far, begins again with the duals of an auction once it turns
// out hard; a sparse one always does.
func (e *engine) run(ctx context.Context, spread int64) ending {
	if !e.balanced {
		if !e.dearestFirst() && !e.reduce(ctx, 2) {
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

// dearestFirst orders the queue of a sparse problem by the prices of leaving
// rows out, the highest first, if these differ by far more than pairs cost.
// Where rows contend for too few columns, those which have to go without then
// find their own price to be the least as soon as they come, instead of
// ousting others from row to row. A reduction would serve rows in another order.
func (e *engine) dearestFirst() bool {
	if e.dense != nil || len(e.arcs) == 0 {
		return false
	}
	most := int64(1)
	for _, a := range e.arcs {
		most = max(most, a.cost, -a.cost)
	}
	if (slices.Max(e.skip)-slices.Min(e.skip))/farMore <= most {
		return false
	}
	slices.SortFunc(e.queue, func(x, y int32) int { return cmp.Or(cmp.Compare(e.skip[y], e.skip[x]), cmp.Compare(x, y)) })
	return true
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
