package main

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/schedule"
)

// osmFlag adds the road network.
func osmFlag(c *cobra.Command, path *string) {
	c.Flags().StringVar(path, "osm", "", "road network (.osm.pbf) for problems with travel kind \"roads\"")
}

// seedFlag adds the seed.
func seedFlag(c *cobra.Command, seed *uint64) {
	c.Flags().Uint64Var(seed, "seed", 0, "seed of the random numbers")
}

// reportFlag adds the page which goes with an answer.
func reportFlag(c *cobra.Command, path *string) {
	c.Flags().StringVar(path, "report", "", "also write an HTML report to this file")
}

// searchFlags adds how long and how a plan is searched.
func searchFlags(c *cobra.Command, o *schedule.Options, limit time.Duration) {
	c.Flags().DurationVarP(&o.Limit, "time", "t", limit, "how long to plan")
	c.Flags().Int64VarP(&o.Iterations, "iterations", "n", 0, "search this many steps, for the same plan on every machine")
	seedFlag(c, &o.Seed)
}

// searchGiven refuses what no search can do. Steps alone lift the limit of
// time.
func searchGiven(c *cobra.Command, o *schedule.Options) error {
	switch {
	case c.Flags().Changed("time") && o.Limit <= 0:
		return usagef("--time %v: want more than 0, such as 10s", o.Limit)
	case c.Flags().Changed("iterations") && o.Iterations <= 0:
		return usagef("--iterations %d: want more than 0", o.Iterations)
	}
	if o.Iterations > 0 && !c.Flags().Changed("time") {
		o.Limit = 0
	}
	return nil
}

// onceStream refuses more than one file which is standard input.
func onceStream(names string, paths ...string) error {
	n := 0
	for _, path := range paths {
		if path == stream {
			n++
		}
	}
	if n > 1 {
		return usagef("only one of %s can be \"-\"", names)
	}
	return nil
}

// createAll opens the files of an answer; nil where a path is empty. The
// caller drops them.
func (a *app) createAll(paths ...string) (files []*output, err error) {
	for _, path := range paths {
		file := (*output)(nil)
		if path != "" {
			if file, err = a.create(path); err != nil {
				dropAll(files)
				return nil, err
			}
		}
		files = append(files, file)
	}
	return files, nil
}

func dropAll(files []*output) {
	for _, f := range files {
		f.drop()
	}
}
