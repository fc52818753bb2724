package schedule

import (
	"context"
	"errors"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// DefaultLimit is the wall time of a solve whose options give neither a
// limit nor a number of iterations.
const DefaultLimit = 10 * time.Second

// fillPairs bounds the pairs of unassigned job and shift for which the last
// pass over a plan is made.
const fillPairs = 200_000

// Solve plans the problem within the budget of opts.
//
// The problem must be valid; Solve validates it and returns every fault. Jobs
// which cannot be served are no error: the plan lists them with reasons. When
// the context ends, the best valid plan found so far is returned with the
// status Cancelled, and no error.
//
// Solve may be called from several goroutines with the same problem.
func Solve(ctx context.Context, p *roster.Problem, opts Options, with ...Hook) (*roster.Plan, error) {
	return solve(ctx, p, opts, newHooks(with))
}

func solve(ctx context.Context, p *roster.Problem, opts Options, h *hooks) (*roster.Plan, error) {
	begin := time.Now()
	if opts.Limit < 0 || opts.Iterations < 0 || opts.Threads < 0 {
		return nil, errors.New("schedule: a negative limit, number of iterations or of threads")
	}
	book := logbook{h.logger, begin}
	if err := validate(p, h); err != nil {
		return nil, err
	}
	input := func() string { return "" }
	if !opts.SkipHash {
		input = hash(p)
	}
	k, err := pack(ctx, p, h)
	if err != nil {
		input()
		return nil, err
	}
	book.note(ctx, "packed", "problem", p.ID, "jobs", len(k.core.Jobs), "shifts", len(k.core.Shifts), "places", k.core.Places)
	budget, filled, late := k.budget(ctx, begin, opts, h)
	var notes *tape
	switch stop := budget.Stop; {
	case h.tape != nil:
		budget.Keep(h.tape.replay(budget.Used != nil, stop))
		if late != nil {
			filled, late = h.tape.replayEnd(endFilled, stop), h.tape.replayEnd(endLate, stop)
		}
	case h.record != nil:
		notes = &tape{}
		budget.Keep(notes.record(core.Clock{Used: budget.Used, Stop: stop}))
		filled, late = notes.recordEnd(endFilled, filled), notes.recordEnd(endLate, late)
	}
	start, err := k.start(h)
	if err != nil {
		input()
		return nil, err
	}
	res := k.search(opts, budget, start)
	if !res.Stopped && len(res.Absent)*len(k.core.Shifts) <= fillPairs {
		core.Fill(k.core, res, filled)
	}
	book.note(ctx, "searched", "iterations", res.Iterations, "cost", res.Cost, "absent", len(res.Absent), "stopped", res.Stopped)
	plan := k.unpack(res)
	if res.Stopped {
		plan.Status = roster.Cancelled
	}
	if opts.SkipReasons {
		for i := range plan.Unassigned {
			k.tell(plan, i, unproven())
		}
	} else {
		if late == nil {
			late = k.enoughExplained()
		}
		k.explainAll(plan, res, late)
	}
	book.note(ctx, "explained", "unassigned", len(plan.Unassigned))
	plan.Provenance = provenance(opts, res, input())
	if !opts.SkipCheck {
		if err := roster.Check(p, plan, roster.CheckOptions{Roads: h.roads, Rulebook: h.rulebook}).Err(); err != nil {
			return nil, &RefusedError{Plan: plan, Err: err}
		}
		book.note(ctx, "checked", "routes", len(plan.Routes))
	}
	if notes != nil {
		if err := h.record.fill(opts, notes, plan); err != nil {
			return nil, err
		}
	}
	return plan, nil
}

func newHooks(with []Hook) *hooks {
	h := &hooks{}
	for _, f := range with {
		f(h)
	}
	return h
}

// RefusedError tells that the independent checker refused a plan. It is
// always a defect of the library, never of the input.
type RefusedError struct {
	Plan *roster.Plan
	Err  error
}

func (e *RefusedError) Error() string {
	return "schedule: the checker refused the plan: " + e.Err.Error()
}

// Unwrap returns the checker's error.
func (e *RefusedError) Unwrap() error { return e.Err }
