package schedule

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
	"github.com/paidan/paidan/scoring"
)

// Quoter quotes slots on top of one plan: what all requests share is prepared
// once. It is read-only and safe for concurrent use.
type Quoter struct {
	p    *roster.Problem
	view *roster.View
	plan *roster.Plan
	h    *hooks
	base *roster.Report
	// seats are the visits of each served job, in order of member; seats of
	// the plan's routes by shift.
	seats  map[string][]seat
	routes map[string]int
	// held jobs are tied to others, so that a repair leaves them alone.
	held map[string]bool
	// shiftAt numbers the shifts in the problem's order, customerAt the
	// customers.
	shiftAt, customerAt map[string]int
	// workers with what a request can be at odds with; room tells that one
	// mandatory job more can still be compared with all others.
	workers []roster.Worker
	room    bool
	// skills are those which the catalogue asks for.
	skills map[string]bool
	// apart tells that the cost of workers adds up, but for that of distinct
	// ones, so that what a change costs is seen from the workers it concerns;
	// visitsTo counts the visits of each worker to each customer, and spent is
	// what the served jobs of customers with a ceiling cost.
	apart    bool
	visitsTo map[string]map[string]int
	spent    map[string]roster.Money
	// workerOf each shift; totals of the plan's routes by shift, ledger by worker.
	workerOf map[string]int
	// before has what the routes of some workers cost, once asked for, had what
	// those of one come to.
	before sync.Map
	had    sync.Map
	totals map[string]routeTotal
	ledger map[string]*roster.LedgerEntry
	// days are the days which were asked about, ready for guests, atlas the
	// places of all; nil: there are none. pricer prices routes of the whole.
	// idle has the time which is left of each worker in a half-day.
	days   sync.Map
	idle   sync.Map
	atlas  *atlas
	pricer *packed
}

// routeTotal is what the rules of hours count of a route.
type routeTotal struct {
	start          time.Time // of the shift
	work, overtime roster.Duration
}

// seat is a visit of the plan.
type seat struct {
	route, stop int
	worker      string
	member      int
	start       time.Time
}

// NewQuoter prepares a valid problem and a plan which the checker accepts.
func NewQuoter(p *roster.Problem, plan *roster.Plan, with ...Hook) (*Quoter, error) {
	h := newHooks(with)
	if err := validate(p, h); err != nil {
		return nil, err
	}
	if plan == nil {
		l := loader{}
		l.fault("plan", roster.ViolationPlanMissing, "", "give the plan to quote for")
		return nil, l.faults
	}
	q := newQuoter(p, plan, h)
	q.base = roster.Check(p, plan, roster.CheckOptions{Roads: h.roads, Rulebook: h.rulebook})
	if err := q.base.Err(); err != nil {
		return nil, err
	}
	if err := q.index(); err != nil {
		return nil, err
	}
	var err error
	if q.atlas, err = newAtlas(context.Background(), q.view); err != nil {
		return nil, err
	}
	return q, nil
}

func newQuoter(p *roster.Problem, plan *roster.Plan, h *hooks) *Quoter {
	return &Quoter{p: p, plan: plan, h: h, seats: map[string][]seat{}, routes: map[string]int{}, held: map[string]bool{}, shiftAt: map[string]int{}}
}

// index prepares what the quoter's problem and plan tell.
func (q *Quoter) index() error {
	var err error
	if q.view, err = roster.NewView(q.p); err != nil {
		return err
	}
	plan := q.plan
	for i := range plan.Routes {
		r := &plan.Routes[i]
		q.routes[r.Shift] = i
		for n := range r.Stops {
			if s := &r.Stops[n]; s.Kind == roster.VisitStop {
				q.seats[s.Job] = append(q.seats[s.Job], seat{i, n, r.Worker, s.Member, s.Start})
			}
		}
	}
	for _, seats := range q.seats {
		slices.SortFunc(seats, func(a, b seat) int { return cmp.Compare(a.member, b.member) })
	}
	x := q.view.Problem
	for _, l := range x.Links {
		q.held[l.First], q.held[l.Second] = true, true
	}
	for _, l := range x.WorkerLimits {
		for _, id := range l.Jobs {
			q.held[id] = true
		}
	}
	for _, l := range x.Locks {
		for _, id := range l.Sequence {
			q.held[id] = true
		}
	}
	n := 0
	for w := range x.Workers {
		for s := range x.Workers[w].Shifts {
			q.shiftAt[x.Workers[w].Shifts[s].ID] = n
			n++
		}
	}
	q.prepare()
	return nil
}

// prepare notes what all requests ask.
func (q *Quoter) prepare() {
	x := q.view.Problem
	q.customerAt, q.spent = map[string]int{}, map[string]roster.Money{}
	for i := range x.Customers {
		q.customerAt[x.Customers[i].ID] = i
	}
	q.workers = make([]roster.Worker, len(x.Workers))
	for i := range q.workers {
		w := &x.Workers[i]
		q.workers[i] = roster.Worker{ID: w.ID, Home: w.Home, Pay: w.Pay}
	}
	q.skills = map[string]bool{}
	for i := range x.Catalogue {
		for _, s := range x.Catalogue[i].Requirements.Skills {
			q.skills[s.Code] = true
		}
	}
	q.room = tiersFit(q.view, append(slices.Clip(x.Jobs), roster.Job{Mandatory: true}))
	w := x.EffectiveWeights()
	q.apart = w.WorstLatePerHour == 0 && w.WorstIdlePerHour == 0 && w.BalancePerHour == 0 &&
		!slices.ContainsFunc(x.Agencies, func(a roster.Agency) bool { return len(a.Pool) > 0 })
	q.visitsTo = (&packed{view: q.view}).visited(q.plan)
	q.ledger, q.workerOf, q.totals = map[string]*roster.LedgerEntry{}, map[string]int{}, map[string]routeTotal{}
	for i := range x.History.Ledger {
		q.ledger[x.History.Ledger[i].Worker] = &x.History.Ledger[i]
	}
	k := &packed{hooks: q.h, view: q.view, scorer: scoring.New(q.view, q.h.rulebook), own: q.h.rulebook.Criteria, core: &core.Problem{}}
	q.pricer = k
	k.packOverall()
	for w := range x.Workers {
		for i := range x.Workers[w].Shifts {
			s := &x.Workers[w].Shifts[i]
			q.workerOf[s.ID] = w
			if r := q.routeOf(s.ID); r != nil {
				q.totals[s.ID] = routeTotal{s.Start, k.workOf(r), max(0, seconds(s.End, r.Return))}
			}
		}
	}
	for i := range x.Jobs {
		j := &x.Jobs[i]
		if q.view.Customer(j).MaxSpend != nil && len(q.seats[j.ID]) > 0 {
			q.spent[j.Customer] += q.view.Price(j)
		}
	}
}

// candidate is a window under examination.
type candidate struct {
	start, end time.Time
	asked      *asked
	days       []roster.Date
	// order of examination, and what was found.
	insertion int64
	fits      bool
	places    []placed // best first
	option    *option
}

// candidates lists the windows of the grid.
func (q *Quoter) candidates(a *asked, opts *QuoteOptions) ([]*candidate, error) {
	zone, h := q.view.Zone, q.p.Horizon
	from, until := later(h.Start, opts.From), h.End
	if !opts.Until.IsZero() {
		until = earlier(until, opts.Until)
	}
	from = later(from, q.p.FreezeTime)
	var out []*candidate
	seen := map[[2]int64]bool{}
	day := roster.DateOf(h.Start.In(zone))
	if a.request.Series != nil && day.Before(a.request.Series.From) {
		day = a.request.Series.From // a series is asked for by time of day alone
	}
	last := roster.DateOf(h.End.In(zone))
	for ; !last.Before(day); day = nextDay(day) {
		for at := opts.DayStart; at+opts.Slot <= opts.DayEnd || at == opts.DayStart; at += opts.Step {
			clock := func(d roster.Duration) time.Time {
				return time.Date(day.Year, day.Month, day.Day, int(d/3600), int(d/60%60), int(d%60), 0, zone)
			}
			start, end := clock(at), clock(min(at+opts.Slot, opts.DayEnd))
			if a.request.Job != nil {
				start, end = later(start, from), earlier(end, until.Add(-time.Second))
				if !start.Before(end) {
					continue
				}
			}
			r, ok := a.request.narrow(start, end, zone, a.longest)
			if !ok {
				continue
			}
			c, err := q.candidate(r, a)
			if err != nil {
				return nil, err
			}
			if c == nil || seen[[2]int64{c.start.Unix(), c.end.Unix()}] {
				continue
			}
			seen[[2]int64{c.start.Unix(), c.end.Unix()}] = true
			out = append(out, c)
			if len(out) == mostWindows {
				return out, nil
			}
		}
		if a.request.Series != nil {
			break
		}
	}
	return out, nil
}

// mostWindows bounds the windows of one quote.
const mostWindows = 2000

// candidate makes one of a narrowed request; nil where it has no visit. Of a
// job only the windows differ from the request as it was asked.
func (q *Quoter) candidate(r Request, whole *asked) (*candidate, error) {
	a := &asked{request: r}
	if r.Job != nil {
		a.view, a.gates, a.longest, a.guest = whole.view, whole.gates, whole.longest, whole.guest
		job := *r.Job
		job.Mandatory, job.Tier = true, 0
		a.jobs = []roster.Job{job}
	} else if err := a.expand(q); err != nil {
		return nil, err
	}
	if len(a.jobs) == 0 {
		return nil, nil
	}
	c := &candidate{asked: a}
	for j := range a.jobs {
		for _, w := range a.jobs[j].Windows {
			if c.start.IsZero() || w.Start.Before(c.start) {
				c.start, c.end = w.Start, w.End
			}
			for d := roster.DateOf(w.Start.In(q.view.Zone)); !roster.DateOf(w.End.In(q.view.Zone)).Before(d); d = nextDay(d) {
				if !slices.Contains(c.days, d) {
					c.days = append(c.days, d)
				}
			}
		}
	}
	slices.SortFunc(c.days, func(a, b roster.Date) int { return a.DaysSince(b) })
	return c, nil
}

// Quote is [Quote] on the quoter's plan.
func (q *Quoter) Quote(ctx context.Context, request Request, opts QuoteOptions) ([]Slot, error) {
	opts, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	a, err := q.ask(ctx, request)
	if err != nil {
		return nil, err
	}
	all, err := q.candidates(a, &opts)
	if err != nil {
		return nil, err
	}
	if err := q.insertions(ctx, all, &opts); err != nil {
		return nil, err
	}
	// The dearest insertions, and what does not fit, last; each half-day has
	// its share, then what is left of the repairs goes to the rest.
	slices.SortStableFunc(all, func(a, b *candidate) int {
		return cmp.Or(-compareBool(a.fits, b.fits), cmp.Compare(a.insertion, b.insertion))
	})
	repairs, taken := opts.Repairs, map[halfDay]int{}
	share := opts.PerHalfDay + 1 // one of them may lie within a better one
	if opts.Repairs < 0 && opts.Step >= opts.Slot && len(opts.Forecast) == 0 {
		share = opts.PerHalfDay
	}
	found := 0
	for round := range 2 {
		for _, c := range all {
			half := q.halfOf(c.start)
			if opts.Repairs < 0 && (!c.fits || round == 1) {
				continue
			}
			if c.option != nil || repairs == 0 || round == 0 && taken[half] == share {
				continue
			}
			if share == opts.PerHalfDay && found == opts.Most {
				break
			}
			taken[half]++
			repairs--
			if c.option, err = q.evaluate(ctx, c, &opts, nil); err != nil {
				return nil, err
			}
			if c.option == nil {
				c.option = &option{}
				continue
			}
			found++
		}
	}
	slots := []Slot{}
	ahead := newOutlook(q, opts.Forecast)
	for _, c := range all {
		if c.option == nil || c.option.route == nil || opts.NoDisplacing && len(c.option.displaced) > 0 {
			continue
		}
		slots = append(slots, q.slot(c, ahead))
	}
	slots = q.choose(slots, &opts)
	for i := range slots {
		at := slices.IndexFunc(all, func(c *candidate) bool { return c.start.Equal(slots[i].Start) && c.end.Equal(slots[i].End) })
		if slots[i].Token, err = q.token(all[at], &slots[i], &opts); err != nil {
			return nil, err
		}
	}
	return slots, ctx.Err()
}

// halfDay is a morning or an afternoon.
type halfDay struct {
	day   roster.Date
	after bool
}

func (q *Quoter) halfOf(t time.Time) halfDay {
	local := t.In(q.view.Zone)
	return halfDay{roster.DateOf(local), local.Hour() >= 12}
}

// choose keeps the best slots, at most so many of a half-day, and none which
// lies for the most part within a better one.
func (q *Quoter) choose(slots []Slot, opts *QuoteOptions) []Slot {
	slices.SortStableFunc(slots, func(a, b Slot) int {
		return cmp.Or(cmp.Compare(len(a.Displaced), len(b.Displaced)), cmp.Compare(a.Total, b.Total), a.Start.Compare(b.Start))
	})
	kept, of := []Slot{}, map[halfDay]int{}
	for i := range slots {
		s := &slots[i]
		half := q.halfOf(s.Start)
		twin := slices.ContainsFunc(kept, func(k Slot) bool {
			common := earlier(s.End, k.End).Sub(later(s.Start, k.Start))
			return 2*common > s.End.Sub(s.Start)
		})
		if twin || of[half] == opts.PerHalfDay || len(kept) == opts.Most {
			continue
		}
		of[half]++
		kept = append(kept, *s)
	}
	return kept
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}
