package scoring

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// continuityTable is [roster.Continuity]: s = 1000·min(n, F)/F with n the
// past visits of the worker to the customer, of whatever service, and
// F = Rules.ContinuityFull; 1000 for a customer nobody has visited yet.
type continuityTable struct {
	// visited[c] holds the workers who have been to customer c, sorted.
	visited [][]pastScore
	// known[c] tells whether anybody has been there, even one who has left.
	known []bool
	// customer[j] is the customer of job j.
	customer []int32
}

type pastScore struct {
	worker int32
	// permille is counted in visits while the table is built.
	permille int32
}

func newContinuityTable(ix *index) continuityTable {
	p := ix.Problem
	t := continuityTable{customer: ix.jobCustomer,
		visited: make([][]pastScore, len(p.Customers)), known: make([]bool, len(p.Customers))}
	for _, past := range p.History.Visits {
		c, ok := ix.customers[past.Customer]
		if !ok || past.Count <= 0 {
			continue
		}
		t.known[c] = true
		if w, ok := ix.WorkerIndex(past.Worker); ok {
			t.visited[c] = append(t.visited[c], pastScore{int32(w), int32(min(past.Count, 1<<20))})
		}
	}
	enough := int32(orDefault(p.Rules.ContinuityFull, roster.DefaultContinuityFull))
	for c, list := range t.visited {
		slices.SortFunc(list, func(a, b pastScore) int { return int(a.worker - b.worker) })
		t.visited[c] = mergeVisits(list, enough)
	}
	return t
}

// mergeVisits adds up the visits of each worker of a sorted list and turns
// them into scores, in place.
func mergeVisits(list []pastScore, enough int32) []pastScore {
	out := list[:0]
	for _, e := range list {
		e.permille = min(e.permille, enough)
		if n := len(out); n > 0 && out[n-1].worker == e.worker {
			out[n-1].permille = min(out[n-1].permille+e.permille, enough)
		} else {
			out = append(out, e)
		}
	}
	for i := range out {
		out[i].permille = int32(full * int64(out[i].permille) / int64(enough))
	}
	return out
}

func (t *continuityTable) score(worker, job int) int {
	c := t.customer[job]
	if !t.known[c] {
		return full
	}
	for _, e := range t.visited[c] {
		if e.worker >= int32(worker) {
			if e.worker == int32(worker) {
				return int(e.permille)
			}
			break
		}
	}
	return 0
}
