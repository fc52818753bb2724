package generate

import (
	"iter"

	"github.com/paidan/paidan/roster"
)

// pastVisits are the visits of the workers whom customers know.
func (g *generator) pastVisits() iter.Seq[roster.PastVisits] {
	return func(yield func(roster.PastVisits) bool) {
		for i := range g.customers {
			home := g.residence(i)
			n := g.need(i, home.district)
			for _, r := range g.regulars(i, n, home) {
				if !yield(roster.PastVisits{Worker: g.workerID(r.worker), Customer: g.customerID(i),
					Service: laws[n.service].code, Count: r.visits, Last: g.date(-r.last)}) {
					return
				}
			}
		}
	}
}

// refusals: two in a hundred jobs, and series, have been declined by one
// worker.
func (g *generator) refusals() iter.Seq[roster.Refusal] {
	return func(yield func(roster.Refusal) bool) {
		for w := range g.works() {
			d := g.dice(kindJob, -1-w.number) // the stream beside the job's
			if !d.percent(2) {
				continue
			}
			worker, ok := g.stranger(d, w.need, nil)
			if !ok {
				continue
			}
			r := roster.Refusal{Worker: g.workerID(worker), Job: g.jobID(w.number)}
			if d.percent(25) {
				r.Job, r.Customer, r.Until = "", g.customerID(w.customer), g.at(d.between(10, 60), 0)
			}
			if !yield(r) {
				return
			}
		}
		for c := range g.demands() {
			d := g.dice(kindSeries, -1-c.customer) // the stream beside the series'
			if !c.need.series || !d.percent(2) {
				continue
			}
			worker, ok := g.stranger(d, c.need, nil)
			if !ok {
				continue
			}
			r := roster.Refusal{Worker: g.workerID(worker), Customer: g.customerID(c.customer)}
			if d.percent(50) {
				r.Until = g.at(d.between(1, 60), 0)
			}
			if !yield(r) {
				return
			}
		}
	}
}
