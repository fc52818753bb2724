package core

import "slices"

// alongCurve returns the jobs in the order in which a Hilbert curve passes
// their places: jobs near each other are close in the list, and in memory where
// they are numbered so. O(jobs · log jobs).
func (e *engine) alongCurve() []int32 {
	at := e.positions()
	lo, hi := at[e.p.Jobs[0].Place], at[e.p.Jobs[0].Place]
	for j := range e.p.Jobs {
		for k, v := range at[e.p.Jobs[j].Place] {
			lo[k], hi[k] = min(lo[k], v), max(hi[k], v)
		}
	}
	cell := max(hi[0]-lo[0], hi[1]-lo[1], 1) / (curveSide - 1)
	keys := make([]int64, len(e.p.Jobs))
	for j := range keys {
		q := at[e.p.Jobs[j].Place]
		keys[j] = hilbert(int64((q[0]-lo[0])/cell), int64((q[1]-lo[1])/cell))<<32 | int64(j)
	}
	slices.Sort(keys)
	order := make([]int32, len(keys))
	for i, k := range keys {
		order[i] = int32(k)
	}
	return order
}

// curveSide is the number of cells along each side of the curve's square.
const curveSide = 1024

// hilbert returns how many cells a Hilbert curve through the square of
// curveSide cells passes before the one at x, y.
func hilbert(x, y int64) int64 {
	d := int64(0)
	for side := int64(curveSide / 2); side > 0; side /= 2 {
		right, above := x&side/side, y&side/side
		d += side * side * ((3 * right) ^ above)
		if above == 0 {
			if right == 1 {
				x, y = curveSide-1-x, curveSide-1-y
			}
			x, y = y, x
		}
	}
	return d
}
