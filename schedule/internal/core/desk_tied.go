package core

import "slices"

// Slot is a stretch of time within which a job could start on a route.
type Slot struct{ Lo, Hi int32 }

// Pin lets an absent job whose time is tied to others start within a slot
// only, until Unpin.
func (d *Desk) Pin(job int32, within Slot) {
	if d.pins == nil {
		d.pins = map[int32]Slot{}
	}
	d.pins[job] = within
}

// Unpin ends Pin.
func (d *Desk) Unpin(job int32) { delete(d.pins, job) }

// narrow keeps an absent job within its pin.
func (d *Desk) narrow(job int32) {
	if at, ok := d.pins[job]; ok {
		w := &d.win[job]
		w.lo, w.hi = max(w.lo, at.Lo), min(w.hi, at.Hi)
	}
}

// Put makes the order of the last answer of Best, which was about job, the
// route of its shift. From now on the job keeps its start, which is returned.
func (d *Desk) Put(shift, job int32) int32 {
	d.Take(shift)
	t := &Timetable{}
	d.timetable(&d.routes[shift], t)
	for i := range t.Events {
		if t.Events[i].Node == job {
			start := t.Events[i].Start
			if d.tie != nil && d.tie.timed[job] {
				d.win[job] = window{start, start, -Never, 2 * Never}
				d.set(shift, append([]int32(nil), nodes(nil, &d.routes[shift])...))
			}
			return start
		}
	}
	return Never
}

// Restore makes order the route of a shift again after Put or Take, without
// the jobs of gone.
func (d *Desk) Restore(shift int32, order []int32, gone ...int32) {
	for _, j := range gone {
		d.on[j] = -1
	}
	d.set(shift, order)
}

// Snapshot returns a function which makes the desk what it is now again.
func (d *Desk) Snapshot() func() {
	win, on := slices.Clone(d.win), slices.Clone(d.on)
	orders := make([][]int32, len(d.routes))
	for s := range d.routes {
		orders[s] = d.Order(nil, int32(s))
	}
	return func() {
		copy(d.win, win)
		for s := range d.routes {
			if !slices.Equal(orders[s], d.Order(nil, int32(s))) {
				d.set(int32(s), orders[s])
			}
		}
		copy(d.on, on)
	}
}

// Slots appends stretches of time which contain every start that an absent job
// could have on the route of a shift as it is, with the jobs tied to it where
// they are. They may contain others: windows with gaps, breaks and supplies
// are not looked at.
func (d *Desk) Slots(dst []Slot, shift, job int32) []Slot {
	if !d.admits(shift, job) {
		return dst
	}
	p, sh, rt := d.p, &d.p.Shifts[shift], &d.routes[shift]
	if d.visits(rt) >= int(sh.MaxVisits) {
		return dst
	}
	x := d.newStop(shift, job)
	c := &p.Classes[sh.Class]
	wide := p.Again != nil || sh.anyPlaced()
	for i := range len(rt.stops) - 1 {
		a, b := &rt.stops[i], &rt.stops[i+1]
		in, out := p.arc(c, a.place, x.place), p.arc(c, x.place, b.place)
		at := Slot{max(a.early+in.Seconds, x.lo), min(x.hi, b.late-out.Seconds-x.dur)}
		switch {
		case wide:
			at = Slot{x.lo, x.hi}
		case in.Seconds > sh.MaxLeg || out.Seconds > sh.MaxLeg:
			continue
		}
		if at.Lo <= at.Hi {
			dst = append(dst, at)
		}
	}
	return dst
}

// EmptySlots is Slots for a shift which serves nothing, whatever is tied to
// the job, with the windows it may be done in (none: any time).
func (d *Desk) EmptySlots(dst []Slot, shift, job int32, windows []Window) []Slot {
	p, sh := d.p, &d.p.Shifts[shift]
	c := &p.Classes[sh.Class]
	in, out := p.arc(c, sh.From, p.Jobs[job].Place), p.arc(c, p.Jobs[job].Place, sh.To)
	dur := p.duration(shift, job)
	first, last := sh.Start+in.Seconds, sh.Last-out.Seconds-dur
	if len(p.Stores) > 0 || sh.anyPlaced() { // another way may be shorter
		first, last = sh.Start, sh.Last-dur
	}
	if len(windows) == 0 {
		windows = []Window{{-Never, Never, 2 * Never}}
	}
	for _, w := range windows {
		if at := (Slot{max(first, w.Lo), min(last, w.Hi, w.EndBy-dur)}); at.Lo <= at.Hi {
			dst = append(dst, at)
		}
	}
	return dst
}
