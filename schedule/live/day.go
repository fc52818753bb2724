package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Version is one state of a day. It is never changed.
type Version struct {
	// Number counts from 0, the day as published.
	Number int
	// Now is the time of the last change; zero in version 0.
	Now time.Time
	// Problem as known by then, and the Plan for it.
	Problem *roster.Problem
	Plan    *roster.Plan
	// Change is what replanning told, Booking what was booked. At most one is
	// set; neither in version 0 and in versions read back from a journal.
	Change  *schedule.Replanned
	Booking *schedule.Booking

	// replanner on top of the version, where it is known that the checker
	// accepts it; nil otherwise.
	replanner *schedule.Replanner
}

// Day is a day while it happens. It is safe for concurrent use.
type Day struct {
	now   atomic.Pointer[Version]
	mu    sync.Mutex // held while a change is written
	store Store      // nil: none
	hooks []schedule.Hook
	turn  chan struct{} // holds one while a booking is made
	desk  atomic.Pointer[desk]
}

func newDay(with []schedule.Hook) *Day { return &Day{hooks: with, turn: make(chan struct{}, 1)} }

// ConflictError tells that a change was made for a version which is not the
// present one. Nothing has changed: look at Present and try again.
type ConflictError struct {
	Expected int
	Present  int
}

func (e *ConflictError) Error() string {
	return fmt.Sprintf("live: the change is for version %d, the day is at version %d", e.Expected, e.Present)
}

// ErrTime tells that a change is of an earlier time than the present version.
var ErrTime = errors.New("live: the change is earlier than the last one")

// New returns a day without a journal. The plan has to keep every rule of the
// problem. Both belong to the day from now on and must not be changed.
func New(problem *roster.Problem, plan *roster.Plan, with ...schedule.Hook) (*Day, error) {
	r, err := schedule.NewReplanner(problem, plan, with...)
	if err != nil {
		return nil, err
	}
	d := newDay(with)
	d.now.Store(&Version{Problem: problem, Plan: plan, replanner: r})
	return d, nil
}

// Version returns the present version.
func (d *Day) Version() *Version { return d.now.Load() }

// Apply replans after events and makes the answer the next version. expected
// is the number of the version which the caller has seen; where it is not the
// present one any more, before or after planning, the answer is a
// [ConflictError]. Plans are made side by side: only writing waits. With a
// journal the version counts once its line is written.
//
// A zero opts.Now is the time of the present version; an earlier one is
// refused with [ErrTime].
func (d *Day) Apply(ctx context.Context, expected int, events []schedule.Event, opts schedule.ReplanOptions) (*Version, error) {
	v := d.Version()
	if v.Number != expected {
		return nil, &ConflictError{expected, v.Number}
	}
	if opts.Now.IsZero() {
		opts.Now = v.Now
	}
	if opts.Now.Before(v.Now) {
		return nil, ErrTime
	}
	r := v.replanner
	if r == nil {
		var err error
		if r, err = schedule.NewReplanner(v.Problem, v.Plan, d.hooks...); err != nil {
			return nil, err
		}
	}
	change, err := r.Replan(ctx, events, opts)
	if err != nil {
		return nil, err
	}
	next := &Version{Number: v.Number + 1, Now: opts.Now, Problem: change.Problem, Plan: change.Plan, Change: change}
	if next.replanner, err = r.Next(change); err != nil {
		return nil, err
	}
	if err := d.put(ctx, v, next, record{At: &opts.ApplyOptions, Events: events}); err != nil {
		return nil, err
	}
	return next, nil
}

// put makes next the version after v, once it is kept. r says how it came
// about.
func (d *Day) put(ctx context.Context, v, next *Version, r record) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.Version(); now != v {
		return &ConflictError{v.Number, now.Number}
	}
	if d.store != nil {
		text, err := r.text(next)
		if err == nil {
			err = d.store.Keep(context.WithoutCancel(ctx), next, text)
		}
		if err != nil {
			return err
		}
	}
	d.now.Store(next)
	return nil
}

// Close closes the day's journal, or a store which is an [io.Closer]. The day
// can still be read.
func (d *Day) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if c, ok := d.store.(io.Closer); ok {
		return c.Close()
	}
	return nil
}
