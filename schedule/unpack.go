package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// unpack turns the core's answer into a plan, without the reasons for
// unassigned jobs.
func (k *packed) unpack(res *core.Result) *roster.Plan {
	plan := k.unpriced(res)
	k.price(plan, k.jobsOf(res.Absent))
	k.figures(plan)
	return plan
}

// unpriced is unpack without score and figures.
func (k *packed) unpriced(res *core.Result) *roster.Plan {
	p := k.view.Problem
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: p.ID, Status: roster.Feasible, Routes: []roster.Route{}}
	for i := range res.Timetables {
		plan.Routes = append(plan.Routes, k.route(&res.Timetables[i]))
	}
	for _, j := range k.jobsOf(res.Absent) {
		plan.Unassigned = append(plan.Unassigned, roster.Unassigned{Job: p.Jobs[j].ID})
	}
	return plan
}

// route tells one timetable in people's terms.
func (k *packed) route(t *core.Timetable) roster.Route {
	p := k.view.Problem
	ref := k.shifts[t.Shift]
	w := &p.Workers[ref.worker]
	r := roster.Route{Worker: w.ID, Shift: w.Shifts[ref.shift].ID, Depart: k.clock(t.Depart), Return: k.clock(t.Return), ReturnTravel: roster.Duration(t.Travel)}
	mode, _ := travelMode(w)
	from := k.startPlace[t.Shift]
	way := func(to int32) int {
		_, metres, _ := k.source.Leg(mode, from, to)
		from = to
		return int(metres)
	}
	for i := range t.Events {
		e := &t.Events[i]
		s := roster.Stop{Travel: roster.Duration(e.Travel), Hold: roster.Duration(e.Hold),
			Arrive: k.clock(e.Arrive), Wait: roster.Duration(e.Start - e.Arrive), Start: k.clock(e.Start), End: k.clock(e.End)}
		switch {
		case e.Break >= 0:
			s.Kind, s.Break, s.AtNext = roster.BreakStop, w.Shifts[ref.shift].Breaks[e.Break].ID, e.AtNext
			switch {
			case k.breakPlace[t.Shift] != nil && k.breakPlace[t.Shift][e.Break] >= 0:
				s.Metres = way(k.breakPlace[t.Shift][e.Break])
			case e.AtNext:
				s.Metres = way(k.placeAfter(t, i))
			}
		case int(e.Node) >= len(k.core.Jobs):
			store := int(e.Node) - len(k.core.Jobs)
			s.Kind, s.Store = roster.StoreStop, p.Stores[store].ID
			s.Metres = way(k.core.Stores[store].Place)
		default:
			s.Kind, s.Job, s.Member = roster.VisitStop, k.job(e.Node).ID, int(k.visits.member[e.Node])
			s.Metres = way(k.visitPlace[e.Node])
			s.Late, s.Early = k.outside(int(e.Node), e.Start)
		}
		r.Stops = append(r.Stops, s)
	}
	r.ReturnMetres = way(k.endPlace[t.Shift])
	return r
}

// placeAfter returns where the first stop with a place of its own after event i is.
func (k *packed) placeAfter(t *core.Timetable, i int) int32 {
	for _, e := range t.Events[i+1:] {
		switch {
		case e.Break >= 0:
			if places := k.breakPlace[t.Shift]; places != nil && places[e.Break] >= 0 {
				return places[e.Break]
			}
		case int(e.Node) >= len(k.core.Jobs):
			return k.core.Stores[int(e.Node)-len(k.core.Jobs)].Place
		case e.Node >= 0:
			return k.visitPlace[e.Node]
		}
	}
	return k.endPlace[t.Shift]
}

// outside tells how late or early a start is.
func (k *packed) outside(visit int, start int32) (late, early roster.Duration) {
	l, e := k.core.Outside(int32(visit), start)
	return roster.Duration(l), roster.Duration(e)
}

func seconds(a, b time.Time) roster.Duration { return roster.Duration(b.Unix() - a.Unix()) }

// jobsOf returns the jobs of visits that come in order, each once.
func (k *packed) jobsOf(visits []int32) []int32 {
	var jobs []int32
	for _, x := range visits {
		if j := k.visits.jobOf[x]; len(jobs) == 0 || jobs[len(jobs)-1] != j {
			jobs = append(jobs, j)
		}
	}
	return jobs
}
