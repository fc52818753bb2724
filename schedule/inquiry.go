package schedule

import (
	"math"
	"math/bits"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// inquiry finds out why jobs are not served in a plan, one at a time, by
// questions to the core's desk.
type inquiry struct {
	k    *packed
	desk *core.Desk
	// fixed jobs are held by a lock of any kind.
	fixed []bool
	// over tells that the time is up; rivals is for how many shifts it is
	// looked which jobs stand in the way.
	over   func() bool
	rivals int

	// Answers of empty twins by their leader, good for one job: turn.
	turn        int32
	aloneTurn   []int32
	aloneCost   []int64
	barsTurn    []int32
	barsReason  []string
	order, gone []int32
}

func (k *packed) inquire(desk *core.Desk, over func() bool, rivals int) *inquiry {
	p, m := k.view.Problem, len(k.shifts)
	if over == nil {
		over = func() bool { return false }
	}
	q := &inquiry{k: k, desk: desk, over: over, rivals: rivals, fixed: make([]bool, len(k.core.Jobs)),
		aloneTurn: make([]int32, m), aloneCost: make([]int64, m), barsTurn: make([]int32, m), barsReason: make([]string, m)}
	for _, l := range p.Locks {
		for _, id := range append(slices.Clone(l.Sequence), l.Job) {
			if j, ok := k.view.JobIndex(id); ok {
				for x := k.visits.first[j]; x < k.visits.first[j+1]; x++ {
					q.fixed[x] = true
				}
			}
		}
	}
	return q
}

// verdict is a class with its reasons.
type verdict struct {
	class   roster.Class
	reasons []roster.Reason
}

// mostReasons is how many reasons a verdict has at most.
const mostReasons = 5

func because(class roster.Class, reasons ...roster.Reason) verdict {
	return verdict{class, reasons[:min(len(reasons), mostReasons)]}
}

// unknown is the verdict where nothing else is known.
func unknown() verdict {
	return because(roster.ClassNotFound, roster.Reason{Code: roster.ReasonNotFound})
}

// eligible reports whether the core lets a shift serve a job.
func (q *inquiry) eligible(x int32, s int) bool { return q.k.eligible(x, s) }

func (k *packed) eligible(x int32, s int) bool {
	c := k.core
	return c.Eligible[int(x)*c.Words+s>>6]>>(uint(s)&63)&1 != 0
}

// eachEligible calls f with the shifts which may serve a job, in order, until
// it returns false.
func (q *inquiry) eachEligible(x int32, f func(s int) bool) {
	c := q.k.core
	for w, word := range c.Eligible[int(x)*c.Words : (int(x)+1)*c.Words] {
		for ; word != 0; word &= word - 1 {
			if !f(w*64 + bits.TrailingZeros64(word)) {
				return
			}
		}
	}
}

// shut reports whether no shift is eligible for a job.
func (q *inquiry) shut(x int32) bool {
	shut := true
	q.eachEligible(x, func(int) bool { shut = false; return false })
	return shut
}

// hardest returns the visit of a job for which the fewest shifts are eligible:
// why it cannot be served speaks for its crew.
func (q *inquiry) hardest(job int32) int32 {
	first, end := q.k.visits.of(int(job))
	best, least := first, math.MaxInt
	for x := first; x < end; x++ {
		n := 0
		q.eachEligible(x, func(int) bool { n++; return true })
		if n < least {
			best, least = x, n
		}
	}
	return best
}

// next begins with another job.
func (q *inquiry) next() { q.turn++ }

// alone is Desk.Alone, asked once for all twins.
func (q *inquiry) alone(s int, x int32) (int64, bool) {
	lead := q.k.core.Shifts[s].Twin
	if q.aloneTurn[lead] != q.turn {
		q.aloneTurn[lead] = q.turn
		q.aloneCost[lead], _ = q.desk.Alone(int32(s), x)
	}
	return q.aloneCost[lead], q.aloneCost[lead] < core.Far
}

// possible reports whether some shift could serve a job alone, with all locks.
func (q *inquiry) possible(x int32) bool {
	ok := false
	q.eachEligible(x, func(s int) bool {
		_, ok = q.alone(s, x)
		return !ok
	})
	return ok
}

// barred tells why a job cannot be served even alone: because nobody could,
// or because of its locks or the freeze time.
func (q *inquiry) barred(x int32) verdict {
	k := q.k
	own, locked := k.ownWindows(x), k.lockedWindows(x)
	var bars, locks tally
	for s, ref := range k.shifts {
		if k.otherKind(s, x) {
			continue
		}
		lead := k.core.Shifts[s].Twin
		if q.barsTurn[lead] != q.turn {
			q.barsTurn[lead], q.barsReason[lead] = q.turn, k.bars(s, x, own)
		}
		if code := q.barsReason[lead]; code != "" {
			bars.add(code, ref.worker)
			continue
		}
		switch code := k.bars(s, x, locked); {
		case k.lockedAway(s, x):
			locks.add(roster.ReasonLockedToOther, ref.worker)
		case code == "":
			// Possible after all, in a way which the core does not know.
			locks.add(roster.ReasonNotFound, ref.worker)
		case q.started(x):
			locks.add(roster.ReasonStartLock, ref.worker)
		default:
			locks.add(roster.ReasonFrozen, ref.worker)
		}
	}
	for w := range k.view.Problem.Workers {
		if len(k.view.Problem.Workers[w].Shifts) == 0 {
			bars.add(roster.ReasonNoShift, w)
		}
	}
	switch {
	case len(bars.reasons)+len(locks.reasons) == 0: // no workers at all
		return because(roster.ClassImpossible, roster.Reason{Code: roster.ReasonNoShift})
	case len(locks.reasons) == 0:
		return because(roster.ClassImpossible, bars.sorted()...)
	case locks.has(roster.ReasonNotFound):
		return unknown()
	}
	return because(roster.ClassLocked, locks.sorted()...)
}

// started reports whether a lock fixes a job's start.
func (q *inquiry) started(x int32) bool {
	p := q.k.view.Problem
	return slices.ContainsFunc(p.Locks, func(l roster.Lock) bool { return l.Job == q.k.job(x).ID && !l.Start.IsZero() })
}

// lockedAway reports whether a lock on another worker closes a shift.
func (k *packed) lockedAway(s int, x int32) bool {
	first, last := k.days(s)
	return slices.Contains(k.gateReasons(k.shifts[s].worker, x, first, last), roster.ReasonLockedToOther)
}

// judge tells why a job is not served which somebody could serve alone. It
// looks no further once it has found a place that the search should have taken.
func (q *inquiry) judge(x int32) verdict {
	if c := q.k.core; q.desk.Tied(x) || c.Laws.Day != nil || c.Overall.Priced() {
		// More than its route decides whether it fits, or what it costs.
		return q.judgeTied(q.k.visits.jobOf[x])
	}
	job := &q.k.core.Jobs[x]
	best, fits := int64(core.Far), workers{q: q}
	missed := false
	q.eachEligible(x, func(s int) bool {
		if delta, ok := q.best(s, x); ok {
			fits.add(s)
			best = min(best, delta)
			missed = job.Miss > 0 || delta < job.Value
		}
		return !missed
	})
	switch {
	case missed:
		return unknown()
	case best < core.Far:
		return because(roster.ClassUnprofitable, roster.Reason{Code: roster.ReasonUnprofitable, Workers: fits.n,
			Points: roster.Points(best - job.Value)})
	}
	return q.crowded(x)
}

// best is Desk.Best; what an empty route costs is known.
func (q *inquiry) best(s int, x int32) (int64, bool) {
	if q.desk.Empty(int32(s)) {
		if _, ok := q.alone(s, x); !ok {
			return core.Far, false
		}
	}
	return q.desk.Best(int32(s), x)
}

// rival is a shift which could serve a job if it had not its own jobs.
type rival struct {
	shift int
	cost  int64
}

// crowded tells what stands in the way of a job which fits alone, but into
// no route: locked jobs, a sequence lock, or other jobs.
func (q *inquiry) crowded(x int32) verdict {
	var rivals []rival
	able := workers{q: q}
	route, mates := q.sequence(x)
	q.eachEligible(x, func(s int) bool {
		if cost, ok := q.alone(s, x); ok && (route < 0 || route == s) {
			rivals = append(rivals, rival{s, cost})
			able.add(s)
		}
		return true
	})
	slices.SortStableFunc(rivals, func(a, b rival) int {
		return int(max(-1, min(1, a.cost-b.cost)))
	})
	open := slices.DeleteFunc(slices.Clone(rivals), func(r rival) bool { return !q.besideLocked(r.shift, x) })
	switch {
	case len(open) == 0 && route >= 0:
		return because(roster.ClassLocked, roster.Reason{Code: roster.ReasonSequenceLock, Workers: able.n, Jobs: q.names(mates)})
	case len(open) == 0:
		if set, _, ok := q.nearest(x, rivals, nil); ok {
			return because(roster.ClassLocked, roster.Reason{Code: roster.ReasonCrowdedOut, Workers: able.n, Jobs: q.names(set)})
		}
		return unknown()
	}
	c := q.k.core
	loose := func(j int32) bool { return !q.fixed[j] }
	if miss := c.Jobs[x].Miss; miss > 0 {
		// Less important jobs would have to make room.
		set, _, ok := q.nearest(x, open, func(j int32) bool { return loose(j) && c.Jobs[j].Miss < miss })
		if ok && q.gains(x, set, 0) {
			return because(roster.ClassNotFound, roster.Reason{Code: roster.ReasonNotFound, Workers: able.n, Jobs: q.names(set)})
		}
	}
	set, delta, ok := q.nearest(x, open, loose)
	switch {
	case !ok:
		return unknown()
	case q.gains(x, set, delta):
		return because(roster.ClassNotFound, roster.Reason{Code: roster.ReasonNotFound, Workers: able.n, Jobs: q.names(set)})
	}
	return because(roster.ClassCrowdedOut, roster.Reason{Code: roster.ReasonCrowdedOut, Workers: able.n, Jobs: q.names(set)})
}

// gains reports whether serving x instead of the jobs of set, at a change of
// a route's cost, would make the plan better.
func (q *inquiry) gains(x int32, set []int32, delta int64) bool {
	job := &q.k.core.Jobs[x]
	miss := -job.Miss
	delta -= job.Value
	for _, j := range set {
		miss += q.k.core.Jobs[j].Miss
		delta += q.k.core.Jobs[j].Value
	}
	return miss < 0 || miss == 0 && delta < 0
}

// sequence returns the shift which serves the other jobs of a job's sequence
// lock, -1 where there is none, and these jobs.
func (q *inquiry) sequence(x int32) (shift int, mates []int32) {
	shift = -1
	if c := q.k.core.Jobs[x].Chain; c >= 0 {
		for _, j := range q.k.core.Chains[c] {
			if s := q.desk.Shift(j); j != x && s >= 0 {
				shift, mates = int(s), append(mates, j)
			}
		}
	}
	return shift, mates
}

// besideLocked reports whether a job that fits alone into a shift fits beside
// the locked jobs of its route.
func (q *inquiry) besideLocked(s int, x int32) bool {
	q.jobsOf(s)
	q.gone = q.gone[:0]
	held := false
	for _, j := range q.order {
		if held = held || q.fixed[j]; !q.fixed[j] {
			q.gone = append(q.gone, j)
		}
	}
	if !held {
		return true
	}
	_, ok := q.desk.BestWithout(int32(s), x, q.gone)
	return ok
}

// jobsOf fills q.order with the jobs of a route.
func (q *inquiry) jobsOf(s int) {
	n := int32(len(q.k.core.Jobs))
	q.order = slices.DeleteFunc(q.desk.Order(q.order[:0], int32(s)), func(node int32) bool { return node >= n })
}

func (q *inquiry) names(jobs []int32) []string {
	out := make([]string, len(jobs))
	for i, j := range jobs {
		out[i] = q.k.job(j).ID
	}
	return slices.Compact(out)
}

// workers counts different workers of shifts, which come in order.
type workers struct {
	q    *inquiry
	n    int
	last int
}

func (w *workers) add(s int) {
	if id := w.q.k.shifts[s].worker + 1; id != w.last {
		w.last = id
		w.n++
	}
}
