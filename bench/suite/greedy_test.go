package suite_test

import (
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
)

func sortByDue(jobs []*roster.Job) {
	slices.SortStableFunc(jobs, func(a, b *roster.Job) int { return a.Windows[0].End.Compare(b.Windows[0].End) })
}

func hasSkill(w *roster.Worker, code string) bool {
	return slices.ContainsFunc(w.Skills, func(s roster.Skill) bool { return s.Code == code })
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// greedy appends each job, by the end of its window, to the first worker who
// can and is back in time, with a stop at the depot first where that is what
// it takes. Of large instances it serves a part.
func greedy(in *suite.Instance) suite.Answer {
	var answer suite.Answer
	p := in.Problem
	v, _ := roster.NewView(p)
	ends := make([]*roster.Stop, len(p.Workers)) // the last stop of each
	order := make([]*roster.Job, len(p.Jobs))
	for i := range p.Jobs {
		order[i] = &p.Jobs[i]
	}
	sortByDue(order)
	order = order[:min(len(order), 150)] // enough to compare by
	for i := range p.Workers {
		answer = append(answer, suite.Route{Worker: i + 1})
	}
	for _, j := range order {
		r := v.Requirements(j)
	workers:
		for i := range p.Workers {
			w := &p.Workers[i]
			for _, need := range r.Skills {
				if !hasSkill(w, need.Code) {
					continue workers
				}
			}
			if !quick(in, w, ends[i], j) {
				continue
			}
			for _, extra := range [][]int{nil, {0}} {
				stops := append(append(append([]int(nil), answer[i].Stops...), extra...), atoi(j.ID))
				if len(extra) > 0 && len(p.Stores) == 0 {
					break
				}
				if route := timed(in, w, stops); fits(in, w, route) {
					answer[i].Stops, ends[i] = stops, &route.Stops[len(route.Stops)-1]
					break workers
				}
			}
		}
	}
	return answer
}

// quick tells whether a worker may be in time for a job after the last stop;
// it errs only by saying yes.
func quick(in *suite.Instance, w *roster.Worker, last *roster.Stop, j *roster.Job) bool {
	t, from := w.Shifts[0].Start, atoi(w.Home.ID)
	if last != nil {
		from = atoi(last.Job)
		if last.Kind == roster.StoreStop {
			from = 0
		}
		t = last.End.Add(-w.Shifts[0].MaxWork.Std()) // a departure in between can be earlier
	}
	seconds := in.Problem.Travel.Matrices[0].Seconds[from][atoi(j.ID)]
	return !t.Add(roster.Duration(*seconds).Std()).After(j.Windows[0].End)
}

// timed returns the route of a worker's stops.
func timed(in *suite.Instance, w *roster.Worker, stops []int) roster.Route {
	plan, err := in.Plan(suite.Answer{{Worker: atoi(w.ID), Stops: stops}})
	if err != nil {
		panic(err)
	}
	return plan.Routes[0]
}

// fits tells whether a worker's route keeps windows, hours, load and tools.
func fits(in *suite.Instance, w *roster.Worker, route roster.Route) bool {
	jobs := map[string]*roster.Job{}
	for i := range in.Problem.Jobs {
		jobs[in.Problem.Jobs[i].ID] = &in.Problem.Jobs[i]
	}
	shift := w.Shifts[0]
	if route.Return.After(shift.End) {
		return false
	}
	if work := roster.DurationOf(route.Return.Sub(route.Depart)); shift.MaxWork > 0 && work > shift.MaxWork {
		return false
	}
	left, tools := map[string]int{}, slices.Clone(w.Equipment)
	for _, c := range w.Carries {
		left[c.Type] = c.Quantity
	}
	for _, s := range route.Stops {
		if s.Kind == roster.StoreStop {
			for _, c := range w.Carries {
				left[c.Type] = c.Capacity
			}
			tools = append(tools, in.Problem.Stores[0].Equipment...)
			continue
		}
		j := jobs[s.Job]
		if s.Start.After(j.Windows[0].End) {
			return false
		}
		for _, q := range j.Consumes {
			if left[q.Type] -= q.Quantity; left[q.Type] < 0 {
				return false
			}
		}
		for _, tool := range j.Requirements.Equipment {
			if !slices.Contains(tools, tool) {
				return false
			}
		}
	}
	return true
}

// checkAgainstRoster has the independent checker judge a plan: it finds
// nothing but jobs left out, and the cost of the suite.
func checkAgainstRoster(t *testing.T, in *suite.Instance, plan *roster.Plan, cost float64) {
	t.Helper()
	rep := roster.Check(in.Problem, plan, roster.CheckOptions{})
	// The parts, score and figures are the checker's to state.
	for i := range plan.Routes {
		plan.Routes[i].Parts = rep.RouteParts[i]
	}
	plan.Score = roster.Score{Missed: rep.Missed, Total: rep.Total, Parts: rep.Parts}
	plan.Figures = rep.Figures
	rep = roster.Check(in.Problem, plan, roster.CheckOptions{})
	assert.NoError(t, rep.Err())
	units := rep.Total.Units()
	switch in.Suite {
	case suite.VRPTW:
		assert.InDelta(t, 10*cost, units, 1e-6)
	case suite.TRSP: // arcs are rounded up to 1/1000
		arcs := len(plan.Routes)
		for _, r := range plan.Routes {
			arcs += len(r.Stops)
		}
		assert.GreaterOrEqual(t, units, 1000*cost-1)
		assert.LessOrEqual(t, units, 1000*cost+float64(arcs)+1)
	case suite.HHCRSP:
		assert.InDelta(t, 3000*cost, units, 1e-6)
	case suite.UHHC:
		deviation := uhhcDeviation(in)
		for _, m := range rep.Missed { // the suite counts them as optional patients
			deviation += 200 * float64(m.Jobs)
		}
		assert.InDelta(t, cost, units, deviation)
	case suite.Consistent: // distances are rounded to 1/1000
		assert.InDelta(t, 1000*cost, units, 0.5*float64(in.Problem.Workers[0].Pay.PerKm)/1000*float64(3*len(in.Problem.Jobs))+1)
	default:
		assert.Equal(t, cost, units)
	}
}
