package roster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// Each damage changes one thing in the good plan, or one fact or rule of its
// problem, and names the codes which must be found, all of them. The score
// is worked out anew after the damage, so that only the damage itself is
// told; damages of the score are in TestCheckRefusesWrongScores.

type damage struct {
	name   string
	damage func(p *Problem, plan *Plan)
	want   []string
}

func TestCheckRefusesDamagedPlans(t *testing.T) {
	for _, d := range damages() {
		t.Run(d.name, func(t *testing.T) {
			p, plan := goodProblem(), goodPlan()
			d.damage(p, plan)
			wantCodes(t, p, plan, d.want...)
		})
	}
}

// later moves stop i of a route and all that comes after by d.
func later(r *Route, i int, d Duration) {
	for k := i; k < len(r.Stops); k++ {
		s := &r.Stops[k]
		s.Arrive, s.Start, s.End = s.Arrive.Add(d.Std()), s.Start.Add(d.Std()), s.End.Add(d.Std())
	}
	r.Return = r.Return.Add(d.Std())
}

// unserve lists a job as unassigned, before the others.
func unserve(plan *Plan, job string) {
	plan.Unassigned = append([]Unassigned{{Job: job, Class: ClassNotFound, Reasons: []Reason{{Code: ReasonNotFound}}}}, plan.Unassigned...)
}

func damages() []damage {
	one := func(codes ...string) []string { return codes }
	// Stops of w1: 0 j1, 1 j2, 2 lunch, 3 store, 4 j3.
	stop := func(plan *Plan, i int) *Stop { return &plan.Routes[0].Stops[i] }
	return []damage{
		// The head.
		{"schema version", func(_ *Problem, plan *Plan) { plan.SchemaVersion = 2 }, one(ViolationSchemaVersion)},
		{"other problem", func(_ *Problem, plan *Plan) { plan.ProblemID = "bad-day" }, one(ViolationProblemID)},
		{"status", func(_ *Problem, plan *Plan) { plan.Status = "good" }, one(ViolationStatus)},

		// The shape of routes and stops.
		{"unknown worker", func(_ *Problem, plan *Plan) { plan.Routes[1].Worker = "w9" }, one(ViolationUnknownWorker)},
		{"unknown shift", func(_ *Problem, plan *Plan) { plan.Routes[1].Shift = "s9" }, one(ViolationUnknownShift)},
		{"shift of another", func(_ *Problem, plan *Plan) { plan.Routes[1].Shift = "s3" }, one(ViolationShiftOfOther)},
		{"routes in another order", func(_ *Problem, plan *Plan) { plan.Routes[0], plan.Routes[1] = plan.Routes[1], plan.Routes[0] },
			one(ViolationRouteOrder)},
		{"shift twice", func(_ *Problem, plan *Plan) {
			plan.Routes = append(plan.Routes, Route{Worker: "w2", Shift: "s2", Depart: clock("12:28"), Return: clock("12:28")})
		}, one(ViolationShiftTwice, ViolationRouteEmpty)},
		{"empty route", func(_ *Problem, plan *Plan) {
			plan.Routes = append(plan.Routes, Route{Worker: "w3", Shift: "s3", Depart: clock("12:28"), Return: clock("12:28")})
		}, one(ViolationRouteEmpty)},
		{"unknown job", func(_ *Problem, plan *Plan) { stop(plan, 4).Job = "j9"; unserve(plan, "j3") }, one(ViolationUnknownJob)},
		{"unknown break", func(_ *Problem, plan *Plan) { stop(plan, 2).Break = "nap" }, one(ViolationUnknownBreak, ViolationBreakMissing)},
		{"unknown store", func(p *Problem, plan *Plan) { stop(plan, 3).Store = "shop"; p.Jobs[2].Consumes = []Quantity{} },
			one(ViolationUnknownStore, ViolationEquipment)},
		{"unknown kind", func(_ *Problem, plan *Plan) { stop(plan, 4).Kind = "nap"; stop(plan, 4).Job = ""; unserve(plan, "j3") },
			one(ViolationStopKind)},
		{"visit which names a store", func(_ *Problem, plan *Plan) { stop(plan, 4).Store = "store" }, one(ViolationStopMalformed)},
		{"break which names a job", func(_ *Problem, plan *Plan) { stop(plan, 2).Job = "j1" }, one(ViolationStopMalformed)},
		{"visit at next", func(_ *Problem, plan *Plan) { stop(plan, 4).AtNext = true }, one(ViolationAtNext)},
		{"duplicate job in the problem", func(p *Problem, _ *Plan) { p.Jobs = append(p.Jobs, p.Jobs[6]) }, one(ViolationProblemInvalid)},
		{"job without customer in the problem", func(p *Problem, _ *Plan) { p.Jobs[6].Customer = "c9" }, one(ViolationProblemInvalid)},

		// Jobs served and not served.
		{"served and unassigned", func(_ *Problem, plan *Plan) { unserve(plan, "j1") }, one(ViolationServedAndUnassigned)},
		{"missing", func(_ *Problem, plan *Plan) { plan.Unassigned = plan.Unassigned[1:] }, one(ViolationJobMissing)},
		{"unassigned twice", func(_ *Problem, plan *Plan) { unserve(plan, "j4") }, one(ViolationUnassignedTwice)},
		{"unassigned unknown", func(_ *Problem, plan *Plan) { unserve(plan, "j9") }, one(ViolationUnknownJob)},
		{"unassigned out of order", func(_ *Problem, plan *Plan) {
			plan.Unassigned[0], plan.Unassigned[1] = plan.Unassigned[1], plan.Unassigned[0]
		}, one(ViolationUnassignedOrder)},
		{"unassigned without reason", func(_ *Problem, plan *Plan) { plan.Unassigned[0].Reasons = nil }, one(ViolationUnassignedReason)},
		{"unassigned with an empty reason", func(_ *Problem, plan *Plan) { plan.Unassigned[0].Reasons[0].Code = "" }, one(ViolationUnassignedReason)},
		{"unassigned of no class", func(_ *Problem, plan *Plan) { plan.Unassigned[0].Class = "lazy" }, one(ViolationUnassignedClass)},
		{"visited twice", func(_ *Problem, plan *Plan) {
			// A second visit of no length right after the crew's first, at the same place.
			r := &plan.Routes[1]
			r.Stops = append(r.Stops, Stop{Kind: VisitStop, Job: "j2", Member: 1, Arrive: clock("12:18"), Start: clock("12:18"), End: clock("12:18")})
		}, one(ViolationVisitedTwice, ViolationDuration, ViolationCrewSpread)},
		{"crew incomplete", func(_ *Problem, plan *Plan) { plan.Routes = plan.Routes[:1] }, one(ViolationCrewIncomplete)},
		{"member out of range", func(_ *Problem, plan *Plan) { plan.Routes[1].Stops[0].Member = 2 }, one(ViolationMember, ViolationCrewIncomplete)},
		{"crew of one member twice", func(_ *Problem, plan *Plan) { plan.Routes[1].Stops[0].Member = 0 },
			one(ViolationVisitedTwice, ViolationCrewIncomplete)},
		{"crew apart", func(_ *Problem, plan *Plan) { later(&plan.Routes[1], 0, 60); plan.Routes[1].Depart = clock("10:21") }, one(ViolationCrewSpread)},
		{"crew of one worker", func(p *Problem, _ *Plan) { p.Workers[1].ID = "w1x" }, one(ViolationUnknownWorker)},
		{"crew roles", func(p *Problem, _ *Plan) {
			lead := Role{Code: "lead", Requirements: Requirements{Skills: []SkillRequirement{{Code: "clean", MinLevel: 4}}}}
			p.Catalogue[1].Crew.Roles = []Role{lead, lead} // w1 has level 3
		}, one(ViolationCrewRoles)},

		{"incompatible crew", func(p *Problem, _ *Plan) { p.Workers[1].IncompatibleWorkers = []string{"w1"} }, one(ViolationCrewIncompatible)},
		{"incompatible crew, the other way", func(p *Problem, _ *Plan) { p.Workers[0].IncompatibleWorkers = []string{"w3", "w2"} }, one(ViolationCrewIncompatible)},
		{"live-in with other visits", func(p *Problem, _ *Plan) { p.Catalogue[0].LiveIn = true }, one(ViolationLiveIn)},
		{"beyond the customer's means", func(p *Problem, _ *Plan) { p.Customers[0].MaxSpend = new(Money(7999)) }, one(ViolationSpend)},
		{"just within the customer's means", func(p *Problem, _ *Plan) { p.Customers[0].MaxSpend = new(Money(8000)) }, nil},
		{"off the grid", func(p *Problem, _ *Plan) { p.Rules.StartGrid = 600 }, one(ViolationStartGrid)},
		{"on the grid", func(p *Problem, _ *Plan) { p.Rules.StartGrid = 300 }, nil},
		{"off the grid by a lock", func(p *Problem, _ *Plan) {
			p.Rules.StartGrid = 600
			p.Locks = append(p.Locks, Lock{Job: "j3", Start: clock("13:05")})
		}, nil},
		{"setting up is missing", func(p *Problem, _ *Plan) { p.Jobs[0].Setup = new(Duration(60)) }, one(ViolationDuration)},
		{"on duty from eight", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].OnDuty = true }, one(ViolationOnDuty)},
		{"on duty from the departure", func(p *Problem, _ *Plan) {
			p.Workers[0].Shifts[0].OnDuty = true
			p.Workers[0].Shifts[0].Start = clock("08:30")
		}, nil},
		{"on the same day", func(p *Problem, _ *Plan) {
			p.Links = append(p.Links, Link{First: "j1", Second: "j3", Kind: DaysApart, MinDays: 1})
		}, one(ViolationDaysFew)},
		{"at another time of day", func(p *Problem, _ *Plan) {
			p.Links = append(p.Links, Link{First: "j1", Second: "j3", Kind: SameTime, MaxGap: new(Duration(4*3600 + 299))})
		}, one(ViolationSameTime)},
		{"at nearly the same time of day", func(p *Problem, _ *Plan) {
			p.Links = append(p.Links, Link{First: "j3", Second: "j1", Kind: SameTime, MaxGap: new(Duration(4*3600 + 300))})
		}, nil},
		{"too many workers", func(p *Problem, _ *Plan) {
			p.WorkerLimits = []WorkerLimit{{ID: "l", Jobs: []string{"j1", "j2", "j4"}, Max: 1}}
		}, one(ViolationWorkerLimit)},
		{"just enough workers", func(p *Problem, _ *Plan) {
			p.WorkerLimits = []WorkerLimit{{ID: "l", Jobs: []string{"j1", "j2", "j4"}, Max: 2}, {ID: "m", Jobs: []string{"j1", "j3"}, Max: 1}}
		}, nil},

		// Times of jobs.
		{"before the window", func(p *Problem, _ *Plan) { p.Jobs[0].Windows[0].Start = clock("09:01") }, one(ViolationWindows)},
		{"after the window", func(p *Problem, _ *Plan) { p.Jobs[0].Windows[0].End = clock("08:59:59") }, one(ViolationWindows)},
		{"service outlasts the window", func(p *Problem, _ *Plan) { p.Jobs[1].Windows[0].End = clock("12:17") }, one(ViolationWindows)},
		{"between two windows", func(p *Problem, _ *Plan) {
			p.Jobs[1].Windows = []Window{{Start: clock("10:00"), End: clock("12:00"), Bounds: BoundsService},
				{Start: clock("11:00"), End: clock("13:00"), Bounds: BoundsService}}
		}, one(ViolationWindows)},
		{"before release", func(p *Problem, _ *Plan) { p.Jobs[2].Release = clock("13:06") }, one(ViolationRelease)},
		{"before freeze", func(p *Problem, _ *Plan) { p.FreezeTime = clock("09:00:01") }, one(ViolationFreeze)},

		// Locks and links.
		{"locked to another", func(p *Problem, _ *Plan) { p.Locks[0].Worker = "w3" }, one(ReasonLockedToOther)},
		{"locked crew without the worker", func(p *Problem, _ *Plan) { p.Locks[0] = Lock{Job: "j2", Worker: "w3"} }, one(ReasonLockedToOther)},
		{"locked start", func(p *Problem, _ *Plan) { p.Locks[0].Start = clock("09:00:01") }, one(ViolationLockStart)},
		{"sequence of another", func(p *Problem, _ *Plan) { p.Locks[1].Worker = "w2" }, one(ReasonLockedToOther)},
		{"sequence out of order", func(p *Problem, _ *Plan) { p.Locks[1].Sequence = []string{"j3", "j1"} }, one(ViolationSequenceOrder)},
		{"sequence on two routes", func(p *Problem, plan *Plan) {
			p.Jobs[1].Crew = &Crew{} // j2 is now w2's alone
			r := &plan.Routes[0]
			r.Stops = append(r.Stops[:1:1], r.Stops[2:]...)
			r.Stops[1].Arrive, r.Stops[1].Wait = clock("10:00"), 7200
			plan.Routes[1].Stops[0].Member = 0
			r.Stops[2].Travel = 600
			p.Locks[1] = Lock{Sequence: []string{"j1", "j2"}}
		}, one(ViolationSequenceSplit)},
		{"lock of an unknown job", func(p *Problem, _ *Plan) { p.Locks[0].Job = "j9" }, one(ViolationProblemInvalid)},
		{"gap too short", func(p *Problem, _ *Plan) { p.Links[0].MinGap = 1801 }, one(ViolationGapShort)},
		{"gap too long", func(p *Problem, _ *Plan) { p.Links[0].MaxGap = new(Duration(1799)) }, one(ViolationGapLong)},
		{"start gap too short", func(p *Problem, _ *Plan) {
			p.Links[0] = Link{First: "j1", Second: "j2", Kind: StartToStart, MinGap: 5401}
		},
			one(ViolationGapShort)},
		{"start gap too long", func(p *Problem, _ *Plan) {
			p.Links[0] = Link{First: "j1", Second: "j2", Kind: StartToStart, MaxGap: new(Duration(5399))}
		}, one(ViolationGapLong)},
		{"not the same start", func(p *Problem, _ *Plan) { p.Links[0] = Link{First: "j2", Second: "j1", Kind: SameStart} }, one(ViolationSameStart)},
		{"not within the tolerance", func(p *Problem, _ *Plan) {
			p.Links[0] = Link{First: "j1", Second: "j2", Kind: SameStart, MaxGap: new(Duration(5399))}
		}, one(ViolationSameStart)},
		{"not the same worker", func(p *Problem, plan *Plan) {
			p.Jobs[1].Crew = &Crew{}
			r := &plan.Routes[0]
			r.Stops = append(r.Stops[:1:1], r.Stops[2:]...)
			r.Stops[1].Arrive, r.Stops[1].Wait = clock("10:00"), 7200
			plan.Routes[1].Stops[0].Member = 0
			p.Links[1] = Link{First: "j1", Second: "j2", Kind: SameWorker}
		}, one(ViolationSameWorker)},
		{"not different workers", func(p *Problem, _ *Plan) { p.Links[1] = Link{First: "j3", Second: "j2", Kind: DifferentWorker} },
			one(ViolationDifferentWorker)},
		{"link of an unknown job", func(p *Problem, _ *Plan) { p.Links[1].Second = "j9" }, one(ViolationProblemInvalid)},
		{"link of no kind", func(p *Problem, _ *Plan) { p.Links[1].Kind = "love" }, one(ViolationProblemInvalid)},

		// The arithmetic of stops.
		{"fraction of a second", func(_ *Problem, plan *Plan) { plan.Routes[1].Depart = plan.Routes[1].Depart.Add(time.Millisecond) },
			one(ViolationTimeFraction)},
		{"fraction of a second at a stop", func(_ *Problem, plan *Plan) { stop(plan, 4).End = stop(plan, 4).End.Add(time.Millisecond) },
			one(ViolationTimeFraction)},
		{"travel", func(_ *Problem, plan *Plan) { stop(plan, 1).Travel, stop(plan, 1).Hold = 500, 100 }, one(ViolationTravel)},
		{"matrix the other way round", func(p *Problem, _ *Plan) {
			m := &p.Travel.Matrices[0]
			m.Seconds[0][2], m.Seconds[2][0] = m.Seconds[2][0], m.Seconds[0][2]
		}, one(ViolationTravel)},
		{"travel percent", func(p *Problem, _ *Plan) { p.Workers[1].TravelPercent = 101 }, one(ViolationTravel, ViolationReturnTravel)},
		{"metres", func(_ *Problem, plan *Plan) { stop(plan, 1).Metres++ }, one(ViolationMetres)},
		{"travel to a break on the spot", func(_ *Problem, plan *Plan) { stop(plan, 2).Metres = 1 }, one(ViolationMetres)},
		{"return travel", func(_ *Problem, plan *Plan) {
			plan.Routes[1].ReturnTravel++
			plan.Routes[1].Return = plan.Routes[1].Return.Add(time.Second)
		}, one(ViolationReturnTravel)},
		{"return metres", func(_ *Problem, plan *Plan) { plan.Routes[1].ReturnMetres-- }, one(ViolationReturnMetres)},
		{"return", func(_ *Problem, plan *Plan) { plan.Routes[1].Return = clock("12:29") }, one(ViolationReturn)},
		{"negative hold", func(_ *Problem, plan *Plan) {
			stop(plan, 3).Hold, stop(plan, 3).Arrive, stop(plan, 3).Wait = -60, clock("12:39"), 660
		}, one(ViolationHoldNegative)},
		{"hold before departure", func(_ *Problem, plan *Plan) { stop(plan, 0).Hold, plan.Routes[0].Depart = 60, clock("08:29") },
			one(ViolationHoldFirst)},
		{"departure", func(_ *Problem, plan *Plan) { plan.Routes[0].Depart = clock("08:29") }, one(ViolationArrive)},
		{"arrival", func(_ *Problem, plan *Plan) { stop(plan, 0).Arrive, stop(plan, 0).Wait = clock("08:44"), 960 }, one(ViolationArrive)},
		{"wait", func(_ *Problem, plan *Plan) { stop(plan, 0).Wait = 0 }, one(ViolationWait)},
		{"start before arrival", func(_ *Problem, plan *Plan) {
			r := &plan.Routes[1]
			r.Depart, r.Stops[0].Arrive, r.Stops[0].Wait = clock("10:21"), clock("10:31"), -60
		}, one(ViolationWaitNegative)},
		{"duration", func(_ *Problem, plan *Plan) {
			stop(plan, 1).End, stop(plan, 2).Arrive, stop(plan, 2).Wait = clock("11:59"), clock("11:59"), 60
		},
			one(ViolationDuration)},
		{"duration of a slow worker", func(p *Problem, _ *Plan) { p.Workers[1].ServicePercent = nil }, one(ViolationDuration)},
		{"duration of a break", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].Breaks[0].Duration = 1801 }, one(ViolationDuration)},
		{"duration at a store", func(p *Problem, _ *Plan) { p.Stores[0].Duration = 299 }, one(ViolationDuration)},
		{"lateness", func(_ *Problem, plan *Plan) { stop(plan, 0).Late = 599 }, one(ViolationLate)},
		{"lateness as earliness", func(_ *Problem, plan *Plan) { stop(plan, 0).Late, stop(plan, 0).Early = 0, 1200 },
			one(ViolationLate, ViolationEarly)},
		{"lateness at a store", func(_ *Problem, plan *Plan) { stop(plan, 3).Late = 1 }, one(ViolationLate)},
		{"unreachable", func(p *Problem, _ *Plan) { p.Travel.Matrices[0].Seconds[2][3] = nil }, one(ReasonUnreachable)},
		{"place the matrix does not know", func(p *Problem, _ *Plan) { p.Workers[1].Home.ID = "X" }, one(ReasonUnreachable)},
		{"leg too long", func(p *Problem, _ *Plan) { p.Workers[0].MaxLeg = 899 }, one(ReasonTravelLimit)},
		{"leg home too long", func(p *Problem, _ *Plan) {
			p.Workers[1].MaxLeg = 600
			p.Travel.Matrices[0].Seconds[3][1] = new(int32(601))
		}, one(ReasonTravelLimit, ViolationReturnTravel)},
		{"roads are missing", func(p *Problem, _ *Plan) { p.Travel.Kind = RoadTravel }, one(ViolationRoadsMissing)},
		{"no kind of travel", func(p *Problem, _ *Plan) { p.Travel.Kind = "teleport" }, one(ViolationProblemInvalid, ReasonUnreachable)},

		// Shifts and rules.
		{"departs early", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].Start = clock("08:31") }, one(ViolationDepartsEarly)},
		{"returns late", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].End = clock("13:14") }, one(ViolationReturnsLate)},
		{"max work", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].MaxWork = 18899 }, one(ViolationMaxWork)},
		{"max visits", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].MaxVisits = 2 }, one(ViolationMaxVisits)},
		{"daily work", func(p *Problem, _ *Plan) { p.Rules.MaxDailyWork = new(Duration(18900 - 3601)) }, one(ViolationDailyWork)},
		{"daily overtime", func(p *Problem, _ *Plan) {
			p.Workers[0].Shifts[0].End = clock("14:00")
			p.Rules.MaxDailyOvertime = new(Duration(899))
		}, one(ViolationDailyOvertime)},
		{"monthly overtime", func(p *Problem, _ *Plan) {
			p.Workers[0].Shifts[0].End = clock("14:00") // 15 min of overtime
			p.History.Ledger = []LedgerEntry{{Worker: "w1", MonthOvertime: 36*3600 - 899}}
		}, one(ViolationMonthOvertime)},
		{"weekly work", func(p *Problem, _ *Plan) {
			p.History.Ledger = []LedgerEntry{{Worker: "w1", WeekWork: 44*3600 - 18899}}
		}, one(ViolationWeeklyWork)},
		{"rest after the last shift", func(p *Problem, _ *Plan) {
			p.History.Ledger = []LedgerEntry{{Worker: "w1", LastEnd: clock("2026-11-22 21:31")}}
		}, one(ViolationRest)},
		{"days in a row", func(p *Problem, _ *Plan) {
			p.History.Ledger = []LedgerEntry{{Worker: "w1", DaysInRow: 6}}
		}, one(ViolationDaysInRow)},

		// Breaks.
		{"break missing", func(_ *Problem, plan *Plan) {
			r := &plan.Routes[0]
			r.Stops = append(r.Stops[:2:2], r.Stops[3:]...)
			r.Stops[2].Hold = 2400
		}, one(ViolationBreakMissing)},
		{"break too early", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].Breaks[0].Earliest = clock("12:01") }, one(ViolationBreakWindow)},
		{"break too late", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].Breaks[0].Latest = clock("11:59") }, one(ViolationBreakWindow)},
		{"break twice", func(p *Problem, plan *Plan) {
			p.Workers[0].Shifts[0].Breaks[0].Duration = 900
			r := &plan.Routes[0]
			r.Stops[2].End = clock("12:15")
			again := r.Stops[2]
			again.Arrive, again.Start, again.End = clock("12:15"), clock("12:15"), clock("12:30")
			r.Stops = append(r.Stops[:3:3], append([]Stop{again}, r.Stops[3:]...)...)
		}, one(ViolationBreakTwice)},
		{"breaks out of order", func(p *Problem, plan *Plan) {
			b := &p.Workers[0].Shifts[0].Breaks
			*b = append([]Break{{ID: "tea", Earliest: clock("11:00"), Latest: clock("13:00"), Duration: 60}}, *b...)
			r := &plan.Routes[0]
			tea := Stop{Kind: BreakStop, Break: "tea", Arrive: clock("12:30"), Start: clock("12:30"), End: clock("12:31")}
			r.Stops = append(r.Stops[:3:3], append([]Stop{tea}, r.Stops[3:]...)...)
			r.Stops[4].Hold -= 60
		}, one(ViolationBreakOrder)},
		{"break at its place", func(p *Problem, _ *Plan) { p.Workers[0].Shifts[0].Breaks[0].Place = &Place{ID: "P3"} },
			one(ViolationTravel, ViolationMetres)},
		{"break at next, told as here", func(_ *Problem, plan *Plan) { stop(plan, 2).AtNext = true }, one(ViolationTravel, ViolationMetres)},
		{"break on arrival at the end place", func(p *Problem, plan *Plan) {
			p.Workers[1].Shifts[0].Breaks = []Break{{ID: "end", Earliest: clock("12:00"), Latest: clock("13:00")}}
			r := &plan.Routes[1]
			r.Stops = append(r.Stops, Stop{Kind: BreakStop, Break: "end", AtNext: true, Travel: 600, Metres: 3000,
				Arrive: clock("12:28"), Start: clock("12:28"), End: clock("12:28")})
			r.ReturnTravel, r.ReturnMetres = 0, 0
		}, one(ViolationAtNext)},

		// Stores, consumables, equipment.
		{"store closed", func(p *Problem, _ *Plan) { p.Stores[0].Windows[1].End = clock("12:49") }, one(ViolationStoreClosed)},
		{"no soap left", func(p *Problem, _ *Plan) { p.Jobs[0].Consumes = []Quantity{{Type: "soap", Quantity: 3}} }, one(ViolationConsumables)},
		{"store without soap", func(p *Problem, _ *Plan) { p.Stores[0].Types = []string{"wax"} }, one(ViolationConsumables)},
		{"soap for two jobs", func(p *Problem, plan *Plan) {
			p.Jobs[1].Consumes = []Quantity{{Type: "soap", Quantity: 1}, {Type: "soap", Quantity: 2}}
			p.Workers[1].Carries = []Carry{{Type: "soap", Quantity: 3}}
		}, one(ViolationConsumables)},
		{"more soap than one can carry", func(p *Problem, _ *Plan) { p.Jobs[2].Consumes[0].Quantity = 6 }, one(ReasonConsumables)},
		{"wax nobody carries", func(p *Problem, _ *Plan) { p.Jobs[2].Consumes[0].Type = "wax" }, one(ReasonConsumables)},
		{"equipment before the store", func(p *Problem, _ *Plan) { p.Jobs[0].Requirements.Equipment = []string{"ladder"} }, one(ViolationEquipment)},
		{"equipment nowhere", func(p *Problem, _ *Plan) { p.Jobs[0].Requirements.Equipment = []string{"crane"} }, one(ReasonEquipment)},
		{"pool", func(p *Problem, _ *Plan) { p.Agencies[0].Pool[0].Count = 0 }, one(ViolationPool)},
	}
}

func TestThereAreManyDamages(t *testing.T) { require.GreaterOrEqual(t, len(damages()), 60) }

// Damages of what follows from the routes: each names the part at fault.
func TestCheckRefusesWrongScores(t *testing.T) {
	for _, d := range []struct {
		name   string
		damage func(plan *Plan)
		code   string
		part   string
	}{
		{"total", func(plan *Plan) { plan.Score.Total++ }, ViolationScoreTotal, ""},
		{"part", func(plan *Plan) { plan.Score.Parts[2].Points-- }, ViolationScoreParts, PartVisitPay},
		{"part missing", func(plan *Plan) { plan.Score.Parts = plan.Score.Parts[:10] }, ViolationScoreParts, Continuity},
		{"part too many", func(plan *Plan) { plan.Score.Parts = append(plan.Score.Parts, Part{"luck", 1}) }, ViolationScoreParts, "luck"},
		{"part of 0", func(plan *Plan) { plan.Score.Parts = append(plan.Score.Parts, Part{"luck", 0}) }, ViolationScoreParts, "order"},
		{"parts out of order", func(plan *Plan) {
			plan.Score.Parts[0], plan.Score.Parts[1] = plan.Score.Parts[1], plan.Score.Parts[0]
		}, ViolationScoreParts, "order"},
		{"route part", func(plan *Plan) { plan.Routes[0].Parts[0].Points++ }, ViolationRouteParts, PartPay},
		{"route parts absent", func(plan *Plan) { plan.Routes[1].Parts = nil }, ViolationRouteParts, PartVisitPay},
		{"stop part", func(plan *Plan) { plan.Routes[0].Stops[0].Parts[1].Points++ }, ViolationStopParts, PartLate},
		{"missed tier", func(plan *Plan) { plan.Score.Missed[1].Tier = 4 }, ViolationMissed, ""},
		{"missed value", func(plan *Plan) { plan.Score.Missed[1].Value = 2500 }, ViolationMissed, ""},
		{"missed absent", func(plan *Plan) { plan.Score.Missed = plan.Score.Missed[:1] }, ViolationMissed, ""},
		{"missed too many", func(plan *Plan) { plan.Score.Missed = append(plan.Score.Missed, Missed{Tier: 1}) }, ViolationMissed, ""},
		{"jobs", func(plan *Plan) { plan.Figures.Jobs++ }, ViolationFigures, "jobs"},
		{"served", func(plan *Plan) { plan.Figures.Served++ }, ViolationFigures, "served"},
		{"unassigned", func(plan *Plan) { plan.Figures.Unassigned++ }, ViolationFigures, "unassigned"},
		{"workers", func(plan *Plan) { plan.Figures.Workers++ }, ViolationFigures, "workers"},
		{"workers used", func(plan *Plan) { plan.Figures.WorkersUsed++ }, ViolationFigures, "workersUsed"},
		{"travel", func(plan *Plan) { plan.Figures.Travel++ }, ViolationFigures, "travel"},
		{"metres", func(plan *Plan) { plan.Figures.Metres++ }, ViolationFigures, "metres"},
		{"service", func(plan *Plan) { plan.Figures.Service++ }, ViolationFigures, "service"},
		{"wait", func(plan *Plan) { plan.Figures.Wait++ }, ViolationFigures, "wait"},
		{"break", func(plan *Plan) { plan.Figures.Break++ }, ViolationFigures, "break"},
		{"work", func(plan *Plan) { plan.Figures.Work++ }, ViolationFigures, "work"},
		{"overtime", func(plan *Plan) { plan.Figures.Overtime++ }, ViolationFigures, "overtime"},
		{"late", func(plan *Plan) { plan.Figures.Late++ }, ViolationFigures, "late"},
		{"late visits", func(plan *Plan) { plan.Figures.LateVisits++ }, ViolationFigures, "lateVisits"},
		{"punctual", func(plan *Plan) { plan.Figures.PunctualPermille++ }, ViolationFigures, "punctualPermille"},
		{"utilisation", func(plan *Plan) { plan.Figures.UtilisationPermille++ }, ViolationFigures, "utilisationPermille"},
		{"preferred", func(plan *Plan) { plan.Figures.PreferredPermille++ }, ViolationFigures, "preferredPermille"},
		{"continuity", func(plan *Plan) { plan.Figures.ContinuityPermille++ }, ViolationFigures, "continuityPermille"},
		{"gender", func(plan *Plan) { plan.Figures.GenderRequired++ }, ViolationFigures, "genderRequired"},
		{"revenue", func(plan *Plan) { plan.Figures.Revenue++ }, ViolationFigures, "revenue"},
	} {
		t.Run(d.name, func(t *testing.T) {
			p, plan := goodProblem(), goodPlan()
			d.damage(plan)
			r := Check(p, plan, CheckOptions{})
			require.Equal(t, []string{d.code}, codesOf(r), "%v", r.Violations)
			require.Equal(t, d.part, r.Violations[0].Part)
		})
	}
}
