package roster

import (
	"bytes"
	_ "embed"
)

//go:embed schema/problem.schema.json
var problemSchema []byte

//go:embed schema/plan.schema.json
var planSchema []byte

// ProblemSchema returns the JSON Schema (2020-12) of problems. What it
// accepts [DecodeProblem] reads, but for keys given twice and days a month
// does not have; what fields mean together only [Problem.Validate] tells.
func ProblemSchema() []byte { return bytes.Clone(problemSchema) }

// PlanSchema returns the JSON Schema (2020-12) of plans.
func PlanSchema() []byte { return bytes.Clone(planSchema) }
