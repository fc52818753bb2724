package bench

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

const toy = "suite/testdata/toy_vrptw.txt"

// fixed answers every toy with the same two routes, and leaves job 3 out
// with seed 2.
func fixed(_ context.Context, p *roster.Problem, o schedule.Options, _ ...schedule.Hook) (*roster.Plan, error) {
	visit := func(job string) roster.Stop { return roster.Stop{Kind: roster.VisitStop, Job: job} }
	plan := &roster.Plan{Status: roster.Feasible, Provenance: roster.Provenance{Iterations: 7}}
	plan.Routes = []roster.Route{{Worker: "1", Stops: []roster.Stop{visit("2"), visit("1")}}}
	switch o.Seed {
	case 2:
	case 3:
		return nil, errors.New("no luck")
	default:
		plan.Routes = append(plan.Routes, roster.Route{Worker: "2", Stops: []roster.Stop{visit("3")}})
	}
	return plan, nil
}

func TestRun(t *testing.T) {
	out := filepath.Join(t.TempDir(), "toy.sol")
	r, err := Run(t.Context(), suite.VRPTW, toy, Options{Out: out, solve: fixed})
	require.NoError(t, err)
	assert.Equal(t, "toy_vrptw", r.Instance)
	assert.InDelta(t, 24.4, r.Cost, 1e-9)
	assert.True(t, r.Complete)
	assert.Equal(t, 2, r.WorkersUsed)
	assert.EqualValues(t, 7, r.Iterations)
	assert.Nil(t, r.Gap)
	data, err := os.ReadFile(out)
	require.NoError(t, err)
	assert.Equal(t, "Route #1: 2 1\nRoute #2: 3\nCost 24.4\n", string(data))

	_, err = Run(t.Context(), suite.VRPTW, "nowhere.txt", Options{solve: fixed})
	assert.ErrorIs(t, err, os.ErrNotExist)
}

// best writes a copy of the toy beside a table of best known costs.
func best(t *testing.T) string {
	dir := t.TempDir()
	data, err := os.ReadFile(toy)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "toy.txt"), data, 0o600))
	table := "instance,best_distance_dimacs,proven\nother,1,\ntoy,20,True\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, suite.BestFile), []byte(table), 0o600))
	return filepath.Join(dir, "toy.txt")
}

func TestRunAll(t *testing.T) {
	dir := t.TempDir()
	files := []File{{suite.VRPTW, best(t)}, {suite.VRPTW, toy}}
	for _, parallel := range []int{0, 3} {
		calls := 0
		results, err := RunAll(t.Context(), files, AllOptions{
			Seeds: []uint64{1, 2, 3}, OutDir: dir, Parallel: parallel, solve: fixed,
			Progress: func(done, total int, _ Result) {
				calls++
				assert.Equal(t, calls, done)
				assert.Equal(t, 6, total)
			},
		})
		require.NoError(t, err)
		require.Len(t, results, 6)
		assert.Equal(t, 6, calls)
		require.NotNil(t, results[0].Gap)
		assert.InDelta(t, 22, *results[0].Gap, 1e-9)
		assert.False(t, results[1].Complete)
		assert.Nil(t, results[1].Gap)
		assert.Equal(t, 1, results[1].Unassigned)
		assert.Contains(t, results[2].Error, "no luck")
		assert.EqualValues(t, 3, results[2].Seed)
		assert.FileExists(t, filepath.Join(dir, "toy_vrptw.seed1.sol"))

		sums := Summarise(results)
		require.Len(t, sums, 1)
		assert.Equal(t, 6, sums[0].Runs)
		assert.Equal(t, 2, sums[0].Failed)
		assert.Equal(t, 2, sums[0].Incomplete)
		assert.Equal(t, 1, sums[0].Gaps)
		assert.Equal(t, "toy", sums[0].WorstInstance)
		assert.InDelta(t, 22, sums[0].MeanGap, 1e-9)

		var c, j bytes.Buffer
		require.NoError(t, WriteCSV(&c, results))
		assert.Equal(t, 7, bytes.Count(c.Bytes(), []byte("\n")))
		assert.Contains(t, c.String(), "vrptw,toy,1,3,2,2,0,true,24.4,20,22.000,feasible,7,")
		require.NoError(t, WriteJSON(&j, results))
		assert.Contains(t, j.String(), `"worstInstance": "toy"`)
	}
}

func TestRunAllRefuses(t *testing.T) {
	_, err := RunAll(t.Context(), nil, AllOptions{Parallel: 2, Schedule: schedule.Options{CPUTime: true}})
	assert.ErrorContains(t, err, "CPU time")
	same := []File{{suite.VRPTW, toy}, {suite.VRPTW, toy}}
	_, err = RunAll(t.Context(), same, AllOptions{OutDir: t.TempDir(), solve: fixed})
	assert.ErrorContains(t, err, "collide")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	results, err := RunAll(ctx, same, AllOptions{solve: fixed})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, results)
}
