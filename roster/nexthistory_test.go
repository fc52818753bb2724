package roster

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func entryOf(h History, worker string) LedgerEntry {
	for _, e := range h.Ledger {
		if e.Worker == worker {
			return e
		}
	}
	return LedgerEntry{}
}

// The good day is the first of a week's horizon; the next week begins with
// nothing of this one but what is carried.
func TestNextHistory(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	p.Rules.FairWindow = 70
	p.Rules.Unpopular = []UnpopularTime{{From: 10 * 3600, To: 24 * 3600}}
	p.History.Ledger = []LedgerEntry{{Worker: "w1", WeekWork: 3600, MonthOvertime: 7200, DaysInRow: 3, LastEnd: clock("2026-11-20 18:00"),
		FairWork: 1001, FairPay: 1001, FairTravel: 1001, FairUnpopular: 11}, {Worker: "w4", DaysInRow: 1}}
	p.History.Refusals = []Refusal{{Worker: "w1", Job: "j1"}, {Worker: "w1", Job: "j4"}, {Worker: "w2", Customer: "c1", Until: clock("2026-11-30 00:00")},
		{Worker: "w3", Customer: "c1", Until: clock("2026-11-29 23:59")}}
	h, err := p.NextHistory(plan)
	require.NoError(t, err)
	day := onDay(goodDay)
	require.Equal(t, []PastVisits{{Worker: "w1", Customer: "c1", Count: 2}, {Worker: "w2", Customer: "c3", Count: 1},
		{Worker: "w1", Customer: "c1", Service: "daily", Count: 1, Last: day}, {Worker: "w1", Customer: "c2", Service: "deep", Count: 1, Last: day},
		{Worker: "w1", Customer: "c3", Service: "daily", Count: 1, Last: day}, {Worker: "w2", Customer: "c2", Service: "deep", Count: 1, Last: day}}, h.Visits)
	require.Equal(t, p.History.Refusals[1:3], h.Refusals)
	// 63 of 70 days are left: 1001 counts as 900, 11 as 9.
	require.Equal(t, LedgerEntry{Worker: "w1", MonthOvertime: 7200, LastEnd: clock("14:15"),
		FairWork: 900 + 18_900, FairPay: 900 + 22_200, FairTravel: 900 + 3300, FairUnpopular: 9 + 2}, withoutZone(entryOf(h, "w1")))
	require.Equal(t, LedgerEntry{Worker: "w2", LastEnd: clock("12:28"), FairWork: 7680, FairPay: 300, FairTravel: 1200, FairUnpopular: 1}, withoutZone(entryOf(h, "w2")))
	require.Len(t, h.Ledger, 2)

	// The history fits the problem which comes next.
	p.History, p.Horizon = h, Horizon{Start: p.Horizon.End, End: p.Horizon.End.AddDate(0, 0, 7)}
	for i := range p.Workers {
		p.Workers[i].Shifts = nil
	}
	for _, fault := range told(t, p.Validate()) {
		require.NotContains(t, fault, "history")
	}
}

func withoutZone(e LedgerEntry) LedgerEntry {
	e.LastEnd = clock("00:00").Add(e.LastEnd.Sub(clock("00:00")))
	return e
}

// Day by day: the week, the month and the days in a row go on, and the second
// half of a day goes on with its first.
func TestNextHistoryDayByDay(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	p.Horizon.End = clock("2026-11-24 00:00")
	p.History.Ledger = []LedgerEntry{{Worker: "w1", WeekWork: 3600, MonthOvertime: 7200, DaysInRow: 3}, {Worker: "w3", DaysInRow: 5, WeekWork: 60}}
	h, err := p.NextHistory(plan)
	require.NoError(t, err)
	require.Equal(t, 4, entryOf(h, "w1").DaysInRow)
	require.Equal(t, Duration(3600+18_900), entryOf(h, "w1").WeekWork)
	require.Equal(t, Duration(7200), entryOf(h, "w1").MonthOvertime)
	require.Equal(t, LedgerEntry{Worker: "w3", WeekWork: 60}, entryOf(h, "w3"))

	p.Horizon.End = clock("12:00")
	h, err = p.NextHistory(plan)
	require.NoError(t, err)
	require.Equal(t, 3, entryOf(h, "w1").DaysInRow)
	require.Equal(t, clock("12:00").Unix(), entryOf(h, "w1").LastEnd.Unix())

	h, err = p.NextHistory(nil)
	require.NoError(t, err)
	require.Equal(t, p.History.Visits, h.Visits)

	plan.Routes[0].Stops[0].Job = "j9"
	_, err = p.NextHistory(plan)
	require.ErrorContains(t, err, "routes[0].stops[0]")
	plan.Routes[0].Worker = "w9"
	_, err = p.NextHistory(plan)
	require.ErrorContains(t, err, "routes[0]")
	p.TimeZone = "nowhere"
	_, err = p.NextHistory(plan)
	require.Error(t, err)
}

// A live-in stay is no work and no day in the row, but it ends a day's work.
func TestNextHistoryLiveIn(t *testing.T) {
	p, plan := stints(t, shanghai, "2026-11-02", stint{shift: "2026-11-02 08:00", until: "2026-11-28 08:00"}, dayStint(29, 8, 16))
	p.Horizon.End = clock("2026-11-30 00:00")
	h, err := p.NextHistory(plan)
	require.NoError(t, err)
	require.Equal(t, Duration(26*86400+8*3600), entryOf(h, "w").FairWork)
	p.Catalogue[0].LiveIn = true
	p.Jobs[1].Service = "other"
	p.Catalogue = append(p.Catalogue, Service{Code: "other"})
	h, err = p.NextHistory(plan)
	require.NoError(t, err)
	require.Equal(t, LedgerEntry{Worker: "w", LastEnd: clock("2026-11-29 16:00"), DaysInRow: 1, FairWork: 8 * 3600}, withoutZone(entryOf(h, "w")))
}
