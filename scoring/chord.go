package scoring

import (
	"math"

	"github.com/paidan/paidan/roster"
)

// earthRadius is in centimetres.
const earthRadius = 637100880

// Point is a position on the grid of whole centimetres on which straight
// distances are counted (see [roster.Travel]): the same on every machine.
type Point struct{ X, Y, Z int64 }

// PointOf returns the grid point of a position in degrees.
func PointOf(at roster.LatLng) Point {
	lat, lng := at.Lat*(math.Pi/180), at.Lng*(math.Pi/180)
	return Point{
		X: int64(math.Round(earthRadius * math.Cos(lat) * math.Cos(lng))),
		Y: int64(math.Round(earthRadius * math.Cos(lat) * math.Sin(lng))),
		Z: int64(math.Round(earthRadius * math.Sin(lat))),
	}
}

// Square returns the square of the straight distance in square centimetres,
// less than 2⁶¹.
func (p Point) Square(q Point) int64 {
	dx, dy, dz := p.X-q.X, p.Y-q.Y, p.Z-q.Z
	return dx*dx + dy*dy + dz*dz
}

// Metres returns the straight distance, without detour, in whole metres:
// floor(√Square/100 + 1/2), exactly.
func (p Point) Metres(q Point) int {
	square := p.Square(q)
	m := int64(math.Sqrt(float64(square))/100 + 0.5)
	// The root of a large square is rounded; put right what that may miss.
	for m > 0 && reach(m) > square {
		m--
	}
	for reach(m+1) <= square {
		m++
	}
	return int(m)
}

// Farther returns the least Square whose Metres are more than metres; none
// reaches it where metres is beyond the earth's diameter.
func Farther(metres int) int64 {
	if metres >= 2*earthRadius/100 {
		return math.MaxInt64
	}
	return reach(int64(metres) + 1)
}

// reach returns the least square whose distance is m metres or more, m ≥ 1:
// (100·m − 50)².
func reach(m int64) int64 {
	cm := 100*m - 50
	return cm * cm
}
