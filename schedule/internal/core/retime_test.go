package core

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestSlides moves placed jobs to every start suggested: what a move costs is
// what it was said to, ties hold with it, and it can be taken back.
func TestSlides(t *testing.T) {
	slides := 0
	for _, k := range kinds() {
		for seed := range uint64(loops(2)) {
			k.jobs = 8
			r := rand.New(rand.NewPCG(seed, 33))
			p := randomProblem(r, k)
			addTies(r, p)
			s := newSearch(newEngine(p), seed, defaultTuning())
			s.findNear()
			s.construct(func() bool { return false }, false)
			s.begin()
			for x := range int32(len(p.Jobs)) {
				if s.routeOf[x] < 0 || !s.timeTied(x) {
					continue
				}
				s.suggestStarts(x)
				s.sortStarts(x, 30)
				for _, at := range s.slide.starts {
					if !s.push(x, at) || !s.weigh(false) {
						continue
					}
					slides++
					before, delta := s.cost, s.slide.delta
					s.note()
					s.carry(s.slide.best)
					require.Equal(t, before+delta, s.cost, "%+v, seed %d, job %d at %d", k, seed, x, at)
					require.NoError(t, audit(s.state))
					res := &Result{}
					s.report(res)
					require.NoError(t, checkTies(p, res), "%+v, seed %d, job %d at %d", k, seed, x, at)
					s.carry(append([]moved(nil), s.slide.was...))
					require.Equal(t, before, s.cost)
				}
			}
			s.keep()
			cost := s.cost
			s.assessAll()
			s.retimeAll(func() bool { return false })
			assert.LessOrEqual(t, s.cost, cost)
			require.NoError(t, audit(s.state))
		}
	}
	assert.Greater(t, slides, 200)
}
