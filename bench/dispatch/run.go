package dispatch

import (
	"cmp"
	"context"
	"fmt"
)

// Options of a simulated fortnight; the zero value plays ten fortnights of
// 1,400 jobs and 220 workers.
type Options struct {
	Seed uint64 `json:"seed,omitempty"`
	// Replications with worlds of their own; 0: 10.
	Replications int `json:"replications,omitempty"`
	// Jobs and Workers of a world; 0: 1400 and 220. Days; 0: 14.
	Jobs    int `json:"jobs,omitempty"`
	Workers int `json:"workers,omitempty"`
	Days    int `json:"days,omitempty"`
	// Offers for a job at most; 0: five.
	Offers int `json:"offers,omitempty"`
}

// Policies lists the ways of choosing whom to ask.
func Policies() []string { return []string{"nearest", "score", "judged", "learnt"} }

// Run plays all policies on the same worlds, one after the other, and tells
// progress, unless it is nil, how many fortnights of how many are done, each
// policy counting. The same options give the same table. A context that ends
// ends it with the context's error. About a second for a policy's fortnight.
func Run(ctx context.Context, o Options, progress func(done, total int)) (*Table, error) {
	for _, n := range []int{o.Replications, o.Jobs, o.Workers, o.Days, o.Offers} {
		if n < 0 {
			return nil, fmt.Errorf("dispatch: option %d: want at least 0", n)
		}
	}
	o.Replications, o.Jobs, o.Workers = cmp.Or(o.Replications, 10), cmp.Or(o.Jobs, 1400), cmp.Or(o.Workers, 220)
	o.Days, o.Offers = cmp.Or(o.Days, 14), cmp.Or(o.Offers, 5)
	policies := Policies()
	all, told := make([][]Figures, len(policies)), make([]guesses, len(policies))
	for r := range o.Replications {
		w, err := newWorld(o, o.Seed*1000+uint64(r)+1)
		if err != nil {
			return nil, err
		}
		for k, policy := range policies {
			f, g, err := play(ctx, w, policy, o)
			if err != nil {
				return nil, err
			}
			all[k] = append(all[k], *f)
			told[k].chance, told[k].yes = append(told[k].chance, g.chance...), append(told[k].yes, g.yes...)
			if progress != nil {
				progress(r*len(policies)+k+1, o.Replications*len(policies))
			}
		}
	}
	return summarise(o, all, told), nil
}
