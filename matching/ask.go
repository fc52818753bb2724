package matching

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// ReasonGatePanicked bars a pair about which an own gate panicked; see
// [Gates.Err].
const ReasonGatePanicked = "gate_panicked"

// noRole asks for a job's own requirements, without the roles of a crew.
const noRole = -1

// Reasons returns every reason why the worker may not do the job on the days
// from first to last, both inclusive, in the order of [Codes], then those of
// own gates; nil: allowed. A code comes once. Roles of a crew are not asked
// for, see RoleReasons. last must not be before first.
func (g *Gates) Reasons(worker, job int, first, last roster.Date) []string {
	return g.RoleReasons(worker, job, noRole, first, last)
}

// First returns the first of the Reasons, "" where the worker may do the
// job. It does not allocate, unless an own gate does.
func (g *Gates) First(worker, job int, first, last roster.Date) string {
	return g.RoleFirst(worker, job, noRole, first, last)
}

// RoleReasons is Reasons for one role of the job's crew, counted from 0 as in
// Crew.Roles: its requirements come on top of the job's. Any other number
// stands for a member without a role, who has to meet the job's alone.
func (g *Gates) RoleReasons(worker, job, role int, first, last roster.Date) []string {
	var out []string
	q := g.question(worker, job, role, first, last)
	for _, gate := range g.all[q.class] {
		if gate.bars(g, q) {
			out = append(out, gate.code)
		}
	}
	for i := range g.own {
		if code := g.askOwn(i, worker, job, first, last); code != "" && !slices.Contains(out, code) {
			out = append(out, code)
		}
	}
	return out
}

// RoleFirst is First for one role of the job's crew, see RoleReasons.
func (g *Gates) RoleFirst(worker, job, role int, first, last roster.Date) string {
	q := g.question(worker, job, role, first, last)
	rules := g.all[q.class]
	for i := range rules {
		if rules[i].bars(g, q) {
			return rules[i].code
		}
	}
	for i := range g.own {
		if code := g.askOwn(i, worker, job, first, last); code != "" {
			return code
		}
	}
	return ""
}

// Roles returns how many roles the job's crew has.
func (g *Gates) Roles(job int) int { return len(g.roleClass[job]) }

// Err returns the first panic of an own gate so far, a [*GateError], or nil.
// The pair it was asked about is barred with [ReasonGatePanicked]. A caller
// which asks about all its pairs while it prepares has every panic as an
// error then, before any search begins.
func (g *Gates) Err() error {
	if e := g.failed.Load(); e != nil {
		return e
	}
	return nil
}

func (g *Gates) question(worker, job, role int, first, last roster.Date) question {
	c := g.classOf[job]
	if role >= 0 && role < len(g.roleClass[job]) {
		c = g.roleClass[job][role]
	}
	return question{worker: int32(worker), job: int32(job), class: c, first: dayNumber(first), last: dayNumber(last)}
}

func (g *Gates) askOwn(i, worker, job int, first, last roster.Date) (code string) {
	p := g.view.Problem
	w, j := &p.Workers[worker], &p.Jobs[job]
	defer func() {
		if v := recover(); v != nil {
			code = ReasonGatePanicked
			g.failed.CompareAndSwap(nil, &GateError{Code: ReasonGatePanicked, Gate: i, Worker: w.ID, Job: j.ID, Value: v})
		}
	}()
	return g.own[i](p, w, j, first, last)
}
