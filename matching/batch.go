package matching

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paidan/paidan/matching/assign"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// The part of a pair's cost which is the future value of places, and the
// reason of a crew job that was left for later.
const (
	PartFuture      = "future"
	ReasonCrewLater = "crew_later"
)

// AssignOptions say what a batch holds. The zero value deals out all jobs of
// the problem to all workers.
type AssignOptions struct {
	// Jobs open, by ID; nil: all which Bookings do not name.
	Jobs []string `json:"jobs,omitempty"`
	// Workers tells where workers are and when they are free, where that is
	// not the start of their shift.
	Workers []WorkerState `json:"workers,omitempty"`
	// Within bounds how long after now a job may start; 0: no bound.
	Within roster.Duration `json:"within,omitempty"`
	// Pairs is the number of jobs times workers up to which every feasible
	// pair is looked at; 0: 500,000, negative: none. Beyond it each job has
	// the cheapest Arcs (0: 32) among three times as many of the nearest
	// workers who may do it and those whom its customer knows.
	Pairs int `json:"pairs,omitempty"`
	Arcs  int `json:"arcs,omitempty"`
	// LeaveCrews leaves jobs of several workers with [ReasonCrewLater]. Else
	// they choose their crews first, the most important before the others,
	// see [ChooseTeam].
	LeaveCrews bool `json:"leaveCrews,omitempty"`
	// Future is what it is worth to have a worker at a place; nil: nothing. A
	// pair gains FuturePermille (0: 900) of the worth of the job's place and
	// loses the worth of the place where the worker is.
	Future         *Values `json:"future,omitempty"`
	FuturePermille int     `json:"futurePermille,omitempty"`
	// Bookings keep workers from what overlaps; nil: nothing.
	Bookings *Bookings `json:"-"`
	// Roads is the network for [roster.RoadTravel].
	Roads roster.Roads `json:"-"`
	// Rulebook adds own gates and criteria. They are called from several
	// goroutines.
	Rulebook roster.Rulebook `json:"-"`
}

// WorkerState is where a worker is and from when on free.
type WorkerState struct {
	Worker string `json:"worker"`
	// Place; nil: the start of the shift.
	Place *roster.Place `json:"place,omitempty"`
	// Free from; zero: now.
	Free time.Time `json:"free,omitzero"`
	// Away keeps the worker out of the batch.
	Away bool `json:"away,omitempty"`
}

// Assignment is the answer to a batch.
type Assignment struct {
	// Status: "optimal" where no other choice among the pairs looked at misses
	// less, or as much at less cost; "cancelled" where the context ended first.
	Status string `json:"status"`
	// Complete tells that every feasible pair was looked at.
	Complete bool `json:"complete"`
	// Jobs open, Workers available, and feasible Pairs looked at.
	Jobs    int `json:"jobs"`
	Workers int `json:"workers"`
	Pairs   int `json:"pairs"`
	// Assigned in the problem's order of jobs, members of a crew in a row.
	Assigned []AssignedPair `json:"assigned"`
	// Unassigned in the problem's order, each with reasons.
	Unassigned []UnassignedJob `json:"unassigned,omitempty"`
	// Cost in points of all pairs.
	Cost roster.Points `json:"cost"`
}

// AssignedPair is a worker who goes to a job next.
type AssignedPair struct {
	Job    string `json:"job"`
	Worker string `json:"worker"`
	// Role in a crew.
	Role  string `json:"role,omitempty"`
	Shift string `json:"shift"`
	// Depart ≤ Start ≤ End; arrival is Travel after Depart, at most Start.
	Depart time.Time       `json:"depart"`
	Travel roster.Duration `json:"travel"`
	Metres int             `json:"metres"`
	Start  time.Time       `json:"start"`
	End    time.Time       `json:"end"`
	// Cost is the sum of Parts: pay for way, waiting and work, prices of
	// travel and waiting, lateness, criteria, fairness, future.
	Cost  roster.Points `json:"cost"`
	Parts []roster.Part `json:"parts"`
	// Scores are the criteria's parts with their scores.
	Scores []scoring.Score `json:"scores,omitempty"`
}

// UnassignedJob is a job left out of a batch.
type UnassignedJob struct {
	Job string `json:"job"`
	// Reasons: where nobody could do it, codes with the numbers of workers by
	// the first reason which bars each; [roster.ReasonCrowdedOut] with jobs
	// which took its cheapest workers; [roster.ReasonUnprofitable] with the
	// points missing; of a crew those of [Team].
	Reasons []roster.Reason `json:"reasons"`
}

// Assign deals the open jobs of a valid problem out to the workers who are
// free, at most one job each, all at once: at the least sum of costs over the
// pairs which gates, shifts and travel allow, from where each worker is now.
// Mandatory jobs come before tiers, tiers one before the other, and a job of
// tier 0 is left out where it costs more than its value, as in a plan.
//
// A pair is feasible where the worker may do the job, gets there from place
// and time of being free within MaxLeg, finds a window open and is back at
// the end of the shift, overtime included. Breaks and rules of hours are not
// looked at. Fairness counts what the pair adds to hours, pay and travel of
// the ledger by the law of roster.Weights.Fairness.
//
// The answer to equal input is equal. An ended context gives what was
// assigned so far. Errors: an unknown job or worker as a [*roster.Fault];
// those of [Shortlist]; an answer of the solver which its own check refuses.
//
// Time: pairs looked at, and the solve of package assign.
func Assign(ctx context.Context, p *roster.Problem, now time.Time, opts AssignOptions) (*Assignment, error) {
	b, err := newBatch(p, now, opts)
	if err != nil {
		return nil, err
	}
	g := b.g
	out := &Assignment{Status: assign.Optimal.String(), Jobs: len(b.jobs) + len(b.crews), Workers: len(b.workers), Complete: true}
	b.assignCrews(ctx, out)
	if err := b.collect(ctx, out); err != nil {
		return nil, err
	}
	if err := cmp.Or(g.Err(), b.s.Err()); err != nil {
		return nil, err
	}
	if err := b.solve(ctx, out); err != nil {
		return nil, err
	}
	slices.SortStableFunc(out.Assigned, func(x, y AssignedPair) int { return cmp.Compare(b.index(x.Job), b.index(y.Job)) })
	slices.SortStableFunc(out.Unassigned, func(x, y UnassignedJob) int { return cmp.Compare(b.index(x.Job), b.index(y.Job)) })
	for i := range out.Assigned {
		out.Cost += out.Assigned[i].Cost
	}
	return out, nil
}

// batch is the state of one Assign.
type batch struct {
	g      *Gates
	s      *scoring.Scorer
	bounds *scoring.Bounds
	opts   AssignOptions
	ways   *ways
	// now, last start and the day of now, in Unix seconds; [dawn, dusk).
	now, latest, dawn, dusk int64
	today                   roster.Date
	clock                   clock
	// jobs and crews are the open ones of one worker and of several.
	jobs, crews []int32
	site        []point // [job of the problem]
	workers     []batchWorker
	rates       []rates // [worker of workers]
	// workerAt[slot] is the worker of workers in a slot, slotOf the reverse. The
	// first placed slots are in cells; nil cells: every pair is looked at.
	workerAt, slotOf []int32
	cells            *cellTree
	placed           int32
	// open[j·words:] are the slots of those who may do job j of the problem
	// today; later are those with a shift beyond today.
	open, later []uint64
	words       int
	// first and last bound the start of job j of the problem; preferred are its
	// preferred windows.
	first, last []int64
	preferred   [][]stretch
	// perMetre is the price of distance; fair are those of what the ledger
	// has, hours, pay and travel.
	perMetre roster.Points
	fair     [3]roster.Points
	// fixed[kind·workers+i] is what worker i of workers costs for a kind of jobs,
	// plus 1; 0: not known yet; nil: not kept.
	fixed []atomic.Int64
	// arcs[k] are the feasible pairs of jobs[k], by worker.
	arcs [][]arc
	lost []bool // [worker of workers] taken by a crew
	// worth of each job's place, less what is discounted.
	future []roster.Points
}

// batchWorker is a worker with the times from now on.
type batchWorker struct {
	worker  int32
	mode    roster.Mode
	line    *wayLine
	percent int64
	maxLeg  int64
	lanes   []lane
	ledger  [3]int64 // hours (seconds), pay (minor units), travel (seconds)
	share   int64
}

// lane is a shift, or what is left of it.
type lane struct {
	shift      int32
	depart     int64
	until      int64
	speed      int64 // percent at departure
	from, home point
	worth      roster.Points
	// round: the way home is as long as the way there.
	round bool
	// onRoute: the worker has left the start, so that waiting is paid.
	onRoute bool
}

// rates are prices for a worker, in points.
type rates struct {
	travel, wait, work roster.Points // a second
	metre              roster.Points
	visit              roster.Points
	pay                int64 // minor units an hour, for the ledger
}

// arc is a feasible pair.
type arc struct {
	worker int32 // of workers
	cost   roster.Points
}

// newBatch prepares gates and scores, beside each other, and what else a batch
// needs.
func newBatch(p *roster.Problem, now time.Time, opts AssignOptions) (*batch, error) {
	v, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	var s *scoring.Scorer
	var known *scoring.Bounds
	var scored sync.WaitGroup
	scored.Go(func() {
		s = scoring.New(v, opts.Rulebook)
		known = s.Bounds(v)
	})
	g, err := NewGates(v, opts.Rulebook)
	scored.Wait()
	if err != nil {
		return nil, err
	}
	b := &batch{g: g, s: s, bounds: known, opts: opts, ways: newWays(&p.Travel, opts.Roads), now: ceilUnix(now), latest: math.MaxInt64}
	if opts.Within > 0 {
		b.latest = b.now + int64(opts.Within)
	}
	b.today = roster.DateOf(now.In(v.Zone))
	next := roster.DateOf(time.Date(b.today.Year, b.today.Month, b.today.Day+1, 0, 0, 0, 0, time.UTC))
	b.dawn, b.dusk = startOfDay(b.today, v.Zone), startOfDay(next, v.Zone)
	b.clock = newClock(v.Zone, b.dawn, 3)
	b.perMetre = v.Weights.TravelPerKm.PerKilometre()
	for k, key := range [3]string{roster.FairHours, roster.FairPay, roster.FairTravel} {
		b.fair[k] = v.Weights.Fairness[key].Points()
	}
	if err := b.openJobs(); err != nil {
		return nil, err
	}
	gamma := opts.FuturePermille
	if gamma == 0 {
		gamma = 900
	}
	b.site, b.future = make([]point, len(p.Jobs)), make([]roster.Points, len(p.Jobs))
	for _, list := range [][]int32{b.jobs, b.crews} {
		for _, j := range list {
			b.site[j] = point{at: g.pairs.site[j], known: g.pairs.siteKnown[j], place: v.Place(&p.Jobs[j])}
			if b.site[j].known {
				b.future[j] = opts.Future.At(*b.site[j].place.Location) * roster.Points(gamma) / 1000
			}
		}
	}
	if err := b.freeWorkers(); err != nil {
		return nil, err
	}
	b.placeWorkers()
	return b, nil
}

func (b *batch) index(id string) int { j, _ := b.g.view.JobIndex(id); return j }

func (b *batch) openJobs() error {
	v := b.g.view
	booked := map[int32]bool{}
	if b.opts.Bookings != nil {
		for _, list := range b.opts.Bookings.busy {
			for _, e := range list {
				booked[e.job] = true
			}
		}
	}
	add := func(j int) {
		if v.CrewSize(&v.Problem.Jobs[j]) > 1 || b.g.Roles(j) > 0 {
			b.crews = append(b.crews, int32(j))
		} else {
			b.jobs = append(b.jobs, int32(j))
		}
	}
	if b.opts.Jobs == nil {
		for j := range v.Problem.Jobs {
			if !booked[int32(j)] {
				add(j)
			}
		}
		return nil
	}
	seen := map[int]bool{}
	for i, id := range b.opts.Jobs {
		j, ok := v.JobIndex(id)
		if !ok {
			return &roster.Fault{Path: fmt.Sprintf("jobs[%d]", i), Code: roster.FaultReference, Value: id, Hint: "the problem has no such job"}
		}
		if !seen[j] {
			seen[j] = true
			add(j)
		}
	}
	slices.Sort(b.jobs)
	slices.Sort(b.crews)
	return nil
}

func (b *batch) freeWorkers() error {
	v := b.g.view
	p := v.Problem
	states := map[int]*WorkerState{}
	for i := range b.opts.Workers {
		w, ok := v.WorkerIndex(b.opts.Workers[i].Worker)
		if !ok {
			return &roster.Fault{Path: fmt.Sprintf("workers[%d]", i), Code: roster.FaultReference, Value: b.opts.Workers[i].Worker, Hint: "the problem has no such worker"}
		}
		states[w] = &b.opts.Workers[i]
	}
	ledger := map[string]*roster.LedgerEntry{}
	if len(v.Weights.Fairness) > 0 {
		for i := range p.History.Ledger {
			ledger[p.History.Ledger[i].Worker] = &p.History.Ledger[i]
		}
	}
	shifts := 0
	for w := range p.Workers {
		shifts += len(p.Workers[w].Shifts)
	}
	lanes := make([]lane, 0, shifts) // of all workers, one after the other
	b.workers, b.rates = make([]batchWorker, 0, len(p.Workers)), make([]rates, 0, len(p.Workers))
	for w := range p.Workers {
		worker, state := &p.Workers[w], states[w]
		if state != nil && state.Away || b.g.workers[w].inactive {
			continue
		}
		free := b.now
		if state != nil && !state.Free.IsZero() {
			free = max(free, ceilUnix(state.Free))
		}
		c := batchWorker{worker: int32(w), mode: roster.ModeOf(worker), percent: int64(roster.TravelPercentOf(worker)),
			maxLeg: int64(worker.MaxLeg), share: int64(worker.SharePercent)}
		c.line = b.ways.lines[c.mode]
		if c.share == 0 {
			c.share = 100
		}
		if e := ledger[worker.ID]; e != nil {
			c.ledger = [3]int64{int64(e.FairWork), int64(e.FairPay), int64(e.FairTravel)}
		}
		first := len(lanes)
		for i := range worker.Shifts {
			s := &worker.Shifts[i]
			until := s.End.Unix() + int64(s.MaxOvertime)
			if until <= free || ceilUnix(s.Start) > b.latest {
				continue
			}
			start, end := v.ShiftPlaces(worker, s)
			l := lane{shift: int32(i), depart: max(free, ceilUnix(s.Start)), until: until, from: b.g.startPoint(w, start), home: b.g.startPoint(w, end)}
			if state != nil && state.Place != nil && ceilUnix(s.Start) <= free {
				l.from, l.onRoute = newPoint(*state.Place), true
			}
			l.round = b.ways.kind != roster.MatrixTravel && b.ways.kind != roster.RoadTravel && l.from.known && l.home.known && l.from.at == l.home.at && l.from.place.ID == l.home.place.ID
			l.speed = int64(c.line.hours[b.clock.hour(l.depart)])
			if l.from.known {
				l.worth = b.opts.Future.At(*l.from.place.Location)
			}
			lanes = append(lanes, l)
		}
		if c.lanes = lanes[first:len(lanes):len(lanes)]; len(c.lanes) == 0 {
			continue
		}
		b.workers = append(b.workers, c)
		b.rates = append(b.rates, b.ratesOf(worker))
	}
	b.lost = make([]bool, len(b.workers))
	return nil
}

// startPoint is newPoint for a place where the worker's shifts begin or end,
// mostly the home, whose position is known.
func (g *Gates) startPoint(worker int, p roster.Place) point {
	if p.Location != nil && p.Location == g.view.Problem.Workers[worker].Home.Location {
		return point{at: g.pairs.home[worker], known: true, place: p}
	}
	return newPoint(p)
}

func (b *batch) ratesOf(w *roster.Worker) rates {
	weights := &b.g.view.Weights
	r := rates{travel: weights.TravelPerHour.PerHour(), wait: weights.WaitPerHour.PerHour(), metre: weights.TravelPerKm.PerKilometre()}
	if weights.IgnorePay {
		return r
	}
	r.visit, r.metre = w.Pay.PerVisit.Points(), r.metre+w.Pay.PerKm.PerKilometre()
	if w.Pay.Basis != roster.Salaried {
		pay := w.Pay.PerHour.PerHour()
		r.travel, r.wait, r.work = r.travel+pay, r.wait+pay, pay
		r.pay = int64(w.Pay.PerHour)
	}
	return r
}
