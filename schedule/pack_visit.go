package schedule

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// A job of the core is one visit: one worker's presence at one job. A crew of
// k is k visits in a row, which the core serves together or not at all.
type visits struct {
	// first[j] is the first visit of job j; first[len] their number.
	first []int32
	// jobOf and member tell a visit's job and its number in the crew.
	jobOf, member []int32
	// lockedTo has the worker locked to a visit of a crew. The gates deal with
	// locks of jobs for one.
	lockedTo map[int32]int
}

// packVisits numbers the visits.
func (k *packed) packVisits() {
	p := k.view.Problem
	v := &k.visits
	v.first = make([]int32, len(p.Jobs)+1)
	for j := range p.Jobs {
		for m := range k.crewSize(&p.Jobs[j]) {
			v.jobOf = append(v.jobOf, int32(j))
			v.member = append(v.member, int32(m))
		}
		v.first[j+1] = int32(len(v.jobOf))
	}
}

// crew returns the crew of a job: its own, or its service's.
func (k *packed) crew(job *roster.Job) *roster.Crew {
	if job.Crew != nil {
		return job.Crew
	}
	return &k.view.Service(job).Crew
}

func (k *packed) crewSize(job *roster.Job) int {
	c := k.crew(job)
	return max(1, c.Size, len(c.Roles))
}

// visitsOf returns the visits of a job.
func (v *visits) of(job int) (first, end int32) { return v.first[job], v.first[job+1] }

// job returns the job of a visit.
func (k *packed) job(visit int32) *roster.Job { return &k.view.Problem.Jobs[k.visits.jobOf[visit]] }

// equipment returns what a visit requires: its job's, and its role's.
func (k *packed) equipment(visit int32) []string {
	job := k.job(visit)
	own := k.view.Requirements(job).Equipment
	roles := k.crew(job).Roles
	if m := int(k.visits.member[visit]); m < len(roles) {
		return slices.Concat(own, roles[m].Requirements.Equipment)
	}
	return own
}

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

// packCrewLocks gives the workers locked to a crew members' places: a lock
// which cannot be kept leaves the job out. Locks of sequences, of which the
// first member is part, come last.
func (k *packed) packCrewLocks() {
	p := k.view.Problem
	k.visits.lockedTo = map[int32]int{}
	locked := map[int][]int{}
	for i := range p.Locks {
		l := &p.Locks[i]
		w, known := k.view.WorkerIndex(l.Worker)
		if !known {
			continue
		}
		if j, ok := k.view.JobIndex(l.Job); ok && !slices.Contains(locked[j], w) {
			if first, end := k.visits.of(j); end-first > 1 {
				locked[j] = append(locked[j], w)
				k.seatLocked(locked[j], first, end)
			}
		}
	}
	for i := range p.Locks {
		w, known := k.view.WorkerIndex(p.Locks[i].Worker)
		for _, id := range p.Locks[i].Sequence {
			if j, ok := k.view.JobIndex(id); ok && known {
				if first, end := k.visits.of(j); end-first > 1 {
					k.lockVisit(first, w)
				}
			}
		}
	}
}

// seatLocked gives each of the workers locked to a crew a member's place which
// the worker may take, the first free one or else by augmenting paths; who finds none leaves the job
// with a place which nobody can take.
func (k *packed) seatLocked(workers []int, first, end int32) {
	seat := make([]int, end-first) // worker by place
	for i := range seat {
		seat[i] = -1
	}
	var find func(w int, tried []bool) bool
	find = func(w int, tried []bool) bool {
		for i := range seat {
			if seat[i] < 0 && k.mayTake(w, first+int32(i)) {
				seat[i] = w
				return true
			}
		}
		for i := range seat {
			if tried[i] || !k.mayTake(w, first+int32(i)) {
				continue
			}
			tried[i] = true
			if find(seat[i], tried) {
				seat[i] = w
				return true
			}
		}
		return false
	}
	for x := first; x < end; x++ {
		delete(k.visits.lockedTo, x)
	}
	for _, w := range workers {
		if !find(w, make([]bool, len(seat))) {
			k.visits.lockedTo[first] = -1
			return
		}
	}
	for i, w := range seat {
		if w >= 0 {
			k.visits.lockedTo[first+int32(i)] = w
		}
	}
}

// lockVisit locks a visit to a worker, or to nobody where it is locked to
// another already.
func (k *packed) lockVisit(x int32, worker int) {
	if other, taken := k.visits.lockedTo[x]; taken && other != worker {
		worker = -1
	}
	k.visits.lockedTo[x] = worker
}

// gateFirst and gateReasons ask the gates about a visit: its job's, and its
// role's in the crew.
func (k *packed) gateFirst(worker int, visit int32, first, last roster.Date) string {
	return k.gates.RoleFirst(worker, int(k.visits.jobOf[visit]), int(k.visits.member[visit]), first, last)
}

func (k *packed) gateReasons(worker int, visit int32, first, last roster.Date) []string {
	return k.gates.RoleReasons(worker, int(k.visits.jobOf[visit]), int(k.visits.member[visit]), first, last)
}

// mayTake reports whether the gates of a visit's role are open for a worker
// on one of the worker's shifts.
func (k *packed) mayTake(worker int, visit int32) bool {
	for s, ref := range k.shifts {
		if ref.worker != worker {
			continue
		}
		first, last := k.days(s)
		if k.gateFirst(worker, visit, first, last) == "" {
			return true
		}
	}
	return false
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
