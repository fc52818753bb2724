package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// packLaws translates what the shifts of a worker keep together, where any
// worker has several.
func (k *packed) packLaws() {
	p := k.view.Problem
	several := k.anyLiveIn()
	for w := range p.Workers {
		several = several || len(p.Workers[w].Shifts) > 1
	}
	if !several {
		return
	}
	r, l := &p.Rules, &k.core.Laws
	most := func(d *roster.Duration, otherwise roster.Duration) int32 {
		return clampTime(int64(orDefault(d, otherwise)))
	}
	l.Rest = most(r.MinRest, roster.DefaultMinRest)
	l.DailyWork = most(r.MaxDailyWork, roster.DefaultMaxDailyWork)
	l.DailyOver = most(r.MaxDailyOvertime, roster.DefaultMaxDailyOvertime)
	l.WeeklyWork = most(r.MaxWeeklyWork, roster.DefaultMaxWeeklyWork)
	l.MonthlyOver = most(r.MaxMonthlyOvertime, roster.DefaultMaxMonthlyOvertime)
	l.DaysInRow = roster.DefaultMaxDaysInRow
	if r.MaxDaysInRow != nil {
		l.DaysInRow = int32(min(*r.MaxDaysInRow, core.Latest))
	}
	for _, ref := range k.shifts {
		s := &p.Workers[ref.worker].Shifts[ref.shift]
		day, week, month := k.calendar(s.Start)
		l.Day, l.Week, l.Month = append(l.Day, day), append(l.Week, week), append(l.Month, month)
		l.Overtime = append(l.Overtime, clampTime(int64(s.MaxOvertime)))
	}
	l.FirstDay, l.FirstWeek, l.FirstMonth = k.calendar(p.Horizon.Start)
	if len(p.History.Ledger) == 0 {
		return
	}
	n := len(p.Workers)
	l.WeekBefore, l.OverBefore, l.DaysBefore = make([]int32, n), make([]int32, n), make([]int32, n)
	for i := range p.History.Ledger {
		entry := &p.History.Ledger[i]
		if w, ok := k.view.WorkerIndex(entry.Worker); ok {
			l.WeekBefore[w] = clampTime(int64(entry.WeekWork))
			l.OverBefore[w] = clampTime(int64(entry.MonthOvertime))
			l.DaysBefore[w] = int32(min(entry.DaysInRow, core.Latest))
		}
	}
}

// calendar numbers the local day, the ISO week and the month of an instant.
func (k *packed) calendar(t time.Time) (day, week, month int32) {
	d := roster.DateOf(t.In(k.view.Zone))
	day = int32(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
	return day, (day + 3) / 7, int32(d.Year)*12 + int32(d.Month) // day 0 was a Thursday
}
