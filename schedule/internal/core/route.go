package core

// stop is one place of a route with the tables an insertion next to it needs.
type stop struct {
	// node is a job, N+i for store i, or -1 for the two ends of the shift.
	node  int32
	place int32
	// dur is the time of service here, lo and hi the hull of its start times.
	dur    int32
	lo, hi int32
	// early is the earliest end of service, late the latest arrival from
	// which the rest of the route can still be done.
	early, late int32
	// sec is the travel time into this stop at the fastest hour.
	sec int32
	// edge is the static cost of the way into this stop; 0 at the end of an
	// empty route. pair is the static cost of the job here, or of the stay at
	// a store.
	edge, pair int64
	// pre ends here, suf begins here (span level).
	pre, suf segment
	// tools at hand after this stop.
	tools uint64
}

// route is the ordered stops of one shift. stops[0] and stops[len-1] are its
// ends and always there.
type route struct {
	shift int32
	// version is new with every change of the route.
	version uint32
	// gaps[i] is what a first look at the spot behind stop i needs.
	gaps  []gap
	stops []stop
	// static is the cost which the order of stops alone decides: ways, pairs,
	// the shift's fixed cost. timed is the least cost of timing it: waiting,
	// lateness, overtime, paid breaks. Both are 0 for an empty route.
	static, timed int64
	// busy is the sum of travel and service times.
	busy int32
	// free is what is left of each type of consumable at the end of a route
	// without a stop at a store. slack[i*types+d] serves the others: how much
	// more of d can be used up at a new stop after stop i.
	free, slack []int32
	stores      int32
	// Functions of the full level. ready[i*layers+k] names that of stop i and
	// layer k in fns, serve[(len−1−i)*layers+k], counted from the end, in back:
	// a change in the middle leaves the ones before and behind it in place.
	fns, back    fn
	ready, serve []extent
	// clock and share tell when the route takes place and what it adds to the
	// overall costs, where known; asked for by look.
	clock clock
	share share
	known bool
}

// gap is the spot between two stops next to each other, close together in
// memory: most spots are given up at the first look.
type gap struct {
	// from and to are the places of the two.
	from, to int32
	// early is the earliest end of service before it, late the latest arrival
	// behind it.
	early, late int32
	// edge is the static cost of the way across.
	edge int64
}

// fillGaps derives the gaps of r from its stops.
func (r *route) fillGaps() {
	st := r.stops
	r.gaps = r.gaps[:0]
	for i := 1; i < len(st); i++ {
		a, b := &st[i-1], &st[i]
		r.gaps = append(r.gaps, gap{a.place, b.place, a.early, b.late, b.edge})
	}
}

// extent names a function within an arena: pieces [a, b).
type extent struct{ a, b int32 }

func (r *route) empty() bool { return len(r.stops) == 2 }

func (r *route) cost() int64 { return r.static + r.timed }

// visits returns the number of stops without the ends.
func (r *route) visits() int { return len(r.stops) - 2 }

// sameStops reports whether r and o visit the same nodes in the same order.
func (r *route) sameStops(o *route) bool {
	if len(r.stops) != len(o.stops) {
		return false
	}
	for i := range r.stops {
		if r.stops[i].node != o.stops[i].node {
			return false
		}
	}
	return true
}

// copyFrom makes r equal to o without sharing memory.
func (r *route) copyFrom(o *route) {
	gaps, stops, free, slack, fns, back, ready, serve := r.gaps, r.stops, r.free, r.slack, r.fns, r.back, r.ready, r.serve
	*r = *o
	r.gaps = append(gaps[:0], o.gaps...)
	r.stops = append(stops[:0], o.stops...)
	r.free = append(free[:0], o.free...)
	r.slack = append(slack[:0], o.slack...)
	r.fns = append(fns[:0], o.fns...)
	r.back = append(back[:0], o.back...)
	r.ready = append(ready[:0], o.ready...)
	r.serve = append(serve[:0], o.serve...)
}

// setup makes r an empty route of shift s.
func (e *engine) setup(r *route, s int32) {
	sh := &e.p.Shifts[s]
	r.shift = s
	r.stops = append(r.stops[:0],
		stop{node: -1, place: sh.From, lo: sh.Start, hi: sh.Last, tools: sh.Tools},
		stop{node: -1, place: sh.To, lo: sh.Start, hi: sh.Last})
	e.refresh(r)
}

// newStop returns the stop of a node in a shift, without its tables.
func (e *engine) newStop(shift, node int32) stop {
	p := e.p
	if int(node) >= len(p.Jobs) {
		st := &p.Stores[int(node)-len(p.Jobs)]
		s := stop{node: node, place: st.Place, dur: st.Duration, lo: -Never, hi: Never}
		if n := len(st.Windows); n > 0 {
			s.lo, s.hi = st.Windows[0].Lo, st.Windows[n-1].Hi
		}
		return s
	}
	j := &p.Jobs[node]
	d := p.duration(shift, node)
	lo, hi := e.bounds(shift, node, d)
	return stop{node: node, place: j.Place, dur: d, lo: lo, hi: hi}
}

// refresh recomputes every table of r from its order of stops and reports
// whether the route can be done. Tables of a route that cannot are undefined.
// O(stops), at the full level times the number of pieces.
func (e *engine) refresh(r *route) bool { return e.refreshPart(r, 0, 0) }

// refreshPart is refresh where nothing has changed before stop head, nor in
// the last tail stops.
func (e *engine) refreshPart(r *route, head, tail int) bool {
	p, s := e.p, r.shift
	sh := &p.Shifts[s]
	c := &p.Classes[sh.Class]
	st := r.stops
	n := len(st)
	r.static, r.timed, r.busy, r.stores, r.known = 0, 0, 0, 0, false
	e.versions++
	r.version = e.versions
	if n-2 > int(sh.MaxVisits) && e.visits(r) > int(sh.MaxVisits) {
		return false
	}
	if p.Again != nil {
		tail = e.redo(r, head, tail)
	}
	// Ways and static cost: the way into the first kept stop is new too.
	for i := max(1, head); i < n && i <= n-tail; i++ {
		a := p.arc(c, st[i-1].place, st[i].place)
		if a.Seconds > sh.MaxLeg && n > 2 {
			return false
		}
		st[i].sec = a.Seconds
		st[i].edge = sh.cost(a)
		if node := st[i].node; node >= 0 && int(node) < len(p.Jobs) {
			st[i].pair = e.pair(s, node)
			if p.Again != nil {
				st[i].pair -= sh.WorkCost * int64(p.duration(s, node)-st[i].dur)
			}
		} else if node >= 0 {
			st[i].pair = sh.WaitCost * int64(st[i].dur)
		}
	}
	if n == 2 {
		st[1].edge = 0
	} else {
		r.static = sh.Fixed
		for i := 1; i < n; i++ {
			r.static += st[i].edge + st[i].pair
			r.busy += st[i].sec + st[i].dur
		}
	}
	if !e.refreshLoad(r) || !e.refreshTime(r, head, tail) {
		return false
	}
	r.fillGaps()
	return true
}

// visits counts the jobs of r: its stops without ends and stores.
func (e *engine) visits(r *route) int {
	n := 0
	for i := 1; i < len(r.stops)-1; i++ {
		if int(r.stops[i].node) < len(e.p.Jobs) {
			n++
		}
	}
	return n
}

// refreshTime recomputes the tables of time at the problem's level.
func (e *engine) refreshTime(r *route, head, tail int) bool {
	switch e.level {
	case levelHard:
		return e.refreshHard(r, head, tail)
	case levelSpan:
		return e.refreshHard(r, head, tail) && e.refreshSpan(r, head, tail)
	default:
		return e.refreshFull(r, head, tail)
	}
}
