package live

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// JournalOptions say how a journal is written.
type JournalOptions struct {
	// Sync has each line reach the disk before its version counts: nothing is
	// lost when the machine stops. Without it, only when the process does.
	Sync bool
	// Hooks go with every replanning; the same ones as when the journal was
	// written, since they are part of what the problem means.
	Hooks []schedule.Hook
}

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
	ErrReplay   = errors.New("the events do not give the problem which was written")
	ErrNoHeader = errors.New("the journal has no first line")
)

// line is a line of a journal: a record with its CRC-32 (IEEE), in hex.
type line struct {
	CRC    string          `json:"crc"`
	Record json.RawMessage `json:"record"`
}

// record is the first line, with the problem and version 0, or a change: its
// events, when they were seen, the SHA-256 of the canonical problem after
// them, and the plan.
type record struct {
	Version int                    `json:"version"`
	Problem json.RawMessage        `json:"problem,omitempty"`
	At      *schedule.ApplyOptions `json:"at,omitempty"`
	Events  []schedule.Event       `json:"events,omitempty"`
	SHA256  string                 `json:"problemSha256"`
	Plan    json.RawMessage        `json:"plan"`
}

// journal appends to a file.
type journal struct {
	file   *os.File
	sync   bool
	size   int64 // of whole lines
	broken error
}

// Create begins a day with a journal in a new file. An existing file is never
// overwritten.
func Create(path string, problem *roster.Problem, plan *roster.Plan, opts JournalOptions) (*Day, error) {
	d, err := New(problem, plan, opts.Hooks...)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	d.journal = &journal{file: f, sync: opts.Sync}
	first, sum, err := canonical(problem)
	if err == nil {
		var text json.RawMessage
		if text, err = planText(plan); err == nil {
			err = d.journal.write(&record{Problem: first, SHA256: sum, Plan: text})
		}
	}
	if err == nil && opts.Sync {
		err = syncFolder(path)
	}
	if err != nil {
		f.Close()
		os.Remove(path)
		return nil, err
	}
	return d, nil
}

// Open rebuilds a day from its journal and goes on writing it. A torn last
// line, as a crash leaves it, is cut off: its version never counted. Any other
// damage is a [JournalError]. Only one day may have a journal open.
func Open(path string, opts JournalOptions) (*Day, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	v, size, err := replay(f, opts.Hooks)
	if err == nil {
		err = f.Truncate(size)
	}
	if err == nil {
		_, err = f.Seek(size, io.SeekStart)
	}
	if err == nil && opts.Sync {
		err = f.Sync()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	d := &Day{hooks: opts.Hooks, journal: &journal{file: f, sync: opts.Sync, size: size}}
	d.now.Store(v)
	return d, nil
}

// replay reads a journal and returns its last version and where its whole
// lines end. A line is whole with its line feed, and then has to be right.
func replay(r io.Reader, hooks []schedule.Hook) (*Version, int64, error) {
	in := bufio.NewReaderSize(r, 1<<16)
	var v *Version
	size := int64(0)
	for n := 1; ; n++ {
		text, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break // nothing more, or a torn line
		}
		if err != nil {
			return nil, 0, err
		}
		next, err := step(v, text, hooks)
		if err != nil {
			return nil, 0, &JournalError{n, err}
		}
		v, size = next, size+int64(len(text))
	}
	if v == nil {
		return nil, 0, &JournalError{1, ErrNoHeader}
	}
	return v, size, nil
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
		next.Now = rec.At.Now
		applied, err := schedule.Apply(context.Background(), v.Problem, v.Plan, rec.Events, *rec.At, hooks...)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrReplay, err)
		}
		next.Problem = applied.Problem
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

func (j *journal) append(v *Version, events []schedule.Event, at schedule.ApplyOptions) error {
	_, sum, err := canonical(v.Problem)
	if err != nil {
		return err
	}
	text, err := planText(v.Plan)
	if err != nil {
		return err
	}
	return j.write(&record{Version: v.Number, At: &at, Events: events, SHA256: sum, Plan: text})
}

// write appends one line. Where that fails it is taken back; where even that
// fails, nothing is written any more.
func (j *journal) write(r *record) error {
	if j.broken != nil {
		return j.broken
	}
	body, err := json.Marshal(r)
	if err != nil {
		return err
	}
	text, err := json.Marshal(line{checksum(body), body})
	if err != nil {
		return err
	}
	text = append(text, '\n')
	if _, err = j.file.Write(text); err == nil && j.sync {
		err = j.file.Sync()
	}
	if err == nil {
		j.size += int64(len(text))
		return nil
	}
	back := j.file.Truncate(j.size)
	if back == nil {
		_, back = j.file.Seek(j.size, io.SeekStart)
	}
	if back == nil && j.sync {
		back = j.file.Sync()
	}
	if back != nil {
		j.broken = fmt.Errorf("live: the journal cannot be mended after a failed write: %w", back)
	}
	return err
}

func (j *journal) close() error {
	if j.broken == nil {
		j.broken = os.ErrClosed
	}
	return j.file.Close()
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

// syncFolder makes a new file's name reach the disk.
func syncFolder(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
