package core

import (
	"math"
	"slices"
)

// nearest is how many neighbours of a job are kept.
const nearest = 128

// findNear fills the lists of nearest jobs and remote. With a table
// O(n²), otherwise by a grid in about O(n·nearest).
func (e *engine) findNear() {
	p := e.p
	n := len(p.Jobs)
	e.nearby = min(nearest, max(n-1, 0))
	e.near = make([]int32, n*e.nearby)
	e.remote = make([]int32, n)
	if n == 0 || len(p.Shifts) == 0 {
		return
	}
	for j := range e.remote {
		e.remote[j] = p.arc(&p.Classes[p.Shifts[0].Class], p.Shifts[0].From, p.Jobs[j].Place).Metres
	}
	if n <= 1 {
		return
	}
	c := &p.Classes[0]
	if c.Table == nil && p.XY != nil {
		e.nearByGrid()
		return
	}
	type entry struct {
		d int64
		j int32
	}
	list := make([]entry, 0, n)
	for i := range p.Jobs {
		list = list[:0]
		from := p.Jobs[i].Place
		for j := range p.Jobs {
			if i != j {
				a, b := p.arc(c, from, p.Jobs[j].Place), p.arc(c, p.Jobs[j].Place, from)
				list = append(list, entry{int64(min(a.Seconds, b.Seconds)), int32(j)})
			}
		}
		slices.SortFunc(list, func(a, b entry) int {
			if a.d != b.d {
				if a.d < b.d {
					return -1
				}
				return 1
			}
			return int(a.j - b.j)
		})
		for k := range e.nearby {
			e.near[i*e.nearby+k] = list[k].j
		}
	}
}

// nearByGrid finds neighbours by position.
func (e *engine) nearByGrid() {
	p := e.p
	n := len(p.Jobs)
	lo, hi := [2]float32{math.MaxFloat32, math.MaxFloat32}, [2]float32{-math.MaxFloat32, -math.MaxFloat32}
	for j := range p.Jobs {
		q := p.XY[p.Jobs[j].Place]
		for d := range q {
			lo[d], hi[d] = min(lo[d], q[d]), max(hi[d], q[d])
		}
	}
	side := max(1, int(math.Sqrt(float64(n)/4)))
	cell := func(q [2]float32) (x, y int) {
		f := func(v, lo, hi float32) int {
			if hi <= lo {
				return 0
			}
			return min(side-1, int((v-lo)/(hi-lo)*float32(side)))
		}
		return f(q[0], lo[0], hi[0]), f(q[1], lo[1], hi[1])
	}
	start := make([]int32, side*side+1)
	for j := range p.Jobs {
		x, y := cell(p.XY[p.Jobs[j].Place])
		start[y*side+x+1]++
	}
	for i := 1; i < len(start); i++ {
		start[i] += start[i-1]
	}
	order := make([]int32, n)
	next := slices.Clone(start)
	for j := range p.Jobs {
		x, y := cell(p.XY[p.Jobs[j].Place])
		order[next[y*side+x]] = int32(j)
		next[y*side+x]++
	}
	type entry struct {
		d float32
		j int32
	}
	var list []entry
	w := min((hi[0]-lo[0])/float32(side), (hi[1]-lo[1])/float32(side))
	for i := range p.Jobs {
		q := p.XY[p.Jobs[i].Place]
		cx, cy := cell(q)
		list = list[:0]
		for ring := 0; ring < side; ring++ {
			for y := max(0, cy-ring); y <= min(side-1, cy+ring); y++ {
				for x := max(0, cx-ring); x <= min(side-1, cx+ring); x++ {
					if x != cx-ring && x != cx+ring && y != cy-ring && y != cy+ring {
						continue
					}
					for _, j := range order[start[y*side+x]:start[y*side+x+1]] {
						if int(j) != i {
							o := p.XY[p.Jobs[j].Place]
							dx, dy := o[0]-q[0], o[1]-q[1]
							list = append(list, entry{float32(dx*dx) + float32(dy*dy), j})
						}
					}
				}
			}
			if len(list) >= 2*e.nearby || (len(list) >= e.nearby && w == 0) {
				break
			}
		}
		slices.SortFunc(list, func(a, b entry) int {
			if a.d != b.d {
				if a.d < b.d {
					return -1
				}
				return 1
			}
			return int(a.j - b.j)
		})
		for k := range e.nearby {
			if k < len(list) {
				e.near[i*e.nearby+k] = list[k].j
			} else {
				e.near[i*e.nearby+k] = int32((i + 1) % n)
			}
		}
	}
}
