package schedule

import (
	"context"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// search plans on some terms, beginning with a plan; nil where it finds none
// which keeps what is fixed.
func (r *mending) search(t terms, start *roster.Plan) (*repair, error) {
	r.tries++
	if r.tries > 1 && (r.ctx.Err() != nil || r.opts.Limit > 0 && time.Since(r.begin) > r.opts.Limit) {
		return nil, nil
	}
	barred := map[[2]string]bool{} // worker and job
	s := r.problem(t)
	left := r.lookAhead(start)
	for round := 0; round < 4; round++ {
		h := *r.hooks
		h.start, h.logger, h.like, h.sparse = nil, nil, r.k, true
		h.atlas = &atlas{travel: s.Travel, index: r.k.index, source: r.k.source} // the same places, though some are not in use
		h.rulebook = r.rulebook(t, barred)
		k, err := pack(context.WithoutCancel(r.ctx), left.problem(r.k, s), &h)
		if err != nil {
			return nil, err
		}
		orders, starts, err := k.load(left.start(start))
		if err != nil {
			return nil, err
		}
		opts, from := r.share(t.share)
		budget, filled, _ := k.budget(r.ctx, from, opts, &h)
		opts.Seed += uint64(r.tries) * 0x9e3779b97f4a7c15
		res := k.search(opts, budget, &core.Start{Orders: orders, Starts: starts, Heat: warm})
		r.iterations += res.Iterations
		if !res.Stopped && len(res.Absent)*len(k.core.Shifts) <= fillPairs && r.outer == nil {
			core.Fill(k.core, res, filled)
		}
		plan := r.whole(left.whole(k.unpriced(res)))
		if !r.tooEarly(plan, s, barred) {
			if r.accepts(plan) {
				return &repair{plan: plan}, nil
			}
			if left == nil {
				return nil, nil
			}
			left = nil // what was before mattered
			continue
		}
		start = plan
	}
	return nil, nil
}

// share is the budget of one search.
func (r *mending) share(part float64) (Options, time.Time) {
	o := r.opts.Options
	o.SkipCheck = true
	if o.Iterations > 0 || part == 0 {
		o.Iterations = max(1, int64(float64(o.Iterations)*part))
	}
	if o.Limit > 0 {
		left := r.opts.Limit - time.Since(r.begin)
		o.Limit = max(time.Millisecond, min(time.Duration(float64(r.opts.Limit)*part), left/2))
	}
	return o, time.Now()
}
