package text

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Explain writes why a job is served as it is, or not, and what it means for
// each worker.
func Explain(w io.Writer, p *roster.Problem, plan *roster.Plan, why *schedule.Explanation, style Style) error {
	v, err := roster.NewView(p)
	if err != nil {
		return err
	}
	b := &strings.Builder{}
	heading := clean(why.Job)
	if service := serviceOf(v, why.Job, style); service != "" {
		heading += " (" + service + ")"
	}
	if why.Served {
		fmt.Fprintf(b, "%s: %s\n", heading, fmt.Sprintf(style.say("served_by"), clean(why.Worker), startOf(v, plan, why.Job)))
	} else {
		fmt.Fprintf(b, "%s: %s: %s\n", heading, style.say("not_served"), style.Lang.Class(why.Class))
		for _, line := range style.Lang.ReasonLines(why.Reasons, style.Money) {
			fmt.Fprintf(b, "  %s\n", clean(line))
		}
	}
	answerTable(b, why.Workers, style)
	for _, m := range why.Crew {
		b.WriteString(strings.TrimSpace(fmt.Sprintf("%s %d %s", style.say("crew_member"), m.Member+1, clean(m.Role))) + "\n")
		answerTable(b, m.Workers, style)
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// answerTable writes a row for what each worker means for the job.
func answerTable(b *strings.Builder, workers []schedule.WorkerAnswer, style Style) {
	if len(workers) == 0 {
		return
	}
	t := newTable(style.say("worker"), style.say("shift"), style.say("answer"), style.say("extra_cost"), style.say("after"), style.say("detail"))
	t.SetColumnConfigs(append(rightFrom(4, 4), table.ColumnConfig{Number: 6, WidthMax: 70}))
	for i := range workers {
		t.AppendRow(answerRow(&workers[i], style))
	}
	b.WriteString(t.Render())
	b.WriteByte('\n')
}

// startOf says when a plan serves a job.
func startOf(v *roster.View, plan *roster.Plan, job string) string {
	var start time.Time
	for _, r := range plan.Routes {
		for _, s := range r.Stops {
			if s.Kind == roster.VisitStop && s.Job == job && (start.IsZero() || s.Start.Before(start)) {
				start = s.Start
			}
		}
	}
	if start.IsZero() {
		return nothing
	}
	return start.In(v.Zone).Format("2006-01-02 15:04")
}

// nothing stands where there is no figure.
const nothing = "–"

// answerRow is what one worker means for the job.
func answerRow(a *schedule.WorkerAnswer, style Style) table.Row {
	row := table.Row{clean(a.Worker), clean(a.Shift), "", "", "", ""}
	switch {
	case len(a.Gates) > 0:
		said := make([]string, len(a.Gates))
		for i, code := range a.Gates {
			said[i] = clean(style.Lang.Reason(code))
		}
		row[2], row[5] = style.say("not_allowed"), strings.Join(said, separator(style.Lang))
	case a.Fits:
		after := style.say("first")
		if a.After != "" {
			after = clean(a.After)
		}
		row[2], row[3], row[4], row[5] = style.say("fits"), style.Money.Points(a.Delta), after, partList(a.Parts, style)
	default:
		detail := clean(style.Lang.Reason(a.Blocks))
		if len(a.Jobs) > 0 {
			detail += ": " + clean(style.Lang.Names(a.Jobs))
		}
		row[2], row[5] = style.say("does_not_fit"), detail
	}
	return row
}

func separator(l words.Lang) string {
	if l == words.Chinese {
		return "；"
	}
	return "; "
}
