package roster_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/paidan/paidan/roster"
)

// A typo is not lost: every fault comes at once, with its path.
func ExampleDecodeProblem() {
	_, err := roster.DecodeProblem(strings.NewReader(`{
		"schemaVersion": 1,
		"timeZone": "Asia/Shanghai",
		"horizon": {"start": "2026-11-23T00:00:00+08:00", "end": "2026-11-24"},
		"catalogue": [], "workers": [], "customers": [],
		"jobs": [{"id": "J1", "customer": "C1", "service": "daily_cleaning", "windoes": []}]
	}`))
	var faults roster.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			fmt.Println(f.Path, f.Code)
			fmt.Println("   ", f.Hint)
		}
	}
	// Output:
	// horizon.end time_invalid
	//     want a time such as "2026-11-22T09:00:00+08:00", with a zone
	// jobs[0].windoes field_unknown
	//     did you mean "windows"?
}

func ExampleProblem_Validate() {
	p, err := roster.DecodeProblem(strings.NewReader(`{
		"schemaVersion": 1,
		"timeZone": "Asia/Shanghai",
		"horizon": {"start": "2026-11-23T00:00:00+08:00", "end": "2026-11-24T00:00:00+08:00"},
		"catalogue": [{"code": "daily_cleaning", "duration": {"base": "PT2H"}}],
		"workers": [],
		"customers": [{"id": "C1", "place": {"location": {"lat": 31.23, "lng": 121.47}}}],
		"jobs": [{"id": "J1", "customer": "C1", "service": "dayly_cleaning", "tier": 12}]
	}`))
	if err != nil {
		panic(err)
	}
	fmt.Println(p.Validate())
	// Output:
	// jobs[0].service: reference_unknown ("dayly_cleaning"): the problem has no such service; did you mean "daily_cleaning"?
	// jobs[0].tier: out_of_range ("12"): want a number in [0, 9]
}
