package matching

import (
	"math/bits"

	"github.com/paidan/paidan/roster"
)

// jobSet is a set of jobs: a list where they are few, bits where many.
type jobSet struct {
	list []int32
	bits []uint64
}

// newJobSets returns the jobs of each class.
func newJobSets(classOf []int32, classes int) []jobSet {
	sets := make([]jobSet, classes)
	for j, c := range classOf {
		sets[c].list = append(sets[c].list, int32(j))
	}
	n := words(len(classOf))
	for c := range sets {
		if len(sets[c].list) <= n {
			continue
		}
		sets[c].bits = make([]uint64, n)
		for _, j := range sets[c].list {
			sets[c].bits[j/64] |= 1 << (j % 64)
		}
		sets[c].list = nil
	}
	return sets
}

// notEmpty reports whether there is a job; a class may be that of a role only.
func (s *jobSet) notEmpty() bool { return len(s.list) > 0 || s.bits != nil }

// addTo adds the jobs to out.
func (s *jobSet) addTo(out []uint64) {
	for i, w := range s.bits {
		out[i] |= w
	}
	for _, j := range s.list {
		out[j/64] |= 1 << (j % 64)
	}
}

// Words returns how many words a set of the problem's jobs takes.
func (g *Gates) Words() int { return words(len(g.classOf)) }

// Eligible sets bit j%64 of out[j/64] for every job j which the worker may
// do on the days from first to last, that is, for which First is "", and
// clears the others. out has at least Words words; it is overwritten. Roles
// of crews are not asked for: for a job with Roles, ask RoleFirst further.
//
// It takes time in proportion to classes × gates plus Words, and to the
// number of jobs only where the worker is limited to areas or a distance or
// the rulebook has gates. It does not allocate, unless an own gate does.
func (g *Gates) Eligible(worker int, first, last roster.Date, out []uint64) {
	out = out[:g.Words()]
	clear(out)
	q := question{worker: int32(worker), job: -1, first: dayNumber(first), last: dayNumber(last)}
	for c := range g.jobsOf {
		q.class = int32(c)
		if g.jobsOf[c].notEmpty() && g.classOpen(q) {
			g.jobsOf[c].addTo(out)
		}
	}
	g.clearSparse(q, out)
	g.clearEach(q, first, last, out)
	g.reopen(q, first, last, out)
}

// classOpen asks the gates which depend on no more than the class.
func (g *Gates) classOpen(q question) bool {
	rules := g.byClass[q.class]
	for i := range rules {
		if rules[i].bars(g, q) {
			return false
		}
	}
	return true
}

// clearSparse clears the jobs barred by bans and refusals, of which most
// workers have few, and those whose locks leave no place but for workers
// they name.
func (g *Gates) clearSparse(q question, out []uint64) {
	f := &g.pairs
	drop := func(jobs []int32) {
		for _, j := range jobs {
			out[j/64] &^= 1 << (j % 64)
		}
	}
	for _, c := range f.bannedBy[q.worker] {
		drop(f.jobsOf[c])
	}
	drop(f.bannedFrom[q.worker])
	for _, c := range f.bans[q.worker] {
		drop(f.jobsOf[c])
	}
	for _, r := range f.refusals[q.worker] {
		switch {
		case r.until < q.first:
		case r.job >= 0:
			out[r.job/64] &^= 1 << (r.job % 64)
		default:
			drop(f.jobsOf[r.customer])
		}
	}
	for i := range out {
		out[i] &^= f.shut[i]
	}
}

// reopen sets the jobs which clearSparse took for locked to others, but for
// which locks name the worker.
func (g *Gates) reopen(q question, first, last roster.Date, out []uint64) {
	for _, j := range g.pairs.namedFor[q.worker] {
		if g.pairs.shut[j/64]>>(j%64)&1 == 1 && g.First(int(q.worker), int(j), first, last) == "" {
			out[j/64] |= 1 << (j % 64)
		}
	}
}

// clearEach clears the jobs barred by areas, distance and own gates, where
// every job left has to be asked about.
func (g *Gates) clearEach(q question, first, last roster.Date, out []uint64) {
	w := &g.workers[q.worker]
	if !w.limited && w.far == farthest && len(g.own) == 0 {
		return
	}
	areas := areaSet{list: w.areas}
	areas.fill()
	home := g.pairs.home[q.worker]
	for i := range out {
		for left := out[i]; left != 0; left &= left - 1 {
			j := i*64 + bits.TrailingZeros64(left)
			switch {
			case w.limited && !areas.has(g.pairs.area[j]):
			case w.far != farthest && g.pairs.siteKnown[j] && home.Square(g.pairs.site[j]) >= w.far:
			default:
				if q.job = int32(j); len(g.own) == 0 || !g.barredByOwn(q, first, last) {
					continue
				}
			}
			out[i] &^= left & -left
		}
	}
}

// areaSet is a sorted list of areas, with those of low numbers as bits too.
type areaSet struct {
	list []int32
	bits [8]uint64
}

func (s *areaSet) fill() {
	for _, a := range s.list {
		if int(a) < 64*len(s.bits) {
			setBit(s.bits[:], int(a))
		}
	}
}

func (s *areaSet) has(a int32) bool {
	if a >= 0 && int(a) < 64*len(s.bits) {
		return hasBit(s.bits[:], a)
	}
	return contains(s.list, a)
}

func (g *Gates) barredByOwn(q question, first, last roster.Date) bool {
	for i := range g.own {
		if g.askOwn(i, int(q.worker), int(q.job), first, last) != "" {
			return true
		}
	}
	return false
}
