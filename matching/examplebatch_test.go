package matching_test

import (
	"context"
	"fmt"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// An index answers many shortlists of one problem.
func ExampleNewIndex() {
	x, err := matching.NewIndex(exampleProblem(), roster.Rulebook{})
	if err != nil {
		panic(err)
	}
	list, err := x.Shortlist("J1", matching.Options{Top: 1, Limit: -1})
	if err != nil {
		panic(err)
	}
	fmt.Println(list.Candidates[0].Worker, "of", list.Eligible)
	for _, r := range list.Summary {
		fmt.Println(r.Workers, r.Code)
	}
	// Output:
	// W2 of 2
	// 1 health_certificate
}

// W2 is busy all day.
func ExampleNewBookings() {
	p := exampleProblem()
	shift := p.Workers[1].Shifts[0]
	plan := &roster.Plan{Routes: []roster.Route{{Worker: "W2", Shift: shift.ID,
		Stops: []roster.Stop{{Kind: roster.VisitStop, Job: "J0", Start: shift.Start, End: shift.End}}}}}
	list, err := matching.Shortlist(p, "J1", matching.Options{Bookings: matching.NewBookings(p, plan), Limit: -1})
	if err != nil {
		panic(err)
	}
	fmt.Println(list.Eligible, list.Summary[1].Code)
	// Output: 1 booked
}

// A crew of two of whom one speaks Mandarin.
func ExampleChooseTeam() {
	p := exampleProblem()
	p.Jobs[0].Crew = &roster.Crew{Size: 2}
	team, err := matching.ChooseTeam(p, "J1", matching.TeamOptions{Languages: []string{"zh"}})
	if err != nil {
		panic(err)
	}
	for _, m := range team.Members {
		fmt.Println(m.Worker, m.Covers, m.Score)
	}
	p.Workers[0].IncompatibleWorkers = []string{"W2"}
	team, err = matching.ChooseTeam(p, "J1", matching.TeamOptions{})
	fmt.Println(team.Reasons, err)
	// Output:
	// W2 [] 750
	// W1 [language_zh] 0
	// [incompatible_workers] <nil>
}

func ExampleAssign() {
	p := exampleProblem()
	at := roster.Place{Location: &roster.LatLng{Lat: 31.2, Lng: 121.4}}
	p.Customers[0].Place = at
	for w := range p.Workers {
		p.Workers[w].Home = at
	}
	second := p.Jobs[0]
	second.ID = "J2"
	third := p.Jobs[0]
	third.ID, third.Tier = "J3", 1
	p.Jobs = append(p.Jobs, second, third)
	for j := range p.Jobs {
		value := roster.Money(50_000 - 1000*j)
		p.Jobs[j].Value = &value
	}
	out, err := matching.Assign(context.Background(), p, p.Horizon.Start.Add(8*time.Hour), matching.AssignOptions{})
	if err != nil {
		panic(err)
	}
	for _, a := range out.Assigned {
		fmt.Println(a.Job, a.Start.Format("15:04"), a.Travel)
	}
	fmt.Println(out.Cost.Units())
	for _, u := range out.Unassigned {
		fmt.Println(u.Job, u.Reasons[0].Code, u.Reasons[0].Jobs)
	}
	// Output:
	// J1 08:00 PT0S
	// J3 08:00 PT0S
	// 1250
	// J2 crowded_out [J3 J1]
}

func ExampleEstimateValues() {
	p := exampleProblem()
	p.Catalogue[0].Price = 20_000
	p.Customers[0].Place = roster.Place{Location: &roster.LatLng{Lat: 31.2, Lng: 121.4}}
	v, err := matching.EstimateValues(p, 0.01, 5000)
	if err != nil {
		panic(err)
	}
	fmt.Println(v.At(roster.LatLng{Lat: 31.2, Lng: 121.4}).Units() > 0, v.At(roster.LatLng{Lat: 32, Lng: 121.4}))
	// Output: true 0
}

// W2 would be better for J1 and is idle.
func ExampleFindBlocking() {
	s, err := matching.FindBlocking(exampleProblem(), []matching.Match{{Job: "J1", Worker: "W1"}}, matching.StabilityOptions{})
	if err != nil {
		panic(err)
	}
	for _, b := range s.Pairs {
		fmt.Println(b.Worker, b.Job, b.Instead, b.CustomerGain.Units())
	}
	// Output: W2 J1 W1 750
}

func ExampleFindBias() {
	p := exampleProblem()
	p.Workers[0].Gender, p.Workers[1].Gender = roster.Female, roster.Male
	p.Jobs[0].Requirements = roster.Requirements{Gender: roster.Female}
	b, err := matching.FindBias(p, nil, roster.Rulebook{})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%+v\n", b.Required[0])
	// Output: {Gender:female Jobs:1 Unexplained:1 Reasons:map[] Matched:0 Eligible:1 Excluded:1 ExcludedPermille:500}
}

func ExampleMatchesOf() {
	plan := &roster.Plan{Routes: []roster.Route{{Worker: "W1", Stops: []roster.Stop{{Kind: roster.VisitStop, Job: "J1"}}}}}
	fmt.Println(matching.MatchesOf(plan))
	// Output: [{J1 W1}]
}
