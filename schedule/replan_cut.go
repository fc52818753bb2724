package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// cut is a problem of some workers and some jobs only, and their customers.
// What ties a job to one left out is left out too; a customer's ceiling is for
// the jobs of the whole problem. It may name workers and customers who are not
// in it, and so is not valid by itself. The problem must have no series.
func cut(p *roster.Problem, workers, jobs map[string]bool) *roster.Problem {
	sub := *p
	sub.Workers, sub.Jobs, sub.Customers = nil, nil, nil
	for i := range p.Workers {
		if workers[p.Workers[i].ID] {
			sub.Workers = append(sub.Workers, p.Workers[i])
		}
	}
	customers := map[string]bool{}
	for i := range p.Jobs {
		if jobs[p.Jobs[i].ID] {
			sub.Jobs = append(sub.Jobs, p.Jobs[i])
			customers[p.Jobs[i].Customer] = true
		}
	}
	for i := range p.Customers {
		if customers[p.Customers[i].ID] {
			sub.Customers = append(sub.Customers, p.Customers[i])
		}
	}
	sub.Links, sub.WorkerLimits, sub.Locks, sub.History.Refusals = nil, nil, nil, nil
	for _, l := range p.Links {
		if jobs[l.First] && jobs[l.Second] {
			sub.Links = append(sub.Links, l)
		}
	}
	out := func(id string) bool { return !jobs[id] }
	for _, l := range p.WorkerLimits {
		if l.Jobs = slices.DeleteFunc(slices.Clone(l.Jobs), out); len(l.Jobs) > 0 {
			sub.WorkerLimits = append(sub.WorkerLimits, l)
		}
	}
	for _, l := range p.Locks {
		if len(l.Sequence) > 0 {
			l.Sequence = slices.DeleteFunc(slices.Clone(l.Sequence), out)
			if len(l.Sequence) == 0 || len(l.Sequence) == 1 && l.Worker == "" {
				continue
			}
		} else if !jobs[l.Job] {
			continue
		}
		sub.Locks = append(sub.Locks, l)
	}
	for _, r := range p.History.Refusals {
		if r.Job == "" || jobs[r.Job] {
			sub.History.Refusals = append(sub.History.Refusals, r)
		}
	}
	return &sub
}
