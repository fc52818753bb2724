package suite_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
)

// shared returns a path in the folder of shared benchmark files, which is
// not part of the repository; the test is skipped where it is absent.
func shared(t *testing.T, parts ...string) string {
	t.Helper()
	root := os.Getenv("PAIDAN_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "..", "shared")
	}
	path := filepath.Join(append([]string{root}, parts...)...)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no %s: set PAIDAN_SHARED to the folder of instances/ and check/", path)
	}
	return path
}

// instanceFiles lists the given instances of a suite.
func instanceFiles(t *testing.T, s suite.Suite) []string {
	t.Helper()
	var out []string
	root := shared(t, "instances", string(s))
	require.NoError(t, filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		if ext := filepath.Ext(path); slices.Contains([]string{".txt", ".vrp", ".json", ".dat"}, ext) {
			out = append(out, path)
		}
		return err
	}))
	require.NotEmpty(t, out)
	return out
}

var toys = map[suite.Suite]string{
	suite.VRPTW:           "testdata/toy_vrptw.txt",
	suite.PrizeCollecting: "testdata/toy_prize.vrp",
	suite.SiteDependent:   "testdata/toy_site.vrp",
	suite.TRSP:            "testdata/toy_trsp.txt",
	suite.HHCRSP:          "testdata/toy_hhcrsp.json",
	suite.UHHC:            "testdata/toy_uhhc.json",
	suite.BR2008:          "testdata/toy_br2008.dat",
	suite.Consistent:      "testdata/toy_consistent.txt",
}

// routed are the suites whose visits do not wait for each other.
var routed = []suite.Suite{suite.VRPTW, suite.PrizeCollecting, suite.SiteDependent, suite.TRSP}

func TestParse(t *testing.T) {
	for _, s := range suite.Suites() {
		got, err := suite.Parse(string(s))
		require.NoError(t, err)
		assert.Equal(t, s, got)
	}
	got, err := suite.Parse("trsp")
	require.NoError(t, err)
	assert.Equal(t, suite.TRSP, got)
	assert.Equal(t, "trsp", got.CheckFormat())
	_, err = suite.Parse("tsp")
	assert.ErrorContains(t, err, "unknown suite")
}

// Every given instance reads, has a best known cost where one is given, and
// is a valid problem.
func TestGivenInstances(t *testing.T) {
	for _, s := range suite.Suites() {
		t.Run(string(s), func(t *testing.T) {
			for _, path := range instanceFiles(t, s) {
				in, err := suite.Read(s, path)
				require.NoError(t, err)
				if !unknown(s, path) {
					assert.Positive(t, in.Best.Cost, path)
				}
				if testing.Short() && len(in.Problem.Jobs) > 200 {
					continue
				}
				require.NoError(t, in.Problem.Validate(), path)
			}
		})
	}
}

// unknown tells of which given instances no best cost is known.
func unknown(s suite.Suite, path string) bool {
	name, folder := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path)), filepath.Base(filepath.Dir(path))
	switch s {
	case suite.UHHC:
		return folder == "small" || folder == "bazirha" && name < "D"
	case suite.BR2008:
		return strings.HasSuffix(name, "_5")
	case suite.Consistent:
		return folder == "Small" || name == "b5" || name == "b10"
	}
	return false
}

func TestToyVRPTW(t *testing.T) {
	in, err := suite.Read(suite.VRPTW, toys[suite.VRPTW])
	require.NoError(t, err)
	p := in.Problem
	assert.Equal(t, "toy_vrptw", in.Name)
	require.Len(t, p.Workers, 2)
	require.Len(t, p.Jobs, 3)
	assert.Equal(t, []roster.Carry{{Type: "load", Quantity: 10}}, p.Workers[1].Carries)
	assert.Equal(t, 1000.0, p.Workers[0].Shifts[0].End.Sub(suite.Epoch).Seconds())
	j := p.Jobs[0]
	assert.Equal(t, "1", j.ID)
	assert.True(t, j.Mandatory)
	assert.Equal(t, roster.Duration(50), *j.Duration)
	assert.Equal(t, 200.0, j.Windows[0].Start.Sub(suite.Epoch).Seconds())
	assert.Equal(t, []roster.Quantity{{Type: "load", Quantity: 6}}, j.Consumes)
	m := p.Travel.Matrices[0]
	assert.EqualValues(t, 50, *m.Seconds[0][1]) // 5
	assert.EqualValues(t, 14, *m.Seconds[2][0]) // 1.414…
	assert.EqualValues(t, 36, m.Metres[1][2])   // √13 = 3.605…
	assert.EqualValues(t, 58, m.Metres[3][1])   // √34 = 5.830…

	cost, err := in.AnswerCost(suite.Answer{{Worker: 1, Stops: []int{2, 1}}, {Worker: 2, Stops: []int{3}}})
	require.NoError(t, err)
	assert.Equal(t, 1.4+3.6+5+7.2+7.2, cost)
}

func TestToySiteDependent(t *testing.T) {
	in, err := suite.Read(suite.SiteDependent, toys[suite.SiteDependent])
	require.NoError(t, err)
	p := in.Problem
	skill := func(code string) []roster.Skill { return []roster.Skill{{Code: code, Level: 1}} }
	assert.Equal(t, skill("vehicles-1"), p.Workers[0].Skills) // client 1: vehicle 1 only
	assert.Equal(t, skill("vehicles-2"), p.Workers[1].Skills) // client 3: vehicle 2 only
	assert.Empty(t, p.Jobs[1].Requirements.Skills)            // client 2: all
	assert.Equal(t, 8, p.Workers[1].Carries[0].Quantity)
	assert.Equal(t, roster.Duration(40_000), p.Workers[0].Shifts[0].MaxWork)
	assert.EqualValues(t, 5000, p.Travel.Matrices[0].Metres[0][1])
	assert.EqualValues(t, 1414, p.Travel.Matrices[0].Metres[0][2])
	assert.EqualValues(t, 7433, p.Travel.Matrices[0].Metres[3][0]) // √55.25 = 7.43303…
}

func TestToyTRSP(t *testing.T) {
	in, err := suite.Read(suite.TRSP, toys[suite.TRSP])
	require.NoError(t, err)
	p := in.Problem
	require.Len(t, p.Workers, 2)
	require.Len(t, p.Jobs, 3)
	assert.Equal(t, []string{"tool-1"}, p.Workers[0].Equipment)
	assert.Equal(t, []string{"tool-1", "tool-0"}, p.Stores[0].Equipment)
	assert.Equal(t, []roster.Carry{{Type: "part-0", Quantity: 1, Capacity: 2}, {Type: "part-1", Quantity: 0, Capacity: 2}},
		p.Workers[0].Carries)
	assert.EqualValues(t, 1415, p.Travel.Matrices[0].Metres[0][4]) // 1.41421… up
	// 1 leaves home (0,3) at 35 to be at (4,0) at 40, then by the depot to
	// (1,1) and home: 5 + 5 + 4 + √2 + 5 + √5 = 22.650.
	cost, err := in.AnswerCost(suite.Answer{{Worker: 1, Stops: []int{3, 0, 4}}})
	require.NoError(t, err)
	assert.Equal(t, 22.65, cost)
}

// A plan made without thought is accepted by the suites' own checker with
// the cost which roster.Check finds.
func TestPlansAgreeWithCheckers(t *testing.T) {
	checker := shared(t, "check", "check_sol.py")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	for _, s := range routed {
		files := []string{toys[s]}
		given := instanceFiles(t, s)
		for i := 0; i < len(given); i += 1 + len(given)/4 {
			files = append(files, given[i])
		}
		for _, path := range files {
			t.Run(string(s)+"/"+filepath.Base(path), func(t *testing.T) {
				in, err := suite.Read(s, path)
				require.NoError(t, err)
				plan, err := in.Plan(greedy(in))
				require.NoError(t, err)
				cost, err := in.Cost(plan)
				require.NoError(t, err)

				sol := filepath.Join(t.TempDir(), "answer.sol")
				var b bytes.Buffer
				require.NoError(t, in.WriteSolution(&b, plan))
				require.NoError(t, os.WriteFile(sol, b.Bytes(), 0o600))
				out, _ := exec.Command(python, checker, s.CheckFormat(), path, sol).Output()
				var told struct {
					Cost       float64
					Violations []string
				}
				require.NoError(t, json.Unmarshal(out, &told), string(out))
				for _, v := range told.Violations {
					assert.Regexp(t, `^\d+ clients not served$`, v)
				}
				assert.InDelta(t, told.Cost, cost, 0.0011)
				checkAgainstRoster(t, in, plan, cost)

				back, err := suite.ReadAnswer(&b, "answer")
				require.NoError(t, err)
				again, err := in.AnswerCost(back)
				require.NoError(t, err)
				assert.Equal(t, cost, again)
			})
		}
	}
}

func TestHostileFiles(t *testing.T) {
	for s, path := range toys {
		data, err := os.ReadFile(path)
		require.NoError(t, err)
		// Cut anywhere, or with a byte replaced: an error or a problem, no panic.
		for i := range data {
			for _, b := range []byte{'9', '-', ' ', 'x', '\n'} {
				broken := bytes.Clone(data)
				broken[i] = b
				_, _ = suite.ReadFrom(s, bytes.NewReader(broken), "broken")
			}
			_, _ = suite.ReadFrom(s, bytes.NewReader(data[:i]), "cut")
		}
	}
	for name, tc := range map[string]struct {
		suite suite.Suite
		text  string
		want  string
	}{
		"empty":     {suite.VRPTW, "", "x: no depot"},
		"huge":      {suite.VRPTW, strings.Repeat("x", suite.MaxFileBytes+1), "longer than"},
		"nan":       {suite.VRPTW, "X\n1 10\n0 NaN 0 0 0 9 0\n", "x:3: \"NaN\" is not a number"},
		"fleet":     {suite.VRPTW, "X\n1e9 10\n", "x:2: number of vehicles is 1e+09"},
		"window":    {suite.VRPTW, "X\n1 10\n0 0 0 0 9 8 0\n", "window ends at 8 before it starts at 9"},
		"late":      {suite.VRPTW, "X\n1 10\n0 0 0 0 0 1e9 0\n", "window end is 1e+09: want 0 to 3153600"},
		"far":       {suite.VRPTW, "X\n1 10\n0 1e6 0 0 0 9 0\n", "coordinate is 1e+06"},
		"gap":       {suite.VRPTW, "X\n1 10\n0 0 0 0 0 9 0\n2 0 0 0 0 9 0\n", "x:4: customer 2: want 1"},
		"dimension": {suite.PrizeCollecting, "DIMENSION : 1e12\n", "DIMENSION is 1e+12"},
		"twice":     {suite.PrizeCollecting, "A : 1\nA : 2\n", "x:2: \"A\" is given twice"},
		"sections":  {suite.SiteDependent, "DIMENSION : 2\nVEHICLES : 1\nEDGE_WEIGHT_TYPE : EUC_2D\n", "NODE_COORD_SECTION is missing"},
		"trsp":      {suite.TRSP, "X\n1 1 1 1\n0 0 0 0 9 0 [] [] [1,2]\n", "2 types of parts: want 1"},
		"json":      {suite.HHCRSP, "{\n\"patients\": [1e999]}", "x:2: not JSON of this suite"},
		"values":    {suite.UHHC, strings.Repeat("[", 400_001), "objects and lists"},
		"office":    {suite.HHCRSP, "{}", "x: 0 central offices: want 1"},
		"same id":   {suite.HHCRSP, `{"central_offices":[{}],"patients":[{"id":"a"},{"id":"a"}]}`, "the id \"a\" is given twice"},
		"no id":     {suite.HHCRSP, `{"central_offices":[{}],"patients":[{}]}`, "patients[0] has no id"},
		"square":    {suite.HHCRSP, `{"central_offices":[{}],"distances":[[0,1]]}`, "row 0 of distances has 2 numbers: want 1"},
		"diagonal":  {suite.HHCRSP, `{"central_offices":[{}],"distances":[[1]]}`, "distance 0,0 is 1: want 0"},
		"ability":   {suite.HHCRSP, `{"central_offices":[{}],"distances":[[0]],"caregivers":[{"id":"k","abilities":["q"]}]}`, "unknown id \"q\""},
		"met":       {suite.UHHC, "{}", "time_window_met is \"\""},
		"component": {suite.UHHC, `{"metadata":{"time_window_met":"at_service_end","cost_components":{"working_time":1}}}`, "which cannot be planned"},
		"priced":    {suite.UHHC, `{"metadata":{"time_window_met":"at_service_end","cost_components":{"qualification":1}}}`, "which cannot be planned"},
		"weight":    {suite.UHHC, `{"metadata":{"time_window_met":"at_service_end","cost_components":{"travel_time":1.5}}}`, "is 1.5: want a whole number"},
		"minutes":   {suite.UHHC, `{"metadata":{"time_window_met":"at_service_end"},"distances":[[0,1e5],[0,0]]}`, "want a whole number in [0, 10000]"},
		"terminal":  {suite.UHHC, `{"metadata":{"time_window_met":"at_service_end"},"caregivers":[{"id":"c"}]}`, "unknown id"},
		"staff":     {suite.BR2008, "param NO_Staff = -1;", "x:1: NO_Staff is \"-1\""},
		"no visits": {suite.BR2008, "param NO_Staff = 1;\n", "param NO_Visits is missing"},
		"pair":      {suite.BR2008, "param NO_Staff = 1; param NO_Visits = 1; param T_MAX = 9;\nset Visit_Demands[1] := 2;", "x:2: visit is \"2\""},
		"arc":       {suite.BR2008, "param NO_Staff = 1; param NO_Visits = 1; param T_MAX = 9; param TimeMatrix [*,*,1] : 0 3 := 0 0 0;", "node is \"3\": want a whole number in [0, 2]"},
		"keyword":   {suite.Consistent, "COST 3\n", "x:1: unknown keyword \"COST\""},
		"days":      {suite.Consistent, "MAXTIME 9\nDAYS 1e9\n", "x:2: DAYS: want one number in [1, 31]"},
		"types":     {suite.Consistent, "MAXTIME 9\nDAYS 1\nDEPOT 0 0\nVEHICLE TYPES 2\nT 1 1 1 1 1\n", "x:4: 1 lines of vehicle types: want 2"},
		"speed":     {suite.Consistent, "MAXTIME 9\nDAYS 1\nDEPOT 0 0\nVEHICLE TYPES 1\nT 1 1 1 1 NaN\n", "x:5: \"NaN\" is not a number"},
		"vehicles":  {suite.Consistent, "MAXTIME 9\nDAYS 1\nDEPOT 0 0\nVEHICLE TYPES 1\nT 1e9 1 1 1 1\n", "x:5: number of vehicles is 1e+09"},
		"rows":      {suite.Consistent, "MAXTIME 9\nDAYS 1\nDEPOT 0 0\nVEHICLE TYPES 1\nT 1 1 1 1 1\nCUSTOMERS 2\n", "has 0 rows: want 1"},
		"skill":     {suite.TRSP, "X\n1 1 1 1\n0 0 0 0 9 0 [1] [] []\n", "list entry 1: want 0 to 0"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := suite.ReadFrom(tc.suite, strings.NewReader(tc.text), "x")
			require.ErrorContains(t, err, tc.want)
			var fault *suite.FileError
			assert.True(t, errors.As(err, &fault))
		})
	}
	_, err := suite.ReadAnswer(strings.NewReader("Route #1: 1 -2\n"), "x")
	assert.ErrorContains(t, err, "x:1:")
	in, err := suite.Read(suite.VRPTW, toys[suite.VRPTW])
	require.NoError(t, err)
	_, err = in.AnswerCost(suite.Answer{{Worker: 1, Stops: []int{0}}})
	assert.ErrorContains(t, err, "unknown client 0")
	_, err = in.Answer(&roster.Plan{Routes: []roster.Route{{Worker: "7"}}})
	assert.ErrorContains(t, err, "worker \"7\"")
}
