package report

import (
	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// routeRow is one line of the table of routes. Fields ending in N are
// numbers to sort by.
type routeRow struct {
	Index, Day                  int
	Worker, Shift, Date, Colour string
	Depart, Return              string
	DepartN                     int64
	Visits                      int
	Service, Travel, Wait       string
	ServiceN, TravelN, WaitN    roster.Duration
	Metres                      int
	Kilometres                  string
	Overtime                    string
	OvertimeN                   roster.Duration
	Utilisation                 string
	UtilisationN                int
	Cost                        string
	CostN                       roster.Points
	// Shares of the time from departure to return, in permille, for a bar.
	ServiceShare, TravelShare, WaitShare, BreakShare int
	Stops                                            []stopRow
}

// stopRow is one line of a route's own table.
type stopRow struct {
	Number                              int
	What, Service, Colour               string
	Travel, Arrive, Start, End, Remarks string
}

func (m *maker) routeRows() []routeRow {
	rows := make([]routeRow, len(m.plan.Routes))
	for i := range m.plan.Routes {
		rows[i] = m.routeRow(i)
	}
	return rows
}

func (m *maker) routeRow(i int) routeRow {
	r := &m.plan.Routes[i]
	date := roster.DateOf(r.Depart.In(m.Zone))
	t := times(r)
	row := routeRow{
		Index: i, Day: m.dayOf[i], Worker: r.Worker, Shift: r.Shift, Date: date.String(), Colour: m.routeColour(r),
		Depart: words.TimeOf(r.Depart, m.Zone, date), Return: words.TimeOf(r.Return, m.Zone, date), DepartN: r.Depart.Unix(),
		Visits: visitsOf(r), Metres: t.metres, Kilometres: words.Kilometres(t.metres),
		Service: words.Clock(t.service), ServiceN: t.service, Travel: words.Clock(t.travel), TravelN: t.travel,
		Wait: words.Clock(t.wait), WaitN: t.wait,
	}
	if s, ok := m.shifts[r.Shift]; ok {
		row.OvertimeN = max(0, roster.DurationOf(r.Return.Sub(s.shift.End)))
	}
	row.Overtime = words.Clock(row.OvertimeN)
	for _, part := range r.Parts {
		row.CostN += part.Points
	}
	row.Cost = m.money.Points(row.CostN)
	if all := roster.DurationOf(r.Return.Sub(r.Depart)); all > 0 {
		share := func(d roster.Duration) int { return int(1000 * d / all) }
		row.ServiceShare, row.TravelShare, row.WaitShare, row.BreakShare = share(t.service), share(t.travel), share(t.wait), share(t.rest)
		if work := all - m.unpaid(r); work > 0 {
			row.UtilisationN = int(1000 * t.service / work)
		}
	}
	row.Utilisation = words.Permille(row.UtilisationN)
	n := 0
	for k := range r.Stops {
		s := m.stopRow(&r.Stops[k], date)
		if r.Stops[k].Kind == roster.VisitStop {
			n++
			s.Number = n
		}
		row.Stops = append(row.Stops, s)
	}
	return row
}

// routeTimes are the sums of one route.
type routeTimes struct {
	service, travel, wait, rest roster.Duration
	metres                      int
}

func times(r *roster.Route) routeTimes {
	t := routeTimes{travel: r.ReturnTravel, metres: r.ReturnMetres}
	for i := range r.Stops {
		s := &r.Stops[i]
		t.travel, t.metres, t.wait = t.travel+s.Travel, t.metres+s.Metres, t.wait+s.Wait+s.Hold
		length := roster.DurationOf(s.End.Sub(s.Start))
		switch s.Kind {
		case roster.VisitStop:
			t.service += length
		case roster.BreakStop:
			t.rest += length
		}
	}
	return t
}

// unpaid is the time of a route's breaks which do not count as work.
func (m *maker) unpaid(r *roster.Route) roster.Duration {
	var sum roster.Duration
	s, known := m.shifts[r.Shift]
	for i := range r.Stops {
		stop := &r.Stops[i]
		if stop.Kind != roster.BreakStop || known && paid(s.shift, stop.Break) {
			continue
		}
		sum += roster.DurationOf(stop.End.Sub(stop.Start))
	}
	return sum
}

func paid(s *roster.Shift, id string) bool {
	for i := range s.Breaks {
		if s.Breaks[i].ID == id {
			return s.Breaks[i].Paid
		}
	}
	return false
}

func (m *maker) stopRow(s *roster.Stop, date roster.Date) stopRow {
	row := stopRow{Travel: words.Clock(s.Travel), Arrive: words.TimeOf(s.Arrive, m.Zone, date),
		Start: words.TimeOf(s.Start, m.Zone, date), End: words.TimeOf(s.End, m.Zone, date), Remarks: m.remarks(s)}
	switch s.Kind {
	case roster.VisitStop:
		row.What = s.Job
		if j := m.job(s.Job); j != nil {
			row.Service, row.Colour = m.lang.Service(j.Service), m.serviceColour(j.Service)
		}
	case roster.BreakStop:
		row.What = m.lang.Say("break")
	default:
		row.What = m.lang.Say("store") + " " + s.Store
	}
	return row
}

// remarks says what is special about a stop.
func (m *maker) remarks(s *roster.Stop) string {
	said := ""
	add := func(text string) {
		if said != "" {
			said += ", "
		}
		said += text
	}
	for _, d := range []struct {
		key string
		d   roster.Duration
	}{{"wait", s.Wait + s.Hold}, {"late", s.Late}, {"early", s.Early}} {
		if d.d > 0 {
			add(m.lang.Say(d.key) + " " + m.lang.Duration(d.d))
		}
	}
	if j := m.job(s.Job); j != nil && s.Kind == roster.VisitStop {
		if k := m.CrewSize(j); k > 1 {
			add(m.lang.Say("crew_member") + " " + words.Count(int64(s.Member+1)) + "/" + words.Count(int64(k)))
		}
	}
	return said
}

// routeColour is the colour of the route's worker.
func (m *maker) routeColour(r *roster.Route) string {
	i, _ := m.WorkerIndex(r.Worker)
	return workerColour(i)
}
