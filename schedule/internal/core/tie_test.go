package core

import (
	"fmt"
	"math/rand/v2"
	"testing"
)

// addTies draws crews, gaps and the rest for a random problem.
func addTies(r *rand.Rand, p *Problem) {
	n := int32(len(p.Jobs))
	p.Workers = 0
	for s := range p.Shifts {
		if s == 0 || r.IntN(4) > 0 {
			p.Workers++
		}
		p.Shifts[s].Worker = int32(p.Workers - 1)
		p.Shifts[s].Twin = int32(s)
	}
	taken := make([]bool, n)
	for j := range p.Jobs {
		taken[j] = p.Jobs[j].Chain >= 0
	}
	free := func() int32 {
		for range 20 {
			if j := r.Int32N(n); !taken[j] {
				return j
			}
		}
		return -1
	}
	for range 1 + r.IntN(2) {
		lead := free()
		if lead < 0 {
			break
		}
		taken[lead] = true
		group := []int32{lead}
		for range 1 + r.IntN(2) {
			if j := free(); j >= 0 {
				taken[j] = true
				group = append(group, j)
				p.Jobs[j].Value, p.Jobs[j].Miss = 0, 0
				p.Jobs[j].Win0, p.Jobs[j].Win1, p.Jobs[j].Place = p.Jobs[lead].Win0, p.Jobs[lead].Win1, p.Jobs[lead].Place
			}
		}
		if len(group) < 2 {
			break
		}
		p.Ties.Groups = append(p.Ties.Groups, group)
		tolerance := int32(r.IntN(2) * r.IntN(900))
		for i, a := range group {
			for _, b := range group[:i] {
				p.Ties.Gaps = append(p.Ties.Gaps, Gap{First: b, Second: a, Min: -tolerance, Max: tolerance})
			}
		}
	}
	for range r.IntN(4) {
		a, b := r.Int32N(n), r.Int32N(n)
		if a == b {
			continue
		}
		g := Gap{First: a, Second: b, Min: int32(r.IntN(4000) - 500), Max: Never, FromEnd: r.IntN(2) == 0}
		if r.IntN(2) == 0 {
			g.Max = g.Min + int32(r.IntN(4000))
		}
		p.Ties.Gaps = append(p.Ties.Gaps, g)
	}
	for range r.IntN(2) {
		if a, b := r.Int32N(n), r.Int32N(n); a != b {
			p.Ties.Apart = append(p.Ties.Apart, [2]int32{a, b})
		}
		if a, b := r.Int32N(n), r.Int32N(n); a != b {
			p.Ties.Same = append(p.Ties.Same, [2]int32{a, b})
		}
	}
	if r.IntN(3) == 0 {
		if a, b := r.Int32N(n), r.Int32N(n); a != b && p.Jobs[a].Chain < 0 && p.Jobs[b].Chain < 0 {
			p.Ties.Bundles = append(p.Ties.Bundles, []int32{a, b})
		}
	}
	if r.IntN(3) == 0 {
		p.Ties.Limits = append(p.Ties.Limits, Limit{Jobs: []int32{0, n / 2, n - 1}, Max: 1 + r.Int32N(2)})
	}
	for t := int32(-7000); t < 40000; t += 7000 {
		p.Ties.Midnights = append(p.Ties.Midnights, t)
	}
	for s := range p.Shifts {
		p.Shifts[s].Midnight = dayStart(p, p.Shifts[s].Start)
	}
	for range r.IntN(3) {
		if a, b := r.Int32N(n), r.Int32N(n); a != b {
			p.Ties.DayGaps = append(p.Ties.DayGaps, DayGap{a, b, r.Int32N(2), 1 + r.Int32N(2)})
		}
		if a, b := r.Int32N(n), r.Int32N(n); a != b {
			p.Ties.Clocks = append(p.Ties.Clocks, ClockTie{a, b, r.Int32N(2500)})
		}
	}
	if r.IntN(3) == 0 {
		p.Ties.Budgets = append(p.Ties.Budgets, JobBudget{Jobs: []int32{0, n - 1, n / 2}, Prices: []int64{3, 4, 5}, Max: 3 + r.Int64N(9)})
	}
	if r.IntN(3) == 0 && p.Workers > 1 {
		p.Ties.Foes = make([][]int32, p.Workers)
		p.Ties.Foes[0], p.Ties.Foes[1] = []int32{1}, []int32{0}
	}
}

// dayStart returns the midnight before a time.
func dayStart(p *Problem, t int32) int32 { return p.Ties.Midnights[dayOf(p.Ties.Midnights, t)] }

// checkTies tells which tie a result breaks.
func checkTies(p *Problem, res *Result) error {
	start, end, worker, shift := map[int32]int32{}, map[int32]int32{}, map[int32]int32{}, map[int32]int32{}
	for i := range res.Timetables {
		t := &res.Timetables[i]
		for _, e := range t.Events {
			if e.Node >= 0 && int(e.Node) < len(p.Jobs) {
				shift[e.Node] = t.Shift
				start[e.Node], end[e.Node], worker[e.Node] = e.Start, e.End, p.Shifts[t.Shift].Worker
			}
		}
	}
	for _, g := range p.Ties.Gaps {
		a, ok := start[g.First]
		b, too := start[g.Second]
		if !ok || !too {
			continue
		}
		if g.FromEnd {
			a = end[g.First]
		}
		if gap := b - a; gap < g.Min || g.Max < Never && gap > g.Max {
			return fmt.Errorf("gap %+v is %d", g, gap)
		}
	}
	for _, group := range p.Ties.Groups {
		seen := map[int32]bool{}
		served := 0
		for _, j := range group {
			if w, ok := worker[j]; ok {
				served++
				if seen[w] {
					return fmt.Errorf("crew %v has worker %d twice", group, w)
				}
				seen[w] = true
			}
		}
		if served > 0 && served < len(group) {
			return fmt.Errorf("crew %v has %d members", group, served)
		}
		if p.Ties.Foes != nil && seen[0] && seen[1] {
			return fmt.Errorf("crew %v has foes", group)
		}
	}
	for _, list := range p.Ties.Bundles {
		_, ok := start[list[0]]
		if _, too := start[list[1]]; ok != too {
			return fmt.Errorf("of bundle %v one is served", list)
		}
	}
	for _, pair := range p.Ties.Apart {
		a, ok := worker[pair[0]]
		if b, too := worker[pair[1]]; ok && too && a == b {
			return fmt.Errorf("%v have one worker", pair)
		}
	}
	for _, pair := range p.Ties.Same {
		a, ok := worker[pair[0]]
		if b, too := worker[pair[1]]; ok && too && a != b {
			return fmt.Errorf("%v have two workers", pair)
		}
	}
	for _, g := range p.Ties.DayGaps {
		a, ok := start[g.First]
		b, too := start[g.Second]
		days := dayOf(p.Ties.Midnights, b) - dayOf(p.Ties.Midnights, a)
		if ok && too && (days < g.Min || days > g.Max) {
			return fmt.Errorf("%+v are %d days apart", g, days)
		}
	}
	for _, c := range p.Ties.Clocks {
		a, ok := start[c.First]
		b, too := start[c.Second]
		a, b = a-p.Shifts[shift[c.First]].Midnight, b-p.Shifts[shift[c.Second]].Midnight
		if ok && too && max(a-b, b-a) > c.Most {
			return fmt.Errorf("%+v are %d apart", c, a-b)
		}
	}
	for _, b := range p.Ties.Budgets {
		spent := int64(0)
		for i, j := range b.Jobs {
			if _, ok := worker[j]; ok {
				spent += b.Prices[i]
			}
		}
		if spent > b.Max {
			return fmt.Errorf("budget %+v is overspent", b)
		}
	}
	for _, l := range p.Ties.Limits {
		seen := map[int32]bool{}
		for _, j := range l.Jobs {
			if w, ok := worker[j]; ok {
				seen[w] = true
			}
		}
		if len(seen) > int(l.Max) {
			return fmt.Errorf("limit %+v has %d workers", l, len(seen))
		}
	}
	return nil
}

// TestTiesHold audits the search between its steps on problems with ties, and
// checks what it ends with.
func TestTiesHold(t *testing.T) {
	crews, gaps := 0, 0
	for _, k := range kinds() {
		for seed := range uint64(loops(12)) {
			k = k.of(4+int(seed)*5%24, 8)
			r := rand.New(rand.NewPCG(seed, 21))
			p := randomProblem(r, k)
			addTies(r, p)
			s := newSearch(newEngine(p), seed, defaultTuning())
			s.findNear()
			s.construct(func() bool { return false }, false)
			s.keepBest()
			for round := range 3 {
				s.anneal(Budget{Iterations: 64}, s.tune.heat(len(s.p.Jobs), 1, s.meanWay()), stretch{0, 1})
				if err := audit(s.state); err != nil {
					t.Fatalf("%+v, seed %d, round %d: %v", k, seed, round, err)
				}
				res := &Result{}
				s.report(res)
				if err := checkTies(p, res); err != nil {
					t.Fatalf("%+v, seed %d, round %d: %v", k, seed, round, err)
				}
			}
			s.restoreBest()
			s.settle(func() bool { return false })
			if err := audit(s.state); err != nil {
				t.Fatalf("%+v, seed %d: settled: %v", k, seed, err)
			}
			res := &Result{}
			s.report(res)
			if err := checkTies(p, res); err != nil {
				t.Fatalf("%+v, seed %d: settled: %v", k, seed, err)
			}
			for _, g := range p.Ties.Groups {
				if s.routeOf[g[0]] >= 0 {
					crews++
				}
			}
			for _, g := range p.Ties.Gaps {
				if s.routeOf[g.First] >= 0 && s.routeOf[g.Second] >= 0 {
					gaps++
				}
			}
		}
	}
	if crews < 20 || gaps < 50 {
		t.Errorf("only %d crews and %d gaps were served", crews, gaps)
	}
}
