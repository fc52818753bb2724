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
// as worker IDs, counted from 1; where the files have names, the order of the
// file numbers them. A client's second service is job [Second] + client.
//
//	suite                    scale  arcs     objective in minor units           exact
//	vrptw                       10  floor    distance                           yes
//	prize_collecting_vrptw      10  floor    distance + prizes × 10 left out    yes
//	site_dependent_vrptw      1000  nearest  distance                           yes
//	trsp_pillac               1000  up       sum of durations, free departure   see below
//	hhcrsp_mankowska          1000  given    3 × (way + lateness + worst late)  yes
//	uhhc                         1  given    as weighted by the instance        see below
//	vrptwsyn_br2008              1  given    travel time                        yes
//	consistent_vrp            1000  nearest  fixed + variable costs             see below
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
//   - hhcrsp_mankowska: a job for each service of a patient, with a skill for
//     each service. Its hard window opens with the patient's and has no end;
//     the patient's is preferred. Two services are by different workers and
//     start together or a time apart. Shifts are as long as one caregiver
//     would need for everything, at most a year. The suite's cost is the total
//     divided by 3000.
//   - uhhc: see below.
//   - vrptwsyn_br2008: the halves of a double visit are two jobs which start
//     together by different workers; arcs of 9999 and more are no way. The
//     day is a hard shift, and preferences and fairness are not read.
//   - consistent_vrp: a worker for each vehicle, with a shift as long as
//     MAXTIME on each day, [Second]·d + c is client c's job on day d; the
//     type's costs are pay by shift and kilometre, and the jobs of a client
//     are by the same worker. A file may bound by a line "L 20" how far apart
//     a client's starts are on different days, which are then the same time
//     with that tolerance; the published files have no such line, and nothing
//     is bounded. Departure is free and vehicles may wait, also for that. Where
//     FLEET SIZE is not the sum of the types, the types count; incompatible
//     vehicles are refused.
//
// In consistent_vrp distances are rounded to 1/1000, so that the total is off
// by at most half of that times the variable cost for each arc; the suite's
// cost is the total divided by 1000, in real numbers. Times have their own
// scale, as many whole seconds as let MAXTIME fit a day but at most 1000, and
// are rounded up, so that every plan is feasible for the suite.
//
// # UHHC
//
// A minute is a second, and a weight the price of one. Windows are hard where
// tardiness is HARD, otherwise preferred, with a start before a window so dear
// that it never counts as early; of several windows each counts until the next
// begins, and where the end of service counts they are shorter by it. A
// caregiver's shift has a lunch break with a price for leaving it out, and
// overtime of as long as there is where that has a price. Optional patients
// are of tier 0. An optional patient whose two services start together and
// take equally long is one job for a crew of two roles.
//
// What the suite counts otherwise than the total:
//
//   - The suite counts a missing lunch of everybody entitled to one, the model
//     only where it is due. Those who are still or again at the depot when
//     there is time for it have it there in the answer, if waiting for it is
//     not dearer than missing it. So the suite's cost is more by at most the
//     price of a lunch for each caregiver who is back before lunch begins or
//     whose shift has no room for one, and less by one lunch in the longest
//     idle time where it is of somebody who has it at the depot.
//   - A wait right after a lunch that opens the day is free in the suite.
//   - Mandatory patients left out count as optional ones besides.
//
// Of a plan in which none of this occurs the total is the cost. Weights for
// working time, single waits, lack of skills and incompatible caregivers,
// which no given instance has, are refused.
//
// Files come from strangers: sizes and numbers are limited, and every fault
// is a [FileError] with file and line.
package suite
