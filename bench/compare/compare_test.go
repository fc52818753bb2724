package compare

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// invented is a problem whose answers cost as many iterations as they say.
func invented(name, class string, best float64) *Problem {
	return &Problem{Name: name, Class: class, Hash: "h", Best: best, Jobs: 10, judge: func(a *Answer) Verdict {
		if a.Iterations == 0 {
			return Verdict{Fault: "nothing done"}
		}
		return Verdict{Cost: float64(a.Iterations), Served: 10, Routes: 2}
	}}
}

// always answers with a cost that depends on the seed.
func always(name string, cost int64, asked *atomic.Int64) Contestant {
	return Contestant{name, func(_ context.Context, _ *Problem, t Trial) (*Answer, error) {
		asked.Add(1)
		return &Answer{Iterations: cost + int64(t.Seed), CPU: t.Budget.Seconds()}, nil
	}}
}

func twoByTwo(asked *atomic.Int64) Plan {
	return Plan{
		Problems:    []*Problem{invented("R101", "R1", 100), invented("C201", "C2", 100)},
		Contestants: []Contestant{always(OurName, 100, asked), always("other", 104, asked)},
		Seeds:       []uint64{1, 3}, Budgets: []time.Duration{time.Second, 4 * time.Second}, Clock: CPU,
	}
}

func TestCompareIsTheSameInEveryPool(t *testing.T) {
	var asked atomic.Int64
	one, err := Compare(t.Context(), twoByTwo(&asked), Options{})
	require.NoError(t, err)
	last := 0.0
	many, err := Compare(t.Context(), twoByTwo(&asked), Options{Jobs: 5, Progress: func(done, total float64, _ Run) {
		assert.Greater(t, done, last)
		assert.Equal(t, 40.0, total)
		last = done
	}})
	require.NoError(t, err)
	assert.Equal(t, one, many)
	assert.Len(t, one, 16)
	assert.EqualValues(t, 32, asked.Load())
	assert.Equal(t, 40.0, last)
}

func TestComparisonGoesOn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "runs.jsonl")
	var asked atomic.Int64
	plan := twoByTwo(&asked)
	plan.Seeds = plan.Seeds[:1]
	journal, err := OpenJournal(path)
	require.NoError(t, err)
	_, err = Compare(t.Context(), plan, Options{Journal: journal, Jobs: 2})
	require.NoError(t, err)
	require.NoError(t, journal.Close())
	assert.EqualValues(t, 8, asked.Load())

	// A crash in the middle of a line loses that line only.
	data, err := os.ReadFile(path)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(path, data[:len(data)-20], 0o600))
	journal, err = OpenJournal(path)
	require.NoError(t, err)
	defer journal.Close()
	runs, err := Compare(t.Context(), twoByTwo(&asked), Options{Journal: journal})
	require.NoError(t, err)
	assert.Len(t, runs, 16)
	assert.EqualValues(t, 8+1+8, asked.Load())
	data, err = os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, 16, bytes.Count(data, []byte("\n")))

	require.NoError(t, os.WriteFile(path, []byte("{}\nnonsense\n{}\n"), 0o600))
	_, err = OpenJournal(path)
	assert.ErrorContains(t, err, "runs.jsonl:2")
}

func TestFailedRunsAreToldAndTriedAgain(t *testing.T) {
	path := filepath.Join(t.TempDir(), "runs.jsonl")
	asked := 0
	plan := Plan{
		Problems: []*Problem{invented("R101", "R1", 0)}, Seeds: []uint64{1}, Budgets: []time.Duration{time.Second}, Clock: Wall,
		Contestants: []Contestant{
			{"broken", func(context.Context, *Problem, Trial) (*Answer, error) { asked++; return nil, errors.New("no luck") }},
			{"wrong", func(context.Context, *Problem, Trial) (*Answer, error) { asked++; return &Answer{}, nil }},
		},
	}
	for range 2 {
		journal, err := OpenJournal(path)
		require.NoError(t, err)
		runs, err := Compare(t.Context(), plan, Options{Journal: journal})
		require.NoError(t, err)
		require.NoError(t, journal.Close())
		require.Len(t, runs, 2)
		assert.Equal(t, "no luck", runs[0].Error)
		assert.Equal(t, "nothing done", runs[1].Fault)
		table := Summarise(runs)
		assert.Zero(t, table.Rows[0].Good)
		assert.Equal(t, "no luck", table.Cells[0].Fault)
		require.NoError(t, table.WriteMarkdown(&bytes.Buffer{}))
	}
	assert.Equal(t, 3, asked, "an answer which breaks rules is a result")
}

func TestCancelledComparison(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	var asked atomic.Int64
	runs, err := Compare(ctx, twoByTwo(&asked), Options{Progress: func(float64, float64, Run) { cancel() }})
	assert.ErrorIs(t, err, context.Canceled)
	assert.Len(t, runs, 1)
}
