package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func TestReplan(t *testing.T) {
	problem := day(t, 8, 3)
	plan := planOf(t, problem)
	var published roster.Plan
	text, err := os.ReadFile(plan)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &published))
	job := published.Routes[0].Stops[0].Job

	dir := t.TempDir()
	events := filepath.Join(dir, "events.json")
	list, err := json.Marshal([]schedule.Event{{Kind: schedule.WorkerIll, Worker: published.Routes[0].Worker}})
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(events, list, 0o600))
	plan2, problem2 := filepath.Join(dir, "plan2.json"), filepath.Join(dir, "day2.json")
	said := done(t, "", "replan", problem, plan, events, "-n", "100", "--tradeoff", "--out", plan2, "--problem-out", problem2)
	assert.Contains(t, said, "Whom to call")
	assert.Contains(t, said, "What fewer changes lose")
	assert.Contains(t, said, job)
	assert.NotContains(t, said, "!")
	assert.Contains(t, done(t, "", "check", problem2, plan2), "keeps every rule")
	assert.Contains(t, done(t, "", "replan", problem, plan, events, "-n", "100", "--lang", "zh"), "致电顺序")

	var got schedule.Replanned
	require.NoError(t, json.Unmarshal([]byte(done(t, "", "replan", problem, plan, events, "-n", "100", "--max-changes", "0", "--format", "json")), &got))
	assert.Zero(t, got.Counts.Changes)
	assert.NotEmpty(t, got.Displaced)
}

func TestReplanRefuses(t *testing.T) {
	problem := day(t, 8, 3)
	plan := planOf(t, problem)
	for events, code := range map[string]string{
		`[{"kind": "worker_ill", "worker": "nobody"}]`:              roster.FaultReference,
		`[{"kind": "job_cancelled", "job": "J001", "why": "rain"}]`: roster.FaultFieldUnknown,
		`[{"kind": "earthquake"}]`:                                  roster.FaultValueUnknown,
		`{}`:                                                        roster.FaultSyntax,
	} {
		r := cli(t, events, "replan", problem, plan, "-")
		assert.Equal(t, exitBad, r.code)
		assert.Contains(t, r.err, code)
	}
	for _, flags := range [][]string{{"--now", "nine"}, {"--max-changes", "-1"}, {"--out", "-"}, {"--time", "0s"}, {"--freeze", "-1h"}} {
		r := cli(t, "[]", append([]string{"replan", problem, plan, "-"}, flags...)...)
		assert.Equal(t, exitBad, r.code, flags)
		assert.Contains(t, r.err, flags[0])
	}
	_, other := brokenPlan(t)
	r := cli(t, other, "replan", problem, "-", "-")
	assert.Equal(t, exitBad, r.code)
}

func TestDisruptionsHaveWords(t *testing.T) {
	for _, k := range schedule.DisruptionKinds() {
		for _, lang := range []words.Lang{words.English, words.Chinese} {
			assert.NotEqual(t, string(k), lang.Disruption(k))
		}
	}
}
