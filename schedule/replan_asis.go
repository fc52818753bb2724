package schedule

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// asIs is the published plan in its order, without what the events took from
// it: jobs whose workers may not come any more, and as few others as could not
// start within the tolerance. nil where that has no plan. kept are the jobs
// which are to stay.
func (r *mending) asIs(kept map[string]bool) *repair {
	orders, starts, err := r.k.load(r.published)
	if err != nil {
		return nil
	}
	problem := *r.derived
	problem.Jobs = slices.Clone(problem.Jobs)
	barred := map[[2]string]bool{}
	for range 4 {
		held, shut := r.holding(kept, problem.Jobs)
		r.dropBarred(orders, shut, barred)
		res := r.inOrder(held, orders, starts)
		if res == nil {
			return nil
		}
		plan := r.whole(r.k.unpriced(res))
		if r.tooEarly(plan, &problem, barred) {
			continue
		}
		if !r.accepts(plan) {
			return nil
		}
		return &repair{plan: plan}
	}
	return nil
}

// holding is the derived problem's core with the starts of kept jobs bound to
// the tolerance and to their releases in jobs; shut are those for which that
// leaves none.
func (r *mending) holding(kept map[string]bool, jobs []roster.Job) (*core.Problem, map[int32]bool) {
	p := *r.k.core
	p.Jobs, p.Windows = slices.Clone(p.Jobs), slices.Clone(p.Windows)
	shut := map[int32]bool{}
	for j := range jobs {
		if !kept[jobs[j].ID] {
			continue
		}
		from, until := r.around(r.turns[jobs[j].ID])
		lo, hi := r.k.secondUp(laterOf(from, jobs[j].Release)), r.k.second(until)
		first, end := r.k.visits.of(j)
		for x := first; x < end; x++ {
			job := &p.Jobs[x]
			at := int32(len(p.Windows))
			windows := p.Windows[job.Win0:job.Win1]
			if len(windows) == 0 {
				windows = []core.Window{{Lo: lo, Hi: hi, EndBy: core.Never}}
			}
			for _, w := range windows {
				if w.Lo, w.Hi = max(w.Lo, lo), min(w.Hi, hi); w.Lo <= w.Hi {
					p.Windows = append(p.Windows, w)
				}
			}
			job.Win0, job.Win1 = at, int32(len(p.Windows))
			if job.Win0 == job.Win1 {
				shut[int32(j)] = true
			}
		}
	}
	return &p, shut
}

// dropBarred takes out of the orders the jobs which are shut, or of which
// somebody may not come any more, or not in time.
func (r *mending) dropBarred(orders [][]int32, shut map[int32]bool, barred map[[2]string]bool) {
	n := len(r.k.core.Jobs)
	for s, order := range orders {
		worker := r.derived.Workers[r.k.shifts[s].worker].ID
		for _, x := range order {
			if int(x) < n && (!r.k.eligible(x, s) || barred[[2]string{worker, r.k.job(x).ID}]) {
				shut[r.k.visits.jobOf[x]] = true
			}
		}
	}
	for s := range orders {
		orders[s] = slices.DeleteFunc(orders[s], func(x int32) bool { return int(x) < n && shut[r.k.visits.jobOf[x]] })
		if !slices.ContainsFunc(orders[s], func(x int32) bool { return int(x) < n }) {
			orders[s] = nil
		}
	}
}

// inOrder times each order by itself, and takes jobs out where that cannot be
// done; nil where it cannot without what has to stay.
func (r *mending) inOrder(p *core.Problem, orders [][]int32, starts []int32) *core.Result {
	desk, bad := core.NewDesk(p, nil, starts)
	if bad >= 0 {
		return nil
	}
	res := &core.Result{}
	served := make([]bool, len(p.Jobs))
	for s := range orders {
		if len(orders[s]) == 0 {
			continue
		}
		t := r.possible(desk, int32(s), orders[s])
		if t == nil {
			return nil
		}
		visits := false
		for _, e := range t.Events {
			if e.Node >= 0 && int(e.Node) < len(p.Jobs) {
				served[e.Node], visits = true, true
			}
		}
		if visits {
			res.Timetables = append(res.Timetables, *t)
		}
	}
	for x := range served {
		if !served[x] {
			res.Absent = append(res.Absent, int32(x))
		}
	}
	return res
}

// possible times an order without one of its jobs where it cannot be done with
// all, or with as many as go together, the dearest first, where one is not
// enough; nil where those which have to stay cannot be done.
func (r *mending) possible(desk *core.Desk, shift int32, order []int32) *core.Timetable {
	timed := func(order []int32) (*core.Timetable, bool) {
		if len(order) == 0 { // a shift which is not used need not have times
			return &core.Timetable{Shift: shift}, true
		}
		t, _, ok := desk.Timetable(shift, order)
		return t, ok
	}
	if t, ok := timed(order); ok {
		return t
	}
	jobs := r.k.core.Jobs
	loose := func(x int32) bool {
		return int(x) < len(jobs) && !r.fixed[r.k.job(x).ID] && !desk.Tied(x) && r.k.view.CrewSize(r.k.job(x)) == 1
	}
	worth := func(a, b int32) int {
		return cmp.Or(cmp.Compare(jobs[a].Miss, jobs[b].Miss), cmp.Compare(jobs[a].Value, jobs[b].Value))
	}
	some := slices.DeleteFunc(slices.Clone(order), func(x int32) bool { return !loose(x) })
	slices.SortStableFunc(some, worth)
	without := func(out func(int32) bool) []int32 { return slices.DeleteFunc(slices.Clone(order), out) }
	for _, x := range some {
		if t, ok := timed(without(func(y int32) bool { return y == x })); ok {
			return t
		}
	}
	gone := map[int32]bool{}
	for _, x := range some {
		gone[x] = true
	}
	var best *core.Timetable
	if t, ok := timed(without(func(y int32) bool { return gone[y] })); ok {
		best = t
	} else {
		return nil
	}
	for _, x := range slices.Backward(some) {
		delete(gone, x)
		if t, ok := timed(without(func(y int32) bool { return gone[y] })); ok {
			best = t
		} else {
			gone[x] = true
		}
	}
	return best
}

// accepts reports whether a plan keeps what is fixed and every rule. Of a
// region that is asked about the whole, at last.
func (r *mending) accepts(plan *roster.Plan) bool {
	return r.keepsFixed(plan) && (r.outer != nil ||
		roster.Check(r.derived, plan, roster.CheckOptions{Roads: r.hooks.roads, Rulebook: r.hooks.rulebook}).OK())
}

// keepsFixed reports whether what is fixed is in its place.
func (r *mending) keepsFixed(plan *roster.Plan) bool {
	now := turnsOf(plan)
	for _, f := range r.applied.Fixed {
		if t := now[f.Job]; t == nil || !t.Start.Equal(f.Start) || !sameCrew(t.Workers, f.Workers) {
			return false
		}
	}
	return true
}
