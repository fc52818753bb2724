package core

import "slices"

// A large problem for which there are many steps is searched whole, with its
// jobs and places numbered anew along a curve, so that what one step reads lies
// close in memory.

// steps returns about how many steps there will be. In a timed run it takes up
// to a twentieth of the budget to find out.
func (l *lanes) steps() int64 {
	ahead := l.b.Iterations
	if l.b.Used != nil {
		s := newSearch(l.engine, l.seed, l.tune)
		s.findNear()
		s.adopt(&Start{Orders: l.orders})
		s.assessAll()
		s.keepBest()
		b := l.b
		_, ahead = s.probe(&b, l.hot)
	}
	return ahead
}

// fitsWhole reports whether the whole has tables of travel.
func (l *lanes) fitsWhole() bool { return l.p.Places*l.p.Places*len(l.p.Classes) <= partTable }

// solveWhole searches the problem renumbered, for about so many steps.
func (l *lanes) solveWhole(steps int64) *Result {
	shifts := make([]int32, len(l.p.Shifts))
	for r := range shifts {
		shifts[r] = int32(r)
	}
	m := newPartMaker(l.p)
	t := m.make(l.p.alongCurve(l.at), shifts)
	m.release(t)
	s := newSearch(newEngine(&t.Problem), l.seed, l.tune)
	s.ahead = steps
	res := s.run(l.b, nil)
	for i := range res.Timetables {
		for k := range res.Timetables[i].Events {
			if e := &res.Timetables[i].Events[k]; e.Node >= 0 && int(e.Node) < len(t.jobs) {
				e.Node = t.jobs[e.Node]
			}
		}
	}
	for i, j := range res.Absent {
		res.Absent[i] = t.jobs[j]
	}
	slices.Sort(res.Absent)
	return res
}
