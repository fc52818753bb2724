package schedule

import (
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
)

// check has the checker judge and price an option; nil where it is refused.
// Where the cost of workers adds up, only those whose routes change are looked
// at, with all their shifts; else the whole plan.
func (q *Quoter) check(c *candidate, o *option) *roster.Report {
	if !q.affordable(c, o) {
		return nil
	}
	var problem *roster.Problem
	var plan *roster.Plan
	var before []roster.Part
	if q.apart {
		problem, plan, before = q.concerned(c, o)
	} else {
		problem, plan = q.whole(c, o)
		before = q.base.Parts
	}
	report := roster.Check(problem, plan, roster.CheckOptions{Roads: q.h.roads, Rulebook: q.h.rulebook})
	if !onlyUnpriced(report) {
		return nil
	}
	after := report.Parts
	if q.apart {
		after = q.withDistinct(after, q.distinct(c, o))
	}
	o.cost, o.parts = 0, difference(before, after)
	for i := range o.parts {
		o.cost += o.parts[i].Points
	}
	at := map[string]int{}
	for i := range plan.Routes {
		at[plan.Routes[i].Shift] = i
	}
	for _, shift := range o.changed {
		if r := o.route[shift]; r != nil {
			r.Parts = report.RouteParts[at[shift]]
		}
	}
	return report
}

// onlyUnpriced reports whether a plan breaks no law but that its amounts are
// not yet filled in.
func onlyUnpriced(report *roster.Report) bool {
	return !slices.ContainsFunc(report.Violations, func(v roster.Violation) bool {
		switch v.Code {
		case roster.ViolationRouteParts, roster.ViolationScoreParts, roster.ViolationScoreTotal, roster.ViolationMissed, roster.ViolationFigures:
			return false
		}
		return true
	})
}

// affordable reports whether the customer's ceiling allows an option.
func (q *Quoter) affordable(c *candidate, o *option) bool {
	view := c.asked.view
	for j := range c.asked.jobs {
		customer := view.Customer(&c.asked.jobs[j])
		if customer.MaxSpend == nil {
			continue
		}
		sum := q.spent[customer.ID]
		for k := range c.asked.jobs {
			sum += view.Price(&c.asked.jobs[k])
		}
		for _, id := range o.displaced {
			if k, ok := q.view.JobIndex(id); ok && q.view.Problem.Jobs[k].Customer == customer.ID {
				sum -= q.view.Price(&q.view.Problem.Jobs[k])
			}
		}
		if sum > *customer.MaxSpend {
			return false
		}
	}
	return true
}

// concerned is the part of the workers whose routes change, with the plan
// after, and the parts of the cost before.
func (q *Quoter) concerned(c *candidate, o *option) (*roster.Problem, *roster.Plan, []roster.Part) {
	x := q.view.Problem
	var workers []int
	for _, shift := range o.changed {
		workers = append(workers, q.workerOf[shift])
	}
	slices.Sort(workers)
	workers = slices.Compact(workers)
	pt := q.cutOut(&c.asked.request, c.days, workers, func(w int) []roster.Shift { return x.Workers[w].Shifts })
	names := map[alias]string{}
	for id, at := range pt.alias {
		names[at] = id
	}
	plan := *pt.plan
	plan.Routes = nil
	for i := range pt.problem.Workers {
		for _, s := range pt.problem.Workers[i].Shifts {
			r := q.after(o, s.ID)
			if r == nil {
				continue
			}
			named := *r
			named.Stops = slices.Clone(r.Stops)
			for n := range named.Stops {
				stop := &named.Stops[n]
				if id, ok := names[alias{stop.Job, stop.Member}]; ok {
					stop.Job, stop.Member = id, 0
				}
			}
			plan.Routes = append(plan.Routes, named)
		}
	}
	plan.Unassigned = displaced(c, o)
	key := fmt.Sprint(workers)
	before, known := q.before.Load(key)
	if !known {
		report := roster.Check(pt.problem, pt.plan, roster.CheckOptions{Roads: q.h.roads, Rulebook: q.h.rulebook})
		before, _ = q.before.LoadOrStore(key, q.withDistinct(report.Parts, 0))
	}
	return pt.with(c.asked, o.locks), &plan, before.([]roster.Part)
}

// withDistinct puts an amount in place of what distinct workers cost: a part
// does not know who else comes to its customers.
func (q *Quoter) withDistinct(parts []roster.Part, points roster.Points) []roster.Part {
	out := slices.DeleteFunc(slices.Clone(parts), func(p roster.Part) bool { return p.Code == roster.PartDistinct })
	if points != 0 {
		out = append(out, roster.Part{Code: roster.PartDistinct, Points: points})
	}
	return out
}

// distinct is what an option makes distinct workers cost more.
func (q *Quoter) distinct(c *candidate, o *option) roster.Points {
	price := q.view.Weights.DistinctWorkers
	if price == 0 {
		return 0
	}
	type pair struct{ customer, worker string }
	change := map[pair]int{}
	count := func(stops []roster.Stop, worker string, by int) {
		for i := range stops {
			if s := &stops[i]; s.Kind == roster.VisitStop {
				customer := c.asked.jobs[0].Customer
				if j, known := q.view.JobIndex(s.Job); known {
					customer = q.view.Problem.Jobs[j].Customer
				}
				change[pair{customer, worker}] += by
			}
		}
	}
	for _, shift := range o.changed {
		before, after := unlike(stopsOf(q.routeOf(shift)), stopsOf(o.route[shift]))
		worker := q.view.Problem.Workers[q.workerOf[shift]].ID
		count(before, worker, -1)
		count(after, worker, 1)
	}
	more, all := 0, map[string]int{}
	for p, by := range change {
		was := q.visitsTo[p.customer][p.worker]
		more += min(1, was+by) - min(1, was)
		all[p.customer] += by
	}
	for customer, by := range all {
		was := 0
		for _, n := range q.visitsTo[customer] {
			was += n
		}
		more -= min(1, was+by) - min(1, was)
	}
	return roster.Points(more) * price.Points()
}

// stopsOf lists the stops of a route, which may be nil.
func stopsOf(r *roster.Route) []roster.Stop {
	if r == nil {
		return nil
	}
	return r.Stops
}

// unlike is what is left of two lists of stops without those with which both
// begin and end, for the same jobs.
func unlike(a, b []roster.Stop) ([]roster.Stop, []roster.Stop) {
	for len(a) > 0 && len(b) > 0 && a[0].Kind == b[0].Kind && a[0].Job == b[0].Job {
		a, b = a[1:], b[1:]
	}
	for n, m := len(a), len(b); n > 0 && m > 0 && a[n-1].Kind == b[m-1].Kind && a[n-1].Job == b[m-1].Job; n, m = n-1, m-1 {
		a, b = a[:n-1], b[:m-1]
	}
	return a, b
}

// displaced lists the jobs which an option displaces, in the problem's order.
func displaced(c *candidate, o *option) (out []roster.Unassigned) {
	for _, id := range o.displaced {
		out = append(out, roster.Unassigned{Job: id, Class: roster.ClassCrowdedOut,
			Reasons: []roster.Reason{{Code: roster.ReasonCrowdedOut, Jobs: []string{c.asked.jobs[0].ID}}}})
	}
	return out
}

// whole is the problem with the request, and its plan with an option taken, as
// yet without score and figures.
func (q *Quoter) whole(c *candidate, o *option) (*roster.Problem, *roster.Plan) {
	p := c.asked.request.join(q.p)
	p.Locks = append(p.Locks[:len(p.Locks):len(p.Locks)], o.locks...)
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: q.p.ID, Status: roster.Feasible}
	plan.Provenance = roster.Provenance{Version: Version, Method: "quote"}
	for i := range q.plan.Routes {
		if !slices.Contains(o.changed, q.plan.Routes[i].Shift) {
			plan.Routes = append(plan.Routes, q.plan.Routes[i])
		}
	}
	for _, shift := range o.changed {
		if r := o.route[shift]; r != nil {
			plan.Routes = append(plan.Routes, *r)
		}
	}
	slices.SortFunc(plan.Routes, func(a, b roster.Route) int { return q.shiftAt[a.Shift] - q.shiftAt[b.Shift] })
	at := func(id string) int { j, _ := q.view.JobIndex(id); return j }
	plan.Unassigned = append(slices.Clone(q.plan.Unassigned), displaced(c, o)...)
	// The jobs of a series of the problem come after the request's single job;
	// the order among the problem's own stays.
	slices.SortStableFunc(plan.Unassigned, func(a, b roster.Unassigned) int { return at(a.Job) - at(b.Job) })
	return p, plan
}

// complete is whole with score and figures, and the checker's report; nil
// where it refuses the whole.
func (q *Quoter) complete(c *candidate, o *option) (*roster.Problem, *roster.Plan, *roster.Report) {
	p, plan := q.whole(c, o)
	report := roster.Check(p, plan, roster.CheckOptions{Roads: q.h.roads, Rulebook: q.h.rulebook})
	if !onlyUnpriced(report) || report.Total-q.base.Total != o.cost {
		return nil, nil, nil
	}
	plan.Score = roster.Score{Missed: report.Missed, Total: report.Total, Parts: report.Parts}
	if plan.Score.Parts == nil {
		plan.Score.Parts = []roster.Part{}
	}
	plan.Figures = report.Figures
	for i := range plan.Routes {
		plan.Routes[i].Parts = report.RouteParts[i]
	}
	return p, plan, report
}
