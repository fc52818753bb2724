package live

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Quote returns slots for a request on top of the present version as it
// stands at a time: what has begun by then does not move. A time not after
// that of the version, such as zero, or before the horizon is the version's.
// See [schedule.Quote].
func (d *Day) Quote(ctx context.Context, now time.Time, request schedule.Request, opts schedule.QuoteOptions) ([]schedule.Slot, error) {
	k, err := d.deskOf(d.Version(), now)
	if err != nil {
		return nil, err
	}
	return k.quoter.Quote(ctx, request, opts)
}

// Book commits a token of [Day.Quote] and makes the booking the next version.
// It is for whatever version is the present one, and so never a
// [ConflictError] of this package: bookings are made one after the other, and
// again where events come between. A promise which cannot be kept any more is
// a [*schedule.ConflictError]. What has begun by opts.Now does not move.
func (d *Day) Book(ctx context.Context, token string, opts schedule.CommitOptions) (*Version, error) {
	select {
	case d.turn <- struct{}{}:
		defer func() { <-d.turn }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		v := d.Version()
		k, err := d.deskOf(v, opts.Now)
		if err != nil {
			return nil, err
		}
		b, err := k.quoter.Commit(ctx, token, opts)
		if err != nil {
			return nil, err
		}
		next := &Version{Number: v.Number + 1, Now: k.now, Problem: b.Problem, Plan: b.Plan, Booking: b}
		err = d.put(ctx, v, next, record{At: &schedule.ApplyOptions{Now: k.now}, Booked: added(k.problem, b.Problem)})
		if err == nil {
			d.carry(k, next)
			return next, nil
		}
		if overtaken := new(ConflictError); !errors.As(err, &overtaken) {
			return nil, err
		}
	}
}

// carry makes the desk of a version from that on which it was booked, so that
// the days which the booking does not concern stay prepared.
func (d *Day) carry(k *desk, v *Version) {
	next := &desk{version: v, now: v.Now, problem: v.Problem}
	next.once.Do(func() { next.quoter, next.err = k.quoter.Next(v.Booking) })
	d.desk.CompareAndSwap(k, next)
}

// desk is a version as it stands at a time, ready for quotes. All quotes and
// bookings of that time share it.
type desk struct {
	version *Version
	now     time.Time
	once    sync.Once
	problem *roster.Problem
	quoter  *schedule.Quoter
	err     error
}

func (d *Day) deskOf(v *Version, now time.Time) (*desk, error) {
	now = now.Truncate(time.Second)
	if !now.After(v.Now) || now.Before(v.Problem.Horizon.Start) {
		now = v.Now
	}
	k := d.desk.Load()
	for k == nil || k.version != v || !k.now.Equal(now) {
		fresh := &desk{version: v, now: now}
		if d.desk.CompareAndSwap(k, fresh) {
			k = fresh
		} else {
			k = d.desk.Load()
		}
	}
	k.once.Do(func() { k.err = k.prepare(d.hooks) })
	return k, k.err
}

// prepare brings the version to the time: what has begun is locked, and
// nothing else changes.
func (k *desk) prepare(hooks []schedule.Hook) error {
	p, plan := k.version.Problem, k.version.Plan
	if k.now.After(k.version.Now) {
		none, exact := 0, roster.Duration(0)
		got, err := schedule.Replan(context.Background(), p, plan, nil, schedule.ReplanOptions{Options: schedule.Options{Iterations: 1},
			ApplyOptions: schedule.ApplyOptions{Now: k.now}, Tolerance: &exact, Caps: schedule.ChangeCaps{Changes: &none}}, hooks...)
		if err != nil {
			return err
		}
		p, plan = got.Problem, got.Plan
	}
	var err error
	k.problem = p
	k.quoter, err = schedule.NewQuoter(p, plan, hooks...)
	return err
}
