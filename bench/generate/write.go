package generate

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/paidan/paidan/roster"
)

// Write writes a roster as JSON, one worker, customer or job a line, without
// holding it in memory. The content is that of [Problem].
func Write(w io.Writer, opts Options) error {
	g, err := newGenerator(opts)
	if err != nil {
		return err
	}
	p := g.frame()
	p.Workers, p.Customers, p.Jobs = []roster.Worker{}, []roster.Customer{}, []roster.Job{}
	frame, err := json.Marshal(p)
	if err != nil {
		return err
	}
	// The long lists go between the parts of the frame: workers to links
	// follow each other, and history comes before travel.
	head, tail, ok := strings.Cut(string(frame), `"workers":[],"customers":[],"jobs":[],`)
	before, after, found := strings.Cut(tail, `"travel":`)
	if !ok || !found || before != "" {
		return fmt.Errorf("generate: the format of problems has changed")
	}
	s := &stream{out: bufio.NewWriterSize(w, 1<<16)}
	s.out.WriteString(head)
	list(s, "workers", g.allWorkers(), true)
	s.out.WriteString(",\n")
	list(s, "customers", g.allCustomers(), true)
	s.out.WriteString(",\n")
	list(s, "jobs", g.allJobs(), true)
	s.out.WriteString(",\n")
	if list(s, "links", g.links(), false) {
		s.out.WriteString(",\n")
	}
	if list(s, "series", g.allSeries(), false) {
		s.out.WriteString(",\n")
	}
	s.open = `"history":{`
	list(s, "visits", g.pastVisits(), false)
	list(s, "refusals", g.refusals(), false)
	list(s, "ledger", g.ledger(), false)
	if s.open == "," { // there was some
		s.out.WriteString("},\n")
	}
	s.out.WriteString(`"travel":` + after + "\n")
	if s.err != nil {
		return s.err
	}
	return s.out.Flush()
}

// stream is the way out; err is the first error.
type stream struct {
	out *bufio.Writer
	// open is what is to be written before the next list that has elements:
	// the beginning of the object they are in, then a comma.
	open string
	err  error
}

// list writes a named list, an empty one only where always is set, and
// reports whether it wrote anything. It stops at the first error.
func list[T any](s *stream, name string, elements iter.Seq[T], always bool) bool {
	begun := false
	begin := func() {
		if s.open != "" {
			s.out.WriteString(s.open)
			s.open = ","
		}
		fmt.Fprintf(s.out, "%q:[", name)
		begun = true
	}
	if always {
		begin()
	}
	first := true
	for e := range elements {
		if !begun {
			begin()
		}
		if !first {
			s.out.WriteByte(',')
		}
		first = false
		s.out.WriteByte('\n')
		data, err := json.Marshal(e)
		if err == nil {
			_, err = s.out.Write(data)
		}
		if err != nil {
			s.err = err
			return begun
		}
	}
	if begun {
		s.out.WriteByte(']')
	}
	return begun
}
