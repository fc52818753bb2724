package suite

import (
	"math"
	"strings"
)

// readSolomon reads the text format of Solomon's instances: a line with the
// number of vehicles and their capacity, then a line of seven numbers for
// the depot (0) and each customer. Lines which do not begin with a number
// are headings.
func readSolomon(lines []line) (*Instance, error) {
	const scale = 10
	var (
		fleet, capacity int64
		points          [][2]float64
		demand, service []int64
		windows         [][2]int64
		err             error
	)
	for i, l := range lines {
		if i == 0 || !strings.ContainsAny(l.text[:1], "-+.0123456789") {
			continue // the name, or a heading
		}
		v, err := l.numbers()
		if err != nil {
			return nil, err
		}
		switch {
		case len(v) == 2 && fleet == 0:
			if fleet, err = l.whole("number of vehicles", v[0], 1, MaxWorkers); err != nil {
				return nil, err
			}
			if capacity, err = l.whole("capacity", v[1], 0, MaxQuantity); err != nil {
				return nil, err
			}
			continue
		case len(v) != 7 || fleet == 0:
			return nil, l.fault("%d numbers: want vehicles and capacity, then 7 for each customer", len(v))
		case len(points) > MaxNodes:
			return nil, l.fault("more than %d customers", MaxNodes)
		case v[0] != float64(len(points)):
			return nil, l.fault("customer %v: want %d", v[0], len(points))
		}
		for _, c := range v[1:3] {
			if _, err := l.whole("coordinate", c, -MaxCoordinate, MaxCoordinate); err != nil {
				return nil, err
			}
		}
		q, err := l.whole("demand", v[3], 0, MaxQuantity)
		if err != nil {
			return nil, err
		}
		w, err := l.window(v[4], v[5], scale)
		if err != nil {
			return nil, err
		}
		s, err := l.scaled("service time", v[6], scale)
		if err != nil {
			return nil, err
		}
		points = append(points, [2]float64{v[1], v[2]})
		demand, windows, service = append(demand, q), append(windows, w), append(service, s)
	}
	if len(points) == 0 {
		return nil, fault("no depot: this is not a Solomon file")
	}
	a := arcsOf(points, truncated)
	p := newProblem(a, windows[0][1], distanceWeights())
	for k := range int(fleet) {
		addWorker(p, k+1, 0, windows[0]).Carries = carry(capacity)
	}
	for c := 1; c < len(points); c++ {
		addJob(p, c, windows[c], service[c]).Consumes = consume(demand[c])
	}
	in := &Instance{Problem: p}
	in.cost = func(answer Answer) float64 { return float64(distance(a, answer)) / scale }
	return in, err
}

// truncated is ten times the distance, cut to a whole number: the DIMACS
// convention of one decimal. With whole coordinates it is exact.
func truncated(p, q [2]float64) float64 {
	dx, dy := p[0]-q[0], p[1]-q[1]
	square := 100 * (dx*dx + dy*dy)
	root := math.Floor(math.Sqrt(square))
	if root*root > square {
		root--
	}
	return root
}

// distance is the length of all routes from node 0 and back.
func distance(a arcs, answer Answer) int64 {
	total := int64(0)
	for _, r := range answer {
		last := 0
		for _, stop := range r.Stops {
			total += a.at(last, stop)
			last = stop
		}
		total += a.at(last, 0)
	}
	return total
}
