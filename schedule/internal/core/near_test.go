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
