package live_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/schedule/live"
)

// wanted is a new job like one which the plan serves, without windows.
func wanted(d *live.Day, id string) schedule.Request {
	v := d.Version()
	at := -1
	for i := 0; at < 0; i++ { // stops at a store serve none
		served := v.Plan.Routes[0].Stops[i].Job
		at = slices.IndexFunc(v.Problem.Jobs, func(j roster.Job) bool { return j.ID == served })
	}
	job := v.Problem.Jobs[at]
	job.ID, job.Windows, job.Preferred, job.Release = id, nil, nil, time.Time{}
	return schedule.Request{Job: &job}
}

var quick = schedule.QuoteOptions{Iterations: 10, Repairs: 1, Most: 2, Workers: 3, PromiseWorker: true, NoDisplacing: true}

// Clients at once quote and book the same scarce hours while events happen:
// whatever is acknowledged is in the plan once, within what was promised; the
// others are told what took its place; and the journal has it all.
func TestBookAtOnce(t *testing.T) {
	p, plan := publishedOf(t, 6, 2)
	path := filepath.Join(t.TempDir(), "day.jsonl")
	d, err := live.Create(path, p, plan, live.JournalOptions{})
	require.NoError(t, err)
	now := plan.Routes[0].Depart
	const clients = 64
	var group sync.WaitGroup
	var taken atomic.Int64
	sold := make([]*live.Version, clients)
	for i := range clients {
		group.Go(func() {
			request := wanted(d, fmt.Sprintf("asked-%d", i))
			slots, err := d.Quote(t.Context(), now, request, quick)
			if !assert.NoError(t, err) {
				return
			}
			for _, slot := range slots {
				v, err := d.Book(t.Context(), slot.Token, schedule.CommitOptions{Now: now})
				if conflict := (*schedule.ConflictError)(nil); errors.As(err, &conflict) {
					taken.Add(1)
					continue
				}
				if assert.NoError(t, err) {
					sold[i] = v
				}
				return
			}
		})
	}
	group.Go(func() {
		for i := range 3 {
			job := *wanted(d, fmt.Sprintf("urgent-%d", i)).Job
			for {
				_, err := d.Apply(t.Context(), d.Version().Number, []schedule.Event{{Kind: schedule.JobAdded, NewJob: &job}},
					schedule.ReplanOptions{Options: schedule.Options{Iterations: 20}, ApplyOptions: schedule.ApplyOptions{Now: now}})
				if overtaken := (*live.ConflictError)(nil); errors.As(err, &overtaken) {
					continue
				}
				assert.NoError(t, err)
				break
			}
		}
	})
	group.Wait()
	last := d.Version()
	require.NoError(t, roster.Check(last.Problem, last.Plan, roster.CheckOptions{}).Err())
	numbers := map[int]bool{}
	for i, v := range sold {
		id := fmt.Sprintf("asked-%d", i)
		visits := visitsOf(last.Plan, id)
		if v == nil {
			assert.Empty(t, visits, id)
			continue
		}
		assert.False(t, numbers[v.Number], "one version, one booking")
		numbers[v.Number] = true
		if assert.Len(t, visits, 1, id) {
			promised := v.Booking.Visits[0]
			assert.Equal(t, promised.Workers, []string{visits[0].worker}, id)
			assert.True(t, slices.ContainsFunc(promised.Windows, func(w roster.Window) bool {
				return !visits[0].start.Before(w.Start) && !visits[0].start.After(w.End)
			}), id)
		}
	}
	t.Logf("%d of %d sold, %d told that a slot was taken", len(numbers), clients, taken.Load())
	assert.NotEmpty(t, numbers)
	assert.Less(t, len(numbers), clients)
	assert.Positive(t, taken.Load())
	assert.Equal(t, len(numbers)+3, last.Number)

	require.NoError(t, d.Close())
	again, err := live.Open(path, live.JournalOptions{})
	require.NoError(t, err)
	defer again.Close()
	assert.Equal(t, textOf(t, last), textOf(t, again.Version()))
}

type visit struct {
	worker string
	start  time.Time
}

func visitsOf(plan *roster.Plan, job string) (out []visit) {
	for i := range plan.Routes {
		for _, s := range plan.Routes[i].Stops {
			if s.Kind == roster.VisitStop && s.Job == job {
				out = append(out, visit{plan.Routes[i].Worker, s.Start})
			}
		}
	}
	return out
}

// A booking in the middle of the day leaves alone what has begun, a second
// one of the same token is told so, and replay gives the same bytes.
func TestBookWhileTheDayGoesOn(t *testing.T) {
	p, plan := published(t)
	path := filepath.Join(t.TempDir(), "day.jsonl")
	d, err := live.Create(path, p, plan, live.JournalOptions{})
	require.NoError(t, err)
	now := plan.Routes[0].Stops[len(plan.Routes[0].Stops)/2].Start
	slots, err := d.Quote(t.Context(), now, wanted(d, "asked"), quick)
	require.NoError(t, err)
	require.NotEmpty(t, slots)
	assert.False(t, slots[0].End.Before(now))
	v, err := d.Book(t.Context(), slots[0].Token, schedule.CommitOptions{Now: now})
	require.NoError(t, err)
	assert.Equal(t, slots[0].Cost, v.Booking.Cost)
	for i := range plan.Routes {
		for _, s := range plan.Routes[i].Stops {
			if s.Kind == roster.VisitStop && !s.Start.After(now) {
				assert.Contains(t, visitsOf(v.Plan, s.Job), visit{plan.Routes[i].Worker, s.Start})
			}
		}
	}
	_, err = d.Book(t.Context(), slots[0].Token, schedule.CommitOptions{Now: now})
	conflict := (*schedule.ConflictError)(nil)
	require.ErrorAs(t, err, &conflict)
	assert.Equal(t, schedule.ConflictBooked, conflict.Code)
	_, err = d.Book(t.Context(), "damaged", schedule.CommitOptions{})
	require.ErrorIs(t, err, schedule.ErrToken)
	require.NoError(t, d.Close())
	again, err := live.Open(path, live.JournalOptions{})
	require.NoError(t, err)
	defer again.Close()
	assert.Equal(t, textOf(t, v), textOf(t, again.Version()))
	assert.True(t, now.Equal(again.Version().Now))
}
