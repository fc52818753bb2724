package roster

import (
	"fmt"
	"slices"
	"time"
)

// NextHistory returns the history for the horizon which begins where this one
// ends, from the problem's own history and a plan for it that [Check] accepts
// and that came true. The next day is the local day on which the horizon ends.
//
//   - Visits: those of the plan are added to the entries of the same worker,
//     customer and service, Last being the latest day on which one started.
//
//   - Refusals: those which still hold at the horizon's end, but not those of
//     jobs which the plan serves.
//
//   - WeekWork and MonthOvertime: what the plan has in the ISO week and the
//     calendar month of the next day, with what the ledger had if that is
//     still the same week or month.
//
//   - LastEnd: the latest return, the horizon's end at most; else the ledger's.
//
//   - DaysInRow: the days with a route up to the day before the next day,
//     without a gap, with the ledger's if they reach back to the horizon's
//     first day; live-in stays do not count.
//
//   - FairWork, FairPay, FairTravel, FairUnpopular: with d the days from the
//     horizon's first day to the next day and F the rules' FairWindow,
//
//     new = floor(old · max(0, F − d) / F) + plan
//
//     in which the plan counts as [Weights].Fairness counts it, and pay is
//     taken from the parts of the plan's routes. Work and travel of more than
//     MaxDuration count as that, pay of more than MaxMoney likewise.
//
// The ledger has an entry for every worker of whom there is something to tell,
// in the problem's order. The error is that of an unknown time zone, of series
// which cannot be expanded, or of a plan for another problem.
func (p *Problem) NextHistory(plan *Plan) (History, error) {
	if plan == nil {
		plan = &Plan{}
	}
	zone, err := p.Location()
	if err != nil {
		return History{}, err
	}
	q, err := p.Expanded()
	if err != nil {
		return History{}, err
	}
	n := &nextHistory{p: q, zone: zone, first: DateOf(q.Horizon.Start.In(zone)), next: DateOf(q.Horizon.End.In(zone)),
		jobs: make(map[string]*Job, len(q.Jobs)), live: map[string]bool{}, shifts: map[string]*Shift{}}
	for i := range q.Jobs {
		n.jobs[q.Jobs[i].ID] = &q.Jobs[i]
	}
	for i := range q.Catalogue {
		n.live[q.Catalogue[i].Code] = q.Catalogue[i].LiveIn
	}
	ledger := make(map[string]LedgerEntry, len(q.Workers))
	days := make(map[string]map[Date]bool, len(q.Workers)) // with a route, by worker
	for i := range q.Workers {
		w := &q.Workers[i]
		ledger[w.ID] = LedgerEntry{Worker: w.ID}
		days[w.ID] = map[Date]bool{}
		for s := range w.Shifts {
			n.shifts[w.Shifts[s].ID] = &w.Shifts[s]
		}
	}
	for _, e := range q.History.Ledger {
		ledger[e.Worker] = n.carried(e)
	}
	visits := pastVisits{list: slices.Clone(q.History.Visits), at: make(map[[3]string]int, len(q.History.Visits))}
	for i, v := range visits.list {
		visits.at[[3]string{v.Worker, v.Customer, v.Service}] = i
	}
	pay := make(map[string]Points, len(q.Workers))
	served := map[string]bool{}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		e, known := ledger[r.Worker]
		shift := n.shifts[r.Shift]
		if !known || shift == nil {
			return History{}, fmt.Errorf("routes[%d]: the problem has no such worker or shift", i)
		}
		stay := false
		for k := range r.Stops {
			s := &r.Stops[k]
			if s.Kind != VisitStop {
				continue
			}
			job := n.jobs[s.Job]
			if job == nil {
				return History{}, fmt.Errorf("routes[%d].stops[%d]: the problem has no such job", i, k)
			}
			served[s.Job] = true
			stay = stay || len(r.Stops) == 1 && n.live[job.Service]
			visits.add(r.Worker, job, DateOf(s.Start.In(zone)))
		}
		day := DateOf(shift.Start.In(zone))
		if !stay {
			days[r.Worker][day] = true
		}
		ledger[r.Worker] = n.worked(e, r, shift, day, stay)
		for _, part := range r.Parts {
			switch part.Code {
			case PartPay, PartOvertimePay, PartShiftPay, PartVisitPay, PartDistancePay:
				pay[r.Worker] += part.Points
			}
		}
	}
	h := History{Visits: visits.list}
	for _, r := range q.History.Refusals {
		if !served[r.Job] && (r.Until.IsZero() || !r.Until.Before(q.Horizon.End)) {
			h.Refusals = append(h.Refusals, r)
		}
	}
	before := make(map[string]int, len(q.History.Ledger))
	for _, e := range q.History.Ledger {
		before[e.Worker] = e.DaysInRow
	}
	for i := range q.Workers {
		id := q.Workers[i].ID
		e := ledger[id]
		e.FairPay = min(e.FairPay+Money(pay[id]/PointsPerUnit), MaxMoney)
		e.DaysInRow = n.daysInRow(days[id], before[id])
		if e != (LedgerEntry{Worker: id}) {
			h.Ledger = append(h.Ledger, e)
		}
	}
	return h, nil
}

// nextHistory is what working out a history needs.
type nextHistory struct {
	p           *Problem
	zone        *time.Location
	first, next Date // the horizon's first day, and the next day
	jobs        map[string]*Job
	live        map[string]bool // services
	shifts      map[string]*Shift
}

func sameWeek(a, b Date) bool { return monday(a) == monday(b) }

func sameMonth(a, b Date) bool { return a.Year == b.Year && a.Month == b.Month }

// carried returns what is left of an entry at the horizon's end without a plan.
func (n *nextHistory) carried(e LedgerEntry) LedgerEntry {
	if !sameWeek(n.first, n.next) {
		e.WeekWork = 0
	}
	if !sameMonth(n.first, n.next) {
		e.MonthOvertime = 0
	}
	window := int64(n.p.Rules.FairWindow)
	if window <= 0 {
		window = DefaultFairWindow
	}
	left := max(0, window-int64(max(0, n.next.DaysSince(n.first))))
	fade := func(old int64) int64 { return max(old, 0) * left / window }
	e.FairWork, e.FairPay = Duration(fade(int64(e.FairWork))), Money(fade(int64(e.FairPay)))
	e.FairTravel, e.FairUnpopular = Duration(fade(int64(e.FairTravel))), int(fade(int64(e.FairUnpopular)))
	return e
}

// worked adds a route to its worker's entry.
func (n *nextHistory) worked(e LedgerEntry, r *Route, shift *Shift, day Date, stay bool) LedgerEntry {
	work, overtime := DurationOf(r.Return.Sub(r.Depart)), max(0, DurationOf(r.Return.Sub(shift.End)))
	travel := r.ReturnTravel
	for i := range r.Stops {
		s := &r.Stops[i]
		travel += s.Travel
		if s.Kind == BreakStop && slices.ContainsFunc(shift.Breaks, func(b Break) bool { return b.ID == s.Break && !b.Paid }) {
			work -= DurationOf(s.End.Sub(s.Start))
		}
		if s.Kind == VisitStop && n.unpopular(s.Start) {
			e.FairUnpopular++
		}
	}
	if stay {
		work, overtime = 0, 0
	}
	if sameWeek(day, n.next) {
		e.WeekWork += work
	}
	if sameMonth(day, n.next) {
		e.MonthOvertime += overtime
	}
	end := r.Return
	if end.After(n.p.Horizon.End) {
		end = n.p.Horizon.End
	}
	if end.After(e.LastEnd) {
		e.LastEnd = end
	}
	e.FairWork = min(e.FairWork+work, MaxDuration)
	e.FairTravel = min(e.FairTravel+travel, MaxDuration)
	return e
}

// unpopular reports whether a start is in an unpopular time.
func (n *nextHistory) unpopular(start time.Time) bool {
	local := start.In(n.zone)
	clock := Duration(local.Hour()*3600 + local.Minute()*60 + local.Second())
	return slices.ContainsFunc(n.p.Rules.Unpopular, func(u UnpopularTime) bool {
		return u.From <= clock && clock < u.To && (len(u.Weekdays) == 0 || slices.Contains(u.Weekdays, local.Weekday()))
	})
}

// daysInRow counts the days worked up to the day before the next one.
func (n *nextHistory) daysInRow(worked map[Date]bool, before int) int {
	row := 0
	day := n.next
	for n.first.Before(day) {
		day = day.add(-1)
		if !worked[day] {
			return row
		}
		row++
	}
	return min(row+before, MaxHorizonDays)
}

// pastVisits counts visits.
type pastVisits struct {
	list []PastVisits
	at   map[[3]string]int // of worker, customer and service in list
}

func (v *pastVisits) add(worker string, job *Job, day Date) {
	key := [3]string{worker, job.Customer, job.Service}
	at, ok := v.at[key]
	if !ok {
		at = len(v.list)
		v.at[key] = at
		v.list = append(v.list, PastVisits{Worker: worker, Customer: job.Customer, Service: job.Service})
	}
	entry := &v.list[at]
	entry.Count++
	if entry.Last.Before(day) {
		entry.Last = day
	}
}
