package core

import "slices"

// Grafts are children of a small kind: a few routes of one solution are put
// into another, which is annealed around them only, and the outcome is kept
// where it is better. What two good solutions differ in are mostly places far
// from each other, each of which can be decided by itself. (Crossing over one
// place at a time: Nagata & Bräysy, "Edge assembly-based memetic algorithm for the
// capacitated vehicle routing problem", Networks 2009.)

const (
	// graftMost is how many routes a graft has at the most, graftSteps how many
	// steps it gets for each job of the routes it has changed, graftHeat the
	// temperature they begin with, as a part of the usual one of a small problem.
	graftMost, graftSteps, graftHeat = 4, 15, 0.03
	// patience is how many grafts in a row, for each route and solution, may
	// bring nothing before they end.
	patience = 1
	// graftRound is how many grafts a member gets in a round.
	graftRound = 4
)

// donor is a copy of a solution, of which routes are taken.
type donor struct {
	nodes   [][]int32
	routeOf []int32 // by job, -1: absent
}

func newDonor(nodes [][]int32, jobs int) *donor {
	d := &donor{nodes: make([][]int32, len(nodes)), routeOf: routesOf(nodes, jobs)}
	for r, order := range nodes {
		d.nodes[r] = slices.Clone(order) // the search goes on in its own
	}
	return d
}

// routesOf returns the route of each job, -1 where it is absent.
func routesOf(nodes [][]int32, jobs int) []int32 {
	routeOf := make([]int32, jobs)
	for j := range routeOf {
		routeOf[j] = -1
	}
	for r, order := range nodes {
		for _, node := range order {
			if int(node) < jobs {
				routeOf[node] = int32(r)
			}
		}
	}
	return routeOf
}

// graftAll lets the members take routes of each other until the budget is
// used up or grafts bring nothing any more. They do so in rounds, each member
// by itself from what the others were before the round, so that the threads
// make no difference.
func (m *memetic) graftAll() {
	list := make([]*search, len(m.members))
	hot := make([]float64, len(list))
	donors := make([]*donor, len(list))
	for i := range list {
		s := m.start(m.engineOf(i), m.members[i].nodes)
		list[i], hot[i] = s, s.tune.heat(smallJobs, graftHeat, s.meanWay())
		donors[i] = newDonor(s.best.nodes, len(m.p.Jobs))
	}
	most := patience * len(list) * (len(list[0].routes) - list[0].idle)
	done, better := make([]int64, len(list)), make([]bool, len(list))
	for quiet := 0; quiet <= most && !m.over(); quiet += graftRound * len(list) {
		left, enough := m.left(len(list))
		if !enough {
			break
		}
		budgets := m.b.Forks(len(list))
		m.share(len(list), func(i int) {
			own := Budget{Iterations: left, Stop: budgets[i].over}
			done[i], better[i] = list[i].graftSome(donors, i, hot[i], own)
		})
		for i, s := range list {
			m.iterations += done[i]
			if better[i] {
				quiet, donors[i] = 0, newDonor(s.best.nodes, len(m.p.Jobs))
			}
		}
		if m.b.Progress != nil {
			best := bestOf(list)
			m.b.Progress(Progress{m.iterations, min(1, m.b.Fraction(m.iterations)), best.cost, best.miss, len(list[0].absent)})
		}
	}
	m.members = m.members[:0]
	for _, s := range list {
		m.take(s.best)
	}
	m.reached = min(1, m.b.Fraction(m.iterations))
}

// graftSome grafts some times, routes of donors other than that numbered
// own, and returns the number of iterations and whether the best solution has
// become better.
func (s *search) graftSome(donors []*donor, own int, hot float64, b Budget) (done int64, better bool) {
	cost, miss := s.best.cost, s.best.miss
	for range graftRound {
		from := s.finder.other(own, len(donors))
		if b.over() || b.Iterations > 0 && done >= b.Iterations {
			break
		}
		left := b
		left.Iterations = max(0, b.Iterations-done)
		done += s.tryGraft(donors[from], hot, left)
	}
	return done, s.best.cost != cost || s.best.miss != miss
}

// left is how many iterations each of several that share it has left of the
// budget, 0 where it has no bound, and whether that is anything.
func (m *memetic) left(among int) (iterations int64, enough bool) {
	if m.b.Iterations > 0 {
		iterations = (m.b.Iterations - m.iterations) / int64(among)
	}
	return iterations, m.b.Iterations == 0 || iterations > 0
}

// bestOf returns the best solution of several searches.
func bestOf(list []*search) *snapshot {
	best := &list[0].best
	for _, s := range list[1:] {
		if best.worse(s.best.cost, s.best.miss) {
			best = &s.best
		}
	}
	return best
}

// tryGraft grafts routes of d onto the best solution, which is the present
// one too, anneals around them from a temperature of hot, and goes back to the
// best solution, which may have become better. It returns the number of
// iterations, within the budget.
func (s *search) tryGraft(d *donor, hot float64, b Budget) int64 {
	s.begin()
	if !s.graft(d) {
		s.undo()
		return 0
	}
	s.focus = append(s.focus[:0], s.absent...)
	for _, r := range s.trailOf[:s.trailLen] {
		s.focus = s.jobsOn(s.focus, r)
	}
	s.keep()
	if s.best.worse(s.total(), s.miss) {
		s.keepBest()
	}
	n := int64(0)
	if len(s.focus) > 0 {
		steps := int64(graftSteps * len(s.focus))
		if b.Iterations == 0 || steps < b.Iterations {
			b.Iterations = steps
		}
		n = s.anneal(b, hot, stretch{0, 1})
	}
	s.focus = s.focus[:0]
	s.revert()
	return n
}

// graft puts some routes of d, which lie near each other, in the place of
// like ones, and the jobs of those wherever they cost least. It reports
// whether there were such routes and the outcome may stand.
func (s *search) graft(d *donor) bool {
	want := 1 + s.finder.intn(graftMost)
	seed := int32(s.finder.intn(len(s.p.Jobs)))
	var taken, gone []int32
	s.turn++
	try := func(x int32) {
		r := d.routeOf[x]
		if r < 0 || len(taken) == want || slices.Contains(taken, r) {
			return
		}
		if q := s.mostLike(d.nodes[r], r); q >= 0 && !s.runs(q, d.nodes[r]) {
			s.mark[q] = s.turn
			taken, gone = append(taken, r), append(gone, q)
		}
	}
	try(seed)
	for _, x := range s.neighbours(seed) {
		try(x)
	}
	if len(taken) == 0 {
		return false
	}
	s.putRoutes(gone, taken, d.nodes)
	s.partSequences(gone)
	s.out = append(s.out[:0], s.absent...)
	s.sortOut()
	for _, x := range s.out {
		s.putIn(x, 1)
	}
	s.assess()
	return s.stepAbides()
}

// putRoutes makes the orders numbered from the routes of the shifts to, what
// was on those absent, and the jobs of the orders absent from where else they
// were.
func (s *search) putRoutes(to, from []int32, orders [][]int32) {
	for _, r := range to {
		if !s.routes[r].empty() {
			s.takeRouteOut(r)
		}
	}
	jobs := len(s.p.Jobs)
	for _, k := range from {
		for _, node := range orders[k] {
			if int(node) < jobs {
				s.one[0] = node
				s.takeOut(s.one[:])
			}
		}
	}
	for i, r := range to {
		if len(orders[from[i]]) > 0 {
			s.takeRoute(r, orders[from[i]])
		}
	}
}

// partSequences makes those jobs of some routes absent of whose sequence locks
// other jobs are elsewhere, or in another order.
func (s *search) partSequences(routes []int32) {
	if len(s.p.Chains) == 0 {
		return
	}
	s.out = s.out[:0]
	for _, r := range routes {
		s.out = s.jobsOn(s.out, r)
	}
	for _, x := range s.out {
		if !s.inSequence(x) {
			s.one[0] = x
			s.takeOut(s.one[:])
		}
	}
}

// jobsOn appends the jobs of a route to a list.
func (s *search) jobsOn(list []int32, r int32) []int32 {
	for _, st := range s.routes[r].stops {
		if st.node >= 0 && int(st.node) < len(s.p.Jobs) {
			list = append(list, st.node)
		}
	}
	return list
}

// runs reports whether the route of shift q has exactly the nodes of order.
func (s *search) runs(q int32, order []int32) bool {
	st := s.routes[q].stops
	return len(st)-2 == len(order) && slices.EqualFunc(st[1:len(st)-1], order, func(a stop, node int32) bool { return a.node == node })
}

// mostLike returns the twin of shift r which has most of the jobs of order
// and is not marked, or else an empty one; -1: none.
func (s *search) mostLike(order []int32, r int32) int32 {
	twin := s.p.Shifts[r].Twin
	best, most := int32(-1), 0
	for i, node := range order {
		if int(node) >= len(s.p.Jobs) {
			continue
		}
		q := s.routeOf[node]
		if q < 0 || s.mark[q] == s.turn || s.p.Shifts[q].Twin != twin {
			continue
		}
		common := 0
		for _, other := range order[i:] {
			if int(other) < len(s.p.Jobs) && s.routeOf[other] == q {
				common++
			}
		}
		if common > most {
			best, most = q, common
		}
	}
	if best >= 0 {
		return best
	}
	for _, q := range s.vacant[twin] {
		if s.mark[q] != s.turn {
			return q
		}
	}
	return -1
}

// revert makes the best solution the present one again, route by route where
// they differ.
func (s *search) revert() {
	s.begin()
	var list []int32
	for r, changed := range s.changed {
		if changed {
			list = append(list, int32(r))
		}
	}
	s.putRoutes(list, list, s.best.nodes)
	s.assess()
	s.keep()
	clear(s.changed)
	if s.total() != s.best.cost || s.miss != s.best.miss {
		panic("core: the best solution is not what it was")
	}
}
