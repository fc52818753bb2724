package order

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/schedule/internal/core"
)

const (
	// mostRounds bounds the rounds of a race, in which 2^rounds searches begin.
	mostRounds = 3
	// stint is the least number of steps for each job in which a search of the
	// first round cools.
	stint = 800
	// raced is the part of the budget for the race.
	raced = 0.35
)

// race anneals several searches from different seeds, each for a short time,
// keeps the better half for the next round, and so on, in rounds of equal
// length (successive halving, Karnin, Koren and Somekh 2013); the last search
// has the rest of the budget. It is held where the worst of all costs: which
// job is the latest is decided while a search is hot, and later coolings
// seldom change it. There are as many searches as there are steps for; without
// such a cost one long cooling is better.
func race(p *core.Problem, seed uint64, b core.Budget, tune tuning) *search {
	c := &clock{budget: b}
	first := prepare(p, seed, tune)
	c.begin()
	first.quench(c, quench)
	rounds := 0
	if p.Overall.WorstLate > 0 || p.Overall.WorstIdle > 0 {
		rounds = c.rounds(first.n)
	}
	field := []*search{first}
	for i := 1; i < 1<<rounds; i++ {
		s := prepare(p, seed+uint64(i)*0xd1342543de82ef95, tune)
		s.mean = first.mean
		field = append(field, s)
	}
	hot := tune.hot
	from := c.used
	for r := range rounds {
		for i, s := range field {
			part := (float64(r) + float64(i+1)/float64(len(field))) / float64(rounds)
			s.cool(c, from+float64((1-from)*raced*part), hot, tune.soft)
		}
		slices.SortStableFunc(field, (*search).compare)
		field = field[:len(field)/2]
		hot = tune.hot * tune.keep
	}
	best := field[0]
	from = c.used
	cycles := tune.cycles
	if cycles == 0 {
		cycles = cyclesOf(best.n)
		if rounds > 0 {
			cycles = max(1, cycles/2) // the race was the others
		}
	}
	for i := range cycles {
		soft := tune.soft
		if i%2 == 1 {
			soft *= 5 // another way round
		}
		best.cool(c, from+(1-from)*float64(i+1)/float64(cycles), hot, soft)
		hot = tune.hot * tune.keep
	}
	best.total = c.steps
	return best
}

// cyclesOf returns how often a search of n jobs cools by itself.
func cyclesOf(n int) int {
	switch {
	case n <= 20:
		return 12
	case n <= 45:
		return 8
	case n <= 110:
		return 3
	}
	return 1
}

// rounds returns how many rounds of a race there are steps for, by the rate of
// those done.
func (c *clock) rounds(n int) int {
	steps := float64(c.steps) / max(c.used-c.first, 1e-9)
	rounds := mostRounds
	for rounds > 0 && (c.over || steps*raced/float64(rounds<<rounds) < stint*float64(n)) {
		rounds--
	}
	return rounds
}

// compare orders searches by the best they have found, the better first.
func (s *search) compare(o *search) int {
	a, b := &s.best, &o.best
	if a.any != b.any {
		if a.any {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.miss, b.miss), cmp.Compare(a.cost, b.cost))
}
