package schedule_test

import (
	"slices"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

var zero time.Time

// servesAlone looks by trial for a worker who can serve a job on an empty day
// without locks and freeze time, and returns the first one: "" where none is
// found. It knows nothing of the solver: it simulates days and has the
// checker judge them.
func servesAlone(p *roster.Problem, job string) string {
	one := *p
	one.Locks, one.FreezeTime, one.History.Visits = nil, zero, nil
	one.Jobs = []roster.Job{p.Jobs[slices.IndexFunc(p.Jobs, func(j roster.Job) bool { return j.ID == job })]}
	view, err := roster.NewView(&one)
	if err != nil {
		panic(err)
	}
	for w := range one.Workers {
		one := one
		one.Workers = one.Workers[w : w+1]
		one.History.Ledger = slices.DeleteFunc(slices.Clone(one.History.Ledger), func(e roster.LedgerEntry) bool { return e.Worker != one.Workers[0].ID })
		if len(one.Workers[0].Shifts) == 0 {
			continue
		}
		t := &trial{p: &one, view: view, w: &one.Workers[0], s: &one.Workers[0].Shifts[0], checks: 300}
		if t.run() {
			return one.Workers[0].ID
		}
	}
	return ""
}

// trial simulates one worker's day with one job.
type trial struct {
	p      *roster.Problem
	view   *roster.View
	w      *roster.Worker
	s      *roster.Shift
	source *travel.Source
	mode   int
	places []roster.Place
	// errand lists what to do: stores by number, −1 for the job.
	errand []int
	route  roster.Route
	checks int
	found  bool
}

func (t *trial) run() bool {
	from, to := t.view.ShiftPlaces(t.w, t.s)
	t.places = []roster.Place{from, to, t.view.Place(&t.p.Jobs[0])}
	for i := range t.p.Stores {
		t.places = append(t.places, t.p.Stores[i].Place)
	}
	source, err := travel.New(t.p.Travel, t.places, travel.Options{Modes: []roster.Mode{roster.ModeOf(t.w)}})
	if err != nil {
		panic(err)
	}
	t.source = source
	t.mode, _ = travel.ModeIndex(roster.ModeOf(t.w))
	errands := [][]int{{-1}}
	for i := range t.p.Stores {
		if t.wants() > t.wants(i) {
			errands = append(errands, []int{i, -1})
		}
		for k := range t.p.Stores {
			if both := t.wants(i, k); both < t.wants(i) && both < t.wants(k) {
				errands = append(errands, []int{i, k, -1})
			}
		}
	}
	for _, t.errand = range errands {
		for _, depart := range t.departures() {
			t.route = roster.Route{Worker: t.w.ID, Shift: t.s.ID, Depart: depart}
			t.step(depart, 0, 0, 0, false, 0)
			if t.found || t.checks <= 0 {
				return t.found
			}
		}
	}
	return false
}

// wants returns how many of the things which the job needs the worker is short
// of after stores. Errands for nothing, such as to break a long way, do not
// count as serving a job alone.
func (t *trial) wants(stores ...int) int {
	job, n := &t.p.Jobs[0], 0
	held := func(f func(s *roster.Store) bool) bool {
		return slices.ContainsFunc(stores, func(i int) bool { return f(&t.p.Stores[i]) })
	}
	for _, e := range t.view.Requirements(job).Equipment {
		if !slices.Contains(t.w.Equipment, e) && !held(func(s *roster.Store) bool { return slices.Contains(s.Equipment, e) }) {
			n++
		}
	}
	for _, q := range t.view.Consumes(job) {
		at := slices.IndexFunc(t.w.Carries, func(c roster.Carry) bool { return c.Type == q.Type })
		if at >= 0 && t.w.Carries[at].Quantity < q.Quantity &&
			!held(func(s *roster.Store) bool { return len(s.Types) == 0 || slices.Contains(s.Types, q.Type) }) {
			n++
		}
	}
	return n
}

// departures lists times worth leaving at.
func (t *trial) departures() []time.Time {
	var out []time.Time
	last := t.s.End.Add(t.s.MaxOvertime.Std())
	for at := t.s.Start; at.Before(last); at = at.Add(10 * time.Minute) {
		out = append(out, at)
	}
	for _, b := range t.s.Breaks { // just after a break is no longer due
		out = append(out, b.Latest.Add(time.Second))
	}
	for _, e := range t.p.History.Ledger { // as soon as rest is over
		if e.Worker == t.w.ID && !e.LastEnd.IsZero() {
			out = append(out, e.LastEnd.Add(11*time.Hour))
		}
	}
	for _, w := range t.p.Jobs[0].Windows { // to arrive when a window opens
		for hour := range 24 {
			if sec, _, ok := t.source.Leg(t.mode, 0, 2); ok {
				out = append(out, w.Start.Add(-time.Duration(travel.Adjust(sec, roster.TravelPercentOf(t.w), int(t.source.Profile(t.mode)[hour])))*time.Second))
			}
		}
	}
	return out
}

// step goes on from a place at a time with stop next of the errand and break
// b to come; arrived tells that the worker is at the next stop already, after
// a way of way seconds.
func (t *trial) step(now time.Time, place int32, next, b int, arrived bool, way roster.Duration) {
	if t.found || t.checks <= 0 || now.After(t.s.End.Add(t.s.MaxOvertime.Std())) {
		return
	}
	mark := len(t.route.Stops)
	put := func(s roster.Stop) {
		s.Wait = roster.Duration(s.Start.Sub(s.Arrive) / time.Second)
		t.route.Stops = append(t.route.Stops[:mark], s)
	}
	metres := func(from, to int32) int { _, m, _ := t.source.Leg(t.mode, from, to); return int(m) }
	if b < len(t.s.Breaks) { // rest here
		rest := &t.s.Breaks[b]
		start := now
		if start.Before(rest.Earliest) {
			start = rest.Earliest
		}
		if end := start.Add(rest.Duration.Std()); !start.After(rest.Latest) {
			stop := roster.Stop{Kind: roster.BreakStop, Break: rest.ID, Arrive: now, Start: start, End: end}
			if arrived {
				stop.AtNext, stop.Travel = true, way
				stop.Metres = metres(t.before(next), place)
			}
			put(stop)
			after := way
			if arrived {
				after = 0
			}
			t.step(end, place, next, b+1, arrived, after)
			t.route.Stops = t.route.Stops[:mark]
		}
	}
	if next == len(t.errand) {
		if !arrived {
			t.goHome(now, place)
		}
		return
	}
	if !arrived {
		to := t.placeOf(next)
		if sec, ok := t.leg(place, to, now); ok {
			t.step(now.Add(time.Duration(sec)*time.Second), to, next, b, true, roster.Duration(sec))
		}
		return
	}
	from := t.before(next)
	if mark > 0 && t.route.Stops[mark-1].AtNext {
		from = place
	}
	job := &t.p.Jobs[0]
	if i := t.errand[next]; i >= 0 {
		s := &t.p.Stores[i]
		for _, start := range t.starts(now, s.Windows) {
			end := start.Add(s.Duration.Std())
			put(roster.Stop{Kind: roster.StoreStop, Store: s.ID, Travel: way, Metres: metres(from, place), Arrive: now, Start: start, End: end})
			t.step(end, place, next+1, b, false, 0)
			t.route.Stops = t.route.Stops[:mark]
		}
		return
	}
	arrive := now
	if job.Release.After(now) {
		arrive = job.Release
	}
	for _, start := range t.starts(arrive, job.Windows) {
		end := start.Add(t.view.WorkerDuration(t.w, job).Std())
		put(roster.Stop{Kind: roster.VisitStop, Job: job.ID, Travel: way, Metres: metres(from, place), Arrive: now, Start: start, End: end})
		t.step(end, place, next+1, b, false, 0)
		t.route.Stops = t.route.Stops[:mark]
	}
}

func (t *trial) placeOf(i int) int32 {
	if t.errand[i] < 0 {
		return 2
	}
	return int32(3 + t.errand[i])
}

func (t *trial) before(i int) int32 {
	if i == 0 {
		return 0
	}
	return t.placeOf(i - 1)
}

// starts lists the earliest start in each window from now on.
func (t *trial) starts(now time.Time, windows []roster.Window) []time.Time {
	if len(windows) == 0 {
		return []time.Time{now}
	}
	var out []time.Time
	for _, w := range windows {
		at := now
		if at.Before(w.Start) {
			at = w.Start
		}
		if !at.After(w.End) {
			out = append(out, at)
		}
	}
	return out
}

func (t *trial) leg(from, to int32, at time.Time) (int32, bool) {
	sec, _, ok := t.source.Leg(t.mode, from, to)
	if !ok {
		return 0, false
	}
	return travel.Adjust(sec, roster.TravelPercentOf(t.w), int(t.source.Profile(t.mode)[at.In(t.view.Zone).Hour()])), true
}

func (t *trial) goHome(now time.Time, place int32) {
	sec, ok := t.leg(place, 1, now)
	if !ok {
		return
	}
	r := t.route
	r.Return = now.Add(time.Duration(sec) * time.Second)
	if r.Return.After(t.s.End.Add(t.s.MaxOvertime.Std())) {
		return
	}
	r.ReturnTravel = roster.Duration(sec)
	_, m, _ := t.source.Leg(t.mode, place, 1)
	r.ReturnMetres = int(m)
	t.checks--
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: t.p.ID, Status: roster.Feasible, Routes: []roster.Route{r}}
	for _, v := range roster.Check(t.p, plan, roster.CheckOptions{}).Violations {
		switch v.Code {
		case roster.ViolationStopParts, roster.ViolationRouteParts, roster.ViolationScoreParts, roster.ViolationScoreTotal,
			roster.ViolationMissed, roster.ViolationFigures, roster.ViolationLate, roster.ViolationEarly:
		default:
			if slices.Contains(matching.Codes(), v.Code) && roster.DateOf(t.s.Start.In(t.view.Zone)) == roster.DateOf(r.Return.In(t.view.Zone)) {
				t.checks = 0 // closed all day
			}
			return
		}
	}
	t.found = true
}
