package schedule

import (
	"cmp"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// Served is how a plan serves a job: who comes, by member of the crew, and
// when the first of them starts.
type Served struct {
	Workers []string  `json:"workers"`
	Start   time.Time `json:"start"`
}

// turn is how a plan serves a job, with all that replanning asks.
type turn struct {
	Served
	// starts and ends of the members; shifts they come on.
	starts, ends []time.Time
	shifts       []string
	// leave is when the first of them must be on the way to start in time.
	leave time.Time
}

// end is when the last member ends.
func (t *turn) end() time.Time { return slices.MaxFunc(t.ends, time.Time.Compare) }

// turnsOf lists how a plan serves its jobs.
func turnsOf(plan *roster.Plan) map[string]*turn {
	type visit struct {
		stop  *roster.Stop
		route *roster.Route
	}
	all := map[string][]visit{}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		for s := range r.Stops {
			if r.Stops[s].Kind == roster.VisitStop {
				all[r.Stops[s].Job] = append(all[r.Stops[s].Job], visit{&r.Stops[s], r})
			}
		}
	}
	turns := make(map[string]*turn, len(all))
	for id, visits := range all {
		slices.SortStableFunc(visits, func(a, b visit) int { return cmp.Compare(a.stop.Member, b.stop.Member) })
		t := &turn{}
		for _, v := range visits {
			t.Workers = append(t.Workers, v.route.Worker)
			t.shifts = append(t.shifts, v.route.Shift)
			t.starts = append(t.starts, v.stop.Start)
			t.ends = append(t.ends, v.stop.End)
			leave := v.stop.Start.Add(-v.stop.Travel.Std())
			if t.leave.IsZero() || leave.Before(t.leave) {
				t.leave = leave
			}
		}
		t.Start = slices.MinFunc(t.starts, time.Time.Compare)
		turns[id] = t
	}
	return turns
}

// byStart lists the members of a job's crew in the order of their starts.
func (t *turn) byStart() []int {
	order := make([]int, len(t.starts))
	for m := range order {
		order[m] = m
	}
	slices.SortStableFunc(order, func(a, b int) int { return t.starts[a].Compare(t.starts[b]) })
	return order
}

// renumbered returns a copy of a plan in which the members of some jobs' crews
// are numbered in the order of their starts: a lock fixes the start of the
// first.
func renumbered(plan *roster.Plan, of func(job string) bool) *roster.Plan {
	out := copied(plan)
	stops := map[string][]*roster.Stop{}
	for i := range out.Routes {
		for s := range out.Routes[i].Stops {
			if stop := &out.Routes[i].Stops[s]; stop.Kind == roster.VisitStop && of(stop.Job) {
				stops[stop.Job] = append(stops[stop.Job], stop)
			}
		}
	}
	for _, list := range stops {
		slices.SortStableFunc(list, func(a, b *roster.Stop) int {
			return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.Member, b.Member))
		})
		for m, stop := range list {
			stop.Member = m
		}
	}
	return out
}

// copied returns a copy of a plan whose routes and stops may be changed.
func copied(plan *roster.Plan) *roster.Plan {
	out := *plan
	out.Routes = slices.Clone(plan.Routes)
	for i := range out.Routes {
		out.Routes[i].Stops = slices.Clone(out.Routes[i].Stops)
	}
	out.Unassigned = slices.Clone(plan.Unassigned)
	return &out
}
