package matching

import (
	"cmp"
	"math"
	"math/bits"
	"slices"

	"github.com/paidan/paidan/roster"
)

// costed is a worker with the cost of the job; the heap of the best has the
// worst of them on top.
type costed struct {
	cost   roster.Points
	worker int32
}

func (a costed) compare(b costed) int {
	return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.worker, b.worker))
}

// few is the number of eligible workers of whom all are priced.
const few = 512

// best returns the top cheapest of s.eligible, cheapest first, those of
// equal cost by worker. It changes s.eligible.
func (x *Index) best(job, top int, s *scratch) []costed {
	s.best = s.best[:0]
	left := 0
	for _, w := range s.eligible {
		left += bits.OnesCount64(w)
	}
	price := func(slot int32) {
		clearBit(s.eligible, int(slot))
		w := x.workerOf[slot]
		s.offer(top, costed{x.scorer.Cost(int(w), job), w})
	}
	if left <= max(few, top) {
		each(s.eligible, price)
	} else {
		x.search(job, top, s, price)
	}
	slices.SortFunc(s.best, costed.compare)
	return s.best
}

// search goes through the cells by their lower bounds, and through the
// workers of a cell by theirs, until no bound is below the worst kept.
func (x *Index) search(job, top int, s *scratch, price func(slot int32)) {
	b := x.bounds
	s.known = b.Known(job, s.known[:0])
	for _, w := range s.known {
		if hasBit(s.eligible, x.slotOf[w]) {
			price(x.slotOf[w])
		}
	}
	ranking := x.ranking(b.Kind(job))
	f := &x.gates.pairs
	floor, far := b.Floor(job), b.CountsDistance() && f.siteKnown[job]
	site := f.site[job]
	s.heap = s.heap[:0]
	for i := range x.cells {
		c := &x.cells[i]
		v := rankedCell{int64(ranking[c.from].fixed + floor), int32(i)}
		if far && c.known {
			v.rank += int64(b.FarSquare(c.nearest(site)))
		}
		s.heap = append(s.heap, v)
	}
	for i := len(s.heap)/2 - 1; i >= 0; i-- {
		siftDown(s.heap, i)
	}
	for len(s.heap) > 0 {
		v := s.heap[0]
		s.heap = popCell(s.heap)
		if roster.Points(v.rank) > s.worst(top).cost {
			return
		}
		c := &x.cells[v.cell]
		rest := roster.Points(v.rank) - ranking[c.from].fixed // beyond the fixed part
		for _, r := range ranking[c.from:c.until] {
			if !hasBit(s.eligible, r.slot) {
				continue
			}
			w := x.workerOf[r.slot]
			worst := s.worst(top)
			if r.fixed+rest > worst.cost {
				break
			}
			bound := r.fixed + rest
			if far && c.known {
				bound = r.fixed + floor + b.FarSquare(f.home[w].Square(site))
			}
			if worst.compare(costed{bound, w}) > 0 {
				price(r.slot)
			}
		}
	}
}

// worst returns the worst of the best so far, beyond every cost where there
// are fewer than top.
func (s *scratch) worst(top int) costed {
	if len(s.best) < top {
		return costed{math.MaxInt64, math.MaxInt32}
	}
	return s.best[0]
}

// offer keeps a worker who is among the top cheapest.
func (s *scratch) offer(top int, c costed) {
	h := s.best
	if len(h) < top {
		h = append(h, c)
		for i := len(h) - 1; i > 0; {
			up := (i - 1) / 2
			if h[up].compare(h[i]) >= 0 {
				break
			}
			h[up], h[i] = h[i], h[up]
			i = up
		}
		s.best = h
		return
	}
	if h[0].compare(c) <= 0 {
		return
	}
	h[0] = c
	for i := 0; ; {
		down := 2*i + 1
		if down >= len(h) {
			return
		}
		if down+1 < len(h) && h[down+1].compare(h[down]) > 0 {
			down++
		}
		if h[i].compare(h[down]) >= 0 {
			return
		}
		h[i], h[down] = h[down], h[i]
		i = down
	}
}
