package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/cmd/paidan/internal/sample"
	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func writeWords(s string) func(io.Writer) error {
	return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
}

// brokenPlan is a plan of the sample which does not keep the rules.
func brokenPlan(t *testing.T) (problem, plan string) {
	t.Helper()
	problem = day(t, 8, 3)
	p := sample.Problem(8, 3, 1)
	broken := sample.Plan(p)
	broken.Routes[0].Stops = broken.Routes[0].Stops[:1]
	var b bytes.Buffer
	require.NoError(t, roster.EncodePlan(&b, broken))
	return problem, b.String()
}

func TestCheckRefuses(t *testing.T) {
	problem, plan := brokenPlan(t)
	r := cli(t, plan, "check", problem, "-")
	assert.Equal(t, exitRefused, r.code)
	assert.Contains(t, r.out, "The plan breaks rules")
	assert.Contains(t, r.out, "job_missing")
	assert.Empty(t, r.err)

	r = cli(t, plan, "check", problem, "-", "--format", "json")
	assert.Equal(t, exitRefused, r.code)
	var answer struct {
		OK         bool
		Violations []roster.Violation
	}
	require.NoError(t, json.Unmarshal([]byte(r.out), &answer))
	assert.False(t, answer.OK)
	assert.NotEmpty(t, answer.Violations)
}

func TestCheckAccepts(t *testing.T) {
	problem := day(t, 8, 3)
	plan := planOf(t, problem)
	assert.Contains(t, done(t, "", "check", problem, plan), "keeps every rule")
	var answer struct{ OK bool }
	require.NoError(t, json.Unmarshal([]byte(done(t, "", "check", problem, plan, "--format", "json")), &answer))
	assert.True(t, answer.OK)
}

func TestExplain(t *testing.T) {
	problem := day(t, 8, 3)
	plan := planOf(t, problem)
	for _, job := range []string{"J001", "J008"} {
		assert.Contains(t, done(t, "", "explain", problem, plan, job), job)
		var why schedule.Explanation
		require.NoError(t, json.Unmarshal([]byte(done(t, "", "explain", problem, plan, job, "--format", "json")), &why))
		assert.Equal(t, job, why.Job)
	}
	r := cli(t, "", "explain", problem, plan, "J999")
	assert.Equal(t, exitBad, r.code)
}

func TestShortlist(t *testing.T) {
	problem := day(t, 8, 9)
	out := done(t, "", "shortlist", problem, "J001", "--top", "2", "--refused")
	assert.Contains(t, out, "workers allowed")
	var list matching.List
	require.NoError(t, json.Unmarshal([]byte(done(t, "", "shortlist", problem, "J001", "--top", "2", "--format", "json")), &list))
	assert.LessOrEqual(t, len(list.Candidates), 2)
	assert.Equal(t, 9, list.Eligible+len(list.Refused))
}

func TestReport(t *testing.T) {
	problem := day(t, 8, 3)
	var plan bytes.Buffer
	require.NoError(t, roster.EncodePlan(&plan, sample.Plan(sample.Problem(8, 3, 1))))
	assert.True(t, strings.HasPrefix(done(t, plan.String(), "report", problem, "-"), "<!DOCTYPE html>"))
	path := filepath.Join(t.TempDir(), "day.html")
	done(t, plan.String(), "report", problem, "-", "--lang", "zh", "--out", path)
	html, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.True(t, strings.Contains(string(html), `<html lang="zh">`))
}

func TestGenerate(t *testing.T) {
	args := []string{"generate", "--jobs", "30", "--workers", "8", "--seed", "5", "--date", "2026-12-01", "--crews", "--links"}
	out := done(t, "", args...)
	assert.Equal(t, out, done(t, "", args...))
	p, err := roster.DecodeProblem(strings.NewReader(out))
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	assert.Len(t, p.Workers, 8)
	assert.Contains(t, done(t, "", append(args, "--format", "text")...), "8 workers")
	path := filepath.Join(t.TempDir(), "day.json")
	assert.Empty(t, done(t, "", append(args, "--out", path)...))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	assert.Equal(t, out, string(got))
}

func TestGenerateMonth(t *testing.T) {
	args := []string{"generate", "--customers", "40", "--workers", "12", "--days", "28", "--crews", "--links", "--tz", "Europe/Vaduz"}
	p, err := roster.DecodeProblem(strings.NewReader(done(t, "", args...)))
	require.NoError(t, err)
	require.NoError(t, p.Validate())
	assert.Len(t, p.Customers, 40)
	assert.Len(t, p.Workers, 12)
	assert.NotEmpty(t, p.Series)
	assert.Equal(t, "Europe/Vaduz", p.TimeZone)
	whole, err := p.Expanded()
	require.NoError(t, err)
	assert.Contains(t, done(t, "", append(args, "--format", "text")...), fmt.Sprintf("%d jobs, 12 workers, 40 customers", len(whole.Jobs)))
	p, err = roster.DecodeProblem(strings.NewReader(done(t, "", append(args, "--series", "0")...)))
	require.NoError(t, err)
	assert.Empty(t, p.Series)
}

// What is made up can be planned: crews, links, series and several days.
func TestGenerateSolve(t *testing.T) {
	for _, args := range [][]string{
		{"--jobs", "60", "--workers", "15", "--crews", "--links"},
		{"--customers", "30", "--workers", "8", "--days", "7", "--crews", "--links", "--seed", "2"},
		{"--jobs", "50", "--days", "3", "--crews", "--links", "--seed", "3"},
	} {
		problem := done(t, "", append([]string{"generate"}, args...)...)
		done(t, problem, "solve", "-", "--iterations", "200")
	}
}

func TestZone(t *testing.T) {
	for want, at := range map[string]roster.LatLng{
		"Europe/Vaduz": {Lat: 47.16, Lng: 9.55}, "Asia/Shanghai": {Lat: 30.6, Lng: 114.3}, "America/Los_Angeles": {Lat: 37.8, Lng: -122.4},
		"Etc/GMT+10": {Lat: 20, Lng: -155}, "Etc/GMT-11": {Lat: -10, Lng: 166}, "Etc/GMT": {Lat: -60, Lng: 3}, "Etc/GMT+12": {Lat: 0, Lng: -178},
	} {
		assert.Equal(t, want, zoneAt(at))
		_, err := time.LoadLocation(want)
		assert.NoError(t, err)
	}
	for _, c := range cities {
		_, err := time.LoadLocation(c.zone)
		assert.NoError(t, err)
		assert.Equal(t, c.zone, zoneAt(roster.LatLng{Lat: c.lat, Lng: c.lng}))
	}
}

// instance is a tiny one in Solomon's format.
const instance = `tiny

VEHICLE
NUMBER     CAPACITY
  2          10

CUSTOMER
CUST NO.  XCOORD.  YCOORD.  DEMAND  READY TIME  DUE DATE  SERVICE TIME

    0      0      0      0      0    500      0
    1      3      4      5      0    400     10
    2      6      8      5      0    400     10
    3      0      5      5      0    400     10
`

func TestBench(t *testing.T) {
	folder := t.TempDir()
	one, two := filepath.Join(folder, "one.txt"), filepath.Join(folder, "two.txt")
	for _, path := range []string{one, two} {
		require.NoError(t, os.WriteFile(path, []byte(instance), 0o600))
	}
	require.NoError(t, os.WriteFile(filepath.Join(folder, "bks.csv"),
		[]byte("instance,best_distance_dimacs,proven\none,30.0,True\n"), 0o600))
	answer := filepath.Join(folder, "one.sol")
	out := done(t, "", "bench", "run", "--suite", "vrptw", one, "-n", "100", "--out", answer)
	assert.Contains(t, out, "one")
	sol, err := os.ReadFile(answer)
	require.NoError(t, err)
	assert.Contains(t, string(sol), "Route #")

	var s text.BenchSummary
	answers := filepath.Join(folder, "answers")
	require.NoError(t, json.Unmarshal([]byte(done(t, "", "bench", "run", "--suite", "vrptw", one, two, "-n", "100",
		"--format", "json", "--out", answers)), &s))
	require.Len(t, s.Runs, 2)
	assert.Equal(t, 1, s.Known)
	assert.FileExists(t, filepath.Join(answers, "two.sol"))

	rows, err := csv.NewReader(strings.NewReader(done(t, "", "bench", "run", "--suite", "vrptw", one, two, "-n", "100", "--csv"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 3)
	assert.Equal(t, "instance", rows[0][0])
	assert.Equal(t, "two", rows[2][0])
	assert.Empty(t, rows[2][4])
}
