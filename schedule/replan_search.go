package schedule

import (
	"cmp"
	"context"
	"errors"
	"maps"
	"math/bits"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// mending looks for the plan of a problem after events.
type mending struct {
	ctx   context.Context
	begin time.Time
	opts  ReplanOptions
	hooks *hooks

	derived   *roster.Problem
	k         *packed // of derived, which prices every plan found
	applied   *Applied
	zone      *time.Location
	now       time.Time
	tolerance roster.Duration
	prices    ChangePrices
	// outer is what the derived problem is a region of; nil: it is the whole.
	outer *whole
	// turns are the published visits, customer that of each job, fixed the
	// jobs which stay.
	turns    map[string]*turn
	customer map[string]string
	fixed    map[string]bool
	// published is the plan to begin with, without what is gone.
	published *roster.Plan
	// displaced jobs cannot go on as published.
	displaced map[string]bool
	// pool are the plans found, best first.
	pool       []*repair
	tries      int
	iterations int64
	stopped    bool
}

// repair is a plan with what it changes.
type repair struct {
	plan    *roster.Plan
	changes *changes
}

// compare orders repairs: what is missed first, then all costs, then the
// changes.
func compareRepairs(a, b *repair) int {
	return cmp.Or(compareMissed(a.plan.Score.Missed, b.plan.Score.Missed),
		cmp.Compare(a.plan.Score.Total+a.changes.price, b.plan.Score.Total+b.changes.price),
		cmp.Compare(a.changes.counts.Changes, b.changes.counts.Changes))
}

// compareMissed compares what two plans leave out, highest tier first.
func compareMissed(a, b []roster.Missed) int {
	for t := roster.MandatoryTier; t > 0; t-- {
		of := func(list []roster.Missed) roster.Money {
			for _, m := range list {
				if m.Tier == t {
					return m.Value
				}
			}
			return 0
		}
		if c := cmp.Compare(of(a), of(b)); c != 0 {
			return c
		}
	}
	return 0
}

func newMending(ctx context.Context, begin time.Time, events *applier, a *Applied, published *roster.Plan, opts ReplanOptions, h *hooks) (*mending, error) {
	r := &mending{ctx: ctx, begin: begin, opts: opts, hooks: h, derived: a.Problem, applied: a, turns: events.turns,
		tolerance: DefaultStartTolerance, prices: DefaultChangePrices(),
		customer: map[string]string{}, fixed: map[string]bool{}, displaced: map[string]bool{}}
	if opts.Tolerance != nil {
		r.tolerance = max(0, *opts.Tolerance)
	}
	if opts.Prices != nil {
		r.prices = *opts.Prices
	}
	if p := r.prices; min(p.WorkerSwapped, p.StartMoved, p.CustomerToCall, p.WorkerDayTouched) < 0 {
		return nil, errors.New("schedule: a negative price of a change")
	}
	var err error
	sparse := *h
	sparse.sparse = len(a.Problem.Jobs) > sparseFrom
	if r.k, err = pack(ctx, a.Problem, &sparse); err != nil {
		return nil, err
	}
	r.zone = r.k.view.Zone
	if r.now = opts.Now; r.now.IsZero() {
		r.now = events.before.Horizon.Start
	}
	for j := range a.Problem.Jobs {
		r.customer[a.Problem.Jobs[j].ID] = a.Problem.Jobs[j].Customer
	}
	for _, f := range a.Fixed {
		r.fixed[f.Job] = true
	}
	r.published = r.loadable(published)
	return r, nil
}

// sparseFrom is from how many jobs on a replanning keeps no tables of travel,
// which would take longer to fill than its searches take.
const sparseFrom = 400

// loadable is a plan without the stops which the derived problem does not have.
func (r *mending) loadable(plan *roster.Plan) *roster.Plan {
	out := copied(plan)
	out.ProblemID = r.derived.ID
	shifts := map[string]bool{}
	for i := range r.derived.Workers {
		for s := range r.derived.Workers[i].Shifts {
			shifts[r.derived.Workers[i].Shifts[s].ID] = true
		}
	}
	out.Routes = slices.DeleteFunc(out.Routes, func(x roster.Route) bool { return !shifts[x.Shift] })
	for i := range out.Routes {
		out.Routes[i].Stops = slices.DeleteFunc(out.Routes[i].Stops, func(s roster.Stop) bool {
			_, known := r.customer[s.Job]
			return s.Kind == roster.BreakStop || s.Kind == roster.VisitStop && !known
		})
	}
	out.Routes = slices.DeleteFunc(out.Routes, idle)
	return out
}

// idle reports whether a route has no visit.
func idle(r roster.Route) bool {
	return !slices.ContainsFunc(r.Stops, func(s roster.Stop) bool { return s.Kind == roster.VisitStop })
}

// terms say what a search may change.
type terms struct {
	// held jobs stay with their workers, within the tolerance of their start;
	// firm ones come before everything else. closed jobs are not served.
	held, firm, closed map[string]bool
	// share of the budget; 0: no search, what fits at once.
	share float64
}

// changeCriterion is the name of the criterion which prices another worker. A problem
// with a criterion of that name is not planned worse, only priced otherwise.
const changeCriterion = "replan_change"

// reasonHeld is the reason of the gate which keeps a job out while a search
// may not add or change it.
const reasonHeld = "replan_held"

// run looks for plans and makes the answer of the best within the caps.
func (r *mending) run() (*Replanned, error) {
	kept, others := map[string]bool{}, map[string]bool{}
	for id := range r.customer {
		switch {
		case r.fixed[id]:
		case r.turns[id] != nil:
			kept[id] = true
		default:
			others[id] = true
		}
	}
	// What the events leave of the published plan.
	base := r.asIs(kept)
	if base == nil {
		var err error
		if base, err = r.search(terms{held: kept, closed: others, share: 0.1}, r.published); err != nil {
			return nil, err
		}
	}
	if base == nil { // should locks and rules be in each other's way
		both := maps.Clone(kept)
		maps.Copy(both, others)
		var err error
		if base, err = r.search(terms{closed: both, share: 0.05}, r.published); err != nil {
			return nil, err
		}
		if base == nil {
			return nil, errors.New("schedule: what has begun could not be kept")
		}
	}
	served := turnsOf(base.plan)
	for id := range kept {
		if t := served[id]; t == nil || !sameCrew(t.Workers, r.turns[id].Workers) || r.movedStart(r.turns[id].Start, t.Start) {
			r.displaced[id] = true
			delete(kept, id)
		}
	}
	base.changes = r.changesOf(base.plan)
	r.pool = append(r.pool, base)
	free, err := r.try(terms{share: 0.4}, base.plan)
	if err != nil {
		return nil, err
	}
	if free == nil || slices.ContainsFunc(slices.Collect(maps.Keys(free.changes.changed)), func(id string) bool { return kept[id] }) {
		// With what was published held where it is.
		if _, err := r.try(terms{held: kept, firm: kept, share: 0.2}, base.plan); err != nil {
			return nil, err
		}
	}
	if err := r.keep(r.opts.Caps, kept, 6); err != nil {
		return nil, err
	}
	out := &Replanned{Problem: r.derived, Fixed: r.applied.Fixed}
	if r.outer != nil {
		out.Problem, out.Fixed = r.outer.applied.Problem, r.outer.applied.Fixed
	}
	if r.opts.Tradeoff {
		if out.Tradeoff, err = r.tradeoff(kept); err != nil {
			return nil, err
		}
	}
	if r.ctx.Err() != nil {
		r.stopped = true
	}
	best := r.best(&r.opts.Caps)
	if out.Plan, err = r.finish(best.plan); err != nil {
		return nil, err
	}
	out.judged = judged{out.Problem, out.Plan}
	c := best.changes
	out.Disruptions, out.Calls, out.Counts, out.Price = c.list, c.calls, c.counts, c.price
	for j := range r.derived.Jobs {
		if r.displaced[r.derived.Jobs[j].ID] {
			out.Displaced = append(out.Displaced, r.derived.Jobs[j].ID)
		}
	}
	return out, nil
}

// asIs is the published plan, timed anew, without what the events took from
// it; nil where some of the jobs kept could not go on with that, or not near
// enough to their start.
func (r *mending) asIs(kept map[string]bool) *repair {
	orders, starts, err := r.k.load(r.published)
	if err != nil {
		return nil
	}
	barred := map[int32]bool{} // jobs of which somebody may not come any more
	for s, order := range orders {
		for _, x := range order {
			if int(x) < len(r.k.core.Jobs) && !r.k.eligible(x, s) {
				barred[r.k.visits.jobOf[x]] = true
			}
		}
	}
	for s := range orders {
		orders[s] = slices.DeleteFunc(orders[s], func(x int32) bool { return int(x) < len(r.k.core.Jobs) && barred[r.k.visits.jobOf[x]] })
		if !slices.ContainsFunc(orders[s], func(x int32) bool { return int(x) < len(r.k.core.Jobs) }) {
			orders[s] = nil
		}
	}
	desk, bad := core.NewDesk(r.k.core, orders, starts)
	if bad >= 0 {
		return nil
	}
	res := &core.Result{}
	for s := range r.k.shifts {
		if desk.Empty(int32(s)) {
			continue
		}
		t, _, ok := desk.Timetable(int32(s), desk.Order(nil, int32(s)))
		if !ok {
			return nil
		}
		res.Timetables = append(res.Timetables, *t)
	}
	for x := range r.k.core.Jobs {
		if desk.Shift(int32(x)) < 0 {
			res.Absent = append(res.Absent, int32(x))
		}
	}
	plan := r.whole(r.k.unpriced(res))
	served := turnsOf(plan)
	for id := range kept {
		if t := served[id]; t == nil || !sameCrew(t.Workers, r.turns[id].Workers) || r.movedStart(r.turns[id].Start, t.Start) {
			return nil
		}
	}
	for j := range r.derived.Jobs { // of those not kept none goes on
		if id := r.derived.Jobs[j].ID; served[id] != nil && !kept[id] && !r.fixed[id] {
			return nil
		}
	}
	problem := *r.derived
	problem.Jobs = slices.Clone(problem.Jobs)
	if r.tooEarly(plan, &problem, map[[2]string]bool{}) || !r.accepts(plan) {
		return nil
	}
	return &repair{plan: plan}
}

// accepts reports whether a plan keeps what is fixed and every rule. Of a
// region that is asked about the whole, at last.
func (r *mending) accepts(plan *roster.Plan) bool {
	return r.keepsFixed(plan) && (r.outer != nil ||
		roster.Check(r.derived, plan, roster.CheckOptions{Roads: r.hooks.roads, Rulebook: r.hooks.rulebook}).OK())
}

// best returns the best plan found which keeps the caps; nil: none.
func (r *mending) best(caps *ChangeCaps) *repair {
	var best *repair
	for _, c := range r.pool {
		if caps != nil && !c.changes.counts.Within(*caps) {
			continue
		}
		if best == nil || compareRepairs(c, best) < 0 {
			best = c
		}
	}
	return best
}

// try searches on some terms and keeps what it finds.
func (r *mending) try(t terms, start *roster.Plan) (*repair, error) {
	c, err := r.search(t, start)
	if c == nil || err != nil {
		return nil, err
	}
	c.changes = r.changesOf(c.plan)
	r.pool = append(r.pool, c)
	return c, nil
}

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

// isNew reports whether a job came with the events: the published plan does
// not know it.
func (r *mending) isNew(id string) bool {
	return r.turns[id] == nil && !slices.ContainsFunc(r.published.Unassigned, func(u roster.Unassigned) bool { return u.Job == id })
}

// search plans on some terms, beginning with a plan; nil where it finds none
// which keeps what is fixed.
func (r *mending) search(t terms, start *roster.Plan) (*repair, error) {
	r.tries++
	if r.tries > 1 && (r.ctx.Err() != nil || r.opts.Limit > 0 && time.Since(r.begin) > r.opts.Limit) {
		return nil, nil
	}
	barred := map[[2]string]bool{} // worker and job
	s := r.problem(t)
	for round := 0; round < 4; round++ {
		h := *r.hooks
		h.start, h.logger, h.like, h.sparse = nil, nil, r.k, true
		h.rulebook = r.rulebook(t, barred)
		k, err := pack(context.WithoutCancel(r.ctx), s, &h)
		if err != nil {
			return nil, err
		}
		orders, starts, err := k.load(start)
		if err != nil {
			return nil, err
		}
		opts, from := r.share(t.share)
		budget, filled, _ := k.budget(r.ctx, from, opts, &h)
		opts.Seed += uint64(r.tries) * 0x9e3779b97f4a7c15
		res := k.search(opts, budget, &core.Start{Orders: orders, Starts: starts, Heat: warm})
		r.iterations += res.Iterations
		if !res.Stopped && len(res.Absent)*len(k.core.Shifts) <= fillPairs && r.outer == nil {
			core.Fill(k.core, res, filled)
		}
		plan := r.whole(k.unpriced(res))
		if !r.tooEarly(plan, s, barred) {
			if !r.accepts(plan) {
				return nil, nil
			}
			return &repair{plan: plan}, nil
		}
		start = r.loadable(plan)
	}
	return nil, nil
}

// share is the budget of one search.
func (r *mending) share(part float64) (Options, time.Time) {
	o := r.opts.Options
	o.SkipCheck = true
	if o.Iterations > 0 || part == 0 {
		o.Iterations = max(1, int64(float64(o.Iterations)*part))
	}
	if o.Limit > 0 {
		left := r.opts.Limit - time.Since(r.begin)
		o.Limit = max(time.Millisecond, min(time.Duration(float64(r.opts.Limit)*part), left/2))
	}
	return o, time.Now()
}

// rulebook adds the price of another worker, and the gates of the terms.
func (r *mending) rulebook(t terms, barred map[[2]string]bool) roster.Rulebook {
	b := roster.Rulebook{Gates: slices.Clone(r.hooks.rulebook.Gates), Criteria: slices.Clone(r.hooks.rulebook.Criteria)}
	if len(t.closed)+len(barred) > 0 {
		b.Gates = append(b.Gates, func(_ *roster.Problem, w *roster.Worker, j *roster.Job, _, _ roster.Date) string {
			if t.closed[j.ID] || barred[[2]string{w.ID, j.ID}] {
				return reasonHeld
			}
			return ""
		})
	}
	if r.swapPrice() > 0 {
		b.Criteria = append(b.Criteria, roster.Criterion{Name: changeCriterion, Score: func(_ *roster.Problem, w *roster.Worker, j *roster.Job) int {
			if t := r.turns[j.ID]; t != nil && !slices.Contains(t.Workers, w.ID) {
				return 0
			}
			return 1000
		}})
	}
	return b
}

func (r *mending) swapPrice() roster.Money {
	return r.prices.WorkerSwapped + r.prices.CustomerToCall + r.prices.WorkerDayTouched
}

// problem is the derived problem on some terms.
func (r *mending) problem(t terms) *roster.Problem {
	s := *r.derived
	s.Jobs = slices.Clone(s.Jobs)
	s.Locks = slices.Clone(s.Locks)
	s.Weights = s.EffectiveWeights()
	if price := r.swapPrice(); price > 0 {
		s.Weights.Criteria = maps.Clone(s.Weights.Criteria)
		s.Weights.Criteria[changeCriterion] = price
	}
	for i := range s.Jobs {
		j := &s.Jobs[i]
		old := r.turns[j.ID]
		switch {
		case r.fixed[j.ID]:
			j.Mandatory, j.Tier = true, 0
		case t.held[j.ID]:
			if t.firm[j.ID] {
				j.Mandatory, j.Tier = true, 0
			} else if j.Mandatory { // nothing comes before what is fixed
				j.Mandatory, j.Tier = false, 9
			}
			r.hold(&s, j, old)
		case j.Mandatory && len(t.firm) == 0:
			j.Mandatory, j.Tier = false, 9
		}
		if !t.held[j.ID] && !r.fixed[j.ID] && old != nil && r.prices.StartMoved > 0 && mayStart(j, old.Start) {
			j.Preferred = []roster.PreferredWindow{{Start: old.Start.Add(-r.tolerance.Std()), End: old.Start.Add(r.tolerance.Std())}}
		}
	}
	if !tiersFit(r.k.view, s.Jobs) { // too many mandatory ones to compare
		for i := range s.Jobs {
			if j := r.derived.Jobs[i]; !r.fixed[j.ID] {
				s.Jobs[i].Mandatory, s.Jobs[i].Tier = j.Mandatory, j.Tier
			}
		}
	}
	return &s
}

// tiersFit reports whether what jobs of tiers lose can be compared in one
// number, as validation asks of a problem.
func tiersFit(v *roster.View, jobs []roster.Job) bool {
	var total [roster.MandatoryTier + 1]uint64
	for i := range jobs {
		switch j := &jobs[i]; {
		case j.Mandatory:
			total[roster.MandatoryTier]++
		case j.Tier > 0:
			total[j.Tier] += uint64(v.Value(j))
		}
	}
	states := uint64(1)
	for _, sum := range total {
		high, low := bits.Mul64(states, sum+1)
		if states = low; high != 0 || low > 1<<62 {
			return false
		}
	}
	return true
}

// mayStart reports whether a job's windows still have a start.
func mayStart(j *roster.Job, at time.Time) bool {
	return len(j.Windows) == 0 || slices.ContainsFunc(j.Windows, func(w roster.Window) bool { return !at.Before(w.Start) && !at.After(w.End) })
}

// hold locks a job to its published workers, and its start within the
// tolerance as far as its windows go.
func (r *mending) hold(s *roster.Problem, j *roster.Job, old *turn) {
	for _, w := range old.Workers {
		if !slices.ContainsFunc(s.Locks, func(l roster.Lock) bool { return l.Job == j.ID && l.Worker == w }) &&
			!slices.ContainsFunc(s.Locks, func(l roster.Lock) bool {
				return l.Worker != "" && slices.Contains(l.Sequence, j.ID)
			}) {
			s.Locks = append(s.Locks, roster.Lock{Job: j.ID, Worker: w})
		}
	}
	from, until := old.Start.Add(-r.tolerance.Std()), old.Start.Add(r.tolerance.Std())
	spread := roster.DurationOf(slices.MaxFunc(old.starts, time.Time.Compare).Sub(old.Start))
	if len(old.starts) > 1 {
		until = laterOf(old.Start, until).Add(spread.Std())
	}
	var windows []roster.Window
	for _, w := range sortedWindows(j.Windows) {
		if w.Bounds == roster.BoundsService {
			// So that the longest member's work still ends within it.
			longest := time.Duration(0)
			for m := range old.ends {
				longest = max(longest, old.ends[m].Sub(old.starts[m]))
			}
			w.Bounds, w.End = roster.BoundsStart, w.End.Add(-longest)
		}
		w.Start = laterOf(w.Start, from)
		if w.End.After(until) {
			w.End = until
		}
		if n := len(windows); n > 0 && !w.Start.After(windows[n-1].End) {
			w.Start = windows[n-1].End.Add(time.Second)
		}
		if !w.Start.After(w.End) {
			windows = append(windows, w)
		}
	}
	if len(j.Windows) == 0 {
		h := s.Horizon
		windows = []roster.Window{{Start: laterOf(from, h.Start), End: until}}
		if h.End.Before(until) {
			windows[0].End = h.End
		}
	}
	if len(windows) > 0 {
		j.Windows = windows
		if j.Release.After(windows[len(windows)-1].End) {
			j.Release = windows[len(windows)-1].End
		}
	}
}

// whole makes a plan found on some terms one of the derived problem, with its
// prices.
func (r *mending) whole(found *roster.Plan) *roster.Plan {
	plan := copied(found)
	plan.Routes = slices.DeleteFunc(plan.Routes, idle)
	served := map[string]int{}
	for i := range plan.Routes {
		for s := range plan.Routes[i].Stops {
			stop := &plan.Routes[i].Stops[s]
			if stop.Kind != roster.VisitStop {
				continue
			}
			served[stop.Job]++
			j, _ := r.k.view.JobIndex(stop.Job)
			stop.Late, stop.Early = r.k.outside(int(r.k.visits.first[j]), r.k.second(stop.Start))
		}
	}
	r.holdBack(plan)
	r.priced(plan, served)
	return plan
}

// priced fills in scores and figures and what is not served.
func (r *mending) priced(plan *roster.Plan, served map[string]int) {
	var absent []int32
	plan.Unassigned = nil
	for j := range r.derived.Jobs {
		if served[r.derived.Jobs[j].ID] == 0 {
			absent = append(absent, int32(j))
			v := unknown()
			plan.Unassigned = append(plan.Unassigned, roster.Unassigned{Job: r.derived.Jobs[j].ID, Class: v.class, Reasons: v.reasons})
		}
	}
	r.k.price(plan, absent)
	if r.outer == nil { // else of the whole, at last
		r.k.figures(plan)
	}
}

// holdBack moves waiting at a door before the way there, where the way would
// otherwise have begun before now. Workers whose speed depends on the hour
// keep their times.
func (r *mending) holdBack(plan *roster.Plan) {
	for i := range plan.Routes {
		route := &plan.Routes[i]
		w, _ := r.k.view.WorkerIndex(route.Worker)
		if len(r.derived.Travel.Speeds[roster.ModeOf(&r.derived.Workers[w])].Hours) > 0 {
			continue
		}
		for n := 1; n < len(route.Stops); n++ {
			s := &route.Stops[n]
			if s.Kind != roster.VisitStop || r.fixed[s.Job] || s.Travel == 0 || route.Stops[n-1].AtNext {
				continue
			}
			leave := s.Arrive.Add(-s.Travel.Std())
			if late := min(roster.DurationOf(r.now.Sub(leave)), s.Wait); late > 0 {
				s.Arrive, s.Wait, s.Hold = s.Arrive.Add(late.Std()), s.Wait-late, s.Hold+late
			}
		}
	}
}

// tooEarly finds visits which a worker leaving now would not reach in time,
// and keeps the problem from planning them so again.
func (r *mending) tooEarly(plan *roster.Plan, s *roster.Problem, barred map[[2]string]bool) bool {
	any := false
	for i := range plan.Routes {
		route := &plan.Routes[i]
		for n := range route.Stops {
			stop := &route.Stops[n]
			if stop.Kind != roster.VisitStop || r.fixed[stop.Job] {
				continue
			}
			way := stop.Travel
			for b := n - 1; b >= 0 && route.Stops[b].Kind == roster.BreakStop && !route.Stops[b].Start.Before(r.now); b-- {
				way += route.Stops[b].Travel
				if route.Stops[b].AtNext || b == n-1 {
					way += roster.DurationOf(route.Stops[b].End.Sub(route.Stops[b].Start))
				}
			}
			soonest := r.now.Add(way.Std())
			if !stop.Start.Before(soonest) || r.opts.Now.IsZero() {
				continue
			}
			any = true
			j, _ := r.k.view.JobIndex(stop.Job)
			job := &s.Jobs[j]
			last := time.Time{}
			for _, w := range job.Windows {
				last = laterOf(last, w.End)
			}
			if len(job.Windows) > 0 && soonest.After(last) {
				barred[[2]string{route.Worker, stop.Job}] = true
			} else {
				job.Release = laterOf(job.Release, soonest)
			}
		}
	}
	return any
}

// keepsFixed reports whether what is fixed is in its place.
func (r *mending) keepsFixed(plan *roster.Plan) bool {
	now := turnsOf(plan)
	for _, f := range r.applied.Fixed {
		if t := now[f.Job]; t == nil || !t.Start.Equal(f.Start) || !sameCrew(t.Workers, f.Workers) {
			return false
		}
	}
	return true
}
