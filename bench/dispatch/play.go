package dispatch

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/matching/habit"
	"github.com/paidan/paidan/roster"
)

// The times of answers and the price of waiting.
const (
	secondsYes, secondsNo = 120, 300
	perSecond             = 1.0 // minor units
	perKm                 = 300 // minor units, time included
)

// state is a world under one policy.
type state struct {
	*world
	policy string
	offers int
	plan   *roster.Plan
	// taken[w] are the seconds of work booked on day[w].
	taken   []int64
	day     []roster.Date
	refused [][]time.Time
	model   *habit.Acceptance
	seen    []habit.Observation
	// said[w] is the sum of answers less what the model said, of asked[w].
	said  []float64
	asked []float64
	// guesses are the chances each worker asked was given, and the answers.
	guesses guesses
}

// guesses are chances told and what came of them.
type guesses struct {
	chance []float64
	yes    []bool
}

func (g *guesses) add(chance float64, yes bool) {
	g.chance, g.yes = append(g.chance, chance), append(g.yes, yes)
}

// play lets a policy choose for all jobs of a world.
func play(ctx context.Context, w *world, policy string, o Options) (*Figures, *guesses, error) {
	n := len(w.problem.Workers)
	s := &state{world: w, policy: policy, offers: o.Offers, plan: &roster.Plan{}, taken: make([]int64, n), day: make([]roster.Date, n),
		refused: make([][]time.Time, n), model: habit.DefaultAcceptance(), said: make([]float64, n), asked: make([]float64, n)}
	f := &Figures{Policy: policy}
	filled := 0.0
	today := roster.Date{}
	for _, j := range w.order {
		if err := ctx.Err(); err != nil {
			return nil, nil, err
		}
		if day := roster.DateOf(w.at[j].In(w.view.Zone)); day != today {
			today = day
			if err := s.learn(); err != nil {
				return nil, nil, err
			}
		}
		list, err := w.index.Shortlist(w.problem.Jobs[j].ID, matching.Options{Top: n, Limit: -1, At: w.at[j], Bookings: matching.NewBookings(w.problem, s.plan)})
		if err != nil {
			return nil, nil, err
		}
		waited := 0.0
		for k, c := range s.choose(j, list.Candidates) {
			worker := w.workers[c.Worker]
			offer := s.offer(worker, j, c.Earliest)
			yes := w.accepts(worker, j, &offer)
			s.guesses.add(s.chance(worker, offer), yes)
			s.note(worker, offer, yes, c.Earliest)
			if !yes {
				f.Refusals++
				waited += secondsNo
				continue
			}
			waited += secondsYes
			filled++
			if k == 0 {
				f.First++
			}
			f.Seconds += waited
			cost := c.Cost.Units() + perKm*offer.Km
			f.Cost, f.Km = f.Cost+cost, f.Km+offer.Km
			f.Net += w.worth(j) - cost - perSecond*waited
			s.book(worker, j, c)
			waited = 0
			break
		}
		f.Net -= perSecond * waited
	}
	jobs := float64(max(len(w.order), 1))
	f.Filled, f.First, f.Refusals, f.Net = filled/jobs, f.First/jobs, f.Refusals/jobs, f.Net/jobs
	f.Seconds, f.Cost, f.Km = f.Seconds/max(filled, 1), f.Cost/max(filled, 1), f.Km/max(filled, 1)
	return f, &s.guesses, nil
}

// choose returns whom the policy asks, in order.
func (s *state) choose(job int, list []matching.Candidate) []matching.Candidate {
	far := func(c *matching.Candidate) float64 {
		o := s.offer(s.workers[c.Worker], job, c.Earliest)
		return o.Km
	}
	switch s.policy {
	case "nearest":
		slices.SortStableFunc(list, func(a, b matching.Candidate) int { return cmp.Compare(far(&a), far(&b)) })
	case "judged", "learnt":
		asks := make([]habit.Ask, len(list))
		byID := make(map[string]matching.Candidate, len(list))
		value := s.worth(job)
		for i, c := range list {
			worker := s.workers[c.Worker]
			o := s.offer(worker, job, c.Earliest)
			p := s.chance(worker, o)
			asks[i] = habit.Ask{Worker: c.Worker, Accept: p, Value: value - c.Cost.Units() - perKm*o.Km,
				Seconds: p*secondsYes + (1-p)*secondsNo}
			byID[c.Worker] = c
		}
		list = list[:0:0]
		for _, a := range habit.Sequence(asks, habit.SequenceOptions{Limit: s.offers, PerSecond: perSecond}).Order {
			list = append(list, byID[a.Worker])
		}
	}
	return list[:min(len(list), s.offers)]
}

// chance is the model's probability, moved by the worker's own record as if
// the model's word counted for eight answers.
func (s *state) chance(worker int, o habit.Offer) float64 {
	p := s.model.Probability(o)
	if s.policy == "learnt" {
		p += s.said[worker] / (s.asked[worker] + 8)
	}
	return min(max(p, 0.02), 0.98)
}

func (s *state) note(worker int, o habit.Offer, yes bool, at time.Time) {
	s.seen = append(s.seen, habit.Observation{Offer: o, Accepted: yes})
	s.said[worker] -= s.model.Probability(o)
	s.asked[worker]++
	if yes {
		s.said[worker]++
	} else {
		s.refused[worker] = append(s.refused[worker], at)
	}
}

// learn fits the model to all answers so far.
func (s *state) learn() error {
	if s.policy != "learnt" || len(s.seen) == 0 {
		return nil
	}
	model, _, err := habit.FitAcceptance(s.seen, habit.AcceptanceOptions{})
	s.model = model
	return err
}

// book puts the visit into the plan.
func (s *state) book(worker, job int, c matching.Candidate) {
	d := s.view.WorkerDuration(&s.problem.Workers[worker], &s.problem.Jobs[job])
	s.plan.Routes = append(s.plan.Routes, roster.Route{Worker: c.Worker, Shift: c.Shift, Stops: []roster.Stop{
		{Kind: roster.VisitStop, Job: s.problem.Jobs[job].ID, Start: c.Earliest, End: c.Earliest.Add(d.Std())}}})
	if day := roster.DateOf(c.Earliest.In(s.view.Zone)); day != s.day[worker] {
		s.day[worker], s.taken[worker] = day, 0
	}
	s.taken[worker] += int64(d)
}
