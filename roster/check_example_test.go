package roster_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/paidan/paidan/roster"
)

// A plan which forgets a job is refused, and the report says what the plan
// should cost.
func ExampleCheck() {
	eight := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	problem := &roster.Problem{
		SchemaVersion: roster.SchemaVersion, TimeZone: "UTC",
		Horizon:   roster.Horizon{Start: eight, End: eight.Add(10 * time.Hour)},
		Catalogue: []roster.Service{{Code: "daily_cleaning", Price: 12000}},
		Customers: []roster.Customer{{ID: "C1", Place: roster.Place{Location: &roster.LatLng{Lat: 31.23, Lng: 121.47}}}},
		Jobs:      []roster.Job{{ID: "J1", Customer: "C1", Service: "daily_cleaning"}},
	}
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, Status: roster.Feasible,
		Figures: roster.Figures{Jobs: 1, Unassigned: 1, PunctualPermille: 1000}}

	report := roster.Check(problem, plan, roster.CheckOptions{})
	for _, v := range report.Violations {
		fmt.Println(v)
	}
	fmt.Println(report.Total.Units())

	var refused *roster.CheckError
	fmt.Println(errors.As(report.Err(), &refused))
	// Output:
	// job_missing job "J1"
	// score_parts_wrong at score.parts part "unassigned": 0, want 1116000000 points
	// score_total_wrong at score.total: 0, want 1116000000 points
	// 62000
	// true
}
