package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/cmd/paidan/internal/sample"
	"github.com/paidan/paidan/roster"
)

// result is what a command line came to.
type result struct {
	code     int
	out, err string
}

// cli runs a command line in this process.
func cli(t *testing.T, in string, args ...string) result {
	t.Helper()
	return cliWith(t, context.Background(), strings.NewReader(in), args...)
}

func cliWith(t *testing.T, ctx context.Context, in io.Reader, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	code := run(ctx, args, in, &out, &errs)
	assert.NotContains(t, errs.String(), "goroutine", "a stack trace")
	return result{code, out.String(), errs.String()}
}

// done is cli for what must succeed.
func done(t *testing.T, in string, args ...string) string {
	t.Helper()
	r := cli(t, in, args...)
	require.Equal(t, exitDone, r.code, "%v: %s", args, r.err)
	return r.out
}

// day writes the sample problem into a fresh folder and returns its path.
func day(t *testing.T, jobs, workers int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "day.json")
	f, err := os.Create(path)
	require.NoError(t, err)
	defer f.Close()
	require.NoError(t, roster.EncodeProblem(f, sample.Problem(jobs, workers, 1)))
	return path
}

// planOf solves the problem of a file and returns the plan's path.
func planOf(t *testing.T, problem string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "plan.json")
	done(t, "", "solve", problem, "--iterations", "200", "--out", path)
	return path
}

func TestHelp(t *testing.T) {
	for _, args := range [][]string{{}, {"--help"}, {"bench"}, {"solve", "--help"}, {"bench", "run", "--help"}, {"help", "check"}} {
		out := done(t, "", args...)
		assert.Contains(t, out, "Usage:", args)
	}
	root := newRoot(&app{})
	for _, c := range root.Commands() {
		if c.Name() != "version" && c.Name() != "bench" {
			assert.NotEmpty(t, c.Example, c.Name())
		}
	}
	assert.Contains(t, done(t, "", "completion", "bash"), "paidan")
	assert.Contains(t, done(t, "", "__complete", "solve", "--lang", ""), "zh")
}

func TestVersion(t *testing.T) {
	assert.Contains(t, done(t, "", "version"), "paidan ")
	var v versionInfo
	require.NoError(t, json.Unmarshal([]byte(done(t, "", "version", "--format", "json")), &v))
	assert.Equal(t, roster.SchemaVersion, v.SchemaVersion)
	assert.NotEmpty(t, v.Go)
}

func TestSchema(t *testing.T) {
	for _, name := range []string{"problem", "plan"} {
		assert.True(t, json.Valid([]byte(done(t, "", "schema", name))))
	}
}

// Bad command lines end with 2, say what is wrong and point to the help.
func TestBadUsage(t *testing.T) {
	file := day(t, 3, 1)
	for _, c := range []struct {
		says string
		args []string
	}{
		{"unknown command \"solv\"; did you mean solve?", []string{"solv"}},
		{"unknown command \"foo\"", []string{"bench", "foo"}},
		{"solve: want FILE, got no argument", []string{"solve"}},
		{"check: want PROBLEM PLAN, got 1 argument", []string{"check", "a"}},
		{"check: want PROBLEM PLAN, got 3 arguments", []string{"check", "a", "b", "c"}},
		{"explain: want PROBLEM PLAN JOB", []string{"explain", "a"}},
		{"schema \"x\"", []string{"schema", "x"}},
		{"version: want no argument", []string{"version", "x"}},
		{"unknown flag: --tmie", []string{"solve", file, "--tmie", "3s"}},
		{"invalid argument", []string{"solve", file, "--time", "soon"}},
		{"--time -1s", []string{"solve", file, "--time", "-1s"}},
		{"--iterations 0", []string{"solve", file, "--iterations", "0"}},
		{"--format \"xml\"", []string{"solve", file, "--format", "xml"}},
		{"--lang: language \"fr\"", []string{"solve", file, "--lang", "fr"}},
		{"--report - needs", []string{"solve", file, "--report", "-"}},
		{"only one of", []string{"solve", "-", "--start", "-"}},
		{"only one of", []string{"check", "-", "-"}},
		{"--top 0", []string{"shortlist", file, "J001", "--top", "0"}},
		{"job \"J9\" is not in the problem", []string{"shortlist", file, "J9"}},
		{"--date", []string{"generate", "--date", "tomorrow"}},
		{"jobs: want", []string{"generate", "--jobs", "-5"}},
		{"--suite", []string{"bench", "run", "--suite", "tsp", "x"}},
		{"required flag", []string{"bench", "run", "x"}},
		{"--clock", []string{"bench", "run", "--suite", "vrptw", "--clock", "sun", "x"}},
		{"--threads 0", []string{"bench", "run", "--suite", "vrptw", "--threads", "0", "x"}},
		{"want at least one FILE", []string{"bench", "run", "--suite", "vrptw"}},
	} {
		r := cli(t, "", c.args...)
		assert.Equal(t, exitBad, r.code, c.args)
		assert.Contains(t, r.err, c.says, c.args)
		assert.Contains(t, r.err, "--help", c.args)
		assert.Empty(t, r.out, c.args)
	}
}

// Bad files end with 2 and every fault is told with path, code and hint.
func TestBadInput(t *testing.T) {
	file := day(t, 3, 1)
	folder := t.TempDir()
	for _, c := range []struct {
		says []string
		in   string
		args []string
	}{
		{[]string{"nowhere.json: no such file"}, "", []string{"solve", "nowhere.json"}},
		{[]string{"is a folder"}, "", []string{"solve", folder}},
		{[]string{"standard input: ", "[syntax]"}, "{", []string{"solve", "-"}},
		{[]string{"standard input: ", "jbos  [field_unknown]", "workers  [field_missing]"}, `{"schemaVersion":1,"jbos":[]}`, []string{"solve", "-"}},
		{[]string{"standard input: "}, "", []string{"check", "-", file}},
		{[]string{"day.json: ", "[field_unknown]"}, "", []string{"check", file, file}},
		{[]string{"no such folder"}, "", []string{"solve", file, "--out", filepath.Join(folder, "no", "plan.json")}},
		{[]string{"no such folder"}, "", []string{"solve", file, "--report", filepath.Join(folder, "no", "day.html")}},
		{[]string{"no such file"}, "", []string{"solve", file, "--start", "nowhere.json"}},
		{[]string{"nowhere.txt"}, "", []string{"bench", "run", "--suite", "vrptw", "nowhere.txt"}},
		{[]string{"nowhere.pbf"}, "", []string{"generate", "--osm", "nowhere.pbf"}},
	} {
		r := cli(t, c.in, c.args...)
		assert.Equal(t, exitBad, r.code, c.args)
		for _, says := range c.says {
			assert.Contains(t, r.err, says, c.args)
		}
		assert.Empty(t, r.out, c.args)
	}
}

// A problem for roads cannot be solved without them, and says how to give
// them.
func TestRoadsMissing(t *testing.T) {
	p := sample.Problem(3, 1, 1)
	p.Travel.Kind = roster.RoadTravel
	var b bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&b, p))
	r := cli(t, b.String(), "solve", "-")
	assert.Equal(t, exitBad, r.code)
	assert.Contains(t, r.err, "--osm")
}

// Whatever breaks inside, the user gets a sentence.
func TestPanic(t *testing.T) {
	r := cliWith(t, context.Background(), panicking{}, "solve", "-")
	assert.Equal(t, exitBad, r.code)
	assert.Contains(t, r.err, "internal error")
	assert.NotContains(t, r.err, "secret")
}

// panicking is a broken standard input.
type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("secret") }
