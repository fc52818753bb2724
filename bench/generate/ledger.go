package generate

import (
	"iter"
	"time"

	"github.com/paidan/paidan/roster"
)

// ledger tells what the workers have worked before.
func (g *generator) ledger() iter.Seq[roster.LedgerEntry] {
	return func(yield func(roster.LedgerEntry) bool) {
		for i := range g.workers() {
			d := g.dice(kindLedger, i)
			if d.percent(15) {
				continue // a newcomer, or not told
			}
			e := roster.LedgerEntry{Worker: g.workerID(i)}
			if g.long {
				g.pastWeeks(d, i, &e)
			} else {
				g.pastDays(d, &e)
			}
			if !yield(e) {
				return
			}
		}
	}
}

// pastDays are six to seven and a half hours on each working day of the week
// so far, at most 34 hours, so that nearly a day is left of the 44.
func (g *generator) pastDays(d dice, e *roster.LedgerEntry) {
	e.MonthOvertime = roster.Duration(1800 * d.between(0, 50))
	e.DaysInRow = min(g.monday, 4)
	if g.monday > 0 {
		minutes := min(34*60, g.monday*d.step(360, 450, 15))
		e.WeekWork = roster.Duration(60 * minutes)
		e.LastEnd = g.at(-1, d.step(960, 1080, 15))
	} else {
		e.LastEnd = g.at(-3, d.step(960, 1080, 15))
	}
}

// pastWeeks goes back by the worker's own pattern: the days since Monday, the
// days in a row and the last end are its, the overtime is that of so much of
// the month, and what fairness looks at is that of ten to thirty weeks, faded
// each week as roster.Problem.NextHistory would have done.
func (g *generator) pastWeeks(d dice, worker int, e *roster.LedgerEntry) {
	p := g.professionOf(worker)
	const longest = 43 * 60
	worked, total := 0, 0
	for day := -g.monday; day < 0; day++ {
		minutes := net(g.turns(worker, p, day)) * d.between(80, 100) / 100
		worked += minutes
		total = min(worked, longest)
	}
	e.WeekWork = roster.Duration(60 * total)
	ofMonth := g.at(0, 12*60).Day() - 1
	e.MonthOvertime = roster.Duration(1800 * (d.between(0, 60) * ofMonth / 30))
	for day := -1; day >= -14; day-- {
		turns := g.turns(worker, p, day)
		if len(turns) == 0 {
			break
		}
		e.DaysInRow++
	}
	for day := -1; day >= -14 && e.LastEnd.IsZero(); day-- {
		if turns := g.turns(worker, p, day); len(turns) > 0 {
			e.LastEnd = g.at(day, turns[len(turns)-1].end-d.step(0, 60, 15))
		}
	}
	e.LastEnd = earlier(e.LastEnd, g.at(0, 0))

	week, unpopular := 0, 0
	for day := -7; day < 0; day++ {
		turns := g.turns(worker, p, day)
		week += net(turns)
		switch {
		case len(turns) == 0:
		case g.weekday(day) >= 5:
			unpopular += 3
		case turns[len(turns)-1].end > 20*60:
			unpopular++
		}
	}
	var work, bad int // minutes and visits
	for range d.between(10, 30) {
		work = work*83/90 + week*d.between(75, 98)/100
		bad = bad*83/90 + unpopular*d.between(60, 120)/100
	}
	e.FairWork = roster.Duration(60 * work)
	e.FairTravel = e.FairWork * roster.Duration(d.between(10, 20)) / 100
	e.FairUnpopular = bad
	if pay := g.worker(worker).Pay; pay.Basis != roster.Salaried {
		e.FairPay = pay.PerHour * roster.Money(work) / 60
	}
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
