package core

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
)

// slow tells that a kind is too slow for more than a few jobs.
func (k kind) slow() bool { return k.level == levelFull && k.limits }

// of returns the kind with so many jobs, or few of them where it is slow.
func (k kind) of(jobs, few int) kind {
	if k.jobs = jobs; k.slow() {
		k.jobs = few
	}
	return k
}

// TestSearchKeepsItsBooks audits the state between the steps of the search.
func TestSearchKeepsItsBooks(t *testing.T) {
	for _, k := range kinds() {
		for seed := range uint64(loops(4)) {
			k = k.of(5+int(seed)*7%60, 8)
			p := randomProblem(rand.New(rand.NewPCG(seed, 11)), k)
			s := newSearch(newEngine(p), seed, defaultTuning())
			s.construct(func() bool { return false }, false)
			s.keepBest()
			s.findNear()
			for round := range 4 {
				s.anneal(Budget{Iterations: 64}, s.tune.heat(len(s.p.Jobs), 1, s.meanWay()), stretch{0, 1})
				if err := audit(s.state); err != nil {
					t.Fatalf("%+v, seed %d, round %d: %v", k, seed, round, err)
				}
			}
			best := s.best.cost
			s.restoreBest()
			if err := audit(s.state); err != nil || s.cost != best {
				t.Fatalf("%+v, seed %d: best of %d restored at %d: %v", k, seed, best, s.cost, err)
			}
			s.settle(func() bool { return false })
			if err := audit(s.state); err != nil {
				t.Fatalf("%+v, seed %d: settled: %v", k, seed, err)
			}
			for i := range s.routes {
				if rt := &s.routes[i]; !rt.empty() {
					if err := auditTimes(s.engine, rt); err != nil {
						t.Fatalf("%+v, seed %d, route %d: %v", k, seed, i, err)
					}
				}
			}
		}
	}
}

// TestSearchAllocatesNothing runs the search until its memory has grown, and
// counts what it allocates from then on. AllocsPerRun rounds down, so that an
// arena may still grow now and then.
func TestSearchAllocatesNothing(t *testing.T) {
	for _, k := range kinds() {
		t.Run(fmt.Sprintf("level%d,stores=%v,limits=%v,table=%v", k.level, k.stores, k.limits, k.table), func(t *testing.T) {
			k.jobs = fewJobs + 1
			p := randomProblem(rand.New(rand.NewPCG(3, 11)), k)
			s := newSearch(newEngine(p), 1, defaultTuning())
			s.construct(func() bool { return false }, false)
			s.keepBest()
			s.findNear()
			usual := s.tune.heat(len(s.p.Jobs), 1, s.meanWay())
			s.anneal(Budget{Iterations: 8000}, usual, stretch{0, 1})
			if n := testing.AllocsPerRun(10, func() { s.anneal(Budget{Iterations: 64}, usual, stretch{0, 1}) }); n > 0 {
				t.Errorf("64 steps allocate %v times", n)
			}
		})
	}
}

// TestSearchStopsWhenTold gives the search a clock of its own, which runs out
// at the n-th look, and a stop which comes at the n-th look.
func TestSearchStopsWhenTold(t *testing.T) {
	p := randomProblem(rand.New(rand.NewPCG(1, 11)), kind{level: levelHard, table: true, jobs: 200})
	for n := range 40 {
		looks, after := 0, 0
		look := func() bool {
			looks++
			if looks > n {
				after++
			}
			return looks > n
		}
		timed := Solve(p, 1, Budget{Used: func() float64 {
			if look() {
				return 2
			}
			return 0
		}}, nil)
		if timed.Iterations > int64(64*n) || after > 8 || timed.Stopped {
			t.Errorf("time is up at look %d: %d iterations, looks on %d times, stopped %v", n, timed.Iterations, after, timed.Stopped)
		}
		looks, after = 0, 0
		stopped := Solve(p, 1, Budget{Stop: look}, nil)
		if stopped.Iterations > int64(64*n) || after > 8 || !stopped.Stopped {
			t.Errorf("stopped at look %d: %d iterations, looks on %d times, stopped %v", n, stopped.Iterations, after, stopped.Stopped)
		}
		for _, r := range []*Result{timed, stopped} {
			if served := servedBy(p, r); served+len(r.Absent) != len(p.Jobs) {
				t.Errorf("look %d: %d jobs served and %d absent of %d", n, served, len(r.Absent), len(p.Jobs))
			}
		}
	}
}

func servedBy(p *Problem, r *Result) int {
	served := 0
	for i := range r.Timetables {
		for _, ev := range r.Timetables[i].Events {
			if ev.Node >= 0 && int(ev.Node) < len(p.Jobs) {
				served++
			}
		}
	}
	return served
}

// TestSameSeedSameResult solves twice.
func TestSameSeedSameResult(t *testing.T) {
	for _, k := range kinds() {
		k = k.of(40, 8)
		p := randomProblem(rand.New(rand.NewPCG(4, 11)), k)
		a, b := Solve(p, 9, Budget{Iterations: 300}, nil), Solve(p, 9, Budget{Iterations: 300}, nil)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%+v: two runs differ", k)
		}
	}
}

// TestEdges solves problems of which something is absent.
func TestEdges(t *testing.T) {
	full := randomProblem(rand.New(rand.NewPCG(1, 12)), kind{level: levelFull, table: true})
	for name, p := range map[string]*Problem{
		"nothing":   {},
		"no jobs":   {Shifts: full.Shifts, Classes: full.Classes, Places: full.Places, KindOf: full.KindOf, DurationKinds: make([][]int32, len(full.DurationKinds))},
		"no shifts": {Jobs: full.Jobs, Classes: full.Classes, Places: full.Places, Windows: full.Windows, Preferred: full.Preferred, DurationKinds: full.DurationKinds, Demand: nil},
	} {
		r := Solve(p, 1, Budget{Iterations: 10}, nil)
		if len(r.Absent) != len(p.Jobs) || len(r.Timetables) > 0 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}
