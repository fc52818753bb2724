package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// repair lets events happen to a day.
func repair(ctx context.Context, p *roster.Problem, plan *roster.Plan, o options) error {
	zone, err := p.Location()
	if err != nil {
		return err
	}
	start := p.Horizon.Start.In(zone)
	midnight := time.Date(start.Year(), start.Month(), start.Day(), 0, 0, 0, 0, zone)
	w := &world{Rand: rand.New(rand.NewPCG(o.seed, 500)), first: p}
	replanner, err := schedule.NewReplanner(p, plan)
	if err != nil {
		return err
	}
	one := latencies{}
	for range 20 { // how fast the machine is just now
		begin := clock()
		roster.Check(p, plan, roster.CheckOptions{})
		one.add(begin.since())
	}
	fmt.Printf("roster.Check of the plan alone: %v\n", &one)
	all, of := latencies{}, map[schedule.EventKind]*latencies{}
	changes, refused := 0, 0
	first := plan
	prices := schedule.DefaultChangePrices()
	for _, m := range []*roster.Money{&prices.WorkerSwapped, &prices.StartMoved, &prices.CustomerToCall, &prices.WorkerDayTouched} {
		*m = *m * roster.Money(o.prices) / 100
	}
	for n := range o.events {
		now := midnight.Add(o.from + time.Duration(n)*(o.until-o.from)/time.Duration(max(1, o.events-1))).Truncate(time.Second)
		opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: o.iterations, Seed: o.seed},
			ApplyOptions: schedule.ApplyOptions{Now: now, Freeze: roster.DurationOf(o.freeze)},
			Reach:        o.reach, Prices: &prices, Caps: schedule.ChangeCaps{Changes: &o.changes}}
		e := w.event(p, plan, now)
		begin := clock()
		got, err := replanner.Replan(ctx, []schedule.Event{e}, opts)
		took := begin.since()
		if faults := (roster.Faults)(nil); errors.As(err, &faults) {
			refused++
			continue
		}
		if err != nil {
			return fmt.Errorf("event %d, %s: %w", n, e.Kind, err)
		}
		if of[e.Kind] == nil {
			of[e.Kind] = &latencies{}
		}
		all.add(took)
		of[e.Kind].add(took)
		if err := judge(plan, got, e, opts); err != nil {
			return fmt.Errorf("event %d, %s: %w", n, e.Kind, err)
		}
		changes += got.Counts.Changes
		before := plan
		p, plan = got.Problem, got.Plan
		if replanner, err = replanner.Next(got); err != nil {
			return err
		}
		if o.looks > 0 && o.resolve > 0 && (n+1)%max(1, o.events/o.looks) == 0 {
			fmt.Printf("after %d events, at %s: %d changes of plans so far, %.2f an event\n", n+1, now.Format("15:04"), changes, float64(changes)/float64(n+1))
			if err := compare(ctx, p, before, plan, first, o); err != nil {
				return err
			}
		}
	}
	fmt.Printf("replanning: %v\n", &all)
	for _, k := range schedule.EventKinds() {
		if l := of[k]; l != nil {
			fmt.Printf("  %-16s %v\n", k, l)
		}
	}
	fmt.Printf("every plan accepted by roster.Check, nothing begun or frozen moved, caps kept; %d events refused as contradictory\n", refused)
	return nil
}

// judge looks at what an answer must keep.
func judge(before *roster.Plan, got *schedule.Replanned, e schedule.Event, opts schedule.ReplanOptions) error {
	if err := roster.Check(got.Problem, got.Plan, roster.CheckOptions{}).Err(); err != nil {
		return err
	}
	if !got.Counts.Within(opts.Caps) {
		return fmt.Errorf("%d changes, more than the cap", got.Counts.Changes)
	}
	gone := len(got.Displaced)
	if e.Kind == schedule.JobCancelled {
		gone++ // which is no change of the plan's
	}
	if d := different(before, got.Plan); d-gone > *opts.Caps.Changes {
		return fmt.Errorf("%d jobs changed by our own count, %d displaced or cancelled", d, gone)
	}
	now := visits(got.Plan)
	for _, v := range visits(before) {
		if v.start.After(opts.Now) || e.Job == v.job || e.Kind == schedule.WorkerIll && e.Worker == v.worker {
			continue
		}
		if !slices.ContainsFunc(now, func(x visit) bool {
			return x.job == v.job && x.worker == v.worker && x.start.Equal(v.start)
		}) {
			return fmt.Errorf("%s has begun and was moved", v.job)
		}
	}
	for _, f := range got.Fixed {
		if !slices.ContainsFunc(now, func(x visit) bool { return x.job == f.Job && x.start.Equal(f.Start) }) {
			return fmt.Errorf("%s was fixed and was moved", f.Job)
		}
	}
	return nil
}

// different counts the jobs of one plan which another does not do, does with
// another worker, or at another time.
func different(before, after *roster.Plan) (n int) {
	now := map[string]visit{}
	for _, v := range visits(after) {
		now[v.job] = v
	}
	for _, v := range visits(before) {
		x, ok := now[v.job]
		if d := x.start.Sub(v.start).Abs(); !ok || x.worker != v.worker || d > schedule.DefaultStartTolerance.Std() {
			n++
		}
	}
	return n
}

// compare solves the problem as it stands anew.
func compare(ctx context.Context, p *roster.Problem, before, plan, first *roster.Plan, o options) error {
	fresh, err := schedule.Solve(ctx, p, schedule.Options{Limit: o.resolve, Seed: o.seed}, schedule.WithStart(plan))
	if err != nil {
		return err
	}
	a, b := plan.Score.Total.Units(), fresh.Score.Total.Units()
	fmt.Printf("  cost %.0f, solved anew in %v %.0f: %+.2f %%; missed %v and %v; unassigned %d and %d\n", a, o.resolve, b, 100*(a-b)/b,
		plan.Score.Missed, fresh.Score.Missed, len(plan.Unassigned), len(fresh.Unassigned))
	fmt.Printf("  jobs changed against the plan before the event: %d, solved anew %d; against the one published first: %d and %d\n",
		different(before, plan), different(before, fresh), different(first, plan), different(first, fresh))
	return nil
}
