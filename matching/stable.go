package matching

import (
	"cmp"
	"fmt"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Match is a worker who does a job; a crew has several.
type Match struct {
	Job    string `json:"job"`
	Worker string `json:"worker"`
}

// MatchesOf returns the visits of a plan as matches, in its order.
func MatchesOf(plan *roster.Plan) []Match {
	var out []Match
	for i := range plan.Routes {
		for _, s := range plan.Routes[i].Stops {
			if s.Kind == roster.VisitStop {
				out = append(out, Match{s.Job, plan.Routes[i].Worker})
			}
		}
	}
	return out
}

// StabilityOptions say what the two sides go by. The zero value: customers by
// all criteria of the problem but those of workers, workers by
// [roster.WorkerPreference] and [roster.Proximity] alike.
type StabilityOptions struct {
	// Customers and Workers weigh the criteria of each side; nil: see above.
	Customers map[string]roster.Money `json:"customers,omitempty"`
	Workers   map[string]roster.Money `json:"workers,omitempty"`
	// Limit on the pairs listed; 0: 100, negative: none. All are counted.
	Limit int `json:"limit,omitempty"`
	// Rulebook adds own gates and criteria.
	Rulebook roster.Rulebook `json:"-"`
}

// Stability tells which pairs would both rather have each other.
type Stability struct {
	// Possible pairs are those of a worker and a job, not matched, whom gates
	// and shifts allow; Blocking is how many of them block.
	Possible int `json:"possible"`
	Blocking int `json:"blocking"`
	// Pairs blocking, by job and worker in the problem's order.
	Pairs []BlockingPair `json:"pairs,omitempty"`
}

// BlockingPair is a worker and a job's customer who would both gain.
type BlockingPair struct {
	Worker string `json:"worker"`
	Job    string `json:"job"`
	// Leaves is the job the worker would give up, the least liked of those
	// held; empty: none, the worker is idle. Instead is the worker the customer
	// would give up; empty: the job has a place to fill.
	Leaves  string `json:"leaves,omitempty"`
	Instead string `json:"instead,omitempty"`
	// CustomerGain and WorkerGain are the differences in points by the
	// weights of each side, more than 0; 0 where nothing is given up.
	CustomerGain roster.Points `json:"customerGain"`
	WorkerGain   roster.Points `json:"workerGain"`
}

// FindBlocking lists the blocking pairs of matches (Gale & Shapley 1962): the
// job has a place to fill or its customer likes the worker better than one
// it has, and the worker is idle or likes the job better than one held. With
// one job a worker, as [Assign] gives, a list without any is a stable
// matching; of a plan it tells where one swap would please both, its times
// and ways left aside. O(workers × jobs).
//
// Errors: those of [Shortlist]; an unknown job or worker as a [*roster.Fault].
func FindBlocking(p *roster.Problem, matches []Match, opts StabilityOptions) (*Stability, error) {
	g, err := gatesOf(p, opts.Rulebook)
	if err != nil {
		return nil, err
	}
	v := g.view
	side := func(weights map[string]roster.Money, takes func(name string) bool, other roster.Money) *scoring.Scorer {
		view := *v
		if view.Weights.Criteria = weights; weights == nil {
			view.Weights.Criteria = map[string]roster.Money{}
			for _, name := range roster.Criteria() {
				if takes(name) {
					view.Weights.Criteria[name] = cmp.Or(other, v.Weights.Criteria[name])
				}
			}
		}
		return scoring.New(&view, opts.Rulebook)
	}
	ofWorkers := func(name string) bool { return name == roster.WorkerPreference || name == roster.Proximity }
	customers := side(opts.Customers, func(name string) bool { return !ofWorkers(name) }, 0)
	workers := side(opts.Workers, ofWorkers, 1000)

	held, members := make([][]int, len(p.Workers)), make([][]int, len(p.Jobs))
	for i, m := range matches {
		w, ok := v.WorkerIndex(m.Worker)
		j, known := v.JobIndex(m.Job)
		if !ok || !known {
			return nil, &roster.Fault{Path: fmt.Sprintf("matches[%d]", i), Code: roster.FaultReference, Hint: "the problem has no such worker or job"}
		}
		held[w], members[j] = append(held[w], j), append(members[j], w)
	}
	limit := cmp.Or(opts.Limit, 100)
	out := &Stability{}
	for j := range p.Jobs {
		l := newLister(g, j, time.Time{}, nil)
		room := len(members[j]) < v.CrewSize(&p.Jobs[j])
		for w := range p.Workers {
			matched := false
			for _, m := range members[j] {
				matched = matched || m == w
			}
			if matched || len(l.answer(w).reasons) > 0 {
				continue
			}
			out.Possible++
			b := BlockingPair{Worker: p.Workers[w].ID, Job: p.Jobs[j].ID}
			gain := func(list []int, cost func(i int) roster.Points, own roster.Points) (best roster.Points, at int) {
				at = -1
				for i, x := range list {
					if d := cost(x) - own; d > best {
						best, at = d, i
					}
				}
				return best, at
			}
			if !room {
				points, at := gain(members[j], func(o int) roster.Points { return customers.Cost(o, j) }, customers.Cost(w, j))
				if at < 0 {
					continue
				}
				b.CustomerGain, b.Instead = points, p.Workers[members[j][at]].ID
			}
			if len(held[w]) > 0 {
				points, at := gain(held[w], func(o int) roster.Points { return workers.Cost(w, o) }, workers.Cost(w, j))
				if at < 0 {
					continue
				}
				b.WorkerGain, b.Leaves = points, p.Jobs[held[w][at]].ID
			}
			out.Blocking++
			if len(out.Pairs) < limit {
				out.Pairs = append(out.Pairs, b)
			}
		}
	}
	return out, cmp.Or(g.Err(), customers.Err(), workers.Err())
}
