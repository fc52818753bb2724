package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// packTies translates crews and links.
func (k *packed) packTies() {
	p := k.view.Problem
	t := &k.core.Ties
	k.core.Workers = len(p.Workers)
	for j := range p.Jobs {
		first, end := k.visits.of(j)
		if end-first < 2 {
			continue
		}
		tolerance := clampTime(int64(k.crew(&p.Jobs[j]).StartTolerance))
		group := make([]int32, 0, end-first)
		for a := first; a < end; a++ {
			group = append(group, a)
			for b := first; b < a; b++ {
				t.Gaps = append(t.Gaps, core.Gap{First: b, Second: a, Min: -tolerance, Max: tolerance})
			}
		}
		t.Groups = append(t.Groups, group)
	}
	for i := range p.Links {
		k.packLink(&p.Links[i])
	}
	for i := range p.WorkerLimits {
		limit := core.Limit{Max: int32(min(p.WorkerLimits[i].Max, core.Latest))}
		for _, id := range p.WorkerLimits[i].Jobs {
			if j, ok := k.view.JobIndex(id); ok {
				for x := k.visits.first[j]; x < k.visits.first[j+1]; x++ {
					limit.Jobs = append(limit.Jobs, x)
				}
			}
		}
		t.Limits = append(t.Limits, limit)
	}
	k.packFoes()
	k.packBudgets()
	if len(t.DayGaps) > 0 {
		k.packMidnights()
	}
}

// packBudgets bounds what the jobs of customers with a ceiling cost.
func (k *packed) packBudgets() {
	p := k.view.Problem
	of := map[string]*core.JobBudget{}
	for i := range p.Customers {
		if most := p.Customers[i].MaxSpend; most != nil {
			of[p.Customers[i].ID] = &core.JobBudget{Max: int64(*most)}
		}
	}
	for j := range p.Jobs {
		if b := of[p.Jobs[j].Customer]; b != nil {
			b.Jobs = append(b.Jobs, k.visits.first[j])
			b.Prices = append(b.Prices, int64(k.view.Price(&p.Jobs[j])))
		}
	}
	for i := range p.Customers {
		if b := of[p.Customers[i].ID]; b != nil {
			k.core.Ties.Budgets = append(k.core.Ties.Budgets, *b)
		}
	}
}

// packMidnights lists the beginnings of the days on which anything can start.
func (k *packed) packMidnights() {
	p := k.view.Problem
	day := roster.DateOf(p.Horizon.Start.AddDate(0, 0, -2).In(k.view.Zone))
	for end := p.Horizon.End.AddDate(0, 0, 3); ; day = nextDay(day) {
		midnight := time.Date(day.Year, day.Month, day.Day, 0, 0, 0, 0, k.view.Zone)
		k.core.Ties.Midnights = append(k.core.Ties.Midnights, k.second(midnight))
		if midnight.After(end) {
			return
		}
	}
}

// packFoes lists for each worker those who are never in one crew with them.
func (k *packed) packFoes() {
	p := k.view.Problem
	foes := make([][]int32, len(p.Workers))
	any := false
	for i := range p.Workers {
		for _, id := range p.Workers[i].IncompatibleWorkers {
			if o, ok := k.view.WorkerIndex(id); ok && o != i {
				foes[i], foes[o] = append(foes[i], int32(o)), append(foes[o], int32(i))
				any = true
			}
		}
	}
	if any {
		k.core.Ties.Foes = foes
	}
}

// packLink ties every visit of one job to every visit of the other. For crews
// whose members may start apart that asks for a little more than the link,
// which counts from the first start to the last end.
func (k *packed) packLink(l *roster.Link) {
	t := &k.core.Ties
	a, ok := k.view.JobIndex(l.First)
	b, too := k.view.JobIndex(l.Second)
	if !ok || !too || a == b {
		return
	}
	g := core.Gap{Min: clampTime(int64(l.MinGap)), Max: core.Never}
	if l.MaxGap != nil {
		g.Max = clampTime(int64(*l.MaxGap))
	}
	firstA, endA := k.visits.of(a)
	firstB, endB := k.visits.of(b)
	switch l.Kind {
	case roster.SameWorker:
		k.packSameWorker(a, b)
		return
	case roster.BothServed:
		t.Bundles = append(t.Bundles, []int32{firstA, firstB})
		return
	case roster.DaysApart:
		gap := core.DayGap{Min: int32(l.MinDays), Max: core.Never}
		if l.MaxDays > 0 {
			gap.Max = int32(l.MaxDays)
		}
		for x := firstA; x < endA; x++ {
			for y := firstB; y < endB; y++ {
				gap.First, gap.Second = x, y
				t.DayGaps = append(t.DayGaps, gap)
			}
		}
		return
	case roster.SameTime:
		most := int32(0)
		if l.MaxGap != nil {
			most = clampTime(int64(*l.MaxGap))
		}
		for x := firstA; x < endA; x++ {
			for y := firstB; y < endB; y++ {
				t.Clocks = append(t.Clocks, core.ClockTie{First: x, Second: y, Most: most})
			}
		}
		return
	case roster.SameStart:
		if l.MaxGap == nil {
			g.Max = 0
		}
		g.Min = -g.Max
	case roster.EndToStart:
		g.FromEnd = true
	}
	for x := firstA; x < endA; x++ {
		for y := firstB; y < endB; y++ {
			if l.Kind == roster.DifferentWorker {
				t.Apart = append(t.Apart, [2]int32{x, y})
				continue
			}
			g.First, g.Second = x, y
			t.Gaps = append(t.Gaps, g)
		}
	}
}

// packSameWorker ties the visits of the smaller crew to those of the larger,
// member by member.
func (k *packed) packSameWorker(a, b int) {
	firstA, endA := k.visits.of(a)
	firstB, endB := k.visits.of(b)
	for i := range min(endA-firstA, endB-firstB) {
		k.core.Ties.Same = append(k.core.Ties.Same, [2]int32{firstA + i, firstB + i})
	}
}

// closeNights keeps visits tied by the clock off the shifts on which the wall
// clock begins anew or is put forward or back: the core counts the time of day
// from one midnight for each shift.
func (k *packed) closeNights() {
	c := k.core
	if len(c.Ties.Clocks) == 0 {
		return
	}
	tied := map[int32]bool{}
	for _, t := range c.Ties.Clocks {
		tied[t.First], tied[t.Second] = true, true
	}
	for s := range c.Shifts {
		sh := &c.Shifts[s]
		first, last := k.clock(sh.Start), k.clock(sh.Last)
		_, from := first.Zone()
		_, to := last.Zone()
		if roster.DateOf(first) == roster.DateOf(last) && from == to {
			continue
		}
		for x := range tied {
			c.Eligible[int(x)*c.Words+s>>6] &^= 1 << (uint(s) & 63)
		}
	}
}
