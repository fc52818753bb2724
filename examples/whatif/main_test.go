package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

func TestDayIsCanonical(t *testing.T) {
	day, err := files.ReadFile("day.json")
	require.NoError(t, err)
	p, err := roster.DecodeProblem(bytes.NewReader(day))
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	var again bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&again, p))
	assert.Equal(t, string(day), again.String(), "after an edit write it anew with roster.EncodeProblem")
}

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	for _, says := range []string{"served", "as it is", "hire two", "25 % more elder care", "a rainy day", "±", "difference"} {
		assert.Contains(t, out.String(), says)
	}
}
