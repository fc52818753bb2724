package matching

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// Shortlist is the function [Shortlist] for a job of the index's problem;
// Options.Rulebook is not looked at. Errors are the same, but that own code
// which panics is told by every later answer too, and is not met where its
// answer was not needed.
//
// With Limit −1 and no own gates it takes time in proportion to workers/64 ×
// (gates + shifts) and to the workers who come near the best; all scores are
// worked out only of those.
func (x *Index) Shortlist(jobID string, opts Options) (*List, error) {
	g := x.gates
	job, ok := g.view.JobIndex(jobID)
	if !ok {
		return nil, &roster.Fault{Code: roster.FaultReference, Value: jobID, Hint: "the problem has no such job"}
	}
	l := newLister(g, job, opts.At, opts.Bookings)
	s := x.scratch.Get().(*scratch)
	defer x.scratch.Put(s)
	s.clear()
	x.eligible(l, s)
	list := &List{Job: jobID, Candidates: []Candidate{}}
	for _, w := range s.eligible {
		list.Eligible += bits.OnesCount64(w)
	}
	if opts.Limit >= 0 {
		for w := range g.workers {
			if !hasBit(s.eligible, x.slotOf[w]) {
				list.Refused = append(list.Refused, Refused{Worker: g.view.Problem.Workers[w].ID, Reasons: l.answer(w).reasons})
			}
		}
	}
	list.Summary = summary(s.counts)
	list.limit(opts.Limit)
	for _, b := range x.best(job, opts.top(), s) {
		list.Candidates = append(list.Candidates, l.candidate(ranking{int(b.worker), b.cost, l.answer(int(b.worker))}, x.scorer))
	}
	if err := cmp.Or(g.Err(), x.scorer.Err()); err != nil {
		return nil, err
	}
	return list, nil
}

// scratch is the memory of one question.
type scratch struct {
	all []uint64 // every slot
	// fits are the slots with a shift on which the job fits, again those with
	// a second one, beyond those with days outside of Index.lo to Index.hi.
	fits, again, beyond []uint64
	anyBeyond           bool
	groups              []dayGroup
	// alone are slots asked one by one; open those no gate of a class bars;
	// eligible is the answer.
	alone, open, eligible []uint64
	counts                map[string]int
	percent               [maxPercent + 1]fitting
	heap                  []rankedCell
	best                  []costed
	known                 []int32
}

// maxPercent is the greatest a valid problem may have.
const maxPercent = 1000

// fitting tells for a percent whether the job fits a stretch, and on which
// days.
type fitting struct {
	state       uint8 // 0: not known, 1: it does not, 2: it does
	first, last int32
}

// dayGroup is whom the job would occupy on the same days.
type dayGroup struct {
	first, last int32
	mask        []uint64
}

func newScratch(x *Index) *scratch {
	set := func() []uint64 { return make([]uint64, x.words) }
	s := &scratch{all: set(), fits: set(), again: set(), beyond: set(), alone: set(), open: set(), eligible: set(),
		counts: map[string]int{}}
	for slot := range x.workerOf {
		setBit(s.all, slot)
	}
	return s
}

func (s *scratch) clear() {
	for _, set := range [][]uint64{s.fits, s.again, s.beyond, s.alone, s.eligible} {
		clear(set)
	}
	s.anyBeyond = false
	s.groups = s.groups[:0]
	clear(s.counts)
}

// group returns the group of the days, a new one where there is none yet.
func (s *scratch) group(x *Index, first, last int32) *dayGroup {
	for i := range s.groups {
		if s.groups[i].first == first && s.groups[i].last == last {
			return &s.groups[i]
		}
	}
	if n := len(s.groups); n < cap(s.groups) {
		s.groups = s.groups[:n+1]
	} else {
		s.groups = append(s.groups, dayGroup{})
	}
	d := &s.groups[len(s.groups)-1]
	d.first, d.last = first, last
	if d.mask == nil {
		d.mask = make([]uint64, x.words)
	}
	clear(d.mask)
	return d
}

// question asks about a slot on its days.
func (s *scratch) question(x *Index, slot int32, job int, class int32) question {
	q := question{worker: x.workerOf[slot], job: int32(job), class: class}
	for i := range s.groups {
		if hasBit(s.groups[i].mask, slot) {
			q.first, q.last = s.groups[i].first, s.groups[i].last
			break
		}
	}
	return q
}

// eligible works out who may do the job, and counts the others by the first
// of their reasons.
func (x *Index) eligible(l *lister, s *scratch) {
	g := x.gates
	x.when(l, s)
	classes := l.classes()
	touched := x.touched.of(int32(l.job), g.pairs.customer[l.job])
	x.putAside(l, s, classes, touched)

	many := len(classes) > 1
	for i, c := range classes {
		for k := range s.open {
			s.open[k] = s.all[k] &^ s.alone[k]
		}
		var counts map[string]int
		if !many {
			counts = s.counts
		}
		x.closeGates(l, s, c, touched, counts)
		if i == 0 {
			copy(s.eligible, s.open)
		} else {
			for k, w := range s.open {
				s.eligible[k] |= w
			}
		}
	}
	if many {
		each(s.all, func(slot int32) {
			switch {
			case hasBit(s.alone, slot) || hasBit(s.eligible, slot):
			case len(g.own) > 0:
				setBit(s.alone, int(slot))
			default:
				s.counts[x.firstOfFewest(l, s, slot, classes)]++
			}
		})
	}
	// Those left without a shift on which the job fits.
	why := roster.ReasonOutsideShift
	if g.shifts.frozen(l.job) {
		why = roster.ReasonFrozen
	}
	for k := range s.eligible {
		left := s.eligible[k] &^ s.fits[k]
		if left == 0 {
			continue
		}
		s.eligible[k] &= s.fits[k]
		if many && len(g.own) > 0 {
			s.alone[k] |= left
			continue
		}
		without := bits.OnesCount64(left & x.times.noShift[k])
		s.count(roster.ReasonNoShift, without)
		s.count(why, bits.OnesCount64(left)-without)
	}
	if len(g.own) > 0 {
		for k := range s.eligible {
			s.alone[k] |= s.eligible[k]
			s.eligible[k] = 0
		}
	}
	x.putBooked(l, s)
	each(s.alone, func(slot int32) {
		if why := l.answer(int(x.workerOf[slot])).reasons; len(why) > 0 {
			s.counts[why[0]]++
		} else {
			setBit(s.eligible, int(slot))
		}
	})
}

func (s *scratch) count(code string, n int) {
	if n > 0 {
		s.counts[code] += n
	}
}

// each calls f for the members of a set, in order.
func each(set []uint64, f func(slot int32)) {
	for k, w := range set {
		for ; w != 0; w &= w - 1 {
			f(int32(k*64 + bits.TrailingZeros64(w)))
		}
	}
}

// classes returns the classes of which one must be open: those of the roles,
// and that of a member without one where the crew has such.
func (l *lister) classes() []int32 {
	var out []int32
	roles := l.g.roleClass[l.job]
	for r := range int(l.g.pairs.crew[l.job]) {
		if r >= len(roles) {
			out = append(out, l.g.classOf[l.job])
			break
		}
		out = append(out, roles[r])
	}
	return out
}

// when groups the slots by the days of the first shift on which the job
// fits, or of the nominal start where it fits none.
func (x *Index) when(l *lister, s *scratch) {
	f, t := &x.gates.shifts, &x.times
	job := l.job
	fast, slow := f.secondsAt(job, t.fast[f.service[job]]), f.secondsAt(job, t.slow[f.service[job]])
	for i := range t.groups {
		group := &t.groups[i]
		start, ok := f.earliestFor(fast, group.stretch, job, l.from, l.until)
		if !ok {
			continue // nobody is faster
		}
		first, last := l.days(start, fast)
		if start, ok := f.earliestFor(slow, group.stretch, job, l.from, l.until); ok {
			if a, b := l.days(start, slow); a == first && b == last {
				s.add(x, group, s.group(x, first, last))
				continue
			}
		}
		// What holds for one of a percent holds for all of it.
		percent, service := t.percent[f.service[job]], &s.percent
		clear(service[:])
		one := func(slot int32) {
			at := &service[percent[slot]]
			if at.state == 0 {
				at.state = 1
				d := f.secondsAt(job, percent[slot])
				if start, ok := f.earliestFor(d, group.stretch, job, l.from, l.until); ok {
					at.state = 2
					at.first, at.last = l.days(start, d)
				}
			}
			switch {
			case at.state == 1:
			case hasBit(s.fits, slot):
				setBit(s.again, int(slot))
			default:
				setBit(s.group(x, at.first, at.last).mask, int(slot))
				setBit(s.fits, int(slot))
			}
		}
		for _, slot := range group.list {
			one(slot)
		}
		each(group.bits, one)
	}
	first, last := l.days(l.nominal, fast)
	if a, b := l.days(l.nominal, slow); a == first && b == last {
		d := s.group(x, first, last)
		for k := range d.mask {
			d.mask[k] |= s.all[k] &^ s.fits[k]
		}
	} else {
		each(s.all, func(slot int32) {
			if !hasBit(s.fits, slot) {
				first, last := l.days(l.nominal, f.seconds(int(x.workerOf[slot]), job))
				setBit(s.group(x, first, last).mask, int(slot))
			}
		})
	}
	for i := range s.groups {
		if d := &s.groups[i]; d.first < x.lo || d.last > x.hi {
			for k, w := range d.mask {
				s.beyond[k] |= w
				s.anyBeyond = s.anyBeyond || w != 0
			}
		}
	}
}

// add puts everybody with the shift into the group of days, but for those
// who are in one already.
func (s *scratch) add(x *Index, group *timeGroup, d *dayGroup) {
	for k, w := range group.bits {
		fresh := w &^ s.fits[k]
		s.again[k] |= w & s.fits[k]
		s.fits[k] |= w
		d.mask[k] |= fresh
	}
	for _, slot := range group.list {
		if hasBit(s.fits, slot) {
			setBit(s.again, int(slot))
			continue
		}
		setBit(s.fits, int(slot))
		setBit(d.mask, int(slot))
	}
}

// dates returns the days on which work of d seconds runs.
func (l *lister) dates(start, d int64) (first, last roster.Date) {
	return Days(time.Unix(start, 0), roster.Duration(d), l.g.view.Zone)
}

// days returns the numbers of the days on which work of d seconds runs.
func (l *lister) days(start, d int64) (first, last int32) {
	a, b := l.dates(start, d)
	first = dayNumber(a)
	if a == b {
		return first, first
	}
	return first, dayNumber(b)
}

// secondsAt returns how long the job takes at a percent.
func (f *shiftFacts) secondsAt(job int, percent int16) int64 {
	return (f.duration[job]*int64(percent) + 99) / 100
}

// putAside picks those of whom more than the first fitting shift may matter:
// gates which bar them on some days, and another shift or bookings.
func (x *Index) putAside(l *lister, s *scratch, classes, touched []int32) {
	for _, slot := range x.touched.odd {
		setBit(s.alone, int(slot))
	}
	aside := func(list []int32) {
		for _, slot := range list {
			if hasBit(s.again, slot) || len(l.bookings.of(int(x.workerOf[slot]))) > 0 {
				setBit(s.alone, int(slot))
			}
		}
	}
	aside(touched)
	for _, c := range classes {
		aside(x.class(c).moody)
	}
}

// putBooked picks those of the eligible whose bookings leave no gap on the
// first fitting shift, or one on other days.
func (x *Index) putBooked(l *lister, s *scratch) {
	if l.bookings == nil {
		return
	}
	f := &x.gates.shifts
	for _, w := range l.bookings.who {
		if int(w) >= len(x.slotOf) || !hasBit(s.eligible, x.slotOf[w]) {
			continue
		}
		for _, t := range f.shifts[w] {
			start, ok := f.earliest(t, int(w), l.job, l.from, l.until)
			if !ok {
				continue
			}
			later, free := l.gap(l.bookings.busy[w], t, int(w))
			if free && later != start {
				d := f.seconds(int(w), l.job)
				a, b := l.days(start, d)
				c, e := l.days(later, d)
				free = a == c && b == e
			}
			if !free {
				clearBit(s.eligible, int(x.slotOf[w]))
				setBit(s.alone, int(x.slotOf[w]))
			}
			break
		}
	}
}

// closeGates clears in s.open whom the gates of a class bar, and counts them
// by gate unless counts is nil.
func (x *Index) closeGates(l *lister, s *scratch, class int32, touched []int32, counts map[string]int) {
	g, job := x.gates, int32(l.job)
	sets := x.class(class)
	for i := range g.all[class] {
		gate, n := &g.all[class][i], 0
		ask := func(slot int32) {
			if hasBit(s.open, slot) && gate.bars(g, s.question(x, slot, l.job, class)) {
				clearBit(s.open, int(slot))
				n++
			}
		}
		switch gate.code {
		case roster.ReasonArea:
			n = x.closeAreas(s.open, g.pairs.area[job])
		case roster.ReasonDistance:
			n = x.closeFar(s.open, l.job)
		case roster.ReasonLockedToOther:
			n = x.closeLocked(s.open, l.job)
			for _, w := range g.pairs.named[job] {
				if int(w) < len(x.slotOf) {
					ask(x.slotOf[w])
				}
			}
		default:
			if gate.pair {
				for _, slot := range touched {
					ask(slot)
				}
				break
			}
			set := &sets.gates[i]
			for k, w := range set.always {
				w &= s.open[k] &^ s.beyond[k]
				n += bits.OnesCount64(w)
				s.open[k] &^= w
			}
			for _, slot := range set.some {
				ask(slot)
			}
			if s.anyBeyond {
				each(s.beyond, ask)
			}
		}
		if counts != nil && n > 0 {
			counts[gate.code] += n
		}
	}
}

func (x *Index) closeAreas(open []uint64, area int32) (n int) {
	var in []uint64
	if area >= 0 && int(area) < len(x.reach.inArea) {
		in = x.reach.inArea[area]
	}
	for k, w := range x.reach.limited {
		if in != nil {
			w &^= in[k]
		}
		w &= open[k]
		n += bits.OnesCount64(w)
		open[k] &^= w
	}
	return n
}

func (x *Index) closeFar(open []uint64, job int) (n int) {
	f := &x.gates.pairs
	if !f.siteKnown[job] {
		return 0
	}
	site, r := f.site[job], &x.reach
	for i := range x.cells {
		limits := r.limits[r.first[i]:r.first[i+1]]
		if len(limits) == 0 || x.cells[i].farthest(site) < r.near[i] {
			continue
		}
		all := x.cells[i].nearest(site) >= r.far[i]
		for k := range limits {
			h := &limits[k]
			if hasBit(open, h.slot) && (all || h.home.Square(site) >= h.far) {
				clearBit(open, int(h.slot))
				n++
			}
		}
	}
	return n
}

// closeLocked clears all whom no lock names, where the locks leave no place
// for them.
func (x *Index) closeLocked(open []uint64, job int) (n int) {
	f := &x.gates.pairs
	if f.shut[job/64]>>(job%64)&1 == 0 {
		return 0
	}
	var named []int32
	for _, w := range f.named[job] {
		if int(w) < len(x.slotOf) && hasBit(open, x.slotOf[w]) {
			named = append(named, x.slotOf[w])
		}
	}
	for k := range open {
		n += bits.OnesCount64(open[k])
		open[k] = 0
	}
	for _, slot := range named {
		setBit(open, int(slot))
	}
	return n - len(named)
}

// firstOfFewest returns the first reason of a slot which every class bars,
// for the class with the fewest.
func (x *Index) firstOfFewest(l *lister, s *scratch, slot int32, classes []int32) string {
	g := x.gates
	best, code := len(gateOrder)+1, ""
	for _, c := range classes {
		q := s.question(x, slot, l.job, c)
		n, first := 0, ""
		for i := range g.all[c] {
			if g.all[c][i].bars(g, q) {
				if n++; n == 1 {
					first = g.all[c][i].code
				}
				if n >= best {
					break
				}
			}
		}
		if n < best {
			best, code = n, first
		}
	}
	return code
}

// gateOrder are the codes of the built-in gates, in order.
var gateOrder = slices.Clip(Codes())
