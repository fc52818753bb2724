// Command week plans the week in week.json: recurring customers, crews, visits
// tied to each other, eight workers with days off. Then two of them fall ill on
// Tuesday, and it plans again around everything already published:
//
//	go run ./examples/week
//
// The file was made up by
//
//	go run ./cmd/paidan generate --customers 25 --workers 8 --days 7 --crews --links --series 0.8 --seed 6 --load 0.85 --servable
package main

import (
	"bytes"
	"context"
	_ "embed"
	"io"
	"log"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

//go:embed week.json
var week []byte

// Who falls ill, and when.
var (
	sick    = []string{"W2", "W4"}
	illness = roster.Date{Year: 2026, Month: time.November, Day: 24}
)

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	problem, err := roster.DecodeProblem(bytes.NewReader(week))
	if err != nil {
		return err
	}
	// So many iterations give the same plan on every machine.
	options := schedule.Options{Iterations: 2_000}
	published, err := schedule.Solve(ctx, problem, options)
	if err != nil {
		return err
	}
	printDays(out, problem, published)
	printPeople(out, problem, published)

	changed, err := without(problem, published, sick, illness)
	if err != nil {
		return err
	}
	repaired, err := schedule.Solve(ctx, changed, options)
	if err != nil {
		return err
	}
	printDifferences(out, published, repaired)
	return nil
}

// without returns the problem without the shifts of some workers on one day.
// Whatever the plan has on other days is locked: who comes, and when.
func without(p *roster.Problem, plan *roster.Plan, workers []string, day roster.Date) (*roster.Problem, error) {
	zone, err := p.Location()
	if err != nil {
		return nil, err
	}
	changed := *p // shares with p what is the same
	changed.Workers = slices.Clone(p.Workers)
	for i := range changed.Workers {
		w := &changed.Workers[i]
		if slices.Contains(workers, w.ID) {
			w.Shifts = slices.DeleteFunc(slices.Clone(w.Shifts), func(s roster.Shift) bool {
				return roster.DateOf(s.Start.In(zone)) == day
			})
		}
	}
	changed.Locks = slices.Clone(p.Locks)
	told := visits(plan)
	for _, job := range slices.Sorted(maps.Keys(told)) {
		// Of a crew a lock fixes one member.
		if v := told[job]; roster.DateOf(v.start.In(zone)) != day {
			changed.Locks = append(changed.Locks, roster.Lock{Job: job, Worker: v.workers[0], Start: v.start})
		}
	}
	return &changed, nil
}

// visit is what the customer of a job is told: the crew, or the one worker,
// and when the first of them starts.
type visit struct {
	workers []string
	start   time.Time
}

// visits returns what a plan has for each job served.
func visits(plan *roster.Plan) map[string]visit {
	all := map[string]visit{}
	for _, route := range plan.Routes {
		for _, stop := range route.Stops {
			if stop.Kind != roster.VisitStop {
				continue
			}
			v, crew := all[stop.Job]
			v.workers = append(v.workers, route.Worker)
			if !crew || stop.Start.Before(v.start) {
				v.start = stop.Start
			}
			all[stop.Job] = v
		}
	}
	return all
}
