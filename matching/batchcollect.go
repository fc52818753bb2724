package matching

import (
	"context"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
)

// collect finds the feasible pairs of jobs of one worker.
func (b *batch) collect(ctx context.Context, out *Assignment) error {
	b.openToday()
	b.arcs = make([][]arc, len(b.jobs))
	if b.cells == nil {
		b.collectAll(ctx)
	} else {
		out.Complete = b.collectNear(ctx)
	}
	for _, list := range b.arcs {
		out.Pairs += len(list)
	}
	return nil
}

// tile is how many words of a set of slots are worked out at once, so that
// memory is written in longer runs.
const tile = 4

// openToday asks the gates about today, all jobs at once for each worker.
func (b *batch) openToday() {
	if b.open != nil {
		return
	}
	n := len(b.g.classOf)
	b.words = words(len(b.workers))
	b.open, b.later = make([]uint64, n*b.words), make([]uint64, b.words)
	b.fillWindows()
	rows := b.g.Words()
	spread((b.words+tile-1)/tile, 1, func(sets *[]uint64, at int) {
		*sets = grown(*sets, 64*tile*rows) // [worker of the tile][word of jobs]
		clear(*sets)
		first := at * tile * 64
		for slot := first; slot < min(first+64*tile, len(b.workers)); slot++ {
			w := &b.workers[b.workerAt[slot]]
			b.g.Eligible(int(w.worker), b.today, b.today, (*sets)[(slot-first)*rows:][:rows])
			if w.lanes[len(w.lanes)-1].until > b.dusk {
				setBit(b.later, slot)
			}
		}
		var square [64]uint64
		for row := range rows {
			for block := range min(tile, b.words-at*tile) {
				for i := range square {
					square[i] = (*sets)[(block*64+i)*rows+row]
				}
				transpose(&square)
				for k := range min(64, n-row*64) {
					b.open[(row*64+k)*b.words+at*tile+block] = square[k]
				}
			}
		}
	})
}

// grown returns a slice of n cells with any values, s if that has room.
func grown[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	return s[:n]
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

// isOpen tells whether no gate bars worker i from job j today.
func (b *batch) isOpen(i int, j int32) bool {
	return hasBit(b.open[int(j)*b.words:], b.slotOf[i])
}

// mayDo returns word k of the slots of those of whom more is to be asked for
// job j: not barred today, or there on another day.
func (b *batch) mayDo(j int32, k int) uint64 { return b.open[int(j)*b.words+k] | b.later[k] }

// spread calls f for 0…n−1 from all cores, a chunk at a time; it returns when
// all are done. Calls from one goroutine share scratch, which begins empty.
func spread[S any](n, chunk int, f func(scratch *S, i int)) {
	spreadOver(runtime.GOMAXPROCS(0), n, chunk, f)
}

// spreadOver is spread for a number of goroutines.
func spreadOver[S any](goroutines, n, chunk int, f func(scratch *S, i int)) {
	var next atomic.Int64
	var done sync.WaitGroup
	for range min(goroutines, n/chunk+1) {
		done.Go(func() {
			var scratch S
			for {
				from := int(next.Add(int64(chunk))) - chunk
				if from >= n {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					f(&scratch, i)
				}
			}
		})
	}
	done.Wait()
}

// collectAll looks at every pair; slots are workers then.
func (b *batch) collectAll(ctx context.Context) {
	spread(len(b.jobs), 4, func(list *[]arc, k int) {
		if ctx.Err() != nil {
			return
		}
		j := b.jobs[k]
		*list = (*list)[:0]
		for word := range b.words {
			for left := b.mayDo(j, word); left != 0; left &= left - 1 {
				b.look(int32(word*64+bits.TrailingZeros64(left)), j, list)
			}
		}
		b.arcs[k] = append([]arc(nil), *list...)
	})
}

// look appends the arc of a pair to list if it is feasible.
func (b *batch) look(i, j int32, list *[]arc) {
	if b.lost[i] {
		return
	}
	if t, why := b.trip(int(i), j); why == "" {
		*list = append(*list, arc{i, b.cost(int(i), j, &t)})
	}
}
