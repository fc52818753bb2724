package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// Plan writes a plan for people: figures, then each route as a table, then
// the jobs which are not served with the reasons in words.
func Plan(w io.Writer, p *roster.Problem, plan *roster.Plan, style Style) error {
	v, err := roster.NewView(p)
	if err != nil {
		return err
	}
	b := &strings.Builder{}
	name := clean(plan.ProblemID)
	if name != "" {
		name = " " + name
	}
	fmt.Fprintf(b, "%s%s: %s\n\n", style.say("plan"), name, style.Lang.Status(plan.Status))
	writeFigures(b, plan, style)
	if len(plan.Routes) == 0 {
		fmt.Fprintf(b, "\n%s\n", style.say("no_routes"))
	}
	for i := range plan.Routes {
		writeRoute(b, v, &plan.Routes[i], style)
	}
	writeUnassigned(b, v, plan, style)
	_, err = io.WriteString(w, b.String())
	return err
}

// writeFigures writes the key figures, a line each.
func writeFigures(b *strings.Builder, plan *roster.Plan, style Style) {
	f, l := plan.Figures, style.Lang
	line := func(key, format string, args ...any) {
		fmt.Fprintf(b, "  %s %s\n", text.Pad(style.say(key), 20, ' '), fmt.Sprintf(format, args...))
	}
	line("served", "%d %s %d %s", f.Served, style.say("of"), f.Jobs, style.say("jobs"))
	line("workers", "%d %s %d %s", f.WorkersUsed, style.say("of"), f.Workers, style.say("used"))
	line("work", "%s: %s %s, %s %s (%s), %s %s, %s %s", l.Duration(f.Work),
		style.say("service"), l.Duration(f.Service), style.say("travel"), l.Duration(f.Travel), words.Kilometres(f.Metres),
		style.say("wait"), l.Duration(f.Wait), style.say("breaks"), l.Duration(f.Break))
	line("utilisation", "%s", words.Permille(f.UtilisationPermille))
	late := ""
	if f.LateVisits > 0 {
		late = fmt.Sprintf(" (%d %s, %s)", f.LateVisits, style.say("late"), l.Duration(f.Late))
	}
	line("punctual", "%s%s", words.Permille(f.PunctualPermille), late)
	line("overtime", "%s", l.Duration(f.Overtime))
	line("revenue", "%s", style.Money.Money(f.Revenue))
	line("cost", "%s%s", style.Money.Points(plan.Score.Total), partsInBrackets(plan.Score.Parts, style))
	for _, m := range plan.Score.Missed {
		line("missed", "%s: %s%s", l.Tier(m.Tier), l.Jobs(m.Jobs), missedValue(m, style))
	}
}

// missedValue says the value left out of a tier; mandatory jobs have none.
func missedValue(m roster.Missed, style Style) string {
	if m.Tier == roster.MandatoryTier {
		return ""
	}
	return ", " + style.Money.Money(m.Value)
}

// partsInBrackets lists the parts of a cost: " (pay ¥10.00, travel time ¥2.00)".
func partsInBrackets(parts []roster.Part, style Style) string {
	if len(parts) == 0 {
		return ""
	}
	return " (" + partList(parts, style) + ")"
}

func partList(parts []roster.Part, style Style) string {
	said := make([]string, len(parts))
	for i, part := range parts {
		said[i] = clean(style.Lang.Part(part.Code)) + " " + style.Money.Points(part.Points)
	}
	return strings.Join(said, ", ")
}

// writeRoute writes one route: a heading and a table of its stops.
func writeRoute(b *strings.Builder, v *roster.View, r *roster.Route, style Style) {
	day := roster.DateOf(r.Depart.In(v.Zone))
	travel, metres, visits := r.ReturnTravel, r.ReturnMetres, 0
	for _, s := range r.Stops {
		travel, metres = travel+s.Travel, metres+s.Metres
		if s.Kind == roster.VisitStop {
			visits++
		}
	}
	fmt.Fprintf(b, "\n%s · %s %s · %s %s–%s · %s: %d · %s %s (%s)\n", clean(r.Worker), style.say("shift"), clean(r.Shift),
		day, words.TimeOf(r.Depart, v.Zone, day), words.TimeOf(r.Return, v.Zone, day),
		style.say("visits"), visits, style.say("travel"), style.Lang.Duration(travel), words.Kilometres(metres))
	t := newTable("#", style.say("what"), style.say("service"), style.say("travel"), style.say("arrive"),
		style.say("start"), style.say("end"), style.say("note"))
	t.SetColumnConfigs(append(rightFrom(1, 1), rightFrom(4, 7)...))
	n := 0
	for i := range r.Stops {
		s := &r.Stops[i]
		number, what, service := "", "", ""
		switch s.Kind {
		case roster.VisitStop:
			n++
			number, what, service = fmt.Sprint(n), clean(s.Job), serviceOf(v, s.Job, style)
		case roster.BreakStop:
			what = style.say("break") + " " + clean(s.Break)
		default:
			what = style.say("store") + " " + clean(s.Store)
		}
		t.AppendRow(table.Row{number, what, service, words.Clock(s.Travel), words.TimeOf(s.Arrive, v.Zone, day),
			words.TimeOf(s.Start, v.Zone, day), words.TimeOf(s.End, v.Zone, day), note(v, s, style)})
	}
	t.AppendRow(table.Row{"", style.say("return"), "", words.Clock(r.ReturnTravel), words.TimeOf(r.Return, v.Zone, day), "", "", ""})
	b.WriteString(t.Render())
	b.WriteByte('\n')
}

// note says what is special about a stop.
func note(v *roster.View, s *roster.Stop, style Style) string {
	var notes []string
	add := func(key string, d roster.Duration) {
		if d > 0 {
			notes = append(notes, style.say(key)+" "+style.Lang.Duration(d))
		}
	}
	add("hold", s.Hold)
	add("wait", s.Wait)
	add("late", s.Late)
	add("early", s.Early)
	if i, ok := v.JobIndex(s.Job); ok && s.Kind == roster.VisitStop {
		if k := v.CrewSize(&v.Problem.Jobs[i]); k > 1 {
			notes = append(notes, fmt.Sprintf("%s %d/%d", style.say("crew_member"), s.Member+1, k))
		}
	}
	return strings.Join(notes, ", ")
}

// serviceOf says the service of a job; "" where the job is not known.
func serviceOf(v *roster.View, job string, style Style) string {
	i, ok := v.JobIndex(job)
	if !ok {
		return ""
	}
	return clean(style.Lang.Service(v.Problem.Jobs[i].Service))
}

// writeUnassigned writes the jobs which are not served.
func writeUnassigned(b *strings.Builder, v *roster.View, plan *roster.Plan, style Style) {
	if len(plan.Unassigned) == 0 {
		fmt.Fprintf(b, "\n%s\n", style.say("all_served"))
		return
	}
	fmt.Fprintf(b, "\n%s: %d\n", style.say("and_left_out"), len(plan.Unassigned))
	t := newTable(style.say("job"), style.say("service"), style.say("tier"), style.say("value"), style.say("class"), style.say("reasons"))
	t.SetColumnConfigs(rightFrom(4, 4))
	for _, u := range plan.Unassigned {
		tier, value := "", ""
		if i, ok := v.JobIndex(u.Job); ok {
			j := &v.Problem.Jobs[i]
			tier, value = tierOf(j, style.Lang), style.Money.Money(v.Value(j))
		}
		t.AppendRow(table.Row{clean(u.Job), serviceOf(v, u.Job, style), tier, value, style.Lang.Class(u.Class),
			cleanLines(strings.Join(style.Lang.ReasonLines(u.Reasons, style.Money), "\n"))})
	}
	b.WriteString(t.Render())
	b.WriteByte('\n')
}

// tierOf says a job's priority; "" for an ordinary one.
func tierOf(j *roster.Job, l words.Lang) string {
	switch {
	case j.Mandatory:
		return l.Tier(roster.MandatoryTier)
	case j.Tier > 0:
		return l.Tier(j.Tier)
	}
	return ""
}

// cleanLines is clean for several lines.
func cleanLines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = clean(lines[i])
	}
	return strings.Join(lines, "\n")
}
