package schedule

import (
	"context"
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// spot is a place for a job of the request: an order of stops of a shift.
type spot struct {
	shift int32
	delta int64
	order []int32
}

// mostSpots is how many places of a job are kept.
const mostSpots = 3

// insertions prices the cheapest insertion of single jobs into every window,
// day by day.
func (q *Quoter) insertions(ctx context.Context, all []*candidate, opts *QuoteOptions) error {
	for _, group := range groups(all) {
		if err := ctx.Err(); err != nil {
			return err
		}
		a := group[0].asked
		if len(a.jobs) != 1 || a.crew() > 1 {
			for _, c := range group {
				c.fits, c.insertion = false, int64(len(all))
			}
			continue
		}
		if err := q.insert(ctx, group, opts, nil); err != nil {
			return err
		}
		for _, c := range group {
			c.fits, c.insertion = len(c.places) > 0, core.Far
			if c.fits {
				c.insertion = c.places[0].delta
			}
		}
	}
	return nil
}

// groups gathers the candidates of the same days.
func groups(all []*candidate) (out [][]*candidate) {
	at := map[string]int{}
	for _, c := range all {
		key := fmt.Sprint(c.days)
		n, ok := at[key]
		if !ok {
			n = len(out)
			at[key] = n
			out = append(out, nil)
		}
		out[n] = append(out[n], c)
	}
	return out
}

// placed is a place for a job of the request, as a route of the part which
// alias belongs to, or as an order of stops on a kept day.
type placed struct {
	delta int64
	route *roster.Route
	alias map[string]alias
	day   *keptDay
	spot  spot
}

// insert finds for candidates of the same days, of one job for one worker, the
// best places in the routes, best first: on the kept day, or else, and where
// the request has locks, in a part packed with it.
func (q *Quoter) insert(ctx context.Context, group []*candidate, opts *QuoteOptions, locks []roster.Lock) error {
	if len(locks) == 0 {
		if done, err := q.insertKept(ctx, group, opts); done || err != nil {
			return err
		}
	}
	return q.insertPacked(ctx, group, opts, locks)
}

// insertPacked packs a part of the problem together with the candidates.
func (q *Quoter) insertPacked(ctx context.Context, group []*candidate, opts *QuoteOptions, locks []roster.Lock) error {
	pt := q.part(group[0].asked, group[0].days, opts)
	sub := *pt.problem
	sub.Jobs = slices.Clone(sub.Jobs)
	sub.Locks = slices.Clone(sub.Locks)
	for i, c := range group {
		job := c.asked.jobs[0]
		job.ID = variant(job.ID, i)
		sub.Jobs = append(sub.Jobs, job)
		for _, l := range locks {
			l.Job = job.ID
			sub.Locks = append(sub.Locks, l)
		}
	}
	h := *q.h
	h.sparse = true
	k, err := pack(ctx, &sub, &h)
	if err != nil {
		return err
	}
	desk, err := k.desk(pt.plan)
	if err != nil {
		return err
	}
	ask := k.inquire(desk, nil, 0)
	for i, c := range group {
		j, _ := k.view.JobIndex(variant(c.asked.jobs[0].ID, i))
		x := k.visits.first[j]
		var spots []spot
		ask.eachEligible(x, func(s int) bool {
			if k.limits[s].closed != "" {
				return true
			}
			most := int64(core.Far)
			if len(spots) == mostSpots {
				most = spots[mostSpots-1].delta
			}
			delta, ok := desk.BestBelow(int32(s), x, most)
			if !ok {
				return true
			}
			at := len(spots)
			for at > 0 && delta < spots[at-1].delta {
				at--
			}
			spots = slices.Insert(spots, at, spot{int32(s), delta, slices.Clone(desk.Found())})
			spots = spots[:min(len(spots), mostSpots)]
			return true
		})
		c.places = nil
		for _, s := range spots {
			if route, ok := k.routeAt(desk, s, variant(c.asked.jobs[0].ID, i), c.asked.jobs[0].ID); ok {
				c.places = append(c.places, placed{delta: s.delta, route: &route, alias: pt.alias})
			}
		}
	}
	return k.failed()
}

// routeAt makes the route of a spot, in which a job has another ID.
func (k *packed) routeAt(desk *core.Desk, s spot, from, to string) (roster.Route, bool) {
	t, _, ok := desk.Timetable(s.shift, s.order)
	if !ok {
		return roster.Route{}, false
	}
	route := k.route(t)
	for i := range route.Stops {
		if route.Stops[i].Job == from {
			route.Stops[i].Job = to
		}
	}
	return route, true
}

func variant(id string, i int) string { return id + "~" + itoa(i) }
