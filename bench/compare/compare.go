package compare

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// Plan is what to run: every contestant on every problem, with every seed and
// every budget.
type Plan struct {
	Problems    []*Problem
	Contestants []Contestant
	Seeds       []uint64
	Budgets     []time.Duration
	Clock       Clock
}

// Options of a comparison. The zero value runs one process at a time and
// keeps nothing.
type Options struct {
	// Jobs is how many processes run at once; 0: 1. More than there are cores
	// make wall times worthless and share caches besides.
	Jobs int
	// Journal keeps the runs; nil: none.
	Journal *Journal
	// Progress is called after each run with the seconds of budget done and
	// in all, runs of the journal included; one call at a time. It may be nil.
	Progress func(done, total float64, r Run)
}

// task is a run that is to be made.
type task struct {
	problem    *Problem
	contestant *Contestant
	trial      Trial
	at         int
}

// tasks lists the runs of a plan: by budget, then problem, then seed, with the
// contestants next to each other, so that what the machine does besides hits
// all of them alike.
func (p *Plan) tasks() []task {
	var out []task
	for _, budget := range p.Budgets {
		for _, problem := range p.Problems {
			for _, seed := range p.Seeds {
				for c := range p.Contestants {
					out = append(out, task{problem, &p.Contestants[c], Trial{seed, budget}, len(out)})
				}
			}
		}
	}
	return out
}

// Compare makes the runs of a plan and returns them in a fixed order. A run
// that fails is told in its Error and stops nothing. When the context ends,
// the runs that are done are returned with the context's error; an error of
// the journal's file ends it too.
func Compare(ctx context.Context, p Plan, opts Options) ([]Run, error) {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	all := p.tasks()
	c := &comparison{plan: p, opts: opts, runs: make([]Run, len(all)), done: make([]bool, len(all)), stop: stop}
	var open []task
	for _, t := range all {
		c.total += t.trial.Budget.Seconds()
		if !c.known(t) {
			open = append(open, t)
		}
	}
	queue := make(chan task)
	var group sync.WaitGroup
	for range max(1, opts.Jobs) {
		group.Go(func() {
			for t := range queue {
				c.run(ctx, t)
			}
		})
	}
feed:
	for _, t := range open {
		select {
		case queue <- t:
		case <-ctx.Done():
			break feed
		}
	}
	close(queue)
	group.Wait()
	out := c.runs[:0]
	for i := range c.runs {
		if c.done[i] {
			out = append(out, c.runs[i])
		}
	}
	return out, context.Cause(ctx)
}

// comparison is a plan on its way.
type comparison struct {
	plan Plan
	opts Options
	stop context.CancelCauseFunc

	mutex sync.Mutex
	runs  []Run
	done  []bool
	// spent and total seconds of budget.
	spent, total float64
}

// known takes a run from the journal.
func (c *comparison) known(t task) bool {
	if c.opts.Journal == nil {
		return false
	}
	r, ok := c.opts.Journal.find(newRun(t.problem, t.contestant.Name, t.trial, c.plan.Clock))
	if ok {
		c.finish(t, r)
	}
	return ok
}

// run makes a run and keeps it, unless the context ended meanwhile.
func (c *comparison) run(ctx context.Context, t task) {
	if ctx.Err() != nil {
		return
	}
	r := newRun(t.problem, t.contestant.Name, t.trial, c.plan.Clock)
	answer, err := t.contestant.Solve(ctx, t.problem, t.trial)
	if ctx.Err() != nil {
		return
	}
	if err != nil {
		r.Error = err.Error()
	} else {
		r.fill(answer, t.problem.Judge(answer))
	}
	if c.opts.Journal != nil {
		if err := c.opts.Journal.add(r); err != nil {
			c.stop(fmt.Errorf("compare: %w", err))
			return
		}
	}
	c.finish(t, r)
}

func (c *comparison) finish(t task, r Run) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.runs[t.at], c.done[t.at] = r, true
	c.spent += t.trial.Budget.Seconds()
	if c.opts.Progress != nil {
		c.opts.Progress(c.spent, c.total, r)
	}
}
