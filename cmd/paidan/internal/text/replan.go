package text

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Replan writes what a replanning changes for whom, whom to call, and the
// trade-off where it was asked for.
func Replan(w io.Writer, p *roster.Problem, got *schedule.Replanned, style Style) error {
	zone, err := p.Location()
	if err != nil {
		return err
	}
	b := &strings.Builder{}
	f, c := &got.Plan.Figures, got.Counts
	fmt.Fprintf(b, style.say("replan_head")+"\n", f.Served, f.Jobs, c.Changes, c.CustomerToCall, c.WorkerDayTouched, style.Money.Points(got.Price))
	if len(got.Displaced) > 0 {
		fmt.Fprintf(b, "%s: %s\n", style.say("displaced"), clean(style.Lang.Names(got.Displaced)))
	}
	if len(got.Disruptions) == 0 {
		fmt.Fprintln(b, style.say("no_changes"))
	} else {
		fmt.Fprintf(b, "\n%s\n", style.say("changes"))
		t := newTable(style.say("change"), style.say("concerned"), style.say("customer"), style.say("before"), style.say("afterwards"), style.say("price"))
		t.SetColumnConfigs(rightFrom(6, 6))
		for i := range got.Disruptions {
			d := &got.Disruptions[i]
			if d.Kind == schedule.CustomerToCall {
				continue // the list of calls has them
			}
			what := d.Job
			if d.Kind == schedule.WorkerDayTouched {
				what = d.Worker + " " + d.Day.String()
			}
			price := nothing
			if d.Price != 0 {
				price = style.Money.Points(d.Price)
			}
			t.AppendRow([]any{style.Lang.Disruption(d.Kind), clean(what), clean(d.Customer), servedAs(d.Before, zone), servedAs(d.After, zone), price})
		}
		b.WriteString(t.Render())
		b.WriteByte('\n')
	}
	if len(got.Calls) > 0 {
		fmt.Fprintf(b, "\n%s\n", style.say("calls"))
		t := newTable("#", style.say("customer"), style.say("until"), style.say("jobs"))
		for i, call := range got.Calls {
			t.AppendRow([]any{i + 1, clean(call.Customer), call.Before.In(zone).Format("01-02 15:04"), clean(style.Lang.Names(call.Jobs))})
		}
		b.WriteString(t.Render())
		b.WriteByte('\n')
	}
	if len(got.Tradeoff) > 0 {
		fmt.Fprintf(b, "\n%s\n", style.say("tradeoff"))
		t := newTable(style.say("changes"), style.say("lost"), style.say("cost"), style.say("price_of_changes"), style.say("jobs"))
		t.SetColumnConfigs(rightFrom(1, 4))
		for _, point := range got.Tradeoff {
			t.AppendRow([]any{point.Counts.Changes, len(point.Lost), style.Money.Points(point.Cost), style.Money.Points(point.Price), clean(style.Lang.Names(point.Lost))})
		}
		b.WriteString(t.Render())
		b.WriteByte('\n')
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// servedAs says who comes when.
func servedAs(s *schedule.Served, zone *time.Location) string {
	if s == nil {
		return nothing
	}
	return clean(strings.Join(s.Workers, "+")) + " " + s.Start.In(zone).Format("15:04")
}
