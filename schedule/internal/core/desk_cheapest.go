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

// untried is an opening of which the tables tell no more than that it costs
// bound; rank is its place in the list.
type untried struct {
	opening
	rank int
}

// winner is the best opening so far: the first one in the list of those which
// cost least. told: by the tables alone, without its order.
type winner struct {
	opening
	rank  int
	delta int64
	told  bool
}

// Cheapest returns the shift of some into which an absent and untied job goes
// at the least rise of cost; ok is false where it fits into none. It is
// BestBelow for all of them at once, the most promising places first, those
// for which a route has to be built last, and by way of a store only where
// nothing else is possible at all.
func (d *Desk) Cheapest(shifts []int32, job int32) (shift int32, delta int64, ok bool) {
	d.openings, d.untried = d.openings[:0], d.untried[:0]
	for _, s := range shifts {
		d.list(s, job)
	}
	slices.SortStableFunc(d.openings, func(a, b opening) int { return cmp.Compare(a.bound, b.bound) })
	best := winner{opening: opening{shift: -1}, delta: Far}
	n := 0
	for ; n < len(d.openings); n++ {
		a := d.openings[n]
		if a.bound >= best.delta {
			break
		}
		if a.at < 0 {
			d.viaStores(&best, a, n, job)
			continue
		}
		rt := &d.routes[a.shift]
		x := d.newStop(a.shift, job)
		t := d.timed(rt, int(a.at), &x)
		a.bound = t - rt.cost()
		switch {
		case t >= Far || a.bound >= best.delta:
		case d.tabled(a.shift):
			best = winner{a, n, a.bound, true}
		default:
			d.untried = append(d.untried, untried{a, n})
		}
	}
	d.tryRest(&best, job)
	for ; best.shift < 0 && n < len(d.openings); n++ {
		d.viaStores(&best, d.openings[n], n, job)
	}
	if best.told {
		d.order = d.order[:0]
		for i, s := range d.routes[best.shift].stops[1:] {
			if i == int(best.at) {
				d.order = append(d.order, job)
			}
			if s.node >= 0 {
				d.order = append(d.order, s.node)
			}
		}
	}
	d.found = append(d.found[:0], d.order...)
	return best.shift, best.delta, best.shift >= 0
}

// viaStores looks at all places of a route, with stops at stores too.
func (d *Desk) viaStores(best *winner, a opening, rank int, job int32) {
	rt := &d.routes[a.shift]
	most := int64(Far)
	if best.delta < Far {
		most = best.delta + rt.cost()
	}
	if cost := d.into(rt, job, most); cost < most {
		*best = winner{a, rank, cost - rt.cost(), false}
		d.order = append(d.order[:0], d.found...)
	}
}

// tryRest builds the routes of which the tables do not tell enough, the most
// promising first.
func (d *Desk) tryRest(best *winner, job int32) {
	slices.SortFunc(d.untried, func(a, b untried) int { return cmp.Or(cmp.Compare(a.bound, b.bound), a.rank-b.rank) })
	for _, a := range d.untried {
		if a.bound > best.delta {
			break
		}
		rt := &d.routes[a.shift]
		most := int64(Far)
		if best.delta < Far {
			most = best.delta + rt.cost()
			if a.rank < best.rank {
				most++ // as cheap is enough
			}
		}
		if cost := d.try(rt, d.newStop(a.shift, job), int(a.at), -1, 0, false, most); cost < most {
			*best = winner{a.opening, a.rank, cost - rt.cost(), false}
			d.order = append(d.order[:0], d.found...)
		}
	}
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
	loads, short := d.loads(), false
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
