package core

import (
	"math"
	"slices"
)

// grid holds points by cells, to find those near a point.
type grid struct {
	at    [][2]float32
	lo    [2]float32
	size  [2]float32 // of the whole
	side  int
	start []int32 // [cell] where its points begin in order
	order []int32
	found []int64 // scratch: the square of a distance before the point
}

// newGrid makes a grid of points with about four in a cell.
func newGrid(at [][2]float32) *grid {
	g := &grid{at: at, lo: [2]float32{math.MaxFloat32, math.MaxFloat32}}
	hi := [2]float32{-math.MaxFloat32, -math.MaxFloat32}
	for _, q := range at {
		for d := range q {
			g.lo[d], hi[d] = min(g.lo[d], q[d]), max(hi[d], q[d])
		}
	}
	g.size = [2]float32{hi[0] - g.lo[0], hi[1] - g.lo[1]}
	g.side = max(1, int(math.Sqrt(float64(len(at))/4)))
	g.start = make([]int32, g.side*g.side+1)
	for _, q := range at {
		x, y := g.cell(q)
		g.start[y*g.side+x+1]++
	}
	for i := 1; i < len(g.start); i++ {
		g.start[i] += g.start[i-1]
	}
	g.order = make([]int32, len(at))
	next := slices.Clone(g.start)
	for i, q := range at {
		x, y := g.cell(q)
		g.order[next[y*g.side+x]] = int32(i)
		next[y*g.side+x]++
	}
	return g
}

func (g *grid) cell(q [2]float32) (x, y int) {
	f := func(d int) int {
		if g.size[d] <= 0 {
			return 0
		}
		return max(0, min(g.side-1, int((q[d]-g.lo[d])/g.size[d]*float32(g.side))))
	}
	return f(0), f(1)
}

// around finds at least want points near q, as far as there are that many
// for which keep is true (nil: all), without skip. They are in found, closest
// first; it returns their number, at most want.
func (g *grid) around(q [2]float32, skip int32, want int, keep func(int32) bool) int {
	g.found = g.found[:0]
	cx, cy := g.cell(q)
	step := min(g.size[0], g.size[1]) / float32(g.side)
	enough := -1 // the ring after which all nearer points are in
	for ring := 0; ring < g.side; ring++ {
		for y := max(0, cy-ring); y <= min(g.side-1, cy+ring); y++ {
			for x := max(0, cx-ring); x <= min(g.side-1, cx+ring); x++ {
				if x != cx-ring && x != cx+ring && y != cy-ring && y != cy+ring {
					continue
				}
				for _, j := range g.order[g.start[y*g.side+x]:g.start[y*g.side+x+1]] {
					if j == skip || (keep != nil && !keep(j)) {
						continue
					}
					dx, dy := g.at[j][0]-q[0], g.at[j][1]-q[1]
					// The bits of a float that is not negative compare as it does.
					square := math.Float32bits(float32(dx*dx) + float32(dy*dy))
					g.found = append(g.found, int64(square)<<32|int64(j))
				}
			}
		}
		if enough < 0 && len(g.found) >= want {
			enough = ring + 1
			if step <= 0 {
				enough = g.side
			}
		}
		if enough >= 0 && ring >= enough {
			break
		}
	}
	n := min(want, len(g.found))
	least(g.found, n)
	return n
}
