package habit

import (
	"cmp"
	"math"
	"slices"
)

// Ask is one worker who could be offered a job.
type Ask struct {
	Worker string `json:"worker"`
	// Accept is the probability of a yes, in [0, 1].
	Accept float64 `json:"accept"`
	// Value of the job done by this worker, in any unit: its value less the
	// pair's cost.
	Value float64 `json:"value"`
	// Seconds until the answer is expected, at least 0.
	Seconds float64 `json:"seconds"`
}

// SequenceOptions are the settings of [Sequence]; the zero value is ready.
type SequenceOptions struct {
	// Limit on the number of offers; 0: none.
	Limit int `json:"limit,omitempty"`
	// PerSecond is what a second of waiting costs, at least 0.
	PerSecond float64 `json:"perSecond,omitempty"`
	// Fallback is the value of the job left unfilled.
	Fallback float64 `json:"fallback,omitempty"`
}

// Plan is which offers to make, and what to expect of them.
type Plan struct {
	// Order are the workers to ask, first to last; of parallel offers the one
	// who gets the job if several accept comes first.
	Order []Ask `json:"order"`
	// Filled is the probability that somebody accepts.
	Filled float64 `json:"filled"`
	// Seconds is the expected time until somebody accepts or all have
	// answered, Offers the expected number of offers made.
	Seconds float64 `json:"seconds"`
	Offers  float64 `json:"offers"`
	// Value expected, waiting paid and the fallback counted.
	Value float64 `json:"value"`
}

// Sequence returns the best order in which to ask one after the other until
// somebody accepts. Without a limit that is by falling index
//
//	Value − PerSecond·Seconds/Accept
//
// as long as it is above the fallback: swapping two neighbours out of this
// order never helps, and one more offer at the end pays exactly if its index
// is above what remains without it. With a limit the best choice in this order
// is found by dynamic programming, O(n·Limit).
func Sequence(asks []Ask, opts SequenceOptions) *Plan {
	index := func(a *Ask) float64 {
		if a.Accept <= 0 {
			return math.Inf(-1)
		}
		return a.Value - float64(opts.PerSecond*a.Seconds)/a.Accept
	}
	var list []Ask
	for i := range asks {
		if index(&asks[i]) > opts.Fallback {
			list = append(list, asks[i])
		}
	}
	slices.SortStableFunc(list, func(a, b Ask) int { return cmp.Compare(index(&b), index(&a)) })
	n, limit := len(list), opts.Limit
	if limit <= 0 || limit > n {
		limit = n
	}
	// best[i][m]: expected value from list[i:] with m offers left.
	best := table(n+1, limit+1, opts.Fallback)
	for i := n - 1; i >= 0; i-- {
		a := &list[i]
		for m := 1; m <= limit; m++ {
			best[i][m] = max(best[i+1][m], float64(a.Accept*a.Value)-float64(opts.PerSecond*a.Seconds)+float64((1-a.Accept)*best[i+1][m-1]))
		}
	}
	plan := &Plan{Value: best[0][limit]}
	for i, m := 0, limit; i < n && m > 0; i++ {
		if best[i][m] != best[i+1][m] {
			plan.Order = append(plan.Order, list[i])
			m--
		}
	}
	plan.expect(1)
	return plan
}

// ParallelOptions are the settings of [Parallel]; the zero value is ready.
type ParallelOptions struct {
	// Cap on the number of offers out at once; 0: 3.
	Cap int `json:"cap,omitempty"`
	// PerOffer is the cost of each offer, Disappointed that of each worker who
	// accepts and does not get the job.
	PerOffer     float64 `json:"perOffer,omitempty"`
	Disappointed float64 `json:"disappointed,omitempty"`
	// Fallback is the value of the job left unfilled.
	Fallback float64 `json:"fallback,omitempty"`
}

// Parallel returns whom to ask at once when the best of those who accept gets
// the job. With the chosen by falling value the expected value is
//
//	Σ pᵢ·(vᵢ+d)·Πⱼ﹤ᵢ(1−pⱼ) + fallback·Π(1−pⱼ) − Σ (d·pᵢ + c)
//
// with d for Disappointed and c for PerOffer. The best set of at most Cap is
// found exactly, by dynamic programming over the workers by value which keeps
// for each number of offers the sets that no other beats in both the first
// two terms and the last.
func Parallel(asks []Ask, opts ParallelOptions) *Plan {
	limit := opts.Cap
	if limit <= 0 {
		limit = 3
	}
	list := slices.Clone(asks)
	slices.SortStableFunc(list, func(a, b Ask) int { return cmp.Compare(b.Value, a.Value) })
	limit = min(limit, len(list))
	// fronts[m] are sets of m of the workers looked at, the last of list first.
	fronts := make([][]*chosen, limit+1)
	fronts[0] = []*chosen{{win: opts.Fallback}}
	for i := len(list) - 1; i >= 0; i-- {
		a := &list[i]
		for m := limit; m > 0; m-- {
			all := slices.Clone(fronts[m])
			for _, c := range fronts[m-1] {
				all = append(all, &chosen{
					win:   float64(a.Accept*(a.Value+opts.Disappointed)) + float64((1-a.Accept)*c.win),
					price: c.price + float64(opts.Disappointed*a.Accept) + opts.PerOffer, first: i, rest: c})
			}
			fronts[m] = unbeaten(all)
		}
	}
	best := fronts[0][0]
	for _, front := range fronts {
		for _, c := range front {
			if c.win-c.price > best.win-best.price {
				best = c
			}
		}
	}
	plan := &Plan{Value: best.win - best.price}
	for c := best; c.rest != nil; c = c.rest {
		plan.Order = append(plan.Order, list[c.first])
	}
	plan.expect(len(plan.Order))
	return plan
}

// chosen is a set of workers: the first, a place in the list, and the rest.
type chosen struct {
	win, price float64
	first      int
	rest       *chosen
}

// unbeaten returns the sets which no other beats in win and price.
func unbeaten(all []*chosen) []*chosen {
	slices.SortStableFunc(all, func(a, b *chosen) int { return cmp.Or(cmp.Compare(b.win, a.win), cmp.Compare(a.price, b.price)) })
	out := all[:0]
	for _, c := range all {
		if n := len(out); n == 0 || c.price < out[n-1].price {
			out = append(out, c)
		}
	}
	return out
}

// expect fills in the figures of offers made width at a time, each round as
// long as its slowest answer; the first of the order who accepts is taken.
func (p *Plan) expect(width int) {
	nobody := 1.0
	for at := 0; at < len(p.Order); at += max(width, 1) {
		slowest, none := 0.0, 1.0
		round := p.Order[at:min(at+width, len(p.Order))]
		for _, a := range round {
			slowest = max(slowest, a.Seconds)
			none *= 1 - a.Accept
		}
		p.Seconds += float64(nobody * slowest)
		p.Offers += float64(nobody * float64(len(round)))
		nobody *= none
	}
	p.Filled = 1 - nobody
}

// Waves returns the figures of asking in the order given, width at a time (0:
// one), until somebody accepts; Value is the expected value of who is taken.
// O(n).
func Waves(order []Ask, width int) *Plan {
	p := &Plan{Order: slices.Clone(order)}
	p.expect(max(width, 1))
	none := 1.0
	for _, a := range order {
		p.Value += float64(none * a.Accept * a.Value)
		none *= 1 - a.Accept
	}
	return p
}

func table(rows, cols int, fill float64) [][]float64 {
	out := make([][]float64, rows)
	for i := range out {
		out[i] = slices.Repeat([]float64{fill}, cols)
	}
	return out
}
