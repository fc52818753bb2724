package schedule

import (
	"log/slog"
	"time"

	"github.com/paidan/paidan/roster"
)

// Options say how long and how to search. The zero value searches for ten
// seconds on one thread with seed 0. Options can be stored as JSON beside
// the plan to repeat a run.
type Options struct {
	// Limit is the wall time the whole call may take; 0: ten seconds, or
	// none where Iterations is set. Negative: refused.
	Limit time.Duration `json:"limit,omitempty"`
	// Iterations bounds the search instead: the plan is then the same, byte
	// for byte, on every machine. 0: no bound.
	Iterations int64 `json:"iterations,omitempty"`
	// Seed of the random numbers.
	Seed uint64 `json:"seed,omitempty"`
	// Threads is how many searches run side by side, each with a seed of its
	// own derived from Seed; the best plan found is the answer. 0: 1. With
	// Iterations each of them does so many, and the plan is the same whatever
	// the number of processors. From 600 jobs on, where neither crews and links
	// nor costs of the whole plan bind routes together, threads share one
	// search instead, and with Iterations the plan is the same for any number.
	Threads int `json:"threads,omitempty"`
	// CPUTime makes Limit count the process's CPU time instead of wall time,
	// for benchmarks on a busy machine.
	CPUTime bool `json:"cpuTime,omitempty"`
	// SkipCheck leaves out the independent check of the plan before it is
	// returned.
	SkipCheck bool `json:"skipCheck,omitempty"`
	// SkipReasons leaves out the search for the reasons of unassigned jobs,
	// which takes longer than a short search: each has the class not_found and
	// the reason unproven. It changes nothing else of the plan.
	SkipReasons bool `json:"skipReasons,omitempty"`
	// SkipHash leaves the hash of the problem out of the plan's provenance, for
	// plans which are not kept.
	SkipHash bool `json:"skipHash,omitempty"`
}

// Progress tells how a search is going.
type Progress struct {
	// Elapsed since the call and Fraction of the budget used, in [0, 1].
	Elapsed  time.Duration
	Fraction float64
	// Iterations done.
	Iterations int64
	// Cost of the best plan so far and its number of unassigned jobs.
	Cost       roster.Points
	Unassigned int
}

// Hook is code or data which goes with a call but not into JSON.
type Hook func(*hooks)

type hooks struct {
	roads    roster.Roads
	rulebook roster.Rulebook
	progress func(Progress)
	logger   *slog.Logger
	start    *roster.Plan
	// sparse keeps no tables of travel where legs can be worked out when they
	// are asked for: for a short look at a problem.
	sparse bool
	// like is a problem with the same places and workers, whose ways are taken
	// over; nil: none.
	like *packed
	// record is to be filled, tape to be replayed; nil: neither.
	record *Record
	tape   *tape
	// atlas has all places already; nil: none has.
	atlas *atlas
}

// WithRoads gives the road network for problems whose travel kind is roads.
func WithRoads(r roster.Roads) Hook { return func(h *hooks) { h.roads = r } }

// WithRulebook adds own gates and criteria.
func WithRulebook(b roster.Rulebook) Hook { return func(h *hooks) { h.rulebook = b } }

// WithProgress has f called about ten times a second, from the calling
// goroutine.
func WithProgress(f func(Progress)) Hook { return func(h *hooks) { h.progress = f } }

// WithLogger has the steps of [Solve] logged at the level Info: sizes, times and
// the problem's id, nothing personal. The default is silence.
func WithLogger(l *slog.Logger) Hook { return func(h *hooks) { h.logger = l } }

// WithStart begins the search from a plan for the same problem.
func WithStart(plan *roster.Plan) Hook { return func(h *hooks) { h.start = plan } }
