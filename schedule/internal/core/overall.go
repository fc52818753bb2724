package core

import (
	"math"
	"math/bits"
)

// share is what a route adds to the costs which no route has alone.
type share struct {
	// late is the largest lateness, idle the idle time of the shift, load its
	// travel and service time.
	late, idle, load int32
	// fair is what its worker gets.
	fair [fairKinds]int64
}

// Priced reports whether anything of o costs.
func (o *Overall) Priced() bool {
	return o.WorstLate > 0 || o.WorstIdle > 0 || o.Balance > 0 || o.Distinct > 0 || o.Fair != nil
}

// shareOf derives the share of route r from its times.
func (e *engine) shareOf(r *route, t *Timetable) share {
	sh := &e.p.Shifts[r.shift]
	if r.empty() {
		return share{idle: max(0, sh.End-sh.Start)}
	}
	x := share{idle: max(0, t.Depart-sh.Start) + max(0, sh.End-t.Return), load: t.Travel}
	visits, fees := int64(0), int64(0)
	for i := range t.Events {
		ev := &t.Events[i]
		x.idle += ev.Hold + ev.Start - ev.Arrive
		x.load += ev.Travel
		if ev.Node < 0 || int(ev.Node) >= len(e.p.Jobs) {
			continue
		}
		if !sh.LiveIn {
			x.load += ev.End - ev.Start
			x.fair[FairTravel] -= int64(ev.End - ev.Start)
		}
		late, _ := e.p.Outside(ev.Node, ev.Start)
		x.late = max(x.late, late)
		visits++
		if f := e.p.Overall.Fair; f != nil {
			if f.Unpopular(ev.Start) {
				x.fair[FairUnpopular]++
			}
			if e.p.Fee != nil {
				fees += e.p.Fee(r.shift, ev.Node)
			}
		}
	}
	if e.p.Overall.Fair != nil {
		work := int64(e.work(t))
		if sh.LiveIn {
			work = 0
		}
		x.fair[FairHours] = work
		x.fair[FairTravel] += int64(x.load)
		metres := e.detourMetres(t, sh)
		c := &e.p.Classes[sh.Class]
		for i := 1; i < len(r.stops); i++ {
			metres += int64(e.p.arc(c, r.stops[i-1].place, r.stops[i].place).Metres)
		}
		x.fair[FairPay] = sh.Pay.Work*work + sh.Pay.Over*int64(max(0, t.Return-sh.End)) + sh.Pay.Metre*metres +
			sh.Pay.Shift + sh.Pay.Visit*visits + fees
	}
	return x
}

// cost prices what worker w has of all kinds in a plan.
func (f *Fair) cost(w int, has *[fairKinds]int64) int64 {
	sum := int64(0)
	for k := range f.Price {
		sum += f.Cost(w, k, has[k])
	}
	return sum
}

// Cost prices what worker w has of kind k in a plan.
func (f *Fair) Cost(w, k int, has int64) int64 {
	if f.Price[k] == 0 {
		return 0
	}
	return fairCost(f.Price[k], f.Unit[k], f.amount(w, k, has))
}

// amount returns x' of worker w and kind k, with has in the plan.
func (f *Fair) amount(w, k int, has int64) int64 {
	if k == FairPay {
		has /= f.PayUnit
	}
	return min(100*min(has+f.Before[w][k], math.MaxInt64/200)/f.Percent[w], mostFair)
}

// The bounds of an amount and of its cost.
const (
	mostFair     = 1 << 46
	mostFairCost = 1 << 48
)

// fairCost returns ⌊price·x²/(2·unit²)⌋, at most mostFairCost.
func fairCost(price, unit, x int64) int64 {
	// price·x ≤ 2³⁵·2⁴⁶, so it takes two words, and times x three.
	hi, lo := bits.Mul64(uint64(price), uint64(x))
	if hi > 0 && x > 0 && hi >= math.MaxUint64/uint64(x) {
		return mostFairCost
	}
	top, low := bits.Mul64(lo, uint64(x))
	mid := hi*uint64(x) + top
	if mid < top {
		return mostFairCost
	}
	d := uint64(2 * unit * unit)
	if mid >= d {
		return mostFairCost
	}
	q, _ := bits.Div64(mid, low, d)
	return int64(min(q, mostFairCost))
}

// Outside tells how late or early a start of a job is: the cheaper of late
// after a preferred window that has passed and early before one to come.
func (p *Problem) Outside(job, start int32) (late, early int32) {
	pref := p.Preferred[p.Jobs[job].Pref0:p.Jobs[job].Pref1]
	if len(pref) == 0 {
		return 0, 0
	}
	late, early = Never, Never
	for _, w := range pref {
		switch {
		case w.Lo <= start && start <= w.Hi:
			return 0, 0
		case w.Hi < start:
			late = min(late, start-w.Hi)
		default:
			early = min(early, w.Lo-start)
		}
	}
	if late < Never && (early == Never || int64(late)*p.LateCost <= int64(early)*p.EarlyCost) {
		return late, 0
	}
	return 0, early
}

// whole holds what the overall costs of a state go by.
type whole struct {
	// workers are those with a shift; load and has are scratch of theirs.
	workers int64
	counts  []bool
	load    []int64
	has     [][fairKinds]int64
	// bias is what a second of work more would add to the cost of fairness.
	bias []int64
	// jobsOf lists the jobs of each customer; seen marks workers.
	jobsOf [][]int32
	seen   []int32
	turn   int32
	// turns are the times at which starts become unpopular or cease to be.
	turns []int32
}

func newWhole(p *Problem) *whole {
	if !p.Overall.Priced() {
		return nil
	}
	w := &whole{load: make([]int64, p.Workers),
		has: make([][fairKinds]int64, p.Workers), bias: make([]int64, p.Workers), seen: make([]int32, p.Workers)}
	w.counts = make([]bool, p.Workers)
	for s := range p.Shifts {
		if x := p.Shifts[s].Worker; !w.counts[x] {
			w.counts[x] = true
			w.workers++
		}
	}
	w.findTurns(p)
	if p.Overall.Distinct > 0 {
		for j := range p.Jobs {
			c := int(p.Jobs[j].Customer)
			for len(w.jobsOf) <= c {
				w.jobsOf = append(w.jobsOf, nil)
			}
			w.jobsOf[c] = append(w.jobsOf[c], int32(j))
		}
	}
	return w
}

// turnStep is the longest stretch of unpopular starts which may go unnoticed.
const turnStep = 900

// findTurns fills turns.
func (w *whole) findTurns(p *Problem) {
	f := p.Overall.Fair
	if f == nil || f.Price[FairUnpopular] == 0 || len(p.Shifts) == 0 {
		return
	}
	from, to := int32(Never), int32(-Never)
	for i := range p.Shifts {
		from, to = min(from, p.Shifts[i].Start), max(to, p.Shifts[i].Last)
	}
	was := f.Unpopular(from)
	for t := from; t < to; t += turnStep {
		if f.Unpopular(t+turnStep) == was {
			continue
		}
		lo, hi := t, t+turnStep
		for lo+1 < hi {
			if mid := lo + (hi-lo)/2; f.Unpopular(mid) == was {
				lo = mid
			} else {
				hi = mid
			}
		}
		w.turns = append(w.turns, hi)
		was = !was
	}
}

// fewJobs is up to how many jobs each step looks at what starts cost the plan
// as a whole; in larger problems only the end of the search does.
const fewJobs = 24

// fewBlink is the chance, in 1/65536, that a spot is overlooked there: what
// the plan as a whole costs is no part of the price of a spot.
const fewBlink = 8192

// shy draws the part of their value which optional jobs may cost, that those
// stay out at times which pay by themselves, but not in the plan as a whole.
func (s *search) shy() float64 {
	if s.finder.Next()&3 > 0 {
		return 1
	}
	return s.finder.float()
}

// goesByStarts reports whether any cost of the plan as a whole does.
func (o *Overall) goesByStarts() bool {
	return o.WorstLate > 0 || o.Fair != nil && o.Fair.Price[FairUnpopular] > 0
}

// byStarts reports whether the search chooses the start of every job.
func (p *Problem) byStarts() bool { return len(p.Jobs) <= fewJobs && p.Overall.goesByStarts() }

// overall prices the shares of all routes, which have been looked at. O(shifts + jobs of customers).
func (s *state) overall() int64 {
	p, w := s.p, s.whole
	o := &p.Overall
	late, idle := int32(0), int32(0)
	for i := range s.routes {
		x := &s.routes[i].share
		late, idle = max(late, x.late), max(idle, x.idle)
	}
	cost := o.WorstLate*int64(late) + o.WorstIdle*int64(idle)
	if o.Balance > 0 {
		clear(w.load)
		sum := int64(0)
		for i := range s.routes {
			x := int64(s.routes[i].share.load)
			w.load[p.Shifts[i].Worker] += x
			sum += x
		}
		for i, x := range w.load {
			if w.counts[i] {
				d := w.workers*x - sum
				cost += o.Balance * ((max(d, -d) + w.workers - 1) / w.workers)
			}
		}
	}
	if o.Fair != nil {
		clear(w.has)
		for i := range s.routes {
			has := &w.has[p.Shifts[i].Worker]
			for k, x := range s.routes[i].share.fair {
				has[k] += x
			}
		}
		for i := range w.has {
			if w.counts[i] {
				cost += o.Fair.cost(i, &w.has[i])
				w.bias[i] = o.Fair.slope(i, &w.has[i])
			}
		}
	}
	for c := range w.jobsOf {
		cost += o.Distinct * int64(max(0, s.distinct(int32(c))-1))
	}
	return cost
}

// slope returns about what a second of work more costs worker w.
func (f *Fair) slope(w int, has *[fairKinds]int64) int64 {
	if f.Price[FairHours] == 0 {
		return 0
	}
	x := f.amount(w, FairHours, has[FairHours])
	return int64(float64(f.Price[FairHours]) * float64(x) / float64(f.Unit[FairHours]*f.Unit[FairHours]))
}

// distinct counts the workers of a customer.
func (s *state) distinct(c int32) int {
	w := s.whole
	w.turn++
	n := 0
	for _, j := range w.jobsOf[c] {
		if r := s.routeOf[j]; r >= 0 {
			if x := s.p.Shifts[r].Worker; w.seen[x] != w.turn {
				w.seen[x] = w.turn
				n++
			}
		}
	}
	return n
}

// bias estimates what job x of dur seconds adds to the overall costs in a
// route, beyond what the route's price says.
func (s *state) bias(r, x, dur int32) int64 {
	w, o := s.whole, &s.p.Overall
	worker := s.p.Shifts[r].Worker
	cost := int64(0)
	if o.Fair != nil {
		cost = w.bias[worker] * int64(dur)
	}
	if o.Distinct > 0 {
		others := false
		for _, j := range w.jobsOf[s.p.Jobs[x].Customer] {
			if q := s.routeOf[j]; q >= 0 {
				if s.p.Shifts[q].Worker == worker {
					return cost
				}
				others = true
			}
		}
		if others {
			cost += o.Distinct
		}
	}
	return cost
}

// assess looks at the routes changed in a step and prices over.
func (s *state) assess() {
	if s.whole == nil {
		return
	}
	for _, r := range s.trailOf[:s.trailLen] {
		s.look(&s.routes[r])
	}
	s.over = s.overall()
}

// assessAll looks at all routes, as far as anything asks for it, and prices
// over.
func (s *state) assessAll() {
	if s.whole == nil && s.law == nil {
		return
	}
	for r := range s.routes {
		s.look(&s.routes[r])
	}
	if s.whole != nil {
		s.over = s.overall()
	}
}
