package schedule

import (
	"context"
	"errors"
	"slices"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// asked is a request put beside the problem.
type asked struct {
	request Request
	// jobs, links and limits are the request's own, expanded.
	jobs   []roster.Job
	links  []roster.Link
	limits []roster.WorkerLimit
	// view of these jobs alone beside all else, and its gates.
	view  *roster.View
	gates *matching.Gates
	// guest is the request's only job, once translated.
	guest *guest
	// longest work of a visit, by the slowest worker.
	longest roster.Duration
}

// ask puts a request beside the problem and returns its faults.
func (q *Quoter) ask(ctx context.Context, r Request) (*asked, error) {
	if err := r.one(); err != nil {
		return nil, err
	}
	a := &asked{request: r}
	if err := a.faults(q); err != nil {
		return nil, err
	}
	if err := a.expand(q); err != nil {
		return nil, err
	}
	var err error
	a.guest, err = q.guest(ctx, a)
	return a, err
}

// faults validates the request within the problem.
func (a *asked) faults(q *Quoter) error {
	l := loader{}
	if j := a.request.Job; j != nil {
		if _, known := q.view.JobIndex(j.ID); known {
			l.fault("job.id", roster.FaultIDDuplicate, j.ID, "the problem has this job already")
		}
	}
	if len(l.faults) > 0 {
		return l.faults
	}
	// Only what is new needs a look: the problem is known as valid. A series
	// can be at odds with all of it.
	within := q.p
	if a.request.Job != nil && q.room {
		within = q.bare(&a.request)
	}
	joined := a.request.join(within)
	err := validate(joined, q.h)
	faults := roster.Faults{}
	if errors.As(err, &faults) {
		last := func(list string, n int) string { return list + "[" + itoa(n-1) + "]" }
		return renamed(faults, last("jobs", len(joined.Jobs)), "job", last("series", len(joined.Series)), "series",
			last("customers", len(joined.Customers)), "customer")
	}
	return err
}

// bare is the problem without all that a request for one job cannot be at odds
// with: it has the customers concerned, and of the workers their IDs, homes and
// pay.
func (q *Quoter) bare(r *Request) *roster.Problem {
	x := *q.view.Problem
	x.Jobs, x.Links, x.WorkerLimits, x.Series, x.Locks, x.Customers = nil, nil, nil, nil, nil, q.customers(r)
	x.History = roster.History{}
	x.Workers = q.workers
	return &x
}

// customers lists those of a request whom the problem has.
func (q *Quoter) customers(r *Request) (out []roster.Customer) {
	ids := []string{}
	if r.Job != nil {
		ids = append(ids, r.Job.Customer)
	} else {
		ids = append(ids, r.Series.Template.Customer)
	}
	if r.Customer != nil {
		ids = append(ids, r.Customer.ID)
	}
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		if at, ok := q.customerAt[id]; ok {
			out = append(out, q.view.Problem.Customers[at])
		}
	}
	return out
}

// expand lists the request's jobs with the ties between them.
func (a *asked) expand(q *Quoter) error {
	alone := *q.view.Problem
	alone.Jobs, alone.Links, alone.WorkerLimits, alone.Series, alone.Locks = nil, nil, nil, nil, nil
	alone.Customers = q.customers(&a.request)
	view, err := roster.NewView(a.request.join(&alone))
	if err != nil {
		return err
	}
	a.view = view
	a.jobs, a.links, a.limits = view.Problem.Jobs, view.Problem.Links, view.Problem.WorkerLimits
	if a.gates, err = matching.NewGates(view, q.h.rulebook); err != nil {
		return err
	}
	a.longest = 0
	for j := range a.jobs {
		for w := range view.Problem.Workers {
			a.longest = max(a.longest, view.WorkerDuration(&view.Problem.Workers[w], &a.jobs[j]))
		}
	}
	return nil
}

// crew is how many workers a visit of the request takes.
func (a *asked) crew() int {
	n := 1
	for j := range a.jobs {
		n = max(n, a.view.CrewSize(&a.jobs[j]))
	}
	return n
}
