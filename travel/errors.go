package travel

import (
	"fmt"
	"strings"

	"github.com/paidan/paidan/roster"
)

// Codes of [Error]; they are stable.
const (
	// CodeKind: the kind of travel source is unknown.
	CodeKind = "travel.kind"
	// CodeMode: a mode is unknown, or two matrices serve the same mode.
	CodeMode = "travel.mode"
	// CodeDetour: the detour is outside its range.
	CodeDetour = "travel.detour"
	// CodeSpeed: a speed or access time is outside its range.
	CodeSpeed = "travel.speed"
	// CodeHours: an hour is outside its range, or hours overlap.
	CodeHours = "travel.hours"
	// CodeNoRoads: the kind is roads and no road network was given.
	CodeNoRoads = "travel.roads.missing"
	// CodeRoads: the road network failed or gave a table of the wrong size.
	CodeRoads = "travel.roads.failed"
	// CodeNoLocation: a place needs a location and has none, or one that is
	// not on the earth.
	CodeNoLocation = "travel.place.location"
	// CodeNotInMatrix: a matrix has no row for a place.
	CodeNotInMatrix = "travel.place.matrix"
	// CodeMatrix: a matrix has the wrong shape or a negative entry.
	CodeMatrix = "travel.matrix"
	// CodeTooMany: more places than [MaxTablePlaces].
	CodeTooMany = "travel.places.many"
)

// Error is one fault in the input of [New].
type Error struct {
	// Code is one of the constants above.
	Code string
	// Path of the faulty value: travel.… as in the problem's JSON, or
	// places[i] for the slice given to New.
	Path string
	// Place is the ID of the place concerned; may be empty.
	Place string
	// Mode concerned; may be empty.
	Mode roster.Mode
	// Hint says what is wrong and what would be right.
	Hint string
	// Err is the cause where another component failed; may be nil.
	Err error
}

// Error returns path, code and hint. It holds IDs but never a location.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Path)
	if e.Place != "" {
		fmt.Fprintf(&b, " (place %q)", e.Place)
	}
	fmt.Fprintf(&b, ": %s: %s", e.Code, e.Hint)
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

// Errors is every fault found at once, at least one. errors.As finds the
// first *Error in it.
type Errors []*Error

// Error returns the faults one a line, the first 20 of them.
func (e Errors) Error() string {
	var b strings.Builder
	for i, f := range e {
		if i == 20 {
			fmt.Fprintf(&b, "\n… and %d more", len(e)-i)
			break
		}
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(f.Error())
	}
	return b.String()
}

// Unwrap returns the faults.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, f := range e {
		out[i] = f
	}
	return out
}

// orNil returns e as an error, nil where there is no fault.
func (e Errors) orNil() error {
	if len(e) == 0 {
		return nil
	}
	return e
}
