package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// explainRivals is for how many shifts, the cheapest, it is looked which jobs
// are in the way of an unassigned one.
const explainRivals = 8

// explainAll gives each unassigned job of a plan its class and reasons. Each
// is shown by construction on the plan as it is:
//
//   - impossible: alone on an empty day the job fits into no shift, locks and
//     freeze time left aside;
//   - blocked by locks: it fits somewhere without them, not with them, or not
//     beside locked jobs;
//   - left out for value: it fits, and the cheapest place costs its value or more;
//   - crowded out: it fits into no route, but would without the jobs named,
//     and the exchange would not make the plan better;
//   - not found: it fits, or an exchange with the jobs named would make the
//     plan better, or the time was up, or nothing is shown (judgeTied).
//
// The work is in passes: jobs which the gates keep from every shift; then
// whether each other job fits alone; then insertions. When over returns true
// (nil: never) the jobs not yet judged stay "not found".
func (k *packed) explainAll(plan *roster.Plan, res *core.Result, over func() bool) {
	if len(res.Absent) == 0 {
		return
	}
	for i := range plan.Unassigned {
		k.tell(plan, i, unknown())
	}
	if over != nil && over() {
		return
	}
	desk, bad := core.NewDesk(k.core, res.Orders(k.core), res.Starts(k.core))
	if bad >= 0 {
		panic("schedule: a route of the core cannot be done")
	}
	q := k.inquire(desk, over, explainRivals)
	var open []int
	jobs := k.jobsOf(res.Absent)
	for _, gatesOnly := range [2]bool{true, false} {
		for i, j := range jobs {
			x := q.hardest(j)
			if q.shut(x) != gatesOnly {
				continue
			}
			if q.over() {
				return
			}
			q.next()
			if !gatesOnly && q.possible(x) {
				open = append(open, i)
				continue
			}
			k.tell(plan, i, q.shutOut(x))
		}
	}
	slices.Sort(open)
	for _, i := range open {
		if q.over() {
			return
		}
		q.next()
		k.tell(plan, i, q.judge(q.hardest(jobs[i])))
	}
}

// enoughExplained bounds the reasons by a number of jobs, where the plan must
// not depend on the machine: all of a usual day, the first ones of a huge one.
func (k *packed) enoughExplained() func() bool {
	left := max(500, 2_000_000/max(1, len(k.shifts)))
	return func() bool {
		left--
		return left < 0
	}
}

// tell sets the verdict on unassigned job i.
func (k *packed) tell(plan *roster.Plan, i int, v verdict) {
	plan.Unassigned[i].Class, plan.Unassigned[i].Reasons = v.class, v.reasons
}
