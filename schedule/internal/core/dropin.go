package core

// dropIn lets routes stop at stores where that costs less than passing by,
// because the way there is shorter or waits less, and leaves out stops at stores
// which they are better off without.
func (s *search) dropIn(stop func() bool) {
	if !s.loads() || s.whole != nil {
		return
	}
	for r := range int32(len(s.routes)) {
		if r%32 == 31 && stop() {
			return
		}
		for !s.routes[r].empty() && (s.dropInOnce(r) || s.passBy(r)) {
		}
	}
}

// dropInOnce adds the stop at a store to route r which saves most, and reports
// whether any does.
func (s *search) dropInOnce(r int32) bool {
	rt, sh := &s.routes[r], &s.p.Shifts[r]
	c := &s.p.Classes[sh.Class]
	best, at, store := rt.cost(), -1, 0
	for k := range s.p.Stores {
		shop := &s.p.Stores[k]
		for i := range len(rt.stops) - 1 {
			a, b := &rt.stops[i], &rt.stops[i+1]
			more := sh.cost(s.p.arc(c, a.place, shop.Place)) + sh.cost(s.p.arc(c, shop.Place, b.place)) + sh.WaitCost*int64(shop.Duration) - b.edge
			if more >= rt.timed {
				continue // more than timing can save
			}
			if cost := s.costWithStore(rt, k, i, -1, 0); cost < best {
				best, at, store = cost, i, k
			}
		}
	}
	if at < 0 {
		return false
	}
	s.costWithStore(rt, store, at, -1, 0)
	return s.adoptTrial(r)
}

// passBy takes a stop at a store out of route r if that saves, and reports
// whether it has.
func (s *search) passBy(r int32) bool {
	rt := &s.routes[r]
	for i := 1; i < len(rt.stops)-1; i++ {
		if rt.stops[i].node >= int32(len(s.p.Jobs)) && s.costWithout(r, i) < rt.cost() {
			return s.adoptTrial(r)
		}
	}
	return false
}

// adoptTrial makes trial, which has the same jobs, route r and reports whether
// the labour laws allow it; else the route stays as it is.
func (s *search) adoptTrial(r int32) bool {
	s.other.copyFrom(&s.routes[r])
	s.replace(r, &s.trial)
	if !s.abides(r) {
		s.replace(r, &s.other)
		return false
	}
	return true
}
