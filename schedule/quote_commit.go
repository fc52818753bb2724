package schedule

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// CommitOptions go with a token.
type CommitOptions struct {
	// Key with which the token was sealed.
	Key []byte `json:"-"`
	// Now is the time of the commit, for tokens which expire; zero: not looked
	// at.
	Now time.Time `json:"now,omitzero"`
}

// Booking is a request which is part of a plan.
type Booking struct {
	// Problem with the request, mandatory and bounded to the window promised,
	// and locked to the workers where they were promised. Plan for it.
	Problem *roster.Problem
	Plan    *roster.Plan
	// Visits as the plan has them.
	Visits []SlotVisit
	// Cost is the difference between the plans, Quoted what the token says.
	// They are the same where problem and plan are those of the quote.
	Cost, Quoted roster.Points
	// Moved and Displaced jobs. No job is displaced which the quote did not
	// name.
	Moved, Displaced []string

	// judged is what problem and plan were when the checker accepted them, with
	// its report; changed are the shifts whose routes are not as before.
	judged  judged
	report  *roster.Report
	changed []string
}

// The codes of conflicts.
const (
	// ConflictTaken: the window has no room any more.
	ConflictTaken = "slot_taken"
	// ConflictWorker: the window has room, but not with the workers promised.
	ConflictWorker = "worker_taken"
	// ConflictBooked: the problem has the request already.
	ConflictBooked = "already_booked"
	// ConflictPast: the window is before the freeze time or the horizon.
	ConflictPast = "slot_past"
	// ConflictDisplaces: there is only room without work that the quote did not
	// name.
	ConflictDisplaces = "displaces_other_work"
)

// ConflictError tells that a promise cannot be kept any more.
type ConflictError struct {
	Code string
	// Start and End of the window, and Workers promised.
	Start, End time.Time
	Workers    []string
	// Jobs are what took its place: those in the way which the quote did not
	// know, or else all in the way; the booking itself for ConflictBooked.
	Jobs []string
}

func (e *ConflictError) Error() string {
	text := fmt.Sprintf("schedule: %s: %s to %s", e.Code, e.Start.Format("2006-01-02 15:04"), e.End.Format("15:04"))
	if len(e.Workers) > 0 {
		text += " with " + names(e.Workers)
	}
	if len(e.Jobs) > 0 {
		text += ", because of " + names(e.Jobs)
	}
	return text
}

// Commit turns a token of [Quote] into exactly what it promises: the window,
// and the workers where it names them. Problem and plan may have changed since.
// It fails with a [*ConflictError] where the promise cannot be kept without
// leaving out work that the quote did not name, and with [ErrToken]. Problem
// and plan stay as they are: keep the booking's instead.
//
// Notes and extensions of the request are not in the token: add them to the
// booking's problem.
func Commit(ctx context.Context, p *roster.Problem, plan *roster.Plan, token string, opts CommitOptions, with ...Hook) (*Booking, error) {
	q, err := NewQuoter(p, plan, with...)
	if err != nil {
		return nil, err
	}
	return q.Commit(ctx, token, opts)
}

// Commit is [Commit] on the quoter's plan.
func (q *Quoter) Commit(ctx context.Context, token string, opts CommitOptions) (*Booking, error) {
	pr, err := unseal(token, opts.Key)
	if err != nil {
		return nil, err
	}
	if pr.Problem != q.p.ID || !opts.Now.IsZero() && !pr.Expires.IsZero() && opts.Now.After(pr.Expires) {
		return nil, ErrToken
	}
	conflict := &ConflictError{Start: pr.Start.In(q.view.Zone), End: pr.End.In(q.view.Zone)}
	for _, list := range pr.Workers {
		for _, id := range list {
			if !slices.Contains(conflict.Workers, id) {
				conflict.Workers = append(conflict.Workers, id)
			}
		}
	}
	request := pr.Request
	if c := request.Customer; c != nil && slices.ContainsFunc(q.p.Customers, func(o roster.Customer) bool { return o.ID == c.ID }) {
		request.Customer = nil // has come in meanwhile
	}
	if ids := q.booked(&request); len(ids) > 0 {
		conflict.Code, conflict.Jobs = ConflictBooked, ids
		return nil, conflict
	}
	if !q.p.FreezeTime.IsZero() && pr.End.Before(q.p.FreezeTime) || pr.End.Before(q.p.Horizon.Start) {
		conflict.Code = ConflictPast
		return nil, conflict
	}
	whole, err := q.ask(ctx, request)
	if err != nil {
		return nil, err
	}
	c, err := q.candidate(request, whole)
	if err != nil {
		return nil, err
	}
	if c == nil {
		conflict.Code = ConflictPast
		return nil, conflict
	}
	qo, err := QuoteOptions{Iterations: pr.Iterations, Seed: pr.Seed, Workers: pr.Look, MovePrice: pr.MovePrice, Tolerance: pr.Tolerance}.withDefaults()
	if err != nil {
		return nil, ErrToken
	}
	if pr.Plain {
		qo.Repairs = -1
	}
	o, err := q.evaluate(ctx, c, &qo, nil)
	if err != nil {
		return nil, err
	}
	if o == nil {
		conflict.Code, conflict.Jobs = ConflictTaken, q.inTheWay(ctx, c, pr)
		return nil, conflict
	}
	if locks := pr.locks(); len(locks) > 0 {
		if o, err = q.lockedTo(ctx, c, &qo, o, pr, locks); err != nil {
			return nil, err
		}
		if o == nil {
			conflict.Code, conflict.Jobs = ConflictWorker, q.inTheWay(ctx, c, pr)
			return nil, conflict
		}
	}
	for _, id := range o.displaced {
		if !slices.Contains(pr.Displaced, id) {
			conflict.Code = ConflictDisplaces
			conflict.Jobs = q.inTheWay(ctx, c, pr)
			if len(conflict.Jobs) == 0 {
				conflict.Jobs = o.displaced
			}
			return nil, conflict
		}
	}
	problem, merged, report := q.complete(c, o)
	if report == nil {
		conflict.Code, conflict.Jobs = ConflictTaken, q.inTheWay(ctx, c, pr)
		return nil, conflict
	}
	return &Booking{Problem: problem, Plan: merged, Visits: o.visits, Cost: o.cost, Quoted: pr.Cost,
		Moved: o.moved, Displaced: o.displaced, judged: judged{problem, merged}, report: report, changed: o.changed}, nil
}

// locks fixes the workers promised.
func (pr *promise) locks() (out []roster.Lock) {
	for i, job := range pr.Jobs {
		for _, w := range pr.Workers[i] {
			out = append(out, roster.Lock{Job: job, Worker: w})
		}
	}
	return out
}

// lockedTo returns an option with the workers promised: that found without
// locks if it has them, else one made with the locks; nil where there is none.
func (q *Quoter) lockedTo(ctx context.Context, c *candidate, opts *QuoteOptions, o *option, pr *promise, locks []roster.Lock) (*option, error) {
	for _, l := range locks {
		if _, ok := q.view.WorkerIndex(l.Worker); !ok {
			return nil, nil
		}
	}
	same := true
	for _, v := range o.visits {
		at := slices.Index(pr.Jobs, v.Job)
		same = same && at >= 0 && slices.Equal(slices.Sorted(slices.Values(pr.Workers[at])), slices.Sorted(slices.Values(v.Workers)))
	}
	if !same {
		again, err := q.evaluate(ctx, c, opts, locks)
		var faults roster.Faults
		if errors.As(err, &faults) { // a lock which the problem forbids by now
			return nil, nil
		}
		return again, err
	}
	o.locks = locks
	return o, nil
}

// booked returns the request's ID where the problem has it.
func (q *Quoter) booked(r *Request) []string {
	if r.Job != nil {
		if _, ok := q.view.JobIndex(r.Job.ID); ok {
			return []string{r.Job.ID}
		}
		return nil
	}
	if slices.ContainsFunc(q.p.Series, func(s roster.Series) bool { return s.ID == r.Series.ID }) {
		return []string{r.Series.ID}
	}
	return nil
}

// inTheWay names the jobs without which a candidate would fit, first those
// which the promise did not know.
func (q *Quoter) inTheWay(ctx context.Context, c *candidate, pr *promise) []string {
	p := *c.asked.request.join(q.p)
	locked := []string{}
	for _, l := range pr.locks() {
		locked = append(locked, l.Worker)
	}
	plan := *q.plan
	for _, j := range c.asked.jobs {
		plan.Unassigned = append(slices.Clip(plan.Unassigned), roster.Unassigned{Job: j.ID})
	}
	why, err := Explain(ctx, &p, &plan, c.asked.jobs[0].ID, WithRoads(q.h.roads), WithRulebook(q.h.rulebook))
	if err != nil {
		return nil
	}
	var all []string
	add := func(ids []string) {
		for _, id := range ids {
			if !slices.Contains(all, id) {
				all = append(all, id)
			}
		}
	}
	for _, w := range why.Workers {
		if slices.Contains(locked, w.Worker) {
			add(w.Jobs)
		}
	}
	if len(all) == 0 {
		for _, r := range why.Reasons {
			add(r.Jobs)
		}
	}
	fresh := slices.DeleteFunc(slices.Clone(all), func(id string) bool { return slices.Contains(pr.Known, id) })
	if len(fresh) > 0 {
		return fresh
	}
	return all
}
