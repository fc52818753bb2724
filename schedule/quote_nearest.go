package schedule

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// nearest returns the workers to look at for some days, by index.
func (q *Quoter) nearest(a *asked, days []roster.Date, most int) []int {
	type near struct{ worker, metres int }
	var list []near
	points := make([]*scoring.Point, len(a.jobs))
	for j := range a.jobs {
		if at := a.view.Place(&a.jobs[j]).Location; at != nil {
			point := scoring.PointOf(*at)
			points[j] = &point
		}
	}
	from := func(to *scoring.Point, p roster.Place) int {
		if to == nil || p.Location == nil {
			return 0
		}
		return to.Metres(scoring.PointOf(*p.Location))
	}
	x := q.view.Problem
	for w := range x.Workers {
		worker := &x.Workers[w]
		best, able := 0, false
		for s := range worker.Shifts {
			shift := &worker.Shifts[s]
			first := roster.DateOf(shift.Start.In(q.view.Zone))
			last := roster.DateOf(shift.End.In(q.view.Zone))
			if !slices.ContainsFunc(days, func(d roster.Date) bool { return !d.Before(first) && !last.Before(d) }) {
				continue
			}
			j := q.open(a, w, days)
			if j < 0 {
				break
			}
			home, _ := q.view.ShiftPlaces(worker, shift)
			metres := from(points[j], home)
			if r, used := q.routes[shift.ID]; used {
				for i := range q.plan.Routes[r].Stops {
					if s := &q.plan.Routes[r].Stops[i]; s.Kind == roster.VisitStop {
						if at, ok := q.view.JobIndex(s.Job); ok {
							metres = min(metres, from(points[j], q.view.Place(&x.Jobs[at])))
						}
					}
				}
			}
			if q.longestGap(shift) < a.longest {
				metres += onlyByMoving
			}
			if !able || metres < best {
				best, able = metres, true
			}
		}
		if able {
			list = append(list, near{w, best})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(a.metres, b.metres) })
	list = list[:min(len(list), most)]
	out := make([]int, len(list))
	for i, n := range list {
		out[i] = n.worker
	}
	slices.Sort(out)
	return out
}

// open returns a job of the request which a worker may do on one of the days,
// in any role; -1 where there is none.
func (q *Quoter) open(a *asked, worker int, days []roster.Date) int {
	for j := range a.jobs {
		for _, d := range days {
			for role := range a.view.CrewSize(&a.jobs[j]) {
				if a.gates.RoleFirst(worker, j, role, d, d) == "" {
					return j
				}
			}
		}
		if len(a.jobs) > 8 && j == 7 {
			break // the jobs of a series are alike
		}
	}
	return -1
}

// longestGap is the longest time of a shift in one piece which its route leaves.
func (q *Quoter) longestGap(shift *roster.Shift) roster.Duration {
	r := q.routeOf(shift.ID)
	if r == nil {
		return seconds(shift.Start, shift.End)
	}
	longest, at := roster.Duration(0), shift.Start
	for i := range r.Stops {
		s := &r.Stops[i]
		longest = max(longest, seconds(at, s.Start)-s.Travel)
		at = s.End
	}
	return max(longest, seconds(at, shift.End)-r.ReturnTravel)
}
