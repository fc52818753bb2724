package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"
	"github.com/spf13/cobra"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

// simulating holds the flags of simulate.
type simulating struct {
	*app
	scenarios, policies []string
	config              simulate.Config
	every, delay        time.Duration
	iterations          int64
	csv, exact          bool
	outPath, osm        string
}

func newSimulate(a *app) *cobra.Command {
	s := &simulating{app: a}
	c := &cobra.Command{
		Use:   "simulate PROBLEM",
		Short: "Play days and weeks with chance, under policies and what-if scenarios",
		Long: `Play a problem with random lengths of work and ways, declines, no-shows, illness
and complaints, under several policies and what-if scenarios, and compare the key
figures with 95 % confidence intervals. All of them meet the same days.

A scenario is a small JSON file: {"name": "…", "operations": [{"op": "copy",
"at": "jobs", "where": {"service": "elder_care"}, "percent": 10}]}, with the
operations merge, add, remove and copy. At "model" it changes what is random.
Without --scenario the problem is played as it is; with it, that comes first.`,
		Example: `  paidan simulate week.json --replications 20 --policy nearest,best-score,resolve
  paidan simulate week.json --scenario hire.json --scenario close.json --csv > figures.csv`,
		Args: want("PROBLEM"),
		RunE: func(c *cobra.Command, args []string) error { return s.run(c.Context(), args[0]) },
	}
	f := c.Flags()
	f.StringArrayVar(&s.scenarios, "scenario", nil, "file of a scenario; may be given again")
	f.StringSliceVar(&s.policies, "policy", []string{"resolve"}, "policies: nearest, best-score, resolve, batch")
	f.IntVar(&s.config.Replications, "replications", 10, "how often each is played")
	f.Uint64Var(&s.config.Seed, "seed", 0, "seed of the random numbers")
	f.IntVar(&s.config.Threads, "threads", 0, "how many run side by side (default all processors)")
	f.DurationVar(&s.every, "every", 30*time.Minute, "how often the policy resolve solves again")
	f.DurationVar(&s.delay, "delay", 5*time.Minute, "how long the policy batch gathers events")
	f.Int64VarP(&s.iterations, "iterations", "n", 300, "how long these policies search in the morning")
	f.BoolVar(&s.exact, "exact", false, "nothing is random but what scenarios say")
	f.BoolVar(&s.csv, "csv", false, "answer as CSV")
	f.StringVarP(&s.outPath, "out", "o", stream, "file for the answer")
	f.StringVar(&s.osm, "osm", "", "road network (.osm.pbf) for problems with travel kind \"roads\"")
	complete(c, "policy", "nearest", "best-score", "resolve", "batch")
	return c
}

func (s *simulating) run(ctx context.Context, path string) error {
	switch {
	case s.config.Replications <= 0 || s.config.Replications > 10_000:
		return usagef("--replications %d: want 1 to 10000", s.config.Replications)
	case s.every <= 0 || s.delay < 0 || s.iterations <= 0 || s.config.Threads < 0:
		return usagef("--every, --delay, --iterations and --threads: want positive values")
	case s.csv && s.format == "json":
		return usagef("--csv and --format json: give one of them")
	}
	for _, name := range s.policies {
		policy, err := s.policy(name)
		if err != nil {
			return err
		}
		s.config.Policies = append(s.config.Policies, policy)
	}
	p, err := s.problem(path)
	if err != nil {
		return err
	}
	s.config.Problem = p
	if s.config.Roads, err = s.roads(s.osm, p); err != nil {
		return err
	}
	if !s.exact {
		s.config.Model = simulate.UsualModel()
		if slices.ContainsFunc(p.Catalogue, func(v roster.Service) bool { return v.Code == "rework" }) {
			s.config.Model.ReworkService = "rework"
		}
	}
	s.config.Scenarios = []simulate.Scenario{{Name: s.tell("as it is", "现状")}}
	for _, file := range s.scenarios {
		if err := s.read(file, func(r io.Reader) error {
			one, err := simulate.DecodeScenario(r)
			if err == nil {
				_, _, err = one.Apply(p, s.config.Model)
			}
			s.config.Scenarios = append(s.config.Scenarios, one)
			return err
		}); err != nil {
			return err
		}
	}
	out, err := s.create(s.outPath)
	if err != nil {
		return err
	}
	defer out.drop()
	result, err := s.play(ctx)
	if err != nil {
		return err
	}
	return out.write(func(w io.Writer) error {
		switch {
		case s.csv:
			return result.WriteCSV(w)
		case s.format == "json":
			return result.WriteJSON(w)
		}
		return s.table(w, result)
	})
}

func (s *simulating) policy(name string) (simulate.Policy, error) {
	switch name {
	case "nearest":
		return simulate.Nearest(), nil
	case "best-score":
		return simulate.BestScore(), nil
	case "resolve":
		return simulate.Resolve(roster.DurationOf(s.every), s.iterations), nil
	case "batch":
		return simulate.Batch(roster.DurationOf(s.delay), s.iterations), nil
	}
	return nil, usagef("--policy %.20q: want nearest, best-score, resolve or batch", name)
}

// play runs the simulation with a bar on a terminal.
func (s *simulating) play(ctx context.Context) (*simulate.Result, error) {
	if s.onTerminal() {
		runs := len(s.config.Scenarios) * len(s.config.Policies) * s.config.Replications
		bar := progressbar.NewOptions(runs, progressbar.OptionSetWriter(s.err), progressbar.OptionSetDescription("simulating"),
			progressbar.OptionSetWidth(24), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionSetElapsedTime(true),
			progressbar.OptionSetPredictTime(true), progressbar.OptionClearOnFinish(), progressbar.OptionSetTheme(progressbar.ThemeUnicode))
		defer func() { _ = bar.Finish() }()
		s.config.Progress = func(p simulate.Progress) { _ = bar.Set(p.Done) }
	}
	return simulate.Run(ctx, s.config)
}

func (s *simulating) tell(en, zh string) string {
	if s.lang == words.Chinese {
		return zh
	}
	return en
}

// figureNames in Chinese.
var figureNames = map[string]string{
	"jobs": "工单", "served": "完成", "served_percent": "完成率 %", "punctual_percent": "准时率 %", "satisfaction_stars": "满意度(星)",
	"utilisation_percent": "工时利用率 %", "overtime_hours": "加班(小时)", "travel_hours": "路程(小时)", "travel_km": "路程(公里)",
	"workers_per_customer": "每客户服务师数", "fairness_hours": "工时差(小时)", "declines": "拒单", "no_shows": "爽约", "ill": "病假",
	"complaints": "投诉", "wait_minutes": "等待(分钟)", "cost": "成本", "revenue": "收入", "margin": "毛利",
}

// table writes a block for each figure: the mean with its interval, and the
// difference to the first line.
func (s *simulating) table(w io.Writer, r *simulate.Result) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, s.tell("%d replications, seed %d, 95 %% intervals\n", "%d 次重复，种子 %d，95 %% 置信区间\n"), r.Replications, r.Seed)
	for f, name := range r.Figures {
		label, scale := strings.ReplaceAll(name, "_", " "), 1.0
		if s.lang == words.Chinese {
			label = figureNames[name]
		}
		if name == "cost" || name == "revenue" || name == "margin" {
			scale = 100 // minor units
			label += " " + s.currency
		}
		fmt.Fprintf(t, "\n%s\t%s\t%s\t%s\t\n", label, s.tell("mean", "均值"), s.tell("interval", "区间"), s.tell("difference", "差异"))
		for i := range r.Rows {
			e := &r.Rows[i].Estimates[f]
			diff := ""
			if i > 0 {
				diff = fmt.Sprintf("%+.1f [%+.1f, %+.1f]", e.Difference/scale, e.DiffLow/scale, e.DiffHigh/scale)
			}
			fmt.Fprintf(t, "%s, %s\t%.1f\t[%.1f, %.1f]\t%s\t\n", text.Clean(r.Rows[i].Scenario), r.Rows[i].Policy, e.Mean/scale, e.Low/scale, e.High/scale, diff)
		}
	}
	return t.Flush()
}
