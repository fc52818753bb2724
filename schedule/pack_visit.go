package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// A job of the core is one visit: one worker's presence at one job. A crew of
// k is k visits in a row, which the core serves together or not at all.
type visits struct {
	// first[j] is the first visit of job j; first[len] their number.
	first []int32
	// jobOf and member tell a visit's job and its number in the crew.
	jobOf, member []int32
	// lockedTo has the worker locked to a visit of a crew. The gates deal with
	// locks of jobs for one.
	lockedTo map[int32]int
}

// packVisits numbers the visits.
func (k *packed) packVisits() {
	p := k.view.Problem
	v := &k.visits
	v.first = make([]int32, len(p.Jobs)+1)
	for j := range p.Jobs {
		for m := range k.crewSize(&p.Jobs[j]) {
			v.jobOf = append(v.jobOf, int32(j))
			v.member = append(v.member, int32(m))
		}
		v.first[j+1] = int32(len(v.jobOf))
	}
}

// crew returns the crew of a job: its own, or its service's.
func (k *packed) crew(job *roster.Job) *roster.Crew {
	if job.Crew != nil {
		return job.Crew
	}
	return &k.view.Service(job).Crew
}

func (k *packed) crewSize(job *roster.Job) int {
	c := k.crew(job)
	return max(1, c.Size, len(c.Roles))
}

// of returns the visits of a job.
func (v *visits) of(job int) (first, end int32) { return v.first[job], v.first[job+1] }

// job returns the job of a visit.
func (k *packed) job(visit int32) *roster.Job { return &k.view.Problem.Jobs[k.visits.jobOf[visit]] }

// equipment returns what a visit requires: its job's, and its role's.
func (k *packed) equipment(visit int32) []string {
	job := k.job(visit)
	own := k.view.Requirements(job).Equipment
	roles := k.crew(job).Roles
	if m := int(k.visits.member[visit]); m < len(roles) {
		return slices.Concat(own, roles[m].Requirements.Equipment)
	}
	return own
}

// gateFirst and gateReasons ask the gates about a visit: its job's, and its
// role's in the crew.
func (k *packed) gateFirst(worker int, visit int32, first, last roster.Date) string {
	return k.gates.RoleFirst(worker, int(k.visits.jobOf[visit]), int(k.visits.member[visit]), first, last)
}

func (k *packed) gateReasons(worker int, visit int32, first, last roster.Date) []string {
	return k.gates.RoleReasons(worker, int(k.visits.jobOf[visit]), int(k.visits.member[visit]), first, last)
}
