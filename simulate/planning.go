package simulate

import (
	"maps"
	"math"
	"slices"

	"github.com/paidan/paidan/roster"
)

// Planning is how [RepairWith] plans against chance. It knows the model as a
// planner does who has watched the agency for long: how likely things are, not
// what will happen. The zero value has defaults which beat [Nearest] and
// [BestScore] on days with room and on overfull ones.
type Planning struct {
	// Quantile is how sure work is to be done in the time planned for it, in
	// percent: work is planned as long as this quantile of its lengths. 0: 90;
	// else from 1 to 99. Lengths which do not vary are planned as they are.
	Quantile int `json:"quantile,omitempty"`
	// TravelPercent is what travel costs in plans, in percent of the problem's
	// weights: travel is time in which nobody is served, and varies. 0: 1500.
	// Below 0: nothing.
	TravelPercent int `json:"travelPercent,omitempty"`
	// PromisePercent is what a start later than promised costs in repairs, in
	// percent of the weight LatePerHour. 0: 500. Below 0: nothing.
	PromisePercent int `json:"promisePercent,omitempty"`
	// Decline is what an offer declined costs, in minor units; a pair costs it
	// times the chance that the worker declines, unless the worker has accepted.
	// 0: 30,000. Below 0: nothing.
	Decline roster.Money `json:"decline,omitempty"`
}

func (g Planning) withDefaults() Planning {
	if g.Quantile == 0 {
		g.Quantile = 90
	}
	if g.TravelPercent == 0 {
		g.TravelPercent = 1500
	}
	if g.PromisePercent == 0 {
		g.PromisePercent = 500
	}
	if g.Decline == 0 {
		g.Decline = 30_000
	}
	g.Quantile = min(max(g.Quantile, 1), 99)
	g.TravelPercent, g.PromisePercent, g.Decline = max(g.TravelPercent, 0), max(g.PromisePercent, 0), max(g.Decline, 0)
	return g
}

// of returns the problem of a state, seen through v, as it is planned: with the
// lengths and prices of the planning, and with no job left out for its costs.
// Prices of whole plans are left out: they are for weeks, and would bind all
// routes of a day together.
func (g Planning) of(s *State, v *roster.View) *roster.Problem {
	out := *s.Problem
	out.Jobs = slices.Clone(out.Jobs)
	for i := range out.Jobs {
		job := &out.Jobs[i]
		percent, cv := s.Model.length(job.Service, "")
		length := float64(v.Duration(job)-v.Setup(job)) * percent / 100 * quantile(cv, float64(g.Quantile)/100)
		planned := roster.Duration(math.Ceil(length))
		job.Duration, job.Extras, job.SquareMetres = &planned, nil, 0
		if !job.Mandatory {
			job.Tier = min(9, job.Tier+1) // a booking is kept
		}
	}
	weights := v.Weights
	weights.TravelPerHour = percentOf(weights.TravelPerHour, g.TravelPercent)
	weights.TravelPerKm = percentOf(weights.TravelPerKm, g.TravelPercent)
	if !s.Morning {
		weights.LatePerHour = percentOf(weights.LatePerHour, g.PromisePercent)
	}
	weights.WorstLatePerHour, weights.WorstIdlePerHour, weights.BalancePerHour = 0, 0, 0
	weights.DistinctWorkers, weights.Fairness = 0, nil
	weights.Criteria = maps.Clone(weights.Criteria)
	weights.Criteria[acceptance] = g.Decline
	out.Weights = weights
	return &out
}

func percentOf(m roster.Money, percent int) roster.Money { return m * roster.Money(percent) / 100 }

// acceptance is the criterion of the chance that a worker accepts a job.
const acceptance = "acceptance"

// accepting has the criterion acceptance.
func accepting(s *State) roster.Rulebook {
	return roster.Rulebook{Criteria: []roster.Criterion{{Name: acceptance, Score: func(_ *roster.Problem, w *roster.Worker, j *roster.Job) int {
		if s.Accepted(j.ID, w.ID) {
			return 1000
		}
		return int(1000 * (1 - s.Model.declines(w, j.Service)))
	}}}}
}

// quantile of a lognormal number with mean 1 and a coefficient of variation,
// for a chance in (0, 1).
func quantile(cv, chance float64) float64 {
	if cv <= 0 {
		return 1
	}
	v := math.Log1p(cv * cv)
	return math.Exp(math.Sqrt(v)*math.Sqrt2*math.Erfinv(2*chance-1) - v/2)
}
