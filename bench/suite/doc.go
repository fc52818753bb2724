// Package suite reads public benchmark instances as problems of package
// roster and writes plans in the format which the benchmarks' own checkers
// read. There is no second solver and no second model: an instance becomes
// workers, jobs and a travel matrix like any other problem.
//
//	in, err := suite.Read(suite.VRPTW, "instances/vrptw/solomon/C101.txt")
//	plan, err := schedule.Solve(ctx, in.Problem, schedule.Options{})
//	cost, err := in.Cost(plan)      // in the suite's own units
//	err = in.WriteSolution(w, plan) // "Route #1: 20 24 25 …"
//
// # How instances become problems
//
// Instances count time and distance in one unit without a name. It is
// multiplied by the suite's scale, and one scaled unit becomes one second of
// travel and one metre of way; the day begins on [Epoch]. Weights price only
// what the suite prices, so that one scaled unit of its objective is exactly
// one minor unit of money, and the plan's total in minor units is the
// objective. Rules of labour are stretched to a year, so that none binds.
// Clients keep their numbers as job, customer and place IDs, vehicles theirs
// as worker IDs, counted from 1.
//
//	suite                    scale  arcs     objective in minor units           exact
//	vrptw                       10  floor    distance                           yes
//	prize_collecting_vrptw      10  floor    distance + prizes × 10 left out    yes
//	site_dependent_vrptw      1000  nearest  distance                           yes
//	trsp_pillac               1000  up       sum of durations, free departure   see below
//
// The first three are the suites' own arithmetic to the unit. In trsp_pillac
// the suite computes with real numbers; here arcs are rounded up to 1/1000, so
// that every plan is feasible for the suite too and its true cost is less by
// at most 1/1000 per arc. [Instance.Cost] gives that true cost.
//
//   - vrptw: identical workers at the depot who carry the capacity as a
//     consumable "load"; every job is mandatory and uses up its demand.
//   - prize_collecting_vrptw: the same, the jobs in tier 0 with 10 times the
//     prize as value.
//   - site_dependent_vrptw: a skill for each distinct set of allowed vehicles,
//     capacity by vehicle, and the limit on a route's duration as the shift's
//     MaxWork.
//   - trsp_pillac: workers at their homes with skills, tools as equipment and
//     spare parts as consumables; the depot is a store with all tools where
//     each part is refilled to what all requests together take.
//
// Files come from strangers: sizes and numbers are limited, and every fault
// is a [FileError] with file and line.
package suite
