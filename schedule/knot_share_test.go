package schedule_test

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// knotPlan is a plan of the twin: an order for each shift in use, with times.
type knotPlan struct {
	missed [roster.MandatoryTier + 1]int64
	total  int64
	served []bool
	orders []*knotOrder // by shift, nil: not used
	starts []int64      // by visit
}

func (a *knotPlan) less(b *knotPlan) bool {
	return (&truth{missed: a.missed, total: a.total}).less(&truth{missed: b.missed, total: b.total})
}

// solve returns the best of all plans that are no worse than one given, nil
// where there is none.
func (k *knot) solve(given *knotPlan) *knotPlan {
	type choice struct {
		plan *knotPlan
		set  int
	}
	var choices []choice
	for served := range 1 << len(k.jobs) {
		c := choice{plan: &knotPlan{served: make([]bool, len(k.jobs))}}
		for j := range k.jobs {
			job := &k.p.Jobs[j]
			switch value := int64(k.view.Value(job)); {
			case served>>j&1 > 0:
				c.plan.served[j] = true
				c.set |= (1<<k.jobs[j].end - 1) &^ (1<<k.jobs[j].first - 1)
			case job.Mandatory:
				c.plan.missed[roster.MandatoryTier]++
			case job.Tier > 0:
				c.plan.missed[job.Tier] += value
			default:
				c.plan.total += value * roster.PointsPerUnit
			}
		}
		if k.least[0][c.set] < far && !given.less(c.plan) && k.bothServed(c.plan.served) && k.affordable(c.plan.served) {
			choices = append(choices, c)
		}
	}
	slices.SortStableFunc(choices, func(a, b choice) int {
		switch {
		case a.plan.missed != b.plan.missed && a.plan.less(b.plan):
			return -1
		case a.plan.missed != b.plan.missed:
			return 1
		}
		return int(max(-1, min(1, a.plan.total+k.least[0][a.set]-b.plan.total-k.least[0][b.set])))
	})
	for _, c := range choices {
		if k.best != nil && k.best.missed != c.plan.missed {
			break // whoever misses more comes later
		}
		k.bound = far
		if c.plan.missed == given.missed {
			k.bound = given.total + 1
		}
		if k.best != nil {
			k.bound = k.best.total
		}
		k.share(c.plan, c.set, 0, c.plan.total, make([]int, len(k.shifts)))
	}
	return k.best
}

// bothServed checks the links which ask for both jobs or neither.
func (k *knot) bothServed(served []bool) bool {
	for _, l := range k.p.Links {
		if l.Kind == roster.BothServed && served[k.job(l.First)] != served[k.job(l.Second)] {
			return false
		}
	}
	return true
}

// affordable checks what customers can spend.
func (k *knot) affordable(served []bool) bool {
	spent := map[string]roster.Money{}
	for j, is := range served {
		if c := k.jobs[j].customer; is && c.MaxSpend != nil {
			if spent[c.ID] += k.jobs[j].price; spent[c.ID] > *c.MaxSpend {
				return false
			}
		}
	}
	return true
}

func (k *knot) job(id string) int {
	return slices.IndexFunc(k.p.Jobs, func(j roster.Job) bool { return j.ID == id })
}

// share deals the visits of a set out to shift s and later ones.
func (k *knot) share(plan *knotPlan, set, s int, cost int64, sets []int) {
	if cost+k.least[s][set] >= k.bound || k.tired() {
		return
	}
	if s == len(k.shifts) {
		k.arrange(plan, sets)
		return
	}
	for own := set; ; own = (own - 1) & set {
		if c := k.shifts[s].best[own]; c < far && k.inTurn(s, own, sets) {
			sets[s] = own
			k.share(plan, set&^own, s+1, cost+c, sets)
			sets[s] = 0
		}
		if own == 0 {
			return
		}
	}
}

// inTurn lets the members of a crew, who are alike, come in the order of
// shifts, and nobody be there twice.
func (k *knot) inTurn(s, own int, sets []int) bool {
	for v := range k.visits {
		if own>>v&1 == 0 {
			continue
		}
		j := &k.jobs[k.visits[v].job]
		for m := j.first; m < j.end; m++ {
			for o := range s {
				if sets[o]>>m&1 > 0 && (m > v || k.shifts[o].wi == k.shifts[s].wi) {
					return false
				}
			}
		}
		// Those before it must have been dealt out.
		for m := j.first; m < v; m++ {
			if !slices.ContainsFunc(sets[:s], func(x int) bool { return x>>m&1 > 0 }) {
				return false
			}
		}
	}
	return true
}

// workersOf returns who visits a job.
func (k *knot) workersOf(job int, sets []int) (list []int) {
	for s, set := range sets {
		for v := k.jobs[job].first; v < k.jobs[job].end; v++ {
			if set>>v&1 > 0 {
				list = append(list, k.shifts[s].wi)
			}
		}
	}
	return list
}

// lawful checks what the share alone decides: roles, incompatible members,
// locks, links and limits of workers, days in a row.
func (k *knot) lawful(plan *knotPlan, sets []int) bool {
	workers := make([][]int, len(k.jobs))
	for j := range k.jobs {
		if plan.served[j] {
			workers[j] = k.workersOf(j, sets)
			if !k.crewFits(j, workers[j]) {
				return false
			}
		}
	}
	common := func(a, b int) (n int) {
		for _, w := range workers[a] {
			if slices.Contains(workers[b], w) {
				n++
			}
		}
		return n
	}
	for _, l := range k.p.Links {
		a, b := k.job(l.First), k.job(l.Second)
		if !plan.served[a] || !plan.served[b] {
			continue
		}
		switch l.Kind {
		case roster.SameWorker:
			if common(a, b) != min(len(workers[a]), len(workers[b])) {
				return false
			}
		case roster.DifferentWorker:
			if common(a, b) > 0 {
				return false
			}
		}
	}
	for _, l := range k.p.WorkerLimits {
		seen := map[int]bool{}
		for _, id := range l.Jobs {
			for _, w := range workers[k.job(id)] {
				seen[w] = true
			}
		}
		if len(seen) > l.Max {
			return false
		}
	}
	return k.daysInRow(sets)
}

// crewFits checks locks, incompatible members and roles of a crew.
func (k *knot) crewFits(job int, workers []int) bool {
	for _, id := range k.jobs[job].lockedTo {
		if !slices.ContainsFunc(workers, func(w int) bool { return k.p.Workers[w].ID == id }) {
			return false
		}
	}
	for _, a := range workers {
		for _, b := range workers {
			if slices.Contains(k.p.Workers[a].IncompatibleWorkers, k.p.Workers[b].ID) {
				return false
			}
		}
	}
	if k.jobs[job].crew == nil {
		return true
	}
	return dealt(k.jobs[job].crew.Roles, workers, k.p.Workers)
}

// dealt reports whether roles can be given to different workers.
func dealt(roles []roster.Role, workers []int, all []roster.Worker) bool {
	if len(roles) == 0 {
		return true
	}
	for i, w := range workers {
		if able(&all[w], roles[0].Requirements) && dealt(roles[1:], slices.Delete(slices.Clone(workers), i, i+1), all) {
			return true
		}
	}
	return false
}

// daysInRow checks how many days each worker works one after the other.
func (k *knot) daysInRow(sets []int) bool {
	most := roster.DefaultMaxDaysInRow
	if k.p.Rules.MaxDaysInRow != nil {
		most = *k.p.Rules.MaxDaysInRow
	}
	first := roster.DateOf(k.p.Horizon.Start.In(k.view.Zone))
	for w := range k.p.Workers {
		row := 0
		for _, e := range k.p.History.Ledger {
			if e.Worker == k.p.Workers[w].ID {
				row = e.DaysInRow
			}
		}
		for day := range 10 {
			works := false
			for s, sh := range k.shifts {
				works = works || sh.wi == w && sets[s] != 0 && sh.day.DaysSince(first) == day
			}
			if row++; !works {
				row = 0
			}
			if works && row > most {
				return false
			}
		}
	}
	return true
}

// arrange tries the orders of every route for a share of the visits.
func (k *knot) arrange(plan *knotPlan, sets []int) {
	if !k.lawful(plan, sets) {
		return
	}
	base := plan.total + k.distinct(plan, sets)
	orders := make([]*knotOrder, len(sets))
	var next func(s int, cost int64)
	next = func(s int, cost int64) {
		rest := int64(0)
		for o := s; o < len(sets); o++ {
			rest += k.shifts[o].best[sets[o]]
		}
		if cost+rest >= k.bound || k.tired() {
			return
		}
		if s == len(sets) {
			k.time(plan, orders, cost)
			return
		}
		if sets[s] == 0 {
			orders[s] = nil
			next(s+1, cost)
			return
		}
		for i := range k.shifts[s].orders[sets[s]] {
			orders[s] = &k.shifts[s].orders[sets[s]][i]
			next(s+1, cost+orders[s].cost)
		}
	}
	next(0, base)
}

// distinct prices the workers of each customer beyond the first.
func (k *knot) distinct(plan *knotPlan, sets []int) int64 {
	cost := int64(0)
	for i := range k.p.Customers {
		seen := map[int]bool{}
		for j := range k.jobs {
			if plan.served[j] && k.jobs[j].customer.ID == k.p.Customers[i].ID {
				for _, w := range k.workersOf(j, sets) {
					seen[w] = true
				}
			}
		}
		cost += int64(max(0, len(seen)-1)) * int64(k.weights.DistinctWorkers) * roster.PointsPerUnit
	}
	return cost
}
