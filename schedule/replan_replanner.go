package schedule

import (
	"context"
	"errors"
	"time"

	"github.com/paidan/paidan/roster"
)

// Replanner plans again after events, on top of one plan. That problem and
// plan are valid and belong together is found out once, and known of the
// plans which come of it: see [Replanner.Next]. It is read-only and safe for
// concurrent use.
type Replanner struct {
	p    *roster.Problem
	plan *roster.Plan
	h    *hooks
	// view and texts of the problem, the texts where it came of a replanning.
	view  *roster.View
	texts *texts
}

// NewReplanner validates a problem and has the checker judge its plan, as
// [Apply] tells. Both belong to the replanner from now on and must not be
// changed.
func NewReplanner(p *roster.Problem, plan *roster.Plan, with ...Hook) (*Replanner, error) {
	r := &Replanner{p: p, plan: plan, h: newHooks(with)}
	if err := validate(p, r.h); err != nil {
		return nil, err
	}
	if plan == nil {
		l := loader{}
		l.fault("plan", roster.ViolationPlanMissing, "", "give the published plan")
		return nil, l.faults
	}
	if err := roster.Check(p, plan, roster.CheckOptions{Roads: r.h.roads, Rulebook: r.h.rulebook}).Err(); err != nil {
		return nil, &PlanError{err}
	}
	var err error
	r.view, err = roster.NewView(p)
	return r, err
}

// Next is a replanner on top of an answer of this one, which has been judged
// already. It costs nothing; problem and plan of the answer must not be
// changed. An answer from elsewhere, or with another plan or problem put into
// it, is validated and judged like any.
func (r *Replanner) Next(answer *Replanned) (*Replanner, error) {
	if answer.judged != (judged{answer.Problem, answer.Plan}) {
		return NewReplanner(answer.Problem, answer.Plan, func(h *hooks) { *h = *r.h })
	}
	return &Replanner{p: answer.Problem, plan: answer.Plan, h: r.h, view: answer.view, texts: answer.texts}, nil
}

// judged is a plan with its problem as the checker has accepted them.
type judged struct {
	problem *roster.Problem
	plan    *roster.Plan
}

// Apply is [Apply] on the replanner's plan.
func (r *Replanner) Apply(ctx context.Context, events []Event, opts ApplyOptions) (*Applied, error) {
	a, err := apply(ctx, r.view, r.plan, events, opts, r.h)
	if err != nil {
		return nil, err
	}
	return a.applied(), nil
}

// Replan is [Replan] on the replanner's plan.
func (r *Replanner) Replan(ctx context.Context, events []Event, opts ReplanOptions) (*Replanned, error) {
	return r.replan(ctx, time.Now(), events, opts)
}

func (r *Replanner) replan(ctx context.Context, begin time.Time, events []Event, opts ReplanOptions) (*Replanned, error) {
	if opts.Limit < 0 || opts.Iterations < 0 || opts.Threads < 0 || opts.MaxTradeoff < 0 {
		return nil, errors.New("schedule: a negative limit, number of iterations, of threads or of points")
	}
	if opts.Limit == 0 && opts.Iterations == 0 {
		opts.Iterations, opts.Limit = DefaultReplanIterations, DefaultReplanLimit
	}
	a, err := apply(ctx, r.view, r.plan, events, opts.ApplyOptions, r.h)
	if err != nil {
		return nil, err
	}
	applied := a.applied()
	fixed := map[string]bool{}
	for _, f := range applied.Fixed {
		fixed[f.Job] = true
	}
	published := renumbered(r.plan, func(job string) bool { return fixed[job] })
	var near *region
	if opts.Reach >= 0 {
		near = a.region(published, ifZero(opts.Reach, DefaultReach))
	}
	for try := 0; near != nil && try < 2; try++ {
		m, err := newMending(ctx, begin, a, near.applied(applied), near.published, opts, r.h)
		if err != nil {
			return nil, err
		}
		m.texts, m.outer = r.texts, &whole{applied: applied, view: a.after, published: published, region: near, hooks: r.h}
		out, err := m.run()
		if err == nil {
			return out, nil
		}
		apart := new(apartError)
		if !errors.As(err, &apart) {
			return nil, err
		}
		near = a.widened(published, near, apart.workers)
	}
	m, err := newMending(ctx, begin, a, applied, published, opts, r.h)
	if err != nil {
		return nil, err
	}
	m.texts = r.texts
	return m.run()
}
