package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/paidan/paidan/roster"
)

// printDays prints a line for each day.
func printDays(out io.Writer, p *roster.Problem, plan *roster.Plan) {
	type day struct {
		workers, visits int
		travel          roster.Duration
		service         roster.Duration
	}
	days := map[string]*day{}
	for _, route := range plan.Routes {
		name := route.Depart.Format("Mon 02 Jan")
		d := days[name]
		if d == nil {
			d = &day{}
			days[name] = d
		}
		d.workers++
		d.travel += route.ReturnTravel
		for _, stop := range route.Stops {
			d.travel += stop.Travel
			if stop.Kind == roster.VisitStop {
				d.visits++
				d.service += roster.DurationOf(stop.End.Sub(stop.Start))
			}
		}
	}
	fmt.Fprintf(out, "%s: %d of %d jobs served\n\n", plan.Status, plan.Figures.Served, plan.Figures.Jobs)
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "day\tshifts\tvisits\tservice\ttravel\t")
	for t := p.Horizon.Start; t.Before(p.Horizon.End); t = t.AddDate(0, 0, 1) {
		name := t.Format("Mon 02 Jan")
		if d := days[name]; d != nil {
			fmt.Fprintf(table, "%s\t%d\t%d\t%s\t%s\t\n", name, d.workers, d.visits, hours(d.service), hours(d.travel))
		}
	}
	table.Flush()
}

// printPeople prints how many faces a customer sees, and how work is shared.
func printPeople(out io.Writer, p *roster.Problem, plan *roster.Plan) {
	f := &plan.Figures
	fmt.Fprintf(out, "\ncontinuity: %s workers a customer; %s of visits by the main one, %s by one who knows the customer\n",
		thousandths(f.DistinctWorkersPermille, 1000, ""), thousandths(f.MainWorkerPermille, 10, " %"), thousandths(f.ContinuityPermille, 10, " %"))
	fmt.Fprintf(out, "fairness: %s between most and least work; %d visits in the evening or at the weekend\n\n", hours(f.HoursSpread), f.UnpopularVisits)

	// What the agency's books will say after this week.
	next, err := p.NextHistory(plan)
	if err != nil {
		return // Solve has read the same problem
	}
	before := map[string]roster.LedgerEntry{}
	for _, e := range p.History.Ledger {
		before[e.Worker] = e
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "worker\tpart-time\twork before\tafter\tunpopular before\tafter\t")
	share := map[string]string{}
	for _, w := range p.Workers {
		if w.SharePercent > 0 {
			share[w.ID] = fmt.Sprintf("%d %%", w.SharePercent)
		}
	}
	for _, e := range next.Ledger {
		b := before[e.Worker]
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%d\t%d\t\n", e.Worker, share[e.Worker], hours(b.FairWork), hours(e.FairWork), b.FairUnpopular, e.FairUnpopular)
	}
	table.Flush()
}

// printDifferences prints what changes for whom.
func printDifferences(out io.Writer, published, repaired *roster.Plan) {
	before, after := visits(published), visits(repaired)
	fmt.Fprintf(out, "\n%s ill on %s: %d of %d jobs served\n", strings.Join(sick, " and "), illness, repaired.Figures.Served, repaired.Figures.Jobs)
	jobs := maps.Clone(before)
	maps.Copy(jobs, after)
	kept := 0
	for _, job := range slices.Sorted(maps.Keys(jobs)) {
		old, was := before[job]
		now, is := after[job]
		switch {
		case was && is && old.start.Equal(now.start) && slices.Equal(old.workers, now.workers):
			kept++
		case !is:
			fmt.Fprintf(out, "  %s is cancelled: was %s\n", job, old)
		case !was:
			fmt.Fprintf(out, "  %s is new: %s\n", job, now)
		default:
			fmt.Fprintf(out, "  %s changes: was %s, is %s\n", job, old, now)
		}
	}
	fmt.Fprintf(out, "  %d visits stay as published\n", kept)
}

func (v visit) String() string {
	return strings.Join(v.workers, "+") + " " + v.start.Format("Mon 15:04")
}

// hours writes a duration as "7:45".
func hours(d roster.Duration) string { return fmt.Sprintf("%d:%02d", d/3600, d/60%60) }

// thousandths writes a number of 1/1000 in a greater unit.
func thousandths(n, unit int, name string) string {
	return fmt.Sprintf("%.1f%s", float64(n)/float64(unit), name)
}
