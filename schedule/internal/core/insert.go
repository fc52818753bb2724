package core

import (
	"cmp"
	"slices"
)

// spot is where a job can go: behind stop at of a route, at a change of
// cost. With a store, a stop there goes behind stop storeAt ≤ at first.
type spot struct {
	route, at int32
	delta     int64
	store     int32 // -1: none
	storeAt   int32
}

func noSpot() spot { return spot{route: -1, delta: Far, store: -1} }

// finder finds spots. It holds the memory for it.
type finder struct {
	Random
	// blink is the chance, in 1/65536, that a spot is overlooked.
	blink int
	// routes to look at for the job at hand; seen marks those listed.
	routes []int32
	seen   []int32
	turn   int32
	// pending lists the routes to look at anew.
	pending []int32
	// open positions at the full level.
	open   []openSpot
	groups []spotGroup
	// pinned tells that the job looked for has to start within pin.
	pinned bool
	pin    span
	// only tells that nobody but worker may take it.
	only   bool
	worker int32
}

// openSpot is a spot to be priced: what it costs but for timing, and a lower
// bound of what it costs with that.
type openSpot struct {
	bound, static int64
	route, at     int32
}

// spotGroup is the spots from … to−1 of those open, all of one route, and
// their least bound.
type spotGroup struct {
	bound    int64
	route    int32
	from, to int
}

// blinks draws whether to overlook a spot.
func (f *finder) blinks() bool { return f.blink > 0 && int(f.Next()>>48) < f.blink }

// All routes are looked at when there are at most allRoutes eligible, else
// those which serve one of the scanNear nearest jobs, and of jobs further away
// until there are scanRoutes.
const (
	allRoutes  = 48
	scanNear   = 40
	scanRoutes = 16
	// scanVacant is how many kinds of empty routes are looked at.
	scanVacant = 24
)

// find returns the cheapest spot for absent job x.
func (s *search) find(x int32) spot {
	if s.tie != nil {
		if !s.prepare(s.state, &s.filter, x) {
			return noSpot()
		}
		if f := &s.filter; s.finder.only {
			if f.must != -1 && f.must != s.finder.worker {
				return noSpot()
			}
			f.on, f.must = true, s.finder.worker
		}
		if w := &s.win[x]; s.finder.pinned {
			w.lo, w.hi = max(w.lo, s.finder.pin.lo), min(w.hi, s.finder.pin.hi)
		}
	}
	from, to := int32(0), int32(Never)
	if c := s.p.Jobs[x].Chain; c >= 0 {
		r := int32(-1)
		if r, from, to = s.chainBounds(x); r >= 0 {
			s.finder.routes = s.finder.routes[:0]
			if s.p.eligible(x, r) {
				s.finder.routes = append(s.finder.routes, r)
			}
			s.keepAble(x)
			return s.findListed(x, from, to)
		}
	}
	s.list(x)
	s.keepAble(x)
	if s.memo != nil && s.p.Jobs[x].Chain < 0 && !s.finder.pinned && (s.tie == nil || s.tie.untimed(x)) {
		return s.finish(x, from, to, s.findKnown(x))
	}
	return s.findListed(x, from, to)
}

// findListed returns the cheapest spot for absent job x on the routes listed,
// behind stops from … to.
func (s *search) findListed(x, from, to int32) spot {
	best := noSpot()
	for _, r := range s.finder.routes {
		s.scan(r, x, from, to, &best)
	}
	return s.finish(x, from, to, best)
}

// keepAble takes those routes off the list whose workers may not take job x for
// another reason than the route's: labour laws, and jobs tied to x.
func (s *search) keepAble(x int32) {
	if s.law == nil && !s.filter.on {
		return
	}
	s.finder.routes = slices.DeleteFunc(s.finder.routes, func(r int32) bool {
		w := s.p.Shifts[r].Worker
		return s.law != nil && (s.overworked(r, s.p.duration(r, x)) || slices.Contains(s.shun, w)) || s.filter.on && !s.filter.admits(w)
	})
}

// scan looks at one route, at spots behind stops from … to. At the full level
// it puts aside those that may be possible, with a lower bound.
func (s *search) scan(r, x, from, to int32, best *spot) {
	rt := &s.routes[r]
	sh := &s.p.Shifts[r]
	if s.crowded(rt) {
		return
	}
	p := s.p
	c := &p.Classes[sh.Class]
	place := p.Jobs[x].Place
	dur := p.duration(r, x)
	lo, hi := s.bounds(r, x, dur)
	if lo > hi {
		return
	}
	own := segment{dur, lo, hi}
	base := s.pair(r, x) - rt.timed
	if rt.empty() {
		base += sh.Fixed
	}
	if s.whole != nil {
		base += s.bias(r, x, dur)
	}
	if s.level == levelHard && base >= best.delta {
		return
	}
	last := min(int(to), len(rt.gaps)-1)
	loads := s.loads()
	if loads && rt.stores == 0 && !s.fits(rt, 0, x) {
		return
	}
	grid := s.level == levelHard && s.gridded(x)
	if s.level == levelHard && c.Table != nil && !grid && p.Again == nil && rt.stores == 0 {
		s.scanPlain(r, place, int(from), last, own, base, best)
		return
	}
	st := rt.stops
	var in, out []Arc
	if c.Table != nil {
		in, out = c.Turned[int(place)*p.Places:][:p.Places], c.Table[int(place)*p.Places:][:p.Places]
	}
	direct := !sh.anyPlaced() // a way by the place of a break may be shorter
	for i := int(from); i <= last; i++ {
		g := &rt.gaps[i]
		if g.early > hi {
			break
		}
		if g.late < lo+dur {
			continue
		}
		var go1, go2 Arc
		if in != nil {
			go1, go2 = in[g.from], out[g.to]
		} else {
			go1, go2 = c.Leg(g.from, place), c.Leg(place, g.to)
		}
		if p.Again != nil && s.meets(&st[i], &st[i+1], place) {
			if c := s.costWith(rt, i, x); c < Far && c-rt.cost() < best.delta && !s.finder.blinks() {
				*best = spot{r, int32(i), c - rt.cost(), -1, 0}
			}
			continue
		}
		delta := base + sh.cost(go1) + sh.cost(go2) - g.edge
		if delta >= best.delta {
			continue
		}
		start := max(g.early+go1.Seconds, lo)
		if grid {
			start = p.Grid.up(start)
		}
		if direct && (start > hi || start+dur+go2.Seconds > g.late) {
			continue
		}
		if go1.Seconds > sh.MaxLeg || go2.Seconds > sh.MaxLeg {
			continue
		}
		if s.level == levelSpan {
			wait, ok := waitWith(rt, i, own, go1.Seconds, go2.Seconds, sh.MaxWork)
			delta += sh.WaitCost * wait
			if !ok || delta >= best.delta {
				continue
			}
		}
		if loads && rt.stores > 0 && !s.fits(rt, i, x) {
			continue
		}
		if s.level == levelFull {
			s.finder.open = append(s.finder.open, openSpot{delta, delta, r, int32(i)})
			continue
		}
		if s.finder.blinks() {
			continue
		}
		*best = spot{r, int32(i), delta, -1, 0}
	}
}

// scanPlain looks at the spots of one route where nothing but ways and hard
// windows counts, and ways stand in a table.
func (s *search) scanPlain(r, place int32, from, last int, own segment, base int64, best *spot) {
	p := s.p
	sh := &p.Shifts[r]
	c := &p.Classes[sh.Class]
	row := int(place) * p.Places
	in, out := c.Turned[row:][:p.Places], c.Table[row:][:p.Places]
	gaps := s.routes[r].gaps
	lo, hi, dur := own.e, own.l, own.dur
	if last-from > longScan {
		// Latest arrivals grow along a route: skip those which are too soon.
		below, above := from, last+1
		for below < above {
			mid := int(uint(below+above) >> 1)
			if gaps[mid].late < lo+dur {
				below = mid + 1
			} else {
				above = mid
			}
		}
		from = below
	}
	perSecond, perMetre := sh.PerSecond, sh.PerMetre
	for i := from; i <= last; i++ {
		g := &gaps[i]
		if g.early > hi {
			return
		}
		if g.late < lo+dur {
			continue
		}
		go1, go2 := in[g.from], out[g.to]
		delta := base + perSecond*int64(go1.Seconds+go2.Seconds) + perMetre*int64(go1.Metres+go2.Metres) - g.edge
		if delta >= best.delta {
			continue
		}
		start := max(g.early+go1.Seconds, lo)
		if start > hi || start+dur+go2.Seconds > g.late || go1.Seconds > sh.MaxLeg || go2.Seconds > sh.MaxLeg || s.finder.blinks() {
			continue
		}
		*best = spot{r, int32(i), delta, -1, 0}
	}
}

// longScan is from how many spots on those too soon are skipped by halves.
const longScan = 12

// finish evaluates what the full level has put aside, and tries stops at
// stores on routes that lack something for the job.
func (s *search) finish(x, from, to int32, best spot) spot {
	if s.level == levelFull {
		s.settleFull(x, &best)
	}
	if len(s.p.Stores) > 0 {
		s.findWithStore(x, from, to, &best)
	}
	return best
}

// list fills s.finder.routes with the routes worth looking at for job x.
func (s *search) list(x int32) {
	f := &s.finder
	p := s.p
	f.routes = f.routes[:0]
	f.turn++
	if s.filter.on && s.filter.must >= 0 {
		for _, r := range s.tie.shiftsOf[s.filter.must] {
			if p.eligible(x, r) {
				f.routes = append(f.routes, r)
			}
		}
		return
	}
	few := int(s.choices[x]) <= allRoutes
	if few || s.nearby == 0 {
		words := p.Eligible[int(x)*p.Words : (int(x)+1)*p.Words]
		for w, bits := range words {
			for ; bits != 0; bits &= bits - 1 {
				r := int32(w*64 + trailing(bits))
				if s.vacantAt[r] >= 0 {
					// Of empty twins only one is worth a look.
					g := p.Shifts[r].Twin
					if s.vacant[g][0] != r {
						continue
					}
				}
				f.routes = append(f.routes, r)
			}
		}
		return
	}
	for i, j := range s.neighbours(x) {
		if i >= scanNear && len(f.routes) >= scanRoutes {
			break
		}
		r := s.routeOf[j]
		if r >= 0 && f.seen[r] != f.turn {
			f.seen[r] = f.turn
			if p.eligible(x, r) {
				f.routes = append(f.routes, r)
			}
		}
	}
	s.listVacant(x, scanVacant)
}

// listVacant adds to s.finder.routes an empty route of each kind of shift that
// can do job x, at most so many.
func (s *search) listVacant(x int32, most int) {
	for _, g := range s.leaders(x) {
		if most == 0 {
			return
		}
		if list := s.vacant[g]; len(list) > 0 && s.p.eligible(x, list[0]) {
			s.finder.routes = append(s.finder.routes, list[0])
			most--
		}
	}
}

// chainBounds returns the route which the other served jobs of x's sequence
// lock are on, -1 where there is none, and the stops between which x must go.
func (s *search) chainBounds(x int32) (r, from, to int32) {
	r, from, to = -1, 0, Never
	job := &s.p.Jobs[x]
	for _, j := range s.p.Chains[job.Chain] {
		if j == x || s.routeOf[j] < 0 {
			continue
		}
		r = s.routeOf[j]
		if s.p.Jobs[j].Rank < job.Rank {
			from = max(from, s.posOf[j])
		} else {
			to = min(to, s.posOf[j]-1)
		}
	}
	return r, from, to
}

// crowded reports whether a route may have no more visits.
func (s *search) crowded(rt *route) bool {
	most := s.p.Shifts[rt.shift].MaxVisits
	return most < Never && s.visits(rt) >= int(most)
}

// settleFull prices the spots put aside, those with the least bound first as
// far as that pays.
func (s *search) settleFull(x int32, best *spot) {
	open := s.finder.open
	for i := range open {
		o := &open[i]
		if o.bound < best.delta {
			o.bound += s.leastTime(o.route, o.at, x)
		}
	}
	s.price(x, open, best)
	s.finder.open = open[:0]
}

// price finds the cheapest of some spots for job x, if any costs less than
// best.
func (s *search) price(x int32, open []openSpot, best *spot) {
	sortSpots(open)
	for i := range open {
		o := &open[i]
		if o.bound >= best.delta {
			break
		}
		if s.finder.blinks() {
			continue
		}
		if t := s.timeAt(o.route, o.at, x, best.delta-o.static); t < Far && o.static+t < best.delta {
			*best = spot{o.route, o.at, o.static + t, -1, 0}
		}
	}
}

// sortSpots sorts spots, few of them mostly, by bound, keeping ties in order.
func sortSpots(open []openSpot) {
	if len(open) > longScan {
		slices.SortStableFunc(open, func(a, b openSpot) int { return cmp.Compare(a.bound, b.bound) })
		return
	}
	for i := 1; i < len(open); i++ {
		o, j := open[i], i
		for ; j > 0 && open[j-1].bound > o.bound; j-- {
			open[j] = open[j-1]
		}
		open[j] = o
	}
}

// timeAt returns the least timing cost of route r with job x behind stop i,
// Far where that is not possible; where it is most or more, only that it is.
func (s *search) timeAt(r, i, x int32, most int64) int64 {
	rt := &s.routes[r]
	p := s.p
	c := &p.Classes[p.Shifts[r].Class]
	place := p.Jobs[x].Place
	stop := s.newStop(r, x)
	t := s.timedWith(rt, int(i), &stop, p.arc(c, rt.stops[i].place, place), p.arc(c, place, rt.stops[i+1].place))
	if s.limited[r] && t < most {
		// The cheapest times may be too much work.
		return s.timeWhole(rt, int(i), x)
	}
	return t
}

// timeWhole prices the timing of a route with job x behind stop i by
// building it.
func (s *search) timeWhole(rt *route, i int, x int32) int64 {
	if !s.tryWith(rt, i, x) {
		return Far
	}
	return s.trial.timed
}

// tryWith makes trial the route rt with job x behind stop i and reports
// whether it can be done.
func (s *search) tryWith(rt *route, i int, x int32) bool {
	t := &s.trial
	t.shift = rt.shift
	t.stops = append(t.stops[:0], rt.stops[:i+1]...)
	t.stops = append(t.stops, s.newStop(rt.shift, x))
	t.stops = append(t.stops, rt.stops[i+1:]...)
	return s.refresh(t)
}
