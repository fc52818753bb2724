package core

import "slices"

// Best returns by how much the cost rises when an absent job goes to its
// cheapest place in the route of a shift; ok is false where it has none. A
// stop at a store is added where nothing else is possible. Chains are kept;
// eligibility is not looked at.
func (d *Desk) Best(shift, job int32) (delta int64, ok bool) {
	if !d.admits(shift, job) || !d.together(shift, job, nil) {
		return Far, false
	}
	return d.BestBelow(shift, job, Far)
}

// BestBelow is Best, looking only for places where the cost rises by less than
// most. What ties and chains of the job allow is not looked at.
func (d *Desk) BestBelow(shift, job int32, most int64) (delta int64, ok bool) {
	rt := &d.routes[shift]
	if most < Far {
		most += rt.cost()
	}
	best := d.into(rt, job, most)
	return best - rt.cost(), best < most
}

// BestWithout is Best after the jobs of gone, all of this shift, have been
// taken out: delta is the change of the route's cost by both.
func (d *Desk) BestWithout(shift, job int32, gone []int32) (delta int64, ok bool) {
	if !d.admits(shift, job) || !d.together(shift, job, gone) {
		return Far, false
	}
	best := int64(Far)
	for range d.without(shift, gone) {
		best = d.into(&d.kept, job, best)
	}
	return best - d.routes[shift].cost(), best < Far
}

// Without returns the cost of a shift's route once the jobs of gone are taken
// out, and stops at stores if they are not worth keeping. Found is the order
// left.
func (d *Desk) Without(shift int32, gone []int32) (cost int64, ok bool) {
	best := int64(Far)
	for range d.without(shift, gone) {
		if c := d.kept.cost(); c < best {
			best = c
			d.found = nodes(d.found[:0], &d.kept)
		}
	}
	return best, best < Far
}

// without makes kept the route of a shift less some jobs, once with its stops
// at stores and once less those too, as far as either can be done.
func (d *Desk) without(shift int32, gone []int32) func(func() bool) {
	return func(yield func() bool) {
		n := int32(len(d.p.Jobs))
		rt := &d.routes[shift]
		for _, bare := range [2]bool{false, true} {
			if bare && rt.stores == 0 {
				return
			}
			d.order = d.order[:0]
			jobs := 0
			for _, s := range rt.stops[1 : len(rt.stops)-1] {
				if s.node >= n && bare || slices.Contains(gone, s.node) {
					continue
				}
				d.order = append(d.order, s.node)
				if s.node < n {
					jobs++
				}
			}
			if jobs == 0 {
				d.order = d.order[:0]
			}
			if d.build(&d.kept, shift, d.order) && !yield() {
				return
			}
		}
	}
}

// together reports whether a job's chain lets it go to a shift: no job of it
// but those gone is served by another.
func (d *Desk) together(shift, job int32, gone []int32) bool {
	c := d.p.Jobs[job].Chain
	if c < 0 {
		return true
	}
	for _, j := range d.p.Chains[c] {
		if j != job && d.on[j] >= 0 && d.on[j] != shift && !slices.Contains(gone, j) {
			return false
		}
	}
	return true
}

// bounds returns the stops of rt behind which a job may go by its chain.
func (d *Desk) bounds(rt *route, job int32) (from, to int) {
	from, to = 0, len(rt.stops)-2
	mine := &d.p.Jobs[job]
	if mine.Chain < 0 {
		return from, to
	}
	for i, s := range rt.stops {
		if s.node < 0 || int(s.node) >= len(d.p.Jobs) {
			continue
		}
		if j := &d.p.Jobs[s.node]; j.Chain == mine.Chain {
			if j.Rank < mine.Rank {
				from = max(from, i)
			} else {
				to = min(to, i-1)
			}
		}
	}
	return from, to
}

// into returns the least cost of a route, whose tables are fresh, with a job
// more, and notes the order as found; best where nothing is below it.
func (d *Desk) into(rt *route, x int32, best int64) int64 {
	p, r := d.p, rt.shift
	sh := &p.Shifts[r]
	c := &p.Classes[sh.Class]
	x0 := d.newStop(r, x)
	static := rt.static + d.pair(r, x)
	if rt.empty() {
		static += sh.Fixed
	}
	from, to := d.bounds(rt, x)
	direct := !sh.anyPlaced() // a way by the place of a break may be shorter
	// The route's own tables tell the cost, so that few places have to be tried.
	tabled := direct && d.level == levelFull && !d.limited[r] && p.Again == nil
	loads, short, start := d.loads(), false, best
	for i := from; i <= to; i++ {
		a, b := &rt.stops[i], &rt.stops[i+1]
		if a.early > x0.hi {
			break
		}
		if loads && !d.fits(rt, i, x) {
			short = true
			continue
		}
		in, out := p.arc(c, a.place, x0.place), p.arc(c, x0.place, b.place)
		if in.Seconds > sh.MaxLeg || out.Seconds > sh.MaxLeg {
			continue
		}
		if at := max(a.early+in.Seconds, x0.lo); direct && (at > x0.hi || at+x0.dur+out.Seconds > b.late) {
			continue
		}
		bound := static + sh.cost(in) + sh.cost(out) - b.edge
		if direct && bound >= best || tabled && bound+d.timedWith(rt, i, &x0, in, out) >= best {
			continue
		}
		best = d.try(rt, x0, i, -1, 0, false, best)
	}
	if best < start || !short {
		return best
	}
	for store := range p.Stores {
		for i := from; i <= to && rt.stops[i].early <= x0.hi; i++ {
			for a := 0; a < len(rt.stops)-1; a++ {
				best = d.try(rt, x0, i, store, a, a > i, best)
				if a == i {
					best = d.try(rt, x0, i, store, a, true, best)
				}
			}
		}
	}
	return best
}

// try prices rt with a stop x behind stop i and, unless store is -1, one at a
// store behind stop a; where both are the same, after tells that the store
// comes after x.
func (d *Desk) try(rt *route, x stop, i, store, a int, after bool, best int64) int64 {
	w := &d.work
	if store < 0 && d.tie == nil {
		w.copyFrom(rt)
		w.stops = slices.Insert(w.stops, i+1, x)
		if !d.refreshPart(w, i+1, len(rt.stops)-1-i) || w.cost() >= best {
			return best
		}
		d.found = nodes(d.found[:0], w)
		return w.cost()
	}
	w.shift = rt.shift
	w.stops = w.stops[:0]
	for k, s := range rt.stops {
		w.stops = append(w.stops, s)
		atStore := store >= 0 && k == a
		if atStore && !after {
			w.stops = append(w.stops, d.newStop(rt.shift, int32(len(d.p.Jobs)+store)))
		}
		if k == i {
			w.stops = append(w.stops, x)
		}
		if atStore && after {
			w.stops = append(w.stops, d.newStop(rt.shift, int32(len(d.p.Jobs)+store)))
		}
	}
	if !d.refresh(w) || w.cost() >= best {
		return best
	}
	d.found = nodes(d.found[:0], w)
	return w.cost()
}
