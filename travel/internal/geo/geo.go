// Package geo places positions on the integer grid of the straight line: a
// sphere of radius 6,371,008.8 m in whole centimetres, see [roster.Travel].
//
// Every product is converted explicitly, so that no compiler may fuse it with
// the sum that follows, and sine and cosine are computed here for the same
// reason: all machines get the same bits.
package geo

import (
	"math"

	"github.com/paidan/paidan/roster"
)

// Radius of the sphere in centimetres.
const Radius = 637100880

// Point is a position on the sphere, each coordinate in whole centimetres
// from its centre, in [-Radius, Radius].
type Point struct{ X, Y, Z int32 }

// At returns the grid point of a position in degrees:
//
//	X = R·cos φ·cos λ,  Y = R·cos φ·sin λ,  Z = R·sin φ
//
// each rounded half away from zero, with φ = lat·π/180 and λ = lng·π/180.
// Latitudes outside [-90, 90] and longitudes outside [-180, 180] are limited
// to the nearest end, NaN to 0.
func At(p roster.LatLng) Point {
	lat, lng := limit(p.Lat, 90), limit(p.Lng, 180)
	sinLat, cosLat := SinCos(float64(float64(lat*math.Pi) / 180))
	sinLng, cosLng := SinCos(float64(float64(lng*math.Pi) / 180))
	r := float64(Radius * cosLat)
	return Point{
		X: int32(math.Round(float64(r * cosLng))),
		Y: int32(math.Round(float64(r * sinLng))),
		Z: int32(math.Round(float64(Radius * sinLat))),
	}
}

func limit(v, end float64) float64 {
	switch {
	case v > end:
		return end
	case v < -end:
		return -end
	case v != v:
		return 0
	}
	return v
}

// Square returns the squared chord between two points in square centimetres,
// at most about 1.63e18.
func Square(p, q Point) int64 {
	x, y, z := int64(p.X)-int64(q.X), int64(p.Y)-int64(q.Y), int64(p.Z)-int64(q.Z)
	return x*x + y*y + z*z
}

// Centimetres returns the chord between two points, rounded half up.
func Centimetres(p, q Point) int64 {
	return int64(math.Floor(math.Sqrt(float64(Square(p, q))) + 0.5))
}
