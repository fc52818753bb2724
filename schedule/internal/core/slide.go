package core

import "slices"

// slide moves the starts of placed jobs while every order stays: one job gets
// a new start, and those which that displaces, by what ties them to it or by
// the time it takes on their route, follow as little as they have to. Jobs
// whose start nobody has fixed make room by themselves.
type slide struct {
	// jobs are those moved, in the order in which they were; at[j] is the
	// interval of job j's starts, where mark[j] is turn.
	jobs []int32
	at   []span
	mark []int32
	turn int32
	// routes are those of the jobs moved; delta is what moving them costs.
	routes []int32
	delta  int64
	// best and was hold moves to carry out and to take back.
	best, was []moved
	// starts lists candidates for a start.
	starts []int32
	// shares serve to price the plan as a whole.
	shares []share
}

// moved is an interval of starts for a job.
type moved struct {
	job int32
	at  span
}

// weigh prices the move at hand in m.delta and reports whether the routes can
// be done. With whole the costs of the plan as a whole count.
func (s *search) weigh(whole bool) bool {
	m := &s.slide
	m.delta = 0
	m.shares = m.shares[:0]
	jobs := int32(len(s.p.Jobs))
	for _, r := range m.routes {
		t, rt := &s.trial, &s.routes[r]
		t.shift = r
		t.stops = append(t.stops[:0], rt.stops...)
		for i := range t.stops {
			if j := t.stops[i].node; j >= 0 && j < jobs && m.mark[j] == m.turn {
				t.stops[i].lo, t.stops[i].hi = m.at[j].lo, m.at[j].hi
			}
		}
		if !s.refresh(t) {
			return false
		}
		m.delta += t.cost() - rt.cost()
		if whole {
			s.look(t)
			m.shares = append(m.shares, t.share)
		}
	}
	if !whole {
		return true
	}
	swap := func() {
		for i, r := range m.routes {
			s.routes[r].share, m.shares[i] = m.shares[i], s.routes[r].share
		}
	}
	before := s.overall()
	swap()
	m.delta += s.overall() - before
	swap()
	return true
}

// carry gives jobs their intervals, and notes in m.was those they had.
func (s *search) carry(list []moved) {
	m := &s.slide
	m.was = m.was[:0]
	for i := range list {
		r := s.routeOf[list[i].job]
		rt := &s.routes[r]
		s.touch(r)
		st := &rt.stops[s.posOf[list[i].job]]
		m.was = append(m.was, moved{list[i].job, span{st.lo, st.hi}})
		st.lo, st.hi = list[i].at.lo, list[i].at.hi
		s.pinTo(st)
	}
	for i := range list {
		r := s.routeOf[list[i].job]
		first := true
		for k := range i {
			first = first && s.routeOf[list[k].job] != r
		}
		if first {
			rt := &s.routes[r]
			s.cost -= rt.cost()
			if !s.refresh(rt) {
				panic("core: a slide priced as possible is not")
			}
			s.cost += rt.cost()
		}
	}
}

// note copies the move at hand to m.best.
func (s *search) note() {
	m := &s.slide
	m.best = m.best[:0]
	for i, x := range m.jobs {
		if !slices.Contains(m.jobs[:i], x) {
			m.best = append(m.best, moved{x, m.at[x]})
		}
	}
}

// carryBest carries m.best out where the routes then keep the laws, and
// reports whether they do.
func (s *search) carryBest() bool {
	m := &s.slide
	s.carry(m.best)
	for i := range m.best {
		if !s.abides(s.routeOf[m.best[i].job]) {
			m.best = append(m.best[:0], m.was...)
			s.carry(m.best)
			return false
		}
	}
	return true
}
