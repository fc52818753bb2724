package suite_test

import (
	"bytes"
	"encoding/json"
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

// linked are the suites whose visits wait for each other.
var linked = []suite.Suite{suite.HHCRSP, suite.UHHC, suite.BR2008, suite.Consistent}

// unit is some jobs which are served together: by one worker on several
// days, or by several workers.
type unit struct {
	jobs    []*roster.Job
	oneHand bool
}

// units groups jobs by links, in the order of their due times.
func units(p *roster.Problem) []*unit {
	of := map[string]*unit{}
	for i := range p.Jobs {
		of[p.Jobs[i].ID] = &unit{jobs: []*roster.Job{&p.Jobs[i]}}
	}
	for _, l := range p.Links {
		if a, b := of[l.First], of[l.Second]; a != b {
			a.jobs, a.oneHand = append(a.jobs, b.jobs...), l.Kind == roster.SameWorker
			for _, j := range b.jobs {
				of[j.ID] = a
			}
		}
	}
	if first := map[string]*unit{}; len(p.Workers[0].Shifts) == 1 {
		for i := range p.Jobs { // both services of a client
			j := &p.Jobs[i]
			a, b := first[j.Customer], of[j.ID]
			if a == nil {
				first[j.Customer] = b
			} else if a != b {
				a.jobs, of[j.ID] = append(a.jobs, j), a
			}
		}
	}
	var out []*unit
	for i := range p.Jobs {
		if u := of[p.Jobs[i].ID]; !slices.Contains(out, u) {
			out = append(out, u)
		}
	}
	due := func(u *unit) int64 {
		if j := u.jobs[0]; len(j.Preferred) > 0 {
			return j.Preferred[0].End.Unix()
		}
		return u.jobs[0].Windows[0].End.Unix()
	}
	slices.SortStableFunc(out, func(a, b *unit) int { return int(due(a) - due(b)) })
	return out
}

// greedyLinked appends each unit to routes of workers who can, the emptiest
// first, where the whole answer then keeps hard windows, shifts and loads.
func greedyLinked(in *suite.Instance, lunches bool) suite.Answer {
	p := in.Problem
	answer := suite.Answer{}
	for _, u := range units(p)[:min(len(units(p)), 80)] {
		var slots [][]roster.SkillRequirement // each by a worker
		var stops []int
		for _, j := range u.jobs {
			if j.Crew != nil {
				for _, role := range j.Crew.Roles {
					slots, stops = append(slots, role.Requirements.Skills), append(stops, atoi(j.ID))
				}
				continue
			}
			slots, stops = append(slots, j.Requirements.Skills), append(stops, atoi(j.ID))
		}
		tries := 0
		var place func(k int, chosen []int) bool
		place = func(k int, chosen []int) bool {
			if k == len(slots) {
				tries++
				next := suite.Answer{}
				for _, r := range answer {
					next = append(next, suite.Route{Worker: r.Worker, Stops: slices.Clone(r.Stops)})
				}
				for n, w := range chosen {
					next = appendStop(in, next, w, stops[n], lunches)
				}
				if keeps(in, next) {
					answer = next
					return true
				}
				return false
			}
			order := make([]int, len(p.Workers))
			for i := range order {
				order[i] = i + 1
			}
			slices.SortStableFunc(order, func(a, b int) int { return stopsOf(answer, a) - stopsOf(answer, b) })
			for _, w := range order {
				worker := &p.Workers[w-1]
				switch {
				case tries > 20:
					return false
				case u.oneHand && k > 0 && w != chosen[0], !u.oneHand && slices.Contains(chosen, w):
					continue
				case slices.ContainsFunc(slots[k], func(s roster.SkillRequirement) bool { return !hasSkill(worker, s.Code) }):
					continue
				case banned(p, u.jobs[0], worker.ID):
					continue
				}
				if place(k+1, append(slices.Clone(chosen), w)) {
					return true
				}
			}
			return false
		}
		place(0, nil)
	}
	return answer
}

func banned(p *roster.Problem, j *roster.Job, worker string) bool {
	for i := range p.Customers {
		if p.Customers[i].ID == j.Customer {
			return slices.Contains(p.Customers[i].BannedWorkers, worker)
		}
	}
	return false
}

func stopsOf(answer suite.Answer, worker int) int {
	n := 0
	for _, r := range answer {
		if r.Worker == worker {
			n += len(r.Stops)
		}
	}
	return n
}

// appendStop adds a stop to the route of a worker, in consistent_vrp of its
// day, with a lunch before it where one fits.
func appendStop(in *suite.Instance, answer suite.Answer, worker, stop int, lunch bool) suite.Answer {
	for i := range answer {
		r := &answer[i]
		if r.Worker != worker || in.Suite == suite.Consistent && r.Stops[0]/suite.Second != stop/suite.Second {
			continue
		}
		breaks := in.Problem.Workers[worker-1].Shifts[0].Breaks
		if lunch && len(breaks) > 0 && !slices.ContainsFunc(r.Stops, func(s int) bool { return s <= 0 }) {
			if plan, err := in.Plan(answer); err == nil {
				for _, route := range plan.Routes {
					last := route.Stops[len(route.Stops)-1].End
					if atoi(route.Worker) == worker && !last.Before(breaks[0].Earliest) && !last.After(breaks[0].Latest) {
						r.Stops = append(r.Stops, []int{suite.LunchHere, suite.LunchThere}[worker%2])
					}
				}
			}
		}
		r.Stops = append(r.Stops, stop)
		return answer
	}
	return append(answer, suite.Route{Worker: worker, Stops: []int{stop}})
}

// keeps tells whether an answer can be timed and keeps hard windows, breaks,
// shifts, loads and ways.
func keeps(in *suite.Instance, answer suite.Answer) bool {
	plan, err := in.Plan(answer)
	if err != nil {
		return false
	}
	jobs, shifts := map[string]*roster.Job{}, map[string]*roster.Shift{}
	for i := range in.Problem.Jobs {
		jobs[in.Problem.Jobs[i].ID] = &in.Problem.Jobs[i]
	}
	for i := range in.Problem.Workers {
		for k := range in.Problem.Workers[i].Shifts {
			shifts[in.Problem.Workers[i].Shifts[k].ID] = &in.Problem.Workers[i].Shifts[k]
		}
	}
	for _, r := range plan.Routes {
		shift, load := shifts[r.Shift], 0
		if r.Return.After(shift.End.Add(shift.MaxOvertime.Std())) {
			return false
		}
		for _, s := range r.Stops {
			if s.Travel >= 10_000 && in.Suite == suite.BR2008 {
				return false
			}
			if s.Kind == roster.BreakStop {
				if s.Start.After(shift.Breaks[0].Latest) {
					return false
				}
				continue
			}
			j := jobs[s.Job]
			if !slices.ContainsFunc(j.Windows, func(w roster.Window) bool { return !s.Start.Before(w.Start) && !s.Start.After(w.End) }) {
				return false
			}
			for _, q := range j.Consumes {
				load += q.Quantity
			}
		}
		if c := in.Problem.Workers[atoi(r.Worker)-1].Carries; len(c) > 0 && load > c[0].Quantity {
			return false
		}
	}
	return true
}

// uhhcDeviation is by how much a plan's total may differ from the suite's
// objective: missed lunches of those who are back before lunch, and one lunch
// in the longest idle time.
func uhhcDeviation(in *suite.Instance) float64 {
	sum := float64(in.Problem.Weights.WorstIdlePerHour) / 3600 * 30
	for _, w := range in.Problem.Workers {
		for _, b := range w.Shifts[0].Breaks {
			if b.SkipPrice != nil {
				sum += float64(*b.SkipPrice)
			}
		}
	}
	return sum
}

func TestToyHHCRSP(t *testing.T) {
	in, err := suite.Read(suite.HHCRSP, toys[suite.HHCRSP])
	require.NoError(t, err)
	p := in.Problem
	require.NoError(t, p.Validate())
	require.Len(t, p.Jobs, 5)
	assert.Equal(t, "10002", p.Jobs[2].ID)
	assert.Equal(t, "2", p.Jobs[2].Customer)
	assert.Equal(t, roster.Duration(6000), *p.Jobs[2].Duration)
	assert.EqualValues(t, 5125, *p.Travel.Matrices[0].Seconds[0][1])
	gap := roster.Duration(8000)
	assert.Equal(t, []roster.Link{
		{First: "2", Second: "10002", Kind: roster.StartToStart, MinGap: 5000, MaxGap: &gap},
		{First: "2", Second: "10002", Kind: roster.DifferentWorker},
		{First: "3", Second: "10003", Kind: roster.SameStart},
		{First: "3", Second: "10003", Kind: roster.DifferentWorker},
	}, p.Links)
	// The first worker serves b at 7 and c's second service at 30, the second
	// b at 12 to 18, a at 21.5 (1.5 late) and c at 30.5, which c's other waits for.
	answer := suite.Answer{{Worker: 1, Stops: []int{2, 10_003}}, {Worker: 2, Stops: []int{10_002, 1, 3}}}
	plan, err := in.Plan(answer)
	require.NoError(t, err)
	assert.Equal(t, 30.5, plan.Routes[0].Stops[1].Start.Sub(suite.Epoch).Seconds()/1000)
	cost, err := in.Cost(plan)
	require.NoError(t, err)
	assert.InDelta(t, (7+9+6+7+3.5+4+6+1.5+1.5)/3, cost, 1e-9)
	checkAgainstRoster(t, in, plan, cost)
	var b bytes.Buffer
	require.NoError(t, in.WriteSolution(&b, plan))
	assert.Contains(t, b.String(), `"arrival_time": 30.5`)
}

func TestToyUHHC(t *testing.T) {
	in, err := suite.Read(suite.UHHC, toys[suite.UHHC])
	require.NoError(t, err)
	p := in.Problem
	require.NoError(t, p.Validate())
	// p0 and p3, p1 as a crew, p2 as two jobs with half the value each.
	require.Len(t, p.Jobs, 5)
	assert.True(t, p.Jobs[0].Mandatory)
	require.NotNil(t, p.Jobs[1].Crew)
	assert.Equal(t, roster.Money(101), *p.Jobs[1].Value)
	assert.Equal(t, roster.Money(51), *p.Jobs[2].Value)
	assert.Equal(t, roster.Money(50), *p.Jobs[3].Value)
	// p3's first window counts until the second begins.
	window := func(from, until int) roster.PreferredWindow {
		return roster.PreferredWindow{
			Start: suite.Epoch.Add(roster.Duration(from).Std()), End: suite.Epoch.Add(roster.Duration(until).Std()),
		}
	}
	assert.Equal(t, []roster.PreferredWindow{window(200, 299), window(300, 345)}, p.Jobs[4].Preferred)
	assert.Equal(t, []roster.PreferredWindow{window(100, 120), window(240, 270)}, p.Jobs[0].Preferred)
	assert.Equal(t, roster.Money(5*3600*120), p.Weights.EarlyPerHour)

	// c1 leaves at 90 for p0 (100 to 130), serves p1 with c2 at 150, has
	// lunch there at 180 and is at p3 at 219. c2 goes home, where lunch waits
	// at 187, and c3 stays. p2 is left out, half of it being served.
	answer := suite.Answer{
		{Worker: 1, Stops: []int{1, 2, suite.LunchHere, 4}},
		{Worker: 2, Stops: []int{3, 2}},
	}
	plan, err := in.Plan(answer)
	require.NoError(t, err)
	cost, err := in.Cost(plan)
	require.NoError(t, err)
	// c1: 10+5+9+21 of way, 15+5 of waiting, 30+15+20+(400-255) idle;
	// c2: 12+12 of way (the way by p2 is cut), 90 to 138 away, back at 187.
	assert.Equal(t, 2.*(10+5+9+21+12+12)+4*(15+5)+10+101+1*(30+20+145), cost)
	out := checkPython(t, "check_uhhc.py", toys[suite.UHHC], in, plan)
	assert.Equal(t, cost, out.cost)
	assert.Empty(t, out.violations)
}

// An answer of Ceschia et al. for a given instance costs what they say. The
// total is more by the wait right after a lunch which opens the day.
func TestPublishedUHHC(t *testing.T) {
	in, err := suite.Read(suite.UHHC, shared(t, "instances", "uhhc", "validation", "i-134.json"))
	require.NoError(t, err)
	plan, err := in.Plan(suite.Answer{
		{Worker: 1, Stops: []int{suite.LunchThere, 9, 8, 13}, Starts: []int64{180, 255, 306, 450}},
		{Worker: 2, Stops: []int{7, 4, 10_006, 12, 2}, Starts: []int64{388, 459, 500, 589, 659}},
		{Worker: 3, Stops: []int{3, 11, 5, suite.LunchThere, 6}, Starts: []int64{78, 112, 145, 232, 500}},
	})
	require.NoError(t, err)
	cost, err := in.Cost(plan)
	require.NoError(t, err)
	assert.Equal(t, 15_820., cost)
	rep := roster.Check(in.Problem, plan, roster.CheckOptions{})
	assert.Equal(t, cost+45, rep.Total.Units())
	assert.Empty(t, rep.Missed)
}

func TestToyBR2008(t *testing.T) {
	in, err := suite.Read(suite.BR2008, toys[suite.BR2008])
	require.NoError(t, err)
	p := in.Problem
	require.NoError(t, p.Validate())
	assert.Nil(t, p.Travel.Matrices[0].Seconds[1][3])
	assert.Equal(t, "4", p.Workers[0].Shifts[0].EndPlace.ID)
	assert.Len(t, p.Links, 2)
	cost, err := in.AnswerCost(suite.Answer{{Worker: 1, Stops: []int{1, 2}}, {Worker: 2, Stops: []int{3}}})
	require.NoError(t, err)
	assert.Equal(t, 8.+6+12+8+8, cost)
}

func TestToyConsistent(t *testing.T) {
	in, err := suite.Read(suite.Consistent, toys[suite.Consistent])
	require.NoError(t, err)
	p := in.Problem
	require.NoError(t, p.Validate())
	require.Len(t, p.Workers, 2)
	require.Len(t, p.Workers[0].Shifts, 2)
	require.Len(t, p.Jobs, 5)
	assert.Equal(t, roster.Money(2500), p.Workers[0].Pay.PerKm)
	assert.Equal(t, roster.Duration(40_000).Std(), p.Workers[0].Shifts[1].End.Sub(p.Workers[0].Shifts[1].Start))
	assert.EqualValues(t, 5000, *p.Travel.Matrices[0].Seconds[0][1])
	assert.EqualValues(t, 10_000, *p.Travel.Matrices[1].Seconds[0][1]) // half as fast
	assert.EqualValues(t, 5000, p.Travel.Matrices[1].Metres[0][1])

	good := suite.Answer{
		{Worker: 1, Stops: []int{10_001, 10_003}}, {Worker: 1, Stops: []int{20_001, 20_003}}, {Worker: 2, Stops: []int{10_002}},
	}
	cost, err := in.AnswerCost(good)
	require.NoError(t, err)
	assert.InDelta(t, 100+100+80+2*2.5*(5+9.486833+5)+2*1.414214, cost, 1e-5)
	var b bytes.Buffer
	require.NoError(t, in.WriteAnswer(&b, good))
	assert.Equal(t, "Day 1\nVehicle #1: 1@5 3@15.487\nVehicle #2: 2@2.829\nDay 2\nVehicle #1: 1@5 3@15.487\nCost 380.262592\n", b.String())
	plan, err := in.Plan(good)
	require.NoError(t, err)
	checkAgainstRoster(t, in, plan, cost)

	for want, bad := range map[string]suite.Answer{
		"on another day":    {{Worker: 1, Stops: []int{10_001}}, {Worker: 2, Stops: []int{20_001}}},
		"carries 14":        {{Worker: 1, Stops: []int{10_001, 10_002, 10_003}}},
		"customer 3 of day": {{Worker: 1, Stops: []int{10_001, 20_003}}},
		"is served twice":   {{Worker: 1, Stops: []int{10_003, 10_003}, Starts: []int64{9000, 10_000}}},
		"two routes":        {{Worker: 1, Stops: []int{10_001}, Starts: []int64{9000}}, {Worker: 1, Stops: []int{10_003}, Starts: []int64{9000}}},
		"before the":        {{Worker: 1, Stops: []int{10_001}, Starts: []int64{4999}}},
		"is served 5.001":   {{Worker: 1, Stops: []int{10_001}, Starts: []int64{5000}}, {Worker: 1, Stops: []int{20_001}, Starts: []int64{86400 + 10_001}}},
		"is back at 40.5":   {{Worker: 1, Stops: []int{10_001}, Starts: []int64{34_500}}},
	} {
		_, err := in.AnswerCost(bad)
		assert.ErrorContains(t, err, want)
	}
}

// Visits which wait for each other in a circle are an error.
func TestCircle(t *testing.T) {
	in, err := suite.Read(suite.HHCRSP, toys[suite.HHCRSP])
	require.NoError(t, err)
	_, err = in.AnswerCost(suite.Answer{{Worker: 1, Stops: []int{2, 10_003}}, {Worker: 2, Stops: []int{3, 10_002}}})
	assert.ErrorContains(t, err, "in a circle")
	_, err = in.AnswerCost(suite.Answer{{Worker: 1, Stops: []int{1}, Starts: []int64{1, 2}}})
	assert.ErrorContains(t, err, "1 stops and 2 starts")
}

type told struct {
	cost       float64
	violations []string
}

// checkPython has the suite's checker judge what a plan writes.
func checkPython(t *testing.T, checker, path string, in *suite.Instance, plan *roster.Plan) told {
	t.Helper()
	script := shared(t, "check", checker)
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	sol := filepath.Join(t.TempDir(), "answer"+in.Suite.Extension())
	var b bytes.Buffer
	require.NoError(t, in.WriteSolution(&b, plan))
	require.NoError(t, os.WriteFile(sol, b.Bytes(), 0o600))
	if in.Suite == suite.BR2008 {
		out, _ := exec.Command(python, script, "br2008", path, sol).Output()
		var got struct {
			Cost       float64
			Violations []string
		}
		require.NoError(t, json.Unmarshal(out, &got), string(out))
		return told{got.Cost, got.Violations}
	}
	program := "import sys, json; sys.path.insert(0, sys.argv[1]); m = __import__(sys.argv[2])\n" +
		"r = m.check(sys.argv[3], sys.argv[4])\n" +
		"print(json.dumps([r[3], r[4]] if len(r) > 3 else [r[0], r[2]]))"
	out, err := exec.Command(python, "-B", "-c", program, filepath.Dir(script), strings.TrimSuffix(checker, ".py"), path, sol).Output()
	require.NoError(t, err, string(out))
	var got told
	require.NoError(t, json.Unmarshal(out, &[]any{&got.cost, &got.violations}))
	return got
}

// A plan made without thought costs what the suites' own checkers say, breaks
// nothing but being incomplete, and is accepted by roster.Check.
func TestLinkedPlansAgreeWithCheckers(t *testing.T) {
	checkers := map[suite.Suite]string{suite.HHCRSP: "check_hhcrsp.py", suite.UHHC: "check_uhhc.py", suite.BR2008: "check_sol.py"}
	for _, s := range linked {
		files := []string{toys[s]}
		given := instanceFiles(t, s)
		for i := 0; i < len(given); i += 1 + len(given)/9 {
			files = append(files, given[i])
		}
		for _, path := range files {
			t.Run(string(s)+"/"+filepath.Base(path), func(t *testing.T) {
				in, err := suite.Read(s, path)
				require.NoError(t, err)
				plan, err := in.Plan(greedyLinked(in, s == suite.UHHC))
				require.NoError(t, err)
				require.NotEmpty(t, plan.Routes)
				cost, err := in.Cost(plan)
				require.NoError(t, err)
				t.Log(len(plan.Routes), "routes,", len(plan.Unassigned), "left out, cost", cost)
				if checkers[s] != "" {
					got := checkPython(t, checkers[s], path, in, plan)
					for _, v := range got.violations {
						assert.Regexp(t, `^(mandatory .* unserved|unserved .*|\d+ clients not served)$`, v)
					}
					assert.InDelta(t, got.cost, cost, 1e-6)
				}
				checkAgainstRoster(t, in, plan, cost)

				// The answer alone says the same.
				answer, err := in.Answer(plan)
				require.NoError(t, err)
				again, err := in.AnswerCost(answer)
				require.NoError(t, err)
				assert.Equal(t, cost, again)
			})
		}
	}
}
