package roster

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// pair makes a job for two at home, and routes of so many workers who each
// do it from the given start for one hour.
func pair(starts ...string) (*Problem, *Plan) {
	home := Place{ID: "home"}
	p := &Problem{SchemaVersion: SchemaVersion, TimeZone: shanghai, Horizon: Horizon{Start: clock("00:00")},
		Catalogue: []Service{{Code: "lift", Crew: Crew{Size: len(starts)}, Duration: DurationModel{Base: 3600}}},
		Customers: []Customer{{ID: "c", Place: home}},
		Jobs:      []Job{{ID: "j", Customer: "c", Service: "lift"}}}
	plan := &Plan{SchemaVersion: SchemaVersion, Status: Feasible}
	for i, start := range starts {
		id := fmt.Sprint("w", i)
		p.Workers = append(p.Workers, Worker{ID: id, Home: home, Shifts: []Shift{{ID: id, Start: clock("08:00"), End: clock("16:00")}}})
		from := clock(start)
		to := from.Add(Duration(3600).Std())
		plan.Routes = append(plan.Routes, Route{Worker: id, Shift: id, Depart: from, Return: to,
			Stops: []Stop{{Kind: VisitStop, Job: "j", Member: i, Arrive: from, Start: from, End: to}}})
	}
	return p, plan
}

// The job starts when its first member does, and ends with its last.
func TestCheckCrewTolerance(t *testing.T) {
	p, plan := pair("09:00", "09:10", "09:05")
	wantCodes(t, p, plan, ViolationCrewSpread)
	p.Catalogue[0].Crew.StartTolerance = 599
	wantCodes(t, p, plan, ViolationCrewSpread)
	p.Catalogue[0].Crew.StartTolerance = 600
	wantCodes(t, p, plan)

	p.Locks = []Lock{{Job: "j", Start: clock("09:00")}}
	wantCodes(t, p, plan)
	p.Locks[0].Start = clock("09:10")
	wantCodes(t, p, plan, ViolationLockStart)
	p.Locks = []Lock{{Job: "j", Worker: "w0"}, {Job: "j", Worker: "w2"}}
	wantCodes(t, p, plan)

	// One window holds all three: starts until 09:10, ends until 10:10.
	p.Jobs[0].Windows = []Window{{Start: clock("09:00"), End: clock("09:10")}}
	wantCodes(t, p, plan)
	p.Jobs[0].Windows = []Window{{Start: clock("09:00"), End: clock("09:05")}, {Start: clock("09:05"), End: clock("09:10")}}
	wantCodes(t, p, plan, ViolationWindows)
	p.Jobs[0].Windows = []Window{{Start: clock("09:00"), End: clock("10:10"), Bounds: BoundsService}}
	wantCodes(t, p, plan)
	p.Jobs[0].Windows[0].End = clock("10:09")
	wantCodes(t, p, plan, ViolationWindows)
}

// A crew of the job replaces the service's.
func TestCheckCrewOfTheJob(t *testing.T) {
	p, plan := pair("09:00", "09:10")
	p.Jobs[0].Crew = &Crew{Size: 2, StartTolerance: 600}
	wantCodes(t, p, plan)
	p.Jobs[0].Crew = &Crew{Size: 3, StartTolerance: 600}
	wantCodes(t, p, plan, ViolationCrewIncomplete)
	p.Jobs[0].Crew = &Crew{StartTolerance: 600}
	wantCodes(t, p, plan, ViolationMember)
}

// A worker cannot be two members, even on two shifts.
func TestCheckCrewWorkerTwice(t *testing.T) {
	p, plan := pair("09:00", "09:00")
	p.Workers[0].Shifts = append(p.Workers[0].Shifts, p.Workers[1].Shifts[0])
	p.Workers[1].Shifts = nil
	plan.Routes[1].Worker = "w0"
	wantCodes(t, p, plan, ViolationCrewWorkerTwice, ViolationRoutesOverlap)
}

// Links between a crew of two and one of its workers alone.
func TestCheckLinksOfCrews(t *testing.T) {
	p, plan := pair("09:00", "09:00")
	p.Jobs = append(p.Jobs, Job{ID: "k", Customer: "c", Service: "lift", Crew: &Crew{}})
	r := &plan.Routes[1]
	r.Stops = append(r.Stops, Stop{Kind: VisitStop, Job: "k", Arrive: clock("10:00"), Start: clock("10:00"), End: clock("11:00")})
	r.Return = clock("11:00")
	for _, x := range []struct {
		link Link
		want []string
	}{
		{Link{Kind: SameWorker}, nil},
		{Link{Kind: DifferentWorker}, []string{ViolationDifferentWorker}},
		{Link{Kind: EndToStart}, nil},
		{Link{Kind: EndToStart, MinGap: 1}, []string{ViolationGapShort}},
		{Link{Kind: EndToStart, MaxGap: new(Duration(0))}, nil},
		{Link{Kind: StartToStart, MinGap: 3600, MaxGap: new(Duration(3600))}, nil},
		{Link{Kind: SameStart, MaxGap: new(Duration(3600))}, nil},
		{Link{Kind: SameStart, MinGap: 9, MaxGap: new(Duration(3599))}, []string{ViolationSameStart}},
	} {
		x.link.First, x.link.Second = "j", "k"
		p.Links = []Link{x.link}
		wantCodes(t, p, plan, x.want...)
		p.Links[0].Kind, p.Links[0].First, p.Links[0].Second = x.link.Kind, "k", "j"
		if x.link.Kind == SameWorker || x.link.Kind == DifferentWorker {
			wantCodes(t, p, plan, x.want...)
		}
	}
}

// Freeze time and release bind each visit; a locked start is free of the
// first, not of the second.
func TestCheckFreezeAndRelease(t *testing.T) {
	p, plan := pair("09:00")
	p.FreezeTime = clock("09:00")
	p.Jobs[0].Release = clock("09:00")
	wantCodes(t, p, plan)
	p.FreezeTime = clock("10:00")
	wantCodes(t, p, plan, ViolationFreeze)
	p.Locks = []Lock{{Job: "j", Worker: "w0"}}
	wantCodes(t, p, plan, ViolationFreeze)
	p.Locks[0].Start = clock("09:00")
	wantCodes(t, p, plan)
	p.Jobs[0].Release = clock("10:00")
	wantCodes(t, p, plan, ViolationRelease)
}

// The pool of one agency: two routes which need its machine are out from
// departure to return, and may follow each other without a gap.
func TestCheckPools(t *testing.T) {
	build := func(second string) (*Problem, *Plan) {
		p, plan := pair("09:00", second)
		p.Agency, p.Agencies = "a", []Agency{{ID: "a", Pool: []PoolItem{{"machine", 1}}}}
		p.Stores = []Store{{ID: "store", Place: Place{ID: "home"}, Equipment: []string{"machine", "mop"}}}
		p.Catalogue[0].Requirements.Equipment = []string{"machine"}
		p.Catalogue[0].Crew.StartTolerance = 7200
		for i := range plan.Routes {
			r := &plan.Routes[i]
			r.Stops = append([]Stop{{Kind: StoreStop, Store: "store", Arrive: r.Depart, Start: r.Depart, End: r.Depart}}, r.Stops...)
		}
		return p, plan
	}
	p, plan := build("09:59")
	r := wantCodes(t, p, plan, ViolationPool)
	require.Equal(t, "routes[1]", r.Violations[0].Path)
	require.Equal(t, "machine", r.Violations[0].Part)
	p.Agencies[0].Pool[0].Count = 2
	wantCodes(t, p, plan)
	p, plan = build("10:00")
	wantCodes(t, p, plan)
	p, plan = build("09:59")
	p.Workers[1].Equipment = []string{"machine"} // own
	wantCodes(t, p, plan)
	p, plan = build("09:59")
	p.Agencies[0].Pool[0].Equipment = "mop" // taken along, needed by nobody
	wantCodes(t, p, plan)
}
