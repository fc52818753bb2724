package compare

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/paidan/paidan/bench/suite"
)

// runners are the programs which translate a neutral day for each rival:
//
//	run_NAME.py NEUTRAL.json SECONDS SEED ANSWER.json
//
// The answer is {"routes": {"vehicle": [job, …]}, "trace": [[seconds, cost], …],
// "iterations": n} with indices of the neutral day; all but routes may be
// absent; costs are in points and may leave out what is the same for every answer.
//
//go:embed peers/*.py peers/*.c peers/*.java
var runners embed.FS

// Runners is a folder with the programs of rivals.
type Runners struct {
	dir string
	// clock is a library which makes clocks count CPU time; empty: none.
	clock string
}

// UnpackRunners writes the programs into a folder. For the clock CPU it
// compiles what makes a program's clocks count its CPU time, for which it
// needs a C compiler named cc.
func UnpackRunners(dir string, clock Clock) (*Runners, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	entries, err := runners.ReadDir("peers")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		data, err := runners.ReadFile("peers/" + e.Name())
		if err != nil {
			return nil, err
		}
		if err := os.WriteFile(filepath.Join(dir, e.Name()), data, 0o666); err != nil {
			return nil, err
		}
	}
	r := &Runners{dir: dir}
	if clock == CPU {
		r.clock = filepath.Join(dir, "cpuclock.so")
		out, err := exec.Command("cc", "-O2", "-shared", "-fPIC", "-o", r.clock, filepath.Join(dir, "cpuclock.c")).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("the rivals' CPU clock: %w: %s", err, lastLine(string(out)))
		}
	}
	return r, nil
}

// DayPeer is a rival for reduced days, run with the given Python on one thread.
func DayPeer(python string, runners *Runners, rival Rival) Contestant {
	return Contestant{rival.Name, func(ctx context.Context, p *Problem, t Trial) (*Answer, error) {
		if p.Suite != "" {
			return nil, errors.New("this peer answers days only")
		}
		scratch, err := os.MkdirTemp("", "paidan-peer-")
		if err != nil {
			return nil, err
		}
		defer os.RemoveAll(scratch)
		file := filepath.Join(scratch, "answer.json")
		env := []string{"OMP_NUM_THREADS=1", "PYTHONDONTWRITEBYTECODE=1"}
		if runners.clock != "" {
			env = append(env, "LD_PRELOAD="+runners.clock)
		}
		_, answer, err := command{name: python, env: env, args: []string{filepath.Join(runners.dir, rival.Runner), p.File,
			strconv.FormatFloat(t.Budget.Seconds(), 'g', -1, 64), strconv.FormatUint(t.Seed, 10), file}}.run(ctx, t.Budget)
		if err != nil {
			return nil, err
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		return &answer, readDayAnswer(data, &answer)
	}}
}

// readDayAnswer takes the answer of a rival's program over.
func readDayAnswer(data []byte, a *Answer) error {
	var told struct {
		Routes     map[int][]int `json:"routes"`
		Trace      [][2]float64  `json:"trace"`
		Iterations int64         `json:"iterations"`
	}
	if err := json.Unmarshal(data, &told); err != nil {
		return fmt.Errorf("answer: %w", err)
	}
	for vehicle, jobs := range told.Routes {
		if len(jobs) > 0 {
			a.Routes = append(a.Routes, suite.Route{Worker: vehicle + 1, Stops: jobs})
		}
	}
	slices.SortFunc(a.Routes, func(x, y suite.Route) int { return x.Worker - y.Worker })
	for _, x := range told.Trace {
		a.Trace = append(a.Trace, Incumbent{x[0], x[1]})
	}
	a.Iterations = told.Iterations
	return nil
}
