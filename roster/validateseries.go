package roster

import (
	"fmt"
	"slices"
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
	if v.duration("dayStart", s.DayStart, day) && v.duration("dayEnd", s.DayEnd, day) && s.DayEnd < s.DayStart {
		v.fault("dayEnd", FaultReversed, s.DayEnd, "before dayStart")
	}
	v.durationPtr("startTolerance", s.StartTolerance, day)
	v.whole("maxWorkers", s.MaxWorkers, 0, MaxCount)
	if s.MaxWorkers > 0 && v.templateCrew(s) > s.MaxWorkers {
		v.fault("maxWorkers", FaultSeries, s.MaxWorkers, "fewer than the crew of one visit")
	}
	if len(s.ID) > maxSeriesID {
		v.fault("id", FaultIDInvalid, s.ID, fmt.Sprintf("longer than %d bytes: the IDs of its jobs begin with it", maxSeriesID))
	}
	for i, d := range s.Skip {
		v.date(at("skip", i), d, true)
	}
	v.distinct("skip", "", len(s.Skip), func(i int) string { return s.Skip[i].String() })
	each(v, "exceptions", s.Exceptions, func(x *SeriesException) { v.exception(s, x) })
	v.distinct("exceptions", ".date", len(s.Exceptions), func(i int) string { return s.Exceptions[i].Date.String() })
}

// maxSeriesID is the greatest length of a series' ID in bytes.
const maxSeriesID = MaxIDLength - 16

// templateCrew returns the size of the crew of one visit of a series.
func (v *validator) templateCrew(s *Series) int {
	crew := Crew{}
	if at, ok := v.serviceAt[s.Template.Service]; ok {
		crew = v.p.Catalogue[at].Crew
	}
	if s.Template.Crew != nil {
		crew = *s.Template.Crew
	}
	return max(1, crew.Size, len(crew.Roles))
}

// exception looks at one exception of a series.
func (v *validator) exception(s *Series, x *SeriesException) {
	sound := v.date("date", x.Date, true)
	days := isDay(s.From.Year, int(s.From.Month), s.From.Day) && isDay(s.Until.Year, int(s.Until.Month), s.Until.Day) && !s.Until.Before(s.From)
	if sound && days && (x.Date.Before(s.From) || s.Until.Before(x.Date)) {
		v.fault("date", FaultSeries, x.Date, "outside the series")
	} else if sound && len(s.Weekdays) > 0 && !x.Following && !slices.Contains(s.Weekdays, x.Date.utc().Weekday()) {
		v.fault("date", FaultSeries, x.Date, "not on one of the weekdays")
	}
	switch {
	case x.Day == nil:
	case x.Cancel:
		v.fault("day", FaultSeries, *x.Day, "a cancelled visit takes place on no day")
	case len(s.Weekdays) == 0:
		v.fault("day", FaultSeries, *x.Day, "there is no fixed day to move: the days are of free choice")
	case v.date("day", *x.Day, true) && sound:
		if days := x.Day.DaysSince(x.Date); days < -MaxHorizonDays || days > MaxHorizonDays {
			v.fault("day", FaultRange, *x.Day, fmt.Sprintf("more than %d days away", MaxHorizonDays))
		}
		if !x.Following && slices.Contains(s.Skip, *x.Day) {
			v.fault("day", FaultSeries, *x.Day, "also in skip")
		}
	}
	start, end := s.DayStart, s.DayEnd
	ok := true
	if x.DayStart != nil {
		start, ok = *x.DayStart, v.duration("dayStart", *x.DayStart, day)
	}
	if x.DayEnd != nil {
		end, ok = *x.DayEnd, v.duration("dayEnd", *x.DayEnd, day) && ok
	}
	if ok && x.DayStart != nil && x.DayEnd != nil && end < start {
		v.fault("dayEnd", FaultReversed, end, "before dayStart")
	}
}

// seriesDays looks at the days on which a series takes place.
func (v *validator) seriesDays(s *Series) {
	v.weekdays(s.Weekdays)
	v.whole("everyWeeks", s.EveryWeeks, 0, 53)
	switch n := len(s.Weekdays); {
	case !v.whole("perWeek", s.PerWeek, 0, 7):
	case n == 0 && s.PerWeek == 0:
		v.fault("perWeek", FaultSeries, nil, "give weekdays, or how many visits a week")
	case n > 0 && s.PerWeek != 0 && s.PerWeek != n:
		v.fault("perWeek", FaultSeries, s.PerWeek, fmt.Sprintf("there are %d weekdays: leave perWeek out", n))
	}
}
