package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/bench/compare"
	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/schedule"
)

// newBenchTrial is the process in which bench compare runs our solver: one
// solve, told as JSON for the process that waits for it.
func newBenchTrial(a *app) *cobra.Command {
	var options schedule.Options
	var name, clock string
	c := &cobra.Command{
		Use:    "trial FILE",
		Short:  "One run of bench compare",
		Hidden: true,
		Args:   want("FILE"),
		RunE: func(c *cobra.Command, args []string) error {
			options.CPUTime = clock == string(compare.CPU)
			if name != "" {
				s, err := suite.Parse(name)
				if err != nil {
					return usagef("--suite: %v", err)
				}
				return compare.SolveSuite(c.Context(), a.out, s, args[0], options)
			}
			p, err := a.problem(args[0])
			if err != nil {
				return err
			}
			return compare.SolveDay(c.Context(), a.out, p, options)
		},
	}
	f := c.Flags()
	f.StringVar(&name, "suite", "", "suite of the instance; without it FILE is a problem")
	f.DurationVar(&options.Limit, "time", 10*time.Second, "how long to search")
	f.Uint64Var(&options.Seed, "seed", 1, "seed of the random numbers")
	f.StringVar(&clock, "clock", string(compare.CPU), "what --time counts: wall or cpu")
	return c
}
