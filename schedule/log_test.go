package schedule_test

import (
	"bytes"
	"log/slog"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/schedule"
)

// The log has the steps of a run, and nothing about people.
func TestLog(t *testing.T) {
	p, err := generate.Problem(generate.Options{Seed: 2, Jobs: 40, Workers: 8})
	require.NoError(t, err)
	for i := range p.Workers {
		p.Workers[i].Name = "a private name"
	}
	for i := range p.Customers {
		p.Customers[i].Name = "a private name"
	}
	var out bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&out, nil))
	_, err = schedule.Solve(t.Context(), p, schedule.Options{Iterations: 50}, schedule.WithLogger(logger))
	require.NoError(t, err)
	for _, step := range []string{"packed", "searched", "explained", "checked", "problem=" + p.ID, "iterations=50"} {
		assert.Contains(t, out.String(), step)
	}
	assert.NotContains(t, out.String(), "private")
}
