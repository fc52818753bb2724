package order

import "github.com/paidan/paidan/schedule/internal/core"

// The least start times that keep all constraints are unique. After a change
// they are found in two steps. First all nodes whose time may have been held
// up by what changed (the cone: those reached by tight constraints) fall to
// their earliest; then constraints push up until none is broken. From then on
// the cost of the present times only grows, so that the second step ends as
// soon as the solution costs too much.

// begin starts an edit.
func (e *engine) begin() {
	e.saved = totals{e.static, e.softSum, e.overall, e.extras, e.lost, e.missSum, e.worst}
	e.ops, e.cone, e.log = e.ops[:0], e.cone[:0], e.log[:0]
	e.touched, e.oldRoutes = e.touched[:0], e.oldRoutes[:0]
	e.epoch++
}

// unlink takes job v out of its route.
func (e *engine) unlink(v int32) {
	x := &e.at[v]
	s := x.shift
	r := &e.routes[s]
	p, n := x.prev, x.next
	a, b := &e.at[p], &e.at[n]
	e.ops = append(e.ops, op{opUnlink, x.breaks, b.breaks, v, p, s})
	e.static -= e.arc(r, p, v) + e.arc(r, v, n)
	if a.prev < 0 && b.next < 0 {
		e.static -= r.fixed
	} else {
		e.static += e.arc(r, p, n)
	}
	if e.pairs != nil {
		e.static -= e.pairs[int(s)*e.n+int(v)]
	}
	e.touchShift(s)
	// What v held up.
	if x.mark != e.epoch {
		e.touch(v)
	}
	if b.mark != e.epoch && e.holds(n, e.reach(x, b)) {
		e.touch(n)
	}
	a.next, b.prev = n, p
	b.breaks |= x.breaks
	x.breaks = 0
	x.shift = -1
	r.visits--
	if b.mark != e.epoch && e.reach(a, b) > b.start {
		e.touch(n)
	}
}

// link puts job v, which is in no route, behind node p of shift s.
func (e *engine) link(v, p, s int32) {
	x, a := &e.at[v], &e.at[p]
	r := &e.routes[s]
	n := a.next
	b := &e.at[n]
	e.ops = append(e.ops, op{opLink, 0, b.breaks, v, p, s})
	e.static += e.arc(r, p, v) + e.arc(r, v, n)
	if a.prev < 0 && b.next < 0 {
		e.static += r.fixed
	} else {
		e.static -= e.arc(r, p, n)
	}
	if e.pairs != nil {
		e.static += e.pairs[int(s)*e.n+int(v)]
	}
	e.touchShift(s)
	if x.mark != e.epoch {
		e.touch(v)
	}
	d := e.duration(s, v)
	if b.mark != e.epoch {
		if direct := e.reach(a, b); (b.breaks != 0 || e.way(r, a, x)+d+e.way(r, x, b) < e.way(r, a, b)) && e.holds(n, direct) {
			e.touch(n)
		}
	}
	x.dur, x.fresh = d, e.epoch
	x.shift, x.prev, x.next = s, p, n
	a.next, b.prev = v, v
	r.visits++
}

// moveBreak has break k of shift s taken on the way to node to; −1: left out.
func (e *engine) moveBreak(s int32, k uint8, from, to int32) {
	bit := uint8(1) << k
	if from >= 0 {
		b := &e.at[from]
		e.ops = append(e.ops, op{opMask, 0, b.breaks, from, 0, s})
		b.breaks &^= bit
		e.touch(from)
	} else {
		e.ops = append(e.ops, op{opSkip, 0, e.routes[s].skipped, 0, 0, s})
		e.routes[s].skipped &^= bit
	}
	if to >= 0 {
		b := &e.at[to]
		e.ops = append(e.ops, op{opMask, 0, b.breaks, to, 0, s})
		b.breaks |= bit
		e.touch(to)
	} else {
		e.ops = append(e.ops, op{opSkip, 0, e.routes[s].skipped, 0, 0, s})
		e.routes[s].skipped |= bit
	}
	e.touchShift(s)
}

// revert takes an edit back.
func (e *engine) revert() {
	for i := len(e.ops) - 1; i >= 0; i-- {
		o := &e.ops[i]
		x := &e.at[o.v]
		switch o.kind {
		case opUnlink:
			a := &e.at[o.p]
			n := a.next
			b := &e.at[n]
			x.shift, x.prev, x.next = o.s, o.p, n
			a.next, b.prev = o.v, o.v
			x.breaks, b.breaks = o.maskV, o.maskN
			x.dur = e.duration(o.s, o.v)
			e.routes[o.s].visits++
		case opLink:
			a := &e.at[o.p]
			n := x.next
			b := &e.at[n]
			a.next, b.prev = n, o.p
			x.shift, x.breaks = -1, 0
			b.breaks = o.maskN
			e.routes[o.s].visits--
		case opMask:
			x.breaks = o.maskN
		case opSkip:
			e.routes[o.s].skipped = o.maskN
		}
	}
	for i := range e.log {
		l := &e.log[i]
		x := &e.at[l.node]
		x.start, x.cost = l.start, l.cost
		e.late[l.node] = l.late
	}
	for i := range e.oldRoutes {
		o := &e.oldRoutes[i]
		r := &e.routes[o.shift]
		r.extra, r.viol, r.idle, r.busy = o.extra, o.viol, o.idle, o.busy
	}
	t := &e.saved
	e.static, e.softSum, e.overall, e.extras, e.lost, e.missSum, e.worst = t.static, t.softSum, t.overall, t.extras, t.lost, t.missSum, t.worst
}

func (e *engine) touchShift(s int32) {
	if e.timed && e.touchMark[s] != e.epoch {
		e.touchMark[s] = e.epoch
		e.touched = append(e.touched, s)
	}
}

// holds reports whether n's time may come from being reached at t.
func (e *engine) holds(n, t int32) bool {
	x := &e.at[n]
	if x.group < 0 {
		if x.start <= x.lo {
			return false
		}
		if e.loose || t >= x.start {
			return true
		}
		return x.odd && e.fit(n, t) == x.start
	}
	return e.loose || t >= x.start || e.groupOdd[x.group]
}

// touch adds node v, its mates too, to the cone.
func (e *engine) touch(v int32) {
	x := &e.at[v]
	if x.mark == e.epoch {
		return
	}
	x.mark = e.epoch
	e.cone = append(e.cone, v)
	if x.group >= 0 {
		for _, m := range e.groups[x.group] {
			if y := &e.at[m]; y.mark != e.epoch && y.shift >= 0 {
				y.mark = e.epoch
				e.cone = append(e.cone, m)
			}
		}
	}
}

// settle finds the times after an edit. It gives up, reporting false, when
// the energy passes limit or the constraints run in a circle. On true the
// energy is exact.
func (e *engine) settle(limit int64) bool {
	base := e.static + e.extrasBound() + e.lost
	if base > limit {
		return false
	}
	at := e.at
	// The cone.
	for i := 0; i < len(e.cone); i++ {
		u := e.cone[i]
		x := &at[u]
		if x.shift < 0 {
			if x.linked {
				e.touchLinks(u)
			}
			continue
		}
		if n := x.next; n >= 0 {
			// Also what it held up before others came between.
			for at[n].fresh == e.epoch {
				n = at[n].next
			}
			if y := &at[n]; y.mark != e.epoch && e.holds(n, e.reach(x, y)) {
				e.touch(n)
			}
		}
		if x.linked {
			e.touchLinks(u)
		}
	}
	soft := e.softSum
	e.highest = 0
	for _, v := range e.cone {
		x := &at[v]
		e.log = append(e.log, logged{v, x.start, e.late[v], x.cost})
		soft -= x.cost
		x.start = x.lo
		if x.shift >= 0 {
			x.cost = 0
			if x.lo > x.safe || x.odd {
				x.cost = e.priced(v, x.lo)
				e.highest = max(e.highest, e.late[v])
			} else {
				e.late[v] = 0
			}
			soft += x.cost
			e.touchShift(x.shift)
		} else {
			x.start = bottom
			x.cost = 0
			e.late[v] = 0
		}
	}
	e.softSum = soft
	queue := e.queue[:0]
	for _, v := range e.cone {
		x := &at[v]
		if x.shift < 0 {
			continue
		}
		t := bottom
		if x.prev >= 0 {
			t = e.reach(&at[x.prev], x)
		}
		if x.linked {
			t = max(t, e.pulled(v))
		}
		if t > x.start || x.group >= 0 || x.odd {
			queue = e.raise(queue, v, max(t, x.start))
		}
		if !x.queued {
			x.queued = true
			queue = append(queue, v)
		}
	}
	ok := e.push(queue, limit-base)
	return ok && e.finish(limit)
}

// touchLinks adds those that u's links may hold up.
func (e *engine) touchLinks(u int32) {
	x := &e.at[u]
	for i := range e.links[u] {
		l := &e.links[u][i]
		y := &e.at[l.other]
		if l.out == none || y.shift < 0 || y.mark == e.epoch {
			continue
		}
		if l.fromEnd || e.holds(l.other, e.bound(x, y, l)) {
			e.touch(l.other)
		}
	}
}

// bound returns the earliest start of y, the other of a link of x.
func (e *engine) bound(x, y *node, l *link) int32 {
	t := x.start + l.out
	if l.fromEnd {
		if l.first {
			t += x.dur
		} else {
			t -= y.dur
		}
	}
	return t
}

// pulled returns the earliest start of v by its links.
func (e *engine) pulled(v int32) int32 {
	x := &e.at[v]
	t := int32(bottom)
	for i := range e.links[v] {
		l := &e.links[v][i]
		y := &e.at[l.other]
		if l.in == none || y.shift < 0 {
			continue
		}
		b := y.start + l.in
		if l.fromEnd {
			if l.first {
				b -= x.dur
			} else {
				b += y.dur
			}
		}
		t = max(t, b)
	}
	return t
}

// raise has node v start at t at the earliest, its mates accordingly, and
// queues those that changed.
func (e *engine) raise(queue []int32, v, t int32) []int32 {
	x := &e.at[v]
	if x.odd {
		t = e.fit(v, t)
	}
	if x.group < 0 {
		e.set(v, t)
		if !x.queued {
			x.queued = true
			queue = append(queue, v)
		}
		return queue
	}
	list := e.groups[x.group]
	base := t - e.offset[v]
	if e.groupOdd[x.group] {
		for again := true; again; {
			again = false
			for _, m := range list {
				if e.at[m].shift < 0 {
					continue
				}
				if f := e.fit(m, base+e.offset[m]); f > base+e.offset[m] {
					base, again = f-e.offset[m], true
				}
			}
		}
	} else {
		for _, m := range list {
			if y := &e.at[m]; y.shift >= 0 {
				base = max(base, y.lo-e.offset[m])
			}
		}
	}
	for _, m := range list {
		y := &e.at[m]
		if w := base + e.offset[m]; y.shift >= 0 && w > y.start {
			e.set(m, w)
			if !y.queued {
				y.queued = true
				queue = append(queue, m)
			}
		}
	}
	return queue
}

// set has node v start at t, later than now.
func (e *engine) set(v, t int32) {
	x := &e.at[v]
	if x.mark != e.epoch {
		x.mark = e.epoch
		e.log = append(e.log, logged{v, x.start, e.late[v], x.cost})
		e.touchShift(x.shift)
	}
	x.start = t
	if t > x.safe || x.odd {
		e.softSum -= x.cost
		x.cost = e.priced(v, t)
		e.softSum += x.cost
		e.highest = max(e.highest, e.late[v])
	}
}

// push has the queued nodes push others until nothing moves.
func (e *engine) push(queue []int32, limit int64) bool {
	at := e.at
	steps := e.stepLimit
	head := 0
	for ; head < len(queue); head++ {
		u := queue[head]
		x := &at[u]
		x.queued = false
		if e.softSum+e.worstLate*int64(e.highest) > limit || head > steps || x.start > core.Latest {
			break
		}
		if n := x.next; n >= 0 {
			y := &at[n]
			if t := e.reach(x, y); t > y.start {
				queue = e.raise(queue, n, t)
			}
		}
		if x.linked {
			for i := range e.links[u] {
				l := &e.links[u][i]
				y := &at[l.other]
				if l.out == none || y.shift < 0 {
					continue
				}
				if t := e.bound(x, y, l); t > y.start {
					queue = e.raise(queue, l.other, t)
				}
			}
		}
	}
	e.queue = queue[:0]
	if head < len(queue) {
		for _, v := range queue[head:] {
			at[v].queued = false
		}
		return false
	}
	return true
}

// decode computes all times and costs from nothing; it reports whether there
// are any.
func (e *engine) decode() bool {
	e.epoch++
	e.softSum, e.static, e.lost, e.extras = 0, 0, 0, 0
	e.log, e.touched, e.oldRoutes = e.log[:0], e.touched[:0], e.oldRoutes[:0]
	e.missSum, e.highest = 0, 0
	queue := e.queue[:0]
	for v := range e.at {
		x := &e.at[v]
		x.mark = e.epoch
		x.queued = false
		x.start, x.cost = bottom, 0
		e.late[v] = 0
		if x.shift < 0 {
			continue
		}
		x.start = x.lo
		x.cost = e.priced(int32(v), x.lo)
		e.highest = max(e.highest, e.late[v])
		e.softSum += x.cost
	}
	for v := range e.at {
		if x := &e.at[v]; x.shift >= 0 {
			if x.group >= 0 || x.odd {
				queue = e.raise(queue, int32(v), x.start)
			}
			if !x.queued {
				x.queued = true
				queue = append(queue, int32(v))
			}
		}
	}
	limit := e.stepLimit
	e.stepLimit = 100 * limit
	ok := e.push(queue, core.Far)
	e.stepLimit = limit
	for v := range int32(e.n) {
		e.priceWavy(v)
	}
	for s := range int32(e.S) {
		r := &e.routes[s]
		if a := e.startOf(s); e.at[a].next != e.endOf(s) {
			e.static += r.fixed
			for v := a; e.at[v].next >= 0; v = e.at[v].next {
				e.static += e.arc(r, v, e.at[v].next)
				if v < int32(e.n) && e.pairs != nil {
					e.static += e.pairs[int(s)*e.n+int(v)]
				}
			}
		}
		if e.timed {
			e.timeRoute(s)
			e.extras += r.extra + e.weight*r.viol
		}
	}
	for _, j := range e.absent {
		e.lost += e.loss[j]
		e.missSum += e.miss[j]
	}
	e.worst = e.highest
	e.overall = e.overallCost()
	return ok
}
