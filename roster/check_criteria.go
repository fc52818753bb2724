package roster

import (
	"math"
	"slices"
)

// The scores of the built-in criteria, in permille. The laws stand beside
// their names in rules.go.

func (c *checker) skillFit(w *Worker, j *Job) int64 {
	required := map[string]int{}
	for _, list := range [2][]SkillRequirement{c.serviceOf(j).Requirements.Skills, j.Requirements.Skills} {
		for _, s := range list {
			required[s.Code] = max(required[s.Code], s.MinLevel, 1)
		}
	}
	excess := 0
	for code, level := range required {
		excess += levelOf(w, code) - level
	}
	beyond := map[string]bool{}
	for _, s := range w.Skills {
		if required[s.Code] == 0 {
			beyond[s.Code] = true
		}
	}
	score := int64(1000) - 50*int64(min(len(beyond), 6))
	if m := len(required); m > 0 {
		score -= divideDown(int64(700*excess), int64(4*m))
	}
	return score
}

// rating sums in floating point: the tiny allowance decides ties upwards
// whatever the order of the sum.
func (c *checker) rating(w *Worker, j *Job) int64 {
	r := &c.p.Rules
	prior, weight, halfLife := r.RatingPrior, float64(r.RatingPriorCount), float64(r.RatingHalfLife)
	if prior == 0 {
		prior = DefaultRatingPrior
	}
	if weight <= 0 {
		weight = DefaultRatingPriorCount
	}
	if halfLife <= 0 {
		halfLife = DefaultRatingHalfLife
	}
	stars := weight * prior
	for _, rating := range w.Ratings {
		if rating.Service != "" && rating.Service != j.Service {
			continue
		}
		age := 0
		if !rating.Date.IsZero() {
			age = max(0, c.horizonDay.DaysSince(rating.Date))
		}
		n := float64(max(rating.Count, 1)) * math.Exp2(-float64(age)/halfLife)
		weight += n
		stars += n * rating.Stars
	}
	score := math.Floor(1000*(stars/weight-1)/4 + 0.5 + 1e-9)
	if !(score >= 0) {
		return 0
	}
	return int64(min(score, 1000))
}

func (c *checker) experience(w *Worker, j *Job) int64 {
	return fullAt(monthsOf(w, j.Service), c.p.Rules.ExperienceFull, DefaultExperienceFull)
}

func (c *checker) continuity(w *Worker, j *Job) int64 {
	if !c.pastCustomers[j.Customer] {
		return 1000
	}
	return fullAt(c.past[[2]string{w.ID, j.Customer}], c.p.Rules.ContinuityFull, DefaultContinuityFull)
}

// fullAt returns 1000·min(n, full)/full.
func fullAt(n, full, otherwise int) int64 {
	if full <= 0 {
		full = otherwise
	}
	return 1000 * int64(min(max(n, 0), full)) / int64(full)
}

func (c *checker) customerPreference(w *Worker, j *Job) int64 {
	customer := c.customerOf(j)
	sum, wishes := int64(0), int64(0)
	wish := func(score int64) { sum, wishes = sum+score, wishes+1 }
	if named, preferred := c.preferred(w, j); named {
		wish(allOrNothing(preferred))
	}
	if customer.PreferredGender != "" {
		wish(allOrNothing(customer.PreferredGender == w.Gender))
	}
	if tags := customer.PreferredLanguages; len(tags) > 0 {
		spoken := 0
		for _, tag := range tags {
			if speaks(w, tag) {
				spoken++
			}
		}
		wish(int64(1000*spoken) / int64(len(tags)))
	}
	if wishes == 0 {
		return 1000
	}
	return sum / wishes
}

// preferred returns whether customer or job name workers they prefer, and
// whether this is one of them.
func (c *checker) preferred(w *Worker, j *Job) (named, preferred bool) {
	ofCustomer := c.customerOf(j).PreferredWorkers
	named = len(ofCustomer)+len(j.PreferredWorkers) > 0
	return named, slices.Contains(ofCustomer, w.ID) || slices.Contains(j.PreferredWorkers, w.ID)
}

func allOrNothing(yes bool) int64 {
	if yes {
		return 1000
	}
	return 0
}

func (c *checker) workerPreference(w *Worker, j *Job) int64 {
	switch {
	case slices.Contains(w.AvoidedServices, j.Service):
		return 0
	case slices.Contains(w.PreferredCustomers, j.Customer), slices.Contains(w.PreferredServices, j.Service),
		len(w.PreferredCustomers)+len(w.PreferredServices) == 0:
		return 1000
	}
	return 500
}

func (c *checker) proximity(w *Worker, j *Job) int64 {
	place := c.placeOf(j)
	if !located(&w.Home) || !located(place) {
		return 1000
	}
	return 1000 - min(1000, chordMetres(*w.Home.Location, *place.Location, 100)/20)
}

func (c *checker) punctuality(w *Worker, _ *Job) int64 {
	return divideDown(1000*int64(w.Punctuality.Good+9), int64(w.Punctuality.Total+10))
}

func (c *checker) budget(w *Worker, j *Job) int64 {
	if j.Budget <= 0 {
		return 1000
	}
	budget := int64(j.Budget)
	cost := divideUp(int64(w.Pay.PerHour)*int64(c.durationOf(w, j, true)), 3600)
	if cost <= budget {
		return 1000
	}
	return 1000 - min(1000, divideDown(1000*(cost-budget), budget))
}

// divideDown returns a/b rounded down, 0 for a b of 0 or less.
func divideDown(a, b int64) int64 {
	if b <= 0 {
		return 0
	}
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// outsidePreferred returns how far a start is outside a job's preferred
// windows: late after one that has passed or early before one to come,
// whichever costs less; late if they cost the same.
func (c *checker) outsidePreferred(j *Job, start int64) (late, early int64) {
	const none = -1
	late, early = none, none
	for i := range j.Preferred {
		from, until := j.Preferred[i].Start.Unix(), j.Preferred[i].End.Unix()
		switch {
		case from <= start && start <= until:
			return 0, 0
		case until < start:
			if late == none || start-until < late {
				late = start - until
			}
		case early == none || from-start < early:
			early = from - start
		}
	}
	switch {
	case late == none && early == none:
		return 0, 0
	case early == none:
		return late, 0
	case late == none:
		return 0, early
	}
	w := &c.costs.weights
	if Points(early)*w.EarlyPerHour.PerHour() < Points(late)*w.LatePerHour.PerHour() {
		return 0, early
	}
	return late, 0
}
