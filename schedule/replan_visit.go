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
	// member is the number of the visit found first.
	member int
}

// end is when the last member ends.
func (t *turn) end() time.Time { return slices.MaxFunc(t.ends, time.Time.Compare) }

// turnsOf lists how a plan serves its jobs.
func turnsOf(plan *roster.Plan) map[string]*turn {
	most := 0
	for i := range plan.Routes {
		most += len(plan.Routes[i].Stops)
	}
	turns := make(map[string]*turn, most)
	// Nearly all jobs have one visit: what these need is allocated at once.
	all, times, names := make([]turn, 0, most), make([]time.Time, 0, 2*most), make([]string, 0, 2*most)
	crews := map[*turn][]int{} // the numbers of the members
	for i := range plan.Routes {
		r := &plan.Routes[i]
		for s := range r.Stops {
			stop := &r.Stops[s]
			if stop.Kind != roster.VisitStop {
				continue
			}
			leave := stop.Start.Add(-stop.Travel.Std())
			t := turns[stop.Job]
			if t == nil {
				names, times = append(names, r.Worker, r.Shift), append(times, stop.Start, stop.End)
				n := len(names)
				all = append(all, turn{Served: Served{names[n-2 : n-1 : n-1], stop.Start}, shifts: names[n-1 : n : n],
					starts: times[n-2 : n-1 : n-1], ends: times[n-1 : n : n], leave: leave, member: stop.Member})
				turns[stop.Job] = &all[len(all)-1]
				continue
			}
			if crews[t] == nil {
				crews[t] = []int{t.member}
			}
			at := len(crews[t])
			for at > 0 && crews[t][at-1] > stop.Member {
				at--
			}
			crews[t] = slices.Insert(crews[t], at, stop.Member)
			t.Workers, t.shifts = slices.Insert(t.Workers, at, r.Worker), slices.Insert(t.shifts, at, r.Shift)
			t.starts, t.ends = slices.Insert(t.starts, at, stop.Start), slices.Insert(t.ends, at, stop.End)
			if leave.Before(t.leave) {
				t.leave = leave
			}
			t.Start = slices.MinFunc(t.starts, time.Time.Compare)
		}
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
