package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func newExplain(a *app) *cobra.Command {
	var osm string
	c := &cobra.Command{
		Use:   "explain PROBLEM PLAN JOB",
		Short: "Tell why a job is served as it is, or not at all",
		Long: `Tell why a job is served as it is, or not at all: for every worker whether the
job is allowed and fits, what it would add to the cost, or what stands in the way.`,
		Example: `  paidan explain day.json plan.json J007
  paidan explain day.json plan.json J007 --format json --lang zh`,
		Args: want("PROBLEM", "PLAN", "JOB"),
		RunE: func(c *cobra.Command, args []string) error {
			p, plan, err := a.pair(args[0], args[1])
			if err != nil {
				return err
			}
			if err := knownJob(p, args[2]); err != nil {
				return err
			}
			roads, err := a.roads(osm, p)
			if err != nil {
				return err
			}
			var hooks []schedule.Hook
			if roads != nil {
				hooks = append(hooks, schedule.WithRoads(roads))
			}
			why, err := schedule.Explain(c.Context(), p, plan, args[2], hooks...)
			if err != nil {
				return err
			}
			if a.format == "json" {
				return writeJSON(a.out, why)
			}
			return text.Explain(a.out, p, plan, why, a.style())
		},
	}
	c.Flags().StringVar(&osm, "osm", "", "road network (.osm.pbf) for problems with travel kind \"roads\"")
	return c
}

// knownJob refuses the ID of a job which the problem does not have.
func knownJob(p *roster.Problem, id string) error {
	if slices.ContainsFunc(p.Jobs, func(j roster.Job) bool { return j.ID == id }) {
		return nil
	}
	return usagef("job %.64q is not in the problem", id)
}
