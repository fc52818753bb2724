package schedule

import (
	"sync"

	"github.com/paidan/paidan/roster"
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

// mostThreads bounds the searches side by side.
const mostThreads = 64

// search runs the engines side by side in as many threads as asked for, and
// returns the best result: of equal ones that of the first thread.
func (k *packed) search(opts Options, b core.Budget, start *core.Start) *core.Result {
	threads := max(1, min(opts.Threads, mostThreads))
	if core.Lanes(k.core) > 1 {
		b.Threads = threads
		return k.searchOnce(opts.Seed, b, start)
	}
	results, budgets := make([]*core.Result, threads), b.Forks(threads)
	var group sync.WaitGroup
	for i := 1; i < threads; i++ {
		budgets[i].Progress = nil
		group.Go(func() {
			results[i] = k.searchOnce(opts.Seed+uint64(i)*0x9e3779b97f4a7c15, budgets[i], start)
		})
	}
	results[0] = k.searchOnce(opts.Seed, budgets[0], start)
	group.Wait()
	best := results[0]
	for _, r := range results[1:] {
		if r.Miss < best.Miss || r.Miss == best.Miss && r.Cost < best.Cost {
			best = r
		}
	}
	for _, r := range results {
		best.Stopped = best.Stopped || r.Stopped
	}
	return best
}

// searchOnce runs the engines which suit the problem.
func (k *packed) searchOnce(seed uint64, b core.Budget, start *core.Start) *core.Result {
	if start != nil || !k.linked() || !order.Fits(k.core) {
		return core.Solve(k.core, seed, b, start)
	}
	first, rest := b, b
	first.Fork, rest.Fork = nil, nil // neither engine divides its work here
	if b.Progress != nil {
		first.Progress = func(p core.Progress) {
			p.Fraction *= ordered
			p.Iterations /= ordersPerStep
			b.Progress(p)
		}
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
	found := order.Solve(k.core, seed, first)
	res := core.Solve(k.core, seed, rest, &core.Start{Orders: found.Orders, Starts: found.Start, Heat: polish})
	res = k.better(res, k.timed(found))
	res.Iterations += found.Iterations / ordersPerStep
	if b.Iterations > 0 {
		res.Iterations = min(res.Iterations, b.Iterations)
	}
	return res
}

// timed makes a result of what the first engine has found with its own times;
// nil where it has none.
func (k *packed) timed(found *order.Solution) *core.Result {
	if found.Timetables == nil {
		return nil
	}
	res := &core.Result{Timetables: found.Timetables, Cost: found.Cost, Miss: found.Miss}
	for x, at := range found.Start {
		if at == core.Never {
			res.Absent = append(res.Absent, int32(x))
		}
	}
	return res
}

// better returns the one of two results whose plan costs less. The times of
// the first are the best for each route by itself; those of the second, which
// may be nil, may be better for the plan as a whole. The checker has to
// accept it, since its times come another way.
func (k *packed) better(a, b *core.Result) *core.Result {
	if b == nil || a.Miss < b.Miss {
		return a
	}
	one, two := k.unpack(a), k.unpack(b)
	if a.Miss == b.Miss && one.Score.Total <= two.Score.Total {
		return a
	}
	for i := range two.Unassigned {
		k.tell(two, i, unknown())
	}
	if roster.Check(k.view.Problem, two, roster.CheckOptions{Roads: k.hooks.roads, Rulebook: k.hooks.rulebook}).Err() != nil {
		return a
	}
	b.Iterations, b.Stopped, b.Cost = a.Iterations, a.Stopped, int64(two.Score.Total)
	return b
}

// linked reports whether the time of visits depends on other routes, or the
// cost on all of them.
func (k *packed) linked() bool {
	o := &k.core.Overall
	return len(k.core.Ties.Gaps) > 0 || o.WorstLate > 0 || o.WorstIdle > 0 || o.Balance > 0
}
