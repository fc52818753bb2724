package core

import "slices"

// part is a problem made of some of the jobs and shifts of another, with
// places, jobs and shifts numbered anew.
type part struct {
	Problem
	// jobs and shifts are the numbers in the whole, places those of its places.
	jobs, shifts, places []int32
	// workers has the numbers in the whole of its workers.
	workers []int32
}

// partTable bounds the arcs, over all classes, for which a part has tables.
const partTable = 1 << 21

// partMaker makes parts of a problem. It is for one goroutine.
type partMaker struct {
	p *Problem
	// local has the numbers of places, and of jobs, in the part being made, -1
	// outside of it.
	local, localJob []int32
	// bare leaves tables of travel away, for parts in which little is looked up.
	bare bool
}

func newPartMaker(p *Problem) *partMaker {
	m := &partMaker{p: p, local: make([]int32, p.Places), localJob: make([]int32, len(p.Jobs))}
	for i := range m.local {
		m.local[i] = -1
	}
	for i := range m.localJob {
		m.localJob[i] = -1
	}
	return m
}

// make returns the part with the jobs and shifts given, in their order. Jobs
// of a sequence lock must be in it together. O(jobs · shifts + places²).
func (m *partMaker) make(jobs, shifts []int32) *part {
	p := m.p
	t := &part{jobs: jobs, shifts: shifts}
	t.Windows, t.Preferred, t.LateCost, t.EarlyCost = p.Windows, p.Preferred, p.LateCost, p.EarlyCost
	t.Grid, t.Types = p.Grid, p.Types
	for i, j := range jobs {
		m.localJob[j] = int32(i)
	}
	m.addJobs(t)
	m.addShifts(t)
	m.addStores(t)
	t.Places = len(t.places)
	if metres := p.Metres; metres != nil {
		places := t.places
		t.Metres = func(i, j int32) int32 { return metres(places[i], places[j]) }
	}
	m.addClasses(t)
	m.addKinds(t)
	t.Laws = p.Laws.part(shifts, t.workers)
	pair := p.Pair
	t.Pair = func(shift, job int32) int64 { return pair(shifts[shift], jobs[job]) }
	if fee := p.Fee; fee != nil {
		t.Fee = func(shift, job int32) int64 { return fee(shifts[shift], jobs[job]) }
	}
	if p.XY != nil {
		t.XY = make([][2]float32, t.Places)
		for i, g := range t.places {
			t.XY[i] = p.XY[g]
		}
	}
	return t
}

// release forgets the numbers of the part made last, which must happen before
// the next one is made.
func (m *partMaker) release(t *part) {
	for _, g := range t.places {
		m.local[g] = -1
	}
	for _, j := range t.jobs {
		m.localJob[j] = -1
	}
}

// inside returns the nodes of the whole's routes as those of the part.
func (m *partMaker) inside(t *part, orders [][]int32) [][]int32 {
	out := make([][]int32, len(t.shifts))
	whole, own := int32(len(m.p.Jobs)), int32(len(t.jobs))
	for i, s := range t.shifts {
		for _, node := range orders[s] {
			if node < whole {
				node = m.localJob[node]
			} else {
				node += own - whole
			}
			out[i] = append(out[i], node)
		}
	}
	return out
}

// outside makes the nodes of one of the part's routes those of the whole.
func (t *part) outside(whole *Problem, order []int32) []int32 {
	out := make([]int32, len(order))
	own := int32(len(t.jobs))
	for i, node := range order {
		if node < own {
			out[i] = t.jobs[node]
		} else {
			out[i] = node - own + int32(len(whole.Jobs))
		}
	}
	return out
}

// place returns the number of a place in the part.
func (m *partMaker) place(t *part, g int32) int32 {
	if m.local[g] < 0 {
		m.local[g] = int32(len(t.places))
		t.places = append(t.places, g)
	}
	return m.local[g]
}

func (m *partMaker) addJobs(t *part) {
	p := m.p
	t.Jobs = make([]Job, len(t.jobs))
	t.Demand = make([]int32, len(t.jobs)*p.Types)
	t.Words = (len(t.shifts) + 63) / 64
	t.Eligible = make([]uint64, len(t.jobs)*t.Words)
	for i, j := range t.jobs {
		job := p.Jobs[j]
		job.Place = m.place(t, job.Place)
		if c := job.Chain; c >= 0 {
			job.Chain = m.chain(t, c)
		}
		t.Jobs[i] = job
		copy(t.Demand[i*p.Types:(i+1)*p.Types], p.Demand[int(j)*p.Types:])
		for k, s := range t.shifts {
			if p.eligible(j, s) {
				t.Eligible[i*t.Words+k>>6] |= 1 << (uint(k) & 63)
			}
		}
	}
}

// chain returns the number of a sequence lock in the part.
func (m *partMaker) chain(t *part, c int32) int32 {
	first := m.localJob[m.p.Chains[c][0]]
	for k, list := range t.Chains {
		if list[0] == first {
			return int32(k)
		}
	}
	list := make([]int32, len(m.p.Chains[c]))
	for i, j := range m.p.Chains[c] {
		list[i] = m.localJob[j]
	}
	t.Chains = append(t.Chains, list)
	return int32(len(t.Chains) - 1)
}

func (m *partMaker) addShifts(t *part) {
	p := m.p
	t.Shifts = make([]Shift, len(t.shifts))
	lead, worker := map[int32]int32{}, map[int32]int32{}
	for i, s := range t.shifts {
		sh := p.Shifts[s]
		sh.From, sh.To = m.place(t, sh.From), m.place(t, sh.To)
		if sh.anyPlaced() {
			sh.Breaks = slices.Clone(sh.Breaks)
			for k := range sh.Breaks {
				if b := &sh.Breaks[k]; b.Placed {
					b.Place = m.place(t, b.Place)
				}
			}
		}
		first, known := lead[sh.Twin]
		if !known {
			first = int32(i)
			lead[sh.Twin] = first
		}
		sh.Twin = first
		w, known := worker[sh.Worker]
		if !known {
			w = int32(len(t.workers))
			worker[sh.Worker] = w
			t.workers = append(t.workers, sh.Worker)
		}
		sh.Worker = w
		t.Shifts[i] = sh
	}
	t.Workers = len(t.workers)
}

func (m *partMaker) addStores(t *part) {
	t.Stores = make([]Store, len(m.p.Stores))
	for i := range t.Stores {
		t.Stores[i] = m.p.Stores[i]
		t.Stores[i].Place = m.place(t, t.Stores[i].Place)
	}
}

// addClasses keeps the classes of travel which the part's shifts have, with
// tables where they are small.
func (m *partMaker) addClasses(t *part) {
	p := m.p
	number := make([]int32, len(p.Classes))
	used := []int32{}
	for i := range t.Shifts {
		c := &t.Shifts[i].Class
		if number[*c] == 0 {
			used = append(used, *c)
			number[*c] = int32(len(used))
		}
		*c = number[*c] - 1
	}
	n := len(t.places)
	tables := !m.bare && n*n*len(used) <= partTable
	for _, c := range used {
		t.Classes = append(t.Classes, m.class(t, &p.Classes[c], tables))
	}
	if tables {
		t.FillStraight()
	}
}

func (m *partMaker) class(t *part, whole *Class, table bool) Class {
	places, p := t.places, m.p
	c := Class{Hours: whole.Hours, ByMetres: whole.ByMetres, Leg: func(i, j int32) Arc { return p.arc(whole, places[i], places[j]) }}
	if base := whole.Base; base != nil {
		c.Base = func(i, j int32) int32 { return base(places[i], places[j]) }
	}
	if !table || c.ByMetres != nil && whole.Table == nil {
		return c
	}
	n := len(places)
	c.Table = make([]Arc, n*n)
	c.Turned = c.Table
	if !whole.mirrored() {
		c.Turned = make([]Arc, n*n)
	}
	for i, a := range places {
		for j, b := range places[:i+1] {
			there := p.arc(whole, a, b)
			back := there
			if !whole.mirrored() {
				back = p.arc(whole, b, a)
			}
			c.Table[i*n+j], c.Turned[j*n+i] = there, there
			c.Table[j*n+i], c.Turned[i*n+j] = back, back
		}
	}
	return c
}

// mirrored reports whether a class with tables knows every way to be as the way
// back.
func (c *Class) mirrored() bool {
	return len(c.Table) > 0 && &c.Table[0] == &c.Turned[0]
}

// addKinds keeps the kinds of workers, by how long services take them, which
// the part has.
func (m *partMaker) addKinds(t *part) {
	p := m.p
	number := make([]int16, len(p.DurationKinds))
	used := []int16{}
	t.KindOf = make([][]int16, len(t.shifts))
	for i, s := range t.shifts {
		row := make([]int16, len(p.KindOf[s]))
		for service, k := range p.KindOf[s] {
			if number[k] == 0 {
				used = append(used, k)
				number[k] = int16(len(used))
			}
			row[service] = number[k] - 1
		}
		t.KindOf[i] = row
	}
	for _, k := range used {
		t.DurationKinds = append(t.DurationKinds, gather(p.DurationKinds[k], t.jobs))
		if p.Again != nil {
			t.Again = append(t.Again, gather(p.Again[k], t.jobs))
		}
	}
}

// part returns the laws for some of the shifts and workers.
func (l Laws) part(shifts, workers []int32) Laws {
	for _, list := range [...]*[]int32{&l.Day, &l.Week, &l.Month, &l.Overtime} {
		if *list != nil {
			*list = gather(*list, shifts)
		}
	}
	for _, list := range [...]*[]int32{&l.WeekBefore, &l.OverBefore, &l.DaysBefore} {
		if *list != nil {
			*list = gather(*list, workers)
		}
	}
	return l
}

// gather returns the values at the indices given.
func gather(values, at []int32) []int32 {
	out := make([]int32, len(at))
	for i, k := range at {
		out[i] = values[k]
	}
	return out
}
