package core

// Event is one thing that happens on a route.
type Event struct {
	// Node is a job, N+i for store i, or -1.
	Node int32
	// Break is the index of a break taken, or -1.
	Break int32
	// AtNext marks a break taken at the next stop's place, on arrival.
	AtNext bool
	// Travel into the event's place, left after holding for Hold seconds; a
	// break at the place of the stop before has neither.
	Travel, Hold int32
	// Arrive ≤ Start ≤ End.
	Arrive, Start, End int32
}

// Timetable is a route with times.
type Timetable struct {
	Shift  int32
	Depart int32
	Events []Event
	// Travel is the way to the end place, Return when it is reached.
	Travel, Return int32
	// Left lists the breaks left out.
	Left []int32
}

// timetable fills t with the best times for r, whose tables are fresh, and
// reports whether the working time is within its limit.
func (e *engine) timetable(r *route, t *Timetable) bool {
	if e.level != levelFull {
		e.timetableHard(r, t)
		return true
	}
	e.timetableFull(r, t, &e.p.Shifts[r.shift])
	if !e.limited[r.shift] || e.work(t) <= e.p.Shifts[r.shift].MaxWork {
		return true
	}
	// Working as little as possible instead: waiting, slower ways and paid
	// breaks come before all other cost.
	const dear = 1 << 32
	strict := e.p.Shifts[r.shift]
	strict.WaitCost += dear
	strict.PerSecond += dear
	e.breaks = append(e.breaks[:0], strict.Breaks...)
	strict.Breaks = e.breaks
	for i := range strict.Breaks {
		if b := &strict.Breaks[i]; b.Paid {
			b.Cost += dear * int64(b.Duration)
		}
	}
	tight := &e.tight
	tight.shift = r.shift
	tight.stops = append(tight.stops[:0], r.stops...)
	if e.functions(tight, &strict, 0, 0) {
		e.timetableFull(tight, t, &strict)
	}
	return e.work(t) <= e.p.Shifts[r.shift].MaxWork
}

// work returns the time from departure to return without unpaid breaks.
func (e *engine) work(t *Timetable) int32 {
	w := t.Return - t.Depart
	for i := range t.Events {
		if b := t.Events[i].Break; b >= 0 && !e.p.Shifts[t.Shift].Breaks[b].Paid {
			w -= t.Events[i].End - t.Events[i].Start
		}
	}
	return w
}

// timetableHard takes the earliest departure from which the route is shortest.
func (e *engine) timetableHard(r *route, t *Timetable) {
	st := r.stops
	n := len(st)
	sh := &e.p.Shifts[r.shift]
	all := sh.span()
	for i := 1; i < n; i++ {
		own := segment{st[i].dur, st[i].lo, st[i].hi}
		all, _ = join(all, own, st[i].sec)
	}
	t.Shift, t.Depart = r.shift, all.e
	if e.p.Grid.Step > 0 {
		t.Depart = sh.Start
		if !sh.OnDuty && n > 2 {
			start := max(sh.Start+st[1].sec, st[1].lo)
			if e.gridded(st[1].node) {
				start = e.p.Grid.up(start)
			}
			t.Depart = start - st[1].sec
		}
	}
	t.Events, t.Left = t.Events[:0], t.Left[:0]
	now := t.Depart
	for i := 1; i < n-1; i++ {
		arrive := now + st[i].sec
		start := max(arrive, st[i].lo)
		if e.gridded(st[i].node) {
			start = e.p.Grid.up(start)
		}
		now = start + st[i].dur
		t.Events = append(t.Events, Event{Node: st[i].node, Break: -1, Travel: st[i].sec, Arrive: arrive, Start: start, End: now})
	}
	t.Travel, t.Return = st[n-1].sec, now+st[n-1].sec
}

// firstAt returns the earliest s ≥ t with f(s) + w·(s−t) equal to want.
func firstAt(f fn, w int64, t int32, want int64) (int32, bool) {
	for i := 0; i+1 < len(f); i++ {
		if f[i].v >= Far || f[i+1].t <= t {
			continue
		}
		s := max(t, f[i].t)
		v := f[i].v + f[i].k*int64(s-f[i].t) + w*int64(s-t)
		if v == want {
			return s, true
		}
		if k := f[i].k + w; k != 0 && (want-v)%k == 0 {
			if d := (want - v) / k; d > 0 && d < int64(f[i+1].t-s) {
				return s + int32(d), true
			}
		}
	}
	return 0, false
}

// lastBest returns the latest time at which f + g is want.
func (e *engine) lastBest(f, g fn, want int64) int32 {
	e.full.v = sum(e.full.v[:0], f, g)
	both := e.full.v
	for i := len(both) - 2; i >= 0; i-- {
		p := both[i]
		if p.v >= Far {
			continue
		}
		n := int64(both[i+1].t - p.t)
		if p.k == 0 {
			if p.v == want {
				return both[i+1].t - 1
			}
			continue
		}
		if d := (want - p.v) / p.k; d >= 0 && d < n && p.v+p.k*d == want {
			return p.t + int32(d)
		}
	}
	return -Never
}

// timetableFull follows the functions of r forward: at each stop it does
// what costs least from there, serving rather than resting and sooner rather
// than later where both cost the same.
func (e *engine) timetableFull(r *route, t *Timetable, sh *Shift) {
	st := r.stops
	n, L, K := len(st), e.layers, len(sh.Breaks)
	t.Shift, t.Events, t.Left = r.shift, t.Events[:0], t.Left[:0]

	// Departure: the latest of the best.
	best, now, k := int64(Far), int32(0), 0
	come := e.leaving(r, 0, sh)
	from := sh.Start
	for l := 0; l <= K; l++ {
		to := sh.Last
		if l < K {
			to = min(to, sh.Breaks[l].Latest)
		}
		if sh.OnDuty {
			to = min(to, sh.Start)
		}
		e.full.t = constant(e.full.t[:0], from, to, 0)
		leave := e.full.t
		if l < K {
			from = max(from, sh.Breaks[l].free())
		}
		if v := minSum(leave, come.get(l)); v < best {
			best, k = v, l
			now = e.lastBest(leave, come.get(l), v)
		}
	}
	t.Depart = now
	on := e.restOrGo(r, t, 0, k, now, come, sh)
	for i := 1; i < n; i++ {
		// On the way to stop i: leave at once or hold for a faster hour.
		now, k = on.now, on.over
		hold, travel := e.goOn(r.serveFn(L, i, k), on.here, st[i].place, now, i == n-1 || i == 1 && !on.roamed, sh)
		arrive := now + hold + travel
		if i == n-1 {
			t.Travel, t.Return = travel, arrive
			return
		}
		come = e.leaving(r, i, sh)
		now = arrive
		want := int64(0)
		// On arrival: serve, or rest first.
		for {
			e.full.t = clipped(e.full.t[:0], come.get(k), st[i].dur, 0, st[i].lo, st[i].hi)
			g := e.full.t
			if service := e.serviceFn(r.shift, st[i].node); service != nil {
				e.full.u = sum(e.full.u[:0], g, service)
				g = e.full.u
			}
			want = at(r.serveFn(L, i, k), now)
			if s, ok := firstAt(g, sh.WaitCost, now, want); ok {
				t.Events = append(t.Events, Event{Node: st[i].node, Break: -1, Travel: travel, Hold: hold, Arrive: now, Start: s, End: s + st[i].dur})
				now = s + st[i].dur
				break
			}
			s, next := e.restAt(source{route: r, layers: L, at: i}, k, now, want, sh, atStop)
			if s == Never { // left out
				t.Left, k = append(t.Left, int32(k)), next
				continue
			}
			end := s + sh.Breaks[k].Duration
			t.Events = append(t.Events, Event{Node: -1, Break: int32(k), AtNext: true, Travel: travel, Hold: hold, Arrive: now, Start: s, End: end})
			now, k, travel, hold = end, next, 0, 0
		}
		on = e.restOrGo(r, t, i, k, now, come, sh)
	}
}

// departure is when and where from the worker is free to go on to the next
// stop, with how many breaks over; roamed tells that the way has led by the
// place of a break.
type departure struct {
	now, here int32
	over      int
	roamed    bool
}

// restOrGo takes the breaks that are best taken at the place of stop i or at
// places of their own, before the way on, from now on with k breaks over; come
// is the cost to come by breaks over.
func (e *engine) restOrGo(r *route, t *Timetable, i, k int, now int32, come *layers, sh *Shift) departure {
	c := &e.p.Classes[sh.Class]
	st := r.stops
	next := &st[i+1]
	base := e.base(c, st[i].place, next.place, next.sec)
	placed, w := sh.anyPlaced(), e.wayAfter(i, len(st), &st[i], next)
	for k < len(sh.Breaks) {
		want := at(come.get(k), now)
		e.full.t = e.travelBack(e.full.t[:0], r.serveFn(e.layers, i+1, k), c, next.sec, base, w.first || w.last, sh, sh.Start)
		if at(e.full.t, now) == want {
			break
		}
		if placed {
			if b := e.detourTo(k, w, now, want, sh); b >= 0 {
				return e.roam(r, t, i, b, k, now, w, sh)
			}
		}
		s, next := e.restAt(source{lay: come}, k, now, want, sh, atStop)
		if s == Never {
			t.Left, k = append(t.Left, int32(k)), next
			continue
		}
		end := s + sh.Breaks[k].Duration
		t.Events = append(t.Events, Event{Node: -1, Break: int32(k), Arrive: now, Start: s, End: end})
		now, k = end, next
	}
	return departure{now, st[i].place, k, false}
}

// restAt returns when break k is best begun from now on, where that leads to
// want, and how many breaks are over then; Never where it is best left out.
// What remains is given by from, and v tells where the worker is.
func (e *engine) restAt(from source, k int, now int32, want int64, sh *Shift, v venue) (start int32, next int) {
	b := &sh.Breaks[k]
	begin := b.Earliest
	for next = k + 1; v.takes(b); next++ {
		e.full.u = clipped(e.full.u[:0], from.get(next), b.Duration, b.Cost, begin, b.Latest)
		if s, ok := firstAt(e.full.u, sh.WaitCost, now, want); ok {
			return s, next
		}
		if next == v.furthest(k, len(sh.Breaks)) || sh.Breaks[next].AfterWork == 0 {
			break
		}
		begin = max(begin, sh.Breaks[next].free()-b.Duration)
	}
	if v.skips(b, k) && at(from.get(k+1), now)+b.Skip == want {
		return Never, k + 1
	}
	panic("core: a route's functions lead nowhere")
}

// goOn returns how long to hold at a place before the way to another, whose
// arrival costs f, and the travel time then.
func (e *engine) goOn(f fn, from, to, now int32, atOnce bool, sh *Shift) (hold, travel int32) {
	c := &e.p.Classes[sh.Class]
	sec := e.p.arc(c, from, to).Seconds
	if len(c.Hours) == 0 || sec == 0 {
		return 0, sec
	}
	base := e.base(c, from, to, sec)
	e.full.t = e.travelBack(e.full.t[:0], f, c, sec, base, atOnce, sh, sh.Start)
	want := at(e.full.t, now)
	for h, hour := range c.Hours {
		until := int32(Never)
		if h+1 < len(c.Hours) {
			until = c.Hours[h+1].From
		}
		if until <= now {
			continue
		}
		s := slower(base, hour.Percent)
		if s > sh.MaxLeg {
			continue
		}
		e.full.u = clipped(e.full.u[:0], f, s, sh.PerSecond*int64(s-sec), hour.From, until-1)
		if at, ok := firstAt(e.full.u, sh.WaitCost, now, want); ok && (at == now || !atOnce) {
			return at - now, s
		}
	}
	panic("core: a route's functions lead nowhere")
}

// leaving returns, for each number of breaks over, the cost to come after
// the service at stop i. It is overwritten by the next call.
func (e *engine) leaving(r *route, i int, sh *Shift) *layers {
	c := &e.p.Classes[sh.Class]
	st := r.stops
	K := len(sh.Breaks)
	base := e.base(c, st[i].place, st[i+1].place, st[i+1].sec)
	out := &e.full.after
	out.reset(K + 1)
	placed, w := sh.anyPlaced(), e.wayAfter(i, len(st), &st[i], &st[i+1])
	if placed {
		e.placesBack(source{route: r, layers: e.layers, at: i + 1}, w, sh)
	}
	for k := K; k >= 0; k-- {
		e.full.t = e.travelBack(e.full.t[:0], r.serveFn(e.layers, i+1, k), c, st[i+1].sec, base, i == 0 || i == len(st)-2, sh, sh.Start)
		if placed {
			e.full.t = e.orByPlace(e.full.t, k, w, sh)
		}
		if k < K {
			e.full.u = e.restBefore(e.full.u[:0], source{lay: out}, k, sh, sh.Start, atStop)
			e.full.v = lower(e.full.v[:0], e.full.t, e.full.u)
			e.full.t, e.full.v = e.full.v, e.full.t
		}
		out.add(k, e.full.t)
	}
	return out
}

// retime checks a route of a limited shift: where the cheapest times would
// be too much work it takes those with the least waiting instead.
func (e *engine) retime(r *route) bool {
	sh := &e.p.Shifts[r.shift]
	t := &e.table
	e.timetableFull(r, t, sh)
	if e.work(t) <= sh.MaxWork {
		return true
	}
	if !e.timetable(r, t) {
		return false
	}
	r.timed = e.timedCost(t)
	return true
}

// timedCost prices the timing of a timetable from scratch.
func (e *engine) timedCost(t *Timetable) int64 {
	p := e.p
	sh := &p.Shifts[t.Shift]
	cost := sh.OverCost*int64(max(0, t.Return-sh.End)) + e.detourCost(t, sh)
	for _, b := range t.Left {
		cost += sh.Breaks[b].Skip
	}
	for i := range t.Events {
		ev := &t.Events[i]
		cost += sh.WaitCost * int64(ev.Hold+ev.Start-ev.Arrive)
		if ev.Break >= 0 {
			cost += sh.Breaks[ev.Break].Cost
		} else if f := e.serviceFn(t.Shift, ev.Node); f != nil {
			cost += at(f, ev.Start)
		}
	}
	if c := &p.Classes[sh.Class]; len(c.Hours) > 0 {
		from, extra := sh.From, int32(0)
		way := func(to, sec int32) {
			if sec > 0 {
				extra += sec - p.arc(c, from, to).Seconds
			}
		}
		for i := range t.Events {
			ev := &t.Events[i]
			to := from
			switch {
			case ev.Node >= int32(len(p.Jobs)):
				to = p.Stores[int(ev.Node)-len(p.Jobs)].Place
			case ev.Node >= 0:
				to = p.Jobs[ev.Node].Place
			case sh.Breaks[ev.Break].Placed:
				to = sh.Breaks[ev.Break].Place
			case ev.AtNext:
				to = e.nextPlace(t, i)
			}
			way(to, ev.Travel)
			from = to
		}
		way(sh.To, t.Travel)
		cost += sh.PerSecond * int64(extra)
	}
	return cost
}

// nextPlace returns where the first stop with a place of its own after event i is.
func (e *engine) nextPlace(t *Timetable, i int) int32 {
	p := e.p
	for _, ev := range t.Events[i+1:] {
		if ev.Break >= 0 {
			if b := &p.Shifts[t.Shift].Breaks[ev.Break]; b.Placed {
				return b.Place
			}
		}
		if ev.Node >= int32(len(p.Jobs)) {
			return p.Stores[int(ev.Node)-len(p.Jobs)].Place
		}
		if ev.Node >= 0 {
			return p.Jobs[ev.Node].Place
		}
	}
	return p.Shifts[t.Shift].To
}
