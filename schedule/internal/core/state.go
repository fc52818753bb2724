package core

// state is a solution under way: every job is on one route or absent.
type state struct {
	*engine
	routes []route
	// routeOf is the shift of each job, -1 when absent; posOf its index in
	// the route's stops, or in absent.
	routeOf, posOf []int32
	absent         []int32
	// cost is that of all routes and absent jobs; miss what absent jobs lose
	// lexicographically.
	cost, miss int64
	// over is what Problem.Overall prices, as of the last step assessed; whole
	// is what it goes by, nil where nothing is priced.
	over, oldOver int64
	whole         *whole

	// vacant[g] lists the empty routes of the twins led by shift g, in no
	// particular order; vacantAt is each route's place there, -1 if not empty.
	vacant   [][]int32
	vacantAt []int32
	// idle is the number of empty routes.
	idle int

	// The trail of the step at hand: routes as they were, and the rest.
	touched   []bool
	trail     []route
	trailOf   []int32
	trailLen  int
	oldAbsent []int32
	oldCost   int64
	oldMiss   int64

	// changed marks routes which differ from the best solution kept.
	changed []bool

	// Ties: who may take the job at hand, where a trial has put jobs, the
	// number of members of each crew on a route, and the crews of which
	// someone has been taken out.
	filter  filter
	sim     []placed
	present []int32
	torn    []int32
}

func newState(e *engine) *state {
	p := e.p
	n, m := len(p.Jobs), len(p.Shifts)
	s := &state{engine: e, routes: make([]route, m), routeOf: make([]int32, n), posOf: make([]int32, n),
		vacant: make([][]int32, m), vacantAt: make([]int32, m), touched: make([]bool, m), changed: make([]bool, m), whole: newWhole(p)}
	for i := range s.routes {
		e.setup(&s.routes[i], int32(i))
		s.vacantAt[i] = -1
	}
	s.vacate()
	if e.tie != nil {
		s.sim = make([]placed, n)
		s.present = make([]int32, len(e.tie.sets))
		for g, members := range e.tie.sets {
			s.present[g] = int32(len(members))
		}
	}
	for j := range p.Jobs {
		s.routeOf[j] = -1
		s.addAbsent(int32(j))
	}
	s.torn = s.torn[:0]
	return s
}

func (s *state) setVacant(r int32) {
	if s.vacantAt[r] < 0 {
		g := s.p.Shifts[r].Twin
		s.vacantAt[r] = int32(len(s.vacant[g]))
		s.vacant[g] = append(s.vacant[g], r)
		s.idle++
	}
}

func (s *state) setUsed(r int32) {
	if at := s.vacantAt[r]; at >= 0 {
		g := s.p.Shifts[r].Twin
		list := s.vacant[g]
		last := list[len(list)-1]
		list[at] = last
		s.vacantAt[last] = at
		s.vacantAt[r] = -1
		s.vacant[g] = list[:len(list)-1]
		s.idle--
	}
}

// vacate marks every route as empty.
func (s *state) vacate() {
	for r := len(s.routes) - 1; r >= 0; r-- {
		s.setVacant(int32(r))
	}
}

// total is the cost of everything priced.
func (s *state) total() int64 { return s.cost + s.over }

func (s *state) addAbsent(j int32) {
	s.posOf[j] = int32(len(s.absent))
	s.routeOf[j] = -1
	s.absent = append(s.absent, j)
	s.cost += s.p.Jobs[j].Value
	s.miss += s.p.Jobs[j].Miss
	if s.tie != nil {
		if g := s.tie.group[j]; g >= 0 {
			s.present[g]--
			s.torn = append(s.torn, g)
		}
	}
}

func (s *state) dropAbsent(j int32) {
	at := s.posOf[j]
	last := s.absent[len(s.absent)-1]
	s.absent[at] = last
	s.posOf[last] = at
	s.absent = s.absent[:len(s.absent)-1]
	s.cost -= s.p.Jobs[j].Value
	s.miss -= s.p.Jobs[j].Miss
	if s.tie != nil {
		if g := s.tie.group[j]; g >= 0 {
			s.present[g]++
		}
	}
}

// begin starts a step that can be undone.
func (s *state) begin() {
	s.trailLen = 0
	s.oldAbsent = append(s.oldAbsent[:0], s.absent...)
	s.oldCost, s.oldMiss, s.oldOver = s.cost, s.miss, s.over
	s.torn = s.torn[:0]
}

// touch keeps a copy of route r before the first change of the step.
func (s *state) touch(r int32) {
	if s.touched[r] {
		return
	}
	s.touched[r] = true
	if s.trailLen == len(s.trail) {
		s.trail = append(s.trail, route{})
		s.trailOf = append(s.trailOf, 0)
	}
	s.trail[s.trailLen].copyFrom(&s.routes[r])
	s.trailOf[s.trailLen] = r
	s.trailLen++
}

// keep ends the step with its changes. A route which is as it was, jobs taken
// out and put back in their places, gets its version back.
func (s *state) keep() {
	for i, r := range s.trailOf[:s.trailLen] {
		s.touched[r] = false
		if s.tie == nil && s.routes[r].sameStops(&s.trail[i]) {
			s.routes[r].version = s.trail[i].version
			continue
		}
		s.changed[r] = true
	}
}

// undo ends the step without its changes.
func (s *state) undo() {
	for i, r := range s.trailOf[:s.trailLen] {
		s.touched[r] = false
		s.routes[r], s.trail[i] = s.trail[i], s.routes[r]
	}
	s.absent = append(s.absent[:0], s.oldAbsent...)
	for i, j := range s.absent {
		s.routeOf[j] = -1
		s.posOf[j] = int32(i)
	}
	for _, r := range s.trailOf[:s.trailLen] {
		s.place(r, 1)
		if s.tie != nil {
			s.repin(r)
		}
		if s.routes[r].empty() {
			s.setVacant(r)
		} else {
			s.setUsed(r)
		}
	}
	s.cost, s.miss = s.oldCost, s.oldMiss
	s.over = s.oldOver
	s.countCrews()
}

// countCrews counts the members of each crew on routes.
func (s *state) countCrews() {
	if s.tie == nil {
		return
	}
	for g, members := range s.tie.sets {
		s.present[g] = int32(len(members))
	}
	for _, j := range s.absent {
		if g := s.tie.group[j]; g >= 0 {
			s.present[g]--
		}
	}
}

// place records where the jobs of route r are, from stop i on.
func (s *state) place(r int32, i int) {
	st := s.routes[r].stops
	n := int32(len(s.p.Jobs))
	for ; i < len(st)-1; i++ {
		if j := st[i].node; j < n {
			s.routeOf[j] = r
			s.posOf[j] = int32(i)
		}
	}
}

// insert puts job x behind stop i of route r, which must be possible.
func (s *state) insert(r int32, i int, x int32) {
	s.touch(r)
	rt := &s.routes[r]
	s.cost -= rt.cost()
	if rt.empty() {
		s.setUsed(r)
	}
	rt.stops = append(rt.stops, stop{})
	copy(rt.stops[i+2:], rt.stops[i+1:])
	rt.stops[i+1] = s.newStop(r, x)
	if !s.refreshPart(rt, i+1, len(rt.stops)-2-i) {
		panic("core: an insertion priced as possible is not")
	}
	s.cost += rt.cost()
	s.dropAbsent(x)
	s.place(r, i+1)
	if s.tie != nil && s.tie.timed[x] {
		s.pinTo(&rt.stops[i+1])
	}
}

// remove takes the marked stops out of route r; marked[i] is true for stops
// to go and has the route's length. If what is left cannot be done (ways need
// not obey the triangle inequality) more stops go until it can.
func (s *state) remove(r int32, marked []bool) {
	s.touch(r)
	rt := &s.routes[r]
	n := int32(len(s.p.Jobs))
	s.cost -= rt.cost()
	for whole := rt.stores > 0; ; whole = true {
		out := rt.stops[:1]
		head, tail := 0, 0
		for i := 1; i < len(rt.stops); i++ {
			if marked[i] {
				if head == 0 {
					head = i
				}
				tail = len(rt.stops) - 1 - i
				if j := rt.stops[i].node; j >= 0 && j < n {
					s.addAbsent(j)
				}
				continue
			}
			out = append(out, rt.stops[i])
		}
		rt.stops = out
		if whole {
			s.trimStores(rt)
			head, tail = 0, 0
		}
		if s.refreshPart(rt, head, tail) {
			break
		}
		// Give up the last stop, then look again.
		marked = marked[:len(rt.stops)]
		clear(marked)
		marked[len(rt.stops)-2] = true
	}
	s.cost += rt.cost()
	if rt.empty() {
		s.setVacant(r)
	}
	s.place(r, 1)
}
