package core

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestLawsThatCannotBind draws shifts and laws, and where no law can bind it
// works some of the shifts in part: that must keep every law.
func TestLawsThatCannotBind(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 17))
	between := func(lo, hi int32) int32 { return lo + r.Int32N(hi-lo+1) }
	free := 0
	for range 20_000 {
		p := &Problem{Workers: 1}
		l := &p.Laws
		l.Rest, l.DailyWork, l.DailyOver = between(0, 12), between(4, 20), between(0, 6)
		l.WeeklyWork, l.MonthlyOver, l.DaysInRow = between(5, 60), between(0, 10), between(1, 6)
		l.WeekBefore, l.OverBefore, l.DaysBefore = []int32{between(0, 10)}, []int32{between(0, 4)}, []int32{between(0, 2)}
		all := []int32{}
		day, at := int32(0), int32(0)
		for s := range between(2, 5) {
			if r.IntN(2) == 0 {
				day += between(1, 3)
				at = max(at, day*24)
			}
			start := at + between(0, 6)
			end := start + between(1, 9)
			last := end + between(0, 3)
			at = last
			p.Shifts = append(p.Shifts, Shift{Start: start, End: end, Last: last, MaxWork: between(1, 12)})
			l.Day, l.Week, l.Month, l.Overtime = append(l.Day, day), append(l.Week, day/4), append(l.Month, 0), append(l.Overtime, between(0, last-end))
			all = append(all, int32(s))
		}
		if p.canBind(0, all) {
			continue
		}
		free++
		for range 20 {
			total := l.newTally(0)
			for _, s := range all {
				sh := &p.Shifts[s]
				if r.IntN(3) == 0 {
					continue
				}
				depart := between(sh.Start, sh.Last)
				back := between(depart, sh.Last)
				work := min(between(0, back-depart), sh.MaxWork)
				require.True(t, total.add(p, s, clock{depart, back, work}), "%+v %+v", p.Laws, p.Shifts)
			}
		}
	}
	require.Greater(t, free, 1000)
}
