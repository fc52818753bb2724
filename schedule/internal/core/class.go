package core

// Jobs of a class must have one worker, or few. Where none of them is on a
// route, the worker is chosen for whom all of them together cost least; what
// that worker cannot do goes to others, as far as they may be several.

// putClass puts the absent jobs of a class in with the worker for whom they
// miss and cost least. Optional ones stay out where they cost eager times
// their value.
func (s *search) putClass(c int32, eager float64) {
	jobs := s.tie.classes[c]
	s.crew = s.crew[:0]
	for _, j := range jobs {
		s.list(j)
		for _, r := range s.finder.routes {
			w := s.p.Shifts[r].Worker
			if s.seenWorker(w) {
				s.crew = append(s.crew, w)
			}
		}
	}
	for _, w := range s.crew {
		s.workerSeen[w] = false
	}
	best, bestMiss, chosen := int64(Far), int64(Far), int32(-1)
	for _, w := range s.crew {
		if s.finder.blinks() {
			continue
		}
		miss, cost := int64(0), int64(0)
		for _, j := range jobs {
			if at := s.findFor(j, w); s.pays(j, &at, eager) {
				cost += at.delta
			} else {
				miss += s.p.Jobs[j].Miss
				cost += s.p.Jobs[j].Value
			}
			if miss > bestMiss {
				break
			}
		}
		if miss < bestMiss || miss == bestMiss && cost < best {
			best, bestMiss, chosen = cost, miss, w
		}
	}
	if chosen < 0 {
		return
	}
	for _, j := range jobs {
		if at := s.findFor(j, chosen); s.pays(j, &at, eager) {
			s.putAt(j, at)
		}
	}
	for _, j := range jobs {
		if s.routeOf[j] < 0 && len(s.tie.limits[j]) > 0 {
			s.putOne(j, eager)
		}
	}
}

// seenWorker marks a worker and reports whether it was not marked before.
func (s *search) seenWorker(w int32) bool {
	if s.workerSeen == nil {
		s.workerSeen = make([]bool, s.p.Workers)
	}
	if s.workerSeen[w] {
		return false
	}
	s.workerSeen[w] = true
	return true
}

// findFor returns the cheapest spot for absent job x with worker w.
func (s *search) findFor(x, w int32) spot {
	s.finder.only, s.finder.worker = true, w
	at := s.find(x)
	s.finder.only = false
	return at
}

// unheld reports whether no job of a class is on a route.
func (s *search) unheld(c int32) bool {
	for _, j := range s.tie.classes[c] {
		if s.routeOf[j] >= 0 {
			return false
		}
	}
	return true
}
