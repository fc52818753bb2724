package roster

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The good day: Monday 2026-11-23 in Shanghai (UTC+8, no clock change).
//
// Travel comes from one matrix. Every way takes 600 s and 3,000 m, but A→P1
// takes 900 s and 5,000 m, P1→A 1,200 s and 6,000 m, and there is no way to
// or from U.
//
// Worker w1 (home A, paid by time) does j1, its part of the crew job j2, has
// lunch, restocks at the store, does j3. Worker w2 (home B, salaried, lent by
// a partner agency, a fifth slower at deep cleaning) does the other part of j2.
//
//	w1  08:30 leave A   900 s   08:45 P1, wait 15 min
//	    09:00–10:00 j1          (preferred 08:30–08:50 or 09:20–09:40)
//	    10:00           600 s   10:10 P2, wait 20 min
//	    10:30–12:00 j2 member 0
//	    12:00–12:30 lunch at P2, unpaid
//	    12:30 hold 10 min
//	    12:40           600 s   12:50 S
//	    12:50–12:55 store
//	    12:55           600 s   13:05 P3
//	    13:05–14:05 j3
//	    14:05           600 s   14:15 A
//	w2  10:20 leave B   600 s   10:30 P2
//	    10:30–12:18 j2 member 1 (90 min · 120 % = 108 min)
//	    12:18           600 s   12:28 B

const goodDay = "2026-11-23"

// clock returns an instant of the good day in Shanghai, from "15:04" or
// "15:04:05", or of another day from "2006-01-02 15:04".
func clock(s string) time.Time {
	shanghai := time.FixedZone("", 8*3600)
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02 15:04:05"} {
		for _, text := range []string{s, goodDay + " " + s} {
			if t, err := time.ParseInLocation(layout, text, shanghai); err == nil {
				return t
			}
		}
	}
	panic("clock: " + s)
}

func onDay(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// evenMatrix returns a matrix with the same way between any two places.
func evenMatrix(seconds, metres int32, places ...string) Matrix {
	m := Matrix{Places: places}
	for range places {
		m.Seconds = append(m.Seconds, nil)
		m.Metres = append(m.Metres, nil)
		for range places {
			last := len(m.Seconds) - 1
			m.Seconds[last] = append(m.Seconds[last], new(seconds))
			m.Metres[last] = append(m.Metres[last], metres)
		}
	}
	return m
}

func goodProblem() *Problem {
	m := evenMatrix(600, 3000, "A", "B", "P1", "P2", "P3", "S", "U")
	m.Seconds[0][2], m.Metres[0][2] = new(int32(900)), 5000
	m.Seconds[2][0], m.Metres[2][0] = new(int32(1200)), 6000
	for i := range m.Places {
		m.Seconds[i][6], m.Seconds[6][i] = nil, nil
	}
	return &Problem{
		SchemaVersion: SchemaVersion, ID: "good-day", TimeZone: "Asia/Shanghai",
		Horizon:    Horizon{Start: clock("00:00"), End: clock("2026-11-30 00:00")},
		FreezeTime: clock("08:00"),
		Agency:     "alpha",
		Agencies: []Agency{
			{ID: "alpha", Pool: []PoolItem{{Equipment: "ladder", Count: 1}}},
			{ID: "beta", SharesWith: []Sharing{{Agency: "alpha", Services: []string{"deep"}, FeePerVisit: 300}}},
		},
		Stores: []Store{{ID: "store", Place: Place{ID: "S"}, Duration: 300, Equipment: []string{"ladder"},
			Windows: []Window{{Start: clock("08:00"), End: clock("09:00")}, {Start: clock("12:00"), End: clock("13:00")}}}},
		Catalogue: []Service{
			{Code: "daily", Duration: DurationModel{Base: 1800, PerSquareMetre: 30, Extras: map[string]Duration{"oven": 600}},
				Requirements: Requirements{Skills: []SkillRequirement{{Code: "clean"}}}},
			{Code: "deep", Duration: DurationModel{Base: 5400}, Price: 20000, Crew: Crew{Size: 2},
				Requirements: Requirements{Skills: []SkillRequirement{{Code: "clean", MinLevel: 2}}}},
			{Code: "special", Price: 2500, Duration: DurationModel{Base: 3600}},
		},
		Workers: []Worker{
			{ID: "w1", Home: Place{ID: "A"}, Skills: []Skill{{Code: "clean", Level: 3}, {Code: "cook"}},
				Carries: []Carry{{Type: "soap", Quantity: 2, Capacity: 5}},
				Pay:     Pay{PerHour: 3600, OvertimePerHour: 5400, PerShift: 1000, PerVisit: 200, PerKm: 100},
				Shifts: []Shift{{ID: "s1", Start: clock("08:00"), End: clock("16:00"), MaxOvertime: 3600,
					Breaks: []Break{{ID: "lunch", Earliest: clock("11:30"), Latest: clock("13:00"), Duration: 1800}}}}},
			{ID: "w2", Agency: "beta", Home: Place{ID: "B"}, Skills: []Skill{{Code: "clean", Level: 5}},
				ServicePercent: map[string]int{"deep": 120},
				Pay:            Pay{Basis: Salaried, PerHour: 3000, OvertimePerHour: 4000},
				Shifts:         []Shift{{ID: "s2", Start: clock("08:00"), End: clock("16:00")}}},
			{ID: "w3", Home: Place{ID: "B"}, Skills: []Skill{{Code: "clean", Level: 4}},
				Shifts: []Shift{{ID: "s3", Start: clock("08:00"), End: clock("16:00")}}},
			{ID: "w4", Home: Place{ID: "B"}},
		},
		Customers: []Customer{
			{ID: "c1", Place: Place{ID: "P1"}, PreferredWorkers: []string{"w1"}},
			{ID: "c2", Place: Place{ID: "P2"}},
			{ID: "c3", Place: Place{ID: "P3"}},
		},
		Jobs: []Job{
			// 1800 + 30·20 + 600·2 = 3600 s
			{ID: "j1", Customer: "c1", Service: "daily", SquareMetres: 20, Extras: map[string]int{"oven": 2}, Price: new(Money(8000)),
				Windows: []Window{{Start: clock("09:00"), End: clock("10:00")}},
				Preferred: []PreferredWindow{{Start: clock("08:30"), End: clock("08:50")},
					{Start: clock("09:20"), End: clock("09:40")}}},
			{ID: "j2", Customer: "c2", Service: "deep", PreferredWorkers: []string{"w3"},
				Windows:      []Window{{Start: clock("10:00"), End: clock("12:30"), Bounds: BoundsService}},
				Requirements: Requirements{Skills: []SkillRequirement{{Code: "clean", MinLevel: 3}}}},
			{ID: "j3", Customer: "c3", Service: "daily", Duration: new(Duration(3600)),
				Consumes: []Quantity{{Type: "soap", Quantity: 4}}, Requirements: Requirements{Equipment: []string{"ladder"}}},
			{ID: "j4", Customer: "c3", Service: "daily"},
			{ID: "j5", Customer: "c3", Service: "daily", Mandatory: true},
			{ID: "j6", Customer: "c3", Service: "daily", Tier: 3, Value: new(Money(0)), Requirements: Requirements{Gender: Female}},
			{ID: "j7", Customer: "c3", Service: "special", Tier: 3},
		},
		Links: []Link{
			{First: "j1", Second: "j2", Kind: EndToStart, MinGap: 600, MaxGap: new(Duration(3600))},
			{First: "j1", Second: "j3", Kind: SameWorker},
			{First: "j4", Second: "j1", Kind: SameStart}, // binds nothing: j4 is not served
		},
		Locks: []Lock{{Job: "j1", Worker: "w1"}, {Sequence: []string{"j1", "j4", "j3"}, Worker: "w1"}},
		History: History{Visits: []PastVisits{{Worker: "w1", Customer: "c1", Count: 2},
			{Worker: "w2", Customer: "c3", Count: 1}}},
		Travel: Travel{Kind: MatrixTravel, Matrices: []Matrix{m}},
		Weights: Weights{TravelPerHour: 360, TravelPerKm: 10, WaitPerHour: 720, LatePerHour: 3600, EarlyPerHour: 1800,
			OvertimePerHour: 360, Unassigned: 7000, Criteria: map[string]Money{SkillFit: 100, Continuity: 50}},
	}
}

// goodPlan is the plan of the good day, with every cost worked out by hand.
//
// A rate of r an hour is 5·r points a second, r a kilometre 18·r points a
// metre, one unit 18,000 points.
//
// Route of w1: from 08:30 to 14:15 are 20,700 s, less 1,800 s unpaid lunch
// 18,900 s.
//
//	pay             18,900 s · 5·3600           = 340,200,000
//	shift_pay       1000 · 18,000               =  18,000,000
//	visit_pay       3 · 200 · 18,000            =  10,800,000
//	metres          5000+3000+0+3000+3000+3000  = 17,000
//	distance_pay    17,000 · 18·100             =  30,600,000
//	travel          900+600+0+600+600+600       = 3,300 s
//	travel_time     3,300 · 5·360               =   5,940,000
//	travel_distance 17,000 · 18·10              =   3,060,000
//	wait            (15+20+10) min = 2,700 s, · 5·720 = 9,720,000
//	late            10 min late: 600 · 5·3600 = 10,800,000; 20 min early:
//	                1200 · 5·1800 the same; a tie is late
//	skill_fit       18·100 = 1800 a permille. j1, j3 want clean 1 and w1 has 3,
//	                and cook beyond: 1000 − 700·2/4 − 50 = 600. j2 wants 3:
//	                1000 − 0 − 50 = 950.  (400+50+400)·1800 = 1,530,000
//	continuity      18·50 = 900 a permille. c1: 2 of 5 visits, 400. c2: no
//	                history, 1000. c3: 0.  (600+0+1000)·900 = 1,440,000
//
// Route of w2: salaried.
//
//	visit_pay       fee 300 · 18,000  = 5,400,000
//	travel_time     1,200 · 1800      = 2,160,000
//	travel_distance 6,000 · 180       = 1,080,000
//	skill_fit       1000 − 700·2/4 = 650; 350·1800 = 630,000
//
// Left out: j4 has neither value nor price, 7000 · 18,000 = 126,000,000. j5
// is mandatory. j6 and j7 are of tier 3, worth at least 1 and 2500+7000 (price and Weights.Unassigned).
func goodPlan() *Plan {
	return &Plan{
		SchemaVersion: SchemaVersion, ProblemID: "good-day", Status: Feasible,
		Routes: []Route{
			{Worker: "w1", Shift: "s1", Depart: clock("08:30"), Return: clock("14:15"), ReturnTravel: 600, ReturnMetres: 3000,
				Stops: []Stop{
					{Kind: VisitStop, Job: "j1", Travel: 900, Metres: 5000, Arrive: clock("08:45"), Wait: 900,
						Start: clock("09:00"), End: clock("10:00"), Late: 600,
						Parts: []Part{{PartVisitPay, 3_600_000}, {PartLate, 10_800_000}, {SkillFit, 720_000}, {Continuity, 540_000}}},
					{Kind: VisitStop, Job: "j2", Travel: 600, Metres: 3000, Arrive: clock("10:10"), Wait: 1200,
						Start: clock("10:30"), End: clock("12:00")},
					{Kind: BreakStop, Break: "lunch", Arrive: clock("12:00"), Start: clock("12:00"), End: clock("12:30")},
					{Kind: StoreStop, Store: "store", Hold: 600, Travel: 600, Metres: 3000, Arrive: clock("12:50"),
						Start: clock("12:50"), End: clock("12:55")},
					{Kind: VisitStop, Job: "j3", Travel: 600, Metres: 3000, Arrive: clock("13:05"),
						Start: clock("13:05"), End: clock("14:05")},
				},
				Parts: []Part{{PartPay, 340_200_000}, {PartShiftPay, 18_000_000}, {PartVisitPay, 10_800_000},
					{PartDistancePay, 30_600_000}, {PartTravelTime, 5_940_000}, {PartTravelDistance, 3_060_000},
					{PartWait, 10_800_000}, {PartLate, 10_800_000}, {SkillFit, 1_530_000}, {Continuity, 1_440_000}}},
			{Worker: "w2", Shift: "s2", Depart: clock("10:20"), Return: clock("12:28"), ReturnTravel: 600, ReturnMetres: 3000,
				Stops: []Stop{{Kind: VisitStop, Job: "j2", Member: 1, Travel: 600, Metres: 3000, Arrive: clock("10:30"),
					Start: clock("10:30"), End: clock("12:18")}},
				Parts: []Part{{PartVisitPay, 5_400_000}, {PartTravelTime, 2_160_000}, {PartTravelDistance, 1_080_000},
					{SkillFit, 630_000}}},
		},
		Unassigned: []Unassigned{
			{Job: "j4", Class: ClassNotFound, Reasons: []Reason{{Code: ReasonNotFound}}},
			{Job: "j5", Class: ClassNotFound, Reasons: []Reason{{Code: ReasonNotFound}}},
			{Job: "j6", Class: ClassImpossible, Reasons: []Reason{{Code: ReasonGender, Workers: 4}}},
			{Job: "j7", Class: ClassNotFound, Reasons: []Reason{{Code: ReasonNotFound}}},
		},
		Score: Score{
			Missed: []Missed{{Tier: 10, Jobs: 1, Value: 1}, {Tier: 3, Jobs: 2, Value: 9501}},
			Total:  568_440_000,
			Parts: []Part{{PartPay, 340_200_000}, {PartShiftPay, 18_000_000}, {PartVisitPay, 16_200_000},
				{PartDistancePay, 30_600_000}, {PartTravelTime, 8_100_000}, {PartTravelDistance, 4_140_000},
				{PartWait, 10_800_000}, {PartLate, 10_800_000}, {PartUnassigned, 126_000_000},
				{SkillFit, 2_160_000}, {Continuity, 1_440_000}},
		},
		Figures: Figures{
			Jobs: 7, Served: 3, Unassigned: 4, Workers: 3, WorkersUsed: 2,
			Travel: 4500, Metres: 23000, // 3300+1200, 17,000+6000
			Service:    19080, // 3600+5400+3600+6480
			Wait:       2700,
			Break:      1800,
			Work:       26580, // 18,900 + 7,680 from 10:20 to 12:28
			Late:       600,
			LateVisits: 1, PunctualPermille: 750, // 3 of 4 visits
			UtilisationPermille: 717, // 19,080/26,580
			PreferredPermille:   333, // of j1 and twice j2, j1
			ContinuityPermille:  500, // of j1 and j3, j1
			GenderRequired:      1, Revenue: 28000,
			DistinctWorkersPermille: 1333,                                        // one at c1 and c3, two at c2
			MainWorkerPermille:      750,                                         // all but one of two at c2
			WorstLate:               600, WorstIdle: 28_800, HoursSpread: 18_900, // w3 is not used
		},
	}
}

// price writes into a plan the score, the parts and the figures which Check
// derives, so that only what is wrong with its routes is left.
func price(p *Problem, plan *Plan, opts CheckOptions) {
	r := Check(p, plan, opts)
	plan.Score = Score{Missed: r.Missed, Total: r.Total, Parts: r.Parts}
	plan.Figures = r.Figures
	for i := range plan.Routes {
		if i < len(r.RouteParts) {
			plan.Routes[i].Parts = r.RouteParts[i]
		}
		for s := range plan.Routes[i].Stops {
			plan.Routes[i].Stops[s].Parts = nil
		}
	}
}

// codesOf returns the different codes of a report in alphabetical order.
func codesOf(r *Report) []string {
	codes := []string{}
	for _, v := range r.Violations {
		codes = append(codes, v.Code)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}

// wantCodes prices the plan and asks that exactly these codes are found.
func wantCodes(t *testing.T, p *Problem, plan *Plan, codes ...string) *Report {
	t.Helper()
	price(p, plan, CheckOptions{})
	r := Check(p, plan, CheckOptions{})
	slices.Sort(codes)
	require.Equal(t, append([]string{}, codes...), codesOf(r), "%v", r.Violations)
	return r
}
