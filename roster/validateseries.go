package roster

import (
	"fmt"
	"time"
)

// MaxSeriesDays is the greatest length of a series.
const MaxSeriesDays = 3660

// series looks at one series.
func (v *validator) series(s *Series) {
	v.in("template", func() {
		v.id("id", s.Template.ID)
		v.jobBasics(&s.Template)
		v.time("release", s.Template.Release, false)
	})
	from, until := v.date("from", s.From, true), v.date("until", s.Until, true)
	if from && until {
		switch days := s.Until.DaysSince(s.From); {
		case days < 0:
			v.fault("until", FaultReversed, nil, "until is before from")
		case days >= MaxSeriesDays:
			v.fault("until", FaultRange, nil, fmt.Sprintf("a series has at most %d days", MaxSeriesDays))
		}
	}
	v.seriesDays(s)
	if v.whole("minSpacing", s.MinSpacing, 0, MaxHorizonDays) && v.whole("maxSpacing", s.MaxSpacing, 0, MaxHorizonDays) &&
		s.MaxSpacing != 0 && s.MaxSpacing < s.MinSpacing {
		v.fault("maxSpacing", FaultSeries, s.MaxSpacing, "less than minSpacing")
	}
	const day = Duration(24 * 3600)
	if v.duration("dayStart", s.DayStart, day) && v.duration("dayEnd", s.DayEnd, day) && s.DayEnd < s.DayStart {
		v.fault("dayEnd", FaultReversed, s.DayEnd, "before dayStart")
	}
	v.durationPtr("startTolerance", s.StartTolerance, day)
	v.whole("maxWorkers", s.MaxWorkers, 0, MaxCount)
	for i, d := range s.Skip {
		v.date(at("skip", i), d, true)
	}
	v.distinct("skip", "", len(s.Skip), func(i int) string { return s.Skip[i].String() })
}

// seriesDays looks at the days on which a series takes place.
func (v *validator) seriesDays(s *Series) {
	for i, d := range s.Weekdays {
		v.whole(at("weekdays", i), int(d), int(time.Sunday), int(time.Saturday))
	}
	v.distinct("weekdays", "", len(s.Weekdays), func(i int) string { return fmt.Sprint(int(s.Weekdays[i])) })
	v.whole("everyWeeks", s.EveryWeeks, 0, 53)
	switch n := len(s.Weekdays); {
	case !v.whole("perWeek", s.PerWeek, 0, 7):
	case n == 0 && s.PerWeek == 0:
		v.fault("perWeek", FaultSeries, nil, "give weekdays, or how many visits a week")
	case n > 0 && s.PerWeek != 0 && s.PerWeek != n:
		v.fault("perWeek", FaultSeries, s.PerWeek, fmt.Sprintf("there are %d weekdays: leave perWeek out", n))
	}
}
