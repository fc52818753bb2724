package matching_test

import (
	"fmt"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

func exampleProblem() *roster.Problem {
	zone := time.FixedZone("", 8*3600)
	day := time.Date(2026, 11, 23, 0, 0, 0, 0, zone)
	shift := func(id string) []roster.Shift {
		return []roster.Shift{{ID: id, Start: day.Add(8 * time.Hour), End: day.Add(17 * time.Hour)}}
	}
	until := func(y int, m time.Month, d int) *roster.Validity {
		return &roster.Validity{Until: roster.Date{Year: y, Month: m, Day: d}}
	}
	return &roster.Problem{
		SchemaVersion: roster.SchemaVersion, TimeZone: "Asia/Shanghai",
		Horizon: roster.Horizon{Start: day, End: day.AddDate(0, 0, 1)},
		Catalogue: []roster.Service{{Code: "infant_care",
			Duration:     roster.DurationModel{Base: 4 * 3600},
			Requirements: roster.Requirements{HealthCertificate: true, Languages: []string{"yue"}}}},
		Workers: []roster.Worker{
			{ID: "W1", Shifts: shift("S1"), Languages: []string{"zh", "yue"}, HealthCertificate: until(2027, 6, 30)},
			{ID: "W2", Shifts: shift("S2"), Languages: []string{"yue"}, HealthCertificate: until(2027, 1, 31),
				Experience: []roster.Experience{{Service: "infant_care", Months: 27}}},
			{ID: "W3", Shifts: shift("S3"), Languages: []string{"zh"}, HealthCertificate: until(2026, 11, 22)},
		},
		Customers: []roster.Customer{{ID: "C1"}},
		Jobs:      []roster.Job{{ID: "J1", Customer: "C1", Service: "infant_care"}},
		Weights:   roster.Weights{Criteria: map[string]roster.Money{roster.ExperienceFit: 1000}},
	}
}

func ExampleShortlist() {
	list, err := matching.Shortlist(exampleProblem(), "J1", matching.Options{Top: 3})
	if err != nil {
		panic(err)
	}
	for _, c := range list.Candidates {
		fmt.Println(c.Worker, c.Shift, c.Score, c.Parts)
	}
	for _, r := range list.Refused {
		fmt.Println(r.Worker, r.Reasons)
	}
	// Output:
	// W2 S2 750 [{experience 750 4500000}]
	// W1 S1 0 [{experience 0 18000000}]
	// W3 [health_certificate language]
}

func ExampleNewGates() {
	view, err := roster.NewView(exampleProblem())
	if err != nil {
		panic(err)
	}
	g, err := matching.NewGates(view, roster.Rulebook{Gates: []roster.Gate{
		func(_ *roster.Problem, w *roster.Worker, _ *roster.Job, first, last roster.Date) string {
			if w.ID == "W1" {
				return "own_holiday"
			}
			return ""
		},
	}})
	if err != nil {
		panic(err)
	}
	day := roster.Date{Year: 2026, Month: 11, Day: 23}
	for worker := range view.Problem.Workers {
		fmt.Println(g.First(worker, 0, day, day), g.Reasons(worker, 0, day, day))
	}
	// Output:
	// own_holiday [own_holiday]
	//  []
	// health_certificate [health_certificate language]
}

// Sets of jobs, one bit each, for every worker on one day.
func ExampleGates_Eligible() {
	view, err := roster.NewView(exampleProblem())
	if err != nil {
		panic(err)
	}
	g, err := matching.NewGates(view, roster.Rulebook{})
	if err != nil {
		panic(err)
	}
	day := roster.Date{Year: 2026, Month: 11, Day: 23}
	jobs := make([]uint64, g.Words())
	for worker := range view.Problem.Workers {
		g.Eligible(worker, day, day, jobs)
		fmt.Printf("%b\n", jobs)
	}
	// Output:
	// [1]
	// [1]
	// [0]
}

// Four hours from ten in the evening run on two days.
func ExampleDays() {
	zone := time.FixedZone("", 8*3600)
	fmt.Println(matching.Days(time.Date(2026, 11, 23, 22, 0, 0, 0, zone), 4*3600, zone))
	// Output: 2026-11-23 2026-11-24
}
