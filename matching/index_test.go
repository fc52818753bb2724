package matching_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// withTimes gives a random problem shifts, windows, speeds, weights and a plan.
func withTimes(seed uint64, p *roster.Problem) *roster.Plan {
	r := rand.New(rand.NewPCG(seed, 12))
	start := p.Horizon.Start
	at := func(day, hour int) time.Time { return start.AddDate(0, 0, day).Add(time.Duration(hour) * time.Hour) }
	plan := &roster.Plan{}
	for w := range p.Workers {
		worker := &p.Workers[w]
		if r.IntN(4) == 0 {
			worker.ServicePercent = map[string]int{fmt.Sprint("s", r.IntN(4)): 50 + 50*r.IntN(5)}
		}
		for d := range 7 {
			if r.IntN(3) > 0 {
				continue
			}
			from := at(d, 6+2*r.IntN(8))
			s := roster.Shift{ID: fmt.Sprint(worker.ID, "-", d), Start: from, End: from.Add(time.Duration(3+r.IntN(7)) * time.Hour)}
			worker.Shifts = append(worker.Shifts, s)
			if r.IntN(3) == 0 {
				begin := from.Add(time.Duration(r.IntN(3)) * time.Hour)
				plan.Routes = append(plan.Routes, roster.Route{Worker: worker.ID, Shift: s.ID, Stops: []roster.Stop{
					{Kind: roster.VisitStop, Job: p.Jobs[r.IntN(len(p.Jobs))].ID, Start: begin, End: begin.Add(time.Duration(r.IntN(4)) * time.Hour)}}})
			}
		}
		if n := len(worker.Shifts); n > 1 && r.IntN(12) == 0 {
			worker.Shifts[0], worker.Shifts[n-1] = worker.Shifts[n-1], worker.Shifts[0]
		}
	}
	for j := range p.Jobs {
		for range r.IntN(4) {
			d, h := r.IntN(7), 5+r.IntN(18)
			p.Jobs[j].Windows = append(p.Jobs[j].Windows, roster.Window{Start: at(d, h), End: at(d, h+1+r.IntN(9)),
				Bounds: []roster.WindowBounds{"", roster.BoundsService}[r.IntN(2)]})
		}
		if r.IntN(9) == 0 {
			p.Jobs[j].Release = at(r.IntN(9), 9)
		}
		long := roster.Duration(3600 * r.IntN(9))
		if r.IntN(9) == 0 {
			long *= 20
		}
		p.Jobs[j].Duration = &long
		if r.IntN(3) == 0 {
			p.Jobs[j].Budget = roster.Money(100 * r.IntN(100))
		}
	}
	if r.IntN(2) == 0 {
		p.FreezeTime = at(1, 9)
	}
	p.Weights.Criteria = map[string]roster.Money{}
	for _, name := range roster.Criteria() {
		if r.IntN(3) > 0 {
			p.Weights.Criteria[name] = roster.Money(100 * r.IntN(30))
		}
	}
	return plan
}

// The index gives what going through all workers gives, to the byte.
func TestIndexEqualsShortlist(t *testing.T) {
	reasons := map[string]int{}
	for seed := range uint64(24) {
		workers := 40
		if seed%4 == 0 {
			workers = 700 // more cells, and more than are priced at once
		}
		p := randomProblem(seed, workers, 12)
		plan := withTimes(seed, p)
		if seed%4 == 0 { // many who may do most
			for w := range p.Workers {
				if w%5 > 0 {
					p.Workers[w].Areas, p.Workers[w].Status, p.Workers[w].Agency = nil, "", ""
				}
			}
			for k := range p.Catalogue {
				p.Catalogue[k].Requirements = roster.Requirements{}
			}
		}
		var rb roster.Rulebook
		if seed%5 == 1 {
			rb.Gates = []roster.Gate{oddPairs}
		}
		x, err := matching.NewIndex(p, rb)
		if err != nil {
			t.Fatal(err)
		}
		for j := range p.Jobs {
			for i, opts := range []matching.Options{{Top: 7}, {Top: 900, Limit: 5}, {Top: 3, Limit: -1},
				{Top: 4, At: p.Horizon.Start.Add(time.Duration(j) * 17 * time.Hour)}} {
				if (i+j)%2 == 0 {
					opts.Bookings = matching.NewBookings(p, plan)
				}
				got, err := x.Shortlist(p.Jobs[j].ID, opts)
				if err != nil {
					t.Fatal(err)
				}
				opts.Rulebook = rb
				want, err := matching.Shortlist(p, p.Jobs[j].ID, opts)
				if err != nil {
					t.Fatal(err)
				}
				a, _ := json.Marshal(got)
				b, _ := json.Marshal(want)
				if string(a) != string(b) {
					t.Fatalf("seed %d job %d options %d:\n%s\n%s", seed, j, i, a, b)
				}
				for _, r := range got.Summary {
					reasons[r.Code] += r.Workers
				}
			}
		}
	}
	for _, code := range append(matching.Codes(), roster.ReasonNoShift, roster.ReasonOutsideShift, matching.ReasonBooked, "odd") {
		if reasons[code] == 0 {
			t.Errorf("%q was never counted: the test says nothing about it", code)
		}
	}
}

func TestIndexErrors(t *testing.T) {
	p := threeDays()
	x, err := matching.NewIndex(p, roster.Rulebook{})
	if err != nil {
		t.Fatal(err)
	}
	var fault *roster.Fault
	if _, err := x.Shortlist("J2", matching.Options{}); !errors.As(err, &fault) {
		t.Errorf("unknown job: %v", err)
	}
	if _, err := matching.NewIndex(p, roster.Rulebook{Gates: []roster.Gate{nil}}); err == nil {
		t.Error("a nil gate is no error")
	}
	if _, err := matching.NewIndex(p, roster.Rulebook{Criteria: []roster.Criterion{{}}}); err == nil {
		t.Error("a nameless criterion is no error")
	}
}

func TestIndexConcurrent(t *testing.T) {
	p := randomProblem(3, 300, 20)
	withTimes(3, p)
	x, err := matching.NewIndex(p, roster.Rulebook{})
	if err != nil {
		t.Fatal(err)
	}
	var done sync.WaitGroup
	for range 4 {
		done.Go(func() {
			for j := range p.Jobs {
				list, err := x.Shortlist(p.Jobs[j].ID, matching.Options{Limit: -1})
				again, _ := x.Shortlist(p.Jobs[j].ID, matching.Options{Limit: -1})
				if err != nil || !slices.EqualFunc(list.Candidates, again.Candidates,
					func(a, b matching.Candidate) bool { return a.Worker == b.Worker && a.Cost == b.Cost }) {
					t.Error(err, list, again)
				}
			}
		})
	}
	done.Wait()
}

// One operation is a shortlist of ten out of all workers.
func BenchmarkIndex(b *testing.B) {
	for _, workers := range []int{10_000, 100_000} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			if testing.Short() {
				b.Skip("long")
			}
			p, err := generate.Problem(generate.Options{Jobs: 1000, Workers: workers, Days: 7, Seed: 1})
			if err != nil {
				b.Fatal(err)
			}
			for _, criteria := range []string{"default", "proximity"} {
				p.Weights = roster.DefaultWeights()
				if criteria == "proximity" {
					p.Weights.Criteria[roster.Proximity] = 2000
				}
				begin := time.Now()
				x, err := matching.NewIndex(p, roster.Rulebook{})
				if err != nil {
					b.Fatal(err)
				}
				built := time.Since(begin)
				b.Run(criteria, func(b *testing.B) {
					var took []time.Duration
					for i := range b.N {
						start := time.Now()
						if _, err := x.Shortlist(p.Jobs[i%len(p.Jobs)].ID, matching.Options{Top: 10, Limit: -1}); err != nil {
							b.Fatal(err)
						}
						took = append(took, time.Since(start))
					}
					slices.Sort(took)
					b.ReportMetric(float64(built.Milliseconds()), "ms/build")
					b.ReportMetric(float64(took[len(took)/2].Microseconds()), "µs/median")
					b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "µs/p99")
				})
			}
		})
	}
}
