package schedule

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// deriveShifts makes the shifts fit what is known at now: who is away, who is
// late, what has been done and which breaks were taken.
func (a *applier) deriveShifts() {
	routes := map[string]*roster.Route{}
	for i := range a.plan.Routes {
		routes[a.plan.Routes[i].Shift] = &a.plan.Routes[i]
	}
	a.p.Workers = slices.Clone(a.base.Workers)
	for i := range a.p.Workers {
		w := &a.p.Workers[i]
		var shifts []roster.Shift
		for _, s := range w.Shifts {
			s.Breaks = slices.Clone(s.Breaks)
			shifts = append(shifts, a.deriveShift(w.ID, s, routes[s.ID])...)
		}
		w.Shifts = shifts
	}
}

// deriveShift returns what is left of a shift: nothing, itself, or two parts
// where its worker comes back after an absence.
func (a *applier) deriveShift(worker string, s roster.Shift, r *roster.Route) []roster.Shift {
	done := a.fixedOn(r)
	var after []roster.Shift
	for _, x := range a.away {
		if x.worker != worker || !x.from.Before(s.End.Add(s.MaxOvertime.Std())) || !s.Start.Before(x.until) {
			continue
		}
		if x.until.Before(s.End) && (len(done) == 0 || !x.until.Before(done[len(done)-1].End)) {
			back := s
			back.ID, back.Start = a.newShiftID(s.ID), x.until
			back.Breaks = breaksWithin(slices.Clone(s.Breaks), back.Start, s.End.Add(s.MaxOvertime.Std()))
			after = append(after, a.deriveShift(worker, back, nil)...)
		}
		if len(done) == 0 && (!x.from.After(s.Start) || !x.from.After(a.now)) {
			return after
		}
		if len(done) > 0 && !x.from.After(laterOf(a.now, done[len(done)-1].End)) {
			s.MaxVisits = len(done) // home from there
			if len(after) > 0 {
				// The first part ends where the second begins.
				s.End = x.until
			}
		} else {
			s.End, s.MaxOvertime = x.from, 0
		}
		s.Breaks = breaksWithin(s.Breaks, s.Start, s.End.Add(s.MaxOvertime.Std()))
	}
	a.overtime(&s, r)
	late, isLate := a.late[worker]
	begun := slices.ContainsFunc(done, func(stop roster.Stop) bool { return !stop.Start.After(a.now) })
	switch {
	case isLate && begun:
		a.pauseUntil(&s, laterOf(late, done[len(done)-1].End), done[len(done)-1].End)
	case len(done) > 0 || s.OnDuty && !isLate:
	default:
		begin := a.now
		if isLate {
			begin = late
		}
		if begin.After(s.Start) && a.starts(begin) {
			if !begin.Before(s.End) {
				return after
			}
			s.Start = begin
			s.Breaks = breaksWithin(s.Breaks, s.Start, s.End.Add(s.MaxOvertime.Std()))
		}
		return append([]roster.Shift{s}, after...)
	}
	if len(done) > 0 {
		a.pinBreaks(&s, r, done)
	}
	return append([]roster.Shift{s}, after...)
}

// starts reports whether a time is one of this replanning, and not of a day
// which has only been read.
func (a *applier) starts(t time.Time) bool { return t.After(a.p.Horizon.Start) }

// fixedOn lists the fixed visits of a route, in order, with the ends they have
// by now.
func (a *applier) fixedOn(r *roster.Route) (done []roster.Stop) {
	if r == nil {
		return nil
	}
	for i := range r.Stops {
		stop := &r.Stops[i]
		if stop.Kind == roster.VisitStop && (a.begun[stop.Job] || a.frozen[stop.Job]) {
			if done == nil {
				done = make([]roster.Stop, 0, len(r.Stops)-i)
			}
			done = append(done, *stop)
			if end, ok := a.ends[stop.Job]; ok && a.begun[stop.Job] {
				done[len(done)-1].End = end
			}
		}
	}
	return done
}

func (a *applier) newShiftID(id string) string {
	used := map[string]bool{}
	for i := range a.base.Workers {
		for s := range a.base.Workers[i].Shifts {
			used[a.base.Workers[i].Shifts[s].ID] = true
		}
	}
	for used[id] {
		id += "+"
	}
	return id
}

// overtime grants the overtime which a visit that overran makes necessary.
func (a *applier) overtime(s *roster.Shift, r *roster.Route) {
	if r == nil {
		return
	}
	for _, stop := range r.Stops {
		if end, ok := a.ends[stop.Job]; ok && stop.Kind == roster.VisitStop && a.begun[stop.Job] && end.After(stop.End) {
			back := r.Return.Add(end.Sub(stop.End))
			s.MaxOvertime = min(max(s.MaxOvertime, roster.DurationOf(back.Sub(s.End))), 24*3600)
		}
	}
}

// pauseUntil keeps a worker who is late from going on.
func (a *applier) pauseUntil(s *roster.Shift, until, from time.Time) {
	from = laterOf(from, a.now)
	if !from.Before(until) || !until.Before(s.End) {
		s.MaxVisits = 0
		if !until.Before(s.End) {
			s.MaxVisits = a.doneOn(s.ID)
		}
		return
	}
	pause := roster.Break{ID: "late", Earliest: from, Latest: from, Duration: roster.DurationOf(until.Sub(from)), Paid: true}
	for slices.ContainsFunc(s.Breaks, func(b roster.Break) bool { return b.ID == pause.ID }) {
		pause.ID += "+"
	}
	at := slices.IndexFunc(s.Breaks, func(b roster.Break) bool { return b.Latest.After(from) })
	if at < 0 {
		at = len(s.Breaks)
	}
	s.Breaks = slices.Insert(s.Breaks, at, pause)
}

func (a *applier) doneOn(shift string) int {
	for i := range a.plan.Routes {
		if a.plan.Routes[i].Shift == shift {
			return len(a.fixedOn(&a.plan.Routes[i]))
		}
	}
	return 0
}

// pinBreaks leaves the breaks which were taken where they were, takes out those
// whose time is over, and keeps the others in what is left of the shift.
func (a *applier) pinBreaks(s *roster.Shift, r *roster.Route, done []roster.Stop) {
	running := time.Time{} // the end of what goes on at now, where it has changed
	since := time.Time{}
	for _, stop := range done {
		if end, ok := a.ends[stop.Job]; ok && a.begun[stop.Job] && !stop.Start.After(a.now) && end.After(a.now) {
			running, since = end, stop.Start
		}
	}
	var left []roster.Break
	for _, b := range s.Breaks {
		taken := slices.IndexFunc(r.Stops, func(stop roster.Stop) bool { return stop.Kind == roster.BreakStop && stop.Break == b.ID })
		known := slices.ContainsFunc(a.base.Workers[a.workerAt(r.Worker)].Shifts, func(x roster.Shift) bool {
			return x.ID == s.ID && slices.ContainsFunc(x.Breaks, func(y roster.Break) bool { return y.ID == b.ID })
		})
		switch {
		case !known: // a pause of somebody late
		case taken >= 0 && !r.Stops[taken].Start.After(a.now) && (running.IsZero() || r.Stops[taken].Start.Before(since)):
			b.Earliest, b.Latest, b.AfterWork = r.Stops[taken].Start, r.Stops[taken].Start, 0
		case b.Latest.Before(a.now) && running.IsZero():
			continue
		default:
			b.Earliest = laterOf(b.Earliest, a.now)
			b.Latest = laterOf(laterOf(b.Latest, b.Earliest), running)
		}
		left = append(left, b)
	}
	s.Breaks = breaksWithin(left, s.Start, s.End.Add(s.MaxOvertime.Std()))
}

// breaksWithin cuts breaks to a time, and one after the other, and leaves out
// those for which there is none.
func breaksWithin(breaks []roster.Break, from, until time.Time) []roster.Break {
	var out []roster.Break
	for _, b := range breaks {
		b.Earliest = laterOf(b.Earliest, from)
		if last := until.Add(-b.Duration.Std()); b.Latest.After(last) {
			b.Latest = last
		}
		if b.Latest.Before(b.Earliest) {
			continue
		}
		from = b.Latest.Add(b.Duration.Std())
		out = append(out, b)
	}
	return out
}

func laterOf(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
