package suite

import (
	"math"

	"github.com/paidan/paidan/roster"
)

// readPrizeCollecting reads a prize-collecting instance: VRPLIB with one
// service time for all and a PRIZE_SECTION.
func readPrizeCollecting(lines []line) (*Instance, error) {
	const scale = 10
	f, err := readVRPLIB(lines)
	if err != nil {
		return nil, err
	}
	ns, err := f.nodes(scale)
	if err != nil {
		return nil, err
	}
	capacity, err := f.number("CAPACITY", MaxQuantity)
	if err != nil {
		return nil, err
	}
	service, err := f.number("SERVICE_TIME", maxSeconds/scale)
	if err != nil {
		return nil, err
	}
	prizes, err := f.rows("PRIZE_SECTION", len(ns.points), 1)
	if err != nil {
		return nil, err
	}
	// The checker adds 1e-9 before it cuts, for coordinates which are not whole.
	a := arcsOf(ns.points, func(p, q [2]float64) float64 { return math.Floor(scale*euclid(p, q) + 1e-9) })
	p := newProblem(a, ns.windows[0][1], distanceWeights())
	for k := range ns.fleet {
		addWorker(p, k+1, 0, ns.windows[0]).Carries = carry(capacity)
	}
	prize := make([]int64, len(ns.points)) // by node
	for c := 1; c < len(ns.points); c++ {
		if prize[c], err = prizes[c].whole("prize", prizes[c].values[0], 0, MaxQuantity); err != nil {
			return nil, err
		}
		value := roster.Money(scale * prize[c])
		j := addJob(p, c, ns.windows[c], service*scale)
		j.Mandatory, j.Value, j.Consumes = false, &value, consume(ns.demand[c])
	}
	in := &Instance{Problem: p}
	in.cost = func(answer Answer) float64 {
		left := int64(0)
		for _, v := range prize {
			left += v
		}
		for _, r := range answer {
			for _, c := range r.Stops {
				left -= prize[c]
			}
		}
		return float64(distance(a, answer) + scale*left)
	}
	return in, nil
}
