package habit_test

import (
	"fmt"
	"time"

	"github.com/paidan/paidan/matching/habit"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

func ExampleFitAcceptance() {
	var seen []habit.Observation
	for i := range 60 { // those near say yes, mostly
		seen = append(seen, habit.Observation{Offer: habit.Offer{Km: float64(i % 12), Hour: 10}, Accepted: i%12 < 5 || i%12 == 8 && i > 30})
	}
	model, report, err := habit.FitAcceptance(seen, habit.AcceptanceOptions{})
	if err != nil {
		panic(err)
	}
	fmt.Println(report.Observations, report.Accepted, report.LogLoss < report.BaseLogLoss)
	fmt.Println(model.Probability(habit.Offer{Km: 2, Hour: 10}) > model.Probability(habit.Offer{Km: 9, Hour: 10}))
	// Output:
	// 60 28 true
	// true
}

// Without data there is judgement.
func ExampleDefaultAcceptance() {
	m := habit.DefaultAcceptance()
	fmt.Printf("%.2f %.2f\n", m.Probability(habit.Offer{Km: 1, Hour: 9, Weekday: time.Monday}),
		m.Probability(habit.Offer{Km: 9, Hour: 20, Weekday: time.Sunday, Avoided: true}))
	// Output: 0.79 0.18
}

// A worker likely to accept may be asked before a better one who is not.
func ExampleSequence() {
	plan := habit.Sequence([]habit.Ask{
		{Worker: "W1", Accept: 0.2, Value: 100, Seconds: 600},
		{Worker: "W2", Accept: 0.9, Value: 90, Seconds: 300},
		{Worker: "W3", Accept: 0.5, Value: 20, Seconds: 300},
	}, habit.SequenceOptions{PerSecond: 0.01, Fallback: 30})
	for _, a := range plan.Order {
		fmt.Print(a.Worker, " ")
	}
	fmt.Printf("%.2f %.0fs %.1f\n", plan.Filled, plan.Seconds, plan.Value)
	// Output: W2 W1 0.92 360s 81.8
}

func ExampleParallel() {
	asks := []habit.Ask{{Worker: "W1", Accept: 0.2, Value: 100}, {Worker: "W2", Accept: 0.9, Value: 90}, {Worker: "W3", Accept: 0.8, Value: 80}}
	plan := habit.Parallel(asks, habit.ParallelOptions{Cap: 2, Disappointed: 5})
	fmt.Println(plan.Order[0].Worker, plan.Order[1].Worker, len(plan.Order))
	// Output: W1 W2 2
}

func ExampleWaves() {
	plan := habit.Waves([]habit.Ask{{Accept: 0.5, Value: 10, Seconds: 60}, {Accept: 0.5, Value: 10, Seconds: 60}}, 1)
	fmt.Println(plan.Filled, plan.Seconds, plan.Offers, plan.Value)
	// Output: 0.75 90 1.5 7.5
}

func ExampleFitChoice() {
	names := []string{roster.RatingCriterion, roster.Proximity}
	var past []habit.Decision
	for i := range 30 { // the near one is chosen, the better rated one seldom
		past = append(past, habit.DecisionOf(names, [][]scoring.Score{
			{{Criterion: roster.RatingCriterion, Permille: 900}, {Criterion: roster.Proximity, Permille: 400}},
			{{Criterion: roster.RatingCriterion, Permille: 700}, {Criterion: roster.Proximity, Permille: 900}},
		}, min(i%5, 1)))
	}
	c, err := habit.FitChoice(past, names, habit.ChoiceOptions{})
	if err != nil {
		panic(err)
	}
	fmt.Printf("%.2f %.2f\n", c.Predicted, c.ByLot)
	w := c.Criteria(10_000)
	fmt.Println(w[roster.Proximity] > w[roster.RatingCriterion])
	// Output:
	// 0.80 0.50
	// true
}

func ExampleNewMemory() {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	h := &roster.History{Refusals: []roster.Refusal{habit.Refused("W1", "J1", time.Time{}), habit.Refused("W1", "J2", now.Add(habit.DefaultHalfLife)),
		habit.Refused("W2", "J1", now)}}
	m := habit.NewMemory(h, now, 0)
	fmt.Println(m.Refusals("W1"), m.Refusals("W2"))
	// Output: 1.5 0
}

func ExampleReliability() {
	fmt.Println(habit.Reliability([]float64{0.1, 0.3, 0.8, 0.9}, []bool{false, true, true, true}, 2))
	// Output: [{0 0.5 2 0.2 0.5} {0.5 1 2 0.8500000000000001 1}]
}

func ExampleFitIsotonic() {
	f := habit.FitIsotonic([]float64{1, 2, 3, 4}, []bool{false, true, false, true})
	fmt.Println(f.At(0), f.At(2.5), f.At(9))
	// Output: 0 0.5 1
}

func ExamplePlatt() {
	slope, shift := habit.Platt(nil, nil)
	fmt.Println(slope, shift)
	// Output: 1 0
}
