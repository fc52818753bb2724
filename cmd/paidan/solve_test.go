package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

func TestSolveText(t *testing.T) {
	file := day(t, 8, 3)
	out := done(t, "", "solve", file, "--iterations", "200")
	assert.Contains(t, out, "Plan sample: ")
	assert.Contains(t, out, "of 8 jobs")
	zh := done(t, "", "solve", file, "--iterations", "200", "--lang", "zh", "--currency", "元")
	assert.Contains(t, zh, "派工计划")
	assert.Contains(t, zh, "元")
}

// The same steps give the same bytes; a pipe gives what a file gives.
func TestSolveJSON(t *testing.T) {
	file := day(t, 8, 3)
	problem, err := os.ReadFile(file)
	require.NoError(t, err)
	first := done(t, "", "solve", file, "-n", "200", "--seed", "3", "--format", "json")
	plan, err := roster.DecodePlan(strings.NewReader(first))
	require.NoError(t, err)
	assert.Equal(t, 8, plan.Figures.Jobs)
	assert.Equal(t, first, done(t, string(problem), "solve", "-", "-n", "200", "--seed", "3", "--format", "json"))
}

// Files get JSON or text by name; a remark goes to standard error.
func TestSolveFiles(t *testing.T) {
	file, folder := day(t, 8, 3), t.TempDir()
	asJSON, asText, page := filepath.Join(folder, "plan.json"), filepath.Join(folder, "plan.txt"), filepath.Join(folder, "day.html")
	r := cli(t, "", "solve", file, "-n", "200", "--out", asJSON, "--report", page)
	require.Equal(t, exitDone, r.code, r.err)
	assert.Empty(t, r.out)
	assert.Contains(t, r.err, "of 8 jobs served")
	html, err := os.ReadFile(page)
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(html), "<!DOCTYPE html>"))
	assert.Contains(t, done(t, "", "check", file, asJSON), "keeps every rule")

	r = cli(t, "", "solve", file, "-n", "200", "--out", asText, "--quiet")
	require.Equal(t, exitDone, r.code, r.err)
	assert.Empty(t, r.out+r.err)
	text, err := os.ReadFile(asText)
	require.NoError(t, err)
	assert.True(t, strings.HasPrefix(string(text), "Plan sample"))
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, entries, 3, "no half-written file is left")
}

// What could not be made leaves the old file as it was, and nothing else.
func TestSolveFails(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "plan.json")
	require.NoError(t, os.WriteFile(path, []byte("old"), 0o600))
	r := cli(t, "{}", "solve", "-", "--out", path)
	assert.Equal(t, exitBad, r.code)
	kept, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, "old", string(kept))
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, entries, 1)
}

// A run which is stopped still gives a plan, and says so in it.
func TestSolveCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	r := cliWith(t, ctx, strings.NewReader(""), "solve", day(t, 8, 3), "--format", "json")
	require.Equal(t, exitDone, r.code, r.err)
	plan, err := roster.DecodePlan(strings.NewReader(r.out))
	require.NoError(t, err)
	assert.Equal(t, roster.Cancelled, plan.Status)
}

func TestSolveStart(t *testing.T) {
	file := day(t, 8, 3)
	plan := planOf(t, file)
	out := done(t, "", "solve", file, "--start", plan, "-n", "50", "--format", "json")
	_, err := roster.DecodePlan(strings.NewReader(out))
	require.NoError(t, err)
}

// A run bounded by time is the same again from its record.
func TestSolveReplay(t *testing.T) {
	file := day(t, 12, 4)
	record := filepath.Join(t.TempDir(), "run.json")
	plan := done(t, "", "solve", file, "--time", "50ms", "--threads", "2", "--record", record, "--format", "json")
	assert.Equal(t, plan, done(t, "", "solve", file, "--replay", record, "--format", "json"))
	other := cli(t, "", "solve", day(t, 13, 4), "--replay", record)
	assert.Equal(t, exitBad, other.code)
	assert.Contains(t, other.err, "another problem")
	assert.Equal(t, exitBad, cli(t, "", "solve", file, "--replay", file).code)
	assert.Contains(t, cli(t, "", "solve", file, "--replay", record, "--seed", "2").err, "--seed")
}

func TestOutput(t *testing.T) {
	a := &app{out: &strings.Builder{}}
	folder := t.TempDir()
	target, link := filepath.Join(folder, "target"), filepath.Join(folder, "link")
	require.NoError(t, os.WriteFile(target, nil, 0o600))
	require.NoError(t, os.Symlink(target, link))
	o, err := a.create(link)
	require.NoError(t, err)
	require.NoError(t, o.write(writeWords("through a link")))
	got, err := os.ReadFile(target)
	require.NoError(t, err)
	assert.Equal(t, "through a link", string(got))

	o, err = a.create(os.DevNull)
	require.NoError(t, err)
	require.NoError(t, o.write(writeWords("gone")))
	info, err := os.Stat(os.DevNull)
	require.NoError(t, err)
	assert.False(t, info.Mode().IsRegular())
}
