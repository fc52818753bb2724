package main

import (
	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/matching"
)

func newShortlist(a *app) *cobra.Command {
	var top int
	var refused bool
	c := &cobra.Command{
		Use:   "shortlist PROBLEM JOB",
		Short: "Rank the workers for one job, with scores and reasons",
		Long: `Rank the workers for one job, with the parts of each score, and count why the
others may not do it. It looks at gates, criteria and shifts, not at what else is
planned; see explain for that.`,
		Example: `  paidan shortlist day.json J007 --top 3
  paidan shortlist day.json J007 --refused --lang zh
  paidan generate | paidan shortlist - J1 --format json`,
		Args: want("PROBLEM", "JOB"),
		RunE: func(_ *cobra.Command, args []string) error {
			if top < 1 {
				return usagef("--top %d: want at least 1", top)
			}
			p, err := a.problem(args[0])
			if err != nil {
				return err
			}
			if err := knownJob(p, args[1]); err != nil {
				return err
			}
			options := matching.Options{Top: top}
			if !refused && a.format == "text" {
				options.Limit = -1
			}
			list, err := matching.Shortlist(p, args[1], options)
			if err != nil {
				return err
			}
			if a.format == "json" {
				return writeJSON(a.out, list)
			}
			return text.Shortlist(a.out, p, list, a.style())
		},
	}
	c.Flags().IntVar(&top, "top", 5, "how many workers to list")
	c.Flags().BoolVar(&refused, "refused", false, "also list every worker who may not do the job, with all reasons")
	return c
}
