package schedule

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// settle fixes what does not move and makes the rest fit the time.
func (a *applier) settle(ctx context.Context) error {
	for id := range a.frozen {
		if t := a.turns[id]; slices.ContainsFunc(t.Workers, func(w string) bool { return a.freeWorkers[w] }) {
			delete(a.frozen, id)
		}
	}
	if a.p.FreezeTime.Before(a.now) {
		a.p.FreezeTime = a.now
	}
	for j := range a.p.Jobs {
		if a.begun[a.p.Jobs[j].ID] {
			a.past(&a.p.Jobs[j])
		}
	}
	a.p.Links = slices.DeleteFunc(a.p.Links, func(l roster.Link) bool { return a.begun[l.First] && a.begun[l.Second] })
	a.base = a.p
	for {
		a.derive()
		if err := a.validate(); err != nil {
			return err
		}
		bad, err := a.impossible(ctx)
		if err != nil || bad == "" {
			return err
		}
		if !a.thaw(bad) {
			l := loader{}
			l.fault("events", FaultEvent, bad, "what this worker has begun cannot be so by the rules of the problem: mend its hours or their speed, or the end of the visit")
			return l.faults
		}
	}
}

// thaw lets go of what is frozen on a worker's day and tells whether there
// was any.
func (a *applier) thaw(worker string) bool {
	a.freeWorkers[worker] = true
	any := false
	for id := range maps.Clone(a.frozen) {
		if slices.Contains(a.turns[id].Workers, worker) {
			delete(a.frozen, id)
			any = true
		}
	}
	return any
}

// past makes a job which has begun what it was: its window is its start, its
// duration what it took or takes.
func (a *applier) past(j *roster.Job) {
	t := a.turns[j.ID]
	last := slices.MaxFunc(t.starts, time.Time.Compare)
	j.Windows = []roster.Window{{Start: t.Start, End: last}}
	if t.Start.Before(j.Release) {
		j.Release = t.Start
	}
	end, changed := a.ends[j.ID]
	if !changed {
		return
	}
	// The shortest duration with which every member whose end is the last one
	// takes so long.
	need := roster.DurationOf(end.Sub(last))
	percent := 0
	for m, id := range t.Workers {
		if t.starts[m].Equal(last) {
			of := a.p.Workers[a.workerAt(id)].ServicePercent[j.Service]
			if of == 0 {
				of = 100
			}
			percent = max(percent, of)
		}
	}
	d := max(0, need) * 100 / roster.Duration(percent)
	none := roster.Duration(0)
	j.Duration, j.Setup = &d, &none
}

// derive sets locks, crews and shifts of the problem by what is fixed now.
func (a *applier) derive() {
	q := *a.base
	a.p = &q
	q.Locks = nil
	for _, l := range a.base.Locks {
		if l.Job == "" || !a.begun[l.Job] && !a.frozen[l.Job] {
			q.Locks = append(q.Locks, l)
		}
	}
	q.Locks = slices.DeleteFunc(q.Locks, func(l roster.Lock) bool { // of somebody who is away
		return l.Job != "" && !l.Start.IsZero() && l.Start.Before(a.now)
	})
	services := map[string]*roster.Service{}
	for i := range q.Catalogue {
		services[q.Catalogue[i].Code] = &q.Catalogue[i]
	}
	own := false
	for i := range q.Jobs {
		j := &q.Jobs[i]
		if !a.begun[j.ID] && !a.frozen[j.ID] {
			continue
		}
		t := a.turns[j.ID]
		order := t.byStart()
		for i, m := range order {
			l := roster.Lock{Job: j.ID, Worker: t.Workers[m]}
			if i == 0 {
				l.Start = t.Start
			}
			q.Locks = append(q.Locks, l)
		}
		if len(order) > 1 {
			crew := services[j.Service].Crew
			if j.Crew != nil {
				crew = *j.Crew
			}
			crew.StartTolerance = roster.DurationOf(t.starts[order[len(order)-1]].Sub(t.Start))
			if roles := crew.Roles; len(roles) > 0 { // each stays with its member
				crew.Roles = make([]roster.Role, len(order))
				for i, m := range order {
					crew.Roles[i].Code = "member"
					if m < len(roles) {
						crew.Roles[i] = roles[m]
					}
				}
			}
			if !own {
				q.Jobs, own = slices.Clone(q.Jobs), true
			}
			q.Jobs[i].Crew = &crew
		}
	}
	// What has begun stays, whatever it was tied to.
	q.Links = slices.DeleteFunc(slices.Clone(q.Links), func(l roster.Link) bool {
		return l.Kind == roster.BothServed && (a.begun[l.First] || a.begun[l.Second] || a.frozen[l.First] || a.frozen[l.Second])
	})
	a.deriveShifts()
}

// validate tells the faults of the problem where the events made them.
func (a *applier) validate() error {
	err := validate(a.p, a.hooks)
	var faults roster.Faults
	if !errors.As(err, &faults) {
		return err
	}
	paths := map[string]string{}
	for i := range a.p.Jobs {
		if from, ok := a.origin["jobs:"+a.p.Jobs[i].ID]; ok {
			paths[fmt.Sprintf("jobs[%d]", i)] = from
		}
	}
	maps.Copy(paths, a.origin)
	for _, f := range faults {
		head, rest, _ := strings.Cut(f.Path, ".")
		if from, ok := paths[head]; ok {
			f.Path = from
			if rest != "" {
				f.Path += "." + rest
			}
		}
	}
	return faults
}

// impossible returns a worker whose fixed visits cannot be done one after the
// other, "" where all can. Who is to do them just as planned, is not asked
// about: the plan shows that it is possible.
func (a *applier) impossible(ctx context.Context) (string, error) {
	plan := a.fixedPlan(func(worker string) bool { return !a.asPlanned(worker) })
	if len(plan.Routes) == 0 {
		return "", nil
	}
	workers := map[string]bool{}
	for i := range plan.Routes {
		workers[plan.Routes[i].Worker] = true
	}
	jobs := map[string]bool{}
	for i := range plan.Routes {
		for s := range plan.Routes[i].Stops {
			jobs[plan.Routes[i].Stops[s].Job] = true
		}
	}
	h := *a.hooks
	h.sparse = true
	k, err := pack(ctx, cut(a.p, workers, jobs), &h)
	if err != nil {
		return "", err
	}
	orders, starts, err := k.load(plan)
	if err != nil {
		return "", err
	}
	if _, bad := core.NewDesk(k.core, orders, starts); bad >= 0 {
		return k.view.Problem.Workers[k.shifts[bad].worker].ID, nil
	}
	return "", nil
}

// fixedPlan is the plan of some workers with its fixed visits only, and the
// stores before them.
func (a *applier) fixedPlan(of func(worker string) bool) *roster.Plan {
	out := *a.plan
	out.Routes = nil
	for _, r := range a.plan.Routes {
		if !of(r.Worker) {
			continue
		}
		var stops []roster.Stop
		fixed := 0
		for _, s := range r.Stops {
			if s.Kind != roster.VisitStop || a.begun[s.Job] || a.frozen[s.Job] {
				stops = append(stops, s)
			}
			if s.Kind == roster.VisitStop && (a.begun[s.Job] || a.frozen[s.Job]) {
				fixed = len(stops)
			}
		}
		if fixed > 0 {
			r.Stops = stops[:fixed]
			out.Routes = append(out.Routes, r)
		}
	}
	return renumbered(&out, func(string) bool { return true })
}
