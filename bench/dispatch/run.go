package dispatch

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/matching/habit"
	"github.com/paidan/paidan/roster"
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

// Figures are what one policy made of one or more worlds.
type Figures struct {
	Policy string `json:"policy"`
	// Filled is the share of jobs somebody accepted, First the share accepted
	// by the first worker asked, both of all jobs.
	Filled float64 `json:"filled"`
	First  float64 `json:"first"`
	// Refusals for each job; Seconds from the first offer to a yes, of the
	// jobs filled.
	Refusals float64 `json:"refusals"`
	Seconds  float64 `json:"seconds"`
	// Cost of score and way for each job filled, Km its way, Net for each job;
	// in minor units.
	Cost float64 `json:"cost"`
	Km   float64 `json:"km"`
	Net  float64 `json:"net"`
}

// values returns the figures in a fixed order.
func (f *Figures) values() []*float64 {
	return []*float64{&f.Filled, &f.First, &f.Refusals, &f.Seconds, &f.Cost, &f.Km, &f.Net}
}

// Table is the answer of [Run]: means over the replications and their
// standard errors, by policy, in the order of [Policies].
type Table struct {
	Options Options   `json:"options"`
	Means   []Figures `json:"means"`
	Errors  []Figures `json:"errors"`
}

// Run plays all policies on the same worlds. The same options give the same
// table.
func Run(o Options) (*Table, error) {
	o.Replications, o.Jobs, o.Workers = cmp.Or(o.Replications, 10), cmp.Or(o.Jobs, 1400), cmp.Or(o.Workers, 220)
	o.Days, o.Offers = cmp.Or(o.Days, 14), cmp.Or(o.Offers, 5)
	all := make([][]Figures, len(Policies()))
	for r := range o.Replications {
		w, err := newWorld(o, o.Seed*1000+uint64(r)+1)
		if err != nil {
			return nil, err
		}
		for k, policy := range Policies() {
			f, err := play(w, policy, o)
			if err != nil {
				return nil, err
			}
			all[k] = append(all[k], *f)
		}
	}
	t := &Table{Options: o}
	for k, policy := range Policies() {
		mean, spread := Figures{Policy: policy}, Figures{Policy: policy}
		n := float64(len(all[k]))
		for i := range mean.values() {
			m, s := mean.values()[i], spread.values()[i]
			for r := range all[k] {
				*m += *all[k][r].values()[i] / n
			}
			for r := range all[k] {
				d := *all[k][r].values()[i] - *m
				*s += d * d
			}
			*s = math.Sqrt(*s / max(n-1, 1) / n)
		}
		t.Means, t.Errors = append(t.Means, mean), append(t.Errors, spread)
	}
	return t, nil
}

// Write writes the table as text.
func (t *Table) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d fortnights of %d jobs and %d workers, mean ± standard error\n%-8s %15s %15s %13s %15s %17s %13s %17s\n",
		t.Options.Replications, t.Options.Jobs, t.Options.Workers, "policy", "filled %", "by the first %", "refusals", "seconds", "cost", "km", "net")
	for i, m := range t.Means {
		if err != nil {
			break
		}
		e := t.Errors[i]
		_, err = fmt.Fprintf(w, "%-8s %8.2f ± %4.2f %8.2f ± %4.2f %6.3f ± %4.3f %8.1f ± %4.1f %9.0f ± %5.0f %6.2f ± %4.2f %9.0f ± %5.0f\n", m.Policy,
			100*m.Filled, 100*e.Filled, 100*m.First, 100*e.First, m.Refusals, e.Refusals, m.Seconds, e.Seconds, m.Cost, e.Cost, m.Km, e.Km, m.Net, e.Net)
	}
	return err
}

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
}

func play(w *world, policy string, o Options) (*Figures, error) {
	n := len(w.problem.Workers)
	s := &state{world: w, policy: policy, offers: o.Offers, plan: &roster.Plan{}, taken: make([]int64, n), day: make([]roster.Date, n),
		refused: make([][]time.Time, n), model: habit.DefaultAcceptance(), said: make([]float64, n), asked: make([]float64, n)}
	f := &Figures{Policy: policy}
	filled := 0.0
	today := roster.Date{}
	for _, j := range w.order {
		if day := roster.DateOf(w.at[j].In(w.view.Zone)); day != today {
			today = day
			if err := s.learn(); err != nil {
				return nil, err
			}
		}
		list, err := w.index.Shortlist(w.problem.Jobs[j].ID, matching.Options{Top: n, Limit: -1, At: w.at[j], Bookings: matching.NewBookings(w.problem, s.plan)})
		if err != nil {
			return nil, err
		}
		waited := 0.0
		for k, c := range s.choose(j, list.Candidates) {
			worker := w.workers[c.Worker]
			offer := s.offer(worker, j, c.Earliest)
			yes := w.accepts(worker, j, &offer)
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
	return f, nil
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
