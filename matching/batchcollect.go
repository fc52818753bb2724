package matching

import (
	"cmp"
	"context"
	"math/bits"
	"runtime"
	"slices"
	"sync"
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

// collect finds the feasible pairs of jobs of one worker.
func (b *batch) collect(ctx context.Context, out *Assignment) error {
	b.openToday()
	b.arcs = make([][]arc, len(b.jobs))
	limit := b.opts.Pairs
	if limit == 0 {
		limit = defaultPairs
	}
	if len(b.jobs)*len(b.workers) <= limit {
		b.collectAll(ctx)
	} else {
		out.Complete = b.collectNear(ctx)
	}
	for _, list := range b.arcs {
		out.Pairs += len(list)
	}
	return nil
}

// openToday asks the gates about today, all jobs at once for each worker.
func (b *batch) openToday() {
	if b.open != nil {
		return
	}
	n := len(b.g.classOf)
	b.words = words(len(b.workers))
	b.open, b.later = make([]uint64, n*b.words), make([]uint64, b.words)
	b.bounds()
	spread(b.words, 1, func(block int) {
		rows := b.g.Words()
		sets := make([]uint64, 64*rows) // [worker of the block][word of jobs]
		for i := block * 64; i < min(block*64+64, len(b.workers)); i++ {
			b.g.Eligible(int(b.workers[i].worker), b.today, b.today, sets[i%64*rows:][:rows])
			if lanes := b.workers[i].lanes; lanes[len(lanes)-1].until > b.dusk {
				b.later[block] |= 1 << (i % 64)
			}
		}
		var square [64]uint64
		for row := range rows {
			for i := range square {
				square[i] = sets[i*rows+row]
			}
			transpose(&square)
			for k := range min(64, n-row*64) {
				b.open[(row*64+k)*b.words+block] = square[k]
			}
		}
	})
}

// transpose swaps rows and columns of a square of bits, halving blocks
// (Warren, Hacker's Delight, 7-3).
func transpose(a *[64]uint64) {
	mask := uint64(0x00000000ffffffff)
	for j := 32; j != 0; j >>= 1 {
		for k := 0; k < 64; k = (k + j + 1) &^ j {
			t := (a[k]>>j ^ a[k+j]) & mask
			a[k] ^= t << j
			a[k+j] ^= t
		}
		mask ^= mask << (j >> 1)
	}
}

// mayDo returns word k of the workers of whom more is to be asked for job j:
// not barred today, or there on another day.
func (b *batch) mayDo(j int32, k int) uint64 { return b.open[int(j)*b.words+k] | b.later[k] }

// spread calls f for 0…n−1 from all cores, a chunk at a time; it returns when
// all are done.
func spread(n, chunk int, f func(i int)) {
	var next atomic.Int64
	var done sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/chunk+1) {
		done.Go(func() {
			for {
				from := int(next.Add(int64(chunk))) - chunk
				if from >= n {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					f(i)
				}
			}
		})
	}
	done.Wait()
}

// collectAll looks at every pair.
func (b *batch) collectAll(ctx context.Context) {
	spread(len(b.jobs), 4, func(k int) {
		if ctx.Err() != nil {
			return
		}
		j := b.jobs[k]
		list := make([]arc, 0, 64)
		for word := range b.words {
			for left := b.mayDo(j, word); left != 0; left &= left - 1 {
				i := word*64 + bits.TrailingZeros64(left)
				if b.lost[i] {
					continue
				}
				if t, why := b.trip(i, j); why == "" {
					list = append(list, arc{int32(i), b.price(i, j, &t, nil)})
				}
			}
		}
		b.arcs[k] = list
	})
}

// collectNear looks for each job at the nearest workers who may do it. It
// reports whether these were all.
func (b *batch) collectNear(ctx context.Context) bool {
	keep := b.opts.Arcs
	if keep <= 0 {
		keep = defaultArcs
	}
	from := make([]scoring.Point, len(b.workers))
	var placed, others []int32
	at := make(map[int32]int32, len(b.workers)) // by worker of the problem
	for i := range b.workers {
		at[b.workers[i].worker] = int32(i)
		if l := &b.workers[i].lanes[0]; l.from.known {
			from[i] = l.from.at
			placed = append(placed, int32(i))
		} else {
			others = append(others, int32(i))
		}
	}
	var cells []cell
	splitBoxes(from, placed, 0, batchLeaf, func(c cell) { cells = append(cells, c) })
	bounds := b.s.Bounds(b.g.view)
	var incomplete atomic.Bool
	spread(len(b.jobs), 16, func(k int) {
		j := b.jobs[k]
		if ctx.Err() != nil {
			incomplete.Store(true)
			return
		}
		var list []arc
		look := func(i int32) {
			if b.lost[i] || b.mayDo(j, int(i/64))>>(i%64)&1 == 0 {
				return
			}
			if t, why := b.trip(int(i), j); why == "" {
				list = append(list, arc{i, b.price(int(i), j, &t, nil)})
			}
		}
		for _, i := range others {
			look(i)
		}
		heap := make([]rankedCell, 0, len(cells))
		for c := range cells {
			n := rankedCell{cell: int32(c)}
			if b.site[j].known {
				n.rank = cells[c].nearest(b.site[j].at)
			}
			heap = append(heap, n)
		}
		for i := len(heap)/2 - 1; i >= 0; i-- {
			siftDown(heap, i)
		}
		for len(heap) > 0 && len(list) < scanFactor*keep {
			c := &cells[heap[0].cell]
			heap[0] = heap[len(heap)-1]
			heap = heap[:len(heap)-1]
			siftDown(heap, 0)
			for _, i := range placed[c.from:c.until] {
				look(i)
			}
		}
		if len(heap) > 0 {
			incomplete.Store(true)
			for _, w := range bounds.Known(int(j), nil) {
				if i, ok := at[w]; ok && !slices.ContainsFunc(list, func(a arc) bool { return a.worker == i }) {
					look(i)
				}
			}
		}
		slices.SortFunc(list, func(a, b arc) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.worker, b.worker)) })
		if len(list) > keep {
			incomplete.Store(true)
			list = list[:keep]
		}
		list = slices.Clone(list)
		slices.SortFunc(list, func(a, b arc) int { return cmp.Compare(a.worker, b.worker) })
		b.arcs[k] = list
	})
	return !incomplete.Load()
}
