package core

// Desk answers single questions about a plan: would this job fit there, what
// would it cost, and without which jobs. It serves explanation: its answers
// come from the search's own tables and are exact to the unit, but each
// builds whole routes, so it has no place in the search. It is not safe for
// concurrent use.
type Desk struct {
	*engine
	// routes of all shifts, and the shift of each job, -1 where absent.
	routes []route
	on     []int32
	// kept is a route without some of its jobs, work one with a job more.
	kept, work route
	// order is scratch, found the order of the last answer.
	order, found []int32
	filter       filter
	// pins bound the starts of absent jobs, where asked for.
	pins map[int32]Slot
	// hosted tells that the last job is a guest's.
	hosted *hosted
	// openings and untried are scratch of Cheapest.
	openings []opening
	untried  []untried
}

// NewDesk loads a plan: orders[s] lists the nodes of shift s, that is, jobs
// and N+i for store i; a missing list is an empty route. starts[j] is the
// start of job j: jobs tied to others keep theirs; nil where none is tied.
// Where a route cannot be done in its order it returns nil and that shift,
// else -1.
func NewDesk(p *Problem, orders [][]int32, starts []int32) (*Desk, int32) {
	d := &Desk{engine: newEngine(p), routes: make([]route, len(p.Shifts)), on: make([]int32, len(p.Jobs))}
	for j := range d.on {
		d.on[j] = -1
		if d.tie != nil && starts != nil && d.tie.timed[j] && starts[j] < Never {
			d.win[j] = window{starts[j], starts[j], -Never, 2 * Never}
		}
	}
	for s := range d.routes {
		var order []int32
		if s < len(orders) {
			order = orders[s]
		}
		if !d.set(int32(s), order) {
			return nil, int32(s)
		}
	}
	return d, -1
}

// set makes order the route of a shift.
func (d *Desk) set(shift int32, order []int32) bool {
	for _, node := range order {
		if int(node) < len(d.on) {
			d.on[node] = shift
		}
	}
	return d.build(&d.routes[shift], shift, order)
}

// build makes r the route of an order and reports whether it can be done.
func (d *Desk) build(r *route, shift int32, order []int32) bool {
	sh := &d.p.Shifts[shift]
	r.shift = shift
	r.stops = append(r.stops[:0], stop{node: -1, place: sh.From, lo: sh.Start, hi: sh.Last, tools: sh.Tools})
	for _, node := range order {
		r.stops = append(r.stops, d.newStop(shift, node))
	}
	r.stops = append(r.stops, stop{node: -1, place: sh.To, lo: sh.Start, hi: sh.Last})
	return d.refresh(r)
}

// rework makes work the route of an order, with the tables of the shift's own
// route as far as the two begin and end alike.
func (d *Desk) rework(shift int32, order []int32) bool {
	rt := &d.routes[shift]
	if d.tie != nil { // windows are not what they were
		return d.build(&d.work, shift, order)
	}
	old := rt.stops[1 : len(rt.stops)-1]
	most := min(len(old), len(order))
	head, tail := 0, 0
	for head < most && old[head].node == order[head] {
		head++
	}
	for tail < most-head && old[len(old)-1-tail].node == order[len(order)-1-tail] {
		tail++
	}
	w := &d.work
	w.copyFrom(rt)
	w.stops = w.stops[:head+1]
	for _, node := range order[head : len(order)-tail] {
		w.stops = append(w.stops, d.newStop(shift, node))
	}
	w.stops = append(w.stops, rt.stops[len(rt.stops)-1-tail:]...)
	return d.refreshPart(w, head+1, tail+1)
}

// held tells where a tied job is, for the engine.
func (d *Desk) held(j int32) (heldJob, bool) {
	s := d.on[j]
	if s < 0 {
		return heldJob{}, false
	}
	sh := &d.p.Shifts[s]
	return heldJob{sh.Worker, max(d.win[j].lo, sh.Start), min(d.win[j].hi, sh.Last), d.p.duration(s, j), sh.Midnight}, true
}

// admits reports whether the jobs tied to an absent job let a shift take it,
// and sets when.
func (d *Desk) admits(shift, job int32) bool {
	if d.tie == nil {
		return true
	}
	ok := d.prepare(d, &d.filter, job)
	d.narrow(job)
	return ok && (!d.filter.on || d.filter.admits(d.p.Shifts[shift].Worker))
}

// Tied reports whether anything ties a job to others.
func (d *Desk) Tied(job int32) bool { return d.tie != nil && d.tie.ties(job) }

// Shift returns the shift that serves a job, -1 where none does.
func (d *Desk) Shift(job int32) int32 { return d.on[job] }

// Empty reports whether a shift serves nothing.
func (d *Desk) Empty(shift int32) bool { return d.routes[shift].empty() }

// Cost returns the cost of a shift's route.
func (d *Desk) Cost(shift int32) int64 { return d.routes[shift].cost() }

// Order appends the nodes of a shift's route.
func (d *Desk) Order(dst []int32, shift int32) []int32 { return nodes(dst, &d.routes[shift]) }

// Found returns the order of stops which the last answer stands for. It is overwritten by the next one.
func (d *Desk) Found() []int32 { return d.found }

// Take makes the order of the last answer of Best or Without the route of its
// shift.
func (d *Desk) Take(shift int32) { d.set(shift, append([]int32(nil), d.found...)) }

// Drop takes a served job off its route. It returns false, and leaves the
// stops as they are, where the route cannot be done without it, since ways
// need not be shorter without a detour.
func (d *Desk) Drop(job int32) bool {
	shift := d.on[job]
	d.on[job] = -1
	if _, ok := d.Without(shift, []int32{job}); !ok {
		return false
	}
	d.Take(shift)
	return true
}

// Timetable returns the best times for an order of stops with their cost, or
// false where it cannot be done.
func (d *Desk) Timetable(shift int32, order []int32) (*Timetable, int64, bool) {
	if !d.rework(shift, order) {
		return nil, Far, false
	}
	t := &Timetable{}
	d.timetable(&d.work, t)
	return t, d.work.cost(), true
}

func nodes(dst []int32, r *route) []int32 {
	for _, s := range r.stops[1 : len(r.stops)-1] {
		dst = append(dst, s.node)
	}
	return dst
}

// longestErrand is how many stores Alone would go to before the job.
const longestErrand = 3

// Alone tells whether a job fits into a shift which serves nothing else, by
// way of stores where it takes something from them, and what that would cost.
// Eligibility and chains are not looked at.
func (d *Desk) Alone(shift, job int32) (cost int64, ok bool) {
	best := int64(Far)
	pinned := d.win[job]
	d.win[job] = d.widest(job)
	defer func() { d.win[job] = pinned }()
	if d.tods != nil {
		d.tods[job] = span{-Latest, Latest}
	}
	d.errand(d.order[:0], shift, job, &best)
	return best, best < Far
}

// errand tries the job after the stores of order and, where something is
// still missing, after one store more.
func (d *Desk) errand(order []int32, shift, job int32, best *int64) {
	p, n := d.p, int32(len(d.p.Jobs))
	order = append(order, job)
	if len(order) > cap(d.order) {
		d.order = order
	}
	if d.build(&d.work, shift, order) {
		if cost := d.work.cost(); cost < *best {
			*best = cost
			d.found = append(d.found[:0], order...)
		}
		return
	}
	order = order[:len(order)-1]
	if len(order) == longestErrand {
		return
	}
	tools, types := d.wanting(order, shift, job)
	for i := range p.Stores {
		if p.Stores[i].Tools&tools|p.Stores[i].Types&types != 0 {
			d.errand(append(order, n+int32(i)), shift, job, best)
		}
	}
}

// wanting returns what a job needs beyond what a shift has after the stores
// of order: tools, and types of consumables.
func (d *Desk) wanting(order []int32, shift, job int32) (tools, types uint64) {
	p, n, sh := d.p, int32(len(d.p.Jobs)), &d.p.Shifts[shift]
	tools = p.Jobs[job].Tools &^ sh.Tools
	for t := range p.Types {
		if p.Demand[int(job)*p.Types+t] > sh.Load0[t] {
			types |= 1 << uint(t)
		}
	}
	for _, node := range order {
		tools &^= p.Stores[node-n].Tools
		types &^= p.Stores[node-n].Types
	}
	return tools, types
}
