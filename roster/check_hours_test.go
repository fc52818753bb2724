package roster

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// stint is one shift of the only worker with one job at home which fills the
// whole route, so that the working time is the route's length.
type stint struct {
	shift, until string // the shift, as "2006-01-02 15:04" local time
	from, to     string // the route; empty: the shift
	overtime     Duration
}

// stints makes a problem and a plan of them, with nothing to pay.
func stints(t *testing.T, zone string, horizon string, list ...stint) (*Problem, *Plan) {
	t.Helper()
	at, err := time.LoadLocation(zone)
	require.NoError(t, err)
	when := func(s string) time.Time {
		v, err := time.ParseInLocation("2006-01-02 15:04", s, at)
		require.NoError(t, err)
		return v
	}
	home := Place{ID: "home"}
	p := &Problem{SchemaVersion: SchemaVersion, TimeZone: zone, Horizon: Horizon{Start: when(horizon + " 00:00")},
		Catalogue: []Service{{Code: "care"}}, Customers: []Customer{{ID: "c", Place: home}},
		Workers: []Worker{{ID: "w", Home: home}}}
	plan := &Plan{SchemaVersion: SchemaVersion, Status: Feasible}
	for i, s := range list {
		if s.from == "" {
			s.from, s.to = s.shift, s.until
		}
		id := fmt.Sprint(i)
		from, to := when(s.from), when(s.to)
		p.Workers[0].Shifts = append(p.Workers[0].Shifts, Shift{ID: id, Start: when(s.shift), End: when(s.until), MaxOvertime: s.overtime})
		p.Jobs = append(p.Jobs, Job{ID: id, Customer: "c", Service: "care", Duration: new(DurationOf(to.Sub(from)))})
		plan.Routes = append(plan.Routes, Route{Worker: "w", Shift: id, Depart: from, Return: to,
			Stops: []Stop{{Kind: VisitStop, Job: id, Arrive: from, Start: from, End: to}}})
	}
	return p, plan
}

// day returns a stint from one hour of a day of November 2026 to another.
func dayStint(day, from, to int) stint {
	return stint{shift: fmt.Sprintf("2026-11-%02d %02d:00", day, from), until: fmt.Sprintf("2026-11-%02d %02d:00", day, to)}
}

const shanghai = "Asia/Shanghai"

// A night shift of 22:00 to 06:00 has 7 hours when clocks go forward and 9
// when they go back, in New York on 2026-03-08 and 2026-11-01.
func TestCheckClockChanges(t *testing.T) {
	p, plan := stints(t, "America/New_York", "2026-03-01", stint{shift: "2026-03-07 22:00", until: "2026-03-08 06:00"})
	r := wantCodes(t, p, plan)
	require.Equal(t, Duration(7*3600), r.Figures.Work)

	p, plan = stints(t, "America/New_York", "2026-10-01", stint{shift: "2026-10-31 22:00", until: "2026-11-01 06:00"})
	r = wantCodes(t, p, plan, ViolationDailyWork)
	require.Equal(t, Duration(9*3600), r.Figures.Work)
	p.Rules.MaxDailyWork = new(Duration(9 * 3600))
	wantCodes(t, p, plan)
}

// A shift over midnight belongs to the day it starts on; its visit runs on
// both days, unless it ends at midnight.
func TestCheckOverMidnight(t *testing.T) {
	for _, x := range []struct {
		until string
		want  []string
	}{
		{"2026-11-24 00:00", nil},
		{"2026-11-24 00:01", []string{ReasonHealth}},
	} {
		p, plan := stints(t, shanghai, "2026-11-23", stint{shift: "2026-11-23 20:00", until: x.until})
		p.Jobs[0].Requirements.HealthCertificate = true
		p.Workers[0].HealthCertificate = &Validity{Until: onDay("2026-11-23")}
		wantCodes(t, p, plan, x.want...)
	}
	// The same instants with 24:00 in another zone: the day is the problem's.
	p, plan := stints(t, shanghai, "2026-11-23", stint{shift: "2026-11-23 20:00", until: "2026-11-24 00:01"})
	p.TimeZone = "UTC"
	p.Jobs[0].Requirements.HealthCertificate = true
	p.Workers[0].HealthCertificate = &Validity{Until: onDay("2026-11-23")}
	wantCodes(t, p, plan)
}

// Overtime: by time, all paid time costs PerHour and overtime the rest of its
// rate; salaried, only overtime costs, in full. 8 h and 30 min of overtime:
//
//	by time, 3600 and 5400:  30,600·18,000 = 550,800,000; 1800·5·1800 = 16,200,000
//	overtime rate too low:   counts as 3600: nothing more
//	salaried:                1800·5·5400 = 48,600,000
//	weight of 360 more:      1800·5·360 = 3,240,000
func TestCheckOvertimePay(t *testing.T) {
	for _, x := range []struct {
		name    string
		pay     Pay
		weights Weights
		want    []Part
	}{
		{"by time", Pay{PerHour: 3600, OvertimePerHour: 5400}, Weights{WaitPerHour: 1}, []Part{{PartPay, 550_800_000}, {PartOvertimePay, 16_200_000}}},
		{"low rate", Pay{PerHour: 3600, OvertimePerHour: 1}, Weights{WaitPerHour: 1}, []Part{{PartPay, 550_800_000}}},
		{"salaried", Pay{Basis: Salaried, PerHour: 3600, OvertimePerHour: 5400}, Weights{WaitPerHour: 1}, []Part{{PartOvertimePay, 48_600_000}}},
		{"weight", Pay{Basis: Salaried, PerHour: 3600, OvertimePerHour: 5400}, Weights{OvertimePerHour: 360}, []Part{{PartOvertimePay, 51_840_000}}},
		{"ignored", Pay{PerHour: 3600, OvertimePerHour: 5400, PerShift: 1, PerVisit: 1, PerKm: 1}, Weights{OvertimePerHour: 360, IgnorePay: true},
			[]Part{{PartOvertimePay, 3_240_000}}},
	} {
		t.Run(x.name, func(t *testing.T) {
			p, plan := stints(t, shanghai, "2026-11-23", stint{shift: "2026-11-23 08:00", until: "2026-11-23 16:00",
				from: "2026-11-23 08:00", to: "2026-11-23 16:30", overtime: 1800})
			p.Workers[0].Pay, p.Weights = x.pay, x.weights
			r := wantCodes(t, p, plan)
			require.Equal(t, x.want, r.Parts)
			require.Equal(t, Duration(1800), r.Figures.Overtime)
		})
	}
}

// A second more than the overtime of shift, day or rule is refused.
func TestCheckOvertimeLimits(t *testing.T) {
	late := func(minutes int, allowed Duration) (*Problem, *Plan) {
		return stints(t, shanghai, "2026-11-23", stint{shift: "2026-11-23 08:00", until: "2026-11-23 14:00",
			from: "2026-11-23 08:00", to: fmt.Sprintf("2026-11-23 %02d:%02d", 14+minutes/60, minutes%60), overtime: allowed})
	}
	p, plan := late(60, 3600)
	wantCodes(t, p, plan)
	p, plan = late(61, 3600)
	wantCodes(t, p, plan, ViolationReturnsLate)
	p, plan = late(180, 9*3600)
	wantCodes(t, p, plan)
	p, plan = late(181, 9*3600)
	wantCodes(t, p, plan, ViolationDailyOvertime)
	// 8 + 3 hours of work at most, or what the shift allows less.
	p, plan = stints(t, shanghai, "2026-11-23", dayStint(23, 8, 16))
	wantCodes(t, p, plan)
	p, plan = stints(t, shanghai, "2026-11-23", dayStint(23, 8, 17))
	wantCodes(t, p, plan, ViolationDailyWork)
	p.Workers[0].Shifts[0].MaxOvertime = 3600
	wantCodes(t, p, plan)
	p, plan = stints(t, shanghai, "2026-11-23", dayStint(23, 8, 20))
	p.Workers[0].Shifts[0].MaxOvertime = 9 * 3600
	wantCodes(t, p, plan, ViolationDailyWork)
}

// Two shifts on a day count together and need no rest between them.
func TestCheckSplitDay(t *testing.T) {
	p, plan := stints(t, shanghai, "2026-11-23", dayStint(23, 7, 11), dayStint(23, 11, 15))
	wantCodes(t, p, plan)
	p, plan = stints(t, shanghai, "2026-11-23", dayStint(23, 7, 12), dayStint(23, 13, 17))
	wantCodes(t, p, plan, ViolationDailyWork) // 9 h
	p.Workers[0].Shifts[1].MaxOvertime = 3600
	wantCodes(t, p, plan)
	// Overtime of the first beyond the start of the second.
	p, plan = stints(t, shanghai, "2026-11-23", stint{shift: "2026-11-23 07:00", until: "2026-11-23 08:00",
		from: "2026-11-23 07:00", to: "2026-11-23 08:30", overtime: 3600}, dayStint(23, 8, 10))
	wantCodes(t, p, plan, ViolationRoutesOverlap)
	// 2 + 2 hours of overtime are more than 3.
	p, plan = stints(t, shanghai, "2026-11-23",
		stint{shift: "2026-11-23 07:00", until: "2026-11-23 08:00", from: "2026-11-23 07:00", to: "2026-11-23 10:00", overtime: 7200},
		stint{shift: "2026-11-23 11:00", until: "2026-11-23 12:00", from: "2026-11-23 11:00", to: "2026-11-23 14:00", overtime: 7200})
	wantCodes(t, p, plan, ViolationDailyOvertime)
}

func TestCheckRest(t *testing.T) {
	p, plan := stints(t, shanghai, "2026-11-23", dayStint(23, 13, 21), dayStint(24, 8, 12))
	wantCodes(t, p, plan) // 11 h
	p, plan = stints(t, shanghai, "2026-11-23", dayStint(23, 14, 22), dayStint(24, 8, 12))
	wantCodes(t, p, plan, ViolationRest)
	p.Rules.MinRest = new(Duration(10 * 3600))
	wantCodes(t, p, plan)
	// The ledger's last end: 11 h before 8 o'clock are 21:00.
	p, plan = stints(t, shanghai, "2026-11-23", dayStint(23, 8, 12))
	p.History.Ledger = []LedgerEntry{{Worker: "w", LastEnd: clock("2026-11-22 21:00")}}
	wantCodes(t, p, plan)
	p.History.Ledger[0].LastEnd = clock("2026-11-22 21:01")
	wantCodes(t, p, plan, ViolationRest)
}

// A week runs from Monday to Sunday: 23 to 29 November, in which 5 days of 8
// h and one of 4 make 44; the night from Sunday to Monday is Sunday's.
func TestCheckWeek(t *testing.T) {
	week := []stint{dayStint(23, 8, 16), dayStint(24, 8, 16), dayStint(25, 8, 16), dayStint(26, 8, 16), dayStint(27, 8, 16)}
	p, plan := stints(t, shanghai, "2026-11-23", append(week, dayStint(28, 8, 12), dayStint(30, 8, 16))...)
	wantCodes(t, p, plan)
	p, plan = stints(t, shanghai, "2026-11-23", append(week, dayStint(28, 8, 13))...)
	r := wantCodes(t, p, plan, ViolationWeeklyWork)
	require.Equal(t, int64(45*3600), r.Violations[0].Got)
	require.Equal(t, "5", r.Violations[0].Shift)
	p, plan = stints(t, shanghai, "2026-11-23", append(week, stint{shift: "2026-11-29 23:00", until: "2026-11-30 04:00"})...)
	wantCodes(t, p, plan, ViolationWeeklyWork)
	// The ledger counts in the week the horizon starts in, here Wednesday's.
	p, plan = stints(t, shanghai, "2026-11-25", dayStint(26, 8, 16), dayStint(30, 8, 16))
	p.History.Ledger = []LedgerEntry{{Worker: "w", WeekWork: 36 * 3600}}
	wantCodes(t, p, plan)
	p.History.Ledger[0].WeekWork++
	r = wantCodes(t, p, plan, ViolationWeeklyWork)
	require.Equal(t, "0", r.Violations[0].Shift)
}

// 30 minutes of overtime on the 30th of November and on the 1st of December.
func TestCheckMonth(t *testing.T) {
	over := func(day string) stint {
		return stint{shift: day + " 08:00", until: day + " 12:00", from: day + " 08:00", to: day + " 12:30", overtime: 3600}
	}
	p, plan := stints(t, shanghai, "2026-11-30", over("2026-11-30"), over("2026-12-01"))
	p.History.Ledger = []LedgerEntry{{Worker: "w", MonthOvertime: 36*3600 - 1800}}
	wantCodes(t, p, plan)
	p.Rules.MaxMonthlyOvertime = new(Duration(1800))
	p.History.Ledger = nil
	wantCodes(t, p, plan)
	p.Rules.MaxMonthlyOvertime = new(Duration(1799))
	require.Len(t, wantCodes(t, p, plan, ViolationMonthOvertime).Violations, 2)
}

func TestCheckDaysInRow(t *testing.T) {
	var days []stint
	for d := 23; d <= 29; d++ {
		days = append(days, dayStint(d, 8, 12), dayStint(d, 13, 14)) // 5 h a day
	}
	p, plan := stints(t, shanghai, "2026-11-23", days[:12]...) // six days
	wantCodes(t, p, plan)
	p, plan = stints(t, shanghai, "2026-11-23", days...)
	r := wantCodes(t, p, plan, ViolationDaysInRow)
	require.Equal(t, "12", r.Violations[0].Shift)
	p.Rules.MaxDaysInRow = new(7)
	wantCodes(t, p, plan)
	// Two days before the horizon count if its first day is worked.
	p, plan = stints(t, shanghai, "2026-11-23", days[:10]...)
	p.History.Ledger = []LedgerEntry{{Worker: "w", DaysInRow: 2}}
	wantCodes(t, p, plan, ViolationDaysInRow)
	p, plan = stints(t, shanghai, "2026-11-23", days[2:14]...)
	p.History.Ledger = []LedgerEntry{{Worker: "w", DaysInRow: 2}}
	wantCodes(t, p, plan)
}
