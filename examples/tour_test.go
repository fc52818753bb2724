// Package examples_test holds the Go code of README.md, so that it compiles
// and does what the README says.
package examples_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func Example_problem() {
	problem := smallProblem()
	problem.Jobs[0].Service = "dayly_cleaning"
	var faults roster.Faults
	if err := problem.Validate(); errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Println(f.Path, f.Code, f.Hint)
		}
	}
	// Output:
	// jobs[0].service reference_unknown the problem has no such service; did you mean "daily_cleaning"?
}

func smallProblem() *roster.Problem {
	shanghai, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		shanghai = time.FixedZone("CST", 8*3600)
	}
	at := func(hour int) time.Time { return time.Date(2026, 11, 23, hour, 0, 0, 0, shanghai) }
	problem := &roster.Problem{
		SchemaVersion: roster.SchemaVersion,
		TimeZone:      "Asia/Shanghai",
		Horizon:       roster.Horizon{Start: at(0), End: at(24)},
		Catalogue: []roster.Service{{
			Code:         "daily_cleaning",
			Duration:     roster.DurationModel{Base: 2 * 3600},
			Requirements: roster.Requirements{Skills: []roster.SkillRequirement{{Code: "cleaning"}}},
			Price:        15000, // fen
		}},
		Workers: []roster.Worker{{
			ID:     "W1",
			Skills: []roster.Skill{{Code: "cleaning", Level: 3}},
			Home:   roster.Place{Location: &roster.LatLng{Lat: 30.66, Lng: 104.06}},
			Pay:    roster.Pay{PerHour: 3000},
			Shifts: []roster.Shift{{ID: "W1-mon", Start: at(8), End: at(17)}},
		}},
		Customers: []roster.Customer{{ID: "C1", Place: roster.Place{Location: &roster.LatLng{Lat: 30.64, Lng: 104.09}}}},
		Jobs: []roster.Job{{
			ID: "J1", Customer: "C1", Service: "daily_cleaning",
			Windows: []roster.Window{{Start: at(9), End: at(11)}},
		}},
	}
	return problem
}

func Example_solve() {
	ctx, problem := context.Background(), smallProblem()
	plan, err := schedule.Solve(ctx, problem, schedule.Options{Limit: 100 * time.Millisecond})
	if err != nil {
		fmt.Println(err) // faults of the problem; never that a job cannot be served
		return
	}
	visit := plan.Routes[0].Stops[0]
	fmt.Println(visit.Job, visit.Start.Format("15:04"), plan.Figures.Served, len(plan.Unassigned))

	// The referee shares no code with the solver. Solve has asked it already;
	// ask it about plans from elsewhere.
	report := roster.Check(problem, plan, roster.CheckOptions{})
	fmt.Println(report.OK(), report.Total == plan.Score.Total)
	// Output:
	// J1 09:00 1 0
	// true true
}

func Example_shortlist() {
	problem := smallProblem()
	list, err := matching.Shortlist(problem, "J1", matching.Options{Top: 3})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range list.Candidates {
		fmt.Println(c.Worker, c.Score, c.Parts[0].Criterion, c.Parts[0].Permille)
	}
	// Output: W1 888 skill_fit 650
}

func Example_rules() {
	ctx, problem := context.Background(), smallProblem()
	rules := roster.Rulebook{Gates: []roster.Gate{
		func(_ *roster.Problem, w *roster.Worker, j *roster.Job, first, _ roster.Date) string {
			if w.ID == "W1" && first.String() == "2026-11-23" {
				return "exam_day" // a reason code of our own
			}
			return ""
		},
	}}
	plan, err := schedule.Solve(ctx, problem, schedule.Options{Iterations: 1000}, schedule.WithRulebook(rules))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(plan.Figures.Served, plan.Unassigned[0].Job)
	// Output: 0 J1
}

// The Go code which the README quotes stands in this file, word for word.
func TestReadmeQuotesThisFile(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	require.NoError(t, err)
	self, err := os.ReadFile("tour_test.go")
	require.NoError(t, err)
	blocks := bytes.Split(readme, []byte("```go\n"))[1:]
	assert.GreaterOrEqual(t, len(blocks), 3)
	for _, block := range blocks {
		code, _, _ := strings.Cut(string(block), "```")
		assert.Contains(t, flat(string(self)), flat(code))
	}
}

// flat takes the indents off.
func flat(code string) string {
	lines := strings.Split(code, "\n")
	for i := range lines {
		lines[i] = strings.TrimLeft(lines[i], "\t ")
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
