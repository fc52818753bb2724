package suite

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
)

// WriteAnswer writes an answer with its cost.
func (in *Instance) WriteAnswer(w io.Writer, answer Answer) error {
	answer, cost, err := in.priced(answer)
	if err != nil {
		return err
	}
	b := bufio.NewWriter(w)
	if in.write != nil {
		if err := in.write(b, answer, cost); err != nil {
			return err
		}
		return b.Flush()
	}
	for _, r := range answer {
		fmt.Fprintf(b, "Route #%d:", r.Worker)
		for _, stop := range r.Stops {
			fmt.Fprintf(b, " %d", stop)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(b, "Cost %s\n", strconv.FormatFloat(cost, 'f', -1, 64))
	return b.Flush()
}

var routeLine = regexp.MustCompile(`^Route\s*#?(\d{1,9})\s*:(.*)$`)

// ReadAnswer reads an answer of route lines as WriteAnswer and other solvers
// write it.
// Lines which do not begin with "Route" are passed over.
func ReadAnswer(r io.Reader, name string) (Answer, error) {
	lines, err := readLines(r, name)
	if err != nil {
		return nil, err
	}
	var out Answer
	seen := map[int]bool{}
	for _, l := range lines {
		if !strings.HasPrefix(l.text, "Route") {
			continue
		}
		fail := func(msg string) error { return &FileError{File: name, Line: l.number, Msg: msg} }
		m := routeLine.FindStringSubmatch(l.text)
		if m == nil {
			return nil, fail("want \"Route #k: client client …\"")
		}
		k, _ := strconv.Atoi(m[1])
		if seen[k] {
			return nil, fail(fmt.Sprintf("route %d is given twice", k))
		}
		seen[k] = true
		route := Route{Worker: k}
		for _, field := range strings.Fields(m[2]) {
			stop, err := strconv.Atoi(field)
			if err != nil || stop < 0 {
				return nil, fail(fmt.Sprintf("%.20q is not the number of a client", field))
			}
			route.Stops = append(route.Stops, stop)
		}
		if len(route.Stops) > 0 {
			out = append(out, route)
		}
	}
	return out, nil
}
