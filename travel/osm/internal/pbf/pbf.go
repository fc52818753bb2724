// Package pbf reads nodes and ways from OpenStreetMap's .osm.pbf files, see
// https://wiki.openstreetmap.org/wiki/PBF_Format.
//
// It reads untrusted files: it never panics, starts no goroutine, and holds
// one block (32 MiB by the format's own limit) with what its entries need.
package pbf

import (
	"fmt"
	"io"
)

// Limits within a block, far above what OpenStreetMap itself allows (2,000
// nodes in a way).
const (
	maxStrings = 4 << 20
	maxRefs    = 1 << 16
	maxTags    = 1 << 12
)

// Error is a fault in a file.
type Error struct {
	// Offset is where the faulty block starts, in bytes from the start.
	Offset int64
	// Unsupported: the file may be right, but this package cannot read it.
	Unsupported bool
	// What was found.
	What string
	// Err is the cause; may be nil.
	Err error
}

func (e *Error) Error() string {
	s := fmt.Sprintf("block at byte %d: %s", e.Offset, e.What)
	if e.Err != nil {
		s += ": " + e.Err.Error()
	}
	return s
}

// Unwrap returns the cause, or nil.
func (e *Error) Unwrap() error { return e.Err }

func fault(what string) error { return &Error{What: what} }

// Tag is one key with its value.
type Tag struct{ Key, Value string }

// Tags of a node or way, in the file's order.
type Tags []Tag

// Get returns the value of a key, or "".
func (t Tags) Get(key string) string {
	for i := range t {
		if t[i].Key == key {
			return t[i].Value
		}
	}
	return ""
}

// Visitor receives what is in a file, in the file's order. Slices and strings
// are valid during the call only. An error ends the reading and is returned
// as it is. A nil function receives nothing.
type Visitor struct {
	// Node with its ID and its position in units of 10⁻⁷ degrees, latitude in
	// [-9e8, 9e8], longitude in [-18e8, 18e8].
	Node func(id int64, lat, lng int32, tags Tags) error
	// Way with the IDs of its nodes.
	Way func(refs []int64, tags Tags) error
}

// Read reads a file to its end. Faults are an *Error; errors of r come as
// they are. Nodes and ways only: relations are skipped.
func Read(r io.Reader, v Visitor) error {
	d := decoder{blobs: blobs{r: r}, visit: v}
	for first := true; ; first = false {
		start := d.blobs.offset
		kind, content, err := d.blobs.next()
		if err == io.EOF && !first {
			return nil
		}
		if err == io.EOF {
			err = fault("the file is empty")
		}
		switch {
		case err != nil:
		case first && kind != "OSMHeader":
			err = fault("the file does not begin with a header")
		case kind == "OSMHeader":
			err = checkHeader(content)
		case kind == "OSMData":
			err = d.block(content)
		}
		if f, ok := err.(*Error); ok {
			f.Offset = start
		}
		if err != nil {
			return err
		}
	}
}

// checkHeader refuses files which need what this package cannot do.
func checkHeader(content []byte) error {
	c := cursor{rest: content}
	for c.more() {
		switch number, wire := c.field(); number {
		case 4:
			feature := c.message(wire)
			if s := string(feature); !c.bad && s != "OsmSchema-V0.6" && s != "DenseNodes" {
				return &Error{Unsupported: true, What: fmt.Sprintf("the file needs the feature %.40q", s)}
			}
		default:
			c.skip(wire)
		}
	}
	if c.bad {
		return fault("a header which is not one")
	}
	return nil
}
