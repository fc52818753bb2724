package report

import (
	"time"

	"github.com/paidan/paidan/roster"
)

// chartData is what the page's script draws from, as JSON with short names.
// Times are seconds since 1970 UTC, positions [latitude, longitude].
type chartData struct {
	Lang string `json:"lang"`
	// Zone[i] is the offset of local time from UTC in seconds from an instant on.
	Zone     [][2]int64        `json:"zone"`
	Days     []string          `json:"days"`
	Services []swatch          `json:"services"`
	Routes   []chartRoute      `json:"routes"`
	Missing  []chartMissing    `json:"missing"`
	Stores   []chartStore      `json:"stores"`
	Parts    []costPart        `json:"parts"`
	Say      map[string]string `json:"say"`
}

// swatch is a thing with a colour.
type swatch struct {
	Name   string `json:"n"`
	Colour string `json:"c"`
	// Kind is "service", or a class of the timeline's style.
	Kind string `json:"-"`
}

type chartRoute struct {
	Worker string `json:"w"`
	Shift  string `json:"s"`
	Day    int    `json:"d"`
	Colour string `json:"c"`
	// Of the shift; 0: not known.
	Begin int64 `json:"b"`
	End   int64 `json:"e"`
	// From departure to return.
	Depart int64       `json:"o"`
	Return int64       `json:"r"`
	Travel int64       `json:"t"`
	Home   *[2]float64 `json:"h,omitempty"`
	Goal   *[2]float64 `json:"g,omitempty"`
	Stops  []chartStop `json:"x"`
	Visits int         `json:"n"`
}

type chartStop struct {
	// Kind: 0 visit, 1 break, 2 store.
	Kind    int         `json:"k"`
	Name    string      `json:"j"`
	Service int         `json:"s"`
	Travel  int64       `json:"t"`
	Hold    int64       `json:"h,omitempty"`
	Arrive  int64       `json:"a"`
	Start   int64       `json:"b"`
	End     int64       `json:"e"`
	Late    int64       `json:"l,omitempty"`
	Place   *[2]float64 `json:"p,omitempty"`
}

type chartMissing struct {
	Job     string      `json:"j"`
	Service int         `json:"s"`
	Class   string      `json:"c"`
	Place   *[2]float64 `json:"p,omitempty"`
}

type chartStore struct {
	Name  string      `json:"j"`
	Place *[2]float64 `json:"p,omitempty"`
}

func (m *maker) chartData() *chartData {
	d := &chartData{Lang: m.lang.String(), Parts: m.costParts(), Say: map[string]string{},
		Zone: [][2]int64{}, Days: []string{}, Services: []swatch{}, Routes: []chartRoute{}, Missing: []chartMissing{}, Stores: []chartStore{}}
	for _, key := range []string{"visit", "break", "store", "home", "travel", "wait", "overtime", "shift", "late", "not_served",
		"visits", "service", "arrive", "start", "end", "worker", "km", "not_mapped", "depart", "return", "job", "time"} {
		d.Say[key] = m.lang.Say(key)
	}
	for _, day := range m.days {
		d.Days = append(d.Days, day.Date)
	}
	for _, code := range m.services {
		d.Services = append(d.Services, swatch{Name: m.lang.Service(code), Colour: m.serviceColour(code)})
	}
	for i := range m.plan.Routes {
		d.Routes = append(d.Routes, m.chartRoute(i))
	}
	for _, u := range m.plan.Unassigned {
		if j := m.job(u.Job); j != nil {
			d.Missing = append(d.Missing, chartMissing{u.Job, m.service[j.Service], m.lang.Class(u.Class), position(m.Place(j))})
		}
	}
	for i := range m.Problem.Stores {
		s := &m.Problem.Stores[i]
		d.Stores = append(d.Stores, chartStore{s.ID, position(s.Place)})
	}
	d.Zone = m.zone()
	return d
}

func (m *maker) chartRoute(i int) chartRoute {
	r := &m.plan.Routes[i]
	c := chartRoute{Worker: r.Worker, Shift: r.Shift, Day: m.dayOf[i], Colour: m.routeColour(r),
		Depart: r.Depart.Unix(), Return: r.Return.Unix(), Travel: int64(r.ReturnTravel), Visits: visitsOf(r), Stops: []chartStop{}}
	if s, ok := m.shifts[r.Shift]; ok {
		c.Begin, c.End = s.shift.Start.Unix(), s.shift.End.Unix()
		start, end := m.ShiftPlaces(s.worker, s.shift)
		c.Home, c.Goal = position(start), position(end)
	}
	for k := range r.Stops {
		c.Stops = append(c.Stops, m.chartStop(r, &r.Stops[k]))
	}
	return c
}

func (m *maker) chartStop(r *roster.Route, s *roster.Stop) chartStop {
	c := chartStop{Travel: int64(s.Travel), Hold: int64(s.Hold), Arrive: s.Arrive.Unix(), Start: s.Start.Unix(), End: s.End.Unix(), Late: int64(s.Late)}
	switch s.Kind {
	case roster.VisitStop:
		c.Name = s.Job
		if j := m.job(s.Job); j != nil {
			c.Service, c.Place = m.service[j.Service], position(m.Place(j))
		}
	case roster.BreakStop:
		c.Kind, c.Name = 1, s.Break
		c.Place = m.breakPlace(r.Shift, s.Break)
	default:
		c.Kind, c.Name = 2, s.Store
		if i, ok := m.StoreIndex(s.Store); ok {
			c.Place = position(m.Problem.Stores[i].Place)
		}
	}
	return c
}

// breakPlace is where a break must be taken; nil: wherever the worker is.
func (m *maker) breakPlace(shift, id string) *[2]float64 {
	s, ok := m.shifts[shift]
	if !ok {
		return nil
	}
	for i := range s.shift.Breaks {
		if b := &s.shift.Breaks[i]; b.ID == id && b.Place != nil {
			return position(*b.Place)
		}
	}
	return nil
}

func position(p roster.Place) *[2]float64 {
	if p.Location == nil {
		return nil
	}
	return &[2]float64{p.Location.Lat, p.Location.Lng}
}

// zone lists the offsets of local time over the horizon and a day on either
// side, so that a page shows the agency's time wherever it is read.
func (m *maker) zone() [][2]int64 {
	at, end := m.Problem.Horizon.Start.Add(-24*time.Hour), m.Problem.Horizon.End.Add(24*time.Hour)
	var out [][2]int64
	for at.Before(end) {
		local := at.In(m.Zone)
		_, offset := local.Zone()
		out = append(out, [2]int64{at.Unix(), int64(offset)})
		_, next := local.ZoneBounds()
		if next.IsZero() {
			break
		}
		at = next
	}
	return out
}

// legend lists what the timeline's colours mean.
func (m *maker) legend() []swatch {
	var out []swatch
	for _, code := range m.services {
		out = append(out, swatch{m.lang.Service(code), m.serviceColour(code), "service"})
	}
	for _, kind := range []string{"travel", "wait", "break", "overtime", "shift"} {
		out = append(out, swatch{m.lang.Say(kind), "", kind})
	}
	return out
}
