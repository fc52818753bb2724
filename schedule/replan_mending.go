package schedule

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// mending looks for the plan of a problem after events.
type mending struct {
	ctx   context.Context
	begin time.Time
	opts  ReplanOptions
	hooks *hooks

	derived   *roster.Problem
	k         *packed // of derived, which prices every plan found
	applied   *Applied
	zone      *time.Location
	now       time.Time
	tolerance roster.Duration
	prices    ChangePrices
	// outer is what the derived problem is a region of; nil: it is the whole.
	outer *whole
	// turns are the published visits, customer that of each job, fixed the
	// jobs which stay.
	turns    map[string]*turn
	customer map[string]string
	fixed    map[string]bool
	// published is the plan to begin with, without what is gone.
	published *roster.Plan
	// displaced jobs cannot go on as published.
	displaced map[string]bool
	// pool are the plans found, best first.
	pool       []*repair
	tries      int
	iterations int64
	stopped    bool
	// texts of the problem before the events, and at last of that after them.
	texts *texts
}

// repair is a plan with what it changes.
type repair struct {
	plan    *roster.Plan
	changes *changes
}

// compare orders repairs: what is missed first, then all costs, then the
// changes.
func compareRepairs(a, b *repair) int {
	return cmp.Or(compareMissed(a.plan.Score.Missed, b.plan.Score.Missed),
		cmp.Compare(a.plan.Score.Total+a.changes.price, b.plan.Score.Total+b.changes.price),
		cmp.Compare(a.changes.counts.Changes, b.changes.counts.Changes))
}

// compareMissed compares what two plans leave out, highest tier first.
func compareMissed(a, b []roster.Missed) int {
	for t := roster.MandatoryTier; t > 0; t-- {
		of := func(list []roster.Missed) roster.Money {
			for _, m := range list {
				if m.Tier == t {
					return m.Value
				}
			}
			return 0
		}
		if c := cmp.Compare(of(a), of(b)); c != 0 {
			return c
		}
	}
	return 0
}

func newMending(ctx context.Context, begin time.Time, events *applier, a *Applied, published *roster.Plan, opts ReplanOptions, h *hooks) (*mending, error) {
	r := &mending{ctx: ctx, begin: begin, opts: opts, hooks: h, derived: a.Problem, applied: a, turns: events.turns,
		tolerance: DefaultStartTolerance, prices: DefaultChangePrices(),
		customer: map[string]string{}, fixed: map[string]bool{}, displaced: map[string]bool{}}
	if opts.Tolerance != nil {
		r.tolerance = max(0, *opts.Tolerance)
	}
	if opts.Prices != nil {
		r.prices = *opts.Prices
	}
	if p := r.prices; min(p.WorkerSwapped, p.StartMoved, p.CustomerToCall, p.WorkerDayTouched) < 0 {
		return nil, errors.New("schedule: a negative price of a change")
	}
	var err error
	sparse := *h
	sparse.sparse = len(a.Problem.Jobs) > sparseFrom
	if r.k, err = pack(ctx, a.Problem, &sparse); err != nil {
		return nil, err
	}
	if sparse.sparse && core.Lanes(r.k.core) > 1 {
		r.k.fillTables() // which lanes copy theirs from, again and again
	}
	r.zone = r.k.view.Zone
	if r.now = opts.Now; r.now.IsZero() {
		r.now = events.before.Horizon.Start
	}
	for j := range a.Problem.Jobs {
		r.customer[a.Problem.Jobs[j].ID] = a.Problem.Jobs[j].Customer
	}
	for _, f := range a.Fixed {
		r.fixed[f.Job] = true
	}
	r.published = r.loadable(published)
	return r, nil
}

// sparseFrom is from how many jobs on a replanning keeps no tables of travel,
// which would take longer to fill than a search of one piece takes.
const sparseFrom = 400

// loadable is a plan without the stops which the derived problem does not have.
func (r *mending) loadable(plan *roster.Plan) *roster.Plan {
	out := copied(plan)
	out.ProblemID = r.derived.ID
	shifts := map[string]bool{}
	for i := range r.derived.Workers {
		for s := range r.derived.Workers[i].Shifts {
			shifts[r.derived.Workers[i].Shifts[s].ID] = true
		}
	}
	out.Routes = slices.DeleteFunc(out.Routes, func(x roster.Route) bool { return !shifts[x.Shift] })
	for i := range out.Routes {
		out.Routes[i].Stops = slices.DeleteFunc(out.Routes[i].Stops, func(s roster.Stop) bool {
			_, known := r.customer[s.Job]
			return s.Kind == roster.VisitStop && !known
		})
	}
	out.Routes = slices.DeleteFunc(out.Routes, idle)
	return out
}

// idle reports whether a route has no visit.
func idle(r roster.Route) bool {
	return !slices.ContainsFunc(r.Stops, func(s roster.Stop) bool { return s.Kind == roster.VisitStop })
}

// run looks for plans and makes the answer of the best within the caps.
func (r *mending) run() (*Replanned, error) {
	kept, others := map[string]bool{}, map[string]bool{}
	for id := range r.customer {
		switch {
		case r.fixed[id]:
		case r.turns[id] != nil:
			kept[id] = true
		default:
			others[id] = true
		}
	}
	// What the events leave of the published plan.
	base := r.asIs(kept)
	if base == nil {
		var err error
		if base, err = r.search(terms{held: kept, closed: others, share: 0.1}, r.published); err != nil {
			return nil, err
		}
	}
	if base == nil { // should locks and rules be in each other's way
		both := maps.Clone(kept)
		maps.Copy(both, others)
		var err error
		if base, err = r.search(terms{closed: both, share: 0.05}, r.published); err != nil {
			return nil, err
		}
		if base == nil {
			return nil, errors.New("schedule: what has begun could not be kept")
		}
	}
	served := turnsOf(base.plan)
	for id := range kept {
		if t := served[id]; t == nil || !sameCrew(t.Workers, r.turns[id].Workers) || r.movedStart(r.turns[id].Start, t.Start) {
			r.displaced[id] = true
			delete(kept, id)
		}
	}
	base.changes = r.changesOf(base.plan)
	r.pool = append(r.pool, base)
	free, err := r.try(terms{share: 0.4}, base.plan)
	if err != nil {
		return nil, err
	}
	if free == nil || slices.ContainsFunc(slices.Collect(maps.Keys(free.changes.changed)), func(id string) bool { return kept[id] }) {
		// With what was published held where it is.
		if _, err := r.try(terms{held: kept, firm: kept, share: 0.2}, base.plan); err != nil {
			return nil, err
		}
	}
	if err := r.keep(r.opts.Caps, kept, 6); err != nil {
		return nil, err
	}
	out := &Replanned{Problem: r.derived, Fixed: r.applied.Fixed, view: r.k.view}
	if r.outer != nil {
		out.Problem, out.Fixed, out.view = r.outer.applied.Problem, r.outer.applied.Fixed, r.outer.view
	}
	if r.opts.Tradeoff {
		if out.Tradeoff, err = r.tradeoff(kept); err != nil {
			return nil, err
		}
	}
	if r.ctx.Err() != nil {
		r.stopped = true
	}
	best := r.best(&r.opts.Caps)
	if out.Plan, err = r.finish(best.plan); err != nil {
		return nil, err
	}
	out.judged, out.texts = judged{out.Problem, out.Plan}, r.texts
	c := best.changes
	out.Disruptions, out.Calls, out.Counts, out.Price = c.list, c.calls, c.counts, c.price
	for j := range r.derived.Jobs {
		if r.displaced[r.derived.Jobs[j].ID] {
			out.Displaced = append(out.Displaced, r.derived.Jobs[j].ID)
		}
	}
	return out, nil
}

// best returns the best plan found which keeps the caps; nil: none.
func (r *mending) best(caps *ChangeCaps) *repair {
	var best *repair
	for _, c := range r.pool {
		if caps != nil && !c.changes.counts.Within(*caps) {
			continue
		}
		if best == nil || compareRepairs(c, best) < 0 {
			best = c
		}
	}
	return best
}

// try searches on some terms and keeps what it finds.
func (r *mending) try(t terms, start *roster.Plan) (*repair, error) {
	c, err := r.search(t, start)
	if c == nil || err != nil {
		return nil, err
	}
	c.changes = r.changesOf(c.plan)
	r.pool = append(r.pool, c)
	return c, nil
}

// isNew reports whether a job came with the events: the published plan does
// not know it.
func (r *mending) isNew(id string) bool {
	return r.turns[id] == nil && !slices.ContainsFunc(r.published.Unassigned, func(u roster.Unassigned) bool { return u.Job == id })
}
