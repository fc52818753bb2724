package core

import "slices"

// Laws are the labour rules which the shifts of one worker keep together.
// They bind workers with several shifts; what a single shift has to keep is
// part of the shift.
type Laws struct {
	// Rest is the least time from a return to the next departure, where the
	// shifts belong to different days.
	Rest int32
	// DailyWork and DailyOver bound the sums of a day: work by DailyWork and
	// the overtime which day's shifts allow, together at most DailyOver.
	DailyWork, DailyOver int32
	// WeeklyWork bounds the work of a week, MonthlyOver the overtime of a
	// month, DaysInRow the days with work one after the other.
	WeeklyWork, MonthlyOver, DaysInRow int32
	// Day, Week and Month number those of each shift, Overtime is what it may
	// have.
	Day, Week, Month, Overtime []int32
	// WeekBefore and OverBefore are what each worker has worked in week
	// FirstWeek and month FirstMonth before, DaysBefore the days in a row up to
	// the one before FirstDay; nil: none.
	WeekBefore, OverBefore, DaysBefore []int32
	FirstWeek, FirstMonth, FirstDay    int32
}

// clock tells when a route takes place.
type clock struct{ depart, back, work int32 }

// lawIndex finds the shifts of workers who have several.
type lawIndex struct {
	// shiftsOf lists the shifts of each worker in order of time, nil where
	// there is one or none.
	shiftsOf [][]int32
}

// newLawIndex returns nil where every worker has one shift at most.
func newLawIndex(p *Problem) *lawIndex {
	if p.Laws.Day == nil {
		return nil
	}
	x := &lawIndex{shiftsOf: make([][]int32, p.Workers)}
	several := false
	for s := range p.Shifts {
		w := p.Shifts[s].Worker
		x.shiftsOf[w] = append(x.shiftsOf[w], int32(s))
	}
	for w, list := range x.shiftsOf {
		if len(list) < 2 {
			x.shiftsOf[w] = nil
			continue
		}
		several = true
		slices.SortStableFunc(list, func(a, b int32) int { return int(p.Shifts[a].Start) - int(p.Shifts[b].Start) })
	}
	if !several {
		return nil
	}
	return x
}

// look sees to it that clock and share of route r, whose tables are fresh,
// are known, as far as anything asks for them.
func (s *state) look(r *route) {
	if r.known {
		return
	}
	r.known = true
	if r.empty() {
		r.clock, r.share = clock{}, s.shareOf(r, nil)
		return
	}
	t := &s.table
	s.timetable(r, t)
	r.clock = clock{t.Depart, t.Return, s.work(t)}
	if s.whole != nil {
		r.share = s.shareOf(r, t)
	}
}

// lawful reports whether the routes of worker w keep the laws together.
func (s *state) lawful(w int32) bool {
	p, l := s.p, &s.p.Laws
	last := int32(-1)     // the route before, but for live-in ones
	busy := int32(-Never) // until when any route before lasts
	run, runDay := int32(0), int32(-2)
	if l.DaysBefore != nil {
		run, runDay = l.DaysBefore[w], l.FirstDay-1
	}
	week, worked := int32(-1), int32(0)
	month, over := int32(-1), int32(0)
	day, dayWork, dayOver, dayMay, dayRoutes := int32(-1), int32(0), int32(0), int32(0), 0
	for _, r := range s.law.shiftsOf[w] {
		rt := &s.routes[r]
		if rt.empty() {
			continue
		}
		s.look(rt)
		c := &rt.clock
		if c.depart < busy {
			return false
		}
		busy = max(busy, c.back)
		if p.Shifts[r].LiveIn {
			continue
		}
		if last >= 0 && l.Day[r] != l.Day[last] && c.depart-s.routes[last].clock.back < l.Rest {
			return false
		}
		if l.Day[r] != day {
			day, dayWork, dayOver, dayMay, dayRoutes = l.Day[r], 0, 0, 0, 0
			if run++; day != runDay+1 {
				run = 1
			}
			if runDay = day; run > l.DaysInRow {
				return false
			}
		}
		if l.Week[r] != week {
			week, worked = l.Week[r], 0
			if week == l.FirstWeek && l.WeekBefore != nil {
				worked = l.WeekBefore[w]
			}
		}
		extra := max(0, c.back-p.Shifts[r].End)
		if l.Month[r] != month {
			month, over = l.Month[r], 0
		}
		if extra > 0 && over == 0 && month == l.FirstMonth && l.OverBefore != nil {
			over = l.OverBefore[w]
		}
		worked += c.work
		over += extra
		dayWork += c.work
		dayOver += extra
		dayMay += l.Overtime[r]
		dayRoutes++
		if worked > l.WeeklyWork || extra > 0 && over > l.MonthlyOver || dayOver > l.DailyOver ||
			dayRoutes > 1 && dayWork > l.DailyWork+min(l.DailyOver, dayMay) {
			return false
		}
		last = r
	}
	return true
}

// abides reports whether the routes of the worker of route r keep the laws.
func (s *state) abides(r int32) bool {
	w := s.p.Shifts[r].Worker
	if s.law != nil && s.law.shiftsOf[w] != nil && !s.lawful(w) {
		return false
	}
	return s.inPools(r)
}

// stepAbides reports whether the routes changed in a step keep the laws.
func (s *state) stepAbides() bool {
	for _, r := range s.trailOf[:s.trailLen] {
		if s.law == nil {
			break
		}
		if w := s.p.Shifts[r].Worker; s.law.shiftsOf[w] != nil && !s.lawful(w) {
			return false
		}
	}
	for _, r := range s.trailOf[:s.trailLen] {
		if !s.inPools(r) {
			return false
		}
	}
	return true
}

// overworked reports whether a route plainly has no room for dur seconds of
// service more beside the worker's others in its week.
func (s *state) overworked(r, dur int32) bool {
	list := s.law.shiftsOf[s.p.Shifts[r].Worker]
	if list == nil {
		return false
	}
	l := &s.p.Laws
	sum := s.routes[r].busy + dur
	if l.Week[r] == l.FirstWeek && l.WeekBefore != nil {
		sum += l.WeekBefore[s.p.Shifts[r].Worker]
	}
	for _, q := range list {
		if q != r && l.Week[q] == l.Week[r] && !s.routes[q].empty() {
			sum += s.routes[q].busy
		}
	}
	return sum > l.WeeklyWork
}
