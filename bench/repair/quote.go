package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// quote asks for times for random jobs, and commits one of ten.
func quote(ctx context.Context, p *roster.Problem, plan *roster.Plan, o options) error {
	r := rand.New(rand.NewPCG(o.seed, 72))
	begin := time.Now()
	q, err := schedule.NewQuoter(p, plan)
	if err != nil {
		return err
	}
	indexed := time.Since(begin)
	if err := q.Warm(ctx); err != nil {
		return err
	}
	fmt.Printf("indexed in %v, days prepared in %v\n", indexed.Round(time.Millisecond), (time.Since(begin) - indexed).Round(time.Millisecond))
	opts := schedule.QuoteOptions{Slot: 2 * 3600, DayStart: 8 * 3600, DayEnd: 20 * 3600, Until: p.Horizon.Start.AddDate(0, 0, 12), Repairs: o.repairs}
	exact, repaired, commits, carried := &latencies{}, &latencies{}, &latencies{}, &latencies{}
	slots := 0
	for n := range o.quotes {
		job := p.Jobs[r.IntN(len(p.Jobs))]
		job.ID = fmt.Sprintf("asked-%d", n)
		job.Windows, job.Preferred, job.Release, job.Crew = nil, nil, time.Time{}, nil
		request := schedule.Request{Job: &job}
		begin := clock()
		opts.Repairs = -1
		if _, err = q.Quote(ctx, request, opts); err != nil {
			return err
		}
		exact.add(begin.since())
		begin = clock()
		opts.Repairs = o.repairs
		list, err := q.Quote(ctx, request, opts)
		if err != nil {
			return err
		}
		repaired.add(begin.since())
		slots += len(list)
		if n%10 > 0 || len(list) == 0 {
			continue
		}
		slot := list[r.IntN(len(list))]
		begin = clock()
		b, err := q.Commit(ctx, slot.Token, schedule.CommitOptions{})
		if err != nil {
			return err
		}
		commits.add(begin.since())
		begin = clock()
		next, err := q.Next(b)
		if err != nil {
			return err
		}
		carried.add(begin.since())
		if b.Cost != slot.Cost || b.Plan.Score.Total-plan.Score.Total != slot.Cost {
			return fmt.Errorf("quoted %d, the plan's cost rose by %d", slot.Cost, b.Plan.Score.Total-plan.Score.Total)
		}
		if err := roster.Check(b.Problem, b.Plan, roster.CheckOptions{}).Err(); err != nil {
			return err
		}
		q, plan = next, b.Plan
	}
	fmt.Printf("72 windows, exact insertion: %v\nwith repairs: %v; %.1f slots each\ncommits, each to the unit: %v\nmade ready for the next quote: %v\n", exact, repaired, float64(slots)/float64(o.quotes), commits, carried)
	return nil
}
