package schedule

import (
	"maps"
	"slices"

	"github.com/paidan/paidan/roster"
)

// ahead is what is left of a day: of each shift on which something has begun,
// the part from the last visit begun on. A search has no use for what was
// before: it cannot move, but makes every route longer. Only shifts are cut
// whose rest says all that counts; costs then differ by a constant.
type ahead struct {
	// past has the cut shifts, over the jobs before the cuts.
	past map[string]*past
	over map[string]bool
}

// past is the beginning of a shift which is cut off.
type past struct {
	route *roster.Route // the whole, as published
	// stops before the last visit begun, and how many of them are visits.
	stops, visits int
	// work is the longest left of the shift, carries what the worker still has.
	work    roster.Duration
	carries []roster.Carry
}

// anchor is the last visit begun: the rest of the shift starts there and then.
func (b *past) anchor() *roster.Stop { return &b.route.Stops[b.stops] }

// lookAhead finds what can be cut off a plan of the derived problem which has
// what is fixed in its place. It is nil where nothing can. O(stops).
func (r *mending) lookAhead(plan *roster.Plan) *ahead {
	if r.outer == nil || r.k.core.Again != nil || r.k.anyLiveIn() {
		return nil
	}
	begun, tied := map[string]bool{}, r.tied()
	for _, f := range r.applied.Fixed {
		begun[f.Job] = f.Begun
	}
	a := &ahead{past: map[string]*past{}, over: map[string]bool{}}
	for i := range plan.Routes {
		route := &plan.Routes[i]
		if b := cutBefore(route, len(route.Stops), begun, tied); b.visits > 0 && r.measure(b) {
			a.past[route.Shift] = b
		}
	}
	a.keepCrews(r, begun, tied)
	for _, b := range a.past {
		for _, stop := range b.route.Stops[:b.stops] {
			if stop.Kind == roster.VisitStop {
				a.over[stop.Job] = true
			}
		}
	}
	if len(a.over) == 0 {
		return nil
	}
	return a
}

// keepCrews makes cuts earlier, so that each job is over with all its visits
// or with none.
func (a *ahead) keepCrews(r *mending, begun, tied map[string]bool) {
	for again := true; again; {
		again = false
		visits := map[string]int{}
		for _, b := range a.past {
			for _, stop := range b.route.Stops[:b.stops] {
				visits[stop.Job]++
			}
		}
		for _, shift := range slices.Sorted(maps.Keys(a.past)) {
			b := a.past[shift]
			at := slices.IndexFunc(b.route.Stops[:b.stops], func(s roster.Stop) bool {
				return s.Kind == roster.VisitStop && visits[s.Job] < len(r.turns[s.Job].Workers)
			})
			if at < 0 {
				continue
			}
			again = true
			delete(a.past, shift)
			if b = cutBefore(b.route, at+1, begun, tied); b.visits > 0 && r.measure(b) {
				a.past[shift] = b
			}
		}
	}
}

// cutBefore cuts a route at the last visit begun of its first so many stops,
// none of which may be tied to others but that itself.
func cutBefore(route *roster.Route, most int, begun, tied map[string]bool) *past {
	b := &past{route: route}
	visits := 0
	for n := range route.Stops[:most] {
		stop := &route.Stops[n]
		if stop.Kind == roster.BreakStop {
			continue
		}
		if stop.Kind != roster.VisitStop || !begun[stop.Job] {
			break
		}
		b.stops, b.visits = n, visits
		visits++
		if tied[stop.Job] {
			break
		}
	}
	return b
}

// tied lists the jobs which matter to others after they have begun.
func (r *mending) tied() map[string]bool {
	out := map[string]bool{}
	p := r.derived
	for _, l := range p.Links {
		out[l.First], out[l.Second] = true, true
	}
	for _, l := range p.WorkerLimits {
		for _, id := range l.Jobs {
			out[id] = true
		}
	}
	for _, l := range p.Locks {
		for _, id := range l.Sequence {
			out[id] = true
		}
	}
	for i := range p.Jobs {
		if r.k.view.Customer(&p.Jobs[i]).MaxSpend != nil {
			out[p.Jobs[i].ID] = true
		}
	}
	return out
}

// measure works out what is left of a shift, and reports false where the rest
// would not say all that counts.
func (r *mending) measure(b *past) bool {
	w, ok := r.k.view.WorkerIndex(b.route.Worker)
	if !ok || len(r.derived.Workers[w].Shifts) != 1 {
		return false
	}
	worker := &r.derived.Workers[w]
	shift := &worker.Shifts[0]
	at := b.anchor().Start
	if shift.ID != b.route.Shift || roster.DateOf(shift.Start.In(r.zone)) != roster.DateOf(at.In(r.zone)) {
		return false
	}
	if slices.ContainsFunc(b.breaksLeft(shift), func(x roster.Break) bool { return x.AfterWork > 0 }) {
		return false // it counts from the departure
	}
	s := slices.IndexFunc(r.k.shifts, func(ref shiftRef) bool { return ref.worker == w })
	work := seconds(b.route.Depart, at)
	b.carries = slices.Clone(worker.Carries)
	for i := range b.carries {
		b.carries[i].Capacity = max(b.carries[i].Capacity, b.carries[i].Quantity)
	}
	for i := range b.route.Stops[:b.stops] {
		stop := &b.route.Stops[i]
		if stop.Kind == roster.BreakStop {
			of := slices.IndexFunc(shift.Breaks, func(x roster.Break) bool { return x.ID == stop.Break })
			if of < 0 {
				return false
			}
			if !shift.Breaks[of].Paid {
				work -= seconds(stop.Start, stop.End)
			}
			continue
		}
		j, ok := r.k.view.JobIndex(stop.Job)
		if !ok {
			return false
		}
		for _, q := range r.k.view.Consumes(&r.derived.Jobs[j]) {
			for i := range b.carries {
				if b.carries[i].Type == q.Type {
					b.carries[i].Quantity = max(0, b.carries[i].Quantity-q.Quantity)
				}
			}
		}
	}
	b.work = max(1, r.k.limits[s].work-work)
	return true
}

// breaksLeft lists the breaks which are neither taken nor over before the
// anchor.
func (b *past) breaksLeft(shift *roster.Shift) (left []roster.Break) {
	for _, x := range shift.Breaks {
		taken := slices.ContainsFunc(b.route.Stops[:b.stops], func(s roster.Stop) bool { return s.Kind == roster.BreakStop && s.Break == x.ID })
		if !taken && !x.Latest.Before(b.anchor().Start) {
			left = append(left, x)
		}
	}
	return left
}

// problem is what is left of a problem.
func (a *ahead) problem(k *packed, p *roster.Problem) *roster.Problem {
	if a == nil {
		return p
	}
	s := *p
	s.Jobs = slices.DeleteFunc(slices.Clone(p.Jobs), func(j roster.Job) bool { return a.over[j.ID] })
	s.Locks = slices.DeleteFunc(slices.Clone(p.Locks), func(l roster.Lock) bool { return a.over[l.Job] })
	s.Workers = slices.Clone(p.Workers)
	for i := range s.Workers {
		w := &s.Workers[i]
		if len(w.Shifts) != 1 || a.past[w.Shifts[0].ID] == nil {
			continue
		}
		b, shift := a.past[w.Shifts[0].ID], w.Shifts[0]
		j, _ := k.view.JobIndex(b.anchor().Job)
		at := k.view.Place(&k.view.Problem.Jobs[j])
		_, home := k.view.ShiftPlaces(w, &shift)
		shift.Breaks = b.breaksLeft(&shift)
		shift.Start, shift.StartPlace, shift.EndPlace, shift.OnDuty = b.anchor().Start, &at, &home, true
		shift.MaxWork = b.work
		if shift.MaxVisits > 0 {
			shift.MaxVisits -= b.visits
		}
		w.Shifts, w.Carries = []roster.Shift{shift}, b.carries
	}
	return &s
}

// start is what is left of a plan to begin with.
func (a *ahead) start(plan *roster.Plan) *roster.Plan {
	if a == nil {
		return plan
	}
	out := *plan
	out.Routes = slices.Clone(plan.Routes)
	for i := range out.Routes {
		r := &out.Routes[i]
		if a.past[r.Shift] != nil {
			r.Stops = slices.DeleteFunc(slices.Clone(r.Stops), func(s roster.Stop) bool { return s.Kind != roster.VisitStop || a.over[s.Job] })
		}
	}
	return &out
}

// whole puts what was before back in front of a plan of what is left.
func (a *ahead) whole(plan *roster.Plan) *roster.Plan {
	if a == nil {
		return plan
	}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		b := a.past[r.Shift]
		if b == nil || len(r.Stops) == 0 || r.Stops[0].Job != b.anchor().Job {
			continue // without its anchor it will be refused
		}
		first := *b.anchor()
		first.End = r.Stops[0].End
		stops := append(slices.Clip(slices.Clone(b.route.Stops[:b.stops])), first)
		r.Stops = append(stops, r.Stops[1:]...)
		r.Depart = b.route.Depart
	}
	return plan
}
