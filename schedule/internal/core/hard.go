package core

// The hard level: every stop has one window, and time costs nothing. A route
// is then described by the earliest departure from each stop and the latest
// arrival at each stop, and an insertion is checked by two comparisons.

// refreshHard recomputes early and late of every stop.
func (e *engine) refreshHard(r *route) bool {
	st := r.stops
	n := len(st)
	sh := &e.p.Shifts[r.shift]
	st[0].early = sh.Start
	for i := 1; i < n; i++ {
		start := max(st[i-1].early+st[i].sec, st[i].lo)
		if start > st[i].hi && n > 2 {
			return false
		}
		st[i].early = start + st[i].dur
	}
	st[n-1].late = sh.Last
	for i := n - 2; i >= 0; i-- {
		st[i].late = min(st[i].hi, st[i+1].late-st[i+1].sec-st[i].dur)
	}
	return true
}
