package main

import (
	"bytes"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func read(t *testing.T) *roster.Problem {
	t.Helper()
	p, err := roster.DecodeProblem(bytes.NewReader(week))
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	return p
}

func TestWeekIsCanonical(t *testing.T) {
	var again bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&again, read(t)))
	assert.Equal(t, string(week), again.String(), "after an edit write it anew with roster.EncodeProblem")
}

// The file has what the example is about.
func TestWeekHasEverything(t *testing.T) {
	p := read(t)
	assert.Len(t, p.Customers, 25)
	assert.Len(t, p.Workers, 8)
	assert.NotEmpty(t, p.Links)
	assert.NotEmpty(t, p.History.Ledger)
	assert.True(t, slices.ContainsFunc(p.Series, func(s roster.Series) bool { return len(s.Weekdays) > 0 }))
	assert.True(t, slices.ContainsFunc(p.Series, func(s roster.Series) bool { return len(s.Weekdays) == 0 }))
	v, err := roster.NewView(p)
	require.NoError(t, err)
	assert.True(t, slices.ContainsFunc(p.Jobs, func(j roster.Job) bool { return v.CrewSize(&j) > 1 }))
}

// What was published for other days stays, and the sick stay at home.
func TestPublishedStays(t *testing.T) {
	p := read(t)
	zone, err := p.Location()
	require.NoError(t, err)
	options := schedule.Options{Iterations: 500}
	published, err := schedule.Solve(t.Context(), p, options)
	require.NoError(t, err)
	require.NoError(t, roster.Check(p, published, roster.CheckOptions{}).Err())
	assert.GreaterOrEqual(t, published.Figures.Served, 85)
	changed, err := without(p, published, sick, illness)
	require.NoError(t, err)
	repaired, err := schedule.Solve(t.Context(), changed, options)
	require.NoError(t, err)
	require.NoError(t, roster.Check(changed, repaired, roster.CheckOptions{}).Err())

	before, after := visits(published), visits(repaired)
	for job, old := range before {
		if roster.DateOf(old.start.In(zone)) == illness {
			continue
		}
		if now, served := after[job]; assert.True(t, served, job) {
			assert.True(t, old.start.Equal(now.start), job)
			assert.Contains(t, now.workers, old.workers[0], job)
		}
	}
	ill := 0
	for _, v := range before {
		if roster.DateOf(v.start.In(zone)) == illness && slices.Contains(sick, v.workers[0]) {
			ill++
		}
	}
	assert.Positive(t, ill, "the sick had something to do")
	for job, v := range after {
		if roster.DateOf(v.start.In(zone)) == illness {
			for _, worker := range sick {
				assert.NotContains(t, v.workers, worker, job)
			}
		}
	}
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	for _, says := range []string{"of 108 jobs served", "Sun 29 Nov", "continuity: ", "fairness: ", "ill on 2026-11-24", "visits stay as published"} {
		assert.Contains(t, out.String(), says)
	}
}
