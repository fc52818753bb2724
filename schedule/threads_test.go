package schedule_test

import (
	"context"
	"encoding/json"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// TestThreadsAtOnce runs several searches side by side: the same plan whatever
// the number of processors, and none dearer than that of one thread.
func TestThreadsAtOnce(t *testing.T) {
	for n := range uint64(6) {
		s := wild
		if n%2 == 0 {
			s = tied
		}
		p := randomProblem(100+n, s)
		solve := func(threads int) *roster.Plan {
			plan, err := schedule.Solve(context.Background(), p, schedule.Options{Iterations: 150, Seed: n, Threads: threads})
			require.NoError(t, err)
			return plan
		}
		one, three := solve(1), solve(3)
		before := runtime.GOMAXPROCS(1)
		again := solve(3)
		runtime.GOMAXPROCS(before)
		a, err := json.Marshal(three)
		require.NoError(t, err)
		b, err := json.Marshal(again)
		require.NoError(t, err)
		assert.JSONEq(t, string(a), string(b), "problem %d", n)
		if len(one.Score.Missed) == 0 && len(three.Score.Missed) == 0 {
			assert.LessOrEqual(t, three.Score.Total, one.Score.Total, "problem %d", n)
		}
	}
	_, err := schedule.Solve(context.Background(), &roster.Problem{}, schedule.Options{Threads: -1})
	assert.Error(t, err)
}
