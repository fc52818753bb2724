package compare

import (
	"fmt"
	"time"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
)

// plan turns the order of jobs on each vehicle into a plan with times. Score
// and figures are left to the judge. The error tells of an answer which is not
// one for the day, or whose times cannot be kept.
func (d *day) plan(answer suite.Answer) (*roster.Plan, error) {
	out := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: d.problem.ID, Status: roster.Feasible,
		Provenance: roster.Provenance{Method: "converted"}}
	orders := make([][]int, len(d.neutral.Vehicles))
	served := make([]bool, len(d.neutral.Jobs))
	for _, r := range answer {
		if r.Worker < 1 || r.Worker > len(orders) {
			return nil, fmt.Errorf("route of vehicle %d: want 1 to %d", r.Worker, len(orders))
		}
		for _, j := range r.Stops {
			if j < 0 || j >= len(served) || served[j] {
				return nil, fmt.Errorf("job %d is unknown or served twice", j)
			}
			served[j] = true
		}
		orders[r.Worker-1] = append(orders[r.Worker-1], r.Stops...)
	}
	for s, jobs := range orders {
		if len(jobs) == 0 {
			continue
		}
		t, ok := d.time(s, jobs)
		if !ok {
			return nil, fmt.Errorf("the jobs of shift %.40q cannot be served in their order", d.neutral.Vehicles[s].ID)
		}
		out.Routes = append(out.Routes, d.route(s, t))
	}
	for j, yes := range served {
		if !yes {
			out.Unassigned = append(out.Unassigned, roster.Unassigned{Job: d.neutral.Jobs[j].ID, Class: roster.ClassNotFound,
				Reasons: []roster.Reason{{Code: roster.ReasonNotFound}}})
		}
	}
	return out, nil
}

// route writes a timed route.
func (d *day) route(s int, t *timed) roster.Route {
	v := &d.neutral.Vehicles[s]
	m := &d.ways.matrices[v.Matrix]
	zone := d.view.Zone
	at := func(second int64) time.Time {
		return d.problem.Horizon.Start.Add(time.Duration(second) * time.Second).In(zone)
	}
	out := roster.Route{Worker: d.problem.Workers[v.worker].ID, Shift: v.ID, Depart: at(t.depart), Return: at(t.back)}
	here, free := v.Start, t.depart
	for _, x := range t.steps {
		seconds, metres, _ := m.leg(here, x.at)
		stop := roster.Stop{Kind: roster.VisitStop, Travel: roster.Duration(seconds), Metres: int(metres),
			Arrive: at(x.arrive), Wait: roster.Duration(x.start - x.arrive), Start: at(x.start), End: at(x.until),
			Hold: roster.Duration(x.arrive - int64(seconds) - free)}
		if x.job < 0 {
			stop.Kind, stop.Break = roster.BreakStop, v.Breaks[x.pause].ID
			stop.AtNext = x.onArrival && seconds > 0
		} else {
			stop.Job = d.neutral.Jobs[x.job].ID
		}
		out.Stops = append(out.Stops, stop)
		here, free = x.at, x.until
	}
	seconds, metres, _ := m.leg(here, v.End)
	out.ReturnTravel, out.ReturnMetres = roster.Duration(seconds), int(metres)
	return out
}
