package simulate

import (
	"cmp"
	"container/heap"
	"context"
	"fmt"
	"math"
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
	timing map[[2]string]ServiceTime

	now    time.Time
	today  roster.Date
	events queue
	count  int
	jobs   []*work
	byID   map[string]*work
	shifts []*duty
	byDuty map[string]*duty
	asked  map[[2]string]bool // offers by job and worker: accepted or not
	late   bool               // a decision is due

	seen map[[2]string]int // visits done by worker and customer
	weak []roster.Refusal
	k    tally
	err  error
}

// tally counts what the figures are made of.
type tally struct {
	declines, noShows, ill, complaints, decisions float64
	visits, onTime                                float64
	stars, rated, waited                          float64
	revenue                                       float64
}

// work is a job in the world.
type work struct {
	job     roster.Job
	crew    int
	known   time.Time
	state   progress
	promise time.Time
	here    []*duty // members who have arrived
	away    int     // members under way
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

// duty is a shift in the world.
type duty struct {
	worker *roster.Worker
	shift  *roster.Shift
	place  roster.Place
	tasks  []Task
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

// event is something to come.
type event struct {
	at  time.Time
	seq int
	do  func()
}

type queue []event

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	if !q[i].at.Equal(q[j].at) {
		return q[i].at.Before(q[j].at)
	}
	return q[i].seq < q[j].seq
}
func (q queue) Swap(i, j int) { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)   { *q = append(*q, x.(event)) }
func (q *queue) Pop() any {
	old := *q
	e := old[len(old)-1]
	*q = old[:len(old)-1]
	return e
}

func (w *world) at(t time.Time, do func()) {
	w.count++
	heap.Push(&w.events, event{t, w.count, do})
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
		place: map[roster.LatLng]int32{}, named: map[string]int32{}, timing: map[[2]string]ServiceTime{}, byID: map[string]*work{},
		byDuty: map[string]*duty{}, asked: map[[2]string]bool{}, seen: map[[2]string]int{}}
	for _, s := range m.Service {
		w.timing[[2]string{s.Service, s.Worker}] = s
	}
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
			d := &duty{worker: worker, shift: &worker.Shifts[s], place: from, free: worker.Shifts[s].Start, rested: make([]bool, len(worker.Shifts[s].Breaks))}
			w.shifts = append(w.shifts, d)
			w.byDuty[d.shift.ID] = d
			day := roster.DateOf(d.shift.Start.In(w.zone)).String()
			if w.dice.chance(m.Illness, "ill", worker.ID, day) {
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
		w.at(at, func() { w.today = today; w.decide(true) })
		day = roster.DateOf(time.Date(day.Year, day.Month, day.Day+1, 12, 0, 0, 0, time.UTC))
	}
	if every := policy.Rhythm().Every; every > 0 {
		for at := w.p.Horizon.Start.Add(every.Std()); at.Before(w.p.Horizon.End); at = at.Add(every.Std()) {
			w.at(at, func() { w.decide(false) })
		}
	}
	return w, nil
}

// places numbers every place for travel.
func (w *world) places(roads roster.Roads) error {
	index := travel.Index{Kind: w.p.Travel.Kind}
	add := func(p roster.Place) {
		i := index.Add(p)
		if p.ID != "" {
			w.named[p.ID] = i
		}
		if p.Location != nil {
			if _, ok := w.place[*p.Location]; !ok || p.ID == "" {
				w.place[*p.Location] = i
			}
		}
	}
	for i := range w.p.Customers {
		add(w.p.Customers[i].Place)
	}
	for i := range w.p.Jobs {
		add(w.view.Place(&w.p.Jobs[i]))
	}
	for i := range w.p.Workers {
		for s := range w.p.Workers[i].Shifts {
			from, to := w.view.ShiftPlaces(&w.p.Workers[i], &w.p.Workers[i].Shifts[s])
			add(from)
			add(to)
		}
	}
	var err error
	w.source, err = travel.NewContext(w.ctx, w.p.Travel, index.Places(), travel.Options{Roads: roads})
	return err
}

func (w *world) number(p roster.Place) int32 {
	if i, ok := w.named[p.ID]; ok && p.ID != "" {
		return i
	}
	if p.Location == nil {
		return 0
	}
	return w.place[*p.Location]
}

// way returns the usual time and the metres of a way; −1 where there is none.
func (w *world) way(worker *roster.Worker, from, to roster.Place, at time.Time) (roster.Duration, int32) {
	mode, _ := travel.ModeIndex(roster.ModeOf(worker))
	a, b := w.number(from), w.number(to)
	if a == b {
		return 0, 0
	}
	seconds, metres, ok := w.source.Leg(mode, a, b)
	if !ok {
		return -1, 0
	}
	speed := w.source.Profile(mode)[at.In(w.zone).Hour()]
	return roster.Duration(travel.Adjust(seconds, roster.TravelPercentOf(worker), int(speed))), metres
}

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

// arrivals draws the new demand of all days.
func (w *world) arrivals() {
	for i, a := range w.model.Arrivals {
		var customers []string
		for c := range w.p.Customers {
			if a.Area == "" || w.p.Customers[c].Area == a.Area {
				customers = append(customers, w.p.Customers[c].ID)
			}
		}
		if len(customers) == 0 {
			continue
		}
		from, to, window := a.From, a.To, a.Window
		if to == 0 {
			to = 24 * 3600
		}
		if window == 0 {
			window = 4 * 3600
		}
		stream := fmt.Sprintf("%d/%s/%s", i, a.Service, a.Area)
		for day := w.p.Horizon.Start; day.Before(w.p.Horizon.End); day = day.AddDate(0, 0, 1) {
			date := roster.DateOf(day.In(w.zone))
			for n := range w.dice.poisson(a.PerDay, "arrivals", stream, date.String()) {
				id := fmt.Sprintf("new-%d-%04d%02d%02d-%d", i, date.Year, date.Month, date.Day, n)
				clock := float64(from) + w.dice.unit("call", id)*float64(to-from)
				call := time.Date(date.Year, date.Month, date.Day, 0, 0, int(clock), 0, w.zone)
				start := call.Add(a.Lead.Std())
				end := start.Add(window.Std())
				if call.Before(w.p.Horizon.Start) || !end.Before(w.p.Horizon.End) {
					continue
				}
				customer := customers[int(w.dice.unit("who", id)*float64(len(customers)))]
				w.add(roster.Job{ID: id, Customer: customer, Service: a.Service, Tier: a.Tier,
					Windows: []roster.Window{{Start: start, End: end}}}, call)
			}
		}
	}
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

// wake has the policy asked about something that has happened.
func (w *world) wake() {
	r := w.policy.Rhythm()
	if w.late || !r.Prompt {
		return
	}
	w.late = true
	w.at(w.now.Add(r.Delay.Std()), func() { w.decide(false) })
}

// fallIll takes a worker off for the day.
func (w *world) fallIll(d *duty) {
	d.ill = true
	w.k.ill++
	d.tasks = nil
	d.version++
	w.wake()
}

// mostRounds bounds how often a policy is asked again since workers declined.
const mostRounds = 8

// decide asks the policy and carries out what it says.
func (w *world) decide(morning bool) {
	w.late = false
	if !w.now.Before(w.p.Horizon.End) {
		return
	}
	for round := range mostRounds {
		s := w.state(morning && round == 0)
		w.k.decisions++
		out, err := w.policy.Decide(w.ctx, s)
		if err != nil {
			w.err = err
			return
		}
		declined := w.assign(out)
		if !declined || !w.policy.Rhythm().Prompt || w.policy.Rhythm().Delay > 0 {
			break
		}
	}
	for _, d := range w.shifts {
		w.next(d)
	}
}

// assign takes over what a policy decided and makes the offers. It reports
// whether anybody declined.
func (w *world) assign(out map[string][]Task) (declined bool) {
	for _, d := range w.shifts {
		if roster.DateOf(d.shift.Start.In(w.zone)).DaysSince(w.today) > 0 {
			continue
		}
		d.version++
		d.tasks = nil
		if d.ill {
			continue
		}
		for _, t := range out[d.shift.ID] {
			x := w.byID[t.Job]
			if x == nil || x.state != open {
				continue
			}
			pair := [2]string{t.Job, d.worker.ID}
			yes, asked := w.asked[pair]
			if !asked {
				chance := w.model.Decline
				if slices.Contains(d.worker.AvoidedServices, x.job.Service) {
					chance = max(chance, w.model.Avoided)
				}
				yes = !w.dice.chance(chance, "decline", t.Job, d.worker.ID)
				w.asked[pair] = yes
				if !yes {
					w.k.declines++
					w.weak = append(w.weak, roster.Refusal{Worker: d.worker.ID, Job: t.Job})
					declined = true
				}
			}
			if yes {
				d.tasks = append(d.tasks, t)
				if x.promise.IsZero() || t.Start.Before(x.promise) && len(x.by) == 0 && x.state == open && x.promise.Before(w.now) {
					x.promise = t.Start
				}
			}
		}
	}
	// A crew of which somebody declined does not go.
	members := map[string]int{}
	for _, d := range w.shifts {
		for _, t := range d.tasks {
			members[t.Job]++
		}
	}
	for _, d := range w.shifts {
		d.tasks = slices.DeleteFunc(d.tasks, func(t Task) bool { return members[t.Job] < w.byID[t.Job].crew })
	}
	return declined
}

// next has a free worker set out, take a break, or wait for either.
func (w *world) next(d *duty) {
	if d.busy || d.ill || len(d.tasks) == 0 {
		return
	}
	t := d.tasks[0]
	x := w.byID[t.Job]
	way, metres := w.way(d.worker, d.place, w.view.Place(&x.job), w.now)
	if x.state > open || way < 0 {
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
		d.tasks = d.tasks[1:] // no time left for it
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
	w.at(w.now.Add(took), func() {
		d.place = w.view.Place(&x.job)
		w.arrive(d, x, t)
	})
}

// drop takes an open job off everybody's list.
func (w *world) drop(x *work) {
	for _, d := range w.shifts {
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
	here := x.here
	x.here = nil
	w.drop(x)
	for _, d := range here {
		d.busy, d.last = false, w.now
		w.next(d)
	}
}

// arrive has a worker wait for the crew and the window, or turned away.
func (w *world) arrive(d *duty, x *work, t Task) {
	if x.state != begun || x.away == 0 {
		d.busy, d.last = false, w.now // somebody else failed to come
		w.next(d)
		return
	}
	x.here = append(x.here, d)
	if len(x.here) < x.crew {
		return // the others are on their way, or still have to set out
	}
	usual := w.view.WorkerDuration(d.worker, &x.job)
	start := later(w.now, t.Start.Add(-w.model.Early.Std()))
	if len(x.job.Windows) > 0 {
		from, ok := opening(&x.job, start, usual)
		switch {
		case ok:
			start = from
		case start.After(lastStart(&x.job).Add(w.model.Patience.Std())):
			x.state = lost
			for _, d := range x.here {
				d.busy, d.last = false, w.now
				w.next(d)
			}
			w.wake()
			return
		}
	}
	w.at(start, func() { w.serve(x) })
}

// serve begins the work and ends it after a random time.
func (w *world) serve(x *work) {
	x.start = w.now
	end := w.now
	for _, d := range x.here {
		usual := w.view.WorkerDuration(d.worker, &x.job)
		cv, percent := w.model.ServiceCV, 100
		for _, key := range [2][2]string{{x.job.Service, ""}, {x.job.Service, d.worker.ID}} {
			if s, ok := w.timing[key]; ok {
				cv = s.CV
				if s.Percent > 0 {
					percent = s.Percent
				}
			}
		}
		took := time.Duration(float64(usual.Std()) * float64(percent) / 100 * w.dice.lognormal(cv, "work", x.job.ID)).Round(time.Second)
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

// complain makes a rework job within 48 h, and may ban the pair.
func (w *world) complain(x *work) {
	w.k.complaints++
	if w.dice.chance(w.model.Ban, "ban", x.job.ID) {
		for i := range w.p.Customers {
			if c := &w.p.Customers[i]; c.ID == x.job.Customer && !slices.Contains(c.BannedWorkers, x.by[0]) {
				c.BannedWorkers = append(slices.Clip(c.BannedWorkers), x.by[0])
				c.PreferredWorkers = slices.DeleteFunc(slices.Clone(c.PreferredWorkers), func(id string) bool { return id == x.by[0] })
			}
		}
	}
	call := w.now.Add(time.Duration(1+w.dice.unit("call", x.job.ID)*6) * time.Hour)
	rework := x.job
	rework.ID = x.job.ID + "-rework"
	rework.Preferred, rework.Release = nil, time.Time{}
	rework.PreferredWorkers = slices.DeleteFunc(slices.Clone(rework.PreferredWorkers), func(id string) bool { return slices.Contains(x.by, id) })
	rework.Windows = []roster.Window{{Start: call, End: w.now.Add(48 * time.Hour)}}
	zero := roster.Money(0)
	rework.Price = &zero
	if w.model.ReworkService != "" {
		rework.Service, rework.Duration, rework.Extras, rework.SquareMetres = w.model.ReworkService, nil, nil, 0
	}
	if call.Before(w.p.Horizon.End) {
		w.add(rework, call).inner = true
	}
}

// later returns the later one of two times.
func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// ledger of what the workers have worked, by worker.
func (w *world) ledger() []roster.LedgerEntry {
	base := map[string]roster.LedgerEntry{}
	for _, e := range w.p.History.Ledger {
		base[e.Worker] = e
	}
	year, week := w.now.In(w.zone).ISOWeek()
	firstYear, firstWeek := w.p.Horizon.Start.In(w.zone).ISOWeek()
	var out []roster.LedgerEntry
	for i := range w.p.Workers {
		id := w.p.Workers[i].ID
		e := base[id]
		e.Worker, e.DaysInRow = id, 0
		if year != firstYear || week != firstWeek {
			e.WeekWork = 0
		}
		for _, d := range w.shifts {
			if d.worker.ID != id || !d.started || d.busy || roster.DateOf(d.shift.Start.In(w.zone)) == w.today {
				continue
			}
			if y, n := d.shift.Start.In(w.zone).ISOWeek(); y == year && n == week {
				e.WeekWork += roster.DurationOf(d.last.Sub(d.depart) - d.unpaid)
			}
			if d.last.After(e.LastEnd) {
				e.LastEnd = d.last
			}
		}
		e.WeekWork = min(max(e.WeekWork, 0), 7*24*3600)
		out = append(out, e)
	}
	return out
}

// state tells a policy what is left to do today.
func (w *world) state(morning bool) *State {
	p := *w.p
	s := &State{Now: w.now, Morning: morning, Problem: &p, Tasks: map[string][]Task{},
		Travel: func(worker *roster.Worker, from, to roster.Place, at time.Time) roster.Duration {
			d, _ := w.way(worker, from, to, at)
			return d
		}}
	p.FreezeTime, p.Series, p.Locks, p.Links, p.WorkerLimits = time.Time{}, nil, nil, nil, nil
	p.Horizon.Start = w.now
	p.Workers = slices.Clone(w.p.Workers)
	for i := range p.Workers {
		p.Workers[i].Shifts = nil
		for _, d := range w.shifts {
			if d.worker.ID == p.Workers[i].ID {
				if shift, ok := w.rest(d); ok {
					p.Workers[i].Shifts = append(p.Workers[i].Shifts, shift)
				}
			}
		}
	}
	tomorrow := time.Date(w.today.Year, w.today.Month, w.today.Day+1, 0, 0, 0, 0, w.zone)
	for _, d := range w.shifts {
		if d.shift.End.After(tomorrow) && roster.DateOf(d.shift.Start.In(w.zone)).DaysSince(w.today) <= 0 {
			tomorrow = d.shift.End // a night shift
		}
	}
	p.Jobs = nil
	for _, x := range w.jobs {
		if x.state != open {
			continue
		}
		job := x.job
		job.Release = time.Time{}
		job.Windows = nil
		for _, win := range x.job.Windows {
			if win.End.Before(w.now) || !win.Start.Before(tomorrow) {
				continue
			}
			win.Start = later(win.Start, w.now)
			job.Windows = append(job.Windows, win)
		}
		if len(x.job.Windows) > 0 && len(job.Windows) == 0 {
			if !lastStart(&x.job).After(w.now) {
				x.state = lost
			}
			continue
		}
		job.Preferred = slices.DeleteFunc(slices.Clone(x.job.Preferred), func(win roster.PreferredWindow) bool {
			return !slices.ContainsFunc(job.Windows, func(h roster.Window) bool { return !win.Start.Before(h.Start) && !win.End.After(h.End) })
		})
		if !morning && !x.promise.IsZero() { // what the customer was told
			for _, win := range job.Windows {
				if !x.promise.Before(win.Start) && !x.promise.After(win.End) {
					end := x.promise.Add(w.model.Punctual.Std() / 3) // what is left is for chance
					if end.After(win.End) {
						end = win.End
					}
					job.Preferred = []roster.PreferredWindow{{Start: later(x.promise.Add(-w.model.Punctual.Std()), win.Start), End: end}}
				}
			}
		}
		p.Jobs = append(p.Jobs, job)
	}
	ids := map[string]bool{}
	for i := range p.Jobs {
		ids[p.Jobs[i].ID] = true
	}
	for _, l := range w.p.Links {
		if ids[l.First] && ids[l.Second] && l.Kind != roster.BothServed {
			p.Links = append(p.Links, l)
		}
	}
	for _, l := range w.p.Locks {
		if ids[l.Job] && l.Worker != "" && len(l.Sequence) == 0 {
			p.Locks = append(p.Locks, roster.Lock{Job: l.Job, Worker: l.Worker})
		}
	}
	for _, d := range w.shifts {
		for _, t := range d.tasks {
			if ids[t.Job] {
				s.Tasks[d.shift.ID] = append(s.Tasks[d.shift.ID], t)
			}
		}
	}
	p.History = roster.History{Ledger: w.ledger(), Visits: w.visits()}
	for _, list := range [2][]roster.Refusal{w.p.History.Refusals, w.weak} {
		for _, r := range list {
			if r.Job == "" || ids[r.Job] {
				p.History.Refusals = append(p.History.Refusals, r)
			}
		}
	}
	return s
}

// rest returns what is left of a shift of today.
func (w *world) rest(d *duty) (roster.Shift, bool) {
	s := *d.shift
	if d.ill || roster.DateOf(s.Start.In(w.zone)).DaysSince(w.today) > 0 {
		return s, false
	}
	_, end := w.view.ShiftPlaces(d.worker, d.shift)
	from := d.place
	start := later(w.now, s.Start)
	if d.busy {
		start = later(start, d.free)
		for _, x := range w.jobs { // where the worker will be
			if x.state == begun && slices.Contains(x.here, d) {
				from = w.view.Place(&x.job)
			}
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

// visits is the history with what has been done since.
func (w *world) visits() []roster.PastVisits {
	out := slices.Clone(w.p.History.Visits)
	keys := make([][2]string, 0, len(w.seen))
	for k := range w.seen {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, k := range keys {
		at := slices.IndexFunc(out, func(v roster.PastVisits) bool { return v.Worker == k[0] && v.Customer == k[1] && v.Service == "" })
		if at >= 0 {
			out[at].Count += w.seen[k]
			continue
		}
		out = append(out, roster.PastVisits{Worker: k[0], Customer: k[1], Count: w.seen[k]})
	}
	return out
}
