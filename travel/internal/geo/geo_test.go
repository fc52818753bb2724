package geo

import (
	"math"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paidan/paidan/roster"
)

func TestSinCosAgreesWithTheStandardLibrary(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		x := (rng.Float64()*2 - 1) * 2 * math.Pi
		s, c := SinCos(x)
		assert.InDelta(t, math.Sin(x), s, 3e-16)
		assert.InDelta(t, math.Cos(x), c, 3e-16)
	}
	for i := -8; i <= 8; i++ {
		x := float64(i) * math.Pi / 4
		s, c := SinCos(x)
		assert.InDelta(t, math.Sin(x), s, 3e-16, i)
		assert.InDelta(t, math.Cos(x), c, 3e-16, i)
	}
}

func TestGridPoints(t *testing.T) {
	assert.Equal(t, Point{X: Radius}, At(roster.LatLng{}))
	assert.Equal(t, Point{Y: Radius}, At(roster.LatLng{Lng: 90}))
	assert.Equal(t, Point{Z: Radius}, At(roster.LatLng{Lat: 90, Lng: 17}))
	assert.Equal(t, Point{X: -Radius}, At(roster.LatLng{Lng: 180}))
	assert.Equal(t, At(roster.LatLng{Lng: 180}), At(roster.LatLng{Lng: -180}))
	assert.Equal(t, At(roster.LatLng{Lat: 90}), At(roster.LatLng{Lat: math.Inf(1)}))
	assert.Equal(t, At(roster.LatLng{}), At(roster.LatLng{Lat: math.NaN(), Lng: math.NaN()}))
}

// The same law with the standard library's functions: nothing may differ by
// more than the last rounding.
func TestGridAgreesWithPlainFormula(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	differ := 0
	for range 20_000 {
		p := roster.LatLng{Lat: rng.Float64()*180 - 90, Lng: rng.Float64()*360 - 180}
		f, l := p.Lat*math.Pi/180, p.Lng*math.Pi/180
		want := Point{
			X: int32(math.Round(Radius * math.Cos(f) * math.Cos(l))),
			Y: int32(math.Round(Radius * math.Cos(f) * math.Sin(l))),
			Z: int32(math.Round(Radius * math.Sin(f))),
		}
		if At(p) != want {
			differ++
			assert.LessOrEqual(t, Square(At(p), want), int64(3))
		}
	}
	if runtime.GOARCH == "amd64" {
		assert.Zero(t, differ, "the standard library fuses nothing here")
	}
	assert.LessOrEqual(t, differ, 2)
}

func TestChord(t *testing.T) {
	a, b := At(roster.LatLng{Lat: 90}), At(roster.LatLng{Lat: -90})
	assert.EqualValues(t, 4*Radius*Radius, Square(a, b))
	assert.EqualValues(t, 2*Radius, Centimetres(a, b))
	// A degree of latitude is 111,195 m on this sphere.
	assert.InDelta(t, 11_119_508, Centimetres(At(roster.LatLng{}), At(roster.LatLng{Lat: 1})), 200)
}
