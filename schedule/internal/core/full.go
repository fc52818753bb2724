package core

// The full level: several windows, preferred windows, breaks, overtime, paid
// waiting and speeds by hour, all at once and exactly.
//
// For every stop i and every number k of breaks already over (a layer) a
// route keeps two functions of time:
//
//	ready  least cost so far when leaving stop i is possible at u
//	serve  least cost to come when arriving at stop i at t
//
// The cost of a route with a stop x between i and i+1 is then the least sum
// of ready at i and of what arriving at x leads to, which takes a few
// operations on functions with a handful of pieces, whatever the length of
// the route (Ibaraki et al. 2005; the layers for breaks are ours). Static
// costs are not part of the functions.

// full holds the memory the level needs.
type full struct {
	// a … f are scratch arenas.
	a, b, c, d, e, f fn
	// t, u and v are scratch of the timetable, whose layers are after.
	t, u, v fn
	after   layers
	// leave and come are layers of functions at hand, in their own arenas.
	leave, come layers
	// services[k][j] is the cost of starting job j at a time, for workers of
	// duration kind k; nil: 0 within the hull of its windows.
	services [][]fn
	// there are layers at the places of breaks on the way at hand; x, y and z
	// are scratch of theirs.
	there   []layers
	x, y, z fn
}

// layers holds one function per number of breaks over.
type layers struct {
	arena fn
	at    []extent
}

func (l *layers) get(k int) fn { return l.arena[l.at[k].a:l.at[k].b] }

func (l *layers) reset(n int) {
	l.arena = l.arena[:0]
	for len(l.at) < n {
		l.at = append(l.at, extent{})
	}
	l.at = l.at[:n]
	clear(l.at)
}

// add stores the pieces of f as layer k.
func (l *layers) add(k int, f fn) {
	a := int32(len(l.arena))
	l.arena = append(l.arena, f...)
	l.at[k] = extent{a, int32(len(l.arena))}
}

func (r *route) readyFn(layers, i, k int) fn {
	x := r.ready[i*layers+k]
	return r.fns[x.a:x.b]
}

func (r *route) serveFn(layers, i, k int) fn {
	x := r.serve[(len(r.stops)-1-i)*layers+k]
	return r.back[x.a:x.b]
}

// serviceFn returns the cost of starting a node by time, or nil where it is
// 0 within the stop's hull.
func (e *engine) serviceFn(shift int32, node int32) fn {
	if int(node) >= len(e.p.Jobs) {
		return e.storeFns[int(node)-len(e.p.Jobs)]
	}
	return e.full.services[e.p.kind(shift, node)][node]
}

// travelBack appends what it costs to leave at u ≥ lo for a place whose
// arrival costs f, sec seconds away at the fastest hour, base at 100 percent.
// With atOnce the worker leaves at u; else it may pay to hold for a faster
// hour.
func (e *engine) travelBack(dst, f fn, c *Class, sec, base int32, atOnce bool, sh *Shift, lo int32) fn {
	if len(c.Hours) == 0 || sec == 0 {
		return shifted(dst, f, sec)
	}
	if len(f) < 2 {
		return dst
	}
	t := e.full.d[:0]
	last := min(f[len(f)-1].t-1-sec, sh.Last) // latest departure that could do
	for i := hourAt(c.Hours, lo); i < len(c.Hours); i++ {
		h := &c.Hours[i]
		if h.From > last {
			break
		}
		until := int32(Never)
		if i+1 < len(c.Hours) {
			until = c.Hours[i+1].From
		}
		s := slower(base, h.Percent)
		if s > sh.MaxLeg {
			continue
		}
		t = clippedOn(t, 0, f, s, sh.PerSecond*int64(s-sec), max(h.From, lo), until-1)
	}
	e.full.d = t
	if atOnce {
		return append(dst, t...)
	}
	return ramped(dst, t, sh.WaitCost, lo)
}

// travelOn appends the cost of arriving at t ≤ latest, f being that of being
// ready to leave.
func (e *engine) travelOn(dst, f fn, c *Class, sec, base int32, atOnce bool, sh *Shift, latest int32) fn {
	if len(c.Hours) == 0 || sec == 0 {
		return shifted(dst, f, -sec)
	}
	last := min(latest-sec, sh.Last) // latest departure that could do
	if len(f) == 0 || f[0].t > last {
		return dst
	}
	if !atOnce {
		e.full.d = ahead(e.full.d[:0], f, sh.WaitCost, last)
		f = e.full.d
	}
	out := e.full.c[:0]
	from := len(dst)
	for i := hourAt(c.Hours, f[0].t); i < len(c.Hours); i++ {
		h := &c.Hours[i]
		if h.From > last {
			break
		}
		until := int32(Never)
		if i+1 < len(c.Hours) {
			until = c.Hours[i+1].From
		}
		s := slower(base, h.Percent)
		if s > sh.MaxLeg {
			continue
		}
		if len(dst) == from {
			dst = clipped(dst, f, -s, sh.PerSecond*int64(s-sec), h.From+s, until-1+s)
			continue
		}
		e.full.b = clipped(e.full.b[:0], f, -s, sh.PerSecond*int64(s-sec), h.From+s, until-1+s)
		if len(e.full.b) == 0 {
			continue
		}
		out = append(out[:0], dst[from:]...)
		dst = lower(dst[:from], out, e.full.b)
	}
	e.full.c = out
	return dst
}

// hourAt returns the index of the hour that holds at time t.
func hourAt(hours []Hour, t int32) int {
	i := 0
	for i+1 < len(hours) && hours[i+1].From <= t {
		i++
	}
	return i
}

// slower returns the seconds of a way in an hour with a speed in percent.
func slower(base, percent int32) int32 {
	return int32((int64(base)*100 + int64(percent) - 1) / int64(percent))
}

func (e *engine) base(c *Class, i, j, sec int32) int32 {
	if len(c.Hours) == 0 {
		return sec
	}
	return c.Base(i, j)
}

// refreshFull recomputes the functions of r, early, late and timed.
func (e *engine) refreshFull(r *route, head, tail int) bool {
	if !e.functions(r, &e.p.Shifts[r.shift], head, tail) {
		return false
	}
	return len(r.stops) == 2 || !e.limited[r.shift] || e.retime(r)
}

// functions recomputes the functions of r, early, late and timed, with the
// prices of sh; those of stops before head and of the last tail stops stand.
func (e *engine) functions(r *route, sh *Shift, head, tail int) bool {
	if !e.forward(r, sh, head) || !e.backward(r, sh, tail) {
		return false
	}
	st := r.stops
	if len(st) == 2 {
		return true
	}
	c := &e.p.Classes[sh.Class]
	best := int64(Far)
	base := e.base(c, st[0].place, st[1].place, st[1].sec)
	placed, w := sh.anyPlaced(), e.wayAfter(0, len(st), &st[0], &st[1])
	if placed {
		e.placesBack(source{route: r, layers: e.layers, at: 1}, w, sh)
	}
	for k := range len(sh.Breaks) + 1 {
		e.full.a = e.travelBack(e.full.a[:0], r.serveFn(e.layers, 1, k), c, st[1].sec, base, true, sh, sh.Start)
		if placed {
			e.full.a = e.orByPlace(e.full.a, k, w, sh)
		}
		best = min(best, minSum(r.readyFn(e.layers, 0, k), e.full.a))
	}
	r.timed = best
	return best < Far
}

// cut keeps the functions of the first stops of an arena and makes room for
// the rest in its list.
func (e *engine) cut(arena fn, list []extent, stops, n int) (fn, []extent) {
	L := e.layers
	end := int32(0)
	for _, x := range list[:stops*L] {
		end = max(end, x.b)
	}
	list = list[:stops*L]
	for len(list) < n*L {
		list = append(list, extent{})
	}
	return arena[:end], list
}

// forward recomputes ready and early from stop head on.
func (e *engine) forward(r *route, sh *Shift, head int) bool {
	p := e.p
	c := &p.Classes[sh.Class]
	st := r.stops
	n, L, K := len(st), e.layers, len(sh.Breaks)
	r.fns, r.ready = e.cut(r.fns, r.ready, head, n)
	keep := func(i, k, a int) { r.ready[i*L+k] = extent{int32(a), int32(len(r.fns))} }
	if head == 0 {
		from := sh.Start
		for k := 0; k <= K; k++ {
			to := sh.Last
			if k < K {
				to = min(to, sh.Breaks[k].Latest)
			}
			if sh.OnDuty {
				to = min(to, sh.Start)
			}
			a := len(r.fns)
			if k == 0 {
				r.fns = constant(r.fns, from, to, 0)
			} else {
				// Or having rested at the start place first.
				e.full.a = constant(e.full.a[:0], from, to, 0)
				e.full.b = e.restAfter(e.full.b[:0], source{route: r, layers: L, ready: true}, k, sh, atStop)
				r.fns = lower(r.fns, e.full.a, e.full.b)
			}
			keep(0, k, a)
			if k < K {
				from = max(from, sh.Breaks[k].free())
			}
		}
		st[0].early = sh.Start
	}
	arrive, done := &e.full.come, &e.full.leave
	placed := sh.anyPlaced()
	for i := max(1, head); i < n-1; i++ {
		base := e.base(c, st[i-1].place, st[i].place, st[i].sec)
		service := e.serviceFn(r.shift, st[i].node)
		arrive.reset(K + 1)
		done.reset(K + 1)
		early := int32(Never)
		w := e.wayAfter(i-1, n, &st[i-1], &st[i])
		if placed {
			e.placesOn(source{route: r, layers: L, at: i - 1, ready: true}, w, sh)
		}
		for k := 0; k <= K; k++ {
			e.full.a = e.travelOn(e.full.a[:0], r.readyFn(L, i-1, k), c, st[i].sec, base, i == 1, sh, st[i].hi)
			if placed {
				e.full.a = e.orFromPlace(e.full.a, k, w, sh)
			}
			if k > 0 {
				e.full.b = e.restAfter(e.full.b[:0], source{lay: arrive}, k, sh, atStop)
				e.full.c = lower(e.full.c[:0], e.full.a, e.full.b)
				e.full.a, e.full.c = e.full.c, e.full.a
			}
			arrive.add(k, e.full.a)
			e.full.a = ahead(e.full.a[:0], arrive.get(k), sh.WaitCost, st[i].hi)
			if service != nil {
				e.full.b = sum(e.full.b[:0], e.full.a, service)
				e.full.a, e.full.b = e.full.b, e.full.a
			}
			e.full.b = clipped(e.full.b[:0], e.full.a, -st[i].dur, 0, st[i].lo+st[i].dur, st[i].hi+st[i].dur)
			if len(e.full.b) > 0 {
				early = min(early, e.full.b[0].t)
			}
			if k > 0 {
				e.full.a = e.restAfter(e.full.a[:0], source{lay: done}, k, sh, atStop)
				e.full.c = lower(e.full.c[:0], e.full.b, e.full.a)
				e.full.b, e.full.c = e.full.c, e.full.b
			}
			done.add(k, e.full.b)
			a := len(r.fns)
			r.fns = append(r.fns, e.full.b...)
			keep(i, k, a)
		}
		if early == Never {
			return false
		}
		st[i].early = early
	}
	return true
}

// backward recomputes serve and late up to the last tail stops.
func (e *engine) backward(r *route, sh *Shift, tail int) bool {
	p := e.p
	c := &p.Classes[sh.Class]
	st := r.stops
	n, L, K := len(st), e.layers, len(sh.Breaks)
	r.back, r.serve = e.cut(r.back, r.serve, tail, n)
	keep := func(i, k, a int) { r.serve[(n-1-i)*L+k] = extent{int32(a), int32(len(r.back))} }
	if tail == 0 {
		st[n-1].late = sh.Last
		for k := K; k >= 0; k-- {
			to := sh.Last
			if k < K {
				to = min(to, sh.Breaks[k].Latest)
			}
			a := len(r.back)
			r.back = overtime(r.back, sh, to)
			keep(n-1, k, a)
		}
	}
	come := &e.full.come
	placed := sh.anyPlaced()
	for i := n - 1 - max(1, tail); i >= 1; i-- {
		base := e.base(c, st[i].place, st[i+1].place, st[i+1].sec)
		service := e.serviceFn(r.shift, st[i].node)
		come.reset(K + 1)
		late := int32(-Never)
		w := e.wayAfter(i, n, &st[i], &st[i+1])
		if placed {
			e.placesBack(source{route: r, layers: L, at: i + 1}, w, sh)
		}
		for k := K; k >= 0; k-- {
			e.full.a = e.travelBack(e.full.a[:0], r.serveFn(L, i+1, k), c, st[i+1].sec, base, i == n-2, sh, sh.Start)
			if placed {
				e.full.a = e.orByPlace(e.full.a, k, w, sh)
			}
			f := e.arriving(k, e.full.a, service, &st[i], sh, come, sh.Start)
			a := len(r.back)
			if k < K {
				e.full.b = e.restBefore(e.full.b[:0], source{route: r, layers: L, at: i}, k, sh, sh.Start, atStop)
				r.back = lower(r.back, f, e.full.b)
			} else {
				r.back = append(r.back, f...)
			}
			keep(i, k, a)
			_, hi := domain(r.back[a:])
			late = max(late, hi)
		}
		if late == -Never {
			return false
		}
		st[i].late = late
	}
	return true
}

// overtime appends the cost of being back at t, no later than to.
func overtime(dst fn, sh *Shift, to int32) fn {
	if to < sh.Start {
		return dst
	}
	if sh.OverCost == 0 || to <= sh.End {
		return constant(dst, sh.Start, to, 0)
	}
	if sh.End >= sh.Start {
		dst = append(dst, piece{sh.Start, 0, 0})
	}
	at := max(sh.End, sh.Start)
	return append(dst, piece{at, sh.OverCost, sh.OverCost * int64(at-sh.End)}, piece{to + 1, 0, Far})
}

// arriving gives the cost of arriving at a stop with k breaks over and not
// taking a break before its service. away is the cost of leaving it with k
// over; come has the cost after its service with more over, to which that
// with k over is added. The result is in scratch.
func (e *engine) arriving(k int, away, service fn, s *stop, sh *Shift, come *layers, lo int32) fn {
	if k < len(sh.Breaks) {
		e.full.b = e.restBefore(e.full.b[:0], source{lay: come}, k, sh, lo+s.dur, atStop)
		e.full.c = lower(e.full.c[:0], away, e.full.b)
		away = e.full.c
	}
	come.add(k, away)
	e.full.b = clipped(e.full.b[:0], come.get(k), s.dur, 0, s.lo, s.hi)
	if service != nil {
		e.full.a = sum(e.full.a[:0], e.full.b, service)
		e.full.a, e.full.b = e.full.b, e.full.a
	}
	e.full.a = ramped(e.full.a[:0], e.full.b, sh.WaitCost, lo)
	return e.full.a
}

// timedWith returns the least timing cost of r with job x after stop i, Far
// where that cannot be. O(pieces).
func (e *engine) timedWith(r *route, i int, x *stop, in, out Arc) int64 {
	p := e.p
	sh := &p.Shifts[r.shift]
	c := &p.Classes[sh.Class]
	L, K := e.layers, len(sh.Breaks)
	service := e.serviceFn(r.shift, x.node)
	next := &r.stops[i+1]
	baseIn := e.base(c, r.stops[i].place, x.place, in.Seconds)
	baseOut := e.base(c, x.place, next.place, out.Seconds)
	come, serve := &e.full.come, &e.full.leave
	come.reset(K + 1)
	serve.reset(K + 1)
	// Nobody is here before lo, nor done before lo + dur.
	lo := r.stops[i].early + in.Seconds
	best := int64(Far)
	n := len(r.stops)
	placed, on := sh.anyPlaced(), e.wayAfter(i+1, n+1, x, next)
	if placed {
		lo = sh.Start // by the place of a break the way may be shorter
		e.placesBack(source{route: r, layers: L, at: i + 1}, on, sh)
	}
	for k := K; k >= 0; k-- {
		e.full.a = e.travelBack(e.full.a[:0], r.serveFn(L, i+1, k), c, out.Seconds, baseOut, i == n-2, sh, lo+x.dur)
		if placed {
			e.full.a = e.orByPlace(e.full.a, k, on, sh)
		}
		f := e.arriving(k, e.full.a, service, x, sh, come, lo)
		if k < K {
			e.full.b = e.restBefore(e.full.b[:0], source{lay: serve}, k, sh, lo, atStop)
			e.full.c = lower(e.full.c[:0], f, e.full.b)
			f = e.full.c
		}
		serve.add(k, f)
		ready := r.readyFn(L, i, k)
		if len(ready) == 0 || len(f) == 0 {
			continue
		}
		if len(c.Hours) == 0 || in.Seconds == 0 {
			best = min(best, minSumShifted(ready, f, in.Seconds))
			continue
		}
		e.full.a = e.travelBack(e.full.a[:0], serve.get(k), c, in.Seconds, baseIn, i == 0, sh, r.stops[i].early)
		best = min(best, minSum(ready, e.full.a))
	}
	if placed {
		to := e.wayAfter(i, n+1, &r.stops[i], x)
		e.placesBack(source{lay: serve}, to, sh)
		for k := range K {
			e.full.a = e.orByPlace(e.full.a[:0], k, to, sh)
			best = min(best, minSum(r.readyFn(L, i, k), e.full.a))
		}
	}
	return best
}
