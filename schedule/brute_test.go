package schedule_test

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// The brute force twin of the solver finds the best plan of a tiny problem by
// trying everything: for each shift every order of every set of jobs with
// stops at stores anywhere between, and for each order every time of
// departure, break and service, with breaks at a place of their own on any way.
// It shares no code with the solver.
//
// Times are tried on a lattice only, and that loses nothing. For a given
// order, with the breaks' places in it, the hour in which each leg departs
// and the preferred window each start is measured from, what is left is a
// linear program whose rows are bounds on one time or on the difference of
// two: some best solution is tight in enough rows to tie every time, through
// differences, to a bound of a single time. All differences (ways, services,
// breaks, working time) are multiples of grid seconds: the problems' ways
// are multiples of 20 minutes where they have percents and speeds of 50, 100,
// 150 and 200, which divide into multiples of five minutes. All bounds are
// multiples of grid too, but for three: a leg departs up to one second before
// a new hour's speed begins, and a break is not due where the departure is at
// least one second after its latest beginning. So each time of the best
// solution is a multiple of grid, or one second before or after one.
const grid = 300

const far = math.MaxInt64 / 4

// truth is the best plan of a problem.
type truth struct {
	missed [roster.MandatoryTier + 1]int64
	total  int64
	plan   *roster.Plan
	routes []bruteRoute
}

// bruteRoute is what one shift has of the truth.
type bruteRoute struct {
	shift *bruteShift
	set   int
}

// brute holds what the search for the truth needs of the problem.
type brute struct {
	p       *roster.Problem
	view    *roster.View
	scorer  *scoring.Scorer
	weights roster.Weights
	jobs    []bruteJob
	chains  [][]int
}

type bruteJob struct {
	place   *roster.Place
	needs   map[string]int
	tools   []string
	start   int64 // locked, 0: free
	chain   int
	rank    int
	workers map[string]bool // who may do it by lock; nil: anybody
}

// bruteShift is one shift, its lattice of times and its best routes.
type bruteShift struct {
	*brute
	w             *roster.Worker
	s             *roster.Shift
	wi            int
	from, to      *roster.Place
	base          int64 // instant of time 0
	stride, times int   // points of the lattice per grid step, and in all
	layers        int   // breaks, plus 1
	departs       int   // times of departure told apart: 1, or all of them
	first, last   int64 // earliest departure, latest return
	maxWork       int64
	rate          int64 // points per second of paid time
	perMetre      int64
	wait, over    int64
	closed        bool
	useful        bool // stores may help
	// best[set] is the least cost of serving a set of jobs, by[set] how.
	best []int64
	by   [][]int
	// log of actions, where a route is traced.
	tracing bool
	log     []action
}

// cell is the least cost of a state and the last action that led there.
type cell struct {
	cost int64
	from int32
}

// action is one thing done on a traced route.
type action struct {
	from       int32
	kind       string // depart, break, rest (a break on arrival), way, serve, home
	node       int
	start, end int64
	to         *roster.Place // of a way
}

// bruteForce returns the truth about a problem on the grid.
func bruteForce(p *roster.Problem) (*truth, error) {
	view, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	b := &brute{p: p, view: view, scorer: scoring.New(view, roster.Rulebook{}), weights: p.EffectiveWeights()}
	b.prepare()
	var shifts []*bruteShift
	for w := range p.Workers {
		for s := range p.Workers[w].Shifts {
			sh := b.shift(w, &p.Workers[w].Shifts[s])
			if !sh.closed {
				sh.explore()
			}
			shifts = append(shifts, sh)
		}
	}
	return b.combine(shifts), nil
}

func (b *brute) prepare() {
	for i := range b.p.Jobs {
		j := &b.p.Jobs[i]
		place := b.view.Place(j)
		x := bruteJob{place: &place, needs: map[string]int{}, chain: -1}
		list := j.Consumes
		if list == nil {
			list = b.view.Service(j).Consumes
		}
		for _, q := range list {
			x.needs[q.Type] += q.Quantity
		}
		x.tools = append(slices.Clone(b.view.Service(j).Requirements.Equipment), j.Requirements.Equipment...)
		b.jobs = append(b.jobs, x)
	}
	at := func(id string) int {
		return slices.IndexFunc(b.p.Jobs, func(j roster.Job) bool { return j.ID == id })
	}
	lock := func(j int, worker string) {
		if worker != "" {
			b.jobs[j].workers = map[string]bool{worker: true}
		}
	}
	for _, l := range b.p.Locks {
		if l.Job != "" {
			j := at(l.Job)
			lock(j, l.Worker)
			if !l.Start.IsZero() {
				b.jobs[j].start = l.Start.Unix()
			}
		}
		if len(l.Sequence) == 0 {
			continue
		}
		var chain []int
		for rank, id := range l.Sequence {
			j := at(id)
			lock(j, l.Worker)
			b.jobs[j].chain, b.jobs[j].rank = len(b.chains), rank
			chain = append(chain, j)
		}
		b.chains = append(b.chains, chain)
	}
}

func orElse(d *roster.Duration, otherwise roster.Duration) int64 {
	if d == nil {
		return int64(otherwise)
	}
	return int64(*d)
}

// shift prepares one shift: its limits by its own terms, rules and ledger.
func (b *brute) shift(wi int, s *roster.Shift) *bruteShift {
	w, r := &b.p.Workers[wi], &b.p.Rules
	from, to := b.view.ShiftPlaces(w, s)
	sh := &bruteShift{brute: b, w: w, s: s, wi: wi, from: &from, to: &to, base: s.Start.Unix(), first: s.Start.Unix(),
		layers: len(s.Breaks) + 1, departs: 1, stride: 1, wait: int64(b.weights.WaitPerHour) * 5,
		over: int64(b.weights.OvertimePerHour) * 5, perMetre: int64(b.weights.TravelPerKm) * 18}
	overtime := min(int64(s.MaxOvertime), orElse(r.MaxDailyOvertime, roster.DefaultMaxDailyOvertime))
	sh.maxWork = orElse(r.MaxDailyWork, roster.DefaultMaxDailyWork) + overtime
	if s.MaxWork > 0 {
		sh.maxWork = min(sh.maxWork, int64(s.MaxWork))
	}
	weekly, monthly := orElse(r.MaxWeeklyWork, roster.DefaultMaxWeeklyWork), orElse(r.MaxMonthlyOvertime, roster.DefaultMaxMonthlyOvertime)
	for _, e := range b.p.History.Ledger {
		if e.Worker != w.ID {
			continue
		}
		weekly -= int64(e.WeekWork) // the shift is in the horizon's week and month
		monthly -= int64(e.MonthOvertime)
		if !e.LastEnd.IsZero() {
			sh.first = max(sh.first, e.LastEnd.Unix()+orElse(r.MinRest, roster.DefaultMinRest))
		}
		most := roster.DefaultMaxDaysInRow
		if r.MaxDaysInRow != nil {
			most = *r.MaxDaysInRow
		}
		sh.closed = sh.closed || e.DaysInRow+1 > most // and on its first day
	}
	sh.maxWork = min(sh.maxWork, weekly)
	sh.last = s.End.Unix() + max(0, min(overtime, monthly))
	sh.closed = sh.closed || sh.maxWork < 0
	if len(s.Breaks) > 0 || len(b.p.Travel.Speeds[roster.ModeOf(w)].Hours) > 0 {
		sh.stride = 3
	}
	sh.times = sh.stride * int((sh.last-sh.base)/grid+1)
	if sh.last-sh.first > sh.maxWork {
		sh.departs = sh.times
	}
	if !b.weights.IgnorePay {
		premium := int64(w.Pay.OvertimePerHour)
		if w.Pay.Basis != roster.Salaried {
			sh.rate = int64(w.Pay.PerHour) * 5
			premium = max(0, premium-int64(w.Pay.PerHour))
		}
		sh.over += premium * 5
		sh.perMetre += int64(w.Pay.PerKm) * 18
	}
	for j := range b.jobs {
		for _, n := range b.jobs[j].needs {
			sh.useful = sh.useful || n > 0
		}
		sh.useful = sh.useful || len(b.jobs[j].tools) > 0
	}
	return sh
}

// instant returns the time of a point of the lattice.
func (sh *bruteShift) instant(i int) int64 {
	if sh.stride == 1 {
		return sh.base + grid*int64(i)
	}
	return sh.base + grid*int64(i/3) + int64(i%3) - 1
}

// steps returns how many points a length of time spans.
func (sh *bruteShift) steps(seconds int64) int {
	if seconds%grid != 0 {
		panic(fmt.Sprintf("%d seconds are off the grid", seconds))
	}
	return int(seconds/grid) * sh.stride
}

// leg returns the way between two places at an instant.
func (sh *bruteShift) leg(from, to *roster.Place, leave int64) (seconds, metres int64, ok bool) {
	if from.ID == to.ID {
		return 0, 0, true
	}
	mode := roster.ModeOf(sh.w)
	matrix := -1
	for i, m := range sh.p.Travel.Matrices {
		if m.Mode == mode || m.Mode == "" && matrix < 0 {
			matrix = i
		}
	}
	m := &sh.p.Travel.Matrices[matrix]
	i, j := slices.Index(m.Places, from.ID), slices.Index(m.Places, to.ID)
	if m.Seconds[i][j] == nil {
		return 0, 0, false
	}
	percent := int64(roster.TravelPercentOf(sh.w))
	seconds = (int64(*m.Seconds[i][j])*percent + 99) / 100
	speed, hour := int64(100), time.Unix(leave, 0).In(sh.view.Zone).Hour()
	for _, h := range sh.p.Travel.Speeds[mode].Hours {
		if h.From <= hour && hour < h.To {
			speed = int64(h.SpeedPercent)
		}
	}
	seconds = (seconds*100 + speed - 1) / speed
	if sh.w.MaxLeg > 0 && seconds > int64(sh.w.MaxLeg) {
		return 0, 0, false
	}
	return seconds, int64(m.Metres[i][j]), true
}

// wayCost prices a way but for its paid time.
func (sh *bruteShift) wayCost(seconds, metres int64) int64 {
	return seconds*int64(sh.weights.TravelPerHour)*5 + metres*sh.perMetre
}

// within reports whether a stop from start to end is in one of the windows.
func within(list []roster.Window, start, end int64) bool {
	for _, w := range list {
		if w.Start.Unix() <= start && start <= w.End.Unix() && (w.Bounds != roster.BoundsService || end <= w.End.Unix()) {
			return true
		}
	}
	return len(list) == 0
}

// may reports whether a worker may do a job at all.
func (sh *bruteShift) may(j int) bool {
	job, x := &sh.p.Jobs[j], &sh.jobs[j]
	c, svc := sh.view.Customer(job), sh.view.Service(job)
	if sh.w.Status != "" && sh.w.Status != roster.Active || x.workers != nil && !x.workers[sh.w.ID] ||
		slices.Contains(c.BannedWorkers, sh.w.ID) || slices.Contains(job.BannedWorkers, sh.w.ID) {
		return false
	}
	for _, q := range append(slices.Clone(svc.Requirements.Skills), job.Requirements.Skills...) {
		if !slices.ContainsFunc(sh.w.Skills, func(s roster.Skill) bool { return s.Code == q.Code && max(s.Level, 1) >= q.MinLevel }) {
			return false
		}
	}
	for _, r := range sh.p.History.Refusals {
		if r.Worker == sh.w.ID && (r.Job == job.ID || r.Job == "" && r.Customer == job.Customer) {
			return false
		}
	}
	return true
}

// nodeAt tells what a node asks for: jobs come before stores.
func (sh *bruteShift) nodeAt(node int) (place *roster.Place, dur int64) {
	if node >= len(sh.jobs) {
		s := &sh.p.Stores[node-len(sh.jobs)]
		return &s.Place, int64(s.Duration)
	}
	job := &sh.p.Jobs[node]
	dur = int64(sh.view.Duration(job))
	if percent := int64(sh.w.ServicePercent[job.Service]); percent != 0 {
		dur = (dur*percent + 99) / 100
	}
	return sh.jobs[node].place, dur
}

// startCost returns what it costs to start a node at an instant, far where
// that may not be.
func (sh *bruteShift) startCost(node int, start, end int64) int64 {
	if node >= len(sh.jobs) {
		if !within(sh.p.Stores[node-len(sh.jobs)].Windows, start, end) {
			return far
		}
		return sh.wait * (end - start)
	}
	job, lock := &sh.p.Jobs[node], sh.jobs[node].start
	if !within(job.Windows, start, end) || !job.Release.IsZero() && start < job.Release.Unix() || lock != 0 && start != lock ||
		lock == 0 && !sh.p.FreezeTime.IsZero() && start < sh.p.FreezeTime.Unix() {
		return far
	}
	cost := int64(sh.scorer.Cost(sh.wi, node))
	if !sh.weights.IgnorePay {
		cost += int64(sh.w.Pay.PerVisit) * roster.PointsPerUnit
	}
	soft := int64(far)
	for _, w := range job.Preferred {
		late, early := max(0, start-w.End.Unix()), max(0, w.Start.Unix()-start)
		soft = min(soft, late*int64(sh.weights.LatePerHour)*5+early*int64(sh.weights.EarlyPerHour)*5)
	}
	if soft < far {
		cost += soft
	}
	return cost
}

// explore fills best and by.
func (sh *bruteShift) explore() {
	sh.best = make([]int64, 1<<len(sh.jobs))
	sh.by = make([][]int, 1<<len(sh.jobs))
	for i := range sh.best {
		sh.best[i] = far
	}
	sh.best[0] = 0
	may := make([]bool, len(sh.jobs))
	for j := range may {
		may[j] = sh.may(j)
	}
	left := map[string]int{}
	for _, c := range sh.w.Carries {
		left[c.Type] = c.Quantity
	}
	sh.goOn(sh.depart(), sh.from, nil, 0, 0, may, left, nil)
}

// goOn tries every next stop after a route's beginning, whose states are at.
func (sh *bruteShift) goOn(at []cell, here *roster.Place, order []int, set, stores int, may []bool, left map[string]int, tools []string) {
	visits := len(order) - stores
	for j := range sh.jobs {
		x := &sh.jobs[j]
		if set>>j&1 > 0 || !may[j] || sh.s.MaxVisits > 0 && visits == sh.s.MaxVisits {
			continue
		}
		fits := true
		for t, n := range x.needs {
			fits = fits && left[t] >= n
		}
		for _, tool := range x.tools {
			fits = fits && (slices.Contains(sh.w.Equipment, tool) || slices.Contains(tools, tool))
		}
		if x.chain >= 0 {
			for _, o := range sh.chains[x.chain] {
				fits = fits && !(set>>o&1 > 0 && sh.jobs[o].rank > x.rank)
			}
		}
		if !fits {
			continue
		}
		next := sh.visit(at, here, j, len(order) == 0)
		if next == nil {
			continue
		}
		rest := make(map[string]int, len(left))
		for t, n := range left {
			rest[t] = n - x.needs[t]
		}
		with, then := set|1<<j, append(slices.Clone(order), j)
		if cost, _ := sh.home(next, x.place); cost < sh.best[with] {
			sh.best[with], sh.by[with] = cost, then
		}
		sh.goOn(next, x.place, then, with, stores, may, rest, tools)
	}
	if !sh.useful || stores == 3 {
		return
	}
	for i := range sh.p.Stores {
		node := len(sh.jobs) + i
		if n := len(order); n > 0 && order[n-1] == node {
			continue
		}
		next := sh.visit(at, here, node, len(order) == 0)
		if next == nil {
			continue
		}
		s := &sh.p.Stores[i]
		rest := map[string]int{}
		for t, n := range left {
			rest[t] = n
		}
		sh.restock(rest, s)
		then := append(slices.Clone(order), node)
		if cost, _ := sh.home(next, &s.Place); set > 0 && cost < sh.best[set] {
			sh.best[set], sh.by[set] = cost, then // a store may lie on the only way home
		}
		sh.goOn(next, &s.Place, then, set, stores+1, may, rest, append(slices.Clone(tools), s.Equipment...))
	}
}

// loads reports whether a route in a given order runs out of nothing.
func (sh *bruteShift) loads(order []int) bool {
	left := map[string]int{}
	for _, c := range sh.w.Carries {
		left[c.Type] = c.Quantity
	}
	tools := slices.Clone(sh.w.Equipment)
	for _, node := range order {
		if node >= len(sh.jobs) {
			s := &sh.p.Stores[node-len(sh.jobs)]
			sh.restock(left, s)
			tools = append(tools, s.Equipment...)
			continue
		}
		for t, n := range sh.jobs[node].needs {
			if left[t] -= n; left[t] < 0 {
				return false
			}
		}
		for _, tool := range sh.jobs[node].tools {
			if !slices.Contains(tools, tool) {
				return false
			}
		}
	}
	return true
}

// restock fills up what a store has.
func (sh *bruteShift) restock(left map[string]int, s *roster.Store) {
	for _, c := range sh.w.Carries {
		if len(s.Types) == 0 || slices.Contains(s.Types, c.Type) {
			if left[c.Type] = c.Capacity; c.Capacity == 0 {
				left[c.Type] = c.Quantity
			}
		}
	}
}

// states returns an empty table of states: by departure, breaks over, time.
func (sh *bruteShift) states() []cell {
	v := make([]cell, sh.departs*sh.layers*sh.times)
	for i := range v {
		v[i] = cell{far, -1}
	}
	return v
}

// row is the states of one departure and one number of breaks over.
func (sh *bruteShift) row(v []cell, d, k int) []cell {
	at := (d*sh.layers + k) * sh.times
	return v[at : at+sh.times]
}

// better improves a state and notes how.
func (sh *bruteShift) better(c *cell, cost int64, a action) {
	if cost >= c.cost {
		return
	}
	c.cost = cost
	if sh.tracing {
		sh.log = append(sh.log, a)
		c.from = int32(len(sh.log) - 1)
	}
}

// skipped returns how many breaks are over before a departure.
func (sh *bruteShift) skipped(depart int64) int {
	n := 0
	for n < len(sh.s.Breaks) && sh.s.Breaks[n].Latest.Unix() < depart {
		n++
	}
	return n
}

// depart returns the states at the start place. Pay is counted as the
// return's time less the departure's less unpaid breaks.
func (sh *bruteShift) depart() []cell {
	v := sh.states()
	for i := range sh.times {
		t := sh.instant(i)
		if t < sh.first || t > sh.last {
			continue
		}
		d := 0
		if sh.departs > 1 {
			d = i
		}
		sh.better(&sh.row(v, d, sh.skipped(t))[i], -sh.rate*(t-sh.base), action{from: -1, kind: "depart", start: t, end: t})
	}
	return v
}

// rest adds to the states at one place those after waiting and breaks there.
// free gets the states in which the worker has just finished something. Of the
// breaks with a place of their own those at the place of break own can be
// taken; -1: none.
func (sh *bruteShift) rest(v []cell, kind string, own int) (waited, free []cell) {
	free = slices.Clone(v)
	waited = make([]cell, len(v))
	for d := range sh.departs {
		for k := range sh.layers {
			in, out := sh.row(free, d, k), sh.row(waited, d, k)
			least := cell{far, -1}
			for i := range in {
				if least.cost < far && i > 0 {
					least.cost += sh.wait * (sh.instant(i) - sh.instant(i-1))
				}
				if in[i].cost < least.cost {
					least = in[i]
				}
				out[i] = least
			}
			if k == len(sh.s.Breaks) {
				continue
			}
			b := &sh.s.Breaks[k]
			if b.Place != nil && (own < 0 || b.Place.ID != sh.s.Breaks[own].Place.ID) {
				continue
			}
			kind := kind
			if own >= 0 && (k >= own || b.Place != nil) {
				kind = "break"
			}
			after := sh.row(free, d, k+1)
			long := sh.steps(int64(b.Duration))
			for i := 0; i+long < sh.times; i++ {
				if t := sh.instant(i); out[i].cost < far && b.Earliest.Unix() <= t && t <= b.Latest.Unix() {
					cost := out[i].cost
					if !b.Paid {
						cost -= sh.rate * int64(b.Duration)
					}
					sh.better(&after[i+long], cost, action{from: out[i].from, kind: kind, node: k, start: t, end: t + int64(b.Duration)})
				}
			}
		}
	}
	return waited, free
}

// stage is where and in which states the worker may leave for the next stop:
// from the stop before, or from the place of a break.
type stage struct {
	waited, free []cell
	here         *roster.Place
}

// stages lists the stages before the next stop, each by way of the places of
// some breaks in order.
func (sh *bruteShift) stages(at []cell, here *roster.Place, first bool) []stage {
	waited, free := sh.rest(at, "break", -1)
	if first {
		// There is no holding before the departure; after a break there none
		// pays: rather rest, or depart, later.
		waited = free
	}
	return sh.detours([]stage{{waited, free, here}}, 0)
}

// detours adds to a list of stages, of which only the last one is looked at,
// those which go on to the place of break b or a later one.
func (sh *bruteShift) detours(list []stage, b int) []stage {
	from := list[len(list)-1]
	for ; b < len(sh.s.Breaks); b++ {
		place := sh.s.Breaks[b].Place
		if place == nil {
			continue
		}
		there := sh.states()
		sh.travel(there, from.waited, from.here, place, b)
		waited, free := sh.rest(there, "rest", b)
		for d := range sh.departs { // break b is taken there
			for k := range b + 1 {
				for _, v := range [2][]cell{waited, free} {
					for i := range sh.row(v, d, k) {
						sh.row(v, d, k)[i].cost = far
					}
				}
			}
		}
		if slices.ContainsFunc(free, func(c cell) bool { return c.cost < far }) {
			list = append(list, sh.detours([]stage{{waited, free, place}}, b+1)...)
		}
	}
	return list
}

// travel adds to the states there those after a way begun in one of the states
// at with at most most breaks over.
func (sh *bruteShift) travel(there, at []cell, here, place *roster.Place, most int) {
	for i := range sh.times {
		t := sh.instant(i)
		seconds, metres, ok := sh.leg(here, place, t)
		to := i + sh.steps(seconds)
		if !ok || to >= sh.times {
			continue
		}
		for row := i; row < len(at); row += sh.times {
			if c := at[row]; c.cost < far && row/sh.times%sh.layers <= most {
				sh.better(&there[row-i+to], c.cost+sh.wayCost(seconds, metres),
					action{from: c.from, kind: "way", start: t, end: t + seconds, to: place})
			}
		}
	}
}

// visit returns the states after a node is served, nil where it cannot be.
func (sh *bruteShift) visit(at []cell, here *roster.Place, node int, first bool) []cell {
	place, dur := sh.nodeAt(node)
	there := sh.states()
	for _, s := range sh.stages(at, here, first) {
		sh.travel(there, s.waited, s.here, place, sh.layers)
	}
	waited, _ := sh.rest(there, "rest", -1)
	out := sh.states()
	any := false
	for i := range sh.times {
		t, to := sh.instant(i), i+sh.steps(dur)
		if to >= sh.times {
			break
		}
		own := int64(-1)
		for row := i; row < len(at); row += sh.times {
			c := waited[row]
			if c.cost >= far {
				continue
			}
			if own < 0 {
				own = sh.startCost(node, t, t+dur)
			}
			if own < far {
				sh.better(&out[row-i+to], c.cost+own, action{from: c.from, kind: "serve", node: node, start: t, end: t + dur})
				any = true
			}
		}
	}
	if !any {
		return nil
	}
	return out
}

// home returns the least cost of ending a route here and the last action.
func (sh *bruteShift) home(at []cell, here *roster.Place) (int64, int32) {
	best, from := int64(far), int32(-1)
	for _, s := range sh.stages(at, here, false) {
		if cost, last := sh.homeFrom(s); cost < best {
			best, from = cost, last
		}
	}
	return best, from
}

// homeFrom is home by one stage.
func (sh *bruteShift) homeFrom(s stage) (int64, int32) {
	best, from := int64(far), int32(-1)
	for i := range sh.times {
		leave := sh.instant(i)
		seconds, metres, ok := sh.leg(s.here, sh.to, leave)
		back := leave + seconds
		if !ok || back > sh.last {
			continue
		}
		for d := range sh.departs {
			for k := range sh.layers {
				c := sh.row(s.free, d, k)[i]
				if c.cost >= far || k < len(sh.s.Breaks) && back > sh.s.Breaks[k].Latest.Unix() {
					continue
				}
				if sh.departs > 1 {
					work := back - sh.instant(d)
					for _, b := range sh.s.Breaks[sh.skipped(sh.instant(d)):k] {
						if !b.Paid {
							work -= int64(b.Duration)
						}
					}
					if work > sh.maxWork {
						continue
					}
				}
				cost := c.cost + sh.wayCost(seconds, metres) + sh.rate*(back-sh.base) + sh.over*max(0, back-sh.s.End.Unix())
				if !sh.weights.IgnorePay {
					cost += int64(sh.w.Pay.PerShift) * roster.PointsPerUnit
				}
				if cost < best {
					best = cost
					if sh.tracing {
						sh.log = append(sh.log, action{from: c.from, kind: "home", start: leave, end: back})
						from = int32(len(sh.log) - 1)
					}
				}
			}
		}
	}
	return best, from
}

// combine shares the jobs out among the shifts.
func (b *brute) combine(shifts []*bruteShift) *truth {
	all := 1 << len(b.jobs)
	cost := make([]int64, all)
	for i := range cost {
		cost[i] = far
	}
	cost[0] = 0
	took := make([][]int, len(shifts)) // [s][set]: what shift s has of a set
	for s, sh := range shifts {
		took[s] = make([]int, all)
		if sh.closed {
			continue
		}
		next := slices.Clone(cost)
		for set, before := range cost {
			if before >= far {
				continue
			}
			for own := 1; own < all; own++ {
				if own&set == 0 && sh.best[own] < far && !b.splits(set, own) && before+sh.best[own] < next[set|own] {
					next[set|own], took[s][set|own] = before+sh.best[own], own
				}
			}
		}
		cost = next
	}
	best, bestSet := &truth{total: far}, -1
	for set := range cost {
		if cost[set] >= far {
			continue
		}
		t := &truth{total: cost[set]}
		for j := range b.p.Jobs {
			if set>>j&1 > 0 {
				continue
			}
			job := &b.p.Jobs[j]
			switch {
			case job.Mandatory:
				t.missed[roster.MandatoryTier]++
			case job.Tier > 0:
				t.missed[job.Tier] += int64(b.view.Value(job))
			default:
				t.total += int64(b.view.Value(job)) * roster.PointsPerUnit
			}
		}
		if bestSet < 0 || t.less(best) {
			best, bestSet = t, set
		}
	}
	for s, set := len(shifts)-1, bestSet; s >= 0; s-- {
		if own := took[s][set]; own > 0 {
			best.routes = append(best.routes, bruteRoute{shifts[s], own})
			set &^= own
		}
	}
	slices.Reverse(best.routes)
	best.plan = b.plan(best.routes, bestSet)
	return best
}

// buildable reports whether a route can be built by putting one stop after
// the other at its place in the order, each step possible, and, where paying
// is asked for, worth it: an optional job then adds less cost than its value.
func (sh *bruteShift) buildable(order []int, paying bool) bool {
	if len(order) == 0 {
		return true
	}
	cost := sh.orderCost(order)
	if cost >= far {
		return false
	}
	for i, node := range order {
		without := slices.Delete(slices.Clone(order), i, i+1)
		if !sh.buildable(without, paying) {
			continue
		}
		if !paying || node >= len(sh.jobs) {
			return true
		}
		job := &sh.p.Jobs[node]
		if job.Mandatory || job.Tier > 0 || cost-sh.orderCost(without) < int64(sh.view.Value(job))*roster.PointsPerUnit {
			return true
		}
	}
	return false
}

// orderCost returns the least cost of a route in a given order, whatever it
// carries, and 0 for none.
func (sh *bruteShift) orderCost(order []int) int64 {
	if len(order) == 0 {
		return 0
	}
	at, here := sh.depart(), sh.from
	for i, node := range order {
		if at = sh.visit(at, here, node, i == 0); at == nil {
			return far
		}
		here, _ = sh.nodeAt(node)
	}
	cost, _ := sh.home(at, here)
	return cost
}

// splits reports whether two shifts' jobs share a sequence lock.
func (b *brute) splits(one, other int) bool {
	for _, chain := range b.chains {
		has := 0
		for _, j := range chain {
			has |= one>>j&1 | other>>j&1<<1
		}
		if has == 3 {
			return true
		}
	}
	return false
}

func (t *truth) less(o *truth) bool {
	for tier := roster.MandatoryTier; tier > 0; tier-- {
		if t.missed[tier] != o.missed[tier] {
			return t.missed[tier] < o.missed[tier]
		}
	}
	return t.total < o.total
}

// plan tells the truth as a plan, with the checker's figures.
func (b *brute) plan(routes []bruteRoute, served int) *roster.Plan {
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: b.p.ID, Status: roster.Optimal, Routes: []roster.Route{}}
	for _, r := range routes {
		plan.Routes = append(plan.Routes, r.shift.trace(r.shift.by[r.set]))
	}
	for j := range b.p.Jobs {
		if served>>j&1 == 0 {
			plan.Unassigned = append(plan.Unassigned, roster.Unassigned{Job: b.p.Jobs[j].ID,
				Class: roster.ClassCrowdedOut, Reasons: []roster.Reason{{Code: roster.ReasonCrowdedOut}}})
		}
	}
	rep := roster.Check(b.p, plan, roster.CheckOptions{})
	for i := range plan.Routes {
		plan.Routes[i].Parts = rep.RouteParts[i]
	}
	plan.Score = roster.Score{Missed: rep.Missed, Total: rep.Total, Parts: rep.Parts}
	plan.Figures = rep.Figures
	return plan
}

// trace finds the times of a route in a given order.
func (sh *bruteShift) trace(order []int) roster.Route {
	sh.tracing, sh.log = true, nil
	at, here := sh.depart(), sh.from
	for i, node := range order {
		at = sh.visit(at, here, node, i == 0)
		here, _ = sh.nodeAt(node)
	}
	_, last := sh.home(at, here)
	sh.tracing = false
	var actions []action
	for i := last; i >= 0; i = sh.log[i].from {
		actions = append(actions, sh.log[i])
	}
	slices.Reverse(actions)
	clock := func(t int64) time.Time { return time.Unix(t, 0).In(sh.view.Zone) }
	r := roster.Route{Worker: sh.w.ID, Shift: sh.s.ID}
	now, leave, came, metres := int64(0), int64(-1), int64(0), int64(0)
	here = sh.from
	for _, a := range actions {
		if a.kind == "depart" {
			r.Depart, now = clock(a.start), a.start
			continue
		}
		if a.kind == "home" {
			r.Return, r.ReturnTravel = clock(a.end), roster.Duration(a.end-a.start)
			_, metres, _ = sh.leg(here, sh.to, a.start)
			r.ReturnMetres = int(metres)
			continue
		}
		if a.kind == "way" {
			_, metres, _ = sh.leg(here, a.to, a.start)
			leave, came, here = a.start, a.end, a.to
			continue
		}
		s := roster.Stop{Arrive: clock(now), Start: clock(a.start), End: clock(a.end)}
		if leave >= 0 {
			s.Hold, s.Travel, s.Metres, s.Arrive = roster.Duration(leave-now), roster.Duration(came-leave), int(metres), clock(came)
			leave, now = -1, came
		}
		s.Wait = roster.Duration(a.start - s.Arrive.Unix())
		switch {
		case a.kind != "serve":
			s.Kind, s.Break, s.AtNext = roster.BreakStop, sh.s.Breaks[a.node].ID, a.kind == "rest"
		case a.node >= len(sh.jobs):
			s.Kind, s.Store = roster.StoreStop, sh.p.Stores[a.node-len(sh.jobs)].ID
		default:
			s.Kind, s.Job = roster.VisitStop, sh.p.Jobs[a.node].ID
			s.Late, s.Early = sh.outside(a.node, a.start)
		}
		r.Stops = append(r.Stops, s)
		now = a.end
	}
	return r
}

// outside tells how late or early a start is.
func (sh *bruteShift) outside(j int, start int64) (late, early roster.Duration) {
	best := int64(far)
	for _, w := range sh.p.Jobs[j].Preferred {
		l, e := max(0, start-w.End.Unix()), max(0, w.Start.Unix()-start)
		cost := l*int64(sh.weights.LatePerHour) + e*int64(sh.weights.EarlyPerHour)
		switch {
		case l == 0 && e == 0:
			return 0, 0
		case cost < best, cost == best && l > 0 && (early > 0 || roster.Duration(l) < late), cost == best && early > roster.Duration(e) && e > 0:
			best, late, early = cost, roster.Duration(l), roster.Duration(e)
		}
	}
	return late, early
}
