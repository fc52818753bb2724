package simulate_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

// A day with room and an overfull one: planning against chance serves more, on
// time more often, with less travel a visit than both simple rules. The days
// are the same for all, so few of them tell.
func TestRepairBeatsSimpleRules(t *testing.T) {
	for _, workers := range []int{24, 15} {
		p := week(t, generate.Options{Seed: 1, Jobs: 120, Workers: workers, Load: 1.5, Servable: true})
		r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Model: simulate.UsualModel(), Replications: 6,
			Policies: []simulate.Policy{simulate.Nearest(), simulate.BestScore(), simulate.Repair(500)}})
		require.NoError(t, err)
		ours := &r.Rows[2]
		for i := range r.Rows {
			row := &r.Rows[i]
			t.Logf("%d workers, %-10s served %.1f, on time %.1f %%, travel %.1f min, declined %.1f %%", workers, row.Policy, row.Of("served").Mean,
				row.Of("punctual_percent").Mean, row.Of("travel_minutes_per_visit").Mean, row.Of("decline_percent").Mean)
			if row != ours {
				assert.Greater(t, ours.Of("served").Mean, row.Of("served").Mean)
				assert.Greater(t, ours.Of("punctual_percent").Mean, row.Of("punctual_percent").Mean)
				assert.Less(t, ours.Of("travel_minutes_per_visit").Mean, row.Of("travel_minutes_per_visit").Mean)
			}
		}
	}
}

// once notes what a policy decides first.
type once struct {
	simulate.Policy
	tasks map[string][]simulate.Task
}

func (o *once) Decide(ctx context.Context, s *simulate.State) (map[string][]simulate.Task, error) {
	out, err := o.Policy.Decide(ctx, s)
	if o.tasks == nil {
		o.tasks = out
	}
	return out, err
}

// Work is planned as long as the quantile asked for: the median of a lognormal
// number of mean 1 and variation cv is 1/√(1+cv²).
func TestQuantile(t *testing.T) {
	p := queueProblem(1)
	start := p.Horizon.Start.Add(8 * time.Hour)
	for _, id := range []string{"a", "b"} {
		p.Jobs = append(p.Jobs, roster.Job{ID: id, Customer: "c", Service: "s", Windows: []roster.Window{{Start: start, End: start.Add(8 * time.Hour)}}})
	}
	for _, c := range []struct {
		quantile int
		cv       float64
		apart    time.Duration
	}{
		{50, 0, 48 * time.Minute},
		{50, 0.75, 48 * 48 * time.Minute / 60},
		{99, 0.75, 10900 * time.Second}, // 2880 · exp(2.32635·0.66805 − 0.22314)
	} {
		policy := &once{Policy: simulate.RepairWith(50, simulate.Planning{Quantile: c.quantile})}
		_, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Model: simulate.Model{ServiceCV: c.cv}, Replications: 1,
			Policies: []simulate.Policy{policy}})
		require.NoError(t, err)
		tasks := policy.tasks["w1"]
		require.Len(t, tasks, 2)
		assert.InDelta(t, c.apart.Seconds(), tasks[1].Start.Sub(tasks[0].Start).Seconds(), 60, c.quantile)
	}
}

// Of two workers alike, the one is asked who does not avoid the service.
func TestOffersToThoseWhoAccept(t *testing.T) {
	p := queueProblem(1)
	start := p.Horizon.Start.Add(8 * time.Hour)
	p.Jobs = []roster.Job{{ID: "j", Customer: "c", Service: "s", Windows: []roster.Window{{Start: start, End: start.Add(time.Hour)}}}}
	other := p.Workers[0]
	other.ID, other.Shifts = "v", []roster.Shift{other.Shifts[0]}
	other.Shifts[0].ID = "v1"
	p.Workers = append(p.Workers, other)
	for avoids, asked := range []string{"v1", "w1"} {
		p.Workers[0].AvoidedServices, p.Workers[1].AvoidedServices = nil, nil
		p.Workers[avoids].AvoidedServices = []string{"s"}
		policy := &once{Policy: simulate.Repair(50)}
		_, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Model: simulate.Model{Avoided: 0.5}, Replications: 1, Policies: []simulate.Policy{policy}})
		require.NoError(t, err)
		assert.Len(t, policy.tasks[asked], 1)
	}
}
