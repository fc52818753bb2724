package roster

import (
	"fmt"
	"slices"
	"strings"
)

// costs is the price list of a problem.
type costs struct {
	weights Weights
	codes   []string // score parts in order: the fixed ones, criteria, own criteria by name
	// scores[k] is what the part codes[k] scores a visit; nil for fixed parts.
	scores []func(w *Worker, j *Job) int64
}

// The indices of the fixed parts in costs.codes, in the order of Parts.
const (
	costPay = iota
	costOvertimePay
	costShiftPay
	costVisitPay
	costDistancePay
	costTravelTime
	costTravelDistance
	costWait
	costLate
	costEarly
	costUnassigned
	costBreakMissed
	costWorstLate
	costWorstIdle
	costBalance
	costDistinct
	costFairHours
	costFairPay
	costFairTravel
	costFairUnpopular
)

// prepareCosts lists the parts of a score. A criterion counts where the
// weights name it with an amount other than 0.
func (c *checker) prepareCosts() {
	c.costs.weights = c.p.EffectiveWeights()
	c.costs.codes = []string{PartPay, PartOvertimePay, PartShiftPay, PartVisitPay, PartDistancePay, PartTravelTime,
		PartTravelDistance, PartWait, PartLate, PartEarly, PartUnassigned, PartBreakMissed, PartWorstLate, PartWorstIdle,
		PartBalance, PartDistinct, PartFairHours, PartFairPay, PartFairTravel, PartFairUnpopular}
	c.costs.scores = make([]func(*Worker, *Job) int64, len(c.costs.codes))
	add := func(name string, score func(*Worker, *Job) int64) {
		if c.costs.weights.Criteria[name] != 0 {
			c.costs.codes = append(c.costs.codes, name)
			c.costs.scores = append(c.costs.scores, score)
		}
	}
	add(SkillFit, c.skillFit)
	add(RatingCriterion, c.rating)
	add(ExperienceFit, c.experience)
	add(CustomerPreference, c.customerPreference)
	add(WorkerPreference, c.workerPreference)
	add(Continuity, c.continuity)
	add(Proximity, c.proximity)
	add(PunctualityRecord, c.punctuality)
	add(BudgetFit, c.budget)

	own := slices.Clone(c.opts.Rulebook.Criteria)
	slices.SortStableFunc(own, func(a, b Criterion) int { return strings.Compare(a.Name, b.Name) })
	for _, criterion := range own {
		if criterion.Score == nil || slices.Contains(c.costs.codes, criterion.Name) {
			c.invalid("rulebook.criteria[%.64q]", criterion.Name)
			continue
		}
		add(criterion.Name, func(w *Worker, j *Job) int64 {
			score := 0
			if !c.guard(func() { score = criterion.Score(c.p, w, j) }) {
				c.add(Violation{Code: ViolationOwnRule, Job: j.ID, Worker: w.ID, Part: criterion.Name})
			}
			return int64(min(max(score, 0), 1000))
		})
	}
}

// priceVisit adds the cost of a visit to its route and compares it with the
// stop's own parts, where it has some.
func (c *checker) priceVisit(t *trace, i int, job *Job, late, early int64) {
	w, weights := t.worker, &c.costs.weights
	parts := make([]Points, len(c.costs.codes))
	if !weights.IgnorePay {
		parts[costVisitPay] = w.Pay.PerVisit.Points()
		first, last := c.daysOf(t.route.Stops[i].Start.Unix(), t.route.Stops[i].End.Unix())
		if s, _ := c.sharing(w, job.Service, first, last); s != nil {
			parts[costVisitPay] += s.FeePerVisit.Points()
		}
	}
	parts[costLate] = Points(late) * weights.LatePerHour.PerHour()
	parts[costEarly] = Points(early) * weights.EarlyPerHour.PerHour()
	for k, score := range c.costs.scores {
		if score != nil {
			parts[k] = Points(weights.Criteria[c.costs.codes[k]]) * 18 * Points(1000-score(w, job))
		}
	}
	for k, points := range parts {
		t.parts[k] += points
	}
	if stated := t.route.Stops[i].Parts; len(stated) > 0 {
		c.compareParts(stated, c.partsOf(parts), t.blameStop(i, ViolationStopParts))
	}
}

// priceRoute adds what the route costs besides its visits, and compares the
// sum with the route's parts.
func (c *checker) priceRoute(t *trace) {
	pay, weights := &t.worker.Pay, &c.costs.weights
	overtime := Points(t.overtime())
	if !weights.IgnorePay {
		extra := pay.OvertimePerHour
		if pay.Basis != Salaried {
			t.parts[costPay] = Points(t.work()) * pay.PerHour.PerHour()
			extra = max(pay.OvertimePerHour, pay.PerHour) - pay.PerHour
		}
		t.parts[costOvertimePay] = overtime * extra.PerHour()
		if t.visits > 0 {
			t.parts[costShiftPay] = pay.PerShift.Points()
		}
		t.parts[costDistancePay] = Points(t.metres) * pay.PerKm.PerKilometre()
	}
	t.parts[costOvertimePay] += overtime * weights.OvertimePerHour.PerHour()
	t.parts[costTravelTime] = Points(t.travel) * weights.TravelPerHour.PerHour()
	t.parts[costTravelDistance] = Points(t.metres) * weights.TravelPerKm.PerKilometre()
	t.parts[costWait] = Points(t.idle+t.restocking) * weights.WaitPerHour.PerHour()

	parts := c.partsOf(t.parts)
	c.rep.RouteParts[t.index] = parts
	if !slices.Equal(t.route.Parts, parts) {
		c.compareParts(t.route.Parts, parts, t.blame(ViolationRouteParts))
	}
}

// partsOf lists the parts which are not 0.
func (c *checker) partsOf(points []Points) []Part {
	parts := []Part{}
	for k, p := range points {
		if p != 0 {
			parts = append(parts, Part{Code: c.costs.codes[k], Points: p})
		}
	}
	return parts
}

// compareParts reports each part which differs, or, where all amounts agree,
// that their order does.
func (c *checker) compareParts(stated, derived []Part, blame Violation) {
	if slices.Equal(stated, derived) {
		return
	}
	got := make(map[string]Points, len(stated))
	for _, p := range stated {
		got[p.Code] += p.Points
	}
	differs := false
	for _, p := range derived {
		if got[p.Code] != p.Points {
			c.add(blame.about(p.Code).with(int64(got[p.Code]), int64(p.Points), UnitPoints))
			differs = true
		}
		delete(got, p.Code)
	}
	for _, p := range stated {
		if points, left := got[p.Code]; left && points != 0 {
			c.add(blame.about(p.Code).with(int64(points), 0, UnitPoints))
			differs = true
			delete(got, p.Code)
		}
	}
	if !differs {
		c.add(blame.about(partOrder))
	}
}

// checkScore derives the plan's score from its routes and the jobs left out.
func (c *checker) checkScore() {
	sums := make([]Points, len(c.costs.codes))
	for i := range c.traces {
		for k, points := range c.traces[i].parts {
			sums[k] += points
		}
	}
	c.priceWhole(sums)
	missed := [MandatoryTier + 1]Missed{}
	for j := range c.p.Jobs {
		if len(c.visits[j]) > 0 {
			continue
		}
		job := &c.p.Jobs[j]
		switch value := c.valueOf(job); {
		case job.Mandatory:
			missed[MandatoryTier].Jobs++
			missed[MandatoryTier].Value++
		case job.Tier <= 0:
			sums[costUnassigned] += value.Points()
		default:
			tier := min(job.Tier, MandatoryTier-1)
			missed[tier].Jobs++
			missed[tier].Value += max(value, 1)
		}
	}
	for tier := MandatoryTier; tier > 0; tier-- {
		if missed[tier].Jobs > 0 {
			missed[tier].Tier = tier
			c.rep.Missed = append(c.rep.Missed, missed[tier])
		}
	}
	c.rep.Parts = c.partsOf(sums)
	for _, part := range c.rep.Parts {
		c.rep.Total += part.Points
	}
	score := &c.plan.Score
	c.compareMissed(score.Missed, c.rep.Missed)
	c.compareParts(score.Parts, c.rep.Parts, Violation{Code: ViolationScoreParts, Path: "score.parts"})
	if score.Total != c.rep.Total {
		c.add(Violation{Code: ViolationScoreTotal, Path: "score.total"}.with(int64(score.Total), int64(c.rep.Total), UnitPoints))
	}
}

// valueOf returns what is lost with a job of tier 0.
func (c *checker) valueOf(j *Job) Money {
	if j.Value != nil {
		return *j.Value
	}
	return c.priceOf(j) + c.costs.weights.Unassigned
}

func (c *checker) compareMissed(stated, derived []Missed) {
	if slices.Equal(stated, derived) {
		return
	}
	for i := range max(len(stated), len(derived)) {
		v := Violation{Code: ViolationMissed, Path: fmt.Sprintf("score.missed[%d]", i)}
		switch {
		case i >= len(stated):
			c.add(v.with(0, int64(derived[i].Value), UnitMoney))
		case i >= len(derived):
			c.add(v.with(int64(stated[i].Value), 0, UnitMoney))
		case stated[i] != derived[i]:
			c.add(v.with(int64(stated[i].Value), int64(derived[i].Value), UnitMoney))
		}
	}
}
