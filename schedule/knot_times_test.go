package schedule_test

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// knotTimes finds the exact best times of given routes together.
//
// With the window of each job, the stretch of the day in which each visit
// starts, and the members of each crew who start first and end last all
// chosen, every rule bounds one start or the difference of two, and every cost
// is a sum of convex functions of a start or of such a difference, or the
// largest of some. Such a function (L♮-convex: Murota, "Discrete Convex
// Analysis", 2003, §7) is least where no set of starts can be moved together
// by one step, earlier or later, for less; all sets are tried.
type knotTimes struct {
	*knot
	plan   *knotPlan
	orders []*knotOrder
	served []int   // visits
	of     []int   // by visit: its number in served, -1
	dur    []int64 // of each served visit
	fixed  int64   // cost which times do not change

	lo, hi     []int64
	gaps       []knotGap
	unpopular  []bool
	x, y, best []int64
	least      int64
}

// knotGap asks for at least so much from the start of a to that of b.
type knotGap struct {
	a, b int
	min  int64
}

// knotSpell is a stretch of starts within one window and one day, popular or not.
type knotSpell struct {
	lo, hi    int64
	unpopular bool
	day       int
}

// time prices routes with all that binds them together and keeps the plan if
// it is the best so far. cost is what they cost each by itself.
func (k *knot) time(plan *knotPlan, orders []*knotOrder, cost int64) {
	t := &knotTimes{knot: k, plan: plan, orders: orders, of: make([]int, len(k.visits)), least: far}
	for v := range t.of {
		t.of[v] = -1
	}
	alone := int64(0)
	for _, o := range orders {
		if o == nil {
			continue
		}
		alone += o.cost
		t.fixed += o.static
		for i, v := range o.visits {
			t.of[v] = len(t.served)
			t.served, t.dur = append(t.served, v), append(t.dur, o.dur[i])
		}
	}
	apart := t.balance() + t.fair(nil)
	if cost+apart >= k.bound || k.tired() {
		return
	}
	n := len(t.served)
	t.lo, t.hi, t.unpopular = make([]int64, n), make([]int64, n), make([]bool, n)
	t.x, t.y = make([]int64, n), make([]int64, n)
	t.fixed += cost - alone + t.balance()
	t.routeGaps()
	t.chooseWindows(0, make([]int, n))
	if t.best == nil || t.least >= k.bound {
		return
	}
	k.bound = t.least
	found := *plan
	found.total, found.orders, found.starts = t.least, slices.Clone(orders), make([]int64, len(k.visits))
	for i, v := range t.served {
		found.starts[v] = t.best[i]
	}
	k.best = &found
}

// routeGaps adds what each route and each worker asks for.
func (t *knotTimes) routeGaps() {
	rest := orElse(t.p.Rules.MinRest, roster.DefaultMinRest)
	last := -1 // the worker's shift before
	for s, o := range t.orders {
		if o == nil {
			continue
		}
		sh := t.shifts[s]
		for i, v := range o.visits {
			a := t.of[v]
			t.lo[a], t.hi[a] = sh.start+o.leg[0], sh.last-o.dur[i]
			if i > 0 {
				b := t.of[o.visits[i-1]]
				t.gaps = append(t.gaps, knotGap{b, a, t.dur[b] + o.leg[i]})
			}
		}
		first, end := t.of[o.visits[0]], t.of[o.visits[len(o.visits)-1]]
		t.hi[end] = sh.last - o.home - t.dur[end]
		if sh.s.OnDuty {
			t.hi[end] = min(t.hi[end], sh.start+sh.maxWork-o.home-t.dur[end])
		} else {
			t.gaps = append(t.gaps, knotGap{end, first, o.leg[0] + o.home + t.dur[end] - sh.maxWork})
		}
		if last >= 0 && t.shifts[last].wi == sh.wi {
			// From the return of the one before to this departure.
			before := t.orders[last]
			end := t.of[before.visits[len(before.visits)-1]]
			free := t.dur[end] + before.home
			if t.shifts[last].day != sh.day {
				free += rest
			}
			if sh.s.OnDuty {
				t.hi[end] = min(t.hi[end], sh.start-free)
			} else {
				t.gaps = append(t.gaps, knotGap{end, first, free + o.leg[0]})
			}
		}
		last = s
	}
}

// chooseWindows tries the windows of the served jobs from job j on, and for
// each visit the spells of its window.
func (t *knotTimes) chooseWindows(j int, days []int) {
	if j == len(t.jobs) {
		t.chooseEnds(0, days)
		return
	}
	if !t.plan.served[j] {
		t.chooseWindows(j+1, days)
		return
	}
	for _, w := range t.jobs[j].windows {
		t.chooseSpells(j, t.jobs[j].first, w, days)
	}
}

func (t *knotTimes) chooseSpells(j, v int, w knotWindow, days []int) {
	if v == t.jobs[j].end {
		t.chooseWindows(j+1, days)
		return
	}
	a := t.of[v]
	lo, hi := t.lo[a], t.hi[a]
	for _, s := range t.spells(j, max(lo, w.from), min(hi, w.to, w.until-t.dur[a])) {
		t.lo[a], t.hi[a], t.unpopular[a], days[a] = s.lo, s.hi, s.unpopular, s.day
		t.chooseSpells(j, v+1, w, days)
	}
	t.lo[a], t.hi[a] = lo, hi
}

// spells cuts a stretch of starts where the day or its popularity changes, as
// far as that matters.
func (t *knotTimes) spells(j int, lo, hi int64) (list []knotSpell) {
	if lock := t.jobs[j].lock; lock >= 0 {
		lo, hi = max(lo, lock), min(hi, lock+t.jobs[j].tolerance)
	}
	unpopular := t.weights.Fairness[roster.FairUnpopular] > 0
	byDay := slices.ContainsFunc(t.p.Links, func(l roster.Link) bool {
		return (l.Kind == roster.DaysApart || l.Kind == roster.SameTime) && (t.job(l.First) == j || t.job(l.Second) == j)
	})
	for at := lo; at <= hi; at += 300 {
		local := time.Unix(t.base+at, 0).In(t.view.Zone)
		s := knotSpell{at, at, unpopular && isUnpopular(t.p.Rules.Unpopular, local), 0}
		if byDay {
			s.day = int(at / 86400)
		}
		if n := len(list); n > 0 && list[n-1].unpopular == s.unpopular && list[n-1].day == s.day {
			list[n-1].hi = at
		} else {
			list = append(list, s)
		}
	}
	return list
}

// isUnpopular reports whether a time of a clock on the wall is unpopular.
func isUnpopular(list []roster.UnpopularTime, local time.Time) bool {
	clock := roster.Duration(local.Hour()*3600 + local.Minute()*60 + local.Second())
	return slices.ContainsFunc(list, func(u roster.UnpopularTime) bool {
		return (len(u.Weekdays) == 0 || slices.Contains(u.Weekdays, local.Weekday())) && u.From <= clock && clock < u.To
	})
}

// chooseEnds tries who of each crew starts first and who ends last, from job j
// on, and then ties the jobs.
func (t *knotTimes) chooseEnds(j int, days []int) {
	firsts, lasts := make([]int, len(t.jobs)), make([]int, len(t.jobs))
	var next func(j int)
	next = func(j int) {
		for j < len(t.jobs) && !t.plan.served[j] {
			j++
		}
		if j == len(t.jobs) {
			t.tie(firsts, lasts, days)
			return
		}
		job := &t.jobs[j]
		if !t.clocked(j) {
			mark := len(t.gaps)
			for a := job.first; a < job.end; a++ {
				for b := job.first; b < job.end; b++ {
					t.gaps = append(t.gaps, knotGap{t.of[a], t.of[b], -job.tolerance})
				}
			}
			next(j + 1)
			t.gaps = t.gaps[:mark]
			return
		}
		for first := job.first; first < job.end; first++ {
			for last := job.first; last < job.end; last++ {
				mark := len(t.gaps)
				firsts[j], lasts[j] = t.of[first], t.of[last]
				for v := job.first; v < job.end; v++ {
					a := t.of[v]
					t.gaps = append(t.gaps, knotGap{firsts[j], a, 0}, knotGap{a, firsts[j], -job.tolerance},
						knotGap{a, lasts[j], t.dur[a] - t.dur[lasts[j]]})
				}
				next(j + 1)
				t.gaps = t.gaps[:mark]
			}
			if job.tolerance == 0 {
				break
			}
		}
	}
	next(j)
}

// clocked reports whether anything goes by the start or the end of a job as a
// whole.
func (t *knotTimes) clocked(j int) bool {
	return t.jobs[j].lock >= 0 || slices.ContainsFunc(t.p.Links, func(l roster.Link) bool {
		a, b := t.job(l.First), t.job(l.Second)
		return (a == j || b == j) && t.plan.served[a] && t.plan.served[b] &&
			!slices.Contains([]roster.LinkKind{roster.SameWorker, roster.DifferentWorker, roster.BothServed}, l.Kind)
	})
}

// tie adds what locks and links ask for and finds the best times.
func (t *knotTimes) tie(firsts, lasts, days []int) {
	mark := len(t.gaps)
	defer func() { t.gaps = t.gaps[:mark] }()
	between := func(a, b int, min int64) { t.gaps = append(t.gaps, knotGap{a, b, min}) }
	hi := slices.Clone(t.hi)
	defer func() { t.hi = hi }()
	t.hi = slices.Clone(hi)
	for j := range t.jobs {
		if t.plan.served[j] && t.jobs[j].lock >= 0 {
			t.hi[firsts[j]] = min(t.hi[firsts[j]], t.jobs[j].lock)
		}
	}
	for _, l := range t.p.Links {
		a, b := t.job(l.First), t.job(l.Second)
		if !t.plan.served[a] || !t.plan.served[b] {
			continue
		}
		tolerance, from := int64(0), firsts[a]
		if l.MaxGap != nil {
			tolerance = int64(*l.MaxGap)
		}
		switch l.Kind {
		case roster.SameStart:
			between(firsts[a], firsts[b], -tolerance)
			between(firsts[b], firsts[a], -tolerance)
		case roster.StartToStart, roster.EndToStart:
			more := int64(0)
			if l.Kind == roster.EndToStart {
				from, more = lasts[a], t.dur[lasts[a]]
			}
			between(from, firsts[b], int64(l.MinGap)+more)
			if l.MaxGap != nil {
				between(firsts[b], from, -int64(*l.MaxGap)-more)
			}
		case roster.DaysApart:
			if apart := days[firsts[b]] - days[firsts[a]]; apart < l.MinDays || l.MaxDays > 0 && apart > l.MaxDays {
				return
			}
		case roster.SameTime:
			apart := int64(days[firsts[b]]-days[firsts[a]]) * 86400
			between(firsts[a], firsts[b], apart-tolerance)
			between(firsts[b], firsts[a], -apart-tolerance)
		}
	}
	t.descend()
}

// earliest sets x to the least starts which keep all gaps, false where there
// are none.
func (t *knotTimes) earliest() bool {
	for i := range t.x {
		t.x[i] = t.onGrid(i, t.lo[i])
	}
	for range len(t.x)*len(t.gaps) + 2 {
		moved := false
		for _, g := range t.gaps {
			if to := t.x[g.a] + g.min; t.x[g.b] < to {
				t.x[g.b], moved = t.onGrid(g.b, to), true
				if t.x[g.b] > t.hi[g.b] {
					return false
				}
			}
		}
		if !moved {
			return t.keeps(t.x)
		}
	}
	return false
}

// onGrid rounds a start up to where the job may start.
func (t *knotTimes) onGrid(i int, at int64) int64 {
	if t.jobs[t.visits[t.served[i]].job].lock >= 0 {
		return at
	}
	return (at + t.unit - 1) / t.unit * t.unit
}

// keeps reports whether starts are within their bounds and keep their gaps.
func (t *knotTimes) keeps(x []int64) bool {
	for i := range x {
		if x[i] < t.lo[i] || x[i] > t.hi[i] {
			return false
		}
	}
	for _, g := range t.gaps {
		if x[g.b] < x[g.a]+g.min {
			return false
		}
	}
	return true
}

// descend finds the best starts.
func (t *knotTimes) descend() {
	if !t.earliest() {
		return
	}
	cost := t.price(t.x)
	for step := 16 * t.unit; step >= t.unit; {
		better := false
		for set := 1; set < 1<<len(t.x); set++ {
			for _, by := range [2]int64{step, -step} {
				copy(t.y, t.x)
				for i := range t.y {
					if set>>i&1 > 0 {
						t.y[i] += by
					}
				}
				if !t.keeps(t.y) {
					continue
				}
				if c := t.price(t.y); c < cost {
					cost, better = c, true
					t.x, t.y = t.y, t.x
				}
			}
		}
		if !better {
			step /= 2
		}
	}
	if cost < t.least {
		t.least, t.best = cost, slices.Clone(t.x)
	}
}

// price returns the cost of starts.
func (t *knotTimes) price(x []int64) int64 {
	t.effort++
	cost, worstLate, worstIdle := t.fixed, int64(0), int64(0)
	for i, v := range t.served {
		c, late := t.startCost(t.visits[v].job, x[i])
		cost += c
		worstLate = max(worstLate, late)
	}
	for s, sh := range t.shifts {
		o := t.orders[s]
		if o == nil {
			worstIdle = max(worstIdle, sh.end-sh.start)
			continue
		}
		depart, back := t.ends(s, x)
		busy := o.ways + o.service
		cost += sh.rate*(back-depart) + sh.wait*(back-depart-busy) + sh.over*max(0, back-sh.end)
		worstIdle = max(worstIdle, depart-sh.start+back-depart-busy+max(0, sh.end-back))
	}
	cost += worstLate*int64(t.weights.WorstLatePerHour)*5 + worstIdle*int64(t.weights.WorstIdlePerHour)*5
	return cost + t.fair(x)
}

// ends returns departure and return of a shift.
func (t *knotTimes) ends(s int, x []int64) (depart, back int64) {
	o, sh := t.orders[s], t.shifts[s]
	last := t.of[o.visits[len(o.visits)-1]]
	depart = x[t.of[o.visits[0]]] - o.leg[0]
	if sh.s.OnDuty {
		depart = sh.start
	}
	return depart, x[last] + t.dur[last] + o.home
}

// balance prices how far the workers' loads are from their mean.
func (t *knotTimes) balance() int64 {
	loads, sum := map[int]int64{}, int64(0)
	for s, sh := range t.shifts {
		loads[sh.wi] += 0
		if o := t.orders[s]; o != nil {
			loads[sh.wi] += o.ways + o.service
			sum += o.ways + o.service
		}
	}
	n, seconds := int64(len(loads)), int64(0)
	for _, x := range loads {
		apart := n*x - sum
		seconds += (max(apart, -apart) + n - 1) / n
	}
	return seconds * int64(t.weights.BalancePerHour) * 5
}

// fair prices what the workers get with the starts x, or where that is nil the
// least they could get: no waiting, nothing unpopular.
func (t *knotTimes) fair(x []int64) int64 {
	if len(t.weights.Fairness) == 0 {
		return 0
	}
	cost := int64(0)
	for w := range t.p.Workers {
		has, shifts := [4]int64{}, 0 // hours, pay, travel, unpopular
		for _, e := range t.p.History.Ledger {
			if e.Worker == t.p.Workers[w].ID {
				has = [4]int64{int64(e.FairWork), int64(e.FairPay), int64(e.FairTravel), int64(e.FairUnpopular)}
			}
		}
		pay := int64(0)
		for s, sh := range t.shifts {
			if sh.wi != w {
				continue
			}
			shifts++
			o := t.orders[s]
			if o == nil {
				continue
			}
			work := o.ways + o.service
			if x != nil {
				depart, back := t.ends(s, x)
				work = back - depart
			}
			has[0] += work
			has[2] += o.ways
			if !t.weights.IgnorePay {
				pay += sh.fixed + int64(len(o.visits))*sh.perVisit + o.metres*int64(sh.w.Pay.PerKm)*18
			}
			for _, v := range o.visits {
				if x != nil && t.unpopular[t.of[v]] {
					has[3]++
				}
			}
		}
		if shifts == 0 {
			continue
		}
		has[1] += pay / roster.PointsPerUnit
		share := int64(t.p.Workers[w].SharePercent)
		if share == 0 {
			share = 100
		}
		for i, unit := range [4]int64{3600, 10000, 3600, 1} {
			price := int64(t.weights.Fairness[roster.FairKeys()[i]]) * roster.PointsPerUnit
			amount := 100 * has[i] / share
			cost += price * amount * amount / (2 * unit * unit)
		}
	}
	return cost
}
