package main

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/report"
	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

// simulating holds the flags of simulate.
type simulating struct {
	*app
	scenarios, policies  []string
	config               simulate.Config
	every, delay         time.Duration
	iterations           int64
	csv, exact           bool
	outPath, osm, report string
}

func newSimulate(a *app) *cobra.Command {
	s := &simulating{app: a}
	c := &cobra.Command{
		Use:   "simulate PROBLEM",
		Short: "Play days and weeks with chance, under policies and what-if scenarios",
		Long: `Play a problem with random lengths of work and ways, declines, no-shows, illness
and complaints, under several policies and what-if scenarios, and compare the key
figures with 95 % confidence intervals. All of them meet the same days.

A scenario is a small JSON file: {"name": "…", "operations": [{"op": "copy",
"at": "jobs", "where": {"service": "elder_care"}, "percent": 10}]}, with the
operations merge, add, remove and copy. At "model" it changes what is random.
Without --scenario the problem is played as it is; with it, that comes first.`,
		Example: `  paidan simulate week.json --replications 20 --policy nearest,best-score,resolve
  paidan simulate week.json --scenario hire.json --scenario close.json --csv > figures.csv
  paidan simulate week.json --policy nearest,repair --report week.html --lang zh`,
		Args: want("PROBLEM"),
		RunE: func(c *cobra.Command, args []string) error { return s.run(c.Context(), args[0]) },
	}
	f := c.Flags()
	f.StringArrayVar(&s.scenarios, "scenario", nil, "file of a scenario; may be given again")
	f.StringSliceVar(&s.policies, "policy", []string{"repair"}, "policies: "+strings.Join(policyNames, ", "))
	f.IntVar(&s.config.Replications, "replications", 10, "how often each is played")
	seedFlag(c, &s.config.Seed)
	f.IntVar(&s.config.Threads, "threads", 0, "how many run side by side (default all processors)")
	f.DurationVar(&s.every, "every", 30*time.Minute, "how often the policy resolve solves again")
	f.DurationVar(&s.delay, "delay", 5*time.Minute, "how long the policy batch gathers events")
	f.Int64VarP(&s.iterations, "iterations", "n", 300, "how long these policies search in the morning")
	f.BoolVar(&s.exact, "exact", false, "nothing is random but what scenarios say")
	f.BoolVar(&s.csv, "csv", false, "answer as CSV")
	f.StringVarP(&s.outPath, "out", "o", stream, "file for the answer")
	reportFlag(c, &s.report)
	osmFlag(c, &s.osm)
	complete(c, "policy", policyNames...)
	return c
}

func (s *simulating) run(ctx context.Context, path string) error {
	switch {
	case s.config.Replications <= 0 || s.config.Replications > 10_000:
		return usagef("--replications %d: want 1 to 10000", s.config.Replications)
	case s.every <= 0 || s.delay < 0 || s.iterations <= 0 || s.config.Threads < 0:
		return usagef("--every, --delay, --iterations and --threads: want positive values")
	case s.report == stream:
		return usagef("--report wants a file")
	case s.csv && s.format == "json":
		return usagef("--csv and --format json: give one of them")
	}
	for _, name := range s.policies {
		policy, err := s.policy(name)
		if err != nil {
			return err
		}
		s.config.Policies = append(s.config.Policies, policy)
	}
	p, err := s.problem(path)
	if err != nil {
		return err
	}
	s.config.Problem = p
	if s.config.Roads, err = s.roads(s.osm, p); err != nil {
		return err
	}
	if !s.exact {
		s.config.Model = simulate.UsualModel()
		if slices.ContainsFunc(p.Catalogue, func(v roster.Service) bool { return v.Code == "rework" }) {
			s.config.Model.ReworkService = "rework"
		}
	}
	s.config.Scenarios = []simulate.Scenario{{Name: s.lang.Say("as_it_is")}}
	for _, file := range s.scenarios {
		if err := s.read(file, func(r io.Reader) error {
			one, err := simulate.DecodeScenario(r)
			if err == nil {
				_, _, err = one.Apply(p, s.config.Model)
			}
			s.config.Scenarios = append(s.config.Scenarios, one)
			return err
		}); err != nil {
			return err
		}
	}
	out, err := s.create(s.outPath)
	if err != nil {
		return err
	}
	defer out.drop()
	page, err := s.createAll(s.report)
	if err != nil {
		return err
	}
	defer dropAll(page)
	result, err := s.play(ctx)
	if err != nil {
		return err
	}
	if page[0] != nil {
		if err := page[0].write(func(w io.Writer) error {
			return report.WriteSimulation(w, p, result, report.Options{Lang: s.lang, Money: s.money()})
		}); err != nil {
			return err
		}
	}
	return out.write(func(w io.Writer) error {
		switch {
		case s.csv:
			return result.WriteCSV(w)
		case s.format == "json":
			return result.WriteJSON(w)
		}
		return text.Simulation(w, result, s.style())
	})
}

// policyNames as the flag has them.
var policyNames = []string{"nearest", "best-score", "repair", "resolve", "batch"}

func (s *simulating) policy(name string) (simulate.Policy, error) {
	switch name {
	case "nearest":
		return simulate.Nearest(), nil
	case "best-score":
		return simulate.BestScore(), nil
	case "repair":
		return simulate.Repair(s.iterations), nil
	case "resolve":
		return simulate.Resolve(roster.DurationOf(s.every), s.iterations), nil
	case "batch":
		return simulate.Batch(roster.DurationOf(s.delay), s.iterations), nil
	}
	return nil, usagef("--policy %.20q: want one of %s", name, strings.Join(policyNames, ", "))
}

// play runs the simulation with a bar on a terminal.
func (s *simulating) play(ctx context.Context) (*simulate.Result, error) {
	if s.onTerminal() {
		runs := len(s.config.Scenarios) * len(s.config.Policies) * s.config.Replications
		bar := s.newBar(runs, progressbar.OptionSetDescription("simulating"))
		defer func() { _ = bar.Finish() }()
		s.config.Progress = func(p simulate.Progress) { _ = bar.Set(p.Done) }
	}
	return simulate.Run(ctx, s.config)
}
