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

// refusals: two in a hundred jobs have been declined by one worker.
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
	}
}

// ledger tells what the workers have worked before: six to seven and a half
// hours on each working day of the week so far, at most 34 hours, so that
// nearly a day is left of the 44.
func (g *generator) ledger() iter.Seq[roster.LedgerEntry] {
	return func(yield func(roster.LedgerEntry) bool) {
		weekday := (int(g.at(0, 0).Weekday()) + 6) % 7 // from Monday, 0
		for i := range g.workers() {
			d := g.dice(kindLedger, i)
			if d.percent(15) {
				continue // a newcomer, or not told
			}
			e := roster.LedgerEntry{
				Worker:        g.workerID(i),
				MonthOvertime: roster.Duration(1800 * d.between(0, 50)),
				DaysInRow:     min(weekday, 4),
			}
			if weekday > 0 {
				minutes := min(34*60, weekday*d.step(360, 450, 15))
				e.WeekWork = roster.Duration(60 * minutes)
				e.LastEnd = g.at(-1, d.step(960, 1080, 15))
			} else {
				e.LastEnd = g.at(-3, d.step(960, 1080, 15))
			}
			if !yield(e) {
				return
			}
		}
	}
}

// links tie elder care visits of one day by gaps, some of them to the same
// worker, and second carers to the first; only with Options.Links.
func (g *generator) links() iter.Seq[roster.Link] {
	return func(yield func(roster.Link) bool) {
		if !g.opts.Links {
			return
		}
		for w := range g.works() {
			if w.index == 0 {
				continue
			}
			v, before := w.need.visits[w.index], w.need.visits[w.index-1]
			link := roster.Link{First: g.jobID(w.number - 1), Second: g.jobID(w.number)}
			switch {
			case v.second:
				link.Kind = roster.SameStart
				if !yield(link) {
					return
				}
				link.Kind = roster.DifferentWorker
			case w.need.service == elderCare && v.day == before.day:
				most := roster.Duration(11 * 3600)
				link.Kind, link.MinGap, link.MaxGap = roster.StartToStart, 2*3600+1800, &most
				if !yield(link) {
					return
				}
				if !g.dice(kindJob, -1-w.number).percent(30) {
					continue
				}
				link.Kind, link.MinGap, link.MaxGap = roster.SameWorker, 0, nil
			default:
				continue
			}
			if !yield(link) {
				return
			}
		}
	}
}
