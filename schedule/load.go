package schedule

import (
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// FaultRoute is the code of a route of a plan which cannot be done in its
// order: too late somewhere, too much work, or something missing.
const FaultRoute = "route_impossible"

// load reads the order of stops of each shift from a plan for the same
// problem, and the start of each visit, of which those of tied jobs count.
// Everything that does not belong to the problem is returned as
// [roster.Faults].
func (k *packed) load(plan *roster.Plan) (orders [][]int32, starts []int32, err error) {
	p := k.view.Problem
	l := loader{}
	if plan == nil {
		l.fault("plan", roster.ViolationPlanMissing, "", "give the plan to explain")
		return nil, nil, l.faults
	}
	if plan.ProblemID != p.ID {
		l.fault("plan.problemId", roster.ViolationProblemID, plan.ProblemID, "the plan was made for another problem")
	}
	shifts := make(map[string]int, len(k.shifts))
	for s, ref := range k.shifts {
		if !ref.liveIn {
			shifts[p.Workers[ref.worker].Shifts[ref.shift].ID] = s
		}
	}
	twin := len(shifts) // of each shift, for live-in jobs
	orders = make([][]int32, len(k.shifts))
	seen := make([]bool, len(k.core.Jobs))
	starts = make([]int32, len(k.core.Jobs))
	for x := range starts {
		starts[x] = core.Never
	}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		path := fmt.Sprintf("plan.routes[%d]", i)
		s, ok := shifts[r.Shift]
		switch {
		case !ok:
			l.fault(path+".shift", roster.FaultReference, r.Shift, "the problem has no such shift")
			continue
		case p.Workers[k.shifts[s].worker].ID != r.Worker:
			l.fault(path+".worker", roster.ViolationShiftOfOther, r.Worker, "the shift belongs to another worker")
			continue
		case orders[s] != nil:
			l.fault(path+".shift", roster.ViolationShiftTwice, r.Shift, "a shift has at most one route")
			continue
		}
		if k.isLiveIn(r) {
			s += twin
		}
		orders[s] = []int32{}
		for n := range r.Stops {
			stop := &r.Stops[n]
			path := fmt.Sprintf("%s.stops[%d]", path, n)
			switch stop.Kind {
			case roster.BreakStop:
			case roster.StoreStop:
				at, ok := k.view.StoreIndex(stop.Store)
				if !ok {
					l.fault(path+".store", roster.FaultReference, stop.Store, "the problem has no such store")
					continue
				}
				orders[s] = append(orders[s], int32(len(k.core.Jobs)+at))
			case roster.VisitStop:
				j, ok := k.view.JobIndex(stop.Job)
				switch {
				case !ok:
					l.fault(path+".job", roster.FaultReference, stop.Job, "the problem has no such job")
				case stop.Member < 0 || k.visits.first[j]+int32(min(stop.Member, 1<<20)) >= k.visits.first[j+1]:
					l.fault(path+".member", roster.FaultRange, fmt.Sprint(stop.Member), "the job's crew has no such member")
				case seen[k.visits.first[j]+int32(stop.Member)]:
					l.fault(path+".job", roster.ViolationVisitedTwice, stop.Job, "each member of a crew is there once")
				default:
					x := k.visits.first[j] + int32(stop.Member)
					seen[x] = true
					orders[s] = append(orders[s], x)
					starts[x] = k.second(stop.Start)
				}
			default:
				l.fault(path+".kind", roster.ViolationStopKind, string(stop.Kind), "a stop is a visit, a break or a store")
			}
		}
	}
	if len(l.faults) > 0 {
		return nil, nil, l.faults
	}
	return orders, starts, nil
}

// desk puts a plan on a desk.
func (k *packed) desk(plan *roster.Plan) (*core.Desk, error) {
	orders, starts, err := k.load(plan)
	if err != nil {
		return nil, err
	}
	desk, bad := core.NewDesk(k.core, orders, starts)
	if bad >= 0 {
		shift := k.view.Problem.Workers[k.shifts[bad].worker].Shifts[k.shifts[bad].shift].ID
		at := slices.IndexFunc(plan.Routes, func(r roster.Route) bool { return r.Shift == shift })
		l := loader{}
		l.fault(fmt.Sprintf("plan.routes[%d]", at), FaultRoute, shift, "the problem does not allow this order of stops: check the plan")
		return nil, l.faults
	}
	return desk, nil
}

type loader struct{ faults roster.Faults }

func (l *loader) fault(path, code, value, hint string) {
	if len(l.faults) < roster.MaxFaults {
		l.faults = append(l.faults, &roster.Fault{Path: path, Code: code, Value: shortened(value), Hint: hint})
	}
}

// shortened keeps values found in a plan from flooding an error.
func shortened(s string) string {
	if len(s) > 64 {
		return ""
	}
	return s
}
