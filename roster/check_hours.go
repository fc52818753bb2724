package roster

import (
	"cmp"
	"slices"
	"time"
)

// checkShift checks what one route must keep by itself. A shift belongs to
// the local day on which it starts.
func (c *checker) checkShift(t *trace) {
	s, r := t.shift, &c.p.Rules
	if start := s.Start.Unix(); t.depart < start {
		c.add(t.blame(ViolationDepartsEarly).with(t.depart, start, UnitInstant))
	}
	if start := s.Start.Unix(); s.OnDuty && t.depart > start {
		c.add(t.blame(ViolationOnDuty).with(t.depart, start, UnitInstant))
	}
	if latest := s.End.Unix() + int64(s.MaxOvertime); t.back > latest {
		c.add(t.blame(ViolationReturnsLate).with(t.back, latest, UnitInstant))
	}
	if s.MaxWork > 0 && t.work() > int64(s.MaxWork) {
		c.add(t.blame(ViolationMaxWork).with(t.work(), int64(s.MaxWork), UnitSeconds))
	}
	if s.MaxVisits > 0 && t.visits > s.MaxVisits {
		c.add(t.blame(ViolationMaxVisits).with(int64(t.visits), int64(s.MaxVisits), UnitCount))
	}
	overtime := min(int64(s.MaxOvertime), limit(r.MaxDailyOvertime, DefaultMaxDailyOvertime))
	if most := limit(r.MaxDailyWork, DefaultMaxDailyWork) + overtime; t.work() > most {
		c.add(t.blame(ViolationDailyWork).with(t.work(), most, UnitSeconds))
	}
}

// limit returns a rule's value in seconds, or its default.
func limit(rule *Duration, otherwise Duration) int64 {
	if rule == nil {
		return int64(otherwise)
	}
	return int64(*rule)
}

// checkHours checks what the routes of one worker must keep together: hours
// a day, a week and a month, rest, and days in a row.
func (c *checker) checkHours() {
	byWorker := make(map[*Worker][]*trace, len(c.traces))
	var workers []*Worker
	for i := range c.traces {
		if t := &c.traces[i]; t.worker != nil {
			if byWorker[t.worker] == nil {
				workers = append(workers, t.worker)
			}
			byWorker[t.worker] = append(byWorker[t.worker], t)
		}
	}
	for _, w := range workers {
		routes := byWorker[w]
		slices.SortStableFunc(routes, func(a, b *trace) int { return cmp.Compare(a.depart, b.depart) })
		entry := c.ledger[w.ID]
		if entry == nil {
			entry = &LedgerEntry{}
		}
		c.checkRest(routes, entry)
		// Days, weeks and months go by the shifts' days.
		slices.SortStableFunc(routes, func(a, b *trace) int {
			switch {
			case a.day.Before(b.day):
				return -1
			case b.day.Before(a.day):
				return 1
			}
			return 0
		})
		c.checkDays(routes)
		c.checkWeeks(routes, entry)
		c.checkMonths(routes, entry)
		c.checkDaysInRow(routes, entry)
	}
}

// checkRest takes the routes in order of departure. Between routes of the
// same day no rest is asked for, nor before or after a live-in stay, but they
// must not overlap.
func (c *checker) checkRest(routes []*trace, entry *LedgerEntry) {
	rest := limit(c.p.Rules.MinRest, DefaultMinRest)
	var rested *trace // the last route which asks for rest
	for i, t := range routes {
		if i > 0 && t.depart < routes[i-1].back {
			c.add(t.blame(ViolationRoutesOverlap).with(t.depart-routes[i-1].back, 0, UnitSeconds))
		}
		if t.liveIn {
			continue
		}
		if rested == nil && !entry.LastEnd.IsZero() {
			if gap := t.depart - entry.LastEnd.Unix(); gap < rest {
				c.add(t.blame(ViolationRest).with(gap, rest, UnitSeconds))
			}
		}
		if rested != nil && rested.day != t.day {
			if gap := t.depart - rested.back; gap >= 0 && gap < rest {
				c.add(t.blame(ViolationRest).with(gap, rest, UnitSeconds))
			}
		}
		rested = t
	}
}

// stretches calls f for each run of routes with the same key.
func stretches[K comparable](routes []*trace, key func(*trace) K, f func(key K, routes []*trace)) {
	for i := 0; i < len(routes); {
		n := i + 1
		for n < len(routes) && key(routes[n]) == key(routes[i]) {
			n++
		}
		f(key(routes[i]), routes[i:n])
		i = n
	}
}

// sumOf adds up one amount over routes.
func sumOf(routes []*trace, amount func(*trace) int64) int64 {
	var sum int64
	for _, t := range routes {
		sum += amount(t)
	}
	return sum
}

// checkDays checks the sums of each day over all its shifts. A day with one
// shift has had its work checked by checkShift.
func (c *checker) checkDays(routes []*trace) {
	daily := limit(c.p.Rules.MaxDailyWork, DefaultMaxDailyWork)
	overtime := limit(c.p.Rules.MaxDailyOvertime, DefaultMaxDailyOvertime)
	stretches(routes, func(t *trace) Date { return t.day }, func(_ Date, day []*trace) {
		last := day[len(day)-1]
		if sum := sumOf(day, (*trace).overtime); sum > overtime {
			c.add(last.blame(ViolationDailyOvertime).with(sum, overtime, UnitSeconds))
		}
		allowed := min(overtime, sumOf(day, func(t *trace) int64 { return int64(t.shift.MaxOvertime) }))
		if sum := sumOf(day, (*trace).work); len(day) > 1 && sum > daily+allowed {
			c.add(last.blame(ViolationDailyWork).with(sum, daily+allowed, UnitSeconds))
		}
	})
}

func (c *checker) checkWeeks(routes []*trace, entry *LedgerEntry) {
	type week struct{ year, week int }
	weekOf := func(d Date) (w week) {
		w.year, w.week = d.utc().ISOWeek()
		return w
	}
	most := limit(c.p.Rules.MaxWeeklyWork, DefaultMaxWeeklyWork)
	stretches(routes, func(t *trace) week { return weekOf(t.day) }, func(w week, routes []*trace) {
		sum := sumOf(routes, (*trace).work)
		if w == weekOf(c.horizonDay) {
			sum += int64(entry.WeekWork)
		}
		if sum > most {
			c.add(routes[len(routes)-1].blame(ViolationWeeklyWork).with(sum, most, UnitSeconds))
		}
	})
}

// checkMonths refuses overtime beyond the month's limit. A month in which the
// plan has no overtime is never at fault, whatever the ledger holds.
func (c *checker) checkMonths(routes []*trace, entry *LedgerEntry) {
	type month struct {
		year  int
		month time.Month
	}
	most := limit(c.p.Rules.MaxMonthlyOvertime, DefaultMaxMonthlyOvertime)
	stretches(routes, func(t *trace) month { return month{t.day.Year, t.day.Month} }, func(m month, routes []*trace) {
		sum := sumOf(routes, (*trace).overtime)
		if sum == 0 {
			return
		}
		if m == (month{c.horizonDay.Year, c.horizonDay.Month}) {
			sum += int64(entry.MonthOvertime)
		}
		if sum > most {
			c.add(routes[len(routes)-1].blame(ViolationMonthOvertime).with(sum, most, UnitSeconds))
		}
	})
}

// checkDaysInRow counts the days with a route other than a live-in stay. The
// ledger's days go on where the worker works on the day the horizon starts.
func (c *checker) checkDaysInRow(routes []*trace, entry *LedgerEntry) {
	most := DefaultMaxDaysInRow
	if c.p.Rules.MaxDaysInRow != nil {
		most = *c.p.Rules.MaxDaysInRow
	}
	row := 0
	var before Date
	routes = slices.DeleteFunc(slices.Clone(routes), func(t *trace) bool { return t.liveIn })
	stretches(routes, func(t *trace) Date { return t.day }, func(d Date, day []*trace) {
		switch {
		case row > 0 && d.DaysSince(before) == 1:
			row++
		case d == c.horizonDay:
			row = entry.DaysInRow + 1
		default:
			row = 1
		}
		before = d
		if row > most {
			c.add(day[0].blame(ViolationDaysInRow).with(int64(row), int64(most), UnitCount))
		}
	})
}
