package compare

import (
	"context"
	"time"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
)

// Contestant is a solver with a name.
type Contestant struct {
	Name string
	// Solve answers a problem within a trial's budget. The error tells of a
	// run that failed; an answer which breaks rules is none.
	Solve func(ctx context.Context, p *Problem, t Trial) (*Answer, error)
}

// Trial is how one run is made.
type Trial struct {
	Seed   uint64
	Budget time.Duration
}

// Answer is what a contestant says, and what it took.
type Answer struct {
	// Routes of an instance, or of a day's vehicles (by number, from 1) and
	// jobs (by index).
	Routes suite.Answer
	// Plan with times, in place of Routes, from a contestant which plans days
	// in our own format; nil: none.
	Plan *roster.Plan
	// Trace of the incumbents in order of time, with costs in points, which may
	// leave out what is the same for every answer; it may be empty.
	Trace []Incumbent
	// Iterations, 0: not told.
	Iterations int64
	// CPU and Wall seconds, and the peak of Memory in MiB, of the process.
	CPU, Wall, Memory float64
}

// Incumbent is the best answer known at some time.
type Incumbent struct {
	// Seconds on the clock of the budget.
	Seconds float64 `json:"s"`
	Cost    float64 `json:"c"`
}

// Clock is what a budget counts.
type Clock string

// The clocks. CPU counts the seconds of the contestant's process, which makes
// runs on a busy machine comparable; Wall what a clock on the wall shows.
const (
	CPU  Clock = "cpu"
	Wall Clock = "wall"
)
