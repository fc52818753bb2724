package compare

import (
	"fmt"
	"strconv"
)

// Run is one contestant's answer to one problem, with one seed and budget.
type Run struct {
	Problem string `json:"problem"`
	Class   string `json:"class,omitempty"`
	Hash    string `json:"hash"`
	Solver  string `json:"solver"`
	Seed    uint64 `json:"seed"`
	// Budget in seconds of the Clock.
	Budget float64 `json:"budget"`
	Clock  Clock   `json:"clock"`
	// Cost by the judge, 0 where Fault or Error is set; Best is the best known
	// one, 0: unknown.
	Cost float64 `json:"cost"`
	Best float64 `json:"best,omitempty"`
	// Jobs of the problem, and those which are served.
	Jobs   int `json:"jobs"`
	Served int `json:"served"`
	Routes int `json:"routes"`
	// Fault is the rule which the answer breaks; empty: it is good.
	Fault string `json:"fault,omitempty"`
	// Error of a run that gave no answer; empty: none.
	Error      string  `json:"error,omitempty"`
	Iterations int64   `json:"iterations,omitempty"`
	CPU        float64 `json:"cpuSeconds"`
	Wall       float64 `json:"wallSeconds"`
	// Memory is the process's peak in MiB.
	Memory float64 `json:"memoryMiB"`
	// Trace of incumbents, in the problem's units.
	Trace []Incumbent `json:"trace,omitempty"`
}

// Good reports whether the run has a cost.
func (r *Run) Good() bool { return r.Fault == "" && r.Error == "" }

// key names what was run, whatever came out.
func (r *Run) key() string {
	return fmt.Sprintf("%s\x00%s\x00%s\x00%d\x00%s\x00%s", r.Problem, r.Hash, r.Solver, r.Seed,
		strconv.FormatFloat(r.Budget, 'g', -1, 64), r.Clock)
}

// newRun begins the record of a trial.
func newRun(p *Problem, solver string, t Trial, clock Clock) Run {
	return Run{Problem: p.Name, Class: p.Class, Hash: p.Hash, Solver: solver, Seed: t.Seed,
		Budget: t.Budget.Seconds(), Clock: clock, Best: p.Best, Jobs: p.Jobs}
}

// fill takes over an answer and what the judge says of it.
func (r *Run) fill(a *Answer, v Verdict) {
	r.CPU, r.Wall, r.Memory, r.Iterations = a.CPU, a.Wall, a.Memory, a.Iterations
	r.Routes, r.Served, r.Fault = v.Routes, v.Served, v.Fault
	if v.Fault != "" {
		return
	}
	r.Cost = v.Cost
	r.Trace = rescale(a.Trace, v)
}
