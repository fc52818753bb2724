package simulate

import (
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// arrive has a worker wait for the crew and the window, or turned away.
func (w *world) arrive(d *duty, x *work, t Task, attempt int) {
	if x.attempt != attempt {
		d.busy, d.last = false, w.now // somebody else failed to come
		w.next(d)
		return
	}
	x.here = append(x.here, d)
	if len(x.here) < x.crew {
		return // the others are on their way, or still have to set out
	}
	start := later(w.now, t.Start.Add(-w.model.Early.Std()))
	if first, last, ok := around(&x.job, t.Start, w.view.WorkerDuration(d.worker, &x.job)); ok {
		if start = later(start, first); start.After(last.Add(w.model.Patience.Std())) {
			w.turnAway(x)
			return
		}
	}
	w.at(start, func() { w.serve(x) })
}

// turnAway ends an attempt which is too late for its window. The job may have
// another one.
func (w *world) turnAway(x *work) {
	w.cancel(x)
	if !lastStart(&x.job).After(w.now) {
		x.state = lost
	}
	w.wake()
}

// serve begins the work and ends it after a random time.
func (w *world) serve(x *work) {
	x.start = w.now
	end := w.now
	for _, d := range x.here {
		usual := w.view.WorkerDuration(d.worker, &x.job)
		percent, cv := w.model.length(x.job.Service, d.worker.ID)
		took := time.Duration(float64(usual.Std()) * percent / 100 * w.dice.lognormal(cv, "work", x.job.ID)).Round(time.Second)
		if until := w.now.Add(took); until.After(end) {
			end = until
		}
		x.by = append(x.by, d.worker.ID)
	}
	for _, d := range x.here {
		d.free = end
		d.service += end.Sub(w.now)
		d.visits++
	}
	w.at(end, func() { w.finish(x) })
}

// finish ends the work: the customer rates it, and may complain.
func (w *world) finish(x *work) {
	x.state = done
	w.k.revenue += float64(w.view.Price(&x.job))
	lateBy := x.start.Sub(x.promise)
	if len(x.job.Windows) > 0 {
		lateBy = max(lateBy, x.start.Sub(lastStart(&x.job)))
	}
	onTime := lateBy <= w.model.Punctual.Std()
	w.course.begin(x.start, len(x.here), !onTime)
	w.k.waited += x.start.Sub(x.known).Seconds()
	for i, d := range x.here {
		w.k.visits++
		if onTime {
			w.k.onTime++
		}
		w.seen[[2]string{d.worker.ID, x.job.Customer}]++
		if w.model.Stars > 0 {
			stars := w.model.Stars + w.model.StarsSD*w.dice.normal("stars", x.job.ID) - max(0, lateBy.Hours()*2)
			stars = math.Round(min(5, max(1, stars)))
			w.k.stars += stars
			w.k.rated++
			if i == 0 {
				d.worker.Ratings = append(slices.Clip(d.worker.Ratings), roster.Rating{Service: x.job.Service, Stars: stars, Count: 1, Date: roster.DateOf(w.now.In(w.zone))})
			}
		}
		if d.worker.Punctuality.Total < 1000 {
			d.worker.Punctuality.Total++
			if onTime {
				d.worker.Punctuality.Good++
			}
		}
	}
	chance := w.model.Complaint
	if !onTime {
		chance = max(chance, w.model.LateComplaint)
	}
	if !x.inner && w.dice.chance(chance, "complaint", x.job.ID) {
		w.complain(x)
	}
	for _, d := range x.here {
		d.busy, d.last = false, w.now
		w.next(d)
	}
	// Who runs late by much may need help.
	for _, d := range x.here {
		if len(d.tasks) > 0 {
			way, _ := w.way(d.worker, d.place, w.view.Place(&w.byID[d.tasks[0].Job].job), w.now)
			if w.now.Add(way.Std()).After(d.tasks[0].Start.Add(w.model.Punctual.Std())) {
				w.wake()
			}
		}
	}
}
