package order

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/paidan/paidan/schedule/internal/core"
)

// TestRaceRounds checks that a race begins with as many searches as there are
// steps for, and with one where the budget is used up.
func TestRaceRounds(t *testing.T) {
	const jobs = 10
	for _, c := range []struct {
		perJob float64 // steps of the whole budget
		over   bool
		want   int
	}{
		{0, false, 0},
		{1.9 * stint / raced, false, 0},
		{2.1 * stint / raced, false, 1},
		{7.9 * stint / raced, false, 1},
		{8.1 * stint / raced, false, 2},
		{24.1 * stint / raced, false, 3},
		{1e6 * stint / raced, false, mostRounds},
		{1e6 * stint / raced, true, 0},
	} {
		clock := clock{first: 0.25, used: 0.5, steps: int64(c.perJob * jobs / 4), over: c.over}
		if got := clock.rounds(jobs); got != c.want {
			t.Errorf("%g steps a job, over %v: %d rounds, should be %d", c.perJob, c.over, got, c.want)
		}
	}
}

// TestRace checks that a race with all its rounds does the steps it may,
// gives the same answer again, and one whose cost is that of its times.
func TestRace(t *testing.T) {
	for i := range 3 {
		r := rand.New(rand.NewPCG(uint64(i), 11))
		p := randomProblem(r, shape{jobs: 6, shifts: 3, gaps: i%2 == 0, groups: i%3 == 0, waits: i > 0, overall: true})
		p.Overall.WorstLate = 2
		budget := core.Budget{Iterations: 6 * 70 * stint}
		one := race(p, uint64(i), budget, defaultTuning())
		if one.total != budget.Iterations {
			t.Errorf("problem %d: %d steps, should be %d", i, one.total, budget.Iterations)
		}
		sol := one.finishUp()
		if again := Solve(p, uint64(i), budget); !reflect.DeepEqual(sol, again) {
			t.Errorf("problem %d: %+v and %+v", i, sol, again)
		}
		if one.best.any && sol.Cost > one.best.cost {
			t.Errorf("problem %d: cost %d, kept %d", i, sol.Cost, one.best.cost)
		}
	}
}

// TestCompare checks the order in which searches leave a race.
func TestCompare(t *testing.T) {
	list := []best{{any: true, miss: 0, cost: 9}, {any: true, miss: 1, cost: 1}, {any: true, miss: 1, cost: 2}, {}}
	for i := range list {
		for k := range list {
			a, b := &search{best: list[i]}, &search{best: list[k]}
			got := a.compare(b)
			if i < k && got >= 0 || i == k && got != 0 || i > k && got <= 0 {
				t.Errorf("%+v against %+v: %d", list[i], list[k], got)
			}
		}
	}
}

// TestMeanIdle checks that heat follows waiting and balance where they are
// priced, and only there.
func TestMeanIdle(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 13))
	p := randomProblem(r, shape{jobs: 8, shifts: 3})
	p.Overall.Balance = 0
	for s := range p.Shifts {
		p.Shifts[s].WaitCost = 0
	}
	if got := newSearch(p, 1).meanIdle(); got != 0 {
		t.Errorf("nothing is priced: %g", got)
	}
	p.Overall.Balance = 7
	seven := newSearch(p, 1).meanIdle()
	p.Overall.Balance = 14
	if twice := newSearch(p, 1).meanIdle(); seven <= 0 || twice != 2*seven {
		t.Errorf("at 7 and 14: %g and %g", seven, twice)
	}
}
