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
	// check refuses an answer which breaks a rule; nil: rules are left to the
	// suite's checker.
	check func(Answer) error
	// write writes an answer; nil: as route lines.
	write func(w io.Writer, answer Answer, cost float64) error
	// linked: visits wait for each other, or days and places differ, so plans
	// are timed by a clock. timed: answers tell starts. lunch: the numbers
	// LunchHere and LunchThere may be stops.
	linked, timed, lunch bool
}

// Answer is a plan as the suite's files tell it.
type Answer []Route

// Route is one line of an answer.
type Route struct {
	// Worker by number, from 1.
	Worker int
	// Stops by number of the client; in trsp_pillac 0 is a stop at the depot,
	// in uhhc LunchHere and LunchThere are lunch breaks. The second service of
	// client c is Second + c. In consistent_vrp client c on day d is
	// Second·d + c, and a route has the stops of one day.
	Stops []int
	// Starts of the stops in seconds since [Epoch], in the suites whose
	// answers tell times; nil: as early as travel, windows and links let.
	Starts []int64
}

// The numbers of stops which are not simply clients.
const (
	// Second is what lies between the numbers of a client's two services, or
	// of its visits on two days.
	Second = 10_000
	// LunchHere is a lunch break at the place of the stop before, LunchThere
	// one on arrival at the place of the next.
	LunchHere  = 0
	LunchThere = -1
)

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
			case roster.BreakStop:
				if !in.lunch {
					return nil, fmt.Errorf("%s: a break, which the instance does not know", in.Name)
				}
				lunch := LunchHere
				if s.AtNext {
					lunch = LunchThere
				}
				route.Stops = append(route.Stops, lunch)
			default:
				return nil, fmt.Errorf("%s: a stop of kind %.20q, which the instance does not know", in.Name, s.Kind)
			}
			if in.timed {
				route.Starts = append(route.Starts, s.Start.Unix()-Epoch.Unix())
			}
		}
		if len(route.Stops) > 0 {
			out = append(out, route)
		}
	}
	return out, nil
}

// Cost returns the cost of a plan in the suite's units and arithmetic: what
// the suite's checker prints for it. It does not check the plan, but for
// consistent_vrp, which has no checker: there a broken rule is an error.
// Clients left out are none.
func (in *Instance) Cost(plan *roster.Plan) (float64, error) {
	answer, err := in.Answer(plan)
	if err != nil {
		return 0, err
	}
	return in.AnswerCost(answer)
}

// AnswerCost is Cost for an answer, whose numbers must be in the instance.
func (in *Instance) AnswerCost(answer Answer) (float64, error) {
	_, cost, err := in.priced(answer)
	return cost, err
}

// priced returns an answer as it is written, with its cost.
func (in *Instance) priced(answer Answer) (Answer, float64, error) {
	if err := in.verify(answer); err != nil {
		return nil, 0, err
	}
	if in.timed {
		var err error
		if answer, err = in.withStarts(answer); err != nil {
			return nil, 0, err
		}
	}
	if in.check != nil {
		if err := in.check(answer); err != nil {
			return nil, 0, fmt.Errorf("%s: %w", in.Name, err)
		}
	}
	return answer, in.cost(answer), nil
}

// verify refuses numbers which are not in the instance.
func (in *Instance) verify(answer Answer) error {
	known := make(map[int]bool, len(in.Problem.Jobs))
	for i := range in.Problem.Jobs {
		known[number(in.Problem.Jobs[i].ID)] = true
	}
	known[0] = len(in.Problem.Stores) > 0 || in.lunch
	known[LunchThere] = in.lunch
	for _, r := range answer {
		if r.Worker < 1 || r.Worker > len(in.Problem.Workers) {
			return fmt.Errorf("%s: route of worker %d: want 1 to %d", in.Name, r.Worker, len(in.Problem.Workers))
		}
		if len(r.Starts) != 0 && len(r.Starts) != len(r.Stops) {
			return fmt.Errorf("%s: route of worker %d has %d stops and %d starts", in.Name, r.Worker, len(r.Stops), len(r.Starts))
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
// "Route #k: 12 7 40" for each worker k on the way, then "Cost c"; JSON in
// hhcrsp_mankowska and uhhc; in consistent_vrp by day a line
// "Vehicle #k: 12@0 7@31.5" of clients and starts.
func (in *Instance) WriteSolution(w io.Writer, plan *roster.Plan) error {
	answer, err := in.Answer(plan)
	if err != nil {
		return err
	}
	return in.WriteAnswer(w, answer)
}
