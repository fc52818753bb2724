package schedule

import (
	"reflect"
	"slices"

	"github.com/paidan/paidan/roster"
)

// touchedWorkers lists the workers whom the events concern: those named, those
// of jobs which ended otherwise, and those who lose a job.
func (a *applier) touchedWorkers() map[string]bool {
	out := map[string]bool{}
	for id := range a.freeWorkers {
		out[id] = true
	}
	for id := range a.late {
		out[id] = true
	}
	for i := range a.away {
		out[a.away[i].worker] = true
	}
	for _, id := range a.joined {
		out[id] = true
	}
	of := func(job string) {
		if t := a.turns[job]; t != nil {
			for _, w := range t.Workers {
				out[w] = true
			}
		}
	}
	for id := range a.freeJobs {
		of(id)
	}
	for id := range a.ends {
		of(id)
	}
	return out
}

// asPlanned reports whether a worker's day goes on as the plan has it: nothing
// has happened to it, and what is left of its shifts still holds the plan's
// times. So the plan itself shows that what is fixed can be done.
func (a *applier) asPlanned(worker string) bool {
	a.remember()
	if a.slower || a.touched[worker] || a.freeWorkers[worker] {
		return false
	}
	return slices.EqualFunc(a.p.Workers[a.workerAt(worker)].Shifts, a.shiftsBefore[worker], func(now, was roster.Shift) bool {
		breaks, before := now.Breaks, was.Breaks
		now.Breaks, was.Breaks = nil, nil
		return reflect.DeepEqual(now, was) && a.holdsBreaks(a.routeOf[was.ID], breaks, before)
	})
}

// overdue lists the workers whose routes have to be timed anew although
// nothing has happened to them: the plan sends them off before now, or has
// them take a break which is over by now, and nothing of their day is fixed.
func (a *applier) overdue() (out []string) {
	a.remember()
	for i := range a.p.Workers {
		w := &a.p.Workers[i]
		for s := range w.Shifts {
			now := &w.Shifts[s]
			route := a.routeOf[now.ID]
			at := slices.IndexFunc(a.shiftsBefore[w.ID], func(was roster.Shift) bool { return was.ID == now.ID })
			if route == nil || at < 0 {
				continue
			}
			if route.Depart.Before(now.Start) || !a.holdsBreaks(route, now.Breaks, a.shiftsBefore[w.ID][at].Breaks) {
				out = append(out, w.ID)
				break
			}
		}
	}
	return out
}

// remember notes who is touched, and how things were before.
func (a *applier) remember() {
	if a.touched == nil {
		a.touched = a.touchedWorkers()
		a.routeOf = map[string]*roster.Route{}
		for i := range a.plan.Routes {
			a.routeOf[a.plan.Routes[i].Shift] = &a.plan.Routes[i]
		}
		a.shiftsBefore = map[string][]roster.Shift{}
		for i := range a.before.Workers {
			a.shiftsBefore[a.before.Workers[i].ID] = a.before.Workers[i].Shifts
		}
	}
}

// holdsBreaks reports whether breaks allow all that they allowed before, as
// far as a route makes use of it.
func (a *applier) holdsBreaks(route *roster.Route, breaks, before []roster.Break) bool {
	if route == nil {
		return true
	}
	for _, old := range before {
		at := slices.IndexFunc(breaks, func(b roster.Break) bool { return b.ID == old.ID })
		taken := slices.IndexFunc(route.Stops, func(s roster.Stop) bool { return s.Kind == roster.BreakStop && s.Break == old.ID })
		switch {
		case at < 0 && taken >= 0:
			return false
		case at < 0:
		case taken >= 0:
			b, start := &breaks[at], route.Stops[taken].Start
			if start.Before(b.Earliest) || start.After(b.Latest) || b.Duration != old.Duration {
				return false
			}
		case !breaks[at].Latest.Equal(old.Latest) || breaks[at].AfterWork != old.AfterWork:
			return false
		}
	}
	return len(breaks) <= len(before)
}
