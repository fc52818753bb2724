package core

import (
	"math"
	"slices"
	"sync"
	"sync/atomic"
)

// lanes search a large problem in parts, side by side. Time is cut into
// epochs, and the problem anew in each: every lane gets the routes and jobs of
// one area, anneals them by itself for a fixed number of steps, and gives them
// back. Jobs and routes of a lane are close in memory too, so that lanes pay
// with one thread already. The number of lanes depends on the problem alone,
// and a lane's chance on seed, epoch and lane, so that the result does not
// depend on the threads. (The idea of FILO2ˣ, arXiv 2511.19445, with barriers.)
type lanes struct {
	*engine
	seed  uint64
	tune  tuning
	b     Budget
	count int
	// at is where each place is, for cutting.
	at [][2]float32
	// orders is the present solution, best the best one; both by shift.
	orders [][]int32
	best   snapshot
	// cost and miss are those of the present solution.
	cost, miss          int64
	iterations, planned int64
	// hot is the temperature at the start; heat the part of the usual one.
	hot, heat float64
	started   bool
	// end is the part of the budget from which on lanes stop.
	end    float64
	absent int
}

// Sizes of lanes.
const (
	// laneJobs is how many jobs a lane has, about; fromJobs is from how many on
	// a problem is cut at all.
	laneJobs, fromJobs = 250, 500
	// fewChoices is up to how many shifts may serve an absent job for it to go
	// to the lane of one of them, instead of the one it lies in.
	fewChoices = 8
)

// Lanes returns the number of lanes into which Solve cuts a problem; 1: it is
// not cut, because it is small or its routes depend on each other.
func Lanes(p *Problem) int {
	if len(p.Jobs) < fromJobs || len(p.Pools) > 0 || newWhole(p) != nil || newTieIndex(p) != nil {
		return 1
	}
	return max(1, min(len(p.Jobs)/laneJobs, len(p.Shifts)/2))
}

func newLanes(e *engine, seed uint64, tune tuning, b Budget) *lanes {
	l := &lanes{engine: e, seed: seed, tune: tune, b: b, count: Lanes(e.p), heat: 1, best: snapshot{miss: math.MaxInt64}}
	l.orders = make([][]int32, len(e.p.Shifts))
	l.at = e.positions()
	return l
}

// positions returns where each place is: its coordinates or, without any, how
// far it is from two places far from each other.
func (e *engine) positions() [][2]float32 {
	p := e.p
	for _, q := range p.XY {
		if q != p.XY[0] {
			return p.XY
		}
	}
	at := make([][2]float32, p.Places)
	c := &p.Classes[0]
	pivot := p.Jobs[0].Place
	for range 2 {
		far := pivot
		for _, j := range p.Jobs {
			if p.arc(c, pivot, j.Place).Seconds > p.arc(c, pivot, far).Seconds {
				far = j.Place
			}
		}
		pivot = far
		for i := range at {
			at[i][0], at[i][1] = at[i][1], float32(p.arc(c, pivot, int32(i)).Seconds)
		}
	}
	return at
}

// epochs is into how many epochs a run is cut: few where making the parts
// takes long.
func (l *lanes) epochs() int {
	switch {
	case l.count <= 8:
		return 32
	case l.count <= 64:
		return 16
	}
	return 8
}

// run searches within the budget, from a start where that is not nil. Where
// there are steps enough for a memetic search, the problem is not cut after all.
func (l *lanes) run(start *Start) *Result {
	b := &l.b
	if start != nil {
		l.started, l.heat = true, start.Heat
		copy(l.orders, start.Orders)
	}
	l.end = 1
	if b.Share != nil {
		l.end = max(0.5, 1-b.Share(finishing*float64(len(l.p.Jobs))))
	}
	l.epoch(0, 0, stretch{0, 0})
	if start == nil && l.fitsWhole() {
		if steps := l.steps(); steps >= memeticFrom*int64(len(l.p.Jobs)) {
			return l.solveWhole(steps)
		}
	}
	share := 1 / float64(l.epochs())
	steps := int64(len(l.p.Jobs))/firstSteps + 1
	if b.Iterations > 0 {
		steps = max(1, b.Iterations/int64(l.epochs()))
	}
	for epoch := 1; !l.stopped(); epoch++ {
		from := l.used()
		if b.Iterations > 0 {
			steps = min(steps, b.Iterations-l.iterations)
		}
		if from >= l.end || steps == 0 {
			break
		}
		to := min(1, from+share)
		if l.end-to < share/2 {
			to = 1
		}
		before := l.iterations
		l.epoch(epoch, steps, stretch{from, to})
		if l.iterations == before {
			break // no lane has anything to do
		}
		if b.Used != nil {
			// As many steps as fit into the share of an epoch, or what is left.
			took := max(l.used()-from, 1e-6)
			steps = max(1, int64(float64(steps)*min(8, min(share, l.end-l.used())/took)))
		}
	}
	return l.finish()
}

const (
	// firstSteps is for how many jobs the first epoch of a timed run has a step.
	firstSteps = 8
	// finishing is how many nanoseconds a job the last touches take, for which
	// lanes leave the time.
	finishing = 15_000
)

func (l *lanes) stopped() bool { return l.b.Stopped() }

// used returns the part of the budget used up.
func (l *lanes) used() float64 { return l.b.Fraction(l.iterations) }

// lane is what one lane works on and what came of it.
type lane struct {
	jobs, shifts []int32
	steps        int64
	// orders is what the lane ends with, best its best, both by shift of the lane
	// in nodes of the whole; empty where there was no time for the lane.
	orders [][]int32
	best   snapshot
	// What the lane costs before (at first: 0) and after.
	fromCost, fromMiss           int64
	cost, miss                   int64
	ways                         int64
	wayCount, fromAbsent, absent int
	iterations                   int64
}

// epoch cuts the problem, runs every lane for its share of the steps, and
// takes over what they found.
func (l *lanes) epoch(number int, steps int64, over stretch) {
	list := l.cut(number)
	l.planned = steps
	jobs, given := int64(0), int64(0)
	for i := range list {
		// By the number of jobs, and all of the steps together.
		jobs += int64(len(list[i].jobs))
		list[i].steps = steps*jobs/int64(len(l.p.Jobs)) - given
		given += list[i].steps
	}
	var next atomic.Int64
	budgets := l.b.Forks(len(list))
	work := func(tell func(Progress)) {
		m := newPartMaker(l.p)
		m.bare = number == 0
		for {
			i := int(next.Add(1)) - 1
			if i >= len(list) {
				return
			}
			switch a := &list[i]; {
			case len(a.jobs) == 0: // nothing to do
			case len(a.shifts) == 0:
				a.leave(l.p, number == 0)
			default:
				l.search(m, a, &budgets[i], l.seed+uint64(number)*0x9e3779b97f4a7c15+uint64(i)*0xbf58476d1ce4e5b9, over, number == 0, tell)
			}
		}
	}
	var group sync.WaitGroup
	for range min(max(1, l.b.Threads), len(list)) - 1 {
		group.Go(func() { work(nil) })
	}
	work(l.b.Progress)
	group.Wait()
	l.collect(list)
}

// collect takes over what the lanes have found.
func (l *lanes) collect(list []lane) {
	bestCost, bestMiss, ways, count := l.cost, l.miss, int64(0), 0
	for i := range list {
		a := &list[i]
		for k := range a.orders {
			l.orders[a.shifts[k]] = a.orders[k]
		}
		l.cost += a.cost - a.fromCost
		l.miss += a.miss - a.fromMiss
		bestCost += a.best.cost - a.fromCost
		bestMiss += a.best.miss - a.fromMiss
		ways += a.ways
		count += a.wayCount
		l.absent += a.absent - a.fromAbsent
		l.iterations += a.iterations
	}
	if l.best.worse(bestCost, bestMiss) {
		l.best = snapshot{nodes: slices.Clone(l.orders), cost: bestCost, miss: bestMiss}
		for i := range list {
			for k, order := range list[i].best.nodes {
				l.best.nodes[list[i].shifts[k]] = order
			}
		}
	}
	if l.hot == 0 {
		l.hot = l.tune.heat(len(l.p.Jobs), l.heat, float64(ways)/float64(max(1, count))+1)
	}
	if l.b.Progress != nil {
		l.b.Progress(Progress{l.iterations, min(1, l.used()), l.best.cost, l.best.miss, l.absent})
	}
}

// leave leaves all jobs of a lane without workers out, as they were but at
// first.
func (a *lane) leave(p *Problem, first bool) {
	for _, j := range a.jobs {
		a.cost += p.Jobs[j].Value
		a.miss += p.Jobs[j].Miss
	}
	a.best.cost, a.best.miss, a.absent = a.cost, a.miss, len(a.jobs)
	if !first {
		a.fromCost, a.fromMiss, a.fromAbsent = a.cost, a.miss, len(a.jobs)
	}
}

// search runs one lane, as long as b says: builds its first routes, or anneals
// what it has.
func (l *lanes) search(m *partMaker, a *lane, b *Budget, seed uint64, over stretch, first bool, tell func(Progress)) {
	stop := func() bool { return b.beyond(l.end) }
	if !first && stop() {
		return // the lane stays as it is
	}
	t := m.make(a.jobs, a.shifts)
	start := &Start{Orders: m.inside(t, l.orders)}
	m.release(t)
	s := newSearch(newEngine(&t.Problem), seed, l.tune)
	s.findNear()
	s.adopt(start)
	if first {
		s.construct(stop, l.started)
	}
	s.assessAll()
	s.keepBest()
	if !first {
		a.fromCost, a.fromMiss, a.fromAbsent = s.total(), s.miss, len(s.absent)
	}
	if l.hot == 0 {
		a.ways, a.wayCount = s.ways()
	}
	own := Budget{Iterations: a.steps, Stop: stop}
	if tell != nil {
		own.Progress = func(p Progress) {
			done := over.from + float64((over.to-over.from)*p.Fraction)
			tell(Progress{l.iterations + int64(float64(l.planned)*p.Fraction), done, l.best.cost, l.best.miss, l.absent})
		}
	}
	if a.steps > 0 && len(a.jobs) > 1 && len(a.shifts) > 0 && !stop() {
		a.iterations = s.anneal(own, l.hot, over)
	}
	a.cost, a.miss, a.best.cost, a.best.miss = s.total(), s.miss, s.best.cost, s.best.miss
	a.absent = len(s.absent)
	a.orders, a.best.nodes = make([][]int32, len(a.shifts)), make([][]int32, len(a.shifts))
	for k := range a.shifts {
		a.best.nodes[k] = t.outside(l.p, s.best.nodes[k])
		st := s.routes[k].stops
		order := make([]int32, 0, len(st))
		for i := 1; i < len(st)-1; i++ {
			order = append(order, st[i].node)
		}
		a.orders[k] = t.outside(l.p, order)
	}
}

// finish makes the best solution the result, with the last touches.
func (l *lanes) finish() *Result {
	s := newSearch(l.engine, l.seed, l.tune)
	s.findNear()
	start := &Start{Orders: l.best.nodes}
	if l.best.nodes == nil {
		start.Orders = l.orders
	}
	s.adopt(start)
	s.assessAll()
	s.settle(func() bool { return l.b.beyond(overdue) })
	res := &Result{Iterations: l.iterations, Stopped: l.stopped()}
	s.report(res)
	return res
}
