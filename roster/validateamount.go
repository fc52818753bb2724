package roster

import (
	"fmt"
	"math"
	"math/bits"
	"time"
)

// tierLimit is the most states of all tiers together which fit one number:
// the product over the tiers of 1 + the sum of their values.
const tierLimit = 1 << 62

// scoreLimit is what no plan's score may exceed, in points.
const scoreLimit = 1 << 62

// amounts checks that no sum of amounts can overflow.
func (v *validator) amounts() {
	v.tiers()
	if worst := v.worstScore(); worst > scoreLimit {
		v.fault("", FaultScoreOverflow, nil, fmt.Sprintf(
			"the score of a plan could reach %.1e points, more than %.1e: use smaller weights, rates or values", worst, float64(scoreLimit)))
	}
}

// jobValue returns the value of a job left out, within bounds even where the
// problem's amounts are not.
func (v *validator) jobValue(j *Job, weights *Weights) Money {
	value := Money(0)
	if s, ok := v.serviceAt[j.Service]; ok {
		value = v.p.Catalogue[s].Price
	}
	if j.Price != nil {
		value = *j.Price
	}
	value += weights.Unassigned
	if j.Value != nil {
		value = *j.Value
	}
	if j.Tier > 0 {
		value = max(value, 1)
	}
	return min(max(value, 0), MaxMoney)
}

// tiers checks that the values of all tiers above 0, each in its greatest
// common unit, and the number of mandatory jobs fit one number side by side.
func (v *validator) tiers() {
	weights := v.p.EffectiveWeights()
	var sums, units [MandatoryTier + 1]uint64
	for i := range v.p.Jobs {
		switch j := &v.p.Jobs[i]; {
		case j.Mandatory:
			sums[MandatoryTier]++
		case j.Tier > 0 && j.Tier <= MaxTier:
			// 2^64 / MaxMoney is 18 million jobs; more saturate.
			value := uint64(v.jobValue(j, &weights))
			for a, b := units[j.Tier], value; ; a, b = b, a%b {
				if units[j.Tier] = a; b == 0 {
					break
				}
			}
			sum, carry := bits.Add64(sums[j.Tier], value, 0)
			if carry != 0 {
				sum = math.MaxUint64
			}
			sums[j.Tier] = sum
		}
	}
	states, size := uint64(1), 0.0
	for t, sum := range sums {
		if sum != math.MaxUint64 && units[t] > 1 {
			sum /= units[t]
		}
		size += math.Log2(float64(sum) + 1)
		high, low := bits.Mul64(states, sum+1)
		if states = low; high != 0 || sum == math.MaxUint64 || low > tierLimit {
			states = tierLimit + 1
		}
	}
	if states > tierLimit {
		v.fault("jobs", FaultTiersOverflow, nil, fmt.Sprintf(
			"the values of all tiers together take %.1f bits, more than 62: use smaller values or fewer tiers", size))
	}
}

// worstScore returns a bound on the points of any plan. It is counted in
// floating point, where nothing overflows unseen.
func (v *validator) worstScore() float64 {
	p := v.p
	weights := p.EffectiveWeights()
	money := func(m Money) float64 { return math.Max(0, float64(m)) }
	hours := func(from, to time.Time) float64 { return math.Max(0, to.Sub(from).Hours()) }

	criteria := 0.0
	for _, m := range weights.Criteria {
		criteria += money(m)
	}
	perHour := money(weights.TravelPerHour) + money(weights.WaitPerHour) + money(weights.OvertimePerHour)
	var visit, perKm, units float64 // the dearest visit and kilometre; the sum in minor units
	for i := range p.Workers {
		w := &p.Workers[i]
		visit = math.Max(visit, money(w.Pay.PerVisit))
		perKm = math.Max(perKm, money(w.Pay.PerKm))
		rate := perHour + math.Max(money(w.Pay.PerHour), money(w.Pay.OvertimePerHour))
		for s := range w.Shifts {
			shift := &w.Shifts[s]
			units += money(w.Pay.PerShift) + rate*(hours(shift.Start, shift.End)+math.Max(0, float64(shift.MaxOvertime)/3600))
		}
	}
	fee := 0.0
	for i := range p.Agencies {
		for _, s := range p.Agencies[i].SharesWith {
			fee = math.Max(fee, money(s.FeePerVisit))
		}
	}
	legKm := v.longestLeg() / 1000 * (perKm + money(weights.TravelPerKm))
	shifts := 0
	for i := range p.Workers {
		shifts += len(p.Workers[i].Shifts)
	}
	perVisit := visit + fee + 2*legKm
	for i := range p.Jobs {
		j := &p.Jobs[i]
		crew := v.crewSize(j)
		late := math.Max(money(weights.LatePerHour), money(weights.EarlyPerHour)) * farthest(j.Preferred, p.Horizon)
		units += math.Max(float64(v.jobValue(j, &weights)), crew*(criteria+perVisit+late))
	}
	units += 2*float64(shifts)*legKm + v.worstOfAll(&weights, perVisit)
	return units * PointsPerUnit
}

// worstOfAll returns a bound on what the plan as a whole may cost, in minor
// units, with what one visit may be paid at most.
func (v *validator) worstOfAll(weights *Weights, perVisit float64) float64 {
	p := v.p
	money := func(m Money) float64 { return math.Max(0, float64(m)) }
	visits, late := 0.0, 0.0
	for i := range p.Jobs {
		visits += v.crewSize(&p.Jobs[i])
		late = math.Max(late, farthest(p.Jobs[i].Preferred, p.Horizon))
	}
	ledger := make(map[string]LedgerEntry, len(p.History.Ledger))
	for _, e := range p.History.Ledger {
		ledger[e.Worker] = e
	}
	units, longest, total, workers := 0.0, 0.0, 0.0, 0.0
	var most, squares [4]float64 // of what each key counts without visits, in its units, and the sum of their squares
	fewest := 100.0              // the least SharePercent
	for i := range p.Workers {
		w := &p.Workers[i]
		hours, pay := 0.0, 0.0
		for s := range w.Shifts {
			shift := &w.Shifts[s]
			long := math.Max(0, shift.End.Sub(shift.Start).Hours()) + math.Max(0, float64(shift.MaxOvertime)/3600)
			hours, longest = hours+long, math.Max(longest, long)
			pay += money(w.Pay.PerShift)
			for b := range shift.Breaks {
				if price := shift.Breaks[b].SkipPrice; price != nil {
					units += money(*price)
				}
			}
		}
		if len(w.Shifts) == 0 {
			continue
		}
		workers++
		total += hours
		pay += hours * (math.Max(money(w.Pay.PerHour), money(w.Pay.OvertimePerHour)) + money(weights.OvertimePerHour))
		entry := ledger[w.ID]
		share := 100.0
		if w.SharePercent > 0 {
			share = float64(w.SharePercent)
		}
		fewest = math.Min(fewest, share)
		for k, x := range [4]float64{hours + float64(entry.FairWork)/3600, (pay + money(entry.FairPay)) / 10_000,
			hours + float64(entry.FairTravel)/3600, float64(entry.FairUnpopular)} {
			x *= 100 / share
			most[k] = math.Max(most[k], x)
			squares[k] += x * x
		}
	}
	units += money(weights.WorstLatePerHour)*late + money(weights.WorstIdlePerHour)*longest +
		money(weights.BalancePerHour)*2*(total+workers) + money(weights.DistinctWorkers)*visits
	for k, key := range FairKeys() {
		// The sum of squares is greatest where one worker has all that is free.
		free := [4]float64{0, visits * perVisit / 10_000, 0, visits}[k] * 100 / fewest
		bound := money(weights.Fairness[key]) * (squares[k] + (most[k]+free)*(most[k]+free)) / 2
		units += math.Min(bound, workers*maxFairCost/PointsPerUnit)
	}
	return units
}

// maxFairCost is what the cost of one worker in Weights.Fairness counts at most.
const maxFairCost = 1 << 48

// crewSize returns how many visits a job takes.
func (v *validator) crewSize(j *Job) float64 {
	crew := Crew{}
	if s, ok := v.serviceAt[j.Service]; ok {
		crew = v.p.Catalogue[s].Crew
	}
	if j.Crew != nil {
		crew = *j.Crew
	}
	return float64(max(1, crew.Size, len(crew.Roles)))
}

// farthest returns a bound on the hours from a start to the nearest of some
// windows. A start may lie a day beyond the horizon, in a shift's overtime.
func farthest(list []PreferredWindow, h Horizon) float64 {
	most := 0.0
	for _, w := range list {
		most = max(most, h.End.Sub(w.End).Hours()+24, w.Start.Sub(h.Start).Hours())
	}
	return most
}

// longestLeg returns a bound on the metres of any leg.
func (v *validator) longestLeg() float64 {
	t := &v.p.Travel
	longest := 0.0
	switch t.Kind {
	case MatrixTravel:
		for i := range t.Matrices {
			for _, row := range t.Matrices[i].Metres {
				for _, cell := range row {
					longest = math.Max(longest, float64(cell))
				}
			}
		}
	case RoadTravel:
		longest = 20_000_000
	default:
		detour := t.DetourPercent
		if detour == 0 {
			detour = DefaultDetourPercent
		}
		longest = 2 * 6_371_009 * float64(detour) / 100
	}
	return longest
}
