package roster

import (
	"encoding/json"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// FuzzCheck reads a plan from JSON and checks it against the good day. Check
// must not panic, and an accepted plan must state the derived total.
func FuzzCheck(f *testing.F) {
	good, err := json.Marshal(goodPlan())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte(`{}`))
	f.Add([]byte(`{"routes":[{"worker":"w1","shift":"s1","stops":[{"kind":"break","break":"lunch","atNext":true},{"kind":"store","store":"store"}]}]}`))
	p := goodProblem()
	f.Fuzz(func(t *testing.T, data []byte) {
		var plan Plan
		if json.Unmarshal(data, &plan) != nil {
			return
		}
		r := Check(p, &plan, CheckOptions{})
		if r.OK() && plan.Score.Total != r.Total {
			t.Fatalf("accepted with total %d, derived %d", plan.Score.Total, r.Total)
		}
		_ = r.Err()
	})
}

// FuzzCheckProblem reads the problem from JSON too, unvalidated.
func FuzzCheckProblem(f *testing.F) {
	problem, err := json.Marshal(goodProblem())
	if err != nil {
		f.Fatal(err)
	}
	plan, err := json.Marshal(goodPlan())
	if err != nil {
		f.Fatal(err)
	}
	rich, err := json.Marshal(richProblem())
	if err != nil {
		f.Fatal(err)
	}
	f.Add(problem, plan)
	f.Add(rich, plan)
	f.Add([]byte(`{}`), []byte(`{}`))
	f.Fuzz(func(t *testing.T, problem, plan []byte) {
		var p Problem
		var q Plan
		if json.Unmarshal(problem, &p) != nil || json.Unmarshal(plan, &q) != nil {
			return
		}
		_ = Check(&p, &q, CheckOptions{}).Err()
	})
}

// TestCheckNeverPanics replaces random values in the JSON of the good day by
// hostile ones, in problem and plan.
func TestCheckNeverPanics(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	problem, _ := json.Marshal(richProblem())
	plan, _ := json.Marshal(goodPlan())
	deadline := time.Now().Add(2 * time.Second)
	for n := 0; n < 4000 && time.Now().Before(deadline); n++ {
		var a, b any
		_ = json.Unmarshal(problem, &a)
		_ = json.Unmarshal(plan, &b)
		if n%2 == 0 {
			hurt(rng, &a, 1+rng.IntN(3))
		}
		hurt(rng, &b, rng.IntN(3))
		var p Problem
		var q Plan
		da, _ := json.Marshal(a)
		db, _ := json.Marshal(b)
		_ = json.Unmarshal(da, &p) // a wrong type leaves the rest as read so far
		_ = json.Unmarshal(db, &q)
		_ = Check(&p, &q, CheckOptions{}).Err()
		_, _ = p.NextHistory(&q)
	}
}

// richProblem is the good day with all that it lacks.
func richProblem() *Problem {
	p := goodProblem()
	series := Series{ID: "r", Template: Job{ID: "r", Customer: "c1", Service: "daily"}, From: onDay("2026-11-01"), Until: onDay("2026-12-31"),
		Weekdays: []time.Weekday{1, 3}, DayStart: 9 * 3600, DayEnd: 12 * 3600, StartTolerance: new(Duration(600)), MinSpacing: 2, MaxSpacing: 4,
		MaxWorkers: 1, Skip: []Date{onDay("2026-11-25")}, Exceptions: []SeriesException{{Date: onDay("2026-11-23"), Day: new(onDay("2026-11-24")),
			DayStart: new(Duration(10 * 3600)), Following: true}}}
	free := series
	free.ID, free.Weekdays, free.PerWeek, free.Exceptions = "f", nil, 3, nil
	p.Series = []Series{series, free}
	p.WorkerLimits = []WorkerLimit{{ID: "l", Jobs: []string{"j1", "j2"}, Max: 1}}
	p.Links = append(p.Links, Link{First: "j1", Second: "j3", Kind: DaysApart, MinDays: 1, MaxDays: 2}, Link{First: "j1", Second: "j2", Kind: SameTime})
	p.Rules.Unpopular = []UnpopularTime{{Weekdays: []time.Weekday{1}, From: 3600, To: 86400}}
	p.Rules.StartGrid, p.Rules.FairWindow = 900, 30
	p.Workers[0].IncompatibleWorkers, p.Workers[0].SharePercent = []string{"w2"}, 50
	p.Workers[0].Shifts[0].OnDuty, p.Workers[0].Shifts[0].Breaks[0].SkipPrice = true, new(Money(5))
	p.Customers[0].MaxSpend, p.Catalogue[0].Setup, p.Catalogue[2].LiveIn = new(Money(100)), 600, true
	p.History.Ledger = []LedgerEntry{{Worker: "w1", FairWork: 3600, FairPay: 100, FairTravel: 60, FairUnpopular: 2, DaysInRow: 2}}
	p.Weights.WorstLatePerHour, p.Weights.WorstIdlePerHour, p.Weights.BalancePerHour, p.Weights.DistinctWorkers = 1, 1, 1, 1
	p.Weights.Fairness = map[string]Money{FairHours: 1, FairPay: 1, FairTravel: 1, FairUnpopular: 1}
	return p
}

// hurt replaces n random values of a JSON document.
func hurt(rng *rand.Rand, doc *any, n int) {
	values := []any{nil, "", "j1", "j2", "lunch", "store", "visit", 0, -1, 1, 1e18, -9e18, math.MaxInt64, []any{}, map[string]any{},
		"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z", "PT99999999999H", "-PT1S", true, 1e308}
	for range n {
		switch v := (*doc).(type) {
		case map[string]any:
			if len(v) == 0 || rng.IntN(12) == 0 {
				*doc = values[rng.IntN(len(values))]
				continue
			}
			keys := slices.Sorted(maps.Keys(v))
			key := keys[rng.IntN(len(keys))]
			child := v[key]
			hurt(rng, &child, 1)
			v[key] = child
		case []any:
			if len(v) == 0 || rng.IntN(12) == 0 {
				*doc = append(v, v...) // everything twice
				continue
			}
			hurt(rng, &v[rng.IntN(len(v))], 1)
		default:
			*doc = values[rng.IntN(len(values))]
		}
	}
}
