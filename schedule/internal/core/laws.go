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

// lawIndex finds the shifts of workers whom the laws can bind.
type lawIndex struct {
	// shiftsOf lists the shifts of each worker in order of time, nil where
	// they keep every law whatever they do.
	shiftsOf [][]int32
}

// newLawIndex returns nil where no law can bind anybody.
func newLawIndex(p *Problem) *lawIndex {
	if p.Laws.Day == nil {
		return nil
	}
	x := &lawIndex{shiftsOf: make([][]int32, p.Workers)}
	bound := false
	for s := range p.Shifts {
		w := p.Shifts[s].Worker
		x.shiftsOf[w] = append(x.shiftsOf[w], int32(s))
	}
	for w, list := range x.shiftsOf {
		if len(list) < 2 {
			x.shiftsOf[w] = nil
			continue
		}
		slices.SortStableFunc(list, func(a, b int32) int { return int(p.Shifts[a].Start) - int(p.Shifts[b].Start) })
		if !p.canBind(int32(w), list) {
			x.shiftsOf[w] = nil
			continue
		}
		bound = true
	}
	if !bound {
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

// tally adds up what the routes of a worker come to, in order of time.
type tally struct {
	last, back int32 // the route before, but for live-in ones, and when it ends
	busy       int32 // until when any route before lasts
	// run is the number of days in a row up to runDay.
	run, runDay               int32
	week, worked              int32
	month, over               int32
	day, dayWork, dayOver     int32
	dayMay, dayRoutes, worker int32
}

// newTally returns that of worker w before the first route.
func (l *Laws) newTally(w int32) tally {
	t := tally{last: -1, busy: -Never, runDay: -2, week: -1, month: -1, day: -1, worker: w}
	if l.DaysBefore != nil {
		t.run, t.runDay = l.DaysBefore[w], l.FirstDay-1
	}
	return t
}

// add adds a route of shift r and reports whether the laws are kept so far.
// A route that begins earlier, ends later or has more work keeps no law which
// the other breaks.
func (t *tally) add(p *Problem, r int32, c clock) bool {
	l := &p.Laws
	if c.depart < t.busy {
		return false
	}
	t.busy = max(t.busy, c.back)
	if p.Shifts[r].LiveIn {
		return true
	}
	if t.last >= 0 && l.Day[r] != l.Day[t.last] && c.depart-t.back < l.Rest {
		return false
	}
	if l.Day[r] != t.day {
		t.day, t.dayWork, t.dayOver, t.dayMay, t.dayRoutes = l.Day[r], 0, 0, 0, 0
		if t.run++; t.day != t.runDay+1 {
			t.run = 1
		}
		if t.runDay = t.day; t.run > l.DaysInRow {
			return false
		}
	}
	if l.Week[r] != t.week {
		t.week, t.worked = l.Week[r], 0
		if t.week == l.FirstWeek && l.WeekBefore != nil {
			t.worked = l.WeekBefore[t.worker]
		}
	}
	extra := max(0, c.back-p.Shifts[r].End)
	if l.Month[r] != t.month {
		t.month, t.over = l.Month[r], 0
	}
	if extra > 0 && t.over == 0 && t.month == l.FirstMonth && l.OverBefore != nil {
		t.over = l.OverBefore[t.worker]
	}
	t.worked += c.work
	t.over += extra
	t.dayWork += c.work
	t.dayOver += extra
	t.dayMay += l.Overtime[r]
	t.dayRoutes++
	t.last, t.back = r, c.back
	return t.worked <= l.WeeklyWork && (extra == 0 || t.over <= l.MonthlyOver) && t.dayOver <= l.DailyOver &&
		(t.dayRoutes == 1 || t.dayWork <= l.DailyWork+min(l.DailyOver, t.dayMay))
}

// canBind reports whether a worker with shifts in order of time could break a
// law: whether they would if all were worked in full, and at least as long as
// the overtime by which they raise what a day may have.
func (p *Problem) canBind(w int32, shifts []int32) bool {
	t := p.Laws.newTally(w)
	for _, r := range shifts {
		sh := &p.Shifts[r]
		work := max(min(sh.Last-sh.Start, sh.MaxWork), p.Laws.Overtime[r])
		if !t.add(p, r, clock{sh.Start, sh.Last, work}) {
			return true
		}
	}
	return false
}

// lawful reports whether the routes of worker w keep the laws together.
func (s *state) lawful(w int32) bool {
	t := s.p.Laws.newTally(w)
	for _, r := range s.law.shiftsOf[w] {
		rt := &s.routes[r]
		if rt.empty() {
			continue
		}
		s.look(rt)
		if !t.add(s.p, r, rt.clock) {
			return false
		}
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
