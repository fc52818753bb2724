package core

// trimStores puts the stops at stores of r where they are needed, if at all,
// after its jobs have changed. It leaves the tables to be refreshed.
func (s *state) trimStores(r *route) {
	jobs := int32(len(s.p.Jobs))
	has := false
	for i := 1; i < len(r.stops)-1; i++ {
		has = has || r.stops[i].node >= jobs
	}
	if !has {
		return
	}
	bare := &s.bare
	bare.shift = r.shift
	bare.stops = bare.stops[:0]
	for _, st := range r.stops {
		if st.node < jobs {
			bare.stops = append(bare.stops, st)
		}
	}
	if s.refresh(bare) {
		r.stops = append(r.stops[:0], bare.stops...)
		return
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
// routes where the job fits nowhere without.
func (s *search) findWithStore(x, from, to int32, best *spot) {
	if !s.loads() {
		return
	}
	for _, r := range s.finder.routes {
		rt := &s.routes[r]
		if s.crowded(rt) || s.fitsSomewhere(rt, x) {
			continue
		}
		base := s.pair(r, x)
		if rt.empty() {
			base += s.p.Shifts[r].Fixed
		}
		if base-rt.timed >= best.delta {
			continue
		}
		for store := range s.p.Stores {
			s.scanWithStore(rt, int32(store), x, from, to, base-rt.timed, best)
		}
	}
}

// fitsSomewhere reports whether job x can go anywhere on rt as far as
// consumables and tools go.
func (s *search) fitsSomewhere(rt *route, x int32) bool {
	if rt.stores == 0 {
		return s.fits(rt, 0, x)
	}
	for i := range len(rt.stops) - 1 {
		if s.fits(rt, i, x) {
			return true
		}
	}
	return false
}

// supplies reports whether a store has what rt lacks for job x.
func (s *search) supplies(rt *route, store, x int32) bool {
	p := s.p
	sh, shop := &p.Shifts[rt.shift], &p.Stores[store]
	if p.Jobs[x].Tools&^(sh.Tools|shop.Tools) != 0 && rt.stores == 0 {
		return false
	}
	for d, q := range p.Demand[int(x)*p.Types : (int(x)+1)*p.Types] {
		if q > sh.Load0[d] && (shop.Types&(1<<uint(d)) == 0 || q > sh.Cap[d]) && rt.stores == 0 {
			return false
		}
	}
	return true
}

// scanWithStore looks at one route and one store. base is the part of the
// change in cost that does not depend on the spot.
func (s *search) scanWithStore(rt *route, store, x, from, to int32, base int64, best *spot) {
	p := s.p
	sh := &p.Shifts[rt.shift]
	c := &p.Classes[sh.Class]
	st := rt.stops
	job, shop := p.Jobs[x].Place, p.Stores[store].Place
	last := min(int(to), len(st)-2)
	if !s.supplies(rt, store, x) {
		return
	}
	way := func(i, j int32) int64 { return sh.cost(p.arc(c, i, j)) }
	sec := func(i, j int32) int32 { return p.arc(c, i, j).Seconds }
	visit, stay := s.newStop(rt.shift, x), s.newStop(rt.shift, int32(len(p.Jobs))+store)
	for i := int(from); i <= last && st[i].early <= visit.hi; i++ {
		// Even without the store, and with it right before the job, there
		// must be time.
		until := st[i+1].late - sec(job, st[i+1].place) - visit.dur
		if start := max(st[i].early+sec(st[i].place, job), visit.lo); start > min(visit.hi, until) {
			continue
		}
		onward := way(job, st[i+1].place)
		for a := 0; a <= i; a++ {
			stocked := max(st[a].early+sec(st[a].place, shop), stay.lo)
			if stocked > min(stay.hi, Latest) {
				continue
			}
			stocked += stay.dur
			if a == i {
				if max(stocked+sec(shop, job), visit.lo) > min(visit.hi, until) {
					continue
				}
			} else if stocked+sec(shop, st[a+1].place) > st[a+1].late {
				continue
			}
			bound := base + onward
			if a == i {
				bound += way(st[i].place, shop) + way(shop, job) - st[i+1].edge
			} else {
				bound += way(st[a].place, shop) + way(shop, st[a+1].place) - st[a+1].edge
				bound += way(st[i].place, job) - st[i+1].edge
			}
			if bound >= best.delta {
				continue
			}
			c := s.costWithStore(rt, int(store), a, x, i)
			if c < Far && c-rt.cost() < best.delta && !s.finder.blinks() {
				*best = spot{rt.shift, int32(i), c - rt.cost(), store, int32(a)}
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
	rt := &s.routes[at.route]
	if s.costWithStore(rt, int(at.store), int(at.storeAt), x, int(at.at)) >= Far {
		panic("core: an insertion priced as possible is not")
	}
	s.dropAbsent(x)
	s.replace(at.route, &s.trial)
	if s.tie != nil && s.tie.timed[x] {
		s.pinTo(&rt.stops[s.posOf[x]])
	}
}
