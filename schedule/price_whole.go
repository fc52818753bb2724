package schedule

import (
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// missedBreaks prices the breaks of a route which are due and left out.
func missedBreaks(shift *roster.Shift, r *roster.Route) (sum roster.Points) {
	rested := r.Depart
	for i := range shift.Breaks {
		b := &shift.Breaks[i]
		taken := false
		for s := range r.Stops {
			if stop := &r.Stops[s]; stop.Kind == roster.BreakStop && stop.Break == b.ID {
				rested, taken = stop.End, true
			}
		}
		due := !r.Depart.After(b.Latest) && r.Return.After(b.Latest) &&
			(b.AfterWork == 0 || seconds(rested, b.Latest) > b.AfterWork)
		if due && !taken && b.SkipPrice != nil {
			sum += b.SkipPrice.Points()
		}
	}
	return sum
}

// got is what the routes of a worker come to.
type got struct {
	work, load, travel roster.Duration
	pay                roster.Points
	unpopular          int
}

// plus is what it comes to with as much more, times a factor.
func (g *got) plus(o *got, factor int) *got {
	times := roster.Duration(factor)
	return &got{g.work + times*o.work, g.load + times*o.load, g.travel + times*o.travel,
		g.pay + roster.Points(factor)*o.pay, g.unpopular + factor*o.unpopular}
}

// gotOf sums up the routes of each worker with a shift.
func (k *packed) gotOf(plan *roster.Plan) map[int]*got {
	p := k.view.Problem
	all := map[int]*got{}
	for i := range p.Workers {
		if len(p.Workers[i].Shifts) > 0 {
			all[i] = &got{}
		}
	}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		wi, _ := k.view.WorkerIndex(r.Worker)
		g := all[wi]
		k.count(g, r, r.Parts)
	}
	for _, g := range all {
		g.load += g.travel
	}
	return all
}

// isLiveIn reports whether a route serves a live-in job.
func (k *packed) isLiveIn(r *roster.Route) bool {
	for i := range r.Stops {
		if j, ok := k.view.JobIndex(r.Stops[i].Job); ok && r.Stops[i].Kind == roster.VisitStop {
			return k.view.Service(&k.view.Problem.Jobs[j]).LiveIn
		}
	}
	return false
}

// workOf returns the working time of a route.
func (k *packed) workOf(r *roster.Route) roster.Duration {
	if k.isLiveIn(r) {
		return 0
	}
	shift := k.shiftOf(r)
	work := seconds(r.Depart, r.Return)
	for s := range r.Stops {
		stop := &r.Stops[s]
		if stop.Kind != roster.BreakStop {
			continue
		}
		for i := range shift.Breaks {
			if shift.Breaks[i].ID == stop.Break && !shift.Breaks[i].Paid {
				work -= seconds(stop.Start, stop.End)
			}
		}
	}
	return work
}

// shiftOf returns the shift of a route.
func (k *packed) shiftOf(r *roster.Route) *roster.Shift {
	wi, _ := k.view.WorkerIndex(r.Worker)
	w := &k.view.Problem.Workers[wi]
	for i := range w.Shifts {
		if w.Shifts[i].ID == r.Shift {
			return &w.Shifts[i]
		}
	}
	return nil
}

// count adds a route, with the parts of its cost.
func (k *packed) count(g *got, r *roster.Route, parts []roster.Part) {
	liveIn := k.isLiveIn(r)
	g.work += k.workOf(r)
	g.travel += r.ReturnTravel
	for s := range r.Stops {
		stop := &r.Stops[s]
		g.travel += stop.Travel
		if stop.Kind == roster.VisitStop {
			if !liveIn {
				g.load += seconds(stop.Start, stop.End)
			}
			if k.unpopular(stop.Start) {
				g.unpopular++
			}
		}
	}
	for _, part := range parts {
		switch part.Code {
		case roster.PartPay, roster.PartOvertimePay, roster.PartShiftPay, roster.PartVisitPay, roster.PartDistancePay:
			g.pay += part.Points
		}
	}
}

// fairness adds what a worker with so much costs times a factor.
func (k *packed) fairness(b *bill, worker int, g *got, factor roster.Points) {
	fair := k.core.Overall.Fair
	if fair == nil {
		return
	}
	has := [...]int64{core.FairHours: int64(g.work), core.FairPay: int64(g.pay),
		core.FairTravel: int64(g.travel), core.FairUnpopular: int64(g.unpopular)}
	for kind, part := range fairParts {
		b.add(part, factor*roster.Points(fair.Cost(worker, kind, has[kind])))
	}
}

// priceWhole adds to a bill what no route has alone.
func (k *packed) priceWhole(plan *roster.Plan, b *bill) {
	weights := &k.view.Weights
	if weights.WorstLatePerHour != 0 {
		b.add(roster.PartWorstLate, roster.Points(worstLate(plan))*weights.WorstLatePerHour.PerHour())
	}
	if weights.WorstIdlePerHour != 0 {
		b.add(roster.PartWorstIdle, roster.Points(k.worstIdle(plan))*weights.WorstIdlePerHour.PerHour())
	}
	if weights.DistinctWorkers != 0 {
		for _, workers := range k.visited(plan) {
			b.add(roster.PartDistinct, roster.Points(len(workers)-1)*weights.DistinctWorkers.Points())
		}
	}
	if weights.BalancePerHour == 0 && k.core.Overall.Fair == nil {
		return
	}
	all := k.gotOf(plan)
	n, sum := int64(len(all)), int64(0)
	for _, g := range all {
		sum += int64(g.load)
	}
	for w, g := range all {
		apart := n*int64(g.load) - sum
		b.add(roster.PartBalance, roster.Points((max(apart, -apart)+n-1)/n)*weights.BalancePerHour.PerHour())
		k.fairness(b, w, g, 1)
	}
}

// fairParts are the parts of the score for the kinds of fairness.
var fairParts = [...]string{core.FairHours: roster.PartFairHours, core.FairPay: roster.PartFairPay,
	core.FairTravel: roster.PartFairTravel, core.FairUnpopular: roster.PartFairUnpopular}

func worstLate(plan *roster.Plan) (most roster.Duration) {
	for i := range plan.Routes {
		for s := range plan.Routes[i].Stops {
			most = max(most, plan.Routes[i].Stops[s].Late)
		}
	}
	return most
}

// worstIdle returns the longest idle time of any shift.
func (k *packed) worstIdle(plan *roster.Plan) (most roster.Duration) {
	used := map[*roster.Shift]bool{}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		shift := k.shiftOf(r)
		used[shift] = true
		idle := max(0, seconds(shift.Start, r.Depart)) + max(0, seconds(r.Return, shift.End))
		for s := range r.Stops {
			idle += r.Stops[s].Hold + r.Stops[s].Wait
		}
		most = max(most, idle)
	}
	p := k.view.Problem
	for i := range p.Workers {
		for s := range p.Workers[i].Shifts {
			if shift := &p.Workers[i].Shifts[s]; !used[shift] {
				most = max(most, seconds(shift.Start, shift.End))
			}
		}
	}
	return most
}

// visited counts the visits of each worker to each customer.
func (k *packed) visited(plan *roster.Plan) map[string]map[string]int {
	out := map[string]map[string]int{}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		for s := range r.Stops {
			if r.Stops[s].Kind != roster.VisitStop {
				continue
			}
			j, _ := k.view.JobIndex(r.Stops[s].Job)
			c := k.view.Problem.Jobs[j].Customer
			if out[c] == nil {
				out[c] = map[string]int{}
			}
			out[c][r.Worker]++
		}
	}
	return out
}

// spreadFigures tells who serves whom, and how far the workers are apart.
func (k *packed) spreadFigures(plan *roster.Plan, f *roster.Figures) {
	visits, distinct, main := 0, 0, 0
	visited := k.visited(plan)
	for _, workers := range visited {
		distinct += len(workers)
		most := 0
		for _, n := range workers {
			visits += n
			most = max(most, n)
		}
		main += most
	}
	f.DistinctWorkersPermille = permille(distinct, len(visited), 0)
	f.MainWorkerPermille = permille(main, visits, 0)
	f.WorstLate, f.WorstIdle = worstLate(plan), k.worstIdle(plan)
	first := true
	least, most := roster.Duration(0), roster.Duration(0)
	for _, g := range k.gotOf(plan) {
		if first {
			least, most, first = g.work, g.work, false
		}
		least, most = min(least, g.work), max(most, g.work)
		f.UnpopularVisits += g.unpopular
	}
	f.HoursSpread = most - least
}
