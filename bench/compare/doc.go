// Package compare runs our solver and others on the same problems and tells
// by how much each is better: over instances, seeds and budgets, in a pool of
// processes, with every answer judged by one code that none of them shares.
//
//	problem, err := compare.SuiteProblem(suite.VRPTW, "R101.txt")
//	runs, err := compare.Compare(ctx, compare.Plan{
//		Problems:    []*compare.Problem{problem},
//		Contestants: []compare.Contestant{compare.Ours(exe, compare.CPU), compare.SuitePeer(python, dir, "pyvrp", compare.CPU)},
//		Seeds:       []uint64{1, 2, 3},
//		Budgets:     []time.Duration{10 * time.Second},
//	}, compare.Options{Journal: "out/runs.jsonl"})
//	table := compare.Summarise(runs)
//
// # What is compared
//
// A run is one contestant on one problem with one seed and one budget, in a
// process of its own, so that CPU time and memory are its own too. Its answer
// is turned into a plan and given to roster.Check; only what that accepts has
// a cost. The gap is to the best known cost of the instance, or, where none is
// known, to the best cost that any run of the comparison has reached.
//
// Runs are kept in a file of JSON lines as they finish. What stands there is
// not run again, so a comparison which was interrupted goes on, and one with
// more seeds or budgets only adds to it. Runs which failed are tried again.
//
// # Means and confidence
//
// Seeds are repetitions, instances are the sample: gaps are averaged over the
// seeds of an instance first, and means, standard errors and 95 % intervals
// (Student's t) are over instances. Where there is only one instance its runs
// are the sample, which says nothing about other instances. Differences are
// paired: ours less the rival's on the same instance, over the instances which
// both have answered.
//
// # Days of our own
//
// No other solver knows all rules of a dispatch day. [Reduce] cuts a day down
// to what every rival of the comparison can express ([Rivals] tells what each
// can), and [Export] writes it as JSON with integer matrices, which a small
// program for each rival in the folder peers translates. They answer with the
// order of jobs on each shift; [Problem.Judge] times the routes, as well as can
// be for that order, and asks roster.Check for the cost. Our own solver gets
// the same reduced problem.
package compare
