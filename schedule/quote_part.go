package schedule

import (
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
)

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
	return q.cutOut(&a.request, days, near, func(w int) []roster.Shift { return q.shiftsOn(w, days) })
}

// cutOut is the part of some workers with some of their shifts, and with the
// customers of a request; nil: there is none yet.
func (q *Quoter) cutOut(r *Request, days []roster.Date, workers []int, shifts func(w int) []roster.Shift) *part {
	x := q.view.Problem
	sub := *x
	sub.Customers = nil
	if r != nil {
		sub.Customers = q.customers(r)
		if r.Customer != nil {
			sub.Customers = append(sub.Customers, *r.Customer)
		}
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
