package core

import "slices"

// A component of tied jobs none of which is on a route is put in at once: the
// start of its first member is swept over the times at which some member
// could well be done, the others follow, each at its cheapest spot within
// what the gaps leave, and the cheapest start wins. With the routes given
// this is exact for a crew starting together, but for the order in which
// members choose.

const (
	// mostSlots is how many slots of each member suggest times, and mostTimes
	// how many times are tried.
	mostSlots = 4
	mostTimes = 12
)

// slot is where and when a job could be done.
type slot struct {
	delta  int64
	lo, hi int32
}

// putTied puts absent job x in, beside those of its component which are on
// routes, or with all of them where none is.
func (s *search) putTied(x int32, eager float64) {
	t := s.tie
	members := t.comps[t.comp[x]]
	if !slices.ContainsFunc(members, func(j int32) bool { return s.routeOf[j] >= 0 }) {
		s.joint(x, eager)
		return
	}
	units := t.unit[t.comp[x]]
	for u := 0; u+1 < len(units); u++ {
		unit := members[units[u]:units[u+1]]
		if !slices.Contains(unit, x) {
			continue
		}
		if len(unit) > 1 && slices.ContainsFunc(unit, func(j int32) bool { return s.routeOf[j] >= 0 }) {
			// The rest of a crew.
			if at := s.find(x); at.route >= 0 {
				s.insertAt(x, at)
				if !s.abides(at.route) {
					s.one[0] = x
					s.takeOut(s.one[:])
				}
			}
			break
		}
		at := int32(Never)
		if len(unit) > 1 {
			if _, _, at = s.sweep(t.comp[x], int32(u), true, eager); at == Never {
				break
			}
		}
		s.putUnit(t.comp[x], u, at, eager)
		break
	}
}

// joint puts in the absent component of job x. Optional units stay out where
// they cost eager times their value. The first unit leads, which no other has to
// precede, or that of x: the first one may be impossible.
func (s *search) joint(x int32, eager float64) {
	c := s.tie.comp[x]
	members, units := s.tie.comps[c], s.tie.unit[c]
	own := int32(0)
	for u := 0; u+1 < len(units); u++ {
		if slices.Contains(members[units[u]:units[u+1]], x) {
			own = int32(u)
		}
	}
	lead := int32(0)
	miss, cost, at := s.sweep(c, lead, false, eager)
	if own > 0 {
		if m, v, t := s.sweep(c, own, false, eager); t < Never && (at == Never || m < miss || m == miss && (v < cost || v == cost && s.finder.Next()&1 == 0)) {
			lead, at = own, t
		}
	}
	if at == Never {
		return
	}
	s.putUnit(c, int(lead), at, eager)
	for u := range int32(len(units) - 1) {
		if u == lead {
			continue
		}
		at := int32(Never)
		if units[u+1]-units[u] > 1 {
			if _, _, at = s.sweep(c, u, true, eager); at == Never {
				continue
			}
		}
		s.putUnit(c, int(u), at, eager)
	}
	s.widen(c)
}

// sweep returns the best start found for the first member of the leading unit
// of a component with what is lost and what it costs then, Never where there is
// none; alone, the other units stay as they are.
func (s *search) sweep(c, lead int32, alone bool, eager float64) (miss, cost int64, at int32) {
	s.suggest(c, lead)
	if len(s.times) > 1 && s.finder.intn(3) == 0 {
		// What members cost apart is not what they cost together: now and then
		// a time has its turn by chance.
		i := s.finder.intn(len(s.times))
		s.times = s.times[i : i+1]
	}
	miss, cost, at = Far, Far, Never
	for _, t := range s.times {
		if m, v, any := s.tryAt(c, lead, alone, t, eager); any && (m < miss || m == miss && v < cost) {
			miss, cost, at = m, v, t
		}
	}
	for _, j := range s.tie.comps[c] {
		s.sim[j].on = false
	}
	return miss, cost, at
}

// suggest fills s.times with starts of the first member of a unit of a
// component: those which suit its own members and, where it is the component's
// first, those which others follow well.
func (s *search) suggest(c, lead int32) {
	members, units := s.tie.comps[c], s.tie.unit[c]
	for _, j := range members {
		s.sim[j].on = false
	}
	s.times = s.times[:0]
	begin, end := int(units[lead]), int(units[lead+1])
	first := members[begin]
	if lead == 0 {
		end = len(members)
	}
	add := func(t int32) {
		t = max(t, s.lo[first])
		if s.gridded(first) {
			t = s.p.Grid.up(t)
		}
		if t <= min(s.hi[first], s.endBy[first]) && !slices.Contains(s.times, t) {
			s.times = append(s.times, t)
		}
	}
	s.ranked = s.ranked[:0]
	for i := begin; i < end; i++ {
		j, o := members[i], s.tie.offset[c][i]
		if s.routeOf[j] >= 0 {
			continue
		}
		s.findSlots(j)
		if lead > 0 {
			o = window{}
		}
		if o.lo == -Never {
			continue
		}
		for k, sl := range s.slots {
			s.ranked = append(s.ranked, rankedTime{int64(k), sl.lo - o.lo})
			if i == begin {
				for _, w := range s.p.Preferred[s.p.Jobs[j].Pref0:s.p.Jobs[j].Pref1] {
					s.ranked = append(s.ranked, rankedTime{int64(k), min(max(sl.lo, w.Lo), sl.hi)}, rankedTime{int64(k), min(max(sl.lo, w.Hi), sl.hi)})
				}
			}
			s.ranked = append(s.ranked, rankedTime{int64(k) + 1, sl.hi - o.lo})
			if windows := s.p.Windows[s.p.Jobs[j].Win0:s.p.Jobs[j].Win1]; len(windows) > 1 {
				for _, w := range windows {
					if at := max(sl.lo, w.Lo); at <= min(sl.hi, w.Hi) {
						s.ranked = append(s.ranked, rankedTime{int64(k), at - o.lo})
					}
				}
			}
			if o.hi < Never && o.hi > o.lo {
				s.ranked = append(s.ranked, rankedTime{int64(k) + 2, sl.lo - o.hi})
			}
		}
	}
	slices.SortStableFunc(s.ranked, func(a, b rankedTime) int { return int(a.rank - b.rank) })
	for i := range s.ranked {
		if len(s.times) == mostTimes {
			break
		}
		add(s.ranked[i].at)
	}
}

type rankedTime struct {
	rank int64
	at   int32
}

// findSlots fills s.slots with the cheapest slots of absent job x, costs of
// timing left aside, cheapest first.
//
// Now and then slots are drawn by chance: the cheapest may all be of a time
// at which the others cannot.
func (s *search) findSlots(x int32) {
	s.slots = s.slots[:0]
	stray := s.finder.Next()&7 == 0
	if !s.prepare(s.state, &s.filter, x) {
		return
	}
	s.list(x)
	s.keepAble(x)
	p := s.p
	place := p.Jobs[x].Place
	loads := s.loads()
	for _, r := range s.finder.routes {
		rt := &s.routes[r]
		sh := &p.Shifts[r]
		dur := p.duration(r, x)
		lo, hi := s.bounds(r, x, dur)
		if lo > hi || s.crowded(rt) {
			continue
		}
		base := s.pair(r, x)
		if rt.empty() {
			base += sh.Fixed
		}
		c := &p.Classes[sh.Class]
		for i := range len(rt.stops) - 1 {
			a, b := &rt.stops[i], &rt.stops[i+1]
			if a.early > hi {
				break
			}
			in, out := p.arc(c, a.place, place), p.arc(c, place, b.place)
			from, to := max(a.early+in.Seconds, lo), min(hi, b.late-out.Seconds-dur)
			if from > to || in.Seconds > sh.MaxLeg || out.Seconds > sh.MaxLeg || loads && !s.fits(rt, i, x) {
				continue
			}
			if !s.opens(x, from, to, dur) {
				continue
			}
			n := slot{base + sh.cost(in) + sh.cost(out) - b.edge, from, to}
			if stray {
				n.delta = int64(s.finder.Next() >> 1)
			}
			s.addSlot(n)
		}
	}
}

// opens reports whether job x may start within a stretch of time.
func (s *search) opens(x, from, to, dur int32) bool {
	windows := s.p.Windows[s.p.Jobs[x].Win0:s.p.Jobs[x].Win1]
	return len(windows) < 2 || slices.ContainsFunc(windows, func(w Window) bool {
		return max(from, w.Lo) <= min(to, w.Hi, w.EndBy-dur)
	})
}

// addSlot keeps the mostSlots cheapest slots in order.
func (s *search) addSlot(n slot) {
	i := len(s.slots)
	for i > 0 && s.slots[i-1].delta > n.delta {
		i--
	}
	if i == mostSlots {
		return
	}
	if len(s.slots) < mostSlots {
		s.slots = append(s.slots, slot{})
	}
	copy(s.slots[i+1:], s.slots[i:])
	s.slots[i] = n
}

// tryAt prices a component the first member of whose leading unit starts at t,
// as if its members did not meet on a route, and returns what is lost and what
// it costs; any tells whether that unit finds a place.
func (s *search) tryAt(c, lead int32, alone bool, t int32, eager float64) (miss, cost int64, any bool) {
	members, units := s.tie.comps[c], s.tie.unit[c]
	for _, j := range members {
		s.sim[j].on = false
	}
	for n := range int32(len(units) - 1) {
		u := n // the leading one first
		switch {
		case n == 0:
			u = lead
		case alone:
			return miss, cost, any
		case n <= lead:
			u--
		}
		total, ok := int64(0), true
		unit := members[units[u]:units[u+1]]
		for i, j := range unit {
			at := noSpot()
			if n == 0 && i == 0 && s.timeTied(j) {
				at = s.findAt(j, t)
			} else {
				at = s.find(j)
			}
			if at.route < 0 {
				ok = false
				break
			}
			total += at.delta
			sh := &s.p.Shifts[at.route]
			s.sim[j] = placed{true, sh.Worker, s.startAt(&at, j), s.p.duration(at.route, j), sh.Midnight}
		}
		lost, value := s.worth(unit)
		if ok && (lost > 0 || float64(total) < eager*float64(value)) {
			cost += total
			any = true
			continue
		}
		for _, j := range unit {
			s.sim[j].on = false
		}
		if n == 0 {
			return miss, cost, false
		}
		miss += lost
		cost += value
	}
	return miss, cost, any
}

// findAt returns the cheapest spot at which absent job x starts at t.
func (s *search) findAt(x, t int32) spot { return s.findWithin(x, t, t) }

// findWithin returns the cheapest spot at which absent job x starts from lo
// to hi.
func (s *search) findWithin(x, lo, hi int32) spot {
	s.finder.pinned, s.finder.pin = true, span{lo, hi}
	at := s.find(x)
	s.finder.pinned = false
	return at
}

// startAt returns the earliest start of job x at a spot, as far as the
// tables of the route tell.
func (s *search) startAt(at *spot, x int32) int32 {
	sh := &s.p.Shifts[at.route]
	a := &s.routes[at.route].stops[at.at]
	lo, hi := s.bounds(at.route, x, s.p.duration(at.route, x))
	start := max(a.early+s.p.arc(&s.p.Classes[sh.Class], a.place, s.p.Jobs[x].Place).Seconds, lo)
	dur := s.p.duration(at.route, x)
	for _, w := range s.p.Windows[s.p.Jobs[x].Win0:s.p.Jobs[x].Win1] {
		if start <= min(w.Hi, w.EndBy-dur) {
			start = max(start, w.Lo)
			break
		}
	}
	if s.gridded(x) {
		start = s.p.Grid.up(start)
	}
	return min(start, hi)
}

// putUnit puts the members of one unit of a component in, all or none, the
// first one at t unless that is Never.
func (s *search) putUnit(c int32, u int, t int32, eager float64) {
	members, units := s.tie.comps[c], s.tie.unit[c]
	unit := members[units[u]:units[u+1]]
	lost, value := s.worth(unit)
	before := s.cost
	for i, j := range unit {
		at := noSpot()
		if t < Never && i == 0 && s.timeTied(j) {
			at = s.findAt(j, t)
		} else if at = s.find(j); at.route >= 0 && (s.moreToCome(j) || len(s.tie.clocks[j]) > 0) {
			// The others need a time to go by.
			at = s.findAt(j, s.startAt(&at, j))
		}
		if at.route < 0 {
			s.takeOut(unit[:i])
			return
		}
		s.insertAt(j, at)
		if !s.abides(at.route) {
			s.takeOut(unit[:i+1])
			return
		}
	}
	if lost == 0 && float64(s.cost-before+value) >= eager*float64(value) {
		s.takeOut(unit)
	}
}

// timeTied reports whether the time of a job is tied to that of others, not only
// whether it is served.
func (s *search) timeTied(x int32) bool {
	return len(s.tie.gaps[x])+len(s.tie.days[x])+len(s.tie.clocks[x]) > 0
}

// worth returns what leaving out the jobs of a unit loses.
func (s *search) worth(unit []int32) (miss, value int64) {
	for _, j := range unit {
		miss += s.p.Jobs[j].Miss
		value += s.p.Jobs[j].Value
	}
	return miss, value
}

// moreToCome reports whether a gap of job x leads to a job which is absent.
func (s *search) moreToCome(x int32) bool {
	for i := range s.tie.gaps[x] {
		if s.routeOf[s.tie.gaps[x][i].other] < 0 {
			return true
		}
	}
	return false
}

// takeOut removes jobs from their routes, and what cannot stay without them.
func (s *search) takeOut(jobs []int32) {
	for _, j := range jobs {
		if r := s.routeOf[j]; r >= 0 {
			marked := s.marks(r)
			marked[s.posOf[j]] = true
			s.remove(r, marked)
		}
	}
}

// mend takes out the crews of which someone is missing.
func (s *search) mend() {
	for len(s.torn) > 0 {
		g := s.torn[len(s.torn)-1]
		s.torn = s.torn[:len(s.torn)-1]
		members := s.tie.sets[g]
		if n := s.present[g]; n > 0 && int(n) < len(members) {
			s.takeOut(members)
		}
	}
}
