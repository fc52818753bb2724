package core

// trimStores puts the stops at stores of r where they are needed, if at all,
// after its jobs have changed. It leaves the tables to be refreshed.
func (s *state) trimStores(r *route) bool {
	jobs := int32(len(s.p.Jobs))
	has := false
	for i := 1; i < len(r.stops)-1; i++ {
		has = has || r.stops[i].node >= jobs
	}
	if !has {
		return true
	}
	bare := &s.tight
	bare.shift = r.shift
	bare.stops = bare.stops[:0]
	for _, st := range r.stops {
		if st.node < jobs {
			bare.stops = append(bare.stops, st)
		}
	}
	if s.refresh(bare) {
		r.stops = append(r.stops[:0], bare.stops...)
		return true
	}
	best, bestStore, bestAt := int64(Far), -1, 0
	for store := range s.p.Stores {
		for i := 0; i < len(bare.stops)-1; i++ {
			if c := s.costWithStore(bare, store, i, -1, 0); c < best {
				best, bestStore, bestAt = c, store, i
			}
		}
	}
	if bestStore >= 0 {
		s.buildWithStore(bare, bestStore, bestAt, -1, 0)
		r.stops = append(r.stops[:0], s.trial.stops...)
	}
	return true
}

// buildWithStore makes trial the route rt with a stop at a store behind stop
// a and, unless x is -1, job x behind stop i ≥ a.
func (s *state) buildWithStore(rt *route, store, a int, x int32, i int) {
	t := &s.trial
	t.shift = rt.shift
	t.stops = append(t.stops[:0], rt.stops[:a+1]...)
	t.stops = append(t.stops, s.newStop(rt.shift, int32(len(s.p.Jobs)+store)))
	if x >= 0 {
		t.stops = append(t.stops, rt.stops[a+1:i+1]...)
		t.stops = append(t.stops, s.newStop(rt.shift, x))
		a = i
	}
	t.stops = append(t.stops, rt.stops[a+1:]...)
}

func (s *state) costWithStore(rt *route, store, a int, x int32, i int) int64 {
	s.buildWithStore(rt, store, a, x, i)
	if !s.refresh(&s.trial) {
		return Far
	}
	return s.trial.cost()
}

// findWithStore looks for spots which need a stop at a store first, on
// routes which have none.
func (s *search) findWithStore(x, from, to int32, best *spot) {
	if s.p.Types == 0 && !s.tooled {
		return
	}
	for _, r := range s.finder.routes {
		rt := &s.routes[r]
		if rt.stores > 0 || s.fits(rt, 0, x) || s.crowded(rt) {
			continue
		}
		base := s.pair(r, x)
		if rt.empty() {
			base += s.p.Shifts[r].Fixed
		}
		if base-rt.timed >= best.delta {
			continue
		}
		last := min(int(to), len(rt.stops)-2)
		for store := range s.p.Stores {
			for a := 0; a <= last; a++ {
				for i := max(a, int(from)); i <= last; i++ {
					if rt.stops[i].early > s.hi[x] {
						break
					}
					c := s.costWithStore(rt, store, a, x, i)
					if c < Far && c-rt.cost() < best.delta && !s.finder.blinks() {
						*best = spot{r, int32(i), c - rt.cost(), int32(store), int32(a)}
					}
				}
			}
		}
	}
}

// insertAt carries out a spot.
func (s *search) insertAt(x int32, at spot) {
	if at.store < 0 {
		s.insert(at.route, int(at.at), x)
		return
	}
	r := at.route
	s.touch(r)
	rt := &s.routes[r]
	s.cost -= rt.cost()
	if rt.empty() {
		s.setUsed(r)
	}
	s.buildWithStore(rt, int(at.store), int(at.storeAt), x, int(at.at))
	rt.stops = append(rt.stops[:0], s.trial.stops...)
	if !s.refresh(rt) {
		panic("core: an insertion priced as possible is not")
	}
	s.cost += rt.cost()
	s.dropAbsent(x)
	s.place(r, 1)
}
