package schedule_test

import (
	"context"
	"slices"
	"testing"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// TestReasonsHold checks what is said of every unassigned job of random
// problems, after searches of any length, against the checker.
func TestReasonsHold(t *testing.T) {
	seen := map[roster.Class]int{}
	for n := range loops(80) {
		p := mixed(t, n)
		plan, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: uint64(n), Iterations: int64(1 + n%200)})
		if err != nil {
			t.Fatalf("problem %d: %v", n, err)
		}
		for _, u := range plan.Unassigned {
			seen[u.Class]++
			if len(u.Reasons) == 0 || len(u.Reasons) > 5 {
				t.Fatalf("problem %d: %d reasons", n, len(u.Reasons))
			}
			r := u.Reasons[0]
			switch u.Class {
			case roster.ClassImpossible:
				workers := 0
				for _, r := range u.Reasons {
					workers += r.Workers
				}
				if len(u.Reasons) < 5 && workers != len(p.Workers) {
					t.Errorf("problem %d: %s: reasons for %d of %d workers", n, u.Job, workers, len(p.Workers))
				}
				if w := servesAlone(p, u.Job); w != "" {
					t.Errorf("problem %d: %s is impossible %+v, but %s can do it", n, u.Job, u.Reasons, w)
				}
			case roster.ClassLocked:
				if len(p.Locks) == 0 && p.FreezeTime.IsZero() {
					t.Errorf("problem %d: %s is blocked by locks, but there are none", n, u.Job)
				}
				free := *p
				free.Locks, free.FreezeTime = nil, zero
				if edit(t, &free, &roster.Plan{ProblemID: p.ID}, nil, u.Job, n) == nil && servesAlone(p, u.Job) == "" {
					t.Errorf("problem %d: %s does not fit without locks", n, u.Job)
				}
				if r.Code == roster.ReasonCrowdedOut && edit(t, p, plan, r.Jobs, u.Job, n) == nil {
					t.Errorf("problem %d: %s does not fit without %v", n, u.Job, r.Jobs)
				}
			case roster.ClassUnprofitable:
				edited := edit(t, p, plan, nil, u.Job, n)
				if edited == nil {
					t.Fatalf("problem %d: %s, left out for value, does not fit", n, u.Job)
				}
				if diff := edited.Score.Total - plan.Score.Total; diff != r.Points || r.Points < 0 {
					t.Errorf("problem %d: %s costs %d too much, not %d", n, u.Job, diff, r.Points)
				}
			case roster.ClassCrowdedOut:
				if edit(t, p, plan, nil, u.Job, n) != nil {
					t.Errorf("problem %d: %s, crowded out, fits", n, u.Job)
				}
				edited := edit(t, p, plan, r.Jobs, u.Job, n)
				if edited == nil {
					t.Errorf("problem %d: %s does not fit without %v", n, u.Job, r.Jobs)
				} else if better(edited.Score, plan.Score) {
					t.Errorf("problem %d: %s instead of %v is better", n, u.Job, r.Jobs)
				}
			case roster.ClassNotFound:
				if edited := edit(t, p, plan, r.Jobs, u.Job, n); edited != nil && !better(edited.Score, plan.Score) && len(r.Jobs) == 0 {
					t.Errorf("problem %d: %s would not make the plan better", n, u.Job)
				}
			}
		}
		explainSome(t, n, p, plan)
	}
	t.Log(seen)
	for _, c := range []roster.Class{roster.ClassImpossible, roster.ClassLocked, roster.ClassCrowdedOut, roster.ClassUnprofitable} {
		if seen[c] == 0 {
			t.Errorf("no job of class %s", c)
		}
	}
}

// edit is schedule.Edit with the result judged by the checker.
func edit(t *testing.T, p *roster.Problem, plan *roster.Plan, gone []string, job string, n int) *roster.Plan {
	t.Helper()
	edited, err := schedule.Edit(p, plan, gone, job)
	if err != nil {
		t.Fatalf("problem %d: %v", n, err)
	}
	if edited != nil {
		if err := roster.Check(p, edited, roster.CheckOptions{}).Err(); err != nil {
			t.Errorf("problem %d, %s without %v: %v", n, job, gone, err)
		}
	}
	return edited
}

func served(plan *roster.Plan) (ids []string) {
	for _, r := range plan.Routes {
		for _, s := range r.Stops {
			if s.Kind == roster.VisitStop {
				ids = append(ids, s.Job)
			}
		}
	}
	return ids
}

// better reports whether score a is better than b.
func better(a, b roster.Score) bool {
	for tier := roster.MandatoryTier; tier > 0; tier-- {
		missed := func(s roster.Score) roster.Money {
			for _, m := range s.Missed {
				if m.Tier == tier {
					return m.Value
				}
			}
			return 0
		}
		if x, y := missed(a), missed(b); x != y {
			return x < y
		}
	}
	return a.Total < b.Total
}

// explainSome explains a few jobs of a plan and checks the amounts.
func explainSome(t *testing.T, n int, p *roster.Problem, plan *roster.Plan) {
	t.Helper()
	for i := 0; i < len(p.Jobs); i += 1 + len(p.Jobs)/4 {
		job := p.Jobs[(i+n)%len(p.Jobs)].ID
		why, err := schedule.Explain(context.Background(), p, plan, job)
		if err != nil {
			t.Fatalf("problem %d, %s: %v", n, job, err)
		}
		if len(why.Workers) != len(p.Workers) {
			t.Errorf("problem %d, %s: %d workers of %d", n, job, len(why.Workers), len(p.Workers))
		}
		base := plan
		present := roster.Points(0)
		for _, a := range why.Workers {
			if a.Present {
				present = a.Delta
			}
		}
		if why.Served {
			if base = edit(t, p, plan, []string{job}, "", n); base == nil {
				continue // the route needs it
			}
			if diff := plan.Score.Total - base.Score.Total; diff != present-why.Value {
				t.Errorf("problem %d, %s: present delta %d, but the plan differs by %d", n, job, present, diff+why.Value)
			}
		} else if at := slices.IndexFunc(plan.Unassigned, func(u roster.Unassigned) bool { return u.Job == job }); why.Class != plan.Unassigned[at].Class {
			t.Errorf("problem %d, %s: class %s, in the plan %s", n, job, why.Class, plan.Unassigned[at].Class)
		}
		for w, a := range why.Workers {
			sum := roster.Points(0)
			for _, part := range a.Parts {
				sum += part.Points
			}
			if sum != a.Delta {
				t.Errorf("problem %d, %s, %s: parts add up to %d, not %d", n, job, a.Worker, sum, a.Delta)
			}
			if a.Fits && why.Served && !a.Present && a.Difference != a.Delta-present {
				t.Errorf("problem %d, %s, %s: difference %d", n, job, a.Worker, a.Difference)
			}
			if !a.Fits && a.Blocks == "" && len(a.Gates) == 0 {
				t.Errorf("problem %d, %s, %s: no answer", n, job, a.Worker)
			}
			if w == 0 && a.Fits && !a.Present && a.Difference >= 0 {
				edited := edit(t, p, base, nil, job, n)
				if edited == nil {
					t.Errorf("problem %d, %s, %s: does not fit", n, job, a.Worker)
				} else if diff := edited.Score.Total - base.Score.Total + why.Value; diff != a.Delta {
					t.Errorf("problem %d, %s, %s: delta %d, but the plan differs by %d", n, job, a.Worker, a.Delta, diff)
				}
			}
			if a.Blocks == roster.ReasonCrowdedOut && len(a.Jobs) > 0 {
				if edit(t, p, base, a.Jobs, job, n) == nil {
					t.Errorf("problem %d, %s, %s: does not fit without %v", n, job, a.Worker, a.Jobs)
				}
			}
		}
	}
}

// TestFillHolds checks the final pass: its plans hold and are better.
func TestFillHolds(t *testing.T) {
	put := 0
	for n := range loops(60) {
		p := mixed(t, n)
		plan, err := schedule.Solve(context.Background(), p, schedule.Options{Iterations: 1})
		if err != nil {
			t.Fatalf("problem %d: %v", n, err)
		}
		if n%2 == 0 { // take half of it out
			ids := served(plan)
			if plan = edit(t, p, plan, ids[len(ids)/2:], "", n); plan == nil {
				continue
			}
		}
		filled, some, err := schedule.Fill(p, plan)
		if err != nil {
			t.Fatalf("problem %d: %v", n, err)
		}
		put += some
		if err := roster.Check(p, filled, roster.CheckOptions{}).Err(); err != nil {
			t.Errorf("problem %d: %v", n, err)
		}
		if some > 0 && !better(filled.Score, plan.Score) {
			t.Errorf("problem %d: no better", n)
		}
	}
	if put == 0 {
		t.Error("nothing was put in")
	}
}
