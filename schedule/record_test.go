package schedule_test

import (
	"context"
	"encoding/json"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// sameAgain records a run and replays it from the record as it is stored.
func sameAgain(t *testing.T, ctx context.Context, p *roster.Problem, opts schedule.Options) (*roster.Plan, schedule.Record) {
	t.Helper()
	var made, stored schedule.Record
	plan, err := schedule.Solve(ctx, p, opts, schedule.WithRecord(&made))
	require.NoError(t, err)
	data, err := json.Marshal(made)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(data, &stored))
	again, err := schedule.Replay(context.Background(), p, &stored)
	require.NoError(t, err)
	assert.Equal(t, plan, again)
	return plan, stored
}

// A run bounded by time is the same again from its record, with whole-plan
// costs, crews and on several threads.
func TestReplay(t *testing.T) {
	for n := range uint64(12) {
		s := []shape{wild, tied}[n%2]
		p := randomProblem(300+n, s)
		opts := schedule.Options{Limit: time.Duration(5+7*n) * time.Millisecond, Seed: n, Threads: int(n % 4), CPUTime: n%3 == 0}
		sameAgain(t, context.Background(), p, opts)
	}
}

// Large problems are searched in lanes, or by founders and grafts, where work is
// divided.
func TestReplayOfDividedWork(t *testing.T) {
	for _, o := range []generate.Options{{Jobs: 700, Workers: 60, Seed: 3}, {Jobs: 30, Workers: 8, Seed: 4}} {
		p, err := generate.Problem(o)
		require.NoError(t, err)
		for threads := 1; threads <= 3; threads++ {
			plan, _ := sameAgain(t, context.Background(), p, schedule.Options{Limit: 400 * time.Millisecond, Threads: threads, SkipHash: true})
			assert.Positive(t, plan.Figures.Served)
		}
	}
}

// A run which was cancelled is cancelled at the same step.
func TestReplayOfCancelled(t *testing.T) {
	p := randomProblem(7, wild)
	for _, after := range []time.Duration{0, 3 * time.Millisecond, 20 * time.Millisecond} {
		ctx, cancel := context.WithTimeout(context.Background(), after)
		plan, _ := sameAgain(t, ctx, p, schedule.Options{Iterations: 1 << 40})
		cancel()
		assert.Equal(t, roster.Cancelled, plan.Status)
	}
}

// What does not fit the record is refused with the reason, and a damaged
// record harms nobody.
func TestReplayRefuses(t *testing.T) {
	p := randomProblem(8, wild)
	plan, record := sameAgain(t, context.Background(), p, schedule.Options{Limit: 20 * time.Millisecond})
	refused := func(p *roster.Problem, r schedule.Record, with ...schedule.Hook) {
		t.Helper()
		_, err := schedule.Replay(context.Background(), p, &r, with...)
		var replay *schedule.ReplayError
		assert.ErrorAs(t, err, &replay)
	}
	refused(randomProblem(9, wild), record)
	old := record
	old.Version = "0.0.1"
	refused(p, old)
	other := record
	other.Options.Seed++
	if len(plan.Routes) > 0 {
		other.PlanHash = ""
		refused(p, other)
	}
	for cut := range record.Clock {
		short := record
		short.Clock = record.Clock[:cut]
		refused(p, short)
	}
	for i := range record.Clock {
		bent := record
		bent.Clock = append([]byte(nil), record.Clock...)
		bent.Clock[i] ^= 0x55
		_, err := schedule.Replay(context.Background(), p, &bent)
		var replay *schedule.ReplayError
		assert.True(t, err == nil || errors.As(err, &replay), "%v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err := schedule.Replay(ctx, p, &record)
	assert.ErrorIs(t, err, context.Canceled)
}
