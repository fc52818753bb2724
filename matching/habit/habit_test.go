package habit_test

import (
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/paidan/paidan/matching/habit"
	"github.com/paidan/paidan/roster"
)

func observations(seed uint64, n int, truth *habit.Acceptance) []habit.Observation {
	r := rand.New(rand.NewPCG(seed, 1))
	list := make([]habit.Observation, n)
	for i := range list {
		o := habit.Offer{Km: r.Float64() * 15, Hour: 6 + r.IntN(15), Weekday: time.Weekday(r.IntN(7)), Liked: r.IntN(4) == 0,
			Avoided: r.IntN(6) == 0, PayPerHour: 20 + r.Float64()*40, Refusals: float64(r.IntN(4)), Load: r.Float64()}
		o.Minutes = 5 + o.Km*3*(0.7+r.Float64())
		list[i] = habit.Observation{Offer: o, Accepted: r.Float64() < truth.Probability(o)}
	}
	return list
}

func TestFitAcceptanceFindsTheTruth(t *testing.T) {
	truth := habit.DefaultAcceptance()
	truth.Weights[1] = -0.03
	model, report, err := habit.FitAcceptance(observations(1, 6000, truth), habit.AcceptanceOptions{})
	if err != nil || report.Default {
		t.Fatal(report, err)
	}
	for i, w := range truth.Weights {
		if habit.Features()[i] == "preferred" {
			continue // never seen
		}
		if math.Abs(model.Weights[i]*model.Slope-w) > 4*report.Errors[i]+0.02 {
			t.Errorf("%s: %.3f, want %.3f ± %.3f", habit.Features()[i], model.Weights[i], w, report.Errors[i])
		}
	}
	if report.LogLoss >= report.BaseLogLoss || report.Brier >= report.BaseBrier {
		t.Errorf("worse than the share alone: %+v", report)
	}
	for _, b := range report.Reliability {
		if b.Count > 200 && math.Abs(b.Said-b.Happened) > 0.07 {
			t.Errorf("not calibrated: %+v", b)
		}
	}
	again, _, _ := habit.FitAcceptance(observations(1, 6000, truth), habit.AcceptanceOptions{})
	for i := range again.Weights {
		if again.Weights[i] != model.Weights[i] {
			t.Fatal("two fits differ")
		}
	}
}

func TestFitAcceptanceEdges(t *testing.T) {
	m, r, err := habit.FitAcceptance(nil, habit.AcceptanceOptions{})
	if err != nil || !r.Default || m.Probability(habit.Offer{Km: 1}) <= m.Probability(habit.Offer{Km: 9}) {
		t.Fatal(m, r, err)
	}
	if _, _, err := habit.FitAcceptance([]habit.Observation{{Offer: habit.Offer{Km: math.NaN()}}}, habit.AcceptanceOptions{}); err == nil {
		t.Fatal("NaN is no error")
	}
	if p := (&habit.Acceptance{}).Probability(habit.Offer{}); p != 0.5 {
		t.Fatal(p)
	}
	// One feature separates perfectly: the penalty keeps the weights finite.
	var list []habit.Observation
	for i := range 100 {
		list = append(list, habit.Observation{Offer: habit.Offer{Km: float64(i)}, Accepted: i < 50})
	}
	if m, _, err := habit.FitAcceptance(list, habit.AcceptanceOptions{Penalty: -1}); err != nil || math.IsNaN(m.Probability(habit.Offer{Km: 50})) {
		t.Fatal(m, err)
	}
}

// The order of Sequence and the set of Parallel against all others.
func TestOffersAgainstAll(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	for range 300 {
		n := 1 + r.IntN(5)
		asks := make([]habit.Ask, n)
		for i := range asks {
			asks[i] = habit.Ask{Accept: float64(r.IntN(11)) / 10, Value: r.Float64() * 100, Seconds: r.Float64() * 600}
		}
		so := habit.SequenceOptions{Limit: r.IntN(n + 1), PerSecond: r.Float64() * 0.1, Fallback: r.Float64() * 40}
		limit := so.Limit
		if limit == 0 {
			limit = n
		}
		best := so.Fallback
		var try func(used, depth int, none, value float64)
		try = func(used, depth int, none, value float64) {
			best = max(best, value+none*so.Fallback)
			if depth == limit {
				return
			}
			for i, a := range asks {
				if used>>i&1 == 0 {
					try(used|1<<i, depth+1, none*(1-a.Accept), value+none*(a.Accept*a.Value-so.PerSecond*a.Seconds))
				}
			}
		}
		try(0, 0, 1, 0)
		if got := habit.Sequence(asks, so); math.Abs(got.Value-best) > 1e-9 {
			t.Fatalf("%+v %+v: %+v, want %v", asks, so, got, best)
		}
		po := habit.ParallelOptions{Cap: 1 + r.IntN(3), PerOffer: r.Float64() * 5, Disappointed: r.Float64() * 30, Fallback: so.Fallback}
		best = po.Fallback
		for set := range 1 << n {
			size, value := 0, 0.0
			for outcome := range 1 << n {
				p, top, accepts := 1.0, math.Inf(-1), 0
				for i, a := range asks {
					switch {
					case set>>i&1 == 0:
						if outcome>>i&1 == 1 {
							p = 0
						}
					case outcome>>i&1 == 1:
						p *= a.Accept
						top = max(top, a.Value)
						accepts++
					default:
						p *= 1 - a.Accept
					}
				}
				if accepts == 0 {
					top, accepts = po.Fallback, 1
				}
				value += p * (top - po.Disappointed*float64(accepts-1))
			}
			for i := range n {
				size += set >> i & 1
			}
			if size <= po.Cap {
				best = max(best, value-po.PerOffer*float64(size))
			}
		}
		if got := habit.Parallel(asks, po); math.Abs(got.Value-best) > 1e-9 {
			t.Fatalf("%+v %+v: %+v, want %v", asks, po, got, best)
		}
	}
}

func TestFitChoiceFindsTheTruth(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 2))
	names := []string{roster.RatingCriterion, roster.Proximity, roster.Continuity}
	truth := &habit.Choice{Names: names, Coefficients: []float64{3, 6, 0}}
	var list []habit.Decision
	for range 1500 {
		d := habit.Decision{}
		for range 2 + r.IntN(6) {
			d.Scores = append(d.Scores, []int{r.IntN(1001), r.IntN(1001), r.IntN(1001)})
		}
		draw := r.Float64()
		for a, p := range truth.Probabilities(d) {
			if draw -= p; draw < 0 {
				d.Chosen = a
				break
			}
		}
		list = append(list, d)
	}
	c, err := habit.FitChoice(list, names, habit.ChoiceOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for i, b := range truth.Coefficients {
		if math.Abs(c.Coefficients[i]-b) > 4*c.Errors[i] || c.Errors[i] > 0.4 {
			t.Errorf("%s: %.2f ± %.2f, want %.2f", names[i], c.Coefficients[i], c.Errors[i], b)
		}
	}
	if c.Fit < 0.2 || c.Predicted < c.ByLot+0.2 {
		t.Errorf("%+v", c)
	}
	w := c.Criteria(9000)
	if math.Abs(float64(w[roster.Proximity])/float64(w[roster.RatingCriterion])-2) > 0.4 {
		t.Error(w)
	}
	for _, bad := range [][]habit.Decision{nil, {{Scores: [][]int{{1, 2, 3}}}}, {{Scores: [][]int{{1}}}}, {{Chosen: 1}}} {
		if _, err := habit.FitChoice(bad, names, habit.ChoiceOptions{}); err == nil {
			t.Errorf("%v is no error", bad)
		}
	}
}

func TestIsotonicRises(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var x []float64
	var y []bool
	for range 500 {
		v := float64(r.IntN(50)) / 50
		x, y = append(x, v), append(y, r.Float64() < v)
	}
	f := habit.FitIsotonic(x, y)
	last := 0.0
	for v := -0.1; v < 1.1; v += 0.01 {
		p := f.At(v)
		if p < last || p > 1 || math.Abs(p-v) > 0.35 {
			t.Fatalf("at %.2f: %.2f after %.2f", v, p, last)
		}
		last = p
	}
	if (&habit.Isotonic{}).At(1) != 0.5 {
		t.Fatal("without data")
	}
}
