package simulate

import (
	"time"

	"github.com/paidan/paidan/roster"
)

// duty is a shift in the world.
type duty struct {
	worker *roster.Worker
	shift  *roster.Shift
	// date on which the shift begins, and its ISO year and week.
	date       roster.Date
	year, week int
	// place where the worker is, or will be once free.
	place roster.Place
	tasks []Task
	// busy until free; the plan's guess while under way.
	busy    bool
	free    time.Time
	version int
	ill     bool
	started bool
	depart  time.Time
	last    time.Time // end of the last work
	rested  []bool
	unpaid  time.Duration
	service time.Duration
	going   float64 // seconds of travel
	metres  float64
	visits  int
}

func newDuty(worker *roster.Worker, shift *roster.Shift, from roster.Place, zone *time.Location) *duty {
	d := &duty{worker: worker, shift: shift, place: from, free: shift.Start, rested: make([]bool, len(shift.Breaks))}
	local := shift.Start.In(zone)
	d.date = roster.DateOf(local)
	d.year, d.week = local.ISOWeek()
	return d
}

// begin begins a day: who has a shift is asked from now on, whose shift is
// over is not any more.
func (w *world) begin(today roster.Date) {
	w.today = today
	var on []*duty
	for _, d := range w.onDuty {
		if d.busy || d.shift.End.After(w.now) {
			on = append(on, d)
		} else {
			d.tasks = nil
		}
	}
	for _, d := range w.shifts {
		if d.date == today || w.onDuty == nil && d.date.DaysSince(today) < 0 {
			on = append(on, d)
		}
	}
	w.onDuty = on
	w.decide(true)
}

// fallIll takes a worker off for the day.
func (w *world) fallIll(d *duty) {
	d.ill = true
	w.k.ill++
	for _, t := range d.tasks {
		w.cancel(w.byID[t.Job]) // the others have set out already
	}
	d.tasks = nil
	d.version++
	w.wake()
}

// rest returns what is left of a shift on duty.
func (w *world) rest(d *duty) (roster.Shift, bool) {
	s := *d.shift
	if d.ill {
		return s, false
	}
	_, end := w.view.ShiftPlaces(d.worker, d.shift)
	from := d.place
	start := later(w.now, s.Start)
	if d.busy {
		start = later(start, d.free)
	}
	for _, t := range d.tasks { // the others have set out already
		if x := w.byID[t.Job]; x.state == begun {
			to := w.view.Place(&x.job)
			way, _ := w.way(d.worker, from, to, start)
			start = later(start.Add(max(0, way).Std()), t.Start).Add(w.view.WorkerDuration(d.worker, &x.job).Std())
			from = to
		}
	}
	if !start.Add(10 * time.Minute).Before(s.End) {
		return s, false
	}
	s.Start, s.StartPlace, s.EndPlace, s.OnDuty = start, &from, &end, false
	s.Breaks = nil
	for i, b := range d.shift.Breaks {
		if d.rested[i] || b.Latest.Before(start) || !b.Latest.Add(b.Duration.Std()).Before(s.End) {
			continue
		}
		b.Earliest = later(b.Earliest, start)
		s.Breaks = append(s.Breaks, b)
	}
	if d.started {
		daily := roster.DefaultMaxDailyWork
		if m := w.p.Rules.MaxDailyWork; m != nil {
			daily = *m
		}
		if s.MaxWork > 0 {
			daily = min(daily, s.MaxWork)
		}
		left := daily + s.MaxOvertime - roster.DurationOf(w.now.Sub(d.depart)-d.unpaid)
		if left < 600 {
			return s, false
		}
		s.MaxWork = left
		if s.MaxVisits > 0 {
			if s.MaxVisits -= d.visits; s.MaxVisits <= 0 {
				return s, false
			}
		}
	}
	return s, true
}

// later returns the later one of two times.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}
