package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// shiftsOn lists a worker's shifts on some days, cut to what the rules leave of
// them beside the worker's other routes: rest, hours of the week and overtime
// of the month. The checker has the last word on these.
func (q *Quoter) shiftsOn(worker int, days []roster.Date) (out []roster.Shift) {
	w := &q.view.Problem.Workers[worker]
	on := func(s *roster.Shift) bool {
		first, last := roster.DateOf(s.Start.In(q.view.Zone)), roster.DateOf(s.End.In(q.view.Zone))
		return slices.ContainsFunc(days, func(d roster.Date) bool { return !d.Before(first) && !last.Before(d) })
	}
	var others []*roster.Route
	for i := range w.Shifts {
		if r := q.routeOf(w.Shifts[i].ID); r != nil && !on(&w.Shifts[i]) {
			others = append(others, r)
		}
	}
	for i := range w.Shifts {
		if s := w.Shifts[i]; on(&s) && q.leave(w, &s, others) {
			out = append(out, s)
		}
	}
	return out
}

// leave cuts a shift to what other routes leave of it; false: nothing.
func (q *Quoter) leave(w *roster.Worker, s *roster.Shift, others []*roster.Route) bool {
	rules := &q.view.Problem.Rules
	rest := orDefault(rules.MinRest, roster.DefaultMinRest).Std()
	week := orDefault(rules.MaxWeeklyWork, roster.DefaultMaxWeeklyWork)
	month := orDefault(rules.MaxMonthlyOvertime, roster.DefaultMaxMonthlyOvertime)
	day, first := s.Start.In(q.view.Zone), q.view.Problem.Horizon.Start.In(q.view.Zone)
	if e := q.ledger[w.ID]; e != nil {
		if sameWeek(day, first) {
			week -= e.WeekWork
		}
		if day.Year() == first.Year() && day.Month() == first.Month() {
			month -= e.MonthOvertime
		}
	}
	for _, r := range others {
		o := q.totals[r.Shift]
		then := o.start.In(q.view.Zone)
		if sameWeek(day, then) {
			week -= o.work
		}
		if day.Year() == then.Year() && day.Month() == then.Month() {
			month -= o.overtime
		}
		switch free := r.Return.Add(rest); {
		case o.start.Before(s.Start) && free.After(s.Start):
			s.Start = free
		case o.start.After(s.Start):
			last := r.Depart.Add(-rest)
			if last.Before(s.End) {
				s.End, s.MaxOvertime = last, 0
			}
			s.MaxOvertime = min(s.MaxOvertime, roster.DurationOf(last.Sub(s.End)))
		}
	}
	s.MaxOvertime = max(0, min(s.MaxOvertime, month))
	if week <= 0 || !s.Start.Before(s.End) {
		return false
	}
	most := orDefault(rules.MaxDailyWork, roster.DefaultMaxDailyWork) + s.MaxOvertime
	if week < most && (s.MaxWork == 0 || week < s.MaxWork) {
		s.MaxWork = week // else the day binds anyway
	}
	s.Breaks = breaksWithin(s.Breaks, s.Start, s.End.Add(s.MaxOvertime.Std()))
	return true
}
