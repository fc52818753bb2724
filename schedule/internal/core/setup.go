package core

// Setting up falls away right after another job at the same place, so the
// service time of a stop depends on the one before it. Tables do not know of
// that: where an insertion makes or breaks such a neighbourhood the whole
// route is priced.

// redo sets the service times of the stops from head up to the first of the
// last tail ones, and returns how many of the last stops stay as they are.
func (e *engine) redo(r *route, head, tail int) int {
	st := r.stops
	n := len(st)
	for i := max(1, head); i < n-1 && i <= n-tail; i++ {
		dur := e.after(r.shift, &st[i-1], &st[i])
		if dur != st[i].dur && i == n-tail {
			tail--
		}
		st[i].dur = dur
	}
	return tail
}

// after returns the service time of b right after a.
func (e *engine) after(shift int32, a, b *stop) int32 {
	n := int32(len(e.p.Jobs))
	switch {
	case b.node < 0 || b.node >= n:
		return b.dur
	case a.node >= 0 && a.node < n && a.place == b.place:
		return e.p.Again[e.p.kind(shift, b.node)][b.node]
	}
	return e.p.duration(shift, b.node)
}

// meets reports whether a stop between a and b at a place may change what
// setting up takes.
func (e *engine) meets(a, b *stop, place int32) bool {
	return a.place == place || b.place == place || a.place == b.place
}

// costWith returns the cost of a route with job x behind stop i, Far where
// that cannot be.
func (s *search) costWith(rt *route, i int, x int32) int64 {
	if !s.tryWith(rt, i, x) {
		return Far
	}
	return s.trial.cost()
}
