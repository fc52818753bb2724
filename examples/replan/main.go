// Command replan plans the day of the quickstart example and publishes it. At
// nine two people call in sick, and it plans again with few changes: it prints
// what changes, whom to call first, and what fewer changes would lose:
//
//	go run ./examples/replan
//
// The command line does the same with files: paidan replan. A day which goes
// on, with a journal against crashes, is package schedule/live.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"os"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Where the day is, seen from the root of the module or from this folder.
var places = []string{"examples/quickstart/day.json", "../quickstart/day.json"}

// Who calls in sick.
var sick = []string{"care-1", "clean-1"}

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	problem, err := readDay()
	if err != nil {
		return err
	}
	// So many iterations give the same plan on every machine.
	published, err := schedule.Solve(ctx, problem, schedule.Options{Iterations: 3_000})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "published: %d of %d jobs served\n", published.Figures.Served, published.Figures.Jobs)

	events := make([]schedule.Event, len(sick))
	for i, worker := range sick {
		events[i] = schedule.Event{Kind: schedule.WorkerIll, Worker: worker} // from now on, for good
	}
	options := schedule.ReplanOptions{Options: schedule.Options{Iterations: 4_000}, Tradeoff: true}
	options.Now = problem.Horizon.Start.Add(9 * time.Hour)
	got, err := schedule.Replan(ctx, problem, published, events, options)
	if err != nil {
		return err
	}
	zone, err := problem.Location()
	if err != nil {
		return err
	}
	print(out, got, zone)
	return nil
}

func readDay() (*roster.Problem, error) {
	var err error
	for _, path := range places {
		var f *os.File
		if f, err = os.Open(path); err == nil {
			defer f.Close()
			return roster.DecodeProblem(f)
		}
	}
	return nil, err
}

func print(out io.Writer, got *schedule.Replanned, zone *time.Location) {
	fmt.Fprintf(out, "\n%s sick at nine: %d visits have begun or are about to and stay; %d cannot go on as published\n",
		strings.Join(sick, " and "), len(got.Fixed), len(got.Displaced))
	fmt.Fprintf(out, "now: %d of %d jobs served, %d changed\n\n", got.Plan.Figures.Served, got.Plan.Figures.Jobs, got.Counts.Changes)
	for _, d := range got.Disruptions {
		if d.Job != "" {
			fmt.Fprintf(out, "  %-14s %-16s %s → %s\n", d.Kind, d.Job, who(d.Before, zone), who(d.After, zone))
		}
	}
	fmt.Fprintf(out, "\ncall:\n")
	for i, c := range got.Calls {
		fmt.Fprintf(out, "  %d. %s before %s about %s\n", i+1, c.Customer, c.Before.In(zone).Format("15:04"), strings.Join(c.Jobs, ", "))
	}
	fmt.Fprintf(out, "\nwith fewer changes:\n")
	for _, p := range got.Tradeoff {
		lost := "nothing"
		if len(p.Lost) > 0 {
			lost = strings.Join(p.Lost, ", ")
		}
		fmt.Fprintf(out, "  %d changes lose %s\n", p.Counts.Changes, lost)
	}
}

func who(s *schedule.Served, zone *time.Location) string {
	if s == nil {
		return "nobody"
	}
	return strings.Join(s.Workers, "+") + " " + s.Start.In(zone).Format("15:04")
}
