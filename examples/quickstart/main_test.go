package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// The five jobs which the day cannot, or should not, serve, each for another
// reason.
var left = map[string]string{
	"infant-1":      roster.ReasonCertificateDate,
	"appliance-far": roster.ReasonDistance,
	"cook-lunch-3":  roster.ReasonCrowdedOut,
	"assess-5":      roster.ReasonLanguage,
	"follow-far":    roster.ReasonUnprofitable,
}

func TestDayIsPlannedAsTold(t *testing.T) {
	p, err := roster.DecodeProblem(bytes.NewReader(day))
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 5_000})
	require.NoError(t, err)
	assert.NoError(t, roster.Check(p, plan, roster.CheckOptions{}).Err())
	assert.GreaterOrEqual(t, plan.Figures.Served, 54)
	codes := map[string][]string{}
	for _, u := range plan.Unassigned {
		for _, r := range u.Reasons {
			codes[u.Job] = append(codes[u.Job], r.Code)
		}
	}
	for job, code := range left {
		assert.Contains(t, codes[job], code, job)
	}
}

func TestDayIsCanonical(t *testing.T) {
	p, err := roster.DecodeProblem(bytes.NewReader(day))
	require.NoError(t, err)
	var again bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&again, p))
	assert.Equal(t, string(day), again.String(), "after an edit write it anew with roster.EncodeProblem")
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	assert.Contains(t, out.String(), "of 60 jobs served")
	assert.Contains(t, out.String(), "is not served")
}
