package compare

import (
	"math"
	"slices"
)

// Curve is a mean gap over time.
type Curve struct {
	Solver string `json:"solver"`
	// Budget of the runs in seconds; 0: the end points of all budgets, for
	// solvers which do not tell how they got there.
	Budget float64      `json:"budget"`
	Points []CurvePoint `json:"points"`
}

// CurvePoint is the mean gap after some seconds.
type CurvePoint struct {
	Seconds float64 `json:"s"`
	Gap     float64 `json:"g"`
}

// curveSteps is how many times a budget is looked at, evenly on a log scale
// from curveFirst of it on.
const (
	curveSteps = 60
	curveFirst = 0.005
)

// curvesOf returns a curve for each solver and budget whose good runs all have
// traces, and else one of the end points. A curve begins when all runs have an
// incumbent.
func curvesOf(runs []Run, reference map[string]float64) []Curve {
	type key struct {
		solver string
		budget float64
	}
	var order []key
	by := map[key][]*Run{}
	for i := range runs {
		r := &runs[i]
		if !r.Good() {
			continue
		}
		k := key{r.Solver, r.Budget}
		if by[k] == nil {
			order = append(order, k)
		}
		by[k] = append(by[k], r)
	}
	out := []Curve{}
	ends := map[string]int{} // solver → index of its curve of end points
	for _, k := range order {
		group := by[k]
		if !slices.ContainsFunc(group, func(r *Run) bool { return len(r.Trace) == 0 }) {
			out = append(out, Curve{k.solver, k.budget, tracePoints(group, k.budget, reference)})
			continue
		}
		if _, known := ends[k.solver]; !known {
			ends[k.solver] = len(out)
			out = append(out, Curve{Solver: k.solver})
		}
		c := &out[ends[k.solver]]
		c.Points = append(c.Points, CurvePoint{k.budget, meanGap(group, reference, func(r *Run) float64 { return r.Cost })})
	}
	for _, i := range ends {
		slices.SortFunc(out[i].Points, func(a, b CurvePoint) int { return int(math.Copysign(1, a.Seconds-b.Seconds)) })
	}
	return out
}

func tracePoints(group []*Run, budget float64, reference map[string]float64) []CurvePoint {
	begin := 0.0
	for _, r := range group {
		begin = max(begin, r.Trace[0].Seconds)
	}
	var out []CurvePoint
	for i := range curveSteps + 1 {
		s := budget * math.Pow(curveFirst, 1-float64(i)/curveSteps)
		if s < begin && i < curveSteps {
			continue
		}
		out = append(out, CurvePoint{s, meanGap(group, reference, func(r *Run) float64 { return r.costAt(s) })})
	}
	return out
}

// costAt is the cost of the last incumbent up to a time, or of the first.
func (r *Run) costAt(seconds float64) float64 {
	cost := r.Trace[0].Cost
	for _, x := range r.Trace {
		if x.Seconds > seconds {
			break
		}
		cost = x.Cost
	}
	return cost
}

func meanGap(group []*Run, reference map[string]float64, cost func(*Run) float64) float64 {
	sum := 0.0
	for _, r := range group {
		sum += gapOf(cost(r), reference[r.Problem])
	}
	return sum / float64(len(group))
}
