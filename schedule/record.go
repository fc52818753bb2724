package schedule

import (
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"github.com/paidan/paidan/roster"
)

// Record is what a run of [Solve] has to keep so that [Replay] makes the same
// plan again, byte for byte, on any machine, though the run was bounded by
// time: a search knows of time only what it was told by its clock. It holds
// nothing of the problem but its hash. A second of search makes about a
// kilobyte for each thread.
type Record struct {
	// Version of the library which made it; only that one can replay it.
	Version string `json:"version"`
	// Options of the run.
	Options Options `json:"options"`
	// InputHash and PlanHash are the SHA-256 of problem and plan as JSON, in
	// hex; InputHash is empty with Options.SkipHash.
	InputHash string `json:"inputHash,omitempty"`
	PlanHash  string `json:"planHash"`
	// Clock is what the search was told of time, compressed.
	Clock []byte `json:"clock"`
}

// WithRecord has [Solve] fill r once it has a plan.
func WithRecord(r *Record) Hook { return func(h *hooks) { h.record = r } }

// ReplayError tells that a record does not lead to its plan again: it was made
// from another problem or start, by another version of the library, or with
// other hooks.
type ReplayError struct {
	// Reason in a few words.
	Reason string
}

func (e *ReplayError) Error() string { return "schedule: the run cannot be replayed: " + e.Reason }

// Replay makes the plan of a recorded run of [Solve] again. Roads, own rules
// and a start must be given by the same hooks as then. The replay takes about as
// long as the run did. When the context ends, it returns the context's error.
func Replay(ctx context.Context, p *roster.Problem, r *Record, with ...Hook) (*roster.Plan, error) {
	if r.Version != Version {
		return nil, &ReplayError{fmt.Sprintf("it was made by version %.20q, this is %s", r.Version, Version)}
	}
	data, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(r.Clock)), mostClock+1))
	if err != nil || len(data) > mostClock {
		return nil, errTape
	}
	var spent atomic.Bool
	t, rest, err := readTape(data, 0, &spent)
	if err != nil || len(rest) > 0 {
		return nil, errTape
	}
	h := newHooks(with)
	h.record = nil
	h.tape = t
	plan, err := solve(ctx, p, r.Options, h)
	switch {
	case err != nil:
		return nil, err
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case r.InputHash != plan.Provenance.InputHash:
		return nil, &ReplayError{"it was made from another problem"}
	case spent.Load() || hashOf(plan) != r.PlanHash:
		return nil, &ReplayError{"the search went another way; roads, rules or the start are not the same"}
	}
	return plan, nil
}

// mostClock bounds the bytes of a clock.
const mostClock = 1 << 26

// fill completes the record of a run.
func (r *Record) fill(opts Options, t *tape, plan *roster.Plan) error {
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return err
	}
	_, err = w.Write(t.append(nil))
	if err := errors.Join(err, w.Close()); err != nil {
		return err
	}
	*r = Record{Version: Version, Options: opts, InputHash: plan.Provenance.InputHash, PlanHash: hashOf(plan), Clock: packed.Bytes()}
	return nil
}
