package schedule_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func clock(hour, minute int) time.Time { return time.Date(2026, 11, 23, hour, minute, 0, 0, time.UTC) }

func window(from, until time.Time) []roster.Window { return []roster.Window{{Start: from, End: until}} }

func ptr[T any](v T) *T { return &v }

// morning is a problem with two workers, from 8 to 12 at places a quarter of
// an hour from each other, and two jobs of an hour. Travel costs 10 an hour,
// a job is worth 1000.
func morning() *roster.Problem {
	p := &roster.Problem{SchemaVersion: roster.SchemaVersion, ID: "morning", TimeZone: "UTC",
		Horizon:   roster.Horizon{Start: clock(0, 0), End: clock(24, 0)},
		Catalogue: []roster.Service{{Code: "S", Duration: roster.DurationModel{Base: 3600}}, {Code: "Q", Duration: roster.DurationModel{Base: 600}}},
		Customers: []roster.Customer{{ID: "C", Place: roster.Place{ID: "P2"}}},
		Weights:   roster.Weights{TravelPerHour: 1000, IgnorePay: true, Unassigned: 100000},
		Travel:    roster.Travel{Kind: roster.MatrixTravel},
	}
	m := roster.Matrix{}
	for i, id := range []string{"P0", "P1", "P2", "P3"} {
		m.Places = append(m.Places, id)
		m.Seconds = append(m.Seconds, make([]*int32, 4))
		m.Metres = append(m.Metres, make([]int32, 4))
		for j := range 4 {
			if m.Seconds[i][j] = ptr(int32(900)); i == j {
				m.Seconds[i][j] = ptr(int32(0))
			}
		}
	}
	p.Travel.Matrices = []roster.Matrix{m}
	for _, id := range []string{"W1", "W2"} {
		p.Workers = append(p.Workers, roster.Worker{ID: id, Home: roster.Place{ID: "P0"},
			Shifts: []roster.Shift{{ID: "H" + id, Start: clock(8, 0), End: clock(12, 0)}}})
	}
	for _, id := range []string{"J1", "J2"} {
		p.Jobs = append(p.Jobs, roster.Job{ID: id, Customer: "C", Service: "S"})
	}
	return p
}

// routes makes a plan of orders of jobs, by worker; only the order counts.
func routes(orders map[string][]string) *roster.Plan {
	plan := &roster.Plan{ProblemID: "morning"}
	for _, w := range []string{"W1", "W2"} {
		r := roster.Route{Worker: w, Shift: "H" + w}
		for _, j := range orders[w] {
			r.Stops = append(r.Stops, roster.Stop{Kind: roster.VisitStop, Job: j})
		}
		plan.Routes = append(plan.Routes, r)
	}
	return plan
}

func TestReasons(t *testing.T) {
	both := func(p *roster.Problem, f func(w *roster.Worker)) {
		for i := range p.Workers {
			f(&p.Workers[i])
		}
	}
	store := func(p *roster.Problem) {
		p.Stores = []roster.Store{{ID: "T", Place: roster.Place{ID: "P3"}, Windows: window(clock(6, 0), clock(7, 0)), Equipment: []string{"ladder"}}}
	}
	for _, c := range []struct {
		name   string
		change func(p *roster.Problem)
		// plan by worker; J1 is asked about.
		plan  map[string][]string
		class roster.Class
		want  []roster.Reason
	}{
		{name: "gates, the first of each worker counts", class: roster.ClassImpossible,
			change: func(p *roster.Problem) {
				p.Jobs[0].Requirements = roster.Requirements{Skills: []roster.SkillRequirement{{Code: "k"}}, Languages: []string{"zh"}}
				p.Workers[1].Skills = []roster.Skill{{Code: "k"}}
				p.Workers = append(p.Workers, roster.Worker{ID: "W3", Home: roster.Place{ID: "P0"},
					Shifts: []roster.Shift{{ID: "HW3", Start: clock(8, 0), End: clock(12, 0)}}})
			},
			want: []roster.Reason{{Code: roster.ReasonSkill, Workers: 2}, {Code: roster.ReasonLanguage, Workers: 1}}},
		{name: "no shift", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { both(p, func(w *roster.Worker) { w.Shifts = nil }) },
			want:   []roster.Reason{{Code: roster.ReasonNoShift, Workers: 2}}},
		{name: "no workers", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { p.Workers = nil },
			want:   []roster.Reason{{Code: roster.ReasonNoShift}}},
		{name: "window after the shift", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { p.Jobs[0].Windows = window(clock(14, 0), clock(15, 0)) },
			want:   []roster.Reason{{Code: roster.ReasonOutsideShift, Workers: 2}}},
		{name: "window in the shift, but not after the way", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { p.Jobs[0].Windows = window(clock(8, 0), clock(8, 14)) },
			want:   []roster.Reason{{Code: roster.ReasonOutsideShift, Workers: 2}}},
		{name: "window only where the break is", class: roster.ClassImpossible,
			change: func(p *roster.Problem) {
				p.Jobs[0].Windows = window(clock(9, 0), clock(9, 30))
				both(p, func(w *roster.Worker) {
					w.Shifts[0].Breaks = []roster.Break{{ID: "B", Earliest: clock(9, 0), Latest: clock(9, 20), Duration: 3600}}
				})
			},
			want: []roster.Reason{{Code: roster.ReasonOutsideShift, Workers: 2}}},
		{name: "released too late", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { p.Jobs[0].Release = clock(11, 0) },
			want:   []roster.Reason{{Code: roster.ReasonOutsideShift, Workers: 2}}},
		{name: "no way home", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { p.Travel.Matrices[0].Seconds[2][0] = nil },
			want:   []roster.Reason{{Code: roster.ReasonUnreachable, Workers: 2}}},
		{name: "longer than the shift", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { p.Jobs[0].Duration = ptr(roster.Duration(5 * 3600)) },
			want:   []roster.Reason{{Code: roster.ReasonDurationTooLong, Workers: 2}}},
		{name: "more than the working time", class: roster.ClassImpossible,
			change: func(p *roster.Problem) {
				p.Workers[0].Shifts[0].MaxWork = 3600
				p.History.Ledger = []roster.LedgerEntry{{Worker: "W2", LastEnd: clock(0, 0).Add(-10 * time.Minute)}}
				p.Rules.MinRest = ptr(roster.Duration(11 * 3600))
			},
			want: []roster.Reason{{Code: roster.ReasonHours, Workers: 2}}},
		{name: "week used up", class: roster.ClassImpossible,
			change: func(p *roster.Problem) {
				p.History.Ledger = []roster.LedgerEntry{{Worker: "W1", WeekWork: 44 * 3600}, {Worker: "W2", WeekWork: 50 * 3600}}
				p.Rules.MaxWeeklyWork = ptr(roster.Duration(44 * 3600))
			},
			want: []roster.Reason{{Code: roster.ReasonHours, Workers: 2}}},
		{name: "way too long", class: roster.ClassImpossible,
			change: func(p *roster.Problem) { both(p, func(w *roster.Worker) { w.MaxLeg = 600 }) },
			want:   []roster.Reason{{Code: roster.ReasonTravelLimit, Workers: 2}}},
		{name: "store closed: consumables", class: roster.ClassImpossible,
			change: func(p *roster.Problem) {
				store(p)
				p.Jobs[0].Consumes = []roster.Quantity{{Type: "soap", Quantity: 2}}
				both(p, func(w *roster.Worker) { w.Carries = []roster.Carry{{Type: "soap", Quantity: 1, Capacity: 3}} })
			},
			want: []roster.Reason{{Code: roster.ReasonConsumables, Workers: 2}}},
		{name: "store closed: equipment", class: roster.ClassImpossible,
			change: func(p *roster.Problem) {
				store(p)
				p.Jobs[0].Requirements.Equipment = []string{"ladder"}
			},
			want: []roster.Reason{{Code: roster.ReasonEquipment, Workers: 2}}},

		{name: "locked to a worker who cannot", class: roster.ClassLocked,
			change: func(p *roster.Problem) {
				p.Workers[0].Status = roster.OnLeave
				p.Locks = []roster.Lock{{Job: "J1", Worker: "W1"}}
			},
			want: []roster.Reason{{Code: roster.ReasonLockedToOther, Workers: 1}}},
		{name: "locked start too early", class: roster.ClassLocked,
			change: func(p *roster.Problem) { p.Locks = []roster.Lock{{Job: "J1", Start: clock(8, 5)}} },
			want:   []roster.Reason{{Code: roster.ReasonStartLock, Workers: 2}}},
		{name: "frozen", class: roster.ClassLocked,
			change: func(p *roster.Problem) { p.FreezeTime = clock(11, 0) },
			want:   []roster.Reason{{Code: roster.ReasonFrozen, Workers: 2}}},
		{name: "sequence on a full route", class: roster.ClassLocked,
			change: func(p *roster.Problem) {
				p.Jobs[1].Windows = window(clock(8, 15), clock(8, 20))
				p.Locks = []roster.Lock{{Sequence: []string{"J1", "J2"}}}
			},
			plan: map[string][]string{"W1": {"J2"}},
			want: []roster.Reason{{Code: roster.ReasonSequenceLock, Workers: 1, Jobs: []string{"J2"}}}},
		{name: "beside a locked job", class: roster.ClassLocked,
			change: func(p *roster.Problem) {
				p.Workers[1].Status = roster.Suspended
				p.Jobs[0].Windows = window(clock(9, 0), clock(9, 30))
				p.Locks = []roster.Lock{{Job: "J2", Start: clock(9, 15)}}
			},
			plan: map[string][]string{"W1": {"J2"}},
			want: []roster.Reason{{Code: roster.ReasonCrowdedOut, Workers: 1, Jobs: []string{"J2"}}}},

		{name: "worth less than the way", class: roster.ClassUnprofitable,
			change: func(p *roster.Problem) { p.Jobs[0].Value = ptr(roster.Money(400)) },
			want:   []roster.Reason{{Code: roster.ReasonUnprofitable, Workers: 2, Points: roster.Money(100).Points()}}},
		{name: "worth the way exactly", class: roster.ClassUnprofitable,
			change: func(p *roster.Problem) { p.Jobs[0].Value = ptr(roster.Money(500)) },
			want:   []roster.Reason{{Code: roster.ReasonUnprofitable, Workers: 2}}},

		{name: "crowded out by one job", class: roster.ClassCrowdedOut,
			change: func(p *roster.Problem) {
				for j := range p.Jobs {
					p.Jobs[j].Windows = window(clock(9, 0), clock(9, 30))
				}
				p.Jobs = append(p.Jobs, roster.Job{ID: "J3", Customer: "C", Service: "S", Windows: window(clock(9, 0), clock(9, 30))})
			},
			plan: map[string][]string{"W1": {"J2"}, "W2": {"J3"}},
			want: []roster.Reason{{Code: roster.ReasonCrowdedOut, Workers: 2, Jobs: []string{"J2"}}}},
		{name: "crowded out by three jobs", class: roster.ClassCrowdedOut,
			change: func(p *roster.Problem) {
				p.Workers[1].Status = roster.Suspended
				p.Jobs[0].Duration = ptr(roster.Duration(3 * 3600))
				p.Jobs[0].Value = ptr(roster.Money(50000))
				for _, id := range []string{"J3", "J4", "J5", "J6"} {
					p.Jobs = append(p.Jobs, roster.Job{ID: id, Customer: "C", Service: "Q"})
				}
				p.Jobs[1].Service = "Q"
			},
			plan: map[string][]string{"W1": {"J2", "J3", "J4", "J5", "J6"}},
			want: []roster.Reason{{Code: roster.ReasonCrowdedOut, Workers: 1, Jobs: []string{"J2", "J3"}}}},

		{name: "fits and pays", class: roster.ClassNotFound,
			want: []roster.Reason{{Code: roster.ReasonNotFound}}},
		{name: "mandatory fits, at any cost", class: roster.ClassNotFound,
			change: func(p *roster.Problem) { p.Jobs[0].Mandatory, p.Jobs[0].Value = true, ptr(roster.Money(0)) },
			want:   []roster.Reason{{Code: roster.ReasonNotFound}}},
		{name: "a higher tier could displace a lower one", class: roster.ClassNotFound,
			change: func(p *roster.Problem) {
				p.Workers[1].Status = roster.Suspended
				p.Jobs[0].Tier, p.Jobs[1].Value = 1, ptr(roster.Money(1000000))
				for j := range p.Jobs {
					p.Jobs[j].Windows = window(clock(9, 0), clock(9, 30))
				}
			},
			plan: map[string][]string{"W1": {"J2"}},
			want: []roster.Reason{{Code: roster.ReasonNotFound, Workers: 1, Jobs: []string{"J2"}}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := morning()
			if c.change != nil {
				c.change(p)
			}
			require.NoError(t, p.Validate())
			plan := routes(c.plan)
			if len(p.Workers) == 0 || len(p.Workers[0].Shifts) == 0 {
				plan.Routes = nil
			}
			said, err := schedule.Judge(p, plan, nil)
			require.NoError(t, err)
			at := slices.IndexFunc(said, func(u roster.Unassigned) bool { return u.Job == "J1" })
			require.Equal(t, c.class, said[at].Class, "%+v", said[at].Reasons)
			require.Equal(t, c.want, said[at].Reasons)
			why, err := schedule.Explain(context.Background(), p, plan, "J1")
			require.NoError(t, err)
			require.False(t, why.Served)
			require.Equal(t, c.class, why.Class)
			require.Equal(t, c.want, why.Reasons)
			require.Len(t, why.Workers, len(p.Workers))
		})
	}
}

// When the time is up the jobs left are said to be not found.
func TestReasonsInTime(t *testing.T) {
	p := morning()
	for _, id := range []string{"J3", "J4"} {
		p.Jobs = append(p.Jobs, roster.Job{ID: id, Customer: "C", Service: "S", Windows: window(clock(14, 0), clock(15, 0))})
	}
	for after, want := range []int{0, 1, 2} {
		asked := -1
		said, err := schedule.Judge(p, routes(nil), func() bool { asked++; return asked > after })
		require.NoError(t, err)
		impossible := 0
		for _, u := range said {
			require.NotEmpty(t, u.Reasons)
			if u.Class == roster.ClassImpossible {
				impossible++
			} else {
				require.Equal(t, roster.ClassNotFound, u.Class)
			}
		}
		require.Equal(t, want, impossible)
	}
}
