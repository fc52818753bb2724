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

// part cuts the workers nearest to the request's place out of the problem and
// the plan, with their shifts on some days.
func (q *Quoter) part(a *asked, days []roster.Date, opts *QuoteOptions) *part {
	near := q.nearest(a, days, max(opts.Workers, 3*a.crew()))
	return q.cutOut(a, days, near, func(w int) []roster.Shift { return q.shiftsOn(w, days) })
}

// cutOut is the part of some workers with some of their shifts.
func (q *Quoter) cutOut(a *asked, days []roster.Date, workers []int, shifts func(w int) []roster.Shift) *part {
	x := q.view.Problem
	sub := *x
	sub.Customers = q.customers(&a.request)
	if a.request.Customer != nil {
		sub.Customers = append(sub.Customers, *a.request.Customer)
	}
	sub.Jobs, sub.Links, sub.WorkerLimits, sub.Series, sub.Workers = nil, nil, nil, nil, nil
	pt := &part{problem: &sub, shifts: map[string]bool{}, alias: map[string]alias{}, fixed: map[string]bool{}}
	for _, w := range workers {
		worker := x.Workers[w]
		worker.Shifts = shifts(w)
		sub.Workers = append(sub.Workers, worker)
		for _, s := range worker.Shifts {
			pt.shifts[s.ID] = true
		}
	}
	pt.plan = &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: q.p.ID, Status: roster.Feasible}
	var jobs []int32
	locks := map[string]roster.Lock{}
	copies := map[string]roster.Job{}
	var on []int
	for shift := range pt.shifts {
		if i, ok := q.routes[shift]; ok {
			on = append(on, i)
		}
	}
	slices.Sort(on)
	for _, i := range on {
		r := q.plan.Routes[i]
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
	known := map[string]bool{}
	for i := range sub.Customers {
		known[sub.Customers[i].ID] = true
	}
	for i := range sub.Jobs {
		if id := sub.Jobs[i].Customer; !known[id] {
			known[id] = true
			sub.Customers = append(sub.Customers, x.Customers[q.customerAt[id]])
		}
	}
	for i := range sub.Customers {
		sub.Customers[i].MaxSpend = nil // looked at for the whole
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
		l, err := q.look(ctx, q.part(a, group[0].days, opts), group, nil)
		if err != nil {
			return err
		}
		for i, c := range group {
			c.look, c.at = l, i
			c.fits, c.insertion = len(l.spots[i]) > 0, core.Far
			if c.fits {
				c.insertion = l.spots[i][0].delta
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

// look is what was found out about candidates of the same days.
type look struct {
	part *part
	k    *packed
	desk *core.Desk
	// spots of each candidate, best first.
	spots [][]spot
}

// look finds for candidates, of one job for one worker, the best places in the
// routes of a part.
func (q *Quoter) look(ctx context.Context, pt *part, group []*candidate, locks []roster.Lock) (*look, error) {
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
	h := *q.h
	h.sparse = true
	k, err := pack(ctx, &sub, &h)
	if err != nil {
		return nil, err
	}
	desk, err := k.desk(pt.plan)
	if err != nil {
		return nil, err
	}
	ask := k.inquire(desk, nil, 0)
	out := make([][]spot, len(group))
	for i := range group {
		j, _ := k.view.JobIndex(variant(group[i].asked.jobs[0].ID, i))
		x := k.visits.first[j]
		ask.eachEligible(x, func(s int) bool {
			if k.limits[s].closed != "" {
				return true
			}
			most := int64(core.Far)
			if len(out[i]) == mostSpots {
				most = out[i][mostSpots-1].delta
			}
			delta, ok := desk.BestBelow(int32(s), x, most)
			if !ok {
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
	return &look{pt, k, desk, out}, k.failed()
}

func variant(id string, i int) string { return id + "~" + itoa(i) }

// option is a way to serve a request.
type option struct {
	// locks of the request, and the new routes of the changed shifts.
	locks            []roster.Lock
	route            map[string]*roster.Route
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
	var pt *part
	var best *option
	single := len(c.asked.jobs) == 1 && c.asked.crew() == 1
	l, at := c.look, c.at
	switch {
	case l != nil && len(locks) == 0:
		pt = l.part
	case single:
		var err error
		if l, err = q.look(ctx, q.part(c.asked, c.days, opts), []*candidate{c}, locks); err != nil {
			return nil, err
		}
		pt, at = l.part, 0
	default:
		pt = q.part(c.asked, c.days, opts)
	}
	start := pt.plan
	if single {
		desk, k := l.desk, l.k
		for _, s := range l.spots[at] {
			t, _, ok := desk.Timetable(s.shift, s.order)
			if !ok {
				continue
			}
			route := k.route(t)
			k.priceRoute(&route)
			for i := range route.Stops {
				if route.Stops[i].Job == variant(c.asked.jobs[0].ID, at) {
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
	if opts.Repairs < 0 && single {
		return best, nil
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

// changes notes the routes of a part which are not as they were.
func (q *Quoter) changes(pt *part, routes []roster.Route, o *option) {
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
		if old := q.routeOf(r.Shift); old == nil || !sameStops(old, &r) {
			o.changed, o.route[r.Shift] = append(o.changed, r.Shift), &r
		}
	}
	for shift := range pt.shifts {
		if _, had := q.routes[shift]; had && !used[shift] {
			o.changed = append(o.changed, shift)
		}
	}
	slices.SortFunc(o.changed, func(a, b string) int { return q.shiftAt[a] - q.shiftAt[b] })
}

// after returns the route of a shift with an option taken; nil: none.
func (q *Quoter) after(o *option, shift string) *roster.Route {
	if slices.Contains(o.changed, shift) {
		return o.route[shift]
	}
	return q.routeOf(shift)
}

func sameStops(a, b *roster.Route) bool {
	return slices.EqualFunc(a.Stops, b.Stops, func(s, t roster.Stop) bool {
		return s.Kind == t.Kind && s.Job == t.Job && s.Member == t.Member && s.Break == t.Break && s.Store == t.Store && s.Start.Equal(t.Start) && s.End.Equal(t.End)
	})
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
	for _, shift := range o.changed {
		r := o.route[shift]
		if r == nil {
			continue
		}
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
	for id := range moved {
		o.moved = append(o.moved, id)
	}
	slices.SortFunc(o.moved, func(a, b string) int {
		i, _ := q.view.JobIndex(a)
		j, _ := q.view.JobIndex(b)
		return i - j
	})
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
	s.Opportunity = ahead.lost(o)
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
