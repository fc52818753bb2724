package core

import "slices"

// mostMoved bounds the jobs which move at once, mostPushes how often one
// pushes another.
const (
	mostMoved  = 24
	mostPushes = 96
)

// slid is a state in which some jobs have been moved.
type slid struct{ *search }

// held tells where a job is after the move at hand.
func (h slid) held(j int32) (heldJob, bool) {
	at, ok := h.state.held(j)
	if m := &h.slide; ok && m.mark[j] == m.turn {
		at.lo, at.hi = m.at[j].lo, m.at[j].hi
	}
	return at, ok
}

// fixed reports whether the start of a placed job is not free.
func (s *search) fixed(j int32) bool {
	return s.tie != nil && s.tie.timed[j] || s.win[j].lo == s.win[j].hi
}

// push lets placed job x start at t and the others follow, and reports whether
// all of them can, their routes left aside.
func (s *search) push(x, t int32) bool {
	m := &s.slide
	m.begin(len(s.p.Jobs))
	at, _ := s.held(x)
	later, earlier := t > at.hi, t < at.lo
	s.moveTo(x, span{t, t})
	for i := 0; i < len(m.jobs); i++ {
		if len(m.jobs) > mostPushes || later && !s.pushLater(m.jobs[i]) || earlier && !s.pushEarlier(m.jobs[i]) {
			return false
		}
	}
	return s.suits()
}

// free lets placed job x, whose time nothing ties to others, start at any time.
func (s *search) free(x int32) {
	m, r := &s.slide, s.routeOf[x]
	m.begin(len(s.p.Jobs))
	m.routes = append(m.routes, r)
	win := s.win[x]
	s.win[x] = s.widest(x)
	lo, hi := s.bounds(r, x, s.routes[r].stops[s.posOf[x]].dur)
	s.win[x] = win
	s.moveTo(x, span{lo, hi})
}

// begin forgets the move before; n is the number of jobs.
func (m *slide) begin(n int) {
	if m.mark == nil {
		m.mark, m.at = make([]int32, n), make([]span, n)
	}
	m.turn++
	m.jobs, m.routes = m.jobs[:0], m.routes[:0]
}

// moveTo notes the starts of a job.
func (s *search) moveTo(x int32, at span) {
	m := &s.slide
	m.at[x], m.mark[x] = at, m.turn
	m.jobs = append(m.jobs, x)
}

// moveUp and moveDown move a job to the next start on the grid from t on, or
// the last up to t.
func (s *search) moveUp(x, t int32) {
	if s.gridded(x) {
		t = s.p.Grid.up(t)
	}
	s.moveTo(x, span{t, t})
}

func (s *search) moveDown(x, t int32) {
	if s.gridded(x) {
		t = s.p.Grid.down(t)
	}
	s.moveTo(x, span{t, t})
}

// pushLater moves those later which job a displaces that way.
func (s *search) pushLater(a int32) bool {
	at, _ := slid{s}.held(a)
	if s.tie != nil {
		for i := range s.tie.gaps[a] {
			g := &s.tie.gaps[a][i]
			from := int32(-Never)
			b, ok := slid{s}.held(g.other)
			switch {
			case !ok:
				continue
			case g.first && g.min > -Never:
				if from = at.lo + g.min; g.fromEnd {
					from += at.dur
				}
			case !g.first && g.max < Never:
				if from = at.lo - g.max; g.fromEnd {
					from -= b.dur
				}
			}
			if from > b.lo {
				s.moveUp(g.other, from)
			}
		}
		for _, i := range s.tie.clocks[a] {
			c := &s.p.Ties.Clocks[i]
			if b, ok := (slid{s}).held(c.with(a)); ok {
				if from := at.lo - at.midnight + b.midnight - c.Most; from > b.lo {
					s.moveUp(c.with(a), from)
				}
			}
		}
	}
	st, n := s.routes[s.routeOf[a]].stops, int32(len(s.p.Jobs))
	now := at.lo + at.dur
	for k := int(s.posOf[a]) + 1; k < len(st)-1; k++ {
		now += st[k].sec
		if now <= st[k].late {
			break
		}
		if j := st[k].node; j < n && s.fixed(j) {
			if b, _ := (slid{s}).held(j); now > b.hi {
				s.moveUp(j, now)
			}
			break
		}
		if now = max(now, st[k].lo); now > st[k].hi {
			return false
		}
		now += st[k].dur
	}
	return true
}

// pushEarlier moves those earlier which job a displaces that way.
func (s *search) pushEarlier(a int32) bool {
	at, _ := slid{s}.held(a)
	if s.tie != nil {
		for i := range s.tie.gaps[a] {
			g := &s.tie.gaps[a][i]
			to := int32(Never)
			b, ok := slid{s}.held(g.other)
			switch {
			case !ok:
				continue
			case g.first && g.max < Never:
				if to = at.hi + g.max; g.fromEnd {
					to += at.dur
				}
			case !g.first && g.min > -Never:
				if to = at.hi - g.min; g.fromEnd {
					to -= b.dur
				}
			}
			if to < b.hi {
				s.moveDown(g.other, to)
			}
		}
		for _, i := range s.tie.clocks[a] {
			c := &s.p.Ties.Clocks[i]
			if b, ok := (slid{s}).held(c.with(a)); ok {
				if to := at.hi - at.midnight + b.midnight + c.Most; to < b.hi {
					s.moveDown(c.with(a), to)
				}
			}
		}
	}
	st, n := s.routes[s.routeOf[a]].stops, int32(len(s.p.Jobs))
	now := at.hi
	for k := int(s.posOf[a]) - 1; k > 0; k-- {
		now -= st[k+1].sec
		if now >= st[k].early {
			break
		}
		now -= st[k].dur
		if j := st[k].node; j < n && s.fixed(j) {
			if b, _ := (slid{s}).held(j); now < b.lo {
				s.moveDown(j, now)
			}
			break
		}
		if now = min(now, st[k].hi); now < st[k].lo {
			return false
		}
	}
	return true
}

// suits reports whether the jobs moved may start when they do, beside all that
// is tied to them, and lists their routes.
func (s *search) suits() bool {
	m := &s.slide
	distinct := 0
	for i, x := range m.jobs {
		if slices.Contains(m.jobs[:i], x) {
			continue
		}
		if distinct++; distinct > mostMoved {
			return false
		}
		r := s.routeOf[x]
		if !s.mayStart(r, x, m.at[x].lo) {
			return false
		}
		if !slices.Contains(m.routes, r) {
			m.routes = append(m.routes, r)
		}
	}
	return true
}

// mayStart reports whether job x may start at t on route r beside those moved.
func (s *search) mayStart(r, x, t int32) bool {
	if s.gridded(x) && s.p.Grid.up(t) != t {
		return false
	}
	win := s.win[x]
	tod := span{}
	if s.tie != nil {
		s.win[x] = s.implied(slid{s}, x)
		if s.tods != nil {
			tod, s.tods[x] = s.tods[x], s.impliedClock(slid{s}, x)
		}
	} else {
		s.win[x] = s.widest(x)
	}
	lo, hi := s.bounds(r, x, s.routes[r].stops[s.posOf[x]].dur)
	s.win[x] = win
	if s.tods != nil {
		s.tods[x] = tod
	}
	return lo <= t && t <= hi
}
