// Package roster is the domain of home-service dispatch: workers with their
// shifts, customers, the catalogue of services, jobs, rules and weights
// (together a [Problem]), and what a solver answers (a [Plan]).
//
// A problem usually comes from JSON and goes through three steps:
//
//	p, err := roster.DecodeProblem(r) // strict: unknown fields are faults
//	err = p.Validate()                // every fault at once, with path, code and hint
//	report := roster.Check(p, plan, roster.CheckOptions{})
//
// [Check] is the independent referee: it recomputes times, hours, gates,
// locks and the whole score of a plan from the problem alone, and shares no
// code with any solver.
//
// # Units
//
// At the border times are [time.Time], durations [Duration], money is an
// integer number of minor units of the currency (fen, cent). Inside a score
// everything is counted in [Points]; one minor unit is [PointsPerUnit]
// points, chosen so that a rate per hour and a rate per kilometre in whole
// minor units are whole numbers of points per second and per metre: nothing
// is ever rounded, and the parts of a score add up exactly.
//
// The package imports nothing but the standard library. A validated problem
// is read-only and safe for concurrent use.
package roster
