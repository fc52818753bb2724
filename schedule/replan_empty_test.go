package schedule_test

import (
	"errors"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// A shift which loses its only visit need not be one which could be worked
// without any. Day 80 has one which could not.
func TestReplanEmptiesShift(t *testing.T) {
	for n := uint64(80); n < uint64(80+loops(1)); n++ {
		r := rand.New(rand.NewPCG(n, 99))
		p := randomProblem(n+5000, wild)
		plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 80, Seed: n})
		require.NoError(t, err)
		now := somewhere(r, p, plan)
		for range 20 {
			opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: 60, Seed: n}, Reach: -1,
				ApplyOptions: schedule.ApplyOptions{Now: now, Freeze: roster.Duration(r.IntN(3) * 1200)}}
			got, err := schedule.Replan(t.Context(), p, plan, randomEvents(r, p, plan, now), opts)
			if faults := (roster.Faults)(nil); errors.As(err, &faults) {
				continue
			}
			require.NoError(t, err)
			require.NoError(t, roster.Check(got.Problem, got.Plan, roster.CheckOptions{}).Err())
		}
	}
}
