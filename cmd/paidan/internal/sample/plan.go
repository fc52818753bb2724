package sample

import (
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// Plan gives each worker in turn the job that can begin soonest, until
// nothing fits, with the first break taken when it is due.
func Plan(p *roster.Problem) *roster.Plan {
	plan := &roster.Plan{
		SchemaVersion: roster.SchemaVersion, ProblemID: p.ID, Status: roster.Feasible,
		Provenance: roster.Provenance{Version: "v0.1.0", Method: "greedy sample", Seed: 1, Iterations: 1234},
	}
	served := make([]bool, len(p.Jobs))
	for i := range p.Workers {
		if r, ok := route(p, &p.Workers[i], served); ok {
			plan.Routes = append(plan.Routes, r)
		}
	}
	for i, done := range served {
		if !done {
			plan.Unassigned = append(plan.Unassigned, roster.Unassigned{
				Job: p.Jobs[i].ID, Class: roster.ClassCrowdedOut,
				Reasons: []roster.Reason{
					{Code: roster.ReasonSkill, Workers: 1 + i%9},
					{Code: roster.ReasonCrowdedOut, Jobs: []string{p.Jobs[(i+3)%len(p.Jobs)].ID}},
				},
			})
		}
	}
	count(p, plan)
	return plan
}

// route fills one worker's shift.
func route(p *roster.Problem, w *roster.Worker, served []bool) (roster.Route, bool) {
	s := &w.Shifts[0]
	r := roster.Route{Worker: w.ID, Shift: s.ID, Depart: s.Start}
	here, now, rested := w.Home.Location, s.Start, false
	for {
		if b := s.Breaks[0]; !rested && !now.Before(b.Earliest) {
			end := now.Add(b.Duration.Std())
			r.Stops = append(r.Stops, roster.Stop{Kind: roster.BreakStop, Break: b.ID, Arrive: now, Start: now, End: end})
			now, rested = end, true
		}
		best, bestStart := -1, time.Time{}
		for i := range p.Jobs {
			if served[i] || !able(w, &p.Jobs[i]) {
				continue
			}
			start := now.Add(travel(here, place0(p, i)))
			if open := p.Jobs[i].Windows[0].Start; start.Before(open) {
				start = open
			}
			back := start.Add(length(p, i)).Add(travel(place0(p, i), w.Home.Location))
			if start.After(p.Jobs[i].Windows[0].End) || back.After(s.End.Add(s.MaxOvertime.Std()/2)) {
				continue
			}
			if best < 0 || start.Before(bestStart) {
				best, bestStart = i, start
			}
		}
		if best < 0 {
			break
		}
		way := travel(here, place0(p, best))
		stop := roster.Stop{
			Kind: roster.VisitStop, Job: p.Jobs[best].ID, Travel: roster.DurationOf(way),
			Metres: metres(here, place0(p, best)), Arrive: now.Add(way), Start: bestStart,
			End: bestStart.Add(length(p, best)),
		}
		stop.Wait = roster.DurationOf(stop.Start.Sub(stop.Arrive))
		if len(r.Stops) == 0 { // leave as late as will do
			stop.Arrive, stop.Wait = stop.Start, 0
			r.Depart = stop.Start.Add(-way)
		}
		r.Stops = append(r.Stops, stop)
		served[best], here, now = true, place0(p, best), stop.End
	}
	if !slices.ContainsFunc(r.Stops, func(s roster.Stop) bool { return s.Kind == roster.VisitStop }) {
		return r, false
	}
	r.ReturnTravel, r.ReturnMetres = roster.DurationOf(travel(here, w.Home.Location)), metres(here, w.Home.Location)
	r.Return = now.Add(r.ReturnTravel.Std())
	return r, true
}

func able(w *roster.Worker, j *roster.Job) bool {
	return slices.ContainsFunc(w.Skills, func(s roster.Skill) bool { return s.Code == j.Service })
}

func place0(p *roster.Problem, job int) *roster.LatLng { return p.Customers[job].Place.Location }

func length(p *roster.Problem, job int) time.Duration {
	for i := range p.Catalogue {
		if p.Catalogue[i].Code == p.Jobs[job].Service {
			return p.Catalogue[i].Duration.Base.Std()
		}
	}
	return 0
}

func metres(a, b *roster.LatLng) int {
	x, y := (a.Lng-b.Lng)*95100, (a.Lat-b.Lat)*111200
	return int(1.3 * math.Hypot(x, y))
}

// travel is by electric bicycle at 18 km/h, one minute for unlocking.
func travel(a, b *roster.LatLng) time.Duration {
	m := metres(a, b)
	if m == 0 {
		return 0
	}
	return time.Duration(60+m/5) * time.Second
}
