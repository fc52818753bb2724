package roster

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"reflect"
	"unicode/utf8"
)

// DecodeLimits bounds what reading a document may cost. The zero value is
// ready to use.
type DecodeLimits struct {
	// Bytes is the greatest length of a document; 0: 1 GiB.
	Bytes int64 `json:"bytes,omitempty"`
	// Depth is how deep objects and arrays may be nested, extensions
	// included; 0: 64.
	Depth int `json:"depth,omitempty"`
}

// The defaults of DecodeLimits.
const (
	DefaultMaxBytes int64 = 1 << 30
	DefaultMaxDepth       = 64
)

// DecodeProblem reads a problem from JSON. Reading is strict: unknown fields,
// repeated or missing ones, wrong types, numbers which do not fit, times
// without a zone and text after the document are faults. The error is
// [Faults] with every fault in the order of the document, or that of r.
//
// An empty list reads as nil where the format lets it be left out, and times
// keep the offset they are written with. What the document means is not
// looked at; see [Problem.Validate].
func DecodeProblem(r io.Reader) (*Problem, error) { return DecodeLimits{}.Problem(r) }

// DecodePlan reads a plan from JSON, as strictly as [DecodeProblem].
func DecodePlan(r io.Reader) (*Plan, error) { return DecodeLimits{}.Plan(r) }

// Problem is [DecodeProblem] within limits.
func (l DecodeLimits) Problem(r io.Reader) (*Problem, error) {
	p := new(Problem)
	if err := l.decode(r, reflect.ValueOf(p).Elem(), problemShape()); err != nil {
		return nil, err
	}
	return p, nil
}

// Plan is [DecodePlan] within limits.
func (l DecodeLimits) Plan(r io.Reader) (*Plan, error) {
	p := new(Plan)
	if err := l.decode(r, reflect.ValueOf(p).Elem(), planShape()); err != nil {
		return nil, err
	}
	return p, nil
}

func (l DecodeLimits) decode(r io.Reader, v reflect.Value, s *shape) error {
	if l.Bytes <= 0 {
		l.Bytes = DefaultMaxBytes
	}
	if l.Depth <= 0 {
		l.Depth = DefaultMaxDepth
	}
	data, err := readAll(r, l.Bytes)
	if err != nil {
		return err
	}
	if int64(len(data)) > l.Bytes {
		return Faults{{Code: FaultTooLarge, Hint: fmt.Sprintf("the document is longer than %d bytes", l.Bytes)}}
	}
	data = bytes.TrimPrefix(data, []byte("\uFEFF"))
	d := &decoder{scanner: scanner{data: data, maxDepth: l.Depth, broken: !utf8.Valid(data)}}
	if d.value(v, s) {
		d.end()
	}
	// Faults in plenty usually mean another version of the format.
	if version := v.FieldByName("SchemaVersion").Int(); len(d.faults) > 0 && version != 0 && version != SchemaVersion {
		d.faults = append(Faults{versionFault(version)}, d.faults...)
	}
	return d.faults.err()
}

func versionFault(version int64) *Fault {
	return &Fault{Path: "schemaVersion", Code: FaultSchemaVersion, Value: fmt.Sprint(version),
		Hint: fmt.Sprintf("this library reads version %d", SchemaVersion)}
}

// readAll reads at most limit+1 bytes.
func readAll(r io.Reader, limit int64) ([]byte, error) {
	var size int64
	switch r := r.(type) {
	case interface{ Len() int }:
		size = int64(r.Len())
	case *os.File:
		if info, err := r.Stat(); err == nil && info.Mode().IsRegular() {
			size = info.Size()
		}
	}
	var b bytes.Buffer
	b.Grow(int(min(max(size, 0), limit)) + bytes.MinRead + 1)
	if _, err := b.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, fmt.Errorf("reading the document: %w", err)
	}
	return b.Bytes(), nil
}
