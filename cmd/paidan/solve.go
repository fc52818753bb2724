package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// solving holds the flags of solve.
type solving struct {
	*app
	options schedule.Options
	outPath string
	report  string
	osm     string
	start   string
	record  string
	replay  string
	profile string
}

func newSolve(a *app) *cobra.Command {
	s := &solving{app: a}
	c := &cobra.Command{
		Use:   "solve FILE|-",
		Short: "Plan a problem: routes for every worker, and why jobs are left out",
		Long: `Plan a problem: routes for every worker, and why jobs are left out.

The answer is a readable plan, or with --format json the plan itself, which is
also what a file named *.json gets. Ctrl-C ends the search early; the best plan
so far is written with the status "cancelled". A second Ctrl-C quits at once.

--time bounds the whole run. --iterations bounds the search instead: the plan
is then the same, byte for byte, on every machine. A run bounded by time can be
repeated as exactly: --record keeps what its clock told, --replay makes its plan
again.`,
		Example: `  paidan solve day.json --time 30s --out plan.json --report day.html
  paidan solve day.json --iterations 20000 --seed 7 --format json > plan.json
  cat day.json | paidan solve - --start yesterday.json --lang zh
  paidan solve day.json --osm city.osm.pbf --out plan.json
  paidan solve day.json --time 10s --record run.json && paidan solve day.json --replay run.json`,
		Args: want("FILE"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := searchGiven(c, &s.options); err != nil {
				return err
			}
			if s.replay != "" {
				for _, name := range []string{"time", "iterations", "seed", "threads", "record"} {
					if c.Flags().Changed(name) {
						return usagef("--%s: a replay has all of this from its record", name)
					}
				}
			}
			switch {
			case s.record == stream:
				return usagef("--record wants a file")
			case s.replay == stream:
				return usagef("--replay wants a file")
			case s.report == stream && s.outPath == stream:
				return usagef("--report - needs the plan elsewhere: give --out FILE")
			case s.start == stream && args[0] == stream:
				return usagef("only one of FILE and --start can be \"-\"")
			}
			return s.run(c.Context(), args[0], s.jsonOut(c))
		},
	}
	f := c.Flags()
	searchFlags(c, &s.options, 10*time.Second)
	f.IntVar(&s.options.Threads, "threads", 1, "how many searches run side by side")
	f.StringVarP(&s.outPath, "out", "o", stream, "file for the plan")
	reportFlag(c, &s.report)
	osmFlag(c, &s.osm)
	f.StringVar(&s.start, "start", "", "begin from this plan")
	f.StringVar(&s.record, "record", "", "file for the record of the run")
	f.StringVar(&s.replay, "replay", "", "repeat the run of this record")
	profileFlag(c, &s.profile)
	return c
}

// jsonOut tells whether the plan is written as JSON: as --format says, else by
// the file's name.
func (s *solving) jsonOut(c *cobra.Command) bool {
	if c.Flags().Changed("format") {
		return s.format == "json"
	}
	return strings.EqualFold(filepath.Ext(s.outPath), ".json")
}

func (s *solving) run(ctx context.Context, path string, asJSON bool) (err error) {
	p, err := s.problem(path)
	if err != nil {
		return err
	}
	hooks, err := s.hooks(p)
	if err != nil {
		return err
	}
	out, err := s.create(s.outPath)
	if err != nil {
		return err
	}
	defer out.drop()
	page := (*output)(nil)
	if s.report != "" {
		if page, err = s.create(s.report); err != nil {
			return err
		}
		defer page.drop()
	}
	record, err := s.createAll(s.record)
	if err != nil {
		return err
	}
	defer dropAll(record)
	stopProfile, err := profile(s.profile)
	if err != nil {
		return err
	}
	plan, run, err := s.search(ctx, p, hooks)
	stopProfile()
	if err != nil {
		return err
	}
	toFile := out.toFile()
	err = out.write(func(w io.Writer) error {
		if asJSON {
			return roster.EncodePlan(w, plan)
		}
		return text.Plan(w, p, plan, s.style())
	})
	if err == nil && page != nil {
		err = page.write(func(w io.Writer) error { return s.htmlReport(w, p, plan) })
	}
	if err == nil && record[0] != nil {
		err = record[0].write(func(w io.Writer) error { return writeJSON(w, run) })
	}
	if err == nil && toFile {
		s.remark("%s", oneLine(plan, s.money()))
	}
	return err
}

// hooks gathers the road network and the plan to begin with.
func (s *solving) hooks(p *roster.Problem) ([]schedule.Hook, error) {
	var hooks []schedule.Hook
	roads, err := s.roads(s.osm, p)
	if err != nil {
		return nil, err
	}
	if roads != nil {
		hooks = append(hooks, schedule.WithRoads(roads))
	}
	if s.start != "" {
		plan, err := s.plan(s.start)
		if err != nil {
			return nil, err
		}
		hooks = append(hooks, schedule.WithStart(plan))
	}
	return hooks, nil
}

// search makes the plan, anew with a record of the run if there is to be one,
// or again from one.
func (s *solving) search(ctx context.Context, p *roster.Problem, hooks []schedule.Hook) (plan *roster.Plan, run *schedule.Record, err error) {
	if s.replay != "" {
		if err := s.read(s.replay, func(r io.Reader) error { return json.NewDecoder(r).Decode(&run) }); err != nil {
			return nil, nil, err
		}
	}
	ctx, release := s.stoppable(ctx)
	defer release()
	bar := s.newSearchBar("planning")
	defer bar.done()
	hooks = append(hooks, bar.hook()...)
	switch {
	case s.replay != "" && run == nil:
		return nil, nil, &inputError{named(s.replay), errors.New("no record")}
	case s.replay != "":
		plan, err = schedule.Replay(ctx, p, run, hooks...)
	case s.record != "":
		run = &schedule.Record{}
		plan, err = schedule.Solve(ctx, p, s.options, append(hooks, schedule.WithRecord(run))...)
	default:
		plan, err = schedule.Solve(ctx, p, s.options, hooks...)
	}
	if plan == nil && err == nil {
		err = errors.New("no plan")
	}
	return plan, run, err
}

// oneLine is the plan in a line.
func oneLine(plan *roster.Plan, money words.Currency) string {
	f := plan.Figures
	return fmt.Sprintf("paidan: %s: %d of %d jobs served by %d workers, cost %s",
		plan.Status, f.Served, f.Jobs, f.WorkersUsed, money.Points(plan.Score.Total))
}

// style is how texts are written.
func (a *app) style() text.Style { return text.Style{Lang: a.lang, Money: a.money()} }
