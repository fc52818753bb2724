package schedule

import (
	"context"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// evaluate finds the best way to serve a candidate: the cheapest insertion, or
// a repair where that is better. locks are the request's own. nil: there is
// none.
func (q *Quoter) evaluate(ctx context.Context, c *candidate, opts *QuoteOptions, locks []roster.Lock) (*option, error) {
	single := len(c.asked.jobs) == 1 && c.asked.crew() == 1
	var best *option
	var route *roster.Route
	if single {
		if c.places == nil || len(locks) > 0 {
			if err := q.insert(ctx, []*candidate{c}, opts, locks); err != nil {
				return nil, err
			}
		}
		best, route = q.inserted(c, opts, locks)
	}
	if err := ctx.Err(); err != nil || opts.Repairs < 0 && single {
		return best, err
	}
	if single && len(locks) == 0 {
		o, done, err := q.move(ctx, c, opts)
		if done || err != nil {
			return best.orBetter(o, opts), err
		}
	}
	pt := q.part(c.asked, c.days, opts)
	start := pt.plan
	if route != nil && pt.shifts[route.Shift] {
		with := *start
		with.Routes = slices.DeleteFunc(slices.Clone(with.Routes), func(r roster.Route) bool { return r.Shift == route.Shift })
		with.Routes = append(with.Routes, *route)
		start = &with
	}
	plan, err := q.repaired(ctx, pt.with(c.asked, locks), start, opts)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var left []string
	for _, u := range plan.Unassigned {
		left = append(left, u.Job)
	}
	if o := q.judge(c, pt, plan.Routes, left, opts, locks); o != nil {
		best = best.orBetter(o, opts)
	}
	return best, nil
}

// orBetter returns the better one of an insertion and a repair, either of which
// may be nil. A repair notes what the insertion would cost.
func (o *option) orBetter(repaired *option, opts *QuoteOptions) *option {
	switch {
	case repaired == nil:
		return o
	case o == nil:
		return repaired
	}
	repaired.insertion = o.insertion
	if repaired.better(o, opts) {
		return repaired
	}
	return o
}

// inserted is the option of the best place which keeps every rule, with the
// route as it is in its part; nil: none.
func (q *Quoter) inserted(c *candidate, opts *QuoteOptions, locks []roster.Lock) (*option, *roster.Route) {
	for i := range c.places {
		at := &c.places[i]
		if at.route == nil && !at.day.time(c, at) {
			continue
		}
		o := &option{locks: locks, route: map[string]*roster.Route{}}
		one := &part{alias: at.alias, shifts: map[string]bool{at.route.Shift: true}}
		q.changes(one, []roster.Route{*at.route}, o)
		if at.day != nil && q.keepsLaws(at.route.Shift, c.days) {
			if !q.affordable(c, o) {
				continue
			}
			q.priceInserted(c, o)
		} else if q.check(c, o) == nil {
			continue
		}
		q.compare(c, o, opts)
		cost := o.cost
		o.insertion = &cost
		return o, at.route
	}
	return nil, nil
}

// better compares by what is missed, then by cost with a price for moves.
func (o *option) better(p *option, opts *QuoteOptions) bool {
	for tier := roster.MandatoryTier; tier > 0; tier-- {
		if a, b := missedOf(o.missed, tier), missedOf(p.missed, tier); a != b {
			return a < b
		}
	}
	price := opts.MovePrice.Points()
	return o.cost+roster.Points(len(o.moved))*price < p.cost+roster.Points(len(p.moved))*price
}

func missedOf(list []roster.Missed, tier int) roster.Money {
	for _, m := range list {
		if m.Tier == tier {
			return m.Value
		}
	}
	return 0
}

// judge puts the routes of a part into the whole plan, and has the checker
// price it; nil where the request is not served, something stands no longer
// still, too important work is left out, or the checker refuses it.
func (q *Quoter) judge(c *candidate, pt *part, routes []roster.Route, left []string, opts *QuoteOptions, locks []roster.Lock) *option {
	for _, id := range left {
		if pt.fixed[id] || slices.ContainsFunc(c.asked.jobs, func(j roster.Job) bool { return j.ID == id }) {
			return nil
		}
		j, _ := q.view.JobIndex(id)
		job := &q.view.Problem.Jobs[j]
		if job.Mandatory || job.Tier > c.asked.request.tier() {
			return nil
		}
	}
	o := &option{displaced: left, locks: locks, route: map[string]*roster.Route{}}
	q.changes(pt, routes, o)
	report := q.check(c, o)
	if report == nil {
		return nil
	}
	o.missed = report.Missed
	q.compare(c, o, opts)
	return o
}

// repaired searches a part for a better plan, from a start.
func (q *Quoter) repaired(ctx context.Context, p *roster.Problem, start *roster.Plan, opts *QuoteOptions) (*roster.Plan, error) {
	h := *q.h
	h.sparse, h.start, h.progress, h.logger = true, start, nil, nil
	k, err := pack(ctx, p, &h)
	if err != nil {
		return nil, err
	}
	from, err := k.start(&h)
	if err != nil {
		return nil, err
	}
	o := Options{Iterations: opts.Iterations, Seed: opts.Seed, SkipCheck: true}
	budget, _, _ := k.budget(ctx, time.Now(), o, &h)
	return k.unpack(k.search(o, budget, from)), k.failed()
}
