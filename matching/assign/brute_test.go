package assign

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// bruteForce tries every assignment; false: there is none.
func bruteForce(p *Problem[int64]) (int64, bool) {
	best, some := int64(0), false
	taken := make([]bool, p.Cols)
	var try func(i int, sum int64, has int)
	try = func(i int, sum int64, has int) {
		if i == p.Rows {
			if p.Cover == EachColumn && has < p.Cols {
				return
			}
			if !some || sum < best {
				best, some = sum, true
			}
			return
		}
		if p.Cover == EachColumn {
			try(i+1, sum, has)
		} else if p.Skip != nil && p.Skip[i] != math.MaxInt64 {
			try(i+1, sum+p.Skip[i], has)
		}
		for j := range p.Cols {
			if taken[j] {
				continue
			}
			if c, ok := p.pair(i, j); ok {
				taken[j] = true
				try(i+1, sum+c, has+1)
				taken[j] = false
			}
		}
	}
	try(0, 0, 0)
	return best, some
}

// randomProblem draws a problem of every form, at most 6 by 6.
func randomProblem(r *rand.Rand) *Problem[int64] {
	p := &Problem[int64]{Rows: 1 + r.IntN(6), Cols: 1 + r.IntN(6)}
	if r.IntN(2) == 0 {
		p.Cols = p.Rows
	}
	most := []int64{2, 5, 100, 1e9}[r.IntN(4)]
	density := []int{30, 60, 90, 100}[r.IntN(4)]
	draw := func() int64 { return r.Int64N(2*most+1) - most/2 }
	if r.IntN(2) == 0 {
		p.Stride = p.Cols + r.IntN(3)
		p.Costs = make([]int64, p.Rows*p.Stride)
		for k := range p.Costs {
			p.Costs[k] = draw()
			if r.IntN(100) >= density {
				p.Costs[k] = math.MaxInt64
			}
		}
	} else {
		p.Start = []int{0}
		for range p.Rows {
			for _, j := range r.Perm(p.Cols) {
				if r.IntN(100) < density {
					p.Costs = append(p.Costs, draw())
					p.Heads = append(p.Heads, int32(j))
				}
			}
			p.Start = append(p.Start, len(p.Heads))
		}
	}
	switch r.IntN(4) {
	case 0:
		for range p.Rows {
			c := draw()
			if r.IntN(4) == 0 {
				c = math.MaxInt64
			}
			p.Skip = append(p.Skip, c)
		}
	case 1:
		p.Cover = EachColumn
	}
	return p
}

func check(t *testing.T, p *Problem[int64], r *Result, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("%+v: %v", p, err)
	}
	want, ok := bruteForce(p)
	if ok != (r.Status == Optimal) || ok && r.Total != want {
		t.Fatalf("%+v: %v %d, want %v %d", p, r.Status, r.Total, ok, want)
	}
}

func TestSolveAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	var s Solver[int64]
	for range 10000 {
		p := randomProblem(r)
		got, err := s.Solve(context.Background(), p, Options{})
		check(t, p, got, err)
	}
}

func TestResolveAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 1))
	var s Solver[int64]
	for range 2500 {
		p := randomProblem(r)
		p.Stride = 0
		if p.Start == nil {
			p.Stride = 8
			p.Costs = make([]int64, 8*8)
			for k := range p.Costs {
				p.Costs[k] = r.Int64N(20)
			}
		}
		got, err := s.Solve(context.Background(), p, Options{})
		check(t, p, got, err)
		for range 8 {
			ch := mutate(r, p)
			got, err = s.Resolve(context.Background(), p, ch, Options{})
			check(t, p, got, err)
		}
	}
}

// mutate changes some rows and columns of a problem, adds or removes some.
func mutate(r *rand.Rand, p *Problem[int64]) Changes {
	var ch Changes
	draw := func() int64 {
		if r.IntN(5) == 0 {
			return math.MaxInt64
		}
		return r.Int64N(20) - 3
	}
	if p.Start == nil {
		rows, cols := p.Rows, p.Cols
		p.Rows = max(1, min(6, p.Rows+r.IntN(3)-1))
		p.Cols = max(1, min(6, p.Cols+r.IntN(3)-1))
		for i := range p.Rows {
			for j := range p.Cols {
				if i >= rows || j >= cols {
					p.Costs[i*8+j] = draw()
				}
			}
		}
		if p.Skip != nil {
			p.Skip = slices.Grow(p.Skip, 8)[:p.Rows]
			for i := rows; i < p.Rows; i++ {
				p.Skip[i] = draw()
			}
		}
	}
	if p.Start != nil && r.IntN(2) == 0 {
		resizeSparse(r, p, draw)
	}
	for range r.IntN(3) {
		i := r.IntN(p.Rows)
		ch.Rows = append(ch.Rows, int32(i))
		if p.Start == nil {
			for j := range p.Cols {
				p.Costs[i*8+j] = draw()
			}
		} else {
			for k := p.Start[i]; k < p.Start[i+1]; k++ {
				p.Costs[k] = draw()
			}
		}
		if p.Skip != nil {
			p.Skip[i] = draw()
		}
	}
	for range r.IntN(3) {
		j := r.IntN(p.Cols)
		ch.Cols = append(ch.Cols, int32(j))
		if p.Start == nil {
			for i := range p.Rows {
				p.Costs[i*8+j] = draw()
			}
		} else {
			for k, h := range p.Heads {
				if int(h) == j {
					p.Costs[k] = draw()
				}
			}
		}
	}
	return ch
}

// resizeSparse removes the last row or column or adds one.
func resizeSparse(r *rand.Rand, p *Problem[int64], draw func() int64) {
	rows, cols := p.Rows, p.Cols
	p.Rows = max(1, min(6, rows+r.IntN(3)-1))
	p.Cols = max(1, min(6, cols+r.IntN(3)-1))
	q := Problem[int64]{Start: []int{0}}
	for i := range p.Rows {
		for j := range p.Cols {
			c := draw()
			if i < rows && j < cols {
				c, _ = p.pair(i, j)
			}
			if c != math.MaxInt64 {
				q.Heads, q.Costs = append(q.Heads, int32(j)), append(q.Costs, c)
			}
		}
		q.Start = append(q.Start, len(q.Heads))
	}
	if p.Skip != nil {
		p.Skip = slices.Grow(slices.Clone(p.Skip), 8)[:p.Rows]
		for i := rows; i < p.Rows; i++ {
			p.Skip[i] = draw()
		}
	}
	p.Start, p.Heads, p.Costs = q.Start, q.Heads, q.Costs
}
