package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Options of a run. The zero value solves with the zero schedule.Options and
// writes no answer.
type Options struct {
	// Schedule goes to the solver as it is.
	Schedule schedule.Options
	// Hooks go to the solver too.
	Hooks []schedule.Hook
	// Out is the file for the answer; empty: none. It is overwritten.
	Out string

	solve solver // nil: schedule.Solve; tests put another one in
}

type solver func(context.Context, *roster.Problem, schedule.Options, ...schedule.Hook) (*roster.Plan, error)

// Result is what came out of one run.
type Result struct {
	Suite    suite.Suite `json:"suite"`
	Instance string      `json:"instance"`
	// File the instance was read from, and Out the answer's; empty: none.
	File string `json:"file"`
	Out  string `json:"out,omitempty"`
	Seed uint64 `json:"seed"`
	// Jobs and Workers of the instance, WorkersUsed and Unassigned of the plan.
	Jobs        int `json:"jobs"`
	Workers     int `json:"workers"`
	WorkersUsed int `json:"workersUsed"`
	Unassigned  int `json:"unassigned"`
	// Complete is false where a mandatory job is left out: the suite's
	// checker refuses such an answer, and Cost compares with nothing.
	Complete bool `json:"complete"`
	// Cost in the suite's units; Best is the best known one, 0: unknown.
	Cost float64 `json:"cost"`
	Best float64 `json:"best,omitempty"`
	// Gap is how far Cost is above Best, in percent; nil where Best is
	// unknown or the plan is not complete.
	Gap *float64 `json:"gap,omitempty"`
	// Status of the plan and Iterations of the solver.
	Status     roster.Status `json:"status,omitempty"`
	Iterations int64         `json:"iterations"`
	// Seconds of wall time that the solver took, reading not included.
	Seconds float64 `json:"seconds"`
	// Error of a run that failed, in rows of RunAll; empty: none.
	Error string `json:"error,omitempty"`
}

// Run solves one instance file.
//
// A cancelled context is no error as long as the solver returns a plan. The
// error is that of the file, the solver, or the answer's file.
func Run(ctx context.Context, s suite.Suite, path string, opts Options) (Result, error) {
	in, err := suite.Read(s, path)
	if err != nil {
		return Result{Suite: s, File: path, Seed: opts.Schedule.Seed}, err
	}
	r, err := RunInstance(ctx, in, opts)
	r.File = path
	return r, err
}

// RunInstance solves an instance that has been read.
func RunInstance(ctx context.Context, in *suite.Instance, opts Options) (Result, error) {
	r := Result{
		Suite: in.Suite, Instance: in.Name, Seed: opts.Schedule.Seed, Best: in.Best.Cost,
		Jobs: len(in.Problem.Jobs), Workers: len(in.Problem.Workers),
	}
	solve := opts.solve
	if solve == nil {
		solve = schedule.Solve
	}
	begin := time.Now()
	plan, err := solve(ctx, in.Problem, opts.Schedule, opts.Hooks...)
	r.Seconds = time.Since(begin).Seconds()
	if err != nil {
		return r, fmt.Errorf("%s/%s: %w", in.Suite, in.Name, err)
	}
	if plan == nil {
		return r, errors.New("the solver returned no plan")
	}
	answer, err := in.Answer(plan)
	if err != nil {
		return r, err
	}
	if r.Cost, err = in.AnswerCost(answer); err != nil {
		return r, err
	}
	r.Status, r.Iterations = plan.Status, plan.Provenance.Iterations
	r.WorkersUsed = len(answer)
	r.Complete, r.Unassigned = complete(in.Problem, answer)
	if gap, known := in.Gap(r.Cost); known && r.Complete {
		r.Gap = &gap
	}
	if opts.Out != "" {
		var b bytes.Buffer
		if err := in.WriteAnswer(&b, answer); err != nil {
			return r, err
		}
		if err := os.WriteFile(opts.Out, b.Bytes(), 0o644); err != nil {
			return r, err
		}
		r.Out = opts.Out
	}
	return r, nil
}

// complete tells whether every mandatory job is on a route, and how many
// jobs are not.
func complete(p *roster.Problem, answer suite.Answer) (bool, int) {
	served := map[string]bool{}
	for _, r := range answer {
		for _, stop := range r.Stops {
			served[fmt.Sprint(stop)] = true
		}
	}
	all, unassigned := true, 0
	for i := range p.Jobs {
		if !served[p.Jobs[i].ID] {
			unassigned++
			all = all && !p.Jobs[i].Mandatory
		}
	}
	return all, unassigned
}
