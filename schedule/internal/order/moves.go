package order

import "github.com/paidan/paidan/schedule/internal/core"

// near holds, for each job, the jobs which are good to have right before or
// right after it.
type near struct {
	before, after [][]int32
}

const nearby = 32

// findNear ranks jobs by the way between them and the waiting their windows
// force.
func (e *engine) findNear() {
	n := e.n
	e.near.before, e.near.after = make([][]int32, n), make([][]int32, n)
	type scored struct {
		j int32
		c int64
	}
	best := make([]scored, 0, nearby+1)
	rank := func(j int32, ahead bool) []int32 {
		best = best[:0]
		for o := range int32(n) {
			if o == j || !e.meet(j, o) {
				continue
			}
			a, b := j, o
			if !ahead {
				a, b = o, j
			}
			c := e.dear(a, b)
			if c >= forbidden || len(best) == nearby && c >= best[nearby-1].c {
				continue
			}
			i := len(best)
			best = append(best, scored{o, c})
			for ; i > 0 && best[i-1].c > c; i-- {
				best[i] = best[i-1]
			}
			best[i] = scored{o, c}
			if len(best) > nearby {
				best = best[:nearby]
			}
		}
		out := make([]int32, len(best))
		for i := range best {
			out[i] = best[i].j
		}
		return out
	}
	for j := range int32(n) {
		e.near.before[j] = rank(j, false)
		e.near.after[j] = rank(j, true)
	}
}

// meet reports whether one shift may serve both jobs.
func (e *engine) meet(i, j int32) bool {
	for _, f := range e.foes[i] {
		if f == j {
			return false
		}
	}
	w := e.p.Words
	for k := range w {
		if e.p.Eligible[int(i)*w+k]&e.p.Eligible[int(j)*w+k] != 0 {
			return true
		}
	}
	return false
}

// dear guesses how bad it is to have b right after a.
func (e *engine) dear(a, b int32) int64 {
	r := &e.routes[0]
	w := &r.table[e.at[a].place*e.places+e.at[b].place]
	if w.Seconds >= core.Never {
		return forbidden
	}
	x, y := &e.at[a], &e.at[b]
	d := int64(w.Seconds)
	dur := int64(e.durations[0][a])
	if y.lo > bottom {
		hi := min(x.hi, x.soft)
		if hi < core.Never {
			d += max(0, int64(y.lo)-int64(hi)-dur-int64(w.Seconds)) / 5
		}
	}
	if hi := min(y.hi, y.soft); x.lo > bottom && hi < core.Never {
		late := max(0, int64(x.lo)+dur+int64(w.Seconds)-int64(hi))
		if y.hi == hi {
			late *= 4
		}
		d += late
	}
	return d
}

// spot draws a place for job x beside a near job: behind p in shift s.
func (e *engine) spot(x int32) (p, s int32, ok bool) {
	w := e.rng.Next()
	if w&127 == 0 || len(e.near.before[x]) == 0 && len(e.near.after[x]) == 0 {
		// Anywhere in time order.
		s = int32(e.rng.intn(e.S))
		if !e.eligible(x, s) {
			return 0, 0, false
		}
		return e.byTime(s, e.guess(x)), s, true
	}
	w >>= 7
	if w&1 == 0 {
		l := e.near.before[x]
		if len(l) == 0 {
			return 0, 0, false
		}
		p = l[uint32(w>>1)%uint32(len(l))]
		s = e.at[p].shift
	} else {
		l := e.near.after[x]
		if len(l) == 0 {
			return 0, 0, false
		}
		y := l[uint32(w>>1)%uint32(len(l))]
		s = e.at[y].shift
		p = e.at[y].prev
	}
	if s < 0 || !e.eligible(x, s) {
		return 0, 0, false
	}
	return p, s, true
}

// guess returns a likely start for job x.
func (e *engine) guess(x int32) int32 {
	v := &e.at[x]
	if v.shift >= 0 {
		return v.start
	}
	for _, o := range e.all[x] {
		if y := &e.at[o]; y.shift >= 0 {
			return y.start
		}
	}
	t := max(v.lo, 0)
	if hi := min(v.hi, v.soft); hi < core.Never && hi > t {
		t += int32(e.rng.intn(int(hi-t) + 1))
	}
	return t
}

// byTime returns the node of shift s behind which a start at t belongs.
func (e *engine) byTime(s, t int32) int32 {
	p := e.startOf(s)
	for {
		n := e.at[p].next
		if e.at[n].next < 0 || e.at[n].start > t {
			return p
		}
		p = n
	}
}

// fullShift reports whether shift s cannot take another job.
func (e *engine) fullShift(s int32) bool { return e.routes[s].visits >= e.routes[s].limit }

// try settles the edit and keeps it when the energy is at most limit.
func (e *engine) try(limit int64) bool {
	if e.settle(limit) {
		return true
	}
	e.revert()
	return false
}

// relocate moves one job without mates beside a near one.
func (e *engine) relocate(x int32, limit int64) bool {
	p, s, ok := e.spot(x)
	if !ok || p == x {
		return false
	}
	v := &e.at[x]
	n := e.at[p].next
	if n == x {
		return false
	}
	if v.shift != s && (e.fullShift(s) || !e.apart(x, s)) {
		return false
	}
	r, q := &e.routes[s], &e.routes[v.shift]
	d := e.arc(r, p, x) + e.arc(r, x, n) - e.arc(q, v.prev, x) - e.arc(q, x, v.next)
	if e.at[p].prev < 0 && e.at[n].next < 0 {
		d += r.fixed
	} else {
		d -= e.arc(r, p, n)
	}
	if e.at[v.prev].prev < 0 && e.at[v.next].next < 0 {
		d -= q.fixed
	} else {
		d += e.arc(q, v.prev, v.next)
	}
	if e.pairs != nil {
		d += e.pairs[int(s)*e.n+int(x)] - e.pairs[int(v.shift)*e.n+int(x)]
	}
	if e.static+e.lost+d > limit {
		return false
	}
	e.begin()
	e.unlink(x)
	e.link(x, p, s)
	e.carry(x)
	return e.try(limit)
}

// carry lets job x take the breaks behind it before it, now and then.
func (e *engine) carry(x int32) {
	if !e.anyBreaks {
		return
	}
	n := e.at[x].next
	m := e.at[n].breaks
	if m == 0 || e.rng.Next()&1 == 0 {
		return
	}
	// The first of them only.
	k := uint8(0)
	for m&(1<<k) == 0 {
		k++
	}
	e.moveBreak(e.at[x].shift, k, n, x)
}

// moveAll takes jobs out and puts them back: the first beside a near job, the
// others too or by time in their shifts.
func (e *engine) moveAll(list []int32, limit int64, stay uint64) bool {
	e.begin()
	for i, x := range list {
		e.from[i], e.when[i] = e.at[x].shift, e.at[x].start
		if e.at[x].shift >= 0 {
			e.unlink(x)
		}
	}
	shifted := int32(0)
	for i, x := range list {
		s, p := e.from[i], int32(-1)
		ok := true
		forced := int32(-1)
		for _, o := range e.same[x] {
			forced = max(forced, e.at[o].shift)
		}
		switch {
		case forced >= 0:
			s, ok = forced, e.eligible(x, forced)
			p = e.byTime(s, e.when[i]+shifted)
		case i > 0 && s >= 0 && e.rng.Next()&7 < stay:
			p = e.byTime(s, e.when[i]+shifted)
			if e.rng.Next()&7 == 0 {
				p = e.stray(p)
			}
		default:
			if p, s, ok = e.spot(x); ok && i > 0 && e.rng.Next()&1 == 0 {
				p = e.byTime(s, e.when[i]+shifted)
			}
		}
		if !ok || e.fullShift(s) || !e.apart(x, s) {
			e.revert()
			return false
		}
		e.link(x, p, s)
		e.carry(x)
		if i == 0 && e.when[0] > bottom {
			y := &e.at[x]
			shifted = max(y.lo, e.reach(&e.at[p], y)) - e.when[0]
		}
	}
	return e.try(limit)
}

// stray returns a neighbour of node p in its route.
func (e *engine) stray(p int32) int32 {
	a := &e.at[p]
	if e.rng.Next()&1 == 0 {
		if a.prev >= 0 {
			return a.prev
		}
		return p
	}
	if e.at[a.next].next >= 0 {
		return a.next
	}
	return p
}

// reassign gives job x to another worker at about its time, its mates stay.
func (e *engine) reassign(x int32, limit int64) bool {
	v := &e.at[x]
	s := int32(e.rng.intn(e.S))
	if s == v.shift || !e.eligible(x, s) || e.fullShift(s) || !e.apart(x, s) {
		return false
	}
	p := e.byTime(s, v.start)
	if e.rng.Next()&3 == 0 {
		p = e.stray(p)
	}
	e.begin()
	e.unlink(x)
	e.link(x, p, s)
	e.carry(x)
	return e.try(limit)
}

// swap has two jobs take each other's place.
func (e *engine) swap(x int32, limit int64) bool {
	y, ok := e.nearJob(x)
	if !ok || e.at[y].shift < 0 {
		return false
	}
	a, b := e.at[x].shift, e.at[y].shift
	if a != b && (!e.eligible(x, b) || !e.eligible(y, a)) {
		return false
	}
	if e.at[x].next == y {
		x, y = y, x
	}
	e.begin()
	px, py := e.at[x].prev, e.at[y].prev
	if px == y { // adjacent: y x → x y
		e.unlink(x)
		e.link(x, py, a)
		return e.try(limit)
	}
	e.unlink(x)
	e.unlink(y)
	if a != b && (!e.apart(x, b) || !e.apart(y, a)) {
		e.revert()
		return false
	}
	e.link(y, px, a)
	if a != b && !e.apart(x, b) {
		e.revert()
		return false
	}
	e.link(x, py, b)
	return e.try(limit)
}

// nearJob draws a job near x.
func (e *engine) nearJob(x int32) (int32, bool) {
	l := e.near.before[x]
	if e.rng.Next()&1 == 0 {
		l = e.near.after[x]
	}
	if len(l) == 0 {
		return 0, false
	}
	return l[e.rng.intn(len(l))], true
}

// block moves x and the jobs behind it, two or three, beside a near job.
func (e *engine) block(x int32, limit int64) bool {
	k := 2 + int(e.rng.Next()&1)
	list := e.list[:0]
	for v := x; len(list) < k && e.at[v].next >= 0; v = e.at[v].next {
		list = append(list, v)
	}
	if len(list) < k {
		return false
	}
	p, s, ok := e.spot(x)
	if !ok {
		return false
	}
	if e.rng.Next()&1 == 0 { // the last one is near instead
		last := list[k-1]
		if p, s, ok = e.spot(last); !ok {
			return false
		}
	}
	from := e.at[x].shift
	for _, v := range list {
		if v == p || s != from && !e.eligible(v, s) {
			return false
		}
	}
	if p == e.at[x].prev {
		return false
	}
	e.begin()
	for _, v := range list {
		e.unlink(v)
	}
	for _, v := range list {
		if s != from && (e.fullShift(s) || !e.apart(v, s)) {
			e.revert()
			return false
		}
		e.link(v, p, s)
		p = v
	}
	return e.try(limit)
}

// tails exchanges what follows x with what begins, in another shift, at a near
// job or after the time of x.
func (e *engine) tails(x int32, limit int64) bool {
	l := e.near.after[x]
	y := int32(0)
	if len(l) == 0 || e.rng.Next()&7 == 0 {
		y = e.at[e.byTime(int32(e.rng.intn(e.S)), e.at[x].start)].next
	} else {
		y = l[e.rng.intn(len(l))]
	}
	a, b := e.at[x].shift, e.at[y].shift
	if b < 0 || a == b {
		return false
	}
	// What it costs, roughly, before anything is moved.
	p, n := e.at[y].prev, e.at[x].next
	ra, rb := &e.routes[a], &e.routes[b]
	if ra.perS == rb.perS && ra.perM == rb.perM && e.pairs == nil && n < int32(e.n) && p < int32(e.n) && y < int32(e.n) {
		if d := e.arc(ra, x, y) + e.arc(rb, p, n) - e.arc(ra, x, n) - e.arc(rb, p, y); e.at[e.endOf(a)].place == e.at[e.endOf(b)].place && e.static+e.lost+d > limit {
			return false
		}
	}
	one, two := e.list[:0], e.list2[:0]
	for v := e.at[x].next; e.at[v].next >= 0; v = e.at[v].next {
		if len(one) == longTail || !e.eligible(v, b) {
			return false
		}
		one = append(one, v)
	}
	for v := y; e.at[v].next >= 0; v = e.at[v].next {
		if len(two) == longTail || !e.eligible(v, a) {
			return false
		}
		two = append(two, v)
	}
	e.begin()
	for _, v := range one {
		e.unlink(v)
	}
	for _, v := range two {
		e.unlink(v)
	}
	q := x
	for _, v := range two {
		if e.fullShift(a) || !e.apart(v, a) {
			e.revert()
			return false
		}
		e.link(v, q, a)
		q = v
	}
	for _, v := range one {
		if e.fullShift(b) || !e.apart(v, b) {
			e.revert()
			return false
		}
		e.link(v, p, b)
		p = v
	}
	return e.try(limit)
}

const longTail = 12

// bring puts the absent job x, with all it must be with, into the plan.
func (e *engine) bring(x int32, limit int64) bool {
	list := e.list[:0]
	list = append(list, x)
	for _, m := range e.all[x] {
		if m != x {
			list = append(list, m)
		}
	}
	e.begin()
	out, when := e.evict(x)
	for i, m := range list {
		p, s, ok := e.spot(m)
		if ok && i > 0 {
			t := e.guess(m)
			for _, l := range e.links[m] {
				if l.other == list[0] && l.in != none {
					t = e.at[l.other].start + l.in
				}
			}
			if e.group[m] >= 0 && e.group[m] == e.group[list[0]] {
				t = e.at[list[0]].start + e.offset[m] - e.offset[list[0]]
			}
			p = e.byTime(s, t)
		}
		if !ok || e.fullShift(s) || !e.apart(m, s) {
			e.revert()
			return false
		}
		e.link(m, p, s)
		if i == 0 {
			// The others go by its likely time.
			e.at[m].start = max(e.at[m].lo, e.reach(&e.at[p], &e.at[m]))
		}
		e.lost -= e.loss[m]
		e.missSum -= e.miss[m]
	}
	if out >= 0 {
		p, s, ok := e.spot(out)
		if e.rng.Next()&1 == 0 {
			s = int32(e.rng.intn(e.S))
			ok = e.eligible(out, s)
			p = e.byTime(s, when)
		}
		if !ok || e.fullShift(s) || !e.apart(out, s) {
			e.revert()
			return false
		}
		e.link(out, p, s)
	}
	if !e.try(limit) {
		return false
	}
	for _, m := range list {
		e.dropAbsent(m)
	}
	return true
}

// evict takes out, half of the time, a job that may be in the way of x: one
// that must be apart from it or a near one. It is to be put elsewhere. -1: none.
func (e *engine) evict(x int32) (out, when int32) {
	w := e.rng.Next()
	if w&1 == 0 {
		return -1, 0
	}
	if f := e.foes[x]; len(f) > 0 && w&2 == 0 {
		out = f[uint32(w>>2)%uint32(len(f))]
	} else if y, ok := e.nearJob(x); ok {
		out = y
	} else {
		return -1, 0
	}
	if e.at[out].shift < 0 {
		return -1, 0
	}
	when = e.at[out].start
	e.unlink(out)
	return out, when
}

// drop takes job x, with all it must be with, out of the plan.
func (e *engine) drop(x int32, limit int64) bool {
	gain := int64(0)
	for _, m := range e.all[x] {
		gain += e.loss[m]
	}
	if gain >= forbidden || e.static+e.lost+gain-e.tour(e.all[x]) > limit {
		return false
	}
	e.begin()
	for _, m := range e.all[x] {
		e.unlink(m)
		e.lost += e.loss[m]
		e.missSum += e.miss[m]
	}
	if !e.try(limit) {
		return false
	}
	for _, m := range e.all[x] {
		e.addAbsent(m)
	}
	return true
}

// tour bounds the static cost jobs have.
func (e *engine) tour(list []int32) int64 {
	c := int64(0)
	for _, x := range list {
		v := &e.at[x]
		r := &e.routes[v.shift]
		c += e.arc(r, v.prev, x) + e.arc(r, x, v.next) + r.fixed
		if e.pairs != nil {
			c += e.pairs[int(v.shift)*e.n+int(x)]
		}
	}
	return c
}

// replace has absent job x take the place of a near one.
func (e *engine) replace(x int32, limit int64) bool {
	y, ok := e.nearJob(x)
	if !ok || len(e.all[x]) > 1 || len(e.all[y]) > 1 || e.at[y].shift < 0 {
		return false
	}
	s, p := e.at[y].shift, e.at[y].prev
	if !e.eligible(x, s) || e.static+e.lost+e.loss[y]-e.loss[x]-e.tour(e.all[y]) > limit {
		return false
	}
	e.begin()
	e.unlink(y)
	if !e.apart(x, s) {
		e.revert()
		return false
	}
	e.link(x, p, s)
	e.carry(x)
	e.lost += e.loss[y] - e.loss[x]
	e.missSum += e.miss[y] - e.miss[x]
	if !e.try(limit) {
		return false
	}
	e.dropAbsent(x)
	e.addAbsent(y)
	return true
}

// rebreak moves a break of a shift to another way, or leaves it out.
func (e *engine) rebreak(s int32, limit int64) bool {
	r := &e.routes[s]
	end := e.endOf(s)
	if r.breaks == 0 || e.at[end].prev == e.startOf(s) {
		return false
	}
	k := uint8(e.rng.intn(int(r.breaks)))
	bit := uint8(1) << k
	from := int32(-1)
	if r.skipped&bit == 0 {
		for from = e.at[e.startOf(s)].next; e.at[from].breaks&bit == 0; from = e.at[from].next {
		}
	}
	to := int32(-1)
	if from < 0 || e.p.Shifts[s].Breaks[k].Skip >= core.Far || e.rng.Next()&7 != 0 {
		// Between those before and those after it.
		first := e.at[e.startOf(s)].next
		count := 0
		for v := first; v >= 0; v = e.at[v].next {
			if e.at[v].breaks>>k>>1 != 0 {
				first = -1 // a later one
			}
			if e.at[v].breaks&(bit-1) != 0 {
				count = 0
				if first < 0 {
					return false
				}
			}
			if v != from {
				count++
				if e.rng.intn(count) == 0 {
					to = v
				}
			}
			if first < 0 {
				break
			}
		}
	}
	if to == from {
		return false
	}
	e.begin()
	e.moveBreak(s, k, from, to)
	return e.try(limit)
}
