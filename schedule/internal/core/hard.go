package core

// The hard level: every stop has one window, and time costs nothing. A route
// is then described by the earliest departure from each stop and the latest
// arrival at each stop, and an insertion is checked by two comparisons.

// refreshHard recomputes early and late of the stops which a change between
// head and tail can have moved.
func (e *engine) refreshHard(r *route, head, tail int) bool {
	st := r.stops
	n := len(st)
	sh := &e.p.Shifts[r.shift]
	st[0].early = sh.Start
	for i := max(1, head); i < n; i++ {
		start := max(st[i-1].early+st[i].sec, st[i].lo)
		grid := i < n-1 && e.gridded(st[i].node)
		if grid {
			start = e.p.Grid.up(start)
		}
		if start > st[i].hi && n > 2 {
			return false
		}
		early := start + st[i].dur
		if early == st[i].early && i > n-1-tail {
			break
		}
		st[i].early = early
	}
	st[n-1].late = sh.Last
	for i := n - 1 - max(1, tail); i >= 0; i-- {
		late := min(st[i].hi, st[i+1].late-st[i+1].sec-st[i].dur)
		if i > 0 && e.gridded(st[i].node) {
			late = e.p.Grid.down(late)
		}
		if late == st[i].late && i < head {
			break
		}
		st[i].late = late
	}
	return true
}

// gridded reports whether a node starts on the grid only.
func (e *engine) gridded(node int32) bool {
	return e.p.Grid.Step > 0 && node >= 0 && int(node) < len(e.p.Jobs) && !e.p.Jobs[node].OffGrid
}
