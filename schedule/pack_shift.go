package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// limits are what the rules and the ledger leave of a shift.
type limits struct {
	start time.Time
	// overtime after the shift's end, work from departure to return.
	overtime, work roster.Duration
	// closed is the reason why the shift cannot be worked at all; "" where
	// it can.
	closed string
}

// limitsOf derives the limits of a shift.
func (k *packed) limitsOf(w *roster.Worker, s *roster.Shift, entry *roster.LedgerEntry) limits {
	p := k.view.Problem
	r := &p.Rules
	daily := orDefault(r.MaxDailyWork, roster.DefaultMaxDailyWork)
	overtime := min(s.MaxOvertime, orDefault(r.MaxDailyOvertime, roster.DefaultMaxDailyOvertime))
	l := limits{start: s.Start, overtime: overtime, work: daily + overtime}
	if s.MaxWork > 0 {
		l.work = min(l.work, s.MaxWork)
	}
	weekly := orDefault(r.MaxWeeklyWork, roster.DefaultMaxWeeklyWork)
	monthly := orDefault(r.MaxMonthlyOvertime, roster.DefaultMaxMonthlyOvertime)
	if entry != nil {
		day, first := s.Start.In(k.view.Zone), p.Horizon.Start.In(k.view.Zone)
		if sameWeek(day, first) {
			weekly -= entry.WeekWork
		}
		if day.Year() == first.Year() && day.Month() == first.Month() {
			monthly -= entry.MonthOvertime
		}
		if !entry.LastEnd.IsZero() {
			rest := orDefault(r.MinRest, roster.DefaultMinRest)
			if free := entry.LastEnd.Add(rest.Std()); free.After(l.start) {
				l.start = free
			}
		}
		days := roster.DefaultMaxDaysInRow
		if r.MaxDaysInRow != nil {
			days = *r.MaxDaysInRow
		}
		if entry.DaysInRow >= days && roster.DateOf(day) == roster.DateOf(first) {
			l.closed = roster.ReasonHours
		}
	}
	l.work = min(l.work, weekly)
	l.overtime = max(0, min(l.overtime, monthly)) // without overtime no month is at fault
	if l.work < 0 || l.start.After(s.End.Add(l.overtime.Std())) {
		l.closed = roster.ReasonHours
		l.work = max(l.work, 0)
	}
	return l
}

func sameWeek(a, b time.Time) bool {
	ya, wa := a.ISOWeek()
	yb, wb := b.ISOWeek()
	return ya == yb && wa == wb
}

func orDefault(d *roster.Duration, otherwise roster.Duration) roster.Duration {
	if d == nil {
		return otherwise
	}
	return *d
}

// packShifts translates shifts, pay and breaks.
func (k *packed) packShifts() {
	p := k.view.Problem
	ledger := map[string]*roster.LedgerEntry{}
	for i := range p.History.Ledger {
		ledger[p.History.Ledger[i].Worker] = &p.History.Ledger[i]
	}
	weights := &k.view.Weights
	toolOf := numbered(k.tools)
	for i, ref := range k.shifts {
		w := &p.Workers[ref.worker]
		s := &w.Shifts[ref.shift]
		l := k.limitsOf(w, s, ledger[w.ID])
		if ref.liveIn {
			l = limits{start: s.Start, overtime: s.MaxOvertime, work: core.Latest}
		}
		k.limits = append(k.limits, l)
		rate := k.payRate(w)
		if ref.liveIn {
			rate = 0
		}
		end := k.second(s.End)
		sh := core.Shift{
			From: k.startPlace[i], To: k.endPlace[i], Class: k.classes[keyOf(w)],
			Start: k.secondUp(l.start), End: end, Last: clampTime(int64(end) + int64(l.overtime)),
			Worker:    int32(ref.worker),
			PerSecond: int64(weights.TravelPerHour.PerHour()) + rate,
			PerMetre:  int64(weights.TravelPerKm.PerKilometre()),
			WaitCost:  int64(weights.WaitPerHour.PerHour()) + rate,
			WorkCost:  rate,
			OverCost:  int64(weights.OvertimePerHour.PerHour()),
			MaxWork:   clampTime(int64(l.work)), MaxVisits: core.Never, MaxLeg: core.Latest,
		}
		sh.OnDuty, sh.Midnight = s.OnDuty, k.midnight(s)
		if s.OnDuty && sh.Start > k.secondUp(s.Start) {
			k.limits[i].closed = roster.ReasonHours
		}
		if !weights.IgnorePay {
			sh.Pay = core.Pay{Work: rate, Metre: int64(w.Pay.PerKm.PerKilometre()),
				Shift: int64(w.Pay.PerShift.Points()), Visit: int64(w.Pay.PerVisit.Points())}
			sh.PerMetre += int64(w.Pay.PerKm.PerKilometre())
			sh.Fixed = int64(w.Pay.PerShift.Points())
			sh.OverCost += max(0, int64(w.Pay.OvertimePerHour.PerHour())-rate)
			sh.Pay.Over = sh.OverCost
		}
		if s.MaxVisits > 0 {
			sh.MaxVisits = int32(min(s.MaxVisits, core.Latest))
		}
		if w.MaxLeg > 0 {
			sh.MaxLeg = clampTime(int64(w.MaxLeg))
		}
		if ref.liveIn {
			sh.LiveIn, sh.OverCost, sh.Pay.Over, sh.MaxVisits = true, 0, 0, 1
		}
		if !ref.liveIn {
			sh.Breaks = k.packBreaks(i, s, rate)
		}
		sh.Load0, sh.Cap = make([]int32, len(k.types)), make([]int32, len(k.types))
		for d, name := range k.types {
			for _, c := range w.Carries {
				if c.Type == name {
					sh.Load0[d] = int32(min(c.Quantity, core.Latest))
					sh.Cap[d] = int32(min(max(c.Quantity, c.Capacity), core.Latest))
				}
			}
		}
		for _, e := range w.Equipment {
			if bit, ok := toolOf[e]; ok {
				sh.Tools |= 1 << bit
			}
		}
		k.core.Shifts = append(k.core.Shifts, sh)
	}
}

// packStores numbers consumables and scarce equipment and translates stores.
func (k *packed) packStores() {
	p := k.view.Problem
	seen := map[string]bool{}
	at := map[string]bool{}
	for i := range p.Stores {
		for _, e := range p.Stores[i].Equipment {
			at[e] = true
		}
	}
	tool := map[string]bool{}
	for x := range k.visits.jobOf {
		for _, q := range k.view.Consumes(k.job(int32(x))) {
			if q.Quantity > 0 && !seen[q.Type] {
				seen[q.Type] = true
				k.types = append(k.types, q.Type)
			}
		}
		if len(at) == 0 {
			continue
		}
		for _, e := range k.equipment(int32(x)) {
			if at[e] && !tool[e] {
				tool[e] = true
				k.tools = append(k.tools, e)
			}
		}
	}
	toolOf := numbered(k.tools)
	for i := range p.Stores {
		s, out := &p.Stores[i], &k.core.Stores[i]
		for d, name := range k.types {
			if len(s.Types) == 0 || contains(s.Types, name) {
				out.Types |= 1 << d
			}
		}
		for _, e := range s.Equipment {
			if bit, ok := toolOf[e]; ok {
				out.Tools |= 1 << bit
			}
		}
		for _, w := range sortedWindows(s.Windows) {
			x := core.Window{Lo: k.secondUp(w.Start), Hi: k.second(w.End), EndBy: core.Never}
			if w.Bounds == roster.BoundsService {
				x.Hi -= out.Duration
			}
			out.Windows = append(out.Windows, x)
		}
	}
}

// midnight returns when the clock on the wall shows the midnight before a
// shift, as it is set when the shift starts.
func (k *packed) midnight(s *roster.Shift) int32 {
	t := s.Start.In(k.view.Zone)
	return k.second(t) - int32(t.Hour()*3600+t.Minute()*60+t.Second())
}
