package core

import (
	"math/rand/v2"
	"reflect"
	"testing"
)

// founded returns a memetic search with three founders, hardly annealed.
func founded(p *Problem, b Budget) *memetic {
	m := &memetic{engine: newEngine(p), tune: defaultTuning(), b: b, random: NewRandom(5)}
	m.findNear()
	for i := range 3 {
		s := m.found(m.engine, m.random.Next(), &m.b)
		s.anneal(Budget{Iterations: int64(20 * (i + 1))}, s.tune.heat(len(p.Jobs), 1, s.meanWay()), stretch{0, 1})
		m.take(s.best)
	}
	return m
}

// TestGraftsAreSound audits solutions after a graft, and after going back
// from it to the best solution, which never becomes worse.
func TestGraftsAreSound(t *testing.T) {
	grafted := 0
	for _, k := range kinds() {
		for seed := range uint64(loops(3)) {
			k := k.of(30, 8)
			p := randomProblem(rand.New(rand.NewPCG(seed, 23)), k)
			m := founded(p, Budget{})
			if len(m.members) < 2 {
				continue
			}
			s, d := m.start(m.engine, m.members[0].nodes), newDonor(m.members[1].nodes, len(p.Jobs))
			for range 20 {
				s.begin()
				if s.graft(d) {
					grafted++
					if err := audit(s.state); err != nil {
						t.Fatalf("%+v, seed %d: %v", k, seed, err)
					}
				}
				s.undo()
				before := s.best
				s.tryGraft(d, 1, Budget{Iterations: 50})
				if s.best.worse(before.cost, before.miss) {
					t.Errorf("%+v, seed %d: %d, %d after %d, %d", k, seed, s.best.miss, s.best.cost, before.miss, before.cost)
				}
				if err := audit(s.state); err != nil {
					t.Fatalf("%+v, seed %d: %v", k, seed, err)
				}
			}
		}
	}
	if grafted == 0 {
		t.Error("nothing has been grafted")
	}
}

// TestGraftsOnThreads: the members come out alike on one thread and on three,
// and no more steps are made than there are.
func TestGraftsOnThreads(t *testing.T) {
	for _, k := range kinds() {
		for seed := range uint64(loops(2)) {
			k := k.of(20, 5)
			p := randomProblem(rand.New(rand.NewPCG(seed, 24)), k)
			one, many := founded(p, Budget{Iterations: 500}), founded(p, Budget{Iterations: 500, Threads: 3})
			if len(one.members) < 2 {
				continue
			}
			one.graftAll()
			many.graftAll()
			if !reflect.DeepEqual(one.members, many.members) || one.iterations != many.iterations {
				t.Errorf("%+v, seed %d: on three threads another outcome", k, seed)
			}
			if one.iterations > 500 {
				t.Errorf("%+v, seed %d: %d steps", k, seed, one.iterations)
			}
		}
	}
}
