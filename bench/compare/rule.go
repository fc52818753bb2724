package compare

import (
	"fmt"
	"slices"
	"strings"
)

// Rule is something that a dispatch day asks of a solver.
type Rule string

// The rules which a reduced day may have. The first five are in every one.
const (
	// Served: most jobs first, then the cost.
	Served Rule = "served"
	// Eligible: each job has its own set of workers.
	Eligible Rule = "eligible"
	// Windows: a job starts within one of its windows.
	Windows Rule = "windows"
	// Ends: each shift begins and ends at places and times of its own.
	Ends Rule = "ends"
	// Speeds: travel times by worker.
	Speeds Rule = "speeds"

	// Breaks within a stretch of time, wherever the worker is.
	Breaks Rule = "breaks"
	// PaidTime: pay by the hour from a departure which is free to the return.
	PaidTime Rule = "paid_time"
	// Overtime after the shift's end, at a price.
	Overtime Rule = "overtime"
	// Prizes: a job is left out where it costs more than its own value.
	Prizes Rule = "prizes"
	// Preferences: a cost for each pair of worker and job.
	Preferences Rule = "preferences"

	// Those below are in none, since no two rivals have them. Wishes are
	// preferred windows, priced by how far a start is outside.
	Wishes Rule = "wishes"
	// SpeedsByHour: travel times by hour of day.
	SpeedsByHour Rule = "speeds_by_hour"
	// WorkTimes: durations by worker.
	WorkTimes Rule = "work_times"
	// Crews and visits tied in time to each other.
	Crews Rule = "crews"
	// Tiers: jobs which are never left out for the sake of others.
	Tiers Rule = "tiers"
	// Labour: limits by day, week and month, rest and fairness.
	Labour Rule = "labour"
)

// basic rules are in every reduced day, optional ones where all can.
var (
	basic    = []Rule{Served, Eligible, Windows, Ends, Speeds}
	optional = []Rule{Breaks, PaidTime, Overtime, Prizes, Preferences}
	left     = []Rule{Wishes, SpeedsByHour, WorkTimes, Crews, Tiers, Labour}
)

// Rules lists all rules in order.
func Rules() []Rule { return slices.Concat(basic, optional, left) }

// Support is how a rival expresses a rule.
type Support string

// The kinds of support. Of a Trick the rule is put into something meant for
// another purpose, without loss; what is Unused the rival could express and
// its runner does not.
const (
	Native Support = "yes"
	Trick  Support = "by a trick"
	Unused Support = "yes, not used"
	No     Support = "no"
)

// Rival is a solver for which days can be translated.
type Rival struct {
	Name string
	// Runner is the program in the folder peers; empty: the rival is in the
	// table of rules only.
	Runner string
	// Has says what it can express; a rule not listed: No.
	Has map[Rule]Support
	// Note on how it is run.
	Note string
}

// Rivals lists the rivals. What they have is judged by their documentation
// and, where there is a runner, by having it done.
func Rivals() []Rival {
	return []Rival{
		{"pyvrp", "run_pyvrp.py", map[Rule]Support{
			Served: Trick, Eligible: Trick, Windows: Trick, Ends: Native, Speeds: Native,
			PaidTime: Native, Prizes: Native, Preferences: Trick, WorkTimes: Trick, Tiers: Trick,
		}, "A matrix of costs for each kind of vehicle forbids jobs and prices pairs; several windows are clients of which one is chosen; overtime counts by length of the route, not by the clock."},
		{"ortools", "run_ortools.py", map[Rule]Support{
			Served: Trick, Eligible: Native, Windows: Native, Ends: Native, Speeds: Native,
			Breaks: Native, PaidTime: Native, Overtime: Native, Prizes: Native, Preferences: Trick,
			Wishes: Native, WorkTimes: Native, Crews: Native, Tiers: Trick,
		}, "Routing library, guided local search, no seed. Pairs are priced on arcs, or, on large days, as a dimension."},
		{"vroom", "run_vroom.py", map[Rule]Support{
			Served: Native, Eligible: Native, Windows: Native, Ends: Native, Speeds: Native,
			Breaks: Native, Preferences: Trick, WorkTimes: Native, Tiers: Trick,
		}, "Stops by itself before large budgets are used up; no seed."},
		{"vrp-cli", "run_vrpcli.py", map[Rule]Support{
			Served: Native, Eligible: Native, Windows: Native, Ends: Native, Speeds: Native,
			Breaks: Native, Tiers: Native, SpeedsByHour: Native,
		}, "Time is paid with the breaks in it, so pay by the hour without them cannot be told; no seed."},
		{"jsprit", "run_jsprit.py", map[Rule]Support{
			Served: Native, Eligible: Native, Windows: Native, Ends: Native, Speeds: Native,
			Preferences: Trick, Breaks: Unused, PaidTime: Unused, Prizes: Unused, SpeedsByHour: Unused, WorkTimes: Unused,
		}, "A Java library; its classes are named by JSPRIT_CLASSPATH. Rules that take an objective or constraints of one's own are not used."},
		{"timefold", "", map[Rule]Support{
			Served: Trick, Eligible: Trick, Windows: Trick, Ends: Trick, Speeds: Trick, Breaks: Trick, PaidTime: Trick, Overtime: Trick,
			Prizes: Trick, Preferences: Trick, Wishes: Trick, SpeedsByHour: Trick, WorkTimes: Trick, Crews: Trick, Tiers: Trick, Labour: Trick,
		}, "A framework: every rule is code of one's own; not run here."},
	}
}

// FindRivals returns the rivals of names, all of which must have a runner.
func FindRivals(names []string) ([]Rival, error) {
	var out []Rival
	var known []string
	for _, r := range Rivals() {
		if r.Runner != "" {
			known = append(known, r.Name)
			if slices.Contains(names, r.Name) {
				out = append(out, r)
			}
		}
	}
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("unknown peer %.40q for days: want some of %s", name, strings.Join(known, ", "))
		}
	}
	return out, nil
}

// CommonRules are the rules which all of some rivals can express.
func CommonRules(rivals []Rival) []Rule {
	out := slices.Clone(basic)
	for _, rule := range optional {
		if !slices.ContainsFunc(rivals, func(r Rival) bool { return !r.expresses(rule) }) {
			out = append(out, rule)
		}
	}
	return out
}

// expresses reports whether the rival's runner has a rule in.
func (r Rival) expresses(rule Rule) bool {
	return r.Support(rule) == Native || r.Support(rule) == Trick
}
