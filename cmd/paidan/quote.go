package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// quoting holds the flags of quote.
type quoting struct {
	*app
	options      schedule.QuoteOptions
	slot, step   time.Duration
	osm, keyFile string
}

func newQuote(a *app) *cobra.Command {
	q := &quoting{app: a}
	c := &cobra.Command{
		Use:   "quote PROBLEM PLAN REQUEST",
		Short: "Find the times that can be promised for a job or a series, with their price",
		Long: `Find the times that can be promised for a job or a series on top of a plan: what
each would cost, whether it fits as it is, which visits it would move or displace,
and a token which a program can commit later.

REQUEST is JSON: {"job": {…}} or {"series": {…}}, and "customer" for a new one.`,
		Example: `  paidan quote day.json plan.json request.json
  paidan quote week.json plan.json request.json --slot 4h --per-half-day 1 --format json`,
		Args: want("PROBLEM", "PLAN", "REQUEST"),
		RunE: func(c *cobra.Command, args []string) error { return q.run(c.Context(), args) },
	}
	f := c.Flags()
	f.DurationVar(&q.slot, "slot", 2*time.Hour, "length of a window")
	f.DurationVar(&q.step, "step", 0, "from one window to the next (default as --slot)")
	f.IntVar(&q.options.PerHalfDay, "per-half-day", 2, "at most so many of a morning or afternoon")
	f.IntVar(&q.options.Most, "most", 20, "at most so many of all")
	f.Int64VarP(&q.options.Iterations, "iterations", "n", 200, "how long each repair searches")
	seedFlag(c, &q.options.Seed)
	f.BoolVar(&q.options.PromiseWorker, "promise-worker", false, "tokens promise the workers too")
	f.StringVar(&q.keyFile, "key-file", "", "file with the key which seals the tokens")
	osmFlag(c, &q.osm)
	return c
}

func (q *quoting) run(ctx context.Context, args []string) error {
	if q.slot <= 0 || q.step < 0 || q.options.PerHalfDay <= 0 || q.options.Most <= 0 || q.options.Iterations <= 0 {
		return usagef("--slot, --per-half-day, --most and --iterations: want more than 0")
	}
	if err := onceStream("PROBLEM, PLAN and REQUEST", args...); err != nil {
		return err
	}
	p, plan, err := q.pair(args[0], args[1])
	if err != nil {
		return err
	}
	var request schedule.Request
	if err := q.read(args[2], func(r io.Reader) (err error) {
		request, err = schedule.DecodeRequest(r)
		return err
	}); err != nil {
		return err
	}
	if q.keyFile != "" {
		if q.options.Key, err = os.ReadFile(q.keyFile); err != nil {
			return err
		}
	}
	roads, err := q.roads(q.osm, p)
	if err != nil {
		return err
	}
	q.options.Slot, q.options.Step = roster.DurationOf(q.slot), roster.DurationOf(q.step)
	slots, err := schedule.Quote(ctx, p, plan, request, q.options, schedule.WithRoads(roads))
	if err != nil {
		return err
	}
	if q.format == "json" {
		return writeJSON(q.out, slots)
	}
	zone, err := p.Location()
	if err != nil {
		return err
	}
	return q.write(slots, zone)
}

func (q *quoting) write(slots []schedule.Slot, zone *time.Location) error {
	say := func(en, zh string) string {
		if q.lang == words.Chinese {
			return zh
		}
		return en
	}
	if len(slots) == 0 {
		fmt.Fprintln(q.out, say("No time can be promised.", "没有可约时段。"))
		return nil
	}
	firm := map[schedule.Firmness]string{schedule.Fits: say("fits", "可直接安排"), schedule.NeedsMoves: say("needs moves", "需调整"), schedule.Tentative: say("tentative", "暂定")}
	t := tabwriter.NewWriter(q.out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, say("window\tworker\tcost\topportunity\tfirmness\tmoves\tdisplaces", "时段\t服务师\t成本\t机会成本\t确定性\t调整\t取消"))
	for _, s := range slots {
		fmt.Fprintf(t, "%s–%s\t%s\t%s\t%s\t%s\t%d\t%s\n", s.Start.In(zone).Format("2006-01-02 15:04"), s.End.In(zone).Format("15:04"),
			text.Clean(strings.Join(s.Visits[0].Workers, ", ")), q.money().Points(s.Cost), q.money().Points(s.Opportunity), firm[s.Firmness],
			len(s.Moved), text.Clean(strings.Join(s.Displaced, ", ")))
	}
	return t.Flush()
}
