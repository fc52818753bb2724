package roster

import "math/bits"

// priceWhole adds to the sums what only the plan as a whole costs.
func (c *checker) priceWhole(sums []Points) {
	weights := &c.costs.weights
	late := int64(0)
	for i := range c.traces {
		late = max(late, c.traces[i].worstLate)
	}
	sums[costWorstLate] = Points(late) * weights.WorstLatePerHour.PerHour()
	sums[costWorstIdle] = Points(c.worstIdle()) * weights.WorstIdlePerHour.PerHour()
	c.priceWorkers(sums)

	type pair struct{ customer, worker string }
	seen := map[pair]bool{}
	customers := map[string]bool{}
	for j := range c.visits {
		for _, v := range c.visits[j] {
			seen[pair{c.p.Jobs[j].Customer, c.plan.Routes[v.route].Worker}] = true
			customers[c.p.Jobs[j].Customer] = true
		}
	}
	sums[costDistinct] = Points(len(seen)-len(customers)) * weights.DistinctWorkers.Points()
}

// worstIdle returns the longest idle time of any shift, used or not.
func (c *checker) worstIdle() int64 {
	routes := make(map[*Shift]*trace, len(c.traces))
	for i := range c.traces {
		if s := c.traces[i].shift; s != nil {
			routes[s] = &c.traces[i]
		}
	}
	worst := int64(0)
	for w := range c.p.Workers {
		for s := range c.p.Workers[w].Shifts {
			shift := &c.p.Workers[w].Shifts[s]
			start, end := shift.Start.Unix(), shift.End.Unix()
			idle := end - start
			if t := routes[shift]; t != nil {
				idle = max(0, t.depart-start) + t.idle + max(0, end-t.back)
			}
			worst = max(worst, idle)
		}
	}
	return worst
}

// total is what the routes of one worker come to.
type total struct {
	load, work, travel int64 // seconds; load is travel and service
	pay                Points
	unpopular          int
}

// priceWorkers prices balance and fairness among the workers with a shift.
func (c *checker) priceWorkers(sums []Points) {
	totals := make(map[*Worker]*total, len(c.p.Workers))
	for i := range c.p.Workers {
		if len(c.p.Workers[i].Shifts) > 0 {
			totals[&c.p.Workers[i]] = &total{}
		}
	}
	n, all := int64(len(totals)), int64(0)
	for i := range c.traces {
		t := &c.traces[i]
		sum := totals[t.worker]
		if sum == nil {
			continue
		}
		sum.load += t.travel + t.service
		all += t.travel + t.service
		sum.work += t.work()
		sum.travel += t.travel
		sum.unpopular += t.unpopular
		for k := costPay; k <= costDistancePay; k++ {
			sum.pay += t.parts[k]
		}
	}
	weights := &c.costs.weights
	for w, sum := range totals {
		apart := max(n*sum.load-all, all-n*sum.load)
		sums[costBalance] += Points(divideUp(apart, n)) * weights.BalancePerHour.PerHour()
		entry := c.ledger[w.ID]
		if entry == nil {
			entry = &LedgerEntry{}
		}
		fair := func(key string, carried, planned, unit int64) Points {
			return fairCost(weights.Fairness[key], carried+planned, int64(w.SharePercent), unit)
		}
		sums[costFairHours] += fair(FairHours, int64(entry.FairWork), sum.work, 3600)
		sums[costFairPay] += fair(FairPay, int64(entry.FairPay), divideDown(int64(sum.pay), PointsPerUnit), 10_000)
		sums[costFairTravel] += fair(FairTravel, int64(entry.FairTravel), sum.travel, 3600)
		sums[costFairUnpopular] += fair(FairUnpopular, int64(entry.FairUnpopular), int64(sum.unpopular), 1)
	}
}

// fairCost is the law of Weights.Fairness for one worker, in 128 bits.
func fairCost(price Money, x, share, unit int64) Points {
	const mostShare, mostPoints = 1 << 46, maxFairCost
	if share <= 0 {
		share = 100
	}
	// Beyond 2⁵⁴ the share is beyond its bound, whatever the percentage.
	scaled := uint64(min(min(max(x, 0), 1<<54)*100/share, mostShare))
	points := uint64(min(max(price, 0), MaxFairness).Points()) // below 2³⁵
	high, low := bits.Mul64(scaled, scaled)
	carry, low := bits.Mul64(low, points)
	high = high*points + carry // below 2⁶³, since high is below 2²⁸
	divisor := uint64(2 * unit * unit)
	quotient, rest := high/divisor, high%divisor
	low, _ = bits.Div64(rest, low, divisor)
	if quotient > 0 || low > mostPoints {
		return mostPoints
	}
	return Points(low)
}
