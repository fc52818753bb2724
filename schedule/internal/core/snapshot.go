package core

// snapshot is a solution kept: the order of stops of every route.
type snapshot struct {
	nodes      [][]int32
	cost, miss int64
	// win has the pins of tied jobs.
	win []window
}

// worse reports whether a solution is worse than one of a cost and miss.
func (a *snapshot) worse(cost, miss int64) bool {
	return miss < a.miss || miss == a.miss && cost < a.cost
}

// keepBest notes the present solution as the best.
func (s *search) keepBest() {
	s.best.cost, s.best.miss = s.total(), s.miss
	for r := range s.routes {
		if !s.changed[r] && s.best.nodes[r] != nil {
			continue
		}
		s.changed[r] = false
		st := s.routes[r].stops
		list := s.best.nodes[r][:0]
		for i := 1; i < len(st)-1; i++ {
			list = append(list, st[i].node)
		}
		if list == nil {
			list = []int32{}
		}
		s.best.nodes[r] = list
	}
	if s.tie != nil {
		s.best.win = append(s.best.win[:0], s.win...)
	}
}

// restoreBest makes the best solution the present one.
func (s *search) restoreBest() {
	jobs := int32(len(s.p.Jobs))
	on := make([]bool, jobs)
	s.absent, s.cost, s.miss = s.absent[:0], 0, 0
	s.vacate()
	if s.tie != nil {
		copy(s.win, s.best.win)
		for j := range s.tods {
			s.tods[j] = span{-Latest, Latest}
		}
	}
	for r := range s.routes {
		rt := &s.routes[r]
		ends := [2]stop{rt.stops[0], rt.stops[len(rt.stops)-1]}
		rt.stops = append(rt.stops[:0], ends[0])
		for _, node := range s.best.nodes[r] {
			rt.stops = append(rt.stops, s.newStop(int32(r), node))
			if node < jobs {
				on[node] = true
			}
		}
		rt.stops = append(rt.stops, ends[1])
		if !s.refresh(rt) {
			panic("core: the best solution cannot be done")
		}
		s.cost += rt.cost()
		s.place(int32(r), 1)
		if !rt.empty() {
			s.setUsed(int32(r))
		}
	}
	for j := range on {
		if !on[j] {
			s.addAbsent(int32(j))
		}
	}
	s.countCrews()
	s.torn = s.torn[:0]
	s.assessAll()
	if s.total() != s.best.cost || s.miss != s.best.miss {
		panic("core: the best solution is not what it was")
	}
}
