package core

import (
	"slices"
	"sync"
	"sync/atomic"
)

// memetic is the search of a problem of which nothing is tied, where there are
// steps enough: founders are annealed by themselves, then take routes of each
// other by grafts, and then come children, each of which takes many routes of
// one solution into another and is annealed from a low temperature. With long
// routes annealing ends in one of many deep optima, however slowly it cools,
// and each has other routes right. (Memetic search with a crossover that
// exchanges routes: Nagata, Bräysy & Dullaert, "A penalty-based edge assembly
// memetic algorithm for the vehicle routing problem with time windows", Computers
// & Operations Research 2010, and Nagata & Kobayashi, "A memetic algorithm for
// the pickup and delivery problem with time windows using selective route
// exchange crossover", PPSN 2010.)
type memetic struct {
	*engine
	tune   tuning
	b      Budget
	random Random
	// members are the best solutions found, best first, at most mostFounders.
	members []snapshot
	// reached is the part of the budget up to which the runs so far were to go.
	reached    float64
	iterations int64
	// engines are those of the members but the first, on several threads.
	engines []*engine
}

const (
	// memeticFrom is from how many steps a job on a search is memetic. For each
	// founderSteps more there is another founder, up to mostFounders.
	memeticFrom, founderSteps, mostFounders = 100, 800, 4
	// founding is the part of the budget in which founders are made, where
	// there are several.
	founding = 0.6
	// childSteps is about how many steps a job a child gets, as long as that
	// makes manyChildren at most.
	childSteps, manyChildren = 30, 64
	// founderHeat and childHeat are the temperatures which they begin with, as
	// parts of the usual one.
	founderHeat, childHeat = 0.33, 0.03
	// opened is which part of the shifts a founder begins with a job each: moves make
	// new routes rarely, and take them away easily.
	opened = 0.3
	// probing is up to how many steps show how many there will be in a timed run,
	// after as many which fill the memories; they take warmShare and coldShare of
	// the time at most.
	probing, coldShare, warmShare = 2048, 0.04, 0.01
	// probeHeat is the temperature of those, as a part of the usual one: steps
	// are much slower at first than for most of a run, hardly any of whose steps are
	// accepted.
	probeHeat = 0.01
)

// annealOrBreed anneals from a temperature of hot or, where there are many
// steps for each job, goes on as a memetic search does, and returns the number
// of iterations.
func (s *search) annealOrBreed(b Budget, hot float64) int64 {
	done, ahead := int64(0), b.Iterations
	switch {
	case s.ahead > 0:
		ahead = s.ahead
	case b.Used != nil && (b.Iterations == 0 || b.Iterations > 2*probing):
		done, ahead = s.probe(&b, hot)
	}
	if ahead < memeticFrom*int64(len(s.p.Jobs)) {
		return done + s.anneal(b, hot, stretch{0, 1})
	}
	m := &memetic{engine: s.engine, tune: s.tune, b: b}
	m.search(s, ahead)
	return done + m.iterations
}

// probe anneals for a few steps of a timed budget, no longer than a small part
// of it, takes them off it, and returns how many they were and about how many
// there will be.
func (s *search) probe(b *Budget, hot float64) (done, ahead int64) {
	some := func(until float64) int64 {
		stop := func() bool { return b.beyond(until) }
		return s.anneal(Budget{Iterations: probing, Stop: stop}, hot*probeHeat, stretch{0, 0})
	}
	done = some(min(1, b.Used()+coldShare))
	if from := b.Used(); from < 1 {
		warm := some(min(1, from+warmShare))
		to := b.Used()
		done += warm
		ahead = int64(float64(warm) * max(0, 1-to) / max(to-from, 1e-9))
	}
	if b.Iterations > 0 {
		b.Iterations -= done
		ahead = min(ahead, b.Iterations)
	}
	return done, ahead
}

// search makes the founders and then their offspring until the budget is used
// up, of which about steps are left on one thread. The best of all, and of what
// s has found before, is s's in the end.
func (m *memetic) search(s *search, steps int64) {
	m.random = NewRandom(s.finder.Next())
	m.reached = m.b.Fraction(0)
	m.take(s.best)
	jobs := int64(len(m.p.Jobs))
	founders := m.founders(steps / jobs)
	share := 1.0
	if founders > 1 {
		share = founding
	}
	m.foundAll(founders, m.reached+float64((1-m.reached)*share))
	if len(m.members) > 1 {
		// What there was before is no match for the founders, if it is not the best.
		worse := slices.DeleteFunc(m.members[1:], func(a snapshot) bool { return a.cost == s.best.cost && a.miss == s.best.miss })
		m.members = m.members[:1+len(worse)]
	}
	if len(m.members) > 1 {
		m.graftAll()
	}
	from := m.reached
	children := int(min(max(float64(steps)*(1-from)/float64(childSteps*jobs), 1), manyChildren))
	for i := 0; i < children && !m.over(); i++ {
		m.child(from + float64((1-from)*float64(i+1)/float64(children)))
	}
	s.best = m.members[0]
}

// founders returns how many founders there are where there are so many steps
// for each job on one thread.
func (m *memetic) founders(steps int64) int {
	threads := 1
	if m.b.Used != nil {
		threads = max(1, min(m.b.Threads, mostFounders))
	}
	n := (steps*int64(threads) + founderSteps/2) / founderSteps
	return int(max(int64(threads), min(n, mostFounders)))
}

// over reports whether the budget is used up.
func (m *memetic) over() bool { return m.b.Stopped() || m.b.Fraction(m.iterations) >= 1 }

// foundAll makes founders until the share to of the budget is used up, as
// many at a time as there are threads.
func (m *memetic) foundAll(founders int, to float64) {
	threads := max(1, min(m.b.Threads, founders))
	rounds := (founders + threads - 1) / threads
	seeds, steps := make([]uint64, founders), make([]int64, founders)
	given, all := int64(0), int64(float64(m.b.Iterations)*to)
	for i := range seeds {
		seeds[i] = m.random.Next()
		steps[i] = all*int64(i+1)/int64(founders) - given
		given += steps[i]
	}
	begun := m.reached
	for round := 0; round < rounds && !m.over(); round++ {
		from, end := m.reached, begun+float64((to-begun)*float64(round+1)/float64(rounds))
		found := make([]*search, min(threads, founders-round*threads))
		done := make([]int64, len(found))
		m.engineOf(len(found) - 1)
		budgets := m.b.Forks(len(found))
		m.share(len(found), func(i int) {
			tell := m.b.Progress
			if i > 0 {
				tell = nil
			}
			found[i] = m.found(m.engineOf(i), seeds[round*threads+i], &budgets[i])
			done[i] = m.run(found[i], &budgets[i], founderHeat, steps[round*threads+i], stretch{from, end}, tell)
		})
		for i, s := range found {
			m.take(s.best)
			m.iterations += done[i]
		}
		m.reached = end
	}
}

// share does something for each of the numbers below n, on as many threads as
// the budget has; for 0 on the caller's.
func (m *memetic) share(n int, do func(i int)) {
	var next atomic.Int64
	work := func() {
		for i := int(next.Add(1)); i < n; i = int(next.Add(1)) {
			do(i)
		}
	}
	var group sync.WaitGroup
	for range min(m.b.Threads, n) - 1 {
		group.Go(work)
	}
	do(0)
	work()
	group.Wait()
}

// engineOf returns the engine of member i: one for all on one thread. It is
// not to be asked for a new one by several at a time.
func (m *memetic) engineOf(i int) *engine {
	if i == 0 || m.b.Threads <= 1 {
		return m.engine
	}
	for len(m.engines) < i {
		e := newEngine(m.p)
		e.findNear()
		m.engines = append(m.engines, e)
	}
	return m.engines[i-1]
}

// found begins a founder, which ends early where b says so.
func (m *memetic) found(e *engine, seed uint64, b *Budget) *search {
	s := newSearch(e, seed, m.tune)
	s.opening = int(float64(len(m.p.Shifts)) * opened)
	s.first(nil, b.over)
	return s
}

// start returns a search which begins with the orders given.
func (m *memetic) start(e *engine, orders [][]int32) *search {
	s := newSearch(e, m.random.Next(), m.tune)
	s.first(&Start{Orders: orders}, m.b.over)
	return s
}

// child makes a child, or one more founder where there is one solution only,
// until the share to of the budget is used up, and takes it in.
func (m *memetic) child(to float64) {
	heat := childHeat
	var s *search
	if len(m.members) < 2 {
		s, heat = m.found(m.engine, m.random.Next(), &m.b), founderHeat
	} else {
		into := m.random.intn(len(m.members))
		from := m.random.other(into, len(m.members))
		s = m.start(m.engine, m.cross(m.members[into].nodes, m.members[from].nodes))
	}
	steps := max(1, int64(float64(m.b.Iterations)*to)-m.iterations)
	m.iterations += m.run(s, &m.b, heat, steps, stretch{m.reached, to}, m.b.Progress)
	m.take(s.best)
	m.reached = to
}

// run lets s anneal, from a part of the usual temperature, for a stretch of
// the time of b and so many steps, as far as either is bounded, and returns
// the number of iterations.
func (m *memetic) run(s *search, b *Budget, heat float64, steps int64, over stretch, tell func(Progress)) int64 {
	if b.over() {
		return 0
	}
	own := Budget{Stop: b.Stop}
	if b.Used != nil {
		from := max(over.from, b.Used())
		own.Used = func() float64 { return (b.Used() - from) / max(over.to-from, 1e-9) }
	}
	if b.Iterations > 0 {
		own.Iterations = max(1, steps)
	}
	if tell != nil {
		own.Progress = func(p Progress) {
			p.Iterations += m.iterations
			p.Fraction = over.from + float64((over.to-over.from)*min(1, p.Fraction))
			if best := &m.members[0]; !best.worse(p.Cost, p.Miss) {
				p.Cost, p.Miss = best.cost, best.miss
			}
			tell(p)
		}
	}
	return s.anneal(own, s.tune.heat(len(s.p.Jobs), heat, s.meanWay()), stretch{0, 1})
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
	m.members = m.members[:min(len(m.members), mostFounders)]
}

// cross returns solution a with some routes of b which lie near each other.
// Each takes the place of the route of a like shift with which it has most
// jobs in common; what it has not of those is left out, and the other routes
// of a lose the jobs that are on it.
func (m *memetic) cross(a, b [][]int32) [][]int32 {
	jobs := int32(len(m.p.Jobs))
	routeOf := routesOf(b, len(m.p.Jobs))
	used := 0
	for _, order := range b {
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
