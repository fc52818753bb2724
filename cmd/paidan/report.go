package main

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/report"
	"github.com/paidan/paidan/roster"
)

func newReport(a *app) *cobra.Command {
	var outPath string
	c := &cobra.Command{
		Use:   "report PROBLEM PLAN",
		Short: "Write a plan as one HTML page: figures, map, timeline, costs, reasons",
		Long: `Write a plan as one HTML page: figures, map, timeline, costs, reasons.

The page is a single file which needs no network, can be read on a phone and
printed. It holds ids, service codes, places and times; no names, phones, addresses or
notes.`,
		Example: `  paidan report day.json plan.json --out day.html
  paidan solve day.json --format json | paidan report day.json - --lang zh > day.html`,
		Args: want("PROBLEM", "PLAN"),
		RunE: func(c *cobra.Command, args []string) error {
			p, plan, err := a.pair(args[0], args[1])
			if err != nil {
				return err
			}
			out, err := a.create(outPath)
			if err != nil {
				return err
			}
			return out.write(func(w io.Writer) error { return a.htmlReport(w, p, plan) })
		},
	}
	c.Flags().StringVarP(&outPath, "out", "o", stream, "file for the page")
	return c
}

func (a *app) htmlReport(w io.Writer, p *roster.Problem, plan *roster.Plan) error {
	return report.Write(w, p, plan, report.Options{Lang: a.lang, Money: a.money()})
}
