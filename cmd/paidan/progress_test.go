package main

import (
	"bytes"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/schedule"
)

func TestLeft(t *testing.T) {
	assert.Equal(t, "…", left(schedule.Progress{Elapsed: time.Millisecond}))
	assert.Equal(t, "30s", left(schedule.Progress{Elapsed: 10 * time.Second, Fraction: 0.25}))
	assert.Equal(t, "0s", left(schedule.Progress{Elapsed: 10 * time.Second, Fraction: 1.5}))
}

// In a pipe there is no bar, and the solver is not even asked for progress.
func TestNoBarInPipes(t *testing.T) {
	errs := &bytes.Buffer{}
	a := &app{err: errs}
	search := a.newSearchBar("planning")
	assert.Empty(t, search.hook())
	search.done()
	bench := a.newBenchBar(2)
	assert.Empty(t, bench.hook())
	bench.begin("one")
	bench.end(text.BenchRun{})
	bench.done()
	assert.Empty(t, errs.String())
}
