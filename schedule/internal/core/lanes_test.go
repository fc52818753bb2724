package core

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"
)

// laned makes lanes of a problem too small for them.
func laned(p *Problem, seed uint64, b Budget, count int) *lanes {
	l := newLanes(newEngine(p), seed, defaultTuning(), b)
	l.count = count
	return l
}

// TestLanes: what lanes find costs, in the whole problem, what they say it
// does, and the result depends on the seed alone, not on the threads.
func TestLanes(t *testing.T) {
	for _, k := range kinds() {
		for seed := range uint64(loops(3)) {
			k = k.of(20+int(seed)*13%40, 12)
			p := randomProblem(rand.New(rand.NewPCG(seed, 5)), k)
			if newTieIndex(p) != nil || newWhole(p) != nil || len(p.Pools) > 0 {
				continue
			}
			for i := range p.Shifts {
				p.Workers = max(p.Workers, int(p.Shifts[i].Worker)+1)
			}
			name := fmt.Sprintf("%+v, seed %d", k, seed)
			l := laned(p, seed, Budget{Iterations: 600}, 3)
			l.epoch(0, 0, stretch{0, 0})
			for number := 1; number < 4; number++ {
				l.epoch(number, 120, stretch{0.2, 0.4})
				s := newSearch(l.engine, 1, l.tune)
				s.findNear()
				s.adopt(&Start{Orders: l.orders})
				require.Equal(t, l.miss, s.miss, name)
				require.Equal(t, l.cost, s.total(), name)
				require.Equal(t, l.absent, len(s.absent), name)
				require.NoError(t, audit(s.state), name)
			}
			one := laned(p, seed, Budget{Iterations: 300}, 3).run(nil)
			many := laned(p, seed, Budget{Iterations: 300, Threads: 3}, 3).run(nil)
			require.Equal(t, one, many, name)
		}
	}
}

// TestCut: every point is in the lane in which its tree finds it, and lanes
// have about equal weights.
func TestCut(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for turn := range 8 {
		points := make([]cutPoint, 200)
		for i := range points {
			points[i] = cutPoint{at: [2]float32{float32(r.IntN(1000)), float32(r.IntN(1000))}, weight: 1 + r.IntN(3), index: int32(i)}
		}
		tree := newCut(points, 5, turn)
		weights := make([]int, 5)
		total := 0
		for _, q := range points {
			weights[tree.of(q.at)] += q.weight
			total += q.weight
		}
		for lane, w := range weights {
			require.InDelta(t, float64(total)/5, float64(w), float64(total)/25, "turn %d, lane %d", turn, lane)
		}
	}
}
