package core

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// TestCrossTakesRoutesWhole crosses solutions of which one begins with more
// routes: the child has every node once, some routes of the one as they are
// there, and nothing on the others which is not there in the other parent.
func TestCrossTakesRoutesWhole(t *testing.T) {
	crossed := 0
	for _, k := range kinds() {
		k = k.of(30, 8)
		p := randomProblem(rand.New(rand.NewPCG(7, 21)), k)
		m := &memetic{engine: newEngine(p), tune: defaultTuning(), random: NewRandom(3)}
		m.findNear()
		a, b := m.found(m.engine, 1, &m.b).best.nodes, begunWith(m, 2, len(p.Shifts)).best.nodes
		for range 20 {
			child := m.cross(a, b)
			seen := map[int32]bool{}
			for r, order := range child {
				for _, node := range order {
					if int(node) < len(p.Jobs) && seen[node] {
						t.Fatalf("%+v: job %d twice in %v", k, node, child)
					}
					seen[node] = true
				}
				whole := slices.ContainsFunc(b, func(o []int32) bool { return len(o) > 0 && slices.Equal(o, order) })
				if whole {
					crossed++
				} else if slices.ContainsFunc(order, func(node int32) bool { return !slices.Contains(a[r], node) }) {
					t.Fatalf("%+v: route %d is %v, in the parents %v and %v", k, r, order, a[r], b[r])
				}
			}
			s := m.start(m.engine, child)
			if err := audit(s.state); err != nil {
				t.Fatalf("%+v: %v", k, err)
			}
		}
	}
	if crossed == 0 {
		t.Error("no route has been taken")
	}
}

// TestMemeticRunsAlike solves with steps enough for founders and children:
// twice the same, on one thread and on three, in as many steps as allowed, and never worse for being told
// of progress on the way.
func TestMemeticRunsAlike(t *testing.T) {
	for _, k := range kinds() {
		k = k.of(6, 3)
		p := randomProblem(rand.New(rand.NewPCG(5, 21)), k)
		steps := int64(2*founderSteps*len(p.Jobs)) + 100
		last := Progress{Cost: Far, Miss: Far}
		a := Solve(p, 9, Budget{Iterations: steps, Progress: func(at Progress) {
			if at.Iterations < last.Iterations || at.Fraction < last.Fraction || at.Miss > last.Miss || at.Miss == last.Miss && at.Cost > last.Cost {
				t.Fatalf("%+v: %+v after %+v", k, at, last)
			}
			last = at
		}}, nil)
		if b := Solve(p, 9, Budget{Iterations: steps, Threads: 3}, nil); !reflect.DeepEqual(a, b) {
			t.Errorf("%+v: two runs differ, the second one on three threads", k)
		}
		if a.Iterations > steps || a.Iterations < steps*9/10 {
			t.Errorf("%+v: %d of %d steps", k, a.Iterations, steps)
		}
		if a.Miss > last.Miss || a.Miss == last.Miss && a.Cost > last.Cost {
			t.Errorf("%+v: ends at %d, %d after %+v", k, a.Miss, a.Cost, last)
		}
	}
}

// TestOpenedRoutesAreSound audits first solutions which begin with a job on
// every shift they can, sequence locks among the jobs.
func TestOpenedRoutesAreSound(t *testing.T) {
	for _, k := range kinds() {
		for seed := range uint64(loops(4)) {
			k = k.of(30, 8)
			p := randomProblem(rand.New(rand.NewPCG(seed, 22)), k)
			m := &memetic{engine: newEngine(p), tune: defaultTuning(), random: NewRandom(seed)}
			m.findNear()
			s := begunWith(m, seed, len(p.Shifts))
			if err := audit(s.state); err != nil {
				t.Errorf("%+v, seed %d: %v", k, seed, err)
			}
		}
	}
}

// begunWith returns a first solution with so many routes begun with a job each.
func begunWith(m *memetic, seed uint64, routes int) *search {
	s := newSearch(m.engine, seed, m.tune)
	s.opening = routes
	s.first(nil, m.b.over)
	return s
}

// TestMemeticIsNeverWorse than the solution it begins with, which on small
// problems is the best one now and then.
func TestMemeticIsNeverWorse(t *testing.T) {
	for _, k := range kinds() {
		for seed := range uint64(loops(6)) {
			k := k.of(3, 2)
			p := randomProblem(rand.New(rand.NewPCG(seed, 25)), k)
			s := newSearch(newEngine(p), 1, defaultTuning())
			s.findNear()
			s.first(nil, func() bool { return false })
			first := s.best
			m := &memetic{engine: s.engine, tune: s.tune, b: Budget{Iterations: 40}}
			m.search(s, int64(2*founderSteps*len(p.Jobs)))
			if first.miss < s.best.miss || first.miss == s.best.miss && first.cost < s.best.cost {
				t.Errorf("%+v, seed %d: %d, %d after %d, %d", k, seed, s.best.miss, s.best.cost, first.miss, first.cost)
			}
		}
	}
}
