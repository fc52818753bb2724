package order

import (
	"math/rand/v2"

	"github.com/paidan/paidan/schedule/internal/core"
)

// shape tells what a random problem has.
type shape struct {
	jobs, shifts          int
	gaps, groups, windows bool
	breaks, waits         bool
	apart, same, foes     bool
	hard                  bool
	overall               bool
	optional              bool
}

// randomProblem draws a problem on a small grid with small numbers, so that
// ties are many.
func randomProblem(r *rand.Rand, w shape) *core.Problem {
	n, S := w.jobs, w.shifts
	places := n + 1
	p := &core.Problem{Places: places, LateCost: int64(1 + r.IntN(3)), Workers: S, Words: (S + 63) / 64}
	xy := make([][2]int32, places)
	for i := range xy {
		xy[i] = [2]int32{r.Int32N(20), r.Int32N(20)}
	}
	abs := func(x int32) int32 { return max(x, -x) }
	arcs := make([]core.Arc, places*places)
	for i := range xy {
		for k := range xy {
			d := abs(xy[i][0]-xy[k][0]) + abs(xy[i][1]-xy[k][1])
			arcs[i*places+k] = core.Arc{Seconds: d, Metres: 10 * d}
			if r.IntN(40) == 0 && i != k {
				arcs[i*places+k].Seconds += r.Int32N(30) // no triangle
			}
		}
	}
	p.Classes = []core.Class{{Table: arcs}}
	p.DurationKinds = [][]int32{make([]int32, n), make([]int32, n)}
	for j := range n {
		job := core.Job{Place: int32(j + 1), Chain: -1}
		if w.optional && r.IntN(2) == 0 {
			job.Value = int64(20 + r.IntN(200))
		} else {
			job.Miss = int64(1 + r.IntN(2))
		}
		lo := r.Int32N(150)
		job.Win0 = int32(len(p.Windows))
		switch {
		case w.windows && r.IntN(2) == 0:
			p.Windows = append(p.Windows, core.Window{Lo: lo, Hi: lo + 10, EndBy: lo + 15}, core.Window{Lo: lo + 50, Hi: lo + 90, EndBy: core.Never})
		case w.hard:
			p.Windows = append(p.Windows, core.Window{Lo: lo, Hi: lo + 20 + r.Int32N(60), EndBy: core.Never})
		case r.IntN(3) > 0:
			p.Windows = append(p.Windows, core.Window{Lo: lo, Hi: core.Never, EndBy: core.Never})
		}
		job.Win1 = int32(len(p.Windows))
		job.Pref0 = int32(len(p.Preferred))
		if r.IntN(3) > 0 {
			p.Preferred = append(p.Preferred, core.Window{Lo: lo, Hi: lo + 30, EndBy: core.Never})
			if w.windows && r.IntN(3) == 0 {
				p.Preferred = append(p.Preferred, core.Window{Lo: lo + 60, Hi: lo + 80, EndBy: core.Never})
			}
		}
		job.Pref1 = int32(len(p.Preferred))
		p.Jobs = append(p.Jobs, job)
		p.DurationKinds[0][j] = r.Int32N(12)
		p.DurationKinds[1][j] = p.DurationKinds[0][j] + r.Int32N(4)
		el := make([]uint64, p.Words)
		for s := range S {
			if r.IntN(4) > 0 {
				el[s/64] |= 1 << (s % 64)
			}
		}
		p.Eligible = append(p.Eligible, el...)
	}
	if w.windows && r.IntN(2) == 0 {
		p.EarlyCost = int64(r.IntN(3))
	}
	pairs := make([]int64, n*S)
	for i := range pairs {
		pairs[i] = int64(r.IntN(5))
	}
	p.Pair = func(s, j int32) int64 { return pairs[int(s)*n+int(j)] }
	for s := range S {
		sh := core.Shift{Worker: int32(s), Start: r.Int32N(30), PerSecond: 1, PerMetre: int64(r.IntN(2)),
			MaxWork: core.Never, MaxVisits: core.Never, MaxLeg: core.Never, Fixed: int64(r.IntN(20)), Twin: int32(s)}
		sh.End = sh.Start + 150 + r.Int32N(60)
		sh.Last = sh.End + 60
		if !w.hard {
			sh.Last = 4000
		}
		sh.OverCost = int64(r.IntN(3))
		if w.waits {
			sh.WaitCost = int64(r.IntN(3))
			sh.OnDuty = r.IntN(3) == 0
			if r.IntN(3) == 0 {
				sh.MaxWork = 120 + r.Int32N(100)
			}
			if r.IntN(3) == 0 {
				sh.MaxVisits, sh.MaxLeg = 3+r.Int32N(4), 20+r.Int32N(15)
			}
		}
		if w.breaks {
			at := sh.Start + 20 + r.Int32N(20)
			for range r.IntN(3) {
				b := core.Break{Earliest: at, Latest: at + r.Int32N(30), Duration: 5 + r.Int32N(15), Cost: int64(r.IntN(3)), Skip: core.Far, Paid: r.IntN(2) == 0}
				if r.IntN(2) == 0 {
					b.Skip = int64(r.IntN(60))
				}
				sh.Breaks = append(sh.Breaks, b)
				at = b.Latest + b.Duration + r.Int32N(20)
			}
		}
		p.Shifts = append(p.Shifts, sh)
		p.KindOf = append(p.KindOf, []int16{int16(r.IntN(2))})
	}
	pick := func() (int32, int32) {
		a := r.Int32N(int32(n))
		b := r.Int32N(int32(n))
		for b == a {
			b = r.Int32N(int32(n))
		}
		return a, b
	}
	if w.groups {
		for j := 0; j+3 < n; j += 4 {
			g := []int32{int32(j), int32(j + 1)}
			if r.IntN(3) == 0 {
				g = append(g, int32(j+2))
			}
			for _, m := range g[1:] {
				p.Jobs[m].Miss, p.Jobs[m].Value = 0, 0
				gap := core.Gap{First: g[0], Second: m}
				switch r.IntN(5) {
				case 0:
					gap.Min, gap.Max = 5, 5
				case 1:
					gap.Min, gap.Max = r.Int32N(10), 10+r.Int32N(30)
				case 2:
					gap.Min, gap.Max, gap.FromEnd = r.Int32N(10), 10+r.Int32N(30), true
				}
				p.Ties.Gaps = append(p.Ties.Gaps, gap)
			}
			p.Ties.Groups = append(p.Ties.Groups, g)
		}
	}
	if w.gaps {
		for range n / 3 {
			a, b := pick()
			g := core.Gap{First: a, Second: b, Min: r.Int32N(40) - 20, FromEnd: r.IntN(2) == 0}
			g.Max = g.Min + r.Int32N(60)
			switch r.IntN(4) {
			case 0:
				g.Max = core.Never
			case 1:
				g.Min = -core.Never
			case 2:
				g.Min, g.Max = 0, 0
			}
			p.Ties.Gaps = append(p.Ties.Gaps, g)
		}
	}
	if w.apart {
		for range n / 4 {
			a, b := pick()
			p.Ties.Apart = append(p.Ties.Apart, [2]int32{a, b})
		}
	}
	if w.same {
		for range n / 8 {
			a, b := pick()
			p.Ties.Same = append(p.Ties.Same, [2]int32{a, b})
		}
	}
	if w.foes && S > 2 {
		p.Ties.Foes = make([][]int32, S)
		p.Ties.Foes[0] = []int32{1}
	}
	if w.overall {
		p.Overall = core.Overall{WorstLate: int64(r.IntN(4)), WorstIdle: int64(r.IntN(3)), Balance: int64(r.IntN(3))}
	}
	return p
}

// randomShape draws what a problem has.
func randomShape(r *rand.Rand) shape {
	b := func() bool { return r.IntN(2) == 0 }
	return shape{jobs: 8 + r.IntN(16), shifts: 2 + r.IntN(4), gaps: b(), groups: b(), windows: b(), breaks: b(), waits: b(),
		apart: b(), same: r.IntN(4) == 0, foes: r.IntN(4) == 0, hard: b(), overall: b(), optional: b()}
}
