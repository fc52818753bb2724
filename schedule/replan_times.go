package schedule

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// whole makes a plan found on some terms one of the derived problem, with its
// prices.
func (r *mending) whole(found *roster.Plan) *roster.Plan {
	plan := copied(found)
	plan.Routes = slices.DeleteFunc(plan.Routes, idle)
	served := map[string]int{}
	for i := range plan.Routes {
		for s := range plan.Routes[i].Stops {
			stop := &plan.Routes[i].Stops[s]
			if stop.Kind != roster.VisitStop {
				continue
			}
			served[stop.Job]++
			j, _ := r.k.view.JobIndex(stop.Job)
			stop.Late, stop.Early = r.k.outside(int(r.k.visits.first[j]), r.k.second(stop.Start))
		}
	}
	r.holdBack(plan)
	r.priced(plan, served)
	return plan
}

// priced fills in scores and figures and what is not served.
func (r *mending) priced(plan *roster.Plan, served map[string]int) {
	var absent []int32
	plan.Unassigned = nil
	for j := range r.derived.Jobs {
		if served[r.derived.Jobs[j].ID] == 0 {
			absent = append(absent, int32(j))
			v := unknown()
			plan.Unassigned = append(plan.Unassigned, roster.Unassigned{Job: r.derived.Jobs[j].ID, Class: v.class, Reasons: v.reasons})
		}
	}
	r.k.price(plan, absent)
	if r.outer == nil { // else of the whole, at last
		r.k.figures(plan)
	}
}

// holdBack moves waiting at a door before the way there, where the way would
// otherwise have begun before now. Workers whose speed depends on the hour
// keep their times.
func (r *mending) holdBack(plan *roster.Plan) {
	for i := range plan.Routes {
		route := &plan.Routes[i]
		w, _ := r.k.view.WorkerIndex(route.Worker)
		if len(r.derived.Travel.Speeds[roster.ModeOf(&r.derived.Workers[w])].Hours) > 0 {
			continue
		}
		for n := 1; n < len(route.Stops); n++ {
			s := &route.Stops[n]
			if s.Kind != roster.VisitStop || r.fixed[s.Job] || s.Travel == 0 || route.Stops[n-1].AtNext {
				continue
			}
			leave := s.Arrive.Add(-s.Travel.Std())
			if late := min(roster.DurationOf(r.now.Sub(leave)), s.Wait); late > 0 {
				s.Arrive, s.Wait, s.Hold = s.Arrive.Add(late.Std()), s.Wait-late, s.Hold+late
			}
		}
	}
}

// tooEarly finds visits which a worker leaving now would not reach in time,
// and keeps the problem from planning them so again.
func (r *mending) tooEarly(plan *roster.Plan, s *roster.Problem, barred map[[2]string]bool) bool {
	any := false
	for i := range plan.Routes {
		route := &plan.Routes[i]
		for n := range route.Stops {
			stop := &route.Stops[n]
			if stop.Kind != roster.VisitStop || r.fixed[stop.Job] {
				continue
			}
			way := stop.Travel
			for b := n - 1; b >= 0 && route.Stops[b].Kind == roster.BreakStop && !route.Stops[b].Start.Before(r.now); b-- {
				way += route.Stops[b].Travel
				if route.Stops[b].AtNext || b == n-1 {
					way += roster.DurationOf(route.Stops[b].End.Sub(route.Stops[b].Start))
				}
			}
			soonest := r.now.Add(way.Std())
			if !stop.Start.Before(soonest) || r.opts.Now.IsZero() {
				continue
			}
			any = true
			j, _ := r.k.view.JobIndex(stop.Job)
			job := &s.Jobs[j]
			last := time.Time{}
			for _, w := range job.Windows {
				last = laterOf(last, w.End)
			}
			if len(job.Windows) > 0 && soonest.After(last) {
				barred[[2]string{route.Worker, stop.Job}] = true
			} else {
				job.Release = laterOf(job.Release, soonest)
			}
		}
	}
	return any
}
