package core

import "slices"

// alongCurve returns the jobs in the order in which a Hilbert curve passes
// their places, which are at the positions given: jobs near each other are
// close in the list, and in memory where they are numbered so.
// O(jobs · log jobs).
func (p *Problem) alongCurve(at [][2]float32) []int32 {
	lo, hi := at[p.Jobs[0].Place], at[p.Jobs[0].Place]
	for j := range p.Jobs {
		for k, v := range at[p.Jobs[j].Place] {
			lo[k], hi[k] = min(lo[k], v), max(hi[k], v)
		}
	}
	cell := max(hi[0]-lo[0], hi[1]-lo[1]) / (curveSide - 1)
	if cell == 0 {
		cell = 1 // all are at one place
	}
	keys := make([]int64, len(p.Jobs))
	for j := range keys {
		q := at[p.Jobs[j].Place]
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
