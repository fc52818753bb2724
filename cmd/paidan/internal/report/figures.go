package report

import (
	"fmt"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// tile is one key figure with a line of small print and, where Bar is not
// negative, a bar of so many per cent.
type tile struct {
	Label, Value, Small string
	Bar                 int
	// Mood is "good", "bad" or "" and colours the figure.
	Mood string
}

// tiles are the key figures, the most asked for first.
func (m *maker) tiles() []tile {
	f, l := m.plan.Figures, m.lang
	share := func(n, of int) string { return fmt.Sprintf(l.Say("of_workers"), n, of) }
	percent := func(permille int) int { return min(100, max(0, permille/10)) }
	served := 100
	if f.Jobs > 0 {
		served = 100 * f.Served / f.Jobs
	}
	visits := m.visits()
	tiles := []tile{
		{Label: l.Say("served"), Value: share(f.Served, f.Jobs), Small: l.Say("jobs"), Bar: served},
		{Label: l.Say("not_served"), Value: words.Count(int64(f.Unassigned)), Small: m.mandatoryMissed(), Bar: -1},
		{Label: l.Say("cost"), Value: m.money.Points(m.plan.Score.Total), Bar: -1},
		{Label: l.Say("travel"), Value: l.Duration(f.Travel), Small: words.Kilometres(f.Metres), Bar: -1},
		{Label: l.Say("utilisation"), Value: words.Permille(f.UtilisationPermille),
			Small: l.Say("work") + " " + l.Duration(f.Work), Bar: percent(f.UtilisationPermille)},
		{Label: l.Say("punctual"), Value: words.Permille(f.PunctualPermille),
			Small: fmt.Sprintf("%d %s", f.LateVisits, l.Say("late")), Bar: percent(f.PunctualPermille)},
		{Label: l.Say("workers"), Value: share(f.WorkersUsed, f.Workers), Small: l.Say("overtime") + " " + l.Duration(f.Overtime), Bar: -1},
		{Label: l.Say("continuity"), Value: words.Permille(f.ContinuityPermille),
			Small: l.Say("preferred") + " " + words.Permille(f.PreferredPermille), Bar: percent(f.ContinuityPermille)},
	}
	if f.Unassigned > 0 {
		tiles[1].Mood = "bad"
	} else {
		tiles[1].Mood = "good"
	}
	if f.LateVisits > 0 {
		tiles[5].Small += ", " + l.Duration(f.Late)
	}
	if visits > 0 {
		n := roster.Duration(visits)
		tiles[3].Small += " · " + fmt.Sprintf(l.Say("per_visit"), l.Duration(f.Travel/n))
		tiles[2].Small = fmt.Sprintf(l.Say("per_visit"), m.money.Points(m.plan.Score.Total/roster.Points(n)))
	}
	return tiles
}

// visits counts the visits of all routes.
func (m *maker) visits() int {
	n := 0
	for i := range m.plan.Routes {
		n += visitsOf(&m.plan.Routes[i])
	}
	return n
}

func visitsOf(r *roster.Route) int {
	n := 0
	for i := range r.Stops {
		if r.Stops[i].Kind == roster.VisitStop {
			n++
		}
	}
	return n
}

// mandatoryMissed says how many mandatory jobs are left out; "" for none.
func (m *maker) mandatoryMissed() string {
	for _, missed := range m.plan.Score.Missed {
		if missed.Tier == roster.MandatoryTier {
			return fmt.Sprintf("%d %s", missed.Jobs, m.lang.Say("mandatory"))
		}
	}
	return ""
}

// missed says what is left out of each tier.
func (m *maker) missed() []string {
	var said []string
	for _, missed := range m.plan.Score.Missed {
		line := m.lang.Tier(missed.Tier) + ": " + m.lang.Jobs(missed.Jobs)
		if missed.Tier != roster.MandatoryTier {
			line += ", " + m.money.Money(missed.Value)
		}
		said = append(said, line)
	}
	return said
}

// costPart is one part of the cost: its share of the total in per cent, for a
// bar, and the amount in words.
type costPart struct {
	Code   string  `json:"-"`
	Name   string  `json:"n"`
	Amount float64 `json:"v"`
	Text   string  `json:"t"`
	Share  string  `json:"s"`
}

func (m *maker) costParts() []costPart {
	parts := make([]costPart, 0, len(m.plan.Score.Parts))
	for _, part := range m.plan.Score.Parts {
		c := costPart{Code: part.Code, Name: m.lang.Part(part.Code), Amount: part.Points.Units() / 100, Text: m.money.Points(part.Points)}
		if m.plan.Score.Total > 0 {
			c.Share = words.Permille(int(1000 * part.Points / m.plan.Score.Total))
		}
		parts = append(parts, c)
	}
	return parts
}

// leftOut is a job which is not served, with the reasons in words.
type leftOut struct {
	Job, Service, Colour, Tier, Value, Windows, Class string
	Reasons                                           []string
}

func (m *maker) leftOut() []leftOut {
	rows := make([]leftOut, 0, len(m.plan.Unassigned))
	for _, u := range m.plan.Unassigned {
		row := leftOut{Job: u.Job, Class: m.lang.Class(u.Class), Reasons: m.lang.ReasonLines(u.Reasons, m.money)}
		if j := m.job(u.Job); j != nil {
			row.Service, row.Colour = m.lang.Service(j.Service), m.serviceColour(j.Service)
			row.Value, row.Windows = m.money.Money(m.Value(j)), m.windows(j)
			switch {
			case j.Mandatory:
				row.Tier = m.lang.Tier(roster.MandatoryTier)
			case j.Tier > 0:
				row.Tier = m.lang.Tier(j.Tier)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// windows says when a job may begin, at most three of its windows.
func (m *maker) windows(j *roster.Job) string {
	first := roster.DateOf(m.Problem.Horizon.Start.In(m.Zone))
	said := ""
	for i, w := range j.Windows {
		if i == 3 {
			return said + " …"
		}
		if i > 0 {
			said += ", "
		}
		said += words.TimeOf(w.Start, m.Zone, first) + "–" + words.TimeOf(w.End, m.Zone, roster.DateOf(w.Start.In(m.Zone)))
	}
	return said
}
