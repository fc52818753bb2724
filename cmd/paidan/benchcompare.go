package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/bench/compare"
	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/cmd/paidan/internal/report"
)

// comparing holds the flags of bench compare.
type comparing struct {
	*app
	suite            string
	days             []string
	budgets          []time.Duration
	seeds            []uint
	jobs             int
	peers            []string
	peersDir, python string
	clock, folder    string
}

func newBenchCompare(a *app) *cobra.Command {
	b := &comparing{app: a}
	c := &cobra.Command{
		Use:   "compare {--suite NAME FILE... | --day FILE} --out DIR",
		Short: "Compare with other solvers over seeds and budgets",
		Long: `Run our solver and others on the same problems, with several seeds and budgets,
and tell means, worst cases and confidence. Each run is a process of its own
with one thread; every answer is judged by one independent check.

The problems are instances of a suite, or days in our own format (--day). A
day is cut down to what all peers of the comparison can express; report.md
tells which rules were kept.

Peers of suite vrptw are run by the program run_vrptw.py of --peers-dir; those
of days (pyvrp, ortools, vroom, vrp-cli, jsprit) are built in. They need a
Python in which they are installed, with numpy (vrp-cli on the PATH; java there
and jsprit's jars in JSPRIT_CLASSPATH) and, for --clock cpu, a C compiler cc.

The folder --out gets runs.jsonl, to which each finished run is added and from
which a comparison that was interrupted goes on, runs.csv, report.md and
report.html, which loads nothing from elsewhere.`,
		Example: `  paidan bench compare --suite vrptw solomon/*.txt --time 1s,10s --seeds 1,2,3 --out solomon
  paidan bench compare --suite vrptw R1_4_*.txt --time 10s,60s --peers pyvrp,commiv --peers-dir peers --peer-python venv/bin/python --out r1
  paidan bench compare --day day.json --time 10s --peers pyvrp,ortools --peer-python venv/bin/python --out day`,
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case (b.suite == "") == (len(b.days) == 0):
				return usagef("give either --suite NAME with FILEs, or --day FILE")
			case b.suite != "" && len(args) == 0:
				return usagef("%s: want at least one FILE", pathOf(c))
			case b.suite == "" && len(args) > 0:
				return usagef("%s: FILEs go with --suite; give days with --day", pathOf(c))
			case b.clock != string(compare.CPU) && b.clock != string(compare.Wall):
				return usagef("--clock %.20q: want \"wall\" or \"cpu\"", b.clock)
			case b.jobs < 1:
				return usagef("--jobs %d: want at least 1", b.jobs)
			case len(b.peers) > 0 && b.suite != "" && b.peersDir == "":
				return usagef("--peers of a suite need --peers-dir")
			}
			for _, budget := range b.budgets {
				if budget <= 0 {
					return usagef("--time %v: want more than 0, such as 10s", budget)
				}
			}
			return b.run(c.Context(), args)
		},
	}
	f := c.Flags()
	f.StringVar(&b.suite, "suite", "", "suite of the instances")
	f.StringArrayVar(&b.days, "day", nil, "a problem in our own format; may be given again")
	f.DurationSliceVarP(&b.budgets, "time", "t", []time.Duration{10 * time.Second}, "budgets of a run")
	f.UintSliceVar(&b.seeds, "seeds", []uint{1, 2, 3}, "seeds")
	f.IntVar(&b.jobs, "jobs", runtime.NumCPU(), "how many runs at once; more than cores are not fair")
	f.StringSliceVar(&b.peers, "peers", nil, "other solvers to run")
	f.StringVar(&b.peersDir, "peers-dir", "", "folder with run_vrptw.py")
	f.StringVar(&b.python, "peer-python", "python3", "Python in which the peers are installed")
	f.StringVar(&b.clock, "clock", string(compare.CPU), "what --time counts: wall or cpu")
	f.StringVarP(&b.folder, "out", "o", "", "folder for the results")
	_ = c.MarkFlagRequired("out")
	complete(c, "suite", suiteNames()...)
	complete(c, "clock", "wall", "cpu")
	return c
}

// suiteNames are the suites by the names which flags take.
func suiteNames() (out []string) {
	for _, s := range suite.Suites() {
		out = append(out, string(s))
	}
	return out
}

// run makes the runs that are missing and writes the tables. With Ctrl-C those
// which are done are told.
func (b *comparing) run(ctx context.Context, files []string) error {
	if err := os.MkdirAll(b.folder, 0o777); err != nil {
		return err
	}
	plan := compare.Plan{Budgets: b.budgets, Clock: compare.Clock(b.clock)}
	for _, seed := range b.seeds {
		plan.Seeds = append(plan.Seeds, uint64(seed))
	}
	program, err := os.Executable()
	if err != nil {
		return err
	}
	plan.Contestants = []compare.Contestant{compare.Ours(program, plan.Clock)}
	page := report.Comparison{}
	if b.suite != "" {
		page.Title, err = b.suitePlan(&plan, files)
	} else {
		page.Title, err = b.dayPlan(&plan, &page)
	}
	if err != nil {
		return err
	}
	journal, err := compare.OpenJournal(filepath.Join(b.folder, "runs.jsonl"))
	if err != nil {
		return err
	}
	defer journal.Close()
	ctx, release := b.stoppable(ctx)
	defer release()
	bar := b.newCompareBar()
	runs, err := compare.Compare(ctx, plan, compare.Options{Jobs: b.jobs, Journal: journal, Progress: bar.show})
	bar.done()
	if err != nil && !errors.Is(err, context.Canceled) {
		return err
	}
	page.Table = compare.Summarise(runs)
	return b.write(&page, runs)
}

// suitePlan adds the instances of a suite, and the peers for it.
func (b *comparing) suitePlan(plan *compare.Plan, files []string) (title string, err error) {
	s, err := suite.Parse(b.suite)
	if err != nil {
		return "", usagef("--suite: %v", err)
	}
	if len(b.peers) > 0 && s != suite.VRPTW {
		return "", usagef("--peers: there are peers for suite vrptw and for days only")
	}
	for _, path := range files {
		p, err := compare.SuiteProblem(s, path)
		if err != nil {
			return "", err
		}
		plan.Problems = append(plan.Problems, p)
	}
	for _, name := range b.peers {
		plan.Contestants = append(plan.Contestants, compare.SuitePeer(b.python, b.peersDir, name, plan.Clock))
	}
	return string(s), nil
}

// dayPlan adds the reduced days, and the peers for them.
func (b *comparing) dayPlan(plan *compare.Plan, page *report.Comparison) (title string, err error) {
	rivals, err := compare.FindRivals(b.peers)
	if err != nil {
		return "", usagef("--peers: %v", err)
	}
	var names []string
	for _, path := range b.days {
		p, err := b.problem(path)
		if err != nil {
			return "", err
		}
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		reduced, told, err := compare.DayProblem(p, name, rivals, filepath.Join(b.folder, name))
		if err != nil {
			return "", &inputError{named(path), err}
		}
		names = append(names, name)
		plan.Problems = append(plan.Problems, reduced)
		page.Days = append(page.Days, report.ReducedDay{Name: name, Reduction: told})
	}
	if len(rivals) > 0 {
		runners, err := compare.UnpackRunners(filepath.Join(b.folder, "peers"), plan.Clock)
		if err != nil {
			return "", err
		}
		for _, r := range rivals {
			plan.Contestants = append(plan.Contestants, compare.DayPeer(b.python, runners, r))
		}
	}
	return strings.Join(names, ", "), nil
}

// write writes the tables into the folder, and tells the summary.
func (b *comparing) write(page *report.Comparison, runs []compare.Run) error {
	summary := func(w io.Writer) error {
		if err := page.Table.WriteMarkdown(w); err != nil {
			return err
		}
		for _, d := range page.Days {
			if err := d.Reduction.WriteMarkdown(w, d.Name); err != nil {
				return err
			}
		}
		return nil
	}
	files := []struct {
		name string
		fill func(io.Writer) error
	}{
		{"runs.csv", func(w io.Writer) error { return compare.WriteCSV(w, runs) }},
		{"report.md", func(w io.Writer) error {
			if err := summary(w); err != nil || len(page.Days) == 0 {
				return err
			}
			return compare.WriteRules(w)
		}},
		{"report.html", func(w io.Writer) error { return report.WriteComparison(w, page) }},
	}
	for _, f := range files {
		out, err := b.create(filepath.Join(b.folder, f.name))
		if err != nil {
			return err
		}
		if err := out.write(f.fill); err != nil {
			return err
		}
	}
	for _, r := range runs {
		if r.Error != "" || r.Fault != "" {
			b.remark("paidan: %s on %s, seed %d, %g s: %s", r.Solver, r.Problem, r.Seed, r.Budget, r.Error+r.Fault)
		}
	}
	if b.format == "json" {
		return writeJSON(b.out, page.Table)
	}
	if err := summary(b.out); err != nil {
		return err
	}
	_, err := fmt.Fprintf(b.out, "\n%s\n", filepath.Join(b.folder, "report.html"))
	return err
}
