package core

// settle makes a solution hold what every plan should: no optional job that
// costs more than its value, and no job left out that fits and pays. It
// repeats until nothing changes or stop says so.
func (s *search) settle(stop func() bool) {
	s.finder.blink = 0
	s.begin()
	defer s.keep()
	for changed := true; changed && !stop(); {
		changed = s.dropLosses(stop)
		s.out = append(s.out[:0], s.absent...)
		for i, x := range s.out {
			if i%32 == 31 && stop() {
				return
			}
			job := &s.p.Jobs[x]
			if at := s.find(x); at.route >= 0 && (job.Miss > 0 || at.delta < job.Value) {
				s.insertAt(x, at)
				changed = true
			}
		}
	}
}

// dropLosses takes out the optional jobs whose removal saves more than their
// value.
func (s *search) dropLosses(stop func() bool) bool {
	changed := false
	n := int32(len(s.p.Jobs))
	for r := range s.routes {
		if r%32 == 31 && stop() {
			break
		}
		for i := 1; i < len(s.routes[r].stops)-1; i++ {
			x := s.routes[r].stops[i].node
			if x >= n || s.p.Jobs[x].Miss > 0 {
				continue
			}
			if s.costWithout(int32(r), i) >= s.routes[r].cost()-s.p.Jobs[x].Value {
				continue
			}
			marked := s.marks(int32(r))
			marked[i] = true
			s.remove(int32(r), marked)
			changed = true
			i--
		}
	}
	return changed
}

// costWithout returns the cost of route r without stop i, Far where the rest
// cannot be done.
func (s *search) costWithout(r int32, i int) int64 {
	t := &s.trial
	t.shift = r
	t.stops = append(t.stops[:0], s.routes[r].stops[:i]...)
	t.stops = append(t.stops, s.routes[r].stops[i+1:]...)
	if !s.refresh(t) {
		return Far
	}
	return t.cost()
}
