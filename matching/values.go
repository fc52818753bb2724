package matching

import (
	"math"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Values is a grid of what it is worth to have a worker at a place: what a
// worker there can be expected to earn next. A job which leaves the worker
// where there is demand is worth more than one which does not (Xu et al.,
// "Large-Scale Order Dispatch in On-Demand Ride-Hailing Platforms", KDD 2018).
//
// Cell (row, col) covers [South + row·Step, South + (row+1)·Step) degrees of
// latitude and the same for longitude from West. The zero value is worth
// nothing anywhere.
type Values struct {
	South float64 `json:"south"`
	West  float64 `json:"west"`
	// Step in degrees, more than 0.
	Step float64 `json:"step"`
	Rows int     `json:"rows"`
	Cols int     `json:"cols"`
	// Points[row·Cols+col] is the worth of a cell; missing ones are worth 0.
	Points []roster.Points `json:"points"`
}

// At returns the worth of a position; 0 outside of the grid. O(1).
func (v *Values) At(at roster.LatLng) roster.Points {
	if v == nil || v.Step <= 0 {
		return 0
	}
	row, col := math.Floor((at.Lat-v.South)/v.Step), math.Floor((at.Lng-v.West)/v.Step)
	if !(row >= 0 && col >= 0 && row < float64(v.Rows) && col < float64(v.Cols)) {
		return 0
	}
	if i := int(row)*v.Cols + int(col); i < len(v.Points) {
		return v.Points[i]
	}
	return 0
}

// EstimateValues fills a grid from the demand of a valid problem: with k(d) =
// max(0, 1 − d/reach) for a straight distance of d metres,
//
//	V(cell) = Σ price·k over jobs / (1 + Σ k over homes of workers)
//
// from the cell's middle: the demand near it, shared among those who live
// near. It is a plain first guess for those who have no values learnt from
// their own history. step is in degrees (0: 0.01, about a kilometre), reach in
// metres (0: 3000). A grid has at most 250,000 cells; step grows to keep to
// that. Time: cells × (jobs + workers).
func EstimateValues(p *roster.Problem, step float64, reach int) (*Values, error) {
	view, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	if !(step > 0) {
		step = 0.01
	}
	if reach <= 0 {
		reach = 3000
	}
	type spot struct {
		at    scoring.Point
		worth float64
	}
	var jobs, homes []spot
	low, high := roster.LatLng{Lat: 90, Lng: 180}, roster.LatLng{Lat: -90, Lng: -180}
	for j := range p.Jobs {
		at := view.Place(&p.Jobs[j]).Location
		if at == nil {
			continue
		}
		low = roster.LatLng{Lat: min(low.Lat, at.Lat), Lng: min(low.Lng, at.Lng)}
		high = roster.LatLng{Lat: max(high.Lat, at.Lat), Lng: max(high.Lng, at.Lng)}
		jobs = append(jobs, spot{scoring.PointOf(*at), float64(view.Price(&p.Jobs[j]).Points())})
	}
	for w := range p.Workers {
		if at := p.Workers[w].Home.Location; at != nil {
			homes = append(homes, spot{scoring.PointOf(*at), 1})
		}
	}
	if len(jobs) == 0 {
		return &Values{Step: step}, nil
	}
	for (high.Lat-low.Lat)/step*((high.Lng-low.Lng)/step) > 200_000 || (high.Lat-low.Lat+high.Lng-low.Lng)/step > 40_000 {
		step *= 1.5
	}
	v := &Values{South: low.Lat, West: low.Lng, Step: step,
		Rows: int((high.Lat-low.Lat)/step) + 1, Cols: int((high.Lng-low.Lng)/step) + 1}
	v.Points = make([]roster.Points, v.Rows*v.Cols)
	sum := func(at scoring.Point, list []spot) (total float64) {
		for i := range list {
			if d := math.Sqrt(float64(at.Square(list[i].at))) / 100; d < float64(reach) {
				total += float64(list[i].worth * (1 - d/float64(reach)))
			}
		}
		return total
	}
	for i := range v.Points {
		middle := scoring.PointOf(roster.LatLng{
			Lat: v.South + (float64(i/v.Cols)+0.5)*step, Lng: v.West + (float64(i%v.Cols)+0.5)*step})
		v.Points[i] = roster.Points(sum(middle, jobs) / (1 + sum(middle, homes)))
	}
	return v, nil
}
