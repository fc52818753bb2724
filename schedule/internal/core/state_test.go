package core

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// picture is what a state says, without memory layout and the order of
// vacant twins.
type picture struct {
	routes                 []route
	routeOf, posOf, absent []int32
	cost, miss             int64
	idle                   int
	vacant                 [][]int32
}

func pictureOf(s *state) picture {
	p := picture{routeOf: slices.Clone(s.routeOf), posOf: slices.Clone(s.posOf), absent: slices.Clone(s.absent),
		cost: s.cost, miss: s.miss, idle: s.idle}
	for i := range s.routes {
		var r route
		r.copyFrom(&s.routes[i])
		p.routes = append(p.routes, r)
	}
	for _, list := range s.vacant {
		list = slices.Clone(list)
		slices.Sort(list)
		p.vacant = append(p.vacant, list)
	}
	return p
}

// fresh returns the route of the nodes in a shift, built from nothing, and
// whether it can be done.
func fresh(e *engine, shift int32, nodes []int32) (*route, bool) {
	r := &route{}
	e.setup(r, shift)
	last := r.stops[1]
	r.stops = r.stops[:1]
	for _, x := range nodes {
		r.stops = append(r.stops, e.newStop(shift, x))
	}
	r.stops = append(r.stops, last)
	ok := e.refresh(r)
	return r, ok
}

func nodesOf(r *route) []int32 {
	var list []int32
	for i := 1; i < len(r.stops)-1; i++ {
		list = append(list, r.stops[i].node)
	}
	return list
}

// audit recomputes a state from its routes' orders and returns what differs.
func audit(s *state) error {
	p := s.p
	cost, miss, idle := int64(0), int64(0), 0
	on := make([]bool, len(p.Jobs))
	for i := range s.routes {
		rt := &s.routes[i]
		f, ok := fresh(s.engine, int32(i), nodesOf(rt))
		if !ok {
			return fmt.Errorf("route %d cannot be done", i)
		}
		if f.static != rt.static || f.timed != rt.timed || f.busy != rt.busy || f.stores != rt.stores || !slices.Equal(f.stops, rt.stops) ||
			!slices.Equal(f.fns, rt.fns) || !slices.Equal(f.free, rt.free) || (rt.stores > 0 && !slices.Equal(f.slack, rt.slack)) {
			return fmt.Errorf("route %d has stale tables: cost %d+%d, anew %d+%d", i, rt.static, rt.timed, f.static, f.timed)
		}
		cost += f.cost()
		if (s.vacantAt[i] >= 0) != rt.empty() {
			return fmt.Errorf("route %d empty %v, vacant at %d", i, rt.empty(), s.vacantAt[i])
		}
		if at := s.vacantAt[i]; at >= 0 {
			idle++
			if s.vacant[p.Shifts[i].Twin][at] != int32(i) {
				return fmt.Errorf("route %d is not where vacantAt says", i)
			}
		}
		for k, x := range nodesOf(rt) {
			if int(x) >= len(p.Jobs) {
				continue
			}
			if s.routeOf[x] != int32(i) || s.posOf[x] != int32(k+1) || on[x] {
				return fmt.Errorf("job %d is said to be at %d/%d, is at %d/%d", x, s.routeOf[x], s.posOf[x], i, k+1)
			}
			on[x] = true
		}
	}
	for _, chain := range p.Chains {
		last := int32(-1)
		for _, j := range chain {
			switch {
			case !on[j]:
			case last >= 0 && (s.routeOf[j] != s.routeOf[last] || s.posOf[j] < s.posOf[last]):
				return fmt.Errorf("jobs %d and %d of a chain are apart or out of order", last, j)
			default:
				last = j
			}
		}
	}
	for j := range p.Jobs {
		if on[j] {
			if !p.eligible(int32(j), s.routeOf[j]) {
				return fmt.Errorf("job %d may not be in shift %d", j, s.routeOf[j])
			}
			continue
		}
		cost += p.Jobs[j].Value
		miss += p.Jobs[j].Miss
		if s.routeOf[j] != -1 || s.absent[s.posOf[j]] != int32(j) {
			return fmt.Errorf("absent job %d is not listed", j)
		}
	}
	if cost != s.cost || miss != s.miss || idle != s.idle {
		return fmt.Errorf("cost %d, miss %d, idle %d; anew %d, %d, %d", s.cost, s.miss, s.idle, cost, miss, idle)
	}
	return nil
}

// auditTimes checks a route's timetable by itself: order, windows, hours,
// breaks, working time, and that it costs what the route says.
func auditTimes(e *engine, r *route) error {
	p, sh := e.p, &e.p.Shifts[r.shift]
	var t Timetable
	if !e.timetable(r, &t) {
		return fmt.Errorf("no timetable")
	}
	c := &p.Classes[sh.Class]
	way := func(from, to, at int32) int32 {
		sec := p.arc(c, from, to).Seconds
		if len(c.Hours) == 0 || sec == 0 {
			return sec
		}
		percent := c.Hours[0].Percent
		for _, h := range c.Hours {
			if h.From <= at {
				percent = h.Percent
			}
		}
		return (c.Base(from, to)*100 + percent - 1) / percent
	}
	now, here, cost, unpaid := t.Depart, sh.From, int64(0), int32(0)
	stop := sh.From // the last one but for breaks; ways by their places cost what they are dearer than direct ones
	ends, lastBreak := make([]int32, len(sh.Breaks)), int32(-1)
	var nodes []int32
	leg := func(to, hold, travel int32) error {
		if hold < 0 || (hold > 0 && now == t.Depart && len(nodes) == 0 && unpaid == 0) {
			return fmt.Errorf("holds %d", hold)
		}
		if want := way(here, to, now+hold); want != travel || travel > sh.MaxLeg {
			return fmt.Errorf("travels %d, want %d at most %d", travel, want, sh.MaxLeg)
		}
		if len(c.Hours) > 0 {
			cost += sh.PerSecond * int64(travel-p.arc(c, here, to).Seconds)
		}
		if here != to || hold+travel > 0 {
			cost += sh.cost(p.arc(c, here, to))
		}
		cost += sh.WaitCost * int64(hold)
		now += hold + travel
		here = to
		return nil
	}
	for i := range t.Events {
		ev := &t.Events[i]
		to := here
		switch {
		case int(ev.Node) >= len(p.Jobs):
			to = p.Stores[int(ev.Node)-len(p.Jobs)].Place
		case ev.Node >= 0:
			to = p.Jobs[ev.Node].Place
		case sh.Breaks[ev.Break].Placed:
			to = sh.Breaks[ev.Break].Place
		case ev.AtNext:
			to = e.nextPlace(&t, i)
		}
		if err := leg(to, ev.Hold, ev.Travel); err != nil {
			return fmt.Errorf("event %d: %w", i, err)
		}
		if ev.Node >= 0 {
			cost -= sh.cost(p.arc(c, stop, to))
			stop = to
		}
		if ev.Arrive != now || ev.Start < now || ev.End < ev.Start {
			return fmt.Errorf("event %d: arrives %d, starts %d, ends %d, is there at %d", i, ev.Arrive, ev.Start, ev.End, now)
		}
		cost += sh.WaitCost * int64(ev.Start-ev.Arrive)
		now = ev.End
		switch {
		case ev.Break >= 0:
			b := &sh.Breaks[ev.Break]
			if ev.Break <= lastBreak || ev.Start < b.Earliest || ev.Start > b.Latest || ev.End-ev.Start != b.Duration {
				return fmt.Errorf("event %d: break %d from %d to %d", i, ev.Break, ev.Start, ev.End)
			}
			lastBreak, ends[ev.Break] = ev.Break, ev.End
			cost += b.Cost
			if !b.Paid {
				unpaid += b.Duration
			}
		case int(ev.Node) >= len(p.Jobs):
			nodes = append(nodes, ev.Node)
			s := &p.Stores[int(ev.Node)-len(p.Jobs)]
			if ev.End-ev.Start != s.Duration || !inWindows(s.Windows, ev.Start, ev.End) {
				return fmt.Errorf("event %d: store from %d to %d", i, ev.Start, ev.End)
			}
		default:
			nodes = append(nodes, ev.Node)
			j := &p.Jobs[ev.Node]
			if ev.End-ev.Start != p.duration(r.shift, ev.Node) || !inWindows(p.Windows[j.Win0:j.Win1], ev.Start, ev.End) {
				return fmt.Errorf("event %d: job from %d to %d", i, ev.Start, ev.End)
			}
			soft := int64(Far)
			for _, w := range p.Preferred[j.Pref0:j.Pref1] {
				soft = min(soft, p.LateCost*int64(max(0, ev.Start-w.Hi))+p.EarlyCost*int64(max(0, w.Lo-ev.Start)))
			}
			if soft < Far {
				cost += soft
			}
		}
	}
	if err := leg(sh.To, 0, t.Travel); err != nil {
		return fmt.Errorf("way home: %w", err)
	}
	cost -= sh.cost(p.arc(c, stop, sh.To))
	rested := t.Depart
	for i := range sh.Breaks {
		b := &sh.Breaks[i]
		switch {
		case ends[i] > 0:
			rested = ends[i]
		case t.Depart > b.Latest || now <= b.Latest || b.AfterWork > 0 && b.Latest-rested <= b.AfterWork:
		case b.Skip < Far:
			cost += b.Skip
		default:
			return fmt.Errorf("break %d is missing", i)
		}
	}
	if now != t.Return || t.Depart < sh.Start || now > sh.Last || now-t.Depart-unpaid > sh.MaxWork {
		return fmt.Errorf("departs %d, returns %d (%d) with %d of breaks unpaid", t.Depart, t.Return, now, unpaid)
	}
	if cost += sh.OverCost * int64(max(0, now-sh.End)); cost != r.timed {
		return fmt.Errorf("costs %d, is said to cost %d", cost, r.timed)
	}
	if !slices.Equal(nodes, nodesOf(r)) {
		return fmt.Errorf("serves %v, should %v", nodes, nodesOf(r))
	}
	return nil
}

func inWindows(list []Window, start, end int32) bool {
	return len(list) == 0 || slices.ContainsFunc(list, func(w Window) bool { return w.Lo <= start && start <= w.Hi && end <= w.EndBy })
}

// spotAt prices job x behind stop i of route r.
func spotAt(s *search, r, i, x int32) spot {
	best := noSpot()
	s.scan(r, x, i, i, &best)
	if s.level == levelFull {
		s.settleFull(x, &best)
	}
	return best
}

// auditSpots compares every price of every absent job, and its bound, with
// what the change comes to.
func auditSpots(s *search) error {
	for _, x := range s.absent {
		for r := range s.routes {
			if !s.p.eligible(x, int32(r)) {
				continue
			}
			rt := &s.routes[r]
			before := nodesOf(rt)
			for i := 0; i <= len(before); i++ {
				at := spotAt(s, int32(r), int32(i), x)
				f, ok := fresh(s.engine, int32(r), slices.Insert(slices.Clone(before), i, x))
				switch {
				case ok && at.route < 0:
					return fmt.Errorf("job %d behind stop %d of route %d is possible at %d, but is not found", x, i, r, f.cost()-rt.cost())
				case !ok && at.route >= 0:
					return fmt.Errorf("job %d behind stop %d of route %d is not possible, but is priced at %d", x, i, r, at.delta)
				case ok && f.cost()-rt.cost() != at.delta:
					return fmt.Errorf("job %d behind stop %d of route %d costs %d, but is priced at %d", x, i, r, f.cost()-rt.cost(), at.delta)
				case ok && s.level == levelFull && !s.p.Shifts[r].anyPlaced() && s.leastTime(int32(r), int32(i), x) > f.timed:
					return fmt.Errorf("job %d behind stop %d of route %d is timed at %d, but bounded by %d", x, i, r, f.timed, s.leastTime(int32(r), int32(i), x))
				}
			}
		}
	}
	return nil
}

// walk does one random step: takes some stops out and puts some jobs in.
func walk(s *search, r *rand.Rand) error {
	if route := int32(r.IntN(len(s.routes))); !s.routes[route].empty() && r.IntN(2) == 0 {
		marked := make([]bool, len(s.routes[route].stops))
		for i := 1; i < len(marked)-1; i++ {
			marked[i] = r.IntN(2) == 0
		}
		s.remove(route, marked)
		if err := audit(s.state); err != nil {
			return fmt.Errorf("after a removal: %w", err)
		}
	}
	for range 1 + r.IntN(4) {
		if len(s.absent) == 0 {
			break
		}
		x := s.absent[r.IntN(len(s.absent))]
		at := s.find(x)
		if at.route < 0 {
			continue
		}
		cost := s.cost - s.p.Jobs[x].Value
		s.insertAt(x, at)
		if got := s.cost - cost; got != at.delta {
			return fmt.Errorf("job %d at %+v came to %d", x, at, got)
		}
		if err := audit(s.state); err != nil {
			return fmt.Errorf("after an insertion: %w", err)
		}
	}
	return nil
}

// TestEveryPriceIsTheChange walks through random solutions and compares each
// delta, each table, each timetable and each undo with a computation from
// nothing.
func TestEveryPriceIsTheChange(t *testing.T) {
	for _, k := range kinds() {
		t.Run(fmt.Sprintf("level%d,stores=%v,limits=%v,table=%v", k.level, k.stores, k.limits, k.table), func(t *testing.T) {
			t.Parallel()
			reached := 0
			for seed := range uint64(loops(100)) {
				r := rand.New(rand.NewPCG(seed, uint64(k.level)))
				s := newSearch(newEngine(randomProblem(r, k)), seed, defaultTuning())
				s.finder.blink = 0
				if s.level == k.level {
					reached++
				}
				for step := range 12 {
					where := fmt.Sprintf("seed %d, step %d", seed, step)
					s.begin()
					before := pictureOf(s.state)
					if err := walk(s, r); err != nil {
						t.Fatalf("%s: %v", where, err)
					}
					if r.IntN(3) == 0 {
						s.undo()
						if after := pictureOf(s.state); !reflect.DeepEqual(before, after) {
							t.Fatalf("%s: undo left %+v, want %+v", where, after, before)
						}
						if err := audit(s.state); err != nil {
							t.Fatalf("%s: after undo: %v", where, err)
						}
					} else {
						s.keep()
					}
					if err := auditSpots(s); err != nil {
						t.Fatalf("%s: %v", where, err)
					}
					for i := range s.routes {
						if rt := &s.routes[i]; !rt.empty() {
							if err := auditTimes(s.engine, rt); err != nil {
								t.Fatalf("%s: route %d: %v", where, i, err)
							}
						}
					}
				}
			}
			if reached == 0 {
				t.Error("no problem needs this level")
			}
		})
	}
}

// TestLevelsAgree has the fast levels and the full one judge the same routes.
func TestLevelsAgree(t *testing.T) {
	for _, k := range kinds() {
		if k.level == levelFull {
			continue
		}
		for seed := range uint64(loops(300)) {
			r := rand.New(rand.NewPCG(seed, 77))
			p := randomProblem(r, k)
			fast, slow := newEngine(p), newEngine(p)
			slow.level = levelFull
			slow.buildServices()
			for range 30 {
				shift := int32(r.IntN(len(p.Shifts)))
				var nodes []int32
				for _, x := range r.Perm(len(p.Jobs) + len(p.Stores))[:r.IntN(min(5, len(p.Jobs)))] {
					nodes = append(nodes, int32(x))
				}
				a, okFast := fresh(fast, shift, nodes)
				b, okSlow := fresh(slow, shift, nodes)
				if okFast != okSlow || okFast && a.cost() != b.cost() {
					t.Fatalf("%+v, seed %d: route %v of shift %d: level %d says %v %d, the full one %v %d",
						k, seed, nodes, shift, fast.level, okFast, a.cost(), okSlow, b.cost())
				}
			}
		}
	}
}
