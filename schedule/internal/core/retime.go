package core

import "slices"

// Tied jobs on routes look for better starts, the order of all routes as it
// is. With the orders given each cost is piecewise linear in the starts, so
// that the best ones lie where a job, or one which follows it without a break,
// meets a bound of something.

const (
	// mostStarts bounds the starts tried for a job within a step, and
	// mostRetimed the jobs.
	mostStarts  = 8
	mostRetimed = 3
	// mostStartsAtEnd and mostPasses bound the last look at all starts.
	mostStartsAtEnd = 60
	mostPasses      = 20
)

// retime gives placed job x the start among at most so many which saves most,
// and reports whether it has found one.
func (s *search) retime(x int32, most int, whole bool) bool {
	m := &s.slide
	s.suggestStarts(x)
	s.sortStarts(x, most)
	least := int64(0)
	for _, t := range m.starts {
		if s.push(x, t) && s.weigh(whole) && m.delta < least {
			least = m.delta
			s.note()
		}
	}
	if s.tie == nil || !s.timeTied(x) {
		if s.free(x); s.weigh(whole) && m.delta < least {
			least = m.delta
			s.note()
		}
	}
	if least == 0 || !s.carryBest() {
		return false
	}
	if whole {
		s.assess() // more freedom for a route may cost the plan
	} else {
		s.widenMoved()
	}
	return true
}

// widenMoved widens the components of the jobs moved last.
func (s *search) widenMoved() {
	m := &s.slide
	for i := range m.best {
		c := int32(-1)
		if s.tie != nil {
			c = s.tie.comp[m.best[i].job]
		}
		if c >= 0 && !slices.ContainsFunc(m.best[:i], func(o moved) bool { return s.tie.comp[o.job] == c }) {
			s.widen(c)
		}
	}
}

// drawTimed returns a placed job whose start is chosen, from the routes touched
// in the step at hand; -1 where there is none.
func (s *search) drawTimed() int32 {
	if s.trailLen == 0 {
		return -1
	}
	st := s.routes[s.trailOf[s.finder.intn(s.trailLen)]].stops
	if len(st) == 2 {
		return -1
	}
	at, n := s.finder.intn(len(st)-2), len(st)-2
	for i := range n {
		if j := st[1+(at+i)%n].node; int(j) < len(s.p.Jobs) && (s.tie.all || s.timeTied(j)) {
			return j
		}
	}
	return -1
}

// makeRoom slides a tied job on a route touched by the ruin to some other
// start, often one which suits an absent job: what it costs, what comes into
// the room has to pay for.
func (s *search) makeRoom() {
	x := s.drawTimed()
	if x < 0 {
		return
	}
	m := &s.slide
	m.starts = m.starts[:0]
	if len(s.absent) > 0 && s.finder.Next()&3 > 0 {
		s.suggestRoom(x, s.absent[s.finder.intn(len(s.absent))])
	}
	if len(m.starts) == 0 {
		s.suggestStarts(x)
	}
	s.sortStarts(x, 1)
	for _, t := range m.starts {
		if s.push(x, t) && s.weigh(false) {
			s.note()
			s.carryBest()
		}
	}
}

// retimeSome lets some tied jobs on the routes touched look for better starts.
func (s *search) retimeSome() {
	whole := s.tie.all
	if whole {
		s.assess()
	}
	for range mostRetimed {
		if x := s.drawTimed(); x >= 0 {
			s.retime(x, mostStarts, whole)
		}
	}
}

// retimeAll lets all jobs look for better starts as long as one finds any: the
// tied ones, and where costs of the plan as a whole go by starts the others
// too. It ends the search: others are not free to start at any time afterwards.
func (s *search) retimeAll(stop func() bool) {
	whole := s.p.Overall.goesByStarts()
	if !whole && (s.tie == nil || !s.tie.moving) {
		return
	}
	s.begin()
	defer s.keep()
	for found, pass := true, 0; found && pass < mostPasses; pass++ {
		found = false
		for x := range int32(len(s.p.Jobs)) {
			if s.routeOf[x] < 0 || !whole && !s.timeTied(x) {
				continue
			}
			if stop() {
				return
			}
			found = s.retime(x, mostStartsAtEnd, whole) || found
		}
	}
}
