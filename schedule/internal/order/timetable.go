package order

import (
	"math/bits"

	"github.com/paidan/paidan/schedule/internal/core"
)

// timetable tells the present route of a shift with all its times; false
// where a break finds no place. The route is not empty, and what is later of
// its jobs is at hand where it is timed.
func (s *search) timetable(r int32) (core.Timetable, bool) {
	sh, rt := &s.p.Shifts[r], &s.routes[r]
	t := core.Timetable{Shift: r}
	start := func(v int32) int32 {
		if rt.timed {
			return s.later[v]
		}
		return s.at[v].start
	}
	prev := s.startOf(r)
	first := s.at[prev].next
	sec := s.way(rt, &s.at[prev], &s.at[first])
	t.Depart = sh.Start
	if !sh.OnDuty {
		t.Depart = start(first) - sec
	}
	now := t.Depart
	for v := first; ; v = s.at[v].next {
		x := &s.at[v]
		sec := s.way(rt, &s.at[prev], x)
		end := v == s.endOf(r)
		until := start(v)
		if end {
			until = core.Latest
		}
		mask := x.breaks
		for m := mask; m != 0; m &= m - 1 { // those which are not due
			k := bits.TrailingZeros8(m)
			if b := &sh.Breaks[k]; prev == s.startOf(r) && now > b.Latest || end && now+sec <= b.Latest {
				mask &^= 1 << k
			}
		}
		if prev == s.startOf(r) && mask != 0 && !sh.OnDuty {
			now = restFirst(sh, mask, now)
			t.Depart = now
		}
		n := bits.OnesCount8(mask)
		split, ok := 0, false
		for split = n; split >= 0; split-- { // so many are taken before the way
			if _, ok = s.breaks(nil, sh, mask, split, now, sec, until); ok && (!end || split == n) {
				break
			}
		}
		if !ok || end && split < n {
			return t, false
		}
		var arrive, travel int32
		t.Events, _ = s.breaks(t.Events, sh, mask, split, now, sec, until)
		if split == n {
			if split > 0 {
				now = t.Events[len(t.Events)-1].End
			}
			arrive, travel = now+sec, sec
		} else {
			arrive, travel = t.Events[len(t.Events)-1].End, 0
		}
		if end {
			t.Travel, t.Return = travel, arrive
			return t, true
		}
		t.Events = append(t.Events, core.Event{Node: v, Break: -1, Travel: travel, Arrive: arrive, Start: until, End: until + x.dur})
		now = until + x.dur
		prev = v
	}
}

// restFirst returns when to depart, that is, to begin the first break of a
// set, for all of them to be taken at the start place, as late as can be,
// before a way which begins at leave; leave where that cannot be.
func restFirst(sh *core.Shift, mask uint8, leave int32) int32 {
	now := leave
	for m := mask; m != 0; {
		k := bits.Len8(m) - 1
		b := &sh.Breaks[k]
		now = min(now-b.Duration, b.Latest)
		if now < max(b.Earliest, sh.Start) {
			return leave
		}
		m &^= 1 << k
	}
	return now
}

// breaks appends the breaks of a set, the first split of them before a way of
// sec seconds and the others after it, from now on; false where one would
// begin too late or they would end after until.
func (s *search) breaks(events []core.Event, sh *core.Shift, mask uint8, split int, now, sec, until int32) ([]core.Event, bool) {
	left := split
	for m := mask; m != 0; m &= m - 1 {
		k := bits.TrailingZeros8(m)
		b := &sh.Breaks[k]
		e := core.Event{Node: -1, Break: int32(k)}
		if left == 0 {
			now += sec
			e.Travel = sec
		}
		left--
		e.AtNext = left < 0
		e.Arrive = now
		e.Start = max(now, b.Earliest)
		if e.Start > b.Latest {
			return events, false
		}
		now = e.Start + b.Duration
		e.End = now
		events = append(events, e)
	}
	if left >= 0 {
		now += sec
	}
	return events, now <= until
}

// timetables tells all routes with their times; nil where some break finds no
// place.
func (s *search) timetables() []core.Timetable {
	list := []core.Timetable{}
	for r := range int32(s.S) {
		if s.at[s.startOf(r)].next == s.endOf(r) {
			continue
		}
		t, ok := s.timetable(r)
		if !ok {
			return nil
		}
		list = append(list, t)
	}
	return list
}
