package core

import "slices"

// Fill puts absent jobs into a result wherever that makes it better, the most
// important first, and returns how many it has put in. It looks at every
// eligible shift, which the search does not on large problems. over ends it
// early; nil: never.
func Fill(p *Problem, res *Result, over func() bool) int {
	if len(res.Absent) == 0 {
		return 0
	}
	d, bad := NewDesk(p, res.Orders(p), res.Starts(p))
	if bad >= 0 {
		panic("core: a route of the result cannot be done")
	}
	changed := make([]bool, len(p.Shifts))
	put := 0
	for _, i := range rank(len(res.Absent), func(i int32) int64 { return -p.Jobs[res.Absent[i]].Miss }) {
		if over != nil && over() {
			break
		}
		x := res.Absent[i]
		job := &p.Jobs[x]
		if d.tie != nil && d.tie.ties(x) || len(p.Pools) > 0 && job.Tools != 0 {
			continue // the search has tried it with what else it depends on
		}
		most := job.Value
		if job.Miss > 0 {
			most = Far
		}
		shift, order := int32(-1), []int32(nil)
		for s := range int32(len(p.Shifts)) {
			if !p.eligible(x, s) || d.law != nil && d.law.shiftsOf[p.Shifts[s].Worker] != nil || d.Empty(s) && !d.firstTwin(s) {
				continue
			}
			if delta, ok := d.Best(s, x); ok && delta < most {
				most, shift, order = delta, s, append(order[:0], d.found...)
			}
		}
		if shift >= 0 {
			d.set(shift, order)
			changed[shift] = true
			res.Cost += most - job.Value
			res.Miss -= job.Miss
			put++
		}
	}
	if put == 0 {
		return 0
	}
	res.Absent = slices.DeleteFunc(res.Absent, func(j int32) bool { return d.on[j] >= 0 })
	before := res.Timetables
	res.Timetables = nil
	for s := range d.routes {
		for len(before) > 0 && before[0].Shift < int32(s) {
			before = before[1:]
		}
		switch {
		case changed[s]:
			var t Timetable
			d.timetable(&d.routes[s], &t)
			res.Timetables = append(res.Timetables, t)
		case len(before) > 0 && before[0].Shift == int32(s):
			res.Timetables = append(res.Timetables, before[0])
		}
	}
	return put
}

// firstTwin reports whether no empty twin comes before an empty shift.
func (d *Desk) firstTwin(s int32) bool {
	for lead := d.p.Shifts[s].Twin; lead < s; lead++ {
		if d.p.Shifts[lead].Twin == d.p.Shifts[s].Twin && d.Empty(lead) {
			return false
		}
	}
	return true
}
