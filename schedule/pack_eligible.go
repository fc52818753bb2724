package schedule

import (
	"runtime"
	"sync"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// packEligible asks the gates for every shift, which gives a set of jobs for
// each, and turns that around into a set of shifts for each job. Blocks of 64
// shifts are independent of each other and dealt out to the processors.
func (k *packed) packEligible() {
	c := k.core
	jobs := len(k.view.Problem.Jobs)
	c.Words = (len(k.shifts) + 63) / 64
	c.Eligible = make([]uint64, jobs*c.Words)
	fits := k.timeMasks()
	var next sync.Mutex
	block := 0
	take := func() int {
		next.Lock()
		defer next.Unlock()
		block++
		return block - 1
	}
	work := func() {
		row := make([]uint64, k.gates.Words())
		rows := make([][64]uint64, k.gates.Words())
		for b := take(); b < c.Words; b = take() {
			clear(rows)
			for i := 0; i < 64 && b*64+i < len(k.shifts); i++ {
				s := b*64 + i
				if k.limits[s].closed != "" {
					continue
				}
				first, last := k.days(s)
				k.gates.Eligible(k.shifts[s].worker, first, last, row)
				mask := fits[k.span(s)]
				for w := range row {
					rows[w][i] = row[w] & mask[w]
				}
			}
			for w := range rows {
				transpose(&rows[w])
				for i, shifts := range rows[w] {
					if shifts != 0 {
						c.Eligible[(w*64+i)*c.Words+b] = shifts
					}
				}
			}
		}
	}
	var group sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), c.Words) - 1 {
		group.Go(work)
	}
	work()
	group.Wait()
}

// span is the time a shift can be on the way.
type span struct{ start, last int32 }

func (k *packed) span(s int) span {
	return span{k.core.Shifts[s].Start, k.core.Shifts[s].Last}
}

// timeMasks returns, for each span of a shift, the set of jobs whose windows
// meet it.
func (k *packed) timeMasks() map[span][]uint64 {
	masks := map[span][]uint64{}
	for s := range k.shifts {
		at := k.span(s)
		if masks[at] != nil {
			continue
		}
		mask := make([]uint64, k.gates.Words())
		for j := range k.core.Jobs {
			if lo, hi := k.hull(j); lo <= at.last && hi >= at.start {
				mask[j/64] |= 1 << (j % 64)
			}
		}
		masks[at] = mask
	}
	return masks
}

// transpose turns a block of 64 × 64 bits around: bit i of word j becomes
// bit j of word i (Warren, "Hacker's Delight", §7-3).
func transpose(a *[64]uint64) {
	m := uint64(0x00000000ffffffff)
	for j := uint(32); j != 0; j, m = j>>1, m^(m<<(j>>1)) {
		for k := uint(0); k < 64; k = (k + j + 1) &^ j {
			t := (a[k]>>j ^ a[k+j]) & m
			a[k] ^= t << j
			a[k+j] ^= t
		}
	}
}

// days returns the local days on which work of a shift can fall.
func (k *packed) days(s int) (first, last roster.Date) {
	sh := &k.core.Shifts[s]
	return roster.DateOf(k.clock(sh.Start)), roster.DateOf(k.clock(max(sh.Start, sh.Last-1)))
}

// hull returns the first and last start that a job's windows allow. Windows
// which bound the service may overlap others, so the last need not end last.
func (k *packed) hull(j int) (lo, hi int32) {
	job := &k.core.Jobs[j]
	windows := k.core.Windows[job.Win0:job.Win1]
	if len(windows) == 0 {
		return -core.Latest, core.Latest
	}
	lo, hi = windows[0].Lo, windows[0].Hi
	for _, w := range windows {
		hi = max(hi, w.Hi)
	}
	return lo, hi
}
