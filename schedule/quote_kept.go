package schedule

import (
	"context"
	"slices"

	"github.com/paidan/paidan/roster"
)

// insertKept finds the best places of candidates on the kept day, without
// packing anything; done is false where the request is no guest for it.
func (q *Quoter) insertKept(ctx context.Context, group []*candidate, opts *QuoteOptions) (done bool, err error) {
	g := group[0].asked.guest
	if g == nil {
		return false, nil
	}
	d, err := q.day(ctx, group[0].days)
	if d == nil || err != nil || d.desk == nil {
		return false, err
	}
	d.Lock()
	defer d.Unlock()
	d.host(g)
	longest := group[0].asked.longest
	able := d.able(longest, opts.Workers)
	x := int32(len(d.k.core.Jobs) - 1)
	for _, c := range group {
		with, ok := g.at(d.k, &c.asked.jobs[0])
		if !ok || !d.desk.Host(with) {
			return false, nil
		}
		c.places = []placed{}
		left := able
		for len(left) > 0 && len(c.places) < mostSpots {
			shift, delta, ok := d.desk.Cheapest(left, x)
			if !ok {
				break
			}
			c.places = append(c.places, placed{delta: delta, alias: d.part.alias, day: d, spot: spot{shift, delta, slices.Clone(d.desk.Found())}})
			if q.keepsLaws(d.shiftID(shift), c.days) {
				break // the rules bar no place like it
			}
			left = slices.DeleteFunc(slices.Clone(left), func(s int32) bool { return s == shift })
		}
	}
	return true, nil
}

// time makes the route of a place on a kept day; false where it has none.
func (d *keptDay) time(c *candidate, at *placed) bool {
	d.Lock()
	defer d.Unlock()
	d.host(c.asked.guest)
	with, ok := c.asked.guest.at(d.k, &c.asked.jobs[0])
	if !ok || !d.desk.Host(with) {
		return false
	}
	route, ok := d.k.routeAt(d.desk, at.spot, standIn, c.asked.jobs[0].ID)
	at.route = &route
	return ok
}

// shiftID is the ID of a shift of the day.
func (d *keptDay) shiftID(s int32) string {
	ref := d.k.shifts[s]
	return d.k.view.Problem.Workers[ref.worker].Shifts[ref.shift].ID
}

// keepsLaws reports whether a job more on a shift, which fits within what the
// worker's other routes leave of it, keeps the rules of all of them. Where it
// is false nothing is known.
func (q *Quoter) keepsLaws(shift string, days []roster.Date) bool {
	x := q.view.Problem
	w := &x.Workers[q.workerOf[shift]]
	on, used := 0, map[roster.Date]bool{}
	for i := range w.Shifts {
		s := &w.Shifts[i]
		first, last := roster.DateOf(s.Start.In(q.view.Zone)), roster.DateOf(s.End.In(q.view.Zone))
		if slices.ContainsFunc(days, func(d roster.Date) bool { return !d.Before(first) && !last.Before(d) }) {
			on++
		}
		if s.ID == shift && q.routeOf(shift) != nil {
			used = nil // the day is one of work already
		}
		if used != nil && q.routeOf(s.ID) != nil {
			used[first] = true
		}
	}
	if on > 1 {
		return false
	}
	if used == nil {
		return true
	}
	most := roster.DefaultMaxDaysInRow
	if x.Rules.MaxDaysInRow != nil {
		most = *x.Rules.MaxDaysInRow
	}
	return len(used) < most && q.ledger[w.ID] == nil
}

// priceInserted prices an option by what its routes, of different workers, cost
// more, and what it displaces, which is of no tier.
func (q *Quoter) priceInserted(c *candidate, o *option) {
	sum := bill{}
	for _, shift := range o.changed {
		r := o.route[shift]
		worker := q.workerOf[shift]
		b := q.pricer.priceGuest(r, c.asked.guest, c.asked.jobs[0].ID)
		r.Parts = b.parts(nil)
		sum.addAll(b, 1)
		if i, had := q.routes[shift]; had {
			sum.addAll(q.base.RouteParts[i], -1)
		}
		q.fairer(&sum, worker, r)
	}
	sum.add(roster.PartDistinct, q.distinct(c, o))
	for _, id := range o.displaced {
		j, _ := q.view.JobIndex(id)
		sum.add(roster.PartUnassigned, q.view.Value(&q.view.Problem.Jobs[j]).Points())
	}
	o.parts, o.cost = sum.parts(nil), sum.total()
}

// fairer adds what fairness costs more with a route in place of the plan's.
func (q *Quoter) fairer(b *bill, worker int, with *roster.Route) {
	if q.pricer.core.Overall.Fair == nil {
		return
	}
	before := q.gotOf(worker)
	gone, more := &got{}, &got{}
	if n, had := q.routes[with.Shift]; had {
		q.pricer.count(gone, &q.plan.Routes[n], q.base.RouteParts[n])
	}
	q.pricer.count(more, with, with.Parts)
	after := before.plus(gone, -1).plus(more, 1)
	q.pricer.fairness(b, worker, before, -1)
	q.pricer.fairness(b, worker, after, 1)
}

// gotOf sums up the plan's routes of a worker.
func (q *Quoter) gotOf(worker int) *got {
	if known, ok := q.had.Load(worker); ok {
		return known.(*got)
	}
	sum := &got{}
	shifts := q.view.Problem.Workers[worker].Shifts
	for i := range shifts {
		if n, had := q.routes[shifts[i].ID]; had {
			q.pricer.count(sum, &q.plan.Routes[n], q.base.RouteParts[n])
		}
	}
	q.had.Store(worker, sum)
	return sum
}
