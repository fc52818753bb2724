package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// judgeTied tells why a job which is tied to others is not served, of which
// nothing shows that nobody could. What it says is shown by construction: a
// plan with the job, or with it instead of the jobs named, which the checker
// accepts. That it fits nowhere beside the others is shown by every stretch of
// time left on their routes.
func (q *inquiry) judgeTied(job int32) verdict {
	if v, shown := q.impossible(job); shown {
		return v
	}
	var unit []int32
	for _, j := range q.unitOf(job) {
		for x := q.k.visits.first[j]; x < q.k.visits.first[j+1]; x++ {
			unit = append(unit, x)
		}
	}
	now := q.planNow()
	if now == nil {
		return unproven()
	}
	if with := q.fit(unit); with != nil {
		switch cost, bound := with.Score.Total-now.Score.Total, q.dearAnyway(unit); {
		case betterScore(&with.Score, &now.Score):
			return unknown()
		case bound:
			return because(roster.ClassUnprofitable, roster.Reason{Code: roster.ReasonUnprofitable, Points: cost})
		}
		return unproven()
	}
	if q.mayFit(unit) {
		return unproven()
	}
	for _, gone := range q.inTheWay(unit) {
		if q.over() {
			break
		}
		with, ok := q.fitWithout(unit, gone)
		if !ok {
			continue
		}
		code := roster.ReasonCrowdedOut
		if q.desk.Tied(gone[0]) {
			code = roster.ReasonTiedJob
		}
		if betterScore(&with.Score, &now.Score) {
			return because(roster.ClassNotFound, roster.Reason{Code: roster.ReasonNotFound, Jobs: q.names(gone)})
		}
		return because(roster.ClassCrowdedOut, roster.Reason{Code: code, Jobs: q.names(gone)})
	}
	return unproven()
}

// shutOut tells why a visit, which cannot be done even alone, is not served:
// what stands in its own way or, where that is not shown, in that of its crew.
func (q *inquiry) shutOut(x int32) verdict {
	v := q.barred(x)
	if v.class == roster.ClassNotFound && q.desk.Tied(x) {
		return q.judgeTied(q.k.visits.jobOf[x])
	}
	return v
}

// betterScore reports whether score a is better than b.
func betterScore(a, b *roster.Score) bool {
	missed := func(s *roster.Score, tier int) roster.Money {
		for _, m := range s.Missed {
			if m.Tier == tier {
				return m.Value
			}
		}
		return 0
	}
	for tier := roster.MandatoryTier; tier > 0; tier-- {
		if x, y := missed(a, tier), missed(b, tier); x != y {
			return x < y
		}
	}
	return a.Total < b.Total
}

// planNow returns the plan on the desk, nil where the checker refuses it.
func (q *inquiry) planNow() *roster.Plan {
	k, res := q.k, &core.Result{}
	for x := range k.core.Jobs {
		if q.desk.Shift(int32(x)) < 0 {
			res.Absent = append(res.Absent, int32(x))
		}
	}
	for s := range k.shifts {
		if q.desk.Empty(int32(s)) {
			continue
		}
		t, _, ok := q.desk.Timetable(int32(s), q.desk.Order(nil, int32(s)))
		if !ok {
			return nil
		}
		res.Timetables = append(res.Timetables, *t)
	}
	plan := k.unpack(res)
	for i := range plan.Unassigned {
		k.tell(plan, i, unproven())
	}
	if roster.Check(k.view.Problem, plan, roster.CheckOptions{Roads: k.hooks.roads, Rulebook: k.hooks.rulebook}).Err() != nil {
		return nil
	}
	return plan
}

// fit returns a plan with the visits of unit beside all others, the cheapest
// found, nil where none is. The desk is left as it was.
func (q *inquiry) fit(unit []int32) (plan *roster.Plan) {
	best, at := int64(core.Far), int32(core.Never)
	times := q.timesOf(unit)
	for _, t := range times {
		if cost, undo := q.seat(unit, t); cost < best {
			best, at = cost, t
			undo()
		} else {
			undo()
		}
	}
	if best == core.Far {
		return nil
	}
	_, undo := q.seat(unit, at)
	plan = q.planNow()
	undo()
	return plan
}

// anyTime stands for a start of a unit whose time is free.
const anyTime = core.Never

// timesOf lists starts of the first visit of a unit which are worth a trial.
func (q *inquiry) timesOf(unit []int32) []int32 {
	if len(unit) == 1 {
		return []int32{anyTime}
	}
	var times []int32
	for _, x := range unit {
		if q.k.visits.jobOf[x] != q.k.visits.jobOf[unit[0]] {
			continue
		}
		q.eachEligible(x, func(s int) bool {
			for _, slot := range q.desk.Slots(nil, int32(s), x) {
				times = append(times, slot.Lo, slot.Hi)
			}
			return true
		})
	}
	slices.Sort(times)
	times = slices.Compact(times)
	most := q.atMost(mostAttempts)
	if n := len(times); n > most { // spread over the day
		for i := range most {
			times[i] = times[i*n/most]
		}
		times = times[:most]
	}
	return times
}

// seat puts the visits of a unit on the desk, one after the other at the
// cheapest place, the first at time t. It returns what that costs, Far where
// someone finds no place, and how to take them away again.
func (q *inquiry) seat(unit []int32, t int32) (cost int64, undo func()) {
	type route struct {
		shift int32
		order []int32
	}
	var before []route
	undo = func() {
		for i := len(before) - 1; i >= 0; i-- {
			q.desk.Restore(before[i].shift, before[i].order, unit...)
		}
	}
	for i, x := range unit {
		if i == 0 && t != anyTime {
			q.desk.Pin(x, core.Slot{Lo: t, Hi: t})
		}
		best, into := int64(core.Far), -1
		q.eachEligible(x, func(s int) bool {
			if delta, ok := q.desk.Best(int32(s), x); ok && delta < best {
				best, into = delta, s
			}
			return true
		})
		if into >= 0 {
			_, _ = q.desk.Best(int32(into), x)
			before = append(before, route{int32(into), q.desk.Order(nil, int32(into))})
			q.desk.Put(int32(into), x)
		}
		q.desk.Unpin(x)
		if into < 0 {
			return core.Far, undo
		}
		cost += best
	}
	return cost, undo
}

// dearAnyway reports whether a crew costs its value or more wherever its
// members go, each at the cheapest place there is at any time.
func (q *inquiry) dearAnyway(unit []int32) bool {
	o, value, cost := &q.k.core.Overall, int64(0), int64(0)
	if o.WorstLate > 0 || o.WorstIdle > 0 || o.Balance > 0 || q.k.visits.jobOf[unit[0]] != q.k.visits.jobOf[unit[len(unit)-1]] {
		return false // a job more may make these less, or share its way with another
	}
	for _, x := range unit {
		job := &q.k.core.Jobs[x]
		if job.Miss > 0 {
			return false
		}
		value += job.Value
		least := int64(core.Far)
		q.eachEligible(x, func(s int) bool {
			if delta, ok := q.desk.Best(int32(s), x); ok {
				least = min(least, delta)
			}
			return true
		})
		cost += least
	}
	return cost >= value
}

// mayFit reports whether the routes as they are leave every job of a unit
// enough workers at one time, as far as can be told.
func (q *inquiry) mayFit(unit []int32) bool {
	k := q.k
	for i := 0; i < len(unit); {
		first, end := k.visits.of(int(k.visits.jobOf[unit[i]]))
		crew := make([][]member, end-first)
		for x := first; x < end; x++ {
			q.eachEligible(x, func(s int) bool {
				if _, ok := q.desk.Best(int32(s), x); ok {
					crew[x-first] = append(crew[x-first], member{k.shifts[s].worker, q.desk.Slots(nil, int32(s), x)})
				}
				return true
			})
		}
		tolerance := int32(min(int64(k.crew(k.job(first)).StartTolerance), core.Latest))
		if q.together(crew, tolerance).most < int(end-first) {
			return false
		}
		i += int(end - first)
	}
	return true
}

// atMost returns a number of trials, or less where each asks many shifts.
func (q *inquiry) atMost(n int) int { return min(n, 2+40_000/max(1, len(q.k.shifts))) }

// mostInTheWay bounds the sets of jobs which are tried in the way of another.
const mostInTheWay = 40

// inTheWay lists sets of jobs without which a unit might fit: first those tied
// to it, then single jobs of those who could do it, then all of one's jobs.
func (q *inquiry) inTheWay(unit []int32) (sets [][]int32) {
	add := func(set []int32) {
		if len(set) > 0 && len(sets) < q.atMost(mostInTheWay) && !slices.ContainsFunc(sets, func(o []int32) bool { return slices.Equal(o, set) }) {
			sets = append(sets, set)
		}
	}
	whole := func(x int32) (set []int32) {
		for _, j := range q.unitOf(q.k.visits.jobOf[x]) {
			for y := q.k.visits.first[j]; y < q.k.visits.first[j+1]; y++ {
				if q.desk.Shift(y) < 0 || q.fixed[y] {
					return nil
				}
				set = append(set, y)
			}
		}
		return set
	}
	for _, x := range q.partners(unit) {
		add(whole(x))
	}
	shifts := map[int32]bool{}
	for _, x := range unit {
		q.eachEligible(x, func(s int) bool {
			if !shifts[int32(s)] && len(shifts) < q.rivals {
				shifts[int32(s)] = true
				q.jobsOf(s)
				for _, y := range slices.Clone(q.order) {
					add(whole(y))
				}
			}
			return true
		})
	}
	return sets
}

// partners lists the served visits outside a unit which links tie it to.
func (q *inquiry) partners(unit []int32) (list []int32) {
	t := &q.k.core.Ties
	tie := func(a, b int32) {
		for _, p := range [2][2]int32{{a, b}, {b, a}} {
			if slices.Contains(unit, p[0]) && !slices.Contains(unit, p[1]) && q.desk.Shift(p[1]) >= 0 && !slices.Contains(list, p[1]) {
				list = append(list, p[1])
			}
		}
	}
	for _, g := range t.Gaps {
		tie(g.First, g.Second)
	}
	for _, g := range t.DayGaps {
		tie(g.First, g.Second)
	}
	for _, c := range t.Clocks {
		tie(c.First, c.Second)
	}
	for _, pair := range slices.Concat(t.Apart, t.Same) {
		tie(pair[0], pair[1])
	}
	return list
}

// fitWithout is fit once the visits of gone are taken off the desk.
func (q *inquiry) fitWithout(unit, gone []int32) (*roster.Plan, bool) {
	back := q.desk.Snapshot()
	defer back()
	of := map[int32][]int32{}
	for _, x := range gone {
		of[q.desk.Shift(x)] = append(of[q.desk.Shift(x)], x)
	}
	for s := range q.k.shifts {
		list := of[int32(s)]
		if len(list) == 0 {
			continue
		}
		if _, ok := q.desk.Without(int32(s), list); !ok {
			return nil, false
		}
		q.desk.Restore(int32(s), slices.Clone(q.desk.Found()), list...)
	}
	plan := q.fit(unit)
	return plan, plan != nil
}
