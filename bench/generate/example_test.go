package generate_test

import (
	"fmt"

	"github.com/paidan/paidan/bench/generate"
)

func ExampleProblem() {
	p, err := generate.Problem(generate.Options{Jobs: 20, Seed: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(p.ID, "with", len(p.Jobs), "jobs, valid:", p.Validate() == nil)
	// Output: synthetic-20-1 with 20 jobs, valid: true
}
