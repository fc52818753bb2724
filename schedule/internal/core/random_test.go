package core

import "math/rand/v2"

// kind says what a random problem may ask for.
type kind struct {
	level  int
	stores bool // consumables, equipment, and stores to fetch them
	limits bool // working times which bind
	table  bool // travel from a table; else from a function
	jobs   int  // 0: a handful
}

// kinds lists every mix the tests go through.
func kinds() []kind {
	var list []kind
	for level := levelHard; level <= levelFull; level++ {
		for bits := range 8 {
			k := kind{level: level, stores: bits&1 > 0, limits: bits&2 > 0, table: bits&4 > 0}
			if level == levelHard && k.limits {
				continue
			}
			list = append(list, k)
		}
	}
	return list
}

// randomProblem draws a small nasty problem: ways that are not symmetric,
// lead nowhere or break the triangle inequality, several jobs at a place,
// services that take no time, twins, chains.
func randomProblem(r *rand.Rand, k kind) *Problem {
	chance := func(percent int) bool { return r.IntN(100) < percent }
	between := func(lo, hi int) int32 { return int32(lo + r.IntN(hi-lo+1)) }
	const day = 20000
	n := 2 + r.IntN(12)
	if k.jobs > 0 {
		n = k.jobs
	}
	p := &Problem{Places: 3 + r.IntN(n+3)}
	if k.level == levelFull {
		p.LateCost, p.EarlyCost = int64(r.IntN(4)), int64(r.IntN(4))
	}

	for range 1 + r.IntN(2) {
		p.Classes = append(p.Classes, randomClass(r, p.Places, k))
	}
	p.DurationKinds = make([][]int32, 1+r.IntN(2))
	for i := range p.DurationKinds {
		for range n {
			d := between(0, 2500)
			if chance(15) {
				d = 0
			}
			p.DurationKinds[i] = append(p.DurationKinds[i], d)
		}
	}
	if k.stores {
		p.Types = 1 + r.IntN(2)
		for range 1 + r.IntN(2) {
			s := Store{Place: int32(r.IntN(p.Places)), Duration: between(0, 600), Types: uint64(1 + r.IntN(3)), Tools: uint64(r.IntN(4))}
			if chance(40) {
				s.Windows = randomWindows(r, day, 1)
				if k.level == levelFull {
					s.Windows = randomWindows(r, day, 2)
				}
				for i := range s.Windows {
					s.Windows[i].EndBy = Never
				}
			}
			p.Stores = append(p.Stores, s)
		}
	}
	for range n {
		j := Job{Place: int32(r.IntN(p.Places)), Service: int32(r.IntN(2)), Chain: -1, Win0: int32(len(p.Windows))}
		if chance(70) {
			most := 1
			if k.level == levelFull {
				most = 3
			}
			p.Windows = append(p.Windows, randomWindows(r, day, most)...)
		}
		j.Win1, j.Pref0 = int32(len(p.Windows)), int32(len(p.Preferred))
		if k.level == levelFull && chance(50) {
			for _, w := range randomWindows(r, day, 2) {
				w.EndBy = Never
				p.Preferred = append(p.Preferred, w)
			}
		}
		j.Pref1 = int32(len(p.Preferred))
		if j.Value = int64(r.IntN(60000)); chance(30) {
			j.Value, j.Miss = 0, int64(1+r.IntN(3))
		}
		if k.stores && chance(30) {
			j.Tools = 1 << r.IntN(2)
		}
		p.Jobs = append(p.Jobs, j)
		for range p.Types {
			p.Demand = append(p.Demand, max(0, between(-2, 4)))
		}
	}
	if n > 3 && chance(40) {
		var chain []int32
		for _, j := range r.Perm(n)[:2+r.IntN(2)] {
			p.Jobs[j].Chain, p.Jobs[j].Rank = 0, int32(len(chain))
			chain = append(chain, int32(j))
		}
		p.Chains = [][]int32{chain}
	}
	randomShifts(r, p, k, day)
	if !k.table && chance(50) {
		for range p.Places {
			p.XY = append(p.XY, [2]float32{r.Float32(), r.Float32()})
		}
	}
	m := len(p.Shifts)
	p.Words = 1
	pairs := make([]int64, n*m)
	for j := range n {
		word := uint64(0)
		for s := range m {
			twin := int(p.Shifts[s].Twin)
			pairs[j*m+s] = int64(r.IntN(3000))
			if chance(85) {
				word |= 1 << s
			}
			if twin != s {
				pairs[j*m+s] = pairs[j*m+twin]
				word = word&^(1<<s) | word>>twin&1<<s
			}
		}
		p.Eligible = append(p.Eligible, word)
	}
	p.Pair = func(shift, job int32) int64 { return pairs[int(job)*m+int(shift)] }
	return p
}

func randomShifts(r *rand.Rand, p *Problem, k kind, day int32) {
	chance := func(percent int) bool { return r.IntN(100) < percent }
	between := func(lo, hi int) int32 { return int32(lo + r.IntN(hi-lo+1)) }
	for range 1 + r.IntN(4) + len(p.Jobs)/10 {
		if len(p.Shifts) > 0 && chance(25) { // a twin
			s := len(p.Shifts) - 1
			p.Shifts = append(p.Shifts, p.Shifts[s])
			p.KindOf = append(p.KindOf, p.KindOf[s])
			continue
		}
		sh := Shift{From: int32(r.IntN(p.Places)), To: int32(r.IntN(p.Places)), Class: int32(r.IntN(len(p.Classes))),
			Start: between(0, 3000), PerSecond: int64(r.IntN(3)), PerMetre: int64(r.IntN(3)), Fixed: int64(r.IntN(2) * 500),
			MaxWork: Never, MaxVisits: Never, MaxLeg: Latest, Twin: int32(len(p.Shifts))}
		if k.level >= levelSpan {
			sh.WaitCost = int64(r.IntN(4))
		}
		sh.End = sh.Start + between(6000, 15000)
		sh.Last = sh.End
		if chance(40) {
			sh.Last += between(0, 4000)
			if k.level == levelFull {
				sh.OverCost = int64(r.IntN(5))
			}
		}
		if k.limits && chance(70) {
			sh.MaxWork = between(3000, 14000)
		}
		if chance(20) {
			sh.MaxVisits = between(1, 4)
		}
		if chance(20) {
			sh.MaxLeg = between(1000, 3500)
		}
		if k.level == levelFull {
			free, skips := sh.Start, chance(25)
			for range r.IntN(3) {
				b := Break{Earliest: free + between(0, 5000), Duration: between(1, 1800), Paid: chance(50), Skip: Far}
				if skips {
					b.Skip = int64(r.IntN(4000))
				} else if chance(30) {
					b.AfterWork = between(1000, 9000)
				}
				b.Latest = b.Earliest
				if chance(70) {
					b.Latest += between(0, 3000)
				}
				if chance(25) {
					b.Placed, b.Place = true, int32(r.IntN(p.Places))
				}
				if b.Paid {
					b.Cost = int64(r.IntN(3)) * int64(b.Duration)
				}
				if free = b.Latest + b.Duration; free > sh.Last {
					break
				}
				sh.Breaks = append(sh.Breaks, b)
			}
		}
		for range p.Types {
			q := between(0, 6)
			sh.Load0, sh.Cap = append(sh.Load0, q), append(sh.Cap, q+between(0, 4))
		}
		if k.stores {
			sh.Tools = uint64(r.IntN(4))
		}
		p.Shifts = append(p.Shifts, sh)
		p.KindOf = append(p.KindOf, []int16{int16(r.IntN(len(p.DurationKinds))), int16(r.IntN(len(p.DurationKinds)))})
	}
}

func randomClass(r *rand.Rand, places int, k kind) Class {
	base := make([]Arc, places*places)
	for i := range base {
		base[i] = Arc{Seconds: int32(r.IntN(3000)), Metres: int32(r.IntN(3000))}
		switch {
		case i/places == i%places:
			base[i] = Arc{}
		case r.IntN(20) == 0:
			base[i] = Arc{Seconds: Never}
		case r.IntN(10) == 0:
			base[i].Seconds = 0
		}
	}
	c := Class{}
	fastest := int32(100)
	if k.level == levelFull && r.IntN(2) == 0 {
		t := int32(-Latest)
		for range 2 + r.IntN(5) {
			percent := []int32{30, 50, 80, 100, 120, 200}[r.IntN(6)]
			c.Hours = append(c.Hours, Hour{t, percent})
			fastest = max(fastest, percent)
			t = max(t, 0) + 500 + int32(r.IntN(5000))
		}
		c.Base = func(from, to int32) int32 { return base[int(from)*places+int(to)].Seconds }
	}
	leg := func(from, to int32) Arc {
		a := base[int(from)*places+int(to)]
		if a.Seconds < Never {
			a.Seconds = (a.Seconds*100 + fastest - 1) / fastest
		}
		return a
	}
	c.Leg = leg
	if k.table {
		c.Table, c.Turned = make([]Arc, places*places), make([]Arc, places*places)
		for i := range places {
			for j := range places {
				c.Table[i*places+j] = leg(int32(i), int32(j))
				c.Turned[j*places+i] = leg(int32(i), int32(j))
			}
		}
	}
	return c
}

// randomWindows draws up to most disjoint windows in order.
func randomWindows(r *rand.Rand, day int32, most int) []Window {
	var list []Window
	t := int32(r.IntN(int(day / 2)))
	for range 1 + r.IntN(most) {
		w := Window{Lo: t, Hi: t + int32(r.IntN(6000)), EndBy: Never}
		if r.IntN(3) == 0 {
			w.EndBy = w.Hi
		}
		list = append(list, w)
		t = w.Hi + 1 + int32(r.IntN(4000))
	}
	return list
}
