package roster

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// rules looks at the labour rules and constants.
func (v *validator) rules() {
	r := &v.p.Rules
	v.durationPtr("maxDailyWork", r.MaxDailyWork, MaxDuration)
	v.durationPtr("maxDailyOvertime", r.MaxDailyOvertime, MaxDuration)
	v.durationPtr("maxWeeklyWork", r.MaxWeeklyWork, MaxDuration)
	v.durationPtr("maxMonthlyOvertime", r.MaxMonthlyOvertime, MaxDuration)
	v.durationPtr("minRest", r.MinRest, MaxDuration)
	if r.MaxDaysInRow != nil {
		v.whole("maxDaysInRow", *r.MaxDaysInRow, 1, MaxHorizonDays)
	}
	if r.RatingPrior != 0 && !(r.RatingPrior >= 1 && r.RatingPrior <= 5) { // NaN too
		v.fault("ratingPrior", FaultRange, r.RatingPrior, "want 1 to 5 stars, or 0 for the default")
	}
	v.whole("ratingPriorCount", r.RatingPriorCount, 0, MaxCount)
	v.whole("ratingHalfLife", r.RatingHalfLife, 0, MaxCount)
	v.whole("continuityFull", r.ContinuityFull, 0, MaxCount)
	v.whole("experienceFull", r.ExperienceFull, 0, MaxMonths)
	each(v, "unpopular", r.Unpopular, v.unpopular)
	v.wholeOrZero("fairWindow", r.FairWindow, 1, MaxSeriesDays)
	if v.duration("startGrid", r.StartGrid, 3600) && r.StartGrid > 0 && day%r.StartGrid != 0 {
		v.fault("startGrid", FaultRange, r.StartGrid, "24 hours are no multiple of it")
	}
}

// day is the length of a day without a clock change.
const day Duration = 24 * 3600

// unpopular looks at one unpopular time.
func (v *validator) unpopular(u *UnpopularTime) {
	v.weekdays(u.Weekdays)
	from, to := v.duration("from", u.From, day), v.duration("to", u.To, day)
	if from && to && u.From >= u.To {
		v.fault("to", FaultReversed, u.To, "want from < to; past midnight takes two entries")
	}
}

// weekdays looks at a list of days of the week.
func (v *validator) weekdays(list []time.Weekday) {
	for i, d := range list {
		v.whole(at("weekdays", i), int(d), int(time.Sunday), int(time.Saturday))
	}
	v.distinct("weekdays", "", len(list), func(i int) string { return fmt.Sprint(int(list[i])) })
}

// weights looks at the prices of what is soft, and at the rulebook's names.
func (v *validator) weights() {
	w := &v.p.Weights
	v.money("travelPerHour", w.TravelPerHour)
	v.money("travelPerKm", w.TravelPerKm)
	v.money("waitPerHour", w.WaitPerHour)
	v.money("latePerHour", w.LatePerHour)
	v.money("earlyPerHour", w.EarlyPerHour)
	v.money("overtimePerHour", w.OvertimePerHour)
	v.money("unassigned", w.Unassigned)
	v.money("worstLatePerHour", w.WorstLatePerHour)
	v.money("worstIdlePerHour", w.WorstIdlePerHour)
	v.money("balancePerHour", w.BalancePerHour)
	v.money("distinctWorkers", w.DistinctWorkers)
	v.in("fairness", v.fairness)
	known := Criteria()
	taken := append(Criteria(), Parts()...)
	for i, c := range v.rulebook.Criteria {
		path := fmt.Sprintf("rulebook.criteria[%d]", i)
		switch {
		case c.Name == "":
			v.faults.add(Fault{Path: path, Code: FaultIDMissing, Hint: "give the criterion a name"})
		case slices.Contains(taken, c.Name):
			v.faults.add(Fault{Path: path, Code: FaultIDDuplicate, Value: shorten(c.Name), Hint: "the name is taken: rename the criterion"})
		default:
			known = append(known, c.Name)
			taken = append(taken, c.Name)
		}
	}
	v.in("criteria", func() {
		for _, name := range sortedKeys(w.Criteria) {
			v.trail.key(name)
			if !slices.Contains(known, name) {
				v.fault("", FaultCriterion, nil, didYouMean(name, known))
			}
			v.money("", w.Criteria[name])
			v.trail.up(1)
		}
	})
}

// fairness looks at the prices of what workers have had.
func (v *validator) fairness() {
	prices := v.p.Weights.Fairness
	for _, key := range sortedKeys(prices) {
		v.trail.key(key)
		if !slices.Contains(FairKeys(), key) {
			v.fault("", FaultValueUnknown, nil, didYouMean(key, FairKeys()))
		}
		v.money("", prices[key])
		if m := prices[key]; m > MaxFairness && m <= MaxMoney {
			v.fault("", FaultRange, int64(m), fmt.Sprintf("want %d minor units or less", int64(MaxFairness)))
		}
		v.trail.up(1)
	}
}

// travel looks at where travel times come from.
func (v *validator) travel() {
	t := &v.p.Travel
	enum(v, "kind", t.Kind, true, StraightLine, MatrixTravel, RoadTravel)
	v.wholeOrZero("detourPercent", t.DetourPercent, 100, 1000)
	v.in("speeds", func() {
		for _, mode := range sortedKeys(t.Speeds) {
			v.trail.key(string(mode))
			if mode == "" {
				v.fault("", FaultValueUnknown, nil, "name a mode")
			}
			enum(v, "", mode, true, Modes()...)
			v.speed(t.Speeds[mode])
			v.trail.up(1)
		}
	})
	each(v, "matrices", t.Matrices, v.matrix)
	v.distinct("matrices", ".mode", len(t.Matrices), func(i int) string { return cmp.Or(string(t.Matrices[i].Mode), "every mode") })
	if t.Kind == MatrixTravel {
		v.trail.up(1)
		v.matrixPlaces()
		v.trail.field("travel")
	}
}

// minSpeed is the least speed in km/h: slower is no way of getting about, and
// would make travel times overflow.
const minSpeed = 0.1

func (v *validator) speed(s Speed) {
	if k := s.KmPerHour; k != 0 && !(k >= minSpeed && k <= 300) { // NaN too
		v.fault("kmPerHour", FaultRange, k, fmt.Sprintf("want a speed in [%v, 300], or 0 for the default", minSpeed))
	}
	v.duration("access", s.Access, 24*3600)
	var taken [24]bool
	each(v, "hours", s.Hours, func(h *HourSpeed) {
		from, to := v.whole("from", h.From, 0, 23), v.whole("to", h.To, 1, 24)
		v.whole("speedPercent", h.SpeedPercent, 10, 500)
		if !from || !to {
			return
		}
		if h.From >= h.To {
			v.fault("to", FaultReversed, h.To, "want from < to; past midnight takes two entries")
			return
		}
		if slices.Contains(taken[h.From:h.To], true) {
			v.fault("", FaultHoursOverlap, nil, "another entry holds in the same hour")
		}
		for hour := h.From; hour < h.To; hour++ {
			taken[hour] = true
		}
	})
}

// maxMatrixMetres is the greatest distance of a matrix, 100,000 km.
const maxMatrixMetres = 100_000_000

func (v *validator) matrix(m *Matrix) {
	enum(v, "mode", m.Mode, true, Modes()...)
	v.codes("places", m.Places)
	n := len(m.Places)
	v.rows("seconds", n, len(m.Seconds), func(i int) int { return len(m.Seconds[i]) })
	if m.Metres != nil {
		v.rows("metres", n, len(m.Metres), func(i int) int { return len(m.Metres[i]) })
	}
	for i, row := range m.Seconds {
		for j, cell := range row {
			if cell != nil && i != j && (*cell < 0 || *cell > int32(MaxDuration)) {
				v.fault(fmt.Sprintf("seconds[%d][%d]", i, j), cellCode(*cell), *cell, fmt.Sprintf("want a time in [0, %d], or null where there is no way", MaxDuration))
			}
		}
	}
	for i, row := range m.Metres {
		for j, cell := range row {
			if i != j && (cell < 0 || cell > maxMatrixMetres) {
				v.fault(fmt.Sprintf("metres[%d][%d]", i, j), cellCode(cell), cell, fmt.Sprintf("want a distance in [0, %d]", maxMatrixMetres))
			}
		}
	}
}

func cellCode(cell int32) string {
	if cell < 0 {
		return FaultNegative
	}
	return FaultRange
}

// rows checks that a matrix is n by n.
func (v *validator) rows(name string, n, rows int, length func(int) int) {
	if rows != n {
		v.fault(name, FaultMatrixShape, nil, fmt.Sprintf("%d rows for %d places", rows, n))
	}
	for i := range rows {
		if length(i) != n {
			v.fault(at(name, i), FaultMatrixShape, nil, fmt.Sprintf("%d cells for %d places", length(i), n))
		}
	}
}
