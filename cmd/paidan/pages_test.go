package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/dispatch"
	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

// pageOf reads a page, without style and scripts.
func pageOf(t *testing.T, path string) string {
	t.Helper()
	html, err := os.ReadFile(path)
	require.NoError(t, err)
	_, page, ok := strings.Cut(string(html), "<body>")
	require.True(t, ok)
	page, _, ok = strings.Cut(page, "<script>")
	require.True(t, ok)
	return page
}

// A simulation answers as text, CSV and JSON, and writes a page which loads
// nothing, in both languages.
func TestSimulateAnswers(t *testing.T) {
	dir := t.TempDir()
	day := day(t, 12, 4)
	page := filepath.Join(dir, "sim.html")
	for lang, title := range map[string]string{"en": "Scenario against scenario", "zh": "方案对比"} {
		out := done(t, "", "simulate", day, "--policy", "nearest,best-score", "--replications", "3", "--report", page, "--lang", lang)
		assert.NotContains(t, out, "!", "a word is missing")
		html := pageOf(t, page)
		assert.Contains(t, html, title)
		assert.NotContains(t, html, ">!", "a word is missing")
		assert.NotContains(t, html, "src=")
	}
	out := done(t, "", "simulate", day, "--policy", "nearest", "--replications", "3", "--format", "json")
	var result simulate.Result
	require.NoError(t, json.Unmarshal([]byte(out), &result))
	assert.Len(t, result.Rows[0].Estimates[0].Values, 3)
	assert.Len(t, result.Rows[0].Course, 24)
	out = done(t, "", "simulate", day, "--policy", "nearest", "--replications", "2", "--csv")
	assert.Len(t, strings.Split(strings.TrimSpace(out), "\n"), 1+len(simulate.Figures()))
	assert.Equal(t, exitBad, cli(t, "", "simulate", day, "--policy", "luck").code)
	assert.Equal(t, exitBad, cli(t, "", "simulate", day, "--report", "-").code)
}

// Simulated offers answer as text and JSON, and write a page with the
// calibration, which loads nothing.
func TestBenchDispatchAnswers(t *testing.T) {
	page := filepath.Join(t.TempDir(), "offers.html")
	args := []string{"bench", "dispatch", "--replications", "2", "--jobs", "40", "--workers", "20", "--days", "2"}
	assert.Contains(t, done(t, "", append(args, "--report", page)...), "learnt − score")
	html := pageOf(t, page)
	assert.Contains(t, html, "calibration</h2>")
	assert.Contains(t, html, "judged − nearest")
	assert.NotContains(t, html, "src=")
	var table dispatch.Table
	require.NoError(t, json.Unmarshal([]byte(done(t, "", append(args, "--format", "json")...)), &table))
	assert.Len(t, table.Curves, 2)
	assert.Equal(t, exitBad, cli(t, "", "bench", "dispatch", "--jobs", "0").code)
	assert.Equal(t, exitBad, cli(t, "", "bench", "dispatch", "--report", "-").code)
}

// A replanning writes a page of the days before and after, and the two plans
// can be compared.
func TestChangePageAndCompare(t *testing.T) {
	dir := t.TempDir()
	day := day(t, 12, 4)
	file := func(name string) string { return filepath.Join(dir, name) }
	done(t, "", "solve", day, "-n", "200", "-o", file("plan.json"))
	f, err := os.Open(file("plan.json"))
	require.NoError(t, err)
	plan, err := roster.DecodePlan(f)
	require.NoError(t, err)
	require.NoError(t, f.Close())
	ill := plan.Routes[0].Worker
	for lang, title := range map[string]string{"en": "Timeline before and after", "zh": "前后时间轴"} {
		done(t, `[{"kind": "worker_ill", "worker": "`+ill+`"}]`, "replan", day, file("plan.json"), "-", "-n", "100", "-o", file("plan2.json"),
			"--report", file("change.html"), "--lang", lang)
		html := pageOf(t, file("change.html"))
		assert.Contains(t, html, title)
		assert.Contains(t, html, ill)
		assert.NotContains(t, html, ">!", "a word is missing")
	}
	for _, lang := range []string{"en", "zh"} {
		out := done(t, "", "compare", file("plan.json"), file("plan2.json"), "--lang", lang)
		assert.NotContains(t, out, "!", "a word is missing")
	}
	out := done(t, "", "compare", file("plan.json"), file("plan2.json"), "--format", "json")
	var c text.Comparison
	require.NoError(t, json.Unmarshal([]byte(out), &c))
	assert.Equal(t, plan.Score.Total, c.Total[0])
	assert.NotEmpty(t, append(c.OnlyBefore, c.OtherWorker...))
	assert.Equal(t, exitBad, cli(t, "", "compare", "-", "-").code)
}
