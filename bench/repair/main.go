// Command repair measures how fast a day is put right after events, how good
// it stays, and how fast times are quoted:
//
//	go run ./bench/repair                   a day of 1,000 jobs, 500 events
//	go run ./bench/repair -quotes 200       10,000 jobs over 14 days, 200 quotes
//
// A generated day is solved and published. Random events then happen to it,
// one after the other, spread evenly over the hours from -from to -until. After
// each the plan is checked by roster.Check, and it is looked at that nothing
// which had begun or was frozen has moved and that the caps hold; neither
// counts in the times. At -looks moments the problem as it stands is solved
// anew, with all that has not begun free to change, and compared: cost, and
// how many jobs change against the plan of before the event at hand.
//
// Times are those on the wall and those of the processor, which do not count
// what else the machine is doing; run it with GOMAXPROCS=1 for one core.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime/pprof"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

type options struct {
	jobs, workers, days int
	seed                uint64
	solve, resolve      time.Duration
	events, looks       int
	from, until         time.Duration
	freeze              time.Duration
	iterations          int64
	reach, changes      int
	prices              int
	plan                string
	quotes              int
	repairs             int
}

func main() {
	o := options{}
	flag.IntVar(&o.jobs, "jobs", 1000, "jobs; with -quotes 10000")
	flag.IntVar(&o.workers, "workers", 150, "workers")
	flag.IntVar(&o.days, "days", 1, "days; with -quotes 14")
	flag.Uint64Var(&o.seed, "seed", 1, "seed of problem and events")
	flag.DurationVar(&o.solve, "solve", time.Minute, "time for the plan to publish")
	flag.DurationVar(&o.resolve, "resolve", time.Minute, "time for each solving anew; 0: none")
	flag.IntVar(&o.events, "events", 500, "events")
	flag.IntVar(&o.looks, "looks", 2, "solvings anew")
	flag.DurationVar(&o.from, "from", 6*time.Hour, "time of day of the first event")
	flag.DurationVar(&o.until, "until", 17*time.Hour, "time of day of the last event")
	flag.DurationVar(&o.freeze, "freeze", 15*time.Minute, "how long from now visits do not move")
	flag.Int64Var(&o.iterations, "iterations", 0, "of each replanning; 0: as the library has it")
	flag.IntVar(&o.reach, "reach", 0, "workers looked at; 0: as the library has it")
	flag.IntVar(&o.changes, "changes", 8, "cap on the changes of an event")
	flag.IntVar(&o.prices, "prices", 10, "prices of changes, in percent of the library's")
	flag.StringVar(&o.plan, "plan", "", "file which keeps the published plan from run to run")
	flag.IntVar(&o.quotes, "quotes", 0, "quotes instead of events")
	flag.IntVar(&o.repairs, "repairs", 0, "slots of each quote that are repaired; 0: as the library has it")
	profile := flag.String("cpuprofile", "", "file for a profile of processor time")
	flag.Parse()
	if *profile != "" {
		f, err := os.Create(*profile)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err == nil {
			defer pprof.StopCPUProfile()
		}
	}
	if err := run(context.Background(), o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o options) error {
	if o.quotes > 0 && o.days == 1 {
		o.days, o.jobs = 14, 10_000
	}
	p, err := generate.Problem(generate.Options{Seed: o.seed, Jobs: o.jobs, Workers: o.workers, Days: o.days})
	if err != nil {
		return err
	}
	plan, err := published(ctx, p, o)
	if err != nil {
		return err
	}
	fmt.Printf("published: %d jobs over %d days, %d workers, %d served, cost %.0f\n", len(p.Jobs), o.days, len(p.Workers), plan.Figures.Served, plan.Score.Total.Units())
	if o.quotes > 0 {
		return quote(ctx, p, plan, o)
	}
	return repair(ctx, p, plan, o)
}

// published solves the problem, or reads the plan where it was kept.
func published(ctx context.Context, p *roster.Problem, o options) (*roster.Plan, error) {
	if f, err := os.Open(o.plan); o.plan != "" && err == nil {
		defer f.Close()
		return roster.DecodePlan(f)
	}
	plan, err := schedule.Solve(ctx, p, schedule.Options{Limit: o.solve, Seed: o.seed})
	if err != nil || o.plan == "" {
		return plan, err
	}
	text, err := json.Marshal(plan)
	if err == nil {
		err = os.WriteFile(o.plan, text, 0o644)
	}
	return plan, err
}
