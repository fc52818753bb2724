package live

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// JournalError tells that a journal cannot be read: a line other than a torn
// last one is not what was written.
type JournalError struct {
	// Line from 1, and what is wrong with it.
	Line int
	Err  error
}

func (e *JournalError) Error() string {
	return fmt.Sprintf("live: journal, line %d: %v", e.Line, e.Err)
}

// Unwrap returns what is wrong.
func (e *JournalError) Unwrap() error { return e.Err }

// What can be wrong with a line.
var (
	ErrDamaged  = errors.New("the line is damaged")
	ErrSequence = errors.New("the line is not the next version")
	ErrReplay   = errors.New("the change does not give the problem which was written")
	ErrNoHeader = errors.New("the journal has no first line")
)

// line is a line of a journal: a record with its CRC-32 (IEEE), in hex.
type line struct {
	CRC    string          `json:"crc"`
	Record json.RawMessage `json:"record"`
}

// record is the first line, with the problem and version 0, or a change: its
// events or what it booked, when that was seen, the SHA-256 of the canonical
// problem after it, and the plan.
type record struct {
	Version int                    `json:"version"`
	Problem json.RawMessage        `json:"problem,omitempty"`
	At      *schedule.ApplyOptions `json:"at,omitempty"`
	Events  []schedule.Event       `json:"events,omitempty"`
	Booked  *booked                `json:"booked,omitempty"`
	SHA256  string                 `json:"problemSha256"`
	Plan    json.RawMessage        `json:"plan"`
}

// booked is what a booking adds to a problem.
type booked struct {
	Customers []roster.Customer `json:"customers,omitempty"`
	Jobs      []roster.Job      `json:"jobs,omitempty"`
	Series    []roster.Series   `json:"series,omitempty"`
	Locks     []roster.Lock     `json:"locks,omitempty"`
}

// added tells by what a booking's problem is longer than the one before.
func added(before, after *roster.Problem) *booked {
	return &booked{after.Customers[len(before.Customers):], after.Jobs[len(before.Jobs):],
		after.Series[len(before.Series):], after.Locks[len(before.Locks):]}
}

// to returns the problem with the booking in it.
func (b *booked) to(p *roster.Problem) *roster.Problem {
	out := *p
	out.Customers = slices.Concat(p.Customers, b.Customers)
	out.Jobs = slices.Concat(p.Jobs, b.Jobs)
	out.Series = slices.Concat(p.Series, b.Series)
	out.Locks = slices.Concat(p.Locks, b.Locks)
	return &out
}

// text returns the line of a version, without a line feed. r says how the
// version came about.
func (r record) text(v *Version) ([]byte, error) {
	first, sum, err := canonical(v.Problem)
	if err != nil {
		return nil, err
	}
	r.Version, r.SHA256 = v.Number, sum
	if v.Number == 0 {
		r.Problem = first
	}
	if r.Plan, err = planText(v.Plan); err != nil {
		return nil, err
	}
	body, err := json.Marshal(&r)
	if err != nil {
		return nil, err
	}
	return json.Marshal(line{checksum(body), body})
}

// step makes the version of a line from the one before.
func step(v *Version, text []byte, hooks []schedule.Hook) (*Version, error) {
	var l line
	var rec record
	if strict(text, &l) != nil || l.CRC != checksum(l.Record) || strict(l.Record, &rec) != nil {
		return nil, ErrDamaged
	}
	plan, err := roster.DecodePlan(bytes.NewReader(rec.Plan))
	if err != nil {
		return nil, ErrDamaged
	}
	next := &Version{Number: rec.Version, Plan: plan}
	switch {
	case v == nil && rec.Version == 0 && rec.At == nil:
		if next.Problem, err = roster.DecodeProblem(bytes.NewReader(rec.Problem)); err != nil {
			return nil, ErrDamaged
		}
	case v != nil && rec.Version == v.Number+1 && rec.At != nil:
		next.Now, next.Problem = rec.At.Now, v.Problem
		if rec.Booked == nil || next.Now.After(v.Now) {
			applied, err := schedule.Apply(context.Background(), v.Problem, v.Plan, rec.Events, *rec.At, hooks...)
			if err != nil {
				return nil, fmt.Errorf("%w: %w", ErrReplay, err)
			}
			next.Problem = applied.Problem
		}
		if rec.Booked != nil {
			next.Problem = rec.Booked.to(next.Problem)
		}
	default:
		return nil, ErrSequence
	}
	if _, sum, err := canonical(next.Problem); err != nil || sum != rec.SHA256 {
		return nil, ErrReplay
	}
	return next, nil
}

func strict(text []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return d.Decode(into)
}

func checksum(b []byte) string { return fmt.Sprintf("%08x", crc32.ChecksumIEEE(b)) }

// canonical returns a problem as one line of JSON, and the SHA-256 of its
// canonical text.
func canonical(p *roster.Problem) (json.RawMessage, string, error) {
	var b bytes.Buffer
	if err := roster.EncodeProblem(&b, p); err != nil {
		return nil, "", err
	}
	sum := sha256.Sum256(b.Bytes())
	text, err := compact(b.Bytes())
	return text, hex.EncodeToString(sum[:]), err
}

func planText(p *roster.Plan) (json.RawMessage, error) {
	var b bytes.Buffer
	if err := roster.EncodePlan(&b, p); err != nil {
		return nil, err
	}
	return compact(b.Bytes())
}

func compact(text []byte) (json.RawMessage, error) {
	var b bytes.Buffer
	err := json.Compact(&b, text)
	return b.Bytes(), err
}
