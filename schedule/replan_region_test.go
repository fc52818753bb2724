package schedule_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// A day on which one thing happens after the other, each repaired near to
// where it happened: every plan is accepted, nothing fixed moves, caps hold,
// the answer tells every difference, far away nothing changes, and it is the
// same again.
func TestReplanNearby(t *testing.T) {
	for seed := range uint64(3) {
		p, err := generate.Problem(generate.Options{Seed: seed + 1, Jobs: 110, Workers: 18, Crews: seed == 1, Links: seed == 2})
		require.NoError(t, err)
		plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 200})
		require.NoError(t, err)
		replanner, err := schedule.NewReplanner(p, plan)
		require.NoError(t, err)
		r := rand.New(rand.NewPCG(seed, 9))
		begin, least := p.Horizon.Start.Add(7*time.Hour), 0
		for n := range 12 {
			now, most := begin.Add(time.Duration(n)*40*time.Minute), 3
			opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: 60}, Reach: 3,
				ApplyOptions: schedule.ApplyOptions{Now: now, Freeze: 600}, Caps: schedule.ChangeCaps{Changes: &most}}
			events := randomEvents(r, p, plan, now)[:1]
			got, err := replanner.Replan(t.Context(), events, opts)
			if faults := (roster.Faults)(nil); errors.As(err, &faults) {
				continue
			}
			require.NoError(t, err)
			require.NoError(t, roster.Check(got.Problem, got.Plan, roster.CheckOptions{}).Err())
			judge(t, fmt.Sprintf("day %d, event %d: ", seed, n), plan, got, opts)
			again, err := schedule.Replan(t.Context(), p, plan, events, opts)
			require.NoError(t, err)
			one, _ := json.Marshal(got)
			two, _ := json.Marshal(again)
			require.Equal(t, string(one), string(two))
			if events[0].Kind != schedule.SpeedChanged && sameRoutes(plan, got.Plan) > 2 {
				least++
			}
			p, plan = got.Problem, got.Plan
			replanner, err = replanner.Next(got)
			require.NoError(t, err)
		}
		assert.Positive(t, least, "routes far away stay as they are")
	}
}

// sameRoutes counts the routes which two plans have in common.
func sameRoutes(a, b *roster.Plan) (n int) {
	texts := map[string]bool{}
	for i := range a.Routes {
		text, _ := json.Marshal(&a.Routes[i])
		texts[string(text)] = true
	}
	for i := range b.Routes {
		if text, _ := json.Marshal(&b.Routes[i]); texts[string(text)] {
			n++
		}
	}
	return n
}

// An answer which was changed since is judged anew.
func TestReplannerNext(t *testing.T) {
	p, plan, _ := quoted(t, generate.Options{Seed: 4, Jobs: 30, Workers: 6}, 0)
	r, err := schedule.NewReplanner(p, plan)
	require.NoError(t, err)
	got, err := r.Replan(t.Context(), nil, schedule.ReplanOptions{Options: schedule.Options{Iterations: 10}})
	require.NoError(t, err)
	_, err = r.Next(got)
	require.NoError(t, err)
	other := *got.Plan
	other.Routes = other.Routes[1:]
	got.Plan = &other
	_, err = r.Next(got)
	broken := new(schedule.PlanError)
	require.ErrorAs(t, err, &broken)
}
