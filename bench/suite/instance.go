package suite

import (
	"fmt"
	"io"
	"strconv"

	"github.com/paidan/paidan/roster"
)

// Instance is a benchmark instance as a problem.
type Instance struct {
	Suite Suite
	Name  string
	// Problem to solve. It is shared and read-only.
	Problem *roster.Problem
	// Best known answer; the zero value: unknown.
	Best Best

	// cost of an answer in the suite's units and arithmetic.
	cost func(Answer) float64
}

// Answer is a plan as the suite's files tell it.
type Answer []Route

// Route is one line of an answer.
type Route struct {
	// Worker by number, from 1.
	Worker int
	// Stops by number of the client; in trsp_pillac 0 is a stop at the depot.
	Stops []int
}

// Answer converts a plan. The error tells of a plan which is not one for the
// instance's problem.
func (in *Instance) Answer(plan *roster.Plan) (Answer, error) {
	jobs := make(map[string]int, len(in.Problem.Jobs)) // by ID: its number
	for i := range in.Problem.Jobs {
		jobs[in.Problem.Jobs[i].ID] = number(in.Problem.Jobs[i].ID)
	}
	out := make(Answer, 0, len(plan.Routes))
	for _, r := range plan.Routes {
		k, err := strconv.Atoi(r.Worker)
		if err != nil || k < 1 || k > len(in.Problem.Workers) {
			return nil, fmt.Errorf("%s: a route of worker %.20q, who is not in the instance", in.Name, r.Worker)
		}
		route := Route{Worker: k}
		for _, s := range r.Stops {
			switch s.Kind {
			case roster.VisitStop:
				client, ok := jobs[s.Job]
				if !ok {
					return nil, fmt.Errorf("%s: a visit to job %.20q, which is not in the instance", in.Name, s.Job)
				}
				route.Stops = append(route.Stops, client)
			case roster.StoreStop:
				route.Stops = append(route.Stops, 0)
			default:
				return nil, fmt.Errorf("%s: a stop of kind %.20q, which the instance does not know", in.Name, s.Kind)
			}
		}
		if len(route.Stops) > 0 {
			out = append(out, route)
		}
	}
	return out, nil
}

// Cost returns the cost of a plan in the suite's units and arithmetic: what
// check_sol.py prints for it. It does not check the plan.
func (in *Instance) Cost(plan *roster.Plan) (float64, error) {
	answer, err := in.Answer(plan)
	if err != nil {
		return 0, err
	}
	return in.cost(answer), nil
}

// AnswerCost is Cost for an answer, whose numbers must be in the instance.
func (in *Instance) AnswerCost(answer Answer) (float64, error) {
	if err := in.verify(answer); err != nil {
		return 0, err
	}
	return in.cost(answer), nil
}

// verify refuses numbers which are not in the instance.
func (in *Instance) verify(answer Answer) error {
	known := make(map[int]bool, len(in.Problem.Jobs))
	for i := range in.Problem.Jobs {
		known[number(in.Problem.Jobs[i].ID)] = true
	}
	known[0] = len(in.Problem.Stores) > 0
	for _, r := range answer {
		if r.Worker < 1 || r.Worker > len(in.Problem.Workers) {
			return fmt.Errorf("%s: route of worker %d: want 1 to %d", in.Name, r.Worker, len(in.Problem.Workers))
		}
		for _, stop := range r.Stops {
			if !known[stop] {
				return fmt.Errorf("%s: unknown client %d on route %d", in.Name, stop, r.Worker)
			}
		}
	}
	return nil
}

// Gap returns by how much a cost is above the best known one, in percent,
// and whether a best one is known.
func (in *Instance) Gap(cost float64) (percent float64, known bool) {
	if in.Best.Cost <= 0 {
		return 0, false
	}
	return 100 * (cost - in.Best.Cost) / in.Best.Cost, true
}

// WriteSolution writes a plan as the suite's checkers read it: one line
// "Route #k: 12 7 40" for each worker k on the way, then "Cost c".
func (in *Instance) WriteSolution(w io.Writer, plan *roster.Plan) error {
	answer, err := in.Answer(plan)
	if err != nil {
		return err
	}
	return in.WriteAnswer(w, answer)
}
