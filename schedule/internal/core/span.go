package core

// The span level: every stop has one window, and the time between departure
// and return costs, or is limited. The departure is free. A stretch of stops
// is then described by three numbers that can be joined in constant time
// (Vidal et al., "A unified solution framework for multi-attribute vehicle
// routing problems", EJOR 2014, §4.3; here without time warp).

// segment is a stretch of stops: dur is its least duration including the
// waiting within, which is reached when it begins between e and l.
type segment struct{ dur, e, l int32 }

// join returns a followed by b after a way of sec seconds; ok is false where
// b cannot be reached in time.
func join(a, b segment, sec int32) (s segment, ok bool) {
	at := a.dur + sec
	if a.e+at > b.l {
		return s, false
	}
	wait := max(b.e-at-a.l, 0)
	return segment{at + b.dur + wait, max(b.e-at, a.e) - wait, min(b.l-at, a.l)}, true
}

// span returns when the shift may begin, as a segment.
func (sh *Shift) span() segment {
	if sh.OnDuty {
		return segment{0, sh.Start, sh.Start}
	}
	return segment{0, sh.Start, sh.Last}
}

// refreshSpan recomputes pre from stop head on, suf up to the last tail
// stops, and timed.
func (e *engine) refreshSpan(r *route, head, tail int) bool {
	st := r.stops
	n := len(st)
	sh := &e.p.Shifts[r.shift]
	own := func(i int) segment {
		switch i {
		case 0:
			return sh.span()
		case n - 1:
			return segment{0, sh.Start, sh.Last}
		}
		return segment{st[i].dur, st[i].lo, st[i].hi}
	}
	ok := true
	st[0].pre = own(0)
	for i := max(1, head); i < n; i++ {
		if st[i].pre, ok = join(st[i-1].pre, own(i), st[i].sec); !ok && n > 2 {
			return false
		}
	}
	st[n-1].suf = own(n - 1)
	for i := n - 1 - max(1, tail); i >= 0; i-- {
		if st[i].suf, ok = join(own(i), st[i+1].suf, st[i+1].sec); !ok && n > 2 {
			return false
		}
	}
	if n == 2 {
		return true
	}
	total := st[n-1].pre.dur
	r.timed = sh.WaitCost * int64(total-r.busy)
	return total <= sh.MaxWork
}

// waitWith returns the least waiting of r with a stop behind stop i, in and
// out seconds away from its neighbours; ok is false where that cannot be, or
// takes longer than most.
func waitWith(r *route, i int, own segment, in, out, most int32) (wait int64, ok bool) {
	next := &r.stops[i+1]
	head, ok := join(r.stops[i].pre, own, in)
	if !ok {
		return 0, false
	}
	all, ok := join(head, next.suf, out)
	busy := r.busy + own.dur + in + out
	if !r.empty() {
		busy -= next.sec
	}
	return int64(all.dur - busy), ok && all.dur <= most
}
