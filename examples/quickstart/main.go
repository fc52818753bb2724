// Command quickstart plans the day in day.json, one Monday of an agency in
// Chengdu, and prints who goes where and why one job is not served:
//
//	go run ./examples/quickstart
//
// It is the shortest real use of the library: decode, validate, solve. The
// command line does the same, and writes a page to look at:
//
//	go run ./cmd/paidan solve examples/quickstart/day.json --report day.html
package main

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

//go:embed day.json
var day []byte

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, out io.Writer) error {
	problem, err := roster.DecodeProblem(bytes.NewReader(day))
	if err != nil {
		return err // every typo and wrong type, each with its path
	}
	if err := problem.Validate(); err != nil {
		return err // everything that makes no sense together
	}
	// So many iterations give the same plan on every machine; a server would
	// rather give a Limit of so many seconds.
	plan, err := schedule.Solve(ctx, problem, schedule.Options{Iterations: 5_000})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d of %d jobs served\n", plan.Status, plan.Figures.Served, plan.Figures.Jobs)
	for _, route := range plan.Routes {
		fmt.Fprintf(out, "\n%s leaves at %s, is back at %s\n", route.Worker, route.Depart.Format("15:04"), route.Return.Format("15:04"))
		for _, stop := range route.Stops {
			what := stop.Job
			if stop.Kind != roster.VisitStop {
				what = string(stop.Kind)
			}
			fmt.Fprintf(out, "  %s–%s  %s\n", stop.Start.Format("15:04"), stop.End.Format("15:04"), what)
		}
	}
	if len(plan.Unassigned) == 0 {
		return nil
	}
	left := plan.Unassigned[0]
	fmt.Fprintf(out, "\n%s is not served (%s):\n", left.Job, left.Class)
	for _, reason := range left.Reasons {
		fmt.Fprintf(out, "  %s, workers concerned: %d\n", reason.Code, reason.Workers)
	}
	return nil
}
