package simulate

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// work is a job in the world.
type work struct {
	job     roster.Job
	crew    int
	known   time.Time
	state   progress
	promise time.Time
	here    []*duty // members who have arrived
	away    int     // members who have set out, arrived or not
	attempt int     // counts how often it was given back
	start   time.Time
	by      []string
	inner   bool // made by the world, such as rework
}

type progress int

const (
	unknown progress = iota // not asked for yet
	open
	begun
	done
	lost
)

// add makes a job known at a time; at once where that is past.
func (w *world) add(job roster.Job, known time.Time) *work {
	x := &work{job: job, crew: w.view.CrewSize(&job), known: known}
	w.jobs = append(w.jobs, x)
	w.byID[job.ID] = x
	if !known.After(w.p.Horizon.Start) {
		x.state, x.known = open, w.p.Horizon.Start
		return x
	}
	w.at(known, func() {
		x.state = open
		w.wake()
	})
	return x
}

// drop takes an open job off everybody's list.
func (w *world) drop(x *work) {
	for _, d := range w.onDuty {
		n := len(d.tasks)
		d.tasks = slices.DeleteFunc(d.tasks, func(t Task) bool { return t.Job == x.job.ID })
		if len(d.tasks) < n {
			d.version++
			w.next(d)
		}
	}
	w.wake()
}

// cancel gives a job back of which somebody did not come; those who have
// arrived are free again.
func (w *world) cancel(x *work) {
	if x.state != begun {
		return
	}
	x.state, x.away = open, 0
	x.attempt++
	here := x.here
	x.here = nil
	w.drop(x)
	for _, d := range here {
		d.busy, d.last = false, w.now
		w.next(d)
	}
}
