package core

import "math"

// first makes the first solution, from a start where that is not nil.
func (s *search) first(start *Start, stop func() bool) {
	if start != nil {
		s.adopt(start)
	}
	s.construct(stop, start != nil)
	s.assessAll()
	s.keepBest()
}

// construct puts every job at its cheapest spot, those with the fewest
// choices first; after a start only optional jobs that pay.
func (s *search) construct(stop func() bool, started bool) {
	s.begin()
	defer s.keep()
	eager := math.Inf(1)
	if started {
		eager = 1
	}
	s.finder.blink = 0
	order := rank(len(s.p.Jobs), func(j int32) int64 { return int64(s.choices[j])<<32 - int64(s.remoteness(j)) })
	for _, pass := range [2]bool{true, false} {
		for i, x := range order {
			if i%32 == 31 && stop() {
				break
			}
			if (s.p.Jobs[x].Miss > 0) != pass {
				continue
			}
			if s.routeOf[x] < 0 && (len(s.routes)-s.idle >= s.opening || !s.open(x)) {
				s.putIn(x, eager)
			}
		}
	}
	if s.tie != nil {
		s.mend()
	}
	s.finder.blink = s.tune.blink
}

// open puts job x onto the empty route where it costs least, and reports
// whether it has. A job of a sequence lock stays with the others of it.
func (s *search) open(x int32) bool {
	if s.p.Jobs[x].Chain >= 0 {
		return false
	}
	s.finder.routes = s.finder.routes[:0]
	s.listVacant(x, len(s.p.Shifts))
	s.keepAble(x)
	best := s.findListed(x, 0, Never)
	return s.pays(x, &best, math.Inf(1)) && s.putAt(x, best)
}

func (s *search) remoteness(j int32) int32 {
	if len(s.p.Shifts) == 0 {
		return 0
	}
	sh := &s.p.Shifts[0]
	return s.p.arc(&s.p.Classes[sh.Class], sh.From, s.p.Jobs[j].Place).Metres
}
