package matching_test

import (
	"slices"
	"testing"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// Reasons against the plain derivation; First and Eligible against Reasons;
// with and without own gates.
func TestRandomProblems(t *testing.T) {
	met := map[string]int{}
	for seed := range uint64(36) {
		p := randomProblem(seed, 12, 30)
		var rb roster.Rulebook
		if seed%3 == 0 {
			rb.Gates = []roster.Gate{oddPairs}
		}
		g := gates(t, p, rb)
		for _, length := range []int{0, 1, 3} {
			first := roster.DateOf(p.Horizon.Start.AddDate(0, 0, int(seed)%3))
			last := roster.DateOf(p.Horizon.Start.AddDate(0, 0, int(seed)%3+length))
			compareGates(t, g, p, rb, first, last, met)
		}
	}
	for _, code := range append(matching.Codes(), "odd", "") {
		if met[code] < 10 {
			t.Errorf("%q was the first reason %d times: the test says little about it", code, met[code])
		}
	}
}

func compareGates(t *testing.T, g *matching.Gates, p *roster.Problem, rb roster.Rulebook, first, last roster.Date, met map[string]int) {
	t.Helper()
	set := make([]uint64, g.Words()+1)
	for i := range set {
		set[i] = 0xdeadbeef
	}
	for w := range p.Workers {
		g.Eligible(w, first, last, set)
		for j := range p.Jobs {
			for m := -1; m < g.Roles(j)+1; m++ {
				want := plainReasons(p, &p.Workers[w], &p.Jobs[j], m, first, last)
				for _, own := range rb.Gates {
					if code := own(p, &p.Workers[w], &p.Jobs[j], first, last); code != "" {
						want = append(want, code)
					}
				}
				if got := g.RoleReasons(w, j, m, first, last); !slices.Equal(got, want) {
					t.Fatalf("worker %d job %d role %d %v–%v: %v, want %v", w, j, m, first, last, got, want)
				}
				if got := g.RoleFirst(w, j, m, first, last); len(want) == 0 && got != "" || len(want) > 0 && got != want[0] {
					t.Fatalf("worker %d job %d role %d: first %q of %v", w, j, m, got, want)
				}
			}
			code := g.First(w, j, first, last)
			met[code]++
			if got := set[j/64]>>(j%64)&1 == 1; got != (code == "") {
				t.Fatalf("worker %d job %d: eligible %v, reason %q", w, j, got, code)
			}
		}
	}
	if set[g.Words()] != 0xdeadbeef {
		t.Fatal("Eligible wrote beyond its words")
	}
}

func oddPairs(_ *roster.Problem, w *roster.Worker, j *roster.Job, first, last roster.Date) string {
	if (len(w.Skills)+len(j.BannedWorkers)+last.DaysSince(first))%3 == 1 {
		return "odd"
	}
	return ""
}

func TestGatesAllocate(t *testing.T) {
	p := randomProblem(5, 20, 200)
	g := gates(t, p, roster.Rulebook{})
	day := roster.DateOf(p.Horizon.Start)
	set := make([]uint64, g.Words())
	if n := testing.AllocsPerRun(20, func() {
		for w := range p.Workers {
			for j := range p.Jobs {
				g.First(w, j, day, day)
			}
			g.Eligible(w, day, day, set)
			g.ShiftReason(w, w)
		}
	}); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}

func BenchmarkFirst(b *testing.B) {
	p := randomProblem(5, 300, 2000)
	g := gates(b, p, roster.Rulebook{})
	day := roster.DateOf(p.Horizon.Start)
	b.ResetTimer()
	for i := range b.N {
		g.First(i%300, i*7%2000, day, day)
	}
}

// One operation is all workers against all jobs.
func BenchmarkEligible(b *testing.B) {
	for _, size := range []struct {
		name          string
		workers, jobs int
	}{{"1000x10000", 1000, 10_000}, {"10000x100000", 10_000, 100_000}} {
		b.Run(size.name, func(b *testing.B) {
			if testing.Short() {
				b.Skip("long")
			}
			p := randomProblem(5, size.workers, size.jobs)
			start := time.Now()
			g := gates(b, p, roster.Rulebook{})
			prepared := time.Since(start)
			day := roster.DateOf(p.Horizon.Start)
			set := make([]uint64, g.Words())
			b.ResetTimer()
			for range b.N {
				for w := range p.Workers {
					g.Eligible(w, day, day, set)
				}
			}
			b.ReportMetric(float64(prepared.Milliseconds()), "ms/prepare")
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size.workers*size.jobs), "ns/pair")
		})
	}
}

func gates(t testing.TB, p *roster.Problem, rb roster.Rulebook) *matching.Gates {
	t.Helper()
	v, err := roster.NewView(p)
	if err != nil {
		t.Fatal(err)
	}
	g, err := matching.NewGates(v, rb)
	if err != nil {
		t.Fatal(err)
	}
	return g
}
