package core

import (
	"cmp"
	"slices"
)

// opening is a place in a route for a job, behind stop at, at least as dear as
// bound; at -1 stands for all places of a route, by way of stores too.
type opening struct {
	bound int64
	shift int32
	at    int32
}

// Cheapest returns the shift of some into which an absent and untied job goes
// at the least rise of cost; ok is false where it fits into none. It is
// BestBelow for all of them at once, the most promising places first, and by
// way of a store only where nothing else is possible at all.
func (d *Desk) Cheapest(shifts []int32, job int32) (shift int32, delta int64, ok bool) {
	d.openings = d.openings[:0]
	for _, s := range shifts {
		d.list(s, job)
	}
	slices.SortStableFunc(d.openings, func(a, b opening) int { return cmp.Compare(a.bound, b.bound) })
	shift, delta = -1, Far
	var won opening // by the tables alone, where told is set
	told := false
	for _, a := range d.openings {
		if a.bound >= delta && delta < Far {
			break
		}
		rt := &d.routes[a.shift]
		most := delta
		if most < Far {
			most += rt.cost()
		}
		cost := most
		if a.at < 0 {
			cost = d.into(rt, job, most)
		} else {
			x := d.newStop(a.shift, job)
			t := d.timed(rt, int(a.at), &x)
			switch {
			case t >= most:
				continue
			case d.tabled(a.shift):
				won, told = a, true
				shift, delta = a.shift, t-rt.cost()
				continue
			}
			cost = d.try(rt, x, int(a.at), -1, 0, false, most)
		}
		if cost < most {
			told = false
			shift, delta = a.shift, cost-rt.cost()
			d.order = append(d.order[:0], d.found...)
		}
	}
	if told {
		d.order = d.order[:0]
		for i, s := range d.routes[shift].stops[1:] {
			if i == int(won.at) {
				d.order = append(d.order, job)
			}
			if s.node >= 0 {
				d.order = append(d.order, s.node)
			}
		}
	}
	d.found = append(d.found[:0], d.order...)
	return shift, delta, shift >= 0
}

// tabled reports whether the tables of a shift's route tell the very cost of a
// stop more.
func (d *Desk) tabled(shift int32) bool {
	return d.level == levelFull && !d.limited[shift] && d.p.Again == nil
}

// list appends the spots of a route to d.openings.
func (d *Desk) list(s, job int32) {
	p, rt, sh := d.p, &d.routes[s], &d.p.Shifts[s]
	if d.visits(rt) >= int(sh.MaxVisits) {
		return
	}
	if sh.anyPlaced() {
		d.openings = append(d.openings, opening{-Far, s, -1})
		return
	}
	c := &p.Classes[sh.Class]
	x := d.newStop(s, job)
	static := rt.static + d.pair(s, job) - rt.cost()
	if rt.empty() {
		static += sh.Fixed
	}
	loads, short := p.Types > 0 || d.tooled, false
	for i := range len(rt.stops) - 1 {
		a, b := &rt.stops[i], &rt.stops[i+1]
		if a.early > x.hi || max(a.early, x.lo)+x.dur > b.late {
			continue
		}
		if loads && !d.fits(rt, i, job) {
			short = true
			continue
		}
		in, out := p.arc(c, a.place, x.place), p.arc(c, x.place, b.place)
		if in.Seconds > sh.MaxLeg || out.Seconds > sh.MaxLeg {
			continue
		}
		if at := max(a.early+in.Seconds, x.lo); at > x.hi || at+x.dur+out.Seconds > b.late {
			continue
		}
		d.openings = append(d.openings, opening{static + sh.cost(in) + sh.cost(out) - b.edge, s, int32(i)})
	}
	if short && len(p.Stores) > 0 {
		d.openings = append(d.openings, opening{Far, s, -1})
	}
}

// timed is a lower bound on the cost of rt with x behind stop i: what its
// tables tell.
func (d *Desk) timed(rt *route, i int, x *stop) int64 {
	p, sh := d.p, &d.p.Shifts[rt.shift]
	if d.level != levelFull || p.Again != nil {
		return -Far
	}
	c := &p.Classes[sh.Class]
	a, b := &rt.stops[i], &rt.stops[i+1]
	in, out := p.arc(c, a.place, x.place), p.arc(c, x.place, b.place)
	cost := rt.static + d.pair(rt.shift, x.node) + sh.cost(in) + sh.cost(out) - b.edge
	if rt.empty() {
		cost += sh.Fixed
	}
	return cost + d.timedWith(rt, i, x, in, out)
}
