package scoring_test

import (
	"slices"
	"testing"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// No pair costs less than its bound, unless the worker is known to the
// customer.
func TestBounds(t *testing.T) {
	tight, unknown := 0, 0
	for seed := range uint64(20) {
		p := randomProblem(seed, 12, 12)
		p.Weights.Criteria = map[string]roster.Money{}
		for i, name := range roster.Criteria() {
			if seed%3 > 0 || i%2 == int(seed)%2 {
				p.Weights.Criteria[name] = roster.Money(100 + 37*i)
			}
		}
		v, err := roster.NewView(p)
		if err != nil {
			t.Fatal(err)
		}
		s := scoring.New(v, roster.Rulebook{})
		b := s.Bounds(v)
		for j := range p.Jobs {
			known := b.Known(j, nil)
			for w := range p.Workers {
				far := 0
				if at, home := v.Place(&p.Jobs[j]).Location, p.Workers[w].Home.Location; at != nil && home != nil {
					far = scoring.PointOf(*at).Metres(scoring.PointOf(*home))
				}
				bound := b.Fixed(w, b.Kind(j)) + b.Floor(j) + b.Far(far)
				if slices.Contains(known, int32(w)) {
					continue
				}
				unknown++
				switch cost := s.Cost(w, j); {
				case cost < bound:
					t.Fatalf("seed %d: worker %d job %d costs %d, bound %d", seed, w, j, cost, bound)
				case cost == bound:
					tight++
				}
			}
		}
	}
	if tight*10 < unknown {
		t.Fatalf("%d of %d bounds are tight: the test says little", tight, unknown)
	}
}
