package assign

import (
	"fmt"
	"strings"
)

// Codes of faults of an input.
const (
	FaultSize      = "size"      // a slice of the wrong length, or a negative size
	FaultStart     = "start"     // Start does not begin at 0, or falls
	FaultHead      = "head"      // a column which does not exist
	FaultDuplicate = "duplicate" // a pair twice
	FaultNaN       = "nan"       // not a number, or −Inf
	FaultOverflow  = "overflow"  // costs too large to be added up
	FaultCover     = "cover"     // Cover is unknown, or EachColumn with Skip
	FaultAmount    = "amount"    // a negative demand or capacity
	FaultChange    = "change"    // a changed row or column which does not exist
	FaultTiers     = "tiers"     // no tier, or more than MaxTiers
)

// maxFaults is how many faults are reported; the rest is only counted.
const maxFaults = 20

// Fault is one fault of an input.
type Fault struct {
	Code string // one of the Fault constants
	Path string // where it is, for example "Costs[17]"
	Hint string // what would be right
}

// InputError has the faults of an input, in the order of its fields.
type InputError struct {
	Faults []Fault // the first 20
	Count  int     // of all
}

// Error lists the faults.
func (e *InputError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "assign: %d faults", e.Count)
	for _, f := range e.Faults {
		fmt.Fprintf(&b, "; %s: %s (%s)", f.Path, f.Code, f.Hint)
	}
	return b.String()
}

func (e *InputError) add(code, hint, format string, args ...any) {
	e.Count++
	if len(e.Faults) < maxFaults {
		e.Faults = append(e.Faults, Fault{Code: code, Path: fmt.Sprintf(format, args...), Hint: hint})
	}
}

func (e *InputError) or() error {
	if e.Count == 0 {
		return nil
	}
	found := *e // so that e itself stays off the heap
	return &found
}

// CertificateError says that an answer is not what it claims, see [Verify].
type CertificateError struct {
	Law      string // the law broken, in a few words
	Row, Col int    // where; −1: not at one row or column
}

func (e *CertificateError) Error() string {
	return fmt.Sprintf("assign: certificate refused: %s (row %d, column %d)", e.Law, e.Row, e.Col)
}
