package osm

import (
	"context"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

// liechtenstein reads the extract beside the project, or skips the test.
func liechtenstein(t testing.TB) *Network {
	const name = "../../../shared/osm/liechtenstein.osm.pbf"
	if _, err := os.Stat(name); err != nil {
		t.Skip("needs the Liechtenstein extract at shared/osm: ", err)
	}
	n, err := Open(name, Options{})
	require.NoError(t, err)
	return n
}

// Times between villages within plain bounds: by car 25 to 55 km/h on free
// roads, 16 to 25 by e-bike, 11 to 18 by bicycle, 4 to 5.5 on foot, and never
// shorter than the chord (2.8 and 8.4 km).
func TestLiechtenstein(t *testing.T) {
	n := liechtenstein(t)
	vaduz, schaan, balzers := roster.LatLng{Lat: 47.1410, Lng: 9.5209}, roster.LatLng{Lat: 47.1650, Lng: 9.5087}, roster.LatLng{Lat: 47.0668, Lng: 9.5030}
	for _, c := range []struct {
		mode              roster.Mode
		to                roster.LatLng
		name              string
		minutes0, minutes int32 // at least, at most
		metres0, metres   int32
	}{
		{roster.Car, schaan, "Schaan", 4, 9, 2700, 4000},
		{roster.EBike, schaan, "Schaan", 7, 12, 2700, 4000},
		{roster.Bicycle, schaan, "Schaan", 10, 16, 2700, 4000},
		{roster.Walk, schaan, "Schaan", 34, 50, 2700, 3700},
		{roster.Transit, schaan, "Schaan", 10, 25, 2700, 3700},
		{roster.Car, balzers, "Balzers", 9, 17, 8300, 12000},
		{roster.EBike, balzers, "Balzers", 22, 35, 8300, 11000},
		{roster.Bicycle, balzers, "Balzers", 30, 48, 8300, 11000},
		{roster.Walk, balzers, "Balzers", 105, 150, 8300, 10500},
	} {
		seconds, metres, ok := n.Leg(c.mode, vaduz, c.to)
		back, _, okBack := n.Leg(c.mode, c.to, vaduz)
		require.True(t, ok && okBack)
		t.Logf("Vaduz to %s, %s: %v, %d m; back %v", c.name, c.mode, time.Duration(seconds)*time.Second, metres, time.Duration(back)*time.Second)
		assert.True(t, seconds >= 60*c.minutes0 && seconds <= 60*c.minutes, "%s %s", c.name, c.mode)
		assert.True(t, metres >= c.metres0 && metres <= c.metres, "%s %s", c.name, c.mode)
		assert.InEpsilon(t, seconds, back, 0.25, "%s %s", c.name, c.mode)
	}
	southWest, northEast := n.Bounds()
	assert.True(t, southWest.Lat > 47.0 && northEast.Lat < 47.3 && southWest.Lng > 9.4 && northEast.Lng < 9.7)
}

func TestSampledPlacesAreOnRoads(t *testing.T) {
	n := liechtenstein(t)
	for _, m := range roster.Modes() {
		one, other := rand.New(rand.NewPCG(1, 2)), rand.New(rand.NewPCG(1, 2))
		v, _ := vehicleOf(m)
		different := map[roster.LatLng]bool{}
		for range 300 {
			p, ok := n.SamplePlace(one, m)
			q, _ := n.SamplePlace(other, m)
			require.True(t, ok)
			require.Equal(t, p, q)
			require.Less(t, n.snapTo(v, p).foot.centimetres(), int64(5), "on the road")
			different[p] = true
		}
		assert.Greater(t, len(different), 290)
	}
}

// All sampled places reach each other; no way is shorter than the straight
// line, nor a detour over a third place.
func TestLiechtensteinTable(t *testing.T) {
	n := liechtenstein(t)
	points := sampled(n, 30)
	for _, m := range []roster.Mode{roster.Walk, roster.EBike, roster.Car} {
		seconds, metres, err := n.Table(t.Context(), m, points)
		require.NoError(t, err)
		size := len(points)
		for i, p := range points {
			for j, q := range points {
				require.GreaterOrEqual(t, seconds[i*size+j], int32(0))
				straight := float64(gridDistance(p, q)) / 100
				require.GreaterOrEqual(t, float64(metres[i*size+j]), straight-1)
				for k := range size {
					// Each leg is rounded up, so the sum may only be longer; the
					// points are on the road within a few centimetres.
					if seconds[i*size+j] > seconds[i*size+k]+seconds[k*size+j]+1 {
						t.Fatalf("%s: %d to %d is longer than over %d", m, i, j, k)
					}
				}
			}
		}
		s, d, ok := n.Leg(m, points[3], points[20])
		assert.True(t, ok)
		assert.Equal(t, [2]int32{seconds[3*size+20], metres[3*size+20]}, [2]int32{s, d})
	}
}

func sampled(n *Network, count int) []roster.LatLng {
	rng := rand.New(rand.NewPCG(3, 4))
	points := make([]roster.LatLng, count)
	for i := range points {
		points[i], _ = n.SamplePlace(rng, roster.Car)
	}
	return points
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		liechtenstein(b)
	}
}

func BenchmarkTable360(b *testing.B) {
	n := liechtenstein(b)
	points := sampled(n, 360)
	for _, m := range roster.Modes() {
		b.Run(string(m), func(b *testing.B) {
			for b.Loop() {
				_, _, err := n.Table(context.Background(), m, points)
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkLegRemembered(b *testing.B) {
	n := liechtenstein(b)
	points := sampled(n, 64)
	i := 0
	for b.Loop() {
		i++
		n.Leg(roster.Car, points[i&63], points[i*7&63])
	}
}
