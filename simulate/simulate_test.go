package simulate_test

import (
	"bytes"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/simulate"
)

func week(t *testing.T, opts generate.Options) *roster.Problem {
	t.Helper()
	p, err := generate.Problem(opts)
	require.NoError(t, err)
	return p
}

func busyModel(p *roster.Problem) simulate.Model {
	m := simulate.UsualModel()
	m.Arrivals = []simulate.Arrival{{Service: p.Jobs[0].Service, PerDay: 4, From: 7 * 3600, To: 15 * 3600, Lead: 3600}}
	return m
}

// The same configuration gives the same bytes whatever the number of threads,
// and every policy keeps the books.
func TestRunIsTheSameAgain(t *testing.T) {
	for _, opts := range []generate.Options{
		{Seed: 3, Jobs: 50, Servable: true},
		{Seed: 4, Customers: 14, Workers: 7, Days: 3, Crews: true, Links: true, Servable: true},
	} {
		p := week(t, opts)
		var texts []string
		for _, threads := range []int{1, 3} {
			r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Model: busyModel(p), Replications: 2, Seed: 7, Threads: threads,
				Policies: []simulate.Policy{simulate.Nearest(), simulate.BestScore(), simulate.Resolve(2*3600, 60), simulate.Batch(600, 60)}})
			require.NoError(t, err)
			var b bytes.Buffer
			require.NoError(t, r.WriteCSV(&b))
			require.NoError(t, r.WriteJSON(&b))
			texts = append(texts, b.String())
			for _, row := range r.Rows {
				t.Logf("%-12s served %.1f of %.1f, on time %.1f %%, travel %.1f h, util %.1f, declines %.1f", row.Policy, row.Of("served").Mean, row.Of("jobs").Mean,
					row.Of("punctual_percent").Mean, row.Of("travel_hours").Mean, row.Of("utilisation_percent").Mean, row.Of("declines").Mean)
				assert.LessOrEqual(t, row.Of("served").Mean, row.Of("jobs").Mean)
				assert.Greater(t, row.Of("served_percent").Mean, 50.0)
				assert.LessOrEqual(t, row.Of("utilisation_percent").Mean, 100.0)
				assert.InDelta(t, row.Of("revenue").Mean-row.Of("cost").Mean, row.Of("margin").Mean, 1)
			}
		}
		assert.Equal(t, texts[0], texts[1])
	}
}

// In a world without chance a plan comes true.
func TestWithoutChance(t *testing.T) {
	p := week(t, generate.Options{Seed: 5, Jobs: 40, Servable: true})
	r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Replications: 2, Policies: []simulate.Policy{simulate.Resolve(0, 300)}})
	require.NoError(t, err)
	plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 300})
	require.NoError(t, err)
	t.Log(plan.Figures.Served, r.Rows[0].Of("served").Mean)
	assert.GreaterOrEqual(t, r.Rows[0].Of("served").Mean, float64(plan.Figures.Served)-1)
	assert.Greater(t, r.Rows[0].Of("punctual_percent").Mean, 90.0)
	assert.Zero(t, r.Rows[0].Of("served").SD)
}

// Scenarios and policies meet the same days: what does not depend on who goes
// where is the same in every replication, and differences are sharper than
// those of independent days.
func TestCommonRandomNumbers(t *testing.T) {
	p := week(t, generate.Options{Seed: 3, Jobs: 50, Servable: true})
	idle := simulate.Scenario{Name: "nothing but a name", Operations: []simulate.Operation{{Op: "merge", At: "id", Value: "other"}}}
	r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Model: busyModel(p), Replications: 8, Seed: 7,
		Scenarios: []simulate.Scenario{{Name: "base"}, idle}, Policies: []simulate.Policy{simulate.Nearest(), simulate.BestScore()}})
	require.NoError(t, err)
	for f := range r.Figures {
		assert.Equal(t, r.Rows[0].Estimates[f].Values, r.Rows[2].Estimates[f].Values, r.Figures[f])
		assert.Zero(t, r.Rows[2].Estimates[f].Difference)
	}
	near, score := &r.Rows[0], &r.Rows[1]
	assert.Equal(t, near.Of("ill").Values, score.Of("ill").Values)
	served := score.Of("served")
	apart := math.Hypot(near.Of("served").High-near.Of("served").Low, served.High-served.Low)
	t.Logf("difference of served ±%.2f, of independent days ±%.2f", (served.DiffHigh-served.DiffLow)/2, apart/2)
	assert.Less(t, served.DiffHigh-served.DiffLow, apart)
}

func TestCourse(t *testing.T) {
	p := week(t, generate.Options{Seed: 5, Jobs: 40, Servable: true})
	r, err := simulate.Run(t.Context(), simulate.Config{Problem: p, Replications: 2, Policies: []simulate.Policy{simulate.Nearest()}})
	require.NoError(t, err)
	started, late := 0.0, 0.0
	for i, m := range r.Rows[0].Course {
		assert.Equal(t, p.Horizon.Start.Add(time.Duration(i)*time.Hour), m.From)
		started, late = started+m.Started.Mean, late+m.Late.Mean
	}
	assert.GreaterOrEqual(t, started, r.Rows[0].Of("served").Mean) // crews begin more visits than jobs
	assert.InDelta(t, r.Rows[0].Of("punctual_percent").Mean, 100*(1-late/started), 0.5)
}

func TestScenarios(t *testing.T) {
	p := week(t, generate.Options{Seed: 3, Customers: 15, Workers: 6, Days: 7, Servable: true})
	area, service := p.Customers[0].Area, p.Jobs[0].Service
	for text, check := range map[string]func(q *roster.Problem, m simulate.Model){
		`{"name":"a","operations":[{"op":"copy","at":"workers","count":2,"weekdays":["sat","sun"]}]}`: func(q *roster.Problem, _ simulate.Model) {
			require.Len(t, q.Workers, len(p.Workers)+2)
			for _, s := range q.Workers[len(q.Workers)-1].Shifts {
				assert.Contains(t, []time.Weekday{time.Saturday, time.Sunday}, s.Start.Weekday())
			}
		},
		`{"name":"b","operations":[{"op":"copy","at":"jobs","where":{"service":"` + service + `"},"percent":100}]}`: func(q *roster.Problem, _ simulate.Model) {
			assert.Greater(t, len(q.Jobs), len(p.Jobs))
		},
		`{"name":"c","operations":[{"op":"remove","at":"customers","where":{"area":"` + area + `"}}]}`: func(q *roster.Problem, _ simulate.Model) {
			assert.Less(t, len(q.Customers), len(p.Customers))
		},
		`{"name":"d","operations":[{"op":"merge","at":"rules","value":{"maxWeeklyWork":"PT40H"}},{"op":"merge","at":"model","value":{"illness":0.5}}]}`: func(q *roster.Problem, m simulate.Model) {
			assert.Equal(t, roster.Duration(40*3600), *q.Rules.MaxWeeklyWork)
			assert.InDelta(t, 0.5, m.Illness, 0)
		},
		`{"name":"weights","operations":[{"op":"merge","at":"weights","value":{"travelPerHour":1234}}]}`: func(q *roster.Problem, _ simulate.Model) {
			assert.Equal(t, roster.Money(1234), q.Weights.TravelPerHour)
		},
		`{"name":"e","operations":[{"op":"remove","at":"workers","where":{"id":"` + p.Workers[0].ID + `"}}]}`: func(q *roster.Problem, _ simulate.Model) {
			assert.Len(t, q.Workers, len(p.Workers)-1)
		},
	} {
		s, err := simulate.DecodeScenario(strings.NewReader(text))
		require.NoError(t, err)
		q, m, err := s.Apply(p, simulate.UsualModel())
		require.NoError(t, err, text)
		require.NoError(t, q.Validate())
		check(q, m)
	}
	for text, says := range map[string]string{
		`{"name":"a","operations":[{"op":"copy","at":"werkers"}]}`:                           "operations[0].at",
		`{"name":"a","operations":[{"op":"remove","at":"jobs","where":{"sevrice":"x"}}]}`:    "operations[0].where.sevrice",
		`{"name":"a","operations":[{"op":"remove","at":"jobs","where":{"service":"none"}}]}`: "operations[0].where",
		`{"name":"a","operations":[{"op":"merge","at":"rules","value":{"maxWeklyWork":1}}]}`: "rules.maxWeklyWork",
		`{"name":"a","operations":[{"op":"merge","at":"model","value":{"ilness":1}}]}`:       "model",
		`{"name":"a","operations":[{"op":"merge","at":"model","value":{"illness":2}}]}`:      "model.illness",
		`{"name":"a","operations":[{"op":"turn","at":"jobs"}]}`:                              "operations[0].op",
		`{"name":"a","operation":[]}`: "operation",
		`{}`:                          "name",
	} {
		s, err := simulate.DecodeScenario(strings.NewReader(text))
		if err == nil {
			_, _, err = s.Apply(p, simulate.UsualModel())
		}
		require.ErrorContains(t, err, says, text)
	}
}
