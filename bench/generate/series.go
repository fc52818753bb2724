package generate

import (
	"iter"
	"time"

	"github.com/paidan/paidan/roster"
)

func (g *generator) allSeries() iter.Seq[roster.Series] {
	return func(yield func(roster.Series) bool) {
		for c := range g.demands() {
			if !c.need.series {
				continue
			}
			for i := range c.need.slots {
				if !yield(g.oneSeries(&c, i)) {
					return
				}
			}
		}
	}
}

func (g *generator) seriesID(customer, slot int) string {
	return "S" + padded(customer+1, g.customerDigits) + "abc"[slot:slot+1]
}

// compact writes a date as the IDs of a series' jobs have it.
func compact(d roster.Date) string {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Format("20060102")
}

// visitsOf lists the visits of a need told as series.
func (g *generator) visitsOf(n *need) []visit {
	m := *n
	m.list()
	return m.visits
}

// oneSeries makes the series of one of a customer's times of day.
func (g *generator) oneSeries(c *demand, i int) roster.Series {
	d, n, r := g.dice(kindSeries, 4*c.customer+i), &c.need, &c.need.rhythm
	l := &laws[n.service]
	s := roster.Series{
		ID:   g.seriesID(c.customer, i),
		From: g.date(r.from), Until: g.date(r.until), EveryWeeks: r.every,
		MinSpacing: r.apart, MaxSpacing: r.within,
	}
	v := visit{slot: n.slots[i], minutes: n.minutes, crew: n.crew}
	j := &s.Template
	j.ID, j.Customer, j.Service = s.ID, g.customerID(c.customer), l.code
	if !g.duration(d, j, n.service, n.minutes) {
		length := roster.Duration(60 * n.minutes)
		j.Duration = &length
	}
	g.requirements(d, j, n.service)
	g.supplies(d, j, n.service)
	g.worth(d, j, n.service, v, c.home)
	j.Crew = crewOf(n.service, n.crew)

	low, high := startWindow(d, n.service, v)
	s.DayStart, s.DayEnd = roster.Duration(60*low), roster.Duration(60*high)
	if r.fixed {
		for weekday, on := range r.weekdays {
			if on {
				s.Weekdays = append(s.Weekdays, time.Weekday((weekday+1)%7))
			}
		}
	} else {
		s.PerWeek = r.perWeek
	}
	g.sameness(d, &s, n)
	for day, free := range g.holidays {
		if free && rests(n.service) {
			s.Skip = append(s.Skip, g.date(day))
		}
	}
	g.odd(&s, r)
	return s
}

// sameness is how alike the visits are: their times of day and their workers.
func (g *generator) sameness(d dice, s *roster.Series, n *need) {
	tolerance, workers := 0, 0
	switch n.service {
	case dailyCleaning:
		if d.percent(60) {
			tolerance = 60
		}
		workers = []int{1, 2, 0}[d.pick(30, 50, 20)]
	case rehabNursing:
		if d.percent(50) {
			tolerance = 60
		}
		workers = []int{1, 2, 3}[d.pick(20, 50, 30)]
	case elderCare:
		if d.percent(20) {
			tolerance = 30
		}
		workers = d.between(2, 4)
	case infantCare, butlerService:
		workers = d.between(1, 2)
	case cooking, nightCare:
		workers = d.between(2, 3)
	}
	if tolerance > 0 {
		t := roster.Duration(60 * tolerance)
		s.StartTolerance = &t
	}
	if workers > 0 {
		if n.rhythm.perWeek > 5 { // nobody works on seven days
			workers = max(workers, 2)
		}
		s.MaxWorkers = workers + n.crew - 1
	}
}

// odd tells what is exceptional.
func (g *generator) odd(s *roster.Series, r *rhythm) {
	x := roster.SeriesException{Date: g.date(r.oddDay)}
	start, end := s.DayStart+1800, s.DayEnd+1800
	switch r.oddity {
	case none:
		return
	case cancelled:
		x.Cancel = true
	case moved:
		next := g.date(r.oddDay + 1)
		x.Day = &next
	case later, evermore:
		x.DayStart, x.DayEnd, x.Following = &start, &end, r.oddity == evermore
	}
	s.Exceptions = []roster.SeriesException{x}
}
