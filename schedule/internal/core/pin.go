package core

import "slices"

// filter says which workers may take the job at hand besides its own
// eligibility.
type filter struct {
	on bool
	// must is the only worker allowed; -1: any, -2: none.
	must int32
	// barred are not allowed, and where only is not nil nobody else is.
	barred, only []int32
	scratch      []int32
}

// admits reports whether the filter lets a worker pass.
func (f *filter) admits(worker int32) bool {
	if f.must != -1 && f.must != worker || slices.Contains(f.barred, worker) {
		return false
	}
	return len(f.only) == 0 || slices.Contains(f.only, worker)
}

// holder tells where tied jobs are; ok is false where one is absent.
type holder interface {
	held(j int32) (at heldJob, ok bool)
}

// heldJob is the worker of a job, the interval of its starts, how long it
// takes, and when the time of day is 0 there.
type heldJob struct{ worker, lo, hi, dur, midnight int32 }

// held counts jobs which a trial has put in too.
func (s *state) held(j int32) (heldJob, bool) {
	if r := s.routeOf[j]; r >= 0 {
		st, sh := &s.routes[r].stops[s.posOf[j]], &s.p.Shifts[r]
		return heldJob{sh.Worker, max(st.lo, sh.Start), min(st.hi, sh.Last), st.dur, sh.Midnight}, true
	}
	t := &s.sim[j]
	return heldJob{t.worker, t.start, t.start, t.dur, t.midnight}, t.on
}

// placed is where a trial has put a job.
type placed struct {
	on                           bool
	worker, start, dur, midnight int32
}

// prepare sets when and, in f, by whom job x can be done beside the jobs tied
// to it, and reports whether anything is left.
func (e *engine) prepare(h holder, f *filter, x int32) bool {
	f.on, f.must, f.barred, f.only = false, -1, f.barred[:0], f.only[:0]
	t := e.tie
	if t.timed[x] {
		e.win[x] = e.implied(h, x)
		if e.tods != nil {
			e.tods[x] = e.impliedClock(h, x)
		}
		if w := &e.win[x]; w.lo > w.hi || w.endLo > w.endHi {
			return false
		}
	}
	if g := t.crew[x]; g >= 0 {
		for _, j := range e.p.Ties.Groups[g] {
			if at, ok := h.held(j); ok && j != x {
				f.barred = append(f.barred, at.worker)
				if e.p.Ties.Foes != nil {
					f.barred = append(f.barred, e.p.Ties.Foes[at.worker]...)
				}
			}
		}
	}
	for _, j := range t.apart[x] {
		if at, ok := h.held(j); ok {
			f.barred = append(f.barred, at.worker)
		}
	}
	for _, j := range t.same[x] {
		if at, ok := h.held(j); ok {
			if f.must != -1 && f.must != at.worker {
				f.must = -2
			} else {
				f.must = at.worker
			}
		}
	}
	for _, i := range t.budgets[x] {
		b := &e.p.Ties.Budgets[i]
		spent := int64(0)
		for k, j := range b.Jobs {
			if _, ok := h.held(j); ok || j == x {
				spent += b.Prices[k]
			}
		}
		if spent > b.Max {
			return false
		}
	}
	for _, i := range t.limits[x] {
		if !f.limit(h, &e.p.Ties.Limits[i], x) {
			return false
		}
	}
	f.on = f.must != -1 || len(f.barred)+len(f.only) > 0
	return f.must != -2
}

// limit restricts job x to the workers of a limit once there are as many as
// it allows.
func (f *filter) limit(h holder, l *Limit, x int32) bool {
	workers := f.scratch[:0]
	for _, j := range l.Jobs {
		if at, ok := h.held(j); ok && j != x && !slices.Contains(workers, at.worker) {
			workers = append(workers, at.worker)
		}
	}
	f.scratch = workers
	if len(workers) < int(l.Max) {
		return true
	}
	if len(f.only) == 0 {
		f.only = append(f.only, workers...)
		return true
	}
	f.only = slices.DeleteFunc(f.only, func(w int32) bool { return !slices.Contains(workers, w) })
	return len(f.only) > 0
}

// implied returns when job x may start and end, given the intervals of the
// jobs tied to it.
func (e *engine) implied(h holder, x int32) window {
	w := e.widest(x)
	for i := range e.tie.gaps[x] {
		g := &e.tie.gaps[x][i]
		at, ok := h.held(g.other)
		lo, hi, dur := at.lo, at.hi, at.dur
		switch {
		case !ok:
		case g.first && g.fromEnd:
			w.endHi = min(w.endHi, lo-g.min)
			if g.max < Never {
				w.endLo = max(w.endLo, hi-g.max)
			}
		case g.first:
			w.hi = min(w.hi, lo-g.min)
			if g.max < Never {
				w.lo = max(w.lo, hi-g.max)
			}
		default:
			if g.fromEnd {
				lo, hi = lo+dur, hi+dur
			}
			w.lo = max(w.lo, hi+g.min)
			if g.max < Never {
				w.hi = min(w.hi, lo+g.max)
			}
		}
	}
	if g := e.tie.crew[x]; g >= 0 && e.p.Jobs[x].Win1-e.p.Jobs[x].Win0 > 1 {
		for _, j := range e.p.Ties.Groups[g] {
			if at, ok := h.held(j); ok && j != x {
				e.sameWindow(x, &at, &w)
			}
		}
	}
	for _, i := range e.tie.days[x] {
		e.impliedDays(h, x, &e.p.Ties.DayGaps[i], &w)
	}
	return w
}

// sameWindow narrows w to the window of x in which a member of its crew
// starts, and ends where that is asked for: one window holds them all.
func (e *engine) sameWindow(x int32, at *heldJob, w *window) {
	for _, o := range e.p.Windows[e.p.Jobs[x].Win0:e.p.Jobs[x].Win1] {
		if o.Lo <= at.lo && at.hi <= min(o.Hi, o.EndBy-at.dur) {
			w.lo, w.hi, w.endHi = max(w.lo, o.Lo), min(w.hi, o.Hi), min(w.endHi, o.EndBy)
			return
		}
	}
	w.lo, w.hi = Never, -Never
}

// impliedDays narrows w to the days which a gap of days leaves for x.
func (e *engine) impliedDays(h holder, x int32, g *DayGap, w *window) {
	other := g.First
	if other == x {
		other = g.Second
	}
	at, ok := h.held(other)
	if !ok {
		return
	}
	lo, hi := at.lo, at.hi
	days := e.p.Ties.Midnights
	first, last := dayOf(days, lo), dayOf(days, hi)
	from, to := int32(0), int32(len(days))
	if other == g.First {
		from = last + g.Min
		if g.Max < Never {
			to = first + g.Max + 1
		}
	} else {
		to = first - g.Min + 1
		if g.Max < Never {
			from = last - g.Max
		}
	}
	if from >= int32(len(days)) || to <= 0 {
		w.lo, w.hi = Never, -Never
		return
	}
	if from > 0 {
		w.lo = max(w.lo, days[from])
	}
	if to < int32(len(days)) {
		w.hi = min(w.hi, days[to]-1)
	}
}

// dayOf returns on which of the days a time is.
func dayOf(days []int32, t int32) int32 {
	i, ok := slices.BinarySearch(days, t)
	if !ok {
		i--
	}
	return int32(max(i, 0))
}

// impliedClock returns the times of day which the served jobs tied to x by
// the clock leave for its start.
func (e *engine) impliedClock(h holder, x int32) span {
	w := span{-Latest, Latest}
	for _, i := range e.tie.clocks[x] {
		c := &e.p.Ties.Clocks[i]
		if at, ok := h.held(c.with(x)); ok {
			w.lo, w.hi = max(w.lo, at.hi-at.midnight-c.Most), min(w.hi, at.lo-at.midnight+c.Most)
		}
	}
	return w
}

// span is a stretch of the time of day.
type span struct{ lo, hi int32 }

// slackOf returns how long the interval of starts of a job tied by the clock
// may be: half of the least difference allowed, so that others find room.
func (s *state) slackOf(x int32) int32 {
	most := int32(Never)
	for _, i := range s.tie.clocks[x] {
		most = min(most, s.p.Ties.Clocks[i].Most)
	}
	return most / 2
}

// repin notes the pins of the tied jobs of route r from its stops.
func (s *state) repin(r int32) {
	st := s.routes[r].stops
	for i := 1; i < len(st)-1; i++ {
		if j := st[i].node; int(j) < len(s.p.Jobs) && s.tie.timed[j] {
			s.pinTo(&st[i])
		}
	}
}

// pinTo notes the pin of a tied job from its stop.
func (s *state) pinTo(st *stop) {
	s.win[st.node] = window{st.lo, st.hi, -Never, 2 * Never}
	if s.tods != nil {
		s.tods[st.node] = span{-Latest, Latest}
	}
}

// widen lets the members of a component start as far around their pins as
// the others' intervals allow, in an order of chance: the first ones get the
// slack there is.
func (s *search) widen(c int32) {
	members := s.tie.comps[c]
	at := s.finder.intn(len(members))
	for i := range members {
		x := members[(at+i)%len(members)]
		r := s.routeOf[x]
		if r < 0 || len(s.tie.gaps[x]) == 0 || len(s.tie.clocks[x]) > 0 {
			continue
		}
		i := int(s.posOf[x])
		rt := &s.routes[r]
		st := &rt.stops[i]
		before := s.win[x]
		s.win[x] = s.implied(s, x)
		lo, hi := s.bounds(r, x, st.dur)
		if lo >= st.lo && hi <= st.hi || lo > st.lo || hi < st.hi {
			s.win[x] = before
			continue
		}
		s.touch(r)
		s.cost -= rt.cost()
		st = &rt.stops[i]
		st.lo, st.hi = lo, hi
		s.win[x] = window{lo, hi, -Never, 2 * Never}
		if !s.refreshPart(rt, i, len(rt.stops)-1-i) {
			panic("core: a route cannot be done with more time")
		}
		s.cost += rt.cost()
	}
}
