package assign

import "context"

// flow is the engine of transport problems.
//
// Invariants: cost − u − v is not negative for pairs left and not positive
// for pairs taken; it is 0 for pairs taken of a column of capacity 1.
type flow struct {
	rows, cols int
	start      []int   // [row] where its pairs begin in arcs
	arcs       []arc   // pairs, by row
	rowOf      []int32 // [pair] its row
	skip       []int64 // [row] price of a unit missing, far: not allowed
	need       []int32 // [row] units not assigned yet
	missing    []int32 // [row] units left out
	spare      []int32 // [column] capacity left
	single     []bool  // [column] whether its capacity is 1
	u, v       []int64

	used       []bool  // [pair] whether it is taken
	head       []int32 // [column] the first pair taken, −1: none
	next, prev []int32 // [pair] among those taken of a column

	heap     heap
	rowDist  []int64 // [row] valid where rowEpoch is epoch
	colDist  []int64
	rowEpoch []int32
	colEpoch []int32
	rowPred  []int32 // [row] the pair given back on the way
	colPred  []int32 // [column] the pair taken on the way
	done     []int32 // rows as complements, and columns, left behind
	epoch    int32
}

func (f *flow) prepare() {
	f.missing = make([]int32, f.rows)
	f.single = make([]bool, f.cols)
	f.u, f.v = make([]int64, f.rows), make([]int64, f.cols)
	f.used = make([]bool, len(f.arcs))
	f.head = make([]int32, f.cols)
	f.next, f.prev = make([]int32, len(f.arcs)), make([]int32, len(f.arcs))
	f.rowDist, f.colDist = make([]int64, f.rows), make([]int64, f.cols)
	f.rowEpoch, f.colEpoch = make([]int32, f.rows), make([]int32, f.cols)
	f.rowPred, f.colPred = make([]int32, f.rows), make([]int32, f.cols)
	for j := range f.head {
		f.head[j] = -1
		f.single[j] = f.spare[j] == 1
	}
	for i := range f.u {
		low := f.skip[i]
		for _, a := range f.arcs[f.start[i]:f.start[i+1]] {
			low = min(low, a.cost)
		}
		if low < far {
			f.u[i] = low
		}
	}
}

func (f *flow) solve(ctx context.Context) *Flow {
	f.prepare()
	out := &Flow{Missing: f.missing}
	for i := range f.rows {
		for n := f.need[i]; n > 0; n-- {
			if ctx.Err() != nil {
				out.Status = Cancelled
			}
			if out.Status == Cancelled {
				f.missing[i] += n
				break
			}
			if !f.augment(int32(i)) {
				f.missing[i] += n
				if out.Status == Optimal {
					out.Status = Infeasible
					f.blame(out)
				}
				break
			}
		}
	}
	out.Start = append(out.Start, 0)
	for i := range f.rows {
		for k := f.start[i]; k < f.start[i+1]; k++ {
			if f.used[k] {
				out.Cols = append(out.Cols, f.arcs[k].col)
				out.Total += f.arcs[k].cost
			}
		}
		out.Start = append(out.Start, len(out.Cols))
		if f.skip[i] != far {
			out.Total += int64(f.missing[i]) * f.skip[i]
		}
	}
	if out.Status == Optimal {
		out.U, out.V = f.u, f.v
	}
	return out
}

// augment assigns one unit of a row by the shortest path.
func (f *flow) augment(start int32) bool {
	f.epoch++
	f.heap.items = f.heap.items[:0]
	f.done = f.done[:0]
	best, goalCol, goalRow := far, int32(-1), int32(-1)
	f.rowDist[start], f.rowEpoch[start], f.rowPred[start] = 0, f.epoch, -1
	f.heap.push(0, ^start)
	for len(f.heap.items) > 0 && f.heap.items[0].key < best {
		it := f.heap.pop()
		if it.id >= 0 {
			j := it.id
			if f.colDist[j] != it.key {
				continue
			}
			f.done = append(f.done, j)
			for k := f.head[j]; k >= 0; k = f.next[k] {
				i := f.rowOf[k]
				d := it.key - (f.arcs[k].cost - f.u[i] - f.v[j])
				if d < best && (f.rowEpoch[i] != f.epoch || d < f.rowDist[i]) {
					f.rowDist[i], f.rowEpoch[i], f.rowPred[i] = d, f.epoch, k
					f.heap.push(d, ^i)
				}
			}
			continue
		}
		i := ^it.id
		if f.rowDist[i] != it.key {
			continue
		}
		f.done = append(f.done, it.id)
		if p := f.skip[i]; p != far && it.key+p-f.u[i] < best {
			best, goalRow, goalCol = it.key+p-f.u[i], i, -1
		}
		for k := f.start[i]; k < f.start[i+1]; k++ {
			a := f.arcs[k]
			// A taken pair of a single column is no way, but keeps its cost
			// at u + v.
			if f.used[k] && !f.single[a.col] {
				continue
			}
			d := it.key + a.cost - f.u[i] - f.v[a.col]
			if d >= best || f.colEpoch[a.col] == f.epoch && f.colDist[a.col] <= d {
				continue
			}
			f.colDist[a.col], f.colEpoch[a.col], f.colPred[a.col] = d, f.epoch, int32(k)
			if f.spare[a.col] > 0 {
				best, goalCol = d, a.col
				continue
			}
			f.heap.push(d, a.col)
		}
	}
	if best == far {
		return false
	}
	for _, id := range f.done {
		if id >= 0 {
			f.v[id] -= max(0, best-f.colDist[id])
		} else {
			f.u[^id] += max(0, best-f.rowDist[^id])
		}
	}
	if goalCol >= 0 {
		f.spare[goalCol]--
		goalRow = f.backTo(goalCol)
	} else {
		f.missing[goalRow]++
	}
	for goalRow != start {
		k := f.rowPred[goalRow]
		f.drop(k)
		goalRow = f.backTo(f.arcs[k].col)
	}
	return true
}

// backTo takes the pair by which the path came to a column, and returns its
// row.
func (f *flow) backTo(col int32) int32 {
	k := f.colPred[col]
	f.used[k] = true
	f.next[k], f.prev[k] = f.head[col], -1
	if h := f.head[col]; h >= 0 {
		f.prev[h] = k
	}
	f.head[col] = k
	return f.rowOf[k]
}

func (f *flow) drop(k int32) {
	f.used[k] = false
	if f.next[k] >= 0 {
		f.prev[f.next[k]] = f.prev[k]
	}
	if f.prev[k] >= 0 {
		f.next[f.prev[k]] = f.next[k]
	} else {
		f.head[f.arcs[k].col] = f.next[k]
	}
}

// blame names the rows and columns of a search which found no end.
func (f *flow) blame(out *Flow) {
	for i := range f.rows {
		if f.rowEpoch[i] == f.epoch {
			out.Blocked = append(out.Blocked, int32(i))
		}
	}
	for j := range f.cols {
		if f.colEpoch[j] == f.epoch {
			out.Blocking = append(out.Blocking, int32(j))
		}
	}
}
