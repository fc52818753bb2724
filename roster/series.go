package roster

import (
	"fmt"
	"slices"
	"time"
)

// The most that series may expand into.
const (
	// MaxSeriesJobs is the most jobs of all series of a problem together.
	MaxSeriesJobs = 200_000
	// MaxSeriesTies is the most links between them.
	MaxSeriesTies = 2_000_000
)

// Expanded returns a copy of the problem in which every series is replaced by
// its jobs and the ties between them, as [Series] says, so that nobody else
// need know of series. Jobs, links and worker limits of the series follow the
// problem's own, in the order of the series and then of days. All the rest is
// shared with p. A problem without series comes back as it is.
//
// It asks for a valid problem; the error is [Faults] where the zone or the
// horizon cannot be used, or where there would be too many jobs or links.
func (p *Problem) Expanded() (*Problem, error) {
	q := *p
	if len(p.Series) == 0 {
		return &q, nil
	}
	x, err := newExpansion(p)
	if err != nil {
		return nil, err
	}
	q.Series = nil
	q.Jobs, q.Links, q.WorkerLimits = slices.Clip(p.Jobs), slices.Clip(p.Links), slices.Clip(p.WorkerLimits)
	jobs := 0
	for i := range p.Series {
		s := &p.Series[i]
		visits := x.visits(s)
		if jobs += len(visits); jobs > MaxSeriesJobs {
			return nil, Faults{{Path: fmt.Sprintf("series[%d]", i), Code: FaultSeriesSize,
				Hint: fmt.Sprintf("the series up to here have more than %d jobs: plan in pieces", MaxSeriesJobs)}}
		}
		for _, v := range visits {
			if !x.listed[v.job.ID] {
				q.Jobs = append(q.Jobs, v.job)
			}
		}
		q.Links = spacingLinks(q.Links, s, visits)
		q.Links = timeLinks(q.Links, s, visits)
		x.limitWorkers(&q, s, visits)
		if len(q.Links)-len(p.Links) > MaxSeriesTies {
			return nil, Faults{{Path: fmt.Sprintf("series[%d]", i), Code: FaultSeriesSize,
				Hint: fmt.Sprintf("the jobs of the series up to here need more than %d links: plan in pieces", MaxSeriesTies)}}
		}
	}
	return &q, nil
}

// expansion is what all series of a problem have in common.
type expansion struct {
	p           *Problem
	zone        *time.Location
	start, end  int64 // the horizon
	first, last Date  // its days
	listed      map[string]bool
	limits      map[string]bool
	services    map[string]*Service
}

func newExpansion(p *Problem) (*expansion, error) {
	zone, err := p.Location()
	if err != nil {
		return nil, Faults{{Path: "timeZone", Code: FaultTimeZone, Hint: "series go by local days"}}
	}
	x := &expansion{p: p, zone: zone, start: p.Horizon.Start.Unix(), end: p.Horizon.End.Unix()}
	x.first, x.last = DateOf(p.Horizon.Start.In(zone)), DateOf(time.Unix(x.end-1, 0).In(zone))
	if days := x.last.DaysSince(x.first); x.end <= x.start || days < 0 || days > MaxHorizonDays {
		return nil, Faults{{Path: "horizon", Code: FaultHorizonLength, Hint: "series need a horizon within bounds"}}
	}
	x.listed = make(map[string]bool, len(p.Jobs))
	for i := range p.Jobs {
		x.listed[p.Jobs[i].ID] = true
	}
	x.limits = make(map[string]bool, len(p.WorkerLimits))
	for i := range p.WorkerLimits {
		x.limits[p.WorkerLimits[i].ID] = true
	}
	x.services = make(map[string]*Service, len(p.Catalogue))
	for i := range p.Catalogue {
		x.services[p.Catalogue[i].Code] = &p.Catalogue[i]
	}
	return x, nil
}

// seriesVisit is one visit of a series.
type seriesVisit struct {
	job         Job
	first, last Date // the days on which it may take place, from first to last
	week        int  // of free choice: the number of its week, from 1; else 0
	terms       seriesTerms
}

// seriesTerms is what holds for a visit by the exceptions so far.
type seriesTerms struct {
	cancelled  bool
	shift      int // days
	start, end Duration
	group      int // visits of one group keep StartTolerance together; −1: of none
}

// apply changes the terms by an exception.
func (t seriesTerms) apply(x *SeriesException, group int) seriesTerms {
	t.cancelled = x.Cancel
	if x.Day != nil {
		t.shift = x.Day.DaysSince(x.Date)
	}
	if x.DayStart != nil {
		t.start, t.group = *x.DayStart, group
	}
	if x.DayEnd != nil {
		t.end, t.group = *x.DayEnd, group
	}
	return t
}

// visits lists the visits of a series in the order of days.
func (x *expansion) visits(s *Series) []seriesVisit {
	exceptions := slices.Clone(s.Exceptions)
	slices.SortStableFunc(exceptions, func(a, b SeriesException) int { return a.Date.DaysSince(b.Date) })
	reach := 0
	for i := range exceptions {
		if day := exceptions[i].Day; day != nil && len(s.Weekdays) > 0 {
			days := day.DaysSince(exceptions[i].Date)
			reach = min(max(reach, days, -days), MaxHorizonDays)
		}
	}
	skip := make(map[Date]bool, len(s.Skip))
	for _, d := range s.Skip {
		skip[d] = true
	}
	from, until := x.first.add(-reach), x.last.add(reach)
	if from.Before(s.From) {
		from = s.From
	}
	if s.Until.Before(until) {
		until = s.Until
	}
	var list []seriesVisit
	always, next := seriesTerms{start: s.DayStart, end: s.DayEnd}, 0
	for n := range min(until.DaysSince(from), 3*MaxHorizonDays) + 1 {
		day := from.add(n)
		terms := always
		for next < len(exceptions) && !day.Before(exceptions[next].Date) {
			e := &exceptions[next]
			next++
			if e.Following {
				always = always.apply(e, next)
				terms = always
			} else if e.Date == day {
				terms = always.apply(e, -1)
			}
		}
		week := monday(day).DaysSince(monday(s.From)) / 7
		if terms.cancelled || week%max(s.EveryWeeks, 1) != 0 {
			continue
		}
		if len(s.Weekdays) > 0 {
			if actual := day.add(terms.shift); slices.Contains(s.Weekdays, day.utc().Weekday()) && !skip[actual] {
				if w, ok := x.window(actual, terms); ok {
					id := fmt.Sprintf("%s-%04d%02d%02d", s.ID, day.Year, day.Month, day.Day)
					list = append(list, seriesVisit{job: jobOf(s, id, w), first: actual, last: actual, terms: terms})
				}
			}
			continue
		}
		if w, ok := x.window(day, terms); ok && !skip[day] {
			list = x.freeDay(list, s, day, week+1, w, terms)
		}
	}
	slices.SortStableFunc(list, func(a, b seriesVisit) int { return a.first.DaysSince(b.first) })
	return list
}

// freeDay adds a day to the visits of its week: to the windows of each, and
// another visit where the week has not as many yet.
func (x *expansion) freeDay(list []seriesVisit, s *Series, day Date, week int, w Window, terms seriesTerms) []seriesVisit {
	n := 0 // visits of the week so far
	for n < len(list) && list[len(list)-1-n].week == week {
		n++
	}
	var windows []Window
	first := day
	for i := len(list) - n; i < len(list); i++ {
		v := &list[i]
		v.job.Windows = append(v.job.Windows, w)
		windows, first, v.last = v.job.Windows, v.first, day
		terms = v.terms
	}
	if n >= s.PerWeek {
		return list
	}
	year, number := day.utc().ISOWeek()
	job := jobOf(s, fmt.Sprintf("%s-w%04d%02d-%d", s.ID, year, number, n+1), w)
	if n > 0 {
		job.Windows = slices.Clone(windows)
	}
	return append(list, seriesVisit{job: job, first: first, last: day, week: week, terms: terms})
}

// jobOf returns a job of a series.
func jobOf(s *Series, id string, w Window) Job {
	job := s.Template
	job.ID, job.Windows, job.Preferred = id, []Window{w}, nil
	return job
}

// window returns when a visit may start on a day, and whether that begins
// within the horizon.
func (x *expansion) window(day Date, terms seriesTerms) (Window, bool) {
	start := clockInstant(x.zone, day, terms.start, false)
	end := max(start, clockInstant(x.zone, day, terms.end, true))
	return Window{Start: time.Unix(start, 0).In(x.zone), End: time.Unix(end, 0).In(x.zone)}, start >= x.start && start < x.end
}

// clockInstant returns when a clock on the wall shows a time of day. Of a
// time shown twice it is the earlier one, or the later one if late; of a time
// which a change of clocks leaves out it is the instant of that change.
func clockInstant(zone *time.Location, day Date, clock Duration, late bool) int64 {
	offset := func(instant int64) int64 {
		_, seconds := time.Unix(instant, 0).In(zone).Zone()
		return int64(seconds)
	}
	const far = 26 * 3600 // no zone is so far from UTC
	shown := day.utc().Unix() + int64(clock)
	before, after := offset(shown-far), offset(shown+far)
	a, b := shown-before, shown-after
	okA, okB := offset(a) == before, offset(b) == after
	switch {
	case okA && okB && late:
		return max(a, b)
	case okA && okB:
		return min(a, b)
	case okB:
		return b
	case okA || a < b:
		return a
	}
	for b+1 < a { // b is before the change, a at it or after
		if middle := b + (a-b)/2; offset(middle) == before {
			b = middle
		} else {
			a = middle
		}
	}
	return a
}

// monday returns the first day of a day's week.
func monday(d Date) Date { return d.add(-(int(d.utc().Weekday()) + 6) % 7) }

// spacingLinks ties the days of the visits.
func spacingLinks(links []Link, s *Series, visits []seriesVisit) []Link {
	for i := range visits {
		a := &visits[i]
		for j := i + 1; j < len(visits); j++ {
			b := &visits[j]
			least := s.MinSpacing
			if a.week == b.week && a.week > 0 {
				least = max(least, 1)
			}
			nearest, farthest := b.first.DaysSince(a.last), b.last.DaysSince(a.first)
			l := Link{First: a.job.ID, Second: b.job.ID, Kind: DaysApart}
			if nearest < least && least <= farthest {
				l.MinDays = least
			}
			if j == i+1 && s.MaxSpacing > 0 && nearest <= s.MaxSpacing && s.MaxSpacing < farthest {
				l.MaxDays = s.MaxSpacing
			}
			if l.MinDays > 0 || l.MaxDays > 0 {
				links = append(links, l)
			}
			if nearest >= least {
				break
			}
		}
	}
	return links
}

// timeLinks ties the times of day of the visits.
func timeLinks(links []Link, s *Series, visits []seriesVisit) []Link {
	if s.StartTolerance == nil {
		return links
	}
	for i := range visits {
		for j := i + 1; j < len(visits); j++ {
			if t := visits[i].terms; t.group >= 0 && t.group == visits[j].terms.group && *s.StartTolerance < t.end-t.start {
				links = append(links, Link{First: visits[i].job.ID, Second: visits[j].job.ID, Kind: SameTime, MaxGap: s.StartTolerance})
			}
		}
	}
	return links
}

// limitWorkers ties the workers of the visits.
func (x *expansion) limitWorkers(q *Problem, s *Series, visits []seriesVisit) {
	crew := Crew{}
	if service := x.services[s.Template.Service]; service != nil {
		crew = service.Crew
	}
	if s.Template.Crew != nil {
		crew = *s.Template.Crew
	}
	size := max(1, crew.Size, len(crew.Roles))
	if s.MaxWorkers <= 0 || s.MaxWorkers >= len(visits)*size {
		return
	}
	limit := WorkerLimit{ID: s.ID + "-workers", Max: s.MaxWorkers}
	for i, v := range visits {
		limit.Jobs = append(limit.Jobs, v.job.ID)
		if s.MaxWorkers == 1 && i > 0 {
			q.Links = append(q.Links, Link{First: visits[i-1].job.ID, Second: v.job.ID, Kind: SameWorker})
		}
	}
	if !x.limits[limit.ID] {
		q.WorkerLimits = append(q.WorkerLimits, limit)
	}
}

// add returns the day so many days later.
func (d Date) add(days int) Date { return DateOf(d.utc().AddDate(0, 0, days)) }
