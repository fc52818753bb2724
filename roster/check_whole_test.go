package roster

import (
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// partOf returns what a part of the plan's cost comes to.
func partOf(r *Report, code string) Points {
	for _, p := range r.Parts {
		if p.Code == code {
			return p.Points
		}
	}
	return 0
}

// The good day with one price at a time; the amounts are worked out by hand.
func TestCheckPricesThePlanAsAWhole(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(p *Problem)
		part   string
		want   Points
	}{
		// j1 starts 600 s after its preferred window, and that is the only lateness.
		{"worst late", func(p *Problem) { p.Weights.WorstLatePerHour = 7 }, PartWorstLate, 600 * 35},
		// Not w1 (30 min before, 45 min within, 105 min after) but w3, unused.
		{"worst idle", func(p *Problem) { p.Weights.WorstIdlePerHour = 1 }, PartWorstIdle, 8 * 3600 * 5},
		{"worst idle of the used", func(p *Problem) {
			p.Weights.WorstIdlePerHour = 1
			p.Workers[2].Shifts = nil // w2 leaves at 10:20 and is back at 12:28
		}, PartWorstIdle, (8400 + 12720) * 5},
		{"worst idle with waiting", func(p *Problem) {
			p.Weights.WorstIdlePerHour = 1
			p.Workers[2].Shifts, p.Workers[1].Shifts[0].Start, p.Workers[1].Shifts[0].End = nil, clock("10:20"), clock("12:28")
		}, PartWorstIdle, (1800 + 2700 + 6300) * 5},
		// Loads 3300+12600, 1200+6480 and 0: the mean is 7860 s.
		{"balance", func(p *Problem) { p.Weights.BalancePerHour = 1 }, PartBalance, (8040 + 180 + 7860) * 5},
		// Two workers at c2.
		{"distinct workers", func(p *Problem) { p.Weights.DistinctWorkers = 3 }, PartDistinct, 3 * 18000},
		// w1 works 18,900 s and w2 7,680 s: squares 357,210,000 and 58,982,400.
		{"hours", func(p *Problem) { p.Weights.Fairness = map[string]Money{FairHours: 1} }, PartFairHours, 248062 + 40960},
		// With a share of half w2 counts as 15,360 s.
		{"hours of half a job", func(p *Problem) {
			p.Weights.Fairness = map[string]Money{FairHours: 1}
			p.Workers[1].SharePercent = 50
		}, PartFairHours, 248062 + 163840},
		// w1 is paid 18900+1000+400+1700 = 22,000 with 200 per visit for 3, w2's fee is 300.
		{"pay", func(p *Problem) { p.Weights.Fairness = map[string]Money{FairPay: 1} }, PartFairPay, 18000*22200*22200/200_000_000 + 18000*300*300/200_000_000},
		// w1 travels 3,300 s and w2 1,200 s, and has 2,400 s already.
		{"travel", func(p *Problem) {
			p.Weights.Fairness = map[string]Money{FairTravel: 1}
			p.History.Ledger = []LedgerEntry{{Worker: "w2", FairTravel: 2400}}
		}, PartFairTravel, 18000*3300*3300/25_920_000 + 9000},
		// Of 10:30, 10:30 and 13:05 the first two; 09:00 is before.
		{"unpopular", func(p *Problem) {
			p.Weights.Fairness = map[string]Money{FairUnpopular: 2}
			p.Rules.Unpopular = []UnpopularTime{{Weekdays: []time.Weekday{1}, From: 9*3600 + 1, To: 13*3600 + 300}, {Weekdays: []time.Weekday{0, 2}, To: 86400}}
			p.History.Ledger = []LedgerEntry{{Worker: "w3", FairUnpopular: 3}}
		}, PartFairUnpopular, 18000 + 18000 + 9*18000},
	} {
		p, plan := goodProblem(), goodPlan()
		test.change(p)
		r := wantCodes(t, p, plan)
		require.Equal(t, test.want, partOf(r, test.part), test.name)
		plan.Score.Total++
		require.False(t, Check(p, plan, CheckOptions{}).OK())
	}
}

// The law of fairness in 128 bits is that of whole numbers of any size.
func TestFairCostIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 5))
	for range 20_000 {
		price := Money(rng.Int64N(int64(MaxFairness) + 1))
		x, share := rng.Int64N(1<<rng.IntN(62)+1), 1+rng.Int64N(400)
		unit := []int64{3600, 10_000, 1}[rng.IntN(3)]
		scaled := new(big.Int).Mul(big.NewInt(x), big.NewInt(100))
		scaled.Div(scaled, big.NewInt(share))
		if limit := big.NewInt(1 << 46); scaled.Cmp(limit) > 0 {
			scaled = limit
		}
		want := new(big.Int).Mul(scaled, scaled)
		want.Mul(want, big.NewInt(int64(price.Points()))).Div(want, big.NewInt(2*unit*unit))
		if limit := big.NewInt(1 << 48); want.Cmp(limit) > 0 {
			want = limit
		}
		require.Equal(t, Points(want.Int64()), fairCost(price, x, share, unit), "%d %d %d %d", price, x, share, unit)
	}
	require.Equal(t, Points(0), fairCost(-1, -1, -1, 1))
}

// Setting up counts once in a building, whatever breaks lie between.
func TestCheckSetup(t *testing.T) {
	p, plan := stints(t, shanghai, "2026-11-23", dayStint(23, 8, 16))
	route := &plan.Routes[0]
	p.Workers[0].ServicePercent = map[string]int{"care": 150}
	p.Catalogue[0].Setup = 599
	p.Jobs = []Job{
		{ID: "a", Customer: "c", Service: "care", Duration: new(Duration(3600))},
		{ID: "b", Customer: "c", Service: "care", Duration: new(Duration(3600))},
		{ID: "c", Customer: "c", Service: "care", Duration: new(Duration(3600)), Setup: new(Duration(0))},
	}
	p.Workers[0].Shifts[0].Breaks = []Break{{ID: "tea", Earliest: clock("08:00"), Latest: clock("16:00"), Duration: 900, Place: &Place{ID: "home"}}}
	const first, again = 6299, 5400 // ceil(1.5 · 4199), 1.5 · 3600
	walk := func(kinds string, durations ...Duration) {
		route.Depart, route.Stops = clock("08:00"), nil
		at := route.Depart
		for i, kind := range kinds {
			s := Stop{Kind: VisitStop, Job: string(kind), Arrive: at, Start: at, End: at.Add(durations[i].Std())}
			if kind == '.' {
				s.Kind, s.Job, s.Break = BreakStop, "", "tea"
			}
			at = s.End
			route.Stops = append(route.Stops, s)
		}
		route.Return = at
		plan.Unassigned = nil
		if len(kinds) < 3 {
			plan.Unassigned = []Unassigned{{Job: "c", Class: ClassNotFound, Reasons: []Reason{{Code: ReasonNotFound}}}}
		}
	}
	p.Rules.StartGrid = 0
	walk("abc.", first, again, again, 900)
	wantCodes(t, p, plan)
	walk("ab.c", first, again, 900, again)
	wantCodes(t, p, plan)
	walk("ba.c", first, again, 900, again)
	wantCodes(t, p, plan)
	walk(".abc", 900, first, again, again)
	wantCodes(t, p, plan)
	walk("a.bc", first, 900, first, again)
	wantCodes(t, p, plan, ViolationDuration)
	walk("cab.", again, again, again, 900)
	wantCodes(t, p, plan) // c needs no setting up itself, and stands for the others
	// A break at another place: one sets up anew.
	p.Workers[0].Shifts[0].Breaks[0].Place = &Place{ID: "elsewhere"}
	p.Travel = Travel{Kind: MatrixTravel, Matrices: []Matrix{evenMatrix(0, 0, "home", "elsewhere")}}
	walk("a.bc", first, 900, first, again)
	wantCodes(t, p, plan)
}

// A live-in stay of 26 days is no work: no rule of hours counts it, and it is
// paid by the visit and the shift.
func TestCheckLiveIn(t *testing.T) {
	p, plan := stints(t, shanghai, "2026-11-02", stint{shift: "2026-11-02 08:00", until: "2026-11-28 08:00"}, dayStint(29, 8, 16))
	p.Catalogue = append(p.Catalogue, Service{Code: "maternity", LiveIn: true})
	p.Jobs[0].Service = "maternity"
	p.Workers[0].Pay = Pay{PerHour: 3000, PerShift: 500, PerVisit: 900_000}
	p.Workers[0].Shifts[0].MaxWork, p.Workers[0].Shifts[0].MaxVisits = 3600, 1
	p.Workers[0].Shifts[0].Breaks = []Break{{ID: "lunch", Earliest: clock("2026-11-02 11:00"), Latest: clock("2026-11-02 12:00"), Duration: 1800}}
	p.Rules.MinRest = new(Duration(48 * 3600))
	p.History.Ledger = []LedgerEntry{{Worker: "w", LastEnd: clock("2026-11-02 00:00"), DaysInRow: 6, WeekWork: 44 * 3600}}
	p.Weights = Weights{TravelPerHour: 1}
	r := wantCodes(t, p, plan)
	require.Equal(t, []Part{{PartShiftPay, Money(500).Points()}, {PartVisitPay, Money(900_000).Points()}}, r.RouteParts[0])
	require.Equal(t, Duration(8*3600), r.Figures.Work)
	require.Equal(t, Duration(8*3600), r.Figures.Service)

	p.Jobs[0].Service = "care"
	wantCodes(t, p, plan, ViolationBreakMissing, ViolationDailyWork, ViolationDaysInRow, ViolationMaxWork, ViolationRest, ViolationWeeklyWork)

	// The gates hold on every day of the stay, and the worker does nothing else.
	p.Jobs[0].Service = "maternity"
	p.Catalogue[1].Requirements.HealthCertificate = true
	p.Workers[0].HealthCertificate = &Validity{Until: onDay("2026-11-27")}
	wantCodes(t, p, plan, ReasonHealth)
	p.Workers[0].HealthCertificate.Until = onDay("2026-11-28")
	wantCodes(t, p, plan)
	p.Workers[0].Shifts[1].Start, plan.Routes[1].Depart = clock("2026-11-28 07:00"), clock("2026-11-28 07:00")
	stop := &plan.Routes[1].Stops[0]
	stop.Arrive, stop.Start, stop.End, plan.Routes[1].Return = clock("2026-11-28 07:00"), clock("2026-11-28 07:00"), clock("2026-11-28 15:00"), clock("2026-11-28 15:00")
	wantCodes(t, p, plan, ViolationRoutesOverlap)
}

// A due break may be left out at its price, and the next one counts from the
// break before it.
func TestCheckBreakLeftOut(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	r := &plan.Routes[0]
	r.Stops = append(r.Stops[:2:2], r.Stops[3:]...)
	r.Stops[2].Hold = 2400
	wantCodes(t, p, plan, ViolationBreakMissing)
	p.Workers[0].Shifts[0].Breaks[0].SkipPrice = new(Money(0))
	wantCodes(t, p, plan)
	p.Workers[0].Shifts[0].Breaks[0].SkipPrice = new(Money(250))
	rep := wantCodes(t, p, plan)
	require.Equal(t, Money(250).Points(), partOf(rep, PartBreakMissed))
	require.Contains(t, rep.RouteParts[0], Part{PartBreakMissed, Money(250).Points()})
}

// Days apart are counted by the local dates on which jobs start.
func TestCheckDaysApart(t *testing.T) {
	p, plan := stints(t, shanghai, "2026-11-23", stint{shift: "2026-11-23 22:00", until: "2026-11-23 23:59"},
		stint{shift: "2026-11-25 00:00", until: "2026-11-25 04:00"})
	p.Rules.MinRest = new(Duration(0))
	p.Links = []Link{{First: "0", Second: "1", Kind: DaysApart, MinDays: 2, MaxDays: 2}}
	wantCodes(t, p, plan)
	p.Links[0].MinDays = 3
	wantCodes(t, p, plan, ViolationDaysFew)
	p.Links[0].MinDays, p.Links[0].MaxDays = 0, 1
	wantCodes(t, p, plan, ViolationDaysMany)
	p.Links[0].MaxDays, p.Links[0].First, p.Links[0].Second = 0, "1", "0"
	wantCodes(t, p, plan, ViolationDaysFew)
}
