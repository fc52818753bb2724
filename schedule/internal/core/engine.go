package core

import "slices"

// The levels of timing, by what the problem asks for. Each is exact for all
// that the ones before it can express, and slower.
const (
	levelHard = iota // one window a job, time is free
	levelSpan        // and waiting costs, or working time is limited
	levelFull        // and everything else
)

// engine holds a problem with what is derived from it once, and the memory a
// search needs. It is not safe for concurrent use.
type engine struct {
	p     *Problem
	level int
	// layers is the largest number of breaks of a shift, plus 1.
	layers int
	// lo, hi and endBy bound the start and end of each job: the hull of its
	// windows.
	lo, hi, endBy []int32
	// win is when each job may start and end as things stand: those bounds,
	// less where the job is tied to others.
	win []window
	// tods are the times of day at which each job may start as things stand;
	// nil where nothing is tied by the clock.
	tods []span
	// several marks the jobs with several windows of which no shift meets more
	// than one; empty at the full level, which has functions for them.
	several []bool
	// tie holds the ties between jobs; nil: there are none.
	tie *tieIndex
	// law finds the shifts which labour laws bind together; nil: none.
	law *lawIndex
	// storeFns are the functions of the stores' windows (full level).
	storeFns []fn
	full     full
	// trial, tight and bare are spare routes, table a spare timetable.
	trial, tight, bare route
	table              Timetable
	// breaks are a spare list for the timetable.
	breaks []Break
	// limited marks the shifts whose MaxWork can bind at the full level.
	limited []bool
	// versions counts the changes of routes.
	versions uint32
	// tooled tells whether any job needs tools.
	tooled bool
	// pairs caches Problem.Pair: cost + 1 at [job*shifts + leading twin], 0: unknown.
	// Nil for problems too large for it.
	pairs []int64
	// cheapest[j] is 1 more than what job j costs at the least, see atLeast; 0:
	// unknown. Nil like pairs.
	cheapest []int64
	// near[j*nearby : (j+1)*nearby] are the jobs nearest to j, closest first.
	// Each list is made when first asked for, which nearDone tells: from
	// jobGrid or, where that is nil, by travel times. nearKeys is scratch.
	// allAlike tells that every shift can do every job.
	near     []int32
	nearby   int
	nearDone []bool
	jobGrid  *grid
	nearKeys []int64
	allAlike bool
	// choices[j] is the number of shifts eligible for job j.
	choices []int32
	// remote[j] is how far job j is from the start places, in metres.
	remote []int32
}

// pairCells is the largest number of pairs kept.
const pairCells = 1 << 22

func newEngine(p *Problem) *engine {
	n := len(p.Jobs)
	e := &engine{p: p, lo: make([]int32, n), hi: make([]int32, n), endBy: make([]int32, n),
		limited: make([]bool, len(p.Shifts)), win: make([]window, n), tie: newTieIndex(p), law: newLawIndex(p)}
	for j := range p.Jobs {
		job := &p.Jobs[j]
		e.lo[j], e.hi[j], e.endBy[j] = -Never, Never, 2*Never
		if w := p.Windows[job.Win0:job.Win1]; len(w) > 0 {
			e.lo[j], e.hi[j], e.endBy[j] = w[0].Lo, -Never, -Never
			for _, x := range w {
				e.hi[j] = max(e.hi[j], x.Hi)
				e.endBy[j] = max(e.endBy[j], x.EndBy)
			}
		}
		e.tooled = e.tooled || job.Tools != 0
		e.win[j] = e.widest(int32(j))
	}
	if len(p.Ties.Clocks) > 0 {
		e.tods = make([]span, n)
		for j := range e.tods {
			e.tods[j] = span{-Latest, Latest}
		}
	}
	e.level = e.levelOf()
	if e.level == levelFull {
		e.buildServices()
	}
	if cells := n * len(p.Shifts); cells <= pairCells {
		e.pairs, e.cheapest = make([]int64, cells), make([]int64, n)
	}
	e.choices = make([]int32, n)
	for j := range e.choices {
		e.choices[j] = int32(popcount(p.Eligible[j*p.Words : (j+1)*p.Words]))
	}
	return e
}

// levelOf returns the level the problem needs.
func (e *engine) levelOf() int {
	p := e.p
	level := levelHard
	multiple := false
	for j := range p.Jobs {
		job := &p.Jobs[j]
		multiple = multiple || job.Win1-job.Win0 > 1
		if job.Pref1 > job.Pref0 && (p.LateCost > 0 || p.EarlyCost > 0) {
			level = levelFull
		}
	}
	if multiple && !e.oneWindowEach() {
		level = levelFull
	}
	for i := range p.Stores {
		if len(p.Stores[i].Windows) > 1 {
			level = levelFull
		}
	}
	e.layers = 1
	for s := range p.Shifts {
		sh := &p.Shifts[s]
		e.layers = max(e.layers, len(sh.Breaks)+1)
		if len(sh.Breaks) > 0 || (sh.OverCost > 0 && sh.Last > sh.End) || len(p.Classes[sh.Class].Hours) > 0 {
			level = levelFull
		}
		e.limited[s] = longestWork(sh) > sh.MaxWork
		if level == levelHard && (sh.WaitCost > 0 || e.limited[s]) {
			level = levelSpan
		}
	}
	if level == levelSpan && p.Grid.Step > 0 {
		level = levelFull // stretches on a grid do not join in constant time
	}
	if multiple && level != levelFull {
		e.several = make([]bool, len(p.Jobs))
		for j := range p.Jobs {
			e.several[j] = p.Jobs[j].Win1-p.Jobs[j].Win0 > 1
		}
	}
	return level
}

// oneWindowEach reports whether no shift meets two windows of a job.
func (e *engine) oneWindowEach() bool {
	p := e.p
	spans := map[span]bool{}
	for s := range p.Shifts {
		spans[span{p.Shifts[s].Start, p.Shifts[s].Last}] = true
	}
	for j := range p.Jobs {
		windows := p.Windows[p.Jobs[j].Win0:p.Jobs[j].Win1]
		if len(windows) < 2 {
			continue
		}
		for s := range spans {
			met := 0
			for _, w := range windows {
				if w.Lo <= s.hi && min(w.Hi, w.EndBy) >= s.lo {
					met++
				}
			}
			if met > 1 {
				return false
			}
		}
	}
	return true
}

// widest returns the bounds of job j from its windows alone.
func (e *engine) widest(j int32) window {
	return window{e.lo[j], e.hi[j], -Never, e.endBy[j]}
}

// bounds returns the first and last start of job x in a shift, where it takes
// dur seconds, as things stand.
func (e *engine) bounds(shift, x, dur int32) (lo, hi int32) {
	w := &e.win[x]
	lo, hi = max(w.lo, w.endLo-dur), min(w.hi, w.endHi-dur)
	if e.tods != nil {
		midnight := e.p.Shifts[shift].Midnight
		lo, hi = max(lo, midnight+e.tods[x].lo), min(hi, midnight+e.tods[x].hi)
	}
	if e.several != nil && e.several[x] {
		sh, job := &e.p.Shifts[shift], &e.p.Jobs[x]
		for _, o := range e.p.Windows[job.Win0:job.Win1] {
			if o.Lo <= sh.Last && min(o.Hi, o.EndBy) >= sh.Start {
				return max(lo, o.Lo), min(hi, o.Hi, o.EndBy-dur)
			}
		}
		return Never, -Never
	}
	return lo, hi
}

// longestWork returns a bound on the working time a shift could have,
// counting the unpaid breaks that any such working time must contain.
func longestWork(sh *Shift) int32 {
	for i := range sh.Breaks {
		if b := &sh.Breaks[i]; b.AfterWork > 0 || b.Skip < Far {
			return sh.Last - sh.Start // whether breaks are taken depends
		}
	}
	longest := int32(0)
	// Leave within layer a (after the Latest of break a−1), be back within
	// layer b (by the Latest of break b): breaks a … b−1 are taken.
	K := len(sh.Breaks)
	for a := 0; a <= K; a++ {
		from := sh.Start
		if a > 0 {
			from = max(from, sh.Breaks[a-1].Latest+1)
		}
		unpaid := int32(0)
		for b := a; b <= K; b++ {
			to := sh.Last
			if b < K {
				to = min(to, sh.Breaks[b].Latest)
			}
			if from <= to {
				longest = max(longest, to-from-unpaid)
			}
			if b < K && !sh.Breaks[b].Paid {
				unpaid += sh.Breaks[b].Duration
			}
		}
	}
	return longest
}

// buildServices prepares the cost of starting each job by time.
func (e *engine) buildServices() {
	p := e.p
	e.full.services = make([][]fn, len(p.DurationKinds))
	for k := range p.DurationKinds {
		e.full.services[k] = make([]fn, len(p.Jobs))
		for j := range p.Jobs {
			job := &p.Jobs[j]
			w := p.Windows[job.Win0:job.Win1]
			pref := p.Preferred[job.Pref0:job.Pref1]
			if len(w) <= 1 && (len(pref) == 0 || (p.LateCost == 0 && p.EarlyCost == 0)) && !e.gridded(int32(j)) {
				continue
			}
			if len(w) == 0 {
				w = []Window{{-Never, Never, 2 * Never}}
			}
			soft := softCost(pref, p.LateCost, p.EarlyCost)
			var f fn
			for _, x := range w {
				f = lower(nil, f, clipped(nil, soft, 0, 0, x.Lo, min(x.Hi, x.EndBy-p.DurationKinds[k][j])))
			}
			if e.gridded(int32(j)) {
				f = e.onGrid(f)
			}
			if f == nil {
				f = fn{{0, 0, Far}}
			}
			e.full.services[k][j] = f
		}
	}
	e.storeFns = make([]fn, len(p.Stores))
	for i := range p.Stores {
		if w := p.Stores[i].Windows; len(w) > 1 {
			var f fn
			for _, x := range w {
				f = lower(nil, f, constant(nil, x.Lo, x.Hi, 0))
			}
			e.storeFns[i] = f
		}
	}
}

// onGrid returns f at the times of the grid at which any shift is on the way,
// infinite between them.
func (e *engine) onGrid(f fn) fn {
	from, to := int32(Never), int32(-Never)
	for s := range e.p.Shifts {
		from, to = min(from, e.p.Shifts[s].Start), max(to, e.p.Shifts[s].Last)
	}
	var out fn
	lo, hi := domain(f)
	for t := e.p.Grid.up(max(from, lo)); t <= min(to, hi); t = e.p.Grid.up(t + 1) {
		if v := at(f, t); v < Far {
			out = put(out, 0, t, 0, v)
			out = put(out, 0, t+1, 0, Far)
		}
	}
	return out
}

// softCost returns the cost of a start outside preferred windows: the least
// of being late after an earlier one or early before a later one.
func softCost(pref []Window, late, early int64) fn {
	all := fn{{-Latest, 0, 0}, {Latest, 0, Far}}
	if len(pref) == 0 {
		return all
	}
	var f fn
	for _, w := range pref {
		v := fn{
			{-Latest, -early, early * int64(w.Lo+Latest)},
			{w.Lo, 0, 0},
			{w.Hi + 1, late, late},
			{Latest, 0, Far},
		}
		f = lower(nil, f, v)
	}
	return f
}

// pair returns the static cost of a job in a shift.
func (e *engine) pair(shift, job int32) int64 {
	if e.pairs == nil {
		return e.p.Pair(shift, job)
	}
	at := int(job)*len(e.p.Shifts) + int(e.p.Shifts[shift].Twin)
	if c := e.pairs[at]; c != 0 {
		return c - 1
	}
	c := e.p.Pair(shift, job)
	e.pairs[at] = c + 1
	return c
}

// atLeast returns a lower bound of what putting in job x costs: its static
// cost where that is least, less the paid waiting it can fill. Taken for 0
// where finding out would take too long.
func (e *engine) atLeast(x int32) int64 {
	if e.cheapest == nil {
		return 0
	}
	if e.cheapest[x] == 0 {
		least := int64(Far)
		for s := range e.p.Shifts {
			if sh := &e.p.Shifts[s]; sh.Twin == int32(s) && e.p.eligible(x, sh.Twin) {
				least = min(least, e.pair(sh.Twin, x)-sh.WaitCost*int64(e.p.duration(sh.Twin, x)))
			}
		}
		if least >= Far {
			least = 0
		}
		e.cheapest[x] = max(least, 0) + 1
	}
	return e.cheapest[x] - 1
}

// rank returns 0 … n−1 ordered by key, ties by index.
func rank(n int, key func(int32) int64) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	slices.SortStableFunc(out, func(a, b int32) int {
		ka, kb := key(a), key(b)
		switch {
		case ka < kb:
			return -1
		case ka > kb:
			return 1
		}
		return 0
	})
	return out
}
