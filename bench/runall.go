package bench

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/schedule"
)

// AllOptions of a series of runs. The zero value solves each file once, one
// after the other.
type AllOptions struct {
	// Schedule is the solver's, except for the seed.
	Schedule schedule.Options
	// Seeds to run each file with; empty: Schedule.Seed alone.
	Seeds []uint64
	// Parallel is how many solves go on at a time; 0 means 1. They share the
	// machine's cores, so compare the results of a wall limit with care.
	Parallel int
	// OutDir is the existing folder for answers, named INSTANCE.seedK.sol, or
	// SUITE.INSTANCE.seedK.sol where two suites have an instance of that name;
	// empty: none.
	OutDir string
	// Progress is called after each run with how many are done; one call at
	// a time. It may be nil.
	Progress func(done, total int, r Result)

	solve solver
}

// File is an instance file and its suite.
type File struct {
	Suite suite.Suite
	Path  string
}

// RunAll runs every file with every seed. The results stand in the order of
// the files, seeds together. A run that fails is told in its row's Error and
// stops nothing. When the context ends, runs that have not begun are left
// out, and the error is the context's.
func RunAll(ctx context.Context, files []File, opts AllOptions) ([]Result, error) {
	parallel := max(1, opts.Parallel)
	if opts.Schedule.CPUTime && parallel > 1 {
		return nil, errors.New("bench: a limit in CPU time counts the whole process: run one solve at a time")
	}
	seeds := opts.Seeds
	if len(seeds) == 0 {
		seeds = []uint64{opts.Schedule.Seed}
	}
	outs, err := outNames(files, seeds, opts.OutDir)
	if err != nil {
		return nil, err
	}
	total := len(files) * len(seeds)
	results := make([]Result, total)
	done := make([]bool, total)
	var (
		mutex    sync.Mutex
		finished int
		next     int
		group    sync.WaitGroup
	)
	for range min(parallel, total) {
		group.Go(func() {
			for {
				mutex.Lock()
				k := next
				next++
				mutex.Unlock()
				if k >= total || ctx.Err() != nil {
					return
				}
				f, one := files[k/len(seeds)], Options{Schedule: opts.Schedule, Out: outs[k], solve: opts.solve}
				one.Schedule.Seed = seeds[k%len(seeds)]
				r, err := Run(ctx, f.Suite, f.Path, one)
				if err != nil {
					r.Error = err.Error()
				}
				mutex.Lock()
				results[k], done[k] = r, true
				finished++
				if opts.Progress != nil {
					opts.Progress(finished, total, r)
				}
				mutex.Unlock()
			}
		})
	}
	group.Wait()
	out := results[:0]
	for k := range results {
		if done[k] {
			out = append(out, results[k])
		}
	}
	return out, ctx.Err()
}

// outNames returns the answer's file of each run, or an error where two
// would have the same.
func outNames(files []File, seeds []uint64, dir string) ([]string, error) {
	if dir == "" {
		return make([]string, len(files)*len(seeds)), nil
	}
	out := make([]string, 0, len(files)*len(seeds))
	suites := map[string][]suite.Suite{}
	name := func(f File) string { return strings.TrimSuffix(filepath.Base(f.Path), filepath.Ext(f.Path)) }
	for _, f := range files {
		if slices.Contains(suites[name(f)], f.Suite) {
			return nil, fmt.Errorf("bench: two files of suite %s are named %s: their answers would collide", f.Suite, name(f))
		}
		suites[name(f)] = append(suites[name(f)], f.Suite)
	}
	for _, f := range files {
		base := name(f)
		if len(suites[base]) > 1 {
			base = string(f.Suite) + "." + base
		}
		for _, seed := range seeds {
			out = append(out, filepath.Join(dir, fmt.Sprintf("%s.seed%d.sol", base, seed)))
		}
	}
	return out, nil
}
