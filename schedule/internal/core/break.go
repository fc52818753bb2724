package core

// free returns from when on a departure leaves a break not due.
func (b *Break) free() int32 {
	if b.AfterWork > 0 {
		return b.Latest - b.AfterWork
	}
	return b.Latest + 1
}

// source is one function for each number of breaks over: of a list of layers,
// or of a stop of a route.
type source struct {
	lay    *layers
	route  *route
	layers int
	at     int
	ready  bool
}

func (s *source) get(k int) fn {
	switch {
	case s.lay != nil:
		return s.lay.get(k)
	case s.ready:
		return s.route.readyFn(s.layers, s.at, k)
	}
	return s.route.serveFn(s.layers, s.at, k)
}

// restBefore appends what remains to be paid, from any time t ≥ lo on, where
// break k is taken or left out first and to gives what remains by breaks
// over: waiting for it, taking it. A break after which the next is not due
// until its Latest leads further. A break which cannot be taken at v can be
// left out there.
func (e *engine) restBefore(dst fn, to source, k int, sh *Shift, lo int32, v venue) fn {
	b := &sh.Breaks[k]
	if !v.takes(b) {
		if v.skips(b, k) {
			dst = clipped(dst, to.get(k+1), 0, b.Skip, lo, Latest)
		}
		return dst
	}
	end := v.furthest(k, len(sh.Breaks))
	e.full.d = clipped(e.full.d[:0], to.get(k+1), b.Duration, b.Cost, max(b.Earliest, lo), b.Latest)
	for next, from := k+1, b.Earliest; next < end && sh.Breaks[next].AfterWork > 0; next++ {
		from = max(from, sh.Breaks[next].free()-b.Duration)
		e.full.e = clipped(e.full.e[:0], to.get(next+1), b.Duration, b.Cost, max(from, lo), b.Latest)
		e.full.f = lower(e.full.f[:0], e.full.d, e.full.e)
		e.full.d, e.full.f = e.full.f, e.full.d
	}
	if !v.skips(b, k) {
		return ramped(dst, e.full.d, sh.WaitCost, lo)
	}
	e.full.e = ramped(e.full.e[:0], e.full.d, sh.WaitCost, lo)
	e.full.f = clipped(e.full.f[:0], to.get(k+1), 0, b.Skip, lo, Latest)
	return lower(dst, e.full.e, e.full.f)
}

// restAfter appends the cost of having k breaks over by u, the last of them
// just taken or left out, from giving the cost of having been free to by
// breaks over.
func (e *engine) restAfter(dst fn, from source, k int, sh *Shift, v venue) fn {
	b := &sh.Breaks[k-1]
	e.full.d = e.full.d[:0]
	if v.takes(b) {
		e.full.d = ahead(e.full.d, from.get(k-1), sh.WaitCost, b.Latest)
	}
	if !v.skips(b, k-1) && b.AfterWork == 0 {
		return clipped(dst, e.full.d, -b.Duration, b.Cost, b.Earliest+b.Duration, b.Latest+b.Duration)
	}
	e.full.e = clipped(e.full.e[:0], e.full.d, -b.Duration, b.Cost, b.Earliest+b.Duration, b.Latest+b.Duration)
	end := b.free()
	for last := k - 2; last >= 0 && sh.Breaks[last+1].AfterWork > 0; last-- {
		// Break last was taken, so late that those up to k are not due.
		a := &sh.Breaks[last]
		end = max(end, sh.Breaks[last+1].free())
		if !v.takes(a) || v.furthest(last, k) < k {
			continue
		}
		e.full.d = ahead(e.full.d[:0], from.get(last), sh.WaitCost, a.Latest)
		e.full.f = clipped(e.full.f[:0], e.full.d, -a.Duration, a.Cost, max(a.Earliest+a.Duration, end), a.Latest+a.Duration)
		e.full.d = lower(e.full.d[:0], e.full.e, e.full.f)
		e.full.d, e.full.e = e.full.e, e.full.d
	}
	if v.skips(b, k-1) {
		e.full.f = clipped(e.full.f[:0], from.get(k-1), 0, b.Skip, -Latest, Latest)
		return lower(dst, e.full.e, e.full.f)
	}
	return append(dst, e.full.e...)
}
