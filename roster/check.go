package roster

import (
	"fmt"
	"strings"
	"time"
)

// CheckOptions gives what the problem does not hold itself. The zero value
// is ready for every problem whose travel kind is not roads.
type CheckOptions struct {
	// Roads is needed where the problem's travel kind is [RoadTravel].
	Roads Roads
	// Rulebook holds the embedder's own gates and criteria: the same that the
	// plan was made with.
	Rulebook Rulebook
}

// Report is the judgement on a plan: every law it breaks, and its cost and
// figures as they follow from the problem and the routes' times alone.
type Report struct {
	// Violations in the order in which they were found: the plan's head, its
	// routes, jobs, links, locks, hours, pools, score. Empty: the plan is good.
	Violations []Violation `json:"violations,omitempty"`
	// Missed, Total, Parts and Figures as the plan should state them.
	Missed  []Missed `json:"missed,omitempty"`
	Total   Points   `json:"total"`
	Parts   []Part   `json:"parts"`
	Figures Figures  `json:"figures"`
	// RouteParts[r] are the parts that route r of the plan causes; nil for a
	// route whose worker or shift is unknown.
	RouteParts [][]Part `json:"routeParts,omitempty"`
}

// OK reports whether the plan breaks no law.
func (r *Report) OK() bool { return len(r.Violations) == 0 }

// Err returns nil for a good plan, else a [*CheckError].
func (r *Report) Err() error {
	if r.OK() {
		return nil
	}
	return &CheckError{Violations: r.Violations}
}

// Violation is one broken law. It names IDs only, nothing personal.
type Violation struct {
	// Code is one of [ViolationCodes], a gate's reason code, or what an own
	// gate returned.
	Code string `json:"code"`
	// Path of the part of the plan (or, for [ViolationProblemInvalid], of the
	// problem) which is at fault, such as "routes[3].stops[0]".
	Path string `json:"path,omitempty"`
	// Job, Worker and Shift concerned, where there are such.
	Job    string `json:"job,omitempty"`
	Worker string `json:"worker,omitempty"`
	Shift  string `json:"shift,omitempty"`
	// Part is the score part, figure, break, store, equipment, type of
	// consumable, or limit of workers concerned.
	Part string `json:"part,omitempty"`
	// Got is what the plan has and Want what it should have, or the bound it
	// should keep, in Unit. An empty Unit means that there are no amounts.
	Got  int64 `json:"got,omitempty"`
	Want int64 `json:"want,omitempty"`
	Unit Unit  `json:"unit,omitempty"`
	// Hint says in one sentence what the law is.
	Hint string `json:"hint,omitempty"`
}

// Unit tells in what the amounts of a violation are counted.
type Unit string

// The units of amounts. An Instant is in seconds since 1970 UTC.
const (
	UnitSeconds Unit = "s"
	UnitInstant Unit = "instant"
	UnitMetres  Unit = "m"
	UnitPoints  Unit = "points"
	UnitMoney   Unit = "money"
	UnitCount   Unit = "count"
)

// String returns the violation on one line, for logs and tests.
func (v Violation) String() string {
	var b strings.Builder
	b.WriteString(v.Code)
	if v.Path != "" {
		b.WriteString(" at " + v.Path)
	}
	for _, f := range [...]struct{ name, id string }{{"job", v.Job}, {"worker", v.Worker}, {"shift", v.Shift}, {"part", v.Part}} {
		if f.id != "" {
			fmt.Fprintf(&b, " %s %.64q", f.name, f.id)
		}
	}
	if v.Unit != "" {
		fmt.Fprintf(&b, ": %d, want %d %s", v.Got, v.Want, v.Unit)
	}
	return b.String()
}

// CheckError is the error of a plan which breaks a law.
type CheckError struct {
	// Violations, at least one.
	Violations []Violation
}

// Error names the first violations.
func (e *CheckError) Error() string {
	const shown = 5
	var b strings.Builder
	fmt.Fprintf(&b, "plan refused: %d violations", len(e.Violations))
	for i, v := range e.Violations {
		if i == shown {
			fmt.Fprintf(&b, "; and %d more", len(e.Violations)-shown)
			break
		}
		b.WriteString("; " + v.String())
	}
	return b.String()
}

// Check is the independent referee. From the problem alone it derives what
// every time, distance, hour and price in the plan should be, and names
// every law which the plan breaks. The routes' departures, starts, ends,
// holds and returns are taken as stated; all else follows from them.
//
// A problem with series is judged as [Problem.Expanded] gives it.
//
// The problem should have passed Validate. Check never panics, whatever
// problem and plan hold; where the problem is too broken to judge by, it says
// [ViolationProblemInvalid]. Its work is near linear in the size of problem
// and plan. It shares no code with any solver.
func Check(p *Problem, plan *Plan, opts CheckOptions) *Report {
	rep := &Report{}
	c := &checker{p: p, plan: plan, opts: opts, rep: rep}
	switch {
	case p == nil:
		c.add(Violation{Code: ViolationProblemInvalid})
		return rep
	case plan == nil:
		c.add(Violation{Code: ViolationPlanMissing})
		return rep
	}
	zone, err := p.Location()
	if err != nil {
		c.add(Violation{Code: ViolationProblemInvalid, Path: "timeZone"})
		return rep
	}
	c.zone = zone
	if c.p, err = p.Expanded(); err != nil {
		c.add(Violation{Code: ViolationProblemInvalid, Path: "series"})
		return rep
	}
	c.index()
	c.prepareTravel()
	c.prepareCosts()
	c.head()
	c.walkRoutes()
	c.checkJobs()
	c.checkUnassigned()
	c.checkLinks()
	c.checkWorkerLimits()
	c.checkLocks()
	c.checkHours()
	c.checkPools()
	c.checkScore()
	c.checkFigures()
	return rep
}

// checker is the state of one Check.
type checker struct {
	p    *Problem
	plan *Plan
	opts CheckOptions
	rep  *Report
	zone *time.Location

	// Index of each ID in the problem; of a duplicate, the first.
	workers, customers, services, jobs, stores map[string]int
	shifts                                     map[string]shiftAt
	agencies                                   map[string]*Agency
	ledger                                     map[string]*LedgerEntry
	refusals                                   map[refusalKey]int64
	past                                       map[[2]string]int // worker, customer → visits
	pastCustomers                              map[string]bool   // customers with any past visit
	lockedWorkers                              map[string][]string
	lockedStarts                               map[string][]int64
	storeEquipment                             map[string]bool // nil until asked for
	horizonDay                                 Date

	ways  ways
	costs costs

	// traces[r] is what route r of the plan comes to; visits[j] are the
	// visits to job j of the problem, in the plan's order.
	traces []trace
	visits [][]visit
}

// visit is one worker's presence at one job, as the plan states it.
type visit struct {
	route, stop int
	worker      *Worker // nil: unknown
	member      int
	start, end  int64
}

// add appends a violation, with the hint of its code.
func (c *checker) add(v Violation) {
	v.Hint = violationHints[v.Code]
	c.rep.Violations = append(c.rep.Violations, v)
}

// head checks the fields at the plan's top.
func (c *checker) head() {
	if c.plan.SchemaVersion != SchemaVersion {
		c.add(Violation{Code: ViolationSchemaVersion, Path: "schemaVersion",
			Got: int64(c.plan.SchemaVersion), Want: SchemaVersion, Unit: UnitCount})
	}
	if c.plan.ProblemID != c.p.ID {
		c.add(Violation{Code: ViolationProblemID, Path: "problemId"})
	}
	switch c.plan.Status {
	case Optimal, Feasible, Cancelled:
	default:
		c.add(Violation{Code: ViolationStatus, Path: "status"})
	}
}
