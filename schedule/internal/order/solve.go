package order

import (
	"math"

	"github.com/paidan/paidan/schedule/internal/core"
)

// MaxJobs is the most jobs the engine takes.
const MaxJobs = 1200

// maxCells bounds the tables of ways and of pairs.
const maxCells = 1 << 24

// Fits reports whether the engine can express p.
func Fits(p *core.Problem) bool {
	n, S := len(p.Jobs), len(p.Shifts)
	if n == 0 || S == 0 || n > MaxJobs || n*S > maxCells/4 || p.Types != 0 || len(p.Stores) > 0 || len(p.Chains) > 0 {
		return false
	}
	t := &p.Ties
	if len(t.Limits)+len(t.DayGaps)+len(t.Clocks)+len(t.Budgets) > 0 || p.Overall.Fair != nil || p.Overall.Distinct > 0 || p.Laws.Day != nil ||
		p.Again != nil || p.Grid.Step > 0 || len(p.Pools) > 0 {
		return false
	}
	places := min(n+2*S, p.Places)
	if places*places > maxCells || places*places*len(p.Classes) > 4*maxCells {
		return false
	}
	for i := range p.Jobs {
		if p.Jobs[i].Tools != 0 {
			return false
		}
	}
	workers := make(map[int32]bool, S)
	for i := range p.Shifts {
		s := &p.Shifts[i]
		if workers[s.Worker] || len(s.Breaks) > 8 || len(p.Classes[s.Class].Hours) > 0 {
			return false
		}
		workers[s.Worker] = true
		for b := range s.Breaks {
			if s.Breaks[b].Placed {
				return false
			}
		}
	}
	return true
}

// Solution is what a search found.
type Solution struct {
	// Orders holds, by shift, the jobs in order.
	Orders [][]int32
	// Start holds, by job, the start of service; core.Never when absent.
	Start []int32
	// Timetables of the shifts with a job, in order; nil where a break found
	// no place.
	Timetables []core.Timetable
	// Cost in points, values of absent jobs included, and Miss.
	Cost, Miss int64
	Iterations int64
}

// best is a solution kept.
type best struct {
	next       []int32 // by node
	breaks     []uint8
	skipped    []uint8
	cost, miss int64
	energy     int64
	any        bool
}

// search is an engine with what annealing needs.
type search struct {
	*engine
	best  best
	total int64
	tune  tuning
	mean  float64 // cost of a job, about
}

// Solve searches for a good solution.
func Solve(p *core.Problem, seed uint64, b core.Budget) *Solution {
	return solve(p, seed, b, defaultTuning())
}

// tuning holds the numbers of the search.
type tuning struct {
	hot, cold float64 // first and last temperature, in mean costs of a job
	// soft and hard are the first and last weight of a second by which a hard
	// constraint is broken, in costs of a second's travel or lateness.
	soft, hard float64
	keep       float64 // part of hot that reheats reach
	cycles     int     // of cooling; 0: by size
}

func defaultTuning() tuning {
	return tuning{hot: 2, cold: 0.02, soft: 1, hard: 100, keep: 0.5}
}

func solve(p *core.Problem, seed uint64, b core.Budget, tune tuning) *Solution {
	return race(p, seed, b, tune).finishUp()
}

// prepare makes a search with a solution to begin with.
func prepare(p *core.Problem, seed uint64, tune tuning) *search {
	s := &search{engine: newEngine(p, seed), tune: tune}
	s.findNear()
	s.list, s.list2 = make([]int32, 0, s.n+1), make([]int32, 0, s.n+1)
	s.from, s.when = make([]int32, s.n), make([]int32, s.n)
	s.construct()
	return s
}

// meanWay returns the mean cost of a way.
func (s *search) meanWay() float64 {
	sum, n := 0.0, 0
	for v := range s.at {
		x := &s.at[v]
		if x.shift >= 0 && x.next >= 0 {
			if c := s.arc(&s.routes[x.shift], int32(v), x.next); c < forbidden {
				sum += float64(c)
				n++
			}
		}
	}
	return sum/float64(max(n, 1)) + 1
}

// weigh sets the weights of lost jobs and broken windows.
func (s *search) weigh(miss, second float64) {
	least := int64(math.MaxInt64)
	for _, m := range s.miss {
		if m > 0 {
			least = min(least, m)
		}
	}
	for j := range s.loss {
		s.loss[j] = s.value[j]
		if m := s.miss[j]; m > 0 {
			s.loss[j] = int64(min(float64(m)/float64(least)*miss, 1<<48))
		}
	}
	s.weight = max(1, int64(second))
}

// construct puts the jobs, in order of their windows, at the ends of routes.
func (s *search) construct() {
	way, n := 0.0, 0
	for j := range int32(s.n) {
		if l := s.near.after[j]; len(l) > 0 {
			if c := s.arc(&s.routes[0], j, l[len(l)/2]); c < forbidden {
				way += float64(c)
				n++
			}
		}
	}
	s.weigh(lossMeans*(way/float64(max(n, 1))+1), 1)
	s.decode()
	order := make([]int32, 0, s.n)
	for j := range int32(s.n) {
		if s.all[j][0] == j {
			order = append(order, j)
		}
	}
	key := func(j int32) int64 {
		v := &s.at[j]
		lo, hi := max(v.lo, 0), min(v.hi, v.soft)
		if hi >= core.Never {
			return int64(lo) * 2
		}
		return int64(lo) + int64(hi)
	}
	for i := 1; i < len(order); i++ {
		for k := i; k > 0 && key(order[k]) < key(order[k-1]); k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	for _, j := range order {
		s.append(j)
	}
}

// append puts a job and what it must be with at the ends of routes where
// that costs least.
func (s *search) append(j int32) {
	s.begin()
	for _, m := range s.all[j] {
		at, cost := int32(-1), int64(core.Far)
		for k := range int32(s.S) {
			if !s.eligible(m, k) || s.fullShift(k) || !s.apart(m, k) {
				continue
			}
			r := &s.routes[k]
			p, end := s.at[s.endOf(k)].prev, s.endOf(k)
			c := s.arc(r, p, m) + s.arc(r, m, end)
			if p != s.startOf(k) {
				c -= s.arc(r, p, end)
			} else {
				c += r.fixed
			}
			x := &s.at[p]
			t := x.start + x.dur + s.way(r, x, &s.at[m])
			if late := t - s.at[m].safe; late > 0 {
				c += max(s.at[m].rate, r.perS) * int64(late) * 2
			}
			if early := s.at[m].lo - t; early > 0 {
				c += r.perS * int64(early) / 4
			}
			if c < cost {
				at, cost = k, c
			}
		}
		if at < 0 || cost >= forbidden/2 {
			s.revert()
			return
		}
		s.link(m, s.at[s.endOf(at)].prev, at)
		s.lost -= s.loss[m]
		s.missSum -= s.miss[m]
	}
	if s.try(core.Far) {
		for _, m := range s.all[j] {
			s.dropAbsent(m)
		}
	}
}

// step draws and tries one move.
func (s *search) step(limit int64) bool {
	e := s.engine
	w := e.rng.Next()
	if len(e.absent) > 0 && w&7 == 0 {
		x := e.absent[e.rng.intn(len(e.absent))]
		if w>>3&3 == 0 {
			return e.replace(x, limit)
		}
		return e.bring(x, limit)
	}
	w >>= 8
	if e.anyBreaks && w&31 == 0 {
		return e.rebreak(int32(e.rng.intn(e.S)), limit)
	}
	w >>= 5
	x := int32(uint64(uint32(w)) * uint64(e.n) >> 32)
	w = w >> 32 & 127
	if e.at[x].shift < 0 {
		return e.bring(x, limit)
	}
	switch {
	case w < 2:
		return e.drop(x, limit)
	case w < 22:
		return e.swap(x, limit)
	case w < 34:
		return e.block(x, limit)
	case w < 44:
		return e.tails(x, limit)
	case w < 52:
		return e.reassign(x, limit)
	}
	if !e.at[x].linked && len(e.same[x]) == 0 {
		return e.relocate(x, limit)
	}
	if len(e.same[x]) == 0 && (e.group[x] < 0 && w < 100 || w < 62) {
		return e.relocate(x, limit)
	}
	list := e.list[:0]
	list = append(list, x)
	for _, m := range e.all[x] {
		if m != x {
			list = append(list, m)
		}
	}
	for _, m := range e.same[x] {
		list = with(list, m)
	}
	if len(list) == 1 {
		// Links only.
		for _, l := range e.links[x] {
			list = with(list, l.other)
		}
	}
	kept := list[:0]
	for _, m := range list {
		if e.at[m].shift >= 0 {
			kept = append(kept, m)
		}
	}
	return e.moveAll(kept, limit, 5)
}

func with(list []int32, m int32) []int32 {
	for _, x := range list {
		if x == m {
			return list
		}
	}
	return append(list, m)
}

// perSecond is what a second costs, about.
func (s *search) perSecond() float64 {
	c := float64(max(s.p.LateCost, s.p.Overall.Balance))
	for i := range s.p.Shifts {
		c = max(c, float64(s.p.Shifts[i].PerSecond), float64(s.p.Shifts[i].WaitCost))
	}
	return max(1, c)
}

// power returns b^x for b in (0, ∞) and x in [0, 1], the same on every
// machine.
func power(b, x float64) float64 {
	// b^x by binary digits of x: square roots are exact to the last bit.
	out, root := 1.0, b
	for range 20 {
		root = math.Sqrt(root)
		x *= 2
		if x >= 1 {
			out = float64(out * root)
			x--
		}
	}
	return out
}

// repair leaves out jobs until nothing is broken.
func (s *search) repair() {
	for s.broken() {
		worst, by := int32(-1), int32(0)
		for v := range int32(len(s.at)) {
			x := &s.at[v]
			if x.shift < 0 {
				continue
			}
			over := x.start - x.hi
			if x.odd {
				job := &s.p.Jobs[v]
				if w := s.p.Windows[job.Win0:job.Win1]; len(w) > 0 {
					over = s.overrun(w, x.start, x.dur)
				}
			}
			if over > by {
				worst, by = v, over
			}
		}
		if worst >= int32(s.n) {
			worst = s.at[worst].prev
		}
		if worst < 0 {
			for r := range int32(s.S) {
				if s.routes[r].viol > 0 {
					worst = s.at[s.endOf(r)].prev
				}
			}
		}
		if worst < 0 || worst >= int32(s.n) || !s.drop(worst, core.Far) {
			return
		}
	}
	s.keep()
}

// broken reports whether the present solution breaks a hard constraint.
func (s *search) broken() bool {
	for v := range s.at {
		x := &s.at[v]
		if x.shift < 0 {
			continue
		}
		if !x.odd {
			if x.start > x.hi {
				return true
			}
			continue
		}
		job := &s.p.Jobs[v]
		if w := s.p.Windows[job.Win0:job.Win1]; len(w) > 0 && s.overrun(w, x.start, x.dur) > 0 {
			return true
		}
	}
	if s.timed {
		for r := range s.routes {
			if s.routes[r].viol > 0 {
				return true
			}
		}
	}
	return s.static >= forbidden/2
}

// costs returns the cost of the present solution when nothing is broken.
func (s *search) costs() int64 {
	c := s.static + s.softSum + s.overall + s.extras
	for _, j := range s.absent {
		c += s.value[j]
	}
	return c
}

// keep notes the present solution as the best if it is.
func (s *search) keep() {
	if s.best.any && s.missSum > s.best.miss || s.broken() {
		return
	}
	cost := s.costs()
	if s.best.any && s.missSum == s.best.miss && cost >= s.best.cost {
		return
	}
	b := &s.best
	if b.next == nil {
		b.next = make([]int32, len(s.at))
		b.breaks = make([]uint8, len(s.at))
		b.skipped = make([]uint8, s.S)
	}
	b.any, b.cost, b.miss, b.energy = true, cost, s.missSum, s.energy()
	for v := range s.at {
		b.next[v], b.breaks[v] = s.at[v].next, s.at[v].breaks
		if s.at[v].shift < 0 {
			b.next[v] = -1
		}
	}
	for r := range s.routes {
		b.skipped[r] = s.routes[r].skipped
	}
}

// reprice computes the energy of the best solution for new weights.
func (s *search) reprice() {
	b := &s.best
	if !b.any {
		return
	}
	b.energy = b.cost
	for j := range s.n {
		if b.next[j] < 0 {
			b.energy += s.loss[j] - s.value[j]
		}
	}
}

// recall makes the best solution the present one.
func (s *search) recall() {
	b := &s.best
	s.absent = s.absent[:0]
	for j := range s.n {
		s.at[j].shift = -1
	}
	for r := range int32(s.S) {
		s.routes[r].visits, s.routes[r].skipped = 0, b.skipped[r]
		p := s.startOf(r)
		for v := b.next[p]; ; v = b.next[v] {
			s.at[p].next, s.at[v].prev = v, p
			s.at[v].breaks = b.breaks[v]
			if v == s.endOf(r) {
				break
			}
			s.at[v].shift = r
			s.at[v].dur = s.duration(r, v)
			s.routes[r].visits++
			p = v
		}
	}
	for j := range int32(s.n) {
		if s.at[j].shift < 0 {
			s.addAbsent(j)
		}
	}
	s.decode()
}

// finishUp reports the best solution.
func (s *search) finishUp() *Solution {
	if !s.best.any {
		s.repair()
	}
	if s.best.any {
		s.recall()
	} else {
		s.clear()
	}
	out := &Solution{Orders: make([][]int32, s.S), Start: make([]int32, s.n), Iterations: s.total}
	for j := range out.Start {
		out.Start[j] = core.Never
	}
	for r := range int32(s.S) {
		if s.timed {
			s.timeRoute(r)
		}
		for v := s.at[s.startOf(r)].next; v != s.endOf(r); v = s.at[v].next {
			out.Orders[r] = append(out.Orders[r], v)
			out.Start[v] = s.at[v].start
			if s.routes[r].timed {
				out.Start[v] = s.later[v]
			}
		}
	}
	out.Timetables = s.timetables()
	out.Cost, out.Miss = s.costs(), s.missSum
	return out
}

// clear takes all jobs out.
func (s *search) clear() {
	s.begin()
	for j := range int32(s.n) {
		if s.at[j].shift >= 0 {
			s.unlink(j)
			s.addAbsent(j)
		}
	}
	s.decode()
}
