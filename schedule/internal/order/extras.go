package order

import (
	"math/bits"

	"github.com/paidan/paidan/schedule/internal/core"
)

// extrasBound returns about the least that waiting and breaks will cost after
// the present edit: that of the routes not touched.
func (e *engine) extrasBound() int64 {
	if !e.timed {
		return 0
	}
	x := e.extras
	for _, s := range e.touched {
		x -= e.routes[s].extra + e.weight*e.routes[s].viol
	}
	return x
}

// finish prices what depends on all times and reports whether the energy is
// within limit.
func (e *engine) finish(limit int64) bool {
	if e.timed {
		for _, s := range e.touched {
			r := &e.routes[s]
			e.oldRoutes = append(e.oldRoutes, oldRoute{s, r.idle, r.busy, r.extra, r.viol})
			e.extras -= r.extra + e.weight*r.viol
			e.timeRoute(s)
			e.extras += r.extra + e.weight*r.viol
		}
	}
	if e.anyWavy {
		for i := range e.log {
			e.priceWavy(e.log[i].node)
		}
	}
	if e.worstLate > 0 {
		if e.highest >= e.worst {
			e.worst = e.highest
		} else if e.worst > 0 {
			for i := range e.log {
				if e.log[i].late == e.worst {
					e.worst = 0
					for _, l := range e.late[:e.n] {
						e.worst = max(e.worst, l)
					}
					break
				}
			}
		}
	}
	if e.worstLate > 0 || e.timed {
		e.overall = e.overallCost()
	}
	return e.energy() <= limit
}

// priceWavy prices node v at last.
func (e *engine) priceWavy(v int32) {
	if x := &e.at[v]; x.wavy && x.shift >= 0 {
		e.softSum -= x.cost
		x.cost = e.pricedOdd(v, x.start)
		e.softSum += x.cost
		e.highest = max(e.highest, e.late[v])
	}
}

func (e *engine) overallCost() int64 {
	c := e.worstLate * int64(e.worst)
	if e.worstIdle > 0 {
		idle := int32(0)
		for s := range e.routes {
			idle = max(idle, e.routes[s].idle)
		}
		c += e.worstIdle * int64(idle)
	}
	if e.balance > 0 {
		sum, w := int64(0), int64(e.workers)
		for s := range e.routes {
			sum += int64(e.routes[s].busy)
		}
		for s := range e.routes {
			d := w*int64(e.routes[s].busy) - sum
			c += e.balance * ((max(d, -d) + w - 1) / w)
		}
		c += e.balance * int64(e.workers-len(e.routes)) * ((sum + w - 1) / w)
	}
	return c
}

// timeRoute delays the jobs of a shift where that saves waiting and costs
// nothing, up to the earliest return, and prices waiting, breaks and working
// time. Jobs with links stay where they are. The delayed starts are in later.
func (e *engine) timeRoute(s int32) {
	r := &e.routes[s]
	if !r.timed {
		return
	}
	sh := &e.p.Shifts[s]
	r.extra, r.viol, r.idle, r.busy = 0, 0, max(sh.End-sh.Start, 0), 0
	end := e.endOf(s)
	v := e.at[end].prev
	if e.at[v].prev < 0 {
		return
	}
	later := e.later
	later[end] = e.at[end].start
	next := end
	for ; e.at[v].prev >= 0; v = e.at[v].prev {
		x, y := &e.at[v], &e.at[next]
		t := x.start
		if !x.linked && !x.odd && next != end {
			y0 := y.start
			if slack := later[next] - e.reach(x, y); slack > 0 {
				x.start = max(t, min(t+slack, x.safe))
				if y.breaks != 0 && (e.reach(x, y) > later[next] || e.brokenBreaks(x, y) > 0) {
					x.start = t
				}
				later[v] = x.start
				x.start = t
			} else {
				later[v] = t
			}
			y.start = y0
		} else {
			later[v] = t
		}
		next = v
	}
	first := next
	back := later[end]
	leave := sh.Start
	wait, rested := int32(0), int32(0)
	a := &e.at[e.startOf(s)]
	if sec := e.way(r, a, &e.at[first]); !sh.OnDuty {
		leave = later[first] - sec
	}
	prev := e.startOf(s)
	for v := first; ; v = e.at[v].next {
		x, y := &e.at[prev], &e.at[v]
		sec := e.way(r, x, y)
		from := leave
		if prev != e.startOf(s) {
			from = later[prev] + x.dur
		}
		r.busy += sec
		if v != end {
			r.busy += y.dur
		}
		taken := int32(0)
		if y.breaks != 0 {
			old := x.start
			if prev == e.startOf(s) {
				x.start = sh.Start
			} else {
				x.start = later[prev]
			}
			r.viol += int64(e.brokenBreaks(x, y))
			now := x.start + x.dur
			x.start = old
			for m := y.breaks; m != 0; m &= m - 1 {
				k := &sh.Breaks[bits.TrailingZeros8(m)]
				if v == end && now+sec <= k.Latest || prev == e.startOf(s) && leave > k.Latest {
					continue
				}
				r.extra += k.Cost
				now = max(now, k.Earliest) + k.Duration
				if prev == e.startOf(s) {
					continue // before leaving
				}
				taken += k.Duration
				if !k.Paid {
					rested += k.Duration
				}
			}
		}
		wait += max(0, later[v]-from-sec-taken)
		if v == end {
			break
		}
		prev = v
	}
	for m := r.skipped; m != 0; m &= m - 1 {
		if k := &sh.Breaks[bits.TrailingZeros8(m)]; leave <= k.Latest && back > k.Latest {
			r.extra += min(k.Skip, forbidden)
		}
	}
	r.extra += sh.WaitCost * int64(wait)
	r.idle = max(0, leave-sh.Start) + wait + max(0, sh.End-back)
	if sh.MaxWork < core.Never {
		r.viol += int64(max(0, back-leave-rested-sh.MaxWork))
	}
}

// brokenBreaks returns by how much the breaks on the way from a to b begin
// too late.
func (e *engine) brokenBreaks(a, b *node) int32 {
	sh := &e.p.Shifts[b.shift]
	sec := e.way(&e.routes[b.shift], a, b)
	now := a.start + a.dur
	if b.next < 0 {
		over := int32(0)
		for m := b.breaks; m != 0; m &= m - 1 {
			k := &sh.Breaks[bits.TrailingZeros8(m)]
			if now+sec <= k.Latest {
				break
			}
			now = max(now, k.Earliest)
			over += max(0, now-k.Latest)
			now += k.Duration
		}
		return over
	}
	if _, ok := e.arrange(a, b, sec); ok {
		return 0
	}
	over := int32(0)
	for m := b.breaks; m != 0; m &= m - 1 {
		k := &sh.Breaks[bits.TrailingZeros8(m)]
		now = max(now, k.Earliest)
		over += max(0, now-k.Latest)
		now += k.Duration
	}
	return over
}
