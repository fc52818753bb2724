package scoring

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
)

// CriterionError tells that an own criterion cannot be used, or panicked.
type CriterionError struct {
	// Code is "criterion_without_function", "criterion_without_name",
	// "criterion_name_taken" or "criterion_panicked".
	Code string
	// Criterion is its name; Worker and Job are the IDs of the pair it was
	// asked about, where it panicked.
	Criterion, Worker, Job string
	// Value is what it panicked with.
	Value any
}

// Error names the criterion and the pair. The panic's value is not told,
// since it may quote what is personal.
func (e *CriterionError) Error() string {
	if e.Code == "criterion_panicked" {
		return fmt.Sprintf("scoring: %s: criterion %q for worker %q and job %q", e.Code, e.Criterion, e.Worker, e.Job)
	}
	return fmt.Sprintf("scoring: %s: criterion %q", e.Code, e.Criterion)
}

// ownCriteria are the embedder's criteria, by name. A score is clamped to
// 0…1000; a criterion which panics scores 0 and the fault is reported.
type ownCriteria struct {
	problem  *roster.Problem
	criteria []roster.Criterion
	fail     func(*CriterionError)
}

func newOwnCriteria(p *roster.Problem, rb roster.Rulebook, fail func(*CriterionError)) ownCriteria {
	o := ownCriteria{problem: p, fail: fail}
	taken := map[string]bool{}
	for _, name := range slices.Concat(roster.Criteria(), roster.Parts()) {
		taken[name] = true
	}
	for _, c := range rb.Criteria {
		switch {
		case c.Name == "":
			fail(&CriterionError{Code: "criterion_without_name"})
		case c.Score == nil:
			fail(&CriterionError{Code: "criterion_without_function", Criterion: c.Name})
		case taken[c.Name]:
			fail(&CriterionError{Code: "criterion_name_taken", Criterion: c.Name})
		default:
			taken[c.Name] = true
			o.criteria = append(o.criteria, c)
		}
	}
	slices.SortFunc(o.criteria, func(a, b roster.Criterion) int { return cmp.Compare(a.Name, b.Name) })
	return o
}

func (o *ownCriteria) score(i, worker, job int) (s int) {
	c := &o.criteria[i]
	w, j := &o.problem.Workers[worker], &o.problem.Jobs[job]
	defer func() {
		if v := recover(); v != nil {
			s = 0
			o.fail(&CriterionError{Code: "criterion_panicked", Criterion: c.Name, Worker: w.ID, Job: j.ID, Value: v})
		}
	}()
	return min(max(c.Score(o.problem, w, j), 0), full)
}
