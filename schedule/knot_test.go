package schedule_test

import (
	"context"
	"os"
	"testing"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// TestSolveAgainstKnot compares plans for tied problems with the truth. A plan
// better than the truth, or a truth which the checker refuses, is a defect; so
// are more than two plans of a hundred which are worse. PAIDAN_SEED=n looks at
// problem n alone and tells it; PAIDAN_LONG=1 goes through twenty times as many.
func TestSolveAgainstKnot(t *testing.T) {
	var worse []int
	hard := 0 // for the twin
	from, n := seeds(loops(60))
	for seed := from; seed < from+n; seed++ {
		p := knotProblem(uint64(seed))
		plan, err := schedule.Solve(context.Background(), p, schedule.Options{Iterations: 3000})
		if err != nil {
			t.Errorf("problem %d: %v", seed, err)
			continue
		}
		k, err := newKnot(p)
		if err != nil {
			t.Fatal(err)
		}
		best := k.solve(&knotPlan{missed: missedOf(plan.Score), total: int64(plan.Score.Total)})
		if k.tired() {
			hard++
			continue
		}
		if best == nil {
			t.Errorf("problem %d: better than the truth", seed)
			if n == 1 {
				_ = roster.EncodeProblem(os.Stdout, p)
				t.Logf("plan:\n%s", brief(plan))
			}
			continue
		}
		truth := k.plan(best)
		rep := roster.Check(p, truth, roster.CheckOptions{})
		if err := rep.Err(); err != nil {
			t.Errorf("problem %d: the truth is refused: %v", seed, err)
		}
		if int64(rep.Total) != best.total {
			t.Errorf("problem %d: the truth is priced at %d, its plan at %d", seed, best.total, rep.Total)
		}
		if best.missed != missedOf(plan.Score) || best.total != int64(plan.Score.Total) {
			worse = append(worse, seed)
			if n == 1 {
				_ = roster.EncodeProblem(os.Stdout, p)
				t.Logf("plan:\n%struth:\n%s", brief(plan), brief(truth))
			}
		}
	}
	t.Logf("%d of %d plans are worse than the truth: %v; %d problems are too hard for it", len(worse), n-hard, worse, hard)
	if len(worse)*100 > 2*(n-hard) || hard*4 > n && n > 1 {
		t.Errorf("%d of %d plans are worse than the truth", len(worse), n)
	}
}

// plan tells a plan of the twin, priced by the checker.
func (k *knot) plan(best *knotPlan) *roster.Plan {
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: k.p.ID, Status: roster.Optimal, Routes: []roster.Route{}}
	clock := func(at int64) time.Time { return time.Unix(k.base+at, 0).In(k.view.Zone) }
	for i := range k.p.Workers {
		for s := range k.p.Workers[i].Shifts {
			for n, sh := range k.shifts {
				if sh.s == &k.p.Workers[i].Shifts[s] && best.orders[n] != nil {
					plan.Routes = append(plan.Routes, k.route(sh, best.orders[n], best.starts, clock))
				}
			}
		}
	}
	for j := range k.p.Jobs {
		if !best.served[j] {
			plan.Unassigned = append(plan.Unassigned, roster.Unassigned{Job: k.p.Jobs[j].ID,
				Class: roster.ClassCrowdedOut, Reasons: []roster.Reason{{Code: roster.ReasonCrowdedOut}}})
		}
	}
	rep := roster.Check(k.p, plan, roster.CheckOptions{})
	for i := range plan.Routes {
		plan.Routes[i].Parts = rep.RouteParts[i]
	}
	plan.Score = roster.Score{Missed: rep.Missed, Total: rep.Total, Parts: rep.Parts}
	plan.Figures = rep.Figures
	return plan
}

// route tells one route.
func (k *knot) route(sh *knotShift, o *knotOrder, starts []int64, clock func(int64) time.Time) roster.Route {
	r := roster.Route{Worker: sh.w.ID, Shift: sh.s.ID}
	here, now := sh.from, starts[o.visits[0]]-o.leg[0]
	if sh.s.OnDuty {
		now = sh.start
	}
	r.Depart = clock(now)
	for i, v := range o.visits {
		job := k.visits[v].job
		_, metres := k.leg(here, k.jobs[job].place)
		arrive, end := now+o.leg[i], starts[v]+o.dur[i]
		stop := roster.Stop{Kind: roster.VisitStop, Job: k.p.Jobs[job].ID, Member: v - k.jobs[job].first, Travel: roster.Duration(o.leg[i]), Metres: int(metres),
			Arrive: clock(arrive), Wait: roster.Duration(starts[v] - arrive), Start: clock(starts[v]), End: clock(end)}
		stop.Late, stop.Early = k.outside(job, starts[v])
		r.Stops = append(r.Stops, stop)
		here, now = k.jobs[job].place, end
	}
	_, metres := k.leg(here, sh.to)
	r.Return, r.ReturnTravel, r.ReturnMetres = clock(now+o.home), roster.Duration(o.home), int(metres)
	return r
}

// outside tells how late or early a start is: of equal costs late.
func (k *knot) outside(job int, start int64) (late, early roster.Duration) {
	for _, w := range k.jobs[job].preferred { // there is one at most
		late, early = roster.Duration(max(0, start-k.at(w.End))), roster.Duration(max(0, k.at(w.Start)-start))
	}
	return late, early
}
