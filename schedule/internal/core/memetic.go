package core

import "slices"

// memetic is the search of a problem which is not cut into lanes, where there
// are steps enough: founders are annealed one by one, then children, each of
// which takes some routes of one solution into another and is annealed from a
// low temperature. With long routes annealing ends in one of many deep optima,
// however slowly it cools, and each has other routes right. (Memetic search
// with a crossover that exchanges routes: Nagata, Bräysy & Dullaert, "A
// penalty-based edge assembly memetic algorithm for the vehicle routing problem
// with time windows", Computers & Operations Research 2010, and Nagata & Kobayashi,
// "A memetic algorithm for the pickup and delivery problem with time windows
// using selective route exchange crossover", PPSN 2010.)
type memetic struct {
	*engine
	tune   tuning
	b      Budget
	random Random
	// members are the best solutions found, best first, at most founders.
	members []snapshot
	// reached is the part of the budget up to which the runs so far were to go.
	reached    float64
	iterations int64
}

const (
	// memeticFrom is from how many steps a job on a search is memetic.
	memeticFrom = 600
	// founders are made in the first part of the budget, founding.
	founders, founding = 4, 0.5
	// childSteps is about how many steps a job a child gets, as long as that
	// makes fewChildren at least and manyChildren at most.
	childSteps                = 30
	fewChildren, manyChildren = 12, 64
	// founderHeat and childHeat are the temperatures which they begin with, as
	// parts of the usual one.
	founderHeat, childHeat = 0.33, 0.03
	// opened is which part of the shifts a founder begins with a job each: moves make
	// new routes rarely, and take them away easily.
	opened = 0.3
	// probing is how many steps show how many there will be in a timed run.
	probing = 256
)

// annealOrBreed anneals from a temperature of hot or, where there are many
// steps for each job, goes on as a memetic search does, and returns the number
// of iterations.
func (s *search) annealOrBreed(b Budget, hot float64) int64 {
	done, ahead := int64(0), b.Iterations
	if b.Used != nil && (b.Iterations == 0 || b.Iterations > probing) {
		done, ahead = s.probe(&b, hot)
	}
	if ahead < memeticFrom*int64(len(s.p.Jobs)) {
		return done + s.anneal(b, hot, stretch{0, 1})
	}
	m := &memetic{engine: s.engine, tune: s.tune, b: b}
	m.search(s, ahead)
	return done + m.iterations
}

// probe anneals for a few steps of a timed budget, takes them off it, and
// returns how many they were and about how many there will be.
func (s *search) probe(b *Budget, hot float64) (done, ahead int64) {
	from := b.Used()
	done = s.anneal(Budget{Iterations: probing, Stop: b.over}, hot, stretch{0, 0})
	to := b.Used()
	ahead = int64(float64(done) * max(0, 1-to) / max(to-from, 1e-9))
	if b.Iterations > 0 {
		b.Iterations -= done
		ahead = min(ahead, b.Iterations)
	}
	return done, ahead
}

// search makes the founders and then children until the budget is used up, of
// which about steps are left. The best of all, and of what s has found before,
// is s's in the end.
func (m *memetic) search(s *search, steps int64) {
	m.random = NewRandom(s.finder.Next())
	at := m.b.Fraction(0)
	end := func(share float64) float64 { return at + float64((1-at)*share) }
	m.take(s.best)
	for i := 0; i < founders && !m.b.over(); i++ {
		m.found(end(founding * float64(i+1) / founders))
	}
	children := int(min(max(float64(steps)*(1-founding)/(childSteps*float64(len(m.p.Jobs))), fewChildren), manyChildren))
	for i := 0; i < children && !m.b.over(); i++ {
		to := end(founding + (1-founding)*float64(i+1)/float64(children))
		if len(m.members) < 2 {
			m.found(to) // all have found the same
			continue
		}
		into, from := m.random.intn(len(m.members)), m.random.intn(len(m.members)-1)
		if from >= into {
			from++
		}
		child := m.cross(m.members[into].nodes, m.members[from].nodes)
		m.anneal(m.start(&Start{Orders: child}, 0), childHeat, to)
	}
	s.best = m.members[0]
}

// found makes one more founder, until the share to of the budget is used up.
func (m *memetic) found(to float64) {
	m.anneal(m.start(nil, int(float64(len(m.p.Shifts))*opened)), founderHeat, to)
}

// start returns a search with a first solution, from a start where that is not
// nil, in which so many routes are begun with a job each.
func (m *memetic) start(from *Start, opening int) *search {
	s := newSearch(m.engine, m.random.Next(), m.tune)
	s.opening = opening
	s.first(from, m.b.over)
	return s
}

// anneal lets s search, from a part of the usual temperature, until the share
// to of the budget is used up, and takes in what it finds.
func (m *memetic) anneal(s *search, heat, to float64) {
	own, from := m.b, max(m.reached, m.b.Fraction(0))
	if m.b.Used != nil {
		own.Used = func() float64 { return (m.b.Used() - from) / max(to-from, 1e-9) }
	}
	if m.b.Iterations > 0 {
		own.Iterations = max(1, int64(float64(m.b.Iterations)*to)-m.iterations)
	}
	if m.b.Progress != nil {
		own.Progress = func(p Progress) {
			p.Iterations += m.iterations
			p.Fraction = from + float64((to-from)*p.Fraction)
			if best := &m.members[0]; !best.worse(p.Cost, p.Miss) {
				p.Cost, p.Miss = best.cost, best.miss
			}
			m.b.Progress(p)
		}
	}
	if !m.b.over() {
		m.iterations += s.anneal(own, s.tune.heat(len(s.p.Jobs), heat, s.meanWay()), stretch{0, 1})
	}
	m.take(s.best)
	m.reached = to
}

// take adds a solution to the members, in place of the worst, if it is better
// than that one and unlike the others.
func (m *memetic) take(found snapshot) {
	at := 0
	for ; at < len(m.members); at++ {
		o := &m.members[at]
		if o.miss == found.miss && o.cost == found.cost {
			return
		}
		if o.worse(found.cost, found.miss) {
			break
		}
	}
	m.members = slices.Insert(m.members, at, found)
	m.members = m.members[:min(len(m.members), founders)]
}

// cross returns solution a with some routes of b which lie near each other.
// Each takes the place of the route of a like shift with which it has most
// jobs in common; what it has not of those is left out, and the other routes
// of a lose the jobs that are on it.
func (m *memetic) cross(a, b [][]int32) [][]int32 {
	jobs := int32(len(m.p.Jobs))
	routeOf := make([]int32, jobs) // in b
	for j := range routeOf {
		routeOf[j] = -1
	}
	used := 0
	for r, order := range b {
		for _, node := range order {
			if node < jobs {
				routeOf[node] = int32(r)
			}
		}
		if len(order) > 0 {
			used++
		}
	}
	want := 1 + m.random.intn(max(1, used/2))
	seed := int32(m.random.intn(int(jobs)))
	var taken []int32
	isTaken := make([]bool, len(b))
	take := func(x int32) {
		if r := routeOf[x]; r >= 0 && !isTaken[r] && len(taken) < want {
			isTaken[r] = true
			taken = append(taken, r)
		}
	}
	take(seed)
	for _, x := range m.neighbours(seed) {
		take(x)
	}
	child := make([][]int32, len(a))
	replaced := make([]bool, len(a))
	for _, r := range taken {
		if q := m.mostAlike(a, replaced, routeOf, r); q >= 0 {
			replaced[q] = true
			child[q] = b[r]
		} else {
			isTaken[r] = false
		}
	}
	for q, order := range a {
		if replaced[q] {
			continue
		}
		for _, node := range order {
			if node >= jobs || routeOf[node] < 0 || !isTaken[routeOf[node]] {
				child[q] = append(child[q], node)
			}
		}
	}
	return child
}

// mostAlike returns the shift, a twin of shift r and not yet replaced, on
// whose route of a most of the jobs are that routeOf has on r; -1: none.
func (m *memetic) mostAlike(a [][]int32, replaced []bool, routeOf []int32, r int32) int32 {
	best, most := int32(-1), -1
	for q, order := range a {
		if replaced[q] || m.p.Shifts[q].Twin != m.p.Shifts[r].Twin {
			continue
		}
		common := 0
		for _, node := range order {
			if int(node) < len(routeOf) && routeOf[node] == r {
				common++
			}
		}
		if common > most {
			best, most = int32(q), common
		}
	}
	return best
}
