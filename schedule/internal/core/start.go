package core

import "slices"

// Start is a solution to begin a search with.
type Start struct {
	// Orders lists the nodes of each shift; Starts has the start of each job,
	// of which those of tied jobs count.
	Orders [][]int32
	Starts []int32
	// Heat is the temperature to begin with, as a part of the usual one: the
	// less, the closer the search stays to the start. 0: hardly any.
	Heat float64
}

// adopt puts the jobs of a start onto routes, as far as they can be done
// there: whole routes, or else one job after the other. Crews of which
// someone is missing are taken out again.
func (s *search) adopt(start *Start) {
	s.begin()
	jobs := int32(len(s.p.Jobs))
	for r, order := range start.Orders {
		if r >= len(s.routes) || len(order) == 0 {
			continue
		}
		for _, node := range order {
			if node < jobs && s.tie != nil && s.tie.timed[node] && start.Starts[node] < Never {
				at := start.Starts[node]
				s.win[node] = window{at, at, -Never, 2 * Never}
			}
		}
		s.takeRoute(int32(r), order)
	}
	for x := range int32(len(s.p.Jobs)) {
		if s.routeOf[x] >= 0 && !s.mayStay(x) {
			s.one[0] = x
			s.takeOut(s.one[:])
		}
	}
	if s.tie != nil {
		for g := range s.tie.sets {
			s.torn = append(s.torn, int32(g)) // who was never put in tears a crew too
		}
		s.mend()
	}
	if s.stepAbides() {
		s.keep()
	} else {
		s.undo()
	}
}

// mayStay reports whether job x may be where it is, beside the jobs tied to
// it and the others of its sequence lock.
func (s *search) mayStay(x int32) bool {
	r := s.routeOf[x]
	if !s.inSequence(x) {
		return false
	}
	if s.tie == nil || !s.tie.ties(x) {
		return true
	}
	st := &s.routes[r].stops[s.posOf[x]]
	ok := s.prepare(s.state, &s.filter, x)
	if ok {
		lo, hi := s.bounds(r, x, st.dur)
		ok = lo <= st.lo && st.hi <= hi && (!s.filter.on || s.filter.admits(s.p.Shifts[r].Worker))
	}
	if s.tie.timed[x] {
		s.pinTo(st)
	}
	return ok
}

// inSequence reports whether the other served jobs of x's sequence lock, if it
// has one, are on its route, in order.
func (s *search) inSequence(x int32) bool {
	job := &s.p.Jobs[x]
	if job.Chain < 0 {
		return true
	}
	for _, j := range s.p.Chains[job.Chain] {
		if j == x || s.routeOf[j] < 0 {
			continue
		}
		if s.routeOf[j] != s.routeOf[x] || (s.p.Jobs[j].Rank < job.Rank) != (s.posOf[j] < s.posOf[x]) {
			return false
		}
	}
	return true
}

// takeRoute makes an order the route of a shift, or as much of it as can be
// done.
func (s *search) takeRoute(r int32, order []int32) {
	jobs := int32(len(s.p.Jobs))
	s.touch(r)
	rt := &s.routes[r]
	s.cost -= rt.cost()
	t := &s.trial
	t.shift = r
	try := func(list []int32) bool {
		t.stops = append(t.stops[:0], rt.stops[0])
		for _, node := range list {
			if node < jobs && !s.p.eligible(node, r) {
				return false
			}
			t.stops = append(t.stops, s.newStop(r, node))
		}
		t.stops = append(t.stops, rt.stops[len(rt.stops)-1])
		return s.refresh(t)
	}
	kept := order
	if !try(order) {
		kept = nil
		for _, node := range order {
			if more := append(kept, node); try(more) {
				kept = more
			}
		}
	}
	serves := slices.ContainsFunc(kept, func(node int32) bool { return node < jobs })
	if serves && try(kept) {
		rt.stops = append(rt.stops[:0], t.stops...)
		s.refresh(rt)
		s.setUsed(r)
		for _, node := range kept {
			if node < jobs {
				s.dropAbsent(node)
			}
		}
	}
	s.cost += rt.cost()
	s.place(r, 1)
}
