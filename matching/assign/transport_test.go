package assign

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"
)

// bruteTransport tries every flow.
func bruteTransport(t *Transport[int64]) (int64, bool) {
	best, some := int64(0), false
	load := make([]int32, t.Cols)
	var try func(i, j int, has int32, sum int64)
	try = func(i, j int, has int32, sum int64) {
		if i == t.Rows {
			if !some || sum < best {
				best, some = sum, true
			}
			return
		}
		if j == t.Cols {
			if n := t.demand(i) - has; n == 0 {
				try(i+1, 0, 0, sum)
			} else if t.Skip != nil && t.Skip[i] != math.MaxInt64 {
				try(i+1, 0, 0, sum+int64(n)*t.Skip[i])
			}
			return
		}
		try(i, j+1, has, sum)
		if c, ok := t.pair(i, j); ok && has < t.demand(i) && load[j] < t.capacity(j) {
			load[j]++
			try(i, j+1, has+1, sum+c)
			load[j]--
		}
	}
	try(0, 0, 0, 0)
	return best, some
}

func TestTransportAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 1))
	for range 4000 {
		p := &Transport[int64]{Problem: *randomProblem(r)}
		for p.Rows*p.Cols > 16 {
			p.Problem = *randomProblem(r)
		}
		p.Cover = EachRow
		if r.IntN(4) > 0 {
			for range p.Rows {
				p.Demand = append(p.Demand, r.Int32N(4))
			}
		}
		if r.IntN(4) > 0 {
			for range p.Cols {
				p.Capacity = append(p.Capacity, r.Int32N(4))
			}
		}
		f, err := SolveTransport(context.Background(), p, Options{})
		if err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
		want, ok := bruteTransport(p)
		if ok != (f.Status == Optimal) || ok && want != f.Total {
			t.Fatalf("%+v: %v %d, want %v %d", p, f.Status, f.Total, ok, want)
		}
	}
}
