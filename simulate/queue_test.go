package simulate_test

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

func queueProblem(days int) *roster.Problem {
	start := time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)
	place := roster.Place{Location: &roster.LatLng{Lat: 30, Lng: 104}}
	end := start.AddDate(0, 0, days)
	long := roster.Duration(days * 24 * 3600)
	in := 1
	return &roster.Problem{SchemaVersion: 1, TimeZone: "UTC", Horizon: roster.Horizon{Start: start, End: end},
		Catalogue: []roster.Service{{Code: "s", Duration: roster.DurationModel{Base: 48 * 60}}},
		Workers:   []roster.Worker{{ID: "w", Home: place, Shifts: []roster.Shift{{ID: "w1", Start: start, End: end.Add(-time.Second)}}}},
		Customers: []roster.Customer{{ID: "c", Place: place}},
		Rules:     roster.Rules{MaxDailyWork: &long, MaxWeeklyWork: &long, MaxDaysInRow: &in}}
}

// One worker, jobs by chance, no ways: a queue M/G/1, whose mean wait is
// λ·E[S²]/(2·(1−ρ)) (Pollaczek and Khinchine).
func TestQueue(t *testing.T) {
	const perDay, cv, days = 18.0, 0.5, 40
	r, err := simulate.Run(t.Context(), simulate.Config{Problem: queueProblem(days), Replications: 12, Policies: []simulate.Policy{simulate.Nearest()},
		Model: simulate.Model{ServiceCV: cv, Punctual: 1e6, Patience: 1e7, Early: 1e6, Arrivals: []simulate.Arrival{{Service: "s", PerDay: perDay, Window: 10 * 24 * 3600}}}})
	require.NoError(t, err)
	row := &r.Rows[0]
	lambda, mean := perDay/24/60, 48.0
	rho := lambda * mean
	want := lambda * mean * mean * (1 + cv*cv) / (2 * (1 - rho))
	wait, use := row.Of("wait_minutes"), row.Of("served")
	t.Logf("wait %.2f [%.2f, %.2f], theory %.2f; served %.1f", wait.Mean, wait.Low, wait.High, want, use.Mean)
	assert.GreaterOrEqual(t, want, wait.Low)
	assert.LessOrEqual(t, want, wait.High)
}

// One job of random length S, a shift which ends after its mean: the overtime
// is E max(0, S−T), for S lognormal in closed form.
func TestOvertime(t *testing.T) {
	p := queueProblem(1)
	start := p.Horizon.Start.Add(8 * time.Hour)
	p.Workers[0].Shifts[0].Start, p.Workers[0].Shifts[0].End = start, start.Add(4*time.Hour)
	four := roster.Duration(4 * 3600)
	p.Jobs = []roster.Job{{ID: "j", Customer: "c", Service: "s", Duration: &four, Windows: []roster.Window{{Start: start, End: start}}}}
	const cv = 0.4
	r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Replications: 400, Model: simulate.Model{ServiceCV: cv}, Policies: []simulate.Policy{simulate.Nearest()}})
	require.NoError(t, err)
	sigma := math.Sqrt(math.Log1p(cv * cv))
	phi := func(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }
	want := 4 * (phi(sigma/2) - phi(-sigma/2))
	got := r.Rows[0].Of("overtime_hours")
	t.Logf("overtime %.3f [%.3f, %.3f], theory %.3f", got.Mean, got.Low, got.High, want)
	assert.GreaterOrEqual(t, want, got.Low)
	assert.LessOrEqual(t, want, got.High)
}

// firstCome gives each job, in the order of the calls, to the worker who is
// free first: one queue for all.
type firstCome struct{}

func (firstCome) Name() string            { return "first-come" }
func (firstCome) Rhythm() simulate.Rhythm { return simulate.Rhythm{Prompt: true} }

func (firstCome) Decide(_ context.Context, s *simulate.State) (map[string][]simulate.Task, error) {
	length := s.Problem.Catalogue[0].Duration.Base.Std()
	free := map[string]time.Time{}
	out := map[string][]simulate.Task{}
	taken := map[string]bool{}
	for i := range s.Problem.Workers {
		for _, shift := range s.Problem.Workers[i].Shifts {
			free[shift.ID] = shift.Start
			for _, task := range s.Tasks[shift.ID] {
				taken[task.Job] = true
				out[shift.ID] = append(out[shift.ID], task)
				free[shift.ID] = latest(free[shift.ID], task.Start).Add(length)
			}
		}
	}
	jobs := slices.DeleteFunc(slices.Clone(s.Problem.Jobs), func(j roster.Job) bool { return taken[j.ID] })
	slices.SortFunc(jobs, func(a, b roster.Job) int {
		return cmp.Or(a.Windows[0].End.Compare(b.Windows[0].End), cmp.Compare(a.ID, b.ID))
	})
	for _, j := range jobs {
		best := ""
		for i := range s.Problem.Workers {
			for _, shift := range s.Problem.Workers[i].Shifts {
				if best == "" || free[shift.ID].Before(free[best]) {
					best = shift.ID
				}
			}
		}
		if best == "" {
			return out, nil
		}
		start := latest(free[best], s.Now)
		out[best] = append(out[best], simulate.Task{Job: j.ID, Start: start})
		free[best] = start.Add(length)
	}
	return out, nil
}

func latest(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// waitOfMany is the mean wait in a queue M/D/c in units of the service time
// (Crommelin 1932): in the time of one service all who are served leave, and a
// Poisson number comes; the chances of each number present are iterated until
// they stand, and Little's law gives the wait.
func waitOfMany(c int, load float64) float64 {
	const most = 120
	come := make([]float64, most)
	come[0] = math.Exp(-load)
	for n := 1; n < most; n++ {
		come[n] = come[n-1] * load / float64(n)
	}
	p := make([]float64, most)
	p[0] = 1
	for range 1500 {
		next := make([]float64, most)
		for i, chance := range p {
			left := max(0, i-c)
			for n := 0; left+n < most; n++ {
				next[left+n] += float64(chance * come[n])
			}
		}
		p = next
	}
	queue := 0.0
	for i, chance := range p {
		queue += float64(float64(max(0, i-c)) * chance)
	}
	return queue / load
}

// Several workers, jobs of one length by chance: a queue M/D/c, its wait by
// Crommelin, its utilisation λ·D/c.
func TestQueueOfMany(t *testing.T) {
	assert.InDelta(t, 0.6/(2*0.4), waitOfMany(1, 0.6), 1e-9) // M/D/1: ρ/(2·(1−ρ))
	const days, length = 40, 48.0
	for _, c := range []struct {
		workers int
		perDay  float64
	}{{1, 18}, {2, 45}, {3, 75}} {
		p := queueProblem(days)
		for w := 1; w < c.workers; w++ {
			more := p.Workers[0]
			more.ID = fmt.Sprintf("w-%d", w)
			more.Shifts = slices.Clone(more.Shifts)
			more.Shifts[0].ID = more.ID
			p.Workers = append(p.Workers, more)
		}
		r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Replications: 12, Seed: 1, Policies: []simulate.Policy{firstCome{}},
			Model: simulate.Model{Punctual: 1e6, Patience: 1e7, Early: 1e6, Arrivals: []simulate.Arrival{{Service: "s", PerDay: c.perDay, Window: 10 * 24 * 3600}}}})
		require.NoError(t, err)
		load := c.perDay / 24 / 60 * length
		want, wait := length*waitOfMany(c.workers, load), r.Rows[0].Of("wait_minutes")
		use := r.Rows[0].Of("utilisation_percent")
		t.Logf("%d workers: wait %.2f [%.2f, %.2f], theory %.2f; utilisation %.2f [%.2f, %.2f], theory %.2f", c.workers,
			wait.Mean, wait.Low, wait.High, want, use.Mean, use.Low, use.High, 100*load/float64(c.workers))
		assert.GreaterOrEqual(t, want, wait.Low)
		assert.LessOrEqual(t, want, wait.High)
		assert.GreaterOrEqual(t, 100*load/float64(c.workers), use.Low)
		assert.LessOrEqual(t, 100*load/float64(c.workers), use.High)
	}
}
