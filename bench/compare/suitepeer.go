package compare

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"github.com/paidan/paidan/bench/suite"
)

// SuiteRunner is the program for vrptw instances in a folder of peers:
//
//	run_vrptw.py PEER FILE SECONDS SEED --clock cpu --routes ROUTES.json
//
// It writes the routes as lists of clients, and one line of JSON with what it
// took or an error.
const SuiteRunner = "run_vrptw.py"

// SuitePeer is a rival for vrptw instances, run by the SuiteRunner of a folder
// with the given Python. Vehicles of an instance are alike, so its routes are
// given to them in order.
func SuitePeer(python, dir, name string, clock Clock) Contestant {
	return Contestant{name, func(ctx context.Context, p *Problem, t Trial) (*Answer, error) {
		if p.Suite != suite.VRPTW {
			return nil, fmt.Errorf("peers answer %s only, not %s", suite.VRPTW, p.Suite)
		}
		scratch, err := os.MkdirTemp("", "paidan-peer-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(scratch)
		file := filepath.Join(scratch, "routes.json")
		seconds := strconv.FormatFloat(t.Budget.Seconds(), 'g', -1, 64)
		out, answer, err := command{name: python, args: []string{filepath.Join(dir, SuiteRunner), name, p.File, seconds,
			strconv.FormatUint(t.Seed, 10), "--clock", string(clock), "--routes", file}}.run(ctx, t.Budget)
		if err != nil {
			return nil, err
		}
		var told struct {
			Error string  `json:"error"`
			CPU   float64 `json:"cpu_s"`
			Wall  float64 `json:"wall_s"`
			RSS   float64 `json:"peak_rss_mb"`
		}
		if err := json.Unmarshal(out, &told); err != nil {
			return nil, fmt.Errorf("answer of %s: %w", SuiteRunner, err)
		}
		if told.Error != "" {
			return nil, errors.New(told.Error)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		var routes [][]int
		if err := json.Unmarshal(data, &routes); err != nil {
			return nil, fmt.Errorf("routes of %s: %w", name, err)
		}
		for _, stops := range routes {
			if len(stops) > 0 {
				answer.Routes = append(answer.Routes, suite.Route{Worker: len(answer.Routes) + 1, Stops: stops})
			}
		}
		// The runner's own time is not the rival's.
		answer.CPU, answer.Wall, answer.Memory = told.CPU, told.Wall, told.RSS
		return &answer, nil
	}}
}
