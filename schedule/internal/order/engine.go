// Package order solves days with crews and visits linked in time.
//
// A solution is a sequence of jobs for every shift; the times are the least
// that keep every constraint, also those between shifts, and are unique. They
// follow from the sequences by pushing: a job pushes the next one of its
// shift and those it is linked to, and a link with a latest time pushes its
// first job back to where the second can still be met. Simulated annealing
// changes a sequence, finds the times of the jobs it concerns, and gives up
// as soon as the cost passes what would be accepted.
//
// Exact are the times and all costs for given sequences, except: where
// waiting costs, jobs are delayed only up to the earliest return and only if
// they have no links and nothing is late for it; where earliness costs,
// nobody waits for it.
package order

import (
	"math/bits"

	"github.com/paidan/paidan/schedule/internal/core"
)

// forbidden prices what must not be: a way that is none or too long. It is
// far above every real cost and can be added up and taken back.
const forbidden = int64(1) << 52

// bottom is a time before any other.
const bottom int32 = -core.Latest

// link is what a gap means for one of its jobs.
type link struct {
	other int32
	// out and in bound: start of other ≥ own + out, own ≥ start of other + in;
	// none where there is no bound.
	out, in int32
	// first tells that the owner is the first of the gap, fromEnd that the gap
	// counts from the end of the first.
	first, fromEnd bool
}

const none = -core.Never

// route is what an engine knows about a shift.
type route struct {
	table         []core.Arc
	perS, perM    int64
	fixed         int64
	maxLeg        int32
	visits, limit int32
	// skipped is the set of breaks left out on purpose, breaks the number of
	// them.
	skipped uint8
	breaks  uint8
	// timed tells that extra must be computed.
	timed bool
	// extra is the cost of waiting and breaks, viol what is broken in seconds,
	// idle and busy the seconds.
	extra      int64
	viol       int64
	idle, busy int32
}

// node of a route: a job, the start of a shift (n+s) or its end (n+S+s).
// Hot values of one node stand together.
type node struct {
	next, prev int32
	shift      int32 // −1: absent
	start      int32 // of service; the end of a shift: of being back
	dur        int32
	lo, hi     int32 // the window; hi softly
	soft       int32 // lateness counts from here
	rate       int64 // per second of it
	cost       int64 // of the present start
	place      int32
	mark       int32 // edit in which it joined the cone or changed
	fresh      int32 // edit in which it was put where it is
	safe       int32 // up to which the start costs nothing
	group      int32 // of rigid starts; −1: alone
	linked     bool  // has links or mates
	odd        bool  // several windows, of either kind, or earliness
	wavy       bool  // a later start may cost less: priced at the end of an edit
	queued     bool
	breaks     uint8 // taken on the way from prev to here
}

// engine holds a solution and all that changes it.
type engine struct {
	p         *core.Problem
	n, S      int
	at        []node
	routes    []route
	places    int32
	durations [][]int32
	pairs     []int64 // [shift*n+job]; nil: all 0
	links     [][]link
	group     []int32 // of rigid starts; −1: alone
	offset    []int32
	groups    [][]int32
	groupOdd  []bool
	foes      [][]int32 // jobs not to be with the same worker
	same      [][]int32 // jobs to be with the same worker
	crews     [][]int32 // by job: crew mates, where workers have foes
	all       [][]int32 // by job: jobs present together or not at all, itself included
	enemies   []uint64  // [shift*words]: shifts whose workers are foes
	words     int
	loss      []int64 // of leaving a job out, weighed
	miss      []int64
	value     []int64
	late      []int32 // seconds
	highest   int32   // lateness in this edit
	worst     int32   // lateness of all
	missSum   int64   // of absent jobs
	weight    int64   // of a second of a broken window
	anyLinks  bool
	anyBreaks bool
	anyWavy   bool
	timed     bool
	worstLate int64
	worstIdle int64
	balance   int64
	workers   int
	epoch     int32
	static    int64 // travel, pairs, fixed
	softSum   int64 // of the nodes' costs
	overall   int64 // worst lateness, idle, balance
	extras    int64 // of routes
	lost      int64 // weighed loss of absent jobs
	cone      []int32
	queue     []int32
	log       []logged
	ops       []op
	touched   []int32 // shifts, at the timed level
	touchMark []int32
	oldRoutes []oldRoute
	rng       random
	absent    []int32
	absentAt  []int32
	// loose tells that what holds a node up cannot be told from the times.
	loose      bool
	stepLimit  int
	saved      totals
	near       near
	list       []int32 // scratch of moves
	list2      []int32
	from, when []int32
	later      []int32 // delayed starts, see timeRoute
}

type totals struct {
	static, softSum, overall, extras, lost, missSum int64
	worst                                           int32
}

type logged struct {
	node, start, late int32
	cost              int64
}

type oldRoute struct {
	shift      int32
	idle, busy int32
	extra      int64
	viol       int64
}

const (
	opUnlink = iota
	opLink
	opMask
	opSkip
)

type op struct {
	kind         uint8
	maskV, maskN uint8
	v, p, s      int32
}

func (e *engine) startOf(s int32) int32 { return int32(e.n) + s }
func (e *engine) endOf(s int32) int32   { return int32(e.n+e.S) + s }

func newEngine(p *core.Problem, seed uint64) *engine {
	n, S := len(p.Jobs), len(p.Shifts)
	e := &engine{p: p, n: n, S: S, at: make([]node, n+2*S), routes: make([]route, S), rng: newRandom(seed)}
	e.findPlaces()
	e.anyBreaks = false
	for s := range p.Shifts {
		sh, r := &p.Shifts[s], &e.routes[s]
		r.perS, r.perM, r.fixed = sh.PerSecond, sh.PerMetre, sh.Fixed
		r.maxLeg = min(sh.MaxLeg, core.Never-1)
		r.limit = sh.MaxVisits
		r.breaks = uint8(len(sh.Breaks))
		r.timed = sh.WaitCost > 0 || len(sh.Breaks) > 0 || sh.MaxWork < sh.Last-sh.Start || p.Overall.WorstIdle > 0 || p.Overall.Balance > 0
		e.timed = e.timed || r.timed
		e.anyBreaks = e.anyBreaks || len(sh.Breaks) > 0
		a, b := &e.at[e.startOf(int32(s))], &e.at[e.endOf(int32(s))]
		a.shift, b.shift = int32(s), int32(s)
		a.next, a.prev, b.prev, b.next = e.endOf(int32(s)), -1, e.startOf(int32(s)), -1
		a.start, a.lo, a.hi, a.soft = sh.Start, sh.Start, core.Never, core.Never
		b.start, b.lo, b.hi, b.soft, b.rate = sh.Start, sh.Start, sh.Last, core.Never, 0
		if sh.OverCost > 0 {
			b.soft, b.rate = sh.End, sh.OverCost
		}
		b.breaks = uint8(1)<<r.breaks - 1
		a.group, b.group = -1, -1
		a.safe, b.safe = core.Never, min(b.hi, b.soft)
	}
	e.worstLate, e.worstIdle, e.balance = p.Overall.WorstLate, p.Overall.WorstIdle, p.Overall.Balance
	e.workers = max(p.Workers, 1)
	e.late = make([]int32, n+2*S)
	e.durations = make([][]int32, len(p.DurationKinds))
	copy(e.durations, p.DurationKinds)
	e.fillJobs()
	e.fillPairs()
	e.fillTies()
	e.touchMark = make([]int32, S)
	e.stepLimit = 200 + 8*n
	e.weight = 1
	e.later = make([]int32, n+2*S)
	e.absentAt = make([]int32, n)
	for j := range n {
		e.at[j].shift = -1
		e.at[j].start = bottom
		e.addAbsent(int32(j))
	}
	e.cone = make([]int32, 0, n+2*S)
	e.queue = make([]int32, 0, 4*(n+2*S))
	e.log = make([]logged, 0, n+2*S)
	e.ops = make([]op, 0, 4*n+16)
	e.touched = make([]int32, 0, S)
	e.oldRoutes = make([]oldRoute, 0, S)
	return e
}

// findPlaces makes travel tables between the places used.
func (e *engine) findPlaces() {
	p := e.p
	index := make(map[int32]int32)
	var used []int32
	local := func(place int32) int32 {
		i, ok := index[place]
		if !ok {
			i = int32(len(used))
			index[place] = i
			used = append(used, place)
		}
		return i
	}
	for j := range p.Jobs {
		e.at[j].place = local(p.Jobs[j].Place)
	}
	for s := range p.Shifts {
		e.at[e.startOf(int32(s))].place = local(p.Shifts[s].From)
		e.at[e.endOf(int32(s))].place = local(p.Shifts[s].To)
	}
	m := len(used)
	e.places = int32(m)
	tables := make([][]core.Arc, len(p.Classes))
	for s := range p.Shifts {
		c := p.Shifts[s].Class
		if tables[c] == nil {
			t := make([]core.Arc, m*m)
			for i, a := range used {
				for k, b := range used {
					if cl := &p.Classes[c]; cl.Table != nil {
						t[i*m+k] = cl.Table[int(a)*p.Places+int(b)]
					} else {
						t[i*m+k] = cl.Leg(a, b)
					}
				}
			}
			tables[c] = t
		}
		e.routes[s].table = tables[c]
	}
}

func (e *engine) fillJobs() {
	p := e.p
	e.miss, e.value, e.loss = make([]int64, e.n), make([]int64, e.n), make([]int64, e.n)
	for j := range p.Jobs {
		job, v := &p.Jobs[j], &e.at[j]
		e.miss[j], e.value[j] = job.Miss, job.Value
		v.lo, v.hi, v.soft = bottom, core.Never, core.Never
		if w := p.Windows[job.Win0:job.Win1]; len(w) > 0 {
			v.lo = max(w[0].Lo, bottom)
			v.odd = len(w) > 1
			for _, x := range w {
				v.odd = v.odd || x.EndBy < core.Never
			}
			v.hi = w[len(w)-1].Hi
		}
		if pr := p.Preferred[job.Pref0:job.Pref1]; len(pr) > 0 && (p.LateCost > 0 || p.EarlyCost > 0) {
			v.soft, v.rate = pr[0].Hi, p.LateCost
			v.wavy = len(pr) > 1 || p.EarlyCost > 0 && pr[0].Lo > v.lo
			v.odd = v.odd || v.wavy
			e.anyWavy = e.anyWavy || v.wavy
		}
		v.safe = min(v.hi, v.soft)
	}
}

func (e *engine) fillPairs() {
	p := e.p
	pairs := make([]int64, e.S*e.n)
	any := false
	for s := range e.S {
		for j := range e.n {
			if e.eligible(int32(j), int32(s)) {
				c := p.Pair(int32(s), int32(j))
				pairs[s*e.n+j] = c
				any = any || c != 0
			}
		}
	}
	if any {
		e.pairs = pairs
	}
}

func (e *engine) eligible(job, shift int32) bool {
	return e.p.Eligible[int(job)*e.p.Words+int(shift>>6)]&(1<<(uint(shift)&63)) != 0
}

func (e *engine) duration(s, j int32) int32 {
	return e.durations[e.p.KindOf[s][e.p.Jobs[j].Service]][j]
}

// arc prices the way from node a to node b in a shift.
func (e *engine) arc(r *route, a, b int32) int64 {
	w := &r.table[e.at[a].place*e.places+e.at[b].place]
	if w.Seconds > r.maxLeg {
		return forbidden
	}
	return r.perS*int64(w.Seconds) + r.perM*int64(w.Metres)
}

// way is the seconds from node a to node b in a shift.
func (e *engine) way(r *route, a, b *node) int32 {
	return r.table[a.place*e.places+b.place].Seconds
}

// reach returns when b is reached from a, breaks on the way taken.
func (e *engine) reach(a, b *node) int32 {
	r := &e.routes[b.shift]
	sec := r.table[a.place*e.places+b.place].Seconds
	t := a.start + a.dur + sec
	if b.breaks != 0 {
		t = e.rest(a, b, sec)
	}
	return t
}

// rest returns when b is reached from a, sec seconds away, with the breaks of
// b on the way: some where a is, the others where b is, in order. The end of
// a shift only has breaks that are due, all where a is; at the start one may
// leave after the latest time of a break and needs none.
func (e *engine) rest(a, b *node, sec int32) int32 {
	if b.next < 0 { // the end
		sh := &e.p.Shifts[b.shift]
		now := a.start + a.dur
		for m := b.breaks; m != 0; m &= m - 1 {
			k := &sh.Breaks[bits.TrailingZeros8(m)]
			if now+sec <= k.Latest {
				break
			}
			now = max(now, k.Earliest) + k.Duration
		}
		return now + sec
	}
	t, _ := e.arrange(a, b, sec)
	return t
}

// arrange returns the earliest time b is reached with its breaks, and whether
// none of them begins too late.
func (e *engine) arrange(a, b *node, sec int32) (int32, bool) {
	sh := &e.p.Shifts[b.shift]
	now := a.start + a.dur
	best, fine := int32(core.Never), true
	for m := b.breaks; ; m &= m - 1 {
		// Those not in m are over.
		t, ok := now+sec, fine
		for q := m; q != 0; q &= q - 1 {
			k := &sh.Breaks[bits.TrailingZeros8(q)]
			t = max(t, k.Earliest)
			ok = ok && t <= k.Latest
			t += k.Duration
		}
		if ok {
			best = min(best, t)
		}
		if m == 0 {
			if best < core.Never {
				return best, true
			}
			return now + sec, false
		}
		k := &sh.Breaks[bits.TrailingZeros8(m)]
		if a.prev < 0 {
			if late := max(now, k.Latest+1); late < max(now, k.Earliest)+k.Duration {
				now = late
				continue
			}
		}
		now = max(now, k.Earliest)
		fine = fine && now <= k.Latest
		now += k.Duration
	}
}

// fit moves t to the next start a window of v allows; past all it stays.
func (e *engine) fit(v int32, t int32) int32 {
	x := &e.at[v]
	t = max(t, x.lo)
	if !x.odd || v >= int32(e.n) {
		return t
	}
	job := &e.p.Jobs[v]
	w := e.p.Windows[job.Win0:job.Win1]
	for i := range w {
		if t <= min(w[i].Hi, w[i].EndBy-x.dur) && w[i].Hi >= w[i].Lo {
			return max(t, w[i].Lo)
		}
	}
	return t
}

// priced returns the cost of node v starting at t; e.late[v] is set.
func (e *engine) priced(v int32, t int32) int64 {
	x := &e.at[v]
	if x.wavy {
		e.late[v] = 0
		return 0
	}
	if x.odd {
		return e.pricedOdd(v, t)
	}
	c := int64(0)
	late := t - x.soft
	if late > 0 {
		c = x.rate * int64(late)
		if v < int32(e.n) {
			e.late[v] = late
		}
	} else {
		e.late[v] = 0
	}
	if t > x.hi {
		c += e.weight * int64(t-x.hi)
	}
	return c
}

func (e *engine) pricedOdd(v int32, t int32) int64 {
	job := &e.p.Jobs[v]
	x := &e.at[v]
	c := int64(0)
	if w := e.p.Windows[job.Win0:job.Win1]; len(w) > 0 {
		if over := e.overrun(w, t, x.dur); over > 0 {
			c = e.weight * int64(over)
		}
	}
	cost, late := e.softly(job, t)
	e.late[v] = late
	return c + cost
}

// overrun returns how long after the last window t is.
func (e *engine) overrun(w []core.Window, t, dur int32) int32 {
	last := int32(none)
	for i := range w {
		hi := min(w[i].Hi, w[i].EndBy-dur)
		if t <= hi {
			return 0
		}
		last = max(last, hi)
	}
	return t - last
}

// softly returns the cost of a start outside preferred windows and the
// lateness in seconds, where the cost is that of being late.
func (e *engine) softly(job *core.Job, t int32) (cost int64, late int32) {
	pr := e.p.Preferred[job.Pref0:job.Pref1]
	if len(pr) == 0 {
		return 0, 0
	}
	cost = core.Far
	for i := range pr {
		c, l := int64(0), int32(0)
		if t > pr[i].Hi {
			l = t - pr[i].Hi
			c = e.p.LateCost * int64(l)
		} else if t < pr[i].Lo {
			c = e.p.EarlyCost * int64(pr[i].Lo-t)
		}
		if c < cost {
			cost, late = c, l
		}
	}
	return cost, late
}

// energy is the weighed cost of the present solution.
func (e *engine) energy() int64 { return e.static + e.softSum + e.overall + e.extras + e.lost }

func (e *engine) addAbsent(j int32) {
	e.absentAt[j] = int32(len(e.absent))
	e.absent = append(e.absent, j)
}

func (e *engine) dropAbsent(j int32) {
	i := e.absentAt[j]
	last := e.absent[len(e.absent)-1]
	e.absent[i] = last
	e.absentAt[last] = i
	e.absent = e.absent[:len(e.absent)-1]
}
