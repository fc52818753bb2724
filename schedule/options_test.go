package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Without reasons and hash a plan is the same but for them, and the checker
// accepts it.
func TestSkipReasons(t *testing.T) {
	p, err := generate.Problem(generate.Options{Seed: 2, Jobs: 60, Workers: 6, Load: 2})
	require.NoError(t, err)
	full, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 100})
	require.NoError(t, err)
	bare, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 100, SkipReasons: true, SkipHash: true})
	require.NoError(t, err)
	require.NotEmpty(t, bare.Unassigned)
	require.NoError(t, roster.Check(p, bare, roster.CheckOptions{}).Err())
	for i := range bare.Unassigned {
		u := &bare.Unassigned[i]
		assert.Equal(t, roster.ClassNotFound, u.Class)
		assert.Equal(t, []roster.Reason{{Code: roster.ReasonUnproven}}, u.Reasons)
		u.Class, u.Reasons = full.Unassigned[i].Class, full.Unassigned[i].Reasons
	}
	assert.Empty(t, bare.Provenance.InputHash)
	assert.NotEmpty(t, full.Provenance.InputHash)
	bare.Provenance.InputHash = full.Provenance.InputHash
	assert.Equal(t, full, bare)
}
