package text

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/cmd/paidan/internal/sample"
	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

var rewrite = flag.Bool("rewrite", false, "write the golden files anew")

var english = Style{Money: words.Currency{Symbol: "¥"}}

// golden compares a text with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *rewrite {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, string(want), got)
	assert.NotContains(t, got, "!", "a label without words")
}

func TestPlan(t *testing.T) {
	p := sample.Problem(12, 2, 3)
	p.Jobs[1].Mandatory = true
	plan := sample.Plan(p)
	plan.Score.Missed = []roster.Missed{{Tier: roster.MandatoryTier, Jobs: 1, Value: 1}, {Tier: 2, Jobs: 1, Value: 16000}}
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		b := &strings.Builder{}
		require.NoError(t, Plan(b, p, plan, Style{lang, english.Money}))
		golden(t, "plan."+lang.String()+".txt", b.String())
	}
}

// Ids come from files: they must not move a terminal's cursor.
func TestControlCharacters(t *testing.T) {
	p := sample.Problem(3, 1, 1)
	for i := range p.Jobs {
		p.Jobs[i].ID += "\x1b[2J\u202e"
	}
	p.Workers[0].ID = "W\r\n"
	plan := sample.Plan(p)
	b := &strings.Builder{}
	require.NoError(t, Plan(b, p, plan, english))
	assert.NotContains(t, b.String(), "\x1b")
	assert.NotContains(t, b.String(), "\r")
	assert.NotContains(t, b.String(), "\u202e")
}

func TestCheck(t *testing.T) {
	p := sample.Problem(3, 1, 1)
	at := time.Date(2026, 11, 23, 9, 30, 0, 0, time.UTC).Unix()
	report := &roster.Report{Violations: []roster.Violation{
		{Code: "job_missing", Path: "unassigned", Job: "J1", Hint: "every job is either served or told"},
		{Code: roster.ReasonSkill, Path: "routes[0].stops[0]", Job: "J2", Worker: "W1"},
		{Code: "late_wrong", Path: "routes[0].stops[1]", Got: 61, Want: 0, Unit: roster.UnitSeconds},
		{Code: "start_wrong", Got: at, Want: at + 60, Unit: roster.UnitInstant},
		{Code: "score_wrong", Got: 1234567, Want: 7, Unit: roster.UnitPoints, Part: "pay"},
	}}
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		b := &strings.Builder{}
		require.NoError(t, Check(b, p, report, Style{lang, english.Money}))
		golden(t, "check."+lang.String()+".txt", b.String())
	}
	b := &strings.Builder{}
	require.NoError(t, Check(b, p, &roster.Report{Figures: roster.Figures{Served: 2, Jobs: 3}}, english))
	assert.Equal(t, "The plan keeps every rule. 2 of 3 jobs, cost ¥0.00\n", b.String())
}

func TestExplain(t *testing.T) {
	p := sample.Problem(3, 3, 1)
	why := &schedule.Explanation{
		Job: "J001", Class: roster.ClassCrowdedOut,
		Reasons: []roster.Reason{{Code: roster.ReasonSkill, Workers: 1}, {Code: roster.ReasonCrowdedOut, Jobs: []string{"J003"}}},
		Workers: []schedule.WorkerAnswer{
			{Worker: "W01", Shift: "W01-1", Fits: true, Delta: roster.Money(1250).Points(), After: "J002",
				Parts: []roster.Part{{Code: roster.PartPay, Points: roster.Money(1250).Points()}}},
			{Worker: "W02", Shift: "W02-1", Blocks: roster.ReasonCrowdedOut, Jobs: []string{"J003"}},
			{Worker: "W03", Gates: []string{roster.ReasonSkill, roster.ReasonHealth}},
		},
	}
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		b := &strings.Builder{}
		require.NoError(t, Explain(b, p, &roster.Plan{}, why, Style{lang, english.Money}))
		golden(t, "explain."+lang.String()+".txt", b.String())
	}
}

func TestShortlist(t *testing.T) {
	p := sample.Problem(3, 12, 1)
	list, err := matching.Shortlist(p, "J001", matching.Options{Top: 3, Limit: 3})
	require.NoError(t, err)
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		b := &strings.Builder{}
		require.NoError(t, Shortlist(b, p, list, Style{lang, english.Money}))
		golden(t, "shortlist."+lang.String()+".txt", b.String())
	}
}

func TestBench(t *testing.T) {
	gap := func(v float64) *float64 { return &v }
	s := Summarise("vrptw", []BenchRun{
		{Instance: "C101", Jobs: 100, Cost: 827.3, Best: 827.3, Proven: true, GapPercent: gap(0), Routes: 10, Iterations: 12345, Seconds: 10.04},
		{Instance: "R101", Jobs: 100, Cost: 1654.1, Best: 1637.7, GapPercent: gap(1.0014), Routes: 20, Unassigned: 1, Iterations: 99, Seconds: 10},
		{Instance: "X", Jobs: 5, Cost: 12, Routes: 1, Seconds: 0.31},
	})
	require.NotNil(t, s.MeanGap)
	assert.InDelta(t, 0.5007, *s.MeanGap, 1e-9)
	assert.Equal(t, "R101", s.Worst)
	assert.Equal(t, 2, s.Known)
	b := &strings.Builder{}
	require.NoError(t, Bench(b, s, english))
	golden(t, "bench.en.txt", b.String())
}
