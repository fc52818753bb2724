package schedule

import (
	"context"
	"reflect"
	"slices"

	"github.com/paidan/paidan/roster"
)

// Next is a quoter on top of a booking of this one, which has been judged
// already. It keeps the days prepared so far, and prepares those anew on which a
// worker concerned is at work or has other hours now, and so is ready sooner
// than a fresh one. Problem and plan of the booking must not be changed; a booking
// from elsewhere, or with another plan or problem put into it, is validated and
// judged like any.
func (q *Quoter) Next(b *Booking) (*Quoter, error) {
	fresh := func() (*Quoter, error) {
		return NewQuoter(b.Problem, b.Plan, WithRoads(q.h.roads), WithRulebook(q.h.rulebook))
	}
	if b.report == nil || b.judged != (judged{b.Problem, b.Plan}) {
		return fresh()
	}
	n := newQuoter(b.Problem, b.Plan, q.h)
	n.base = b.report
	if err := n.index(); err != nil {
		return nil, err
	}
	before, after := q.view.Problem, n.view.Problem
	more := slices.DeleteFunc(slices.Clone(after.Jobs), func(j roster.Job) bool { _, known := q.view.JobIndex(j.ID); return known })
	if q.atlas == nil || len(more)+len(before.Jobs) != len(after.Jobs) || len(before.Workers) != len(after.Workers) {
		return fresh() // not a booking of this quoter
	}
	var err error
	if n.atlas, err = q.atlas.with(context.Background(), n.view, more); err != nil {
		return nil, err
	}
	touched := map[int]bool{}
	for _, shift := range b.changed {
		touched[n.workerOf[shift]] = true
	}
	q.days.Range(func(key, value any) bool {
		d := value.(*keptDay)
		switch {
		case !d.ready.Load():
		case d.asBefore(q, n, touched):
			n.days.Store(key, d)
		default:
			_, _ = n.day(context.Background(), d.days) // what is wrong with it the next quote tells
		}
		return true
	})
	return n, nil
}

// asBefore reports whether a kept day is for the next quoter what it is for
// this one: no route on it has changed, and the workers concerned have the
// hours on it which they had.
func (d *keptDay) asBefore(q, n *Quoter, touched map[int]bool) bool {
	for w := range touched {
		was, is := q.shiftsOn(w, d.days), n.shiftsOn(w, d.days)
		if !reflect.DeepEqual(was, is) {
			return false
		}
		for i := range is {
			a, b := q.routeOf(is[i].ID), n.routeOf(is[i].ID)
			if (a == nil) != (b == nil) || a != nil && !sameStops(a, b) {
				return false
			}
		}
	}
	return true
}

// Warm prepares every day of the horizon, so that no quote has to. A day takes
// about as long as twenty quotes of it.
func (q *Quoter) Warm(ctx context.Context) error {
	zone, h := q.view.Zone, q.p.Horizon
	if q.atlas == nil || !q.apart {
		return nil // no day is kept
	}
	last := roster.DateOf(h.End.Add(-1).In(zone))
	for day := roster.DateOf(h.Start.In(zone)); !last.Before(day); day = nextDay(day) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := q.day(ctx, []roster.Date{day}); err != nil {
			return err
		}
	}
	return nil
}
