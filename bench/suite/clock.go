package suite

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// unreachable is how long a leg takes which there is not: an answer is timed
// even where it breaks rules.
const unreachable = 10_000

// clock tells when the stops of an answer start in a problem whose visits may
// wait for each other. All times are seconds since Epoch.
type clock struct {
	p      *roster.Problem
	routes []timedRoute
	visits map[string][]*timedStop // by job ID
}

type timedRoute struct {
	worker *roster.Worker
	shift  *roster.Shift
	order  int // of the shift among the worker's
	matrix *roster.Matrix
	stops  []*timedStop
	home   int // place at the end
	fixed  bool
}

// timedStop is a visit, or a break where job is nil.
type timedStop struct {
	number, member int
	job            *roster.Job
	rest           *roster.Break
	windows        [][2]int64 // of the start; none: any time
	place, metres  int
	travel, length int64
	start          int64
}

// newClock lays out an answer whose numbers have been verified.
func (in *Instance) newClock(answer Answer) (*clock, error) {
	p := in.Problem
	c := &clock{p: p, routes: make([]timedRoute, len(answer)), visits: map[string][]*timedStop{}}
	jobs := make(map[int]*roster.Job, len(p.Jobs))
	for i := range p.Jobs {
		jobs[number(p.Jobs[i].ID)] = &p.Jobs[i]
	}
	places := make(map[string]int, len(p.Customers))
	for i := range p.Customers {
		places[p.Customers[i].ID] = number(p.Customers[i].Place.ID)
	}
	seen := map[[2]int]bool{}
	for i, r := range answer {
		t := &c.routes[i]
		t.worker = &p.Workers[r.Worker-1]
		if len(t.worker.Shifts) > 1 && len(r.Stops) > 0 {
			t.order = r.Stops[0]/Second - 1
		}
		t.shift = &t.worker.Shifts[t.order]
		key := [2]int{r.Worker, t.order}
		if len(r.Stops) > 0 && seen[key] {
			return nil, fmt.Errorf("%s: two routes of worker %d in one shift", in.Name, r.Worker)
		}
		seen[key] = len(r.Stops) > 0 || seen[key]
		t.matrix = matrixOf(p, t.worker.Mode)
		start, end := &t.worker.Home, &t.worker.Home
		if t.shift.StartPlace != nil {
			start = t.shift.StartPlace
		}
		if t.shift.EndPlace != nil {
			end = t.shift.EndPlace
		}
		t.home, t.fixed = number(end.ID), len(r.Starts) > 0
		here := number(start.ID)
		for k, stop := range r.Stops {
			s := &timedStop{number: stop, place: here}
			switch job := jobs[stop]; {
			case job != nil:
				s.job, s.place, s.length = job, places[job.Customer], int64(*job.Duration)
				for _, w := range job.Windows {
					s.windows = append(s.windows, [2]int64{since(w.Start), since(w.End)})
				}
				slices.SortFunc(s.windows, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
				s.member = len(c.visits[job.ID])
				c.visits[job.ID] = append(c.visits[job.ID], s)
			case len(t.shift.Breaks) == 0:
				return nil, fmt.Errorf("%s: worker %d has no lunch break", in.Name, r.Worker)
			default:
				s.rest = &t.shift.Breaks[0]
				s.length = int64(s.rest.Duration)
				s.windows = [][2]int64{{since(s.rest.Earliest), since(s.rest.Latest)}}
				if stop == LunchThere && k+1 < len(r.Stops) && jobs[r.Stops[k+1]] != nil {
					s.place = places[jobs[r.Stops[k+1]].Customer]
				}
			}
			s.travel, s.metres = leg(t.matrix, here, s.place)
			here = s.place
			if t.fixed {
				s.start = r.Starts[k]
			}
			t.stops = append(t.stops, s)
		}
	}
	return c, c.run()
}

func since(t time.Time) int64 { return t.Unix() - Epoch.Unix() }

// matrixOf returns the matrix of a mode.
func matrixOf(p *roster.Problem, mode roster.Mode) *roster.Matrix {
	m := &p.Travel.Matrices[0]
	for i := range p.Travel.Matrices {
		if mode != "" && p.Travel.Matrices[i].Mode == mode {
			m = &p.Travel.Matrices[i]
		}
	}
	return m
}

func leg(m *roster.Matrix, from, to int) (travel int64, metres int) {
	if from == to {
		return 0, 0
	}
	if m.Seconds[from][to] == nil {
		return unreachable, unreachable
	}
	return int64(*m.Seconds[from][to]), int(m.Metres[from][to])
}

// run moves every start which is not fixed to the earliest instant which way,
// windows, links and crews let. What cannot be kept is not kept, but visits
// which wait for each other in a circle are an error.
func (c *clock) run() error {
	rounds := 100 + 2*len(c.p.Links)
	for i := range c.routes {
		rounds += 4 * len(c.routes[i].stops)
	}
	for range rounds {
		if !c.round() {
			return nil
		}
	}
	return errors.New("visits of the answer wait for each other in a circle")
}

// round applies every bound once and reports whether something moved.
func (c *clock) round() bool {
	moved := false
	fixed := map[*timedStop]bool{}
	for i := range c.routes {
		r := &c.routes[i]
		free := since(r.shift.Start)
		for _, s := range r.stops {
			if r.fixed {
				fixed[s] = true
			} else if t := s.open(max(s.start, free+s.travel)); t > s.start {
				s.start, moved = t, true
			}
			free = s.start + s.length
		}
	}
	// up moves all visits of a job to at or later.
	up := func(visits []*timedStop, at int64) {
		for _, s := range visits {
			if at > s.start && !fixed[s] {
				s.start, moved = at, true
			}
		}
	}
	for i := range c.p.Links {
		l := &c.p.Links[i]
		a, b := c.visits[l.First], c.visits[l.Second]
		if len(a) == 0 || len(b) == 0 {
			continue
		}
		first, second := begin(a), begin(b)
		tolerance := int64(0)
		if l.MaxGap != nil {
			tolerance = int64(*l.MaxGap)
		}
		switch l.Kind {
		case roster.SameStart:
			up(a, second-tolerance)
			up(b, first-tolerance)
		case roster.StartToStart:
			up(b, first+int64(l.MinGap))
			if l.MaxGap != nil {
				up(a, second-tolerance)
			}
		case roster.SameTime:
			const day = 86400
			up(a, first/day*day+second%day-tolerance)
			up(b, second/day*day+first%day-tolerance)
		}
	}
	for _, visits := range c.visits {
		if len(visits) > 1 { // a crew, which starts together
			last := visits[0].start
			for _, s := range visits[1:] {
				last = max(last, s.start)
			}
			up(visits, last)
		}
	}
	return moved
}

// open returns the first instant from t on within a window, t where there is
// none.
func (s *timedStop) open(t int64) int64 {
	for _, w := range s.windows {
		if t <= w[1] {
			return max(t, w[0])
		}
	}
	return t
}

// begin is when a job starts: with its first visit.
func begin(visits []*timedStop) int64 {
	first := visits[0].start
	for _, s := range visits[1:] {
		first = min(first, s.start)
	}
	return first
}

// withStarts fills in the starts of an answer where they are missing.
func (in *Instance) withStarts(answer Answer) (Answer, error) {
	if !slices.ContainsFunc(answer, func(r Route) bool { return len(r.Starts) != len(r.Stops) }) {
		return answer, nil
	}
	c, err := in.newClock(answer)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(answer)
	for i := range c.routes {
		out[i].Starts = nil
		for _, s := range c.routes[i].stops {
			out[i].Starts = append(out[i].Starts, s.start)
		}
	}
	return out, nil
}

// linkedRoutes adds the routes of an answer to a plan, in the order of the
// shifts, and notes the jobs served.
func (in *Instance) linkedRoutes(plan *roster.Plan, answer Answer, served map[string]bool) error {
	c, err := in.newClock(answer)
	if err != nil {
		return err
	}
	slices.SortStableFunc(c.routes, func(a, b timedRoute) int {
		return cmp.Or(cmp.Compare(number(a.worker.ID), number(b.worker.ID)), cmp.Compare(a.order, b.order))
	})
	for i := range c.routes {
		if len(c.routes[i].stops) > 0 {
			plan.Routes = append(plan.Routes, c.routes[i].plan())
		}
	}
	for id := range c.visits {
		served[id] = true
	}
	return nil
}

// plan tells a route, left as late as its first stop lets unless the worker
// is on duty before.
func (t *timedRoute) plan() roster.Route {
	depart := t.stops[0].start - t.stops[0].travel
	if t.shift.OnDuty {
		depart = since(t.shift.Start)
	}
	route := roster.Route{Worker: t.worker.ID, Shift: t.shift.ID, Depart: at(depart)}
	free, here := depart, 0
	for _, s := range t.stops {
		stop := roster.Stop{
			Kind: roster.VisitStop, Travel: roster.Duration(s.travel), Metres: s.metres,
			Arrive: at(free + s.travel), Wait: roster.Duration(s.start - free - s.travel),
			Start: at(s.start), End: at(s.start + s.length),
		}
		if s.job != nil {
			stop.Job, stop.Member = s.job.ID, s.member
			stop.Late, stop.Early = outside(s.job.Preferred, s.start)
		} else {
			stop.Kind, stop.Break, stop.AtNext = roster.BreakStop, s.rest.ID, s.number == LunchThere
		}
		route.Stops = append(route.Stops, stop)
		free, here = s.start+s.length, s.place
	}
	travel, metres := leg(t.matrix, here, t.home)
	route.ReturnTravel, route.ReturnMetres = roster.Duration(travel), metres
	route.Return = at(free + travel)
	return route
}

// outside returns how far a start is outside preferred windows: late after the
// last which has passed, early only before all of them. In the suites early
// is dearer than late.
func outside(list []roster.PreferredWindow, start int64) (late, early roster.Duration) {
	const none = 1 << 60
	after, before := int64(none), int64(none)
	for _, w := range list {
		switch from, until := since(w.Start), since(w.End); {
		case from <= start && start <= until:
			return 0, 0
		case until < start:
			after = min(after, start-until)
		default:
			before = min(before, from-start)
		}
	}
	switch {
	case after < none:
		return roster.Duration(after), 0
	case before < none:
		return 0, roster.Duration(before)
	}
	return 0, 0
}
