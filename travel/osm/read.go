package osm

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
	"github.com/paidan/paidan/travel/osm/internal/pbf"
)

// Options of [Open] and [Read]. The zero value is ready to use.
type Options struct {
	// MaxSnapMetres is how far a place may be from the nearest road, in
	// [1, 100000]; 0 means 2000.
	MaxSnapMetres int `json:"maxSnapMetres,omitempty"`
	// Access is added to every leg of more than 0 m of a mode (unlocking,
	// parking, waiting), in [0, 86400] seconds; a mode not listed has none.
	Access map[roster.Mode]roster.Duration `json:"access,omitempty"`
	// MaxNodes bounds the memory: a file with more nodes, or with more nodes
	// in its roads, is refused. In [1, 250 million]; 0 means 20 million. Such
	// an extract takes one to two gigabytes, a hostile file of that size five.
	// A big city has a few million.
	MaxNodes int `json:"maxNodes,omitempty"`
}

// complete checks the options and fills in the defaults.
func (o Options) complete() (Options, error) {
	if o.MaxSnapMetres == 0 {
		o.MaxSnapMetres = 2000
	}
	if o.MaxNodes == 0 {
		o.MaxNodes = 20_000_000
	}
	if o.MaxSnapMetres < 1 || o.MaxSnapMetres > 100_000 {
		return o, &Error{Code: CodeOptions, Hint: "maxSnapMetres: want [1, 100000]"}
	}
	if o.MaxNodes < 1 || o.MaxNodes > 250_000_000 {
		return o, &Error{Code: CodeOptions, Hint: "maxNodes: want [1, 250000000]"}
	}
	for m, access := range o.Access {
		if _, ok := travel.ModeIndex(m); !ok {
			return o, &Error{Code: CodeOptions, Hint: fmt.Sprintf("access: unknown mode %.20q", m)}
		}
		if access < 0 || access > 86400 {
			return o, &Error{Code: CodeOptions, Hint: "access: want at least 0 and at most a day"}
		}
	}
	return o, nil
}

// Open reads the .osm.pbf file with a name, see [Read].
func Open(name string, opts Options) (*Network, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, &Error{Code: CodeRead, Hint: "cannot open the road data", Err: err}
	}
	defer f.Close()
	return Read(f, opts)
}

// Read reads a .osm.pbf extract to its end and builds the network of all
// modes. It takes about 16 bytes for every node of the file while it reads;
// what remains is about 80 bytes for every node of a road. Errors are
// [*Error].
//
// The data may come from anyone: what is malformed is refused, and memory is
// bounded by [Options.MaxNodes] and the format's block size of 32 MiB.
func Read(r io.Reader, opts Options) (*Network, error) {
	opts, err := opts.complete()
	if err != nil {
		return nil, err
	}
	src := newSource(opts.MaxNodes)
	err = pbf.Read(bufio.NewReaderSize(r, 1<<16), pbf.Visitor{Node: src.addNode, Way: src.addWay})
	var own *Error
	var format *pbf.Error
	switch {
	case err == nil:
		return networkOf(src, opts)
	case errors.As(err, &own):
		return nil, own
	case errors.As(err, &format):
		code := CodeFormat
		if format.Unsupported {
			code = CodeUnsupported
		}
		return nil, &Error{Code: code, Hint: "the road data cannot be used", Err: format}
	}
	return nil, &Error{Code: CodeRead, Hint: "reading the road data failed", Err: err}
}
