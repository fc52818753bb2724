package core

import "math"

// Result is what a search found.
type Result struct {
	// Timetables of the shifts with a job, in order of shift.
	Timetables []Timetable
	// Absent jobs in order.
	Absent []int32
	// Cost in points, values of absent jobs included, and Miss.
	Cost, Miss int64
	Iterations int64
	// Stopped tells that Stop ended the search.
	Stopped bool
}

// Orders returns the nodes of each shift of p in order.
func (res *Result) Orders(p *Problem) [][]int32 {
	orders := make([][]int32, len(p.Shifts))
	for i := range res.Timetables {
		t := &res.Timetables[i]
		for _, e := range t.Events {
			if e.Node >= 0 {
				orders[t.Shift] = append(orders[t.Shift], e.Node)
			}
		}
	}
	return orders
}

// Starts returns the start of each job of p, Never where it is absent.
func (res *Result) Starts(p *Problem) []int32 {
	starts := make([]int32, len(p.Jobs))
	for j := range starts {
		starts[j] = Never
	}
	for i := range res.Timetables {
		for _, e := range res.Timetables[i].Events {
			if e.Node >= 0 && int(e.Node) < len(starts) {
				starts[e.Node] = e.Start
			}
		}
	}
	return starts
}

// tuning holds the numbers of the search; see the ablation in
// bench/RESULTS.md.
type tuning struct {
	removals float64 // jobs removed on average
	longest  float64 // longest string
	split    float64 // share of strings with a part kept
	grow     float64 // chance that the kept part grows by one
	route    float64 // share of ruins that empty a route
	tails    float64 // share of steps that exchange tails
	absent   float64 // chance that a ruin is around an absent job
	// absentees is how many absent jobs are tried besides those taken out.
	absentees int
	blink     int
	// eager is the share of steps in which optional jobs may enter at a loss,
	// up to eagerness times their value.
	eager, eagerness float64
	// hot is the temperature at the start of a small problem, in parts of the
	// mean cost of a way.
	hot float64
}

func defaultTuning() tuning {
	return tuning{removals: 10, longest: 10, split: 0.5, grow: 0.99, route: 0.03, tails: 0.25, absent: 0.3,
		absentees: 12, blink: 655, eager: 0.3, eagerness: 2, hot: 3}
}

// search improves a state by ruin and recreate under simulated annealing.
type search struct {
	*state
	finder finder
	// memo remembers best spots: see cell.
	memo []cell
	// times, ranked and slots serve to put in tied jobs.
	times  []int32
	ranked []rankedTime
	slots  []slot
	tune   tuning
	tails  tailShare
	out    []int32
	// other is a spare route beside trial.
	other route
	// allowed is by how much the step at hand may raise the cost.
	allowed float64
	// slide serves to move starts.
	slide slide
	// one is scratch for a single job; shun lists workers not to be looked at.
	one  [1]int32
	shun []int32
	// crew and workerSeen list candidates for a class of jobs.
	crew         []int32
	workerSeen   []bool
	keys         []int64
	marked       []bool
	mark         []int32
	turn         int32
	orderWeights [orders]int
	orderSum     int
	// mixed tells that some jobs compare lexicographically and some do not;
	// optional that some may be left out for their cost.
	mixed, optional bool
	// few tells that the problem is small and that the plan as a whole has costs.
	few bool
	// opening is how many routes are begun with a job each in the first solution.
	opening int
	// ahead is about how many steps there will be, where that is known; else 0.
	ahead int64
	// focus lists the jobs around which steps are made; empty: all.
	focus []int32
	best  snapshot
	// leads lists the shifts that lead twins.
	leads []int32
	// leadGrid and leadNear[job] find those near a job, where there are many.
	leadGrid *grid
	leadNear [][]int32
}

// manyLeads is from how many kinds of shifts on only near ones are looked at.
const manyLeads = 200

func newSearch(e *engine, seed uint64, tune tuning) *search {
	s := &search{state: newState(e), tune: tune, tails: tailShare{share: tune.tails}, memo: newMemo(e.p)}
	s.finder.Random = NewRandom(seed)
	if s.few = e.p.Overall.Priced() && len(e.p.Jobs) <= fewJobs; s.few {
		s.tune.blink = fewBlink
	}
	s.finder.blink = s.tune.blink
	s.finder.seen = make([]int32, len(e.p.Shifts))
	s.mark = make([]int32, len(e.p.Shifts))
	s.best.nodes = make([][]int32, len(e.p.Shifts))
	for r := range e.p.Shifts {
		if e.p.Shifts[r].Twin == int32(r) {
			s.leads = append(s.leads, int32(r))
		}
	}
	if len(s.leads) > manyLeads && e.p.XY != nil {
		at := make([][2]float32, len(s.leads))
		for i, r := range s.leads {
			at[i] = e.p.XY[e.p.Shifts[r].From]
		}
		s.leadGrid = newGrid(at)
		s.leadNear = make([][]int32, len(e.p.Jobs))
	}
	s.weighOrders()
	return s
}

// leaders returns the kinds of empty routes to look at for a job, the nearest
// ones where there are many.
func (s *search) leaders(x int32) []int32 {
	if s.leadGrid == nil {
		return s.leads
	}
	if s.leadNear[x] == nil {
		list := make([]int32, 0, scanVacant)
		n := s.leadGrid.around(s.p.XY[s.p.Jobs[x].Place], -1, scanVacant, func(i int32) bool { return s.p.eligible(x, s.leads[i]) })
		for _, f := range s.leadGrid.found[:n] {
			list = append(list, s.leads[int32(f)])
		}
		s.leadNear[x] = list
	}
	return s.leadNear[x]
}

// Solve searches for a good solution, from a start where that is not nil.
// Large problems are cut into lanes, see lanes.
func Solve(p *Problem, seed uint64, b Budget, start *Start) *Result {
	tune := defaultTuning()
	e := newEngine(p)
	if e.level != levelFull {
		// Steps are cheap: look at more absent jobs in each.
		tune.absentees, tune.eager = 30, 1
	}
	if Lanes(p) > 1 {
		return newLanes(e, seed, tune, b).run(start)
	}
	return newSearch(e, seed, tune).run(b, start)
}

// run searches within the budget, from a start where that is not nil.
func (s *search) run(b Budget, start *Start) *Result {
	s.findNear()
	heat := 1.0
	if start != nil {
		heat = start.Heat
	}
	s.first(start, b.over)
	res := &Result{}
	if len(s.p.Jobs) > 1 && len(s.p.Shifts) > 0 && !b.over() {
		hot := s.tune.heat(len(s.p.Jobs), heat, s.meanWay())
		if start == nil && s.tie == nil {
			res.Iterations = s.annealOrBreed(b, hot)
		} else {
			res.Iterations = s.anneal(b, hot, stretch{0, 1})
		}
	}
	res.Stopped = b.Stopped()
	s.restoreBest()
	late := func() bool { return b.beyond(overdue) }
	s.settle(late)
	s.retimeAll(late)
	s.report(res)
	return res
}

// heat returns the temperature to begin with, at a part of the usual one.
// Larger problems get fewer steps a job, and need more heat for it.
func (t *tuning) heat(jobs int, part, meanWay float64) float64 {
	size := max(1, min(largeJobs, float64(jobs))/smallJobs)
	return part * t.hot * math.Sqrt(size) * meanWay
}

// stretch is the part of a whole run, in [0, 1], which a search makes.
type stretch struct{ from, to float64 }

// anneal runs the search proper over a stretch of a run which begins with a
// temperature of hot, and returns the number of iterations.
func (s *search) anneal(b Budget, hot float64, over stretch) int64 {
	temperature, cooled := hot, 0
	for it := int64(0); ; it++ {
		if it&63 == 0 || it == b.Iterations {
			f := b.Fraction(it)
			if b.Progress != nil {
				b.Progress(Progress{it, f, s.best.cost, s.best.miss, len(s.absent)})
			}
			if f >= 1 || b.Stopped() {
				return it
			}
			at := over.from + float64((over.to-over.from)*f)
			for ; cooled < int(at*coolingSteps); cooled++ {
				temperature *= coolingStep
			}
		}
		s.begin()
		s.allowed = temperature * s.finder.wait()
		if s.step() && s.accept() {
			s.keep()
			if s.best.worse(s.total(), s.miss) {
				s.keepBest()
			}
		} else {
			s.undo()
		}
	}
}

// step changes the solution, by a ruin and its repair or by exchanging tails,
// and reports whether the change may be accepted.
func (s *search) step() bool {
	if s.tie == nil && s.finder.float() < s.tails.share {
		return s.tryTails()
	}
	s.ruin()
	if s.tie == nil || !s.tie.moving {
		return s.recreate()
	}
	if s.finder.Next()&3 == 0 {
		s.makeRoom()
	}
	s.recreate()
	s.retimeSome()
	return true
}

// accept decides by the threshold rule of simulated annealing whether the step
// stays: whether it costs no more than s.allowed beyond what was.
func (s *search) accept() bool {
	if s.miss > s.oldMiss || !s.stepAbides() {
		return false
	}
	s.assess()
	if s.miss < s.oldMiss {
		return true
	}
	return float64(s.total()-s.oldCost-s.oldOver) < s.allowed
}

// The temperature falls from the start to a thousandth of it in equal ratios,
// by repeated multiplication, which every machine does alike.
const (
	smallJobs, largeJobs = 100, 1200 // between which heat grows
	coolingSteps         = 1000
	coolingStep          = 0.9931160484209338 // 10^(−3/1000)
)

// meanWay returns the mean cost of a way in the present routes, with what
// using their shifts costs and what the choice of who does a job is worth.
func (s *search) meanWay() float64 {
	ways, n := s.ways()
	return float64(ways)/float64(max(1, n)) + 1
}

// choice returns by how much the static cost of a job is, on average over the
// shifts which can do it, above the least: the mean of some jobs and shifts.
// O(choiceJobs · choiceShifts).
func (s *search) choice() int64 {
	total, n := int64(0), int64(0)
	jobs := len(s.p.Jobs)
	for j := 0; j < jobs; j += (jobs-1)/choiceJobs + 1 {
		leads := s.leaders(int32(j))
		least, sum, count := int64(Far), int64(0), int64(0)
		for i := 0; i < len(leads); i += (len(leads)-1)/choiceShifts + 1 {
			if s.p.eligible(int32(j), leads[i]) {
				c := s.pair(leads[i], int32(j))
				least, sum, count = min(least, c), sum+c, count+1
			}
		}
		if count > 0 {
			total += sum/count - least
			n++
		}
	}
	return total / max(1, n)
}

// From how many jobs, and shifts for each, the mean is taken.
const choiceJobs, choiceShifts = 60, 20

// ways returns the cost of all ways and of using shifts, with twice the choice
// of who does a job for each way, and the number of ways.
func (s *search) ways() (ways int64, n int) {
	for r := range s.routes {
		if !s.routes[r].empty() {
			for _, st := range s.routes[r].stops[1:] {
				ways += st.edge
				n++
			}
			ways += s.p.Shifts[r].Fixed
		}
	}
	return ways + 2*s.choice()*int64(n), n
}

// report fills res from the present state.
func (s *search) report(res *Result) {
	res.Cost, res.Miss = s.total(), s.miss
	for r := range s.routes {
		if s.routes[r].empty() {
			continue
		}
		var t Timetable
		s.timetable(&s.routes[r], &t)
		res.Timetables = append(res.Timetables, t)
	}
	for j := range s.p.Jobs {
		if s.routeOf[j] < 0 {
			res.Absent = append(res.Absent, int32(j))
		}
	}
}
