package main

import (
	"bytes"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRun(t *testing.T) {
	var out bytes.Buffer
	require.NoError(t, run(t.Context(), &out))
	for _, says := range []string{"published: ", "sick at nine", "cannot go on as published", "call:\n  1. ", "  0 changes lose ", "worker_swapped"} {
		assert.Contains(t, out.String(), says)
	}
}
