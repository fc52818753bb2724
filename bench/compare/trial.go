package compare

import (
	"context"
	"encoding/json"
	"io"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// trialReport is what our solver's process tells the one that compares.
type trialReport struct {
	// Routes of an instance, or the Plan of a day.
	Routes     suite.Answer `json:"routes,omitempty"`
	Plan       *roster.Plan `json:"plan,omitempty"`
	Iterations int64        `json:"iterations"`
	// Trace with costs in points.
	Trace []Incumbent `json:"trace"`
}

// SolveSuite solves an instance with our solver and writes what [Ours] reads.
func SolveSuite(ctx context.Context, w io.Writer, s suite.Suite, path string, opts schedule.Options) error {
	in, err := suite.Read(s, path)
	if err != nil {
		return err
	}
	plan, report, err := solveTraced(ctx, in.Problem, opts)
	if err != nil {
		return err
	}
	if report.Routes, err = in.Answer(plan); err != nil {
		return err
	}
	return json.NewEncoder(w).Encode(report)
}

// SolveDay solves a problem with our solver and writes what [Ours] reads.
func SolveDay(ctx context.Context, w io.Writer, p *roster.Problem, opts schedule.Options) error {
	plan, report, err := solveTraced(ctx, p, opts)
	if err != nil {
		return err
	}
	report.Plan = plan
	return json.NewEncoder(w).Encode(report)
}

// solveTraced solves a problem and keeps the incumbents, except those which
// leave mandatory jobs out. Their times are in seconds of the limit.
func solveTraced(ctx context.Context, p *roster.Problem, opts schedule.Options) (*roster.Plan, *trialReport, error) {
	mandatory := 0
	for i := range p.Jobs {
		if p.Jobs[i].Mandatory {
			mandatory++
		}
	}
	report := &trialReport{Trace: []Incumbent{}}
	note := func(seconds float64, cost roster.Points) {
		if n := len(report.Trace); n == 0 || report.Trace[n-1].Cost > float64(cost) {
			report.Trace = append(report.Trace, Incumbent{seconds, float64(cost)})
		}
	}
	plan, err := schedule.Solve(ctx, p, opts, schedule.WithProgress(func(s schedule.Progress) {
		if s.Unassigned <= len(p.Jobs)-mandatory {
			note(s.Fraction*opts.Limit.Seconds(), s.Cost)
		}
	}))
	if err != nil {
		return nil, nil, err
	}
	report.Iterations = plan.Provenance.Iterations
	// The trace ends at the plan which is returned.
	for n := len(report.Trace); n > 0 && report.Trace[n-1].Cost < float64(plan.Score.Total); n-- {
		report.Trace = report.Trace[:n-1]
	}
	note(opts.Limit.Seconds(), plan.Score.Total)
	return plan, report, nil
}
