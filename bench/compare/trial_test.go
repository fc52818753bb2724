package compare

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/schedule"
)

func TestSolveSuiteEndsItsTraceAtTheAnswer(t *testing.T) {
	var b bytes.Buffer
	require.NoError(t, SolveSuite(t.Context(), &b, suite.VRPTW, "../suite/testdata/toy_vrptw.txt",
		schedule.Options{Iterations: 200, Limit: time.Minute}))
	var told trialReport
	require.NoError(t, json.Unmarshal(b.Bytes(), &told))
	v := toy(t).Judge(&Answer{Routes: told.Routes})
	assert.Empty(t, v.Fault)
	require.NotEmpty(t, told.Trace)
	assert.Equal(t, float64(v.Points), told.Trace[len(told.Trace)-1].Cost)
	assert.Positive(t, told.Iterations)
	assert.Error(t, SolveSuite(t.Context(), &b, suite.VRPTW, "nowhere.txt", schedule.Options{}))
}

func TestSolveDay(t *testing.T) {
	reduced, _, err := Reduce(generated(t, 30, 1), basic)
	require.NoError(t, err)
	d, err := newDay(reduced, basic)
	require.NoError(t, err)
	var b bytes.Buffer
	require.NoError(t, SolveDay(t.Context(), &b, reduced, schedule.Options{Iterations: 100}))
	var told trialReport
	require.NoError(t, json.Unmarshal(b.Bytes(), &told))
	require.NotNil(t, told.Plan)
	assert.Empty(t, d.judge(&Answer{Plan: told.Plan}).Fault)
}
