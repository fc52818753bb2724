package simulate

import (
	"container/heap"
	"context"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// world is one replication of one scenario under one policy.
type world struct {
	ctx    context.Context
	p      *roster.Problem // expanded; workers and customers are the world's own
	view   *roster.View
	zone   *time.Location
	model  Model
	dice   dice
	policy Policy
	source *travel.Source
	place  map[roster.LatLng]int32
	named  map[string]int32

	now    time.Time
	today  roster.Date
	events queue
	count  int
	jobs   []*work
	byID   map[string]*work
	shifts []*duty
	// onDuty are the shifts of today, and those before which are not over yet;
	// of each worker, all shifts.
	onDuty   []*duty
	ofWorker map[string][]*duty
	asked    map[[2]string]bool // offers by job and worker: accepted or not
	late     bool               // a decision is due
	left     map[string]bool    // jobs which nobody had to do after the last one

	seen map[[2]string]int // visits done by worker and customer
	weak []roster.Refusal
	k    tally

	course course
	err    error
}

// tally counts what the figures are made of.
type tally struct {
	offers, declines, noShows, ill, complaints, decisions float64
	visits, onTime                                        float64
	stars, rated, waited                                  float64
	revenue                                               float64
}

// newWorld prepares a replication.
func newWorld(ctx context.Context, p *roster.Problem, m Model, policy Policy, roads roster.Roads, seed uint64) (*world, error) {
	view, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	x := *view.Problem
	x.Workers, x.Customers = slices.Clone(x.Workers), slices.Clone(x.Customers)
	if view, err = roster.NewView(&x); err != nil {
		return nil, err
	}
	w := &world{ctx: ctx, p: view.Problem, view: view, zone: view.Zone, model: m.withDefaults(), dice: dice{seed}, policy: policy,
		place: map[roster.LatLng]int32{}, named: map[string]int32{}, byID: map[string]*work{},
		ofWorker: map[string][]*duty{}, asked: map[[2]string]bool{}, seen: map[[2]string]int{}, course: newCourse(p)}
	if err := w.places(roads); err != nil {
		return nil, err
	}
	for i := range w.p.Jobs {
		w.add(w.p.Jobs[i], w.p.Jobs[i].Release)
	}
	for i := range w.p.Workers {
		worker := &w.p.Workers[i]
		for s := range worker.Shifts {
			from, _ := view.ShiftPlaces(worker, &worker.Shifts[s])
			d := newDuty(worker, &worker.Shifts[s], from, w.zone)
			w.shifts = append(w.shifts, d)
			w.ofWorker[worker.ID] = append(w.ofWorker[worker.ID], d)
			if w.dice.chance(m.Illness, "ill", worker.ID, d.date.String()) {
				w.at(d.shift.Start.Add(-30*time.Minute), func() { w.fallIll(d) })
			}
		}
	}
	w.arrivals()
	for day := roster.DateOf(w.p.Horizon.Start.In(w.zone)); ; {
		at := time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, w.zone)
		if !at.Before(w.p.Horizon.End) {
			break
		}
		today := day
		if at.Before(w.p.Horizon.Start) {
			at = w.p.Horizon.Start
		}
		w.at(at, func() { w.begin(today) })
		day = roster.DateOf(time.Date(day.Year, day.Month, day.Day+1, 12, 0, 0, 0, time.UTC))
	}
	if every := policy.Rhythm().Every; every > 0 {
		for at := w.p.Horizon.Start.Add(every.Std()); at.Before(w.p.Horizon.End); at = at.Add(every.Std()) {
			w.at(at, func() { w.decide(false) })
		}
	}
	return w, nil
}

// run plays the horizon to its end.
func (w *world) run() error {
	for w.events.Len() > 0 && w.err == nil {
		if err := w.ctx.Err(); err != nil {
			return err
		}
		e := heap.Pop(&w.events).(event)
		w.now = e.at
		e.do()
	}
	return w.err
}
