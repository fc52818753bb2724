package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/compare"
)

// asCommand has the test's executable, which bench compare starts again for
// each run of ours, be the command.
const asCommand = "PAIDAN_TEST_AS_COMMAND"

func TestMain(m *testing.M) {
	if os.Getenv(asCommand) != "" {
		main()
	}
	os.Exit(m.Run())
}

// fakePeers is a folder with a run_vrptw.py which is a script of sh: it serves
// each of the toy's three clients by a vehicle of its own, if there are so many.
func fakePeers(t *testing.T, routes string) string {
	dir := t.TempDir()
	script := "while [ $# -gt 1 ]; do if [ \"$1\" = --routes ]; then echo '" + routes + "' > \"$2\"; fi; shift; done\n" +
		"echo '{\"cpu_s\": 1.5, \"wall_s\": 2, \"peak_rss_mb\": 7}'\n"
	require.NoError(t, os.WriteFile(filepath.Join(dir, compare.SuiteRunner), []byte(script), 0o600))
	return dir
}

func TestBenchCompareSuite(t *testing.T) {
	t.Setenv(asCommand, "1")
	out := filepath.Join(t.TempDir(), "out")
	args := []string{"bench", "compare", "--suite", "vrptw", "../../bench/suite/testdata/toy_vrptw.txt", "--time", "30ms,60ms",
		"--seeds", "1,2", "--out", out, "--peers", "toy", "--peers-dir", fakePeers(t, "[[2,1],[3]]"), "--peer-python", "sh"}
	told := done(t, "", args...)
	assert.Contains(t, told, "| 0.03 | paidan | 2 of 2 | 0.00 % |")
	assert.Contains(t, told, "| 0.06 | toy | 2 of 2 |")
	for _, name := range []string{"runs.jsonl", "runs.csv", "report.md", "report.html"} {
		assert.FileExists(t, filepath.Join(out, name))
	}
	page, err := os.ReadFile(filepath.Join(out, "report.html"))
	require.NoError(t, err)
	head, _, _ := strings.Cut(string(page), "<script")
	assert.Contains(t, head, "gap over time")
	assert.NotContains(t, head, "://", "the page loads nothing")

	// Nothing is run again: a peer that is gone is not missed.
	journal, err := os.ReadFile(filepath.Join(out, "runs.jsonl"))
	require.NoError(t, err)
	args[len(args)-3] = filepath.Join(t.TempDir(), "gone")
	var table compare.Table
	require.NoError(t, json.Unmarshal([]byte(done(t, "", append(args, "--format", "json")...)), &table))
	assert.Equal(t, []string{"paidan", "toy"}, table.Solvers)
	again, err := os.ReadFile(filepath.Join(out, "runs.jsonl"))
	require.NoError(t, err)
	assert.Equal(t, string(journal), string(again))
}

func TestBenchCompareTellsFaults(t *testing.T) {
	t.Setenv(asCommand, "1")
	r := cli(t, "", "bench", "compare", "--suite", "vrptw", "../../bench/suite/testdata/toy_vrptw.txt", "--time", "30ms",
		"--seeds", "1", "--out", t.TempDir(), "--peers", "toy", "--peers-dir", fakePeers(t, "[[2,1]]"), "--peer-python", "sh")
	assert.Equal(t, exitDone, r.code)
	assert.Contains(t, r.out, "| 0.03 | toy | 0 of 1 |")
	assert.Contains(t, r.err, "toy on toy_vrptw, seed 1, 0.03 s: 1 mandatory jobs left out")
}

func TestBenchCompareDay(t *testing.T) {
	t.Setenv(asCommand, "1")
	out := filepath.Join(t.TempDir(), "out")
	told := done(t, "", "bench", "compare", "--day", day(t, 20, 5), "--time", "50ms", "--seeds", "1", "--clock", "wall", "--out", out)
	assert.Contains(t, told, "| 0.05 | paidan | 1 of 1 | 0.00 % |")
	assert.Contains(t, told, "day: 20 jobs")
	rules, err := os.ReadFile(filepath.Join(out, "report.md"))
	require.NoError(t, err)
	assert.Contains(t, string(rules), "| floating breaks | no | yes |")
	assert.FileExists(t, filepath.Join(out, "day", compare.NeutralFile))
}

func TestBenchCompareUsage(t *testing.T) {
	toy, out := "../../bench/suite/testdata/toy_vrptw.txt", t.TempDir()
	for want, args := range map[string][]string{
		"give either":          {"--out", out},
		"at least one FILE":    {"--suite", "vrptw", "--out", out},
		"FILEs go with":        {"--day", "x.json", toy, "--out", out},
		"--clock":              {"--suite", "vrptw", toy, "--clock", "sun", "--out", out},
		"--jobs 0":             {"--suite", "vrptw", toy, "--jobs", "0", "--out", out},
		"need --peers-dir":     {"--suite", "vrptw", toy, "--peers", "pyvrp", "--out", out},
		"--time":               {"--suite", "vrptw", toy, "--time", "0s", "--out", out},
		"required flag":        {"--suite", "vrptw", toy},
		"unknown suite":        {"--suite", "tsp", toy, "--out", out},
		"for suite vrptw and":  {"--suite", "trsp", toy, "--peers", "a", "--peers-dir", "b", "--out", out},
		"unknown peer \"me\"":  {"--day", day(t, 5, 2), "--peers", "me", "--out", out},
		"nowhere.json: no suc": {"--day", "nowhere.json", "--out", out},
	} {
		r := cli(t, "", append([]string{"bench", "compare"}, args...)...)
		assert.Equal(t, exitBad, r.code, want)
		assert.True(t, strings.Contains(r.err, want), "%s: %s", want, r.err)
	}
}
