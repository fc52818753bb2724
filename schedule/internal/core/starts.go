package core

import "slices"

// farStops is how many stops each way along a route suggest starts.
const farStops = 4

// suggestStarts fills m.starts with starts for placed job x at which it, or a
// stop next to it on its route, would meet a bound.
func (s *search) suggestStarts(x int32) {
	m := &s.slide
	m.starts = m.starts[:0]
	r := s.routeOf[x]
	i, sh := int(s.posOf[x]), &s.p.Shifts[r]
	st := s.routes[r].stops
	n := len(st)
	s.addBounds(r, i, 0)
	m.starts = append(m.starts, st[i-1].early+st[i].sec, st[i+1].late-st[i+1].sec-st[i].dur)
	off := int32(0)
	for k := i + 1; k < n; k++ {
		off += st[k-1].dur + st[k].sec
		if k == n-1 {
			m.starts = append(m.starts, sh.End-off, sh.Last-off)
		} else if k <= i+farStops {
			s.addBounds(r, k, off)
		}
	}
	off = 0
	for k := i - 1; k >= 0; k-- {
		off += st[k].dur + st[k+1].sec
		if k == 0 {
			m.starts = append(m.starts, sh.Start+off)
		} else if k >= i-farStops {
			s.addBounds(r, k, -off)
		}
	}
}

// addBounds adds the starts of a job off before which stop k of route r meets
// a bound.
func (s *search) addBounds(r int32, k int, off int32) {
	m, st := &s.slide, &s.routes[r].stops[k]
	j := st.node
	if int(j) >= len(s.p.Jobs) {
		return
	}
	spare := int32(0) // how long the limit of working time lets it wait
	if s.limited[r] {
		spare = s.p.Shifts[r].MaxWork - s.routes[r].busy
	}
	add := func(t int32) {
		if t <= -Latest || t >= Latest {
			return
		}
		m.starts = append(m.starts, t-off)
		if spare > 0 {
			m.starts = append(m.starts, t-off-spare, t-off+spare)
		}
	}
	add(st.lo)
	add(st.hi)
	job := &s.p.Jobs[j]
	for _, w := range s.p.Windows[job.Win0:job.Win1] {
		add(w.Lo)
		add(min(w.Hi, w.EndBy-st.dur))
	}
	for _, w := range s.p.Preferred[job.Pref0:job.Pref1] {
		add(w.Lo)
		add(w.Hi)
	}
	if s.whole != nil {
		for _, t := range s.whole.turns {
			add(t)
			add(t - 1)
		}
	}
}

// suggestRoom adds the starts of placed job x at which absent job y finds
// room right before or behind it at a bound of its windows.
func (s *search) suggestRoom(x, y int32) {
	m := &s.slide
	r := s.routeOf[x]
	if !s.p.eligible(y, r) {
		return
	}
	c := &s.p.Classes[s.p.Shifts[r].Class]
	a, b := s.p.Jobs[x].Place, s.p.Jobs[y].Place
	dur := s.p.duration(r, y)
	before := dur + s.p.arc(c, b, a).Seconds
	behind := s.routes[r].stops[s.posOf[x]].dur + s.p.arc(c, a, b).Seconds
	for _, w := range s.p.Windows[s.p.Jobs[y].Win0:s.p.Jobs[y].Win1] {
		hi := min(w.Hi, w.EndBy-dur)
		m.starts = append(m.starts, w.Lo+before, hi+before, w.Lo-behind, hi-behind)
	}
	for i := range s.tie.gaps[x] {
		if g := &s.tie.gaps[x][i]; g.other == y {
			s.suggestGap(g, dur)
		}
	}
}

// suggestGap adds the starts of a placed job which leave a gap to an absent
// job, at the bounds of the time which all others leave that one.
func (s *search) suggestGap(g *gapEnd, dur int32) {
	m := &s.slide
	w := s.implied(s.state, g.other)
	for _, t := range [2]int32{max(w.lo, w.endLo-dur), min(w.hi, w.endHi-dur)} {
		if g.first {
			m.starts = append(m.starts, t-g.min, t-g.max)
		} else {
			m.starts = append(m.starts, t+g.min, t+g.max)
		}
	}
}

// sortStarts makes each start stand once, on the grid, and leaves out those
// which cannot be; within a step only some are kept, by chance.
func (s *search) sortStarts(x int32, most int) {
	m := &s.slide
	if s.gridded(x) {
		for i, t := range m.starts {
			m.starts[i] = s.p.Grid.up(t)
			m.starts = append(m.starts, s.p.Grid.down(t))
		}
	}
	slices.Sort(m.starts)
	m.starts = slices.Compact(m.starts)
	lo, hi := max(s.lo[x], s.p.Shifts[s.routeOf[x]].Start), min(s.hi[x], s.p.Shifts[s.routeOf[x]].Last)
	m.starts = slices.DeleteFunc(m.starts, func(t int32) bool { return t < lo || t > hi })
	if n := len(m.starts); n > most {
		for i := range most {
			k := i + s.finder.intn(n-i)
			m.starts[i], m.starts[k] = m.starts[k], m.starts[i]
		}
		m.starts = m.starts[:most]
	}
}
