package roster

import (
	"fmt"
	"time"
)

// trace is what one route comes to.
type trace struct {
	index  int
	route  *Route
	worker *Worker // nil: unknown, and the route is not walked
	shift  *Shift  // nil: unknown, and the route is not walked
	day    Date    // local day on which the shift starts

	depart, back int64 // instants
	visits       int
	travel       int64 // seconds on the way
	metres       int64
	idle         int64 // Σ wait and hold
	restocking   int64 // Σ time at stores
	service      int64 // Σ duration of visits
	breaks       int64 // Σ duration of breaks
	unpaid       int64 // Σ duration of unpaid breaks
	late         int64
	lateVisits   int

	liveIn      bool // its one stop is a visit to a live-in job: none of it is work, overtime or service
	worstLate   int64
	unpopular   int      // visits which start in an unpopular time
	places      []*Place // [i] is where stop i is, nil: unknown
	breaksTaken []int    // [b] is the stop of the shift's break b, −1 where not taken
	load        load
	parts       []Points // [k] is the cost of part c.costs.codes[k]
}

// work is the working time: departure to return without unpaid breaks.
func (t *trace) work() int64 {
	if t.liveIn {
		return 0
	}
	return t.back - t.depart - t.unpaid
}

// overtime is the time after the shift's end.
func (t *trace) overtime() int64 {
	if t.liveIn {
		return 0
	}
	return max(0, t.back-t.shift.End.Unix())
}

// path names the route, at names a stop of it.
func (t *trace) path() string { return fmt.Sprintf("routes[%d]", t.index) }

func (t *trace) at(stop int) string { return fmt.Sprintf("routes[%d].stops[%d]", t.index, stop) }

// blame returns a violation of the route as a whole.
func (t *trace) blame(code string) Violation {
	return Violation{Code: code, Path: t.path(), Worker: t.route.Worker, Shift: t.route.Shift}
}

// blameStop returns a violation of one stop.
func (t *trace) blameStop(stop int, code string) Violation {
	return Violation{Code: code, Path: t.at(stop), Worker: t.route.Worker, Shift: t.route.Shift, Job: t.route.Stops[stop].Job}
}

// with returns the violation with amounts.
func (v Violation) with(got, want int64, unit Unit) Violation {
	v.Got, v.Want, v.Unit = got, want, unit
	return v
}

// about returns the violation with a part.
func (v Violation) about(part string) Violation {
	v.Part = part
	return v
}

// walkRoutes finds worker and shift of each route and walks its stops.
func (c *checker) walkRoutes() {
	c.traces = make([]trace, len(c.plan.Routes))
	c.rep.RouteParts = make([][]Part, len(c.plan.Routes))
	used := make(map[string]bool, len(c.plan.Routes))
	lastOrder := -1
	for i := range c.plan.Routes {
		r := &c.plan.Routes[i]
		t := &c.traces[i]
		*t = trace{index: i, route: r, depart: r.Depart.Unix(), back: r.Return.Unix()}
		if w, ok := c.workers[r.Worker]; ok {
			t.worker = &c.p.Workers[w]
		} else {
			c.add(t.blame(ViolationUnknownWorker))
		}
		if at, ok := c.shifts[r.Shift]; ok {
			t.shift = &c.p.Workers[at.worker].Shifts[at.shift]
			t.day = c.dayOf(t.shift.Start.Unix())
			if owner := c.p.Workers[at.worker].ID; owner != r.Worker && t.worker != nil {
				c.add(t.blame(ViolationShiftOfOther))
			}
			if at.order < lastOrder {
				c.add(t.blame(ViolationRouteOrder))
			}
			lastOrder = max(lastOrder, at.order)
		} else {
			c.add(t.blame(ViolationUnknownShift))
		}
		if used[r.Shift] {
			c.add(t.blame(ViolationShiftTwice))
		}
		used[r.Shift] = true
		c.countVisits(t)
		if t.worker != nil && t.shift != nil {
			c.walk(t)
		} else {
			t.worker, t.shift = nil, nil
		}
	}
}

// countVisits notes who visits which job, and refuses unknown jobs, odd
// stops and routes without a visit.
func (c *checker) countVisits(t *trace) {
	c.checkWhole(t.path()+".depart", t.route.Depart)
	c.checkWhole(t.path()+".return", t.route.Return)
	for i := range t.route.Stops {
		s := &t.route.Stops[i]
		if s.Arrive.Nanosecond() != 0 || s.Start.Nanosecond() != 0 || s.End.Nanosecond() != 0 {
			c.add(t.blameStop(i, ViolationTimeFraction))
		}
		isVisit, isBreak, isStore := s.Kind == VisitStop, s.Kind == BreakStop, s.Kind == StoreStop
		if !isVisit && !isBreak && !isStore {
			c.add(t.blameStop(i, ViolationStopKind))
			continue
		}
		if !isVisit && (s.Job != "" || s.Member != 0 || len(s.Parts) > 0) || !isBreak && s.Break != "" || !isStore && s.Store != "" {
			c.add(t.blameStop(i, ViolationStopMalformed))
		}
		if !isVisit {
			continue
		}
		t.visits++
		j, ok := c.jobs[s.Job]
		if !ok {
			c.add(t.blameStop(i, ViolationUnknownJob))
			continue
		}
		c.visits[j] = append(c.visits[j], visit{route: t.index, stop: i, worker: t.worker, member: s.Member,
			start: s.Start.Unix(), end: s.End.Unix()})
	}
	if t.visits == 0 {
		c.add(t.blame(ViolationRouteEmpty))
	}
}

func (c *checker) checkWhole(path string, at time.Time) {
	if at.Nanosecond() != 0 {
		c.add(Violation{Code: ViolationTimeFraction, Path: path})
	}
}

// walk follows a route from its departure to its return.
func (c *checker) walk(t *trace) {
	w := t.worker
	t.parts = make([]Points, len(c.costs.codes))
	t.load = newLoad(w)
	t.breaksTaken = make([]int, len(t.shift.Breaks))
	for b := range t.breaksTaken {
		t.breaksTaken[b] = -1
	}
	start, end := &w.Home, &w.Home
	if t.shift.StartPlace != nil {
		start = t.shift.StartPlace
	}
	if t.shift.EndPlace != nil {
		end = t.shift.EndPlace
	}
	places := c.stopPlaces(t, start)
	t.places = places
	c.checkLiveIn(t)
	here, free := start, t.depart
	for i := range t.route.Stops {
		c.walkStop(t, i, here, places[i], free)
		here, free = places[i], t.route.Stops[i].End.Unix()
	}
	home := c.legOf(w, here, end, free)
	seconds, metres := c.checkLeg(t, wayHome, home, int64(t.route.ReturnTravel), int64(t.route.ReturnMetres))
	t.travel += seconds
	t.metres += metres
	if want := free + int64(t.route.ReturnTravel); t.back != want {
		c.add(t.blame(ViolationReturn).with(t.back, want, UnitInstant))
	}
	c.checkBreaksDue(t)
	c.checkShift(t)
	c.priceRoute(t)
}
