package schedule

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// DefaultReach is how many workers near to what happened a replanning looks at
// where the options do not say.
const DefaultReach = 12

// idleNear is how many jobs which the published plan leaves out a region takes
// in, nearest first.
const idleNear = 12

// region is a part of a problem after events: some workers with all their
// jobs, and jobs which nobody does. What it costs and keeps does not depend on
// anything outside, so that its plan can be put into that of the whole.
type region struct {
	problem   *roster.Problem
	published *roster.Plan
	workers   map[string]bool
	jobs      map[string]bool
	shifts    map[string]bool
}

// region finds the part around what happened: whom the events concern, and
// about reach workers nearest to that. It is nil where nothing is gained by
// it, or the whole has to be looked at: where the cost of routes does not add
// up, something happened everywhere, or jobs of everybody are tied together.
func (a *applier) region(published *roster.Plan, reach int) *region {
	p := a.p
	if a.slower || !addsUp(p) {
		return nil
	}
	atWork := 0
	for i := range p.Workers {
		if len(p.Workers[i].Shifts) > 0 {
			atWork++
		}
	}
	if atWork <= reach {
		return nil
	}
	s, err := a.surroundings(published)
	if err != nil {
		return nil
	}
	workers, jobs := a.touchedWorkers(), map[string]bool{}
	if !s.gather(workers, jobs, reach) {
		return nil
	}
	for _, id := range a.overdue() {
		workers[id] = true
	}
	return a.regionOf(published, workers, jobs)
}

// addsUp reports whether a plan's cost is the sum of its routes' and of what is
// not served, and no route uses up what others need.
func addsUp(p *roster.Problem) bool {
	w := p.EffectiveWeights()
	if w.WorstLatePerHour != 0 || w.WorstIdlePerHour != 0 || w.BalancePerHour != 0 || w.DistinctWorkers != 0 {
		return false
	}
	for _, price := range w.Fairness {
		if price != 0 {
			return false
		}
	}
	return !slices.ContainsFunc(p.Agencies, func(x roster.Agency) bool { return len(x.Pool) > 0 })
}

// widened is a region with more workers; nil where the whole has to be looked
// at.
func (a *applier) widened(published *roster.Plan, r *region, more []string) *region {
	workers := maps.Clone(r.workers)
	for _, id := range more {
		workers[id] = true
	}
	if len(workers) == len(r.workers) {
		return nil
	}
	return a.regionOf(published, workers, maps.Clone(r.jobs))
}

// mostOfAll is the part of the workers up to which a region is worth it.
const mostOfAll = 0.7

// regionOf makes the region of some workers and jobs, with all that is tied to
// them.
func (a *applier) regionOf(published *roster.Plan, workers, jobs map[string]bool) *region {
	ties := a.ties()
	for grown := true; grown; {
		grown = false
		add := func(set map[string]bool, id string) {
			if !set[id] {
				set[id], grown = true, true
			}
		}
		for i := range published.Routes {
			r := &published.Routes[i]
			for n := range r.Stops {
				if s := &r.Stops[n]; s.Kind == roster.VisitStop && (workers[r.Worker] || jobs[s.Job]) {
					add(jobs, s.Job)
					add(workers, r.Worker)
				}
			}
		}
		for i := range a.p.Locks {
			if l := &a.p.Locks[i]; l.Worker != "" && (jobs[l.Job] || slices.ContainsFunc(l.Sequence, func(id string) bool { return jobs[id] })) {
				add(workers, l.Worker)
			}
		}
		for _, list := range ties {
			if slices.ContainsFunc(list, func(id string) bool { return jobs[id] }) {
				for _, id := range list {
					add(jobs, id)
				}
			}
		}
	}
	if float64(len(workers)) > mostOfAll*float64(len(a.p.Workers)) {
		return nil
	}
	r := &region{problem: cut(a.p, workers, jobs), workers: workers, jobs: jobs, shifts: map[string]bool{}}
	for _, list := range [2][]roster.Worker{a.p.Workers, a.before.Workers} {
		for i := range list {
			for s := range list[i].Shifts {
				if workers[list[i].ID] {
					r.shifts[list[i].Shifts[s].ID] = true
				}
			}
		}
	}
	r.spend(published, a.p)
	part := *published
	part.Routes = slices.DeleteFunc(slices.Clone(published.Routes), func(x roster.Route) bool { return !r.shifts[x.Shift] })
	part.Unassigned = slices.DeleteFunc(slices.Clone(published.Unassigned), func(u roster.Unassigned) bool { return !jobs[u.Job] })
	r.published = &part
	return r
}

// tiesOf lists the sets of jobs which are planned together or not at all.
func (a *applier) ties() (out [][]string) {
	for _, l := range a.p.Links {
		out = append(out, []string{l.First, l.Second})
	}
	for _, l := range a.p.WorkerLimits {
		out = append(out, l.Jobs)
	}
	for _, l := range a.p.Locks {
		if len(l.Sequence) > 1 {
			out = append(out, l.Sequence)
		}
	}
	return out
}

// spend takes from the ceilings of customers what their jobs outside cost.
func (r *region) spend(published *roster.Plan, p *roster.Problem) {
	ceilings := map[string]int{}
	for i := range r.problem.Customers {
		if r.problem.Customers[i].MaxSpend != nil {
			ceilings[r.problem.Customers[i].ID] = i
		}
	}
	if len(ceilings) == 0 {
		return
	}
	served := turnsOf(published)
	prices := map[string]roster.Money{}
	for i := range p.Catalogue {
		prices[p.Catalogue[i].Code] = p.Catalogue[i].Price
	}
	for i := range p.Jobs {
		j := &p.Jobs[i]
		at, capped := ceilings[j.Customer]
		if !capped || r.jobs[j.ID] || served[j.ID] == nil {
			continue
		}
		price := prices[j.Service]
		if j.Price != nil {
			price = *j.Price
		}
		left := max(0, *r.problem.Customers[at].MaxSpend-price)
		r.problem.Customers[at].MaxSpend = &left
	}
}

// applied is what has come of the events in the region.
func (r *region) applied(all *Applied) *Applied {
	out := &Applied{Problem: r.problem}
	for _, f := range all.Fixed {
		if r.jobs[f.Job] {
			out.Fixed = append(out.Fixed, f)
		}
	}
	return out
}

// surroundings tell how near workers and jobs are to what happened.
type surroundings struct {
	a    *applier
	view *roster.View
	// gates are those of the jobs to be placed alone, jobAt their numbers.
	gates *matching.Gates
	jobAt map[int]int
	// spots are where something happened, with the job to be placed there, -1
	// where there is none.
	spots []spotAt
	// worker has the places where each worker with a shift still is to be,
	// none for the others; loose are the jobs which nobody does, with their
	// places.
	worker [][]scoring.Point
	loose  []spotAt
}

type spotAt struct {
	at  scoring.Point
	job int
}

// errNowhere tells that places have no location.
var errNowhere = errors.New("schedule: a place without a location")

func (a *applier) surroundings(published *roster.Plan) (*surroundings, error) {
	s := &surroundings{a: a}
	var err error
	if a.after, err = roster.NewView(a.p); err != nil {
		return nil, err
	}
	s.view = a.after
	open := map[string]bool{} // touched, or new
	for id := range a.freeJobs {
		open[id] = true
	}
	for _, id := range a.added {
		open[id] = true
	}
	for id := range a.ends {
		open[id] = true
	}
	for _, id := range slices.Sorted(maps.Keys(open)) {
		v, to := s.view, -1
		j, ok := v.JobIndex(id)
		if ok && !a.begun[id] && !a.frozen[id] {
			to = j
		}
		if !ok { // cancelled
			v = a.viewBefore
			if j, ok = v.JobIndex(id); !ok {
				continue
			}
		}
		at := v.Place(&v.Problem.Jobs[j]).Location
		if at == nil {
			return nil, errNowhere
		}
		s.spots = append(s.spots, spotAt{scoring.PointOf(*at), to})
	}
	if err := s.ask(); err != nil {
		return nil, err
	}
	if err := s.placeWorkers(published); err != nil {
		return nil, err
	}
	served := a.turns
	for j := range a.p.Jobs {
		if job := &a.p.Jobs[j]; served[job.ID] == nil {
			at := s.view.Place(job).Location
			if at == nil {
				return nil, errNowhere
			}
			s.loose = append(s.loose, spotAt{scoring.PointOf(*at), j})
		}
	}
	return s, nil
}

// ask prepares the gates of the jobs to be placed.
func (s *surroundings) ask() error {
	alone := *s.a.p
	alone.Jobs, alone.Links, alone.WorkerLimits, s.jobAt = nil, nil, nil, map[int]int{}
	for _, spot := range s.spots {
		if _, known := s.jobAt[spot.job]; spot.job >= 0 && !known {
			s.jobAt[spot.job] = len(alone.Jobs)
			alone.Jobs = append(alone.Jobs, s.a.p.Jobs[spot.job])
		}
	}
	view, err := roster.NewView(&alone)
	if err == nil {
		s.gates, err = matching.NewGates(view, s.a.hooks.rulebook)
	}
	return err
}

// placeWorkers notes where each worker is still to be.
func (s *surroundings) placeWorkers(published *roster.Plan) error {
	p := s.a.p
	s.worker = make([][]scoring.Point, len(p.Workers))
	for i := range p.Workers {
		w := &p.Workers[i]
		for n := range w.Shifts {
			from, _ := s.view.ShiftPlaces(w, &w.Shifts[n])
			if from.Location == nil {
				return errNowhere
			}
			if n == 0 {
				s.worker[i] = append(s.worker[i], scoring.PointOf(*from.Location))
			}
		}
		if slices.Contains(s.a.joined, w.ID) && len(s.worker[i]) > 0 {
			s.spots = append(s.spots, spotAt{s.worker[i][0], -1})
		}
	}
	for i := range published.Routes {
		r := &published.Routes[i]
		w, ok := s.view.WorkerIndex(r.Worker)
		if !ok || len(p.Workers[w].Shifts) == 0 {
			continue
		}
		for n := range r.Stops {
			stop := &r.Stops[n]
			j, ok := s.view.JobIndex(stop.Job)
			if !ok || stop.Kind != roster.VisitStop || n+1 < len(r.Stops) && s.a.begun[stop.Job] {
				continue
			}
			if at := s.view.Place(&p.Jobs[j]).Location; at != nil {
				s.worker[w] = append(s.worker[w], scoring.PointOf(*at))
			}
		}
	}
	return nil
}

// gather adds the workers nearest to what happened, for jobs to be placed those
// who may do them first, and the nearest jobs which nobody does. It reports
// false where nothing happened at any place.
func (s *surroundings) gather(workers, jobs map[string]bool, reach int) bool {
	placed := 0
	for _, spot := range s.spots {
		if spot.job >= 0 {
			jobs[s.a.p.Jobs[spot.job].ID] = true
			placed++
		}
	}
	if len(s.spots) == 0 {
		return len(workers) > 0
	}
	each := max(4, reach/len(s.spots))
	for _, spot := range s.spots {
		order := s.byDistance(spot.at)
		able, any := each, each/3
		if spot.job < 0 {
			able, any = 0, each
		}
		for _, w := range order {
			id := s.a.p.Workers[w].ID
			switch {
			case able > 0 && s.able(w, spot.job):
				able--
				workers[id] = true
			case any > 0:
				any--
				workers[id] = true
			}
			if able+any == 0 {
				break
			}
		}
	}
	for _, id := range s.a.added {
		jobs[id] = true
	}
	s.gatherLoose(jobs)
	return true
}

// gatherLoose adds the nearest jobs which nobody does.
func (s *surroundings) gatherLoose(jobs map[string]bool) {
	type near struct{ job, metres int }
	var list []near
	for _, l := range s.loose {
		best := -1
		for _, spot := range s.spots {
			if d := spot.at.Metres(l.at); best < 0 || d < best {
				best = d
			}
		}
		list = append(list, near{l.job, best})
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(a.metres, b.metres) })
	for _, n := range list[:min(len(list), idleNear)] {
		jobs[s.a.p.Jobs[n.job].ID] = true
	}
}

// byDistance lists the workers with a shift, nearest to a place first.
func (s *surroundings) byDistance(at scoring.Point) []int {
	type near struct{ worker, metres int }
	var list []near
	for w, places := range s.worker {
		best := -1
		for _, p := range places {
			if d := at.Metres(p); best < 0 || d < best {
				best = d
			}
		}
		if best >= 0 {
			list = append(list, near{w, best})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(a.metres, b.metres) })
	out := make([]int, len(list))
	for i, n := range list {
		out[i] = n.worker
	}
	return out
}

// able reports whether a worker may do a job, in any role, on one of the
// worker's shifts.
func (s *surroundings) able(worker, job int) bool {
	w := &s.a.p.Workers[worker]
	for i := range w.Shifts {
		first := roster.DateOf(w.Shifts[i].Start.In(s.view.Zone))
		last := roster.DateOf(w.Shifts[i].End.In(s.view.Zone))
		for role := range s.view.CrewSize(&s.a.p.Jobs[job]) {
			if s.gates.RoleFirst(worker, s.jobAt[job], role, first, last) == "" {
				return true
			}
		}
	}
	return false
}
