package core

// A break at a place of its own is taken on the way between two stops: there,
// the break, and on to the next stop instead of going there directly. Breaks
// which may be taken anywhere can be taken at such a place too.
//
// For the way at hand there is, for each break b at a place and each number m
// of breaks over, a function of time at that place: on the way there, where
// m ≤ b, and on the way on. The static cost of a route counts the direct ways,
// so that a detour costs what it is dearer.

// venue tells where breaks are taken: at the place of break own or, where
// that is -1, at a stop.
type venue struct{ place, own int32 }

// atStop is any stop.
var atStop = venue{-1, -1}

// takes reports whether a break can be taken here.
func (v venue) takes(b *Break) bool { return !b.Placed || v.own >= 0 && b.Place == v.place }

// skips reports whether break k can be left out here: whoever goes to the
// place of a break takes it.
func (v venue) skips(b *Break, k int) bool { return b.Skip < Far && int(v.own) != k }

// furthest returns how many breaks may be over after break k.
func (v venue) furthest(k, breaks int) int {
	if k < int(v.own) {
		return int(v.own)
	}
	return breaks
}

// way is the way from one stop to the next; first and last mark those from
// the start place and to the end place.
type way struct {
	from, to    int32
	first, last bool
	// direct tells that no place may come between.
	direct bool
}

// wayAfter returns the way from stop a to stop b of a route of n stops, a
// being stop i. Where setting up falls away at b nothing may come between.
func (e *engine) wayAfter(i, n int, a, b *stop) way {
	w := way{from: a.place, to: b.place, first: i == 0, last: i == n-2}
	jobs := int32(len(e.p.Jobs))
	w.direct = e.p.Again != nil && a.place == b.place && a.node >= 0 && a.node < jobs && b.node >= 0 && b.node < jobs
	return w
}

// anyPlaced reports whether a break of the shift has a place of its own.
func (s *Shift) anyPlaced() bool {
	for i := range s.Breaks {
		if s.Breaks[i].Placed {
			return true
		}
	}
	return false
}

// venues returns empty functions for the places of a shift's breaks.
func (e *engine) venues(sh *Shift) []layers {
	K := len(sh.Breaks)
	for len(e.full.there) < K {
		e.full.there = append(e.full.there, layers{})
	}
	for b := range K {
		e.full.there[b].reset(K + 1)
	}
	return e.full.there
}

// mergeTrips makes the lower one of x and y the new x.
func (e *engine) mergeTrips() {
	e.full.z = lower(e.full.z[:0], e.full.x, e.full.y)
	e.full.x, e.full.z = e.full.z, e.full.x
}

// raised adds an amount to the finite pieces of f.
func raised(f fn, by int64) {
	for i := range f {
		if f[i].v < Far {
			f[i].v += by
		}
	}
}

// hopBack appends the cost of leaving place i at u for place j, whose arrival
// costs f, with the way's static cost and an amount; nothing where it is too far.
func (e *engine) hopBack(dst, f fn, i, j int32, atOnce bool, sh *Shift, add int64) fn {
	c := &e.p.Classes[sh.Class]
	a := e.p.arc(c, i, j)
	if a.Seconds > sh.MaxLeg {
		return dst
	}
	from := len(dst)
	dst = e.travelBack(dst, f, c, a.Seconds, e.base(c, i, j, a.Seconds), atOnce, sh, sh.Start)
	raised(dst[from:], sh.cost(a)+add)
	return dst
}

// hopOn appends the cost of arriving at place j from place i, which it is
// possible to leave at the cost f.
func (e *engine) hopOn(dst, f fn, i, j int32, atOnce bool, sh *Shift, add int64) fn {
	c := &e.p.Classes[sh.Class]
	a := e.p.arc(c, i, j)
	if a.Seconds > sh.MaxLeg || len(f) == 0 {
		return dst
	}
	from := len(dst)
	dst = e.travelOn(dst, f, c, a.Seconds, e.base(c, i, j, a.Seconds), atOnce, sh, sh.Last)
	raised(dst[from:], sh.cost(a)+add)
	return dst
}

// directCost returns the static cost which a detour saves.
func (e *engine) directCost(w way, sh *Shift) int64 {
	return sh.cost(e.p.arc(&e.p.Classes[sh.Class], w.from, w.to))
}

// leads reports whether w may go by the place of break b.
func (w way) leads(b *Break) bool { return b.Placed && (!w.direct || b.Place == w.to) }

// placesBack fills the functions of the cost to come at the places of breaks
// on way w, whose end costs to by breaks over.
func (e *engine) placesBack(to source, w way, sh *Shift) {
	K := len(sh.Breaks)
	there := e.venues(sh)
	for m := K; m >= 0; m-- {
		for b := m; b < K; b++ {
			if own := &sh.Breaks[b]; w.leads(own) {
				e.full.x = e.restBefore(e.full.x[:0], source{lay: &there[b]}, m, sh, sh.Start, venue{own.Place, int32(b)})
				there[b].add(m, e.full.x)
			}
		}
		for b := range m {
			own := &sh.Breaks[b]
			if !w.leads(own) {
				continue
			}
			e.full.x = e.hopBack(e.full.x[:0], to.get(m), own.Place, w.to, w.last, sh, 0)
			for c := m; c < K; c++ {
				if o := &sh.Breaks[c]; w.leads(o) && o.Place != own.Place {
					e.full.y = e.hopBack(e.full.y[:0], there[c].get(m), own.Place, o.Place, false, sh, 0)
					e.mergeTrips()
				}
			}
			if m < K {
				e.full.y = e.restBefore(e.full.y[:0], source{lay: &there[b]}, m, sh, sh.Start, venue{own.Place, int32(b)})
				e.mergeTrips()
			}
			there[b].add(m, e.full.x)
		}
	}
}

// orByPlace returns f, the cost of leaving for the end of way w directly with
// k breaks over, or that of a detour by the place of a break where that is less.
func (e *engine) orByPlace(f fn, k int, w way, sh *Shift) fn {
	for c := k; c < len(sh.Breaks); c++ {
		if o := &sh.Breaks[c]; w.leads(o) {
			e.full.y = e.hopBack(e.full.y[:0], e.full.there[c].get(k), w.from, o.Place, w.first, sh, -e.directCost(w, sh))
			e.full.z = lower(e.full.z[:0], f, e.full.y)
			f = append(f[:0], e.full.z...)
		}
	}
	return f
}

// placesOn fills the functions of the cost of being at the places of breaks
// on way w, which it is possible to begin at the cost from by breaks over.
func (e *engine) placesOn(from source, w way, sh *Shift) {
	K := len(sh.Breaks)
	there := e.venues(sh)
	saved := e.directCost(w, sh)
	for m := range K + 1 {
		for b := range m {
			own := &sh.Breaks[b]
			if !w.leads(own) {
				continue
			}
			e.full.x = e.restAfter(e.full.x[:0], source{lay: &there[b]}, m, sh, venue{own.Place, int32(b)})
			there[b].add(m, e.full.x)
		}
		for b := m; b < K; b++ {
			own := &sh.Breaks[b]
			if !w.leads(own) {
				continue
			}
			e.full.x = e.hopOn(e.full.x[:0], from.get(m), w.from, own.Place, w.first, sh, -saved)
			for c := range m {
				if o := &sh.Breaks[c]; w.leads(o) && o.Place != own.Place {
					e.full.y = e.hopOn(e.full.y[:0], there[c].get(m), o.Place, own.Place, false, sh, 0)
					e.mergeTrips()
				}
			}
			if m > 0 {
				e.full.y = e.restAfter(e.full.y[:0], source{lay: &there[b]}, m, sh, venue{own.Place, int32(b)})
				e.mergeTrips()
			}
			there[b].add(m, e.full.x)
		}
	}
}

// orFromPlace returns f, the cost of arriving at the end of way w directly
// with k breaks over, or that of a detour where it is less.
func (e *engine) orFromPlace(f fn, k int, w way, sh *Shift) fn {
	for b := range k {
		if o := &sh.Breaks[b]; w.leads(o) {
			e.full.y = e.hopOn(e.full.y[:0], e.full.there[b].get(k), o.Place, w.to, w.last, sh, 0)
			e.full.z = lower(e.full.z[:0], f, e.full.y)
			f = append(f[:0], e.full.z...)
		}
	}
	return f
}
