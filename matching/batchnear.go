package matching

import (
	"cmp"
	"context"
	"math/bits"
	"slices"
	"sync/atomic"

	"github.com/paidan/paidan/scoring"
)

// The limits of a batch where the options do not say.
const (
	defaultPairs = 500_000
	defaultArcs  = 32
	scanFactor   = 3  // nearest workers looked at for each arc kept
	batchLeaf    = 24 // workers in a cell
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
	list  []arc
	heap  []rankedCell
	known []int32
}

// collectNear looks for each job at the nearest workers who may do it. It
// reports whether these were all.
func (b *batch) collectNear(ctx context.Context) bool {
	keep := b.opts.Arcs
	if keep <= 0 {
		keep = defaultArcs
	}
	at := make(map[int32]int32, len(b.workers)) // by worker of the problem
	for i := range b.workers {
		at[b.workers[i].worker] = int32(i)
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
		s.list = s.list[:0]
		b.lookAt(j, b.placed, int32(len(b.workers)), s)
		if b.lookNear(j, scanFactor*keep, s) {
			incomplete.Store(true)
			s.known = b.bounds.Known(int(j), s.known[:0])
			for _, w := range s.known {
				i, ok := at[w]
				if ok && !slices.ContainsFunc(s.list, func(a arc) bool { return a.worker == i }) {
					b.lookAt(j, b.slotOf[i], b.slotOf[i]+1, s)
				}
			}
		}
		if len(s.list) > keep {
			incomplete.Store(true)
			selectLeast(s.list, keep, func(a, b arc) bool { return a.cost < b.cost || a.cost == b.cost && a.worker < b.worker })
			s.list = s.list[:keep]
		}
		slices.SortFunc(s.list, func(a, b arc) int { return cmp.Compare(a.worker, b.worker) })
		b.arcs[k] = slices.Clone(s.list)
	})
	return !incomplete.Load()
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
	push := func(id int32) {
		c := b.cells.node(id)
		if id >= 0 && !b.anybody(j, c.from, c.until) {
			return
		}
		n := rankedCell{cell: id}
		if b.site[j].known {
			n.rank = c.nearest(b.site[j].at)
		}
		s.heap = pushCell(s.heap, n)
	}
	s.heap = s.heap[:0]
	if id, ok := b.cells.root(); ok {
		push(id)
	}
	for len(s.heap) > 0 && len(s.list) < enough {
		id := s.heap[0].cell
		s.heap = popCell(s.heap)
		if id >= 0 {
			c := &b.cells.leaves[id]
			b.lookAt(j, c.from, c.until, s)
			continue
		}
		left, right := b.cells.below(id)
		push(left)
		push(right)
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

// lookAt looks at those in slots from to until who may do job j.
func (b *batch) lookAt(j, from, until int32, s *nearScratch) {
	for word := from / 64; word*64 < until; word++ {
		for left := b.mayDo(j, int(word)) & within(word, from, until); left != 0; left &= left - 1 {
			b.look(b.workerAt[word*64+int32(bits.TrailingZeros64(left))], j, &s.list)
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
