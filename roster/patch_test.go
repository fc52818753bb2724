package roster

import (
	"bytes"
	"encoding/json"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// goodJSON is a problem with nearly every field, and planJSON a plan.
func goodJSON(t testing.TB) []byte { return testFile(t, "good.json") }
func planJSON(t testing.TB) []byte { return testFile(t, "plan.json") }

func testFile(t testing.TB, name string) []byte {
	data, err := os.ReadFile("testdata/" + name)
	require.NoError(t, err)
	return data
}

// patch applies edits to a JSON document, one a line:
//
//	jobs[3].windows[0].end = "2026-11-23T09:00:00+08:00"
//	jobs[+] = {"id": "J9"}        (appends)
//	delete jobs[3].customer
func patch(t testing.TB, document []byte, edits string) []byte {
	var root any
	require.NoError(t, json.Unmarshal(document, &root))
	for line := range strings.Lines(edits) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if path, ok := strings.CutPrefix(line, "delete "); ok {
			root = edit(t, root, steps(path), nil)
			continue
		}
		path, text, ok := strings.Cut(line, " = ")
		require.True(t, ok && json.Valid([]byte(text)), line)
		root = edit(t, root, steps(path), json.RawMessage(text))
	}
	data, err := json.Marshal(root)
	require.NoError(t, err)
	return data
}

var stepPattern = regexp.MustCompile(`[^.\[\]]+`)

func steps(path string) []string { return stepPattern.FindAllString(path, -1) }

// edit returns node with the value at path replaced, or removed if nil.
func edit(t testing.TB, node any, path []string, value any) any {
	if len(path) == 0 {
		return value
	}
	if raw, ok := node.(json.RawMessage); ok { // set by an edit before
		require.NoError(t, json.Unmarshal(raw, &node))
	}
	switch n := node.(type) {
	case map[string]any:
		if child := edit(t, n[path[0]], path[1:], value); child == nil {
			delete(n, path[0])
		} else {
			n[path[0]] = child
		}
		return n
	case []any:
		if path[0] == "+" {
			return append(n, edit(t, nil, path[1:], value))
		}
		i, err := strconv.Atoi(path[0])
		require.NoError(t, err)
		n[i] = edit(t, n[i], path[1:], value)
		return n
	case nil:
		return edit(t, map[string]any{}, path, value)
	}
	t.Fatalf("no place for %v", path)
	return nil
}

// told returns the faults of an error as "code path" lines.
func told(t testing.TB, err error) []string {
	if err == nil {
		return nil
	}
	var faults Faults
	require.ErrorAs(t, err, &faults)
	var lines []string
	for _, f := range faults {
		lines = append(lines, strings.TrimSpace(f.Code+" "+f.Path))
	}
	return lines
}

func mustDecode(t testing.TB, document []byte) *Problem {
	p, err := DecodeProblem(bytes.NewReader(document))
	require.NoError(t, err)
	return p
}
