package scoring_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

func TestMetres(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for i := range 4000 {
		a := roster.LatLng{Lat: 180*r.Float64() - 90, Lng: 360*r.Float64() - 180}
		b := roster.LatLng{Lat: 180*r.Float64() - 90, Lng: 360*r.Float64() - 180}
		if i%2 == 0 {
			b = roster.LatLng{Lat: a.Lat * (1 - 1e-4*r.Float64()), Lng: a.Lng + 1e-4*r.Float64()}
		}
		p, q := scoring.PointOf(a), scoring.PointOf(b)
		want := plainMetres(a, b)
		if got := p.Metres(q); got != want {
			t.Fatalf("%v to %v: %d, want %d", a, b, got, want)
		}
		// The limit is met exactly by its own distance and not by one metre less.
		if square := p.Square(q); square >= scoring.Farther(want) || want > 0 && square < scoring.Farther(want-1) {
			t.Fatalf("%v to %v: wrong side of %d m", a, b, want)
		}
	}
}

func TestMetresRounds(t *testing.T) {
	at := func(cm int64) int { return scoring.Point{}.Metres(scoring.Point{X: cm}) }
	for cm, want := range map[int64]int{0: 0, 49: 0, 50: 1, 149: 1, 150: 2, 1274201749: 12742017, 1274201750: 12742018} {
		if got := at(cm); got != want {
			t.Errorf("%d cm: %d m, want %d", cm, got, want)
		}
	}
}
