package simulate

import (
	"fmt"
	"time"

	"github.com/paidan/paidan/roster"
)

// next has a free worker set out, take a break, or wait for either.
func (w *world) next(d *duty) {
	if d.busy || d.ill || len(d.tasks) == 0 {
		return
	}
	t := d.tasks[0]
	x := w.byID[t.Job]
	way, metres := w.way(d.worker, d.place, w.view.Place(&x.job), w.now)
	if x.state > begun || x.state == begun && x.away >= x.crew || way < 0 {
		d.tasks = d.tasks[1:]
		w.next(d)
		return
	}
	leave := later(later(w.now, d.shift.Start), t.Start.Add(-way.Std()-w.model.Early.Std()))
	for i := range d.shift.Breaks {
		b := &d.shift.Breaks[i]
		usual := w.view.WorkerDuration(d.worker, &x.job).Std()
		if d.rested[i] || !d.started && leave.After(b.Latest) {
			continue
		}
		due := leave.Add(way.Std() + usual).After(b.Latest)
		slack := !later(w.now, b.Earliest).Add(b.Duration.Std()).After(leave)
		if !d.started && !slack || !due && !slack {
			continue
		}
		begin := later(w.now, b.Earliest)
		if !slack && w.now.Before(b.Earliest) && leave.Add(way.Std()+usual).Before(b.Earliest.Add(4*time.Hour)) {
			continue // taken after the next work
		}
		d.rested[i] = true
		if !d.started {
			break // at home
		}
		if !b.Paid {
			d.unpaid += b.Duration.Std()
		}
		d.busy, d.free = true, begin.Add(b.Duration.Std())
		w.at(d.free, func() { d.busy = false; w.next(d) })
		return
	}
	if leave.After(w.now) {
		version := d.version
		w.at(leave, func() {
			if d.version == version {
				w.next(d)
			}
		})
		return
	}
	usual := w.view.WorkerDuration(d.worker, &x.job).Std()
	_, home := w.view.ShiftPlaces(d.worker, d.shift)
	back, _ := w.way(d.worker, w.view.Place(&x.job), home, w.now)
	if w.now.Add(way.Std() + usual + back.Std()).After(d.shift.End.Add(d.shift.MaxOvertime.Std())) {
		// No time left for it. Who asks this worker again would be asking for ever.
		d.tasks = d.tasks[1:]
		w.weak = append(w.weak, roster.Refusal{Worker: d.worker.ID, Job: x.job.ID, Until: d.shift.End})
		w.cancel(x)
		w.drop(x)
		w.next(d)
		return
	}
	d.tasks = d.tasks[1:]
	d.version++
	if !d.started {
		d.started, d.depart = true, w.now
	}
	x.state = begun
	x.away++
	attempt := x.attempt
	took := time.Duration(float64(way.Std()) * w.dice.lognormal(w.model.TravelCV, "way", x.job.ID, fmt.Sprint(t.Member))).Round(time.Second)
	d.busy, d.free = true, later(w.now.Add(way.Std()), t.Start).Add(usual)
	d.going += took.Seconds()
	d.metres += float64(metres)
	if w.dice.chance(w.model.NoShow, "no-show", x.job.ID, d.worker.ID) {
		w.k.noShows++
		w.asked[[2]string{x.job.ID, d.worker.ID}] = false
		w.weak = append(w.weak, roster.Refusal{Worker: d.worker.ID, Job: x.job.ID})
		w.at(w.now.Add(took+15*time.Minute), func() {
			w.cancel(x)
			d.busy = true
			w.at(later(d.free, w.now), func() { d.busy = false; w.next(d) })
			w.wake()
		})
		return
	}
	d.place = w.view.Place(&x.job)
	w.at(w.now.Add(took), func() { w.arrive(d, x, t, attempt) })
}
