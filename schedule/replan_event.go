package schedule

import (
	"fmt"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// absence is a time in which a worker is away.
type absence struct {
	worker      string
	from, until time.Time
}

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
func (a *applier) job(e *Event) int { return a.named("job", e.Job, a.jobAt(e.Job)) }

// worker returns the index of the event's worker, or -1 and a fault.
func (a *applier) worker(e *Event) int { return a.named("worker", e.Worker, a.workerAt(e.Worker)) }

// named returns at, the index of what a field of the event names, and blames
// the field where it names nothing.
func (a *applier) named(field, id string, at int) int {
	switch {
	case id == "":
		a.blame(field, roster.FaultFieldMissing, "", "name the "+field)
	case at < 0:
		a.blame(field, roster.FaultReference, id, "the problem has no such "+field)
	}
	return at
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
