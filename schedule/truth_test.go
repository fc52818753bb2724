package schedule_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// missedOf returns what a plan leaves out by tier.
func missedOf(s roster.Score) (m [roster.MandatoryTier + 1]int64) {
	for _, x := range s.Missed {
		m[x.Tier] = int64(x.Value)
	}
	return m
}

// idleStop marks a truth which stops at a store for another reason than what
// the store has: because the way past it is shorter, or because there time is
// service, not waiting. The solver does not look for such stops.
const idleStop = "a stop at a store for nothing"

// TestSolveAgainstBruteForce compares plans with the truth. A plan better
// than the truth, or a truth which the checker refuses, is a defect; so is a
// worse plan in more than one problem of a hundred, idle stops not counted.
// PAIDAN_SEED=n looks at problem n alone and tells it; PAIDAN_LONG=1 goes
// through twenty times as many.
func TestSolveAgainstBruteForce(t *testing.T) { compareWithTruth(t, tiny, loops(300)) }

// TestBreaksAtPlaces is the same for breaks with a place of their own.
func TestBreaksAtPlaces(t *testing.T) { compareWithTruth(t, resting, loops(60)) }

// seeds returns the first seed and the number of problems to look at: n, or
// the one which PAIDAN_SEED asks for.
func seeds(n int) (from, count int) {
	if v, err := strconv.Atoi(os.Getenv("PAIDAN_SEED")); err == nil {
		return v, 1
	}
	return 0, n
}

func compareWithTruth(t *testing.T, s shape, n int) {
	t.Helper()
	from, n := seeds(n)
	worse := map[string][]int{}
	count := 0
	for seed := from; seed < from+n; seed++ {
		p := randomProblem(uint64(seed), s)
		best, err := bruteForce(p)
		if err != nil {
			t.Fatal(err)
		}
		if err := roster.Check(p, best.plan, roster.CheckOptions{}).Err(); err != nil {
			t.Fatalf("problem %d: the truth is refused: %v", seed, err)
		}
		if got := (&truth{missed: missedOf(best.plan.Score), total: int64(best.plan.Score.Total)}); got.missed != best.missed || got.total != best.total {
			t.Fatalf("problem %d: the truth is priced at %v %d, its plan at %v %d", seed, best.missed, best.total, got.missed, got.total)
		}
		plan, err := schedule.Solve(context.Background(), p, schedule.Options{Iterations: 2000})
		if err != nil {
			t.Fatalf("problem %d: %v", seed, err)
		}
		got := &truth{missed: missedOf(plan.Score), total: int64(plan.Score.Total)}
		switch {
		case got.less(best):
			if n == 1 {
				_ = roster.EncodeProblem(os.Stdout, p)
				t.Logf("plan:\n%struth:\n%s", brief(plan), brief(best.plan))
			}
			t.Errorf("problem %d: better than the truth: %v %d, not %v %d", seed, got.missed, got.total, best.missed, best.total)
		case best.less(got):
			f := features(p, best)
			worse[f] = append(worse[f], seed)
			if !strings.Contains(f, idleStop) {
				count++
			}
			if n == 1 {
				t.Logf("plan %v %d, truth %v %d", got.missed, got.total, best.missed, best.total)
				_ = roster.EncodeProblem(os.Stdout, p)
				t.Logf("plan:\n%s", brief(plan))
				t.Logf("truth:\n%s", brief(best.plan))
			}
		}
	}
	for f, seeds := range worse {
		t.Logf("worse than the truth: %d with %s: problems %v", len(seeds), f, seeds)
	}
	if count*100 > n {
		t.Errorf("%d of %d plans are worse than the truth", count, n)
	}
}

// features names what in a problem and its truth is known to be hard.
func features(p *roster.Problem, best *truth) string {
	var list []string
	add := func(when bool, name string) {
		if when {
			list = append(list, name)
		}
	}
	stores, idle, before, possible, paying, limited, placed := 0, false, false, true, true, false, false
	for _, r := range best.plan.Routes {
		n := 0
		for _, s := range r.Stops {
			if s.Kind == roster.StoreStop {
				n++
			}
			placed = placed || s.Kind == roster.BreakStop && breakOf(p, &r, s.Break).Place != nil
		}
		stores = max(stores, n)
		before = before || r.Stops[0].Kind == roster.BreakStop && !r.Stops[0].AtNext
	}
	for _, r := range best.routes {
		possible = possible && r.shift.buildable(r.shift.by[r.set], false)
		paying = paying && r.shift.buildable(r.shift.by[r.set], true)
		limited = limited || r.shift.departs > 1
		order := r.shift.by[r.set]
		for i, node := range order {
			idle = idle || node >= len(p.Jobs) && r.shift.loads(slices.Delete(slices.Clone(order), i, i+1))
		}
	}
	add(idle, idleStop)
	add(stores == 1, "one store")
	add(stores > 1, "several stores on a route")
	add(before, "a break at the start place")
	add(placed, "a break at a place")
	add(limited, "binding hours")
	add(len(p.Travel.Speeds) > 0, "speeds by hour")
	add(len(p.Locks) > 0, "locks")
	add(!possible, "no way to build it one by one")
	add(possible && !paying, "no paying way to build it one by one")
	return strings.Join(list, ", ")
}

// breakOf returns a break of a route's shift.
func breakOf(p *roster.Problem, r *roster.Route, id string) *roster.Break {
	for i := range p.Workers {
		for s := range p.Workers[i].Shifts {
			if p.Workers[i].Shifts[s].ID != r.Shift {
				continue
			}
			for b := range p.Workers[i].Shifts[s].Breaks {
				if x := &p.Workers[i].Shifts[s].Breaks[b]; x.ID == id {
					return x
				}
			}
		}
	}
	return nil
}

// brief tells a plan in a few lines.
func brief(plan *roster.Plan) string {
	var b strings.Builder
	for _, r := range plan.Routes {
		fmt.Fprintf(&b, "%s %s", r.Worker, r.Depart.Format("15:04:05"))
		for _, s := range r.Stops {
			fmt.Fprintf(&b, " | %s%s%s %s", s.Job, s.Break, s.Store, s.Travel)
			if s.Hold > 0 {
				fmt.Fprintf(&b, " hold %s", s.Hold)
			}
			if s.AtNext {
				b.WriteString(" at next")
			}
			fmt.Fprintf(&b, " %s-%s", s.Start.Format("15:04:05"), s.End.Format("15:04:05"))
		}
		fmt.Fprintf(&b, " | %s %s %v\n", r.ReturnTravel, r.Return.Format("15:04:05"), r.Parts)
	}
	fmt.Fprintf(&b, "unassigned")
	for _, u := range plan.Unassigned {
		fmt.Fprintf(&b, " %s", u.Job)
	}
	fmt.Fprintf(&b, "; score %v\n", plan.Score)
	return b.String()
}
