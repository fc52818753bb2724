package live

import (
	"context"
	"errors"
	"fmt"
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
	// Change is what replanning told, nil in version 0 and in versions read
	// back from a journal.
	Change *schedule.Replanned
}

// Day is a day while it happens. It is safe for concurrent use.
type Day struct {
	now     atomic.Pointer[Version]
	mu      sync.Mutex // held while a change is written
	journal *journal
	hooks   []schedule.Hook
}

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
	// Without events Apply only looks at problem and plan.
	if _, err := schedule.Apply(context.Background(), problem, plan, nil, schedule.ApplyOptions{}, with...); err != nil {
		return nil, err
	}
	d := &Day{hooks: with}
	d.now.Store(&Version{Problem: problem, Plan: plan})
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
	change, err := schedule.Replan(ctx, v.Problem, v.Plan, events, opts, d.hooks...)
	if err != nil {
		return nil, err
	}
	next := &Version{Number: v.Number + 1, Now: opts.Now, Problem: change.Problem, Plan: change.Plan, Change: change}
	d.mu.Lock()
	defer d.mu.Unlock()
	if now := d.Version(); now != v {
		return nil, &ConflictError{expected, now.Number}
	}
	if d.journal != nil {
		if err := d.journal.append(next, events, opts.ApplyOptions); err != nil {
			return nil, err
		}
	}
	d.now.Store(next)
	return next, nil
}

// Close closes the journal. The day can still be read.
func (d *Day) Close() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.journal == nil {
		return nil
	}
	return d.journal.close()
}
