package main

import (
	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
)

func newCompare(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "compare A B",
		Short: "Compare two plans: figures, costs, and what is done in another way",
		Long: `Compare two plans, of one problem or of two like it: their figures and costs side
by side, the jobs which only one of them serves, and those with another worker or
another start.

Neither plan is checked: "check" does that.`,
		Example: `  paidan compare plan.json plan2.json
  paidan compare yesterday.json today.json --format json`,
		Args: want("A", "B"),
		RunE: func(_ *cobra.Command, args []string) error { return a.compare(args) },
	}
}

func (a *app) compare(paths []string) error {
	if err := onceStream("A and B", paths...); err != nil {
		return err
	}
	before, err := a.plan(paths[0])
	if err != nil {
		return err
	}
	after, err := a.plan(paths[1])
	if err != nil {
		return err
	}
	got := text.Compare(before, after)
	if a.format == "json" {
		return writeJSON(a.out, got)
	}
	return got.Write(a.out, a.style())
}
