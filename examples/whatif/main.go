// Command whatif asks what would happen on the day in day.json if two workers
// were hired, if a quarter more elder care were asked for, or if it rained. It
// plays the day twelve times with chance, and the same chance, for each of them:
//
//	go run ./examples/whatif
//
// The file was made up by
//
//	go run ./cmd/paidan generate --jobs 36 --workers 9 --servable --seed 2
package main

import (
	"bytes"
	"context"
	"embed"
	"fmt"
	"io"
	"log"
	"os"
	"text/tabwriter"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

//go:embed *.json
var files embed.FS

func main() {
	if err := run(context.Background(), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// shown are the key figures of the table.
var shown = []string{"served", "punctual_percent", "travel_hours", "overtime_hours", "declines", "margin"}

func run(ctx context.Context, out io.Writer) error {
	day, err := files.ReadFile("day.json")
	if err != nil {
		return err
	}
	problem, err := roster.DecodeProblem(bytes.NewReader(day))
	if err != nil {
		return err
	}
	scenarios := []simulate.Scenario{{Name: "as it is"}}
	for _, name := range []string{"hire.json", "more.json", "storm.json"} {
		text, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		scenario, err := simulate.DecodeScenario(bytes.NewReader(text))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		scenarios = append(scenarios, scenario)
	}
	result, err := simulate.Run(ctx, simulate.Config{
		Problem:      problem,
		Model:        simulate.UsualModel(),
		Scenarios:    scenarios,
		Policies:     []simulate.Policy{simulate.Resolve(2*3600, 50)},
		Replications: 12,
	})
	if err != nil {
		return err
	}
	// Each figure with the half of its 95 % interval, then the difference to
	// the day as it is, which is sharper: all scenarios meet the same chance.
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, "\t")
	for _, name := range shown {
		fmt.Fprintf(table, "%s\t", name)
	}
	fmt.Fprintln(table)
	for i := range result.Rows {
		row := &result.Rows[i]
		fmt.Fprintf(table, "%s\t", row.Scenario)
		for _, name := range shown {
			e, unit := row.Of(name), unitOf(name)
			fmt.Fprintf(table, "%.1f ± %.1f\t", e.Mean/unit, (e.High-e.Mean)/unit)
		}
		fmt.Fprintln(table)
		if i == 0 {
			continue
		}
		fmt.Fprint(table, "difference\t")
		for _, name := range shown {
			e, unit := row.Of(name), unitOf(name)
			fmt.Fprintf(table, "%+.1f ± %.1f\t", e.Difference/unit, (e.DiffHigh-e.Difference)/unit)
		}
		fmt.Fprintln(table)
	}
	return table.Flush()
}

// unitOf is what a figure is divided by: money is in fen.
func unitOf(figure string) float64 {
	if figure == "margin" {
		return 100
	}
	return 1
}
