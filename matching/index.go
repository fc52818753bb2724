package matching

import (
	"cmp"
	"math"
	"runtime"
	"slices"
	"sync"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Index answers [Shortlist] for the jobs of one problem without going through
// all workers one by one: gates and shifts as operations on sets of workers,
// scores by [scoring.Bounds], best cells of homes first. The answers are
// those of Shortlist, to the byte. An Index never changes and is safe for
// concurrent use. Make it with [NewIndex].
//
// Two things make it slower: own gates, which are asked about every worker
// whom all built-in gates let pass, and lists of the refused
// (Options.Limit ≥ 0), for which each of them is asked for every reason. Set
// Limit to −1 to have them counted only.
type Index struct {
	gates  *Gates
	scorer *scoring.Scorer
	bounds *scoring.Bounds

	// Workers are numbered by slots in this file, those of one cell in a row.
	workerOf, slotOf []int32
	cells            []cell
	words            int

	times    timeIndex
	reach    reachIndex
	touched  touchIndex
	lo, hi   int32 // days for which classes know who is barred always or never
	classes  []lazy[classSets]
	rankings []lazy[[]ranked] // by kind of job
	scratch  sync.Pool
}

// NewIndex prepares the gates and scores of a valid problem for shortlists.
// It takes time in proportion to workers × (classes of requirements + kinds
// of jobs), about a second for 100,000 workers and 50 classes, and a few
// bytes for each of these pairs; beyond 2²⁴ of them a class is prepared when
// it is first asked for.
//
// Errors: an unknown time zone; a [*GateError] for a gate without a function;
// a [*scoring.CriterionError] for a criterion which cannot be used.
func NewIndex(p *roster.Problem, rb roster.Rulebook) (*Index, error) {
	g, err := gatesOf(p, rb)
	if err != nil {
		return nil, err
	}
	v := g.view
	s := scoring.New(v, rb)
	if err := s.Err(); err != nil {
		return nil, err
	}
	x := &Index{gates: g, scorer: s, bounds: s.Bounds(v), words: words(len(p.Workers))}
	x.lo = dayNumber(roster.DateOf(p.Horizon.Start.In(v.Zone))) - 1
	x.hi = dayNumber(roster.DateOf(p.Horizon.End.In(v.Zone))) + 2
	x.placeWorkers()
	x.times = newTimeIndex(x)
	x.reach = newReachIndex(x)
	x.touched = newTouchIndex(x)
	x.classes = make([]lazy[classSets], len(g.classes))
	x.rankings = make([]lazy[[]ranked], x.bounds.Kinds())
	x.scratch.New = func() any { return newScratch(x) }
	if len(p.Workers)*(len(x.classes)+len(x.rankings)) <= 1<<24 {
		x.prepare()
	}
	return x, nil
}

// prepare works out all classes and kinds, on all cores.
func (x *Index) prepare() {
	n := len(x.classes) + len(x.rankings)
	work := make(chan int, n)
	for i := range n {
		work <- i
	}
	close(work)
	var done sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		done.Go(func() {
			for i := range work {
				if i < len(x.classes) {
					x.class(int32(i))
				} else {
					x.ranking(i - len(x.classes))
				}
			}
		})
	}
	done.Wait()
}

// lazy is a value worked out when it is first needed.
type lazy[T any] struct {
	once  sync.Once
	value T
}

// cell is a box of homes: slots [from, until).
type cell struct {
	from, until int32
	low, high   scoring.Point
	known       bool // the homes are
}

// leaf is the greatest number of homes in a cell.
const leaf = 128

// placeWorkers numbers the workers by halving the widest side of the box of
// their homes until few are left (Bentley 1975); those without a home come
// last.
func (x *Index) placeWorkers() {
	n := len(x.gates.workers)
	f := &x.gates.pairs
	x.workerOf = make([]int32, 0, n)
	var homeless []int32
	for w := range n {
		if f.homeKnown[w] {
			x.workerOf = append(x.workerOf, int32(w))
		} else {
			homeless = append(homeless, int32(w))
		}
	}
	splitBoxes(f.home, x.workerOf, 0, leaf, func(c cell) { x.cells = append(x.cells, c) })
	for at := 0; at < len(homeless); at += leaf {
		from := len(x.workerOf)
		x.workerOf = append(x.workerOf, homeless[at:min(at+leaf, len(homeless))]...)
		x.cells = append(x.cells, cell{from: int32(from), until: int32(len(x.workerOf))})
	}
	x.slotOf = make([]int32, n)
	for slot, w := range x.workerOf {
		x.slotOf[w] = int32(slot)
	}
}

// splitBoxes halves part, indices into at, until no more than leaf are in a
// cell, whose places in part it tells in order, counted from from.
func splitBoxes(at []scoring.Point, part []int32, from, leaf int, emit func(cell)) {
	if len(part) == 0 {
		return
	}
	low, high := at[part[0]], at[part[0]]
	for _, w := range part {
		h := at[w]
		low = scoring.Point{X: min(low.X, h.X), Y: min(low.Y, h.Y), Z: min(low.Z, h.Z)}
		high = scoring.Point{X: max(high.X, h.X), Y: max(high.Y, h.Y), Z: max(high.Z, h.Z)}
	}
	if len(part) <= leaf {
		slices.Sort(part)
		emit(cell{int32(from), int32(from + len(part)), low, high, true})
		return
	}
	along := func(w int32) int64 { return at[w].X }
	switch dx, dy, dz := high.X-low.X, high.Y-low.Y, high.Z-low.Z; {
	case dy >= dx && dy >= dz:
		along = func(w int32) int64 { return at[w].Y }
	case dz >= dx:
		along = func(w int32) int64 { return at[w].Z }
	}
	half := len(part) / 2
	selectLeast(part, half, func(a, b int32) bool {
		x, y := along(a), along(b)
		return x < y || x == y && a < b
	})
	splitBoxes(at, part[:half], from, leaf, emit)
	splitBoxes(at, part[half:], from+half, leaf, emit)
}

// nearest returns a lower bound of the square distance of the homes of a
// cell, farthest an upper bound.
func (c *cell) nearest(p scoring.Point) int64 {
	return p.Square(scoring.Point{
		X: min(max(p.X, c.low.X), c.high.X), Y: min(max(p.Y, c.low.Y), c.high.Y), Z: min(max(p.Z, c.low.Z), c.high.Z)})
}

func (c *cell) farthest(p scoring.Point) int64 {
	far := func(p, low, high int64) int64 {
		if p-low > high-p {
			return low
		}
		return high
	}
	return p.Square(scoring.Point{X: far(p.X, c.low.X, c.high.X), Y: far(p.Y, c.low.Y, c.high.Y), Z: far(p.Z, c.low.Z, c.high.Z)})
}

// classSets tells for each gate of a class, in the order of Gates.all, whom
// it bars.
type classSets struct {
	gates []gateSet
	// moody are the slots of all which some gate bars on some days only, sorted.
	moody []int32
}

// gateSet is whom a gate bars: those in always, on all days from Index.lo to
// Index.hi, and on some of these days those in some.
type gateSet struct {
	always []uint64 // nil: nobody
	some   []int32  // slots, sorted
}

// class returns the sets of a class.
func (x *Index) class(c int32) *classSets {
	l := &x.classes[c]
	l.once.Do(func() { l.value = x.newClassSets(c) })
	return &l.value
}

func (x *Index) newClassSets(c int32) classSets {
	g := x.gates
	sets := classSets{gates: make([]gateSet, len(g.all[c]))}
	for i := range g.all[c] {
		gate := &g.all[c][i]
		if gate.pair {
			continue
		}
		set := &sets.gates[i]
		q := question{job: -1, class: c, first: x.lo, last: x.hi}
		for slot, w := range x.workerOf {
			q.worker = w
			if !gate.bars(g, q) {
				continue
			}
			if gate.dated && x.openSomeDay(gate, q) {
				set.some = append(set.some, int32(slot))
				continue
			}
			if set.always == nil {
				set.always = make([]uint64, x.words)
			}
			set.always[slot/64] |= 1 << (slot % 64)
		}
		sets.moody = append(sets.moody, set.some...)
	}
	slices.Sort(sets.moody)
	sets.moody = slices.Compact(sets.moody)
	return sets
}

func (x *Index) openSomeDay(gate *gate, q question) bool {
	for day := x.lo; day <= x.hi; day++ {
		q.first, q.last = day, day
		if !gate.bars(x.gates, q) {
			return true
		}
	}
	return false
}

// ranked is a slot with the fixed part of its cost.
type ranked struct {
	fixed roster.Points
	slot  int32
}

// ranking returns all slots for a kind of job, those of each cell by the
// fixed part of their cost and then by worker.
func (x *Index) ranking(kind int) []ranked {
	l := &x.rankings[kind]
	l.once.Do(func() {
		l.value = make([]ranked, len(x.workerOf))
		for slot, w := range x.workerOf {
			l.value[slot] = ranked{x.bounds.Fixed(int(w), kind), int32(slot)}
		}
		for _, c := range x.cells {
			slices.SortFunc(l.value[c.from:c.until], func(a, b ranked) int {
				return cmp.Or(cmp.Compare(a.fixed, b.fixed), cmp.Compare(x.workerOf[a.slot], x.workerOf[b.slot]))
			})
		}
	})
	return l.value
}

// reachIndex is who is limited to areas or to a distance.
type reachIndex struct {
	limited []uint64   // to areas
	inArea  [][]uint64 // [area] slots limited to areas of which this is one
	// limits are the homes with a greatest distance, those of cell c being
	// limits[first[c]:first[c+1]]; near[c] and far[c] are the least and the
	// greatest of their limits, as squares.
	limits    []limitedHome
	first     []int32
	near, far []int64
}

// limitedHome is a home and the square of the distance which is too far.
type limitedHome struct {
	home scoring.Point
	far  int64
	slot int32
}

func newReachIndex(x *Index) reachIndex {
	r := reachIndex{limited: make([]uint64, x.words), first: []int32{0}}
	for slot, w := range x.workerOf {
		c := &x.gates.workers[w]
		if !c.limited {
			continue
		}
		setBit(r.limited, slot)
		for _, a := range c.areas {
			for int(a) >= len(r.inArea) {
				r.inArea = append(r.inArea, nil)
			}
			if r.inArea[a] == nil {
				r.inArea[a] = make([]uint64, x.words)
			}
			setBit(r.inArea[a], slot)
		}
	}
	for _, c := range x.cells {
		near, far := int64(farthest), int64(0)
		for slot := c.from; slot < c.until; slot++ {
			w := x.workerOf[slot]
			if limit := x.gates.workers[w].far; limit != farthest {
				near, far = min(near, limit), max(far, limit)
				r.limits = append(r.limits, limitedHome{x.gates.pairs.home[w], limit, slot})
			}
		}
		r.near, r.far = append(r.near, near), append(r.far, far)
		r.first = append(r.first, int32(len(r.limits)))
	}
	return r
}

// touchIndex holds the slots of workers for whom bans or refusals name a job
// or customer, and who is to be asked one by one.
type touchIndex struct {
	job, customer map[int32][]int32
	// odd are the slots of workers whose shifts are not in order of time.
	odd []int32
}

func newTouchIndex(x *Index) touchIndex {
	t := touchIndex{job: map[int32][]int32{}, customer: map[int32][]int32{}}
	f := &x.gates.pairs
	for slot, w := range x.workerOf {
		s := int32(slot)
		for _, c := range f.bannedBy[w] {
			t.customer[c] = append(t.customer[c], s)
		}
		for _, c := range f.bans[w] {
			t.customer[c] = append(t.customer[c], s)
		}
		for _, j := range f.bannedFrom[w] {
			t.job[j] = append(t.job[j], s)
		}
		for _, r := range f.refusals[w] {
			if r.job >= 0 {
				t.job[r.job] = append(t.job[r.job], s)
			} else {
				t.customer[r.customer] = append(t.customer[r.customer], s)
			}
		}
		shifts := x.gates.shifts.shifts[w]
		for i := 1; i < len(shifts); i++ {
			if shifts[i-1].from >= shifts[i].from {
				t.odd = append(t.odd, s)
				break
			}
		}
	}
	return t
}

// of returns the slots named for a job or its customer, each once.
func (t *touchIndex) of(job, customer int32) []int32 {
	out := slices.Concat(t.job[job], t.customer[customer])
	slices.Sort(out)
	return slices.Compact(out)
}

// timeIndex is who works when.
type timeIndex struct {
	// groups are the different stretches of all shifts, by beginning.
	groups  []timeGroup
	noShift []uint64
	// fast and slow are the least and greatest percent of each service.
	fast, slow []int16
	// percent[k][slot] is the percent of service k; nil where all have the same.
	percent [][]int16
}

// timeGroup is a stretch and whose shift it is: bits, or a list where they
// are few.
type timeGroup struct {
	stretch
	bits []uint64
	list []int32
}

func newTimeIndex(x *Index) timeIndex {
	f := &x.gates.shifts
	t := timeIndex{noShift: make([]uint64, x.words)}
	at := map[stretch]int{}
	for slot, w := range x.workerOf {
		if len(f.shifts[w]) == 0 {
			setBit(t.noShift, slot)
		}
		for _, s := range f.shifts[w] {
			i, ok := at[s]
			if !ok {
				i = len(t.groups)
				at[s] = i
				t.groups = append(t.groups, timeGroup{stretch: s})
			}
			// A worker with two equal shifts, which are no valid ones, comes once.
			if list := t.groups[i].list; len(list) == 0 || list[len(list)-1] != int32(slot) {
				t.groups[i].list = append(list, int32(slot))
			}
		}
	}
	slices.SortFunc(t.groups, func(a, b timeGroup) int {
		return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.until, b.until))
	})
	for i := range t.groups {
		g := &t.groups[i]
		if len(g.list) <= x.words {
			continue
		}
		g.bits = make([]uint64, x.words)
		for _, slot := range g.list {
			setBit(g.bits, int(slot))
		}
		g.list = nil
	}
	t.fast, t.slow = make([]int16, f.services), make([]int16, f.services)
	for k := range f.services {
		t.fast[k], t.slow[k] = math.MaxInt16, 0
		for w := range f.shifts {
			percent := f.percent[w*f.services+k]
			t.fast[k], t.slow[k] = min(t.fast[k], percent), max(t.slow[k], percent)
		}
		t.percent = append(t.percent, nil)
		if t.fast[k] < t.slow[k] {
			t.percent[k] = make([]int16, len(x.workerOf))
			for slot, w := range x.workerOf {
				t.percent[k][slot] = f.percent[int(w)*f.services+k]
			}
		}
	}
	return t
}

func setBit(set []uint64, i int)        { set[i/64] |= 1 << (i % 64) }
func clearBit(set []uint64, i int)      { set[i/64] &^= 1 << (i % 64) }
func hasBit(set []uint64, i int32) bool { return set[i/64]>>(i%64)&1 == 1 }
