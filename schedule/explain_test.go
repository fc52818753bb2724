package schedule_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func TestExplainServed(t *testing.T) {
	p := morning()
	p.Workers[1].TravelPercent = 200
	why, err := schedule.Explain(context.Background(), p, routes(map[string][]string{"W1": {"J2"}, "W2": {"J1"}}), "J1")
	require.NoError(t, err)
	require.True(t, why.Served)
	require.Equal(t, "W2", why.Worker)
	require.Equal(t, "HW2", why.Shift)
	require.Empty(t, why.Class)
	require.Equal(t, roster.Money(100000).Points(), why.Value)
	require.Len(t, why.Workers, 2)
	// With W1, who is at the place already, it would cost nothing more.
	first, second := why.Workers[0], why.Workers[1]
	require.Equal(t, "W1", first.Worker)
	require.True(t, first.Fits)
	require.Zero(t, first.Delta)
	require.Equal(t, roster.Money(-1000).Points(), first.Difference)
	require.Empty(t, first.After)
	require.True(t, second.Present)
	require.Equal(t, roster.Money(1000).Points(), second.Delta)
	require.Equal(t, []roster.Part{{Code: roster.PartTravelTime, Points: second.Delta}}, second.Parts)
	require.Zero(t, second.Difference)
	require.Equal(t, why.Start, second.Start)
}

func TestExplainBlocks(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(p *roster.Problem)
		plan   map[string][]string
		code   string
		jobs   []string
	}{
		{"no shift", func(p *roster.Problem) { p.Workers[0].Shifts = nil }, nil, roster.ReasonNoShift, nil},
		{"outside", func(p *roster.Problem) { p.Jobs[0].Windows = window(clock(13, 0), clock(14, 0)) }, nil, roster.ReasonOutsideShift, nil},
		{"start lock", func(p *roster.Problem) { p.Locks = []roster.Lock{{Job: "J1", Start: clock(8, 5)}} }, nil, roster.ReasonStartLock, nil},
		{"frozen", func(p *roster.Problem) { p.FreezeTime = clock(11, 0) }, nil, roster.ReasonFrozen, nil},
		{"hours", func(p *roster.Problem) {
			p.History.Ledger = []roster.LedgerEntry{{Worker: "W1", WeekWork: 50 * 3600}}
		}, nil, roster.ReasonHours, nil},
		{"sequence elsewhere", func(p *roster.Problem) { p.Locks = []roster.Lock{{Sequence: []string{"J1", "J2"}}} },
			map[string][]string{"W2": {"J2"}}, roster.ReasonSequenceLock, []string{"J2"}},
		{"other jobs", func(p *roster.Problem) { p.Workers[0].Shifts[0].MaxVisits = 1 },
			map[string][]string{"W1": {"J2"}}, roster.ReasonCrowdedOut, []string{"J2"}},
		{"locked jobs", func(p *roster.Problem) {
			p.Workers[0].Shifts[0].MaxVisits = 1
			p.Locks = []roster.Lock{{Job: "J2", Worker: "W1"}}
		}, map[string][]string{"W1": {"J2"}}, roster.ReasonCrowdedOut, []string{"J2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := morning()
			c.change(p)
			plan := routes(c.plan)
			if len(p.Workers[0].Shifts) == 0 {
				plan.Routes = nil
			}
			why, err := schedule.Explain(context.Background(), p, plan, "J1")
			require.NoError(t, err)
			for _, a := range why.Workers {
				if a.Worker == "W1" {
					require.False(t, a.Fits)
					require.Equal(t, c.code, a.Blocks)
					require.Equal(t, c.jobs, a.Jobs)
				}
			}
		})
	}
	p := morning()
	p.Workers[0].Status, p.Workers[0].BannedCustomers = roster.OnLeave, []string{"C"}
	why, err := schedule.Explain(context.Background(), p, routes(nil), "J1")
	require.NoError(t, err)
	require.Equal(t, []string{roster.ReasonInactive, roster.ReasonBannedByWorker}, why.Workers[1].Gates)
}

func TestExplainRefuses(t *testing.T) {
	stop := func(s roster.Stop) func(*roster.Plan) {
		return func(plan *roster.Plan) { plan.Routes[0].Stops = []roster.Stop{s} }
	}
	for _, c := range []struct {
		name   string
		job    string
		change func(plan *roster.Plan)
		path   string
		code   string
	}{
		{"unknown job", "J9", func(*roster.Plan) {}, "job", roster.FaultReference},
		{"other problem", "J1", func(plan *roster.Plan) { plan.ProblemID = "evening" }, "plan.problemId", roster.ViolationProblemID},
		{"unknown shift", "J1", func(plan *roster.Plan) { plan.Routes[1].Shift = "H9" }, "plan.routes[1].shift", roster.FaultReference},
		{"shift of another", "J1", func(plan *roster.Plan) { plan.Routes[1].Worker = "W1" }, "plan.routes[1].worker", roster.ViolationShiftOfOther},
		{"shift twice", "J1", func(plan *roster.Plan) { plan.Routes[1] = plan.Routes[0] }, "plan.routes[1].shift", roster.ViolationShiftTwice},
		{"job of another plan", "J1", stop(roster.Stop{Kind: roster.VisitStop, Job: "J9"}), "plan.routes[0].stops[0].job", roster.FaultReference},
		{"store", "J1", stop(roster.Stop{Kind: roster.StoreStop, Store: "T9"}), "plan.routes[0].stops[0].store", roster.FaultReference},
		{"kind", "J1", stop(roster.Stop{Kind: "nap"}), "plan.routes[0].stops[0].kind", roster.ViolationStopKind},
		{"visited twice", "J1", func(plan *roster.Plan) {
			s := roster.Stop{Kind: roster.VisitStop, Job: "J1"}
			plan.Routes[0].Stops = []roster.Stop{s, s}
		}, "plan.routes[0].stops[1].job", roster.ViolationVisitedTwice},
		{"impossible order", "J1", func(plan *roster.Plan) {
			plan.Routes[1].Stops = []roster.Stop{{Kind: roster.VisitStop, Job: "J2"}, {Kind: roster.VisitStop, Job: "J1"}}
		}, "plan.routes[1]", schedule.FaultRoute},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := morning()
			p.Jobs[0].Windows = window(clock(8, 15), clock(8, 30))
			plan := routes(nil)
			c.change(plan)
			_, err := schedule.Explain(context.Background(), p, plan, c.job)
			var fault *roster.Fault
			require.True(t, errors.As(err, &fault), "%v", err)
			require.Equal(t, c.path, fault.Path)
			require.Equal(t, c.code, fault.Code)
		})
	}
	_, err := schedule.Explain(context.Background(), morning(), nil, "J1")
	require.Error(t, err)
	p := morning()
	p.TimeZone = "Mars/Olympus"
	_, err = schedule.Explain(context.Background(), p, routes(nil), "J1")
	require.Error(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = schedule.Explain(ctx, morning(), routes(nil), "J1")
	require.ErrorIs(t, err, context.Canceled)
}

func ExampleExplain() {
	p := morning() // two workers, two jobs at one place
	plan := routes(map[string][]string{"W1": {"J1"}})
	why, err := schedule.Explain(context.Background(), p, plan, "J2")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(why.Class)
	for _, a := range why.Workers {
		fmt.Println(a.Worker, a.Fits, a.Delta, a.Start.Format("15:04"))
	}
	// Output:
	// not_found
	// W1 true 0 08:15
	// W2 true 9000000 08:15
}

// TestExplainCrew tells who could be each member of a crew that is too small.
func TestExplainCrew(t *testing.T) {
	for seed := range uint64(40) {
		p, err := knotProblem(seed).Expanded()
		if err != nil {
			t.Fatal(err)
		}
		empty := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: p.ID}
		for i := range p.Jobs {
			crew := p.Jobs[i].Crew
			if crew == nil {
				continue
			}
			why, err := schedule.Explain(context.Background(), p, empty, p.Jobs[i].ID)
			if err != nil {
				t.Fatal(err)
			}
			if size := max(1, crew.Size, len(crew.Roles)); len(why.Crew) != size-1 {
				t.Errorf("problem %d, %s: %d further members of %d", seed, why.Job, len(why.Crew), size)
			}
			for m, a := range why.Crew {
				if a.Member != m+1 || len(a.Workers) == 0 || a.Member < len(crew.Roles) && a.Role != crew.Roles[a.Member].Code {
					t.Errorf("problem %d, %s: member %+v", seed, why.Job, a)
				}
			}
		}
	}
}
