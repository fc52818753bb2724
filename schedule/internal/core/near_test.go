package core

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 2000 {
		keys := make([]int64, r.IntN(300))
		for i := range keys {
			keys[i] = int64(r.IntN(50))<<32 | int64(i)
		}
		r.Shuffle(len(keys), func(i, j int) { keys[i], keys[j] = keys[j], keys[i] })
		sorted := slices.Sorted(slices.Values(keys))
		n := r.IntN(len(keys) + 1)
		if n == 0 {
			continue
		}
		least(keys, n)
		require.Equal(t, sorted[:n], keys[:n])
	}
}

// TestNeighbours compares the jobs next to each other with all, sorted: those
// which other shifts can do are farther away.
func TestNeighbours(t *testing.T) {
	const n = 250
	for _, table := range []bool{true, false} {
		r := rand.New(rand.NewPCG(5, 6))
		p := randomProblem(r, kind{level: levelHard, jobs: n, table: table})
		e := newEngine(p)
		e.findNear()
		for j := range int32(n) {
			keys := e.nearByWay(j, nil)
			if e.jobGrid != nil {
				keys = e.nearByGrid(j, nil)
			}
			require.GreaterOrEqual(t, len(keys), e.nearby)
			slices.Sort(keys)
			for k, i := range e.neighbours(j) {
				require.NotEqual(t, j, i)
				require.Equal(t, int32(keys[k]), i)
			}
		}
	}
	p := randomProblem(rand.New(rand.NewPCG(5, 6)), kind{level: levelHard, jobs: 3})
	for k := range p.Eligible {
		p.Eligible[k] = 0
	}
	p.Eligible[0], p.Eligible[p.Words], p.Eligible[2*p.Words] = 0b011, 0b011, 0b100
	e := newEngine(p)
	e.findNear()
	require.Equal(t, []float64{1, 1 + strangers}, []float64{e.unlike(0, 1), e.unlike(0, 2)})
}
