package schedule

import (
	"github.com/paidan/paidan/schedule/internal/core"
	"github.com/paidan/paidan/schedule/internal/order"
)

// How the budget is shared where two engines work on a problem: the one which
// anneals a global order of visits finds the structure, ruin and recreate
// polishes it and has the last word. ordered is the first one's part;
// ordersPerStep is how many of its moves take as long as a step of the other.
const (
	ordered       = 0.85
	ordersPerStep = 20
	// polish and warm are the temperatures after the first engine and after a
	// plan given, as parts of the usual one.
	polish = 0.02
	warm   = 0.1
)

// start returns the plan to begin with, nil where none is given.
func (k *packed) start(h *hooks) (*core.Start, error) {
	if h.start == nil {
		return nil, nil
	}
	orders, starts, err := k.load(h.start)
	if err != nil {
		return nil, err
	}
	return &core.Start{Orders: orders, Starts: starts, Heat: warm}, nil
}

// search runs the engines which suit the problem.
func (k *packed) search(opts Options, b core.Budget, start *core.Start) *core.Result {
	if start != nil || !k.linked() || !order.Fits(k.core) {
		return core.Solve(k.core, opts.Seed, b, start)
	}
	first, rest := b, b
	first.Progress = func(p core.Progress) {
		p.Fraction *= ordered
		p.Iterations /= ordersPerStep
		b.Progress(p)
	}
	if b.Iterations > 0 {
		own := int64(float64(b.Iterations) * ordered)
		first.Iterations, rest.Iterations = max(1, own*ordersPerStep), max(1, b.Iterations-own)
	}
	if b.Used != nil {
		first.Used = func() float64 { return b.Used() / ordered }
		begun := -1.0
		rest.Used = func() float64 {
			used := b.Used()
			if begun < 0 {
				begun = min(used, 0.99)
			}
			return (used - begun) / (1 - begun)
		}
	}
	found := order.Solve(k.core, opts.Seed, first)
	res := core.Solve(k.core, opts.Seed, rest, &core.Start{Orders: found.Orders, Starts: found.Start, Heat: polish})
	res.Iterations += found.Iterations / ordersPerStep
	if b.Iterations > 0 {
		res.Iterations = min(res.Iterations, b.Iterations)
	}
	return res
}

// linked reports whether the time of visits depends on other routes, or the
// cost on all of them.
func (k *packed) linked() bool {
	o := &k.core.Overall
	return len(k.core.Ties.Gaps) > 0 || o.WorstLate > 0 || o.WorstIdle > 0 || o.Balance > 0
}
