package matching

import (
	"cmp"
	"context"
	"math"
	"math/bits"
	"slices"
	"sync/atomic"

	"github.com/paidan/paidan/matching/assign"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// The limits of a batch where the options do not say.
const (
	defaultPairs = 500_000
	defaultArcs  = 32
	scanFactor   = 3  // nearest workers looked at for each arc kept
	batchLeaf    = 24 // workers in a cell
	// fixedLimit is up to how many pairs of workers and kinds of jobs the
	// fixed parts of costs are kept: 32 MB.
	fixedLimit = 1 << 22
)

// placeWorkers numbers the workers by slots: in their own order where every
// pair is to be looked at, else those of one cell in a row and those who are
// nowhere known last.
func (b *batch) placeWorkers() {
	n := len(b.workers)
	b.workerAt, b.slotOf = make([]int32, 0, n), make([]int32, n)
	limit := b.opts.Pairs
	if limit == 0 {
		limit = defaultPairs
	}
	if len(b.jobs)*n <= limit {
		for i := range n {
			b.workerAt = append(b.workerAt, int32(i))
		}
	} else {
		from := make([]scoring.Point, n)
		var nowhere []int32
		for i := range b.workers {
			if l := &b.workers[i].lanes[0]; l.from.known {
				from[i] = l.from.at
				b.workerAt = append(b.workerAt, int32(i))
			} else {
				nowhere = append(nowhere, int32(i))
			}
		}
		b.placed = int32(len(b.workerAt))
		b.cells = newCellTree(from, b.workerAt, batchLeaf)
		b.workerAt = append(b.workerAt, nowhere...)
	}
	for slot, i := range b.workerAt {
		b.slotOf[i] = int32(slot)
	}
}

// nearScratch is the memory of one goroutine of collectNear.
type nearScratch struct {
	list  []candidate
	heap  []rankedCell
	known []int32 // of workers: the customer knows them
	ids   []int32 // the same, of the problem
	kind  int     // of the job
	floor roster.Points
}

// candidate is a feasible pair with its cost, or a lower bound of that.
type candidate struct {
	worker int32 // of workers
	exact  bool
	bill   roster.Points // what it costs without the criteria
	cost   roster.Points
}

// collectNear looks for each job at the nearest workers who may do it. It
// reports whether these were all.
func (b *batch) collectNear(ctx context.Context) bool {
	keep := b.opts.Arcs
	if keep <= 0 {
		keep = defaultArcs
	}
	at := make([]int32, len(b.g.workers)) // [worker of the problem] of workers, −1: not there
	for w := range at {
		at[w] = assign.None
	}
	for i := range b.workers {
		at[b.workers[i].worker] = int32(i)
	}
	if n := b.bounds.Kinds() * len(b.workers); n <= fixedLimit {
		b.fixed = make([]atomic.Int64, n)
	}
	order := b.jobsByPlace()
	var incomplete atomic.Bool
	spread(len(order), 16, func(s *nearScratch, n int) {
		k := order[n]
		j := b.jobs[k]
		if ctx.Err() != nil {
			incomplete.Store(true)
			return
		}
		s.list, s.known = s.list[:0], s.known[:0]
		s.kind, s.floor = b.bounds.Kind(int(j)), b.bounds.Floor(int(j))
		s.ids = b.bounds.Known(int(j), s.ids[:0])
		for _, w := range s.ids {
			if i := at[w]; i != assign.None && !slices.Contains(s.known, i) {
				s.known = append(s.known, i)
			}
		}
		b.lookAt(j, b.placed, int32(len(b.workers)), s)
		if b.lookNear(j, scanFactor*keep, s) {
			incomplete.Store(true)
			for _, i := range s.known {
				if !slices.ContainsFunc(s.list, func(c candidate) bool { return c.worker == i }) {
					b.lookAt(j, b.slotOf[i], b.slotOf[i]+1, s)
				}
			}
		}
		if len(s.list) > keep {
			incomplete.Store(true)
		}
		s.list = b.cheapest(j, s.list, keep)
		slices.SortFunc(s.list, func(a, b candidate) int { return cmp.Compare(a.worker, b.worker) })
		b.arcs[k] = make([]arc, len(s.list))
		for n, c := range s.list {
			b.arcs[k][n] = arc{c.worker, c.cost}
		}
	})
	return !incomplete.Load()
}

// cheapest returns the candidates of least cost, keep of them where there are
// as many, with their costs. Those whose lower bounds are above what enough
// others cost are not priced.
func (b *batch) cheapest(j int32, list []candidate, keep int) []candidate {
	less := func(a, b candidate) bool { return a.cost < b.cost || a.cost == b.cost && a.worker < b.worker }
	price := func(c *candidate) {
		if !c.exact {
			c.cost = c.bill + b.s.Cost(int(b.workers[c.worker].worker), int(j))
		}
	}
	n := min(keep, len(list))
	selectLeast(list, n, less)
	most := roster.Points(math.MinInt64)
	for k := range list[:n] {
		price(&list[k])
		most = max(most, list[k].cost)
	}
	for k := n; k < len(list); k++ {
		if c := list[k]; c.cost <= most {
			price(&c)
			list[n] = c
			n++
		}
	}
	selectLeast(list[:n], keep, less)
	return list[:min(keep, n)]
}

// jobsByPlace returns the places in jobs, near ones after each other, so that
// what is known of the workers there stays in the cache.
func (b *batch) jobsByPlace() []int32 {
	order := make([]int32, len(b.jobs))
	at := make([]scoring.Point, len(b.jobs))
	for k, j := range b.jobs {
		order[k], at[k] = int32(k), b.site[j].at
	}
	splitBoxes(at, order, 0, batchLeaf, func(cell) {})
	return order
}

// lookNear looks at the workers of the nearest cells until s.list has enough.
// It reports whether cells are left with anybody who may do the job.
func (b *batch) lookNear(j int32, enough int, s *nearScratch) bool {
	rank := func(id int32) (n rankedCell, wanted bool) {
		c := b.cells.node(id)
		if id >= 0 && !b.anybody(j, c.from, c.until) {
			return n, false
		}
		n.cell = id
		if b.site[j].known {
			n.rank = c.nearest(b.site[j].at)
		}
		return n, true
	}
	s.heap = s.heap[:0]
	if id, ok := b.cells.root(); ok {
		if n, wanted := rank(id); wanted {
			s.heap = append(s.heap, n)
		}
	}
	for len(s.heap) > 0 && len(s.list) < enough {
		id := s.heap[0].cell
		if id >= 0 {
			s.heap = popCell(s.heap)
			c := &b.cells.leaves[id]
			b.lookAt(j, c.from, c.until, s)
			continue
		}
		left, right := b.cells.below(id)
		first, isLeft := rank(left)
		second, isRight := rank(right)
		switch { // the first takes the place of the node above
		case isLeft && isRight:
			s.heap = pushCell(replaceCell(s.heap, first), second)
		case isLeft:
			s.heap = replaceCell(s.heap, first)
		case isRight:
			s.heap = replaceCell(s.heap, second)
		default:
			s.heap = popCell(s.heap)
		}
	}
	return len(s.heap) > 0
}

// anybody tells whether somebody in slots from to until may do job j.
func (b *batch) anybody(j, from, until int32) bool {
	for word := from / 64; word*64 < until; word++ {
		if b.mayDo(j, int(word))&within(word, from, until) != 0 {
			return true
		}
	}
	return false
}

// candidate appends a pair to s.list if it is feasible.
func (b *batch) candidate(i, j int32, s *nearScratch) {
	if b.lost[i] {
		return
	}
	if t, why := b.trip(int(i), j); why == "" {
		bill := b.billOf(int(i), j, &t)
		c := candidate{worker: i, exact: slices.Contains(s.known, i), bill: bill.sum()}
		if c.exact {
			c.cost = c.bill + b.s.Cost(int(b.workers[i].worker), int(j))
		} else {
			c.cost = c.bill + s.floor + b.fixedPart(i, s.kind)
		}
		s.list = append(s.list, c)
	}
}

// fixedPart returns [scoring.Bounds.Fixed] of worker i, which is worked out
// once for each kind where there is room.
func (b *batch) fixedPart(i int32, kind int) roster.Points {
	w := int(b.workers[i].worker)
	if b.fixed == nil {
		return b.bounds.Fixed(w, kind)
	}
	cell := &b.fixed[kind*len(b.workers)+int(i)]
	if p := cell.Load(); p != 0 {
		return roster.Points(p - 1)
	}
	p := b.bounds.Fixed(w, kind)
	cell.Store(int64(p) + 1)
	return p
}

// lookAt looks at those in slots from to until who may do job j.
func (b *batch) lookAt(j, from, until int32, s *nearScratch) {
	for word := from / 64; word*64 < until; word++ {
		for left := b.mayDo(j, int(word)) & within(word, from, until); left != 0; left &= left - 1 {
			b.candidate(b.workerAt[word*64+int32(bits.TrailingZeros64(left))], j, s)
		}
	}
}

// within returns the bits of a word of a set which are in [from, until).
func within(word, from, until int32) uint64 {
	mask := ^uint64(0)
	if low := from - word*64; low > 0 {
		mask <<= low
	}
	if high := until - word*64; high < 64 {
		mask &= 1<<high - 1
	}
	return mask
}
