package schedule_test

import (
	"context"
	"slices"
	"testing"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// TestTiedReasonsHold looks for witnesses against what is said of unassigned
// jobs of problems with crews, links, days and costs of the whole plan: a plan
// which serves what nobody could, or has room for what is crowded out. And it
// looks for the plans which are promised.
func TestTiedReasonsHold(t *testing.T) {
	seen := map[string]int{}
	kept, promised := 0, 0
	from, count := seeds(loops(60))
	for n := from; n < from+count; n++ {
		p := knotProblem(uint64(n))
		if n%2 == 0 {
			p = randomProblem(uint64(n), tied)
		}
		p, err := p.Expanded()
		if err != nil {
			t.Fatal(err)
		}
		plan, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: uint64(n), Iterations: int64(1 + n%50)})
		if err != nil {
			t.Fatalf("problem %d: %v", n, err)
		}
		for _, u := range plan.Unassigned {
			seen[string(u.Class)+" "+u.Reasons[0].Code]++
			named := u.Reasons[0].Jobs
			switch u.Class {
			case roster.ClassImpossible:
				if servedBy(emptyDay(p, u.Job), u.Job, n) != nil {
					t.Errorf("problem %d: %s is impossible %+v, but served on an empty day", n, u.Job, u.Reasons)
				}
			case roster.ClassLocked:
				if len(p.Locks) == 0 && p.FreezeTime.IsZero() {
					t.Errorf("problem %d: %s is blocked by locks, but there are none", n, u.Job)
				}
			case roster.ClassUnprofitable:
				if u.Reasons[0].Points < 0 {
					t.Errorf("problem %d: %s costs %d too much", n, u.Job, u.Reasons[0].Points)
				}
				if with := servedBy(held(p, plan, u.Job, nil, true), u.Job, n); with != nil && beside(with, plan) && costOf(with) < costOf(plan)+lost(p, plan, u.Job) {
					t.Errorf("problem %d: %s is left out for its value, but pays", n, u.Job)
				}
			case roster.ClassCrowdedOut:
				if with := servedBy(held(p, plan, u.Job, nil, true), u.Job, n); with != nil && beside(with, plan) {
					t.Errorf("problem %d: %s is crowded out %+v, but fits", n, u.Job, u.Reasons)
				}
				promised++
				if servedBy(held(p, plan, u.Job, named, false), u.Job, n) != nil {
					kept++
				}
			case roster.ClassNotFound:
				if u.Reasons[0].Code != roster.ReasonNotFound {
					break
				}
				promised++
				if servedBy(held(p, plan, u.Job, named, false), u.Job, n) != nil {
					kept++
				}
			}
		}
	}
	t.Log(seen, kept, "of", promised, "promised plans found")
	if kept*100 < promised*85 {
		t.Errorf("%d of %d promised plans found", kept, promised)
	}
}

// costOf is what a plan costs but for jobs left out.
func costOf(plan *roster.Plan) roster.Points {
	cost := plan.Score.Total
	for _, part := range plan.Score.Parts {
		if part.Code == roster.PartUnassigned {
			cost -= part.Points
		}
	}
	return cost
}

// lost is the value of the jobs served together with one which a plan leaves out.
func lost(p *roster.Problem, plan *roster.Plan, job string) (value roster.Points) {
	view, err := roster.NewView(p)
	if err != nil {
		panic(err)
	}
	for _, u := range plan.Unassigned {
		j, _ := view.JobIndex(u.Job)
		if slices.Contains(bound(p, job), u.Job) {
			value += view.Value(&p.Jobs[j]).Points()
		}
	}
	return value
}

// servedBy solves a problem and returns its plan if that serves a job.
func servedBy(p *roster.Problem, job string, n int) *roster.Plan {
	if p.Validate() != nil {
		return nil
	}
	plan, err := schedule.Solve(context.Background(), p, schedule.Options{Seed: uint64(n), Iterations: 300})
	if err != nil || !slices.Contains(served(plan), job) {
		return nil
	}
	return plan
}

// only returns a problem with some of its jobs, mandatory the one asked for.
func only(p *roster.Problem, keep func(id string) bool, job string) *roster.Problem {
	q := *p
	q.Jobs, q.Links, q.WorkerLimits, q.Locks = nil, nil, nil, nil
	for _, j := range p.Jobs {
		if keep(j.ID) {
			j.Mandatory = j.ID == job
			j.Tier = 0
			q.Jobs = append(q.Jobs, j)
		}
	}
	for _, l := range p.Links {
		if keep(l.First) && keep(l.Second) {
			q.Links = append(q.Links, l)
		}
	}
	for _, l := range p.WorkerLimits {
		if l.Jobs = slices.DeleteFunc(slices.Clone(l.Jobs), func(id string) bool { return !keep(id) }); len(l.Jobs) > 0 {
			q.WorkerLimits = append(q.WorkerLimits, l)
		}
	}
	for _, l := range p.Locks {
		if l.Sequence = slices.DeleteFunc(slices.Clone(l.Sequence), func(id string) bool { return !keep(id) }); keep(l.Job) || len(l.Sequence) > 1 {
			q.Locks = append(q.Locks, l)
		}
	}
	q.History.Refusals = slices.DeleteFunc(slices.Clone(p.History.Refusals), func(r roster.Refusal) bool { return r.Job != "" && !keep(r.Job) })
	return &q
}

// bound returns the jobs which are served together with a job or not at all.
func bound(p *roster.Problem, job string) []string {
	list := []string{job}
	for i := 0; i < len(list); i++ {
		for _, l := range p.Links {
			for _, pair := range [2][2]string{{l.First, l.Second}, {l.Second, l.First}} {
				if l.Kind == roster.BothServed && pair[0] == list[i] && !slices.Contains(list, pair[1]) {
					list = append(list, pair[1])
				}
			}
		}
	}
	return list
}

// emptyDay is a problem with one job, and those served together with it, alone.
func emptyDay(p *roster.Problem, job string) *roster.Problem {
	unit := bound(p, job)
	q := only(p, func(id string) bool { return slices.Contains(unit, id) }, job)
	q.Locks, q.FreezeTime = nil, zero
	return q
}

// held is a problem in which every served job but those gone is locked to who
// has it in a plan and, if asked for, when, and of the others there is only one
// job with those served together with it.
func held(p *roster.Problem, plan *roster.Plan, job string, gone []string, starts bool) *roster.Problem {
	there, unit := served(plan), bound(p, job)
	q := only(p, func(id string) bool {
		return slices.Contains(unit, id) || slices.Contains(there, id) && !slices.Contains(gone, id)
	}, job)
	for _, r := range plan.Routes {
		for _, s := range r.Stops {
			if s.Kind == roster.VisitStop && s.Member == 0 && !slices.Contains(gone, s.Job) &&
				!slices.ContainsFunc(q.Locks, func(l roster.Lock) bool { return l.Job == s.Job || slices.Contains(l.Sequence, s.Job) }) {
				l := roster.Lock{Job: s.Job, Worker: r.Worker}
				if starts {
					l.Start = s.Start
				}
				q.Locks = append(q.Locks, l)
			}
		}
	}
	return q
}

// beside reports whether a plan has every visit of another where and when that has it.
func beside(with, plan *roster.Plan) bool {
	at := map[[2]string]int64{}
	for _, r := range with.Routes {
		for _, s := range r.Stops {
			at[[2]string{s.Job, r.Shift}] = s.Start.Unix()
		}
	}
	for _, r := range plan.Routes {
		for _, s := range r.Stops {
			if s.Kind == roster.VisitStop && at[[2]string{s.Job, r.Shift}] != s.Start.Unix() {
				return false
			}
		}
	}
	return true
}
