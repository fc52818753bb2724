package suite

import (
	"time"

	"github.com/paidan/paidan/roster"
)

// Plan converts an answer, such as another solver's, into a plan with
// arrivals, starts and metres: each worker serves as early as possible, or at
// the starts which the answer tells, after leaving as late as that allows. It
// does not judge: hours and windows may be
// broken, and the score and figures are left to roster.Check. The error tells
// of numbers which are not in the instance.
func (in *Instance) Plan(answer Answer) (*roster.Plan, error) {
	if err := in.verify(answer); err != nil {
		return nil, err
	}
	p := in.Problem
	plan := &roster.Plan{
		SchemaVersion: roster.SchemaVersion, ProblemID: p.ID, Status: roster.Feasible,
		Provenance: roster.Provenance{Method: "converted"},
	}
	served := make(map[string]bool, len(p.Jobs))
	if in.linked {
		if err := in.linkedRoutes(plan, answer, served); err != nil {
			return nil, err
		}
	} else {
		in.routes(plan, answer, served)
	}
	for i := range p.Jobs {
		if !served[p.Jobs[i].ID] {
			plan.Unassigned = append(plan.Unassigned, roster.Unassigned{
				Job: p.Jobs[i].ID, Class: roster.ClassNotFound,
				Reasons: []roster.Reason{{Code: roster.ReasonNotFound}},
			})
		}
	}
	return plan, nil
}

// routes adds the routes of an answer in which every worker has one shift and
// visits do not wait for each other.
func (in *Instance) routes(plan *roster.Plan, answer Answer, served map[string]bool) {
	p := in.Problem
	jobs := make(map[string]*roster.Job, len(p.Jobs))
	for i := range p.Jobs {
		jobs[p.Jobs[i].ID] = &p.Jobs[i]
	}
	byWorker := make([][]int, len(p.Workers))
	for _, r := range answer {
		byWorker[r.Worker-1] = append(byWorker[r.Worker-1], r.Stops...)
	}
	for k, stops := range byWorker {
		if len(stops) == 0 {
			continue
		}
		plan.Routes = append(plan.Routes, in.route(&p.Workers[k], stops, jobs))
		for _, stop := range stops {
			served[id(stop)] = true
		}
	}
}

// route times one worker's stops.
func (in *Instance) route(w *roster.Worker, stops []int, jobs map[string]*roster.Job) roster.Route {
	m := &in.Problem.Travel.Matrices[0]
	home := number(w.Home.ID)
	window := func(stop int) (open, shut time.Time, service roster.Duration) {
		if stop == 0 {
			s := &in.Problem.Stores[0]
			return s.Windows[0].Start, s.Windows[0].End, s.Duration
		}
		j := jobs[id(stop)]
		return j.Windows[0].Start, j.Windows[0].End, *j.Duration
	}
	// Leave as late as possible: by the waits which a later departure takes
	// away, as long as no start comes too late.
	shift := &w.Shifts[0]
	t, from, waited, later := shift.Start, home, time.Duration(0), time.Duration(1<<62)
	for _, stop := range stops {
		t = t.Add(seconds(m, from, stop))
		open, shut, service := window(stop)
		if t.Before(open) {
			waited += open.Sub(t)
			t = open
		}
		later = min(later, waited+shut.Sub(t))
		t, from = t.Add(service.Std()), stop
	}
	back := t.Add(seconds(m, from, home))
	later = max(0, min(later, waited, waited+shift.End.Sub(back)))

	route := roster.Route{Worker: w.ID, Shift: shift.ID, Depart: shift.Start.Add(later)}
	t, from = route.Depart, home
	for _, stop := range stops {
		open, _, service := window(stop)
		s := roster.Stop{
			Kind: roster.VisitStop, Job: id(stop),
			Travel: roster.DurationOf(seconds(m, from, stop)), Metres: int(m.Metres[from][stop]),
		}
		if stop == 0 {
			s.Kind, s.Job, s.Store = roster.StoreStop, "", in.Problem.Stores[0].ID
		}
		s.Arrive = t.Add(s.Travel.Std())
		s.Start = s.Arrive
		if s.Start.Before(open) {
			s.Start = open
		}
		s.Wait = roster.DurationOf(s.Start.Sub(s.Arrive))
		s.End = s.Start.Add(service.Std())
		route.Stops = append(route.Stops, s)
		t, from = s.End, stop
	}
	route.ReturnTravel = roster.DurationOf(seconds(m, from, home))
	route.ReturnMetres = int(m.Metres[from][home])
	route.Return = t.Add(route.ReturnTravel.Std())
	return route
}

func seconds(m *roster.Matrix, from, to int) time.Duration {
	if from == to {
		return 0
	}
	return time.Duration(*m.Seconds[from][to]) * time.Second
}
