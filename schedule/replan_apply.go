package schedule

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// ApplyOptions say when the events are seen.
type ApplyOptions struct {
	// Now is the present: visits which the plan has begun by then are history.
	// Zero: the horizon's start.
	Now time.Time `json:"now,omitzero"`
	// Freeze is how long from Now visits do not move either, unless an event
	// makes them. New ones may still begin then.
	Freeze roster.Duration `json:"freeze,omitempty"`
}

// Applied is a problem after some events.
type Applied struct {
	// Problem has everything the events say: it is complete and valid, and
	// series are replaced by their jobs. No job starts before now but for
	// those with a lock on their start.
	Problem *roster.Problem `json:"problem"`
	// Fixed visits never move, in the problem's order of jobs. They are
	// locked in Problem: every worker, and the start of the first.
	Fixed []Fixed `json:"fixed,omitempty"`
}

// Fixed is a job which stays as the plan has it.
type Fixed struct {
	Job string `json:"job"`
	Served
	// Begun: it has begun; else it is frozen, or a worker is on the way.
	Begun bool `json:"begun,omitempty"`
}

// Apply returns a plan's problem after events, in their order. It is a pure
// function: problem and plan stay as they are, and share memory with the
// answer.
//
// What has begun by opts.Now stays: its workers and its start are locked, its
// windows are that start, and breaks taken stay where they were. So do visits
// to which somebody must be on the way by now, and those which begin within
// opts.Freeze, unless an event touches them or makes them impossible. Of a
// crew whose members start apart the first start is fixed, and the others
// stay within the spread. Locks of the problem give way to events which name
// their job or keep away their worker.
//
// A problem, plan or event which cannot be is refused with every fault at
// once, with paths beginning with the problem's fields, "plan" or "events[i]".
// The plan has to keep every rule of the problem: see [roster.Check].
func Apply(ctx context.Context, p *roster.Problem, plan *roster.Plan, events []Event, opts ApplyOptions, with ...Hook) (*Applied, error) {
	r, err := NewReplanner(p, plan, with...)
	if err != nil {
		return nil, err
	}
	return r.Apply(ctx, events, opts)
}

// apply lets events happen to a plan and its problem, which belong together.
func apply(ctx context.Context, before *roster.View, plan *roster.Plan, events []Event, opts ApplyOptions, h *hooks) (*applier, error) {
	a, err := newApplier(before, plan, opts, h)
	if err != nil {
		return nil, err
	}
	for i := range events {
		a.path = fmt.Sprintf("events[%d]", i)
		a.event(&events[i])
	}
	if len(a.faults) > 0 {
		return nil, a.faults
	}
	return a, a.settle(ctx)
}

// applied tells what has come of the events.
func (a *applier) applied() *Applied {
	out := &Applied{Problem: a.p}
	for j := range a.p.Jobs {
		id := a.p.Jobs[j].ID
		if a.begun[id] || a.frozen[id] {
			out.Fixed = append(out.Fixed, Fixed{Job: id, Served: a.turns[id].Served, Begun: a.begun[id]})
		}
	}
	return out
}

// applier changes a problem by events.
type applier struct {
	loader
	hooks *hooks
	p     *roster.Problem // the copy which is changed
	plan  *roster.Plan
	turns map[string]*turn
	now   time.Time
	path  string // of the event at hand
	// begun jobs, and frozen ones: those yet to begin which do not move.
	begun, frozen map[string]bool
	// free jobs and workers have been touched: they are not frozen.
	freeJobs, freeWorkers map[string]bool
	// ends are the new ends of visits, with the event's path.
	ends map[string]time.Time
	// late workers, until when; away are the illnesses.
	late map[string]time.Time
	away []absence
	// origin tells the event which a path of the problem comes from.
	origin map[string]string
	// before is the problem before the events, base that before locks and
	// shifts.
	before, base      *roster.Problem
	viewBefore, after *roster.View // of before, and of p in the end, where asked for
	// added jobs and joined workers came with the events; slower tells that
	// the speed of travel has changed.
	added, joined []string
	slower        bool
	// touched workers, the plan's routes by shift, and the shifts of before by
	// worker; nil until asked for.
	touched      map[string]bool
	routeOf      map[string]*roster.Route
	shiftsBefore map[string][]roster.Shift
}

func newApplier(v *roster.View, plan *roster.Plan, opts ApplyOptions, h *hooks) (*applier, error) {
	p := v.Problem
	a := &applier{hooks: h, viewBefore: v, before: p, begun: map[string]bool{}, frozen: map[string]bool{}, freeJobs: map[string]bool{}, freeWorkers: map[string]bool{},
		ends: map[string]time.Time{}, late: map[string]time.Time{}, origin: map[string]string{}}
	if opts.Freeze < 0 {
		a.fault("freeze", roster.FaultNegative, opts.Freeze.String(), "a freeze horizon is 0 or longer")
		return nil, a.faults
	}
	q := *p
	a.p = &q
	q.Jobs, q.Links, q.WorkerLimits, q.Locks = slices.Clone(q.Jobs), slices.Clone(q.Links), slices.Clone(q.WorkerLimits), slices.Clone(q.Locks)
	q.History.Refusals = slices.Clone(q.History.Refusals)
	q.Customers, q.Workers = slices.Clip(q.Customers), slices.Clip(q.Workers) // some may come, none change
	a.plan = plan
	a.turns = turnsOf(a.plan)
	a.now = opts.Now.Truncate(time.Second).In(v.Zone)
	if opts.Now.IsZero() {
		a.now = p.Horizon.Start.In(v.Zone)
	} else if opts.Now.Before(p.Horizon.Start) || opts.Now.After(p.Horizon.End) {
		a.fault("now", FaultEvent, "", "outside the horizon")
		return nil, a.faults
	}
	freeze := a.now.Add(opts.Freeze.Std())
	for id, t := range a.turns {
		switch {
		case opts.Now.IsZero():
		case !t.Start.After(a.now):
			a.begun[id] = true
		case !t.leave.After(a.now) || !t.Start.After(freeze):
			a.frozen[id] = true
		}
	}
	return a, nil
}

// PlanError tells that the plan to change breaks rules of its own problem, so
// that nothing can be built on it.
type PlanError struct{ Err error }

func (e *PlanError) Error() string { return "schedule: the plan to change: " + e.Err.Error() }

// Unwrap returns the checker's error.
func (e *PlanError) Unwrap() error { return e.Err }
