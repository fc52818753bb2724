package order

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paidan/paidan/schedule/internal/core"
)

// rests reports whether the breaks of a shift can be taken in the time the
// jobs leave, by trying all ways; the working time is not looked at.
func rests(p *core.Problem, sh *core.Shift, list, start, dur []int32) bool {
	way := func(i int) int32 {
		from, to := sh.From, sh.To
		if i > 0 {
			from = p.Jobs[list[i-1]].Place
		}
		if i < len(list) {
			to = p.Jobs[list[i]].Place
		}
		return p.Classes[sh.Class].Table[int(from)*p.Places+int(to)].Seconds
	}
	leave := start[list[0]] - way(0)
	if sh.OnDuty {
		leave = sh.Start
	}
	var leaving, coming func(i, k int, now, left int32) bool
	// leaving: before stop i, free at the place before it.
	leaving = func(i, k int, now, left int32) bool {
		if k < len(sh.Breaks) {
			b := &sh.Breaks[k]
			if at := max(now, b.Earliest); at <= b.Latest && leaving(i, k+1, at+b.Duration, left) {
				return true
			}
			if (b.Skip < core.Far || left > b.Latest) && leaving(i, k+1, now, left) {
				return true
			}
		}
		if i < len(list) {
			return coming(i, k, now+way(i), left)
		}
		back := now + way(i)
		return back <= sh.Last && (k == len(sh.Breaks) || back <= sh.Breaks[k].Latest)
	}
	coming = func(i, k int, now, left int32) bool {
		if now <= start[list[i]] && leaving(i+1, k, start[list[i]]+dur[list[i]], left) {
			return true
		}
		if k == len(sh.Breaks) {
			return false
		}
		b := &sh.Breaks[k]
		at := max(now, b.Earliest)
		return at <= b.Latest && coming(i, k+1, at+b.Duration, left)
	}
	return leaving(0, 0, sh.Start, leave)
}

// judge checks a solution against every hard constraint in the plainest way.
// It returns what is wrong. Working time is not looked at where there are
// breaks.
func judge(p *core.Problem, o *Solution) string {
	n := len(p.Jobs)
	shift := make([]int, n)
	for j := range shift {
		shift[j] = -1
	}
	dur := func(j int32) int32 { return p.DurationKinds[p.KindOf[shift[j]][p.Jobs[j].Service]][j] }
	for s, list := range o.Orders {
		sh := &p.Shifts[s]
		if len(list) == 0 {
			continue
		}
		now, at := sh.Start, sh.From
		if int32(len(list)) > sh.MaxVisits {
			return fmt.Sprint("too many visits in ", s)
		}
		first := int32(math.MaxInt32)
		for _, j := range list {
			if shift[j] >= 0 {
				return fmt.Sprint("twice ", j)
			}
			shift[j] = s
			if p.Eligible[int(j)*p.Words+s/64]>>(s%64)&1 == 0 {
				return fmt.Sprint("not eligible ", j)
			}
			a := p.Classes[sh.Class].Table[int(at)*p.Places+int(p.Jobs[j].Place)]
			if a.Seconds > sh.MaxLeg {
				return "leg"
			}
			if o.Start[j] < now+a.Seconds {
				return fmt.Sprint("too early ", j)
			}
			if first == math.MaxInt32 {
				first = o.Start[j] - a.Seconds
			}
			w := p.Windows[p.Jobs[j].Win0:p.Jobs[j].Win1]
			ok := len(w) == 0
			for _, x := range w {
				ok = ok || o.Start[j] >= x.Lo && o.Start[j] <= x.Hi && o.Start[j]+dur(j) <= x.EndBy
			}
			if !ok {
				return fmt.Sprint("window ", j)
			}
			now, at = o.Start[j]+dur(j), p.Jobs[j].Place
		}
		a := p.Classes[sh.Class].Table[int(at)*p.Places+int(sh.To)]
		now += a.Seconds
		if a.Seconds > sh.MaxLeg || now > sh.Last {
			return fmt.Sprint("return ", s)
		}
		if len(sh.Breaks) > 0 {
			all := make([]int32, n)
			for _, j := range list {
				all[j] = dur(j)
			}
			if !rests(p, sh, list, o.Start, all) {
				return fmt.Sprint("breaks ", s)
			}
			continue
		}
		if sh.OnDuty {
			first = sh.Start
		}
		if now-first > sh.MaxWork {
			return fmt.Sprint("work ", s)
		}
	}
	for j := range n {
		if (o.Start[j] == core.Never) != (shift[j] < 0) {
			return fmt.Sprint("start of absent ", j)
		}
	}
	for _, g := range p.Ties.Groups {
		for i, a := range g {
			if (shift[a] < 0) != (shift[g[0]] < 0) {
				return fmt.Sprint("part of group ", g)
			}
			for _, b := range g[:i] {
				if shift[a] < 0 {
					continue
				}
				if shift[a] == shift[b] {
					return fmt.Sprint("group by one worker ", g)
				}
				for _, x := range [2][2]int{{shift[a], shift[b]}, {shift[b], shift[a]}} {
					if x[0] < len(p.Ties.Foes) {
						for _, f := range p.Ties.Foes[x[0]] {
							if int(f) == x[1] {
								return fmt.Sprint("foes ", g)
							}
						}
					}
				}
			}
		}
	}
	for _, g := range p.Ties.Gaps {
		if shift[g.First] < 0 || shift[g.Second] < 0 {
			continue
		}
		d := o.Start[g.Second] - o.Start[g.First]
		if g.FromEnd {
			d -= dur(g.First)
		}
		if d < g.Min || d > g.Max {
			return fmt.Sprint("gap ", g, " is ", d)
		}
	}
	for _, a := range p.Ties.Apart {
		if shift[a[0]] >= 0 && shift[a[0]] == shift[a[1]] {
			return fmt.Sprint("not apart ", a)
		}
	}
	for _, a := range p.Ties.Same {
		if shift[a[0]] >= 0 && shift[a[1]] >= 0 && shift[a[0]] != shift[a[1]] {
			return fmt.Sprint("not the same ", a)
		}
	}
	return ""
}

// price costs a solution of a problem without breaks and paid waiting.
func price(p *core.Problem, o *Solution) (cost, miss int64) {
	worst := int64(0)
	for s, list := range o.Orders {
		sh := &p.Shifts[s]
		if len(list) == 0 {
			continue
		}
		cost += sh.Fixed
		at, end := sh.From, int32(0)
		for _, j := range list {
			a := p.Classes[sh.Class].Table[int(at)*p.Places+int(p.Jobs[j].Place)]
			cost += sh.PerSecond*int64(a.Seconds) + sh.PerMetre*int64(a.Metres) + p.Pair(int32(s), j)
			at, end = p.Jobs[j].Place, o.Start[j]+p.DurationKinds[p.KindOf[s][p.Jobs[j].Service]][j]
			best, late := int64(math.MaxInt64), int64(0)
			pr := p.Preferred[p.Jobs[j].Pref0:p.Jobs[j].Pref1]
			for _, w := range pr {
				l := max(0, int64(o.Start[j]-w.Hi))
				if c := p.LateCost*l + p.EarlyCost*max(0, int64(w.Lo-o.Start[j])); c < best {
					best, late = c, l
				}
			}
			if len(pr) > 0 {
				cost += best
				worst = max(worst, late)
			}
		}
		a := p.Classes[sh.Class].Table[int(at)*p.Places+int(sh.To)]
		cost += sh.PerSecond*int64(a.Seconds) + sh.PerMetre*int64(a.Metres)
		cost += sh.OverCost * max(0, int64(end+a.Seconds-sh.End))
	}
	for j := range p.Jobs {
		if o.Start[j] == core.Never {
			cost += p.Jobs[j].Value
			miss += p.Jobs[j].Miss
		}
	}
	return cost + p.Overall.WorstLate*worst, miss
}

// earliest computes the least start times of given routes by Bellman-Ford;
// nil: there are none. For problems without breaks.
func earliest(p *core.Problem, orders [][]int32) []int32 {
	n := len(p.Jobs)
	start, shift, dur := make([]int32, n), make([]int, n), make([]int32, n)
	for j := range n {
		start[j], shift[j] = -core.Latest, -1
	}
	for s, list := range orders {
		for _, j := range list {
			shift[j] = s
			dur[j] = p.DurationKinds[p.KindOf[s][p.Jobs[j].Service]][j]
		}
	}
	for range 4*n*n + 10 {
		moved := false
		up := func(j, t int32) {
			if shift[j] < 0 {
				return
			}
			w := p.Windows[p.Jobs[j].Win0:p.Jobs[j].Win1]
			if len(w) > 0 {
				t = max(t, w[0].Lo)
				for _, x := range w {
					if x.Hi >= x.Lo && t <= min(x.Hi, x.EndBy-dur[j]) {
						t = max(t, x.Lo)
						break
					}
				}
			}
			if t > start[j] {
				start[j], moved = t, true
			}
		}
		for s, list := range orders {
			sh := &p.Shifts[s]
			at, now := sh.From, sh.Start
			for _, j := range list {
				up(j, now+p.Classes[sh.Class].Table[int(at)*p.Places+int(p.Jobs[j].Place)].Seconds)
				at, now = p.Jobs[j].Place, start[j]+dur[j]
			}
		}
		for _, g := range p.Ties.Gaps {
			a, b := g.First, g.Second
			if shift[a] < 0 || shift[b] < 0 {
				continue
			}
			d := int32(0)
			if g.FromEnd {
				d = dur[a]
			}
			if g.Min > -core.Latest {
				up(b, start[a]+d+g.Min)
			}
			if g.Max < core.Latest {
				up(a, start[b]-d-g.Max)
			}
		}
		if !moved {
			return start
		}
	}
	return nil
}

// TestReference compares decoded times and costs with those of the plain way,
// on random routes of random problems.
func TestReference(t *testing.T) {
	none, some := 0, 0
	for i := range 60 {
		r := rand.New(rand.NewPCG(uint64(i), 11))
		w := randomShape(r)
		w.breaks, w.waits = false, false
		p := randomProblem(r, w)
		p.Overall.WorstIdle, p.Overall.Balance = 0, 0
		s := newSearch(p, uint64(i))
		s.decode()
		for range 400 {
			s.step(s.energy() + int64(r.ExpFloat64()*100))
			s.decode()
			o := &Solution{Start: make([]int32, s.n)}
			for k := range int32(s.S) {
				var list []int32
				for v := s.at[s.startOf(k)].next; v != s.endOf(k); v = s.at[v].next {
					list = append(list, v)
				}
				o.Orders = append(o.Orders, list)
			}
			want := earliest(p, o.Orders)
			if want == nil {
				t.Fatalf("problem %d: kept a circle", i)
			}
			for j := range want {
				o.Start[j] = want[j]
				if s.at[j].shift < 0 {
					o.Start[j] = core.Never
				} else if s.at[j].start != want[j] {
					t.Fatalf("problem %d %+v: job %d at %d, should be %d", i, w, j, s.at[j].start, want[j])
				}
			}
			bad := judge(p, o)
			if s.broken() != (bad != "") {
				t.Fatalf("problem %d %+v: broken %v, but %q", i, w, s.broken(), bad)
			}
			if bad != "" {
				none++
				continue
			}
			some++
			if cost, miss := price(p, o); cost != s.costs() || miss != s.missSum {
				t.Fatalf("problem %d %+v: cost %d, miss %d, should be %d, %d", i, w, s.costs(), s.missSum, cost, miss)
			}
		}
	}
	if some < 1000 || none < 1000 {
		t.Errorf("%d fine, %d broken", some, none)
	}
}

// TestSolution checks what comes out, breaks and waiting included, and that
// it comes out again.
func TestSolution(t *testing.T) {
	for i := range 60 {
		r := rand.New(rand.NewPCG(uint64(i), 13))
		w := randomShape(r)
		p := randomProblem(r, w)
		if !Fits(p) {
			t.Fatal("does not fit")
		}
		a := Solve(p, 5, core.Budget{Iterations: 20000})
		b := Solve(p, 5, core.Budget{Iterations: 20000})
		if fmt.Sprint(a) != fmt.Sprint(b) {
			t.Fatalf("problem %d: not the same again", i)
		}
		if a.Iterations != 20000 {
			t.Errorf("%d iterations", a.Iterations)
		}
		if bad := judge(p, a); bad != "" {
			t.Fatalf("problem %d %+v: %s", i, w, bad)
		}
		if cost, miss := price(p, a); miss != a.Miss || !w.waits && !w.breaks && p.Overall.WorstIdle == 0 && p.Overall.Balance == 0 && cost != a.Cost {
			t.Fatalf("problem %d: cost %d, miss %d, should be %d, %d", i, a.Cost, a.Miss, cost, miss)
		}
	}
}

// TestTiny compares with all there is.
func TestTiny(t *testing.T) {
	for i := range 60 {
		r := rand.New(rand.NewPCG(uint64(i), 17))
		w := randomShape(r)
		w.jobs, w.shifts, w.breaks, w.waits = 5, 2+i%2, false, false
		p := randomProblem(r, w)
		p.EarlyCost = 0 // it may pay to start later than at the earliest
		for j := range p.Jobs {
			if p.Jobs[j].Pref1-p.Jobs[j].Pref0 > 1 {
				p.Jobs[j].Pref1 = p.Jobs[j].Pref0 + 1
			}
		}
		p.Overall.WorstIdle, p.Overall.Balance = 0, 0
		got := Solve(p, 1, core.Budget{Iterations: 60000})
		orders := make([][]int32, w.shifts)
		bestCost, bestMiss := int64(math.MaxInt64), int64(math.MaxInt64)
		var put func(j int32)
		put = func(j int32) {
			if int(j) == w.jobs {
				start := earliest(p, orders)
				if start == nil {
					return
				}
				o := &Solution{Orders: orders, Start: start}
				for k := range start {
					if start[k] == -core.Latest {
						start[k] = core.Never
					}
				}
				for _, l := range orders {
					for _, k := range l {
						if start[k] == core.Never {
							return
						}
					}
				}
				if judge(p, o) != "" {
					return
				}
				if c, m := price(p, o); m < bestMiss || m == bestMiss && c < bestCost {
					bestCost, bestMiss = c, m
				}
				return
			}
			put(j + 1)
			for s := range orders {
				old := orders[s]
				for k := range len(old) + 1 {
					l := append(append(append([]int32(nil), old[:k]...), j), old[k:]...)
					orders[s] = l
					put(j + 1)
				}
				orders[s] = old
			}
		}
		put(0)
		if bad := judge(p, got); bad != "" {
			t.Fatalf("problem %d: %s", i, bad)
		}
		if got.Miss != bestMiss || got.Cost != bestCost {
			t.Errorf("problem %d %+v: cost %d, miss %d, best is %d, %d", i, w, got.Cost, got.Miss, bestCost, bestMiss)
		}
	}
}

// TestNoAllocation checks that steps allocate nothing.
func TestNoAllocation(t *testing.T) {
	for i := range 10 {
		r := rand.New(rand.NewPCG(uint64(i), 19))
		s := newSearch(randomProblem(r, randomShape(r)), 3)
		s.decode()
		run := func() {
			for range 5000 {
				s.step(s.energy() + int64(20*s.rng.wait()))
			}
		}
		run()
		if n := testing.AllocsPerRun(3, run); n > 0 {
			t.Errorf("problem %d: %v allocations", i, n)
		}
	}
}
