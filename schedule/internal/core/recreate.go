package core

import (
	"math"
	"slices"
)

// The orders in which absent jobs are put back.
const (
	byChance = iota
	byDemand
	byFar
	byClose
	byWidth
	byStart
	byEnd
	byChoices
	byLength
	orders
)

// recreate puts the jobs in s.out back, with some that were absent before,
// each at its cheapest spot, in an order drawn by chance. An optional job
// stays out where its spot costs as much as its value. It gives up, and returns
// false, as soon as the step cannot be accepted any more.
func (s *search) recreate() bool {
	s.addAbsentees()
	s.sortOut()
	// Jobs that pay only together never enter one by one: now and then a job
	// may enter at a loss, and the outcome of the step decides.
	eager := 1.0
	if s.optional && s.finder.float() < s.tune.eager {
		eager += float64(s.tune.eagerness * s.finder.float())
	} else if s.few {
		eager = s.shy()
	}
	if s.whole == nil && (s.tie == nil || s.tie.roams()) {
		return s.putAsFar(eager)
	}
	for _, x := range s.out {
		s.putIn(x, eager)
	}
	if s.tie != nil {
		s.mend()
	}
	return true
}

// putAsFar puts the jobs of s.out in, where routes are tied together by their
// workers at the most, and gives up as soon as the step cannot be accepted any
// more.
func (s *search) putAsFar(eager float64) bool {
	// What the jobs yet to come save, and serve, at the most. One which comes in
	// with another before its turn counts as yet to come until then.
	saved, served := int64(0), int64(0)
	for _, x := range s.out {
		saved += s.mostSaved(x)
		served += s.p.Jobs[x].Miss
	}
	for _, x := range s.out {
		// Serving more is accepted at any cost.
		if s.miss-served >= s.oldMiss && float64(s.cost-saved-s.oldCost) >= s.allowed {
			return false
		}
		saved -= s.mostSaved(x)
		served -= s.p.Jobs[x].Miss
		s.putIn(x, eager)
	}
	return true
}

// mostSaved returns by how much putting in absent job x lowers the cost at
// the most; negative where it raises it and x does not come in with another.
func (s *search) mostSaved(x int32) int64 {
	if v := s.p.Jobs[x].Value; v > 0 {
		return max(v-s.atLeast(x), 0)
	}
	if s.tie != nil {
		return 0
	}
	return -s.atLeast(x)
}

// putIn puts absent job x in at its cheapest spot, with all that is tied to
// it, unless it is optional and that costs eager times its value.
func (s *search) putIn(x int32, eager float64) {
	if s.tie != nil {
		if s.routeOf[x] >= 0 {
			return
		}
		if s.tie.comp[x] >= 0 {
			s.putTied(x, eager)
			return
		}
		if c := s.tie.class[x]; c >= 0 && s.unheld(c) {
			s.putClass(c, eager)
			return
		}
	}
	s.putOne(x, eager)
}

// putOne puts absent job x in at its cheapest spot, unless it is optional and
// that costs eager times its value.
func (s *search) putOne(x int32, eager float64) {
	for range mostTries {
		at := s.find(x)
		if !s.pays(x, &at, eager) || s.putAt(x, at) {
			break
		}
		// Look again, without the worker whom it is too much for.
		s.shun = append(s.shun, s.p.Shifts[at.route].Worker)
	}
	s.shun = s.shun[:0]
}

// pays reports whether there is a spot and job x is worth it.
func (s *search) pays(x int32, at *spot, eager float64) bool {
	job := &s.p.Jobs[x]
	return at.route >= 0 && (job.Miss > 0 || float64(at.delta) < eager*float64(job.Value))
}

// putAt carries out a spot for job x, at a time which leaves room for the
// jobs tied to it by the clock, and reports whether the labour laws let it
// stand; else x stays absent.
func (s *search) putAt(x int32, at spot) bool {
	if s.tie != nil && len(s.tie.clocks[x]) > 0 {
		start := s.startAt(&at, x)
		s.finder.only, s.finder.worker = true, s.p.Shifts[at.route].Worker
		at = s.findWithin(x, start, start+s.slackOf(x))
		s.finder.only = false
		if at.route < 0 {
			return true
		}
	}
	s.insertAt(x, at)
	if s.abides(at.route) {
		return true
	}
	s.one[0] = x
	s.takeOut(s.one[:])
	return false
}

// mostTries is how many workers are tried for a job where the labour laws of
// several shifts turn it away.
const mostTries = 4

// addAbsentees lists jobs that were absent before the ruin: all where they
// are few, else those near the jobs taken out and some at random.
func (s *search) addAbsentees() {
	before := len(s.oldAbsent)
	if before == 0 {
		return
	}
	if before <= s.tune.absentees {
		s.out = append(s.out, s.oldAbsent...)
		return
	}
	taken := s.out
	if len(taken) > 0 {
		seed := taken[s.finder.intn(len(taken))]
		for _, j := range s.neighbours(seed) {
			if len(s.out)-len(taken) >= s.tune.absentees {
				break
			}
			if i := s.posOf[j]; s.routeOf[j] < 0 && int(i) < before && s.oldAbsent[i] == j {
				s.out = append(s.out, j)
			}
		}
	}
	for range s.tune.absentees / 4 {
		j := s.oldAbsent[s.finder.intn(before)]
		if !slices.Contains(s.out, j) {
			s.out = append(s.out, j)
		}
	}
}

// sortOut puts s.out into an order drawn by the weights of the problem.
func (s *search) sortOut() {
	out := s.out
	for i := len(out) - 1; i > 0; i-- {
		k := s.finder.intn(i + 1)
		out[i], out[k] = out[k], out[i]
	}
	u := s.finder.intn(s.orderSum)
	order := 0
	for u >= s.orderWeights[order] {
		u -= s.orderWeights[order]
		order++
	}
	if order != byChance {
		for i, x := range out {
			s.keys = append(s.keys[:i], s.sortKey(order, x))
		}
		sortByKey(out, s.keys)
	}
	if s.mixed && s.finder.Next()&1 == 0 {
		for i, x := range out {
			s.keys = append(s.keys[:i], -s.p.Jobs[x].Miss)
		}
		sortByKey(out, s.keys)
	}
}

func (s *search) sortKey(order int, x int32) int64 {
	switch order {
	case byDemand:
		return -int64(s.p.Demand[int(x)*s.p.Types])
	case byFar:
		return -int64(s.remote[x])
	case byClose:
		return int64(s.remote[x])
	case byWidth:
		return int64(s.hi[x]) - int64(s.lo[x])
	case byStart:
		return int64(s.lo[x])
	case byEnd:
		return -int64(s.hi[x])
	case byChoices:
		return int64(s.choices[x])
	default:
		return -int64(s.p.DurationKinds[0][x])
	}
}

// sortByKey sorts a short list by key, keeping ties in order.
func sortByKey(list []int32, keys []int64) {
	for i := 1; i < len(list); i++ {
		x, k := list[i], keys[i]
		j := i
		for ; j > 0 && keys[j-1] > k; j-- {
			list[j], keys[j] = list[j-1], keys[j-1]
		}
		list[j], keys[j] = x, k
	}
}

// weighOrders decides how often each order is drawn (the weights of
// Christiaens & Vanden Berghe for windows, and choices where skills differ).
func (s *search) weighOrders() {
	w := &s.orderWeights
	*w = [orders]int{byChance: 4, byFar: 2, byClose: 1}
	if s.p.Types > 0 {
		w[byDemand] = 4
	}
	least, most := int32(math.MaxInt32), int32(0)
	windows, durations := false, false
	for j := range s.p.Jobs {
		least, most = min(least, s.choices[j]), max(most, s.choices[j])
		windows = windows || s.hi[j] < Never
		s.optional = s.optional || s.p.Jobs[j].Miss == 0
		durations = durations || s.p.DurationKinds[0][j] != s.p.DurationKinds[0][0]
		s.mixed = s.mixed || (s.p.Jobs[j].Miss > 0) != (s.p.Jobs[0].Miss > 0)
	}
	if windows {
		w[byWidth], w[byStart], w[byEnd] = 2, 2, 2
	}
	if least < most {
		w[byChoices] = 3
	}
	if durations {
		w[byLength] = 2
	}
	s.orderSum = 0
	for _, x := range w {
		s.orderSum += x
	}
}
