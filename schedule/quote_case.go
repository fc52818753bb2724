package schedule

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

func itoa(n int) string { return strconv.Itoa(n) }

// part is a problem of a few workers on some days: their visits of these days
// may move, all others of theirs stand still.
type part struct {
	problem *roster.Problem
	plan    *roster.Plan
	shifts  map[string]bool
	// alias has the job and member behind a visit which stands for one member
	// of a crew.
	alias map[string]alias
	// fixed are the visits which stand still.
	fixed map[string]bool
}

type alias struct {
	job    string
	member int
}

// part cuts the workers nearest to the request's place on some days out of
// the problem and the plan.
func (q *Quoter) part(a *asked, days []roster.Date, opts *QuoteOptions) *part {
	x := q.view.Problem
	sub := *x
	sub.Customers = slices.Clone(a.joined.Customers)
	for i := range sub.Customers {
		sub.Customers[i].MaxSpend = nil // the whole plan's check looks at it
	}
	sub.Jobs, sub.Links, sub.WorkerLimits, sub.Series = nil, nil, nil, nil
	sub.Workers = slices.Clone(x.Workers)
	pt := &part{problem: &sub, shifts: map[string]bool{}, alias: map[string]alias{}, fixed: map[string]bool{}}
	near := q.nearest(a, days, max(opts.Workers, 3*a.crew()))
	for w := range sub.Workers {
		if _, in := slices.BinarySearch(near, w); !in {
			sub.Workers[w].Shifts = nil
			continue
		}
		for _, s := range sub.Workers[w].Shifts {
			pt.shifts[s.ID] = true
		}
	}
	pt.plan = &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: q.p.ID, Status: roster.Feasible}
	var jobs []int32
	locks := map[string]roster.Lock{}
	copies := map[string]roster.Job{}
	for i := range q.plan.Routes {
		r := q.plan.Routes[i]
		if !pt.shifts[r.Shift] {
			continue
		}
		r.Stops = slices.Clone(r.Stops)
		for n := range r.Stops {
			s := &r.Stops[n]
			if s.Kind != roster.VisitStop {
				continue
			}
			j, _ := q.view.JobIndex(s.Job)
			job := x.Jobs[j]
			seats := q.seats[s.Job]
			movable := len(seats) == 1 && !q.held[s.Job] && slices.Contains(days, roster.DateOf(s.Start.In(q.view.Zone))) &&
				!(!x.FreezeTime.IsZero() && s.Start.Before(x.FreezeTime))
			if !movable {
				if len(seats) > 1 {
					member := s.Member
					job.ID = fmt.Sprintf("%s#%d", s.Job, member)
					job.Crew = &roster.Crew{Size: 1}
					pt.alias[job.ID] = alias{s.Job, member}
					s.Job, s.Member = job.ID, 0
				}
				job.Mandatory, job.Tier = true, 0
				pt.fixed[job.ID] = true
				locks[job.ID] = roster.Lock{Job: job.ID, Worker: r.Worker, Start: s.Start}
			}
			copies[job.ID] = job
			jobs = append(jobs, int32(j))
		}
		pt.plan.Routes = append(pt.plan.Routes, r)
	}
	// In the problem's order.
	slices.Sort(jobs)
	for _, j := range slices.Compact(jobs) {
		id := x.Jobs[j].ID
		if job, ok := copies[id]; ok {
			sub.Jobs = append(sub.Jobs, job)
			continue
		}
		for m := range q.seats[id] {
			if job, ok := copies[fmt.Sprintf("%s#%d", id, m)]; ok {
				sub.Jobs = append(sub.Jobs, job)
			}
		}
	}
	sub.Locks = nil
	for _, l := range x.Locks {
		if _, in := copies[l.Job]; in && !pt.fixed[l.Job] && len(l.Sequence) == 0 {
			sub.Locks = append(sub.Locks, l)
		}
	}
	for i := range sub.Jobs {
		if l, ok := locks[sub.Jobs[i].ID]; ok {
			sub.Locks = append(sub.Locks, l)
		}
	}
	refusals := sub.History.Refusals
	sub.History.Refusals = slices.DeleteFunc(slices.Clone(refusals), func(r roster.Refusal) bool {
		_, in := copies[r.Job]
		return r.Job != "" && !in
	})
	return pt
}

// with returns the part with the request's jobs, and with locks.
func (pt *part) with(a *asked, locks []roster.Lock) *roster.Problem {
	sub := *pt.problem
	sub.Jobs = append(sub.Jobs[:len(sub.Jobs):len(sub.Jobs)], a.jobs...)
	sub.Links, sub.WorkerLimits = a.links, a.limits
	sub.Locks = append(sub.Locks[:len(sub.Locks):len(sub.Locks)], locks...)
	return &sub
}

// spot is a place for a job of the request in a route of a part.
type spot struct {
	shift int32
	delta int64
	order []int32
}

// mostSpots is how many places of a job are kept.
const mostSpots = 3

// insertions prices the cheapest insertion of single jobs into every window,
// day by day.
func (q *Quoter) insertions(ctx context.Context, all []*candidate, opts *QuoteOptions) error {
	for _, group := range groups(all) {
		if err := ctx.Err(); err != nil {
			return err
		}
		a := group[0].asked
		if len(a.jobs) != 1 || a.crew() > 1 {
			for _, c := range group {
				c.fits, c.insertion = false, int64(len(all))
			}
			continue
		}
		pt := q.part(a, group[0].days, opts)
		found, _, err := q.spots(ctx, pt, group, nil)
		if err != nil {
			return err
		}
		for i, c := range group {
			c.fits, c.insertion = len(found[i]) > 0, core.Far
			if c.fits {
				c.insertion = found[i][0].delta
			}
		}
	}
	return nil
}

// groups gathers the candidates of the same days.
func groups(all []*candidate) (out [][]*candidate) {
	at := map[string]int{}
	for _, c := range all {
		key := fmt.Sprint(c.days)
		n, ok := at[key]
		if !ok {
			n = len(out)
			at[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], c)
	}
	return out
}

// spots returns for each candidate, of one job for one worker, the best
// places in the routes of a part.
func (q *Quoter) spots(ctx context.Context, pt *part, group []*candidate, locks []roster.Lock) ([][]spot, *packed, error) {
	sub := *pt.problem
	sub.Jobs = slices.Clone(sub.Jobs)
	sub.Locks = slices.Clone(sub.Locks)
	for i, c := range group {
		job := c.asked.jobs[0]
		job.ID = variant(job.ID, i)
		sub.Jobs = append(sub.Jobs, job)
		for _, l := range locks {
			l.Job = job.ID
			sub.Locks = append(sub.Locks, l)
		}
	}
	k, err := pack(ctx, &sub, q.h)
	if err != nil {
		return nil, nil, err
	}
	desk, err := k.desk(pt.plan)
	if err != nil {
		return nil, nil, err
	}
	ask := k.inquire(desk, nil, 0)
	out := make([][]spot, len(group))
	for i := range group {
		j, _ := k.view.JobIndex(variant(group[i].asked.jobs[0].ID, i))
		x := k.visits.first[j]
		ask.next()
		ask.eachEligible(x, func(s int) bool {
			delta, ok := ask.best(s, x)
			if !ok || k.limits[s].closed != "" || len(out[i]) == mostSpots && delta >= out[i][mostSpots-1].delta {
				return true
			}
			at := len(out[i])
			for at > 0 && delta < out[i][at-1].delta {
				at--
			}
			out[i] = slices.Insert(out[i], at, spot{int32(s), delta, slices.Clone(desk.Found())})
			out[i] = out[i][:min(len(out[i]), mostSpots)]
			return true
		})
	}
	return out, k, k.failed()
}

func variant(id string, i int) string { return id + "~" + itoa(i) }

// option is a way to serve a request.
type option struct {
	problem          *roster.Problem
	plan             *roster.Plan // of the whole problem
	cost             roster.Points
	parts            []roster.Part
	insertion        *roster.Points
	moved, displaced []string
	changed          []string // shifts
	visits           []SlotVisit
	missed           []roster.Missed
}

// evaluate finds the best way to serve a candidate: the cheapest insertion, or
// a repair where that is better. locks are the request's own. nil: there is
// none.
func (q *Quoter) evaluate(ctx context.Context, c *candidate, opts *QuoteOptions, locks []roster.Lock) (*option, error) {
	pt := q.part(c.asked, c.days, opts)
	var best *option
	start := pt.plan
	if len(c.asked.jobs) == 1 && c.asked.crew() == 1 {
		found, k, err := q.spots(ctx, pt, []*candidate{c}, locks)
		if err != nil {
			return nil, err
		}
		desk, err := k.desk(pt.plan)
		if err != nil {
			return nil, err
		}
		for _, s := range found[0] {
			t, _, ok := desk.Timetable(s.shift, s.order)
			if !ok {
				continue
			}
			route := k.route(t)
			k.priceRoute(&route)
			for i := range route.Stops {
				if route.Stops[i].Job == variant(c.asked.jobs[0].ID, 0) {
					route.Stops[i].Job = c.asked.jobs[0].ID
				}
			}
			part := *pt.plan
			part.Routes = slices.DeleteFunc(slices.Clone(part.Routes), func(r roster.Route) bool { return r.Shift == route.Shift })
			part.Routes = append(part.Routes, route)
			if o := q.judge(c, pt, part.Routes, nil, opts, locks); o != nil {
				best, start = o, &part
				cost := o.cost
				best.insertion = &cost
				break
			}
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	plan, err := Solve(ctx, pt.with(c.asked, locks), Options{Iterations: opts.Iterations, Seed: opts.Seed, SkipCheck: true},
		WithStart(start), WithRoads(q.h.roads), WithRulebook(q.h.rulebook))
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
		if best == nil || o.better(best, opts) {
			if best != nil {
				o.insertion = best.insertion
			}
			best = o
		}
	}
	return best, nil
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
	o := &option{problem: c.asked.joined, displaced: left}
	if len(locks) > 0 {
		p := *o.problem
		p.Locks = append(p.Locks[:len(p.Locks):len(p.Locks)], locks...)
		o.problem = &p
	}
	merged := q.merge(pt, routes, o)
	q.leaveOut(merged, o, c)
	report := roster.Check(o.problem, merged, roster.CheckOptions{Roads: q.h.roads, Rulebook: q.h.rulebook})
	for _, v := range report.Violations {
		switch v.Code {
		case roster.ViolationRouteParts, roster.ViolationScoreParts, roster.ViolationScoreTotal, roster.ViolationMissed, roster.ViolationFigures:
		default:
			return nil
		}
	}
	merged.Score = roster.Score{Missed: report.Missed, Total: report.Total, Parts: report.Parts}
	if merged.Score.Parts == nil {
		merged.Score.Parts = []roster.Part{}
	}
	merged.Figures = report.Figures
	for i := range merged.Routes {
		merged.Routes[i].Parts = report.RouteParts[i]
	}
	o.plan, o.missed = merged, report.Missed
	o.cost = report.Total - q.base.Total
	o.parts = difference(q.base.Parts, report.Parts)
	q.compare(c, o, opts)
	return o
}

// merge returns the whole plan with the routes of a part. A route with the
// same visits at the same times stays as it was.
func (q *Quoter) merge(pt *part, routes []roster.Route, o *option) *roster.Plan {
	merged := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: q.p.ID, Status: roster.Feasible}
	merged.Provenance = roster.Provenance{Version: Version, Method: "quote"}
	used := map[string]bool{}
	for i := range routes {
		r := routes[i]
		r.Stops = slices.Clone(r.Stops)
		for n := range r.Stops {
			if at, ok := pt.alias[r.Stops[n].Job]; ok {
				r.Stops[n].Job, r.Stops[n].Member = at.job, at.member
			}
		}
		used[r.Shift] = true
		if old, ok := q.routes[r.Shift]; ok && sameStops(&q.plan.Routes[old], &r) {
			r = q.plan.Routes[old]
		} else {
			o.changed = append(o.changed, r.Shift)
		}
		merged.Routes = append(merged.Routes, r)
	}
	for i := range q.plan.Routes {
		r := q.plan.Routes[i]
		switch {
		case !pt.shifts[r.Shift]:
			merged.Routes = append(merged.Routes, r)
		case !used[r.Shift]:
			o.changed = append(o.changed, r.Shift)
		}
	}
	slices.SortFunc(merged.Routes, func(a, b roster.Route) int { return q.shiftAt[a.Shift] - q.shiftAt[b.Shift] })
	slices.SortFunc(o.changed, func(a, b string) int { return q.shiftAt[a] - q.shiftAt[b] })
	return merged
}

func sameStops(a, b *roster.Route) bool {
	return slices.EqualFunc(a.Stops, b.Stops, func(s, t roster.Stop) bool {
		return s.Kind == t.Kind && s.Job == t.Job && s.Member == t.Member && s.Break == t.Break && s.Store == t.Store && s.Start.Equal(t.Start) && s.End.Equal(t.End)
	})
}

// leaveOut lists the jobs which are not served: those of before, and those
// displaced.
func (q *Quoter) leaveOut(merged *roster.Plan, o *option, c *candidate) {
	at := func(id string) int { j, _ := q.view.JobIndex(id); return j }
	merged.Unassigned = slices.Clone(q.plan.Unassigned)
	for _, id := range o.displaced {
		merged.Unassigned = append(merged.Unassigned, roster.Unassigned{Job: id, Class: roster.ClassCrowdedOut,
			Reasons: []roster.Reason{{Code: roster.ReasonCrowdedOut, Jobs: []string{c.asked.jobs[0].ID}}}})
	}
	// The jobs of a series of the problem come after the request's single job;
	// the order among the problem's own stays.
	slices.SortStableFunc(merged.Unassigned, func(a, b roster.Unassigned) int { return at(a.Job) - at(b.Job) })
}

// compare notes which visits moved, and the request's own.
func (q *Quoter) compare(c *candidate, o *option, opts *QuoteOptions) {
	own := map[string]int{}
	o.visits = make([]SlotVisit, len(c.asked.jobs))
	for j := range c.asked.jobs {
		own[c.asked.jobs[j].ID] = j
		o.visits[j] = SlotVisit{Job: c.asked.jobs[j].ID, Windows: c.asked.jobs[j].Windows}
	}
	moved := map[string]bool{}
	for i := range o.plan.Routes {
		r := &o.plan.Routes[i]
		for n := range r.Stops {
			s := &r.Stops[n]
			if s.Kind != roster.VisitStop {
				continue
			}
			if j, mine := own[s.Job]; mine {
				v := &o.visits[j]
				v.Workers = append(v.Workers, r.Worker)
				if v.Start.IsZero() || s.Start.Before(v.Start) {
					v.Start = s.Start
				}
				continue
			}
			before := q.seats[s.Job]
			at := slices.IndexFunc(before, func(b seat) bool { return b.worker == r.Worker })
			if at < 0 || before[at].start.Sub(s.Start).Abs() > opts.Tolerance.Std() {
				moved[s.Job] = true
			}
		}
	}
	for j := range q.view.Problem.Jobs {
		if id := q.view.Problem.Jobs[j].ID; moved[id] {
			o.moved = append(o.moved, id)
		}
	}
	slices.SortStableFunc(o.visits, func(a, b SlotVisit) int { return a.Start.Compare(b.Start) })
}

// difference returns what each part of a score changed by.
func difference(before, after []roster.Part) []roster.Part {
	var out []roster.Part
	sum := bill{}
	for _, p := range before {
		sum[p.Code] -= p.Points
	}
	for _, p := range after {
		sum[p.Code] += p.Points
	}
	for _, list := range [2][]roster.Part{after, before} {
		for _, p := range list {
			if sum[p.Code] != 0 {
				out = append(out, roster.Part{Code: p.Code, Points: sum[p.Code]})
				sum[p.Code] = 0
			}
		}
	}
	return out
}

// slot tells an option for people.
func (q *Quoter) slot(c *candidate, ahead *outlook) Slot {
	o := c.option
	s := Slot{Start: c.start, End: c.end, Visits: o.visits, Cost: o.cost, Parts: o.parts, Insertion: o.insertion,
		Moved: o.moved, Displaced: o.displaced, Firmness: Fits}
	switch {
	case len(o.displaced) > 0:
		s.Firmness = Tentative
	case len(o.moved) > 0:
		s.Firmness = NeedsMoves
	}
	s.Opportunity = ahead.lost(o.plan, o.changed)
	s.Total = s.Cost + s.Opportunity
	s.Reserve = q.reserve(c)
	return s
}

// names joins IDs for messages.
func names(ids []string) string { return strings.Join(ids, ", ") }

// midnightOf returns the beginning of a day.
func midnightOf(d roster.Date, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}
