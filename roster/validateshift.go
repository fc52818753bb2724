package roster

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// shifts looks at a worker's shifts, on their own and together.
func (v *validator) shifts(w *Worker) {
	var sound []int
	i := -1
	each(v, "shifts", w.Shifts, func(s *Shift) {
		i++
		if v.id("id", s.ID) {
			if v.shiftSeen[s.ID] {
				v.fault("id", FaultIDDuplicate, s.ID, "another shift of the problem has the same: rename one")
			}
			v.shiftSeen[s.ID] = true
		}
		if v.shift(s) {
			sound = append(sound, i)
		}
	})
	slices.SortStableFunc(sound, func(a, b int) int { return w.Shifts[a].Start.Compare(w.Shifts[b].Start) })
	for n := 1; n < len(sound); n++ {
		if before := &w.Shifts[sound[n-1]]; w.Shifts[sound[n]].Start.Before(before.End) {
			v.fault(at("shifts", sound[n])+".start", FaultShiftsOverlap, nil,
				fmt.Sprintf("shifts[%d] of the same worker has not ended by then", sound[n-1]))
		}
	}
}

// shift looks at one shift and reports whether its times can be compared.
func (v *validator) shift(s *Shift) bool {
	overtime := v.duration("maxOvertime", s.MaxOvertime, 24*3600)
	v.duration("maxWork", s.MaxWork, MaxDuration)
	v.whole("maxVisits", s.MaxVisits, 0, MaxCount)
	if s.StartPlace != nil {
		v.place("startPlace", s.StartPlace)
	}
	if s.EndPlace != nil {
		v.place("endPlace", s.EndPlace)
	}
	sound := v.interval(s.Start, s.End, true)
	if sound {
		if h := v.p.Horizon; s.Start.Before(h.Start) {
			v.fault("start", FaultShiftOutside, nil, "before the horizon")
		} else if s.End.After(h.End) {
			v.fault("end", FaultShiftOutside, nil, "after the horizon")
		}
		if s.End.Sub(s.Start) > MaxShiftLength.Std() {
			v.fault("end", FaultShiftLength, nil, "longer than "+MaxShiftLength.String()+": make it one shift a day")
		}
	}
	v.breaks(s, sound && overtime)
	return sound
}

// breaks looks at the breaks of a shift; sound says that its times are.
func (v *validator) breaks(s *Shift, sound bool) {
	if len(s.Breaks) > MaxBreaks {
		v.fault("breaks", FaultBreaksMany, len(s.Breaks), fmt.Sprintf("more than %d: make it several shifts", MaxBreaks))
	}
	var free time.Time // when the breaks so far have ended at the latest
	each(v, "breaks", s.Breaks, func(b *Break) {
		v.id("id", b.ID)
		v.duration("afterWork", b.AfterWork, MaxDuration)
		if b.SkipPrice != nil {
			v.money("skipPrice", *b.SkipPrice)
		}
		if b.Place != nil {
			v.place("place", b.Place)
		}
		long := v.duration("duration", b.Duration, 24*3600)
		if long && b.Duration == 0 {
			v.fault("duration", FaultRange, b.Duration, "a break takes time")
			long = false
		}
		earliest, latest := v.time("earliest", b.Earliest, true), v.time("latest", b.Latest, true)
		if !earliest || !latest || !long {
			return
		}
		if b.Latest.Before(b.Earliest) {
			v.fault("latest", FaultReversed, nil, "latest is before earliest")
			return
		}
		end := b.Latest.Add(b.Duration.Std())
		if sound && b.Earliest.Before(s.Start) {
			v.fault("earliest", FaultBreakOutside, nil, "before the shift")
		}
		if sound && end.After(s.End.Add(s.MaxOvertime.Std())) {
			v.fault("latest", FaultBreakOutside, nil, "a break begun then ends after the shift and its overtime")
		}
		if b.Earliest.Before(free) {
			v.fault("earliest", FaultBreaksOverlap, nil, "the break above may not have ended by then")
		}
		if end.After(free) {
			free = end
		}
	})
	v.distinct("breaks", ".id", len(s.Breaks), func(i int) string { return s.Breaks[i].ID })
}

// windows looks at the hard windows of a job or store.
func (v *validator) windows(list []Window) {
	each(v, "windows", list, func(w *Window) {
		enum(v, "bounds", w.Bounds, true, BoundsStart, BoundsService)
		v.window(w.Start, w.End)
	})
	v.overlaps("windows", len(list), func(i int) (string, time.Time, time.Time) {
		bounds := cmp.Or(list[i].Bounds, BoundsStart)
		return string(bounds), list[i].Start, list[i].End
	})
}

// preferred looks at the preferred windows of a job.
func (v *validator) preferred(list []PreferredWindow) {
	each(v, "preferred", list, func(w *PreferredWindow) { v.window(w.Start, w.End) })
	v.overlaps("preferred", len(list), func(i int) (string, time.Time, time.Time) { return "", list[i].Start, list[i].End })
}

func (v *validator) window(start, end time.Time) {
	if v.interval(start, end, false) && !v.p.Horizon.End.IsZero() && !start.Before(v.p.Horizon.End) {
		v.fault("start", FaultWindowOutside, nil, "the window begins when the horizon has ended")
	}
}

// overlaps notes windows of one kind which have more than an instant in
// common, or are the same.
func (v *validator) overlaps(name string, n int, of func(int) (kind string, start, end time.Time)) {
	if n < 2 {
		return
	}
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		ka, sa, ea := of(a)
		kb, sb, eb := of(b)
		return cmp.Or(cmp.Compare(ka, kb), sa.Compare(sb), ea.Compare(eb), cmp.Compare(a, b))
	})
	last := order[0] // the one that ends latest so far
	for _, i := range order[1:] {
		kind, start, end := of(i)
		lastKind, lastStart, lastEnd := of(last)
		if kind == lastKind && !start.IsZero() && !end.Before(start) && (start.Before(lastEnd) || start.Equal(lastStart) && end.Equal(lastEnd)) {
			v.fault(at(name, i), FaultWindowsOverlap, nil, fmt.Sprintf("overlaps with %s[%d]: merge the two", name, last))
		}
		if kind != lastKind || end.After(lastEnd) {
			last = i
		}
	}
}
