package osm

import "fmt"

// Codes of [Error]; they are stable.
const (
	// CodeFormat: the data is not a complete, well-formed .osm.pbf file.
	CodeFormat = "osm.format"
	// CodeUnsupported: the file uses something this package cannot read, such
	// as a compression other than zlib.
	CodeUnsupported = "osm.unsupported"
	// CodeTooLarge: more nodes than [Options.MaxNodes].
	CodeTooLarge = "osm.large"
	// CodeEmpty: no road for any mode.
	CodeEmpty = "osm.empty"
	// CodeRead: the reader failed.
	CodeRead = "osm.read"
	// CodeOptions: an option is outside its range.
	CodeOptions = "osm.options"
	// CodeMode: the mode is unknown.
	CodeMode = "osm.mode"
	// CodeTooMany: a table for more than [MaxTablePoints] points.
	CodeTooMany = "osm.points"
)

// Error says why a network could not be read or a table not be made.
type Error struct {
	// Code is one of the constants above.
	Code string
	// Hint says what is wrong and what would be right.
	Hint string
	// Err is the cause; may be nil.
	Err error
}

// Error returns code, hint and cause.
func (e *Error) Error() string {
	if e.Err != nil {
		return fmt.Sprintf("%s: %s: %v", e.Code, e.Hint, e.Err)
	}
	return e.Code + ": " + e.Hint
}

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }
