package core

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// An order of stops has the times and the cost which it has when its route is
// built from nothing, however much of it is as the desk has it.
func TestRework(t *testing.T) {
	timed := 0
	for seed := range uint64(loops(300)) {
		k := kinds()[int(seed)%len(kinds())]
		r := rand.New(rand.NewPCG(seed, 21))
		p := randomProblem(r, k)
		d, shifts := emptyDesk(t, p)
		for j := range p.Jobs {
			if d.Tied(int32(j)) || p.Jobs[j].Chain >= 0 {
				continue
			}
			if shift, _, ok := d.Cheapest(shifts, int32(j)); ok {
				d.Take(shift)
			}
		}
		for range 20 {
			shift := int32(r.IntN(len(p.Shifts)))
			order := d.Order(nil, shift)
			for range r.IntN(3) {
				switch n := len(order); {
				case n > 0 && r.IntN(2) == 0:
					at := r.IntN(n)
					order = slices.Delete(order, at, at+1)
				case n > 1:
					a, b := r.IntN(n), r.IntN(n)
					order[a], order[b] = order[b], order[a]
				}
			}
			if len(order) == 0 {
				continue // of which nobody asks for the times
			}
			got, cost, ok := d.Timetable(shift, order)
			fresh, _ := emptyDesk(t, p)
			want, wantCost, wantOK := fresh.Timetable(shift, order)
			require.Equal(t, wantOK, ok, "seed %d", seed)
			if ok {
				require.Equal(t, wantCost, cost, "seed %d", seed)
				require.Equal(t, want, got, "seed %d", seed)
				timed++
			}
		}
	}
	require.Greater(t, timed, loops(300))
}
