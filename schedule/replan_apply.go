package schedule

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
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
func apply(ctx context.Context, p *roster.Problem, plan *roster.Plan, events []Event, opts ApplyOptions, h *hooks) (*applier, error) {
	a, err := newApplier(p, plan, opts, h)
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
	before, base *roster.Problem
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

// absence is a time in which a worker is away.
type absence struct {
	worker      string
	from, until time.Time
}

func newApplier(p *roster.Problem, plan *roster.Plan, opts ApplyOptions, h *hooks) (*applier, error) {
	a := &applier{hooks: h, begun: map[string]bool{}, frozen: map[string]bool{}, freeJobs: map[string]bool{}, freeWorkers: map[string]bool{},
		ends: map[string]time.Time{}, late: map[string]time.Time{}, origin: map[string]string{}}
	if opts.Freeze < 0 {
		a.fault("freeze", roster.FaultNegative, opts.Freeze.String(), "a freeze horizon is 0 or longer")
		return nil, a.faults
	}
	v, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	q := *v.Problem
	a.before, a.p = v.Problem, &q
	q.Jobs, q.Customers, q.Links, q.WorkerLimits = slices.Clone(q.Jobs), slices.Clone(q.Customers), slices.Clone(q.Links), slices.Clone(q.WorkerLimits)
	q.History.Refusals = slices.Clone(q.History.Refusals)
	q.Locks = slices.Clone(q.Locks)
	q.Workers = slices.Clone(q.Workers)
	for i := range q.Workers {
		w := &q.Workers[i]
		w.Shifts = slices.Clone(w.Shifts)
		for s := range w.Shifts {
			w.Shifts[s].Breaks = slices.Clone(w.Shifts[s].Breaks)
		}
	}
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

func (a *applier) blame(field, code, value, hint string) {
	a.fault(a.path+"."+field, code, value, hint)
}

func (a *applier) jobAt(id string) int {
	return slices.IndexFunc(a.p.Jobs, func(j roster.Job) bool { return j.ID == id })
}

func (a *applier) workerAt(id string) int {
	return slices.IndexFunc(a.p.Workers, func(w roster.Worker) bool { return w.ID == id })
}

// job returns the index of the event's job, or -1 and a fault.
func (a *applier) job(e *Event) int {
	j := a.jobAt(e.Job)
	switch {
	case e.Job == "":
		a.blame("job", roster.FaultFieldMissing, "", "name the job")
	case j < 0:
		a.blame("job", roster.FaultReference, e.Job, "the problem has no such job")
	}
	return j
}

func (a *applier) worker(e *Event) int {
	w := a.workerAt(e.Worker)
	switch {
	case e.Worker == "":
		a.blame("worker", roster.FaultFieldMissing, "", "name the worker")
	case w < 0:
		a.blame("worker", roster.FaultReference, e.Worker, "the problem has no such worker")
	}
	return w
}

// yetToBegin returns the index of the event's job where it has not begun, or
// -1 and a fault. The job is then free of locks.
func (a *applier) yetToBegin(e *Event) int {
	j := a.job(e)
	if j >= 0 && a.begun[e.Job] {
		a.blame("job", FaultEvent, e.Job, "it has begun by now")
		return -1
	}
	if j >= 0 {
		a.release(e.Job)
	}
	return j
}

// running returns how a job which has begun is served, or nil and a fault.
func (a *applier) running(e *Event) *turn {
	if a.job(e) < 0 {
		return nil
	}
	if !a.begun[e.Job] {
		a.blame("job", FaultEvent, e.Job, "it has not begun by now")
		return nil
	}
	return a.turns[e.Job]
}

// release takes a job out of what is fixed, with the locks on its worker and
// start.
func (a *applier) release(job string) {
	a.freeJobs[job] = true
	delete(a.frozen, job)
	delete(a.begun, job)
	delete(a.ends, job)
	a.p.Locks = slices.DeleteFunc(a.p.Locks, func(l roster.Lock) bool { return l.Job == job })
}

// leave releases the visits of a worker which begin at or after a time.
func (a *applier) leave(worker string, from time.Time) {
	a.freeWorkers[worker] = true
	for id, t := range a.turns {
		if !t.Start.Before(from) && slices.Contains(t.Workers, worker) && a.jobAt(id) >= 0 {
			a.release(id)
		}
	}
}

func (a *applier) event(e *Event) {
	switch e.Kind {
	case OfferDeclined, NoAnswer:
		w, j := a.worker(e), a.yetToBegin(e)
		if w >= 0 && j >= 0 {
			a.refuse(e.Worker, e.Job, e.Until)
		}
	case NoShow:
		w, t := a.worker(e), a.running(e)
		if w < 0 || t == nil {
			return
		}
		if !slices.Contains(t.Workers, e.Worker) {
			a.blame("worker", FaultEvent, e.Worker, "the plan does not send this worker to the job")
			return
		}
		a.release(e.Job)
		a.refuse(e.Worker, e.Job, e.Until)
	case WorkerIll:
		a.ill(e)
	case WorkerLate:
		if a.worker(e) < 0 {
			return
		}
		if !e.Until.After(a.now) {
			a.blame("until", FaultEvent, "", "not after now: until when does it take?")
			return
		}
		if e.Until.After(a.late[e.Worker]) {
			a.late[e.Worker] = e.Until
		}
		a.leave(e.Worker, a.now.Add(time.Second))
	case WorkerFree, Overrun:
		t := a.running(e)
		if t == nil {
			return
		}
		switch end := t.end(); {
		case e.Until.IsZero():
			a.blame("until", roster.FaultFieldMissing, "", "tell when it ends")
		case e.Kind == Overrun && !e.Until.After(end):
			a.blame("until", FaultEvent, "", "not after the end planned")
		case e.Kind == WorkerFree && (e.Until.Before(t.Start) || !e.Until.Before(end)):
			a.blame("until", FaultEvent, "", "not between start and end of the visit")
		case e.Until.After(a.p.Horizon.End):
			a.blame("until", FaultEvent, "", "after the horizon")
		default:
			a.ends[e.Job] = e.Until
		}
	case CustomerAbsent:
		if t := a.running(e); t != nil {
			end := e.Until
			if end.IsZero() {
				end = a.now
			}
			if end.Before(t.Start) || end.After(t.end()) {
				a.blame("until", FaultEvent, "", "not between start and end of the visit")
				return
			}
			a.ends[e.Job] = end
			a.p.Jobs[a.jobAt(e.Job)].Price = new(roster.Money)
		}
	case JobCancelled:
		if j := a.yetToBegin(e); j >= 0 {
			a.cancel(j)
		}
	case ChangedWindow:
		if j := a.yetToBegin(e); j >= 0 {
			a.p.Jobs[j].Windows, a.p.Jobs[j].Preferred = e.Windows, e.Preferred
			a.origin["jobs:"+e.Job] = a.path
		}
	case JobAdded:
		a.add(e)
	case WorkerJoins:
		a.join(e)
	case SpeedChanged:
		a.speed(e)
	default:
		a.blame("kind", roster.FaultValueUnknown, string(e.Kind), "no such kind of event")
	}
}

func (a *applier) refuse(worker, job string, until time.Time) {
	a.p.History.Refusals = append(a.p.History.Refusals, roster.Refusal{Worker: worker, Job: job, Until: until})
}

// ill keeps a worker away.
func (a *applier) ill(e *Event) {
	w := a.worker(e)
	x := absence{e.Worker, e.From, e.Until}
	if x.from.IsZero() {
		x.from = a.now
	}
	if x.until.IsZero() {
		x.until = a.p.Horizon.End.AddDate(0, 0, 2) // beyond any overtime
	}
	if w >= 0 && !x.from.Before(x.until) {
		a.blame("until", FaultEvent, "", "not after the beginning of the absence")
		return
	}
	if w >= 0 {
		a.away = append(a.away, x)
		for id, t := range a.turns {
			if slices.Contains(t.Workers, e.Worker) && !t.Start.Before(x.from) && t.Start.Before(x.until) && a.jobAt(id) >= 0 {
				a.release(id)
			}
		}
		a.freeWorkers[e.Worker] = true
	}
}

// cancel removes a job and whatever refers to it.
func (a *applier) cancel(j int) {
	id := a.p.Jobs[j].ID
	p := a.p
	p.Jobs = slices.Delete(p.Jobs, j, j+1)
	p.Links = slices.DeleteFunc(p.Links, func(l roster.Link) bool { return l.First == id || l.Second == id })
	limits := p.WorkerLimits[:0]
	for _, l := range p.WorkerLimits {
		l.Jobs = slices.DeleteFunc(slices.Clone(l.Jobs), func(x string) bool { return x == id })
		if len(l.Jobs) > 0 {
			limits = append(limits, l)
		}
	}
	p.WorkerLimits = limits
	p.History.Refusals = slices.DeleteFunc(p.History.Refusals, func(r roster.Refusal) bool { return r.Job == id })
	locks := p.Locks[:0]
	for _, l := range p.Locks {
		if len(l.Sequence) > 0 {
			l.Sequence = slices.DeleteFunc(slices.Clone(l.Sequence), func(x string) bool { return x == id })
			if len(l.Sequence) == 0 || len(l.Sequence) == 1 && l.Worker == "" {
				continue
			}
		}
		locks = append(locks, l)
	}
	p.Locks = locks
}

func (a *applier) add(e *Event) {
	if e.NewJob == nil {
		a.blame("newJob", roster.FaultFieldMissing, "", "give the job")
		return
	}
	if a.jobAt(e.NewJob.ID) >= 0 || a.turns[e.NewJob.ID] != nil {
		a.blame("newJob.id", roster.FaultIDDuplicate, e.NewJob.ID, "the problem has such a job: give another ID")
		return
	}
	if c := e.NewCustomer; c != nil {
		if slices.ContainsFunc(a.p.Customers, func(x roster.Customer) bool { return x.ID == c.ID }) {
			a.blame("newCustomer.id", roster.FaultIDDuplicate, c.ID, "the problem has such a customer: leave it out")
			return
		}
		a.origin[fmt.Sprintf("customers[%d]", len(a.p.Customers))] = a.path + ".newCustomer"
		a.p.Customers = append(a.p.Customers, *c)
	}
	a.origin["jobs:"+e.NewJob.ID] = a.path + ".newJob"
	a.added = append(a.added, e.NewJob.ID)
	a.p.Jobs = append(a.p.Jobs, *e.NewJob)
}

func (a *applier) join(e *Event) {
	if e.NewWorker == nil {
		a.blame("newWorker", roster.FaultFieldMissing, "", "give the worker")
		return
	}
	if a.workerAt(e.NewWorker.ID) >= 0 {
		a.blame("newWorker.id", roster.FaultIDDuplicate, e.NewWorker.ID, "the problem has such a worker: give another ID")
		return
	}
	w := *e.NewWorker
	w.Shifts = slices.Clone(w.Shifts)
	for s := range w.Shifts {
		w.Shifts[s].Breaks = slices.Clone(w.Shifts[s].Breaks)
	}
	a.origin[fmt.Sprintf("workers[%d]", len(a.p.Workers))] = a.path + ".newWorker"
	a.p.Workers = append(a.p.Workers, w)
	a.joined = append(a.joined, w.ID)
}

func (a *applier) speed(e *Event) {
	h := e.Hours
	if h == nil {
		a.blame("hours", roster.FaultFieldMissing, "", "give the hours and their speed")
		return
	}
	if h.From < 0 || h.From >= h.To || h.To > 24 {
		a.blame("hours", roster.FaultRange, "", "want 0 ≤ from < to ≤ 24")
		return
	}
	if h.SpeedPercent < 10 || h.SpeedPercent > 500 {
		a.blame("hours.speedPercent", roster.FaultRange, fmt.Sprint(h.SpeedPercent), "want 10 to 500")
		return
	}
	modes := e.Modes
	if len(modes) == 0 {
		modes = modesInUse(a.p)
	}
	for i, m := range modes {
		if !slices.Contains(roster.Modes(), m) {
			a.blame(fmt.Sprintf("modes[%d]", i), roster.FaultValueUnknown, string(m), "no such mode")
			return
		}
	}
	a.p.Travel = withHours(a.p.Travel, modes, *h)
	a.slower = true
}

// settle fixes what does not move and makes the rest fit the time.
func (a *applier) settle(ctx context.Context) error {
	for id := range a.frozen {
		if t := a.turns[id]; slices.ContainsFunc(t.Workers, func(w string) bool { return a.freeWorkers[w] }) {
			delete(a.frozen, id)
		}
	}
	if a.p.FreezeTime.Before(a.now) {
		a.p.FreezeTime = a.now
	}
	for j := range a.p.Jobs {
		if a.begun[a.p.Jobs[j].ID] {
			a.past(&a.p.Jobs[j])
		}
	}
	a.p.Links = slices.DeleteFunc(a.p.Links, func(l roster.Link) bool { return a.begun[l.First] && a.begun[l.Second] })
	a.base = a.p
	for {
		a.derive()
		if err := a.validate(); err != nil {
			return err
		}
		bad, err := a.impossible(ctx)
		if err != nil || bad == "" {
			return err
		}
		if !a.thaw(bad) {
			l := loader{}
			l.fault("events", FaultEvent, bad, "what this worker has begun cannot be so by the rules of the problem: mend its hours or their speed, or the end of the visit")
			return l.faults
		}
	}
}

// thaw lets go of what is frozen on a worker's day and tells whether there
// was any.
func (a *applier) thaw(worker string) bool {
	a.freeWorkers[worker] = true
	any := false
	for id := range maps.Clone(a.frozen) {
		if slices.Contains(a.turns[id].Workers, worker) {
			delete(a.frozen, id)
			any = true
		}
	}
	return any
}

// past makes a job which has begun what it was: its window is its start, its
// duration what it took or takes.
func (a *applier) past(j *roster.Job) {
	t := a.turns[j.ID]
	last := slices.MaxFunc(t.starts, time.Time.Compare)
	j.Windows = []roster.Window{{Start: t.Start, End: last}}
	if t.Start.Before(j.Release) {
		j.Release = t.Start
	}
	end, changed := a.ends[j.ID]
	if !changed {
		return
	}
	// The shortest duration with which every member whose end is the last one
	// takes so long.
	need := roster.DurationOf(end.Sub(last))
	percent := 0
	for m, id := range t.Workers {
		if t.starts[m].Equal(last) {
			of := a.p.Workers[a.workerAt(id)].ServicePercent[j.Service]
			if of == 0 {
				of = 100
			}
			percent = max(percent, of)
		}
	}
	d := max(0, need) * 100 / roster.Duration(percent)
	none := roster.Duration(0)
	j.Duration, j.Setup = &d, &none
}

// derive sets locks, crews and shifts of the problem by what is fixed now.
func (a *applier) derive() {
	q := *a.base
	a.p = &q
	q.Jobs = slices.Clone(a.base.Jobs)
	q.Locks = nil
	for _, l := range a.base.Locks {
		if l.Job == "" || !a.begun[l.Job] && !a.frozen[l.Job] {
			q.Locks = append(q.Locks, l)
		}
	}
	q.Locks = slices.DeleteFunc(q.Locks, func(l roster.Lock) bool { // of somebody who is away
		return l.Job != "" && !l.Start.IsZero() && l.Start.Before(a.now)
	})
	services := map[string]*roster.Service{}
	for i := range q.Catalogue {
		services[q.Catalogue[i].Code] = &q.Catalogue[i]
	}
	for i := range q.Jobs {
		j := &q.Jobs[i]
		if !a.begun[j.ID] && !a.frozen[j.ID] {
			continue
		}
		t := a.turns[j.ID]
		order := t.byStart()
		for i, m := range order {
			l := roster.Lock{Job: j.ID, Worker: t.Workers[m]}
			if i == 0 {
				l.Start = t.Start
			}
			q.Locks = append(q.Locks, l)
		}
		if len(order) > 1 {
			crew := services[j.Service].Crew
			if j.Crew != nil {
				crew = *j.Crew
			}
			crew.StartTolerance = roster.DurationOf(t.starts[order[len(order)-1]].Sub(t.Start))
			if roles := crew.Roles; len(roles) > 0 { // each stays with its member
				crew.Roles = make([]roster.Role, len(order))
				for i, m := range order {
					crew.Roles[i].Code = "member"
					if m < len(roles) {
						crew.Roles[i] = roles[m]
					}
				}
			}
			j.Crew = &crew
		}
	}
	// What has begun stays, whatever it was tied to.
	q.Links = slices.DeleteFunc(slices.Clone(q.Links), func(l roster.Link) bool {
		return l.Kind == roster.BothServed && (a.begun[l.First] || a.begun[l.Second] || a.frozen[l.First] || a.frozen[l.Second])
	})
	a.deriveShifts()
}

// validate tells the faults of the problem where the events made them.
func (a *applier) validate() error {
	err := validate(a.p, a.hooks)
	var faults roster.Faults
	if !errors.As(err, &faults) {
		return err
	}
	paths := map[string]string{}
	for i := range a.p.Jobs {
		if from, ok := a.origin["jobs:"+a.p.Jobs[i].ID]; ok {
			paths[fmt.Sprintf("jobs[%d]", i)] = from
		}
	}
	maps.Copy(paths, a.origin)
	for _, f := range faults {
		head, rest, _ := strings.Cut(f.Path, ".")
		if from, ok := paths[head]; ok {
			f.Path = from
			if rest != "" {
				f.Path += "." + rest
			}
		}
	}
	return faults
}

// impossible returns a worker whose fixed visits cannot be done one after the
// other, "" where all can. Who is to do them just as planned, is not asked
// about: the plan shows that it is possible.
func (a *applier) impossible(ctx context.Context) (string, error) {
	plan := a.fixedPlan()
	workers := map[string]bool{}
	plan.Routes = slices.DeleteFunc(plan.Routes, func(r roster.Route) bool {
		if a.asPlanned(r.Worker) {
			return true
		}
		workers[r.Worker] = true
		return false
	})
	if len(workers) == 0 {
		return "", nil
	}
	jobs := map[string]bool{}
	for i := range plan.Routes {
		for s := range plan.Routes[i].Stops {
			jobs[plan.Routes[i].Stops[s].Job] = true
		}
	}
	h := *a.hooks
	h.sparse = true
	k, err := pack(ctx, cut(a.p, workers, jobs), &h)
	if err != nil {
		return "", err
	}
	orders, starts, err := k.load(plan)
	if err != nil {
		return "", err
	}
	if _, bad := core.NewDesk(k.core, orders, starts); bad >= 0 {
		return k.view.Problem.Workers[k.shifts[bad].worker].ID, nil
	}
	return "", nil
}

// fixedPlan is the plan with its fixed visits only, and the stores before them.
func (a *applier) fixedPlan() *roster.Plan {
	out := copied(a.plan)
	out.Routes = nil
	for _, r := range a.plan.Routes {
		var stops []roster.Stop
		fixed := 0
		for _, s := range r.Stops {
			if s.Kind != roster.VisitStop || a.begun[s.Job] || a.frozen[s.Job] {
				stops = append(stops, s)
			}
			if s.Kind == roster.VisitStop && (a.begun[s.Job] || a.frozen[s.Job]) {
				fixed = len(stops)
			}
		}
		if fixed > 0 {
			r.Stops = stops[:fixed]
			out.Routes = append(out.Routes, r)
		}
	}
	return renumbered(out, func(string) bool { return true })
}
