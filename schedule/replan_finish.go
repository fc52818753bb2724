package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
)

// finish makes a plan found that of the whole problem and tells why jobs are
// not served, and how it came to be.
func (r *mending) finish(plan *roster.Plan) (*roster.Plan, error) {
	k, known := r.k, map[string]bool{}
	if r.outer != nil {
		var err error
		if plan, err = r.outer.with(plan); err != nil {
			return nil, err
		}
		k = nil
		for i := range r.outer.published.Unassigned {
			known[r.outer.published.Unassigned[i].Job] = true
		}
	}
	plan.Status = roster.Feasible
	if r.stopped {
		plan.Status = roster.Cancelled
	}
	p := r.derived
	if r.outer != nil {
		p = r.outer.applied.Problem
	}
	r.texts = textsOf(p, r.texts)
	plan.Provenance = roster.Provenance{Version: Version, Method: "replan", Seed: r.opts.Seed, Iterations: r.iterations, InputHash: r.texts.hash}
	r.explain(plan, k, known)
	return plan, nil
}

// explain tells why jobs are not served, but for those of which it is known.
// The problem is packed for it where it has not been.
func (r *mending) explain(plan *roster.Plan, k *packed, known map[string]bool) {
	var open []int
	for i := range plan.Unassigned {
		if !known[plan.Unassigned[i].Job] {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return
	}
	if k == nil {
		h := *r.hooks
		h.sparse = true
		var err error
		if k, err = packView(r.ctx, r.outer.view, &h); err != nil {
			return // the reasons stay "not found"
		}
	}
	desk, err := k.desk(plan)
	if err != nil {
		return
	}
	over := k.enoughExplained()
	if limit := r.opts.Limit; limit > 0 {
		over = func() bool { return time.Since(r.begin) > limit }
	}
	q := k.inquire(desk, over, explainRivals)
	for _, i := range open {
		if over() {
			return
		}
		j, _ := k.view.JobIndex(plan.Unassigned[i].Job)
		x := q.hardest(int32(j))
		q.next()
		if !q.shut(x) && q.possible(x) {
			k.tell(plan, i, q.judge(x))
		} else {
			k.tell(plan, i, q.barred(x))
		}
	}
}
