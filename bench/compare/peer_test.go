package compare

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/suite"
)

// script writes a program of sh under a name and returns its path.
func script(t *testing.T, name, text string) string {
	path := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(path, []byte(text), 0o700))
	return path
}

func toy(t *testing.T) *Problem {
	p, err := SuiteProblem(suite.VRPTW, "../suite/testdata/toy_vrptw.txt")
	require.NoError(t, err)
	return p
}

func TestSuitePeer(t *testing.T) {
	path := script(t, SuiteRunner, `[ "$1 $3 $4 $5 $6 $7" = "toy 0.5 9 --clock cpu --routes" ] || exit 3
echo '[[2,1],[],[3]]' > "$8"
echo '{"cpu_s": 0.4, "wall_s": 0.6, "peak_rss_mb": 12}'`)
	a, err := SuitePeer("sh", filepath.Dir(path), "toy", CPU).Solve(t.Context(), toy(t), Trial{9, 500 * time.Millisecond})
	require.NoError(t, err)
	assert.Equal(t, suite.Answer{{Worker: 1, Stops: []int{2, 1}}, {Worker: 2, Stops: []int{3}}}, a.Routes)
	assert.Equal(t, []float64{0.4, 0.6, 12}, []float64{a.CPU, a.Wall, a.Memory})
	v := toy(t).Judge(a)
	assert.Empty(t, v.Fault)
	assert.InDelta(t, 24.4, v.Cost, 1e-9)
	assert.Equal(t, 3, v.Served)
}

func TestSuitePeerFails(t *testing.T) {
	for text, want := range map[string]string{
		`echo '{"error": "no memory"}'`:    "no memory",
		`echo oh dear >&2; exit 4`:         "oh dear",
		`echo not json`:                    "answer of",
		`echo '{}'`:                        "routes.json",
		`echo '{}'; echo nothing > "$8"`:   "routes of toy",
		`echo '{}'; echo '["two"]' > "$8"`: "routes of toy",
	} {
		path := script(t, SuiteRunner, text)
		_, err := SuitePeer("sh", filepath.Dir(path), "toy", CPU).Solve(t.Context(), toy(t), Trial{1, time.Second})
		assert.ErrorContains(t, err, want)
	}
	_, err := SuitePeer("sh", "x", "toy", CPU).Solve(t.Context(), &Problem{Suite: suite.TRSP}, Trial{1, time.Second})
	assert.ErrorContains(t, err, "vrptw only")
}

// Answers which no honest solver gives are refused.
func TestJudgeOfSuites(t *testing.T) {
	p := toy(t)
	for fault, routes := range map[string]suite.Answer{
		"mandatory":      {{Worker: 1, Stops: []int{2, 1}}},
		"rules broken":   {{Worker: 1, Stops: []int{2, 1, 3}}, {Worker: 2, Stops: []int{3}}},
		"unknown client": {{Worker: 1, Stops: []int{7}}},
		"worker 9":       {{Worker: 9, Stops: []int{1}}},
	} {
		assert.Contains(t, p.Judge(&Answer{Routes: routes}).Fault, fault)
	}
}

func TestDayPeer(t *testing.T) {
	path := script(t, "fake.py", `[ "$2 $3" = "1.5 4" ] && [ -f "$1" ] || exit 3
echo '{"routes": {"1": [0], "0": [], "2": [3, 1]}, "trace": [[0.5, 200], [1, 100]], "iterations": 8}' > "$4"`)
	day := &Problem{File: path}
	a, err := DayPeer("sh", &Runners{dir: filepath.Dir(path)}, Rival{Name: "fake", Runner: "fake.py"}).Solve(t.Context(), day, Trial{4, 1500 * time.Millisecond})
	require.NoError(t, err)
	assert.Equal(t, suite.Answer{{Worker: 2, Stops: []int{0}}, {Worker: 3, Stops: []int{3, 1}}}, a.Routes)
	assert.Equal(t, []Incumbent{{0.5, 200}, {1, 100}}, a.Trace)
	assert.EqualValues(t, 8, a.Iterations)
	_, err = DayPeer("sh", &Runners{dir: filepath.Dir(path)}, Rival{Runner: "fake.py"}).Solve(t.Context(), toy(t), Trial{4, time.Second})
	assert.ErrorContains(t, err, "days only")
}

func TestRunnersAreUnpacked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "peers")
	_, err := UnpackRunners(dir, Wall)
	require.NoError(t, err)
	assert.FileExists(t, filepath.Join(dir, "day.py"))
	for _, r := range Rivals() {
		if r.Runner != "" {
			assert.FileExists(t, filepath.Join(dir, r.Runner))
		}
	}
}

func TestOurs(t *testing.T) {
	exe := script(t, "paidan", `#!/bin/sh
[ "$1 $2 $4 $5 $6 $7 $8 $9" = "bench trial --time 1s --seed 3 --clock cpu" ] || exit 3
echo '{"routes": [{"Worker": 1, "Stops": [2, 1]}], "iterations": 5, "trace": [{"s": 1, "c": 2}]}'`)
	a, err := Ours(exe, CPU).Solve(t.Context(), toy(t), Trial{3, time.Second})
	require.NoError(t, err)
	assert.Equal(t, suite.Answer{{Worker: 1, Stops: []int{2, 1}}}, a.Routes)
	assert.EqualValues(t, 5, a.Iterations)
	assert.Equal(t, []Incumbent{{1, 2}}, a.Trace)
}
