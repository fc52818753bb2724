package core

// settle makes a solution hold what every plan should: no optional job that
// costs more than its value, and no job left out that fits and pays. It
// repeats until nothing changes or stop says so.
func (s *search) settle(stop func() bool) {
	s.finder.blink = 0
	s.begin()
	defer func() {
		abides := s.stepAbides()
		s.assess()
		if abides && (s.miss < s.oldMiss || s.total() <= s.oldCost+s.oldOver) {
			s.keep()
		} else {
			s.undo()
		}
	}()
	for changed := true; changed && !stop(); {
		cost, miss := s.cost, s.miss
		s.dropLosses(stop)
		s.dropCrews()
		s.out = append(s.out[:0], s.absent...)
		for i, x := range s.out {
			if i%32 == 31 && stop() {
				return
			}
			s.putIn(x, 1)
		}
		if s.tie != nil {
			s.mend()
		}
		s.dropIn(stop)
		changed = s.miss < miss || s.miss == miss && s.cost < cost
	}
}

// dropLosses takes out the optional jobs whose removal saves more than their
// value.
func (s *search) dropLosses(stop func() bool) {
	n := int32(len(s.p.Jobs))
	for r := range s.routes {
		if r%32 == 31 && stop() {
			break
		}
		for i := 1; i < len(s.routes[r].stops)-1; i++ {
			x := s.routes[r].stops[i].node
			if x >= n || s.p.Jobs[x].Miss > 0 || s.tie != nil && s.tie.group[x] >= 0 {
				continue
			}
			if s.costWithout(int32(r), i) >= s.routes[r].cost()-s.p.Jobs[x].Value {
				continue
			}
			marked := s.marks(int32(r))
			marked[i] = true
			s.remove(int32(r), marked)
			i--
		}
	}
}

// dropCrews takes out the optional crews whose removal saves more than their
// value.
func (s *search) dropCrews() {
	if s.tie == nil {
		return
	}
	for _, members := range s.tie.sets {
		lost, value := s.worth(members)
		if lost > 0 || s.routeOf[members[0]] < 0 {
			continue
		}
		saved := int64(0)
		for _, j := range members {
			r := s.routeOf[j]
			if without := s.costWithout(r, int(s.posOf[j])); without < Far {
				saved += s.routes[r].cost() - without
			} else {
				saved = -Far
			}
		}
		if saved > value {
			s.takeOut(members)
		}
	}
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
