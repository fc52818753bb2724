package matching

import (
	"cmp"
	"context"
	"math"
	"slices"

	"github.com/paidan/paidan/matching/assign"
	"github.com/paidan/paidan/roster"
)

// crewSeats is how many of the cheapest workers a crew is chosen from.
const crewSeats = 200

// assignCrews lets the jobs of several workers, the most important first,
// choose their crews among the workers who are free, and takes those out.
func (b *batch) assignCrews(ctx context.Context, out *Assignment) {
	p := b.g.view.Problem
	if len(b.crews) == 0 {
		return
	}
	order := slices.Clone(b.crews)
	slices.SortStableFunc(order, func(x, y int32) int {
		a, c := &p.Jobs[x], &p.Jobs[y]
		return cmp.Or(-cmp.Compare(levelOf(a), levelOf(c)), -cmp.Compare(b.g.view.Value(a), b.g.view.Value(c)))
	})
	if !b.opts.LeaveCrews {
		b.openToday()
	}
	for _, j := range order {
		left := UnassignedJob{Job: p.Jobs[j].ID, Reasons: []roster.Reason{{Code: ReasonCrewLater}}}
		switch {
		case b.opts.LeaveCrews:
		case ctx.Err() != nil:
			out.Status = assign.Cancelled.String()
		default:
			left.Reasons = b.crew(j, out)
		}
		if len(left.Reasons) > 0 {
			out.Unassigned = append(out.Unassigned, left)
		}
	}
}

// crew assigns a crew to a job, or tells why there is none.
func (b *batch) crew(j int32, out *Assignment) []roster.Reason {
	l := &lister{g: b.g, job: int(j), from: math.MinInt64, until: b.latest, bookings: b.opts.Bookings}
	var pool []seat
	at := map[int32]int{}
	for i := range b.workers {
		if b.lost[i] {
			continue
		}
		if c, ok := b.crewSeat(l, i); ok {
			at[c.worker] = i
			pool = append(pool, c)
		}
	}
	out.Pairs += len(pool)
	slices.SortFunc(pool, func(a, b seat) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.worker, b.worker)) })
	if len(pool) > crewSeats {
		pool, out.Complete = pool[:crewSeats], false
	}
	t := newTeamSearch(l, pool, nil, 0)
	if t.run(); t.cut {
		out.Complete = false
	}
	if t.best == nil {
		var reasons []roster.Reason
		for _, code := range t.reasons() {
			reasons = append(reasons, roster.Reason{Code: code})
		}
		if len(pool) == 0 {
			reasons = append(reasons, b.barred(j)...)
		}
		return reasons
	}
	job := &b.g.view.Problem.Jobs[j]
	if over := t.bestCost - b.g.view.Value(job).Points(); levelOf(job) == 0 && over >= 0 {
		return []roster.Reason{{Code: roster.ReasonUnprofitable, Points: over}}
	}
	for _, m := range t.deal() {
		i := at[t.pool[m.seat].worker]
		b.lost[i] = true
		d := b.g.shifts.seconds(int(b.workers[i].worker), int(j))
		for k := range b.workers[i].lanes {
			lane := &b.workers[i].lanes[k]
			if lane.shift != m.shift {
				continue
			}
			base, metres, _ := b.ways.leg(b.workers[i].line, b.workers[i].mode, &lane.from, &b.site[j])
			trip := trip{lane: int32(k), travel: adjusted(base, b.workers[i].percent, lane.speed), metres: metres, start: m.start, end: m.start + d}
			if trip.depart = trip.start - trip.travel; lane.onRoute {
				trip.wait = trip.depart - lane.depart
			}
			out.Assigned = append(out.Assigned, b.pair(i, j, &trip, m.role))
		}
	}
	return nil
}

// crewSeat is what [lister.seat] is for a batch: a seat at the cost of the
// worker's own earliest trip, with the starts which travel leaves.
func (b *batch) crewSeat(l *lister, i int) (seat, bool) {
	w, g := &b.workers[i], b.g
	j := int32(l.job)
	t, why := b.trip(i, j)
	if why != "" {
		return seat{}, false
	}
	c := seat{worker: w.worker, cost: b.cost(i, j, &t)}
	lane := &w.lanes[t.lane]
	d := t.end - t.start
	first, last := l.dates(t.start, d)
	for r := range min(g.Roles(int(j)), 64) {
		if g.RoleFirst(int(w.worker), int(j), r, first, last) == "" {
			c.roles |= 1 << r
		}
	}
	crew := crewOf(g.view, &g.view.Problem.Jobs[j])
	l.starts(int(w.worker), stretch{lane.depart + t.travel, lane.until}, func(from, until int64) {
		// Later starts on the same days, as long as the way home leaves time.
		if a, z := l.dates(from, d); a != first || z != last || from < t.start {
			return
		}
		until = l.sameDays(from, until, d, first, last)
		for low, high := from, until; !b.homeInTime(w, lane, j, until+d); until = low {
			if !b.homeInTime(w, lane, j, from+d) {
				return
			}
			for high-low > 1 {
				if mid := low + (high-low)/2; b.homeInTime(w, lane, j, mid+d) {
					low = mid
				} else {
					high = mid
				}
			}
		}
		c.starts = append(c.starts, timeslot{from - int64(crew.StartTolerance), until, from, lane.shift})
	})
	return c, len(c.starts) > 0 && (c.roles != 0 || g.Roles(int(j)) < int(g.pairs.crew[j]))
}
