package core

import "slices"

// window bounds when a job may start and end, all inclusive.
type window struct{ lo, hi, endLo, endHi int32 }

// tieIndex holds a problem's ties by job.
//
// A job whose time is tied to others is pinned while it is on a route: its
// stop has an interval of starts such that any two tied jobs keep their gap
// wherever they start within theirs. Routes so stay independent of each
// other, and every table and price stays exact. Moves choose the pins anew.
type tieIndex struct {
	// comp is the component of each job by crews and gaps, -1: none. Members
	// of a component stand in comps in the order in which they are put in.
	comp  []int32
	comps [][]int32
	// offset[c][i] bounds the start of member i after that of member 0.
	offset [][]window
	// unit[c] cuts the component into crews and single jobs: unit u has the
	// members unit[c][u] ≤ i < unit[c][u+1].
	unit [][]int32
	// group is the set of jobs served together or not at all that each job is
	// in, -1: none; sets lists them. crew is the group of other workers.
	group, crew []int32
	sets        [][]int32
	// gaps are those of each job, seen from it.
	gaps [][]gapEnd
	// class is the set of jobs which must have one worker that each job is in,
	// -1: none; classes lists them. Jobs in a component are in none.
	class   []int32
	classes [][]int32
	// apart and same list the jobs with another and with the same worker;
	// limits the limits of workers which a job is in.
	apart, same, limits [][]int32
	// shiftsOf lists the shifts of each worker.
	shiftsOf [][]int32
	// days, clocks and budgets are the ties of those kinds that each job is
	// in. Jobs with any of the first two, or in a component, are timed.
	days, clocks, budgets [][]int32
	timed                 []bool
	// moving tells that the time of some job is tied to that of another, all
	// that every job is timed since costs of the plan as a whole go by starts.
	moving, all bool
}

// gapEnd is a gap as one of its jobs sees it; first tells that it is the first.
type gapEnd struct {
	other    int32
	min, max int32
	fromEnd  bool
	first    bool
}

// newTieIndex returns the ties of p by job, nil where there are none.
func newTieIndex(p *Problem) *tieIndex {
	t := &p.Ties
	if len(t.Groups)+len(t.Bundles)+len(t.Gaps)+len(t.Apart)+len(t.Same)+len(t.Limits)+len(t.DayGaps)+len(t.Clocks)+len(t.Budgets) == 0 && !p.byStarts() {
		return nil
	}
	n := len(p.Jobs)
	x := &tieIndex{comp: make([]int32, n), group: make([]int32, n), gaps: make([][]gapEnd, n),
		apart: make([][]int32, n), same: make([][]int32, n), limits: make([][]int32, n), shiftsOf: make([][]int32, p.Workers)}
	for s := range p.Shifts {
		w := p.Shifts[s].Worker
		x.shiftsOf[w] = append(x.shiftsOf[w], int32(s))
	}
	for _, pair := range t.Apart {
		x.apart[pair[0]] = append(x.apart[pair[0]], pair[1])
		x.apart[pair[1]] = append(x.apart[pair[1]], pair[0])
	}
	for _, pair := range t.Same {
		x.same[pair[0]] = append(x.same[pair[0]], pair[1])
		x.same[pair[1]] = append(x.same[pair[1]], pair[0])
	}
	x.days, x.clocks, x.budgets, x.timed = make([][]int32, n), make([][]int32, n), make([][]int32, n), make([]bool, n)
	for i, g := range t.DayGaps {
		for _, j := range [2]int32{g.First, g.Second} {
			x.days[j], x.timed[j] = append(x.days[j], int32(i)), true
		}
	}
	for i, g := range t.Clocks {
		for _, j := range [2]int32{g.First, g.Second} {
			x.clocks[j], x.timed[j] = append(x.clocks[j], int32(i)), true
		}
	}
	for i := range t.Budgets {
		for _, j := range t.Budgets[i].Jobs {
			x.budgets[j] = append(x.budgets[j], int32(i))
		}
	}
	for i := range t.Limits {
		for _, j := range t.Limits[i].Jobs {
			x.limits[j] = append(x.limits[j], int32(i))
		}
	}
	root := make([]int32, n)
	for j := range root {
		root[j], x.comp[j], x.group[j] = int32(j), -1, -1
	}
	find := func(j int32) int32 {
		for root[j] != j {
			root[j] = root[root[j]]
			j = root[j]
		}
		return j
	}
	tied := make([]bool, n)
	join := func(a, b int32) {
		tied[a], tied[b] = true, true
		a, b = find(a), find(b)
		root[max(a, b)] = min(a, b)
	}
	for i := range t.Gaps {
		g := &t.Gaps[i]
		join(g.First, g.Second)
		x.gaps[g.First] = append(x.gaps[g.First], gapEnd{g.Second, g.Min, g.Max, g.FromEnd, true})
		x.gaps[g.Second] = append(x.gaps[g.Second], gapEnd{g.First, g.Min, g.Max, g.FromEnd, false})
	}
	x.crew = make([]int32, n)
	for j := range x.crew {
		x.crew[j] = -1
	}
	for g, members := range t.Groups {
		for _, j := range members {
			join(members[0], j)
			x.crew[j] = int32(g)
		}
	}
	for _, members := range t.Bundles {
		for _, j := range members {
			join(members[0], j)
		}
	}
	x.findSets(t, n)
	for j := range root {
		if !tied[j] {
			continue
		}
		r := find(int32(j))
		if x.comp[r] < 0 {
			x.comp[r] = int32(len(x.comps))
			x.comps = append(x.comps, nil)
		}
		x.comp[j], x.timed[j] = x.comp[r], true
		x.comps[x.comp[j]] = append(x.comps[x.comp[j]], int32(j))
	}
	for c := range x.comps {
		x.arrange(p, c)
	}
	x.findClasses(t, n)
	if x.all = p.byStarts(); x.all {
		for j := range x.timed {
			x.timed[j] = true
		}
	}
	x.moving = x.all || len(t.Gaps)+len(t.DayGaps)+len(t.Clocks) > 0
	return x
}

// findClasses joins the jobs outside components that must have one worker, or
// few.
func (x *tieIndex) findClasses(t *Ties, n int) {
	x.class = make([]int32, n)
	for j := range x.class {
		x.class[j] = -1
	}
	for j := range n {
		if x.class[j] >= 0 || x.comp[j] >= 0 || len(x.same[j])+len(x.limits[j]) == 0 {
			continue
		}
		c := int32(len(x.classes))
		list := []int32{int32(j)}
		x.class[j] = c
		add := func(o int32) {
			if x.class[o] < 0 && x.comp[o] < 0 && len(list) < mostClass {
				x.class[o] = c
				list = append(list, o)
			}
		}
		for i := 0; i < len(list); i++ {
			for _, o := range x.same[list[i]] {
				add(o)
			}
			for _, l := range x.limits[list[i]] {
				for _, o := range t.Limits[l].Jobs {
					add(o)
				}
			}
		}
		slices.Sort(list)
		x.classes = append(x.classes, list)
	}
	for c, list := range x.classes {
		if len(list) == 1 {
			x.class[list[0]], x.classes[c] = -1, nil
		}
	}
}

// mostClass bounds the jobs dealt with at once as a class.
const mostClass = 100

// findSets joins crews and bundles which share jobs.
func (x *tieIndex) findSets(t *Ties, n int) {
	of := make([]int32, n)
	for j := range of {
		of[j] = -1
	}
	for _, members := range slices.Concat(t.Groups, t.Bundles) {
		all := slices.Clone(members)
		for _, j := range members {
			if g := of[j]; g >= 0 {
				all = append(all, x.sets[g]...)
				x.sets[g] = nil
			}
		}
		slices.Sort(all)
		all = slices.Compact(all)
		for _, j := range all {
			of[j] = int32(len(x.sets))
		}
		x.sets = append(x.sets, all)
	}
	x.sets = slices.DeleteFunc(x.sets, func(l []int32) bool { return len(l) == 0 })
	for g, members := range x.sets {
		for _, j := range members {
			x.group[j] = int32(g)
		}
	}
}

// untimed reports whether job x starts when it likes and costs what it costs
// alone, whoever has to do it.
func (x *tieIndex) untimed(j int32) bool { return !x.timed[j] && len(x.budgets[j]) == 0 }

// roams reports whether who does a job and in which order is all that matters:
// nothing ties the times of jobs together.
func (x *tieIndex) roams() bool { return !x.moving && len(x.sets) == 0 }

// ties reports whether anything ties job x to others.
func (x *tieIndex) ties(j int32) bool {
	return !x.untimed(j) || len(x.apart[j])+len(x.same[j])+len(x.limits[j]) > 0
}

// arrange puts the members of a component into an order in which each can be
// put in after those it follows, crews together, and derives their offsets.
func (x *tieIndex) arrange(p *Problem, c int) {
	members := x.comps[c]
	at := make(map[int32]int, len(members))
	for i, j := range members {
		at[j] = i
	}
	n := len(members)
	// dist[i*n+k] is the longest known least time from start i to start k.
	dist := make([]int32, n*n)
	for i := range dist {
		dist[i] = -Never
	}
	for i, j := range members {
		dist[i*n+i] = 0
		for _, g := range x.gaps[j] {
			if !g.first {
				continue
			}
			k, d := at[g.other], int32(0)
			if g.fromEnd {
				d = p.DurationKinds[0][j]
			}
			if g.min > -Never {
				dist[i*n+k] = max(dist[i*n+k], g.min+d)
			}
			if g.max < Never {
				dist[k*n+i] = max(dist[k*n+i], -g.max-d)
			}
		}
	}
	if n <= maxClosure {
		for m := range n {
			for i := range n {
				if dist[i*n+m] == -Never {
					continue
				}
				for k := range n {
					if d := dist[m*n+k]; d > -Never {
						dist[i*n+k] = max(dist[i*n+k], dist[i*n+m]+d)
					}
				}
			}
		}
	}
	// Begin with a member which none has to precede.
	first := 0
	for i := range n {
		free := true
		for k := range n {
			free = free && dist[k*n+i] <= 0
		}
		if free {
			first = i
			break
		}
	}
	key := func(j int32) int64 {
		lead := j
		if g := x.group[j]; g >= 0 {
			lead = x.sets[g][0]
		}
		d := dist[first*n+at[lead]]
		if d == -Never {
			d = 0
		}
		return int64(d)<<32 + int64(lead)
	}
	slices.SortStableFunc(members, func(a, b int32) int {
		if ka, kb := key(a), key(b); ka != kb {
			if ka < kb {
				return -1
			}
			return 1
		}
		return int(a - b)
	})
	offsets, units := make([]window, n), []int32{0}
	for i, j := range members {
		from, to := dist[at[members[0]]*n+at[j]], dist[at[j]*n+at[members[0]]]
		offsets[i] = window{lo: from, hi: Never}
		if to > -Never {
			offsets[i].hi = -to
		}
		if i > 0 && (x.group[j] < 0 || x.group[j] != x.group[members[i-1]]) {
			units = append(units, int32(i))
		}
	}
	x.offset = append(x.offset, offsets)
	x.unit = append(x.unit, append(units, int32(n)))
}

// maxClosure is the largest component for which offsets are closed under
// addition; in larger ones they are those of direct gaps.
const maxClosure = 64
