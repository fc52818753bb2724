package simulate

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// reach is how many workers near to each job which needs somebody a repair
// looks at, and alsoOpen how many other jobs which nobody does.
const (
	reach    = 10
	alsoOpen = 8
)

// near is the part of a day which a repair plans anew: the workers whose tasks
// cannot go on, those nearest to the jobs which need somebody, and all who do a
// job together with them. The others go on with their tasks.
type near struct {
	workers, jobs map[string]bool
}

// nearby finds the part of a state; it is empty where there is nothing to
// repair. broken are the tasks which their shifts cannot begin in time any
// more. O(workers · tasks) for each job concerned.
func nearby(s *State, v *roster.View, broken map[string][]string) (*near, error) {
	n := &near{map[string]bool{}, map[string]bool{}}
	p := s.Problem
	gates, err := matching.NewGates(v, roster.Rulebook{})
	if err != nil {
		return nil, err
	}
	points, open := s.points(v)
	for i := range p.Workers {
		for k := range p.Workers[i].Shifts {
			if list := broken[p.Workers[i].Shifts[k].ID]; len(list) > 0 {
				n.workers[p.Workers[i].ID] = true
				for _, id := range list {
					n.jobs[id] = true
				}
			}
		}
	}
	for id := range s.Fresh {
		n.jobs[id] = true
	}
	if len(n.jobs) == 0 {
		return n, nil
	}
	other := map[string]int{} // open jobs, by distance to the nearest concerned
	for j := range p.Jobs {
		if !n.jobs[p.Jobs[j].ID] {
			continue
		}
		at := v.Place(&p.Jobs[j]).Location
		if at == nil {
			continue
		}
		point := scoring.PointOf(*at)
		left := reach
		for _, w := range nearest(point, points) {
			if left > 0 && able(v, gates, w, j) {
				n.workers[p.Workers[w].ID] = true
				left--
			}
		}
		for id, there := range open {
			d := point.Metres(there)
			if was, known := other[id]; !known || d < was {
				other[id] = d
			}
		}
	}
	list := []string{}
	for id := range other {
		if !n.jobs[id] {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(other[a], other[b]), cmp.Compare(a, b)) })
	for _, id := range list[:min(len(list), alsoOpen)] {
		n.jobs[id] = true
	}
	n.close(s)
	return n, nil
}

// close takes in all jobs of the workers, and all who do, or are tied to, one
// of the jobs.
func (n *near) close(s *State) {
	for grown := true; grown; {
		grown = false
		add := func(set map[string]bool, id string) {
			if !set[id] {
				set[id], grown = true, true
			}
		}
		for i := range s.Problem.Workers {
			w := &s.Problem.Workers[i]
			for k := range w.Shifts {
				for _, t := range s.Tasks[w.Shifts[k].ID] {
					if n.workers[w.ID] || n.jobs[t.Job] {
						add(n.jobs, t.Job)
						add(n.workers, w.ID)
					}
				}
			}
		}
		for _, l := range s.Problem.Links {
			if n.jobs[l.First] || n.jobs[l.Second] {
				add(n.jobs, l.First)
				add(n.jobs, l.Second)
			}
		}
	}
}

// points are the places where each worker is still to be, and those of the
// jobs which nobody does.
func (s *State) points(v *roster.View) (points [][]scoring.Point, open map[string]scoring.Point) {
	p := s.Problem
	points, open = make([][]scoring.Point, len(p.Workers)), map[string]scoring.Point{}
	done := map[string]bool{}
	for i := range p.Workers {
		w := &p.Workers[i]
		for k := range w.Shifts {
			if from, _ := v.ShiftPlaces(w, &w.Shifts[k]); from.Location != nil {
				points[i] = append(points[i], scoring.PointOf(*from.Location))
			}
			for _, t := range s.Tasks[w.Shifts[k].ID] {
				done[t.Job] = true
				if j, ok := v.JobIndex(t.Job); ok {
					if at := v.Place(&p.Jobs[j]).Location; at != nil {
						points[i] = append(points[i], scoring.PointOf(*at))
					}
				}
			}
		}
	}
	for j := range p.Jobs {
		if at := v.Place(&p.Jobs[j]).Location; at != nil && !done[p.Jobs[j].ID] {
			open[p.Jobs[j].ID] = scoring.PointOf(*at)
		}
	}
	return points, open
}

// nearest lists the workers who are to be somewhere, nearest to a point first.
func nearest(at scoring.Point, points [][]scoring.Point) []int {
	order, metres := []int{}, make([]int, len(points))
	for w := range points {
		for i, p := range points[w] {
			if d := at.Metres(p); i == 0 || d < metres[w] {
				metres[w] = d
			}
		}
		if len(points[w]) > 0 {
			order = append(order, w)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(metres[a], metres[b]) })
	return order
}

// able reports whether a worker may do a job on the first day of a shift.
func able(v *roster.View, gates *matching.Gates, w, j int) bool {
	for k := range v.Problem.Workers[w].Shifts {
		day := roster.DateOf(v.Problem.Workers[w].Shifts[k].Start.In(v.Zone))
		if gates.First(w, j, day, day) == "" {
			return true
		}
	}
	return false
}

// of cuts a problem to the part. Of workers outside there stays what others may
// refer to.
func (n *near) of(p *roster.Problem) *roster.Problem {
	out := *p
	out.Workers = slices.Clone(p.Workers)
	for i := range out.Workers {
		if w := &p.Workers[i]; !n.workers[w.ID] {
			out.Workers[i] = roster.Worker{ID: w.ID, Home: w.Home, Agency: w.Agency}
		}
	}
	out.History.Ledger = slices.DeleteFunc(slices.Clone(p.History.Ledger), func(l roster.LedgerEntry) bool { return !n.workers[l.Worker] })
	out.History.Visits = slices.DeleteFunc(slices.Clone(p.History.Visits), func(x roster.PastVisits) bool { return !n.workers[x.Worker] })
	out.Jobs = slices.DeleteFunc(slices.Clone(p.Jobs), func(j roster.Job) bool { return !n.jobs[j.ID] })
	out.Links = slices.DeleteFunc(slices.Clone(p.Links), func(l roster.Link) bool { return !n.jobs[l.First] })
	out.Locks = slices.DeleteFunc(slices.Clone(p.Locks), func(l roster.Lock) bool { return !n.jobs[l.Job] })
	out.History.Refusals = slices.DeleteFunc(slices.Clone(p.History.Refusals), func(r roster.Refusal) bool { return r.Job != "" && !n.jobs[r.Job] })
	return &out
}
