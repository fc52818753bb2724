package schedule

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// Disruption is a difference between the published plan and the new one.
type Disruption struct {
	Kind DisruptionKind `json:"kind"`
	// Job and Customer concerned; of CustomerToCall the Customer alone, of
	// WorkerDayTouched the Worker and the Day.
	Job      string      `json:"job,omitempty"`
	Customer string      `json:"customer,omitempty"`
	Worker   string      `json:"worker,omitempty"`
	Day      roster.Date `json:"day,omitzero"`
	// Before and After are how the job is served; nil: not at all.
	Before *Served `json:"before,omitempty"`
	After  *Served `json:"after,omitempty"`
	// Forced: the events alone made it. It has no price and no cap counts it.
	Forced bool          `json:"forced,omitempty"`
	Price  roster.Points `json:"price,omitempty"`
}

// DisruptionKind is what is different.
type DisruptionKind string

// The kinds of disruptions, in the order of a list.
const (
	// JobLost: the events keep the job from going on as published, and it is
	// not served. Always forced: its value is in the plan's score.
	JobLost DisruptionKind = "job_lost"
	// JobDropped: the job could go on as published and is not served.
	JobDropped DisruptionKind = "job_dropped"
	// WorkerSwapped: other workers serve the job.
	WorkerSwapped DisruptionKind = "worker_swapped"
	// StartMoved: the job starts earlier or later by more than the tolerance.
	StartMoved DisruptionKind = "start_moved"
	// JobGained: the job was not served in the published plan. Forced.
	JobGained DisruptionKind = "job_gained"
	// CustomerToCall: one of the customer's jobs is lost, dropped, swapped,
	// moved or gained. Forced where jobs are only lost or gained.
	CustomerToCall DisruptionKind = "customer_to_call"
	// WorkerDayTouched: a job came to the worker's day, left it though it
	// could have stayed, or moved within it.
	WorkerDayTouched DisruptionKind = "worker_day_touched"
)

// DisruptionKinds lists the kinds in their order.
func DisruptionKinds() []DisruptionKind {
	return []DisruptionKind{JobLost, JobDropped, WorkerSwapped, StartMoved, JobGained, CustomerToCall, WorkerDayTouched}
}

// Call is a customer to call.
type Call struct {
	Customer string `json:"customer"`
	// Before is the earliest start, published or new, of the Jobs concerned.
	Before time.Time `json:"before"`
	Jobs   []string  `json:"jobs"`
}

// workerDay is a worker's day.
type workerDay struct {
	worker string
	day    roster.Date
}

// changes are the differences of one plan to the published one.
type changes struct {
	list   []Disruption
	calls  []Call
	counts ChangeCounts
	price  roster.Points
	// changed jobs: swapped, moved or dropped. gained are new ones.
	changed, gained map[string]bool
	// days says for each day touched by which jobs, and callers for each
	// customer who counts.
	days    map[workerDay][]string
	callers map[string][]string
}

// changesOf compares a plan with the published one.
func (r *mending) changesOf(plan *roster.Plan) *changes {
	c := &changes{changed: map[string]bool{}, gained: map[string]bool{}, days: map[workerDay][]string{}, callers: map[string][]string{}}
	now := turnsOf(plan)
	called := map[string]*Call{}
	put := func(kind DisruptionKind, job string, forced bool, price roster.Money) {
		d := Disruption{Kind: kind, Job: job, Customer: r.customer[job], Forced: forced, Price: price.Points()}
		at := time.Time{}
		if t := r.turns[job]; t != nil {
			d.Before, at = &Served{t.Workers, t.Start}, t.Start
		}
		if t := now[job]; t != nil {
			d.After = &Served{t.Workers, t.Start}
			if at.IsZero() || t.Start.Before(at) {
				at = t.Start
			}
		}
		c.list = append(c.list, d)
		call := called[d.Customer]
		if call == nil {
			call = &Call{Customer: d.Customer, Before: at}
			called[d.Customer] = call
		}
		if at.Before(call.Before) {
			call.Before = at
		}
		if !slices.Contains(call.Jobs, job) {
			call.Jobs = append(call.Jobs, job)
		}
		if !forced {
			c.changed[job] = true
			if list := c.callers[d.Customer]; !slices.Contains(list, job) {
				c.callers[d.Customer] = append(list, job)
			}
		}
	}
	touch := func(worker string, at time.Time, job string) {
		day := workerDay{worker, roster.DateOf(at.In(r.zone))}
		if !slices.Contains(c.days[day], job) {
			c.days[day] = append(c.days[day], job)
		}
	}
	for j := range r.derived.Jobs {
		id := r.derived.Jobs[j].ID
		old, new := r.turns[id], now[id]
		switch {
		case old == nil && new == nil:
			continue
		case old == nil:
			put(JobGained, id, true, 0)
			c.gained[id] = true
			for m, w := range new.Workers {
				touch(w, new.starts[m], id)
			}
			continue
		case new == nil && r.displaced[id]:
			put(JobLost, id, true, 0)
			continue
		case new == nil:
			put(JobDropped, id, false, 0)
			for m, w := range old.Workers {
				touch(w, old.starts[m], id)
			}
			continue
		}
		swapped, moved := !sameCrew(old.Workers, new.Workers), r.movedStart(old.Start, new.Start)
		if swapped {
			put(WorkerSwapped, id, false, r.prices.WorkerSwapped)
		}
		if moved {
			put(StartMoved, id, false, r.prices.StartMoved)
		}
		for m, w := range new.Workers {
			o := slices.Index(old.Workers, w)
			if o < 0 || moved || roster.DateOf(old.starts[o].In(r.zone)) != roster.DateOf(new.starts[m].In(r.zone)) {
				touch(w, new.starts[m], id)
			}
		}
		for m, w := range old.Workers {
			if !r.displaced[id] && (moved || !slices.Contains(new.Workers, w)) {
				touch(w, old.starts[m], id)
			}
		}
	}
	c.finish(r, called)
	return c
}

// finish adds what concerns customers and days, counts and sorts.
func (c *changes) finish(r *mending, called map[string]*Call) {
	at := func(d *Disruption) time.Time {
		switch {
		case d.Before != nil && (d.After == nil || d.Before.Start.Before(d.After.Start)):
			return d.Before.Start
		case d.After != nil:
			return d.After.Start
		}
		return time.Time{}
	}
	for _, id := range slices.Sorted(maps.Keys(called)) {
		d := Disruption{Kind: CustomerToCall, Customer: id, Forced: len(c.callers[id]) == 0}
		if !d.Forced {
			d.Price = r.prices.CustomerToCall.Points()
		}
		c.list = append(c.list, d)
		c.calls = append(c.calls, *called[id])
	}
	for day := range c.days {
		c.list = append(c.list, Disruption{Kind: WorkerDayTouched, Worker: day.worker, Day: day.day, Price: r.prices.WorkerDayTouched.Points()})
	}
	rank := map[DisruptionKind]int{}
	for i, k := range DisruptionKinds() {
		rank[k] = i
	}
	slices.SortFunc(c.list, func(a, b Disruption) int {
		return cmp.Or(cmp.Compare(rank[a.Kind], rank[b.Kind]), at(&a).Compare(at(&b)), cmp.Compare(a.Job, b.Job),
			cmp.Compare(a.Customer, b.Customer), cmp.Compare(a.Day.DaysSince(b.Day), 0), cmp.Compare(a.Worker, b.Worker))
	})
	slices.SortStableFunc(c.calls, func(a, b Call) int { return a.Before.Compare(b.Before) })
	for i := range c.list {
		c.price += c.list[i].Price
		switch c.list[i].Kind {
		case WorkerSwapped:
			c.counts.WorkerSwapped++
		case StartMoved:
			c.counts.StartMoved++
		}
	}
	c.counts.Changes, c.counts.CustomerToCall, c.counts.WorkerDayTouched = len(c.changed), len(c.callers), len(c.days)
}

// sameCrew reports whether two crews are the same people.
func sameCrew(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func (r *mending) movedStart(before, after time.Time) bool {
	d := after.Sub(before)
	return max(d, -d) > r.tolerance.Std()
}
