package schedule

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/roster"
)

// keep looks for plans which keep caps, by undoing changes of the best which
// do not, in two orders.
func (r *mending) keep(caps ChangeCaps, kept map[string]bool, rounds int) error {
	from := r.best(nil)
	if from.changes.counts.Within(caps) {
		return nil
	}
	for _, gainsFirst := range [2]bool{false, true} {
		at := from
		for n := 0; n < rounds && !at.changes.counts.Within(caps); n++ {
			undone := r.undo(at, caps, gainsFirst)
			t := terms{held: map[string]bool{}, firm: map[string]bool{}, closed: map[string]bool{}, share: 0.05}
			now := turnsOf(at.plan)
			for id := range r.customer {
				switch open := !undone[id] && (at.changes.changed[id] || at.changes.gained[id]); {
				case r.fixed[id] || open:
				case kept[id]:
					t.held[id], t.firm[id] = true, true
				case undone[id] || now[id] == nil:
					t.closed[id] = true
				}
			}
			next, err := r.try(t, r.best(&caps).plan)
			if err != nil {
				return err
			}
			if next == nil || r.ctx.Err() != nil {
				break
			}
			at = next
		}
	}
	return nil
}

// undo chooses jobs whose changes to take back, so that the caps would be
// kept: for each cap the units which gain least. A change which serves what
// would not be served otherwise gains its value, and is taken back last, or
// first where gainsFirst; another gains nothing of that kind.
func (r *mending) undo(c *repair, caps ChangeCaps, gainsFirst bool) map[string]bool {
	worth := func(job string) [3]int64 {
		j, ok := r.k.view.JobIndex(job)
		if !ok || !r.displaced[job] && !c.changes.gained[job] {
			return [3]int64{}
		}
		x := &r.derived.Jobs[j]
		tier := int64(x.Tier)
		if x.Mandatory {
			tier = roster.MandatoryTier
		}
		return [3]int64{1, tier, int64(r.k.view.Value(x))}
	}
	undone := map[string]bool{}
	// Each unit is a list of jobs; as many units have to go as are too many.
	take := func(units [][]string, most *int) {
		if most == nil || len(units) <= *most {
			return
		}
		gain := func(unit []string) (g [3]int64) {
			for _, job := range unit {
				if w := worth(job); slices.Compare(w[:], g[:]) > 0 {
					g = w
				}
			}
			if gainsFirst {
				g[0] = -g[0]
			}
			return g
		}
		slices.SortStableFunc(units, func(a, b []string) int {
			x, y := gain(a), gain(b)
			return cmp.Or(slices.Compare(x[:], y[:]), slices.Compare(a, b))
		})
		for _, unit := range units[:len(units)-max(0, *most)] {
			for _, job := range unit {
				undone[job] = true
			}
		}
	}
	of := func(kind DisruptionKind) (units [][]string) {
		for i := range c.changes.list {
			if d := &c.changes.list[i]; d.Kind == kind {
				units = append(units, []string{d.Job})
			}
		}
		return units
	}
	var changed, called, days [][]string
	for id := range c.changes.changed {
		changed = append(changed, []string{id})
	}
	for _, jobs := range c.changes.callers {
		called = append(called, jobs)
	}
	for _, jobs := range c.changes.days {
		days = append(days, jobs)
	}
	take(changed, caps.Changes)
	take(of(WorkerSwapped), caps.WorkerSwapped)
	take(of(StartMoved), caps.StartMoved)
	take(called, caps.CustomerToCall)
	take(days, caps.WorkerDayTouched)
	return undone
}

// mostTradeoff is how many changes the trade-off goes up to where the options
// do not say.
const mostTradeoff = 8

// tradeoff looks for the best plans with 0, 1, 2 … changes, within the other
// caps.
func (r *mending) tradeoff(kept map[string]bool) ([]TradeoffPoint, error) {
	most := r.opts.MaxTradeoff
	if most == 0 {
		most = mostTradeoff
	}
	most = min(most, r.best(nil).changes.counts.Changes)
	for n := most; n > 0; n-- {
		caps := r.opts.Caps
		tightest(&caps, n)
		if err := r.keep(caps, kept, 3); err != nil {
			return nil, err
		}
	}
	var points []TradeoffPoint
	var last *repair
	for n := 0; n <= most+1; n++ {
		caps := r.opts.Caps
		if n <= most {
			tightest(&caps, n)
		}
		c := r.best(&caps) // at last the answer itself
		if c == nil || last != nil && compareRepairs(c, last) >= 0 {
			continue
		}
		last = c
		plan := c.plan
		if r.outer != nil {
			var err error
			if plan, err = r.outer.with(plan); err != nil {
				return nil, err
			}
		}
		point := TradeoffPoint{Counts: c.changes.counts, Missed: plan.Score.Missed, Cost: plan.Score.Total, Price: c.changes.price, Plan: plan}
		served := turnsOf(c.plan)
		for j := range r.derived.Jobs {
			id := r.derived.Jobs[j].ID
			if served[id] == nil && (r.turns[id] != nil || r.isNew(id)) {
				point.Lost = append(point.Lost, id)
			}
		}
		points = append(points, point)
	}
	return points, nil
}

// tightest lowers the cap on changes to n, unless it is lower.
func tightest(caps *ChangeCaps, n int) {
	if caps.Changes == nil || n < *caps.Changes {
		caps.Changes = &n
	}
}
