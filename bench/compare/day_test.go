package compare

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// ruleSets are what comparisons keep, from the least to the most.
func ruleSets() map[string][]Rule {
	return map[string][]Rule{
		"least":  basic,
		"breaks": slices.Concat(basic, []Rule{Breaks}),
		"money":  slices.Concat(basic, []Rule{PaidTime, Prizes, Preferences}),
		"most":   slices.Concat(basic, optional),
	}
}

func generated(t *testing.T, jobs int, seed uint64) *roster.Problem {
	p, err := generate.Problem(generate.Options{Jobs: jobs, Workers: jobs / 5, Seed: seed, Crews: true, Links: true})
	require.NoError(t, err)
	return p
}

// ordersOf returns the order of jobs on each vehicle of a plan.
func ordersOf(d *day, plan *roster.Plan) (out suite.Answer) {
	vehicles, jobs := map[string]int{}, map[string]int{}
	for s := range d.neutral.Vehicles {
		vehicles[d.neutral.Vehicles[s].ID] = s
	}
	for j := range d.neutral.Jobs {
		jobs[d.neutral.Jobs[j].ID] = j
	}
	for _, r := range plan.Routes {
		route := suite.Route{Worker: vehicles[r.Shift] + 1}
		for _, s := range r.Stops {
			if s.Kind == roster.VisitStop {
				route.Stops = append(route.Stops, jobs[s.Job])
			}
		}
		out = append(out, route)
	}
	return out
}

// What our solver finds for a reduced day is timed again from the order of
// its jobs alone: the checker accepts it, and it costs no more.
func TestTimingOfOrders(t *testing.T) {
	for name, rules := range ruleSets() {
		t.Run(name, func(t *testing.T) {
			for seed := range uint64(4) {
				reduced, told, err := Reduce(generated(t, 60, seed+1), rules)
				require.NoError(t, err)
				assert.Equal(t, rules, told.Kept)
				d, err := newDay(reduced, rules)
				require.NoError(t, err)
				plan, err := schedule.Solve(t.Context(), reduced, schedule.Options{Iterations: 300, Seed: seed})
				require.NoError(t, err)
				total := plan.Score.Total
				v := d.judge(&Answer{Plan: plan})
				require.Empty(t, v.Fault)
				assert.Equal(t, total, v.Points)
				again := d.judge(&Answer{Routes: ordersOf(d, plan)})
				require.Empty(t, again.Fault)
				assert.LessOrEqual(t, again.Points, total)
				assert.Equal(t, v.Served, again.Served)
			}
		})
	}
}

// priced is the cost of an answer as the neutral file states it, with times
// from the timing.
func priced(t *testing.T, n *Neutral, d *day, answer suite.Answer) (total roster.Points) {
	served := make([]bool, len(n.Jobs))
	for _, r := range answer {
		v := &n.Vehicles[r.Worker-1]
		timed, ok := d.time(r.Worker-1, r.Stops)
		require.True(t, ok)
		total += v.Fixed + timed.cost
		m := &d.ways.matrices[v.Matrix]
		here := v.Start
		way := func(to int32) {
			seconds, metres, _ := m.leg(here, to)
			total += roster.Points(seconds)*v.TravelPerSecond + roster.Points(metres)*v.PerMetre
			here = to
		}
		for _, j := range r.Stops {
			served[j] = true
			way(n.Jobs[j].Place)
			if n.Jobs[j].Costs != nil {
				total += n.Jobs[j].Costs[slices.Index(n.Jobs[j].Vehicles, r.Worker-1)]
			}
		}
		way(v.End)
	}
	for j := range served {
		if !served[j] {
			total += n.Jobs[j].Value
		}
	}
	return total
}

// The neutral file prices an answer to the point as the checker does.
func TestNeutralCostIsTheCheckers(t *testing.T) {
	for name, rules := range ruleSets() {
		t.Run(name, func(t *testing.T) {
			reduced, _, err := Reduce(generated(t, 80, 5), rules)
			require.NoError(t, err)
			d, err := newDay(reduced, rules)
			require.NoError(t, err)
			plan, err := schedule.Solve(t.Context(), reduced, schedule.Options{Iterations: 200})
			require.NoError(t, err)
			orders := ordersOf(d, plan)
			v := d.judge(&Answer{Routes: orders})
			require.Empty(t, v.Fault)
			assert.Equal(t, v.Points, priced(t, d.neutral, d, orders))
		})
	}
}

// Orders drawn by chance either have no times, or times that the checker
// accepts.
func TestTimingOfRandomOrders(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	rules := slices.Concat(basic, optional)
	reduced, _, err := Reduce(generated(t, 60, 9), rules)
	require.NoError(t, err)
	d, err := newDay(reduced, rules)
	require.NoError(t, err)
	kept := 0
	for range 600 {
		s := rng.IntN(len(d.neutral.Vehicles))
		var jobs []int
		for j := range d.neutral.Jobs {
			if slices.Contains(d.neutral.Jobs[j].Vehicles, s) {
				jobs = append(jobs, j)
			}
		}
		rng.Shuffle(len(jobs), func(a, b int) { jobs[a], jobs[b] = jobs[b], jobs[a] })
		jobs = jobs[:min(len(jobs), 1+rng.IntN(3))]
		if len(jobs) == 0 {
			continue
		}
		if _, ok := d.time(s, jobs); !ok {
			continue
		}
		kept++
		v := d.judge(&Answer{Routes: suite.Answer{{Worker: s + 1, Stops: jobs}}})
		assert.Empty(t, v.Fault)
	}
	assert.Greater(t, kept, 50)
}

func TestFaultsOfAnswers(t *testing.T) {
	reduced, _, err := Reduce(generated(t, 40, 2), basic)
	require.NoError(t, err)
	d, err := newDay(reduced, basic)
	require.NoError(t, err)
	assert.Contains(t, d.judge(&Answer{Routes: suite.Answer{{Worker: 99, Stops: []int{0}}}}).Fault, "vehicle 99")
	assert.Contains(t, d.judge(&Answer{Routes: suite.Answer{{Worker: 1, Stops: []int{-1}}}}).Fault, "unknown or served twice")
	assert.Contains(t, d.judge(&Answer{Routes: suite.Answer{{Worker: 1, Stops: []int{0}}, {Worker: 2, Stops: []int{0}}}}).Fault, "served twice")
	for j := range d.neutral.Jobs {
		for s := range d.neutral.Vehicles {
			if _, ok := d.time(s, []int{j}); ok && !slices.Contains(d.neutral.Jobs[j].Vehicles, s) {
				assert.Contains(t, d.judge(&Answer{Routes: suite.Answer{{Worker: s + 1, Stops: []int{j}}}}).Fault, "rules broken")
				return
			}
		}
	}
	t.Fatal("every worker may do everything")
}

func TestDayProblem(t *testing.T) {
	p := generated(t, 50, 3)
	p.Jobs[7].Crew = &roster.Crew{Size: 2}
	var before bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&before, p))
	rivals, err := FindRivals([]string{"vroom", "ortools"})
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "day")
	problem, told, err := DayProblem(p, "day", rivals, dir)
	require.NoError(t, err)
	var after bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&after, p))
	assert.Equal(t, before.String(), after.String(), "the problem is not changed")
	assert.Contains(t, told.Kept, Breaks)
	assert.Contains(t, told.Dropped, Prizes)
	assert.Positive(t, told.LeftOut, "crews")
	assert.Equal(t, 50, told.Jobs+told.LeftOut)

	data, err := os.ReadFile(problem.File)
	require.NoError(t, err)
	var n Neutral
	require.NoError(t, json.Unmarshal(data, &n))
	assert.Equal(t, []Rule{Breaks, Preferences}, n.Rules)
	assert.Len(t, n.Jobs, problem.Jobs)
	cells, err := os.ReadFile(filepath.Join(dir, n.Matrices[0].Seconds))
	require.NoError(t, err)
	assert.Len(t, cells, 4*n.Places*n.Places)
	assert.Zero(t, binary.LittleEndian.Uint32(cells))

	f, err := os.Open(problem.Ours)
	require.NoError(t, err)
	defer f.Close()
	ours, err := roster.DecodeProblem(f)
	require.NoError(t, err)
	require.NoError(t, ours.Validate())
	plan, err := schedule.Solve(t.Context(), ours, schedule.Options{Iterations: 50})
	require.NoError(t, err)
	assert.Empty(t, problem.Judge(&Answer{Plan: plan}).Fault)
}

func TestCommonRules(t *testing.T) {
	assert.Equal(t, slices.Concat(basic, optional), CommonRules(nil))
	rivals, err := FindRivals([]string{"pyvrp", "ortools", "vroom", "vrp-cli", "jsprit"})
	require.NoError(t, err)
	assert.Len(t, rivals, 5)
	assert.Equal(t, basic, CommonRules(rivals))
	for _, name := range []string{"timefold", "nobody"} {
		_, err = FindRivals([]string{name})
		assert.ErrorContains(t, err, "want some of pyvrp")
	}
	for _, r := range Rivals() {
		for _, rule := range basic {
			assert.NotEqual(t, No, r.Support(rule), "%s, %s: basic rules are in every day", r.Name, rule)
		}
	}
	for _, rule := range Rules() {
		assert.NotEmpty(t, rule.Words())
	}
	var b bytes.Buffer
	require.NoError(t, WriteRules(&b))
	assert.Contains(t, b.String(), "| floating breaks | no | yes | yes | yes | yes, not used |")
}
