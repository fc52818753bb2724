package main

import (
	"github.com/spf13/cobra"

	"github.com/paidan/paidan/roster"
)

func newSchema(a *app) *cobra.Command {
	return &cobra.Command{
		Use:   "schema problem|plan",
		Short: "Print the JSON Schema of problems or plans",
		Example: `  paidan schema problem > problem.schema.json
  paidan schema plan > plan.schema.json`,
		Args:      want("problem|plan"),
		ValidArgs: []string{"problem", "plan"},
		RunE: func(_ *cobra.Command, args []string) error {
			var text []byte
			switch args[0] {
			case "problem":
				text = roster.ProblemSchema()
			case "plan":
				text = roster.PlanSchema()
			default:
				return usagef("schema %.20q: want \"problem\" or \"plan\"", args[0])
			}
			_, err := a.out.Write(text)
			return err
		},
	}
}
