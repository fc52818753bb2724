package suite

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/paidan/paidan/roster"
)

// maxValues bounds the objects and lists of a file, each of which takes far
// more memory than bytes of the file.
const maxValues = 400_000

// decodeJSON reads a file which is one JSON value. Its faults tell the line.
func decodeJSON(data []byte, into any) error {
	if n := bytes.Count(data, []byte("{")) + bytes.Count(data, []byte("[")); n > maxValues {
		return fault("%d objects and lists: want at most %d", n, maxValues)
	}
	err := json.Unmarshal(data, into)
	if err == nil {
		return nil
	}
	offset := int64(0)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	n := 1 + bytes.Count(data[:min(max(offset, 0), int64(len(data)))], []byte("\n"))
	return line{number: n}.fault("not JSON of this suite: %.120s", err.Error())
}

func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(v)
}

// index numbers the IDs of a list from 0, refusing more than limit, empty
// ones and repetition.
func index(what string, n, limit int, id func(int) string) (map[string]int, error) {
	if n > limit {
		return nil, fault("%d of %s: want at most %d", n, what, limit)
	}
	out := make(map[string]int, n)
	for i := range n {
		switch _, twice := out[id(i)]; {
		case id(i) == "":
			return nil, fault("%s[%d] has no id", what, i)
		case twice:
			return nil, fault("%s[%d]: the id %.40q is given twice", what, i, id(i))
		}
		out[id(i)] = i
	}
	return out, nil
}

// lookup finds each of some IDs in an index.
func lookup(where string, ids []string, in map[string]int) ([]int, error) {
	var out []int
	for _, id := range ids {
		i, ok := in[id]
		if !ok {
			return nil, fault("%s: unknown id %.40q", where, id)
		}
		out = append(out, i)
	}
	return out, nil
}

// squareMatrix reads a matrix of n rows with scaled whole numbers; the
// diagonal is 0.
func squareMatrix(rows [][]float64, n, scale int) (arcs, error) {
	a := arcs{n, make([]int32, n*n)}
	if len(rows) != n {
		return a, fault("distances have %d rows: want %d", len(rows), n)
	}
	for i, row := range rows {
		if len(row) != n {
			return a, fault("row %d of distances has %d numbers: want %d", i, len(row), n)
		}
		for j, v := range row {
			d, err := (line{}).scaled(fmt.Sprintf("distance %d,%d", i, j), v, scale)
			switch {
			case err != nil:
				return a, err
			case v > MaxCoordinate:
				return a, fault("distance %d,%d is %v: want at most %d", i, j, v, MaxCoordinate)
			case i == j && d != 0:
				return a, fault("distance %d,%d is %v: want 0", i, j, v)
			}
			a.cell[i*n+j] = int32(d) // at most maxSeconds
		}
	}
	return a, nil
}

// skill is the code of a service as a skill.
func skill(service int) string { return "service-" + id(service+1) }

func need(service int) []roster.SkillRequirement {
	return []roster.SkillRequirement{{Code: skill(service), MinLevel: 1}}
}

// holds are the skills of a caregiver's services, each once.
func holds(services []int) []roster.Skill {
	var out []roster.Skill
	seen := map[int]bool{}
	for _, s := range services {
		if !seen[s] {
			seen[s] = true
			out = append(out, roster.Skill{Code: skill(s), Level: 1})
		}
	}
	return out
}

// secondsOf returns a pointer to a duration.
func secondsOf(n int64) *roster.Duration {
	d := roster.Duration(n)
	return &d
}
