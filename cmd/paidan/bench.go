package main

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/schedule"
)

// benching holds the flags of bench run.
type benching struct {
	*app
	suite   suite.Suite
	options schedule.Options
	threads int
	outPath string
	csv     bool
	profile string
}

func newBench(a *app) *cobra.Command {
	c := &cobra.Command{
		Use:   "bench",
		Short: "Measure the solver, alone and against others",
		Args:  noCommand,
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newBenchRun(a), newBenchCompare(a), newBenchDispatch(a), newBenchTrial(a))
	return c
}

func newBenchRun(a *app) *cobra.Command {
	b := &benching{app: a}
	var name, clock string
	c := &cobra.Command{
		Use:   "run --suite NAME FILE...",
		Short: "Solve instances of a suite and compare with the best known answers",
		Long: `Solve instances of a suite and compare with the best known answers, which are
read from a file bks.csv beside the instance or one folder up.

With one FILE, --out names the answer's file, in the format which the suite's
checkers read (JSON for hhcrsp and uhhc); with several it names a folder. Costs
are in the suite's own units.`,
		Example: `  paidan bench run --suite vrptw solomon/R101.txt --time 30s --out R101.sol
  paidan bench run --suite vrptw solomon/R1*.txt --time 10s --out answers
  paidan bench run --suite trsp *.txt --iterations 5000 --csv > trsp.csv
  paidan bench run --suite uhhc validation/i-134.json --out i-134.json`,
		Args: wantFiles,
		RunE: func(c *cobra.Command, args []string) (err error) {
			if b.suite, err = suite.Parse(name); err != nil {
				return usagef("--suite: %v", err)
			}
			switch {
			case clock != "wall" && clock != "cpu":
				return usagef("--clock %.20q: want \"wall\" or \"cpu\"", clock)
			case b.threads < 1:
				return usagef("--threads %d: want at least 1", b.threads)
			case c.Flags().Changed("time") && b.options.Limit <= 0:
				return usagef("--time %v: want more than 0, such as 10s", b.options.Limit)
			case b.options.Iterations < 0:
				return usagef("--iterations %d: want more than 0", b.options.Iterations)
			}
			b.options.CPUTime = clock == "cpu"
			b.options.Threads = b.threads
			if b.options.Iterations > 0 && !c.Flags().Changed("time") {
				b.options.Limit = 0
			}
			return b.run(c.Context(), args)
		},
	}
	f := c.Flags()
	f.StringVar(&name, "suite", "", "vrptw, prize_collecting_vrptw, site_dependent_vrptw, trsp, hhcrsp, uhhc, br2008 or consistent")
	f.DurationVarP(&b.options.Limit, "time", "t", 10*time.Second, "how long to search each instance")
	f.Int64VarP(&b.options.Iterations, "iterations", "n", 0, "search this many steps of each instead")
	f.Uint64Var(&b.options.Seed, "seed", 1, "seed of the random numbers")
	f.IntVar(&b.threads, "threads", 1, "how many threads may run at once")
	f.StringVar(&clock, "clock", "wall", "what --time counts: wall or cpu")
	f.StringVarP(&b.outPath, "out", "o", "", "file for the answer; a folder with several FILEs")
	f.BoolVar(&b.csv, "csv", false, "answer as CSV, a line for each instance")
	profileFlag(c, &b.profile)
	_ = c.MarkFlagRequired("suite")
	complete(c, "suite", "vrptw", "prize_collecting_vrptw", "site_dependent_vrptw", "trsp", "hhcrsp", "uhhc", "br2008", "consistent")
	complete(c, "clock", "wall", "cpu")
	return c
}

// run solves the instances one after the other. With Ctrl-C those which are
// done are told.
func (b *benching) run(ctx context.Context, files []string) error {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(b.threads))
	instances := make([]*suite.Instance, len(files))
	for i, path := range files {
		var err error
		if instances[i], err = suite.Read(b.suite, path); err != nil {
			return err
		}
	}
	if len(files) > 1 && b.outPath != "" {
		if err := os.MkdirAll(b.outPath, 0o777); err != nil {
			return err
		}
	}
	stopProfile, err := profile(b.profile)
	if err != nil {
		return err
	}
	defer stopProfile()
	ctx, release := b.stoppable(ctx)
	defer release()

	bar := b.newBenchBar(len(files))
	runs := make([]text.BenchRun, 0, len(files))
	for _, in := range instances {
		if ctx.Err() != nil && len(runs) > 0 {
			break
		}
		bar.begin(in.Name)
		r, err := b.one(ctx, in, bar.hook(), len(files) > 1)
		if err != nil {
			bar.done()
			return fmt.Errorf("%s: %w", in.Name, err)
		}
		runs = append(runs, r)
		bar.end(r)
	}
	bar.done()
	switch {
	case b.csv:
		return writeBenchCSV(b.out, runs)
	case b.format == "json":
		return writeJSON(b.out, text.Summarise(string(b.suite), runs))
	}
	return text.Bench(b.out, text.Summarise(string(b.suite), runs), b.style())
}

// one solves an instance and writes its answer.
func (b *benching) one(ctx context.Context, in *suite.Instance, hooks []schedule.Hook, several bool) (r text.BenchRun, err error) {
	path := b.outPath
	if several && path != "" {
		path = filepath.Join(path, in.Name+in.Suite.Extension())
	}
	var out *output
	if path != "" {
		if out, err = b.create(path); err != nil {
			return r, err
		}
		defer out.drop()
	}
	began := time.Now()
	plan, err := schedule.Solve(ctx, in.Problem, b.options, hooks...)
	if err != nil {
		return r, err
	}
	took := time.Since(began)
	cost, err := in.Cost(plan)
	if err != nil {
		return r, err
	}
	r = text.BenchRun{Instance: in.Name, Jobs: len(in.Problem.Jobs), Cost: cost, Best: in.Best.Cost, Proven: in.Best.Proven,
		Routes: len(plan.Routes), Unassigned: len(plan.Unassigned), Iterations: plan.Provenance.Iterations,
		Seconds: took.Seconds(), Status: string(plan.Status)}
	if gap, known := in.Gap(cost); known {
		r.GapPercent = &gap
	}
	if out != nil {
		err = out.write(func(w io.Writer) error { return in.WriteSolution(w, plan) })
	}
	return r, err
}

// writeBenchCSV writes a line for each instance; the gap is empty where no
// best answer is known.
func writeBenchCSV(w io.Writer, runs []text.BenchRun) error {
	c := csv.NewWriter(w)
	number := func(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
	rows := [][]string{{"instance", "jobs", "cost", "best", "gap_percent", "routes", "unassigned", "iterations", "seconds", "status"}}
	for _, r := range runs {
		best, gap := "", ""
		if r.GapPercent != nil {
			best, gap = number(r.Best, -1), number(*r.GapPercent, 4)
		}
		rows = append(rows, []string{r.Instance, strconv.Itoa(r.Jobs), number(r.Cost, -1), best, gap,
			strconv.Itoa(r.Routes), strconv.Itoa(r.Unassigned), strconv.FormatInt(r.Iterations, 10),
			number(r.Seconds, 3), r.Status})
	}
	return c.WriteAll(rows)
}
