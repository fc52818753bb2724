package dispatch

import (
	"cmp"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/matching/habit"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// world is a roster with the hidden characters of its workers.
type world struct {
	problem *roster.Problem
	view    *roster.View
	index   *matching.Index
	seed    uint64
	// order are the jobs as they come up; at[j] is when job j does.
	order []int
	at    []time.Time
	// character of each worker, in log odds.
	character []float64
	workers   map[string]int
}

func newWorld(o Options, seed uint64) (*world, error) {
	p, err := generate.Problem(generate.Options{Jobs: o.Jobs, Workers: o.Workers, Days: o.Days, Seed: seed, Servable: true})
	if err != nil {
		return nil, err
	}
	w := &world{problem: p, seed: seed, workers: map[string]int{}, at: make([]time.Time, len(p.Jobs))}
	if w.view, err = roster.NewView(p); err != nil {
		return nil, err
	}
	if w.index, err = matching.NewIndex(p, roster.Rulebook{}); err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 21))
	for i := range p.Workers {
		w.workers[p.Workers[i].ID] = i
		w.character = append(w.character, 0.9*normal(r))
	}
	for j := range p.Jobs {
		w.at[j] = p.Horizon.Start
		for k, window := range p.Jobs[j].Windows {
			if k == 0 || window.Start.Before(w.at[j]) {
				w.at[j] = window.Start
			}
		}
		w.order = append(w.order, j)
	}
	slices.SortStableFunc(w.order, func(a, b int) int { return cmp.Or(w.at[a].Compare(w.at[b]), cmp.Compare(a, b)) })
	return w, nil
}

// normal is nearly so: the sum of twelve uniform draws.
func normal(r *rand.Rand) (z float64) {
	for range 12 {
		z += r.Float64()
	}
	return z - 6
}

// accepts is the hidden law.
func (w *world) accepts(worker, job int, o *habit.Offer) bool {
	z := 1.3 + w.character[worker] - 0.08*o.Km - 0.25*max(o.Km-5, 0) + 0.02*(o.PayPerHour-30) - 0.9*o.Load - 0.25*o.Refusals
	if o.Hour < 8 {
		z -= 0.5
	}
	if o.Hour >= 17 {
		z -= 0.8
	}
	if o.Weekday == time.Saturday || o.Weekday == time.Sunday {
		z -= 0.5
	}
	if o.Liked {
		z += 0.8
	}
	if o.Avoided {
		z -= 1.6
	}
	h := fnv.New64a()
	for _, v := range [3]uint64{w.seed, uint64(worker), uint64(job)} {
		for s := 0; s < 64; s += 8 {
			h.Write([]byte{byte(v >> s)})
		}
	}
	return rand.New(rand.NewPCG(h.Sum64(), 22)).Float64() < 1/(1+math.Exp(-z))
}

// worth of a job done, in minor units: its price and what letting a customer
// down costs. The values of jobs of higher tiers are no money.
func (w *world) worth(job int) float64 {
	return float64(w.view.Price(&w.problem.Jobs[job]) + w.view.Weights.Unassigned)
}

// offer is what the worker is told of a job.
func (s *state) offer(worker, job int, start time.Time) habit.Offer {
	w, j := &s.problem.Workers[worker], &s.problem.Jobs[job]
	local := start.In(s.view.Zone)
	o := habit.Offer{Hour: local.Hour(), Weekday: local.Weekday(), PayPerHour: float64(w.Pay.PerHour) / 100,
		Liked: slices.Contains(w.PreferredServices, j.Service), Avoided: slices.Contains(w.AvoidedServices, j.Service),
		Preferred: slices.Contains(w.PreferredCustomers, j.Customer)}
	if home, at := w.Home.Location, s.view.Place(j).Location; home != nil && at != nil {
		o.Km = float64(scoring.PointOf(*home).Metres(scoring.PointOf(*at))) / 1000
	}
	o.Minutes = 2 + 4*o.Km
	if day := roster.DateOf(local); day == s.day[worker] {
		o.Load = min(float64(s.taken[worker])/(8*3600), 1)
	}
	for _, at := range s.refused[worker] {
		if start.Sub(at) < 7*24*time.Hour {
			o.Refusals++
		}
	}
	return o
}
