package scoring

import (
	"sync/atomic"

	"github.com/paidan/paidan/roster"
)

// full is the best score of a criterion, in permille.
const full = 1000

// The built-in criteria, numbered as in [roster.Criteria]; own criteria
// follow from ownBase on.
const (
	skillFit = iota
	rating
	experience
	customerPreference
	workerPreference
	continuity
	proximity
	punctuality
	budget
	ownBase
)

// Score is what one criterion says about a worker and a job.
type Score struct {
	// Criterion is a name of [roster.Criteria] or of an own criterion.
	Criterion string `json:"criterion"`
	// Permille is the score, 0 (worst) to 1000 (best).
	Permille int `json:"permille"`
	// Points are what the score costs: weight·18·(1000−Permille).
	Points roster.Points `json:"points"`
}

// active is a criterion whose weight is not zero.
type active struct {
	kind  int           // skillFit … budget, or ownBase + index into own
	price roster.Points // points per missing permille: weight·18
	name  string
}

// Scorer prices pairs of workers and jobs of one problem. Workers and jobs
// are indices into Problem.Workers and Problem.Jobs; an index out of range
// panics. A Scorer is safe for concurrent use. Make one with [New].
type Scorer struct {
	active []active // in the order of score parts
	weight int64    // sum of the weights of active, minor units

	skill       skillTable
	rating      ratingTable
	experience  experienceTable
	customer    customerTable
	preference  preferenceTable
	continuity  continuityTable
	proximity   proximityTable
	punctuality punctualityTable
	budget      budgetTable
	own         ownCriteria

	failed atomic.Pointer[CriterionError]
}

// New prepares the scorer of a valid problem with the weights of the view
// and the criteria of the rulebook. Only criteria with a weight other than 0
// are prepared and counted. It takes time in proportion to the problem and
// memory in proportion to workers × (services + skills).
//
// A fault of an own criterion (no function, a name taken) is told by Err.
func New(v *roster.View, rb roster.Rulebook) *Scorer {
	s := &Scorer{}
	weights := v.Weights.Criteria
	ix := newIndex(v)
	prepare := [ownBase]func(){
		skillFit:           func() { s.skill = newSkillTable(ix) },
		rating:             func() { s.rating = newRatingTable(ix) },
		experience:         func() { s.experience = newExperienceTable(ix) },
		customerPreference: func() { s.customer = newCustomerTable(ix) },
		workerPreference:   func() { s.preference = newPreferenceTable(ix) },
		continuity:         func() { s.continuity = newContinuityTable(ix) },
		proximity:          func() { s.proximity = newProximityTable(ix) },
		punctuality:        func() { s.punctuality = newPunctualityTable(ix) },
		budget:             func() { s.budget = newBudgetTable(ix) },
	}
	for kind, name := range roster.Criteria() {
		if w := weights[name]; w != 0 {
			prepare[kind]()
			s.activate(kind, name, w)
		}
	}
	s.own = newOwnCriteria(v.Problem, rb, s.fail)
	for i, c := range s.own.criteria {
		if w := weights[c.Name]; w != 0 {
			s.activate(ownBase+i, c.Name, w)
		}
	}
	return s
}

func (s *Scorer) activate(kind int, name string, weight roster.Money) {
	s.active = append(s.active, active{kind: kind, name: name, price: weight.Points() / full})
	s.weight += int64(weight)
}

// Cost returns the sum over the criteria of weight·18·(1000−s), in points:
// 0 for a pair that is best in everything. It does not allocate.
func (s *Scorer) Cost(worker, job int) roster.Points {
	var total roster.Points
	for i := range s.active {
		a := &s.active[i]
		total += a.price * roster.Points(full-s.permille(a.kind, worker, job))
	}
	return total
}

// Row writes the cost of the worker for jobs[i] into out[i]. out must be at
// least as long as jobs. It does not allocate.
func (s *Scorer) Row(worker int, jobs []int32, out []roster.Points) {
	out = out[:len(jobs)]
	clear(out)
	for i := range s.active {
		a := &s.active[i]
		for k, job := range jobs {
			out[k] += a.price * roster.Points(full-s.permille(a.kind, worker, int(job)))
		}
	}
}

// Parts returns what each criterion says, in the order of score parts:
// built-in criteria as in [roster.Criteria], then own ones by name. The
// points add up to Cost exactly. Criteria with a weight of 0 are absent,
// those which cost 0 points are not. The slice is fresh.
func (s *Scorer) Parts(worker, job int) []Score {
	parts := make([]Score, len(s.active))
	for i := range s.active {
		a := &s.active[i]
		p := s.permille(a.kind, worker, job)
		parts[i] = Score{Criterion: a.name, Permille: p, Points: a.price * roster.Points(full-p)}
	}
	return parts
}

// Overall returns the mean of the criteria's scores weighted as in the cost,
// in permille rounded down; 1000 where no criterion counts.
func (s *Scorer) Overall(worker, job int) int { return s.OverallOf(s.Cost(worker, job)) }

// OverallOf returns the weighted mean score which belongs to a cost of this
// scorer: 1000 for 0 points, 0 for a pair that is worst in everything.
func (s *Scorer) OverallOf(cost roster.Points) int {
	if s.weight <= 0 {
		return full
	}
	price := s.weight * (roster.PointsPerUnit / full)
	return int((price*full - int64(cost)) / price)
}

// Err returns the first fault of an own criterion, a [*CriterionError], or
// nil. Own code runs when a pair is priced, so ask after the last one: a
// caller which prices all its pairs while it prepares has every panic as an
// error then, before any search begins.
func (s *Scorer) Err() error {
	if e := s.failed.Load(); e != nil {
		return e
	}
	return nil
}

func (s *Scorer) fail(e *CriterionError) { s.failed.CompareAndSwap(nil, e) }

// permille is the one place where a criterion's score is asked for.
func (s *Scorer) permille(kind, worker, job int) int {
	switch kind {
	case skillFit:
		return s.skill.score(worker, job)
	case rating:
		return s.rating.score(worker, job)
	case experience:
		return s.experience.score(worker, job)
	case customerPreference:
		return s.customer.score(worker, job)
	case workerPreference:
		return s.preference.score(worker, job)
	case continuity:
		return s.continuity.score(worker, job)
	case proximity:
		return s.proximity.score(worker, job)
	case punctuality:
		return s.punctuality.score(worker)
	case budget:
		return s.budget.score(worker, job)
	default:
		return s.own.score(kind-ownBase, worker, job)
	}
}
