package roster

import (
	"testing"

	"github.com/stretchr/testify/require"
)

// lunchDay is a worker with home H and one job at P, an hour's way off, from
// one time to another, with these breaks in the shift from 08:00 to 18:00.
// The route has no break yet.
func lunchDay(from, to string, breaks ...Break) (*Problem, *Plan) {
	m := evenMatrix(3600, 1000, "H", "P", "Q")
	p := &Problem{SchemaVersion: SchemaVersion, TimeZone: shanghai, Horizon: Horizon{Start: clock("00:00")},
		Catalogue: []Service{{Code: "care"}}, Customers: []Customer{{ID: "c", Place: Place{ID: "P"}}},
		Workers: []Worker{{ID: "w", Home: Place{ID: "H"}, Pay: Pay{PerHour: 1},
			Shifts: []Shift{{ID: "s", Start: clock("08:00"), End: clock("18:00"), Breaks: breaks}}}},
		Rules:  Rules{MaxDailyWork: new(Duration(10 * 3600))},
		Jobs:   []Job{{ID: "j", Customer: "c", Service: "care", Duration: new(DurationOf(clock(to).Sub(clock(from))))}},
		Travel: Travel{Kind: MatrixTravel, Matrices: []Matrix{m}},
	}
	plan := &Plan{SchemaVersion: SchemaVersion, Status: Feasible, Routes: []Route{{Worker: "w", Shift: "s",
		Depart: clock(from).Add(-Duration(3600).Std()), Return: clock(to).Add(Duration(3600).Std()), ReturnTravel: 3600, ReturnMetres: 1000,
		Stops: []Stop{{Kind: VisitStop, Job: "j", Travel: 3600, Metres: 1000, Arrive: clock(from), Start: clock(from), End: clock(to)}}}}}
	return p, plan
}

// A break is due unless the worker leaves after its Latest or is back by it.
func TestCheckBreakIsDue(t *testing.T) {
	lunch := Break{ID: "lunch", Earliest: clock("11:00"), Latest: clock("13:00"), Duration: 1800}
	for _, x := range []struct {
		from, to string // the job; the route is an hour longer at both ends
		want     []string
	}{
		{"09:00", "12:00", nil}, // back at 13:00
		{"09:00", "12:01", []string{ViolationBreakMissing}},
		{"14:00", "15:00", []string{ViolationBreakMissing}}, // leaves at 13:00
		{"14:01", "15:00", nil},
	} {
		p, plan := lunchDay(x.from, x.to, lunch)
		wantCodes(t, p, plan, x.want...)
	}
}

// With AfterWork it is due if more than that has been worked by Latest since
// the departure, or since the break before.
func TestCheckBreakAfterWork(t *testing.T) {
	lunch := Break{ID: "lunch", Earliest: clock("11:00"), Latest: clock("13:00"), Duration: 1800, AfterWork: 4 * 3600}
	p, plan := lunchDay("10:00", "16:00", lunch) // 09:00 to 13:00: just 4 h
	wantCodes(t, p, plan)
	p, plan = lunchDay("09:59", "16:00", lunch)
	wantCodes(t, p, plan, ViolationBreakMissing)
	// Tea at H from 08:59 to 09:04 begins a new stretch.
	tea := Break{ID: "tea", Earliest: clock("08:00"), Latest: clock("09:00"), Duration: 300, Paid: true}
	p, plan = lunchDay("10:04", "16:00", tea, lunch)
	r := &plan.Routes[0]
	r.Depart = clock("08:59")
	r.Stops = append([]Stop{{Kind: BreakStop, Break: "tea", Arrive: clock("08:59"), Start: clock("08:59"), End: clock("09:04")}}, r.Stops...)
	rep := wantCodes(t, p, plan)
	// Paid: 08:59 to 17:00 are 28,860 s of work.
	require.Equal(t, Duration(28860), rep.Figures.Work)
	require.Equal(t, Duration(300), rep.Figures.Break)
}

// The same lunch, taken at the places where it may be taken.
func TestCheckBreakPlaces(t *testing.T) {
	lunch := Break{ID: "lunch", Earliest: clock("10:00"), Latest: clock("13:00"), Duration: 1800}
	at := func(p *Place, latest string) Break {
		b := lunch
		b.Place = p
		if latest != "" {
			b.Latest = clock(latest)
		}
		return b
	}
	// At home before the way: 10:00 to 10:30, then an hour to P.
	p, plan := lunchDay("11:30", "14:00", lunch)
	r := &plan.Routes[0]
	r.Depart = clock("10:00")
	r.Stops = append([]Stop{{Kind: BreakStop, Break: "lunch", Arrive: clock("10:00"), Start: clock("10:00"), End: clock("10:30")}}, r.Stops...)
	wantCodes(t, p, plan)

	// On arrival at P: leave 10:00, lunch from 11:00, no way left to the job.
	p, plan = lunchDay("11:30", "14:00", lunch)
	r = &plan.Routes[0]
	r.Depart = clock("10:00")
	r.Stops = append([]Stop{{Kind: BreakStop, Break: "lunch", AtNext: true, Travel: 3600, Metres: 1000, Arrive: clock("11:00"), Start: clock("11:00"), End: clock("11:30")}}, r.Stops...)
	r.Stops[1].Travel, r.Stops[1].Metres, r.Stops[1].Arrive = 0, 0, clock("11:30")
	rep := wantCodes(t, p, plan)
	require.Equal(t, Duration(5*3600-1800), rep.Figures.Work) // 10:00 to 15:00

	// At a place of its own, Q: 10:00 to 11:00, lunch, and on to P by 12:30.
	p, plan = lunchDay("12:30", "14:00", at(&Place{ID: "Q"}, ""))
	r = &plan.Routes[0]
	r.Depart = clock("10:00")
	r.Stops = append([]Stop{{Kind: BreakStop, Break: "lunch", Travel: 3600, Metres: 1000, Arrive: clock("11:00"), Start: clock("11:00"), End: clock("11:30")}}, r.Stops...)
	rep = wantCodes(t, p, plan)
	require.Equal(t, 3000, rep.Figures.Metres)
	r.Stops[0].AtNext = true
	wantCodes(t, p, plan, ViolationAtNext)

	// A break which is not due, since the worker is back by 13:00, may be taken.
	p, plan = lunchDay("09:00", "11:30", lunch)
	r = &plan.Routes[0]
	r.Stops = append(r.Stops, Stop{Kind: BreakStop, Break: "lunch", Arrive: clock("11:30"), Start: clock("11:30"), End: clock("12:00")})
	r.Return = clock("13:00")
	wantCodes(t, p, plan)
}

// Two breaks on arrival at the same next stop, one after the other.
func TestCheckTwoBreaksAtNext(t *testing.T) {
	b := func(id string) Break {
		return Break{ID: id, Earliest: clock("10:00"), Latest: clock("13:00"), Duration: 600}
	}
	stop := func(id string, travel Duration, metres int, from, to string, next bool) Stop {
		return Stop{Kind: BreakStop, Break: id, AtNext: next, Travel: travel, Metres: metres, Arrive: clock(from), Start: clock(from), End: clock(to)}
	}
	for _, next := range []bool{true, false} { // the second is there already
		p, plan := lunchDay("11:20", "14:00", b("one"), b("two"))
		r := &plan.Routes[0]
		r.Depart = clock("10:00")
		r.Stops = append([]Stop{stop("one", 3600, 1000, "11:00", "11:10", true), stop("two", 0, 0, "11:10", "11:20", next)}, r.Stops...)
		r.Stops[2].Travel, r.Stops[2].Metres = 0, 0
		wantCodes(t, p, plan)
	}
}

// A wait for the break's earliest time counts as a wait, as does a hold.
func TestCheckWaitAtBreak(t *testing.T) {
	lunch := Break{ID: "lunch", Earliest: clock("12:00"), Latest: clock("13:00"), Duration: 1800}
	p, plan := lunchDay("09:00", "11:30", lunch)
	p.Weights = Weights{WaitPerHour: 3600}
	r := &plan.Routes[0]
	r.Stops = append(r.Stops, Stop{Kind: BreakStop, Break: "lunch", Arrive: clock("11:30"), Wait: 1800, Start: clock("12:00"), End: clock("12:30")})
	r.Return = clock("13:30")
	rep := wantCodes(t, p, plan)
	// 1800 s at 18,000 points, and 5 h of pay (08:00 to 13:30 less 30 min) at 5.
	require.Equal(t, []Part{{PartPay, 18000 * 5}, {PartWait, 32_400_000}}, rep.Parts)
	r.Stops[1].Hold, r.Stops[1].Wait, r.Stops[1].Arrive = 600, 1200, clock("11:40")
	require.Equal(t, rep.Parts, wantCodes(t, p, plan).Parts)
}
