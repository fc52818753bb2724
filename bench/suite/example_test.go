package suite_test

import (
	"fmt"
	"os"

	"github.com/paidan/paidan/bench/suite"
)

func ExampleRead() {
	in, err := suite.Read(suite.VRPTW, "testdata/toy_vrptw.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(in.Name, len(in.Problem.Workers), "workers,", len(in.Problem.Jobs), "jobs")
	job := in.Problem.Jobs[0]
	fmt.Println("job", job.ID, "takes", *job.Duration, "from", job.Windows[0].Start.Sub(suite.Epoch))
	// Output:
	// toy_vrptw 2 workers, 3 jobs
	// job 1 takes PT50S from 3m20s
}

func ExampleInstance_WriteAnswer() {
	in, err := suite.Read(suite.TRSP, "testdata/toy_trsp.txt")
	if err != nil {
		fmt.Println(err)
		return
	}
	answer := suite.Answer{{Worker: 1, Stops: []int{3, 0, 4}}, {Worker: 2, Stops: []int{5}}}
	if err := in.WriteAnswer(os.Stdout, answer); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Route #1: 3 0 4
	// Route #2: 5
	// Cost 30.479
}
