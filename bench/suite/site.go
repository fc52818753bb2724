package suite

import (
	"math"
	"strconv"
	"strings"

	"github.com/paidan/paidan/roster"
)

// readSiteDependent reads a site-dependent instance: VRPLIB with service
// times by client, and by vehicle a capacity and the clients allowed.
func readSiteDependent(lines []line) (*Instance, error) {
	const scale = 1000
	f, err := readVRPLIB(lines)
	if err != nil {
		return nil, err
	}
	ns, err := f.nodes(scale)
	if err != nil {
		return nil, err
	}
	services, err := f.rows("SERVICE_TIME_SECTION", len(ns.points), 1)
	if err != nil {
		return nil, err
	}
	capacities, err := f.rows("CAPACITY_SECTION", ns.fleet, 1)
	if err != nil {
		return nil, err
	}
	allowed, err := allowedVehicles(f, len(ns.points), ns.fleet)
	if err != nil {
		return nil, err
	}
	longest := int64(0) // 0: no limit
	if l, ok := f.spec["VEHICLES_MAX_DURATION"]; ok {
		v, err := strconv.ParseFloat(l.text, 64)
		if err != nil || !(v > 0) {
			return nil, l.fault("VEHICLES_MAX_DURATION is %.20q: want a number above 0", l.text)
		}
		if longest, err = l.scaled("VEHICLES_MAX_DURATION", v, scale); err != nil {
			return nil, err
		}
	}
	a := arcsOf(ns.points, func(p, q [2]float64) float64 { return math.RoundToEven(scale * euclid(p, q)) })
	p := newProblem(a, ns.windows[0][1], distanceWeights())
	for k := range ns.fleet {
		q, err := capacities[k].whole("capacity", capacities[k].values[0], 0, MaxQuantity)
		if err != nil {
			return nil, err
		}
		w := addWorker(p, k+1, 0, ns.windows[0])
		w.Carries = carry(q)
		w.Shifts[0].MaxWork = roster.Duration(longest)
	}
	skills := map[string]string{} // by set of vehicles
	for c := 1; c < len(ns.points); c++ {
		s, err := services[c].scaled("service time", services[c].values[0], scale)
		if err != nil {
			return nil, err
		}
		j := addJob(p, c, ns.windows[c], s)
		j.Consumes = consume(ns.demand[c])
		set := allowed[c]
		if !strings.Contains(set, "0") {
			continue // everyone may
		}
		code, known := skills[set]
		if !known {
			code = "vehicles-" + id(len(skills)+1)
			skills[set] = code
			for k := range p.Workers {
				if set[k] == '1' {
					p.Workers[k].Skills = append(p.Workers[k].Skills, roster.Skill{Code: code, Level: 1})
				}
			}
		}
		j.Requirements.Skills = []roster.SkillRequirement{{Code: code, MinLevel: 1}}
	}
	in := &Instance{Problem: p}
	in.cost = func(answer Answer) float64 { return float64(distance(a, answer)) }
	return in, nil
}

// allowedVehicles returns for each node which vehicles may serve it: a
// string of '0' and '1' by vehicle.
func allowedVehicles(f *vrplib, n, fleet int) ([]string, error) {
	rows, err := f.rows("VEHICLES_ALLOWED_CLIENTS_SECTION", fleet, -1)
	if err != nil {
		return nil, err
	}
	bits := make([][]byte, n)
	for i := range bits {
		bits[i] = []byte(strings.Repeat("0", fleet))
	}
	for k, r := range rows {
		for _, v := range r.values {
			client, err := r.whole("client", v, 1, int64(n))
			if err != nil {
				return nil, err
			}
			bits[client-1][k] = '1'
		}
	}
	out := make([]string, n)
	for i := range bits {
		out[i] = string(bits[i])
	}
	return out, nil
}
