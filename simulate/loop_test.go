package simulate_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

// stubborn gives every job to the first shift, whether there is time or not,
// unless the problem says that the worker must not be asked.
type stubborn struct{}

func (stubborn) Name() string            { return "stubborn" }
func (stubborn) Rhythm() simulate.Rhythm { return simulate.Rhythm{Prompt: true} }

func (stubborn) Decide(_ context.Context, s *simulate.State) (map[string][]simulate.Task, error) {
	out := map[string][]simulate.Task{}
	for _, shift := range s.Problem.Workers[0].Shifts {
		for _, j := range s.Problem.Jobs {
			if len(s.Problem.History.Refusals) == 0 {
				out[shift.ID] = append(out[shift.ID], simulate.Task{Job: j.ID, Start: s.Now})
			}
		}
	}
	return out, nil
}

// A job for which a worker has no time any more is given back once, not for
// ever at the same instant.
func TestNoTimeLeftIsToldOnce(t *testing.T) {
	p := queueProblem(1)
	start := p.Horizon.Start.Add(8 * time.Hour)
	p.Workers[0].Shifts[0].Start, p.Workers[0].Shifts[0].End = start, start.Add(40*time.Minute)
	p.Jobs = []roster.Job{{ID: "j", Customer: "c", Service: "s", Windows: []roster.Window{{Start: start, End: start.Add(time.Hour)}}}}
	r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Replications: 1, Policies: []simulate.Policy{stubborn{}}})
	require.NoError(t, err)
	assert.Zero(t, r.Rows[0].Of("served").Mean)
}
