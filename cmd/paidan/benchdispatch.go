package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/bench/dispatch"
	"github.com/paidan/paidan/cmd/paidan/internal/report"
)

// offering holds the flags of bench dispatch.
type offering struct {
	*app
	options         dispatch.Options
	outPath, report string
}

func newBenchDispatch(a *app) *cobra.Command {
	o := &offering{app: a}
	c := &cobra.Command{
		Use:   "dispatch",
		Short: "Play fortnights of offers to workers who may say no",
		Long: `Play made-up fortnights in which jobs come up one by one and workers are asked,
one after the other, until somebody accepts, by a law which no policy knows:
nearest first, best score first, in the order of expected value by the default
model of acceptance (judged), and by one learnt from the answers so far (learnt).
All meet the same worlds; differences are paired, with 95 % intervals. The
report shows how far the chances told came true.`,
		Example: `  paidan bench dispatch
  paidan bench dispatch --replications 20 --report offers.html
  paidan bench dispatch --jobs 400 --workers 60 --days 7 --format json`,
		Args: noCommand,
		RunE: func(c *cobra.Command, _ []string) error { return o.run(c.Context()) },
	}
	f := c.Flags()
	f.IntVar(&o.options.Replications, "replications", 10, "how many fortnights")
	f.IntVar(&o.options.Jobs, "jobs", 1400, "jobs of each")
	f.IntVar(&o.options.Workers, "workers", 220, "workers of each")
	f.IntVar(&o.options.Days, "days", 14, "how many days they are spread over")
	f.IntVar(&o.options.Offers, "offers", 5, "how many workers are asked for a job at most")
	seedFlag(c, &o.options.Seed)
	f.StringVarP(&o.outPath, "out", "o", stream, "file for the answer")
	reportFlag(c, &o.report)
	return c
}

func (o *offering) run(ctx context.Context) error {
	most := map[string][2]int{"replications": {o.options.Replications, 1000}, "jobs": {o.options.Jobs, 20_000},
		"workers": {o.options.Workers, 5_000}, "days": {o.options.Days, 60}, "offers": {o.options.Offers, 100}}
	for _, name := range []string{"replications", "jobs", "workers", "days", "offers"} {
		if n := most[name]; n[0] < 1 || n[0] > n[1] {
			return usagef("--%s %d: want 1 to %d", name, n[0], n[1])
		}
	}
	if o.report == stream {
		return usagef("--report wants a file")
	}
	out, err := o.create(o.outPath)
	if err != nil {
		return err
	}
	defer out.drop()
	page, err := o.createAll(o.report)
	if err != nil {
		return err
	}
	defer dropAll(page)
	table, err := o.play(ctx)
	if err != nil {
		return err
	}
	if page[0] != nil {
		if err := page[0].write(func(w io.Writer) error { return report.WriteOffers(w, table) }); err != nil {
			return err
		}
	}
	return out.write(func(w io.Writer) error {
		if o.format == "json" {
			return writeJSON(w, table)
		}
		return table.Write(w)
	})
}

// play shows on a terminal how far it is.
func (o *offering) play(ctx context.Context) (*dispatch.Table, error) {
	if !o.onTerminal() {
		return dispatch.Run(ctx, o.options, nil)
	}
	bar := o.newBar(o.options.Replications * len(dispatch.Policies()))
	defer func() { _ = bar.Finish() }()
	return dispatch.Run(ctx, o.options, func(done, _ int) { _ = bar.Set(done) })
}
