// Package assign solves linear assignment problems exactly: every row one
// column, no column twice, at the least sum of costs; rows are jobs, say, and
// columns workers.
//
//	p := &assign.Problem[int64]{Rows: 2, Cols: 3, Costs: []int64{
//		4, 1, 3,
//		2, 0, 5,
//	}}
//	r, err := assign.Solve(ctx, p, assign.Options{})
//	// r.RowCol is [2 1], r.Total is 3
//
// Problems are dense or sparse, of any shape, with int32, int64 or float64
// costs; pairs may be forbidden, and rows left out at a price. What cannot be
// solved comes back with rows which have too few columns between them.
//
//   - [Solve] and [Solver] answer one-to-one problems; a Solver keeps its
//     memory, and [Solver.Resolve] answers again after small changes.
//   - [SolveTransport] gives rows several columns and columns several rows.
//   - [SolveBottleneck] minimises the largest cost first, [SolveTiers] one
//     list of costs after the other.
//
// Every answer has dual prices which prove it, and is verified by code which
// shares only the meaning of costs with the solver ([Verify], [VerifyTransport]). Costs are
// integers inside, so nothing depends on an epsilon; for floats see
// [Result.Unit]. The same input has the same answer, on every machine.
package assign
