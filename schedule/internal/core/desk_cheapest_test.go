package core

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The cheapest place of all shifts is that of the shift where it is cheapest,
// at the price which the route then has; and a guest with a job's own values is
// priced like the job.
func TestCheapest(t *testing.T) {
	for seed := range uint64(loops(600)) {
		k := kinds()[int(seed)%len(kinds())]
		p := randomProblem(rand.New(rand.NewPCG(seed, 12)), k)
		p.Ties, p.Chains = Ties{}, nil
		for j := range p.Jobs {
			p.Jobs[j].Chain = -1
		}
		d, shifts := emptyDesk(t, p)
		for j := range p.Jobs {
			job := int32(j)
			best := int64(Far)
			for _, s := range shifts {
				if delta, ok := d.BestBelow(s, job, Far); ok {
					best = min(best, delta)
				}
			}
			shift, delta, ok := d.Cheapest(shifts, job)
			require.Equal(t, best < Far, ok, "seed %d, job %d", seed, j)
			if !ok {
				continue
			}
			if !k.stores {
				assert.Equal(t, best, delta, "seed %d, job %d", seed, j)
			}
			_, cost, ok := d.Timetable(shift, d.Found())
			require.True(t, ok)
			assert.Equal(t, delta, cost-d.Cost(shift), "seed %d, job %d", seed, j)
			if j < len(p.Jobs)-1 {
				d.Take(shift)
				continue
			}
			own := p.Jobs[j]
			g := &Guest{Job: own, Windows: append([]Window(nil), p.Windows[own.Win0:own.Win1]...),
				Preferred: append([]Window(nil), p.Preferred[own.Pref0:own.Pref1]...), Demand: append([]int32(nil), p.Demand[j*p.Types:]...)}
			for k := range p.DurationKinds {
				g.Durations = append(g.Durations, p.DurationKinds[k][j])
				if p.Again != nil {
					g.Again = append(g.Again, p.Again[k][j])
				}
			}
			for range 2 {
				if d.Host(g) {
					_, again, ok := d.Cheapest(shifts, job)
					require.True(t, ok)
					assert.Equal(t, delta, again, "seed %d", seed)
				}
			}
		}
	}
}

// emptyDesk is a desk on which nothing is served, and lists its shifts.
func emptyDesk(t *testing.T, p *Problem) (*Desk, []int32) {
	t.Helper()
	d, bad := NewDesk(p, nil, nil)
	require.Equal(t, int32(-1), bad)
	shifts := make([]int32, len(p.Shifts))
	for s := range shifts {
		shifts[s] = int32(s)
	}
	return d, shifts
}
