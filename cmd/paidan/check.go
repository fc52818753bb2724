package main

import (
	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/roster"
)

// checkAnswer is what `check --format json` tells.
type checkAnswer struct {
	OK bool `json:"ok"`
	*roster.Report
}

func newCheck(a *app) *cobra.Command {
	var osm string
	c := &cobra.Command{
		Use:   "check PROBLEM PLAN",
		Short: "Check a plan against every rule, without the solver",
		Long: `Check a plan against every rule, without the solver.

Times, hours, gates, links, locks and the whole score are computed again from
the problem alone. Every violation is named with its place and what it should
be. Exit code 0: the plan is good; 1: it breaks a rule; 2: bad input.`,
		Example: `  paidan check day.json plan.json
  paidan solve day.json --format json | paidan check day.json - --format json`,
		Args: want("PROBLEM", "PLAN"),
		RunE: func(_ *cobra.Command, args []string) error {
			p, plan, err := a.pair(args[0], args[1])
			if err != nil {
				return err
			}
			roads, err := a.roads(osm, p)
			if err != nil {
				return err
			}
			report := roster.Check(p, plan, roster.CheckOptions{Roads: roads})
			if a.format == "json" {
				err = writeJSON(a.out, checkAnswer{report.OK(), report})
			} else {
				err = text.Check(a.out, p, report, a.style())
			}
			if err == nil && !report.OK() {
				return errRefused
			}
			return err
		},
	}
	c.Flags().StringVar(&osm, "osm", "", "road network (.osm.pbf) for problems with travel kind \"roads\"")
	return c
}
