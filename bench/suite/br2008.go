package suite

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/paidan/paidan/roster"
)

// statement is one of an AMPL data file, without its semicolon.
type statement struct {
	line
	words []string
}

// statements splits a file. Comments go from # to the end of the line.
func statements(lines []line) []statement {
	var out []statement
	var s statement
	for _, l := range lines {
		text, _, _ := strings.Cut(l.text, "#")
		text = strings.NewReplacer(":=", " := ", ":", " : ", ";", " ; ").Replace(text)
		for _, word := range strings.Fields(text) {
			if word == ";" {
				out, s = append(out, s), statement{}
				continue
			}
			if len(s.words) == 0 {
				s.line = l
			}
			s.words = append(s.words, word)
		}
	}
	return out
}

// integer reads a word as a whole number in [0, high].
func (l line) integer(what, word string, high int64) (int64, error) {
	v, err := strconv.ParseInt(word, 10, 64)
	if err != nil || v < 0 || v > high {
		return 0, l.fault("%s is %.20q: want a whole number in [0, %d]", what, word, high)
	}
	return v, nil
}

// br2008 is an instance; node 0 is the depot on the way out, visits+1 on the
// way home.
type br2008 struct {
	staff, visits, end int64
	pairs              [][2]int
	windows            [][2]int64 // by node
	durations          []int64
	seen               map[string]map[int]bool // nodes told, by table
	arcs               arcs
	told               []bool // arcs, like arcs.cell
}

// forbidden is from which length on an arc is none.
const forbidden = 9999

// readBR2008 reads an instance in AMPL's data format.
func readBR2008(lines []line) (*Instance, error) {
	all := statements(lines)
	b := &br2008{}
	for _, head := range []struct {
		name string
		into *int64
		high int64
	}{{"NO_Staff", &b.staff, MaxWorkers}, {"NO_Visits", &b.visits, MaxNodes}, {"T_MAX", &b.end, maxSeconds}} {
		for _, s := range all {
			if len(s.words) == 4 && s.words[0] == "param" && s.words[1] == head.name && s.words[2] == "=" {
				v, err := s.integer(head.name, s.words[3], head.high)
				if err != nil {
					return nil, err
				}
				*head.into = v
			}
		}
		if *head.into == 0 {
			return nil, fault("param %s is missing", head.name)
		}
	}
	n := int(b.visits) + 2
	b.windows, b.durations = make([][2]int64, n), make([]int64, n)
	b.arcs, b.told = arcs{n, make([]int32, n*n)}, make([]bool, n*n)
	b.seen = map[string]map[int]bool{"a": {}, "Duration": {}, "pair": {}}
	for _, s := range all {
		if len(s.words) < 3 {
			continue
		}
		var err error
		switch {
		case strings.HasPrefix(s.words[1], "Visit_Demands"):
			err = b.readPair(s)
		case strings.HasPrefix(strings.Join(s.words, " "), "param : a b :="):
			err = b.readTable(s, s.words[5:], "a", 2, func(node int, v []int64) {
				b.windows[node] = [2]int64{v[0], v[1]}
			})
		case s.words[1] == "Duration" && s.words[2] == "[*]" && len(s.words) > 3:
			err = b.readTable(s, s.words[4:], "Duration", 1, func(node int, v []int64) { b.durations[node] = v[0] })
		case s.words[1] == "TimeMatrix":
			err = b.readMatrix(s)
		}
		if err != nil {
			return nil, err
		}
	}
	for node := 1; node <= int(b.visits); node++ {
		w := b.windows[node]
		switch {
		case !b.seen["a"][node] || !b.seen["Duration"][node]:
			return nil, fault("visit %d has no window or no duration", node)
		case w[0] > w[1]:
			return nil, fault("visit %d: window ends at %d before it starts at %d", node, w[1], w[0])
		}
	}
	for i := range n {
		for j := range n {
			if i != j && !b.told[i*n+j] {
				return nil, fault("TimeMatrix has no arc from %d to %d", i, j)
			}
		}
	}
	in := &Instance{Problem: b.problem(), linked: true}
	in.cost = func(answer Answer) float64 {
		total := int64(0)
		for _, r := range answer {
			here := 0
			for _, stop := range r.Stops {
				total += b.arcs.at(here, stop)
				here = stop
			}
			if len(r.Stops) > 0 {
				total += b.arcs.at(here, n-1)
			}
		}
		return float64(total)
	}
	return in, nil
}

// readPair reads "set Visit_Demands[3] := 8": visits which start together.
func (b *br2008) readPair(s statement) error {
	text, ok := strings.CutSuffix(strings.TrimPrefix(s.words[1], "Visit_Demands["), "]")
	if !ok || s.words[2] != ":=" || len(s.words) > 4 {
		return s.fault("want \"set Visit_Demands[visit] := visit;\"")
	}
	if len(s.words) == 3 {
		return nil // not double
	}
	var pair [2]int
	for i, word := range []string{text, s.words[3]} {
		v, err := s.integer("visit", word, b.visits)
		if err != nil {
			return err
		}
		if pair[i] = int(v); v == 0 || b.seen["pair"][int(v)] {
			return s.fault("visit %d is no visit, or in two pairs", v)
		}
		b.seen["pair"][int(v)] = true
	}
	b.pairs = append(b.pairs, pair)
	return nil
}

// readTable reads rows of a node and some numbers.
func (b *br2008) readTable(s statement, words []string, name string, width int, row func(node int, v []int64)) error {
	for ; len(words) > 0; words = words[width+1:] {
		if len(words) <= width {
			return s.fault("the last row of %s is cut", name)
		}
		node, err := s.integer("node", words[0], b.visits+1)
		if err != nil {
			return err
		}
		v := make([]int64, width)
		for i := range v {
			if v[i], err = s.integer(fmt.Sprintf("%s of %d", name, node), words[1+i], maxSeconds); err != nil {
				return err
			}
		}
		if b.seen[name][int(node)] {
			return s.fault("%s of %d is given twice", name, node)
		}
		b.seen[name][int(node)] = true
		row(int(node), v)
	}
	return nil
}

// readMatrix reads blocks ": columns := rows".
func (b *br2008) readMatrix(s statement) error {
	words := s.words[3:]
	for len(words) > 0 {
		if words[0] != ":" {
			return s.fault("TimeMatrix: want \": nodes := rows\", not %.20q", words[0])
		}
		var columns []int
		for words = words[1:]; len(words) > 0 && words[0] != ":="; words = words[1:] {
			node, err := s.integer("node", words[0], b.visits+1)
			if err != nil {
				return err
			}
			columns = append(columns, int(node))
		}
		if len(words) == 0 || len(columns) == 0 {
			return s.fault("TimeMatrix: a block without rows or columns")
		}
		for words = words[1:]; len(words) > 0 && words[0] != ":"; words = words[len(columns)+1:] {
			if len(words) <= len(columns) {
				return s.fault("the last row of TimeMatrix is cut")
			}
			from, err := s.integer("node", words[0], b.visits+1)
			if err != nil {
				return err
			}
			for k, to := range columns {
				d, err := s.integer(fmt.Sprintf("arc from %d to %d", from, to), words[1+k], maxSeconds)
				if err != nil {
					return err
				}
				arc := int(from)*b.arcs.n + to
				if b.told[arc] {
					return s.fault("the arc from %d to %d is given twice", from, to)
				}
				b.told[arc] = true
				if int(from) != to {
					b.arcs.cell[arc] = int32(d)
				}
			}
		}
	}
	return nil
}

func (b *br2008) problem() *roster.Problem {
	p := newProblem(b.arcs, b.end, distanceWeights())
	m := &p.Travel.Matrices[0]
	for i := range b.arcs.n {
		for j := range b.arcs.n {
			if b.arcs.at(i, j) >= forbidden {
				m.Seconds[i][j] = nil
			}
		}
	}
	home := place(b.arcs.n - 1)
	for k := range int(b.staff) {
		addWorker(p, k+1, 0, [2]int64{0, b.end}).Shifts[0].EndPlace = &home
	}
	for v := 1; v <= int(b.visits); v++ {
		addJob(p, v, b.windows[v], b.durations[v])
	}
	for _, pair := range b.pairs {
		for _, kind := range []roster.LinkKind{roster.SameStart, roster.DifferentWorker} {
			p.Links = append(p.Links, roster.Link{First: id(pair[0]), Second: id(pair[1]), Kind: kind})
		}
	}
	return p
}
