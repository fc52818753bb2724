package schedule_test

import (
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// The twin of the solver for tied problems tries every share of the visits
// among the shifts and every order on each. What an order costs at least by
// itself bounds the search; the exact times of all routes together are found
// by knotTimes. It goes by the doc comments of package roster and shares no
// code with the solver or the checker, but for the scores of pairs.
type knot struct {
	p       *roster.Problem // without series
	view    *roster.View
	scorer  *scoring.Scorer
	weights roster.Weights
	base    int64 // instant of time 0, a local midnight
	unit    int64 // every start is a multiple of it, but for locked ones
	jobs    []knotJob
	visits  []knotVisit
	shifts  []*knotShift
	// least[s][set] is the least that shifts s and later could cost with a set
	// of visits, each route by itself.
	least [][]int64
	// bound is what a plan has to be below, of those which miss as much.
	bound int64
	best  *knotPlan
	// effort counts the times priced.
	effort int
}

// mostKnotEffort is how many times are priced before a problem is given up.
const mostKnotEffort = 2_000_000

// tired reports whether a problem is too hard for the twin.
func (k *knot) tired() bool { return k.effort > mostKnotEffort }

type knotJob struct {
	first, end int // its visits
	windows    []knotWindow
	lock       int64 // start, -1: free
	preferred  []roster.PreferredWindow
	crew       *roster.Crew
	price      roster.Money
	place      roster.Place
	customer   *roster.Customer
	lockedTo   []string
	tolerance  int64
}

// knotWindow bounds the starts of a job, and its ends where until is told.
type knotWindow struct{ from, to, until int64 }

type knotVisit struct{ job int }

// knotShift is a shift with all orders in which it can serve visits.
type knotShift struct {
	w                *roster.Worker
	s                *roster.Shift
	wi               int
	from, to         roster.Place
	start, end, last int64
	maxWork          int64
	rate, wait, over int64
	perMetre, fixed  int64
	perVisit         int64
	day              roster.Date
	best             []int64 // by set
	orders           [][]knotOrder
}

// knotOrder is an order of visits on a shift with what it costs at least.
type knotOrder struct {
	visits []int
	// dur and leg are the time of service and the way to each; home the way back.
	dur, leg     []int64
	home         int64
	metres, ways int64 // seconds of all ways
	service      int64
	static, cost int64
}

func newKnot(p *roster.Problem) (*knot, error) {
	q, err := p.Expanded()
	if err != nil {
		return nil, err
	}
	view, err := roster.NewView(q)
	if err != nil {
		return nil, err
	}
	k := &knot{p: q, view: view, scorer: scoring.New(view, roster.Rulebook{}), weights: q.EffectiveWeights(),
		base: q.Horizon.Start.Unix(), unit: max(300, int64(q.Rules.StartGrid))}
	for i := range q.Jobs {
		k.addJob(&q.Jobs[i])
	}
	for w := range q.Workers {
		for s := range q.Workers[w].Shifts {
			k.addShift(w, &q.Workers[w].Shifts[s])
		}
	}
	slices.SortStableFunc(k.shifts, func(a, b *knotShift) int { return a.wi - b.wi })
	for _, sh := range k.shifts {
		k.explore(sh)
	}
	k.bounds()
	return k, nil
}

func (k *knot) at(t time.Time) int64 { return t.Unix() - k.base }

func (k *knot) addJob(job *roster.Job) {
	j := knotJob{first: len(k.visits), crew: job.Crew, lock: -1, preferred: job.Preferred, price: k.view.Price(job),
		place: k.view.Place(job), customer: k.view.Customer(job)}
	size := 1
	if job.Crew != nil {
		size = max(1, job.Crew.Size, len(job.Crew.Roles))
		j.tolerance = int64(job.Crew.StartTolerance)
	}
	for range size {
		k.visits = append(k.visits, knotVisit{len(k.jobs)})
	}
	j.end = len(k.visits)
	for _, w := range job.Windows {
		x := knotWindow{k.at(w.Start), k.at(w.End), math.MaxInt64}
		if w.Bounds == roster.BoundsService {
			x.until = x.to
		}
		j.windows = append(j.windows, x)
	}
	if len(job.Windows) == 0 {
		j.windows = []knotWindow{{0, k.at(k.p.Horizon.End) + 86400, math.MaxInt64}}
	}
	for _, l := range k.p.Locks {
		if l.Job == job.ID && !l.Start.IsZero() {
			j.lock = k.at(l.Start)
		}
		if l.Job == job.ID && l.Worker != "" {
			j.lockedTo = append(j.lockedTo, l.Worker)
		}
	}
	k.jobs = append(k.jobs, j)
}

func (k *knot) addShift(wi int, s *roster.Shift) {
	w, r := &k.p.Workers[wi], &k.p.Rules
	from, to := k.view.ShiftPlaces(w, s)
	sh := &knotShift{w: w, s: s, wi: wi, from: from, to: to, start: k.at(s.Start), end: k.at(s.End),
		day: roster.DateOf(s.Start.In(k.view.Zone)), wait: int64(k.weights.WaitPerHour) * 5, over: int64(k.weights.OvertimePerHour) * 5,
		perMetre: int64(k.weights.TravelPerKm) * 18}
	overtime := min(int64(s.MaxOvertime), orElse(r.MaxDailyOvertime, roster.DefaultMaxDailyOvertime))
	sh.last = sh.end + overtime
	sh.maxWork = orElse(r.MaxDailyWork, roster.DefaultMaxDailyWork) + overtime
	if s.MaxWork > 0 {
		sh.maxWork = min(sh.maxWork, int64(s.MaxWork))
	}
	if !k.weights.IgnorePay {
		premium := int64(w.Pay.OvertimePerHour)
		if w.Pay.Basis != roster.Salaried {
			sh.rate = int64(w.Pay.PerHour) * 5
			premium = max(0, premium-int64(w.Pay.PerHour))
		}
		sh.over += premium * 5
		sh.perMetre += int64(w.Pay.PerKm) * 18
		sh.fixed = int64(w.Pay.PerShift) * roster.PointsPerUnit
		sh.perVisit = int64(w.Pay.PerVisit) * roster.PointsPerUnit
	}
	k.shifts = append(k.shifts, sh)
}

// leg returns the way between two places.
func (k *knot) leg(from, to roster.Place) (seconds, metres int64) {
	if from.ID == to.ID {
		return 0, 0
	}
	m := &k.p.Travel.Matrices[0]
	i, j := slices.Index(m.Places, from.ID), slices.Index(m.Places, to.ID)
	return int64(*m.Seconds[i][j]), int64(m.Metres[i][j])
}

// able reports whether a worker meets requirements.
func able(w *roster.Worker, r roster.Requirements) bool {
	for _, q := range r.Skills {
		if !slices.ContainsFunc(w.Skills, func(s roster.Skill) bool { return s.Code == q.Code && max(s.Level, 1) >= q.MinLevel }) {
			return false
		}
	}
	return true
}

// may reports whether a worker may visit a job, roles aside.
func (k *knot) may(w *roster.Worker, job int) bool {
	j := &k.p.Jobs[job]
	if locked := k.jobs[job].lockedTo; len(locked) > 0 && k.jobs[job].end-k.jobs[job].first == 1 && (len(locked) > 1 || locked[0] != w.ID) {
		return false
	}
	return able(w, k.view.Service(j).Requirements) && able(w, j.Requirements) && !slices.Contains(k.jobs[job].customer.BannedWorkers, w.ID)
}

// startCost returns what the start of a job at a time costs in lateness or
// earliness, and how late it is.
func (k *knot) startCost(job int, start int64) (cost, late int64) {
	for i, w := range k.jobs[job].preferred {
		l, e := max(0, start-k.at(w.End)), max(0, k.at(w.Start)-start)
		c := l*int64(k.weights.LatePerHour)*5 + e*int64(k.weights.EarlyPerHour)*5
		if i == 0 || c < cost {
			cost, late = c, l
		}
	}
	return cost, late
}

// open reports whether a visit may start at a time, whatever its crew does.
func (k *knot) open(job int, start, dur int64) bool {
	j := &k.jobs[job]
	if j.lock >= 0 && (start < j.lock || start > j.lock+j.tolerance) || j.lock < 0 && k.p.Rules.StartGrid > 0 && start%int64(k.p.Rules.StartGrid) != 0 {
		return false
	}
	return slices.ContainsFunc(j.windows, func(w knotWindow) bool { return w.from <= start && start <= w.to && start+dur <= w.until })
}

// explore fills best and orders of a shift.
func (k *knot) explore(sh *knotShift) {
	sets := 1 << len(k.visits)
	sh.best, sh.orders = make([]int64, sets), make([][]knotOrder, sets)
	for i := range sh.best {
		sh.best[i] = far
	}
	sh.best[0] = 0
	k.goOn(sh, knotOrder{static: sh.fixed}, 0)
	for i := range sh.orders {
		slices.SortStableFunc(sh.orders[i], func(a, b knotOrder) int {
			return int(max(-1, min(1, a.cost-b.cost)))
		})
	}
}

// goOn tries every next visit.
func (k *knot) goOn(sh *knotShift, o knotOrder, set int) {
	if sh.s.MaxVisits > 0 && len(o.visits) == sh.s.MaxVisits {
		return
	}
	for v := range k.visits {
		job := k.visits[v].job
		first, end := k.jobs[job].first, k.jobs[job].end
		crew := (1<<end - 1) &^ (1<<first - 1) // one member a worker
		if set&crew != 0 || !k.may(sh.w, job) {
			continue
		}
		here := sh.from
		dur := int64(k.view.Duration(&k.p.Jobs[job]))
		if n := len(o.visits); n > 0 {
			if here = k.jobs[k.visits[o.visits[n-1]].job].place; here.ID == k.jobs[job].place.ID {
				dur -= int64(k.view.Setup(&k.p.Jobs[job]))
			}
		}
		seconds, metres := k.leg(here, k.jobs[job].place)
		x := knotOrder{visits: append(slices.Clone(o.visits), v), dur: append(slices.Clone(o.dur), dur), leg: append(slices.Clone(o.leg), seconds),
			metres: o.metres + metres, ways: o.ways + seconds, service: o.service + dur,
			static: o.static + sh.perVisit + int64(k.scorer.Cost(sh.wi, job))}
		if !k.reachable(sh, &x) {
			continue
		}
		with := set | 1<<v
		k.goOn(sh, x, with)
		home, far := k.leg(k.jobs[job].place, sh.to)
		done := x
		done.home, done.ways, done.metres = home, x.ways+home, x.metres+far
		done.static += done.ways*int64(k.weights.TravelPerHour)*5 + done.metres*sh.perMetre
		if k.priceAlone(sh, &done) {
			sh.orders[with] = append(sh.orders[with], done)
			sh.best[with] = min(sh.best[with], done.cost)
		}
	}
}

// reachable reports whether the last visit of an order can be started in time.
func (k *knot) reachable(sh *knotShift, o *knotOrder) bool {
	now := sh.start
	for i, v := range o.visits {
		now += o.leg[i]
		for !k.open(k.visits[v].job, now, o.dur[i]) {
			if now += 300; now > sh.last {
				return false
			}
		}
		now += o.dur[i]
	}
	return now <= sh.last
}

// priceAlone sets the least cost of a whole order by itself, whatever it is
// tied to and however long it works, and reports whether it can be done.
func (k *knot) priceAlone(sh *knotShift, o *knotOrder) bool {
	const step = 300
	n := int((sh.last-sh.start)/step) + 1
	cost := make([]int64, n) // of the stops so far, by the time of being free
	for i := range cost {
		cost[i] = far
	}
	cost[0] = -sh.rate * sh.start
	for i, v := range o.visits {
		next := make([]int64, n)
		arrive := int64(far) // least cost of being there by now, having waited
		for t := range next {
			next[t] = far
			from := t - int(o.leg[i]/step)
			if arrive < far {
				arrive += sh.wait * step
			}
			if from >= 0 && cost[from] < far {
				arrive = min(arrive, cost[from])
			}
			if i == 0 && from >= 0 && !sh.s.OnDuty { // departs as late as may be
				arrive = -sh.rate * (sh.start + int64(from)*step)
			}
			start := sh.start + int64(t)*step
			if arrive < far && k.open(k.visits[v].job, start, o.dur[i]) {
				c, _ := k.startCost(k.visits[v].job, start)
				next[t] = arrive + c
			}
		}
		for t := range cost {
			cost[t] = far
			if at := t - int(o.dur[i]/step); at >= 0 {
				cost[t] = next[at]
			}
		}
	}
	best := int64(far)
	for t, c := range cost {
		back := sh.start + int64(t)*step + o.home
		if c < far && back <= sh.last {
			best = min(best, c+sh.rate*back+sh.over*max(0, back-sh.end))
		}
	}
	o.cost = best + o.static
	return best < far
}

// bounds fills least.
func (k *knot) bounds() {
	sets := 1 << len(k.visits)
	k.least = make([][]int64, len(k.shifts)+1)
	for s := len(k.shifts); s >= 0; s-- {
		k.least[s] = make([]int64, sets)
		for set := range sets {
			k.least[s][set] = far
			if s == len(k.shifts) {
				if set == 0 {
					k.least[s][set] = 0
				}
				continue
			}
			for own := set; ; own = (own - 1) & set {
				if a, b := k.shifts[s].best[own], k.least[s+1][set&^own]; a < far && b < far {
					k.least[s][set] = min(k.least[s][set], a+b)
				}
				if own == 0 {
					break
				}
			}
		}
	}
}
