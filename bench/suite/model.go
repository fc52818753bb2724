package suite

import (
	"math"
	"strconv"
	"time"

	"github.com/paidan/paidan/roster"
)

// serviceCode is the one entry of an instance's catalogue.
const serviceCode = "visit"

// load is the consumable which stands for a vehicle's capacity.
const load = "load"

// arcs is a square table of scaled distances: arcs.at(i, j) from node i to
// node j.
type arcs struct {
	n    int
	cell []int32 // [i*n+j]
}

func (a arcs) at(i, j int) int64 { return int64(a.cell[i*a.n+j]) }

// arcsOf fills the table from points and a rounding of the scaled distance.
func arcsOf(points [][2]float64, distance func(p, q [2]float64) float64) arcs {
	n := len(points)
	a := arcs{n, make([]int32, n*n)}
	for i, p := range points {
		for j, q := range points {
			if i != j {
				a.cell[i*n+j] = int32(distance(p, q)) // at most 1000·√8·MaxCoordinate
			}
		}
	}
	return a
}

func euclid(p, q [2]float64) float64 { return math.Hypot(p[0]-q[0], p[1]-q[1]) }

// matrix makes the travel matrix. Seconds and metres are the same numbers
// and share one backing array, which nobody may write to.
func (a arcs) matrix() roster.Matrix {
	m := roster.Matrix{
		Places:  make([]string, a.n),
		Seconds: make([][]*int32, a.n),
		Metres:  make([][]int32, a.n),
	}
	pointers := make([]*int32, len(a.cell))
	for k := range pointers {
		pointers[k] = &a.cell[k]
	}
	for i := range a.n {
		m.Places[i] = id(i)
		m.Seconds[i] = pointers[i*a.n : (i+1)*a.n : (i+1)*a.n]
		m.Metres[i] = a.cell[i*a.n : (i+1)*a.n : (i+1)*a.n]
	}
	return m
}

func id(number int) string { return strconv.Itoa(number) }

// number is the inverse of id.
func number(id string) int {
	n, _ := strconv.Atoi(id)
	return n
}

func place(node int) roster.Place { return roster.Place{ID: id(node)} }

func at(second int64) time.Time { return Epoch.Add(time.Duration(second) * time.Second) }

// newProblem makes a problem without workers and jobs: travel by matrix,
// rules that never bind, and the horizon from Epoch to the end of the day in
// which the last shift ends.
func newProblem(a arcs, lastEnd int64, weights roster.Weights) *roster.Problem {
	year, none, everyDay := roster.Duration(366*86400), roster.Duration(0), 366
	return &roster.Problem{
		SchemaVersion: roster.SchemaVersion,
		TimeZone:      "UTC",
		Horizon:       roster.Horizon{Start: Epoch, End: at((lastEnd/86400 + 1) * 86400)},
		Catalogue:     []roster.Service{{Code: serviceCode}},
		Travel:        roster.Travel{Kind: roster.MatrixTravel, Matrices: []roster.Matrix{a.matrix()}},
		Rules: roster.Rules{
			MaxDailyWork: &year, MaxWeeklyWork: &year, MinRest: &none, MaxDaysInRow: &everyDay,
		},
		Weights: weights,
	}
}

// distanceWeights price one metre, one scaled unit, at one minor unit.
func distanceWeights() roster.Weights {
	return roster.Weights{TravelPerKm: 1000, IgnorePay: true, Criteria: map[string]roster.Money{}}
}

// addWorker adds worker number k, from 1, who leaves and ends at a node
// within a window.
func addWorker(p *roster.Problem, k, home int, window [2]int64) *roster.Worker {
	p.Workers = append(p.Workers, roster.Worker{
		ID:   id(k),
		Home: place(home),
		Shifts: []roster.Shift{{
			ID: id(k), Start: at(window[0]), End: at(window[1]),
		}},
	})
	return &p.Workers[len(p.Workers)-1]
}

// addJob adds the job of a node, to be started within a window.
func addJob(p *roster.Problem, node int, window [2]int64, service int64) *roster.Job {
	duration := roster.Duration(service)
	p.Customers = append(p.Customers, roster.Customer{ID: id(node), Place: place(node)})
	p.Jobs = append(p.Jobs, roster.Job{
		ID: id(node), Customer: id(node), Service: serviceCode, Duration: &duration, Mandatory: true,
		Windows: []roster.Window{{Start: at(window[0]), End: at(window[1]), Bounds: roster.BoundsStart}},
	})
	return &p.Jobs[len(p.Jobs)-1]
}

func carry(quantity int64) []roster.Carry {
	return []roster.Carry{{Type: load, Quantity: int(quantity)}}
}

func consume(quantity int64) []roster.Quantity {
	if quantity == 0 {
		return nil
	}
	return []roster.Quantity{{Type: load, Quantity: int(quantity)}}
}
