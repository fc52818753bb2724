package scoring_test

import (
	"fmt"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

func exampleProblem() *roster.Problem {
	return &roster.Problem{
		SchemaVersion: roster.SchemaVersion, TimeZone: "Asia/Shanghai",
		Horizon: roster.Horizon{
			Start: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC),
			End:   time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC),
		},
		Catalogue: []roster.Service{{Code: "elder_care"}},
		Workers: []roster.Worker{
			{ID: "W1", Experience: []roster.Experience{{Service: "elder_care", Months: 27}}},
			{ID: "W2", Experience: []roster.Experience{{Service: "elder_care", Months: 90}}},
		},
		Customers: []roster.Customer{{ID: "C1"}},
		Jobs:      []roster.Job{{ID: "J1", Customer: "C1", Service: "elder_care"}},
		History:   roster.History{Visits: []roster.PastVisits{{Worker: "W1", Customer: "C1", Count: 4}}},
		Weights: roster.Weights{Criteria: map[string]roster.Money{
			roster.ExperienceFit: 500, roster.Continuity: 2500}},
	}
}

// W2 has done elder care for longer, but the customer knows W1.
func ExampleNew() {
	view, err := roster.NewView(exampleProblem())
	if err != nil {
		panic(err)
	}
	s := scoring.New(view, roster.Rulebook{})
	for worker, w := range view.Problem.Workers {
		fmt.Println(w.ID, s.Overall(worker, 0), s.Cost(worker, 0).Units())
		for _, part := range s.Parts(worker, 0) {
			fmt.Println("  ", part.Criterion, part.Permille, part.Points)
		}
	}
	// Output:
	// W1 791 625
	//    experience 750 2250000
	//    continuity 800 9000000
	// W2 166 2500
	//    experience 1000 0
	//    continuity 0 45000000
}

// A row of costs for the jobs a worker may do.
func ExampleScorer_Row() {
	view, err := roster.NewView(exampleProblem())
	if err != nil {
		panic(err)
	}
	s := scoring.New(view, roster.Rulebook{})
	costs := make([]roster.Points, 1)
	s.Row(0, []int32{0}, costs)
	fmt.Println(costs)
	// Output: [11250000]
}

// An own criterion counts as soon as it has a weight.
func ExampleScorer_Err() {
	p := exampleProblem()
	p.Weights.Criteria["new_faces"] = 100
	view, err := roster.NewView(p)
	if err != nil {
		panic(err)
	}
	s := scoring.New(view, roster.Rulebook{Criteria: []roster.Criterion{{
		Name: "new_faces",
		Score: func(_ *roster.Problem, w *roster.Worker, _ *roster.Job) int {
			return 1000 / len(w.Experience[1:]) // divides by zero
		},
	}}})
	s.Cost(0, 0)
	fmt.Println(s.Err())
	// Output: scoring: criterion_panicked: criterion "new_faces" for worker "W1" and job "J1"
}

// No worker whom the customer does not know costs less than this.
func ExampleBounds() {
	view, err := roster.NewView(&roster.Problem{
		TimeZone: "Asia/Shanghai", Catalogue: []roster.Service{{Code: "cooking"}},
		Workers:   []roster.Worker{{ID: "W1", Experience: []roster.Experience{{Service: "cooking", Months: 12}}}},
		Customers: []roster.Customer{{ID: "C1", PreferredWorkers: []string{"W9"}}},
		Jobs:      []roster.Job{{ID: "J1", Customer: "C1", Service: "cooking"}},
		Weights: roster.Weights{Criteria: map[string]roster.Money{
			roster.ExperienceFit: 100, roster.CustomerPreference: 10, roster.Proximity: 20}},
	})
	if err != nil {
		panic(err)
	}
	s := scoring.New(view, roster.Rulebook{})
	b := s.Bounds(view)
	fmt.Println(b.Fixed(0, b.Kind(0)).Units(), b.Floor(0).Units(), b.Far(5000).Units())
	fmt.Println(s.Cost(0, 0).Units()) // home and job have no place: the distance costs nothing
	// Output:
	// 66.7 10 5
	// 76.7
}
