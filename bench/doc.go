// Package bench measures the solver: it runs public benchmark instances
// through schedule.Solve, writes the answers in the benchmarks' own format,
// and reports gaps to the best known costs.
//
//	r, err := bench.Run(ctx, suite.VRPTW, "C101.txt", bench.Options{
//		Schedule: schedule.Options{Limit: 10 * time.Second, Seed: 1},
//		Out:      "C101.sol",
//	})
//	fmt.Println(r.Cost, r.Best, r.Gap)
//
// [RunAll] runs files times seeds and [Summarise] tells mean and worst gaps.
//
// # Fair comparisons
//
// A solver's budget should be CPU time, since wall time on a busy machine
// says little: set schedule.Options.CPUTime. It counts the whole process, so
// it only makes sense with one solve at a time, and RunAll refuses it
// together with Parallel above 1. A number of iterations is reproducible to
// the byte, but does not compare different methods.
//
// Sub-package suite reads the instances, generate makes synthetic rosters, and
// compare runs other solvers beside ours.
package bench
