package main

import (
	"os"
	"runtime/pprof"

	"github.com/spf13/cobra"
)

// profileFlag adds the hidden flag for developers.
func profileFlag(c *cobra.Command, path *string) {
	c.Flags().StringVar(path, "cpuprofile", "", "write a CPU profile to this file")
	_ = c.Flags().MarkHidden("cpuprofile")
}

// profile begins a CPU profile, if one is wanted, and returns what ends it.
func profile(path string) (stop func(), err error) {
	if path == "" {
		return func() {}, nil
	}
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(f); err != nil {
		f.Close()
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		f.Close()
	}, nil
}
