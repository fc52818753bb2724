package matching

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/scoring"
)

// The nearest cells first, each once, whatever the number of places.
func TestCellTree(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for n := range 200 {
		at := make([]scoring.Point, n)
		part := make([]int32, n)
		for i := range at {
			at[i], part[i] = scoring.Point{X: r.Int64N(50), Y: r.Int64N(50), Z: r.Int64N(3)}, int32(i)
		}
		tree := newCellTree(at, part, 4)
		target := scoring.Point{X: r.Int64N(80), Y: r.Int64N(80)}
		var want, got []rankedCell
		for id := range tree.leaves {
			want = append(want, rankedCell{tree.leaves[id].nearest(target), int32(id)})
		}
		slices.SortFunc(want, func(a, b rankedCell) int {
			if a.rank != b.rank {
				return int(a.rank - b.rank)
			}
			return int(a.cell - b.cell)
		})
		var heap []rankedCell
		if id, ok := tree.root(); ok {
			heap = pushCell(heap, rankedCell{tree.node(id).nearest(target), id})
		}
		for len(heap) > 0 {
			first := heap[0]
			heap = popCell(heap)
			if first.cell >= 0 {
				got = append(got, first)
				continue
			}
			left, right := tree.below(first.cell)
			for _, id := range []int32{left, right} {
				heap = pushCell(heap, rankedCell{tree.node(id).nearest(target), id})
			}
		}
		require.Equal(t, want, got)
		slices.Sort(part)
		for i := range part {
			require.Equal(t, int32(i), part[i])
		}
	}
}

func TestSelectLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	for n := 1; n < 100; n++ {
		a := r.Perm(n)
		k := r.IntN(n + 1)
		selectLeast(a, k, func(x, y int) bool { return x < y })
		for i, x := range a {
			require.Equal(t, i < k, x < k, "%d of %d", k, n)
		}
	}
}

func TestWithin(t *testing.T) {
	for from := range int32(130) {
		for until := from; until < 140; until++ {
			for i := from / 64 * 64; i/64*64 < until; i++ {
				is := within(i/64, from, until)>>(i%64)&1 == 1
				require.Equal(t, i >= from && i < until, is, "%d in [%d, %d)", i, from, until)
			}
		}
	}
}

func TestAreaSet(t *testing.T) {
	set := areaSet{list: []int32{0, 63, 64, 511, 512, 700}}
	set.fill()
	for a := int32(-1); a < 800; a++ {
		require.Equal(t, slices.Contains(set.list, a), set.has(a), a)
	}
}
