package schedule

import (
	"math/bits"
	"runtime"
	"slices"
	"sync"

	"github.com/paidan/paidan/roster"
)

// packEligible asks the gates for every shift, which gives a set of jobs for
// each, and turns that around into a set of shifts for each job. Blocks of 64
// shifts are independent of each other and dealt out to the processors.
func (k *packed) packEligible() {
	c := k.core
	c.Words = (len(k.shifts) + 63) / 64
	c.Eligible = make([]uint64, len(c.Jobs)*c.Words)
	fits := k.timeMasks()
	liveIn := k.liveInJobs()
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
			kinds := [2]uint64{k.ofKind(b, false), k.ofKind(b, true)}
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
					if shifts == 0 {
						continue
					}
					j := w*64 + i
					shifts &= kinds[liveIn[j/64]>>(j%64)&1]
					k.allow(j, b, shifts)
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
		for j := range k.view.Problem.Jobs {
			if k.meetsWindow(j, at) {
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

// meetsWindow reports whether a job may start within a span.
func (k *packed) meetsWindow(j int, at span) bool {
	job := &k.core.Jobs[k.visits.first[j]]
	windows := k.core.Windows[job.Win0:job.Win1]
	for _, w := range windows {
		if w.Lo <= at.last && w.Hi >= at.start {
			return true
		}
	}
	return len(windows) == 0
}

// allow lets a block of shifts serve the visits of job j, as far as their
// roles do.
func (k *packed) allow(j, block int, shifts uint64) {
	c := k.core
	first, end := k.visits.of(j)
	if end-first == 1 && k.gates.Roles(j) == 0 {
		c.Eligible[int(first)*c.Words+block] = shifts
		return
	}
	roles := int32(k.gates.Roles(j))
	for x := first; x < end; x++ {
		m := x - first
		some := uint64(0)
		for left := shifts; left != 0; left &= left - 1 {
			s := block*64 + bits.TrailingZeros64(left)
			if m < roles {
				from, to := k.days(s)
				if k.gates.RoleFirst(k.shifts[s].worker, j, int(m), from, to) != "" {
					continue
				}
			}
			if end-first > 1 {
				if w, ok := k.visits.lockedTo[x]; ok && w != k.shifts[s].worker {
					continue
				}
			}
			some |= left & -left
		}
		c.Eligible[int(x)*c.Words+block] = some
	}
}

// ofKind returns the shifts of a block which are for live-in jobs, or not.
func (k *packed) ofKind(block int, liveIn bool) (set uint64) {
	for i := 0; i < 64 && block*64+i < len(k.shifts); i++ {
		if k.shifts[block*64+i].liveIn == liveIn {
			set |= 1 << i
		}
	}
	return set
}

// liveInJobs returns the set of jobs of live-in services.
func (k *packed) liveInJobs() []uint64 {
	p := k.view.Problem
	set := make([]uint64, (len(p.Jobs)+63)/64)
	for j := range p.Jobs {
		if k.view.Service(&p.Jobs[j]).LiveIn {
			set[j/64] |= 1 << (j % 64)
		}
	}
	return set
}

// anyLiveIn reports whether any job is of a live-in service.
func (k *packed) anyLiveIn() bool {
	return slices.ContainsFunc(k.liveInJobs(), func(word uint64) bool { return word != 0 })
}

// otherKind reports whether a shift of the core is for live-in jobs and a
// visit is not, or the other way round.
func (k *packed) otherKind(s int, visit int32) bool {
	return k.shifts[s].liveIn != k.view.Service(k.job(visit)).LiveIn
}
