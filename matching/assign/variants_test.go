package assign

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// everyAssignment calls back with the costs' places of every assignment; −1−i
// is row i left out.
func everyAssignment(p *Problem[int64], f func(places []int)) {
	taken := make([]bool, p.Cols)
	var places []int
	var try func(i int)
	try = func(i int) {
		if i == p.Rows {
			if p.Cover == EachRow || !slices.Contains(taken, false) {
				f(places)
			}
			return
		}
		if p.Cover == EachColumn {
			try(i + 1)
		} else if p.Skip != nil && p.Skip[i] != math.MaxInt64 {
			places = append(places, -1-i)
			try(i + 1)
			places = places[:len(places)-1]
		}
		from, to := i*p.stride(), i*p.stride()+p.Cols
		if p.Start != nil {
			from, to = p.Start[i], p.Start[i+1]
		}
		for k := from; k < to; k++ {
			j := k - from
			if p.Start != nil {
				j = int(p.Heads[k])
			}
			if p.Costs[k] == math.MaxInt64 || taken[j] {
				continue
			}
			taken[j] = true
			places = append(places, k)
			try(i + 1)
			places = places[:len(places)-1]
			taken[j] = false
		}
	}
	try(0)
}

func TestBottleneckAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	for range 3000 {
		p := randomProblem(r)
		got, err := SolveBottleneck(context.Background(), p, Options{})
		if err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
		best, total, some := int64(0), int64(0), false
		everyAssignment(p, func(places []int) {
			most, sum := int64(math.MinInt64), int64(0)
			for _, k := range places {
				c := int64(0)
				if k < 0 {
					c = p.Skip[-1-k]
				} else {
					c = p.Costs[k]
				}
				most, sum = max(most, c), sum+c
			}
			if len(places) == 0 {
				most = 0
			}
			if !some || most < best || most == best && sum < total {
				best, total, some = most, sum, true
			}
		})
		if some != (got.Status == Optimal) || some && (got.Total != total || got.Largest != best) {
			t.Fatalf("%+v: %v %d %d, want %v %d %d", p, got.Status, got.Largest, got.Total, some, best, total)
		}
		if len(got.Tight) > 0 && len(got.Tight) <= len(got.Short) {
			t.Fatalf("%+v: no proof: %v %v", p, got.Tight, got.Short)
		}
	}
}

func TestTiersAgainstBruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 1))
	apart := 0
	for range 3000 {
		p := &Tiered{Problem: *randomProblem(r)}
		p.Cover = EachRow
		for k := range p.Costs {
			if p.Costs[k] != math.MaxInt64 {
				p.Costs[k] = r.Int64N(3)
			}
		}
		for k := range p.Skip {
			if p.Skip[k] != math.MaxInt64 {
				p.Skip[k] = r.Int64N(3)
			}
		}
		scale := []int64{1, 1 << 50}[r.IntN(2)]
		for range r.IntN(3) {
			m := Tier{Costs: make([]int64, len(p.Costs))}
			for k := range m.Costs {
				m.Costs[k] = (r.Int64N(5) - 2) * scale
			}
			for range p.Skip {
				m.Skip = append(m.Skip, r.Int64N(5)*scale)
			}
			p.More = append(p.More, m)
		}
		got, err := SolveTiers(context.Background(), p, Options{})
		if err != nil {
			t.Fatalf("%+v: %v", p, err)
		}
		var best []int64
		everyAssignment(&p.Problem, func(places []int) {
			sum := make([]int64, 1+len(p.More))
			for _, k := range places {
				for tier := range sum {
					costs, skip := p.Costs, p.Skip
					if tier > 0 {
						costs, skip = p.More[tier-1].Costs, p.More[tier-1].Skip
					}
					if k < 0 {
						sum[tier] += skip[-1-k]
					} else {
						sum[tier] += costs[k]
					}
				}
			}
			if best == nil || slices.Compare(sum, best) < 0 {
				best = sum
			}
		})
		if (best != nil) != (got.Status == Optimal) || best != nil && !slices.Equal(best, got.Totals) {
			t.Fatalf("%+v: %v %d, want %d", p, got.Status, got.Totals, best)
		}
		if scale > 1 && len(p.More) > 1 {
			apart++
		}
	}
	if apart == 0 {
		t.Error("no problem was solved tier by tier")
	}
}
