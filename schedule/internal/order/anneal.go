package order

import "github.com/paidan/paidan/schedule/internal/core"

const (
	coolings = 200
	// lossMeans is the loss for a job left out, in mean costs of one.
	lossMeans = 50
	// quench is the part of the budget used to find out how much things cost.
	quench = 0.02
)

// clock counts the steps of all searches and tells which part of the budget
// is used up.
type clock struct {
	budget core.Budget
	steps  int64
	first  float64 // part used up before the first step
	used   float64
	over   bool
}

// begin starts the clock.
func (c *clock) begin() {
	c.first = c.budget.Fraction(0)
	c.used = c.first
}

// look finds out how much of the budget is used up, and reports whether s may
// go on until the part given.
func (c *clock) look(s *search, until float64) bool {
	c.used = c.budget.Fraction(c.steps)
	if c.budget.Progress != nil {
		c.budget.Progress(core.Progress{Iterations: c.steps, Fraction: c.used, Cost: s.best.cost, Miss: s.best.miss, Absent: len(s.absent)})
	}
	c.over = c.over || c.used >= 1 || c.budget.Stopped()
	return !c.over && c.used < until
}

// due reports whether it is time to look.
func (c *clock) due() bool { return c.steps&511 == 0 || c.steps == c.budget.Iterations }

// quench descends until a part of the budget is used up, and finds out what a
// job costs.
func (s *search) quench(c *clock, until float64) {
	s.mean = s.meanWay()
	temperature := s.mean * 0.1
	s.weigh(lossMeans*s.mean, s.perSecond()*5)
	s.decode()
	energy := s.energy()
	s.keep()
	for ; !c.due() || c.look(s, until); c.steps++ {
		energy = s.advance(energy, temperature)
	}
	if s.n > len(s.absent) {
		s.mean = max(s.mean/2, float64(s.energy()-s.lost)/float64(s.n-len(s.absent))+1, s.meanIdle())
	}
}

// cool anneals once, from a temperature in mean costs of a job, until a part
// of the budget is used up. soft is the first weight of a second by which a
// hard constraint is broken.
func (s *search) cool(c *clock, until, hot, soft float64) {
	from, last := c.used, -1
	energy, temperature := s.energy(), 0.0
	for ; ; c.steps++ {
		if c.due() || last < 0 {
			if !c.look(s, until) {
				return
			}
			if at := int((c.used - from) / (until - from) * coolings); at != last {
				last = at
				x := float64(at) / coolings
				temperature = s.mean * hot * power(s.tune.cold/hot, x)
				first, final := soft*s.perSecond(), max(s.tune.hard*s.perSecond(), 5*s.mean)
				s.weigh(lossMeans*s.mean, first*power(final/first, x))
				s.decode()
				s.reprice()
				if s.keep(); at >= coolings*3/4 && at%10 == 9 && s.missSum <= s.best.miss {
					s.repair()
				}
				energy = s.energy()
			}
		}
		energy = s.advance(energy, temperature)
	}
}

// advance tries one step and returns the energy after it.
func (s *search) advance(energy int64, temperature float64) int64 {
	if !s.step(energy + int64(temperature*s.rng.wait())) {
		return energy
	}
	energy = s.energy()
	if energy < s.best.energy || s.missSum < s.best.miss {
		s.keep()
	}
	return energy
}

// meanIdle returns what a change of waiting or working time by a mean way
// costs. Such changes are what most moves do where those are priced; they are
// far more than a job's share of the cost of a good solution, which may be
// next to nothing.
func (s *search) meanIdle() float64 {
	sum, n := 0.0, 0
	for v := range s.at {
		x := &s.at[v]
		if x.shift < 0 || x.next < 0 || s.at[x.next].place == x.place {
			continue
		}
		if sec := s.way(&s.routes[x.shift], x, &s.at[x.next]); sec < core.Never {
			sum += float64(float64(sec) * float64(max(s.p.Shifts[x.shift].WaitCost, s.balance)))
			n++
		}
	}
	return sum / float64(max(n, 1))
}
