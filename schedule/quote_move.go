package schedule

import (
	"cmp"
	"context"
	"slices"

	"github.com/paidan/paidan/roster"
)

// moving is a way to make room on a kept day: a visit leaves the route which
// the guest comes to, for another route or, where to is -1, for none.
type moving struct {
	visit, from, to int32
	// delta is the rise of the cost; with and then are the orders of stops of
	// the two routes.
	delta      int64
	with, then []int32
}

// mostMoving is for how many visits out of the way, the cheapest for the
// guest, a new place is looked for, and mostMoved how many of the ways found are
// made into routes until one keeps every rule.
const (
	mostMoving = 10
	mostMoved  = 3
)

// move finds the best way to serve a candidate in which one visit makes room
// for it, on the kept day, from the tables of its routes: each visit of the
// nearest workers is taken out in turn, opts.Iterations of them at most, and
// goes to its cheapest place on another route, or is left out where it is of no
// tier. nil: there is none. done is false where the request is no guest.
func (q *Quoter) move(ctx context.Context, c *candidate, opts *QuoteOptions) (o *option, done bool, err error) {
	g := c.asked.guest
	if g == nil {
		return nil, false, nil
	}
	d, err := q.day(ctx, c.days)
	if err != nil || d == nil || d.desk == nil {
		return nil, false, err
	}
	d.Lock()
	defer d.Unlock()
	d.host(g)
	with, ok := g.at(d.k, &c.asked.jobs[0])
	if !ok || !d.desk.Host(with) {
		return nil, false, nil
	}
	ways := d.movings(d.able(c.asked.longest, opts.Workers), int(opts.Iterations))
	for i := range ways {
		d.settle(&ways[i], opts)
	}
	ways = slices.DeleteFunc(ways, func(m moving) bool { return m.with == nil })
	slices.SortStableFunc(ways, func(a, b moving) int { return cmp.Compare(a.delta, b.delta) })
	for i := range ways[:min(len(ways), mostMoved)] {
		if o := q.moved(c, d, &ways[i]); o != nil {
			q.compare(c, o, opts)
			return o, true, nil
		}
	}
	return nil, true, nil
}

// movings lists the visits of some shifts without which the guest fits, the
// cheapest first.
func (d *keptDay) movings(shifts []int32, most int) (ways []moving) {
	guest := int32(len(d.k.core.Jobs) - 1)
	gone := make([]int32, 1)
	for _, s := range shifts {
		for _, y := range d.desk.Order(nil, s) {
			if int(y) >= len(d.k.core.Jobs) || d.part.fixed[d.k.job(y).ID] || d.desk.Tied(y) {
				continue
			}
			if most--; most < 0 {
				break
			}
			gone[0] = y
			if delta, ok := d.desk.BestWithout(s, guest, gone); ok {
				ways = append(ways, moving{visit: y, from: s, to: -1, delta: delta, with: slices.Clone(d.desk.Found())})
			}
		}
	}
	slices.SortStableFunc(ways, func(a, b moving) int { return cmp.Compare(a.delta, b.delta) })
	return ways[:min(len(ways), mostMoving)]
}

// settle finds the cheapest place of a visit which makes room; without one,
// with is nil.
func (d *keptDay) settle(m *moving, opts *QuoteOptions) {
	job := &d.k.core.Jobs[m.visit]
	var open []int32
	for s := range d.shifts {
		if d.shifts[s].worker != d.shifts[m.from].worker && d.k.limits[s].closed == "" && !d.shifts[s].liveIn && d.k.eligible(m.visit, s) {
			open = append(open, int32(s))
		}
	}
	to, delta, ok := d.desk.Cheapest(open, m.visit)
	delta += int64(opts.MovePrice.Points())
	switch out := job.Miss == 0; {
	case ok && (!out || delta <= job.Value):
		m.to, m.then, m.delta = to, slices.Clone(d.desk.Found()), m.delta+delta
	case out && job.Value > 0:
		m.delta += job.Value
	default:
		m.with = nil
	}
}

// moved makes an option of a way to make room; nil where a rule is in its way.
func (q *Quoter) moved(c *candidate, d *keptDay, m *moving) *option {
	o := &option{route: map[string]*roster.Route{}}
	one := &part{alias: d.part.alias, shifts: map[string]bool{d.shiftID(m.from): true}}
	route, ok := d.k.routeAt(d.desk, spot{shift: m.from, order: m.with}, standIn, c.asked.jobs[0].ID)
	if !ok {
		return nil
	}
	routes := []roster.Route{route}
	lawful := q.keepsLaws(d.shiftID(m.from), c.days)
	if m.to >= 0 {
		if route, ok = d.k.routeAt(d.desk, spot{shift: m.to, order: m.then}, standIn, standIn); !ok {
			return nil
		}
		routes = append(routes, route)
		one.shifts[d.shiftID(m.to)] = true
		lawful = lawful && q.keepsLaws(d.shiftID(m.to), c.days)
	} else {
		o.displaced = []string{d.k.job(m.visit).ID}
	}
	q.changes(one, routes, o)
	switch {
	case !lawful:
		if q.check(c, o) == nil {
			return nil
		}
	case !q.affordable(c, o):
		return nil
	default:
		q.priceInserted(c, o)
	}
	return o
}
