package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// mostAttempts is how many times of the day are tried for a crew.
const mostAttempts = 60

// unproven is the verdict on a tied job of which nothing else is known.
func unproven() verdict {
	return because(roster.ClassNotFound, roster.Reason{Code: roster.ReasonUnproven})
}

// unitOf returns the jobs which are served together with a job or not at all,
// itself first.
func (q *inquiry) unitOf(job int32) []int32 {
	v := &q.k.visits
	unit := []int32{job}
	for i := 0; i < len(unit); i++ {
		first, end := v.of(int(unit[i]))
		for _, bundle := range q.k.core.Ties.Bundles {
			if !slices.ContainsFunc(bundle, func(x int32) bool { return first <= x && x < end }) {
				continue
			}
			for _, x := range bundle {
				if j := v.jobOf[x]; !slices.Contains(unit, j) {
					unit = append(unit, j)
				}
			}
		}
	}
	return unit
}

// impossible tells why a crew, or a job served together with others, could
// not be served even on an empty day, or not with its locks; false where that
// is not shown. Each visit by itself is looked at first; then whether enough
// different workers could come at all, and at one time.
func (q *inquiry) impossible(job int32) (verdict, bool) {
	for _, j := range q.unitOf(job) {
		v, shown := q.crewImpossible(j)
		if !shown {
			continue
		}
		if j != job {
			named := roster.Reason{Code: roster.ReasonTiedJob, Jobs: []string{q.k.view.Problem.Jobs[j].ID}}
			v = because(v.class, append([]roster.Reason{named}, v.reasons...)...)
		}
		return v, true
	}
	return verdict{}, false
}

// crewImpossible is impossible for one job by itself.
func (q *inquiry) crewImpossible(job int32) (verdict, bool) {
	first, end := q.k.visits.of(int(job))
	locked, shown := verdict{}, false
	for x := first; x < end; x++ {
		q.next()
		if q.possible(x) {
			continue
		}
		switch v := q.barred(x); v.class {
		case roster.ClassImpossible:
			return v, true
		case roster.ClassLocked:
			locked, shown = v, true
		}
	}
	if end-first < 2 {
		return locked, shown
	}
	able := q.crewOf(first, end, false)
	if able.most < int(end-first) {
		return because(roster.ClassImpossible, able.reason()), true
	}
	if shown {
		return locked, true
	}
	if able = q.crewOf(first, end, true); able.most < int(end-first) {
		return because(roster.ClassLocked, able.reason()), true
	}
	return verdict{}, false
}

// crewCount is how many members of a crew there could be: at any time, and at
// one time.
type crewCount struct{ ever, most int }

func (c crewCount) reason() roster.Reason {
	if c.ever == c.most {
		return roster.Reason{Code: roster.ReasonCrewSmall, Workers: c.most}
	}
	return roster.Reason{Code: roster.ReasonNoCommonTime, Workers: c.most}
}

// member is where and when a visit could be done.
type member struct {
	worker int
	slots  []core.Slot
}

// crewOf counts how many of the visits from first to end different workers
// could do on empty days, with or without locks.
func (q *inquiry) crewOf(first, end int32, locks bool) crewCount {
	k := q.k
	crew := make([][]member, end-first)
	for x := first; x < end; x++ {
		q.next()
		windows := k.ownWindows(x)
		if locks {
			windows = k.lockedWindows(x)
		}
		for s, ref := range k.shifts {
			switch {
			case k.otherKind(s, x):
			case locks && !q.eligible(x, s):
			case k.bars(s, x, windows) != "":
			default:
				if slots := q.desk.EmptySlots(nil, int32(s), x, windows); len(slots) > 0 {
					crew[x-first] = append(crew[x-first], member{ref.worker, slots})
				}
			}
		}
	}
	return q.together(crew, int32(min(int64(k.crew(k.job(first)).StartTolerance), core.Latest)))
}

// together counts how many members different workers could be at any time, and
// at most at one time.
func (q *inquiry) together(crew [][]member, tolerance int32) crewCount {
	any := core.Slot{Lo: -core.Never, Hi: core.Never}
	count := crewCount{ever: q.matched(crew, any)}
	for _, members := range crew {
		for _, m := range members {
			for _, slot := range m.slots {
				at := core.Slot{Lo: slot.Lo - tolerance, Hi: slot.Lo}
				if count.most < len(crew) {
					count.most = max(count.most, q.matched(crew, at))
				}
			}
		}
	}
	return count
}

// matched returns how many members can be different workers who are free
// within a stretch of time (augmenting paths).
func (q *inquiry) matched(crew [][]member, at core.Slot) int {
	takes := map[int]int{} // member by worker
	var seat func(i int, asked map[int]bool) bool
	seat = func(i int, asked map[int]bool) bool {
		for _, m := range crew[i] {
			free := slices.ContainsFunc(m.slots, func(s core.Slot) bool { return s.Lo <= at.Hi && at.Lo <= s.Hi })
			if !free || asked[m.worker] {
				continue
			}
			asked[m.worker] = true
			if other, taken := takes[m.worker]; !taken || seat(other, asked) {
				takes[m.worker] = i
				return true
			}
		}
		return false
	}
	n := 0
	for i := range crew {
		if seat(i, map[int]bool{}) {
			n++
		}
	}
	return n
}
