package main

import (
	"context"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/report"
	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// replanning holds the flags of replan.
type replanning struct {
	*app
	options    schedule.ReplanOptions
	now        string
	freeze     time.Duration
	maxChanges int
	outPath    string
	problemOut string
	report     string
	osm        string
}

func newReplan(a *app) *cobra.Command {
	r := &replanning{app: a}
	c := &cobra.Command{
		Use:   "replan PROBLEM PLAN EVENTS",
		Short: "Plan again after events, with few changes to the published plan",
		Long: `Plan again after events, with few changes to the published plan.

EVENTS is a JSON list of what has happened: somebody ill or late, an offer
declined, a job cancelled, added or overrun … What has begun by --now does not
move. The answer tells what changes for whom, whom to call first and, with
--tradeoff, what fewer changes would lose.

--out gets the new plan, --problem-out the problem as it is after the events,
for which "check" accepts the plan.`,
		Example: `  paidan replan day.json plan.json events.json --now 2026-11-23T09:00:00+08:00 --out plan2.json
  paidan replan day.json plan.json events.json --max-changes 3 --tradeoff --lang zh
  paidan replan day.json plan.json events.json --report change.html`,
		Args: want("PROBLEM", "PLAN", "EVENTS"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := searchGiven(c, &r.options.Options); err != nil {
				return err
			}
			if err := onceStream("PROBLEM, PLAN and EVENTS", args...); err != nil {
				return err
			}
			switch {
			case c.Flags().Changed("max-changes") && r.maxChanges < 0:
				return usagef("--max-changes %d: want 0 or more", r.maxChanges)
			case r.freeze < 0:
				return usagef("--freeze %v: want 0 or more", r.freeze)
			case r.outPath == stream || r.problemOut == stream || r.report == stream:
				return usagef("--out, --problem-out and --report want a file: the answer has the plan with --format json")
			}
			if c.Flags().Changed("max-changes") {
				r.options.Caps.Changes = &r.maxChanges
			}
			if r.now != "" {
				now, err := time.Parse(time.RFC3339, r.now)
				if err != nil {
					return usagef("--now %.40q: want a time such as 2026-11-23T09:00:00+08:00", r.now)
				}
				r.options.Now = now
			}
			r.options.Freeze = roster.DurationOf(r.freeze)
			return r.run(c.Context(), args)
		},
	}
	f := c.Flags()
	f.StringVar(&r.now, "now", "", "what time it is; left out: before the day begins")
	f.DurationVar(&r.freeze, "freeze", 0, "visits which begin within so long do not move either")
	f.IntVar(&r.maxChanges, "max-changes", 0, "at most so many jobs go on in another way; left out: as many as pay")
	f.BoolVar(&r.options.Tradeoff, "tradeoff", false, "tell what fewer changes would lose")
	searchFlags(c, &r.options.Options, schedule.DefaultReplanLimit)
	f.StringVarP(&r.outPath, "out", "o", "", "file for the new plan (JSON)")
	f.StringVar(&r.problemOut, "problem-out", "", "file for the problem after the events (JSON)")
	reportFlag(c, &r.report)
	osmFlag(c, &r.osm)
	return c
}

func (r *replanning) run(ctx context.Context, args []string) error {
	p, plan, err := r.pair(args[0], args[1])
	if err != nil {
		return err
	}
	var events []schedule.Event
	if err := r.read(args[2], func(in io.Reader) (err error) {
		events, err = schedule.DecodeEvents(in)
		return err
	}); err != nil {
		return err
	}
	roads, err := r.roads(r.osm, p)
	if err != nil {
		return err
	}
	var hooks []schedule.Hook
	if roads != nil {
		hooks = append(hooks, schedule.WithRoads(roads))
	}
	files, err := r.createAll(r.outPath, r.problemOut, r.report)
	if err != nil {
		return err
	}
	defer dropAll(files)
	ctx, release := r.stoppable(ctx)
	defer release()
	got, err := schedule.Replan(ctx, p, plan, events, r.options, hooks...)
	if err != nil {
		if name := blamed(err, args); name != "" {
			return &inputError{named(name), err}
		}
		return err
	}
	for i, fill := range []func(io.Writer) error{
		func(w io.Writer) error { return roster.EncodePlan(w, got.Plan) },
		func(w io.Writer) error { return roster.EncodeProblem(w, got.Problem) },
		func(w io.Writer) error {
			return report.WriteChange(w, plan, got, r.options.Now, report.Options{Lang: r.lang, Money: r.money()})
		},
	} {
		if files[i] != nil {
			if err := files[i].write(fill); err != nil {
				return err
			}
		}
	}
	if r.format == "json" {
		return writeJSON(r.out, got)
	}
	return text.Replan(r.out, p, got, r.style())
}

// blamed returns the file which an error is about, "" where that is not known.
func blamed(err error, args []string) string {
	switch message := err.Error(); {
	case strings.HasPrefix(message, "events"):
		return args[2]
	case strings.HasPrefix(message, "schedule: the plan to change"):
		return args[1]
	}
	return ""
}
