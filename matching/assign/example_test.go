package assign_test

import (
	"context"
	"fmt"

	"github.com/paidan/paidan/matching/assign"
)

func ExampleSolve() {
	p := &assign.Problem[int64]{Rows: 2, Cols: 3, Costs: []int64{
		4, 1, 3,
		2, 0, 5,
	}}
	r, err := assign.Solve(context.Background(), p, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Status, r.RowCol, r.Total)
	fmt.Println("prices", r.U, r.V)
	// Output:
	// optimal [1 0] 3
	// prices [3 2] [0 -2 0]
}

func ExampleSolve_sparse() {
	// Row 0 may take columns 0 and 1, row 1 column 1 alone; both may be left
	// out at 100.
	p := &assign.Problem[int64]{Rows: 2, Cols: 2,
		Start: []int{0, 2, 3},
		Heads: []int32{0, 1, 1},
		Costs: []int64{30, 10, 20},
		Skip:  []int64{100, 100},
	}
	r, err := assign.Solve(context.Background(), p, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.RowCol, r.Total)
	// Output: [0 1] 50
}

func ExampleSolve_infeasible() {
	no := assign.Forbidden[int32]()
	p := &assign.Problem[int32]{Rows: 3, Cols: 3, Costs: []int32{
		5, no, no,
		3, no, no,
		1, 2, 3,
	}}
	r, err := assign.Solve(context.Background(), p, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Status, len(r.Blocked), "rows have only columns", r.Blocking)
	// Output: infeasible 2 rows have only columns [0]
}

func ExampleSolver_Resolve() {
	p := &assign.Problem[int64]{Rows: 2, Cols: 2, Costs: []int64{
		1, 2,
		2, 4,
	}}
	var s assign.Solver[int64]
	r, err := s.Solve(context.Background(), p, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.RowCol, r.Total)
	copy(p.Costs[2:], []int64{9, 1})
	r, err = s.Resolve(context.Background(), p, assign.Changes{Rows: []int32{1}}, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.RowCol, r.Total)
	// Output:
	// [1 0] 4
	// [0 1] 2
}

func ExampleSolveTransport() {
	// The first job needs two workers; the second worker has time for two jobs.
	t := &assign.Transport[int64]{
		Problem: assign.Problem[int64]{Rows: 2, Cols: 2, Costs: []int64{
			5, 1,
			2, 4,
		}},
		Demand:   []int32{2, 1},
		Capacity: []int32{1, 2},
	}
	f, err := assign.SolveTransport(context.Background(), t, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for i := range t.Rows {
		fmt.Println("job", i, f.Cols[f.Start[i]:f.Start[i+1]])
	}
	fmt.Println(f.Total)
	// Output:
	// job 0 [0 1]
	// job 1 [1]
	// 10
}

func ExampleSolveBottleneck() {
	p := &assign.Problem[int64]{Rows: 2, Cols: 2, Costs: []int64{
		1, 6,
		5, 9,
	}}
	r, err := assign.SolveBottleneck(context.Background(), p, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.RowCol, r.Largest, r.Total)
	// Output: [1 0] 6 11
}

func ExampleSolveTiers() {
	// Late jobs first, then the way.
	t := &assign.Tiered{
		Problem: assign.Problem[int64]{Rows: 2, Cols: 2, Costs: []int64{
			0, 0,
			0, 0,
		}},
		More: []assign.Tier{{Costs: []int64{
			7, 3,
			2, 1,
		}}},
	}
	r, err := assign.SolveTiers(context.Background(), t, assign.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.RowCol, r.Totals)
	// Output: [1 0] [0 5]
}
