package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// weights are how often each kind of event happens, in a hundred.
var weights = []struct {
	kind schedule.EventKind
	n    int
}{
	{schedule.OfferDeclined, 14}, {schedule.NoAnswer, 8}, {schedule.NoShow, 4}, {schedule.WorkerIll, 3}, {schedule.WorkerLate, 10},
	{schedule.WorkerFree, 8}, {schedule.Overrun, 14}, {schedule.JobCancelled, 12}, {schedule.JobAdded, 12}, {schedule.ChangedWindow, 8},
	{schedule.CustomerAbsent, 4}, {schedule.WorkerJoins, 2}, {schedule.SpeedChanged, 1},
}

// world draws events.
type world struct {
	*rand.Rand
	first *roster.Problem
	count int
}

// visit is one of a plan.
type visit struct {
	worker, job string
	start, end  time.Time
}

func visits(plan *roster.Plan) (all []visit) {
	for i := range plan.Routes {
		r := &plan.Routes[i]
		for s := range r.Stops {
			if stop := &r.Stops[s]; stop.Kind == roster.VisitStop {
				all = append(all, visit{r.Worker, stop.Job, stop.Start, stop.End})
			}
		}
	}
	return all
}

// event draws one which makes sense for a plan at a time.
func (w *world) event(p *roster.Problem, plan *roster.Plan, now time.Time) schedule.Event {
	all := visits(plan)
	w.count++
	for {
		n := w.IntN(100)
		kind := weights[0].kind
		for _, x := range weights {
			if n -= x.n; n < 0 {
				kind = x.kind
				break
			}
		}
		if e, ok := w.draw(kind, p, all, now); ok {
			return e
		}
	}
}

func (w *world) draw(kind schedule.EventKind, p *roster.Problem, all []visit, now time.Time) (schedule.Event, bool) {
	e := schedule.Event{Kind: kind}
	minutes := func(from, to int) time.Duration { return time.Duration(from+w.IntN(to-from)) * time.Minute }
	some := func(of func(v visit) bool) (visit, bool) {
		list := slices.DeleteFunc(slices.Clone(all), func(v visit) bool { return !of(v) })
		if len(list) == 0 {
			return visit{}, false
		}
		return list[w.IntN(len(list))], true
	}
	ahead := func(v visit) bool { return v.start.After(now) }
	running := func(v visit) bool { return !v.start.After(now) && v.end.After(now) }
	v, ok := visit{}, true
	switch kind {
	case schedule.OfferDeclined, schedule.NoAnswer:
		v, ok = some(ahead)
		e.Job, e.Worker = v.job, v.worker
	case schedule.NoShow:
		v, ok = some(func(v visit) bool { return running(v) && now.Sub(v.start) < 20*time.Minute })
		e.Job, e.Worker = v.job, v.worker
	case schedule.WorkerIll:
		v, ok = some(ahead)
		e.Worker = v.worker
	case schedule.WorkerLate:
		v, ok = some(ahead)
		e.Worker, e.Until = v.worker, now.Add(minutes(15, 60))
	case schedule.WorkerFree:
		v, ok = some(func(v visit) bool { return running(v) && v.end.Sub(now) > 20*time.Minute })
		e.Job, e.Until = v.job, now.Add(5*time.Minute)
	case schedule.Overrun:
		v, ok = some(func(v visit) bool { return running(v) && v.end.Sub(now) < time.Hour })
		e.Job, e.Until = v.job, v.end.Add(minutes(10, 40))
	case schedule.CustomerAbsent:
		v, ok = some(func(v visit) bool { return running(v) && v.end.Sub(now) > 10*time.Minute })
		e.Job = v.job
	case schedule.JobCancelled:
		v, ok = some(ahead)
		e.Job = v.job
	case schedule.ChangedWindow:
		v, ok = some(func(v visit) bool { return v.start.Sub(now) > time.Hour })
		e.Job = v.job
		start := now.Add(minutes(45, 300))
		e.Windows = []roster.Window{{Start: start, End: start.Add(2 * time.Hour)}}
	case schedule.JobAdded:
		job := w.first.Jobs[w.IntN(len(w.first.Jobs))]
		start := now.Add(minutes(30, 360))
		job.ID = fmt.Sprintf("new-%d", w.count)
		job.Windows, job.Preferred = []roster.Window{{Start: start, End: start.Add(2 * time.Hour)}}, nil
		job.Release, job.Crew = time.Time{}, nil
		e.NewJob = &job
	case schedule.WorkerJoins:
		x := w.first.Workers[w.IntN(len(w.first.Workers))]
		x.ID = fmt.Sprintf("more-%d", w.count)
		x.Shifts = slices.Clone(x.Shifts)
		for s := range x.Shifts {
			ok = ok && x.Shifts[s].End.Sub(now) > 2*time.Hour
			x.Shifts[s].ID = fmt.Sprintf("%s-%d", x.ID, s)
		}
		e.NewWorker = &x
	case schedule.SpeedChanged:
		hour := now.Hour()
		e.Modes, e.Hours = []roster.Mode{roster.Car}, &roster.HourSpeed{From: hour, To: min(hour+2, 24), SpeedPercent: 50 + w.IntN(50)}
	}
	return e, ok
}
