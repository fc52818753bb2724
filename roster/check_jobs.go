package roster

import (
	"fmt"
	"slices"
)

// span is when a job runs: from its first member's start to its last
// member's end. latest is its last member's start.
type span struct{ start, latest, end int64 }

func spanOf(visits []visit) span {
	s := span{visits[0].start, visits[0].start, visits[0].end}
	for _, v := range visits[1:] {
		s.start, s.latest, s.end = min(s.start, v.start), max(s.latest, v.start), max(s.end, v.end)
	}
	return s
}

// blame returns a violation at one visit to a job.
func (c *checker) blame(v visit, code string) Violation {
	return c.traces[v.route].blameStop(v.stop, code)
}

// checkJobs checks each served job: crew, windows, release, freeze time.
func (c *checker) checkJobs() {
	for j := range c.visits {
		if len(c.visits[j]) > 0 {
			c.checkCrew(j)
			c.checkTimes(j)
		}
	}
	c.checkSpending()
}

// checkSpending checks that no customer's served jobs cost more than allowed.
func (c *checker) checkSpending() {
	spent := map[string]Money{}
	last := map[string]int{} // the customer's last served job
	for j := range c.visits {
		if customer := c.customerOf(&c.p.Jobs[j]); len(c.visits[j]) > 0 && customer.MaxSpend != nil {
			spent[customer.ID] += c.priceOf(&c.p.Jobs[j])
			last[customer.ID] = j
		}
	}
	for i := range c.p.Customers {
		customer := &c.p.Customers[i]
		if j, ok := last[customer.ID]; ok && c.customers[customer.ID] == i && spent[customer.ID] > *customer.MaxSpend {
			c.add(c.blame(c.visits[j][0], ViolationSpend).with(int64(spent[customer.ID]), int64(*customer.MaxSpend), UnitMoney))
		}
	}
}

// checkCrew checks that the crew is whole, of different workers, starts
// together, and can share out its roles.
func (c *checker) checkCrew(j int) {
	visits := c.visits[j]
	crew, size := c.crewOf(&c.p.Jobs[j])
	members := make(map[int]bool, len(visits))
	workers := make(map[string]bool, len(visits))
	whole := true
	for _, v := range visits {
		switch {
		case v.member < 0 || v.member >= size:
			c.add(c.blame(v, ViolationMember).with(int64(v.member), int64(size-1), UnitCount))
			whole = false
			continue
		case members[v.member]:
			c.add(c.blame(v, ViolationVisitedTwice))
			whole = false
			continue
		}
		members[v.member] = true
		if id := c.plan.Routes[v.route].Worker; workers[id] {
			c.add(c.blame(v, ViolationCrewWorkerTwice))
			whole = false
		} else {
			workers[id] = true
		}
	}
	c.checkCompatible(visits)
	if len(members) < size {
		c.add(c.blame(visits[0], ViolationCrewIncomplete).with(int64(len(members)), int64(size), UnitCount))
		whole = false
	}
	if s := spanOf(visits); size > 1 && s.latest-s.start > int64(crew.StartTolerance) {
		c.add(c.blame(visits[0], ViolationCrewSpread).with(s.latest-s.start, int64(crew.StartTolerance), UnitSeconds))
	}
	if whole && len(crew.Roles) > 0 && !c.rolesDealt(j, crew.Roles) {
		c.add(c.blame(visits[0], ViolationCrewRoles))
	}
}

// checkCompatible checks that no two members of a crew are incompatible.
func (c *checker) checkCompatible(visits []visit) {
	for i, a := range visits {
		for _, b := range visits[:i] {
			if a.worker != nil && b.worker != nil && a.worker != b.worker &&
				(slices.Contains(a.worker.IncompatibleWorkers, b.worker.ID) || slices.Contains(b.worker.IncompatibleWorkers, a.worker.ID)) {
				c.add(c.blame(a, ViolationCrewIncompatible))
			}
		}
	}
}

// rolesDealt reports whether every role can be given to a member of its own
// who meets its requirements. Which member has which number plays no part.
// (Kuhn's augmenting paths; a crew has a handful of members.)
func (c *checker) rolesDealt(j int, roles []Role) bool {
	visits := c.visits[j]
	able := make([][]bool, len(roles)) // [r][v]: visit v's worker can take role r
	for r := range roles {
		able[r] = make([]bool, len(visits))
		for v := range visits {
			able[r][v] = c.canTake(j, visits[v], &roles[r].Requirements)
		}
	}
	takes := make([]int, len(visits)) // [v]: role of visit v, −1 for none
	for v := range takes {
		takes[v] = -1
	}
	var give func(r int, asked []bool) bool
	give = func(r int, asked []bool) bool {
		for v := range visits {
			if !able[r][v] || asked[v] {
				continue
			}
			asked[v] = true
			if takes[v] < 0 || give(takes[v], asked) {
				takes[v] = r
				return true
			}
		}
		return false
	}
	for r := range roles {
		if !give(r, make([]bool, len(visits))) {
			return false
		}
	}
	return true
}

// canTake reports whether the worker of a visit meets a role's requirements
// and has its equipment there.
func (c *checker) canTake(j int, v visit, r *Requirements) bool {
	if v.worker == nil {
		return true // already refused
	}
	first, last := c.daysOf(v.start, v.end)
	if len(c.unmet(v.worker, r, c.p.Jobs[j].Service, first, last)) > 0 {
		return false
	}
	return !slices.ContainsFunc(r.Equipment, func(e string) bool {
		return !slices.Contains(v.worker.Equipment, e) && !c.takenBefore(v, e)
	})
}

// takenBefore reports whether a piece of equipment was taken at a store
// earlier on the route.
func (c *checker) takenBefore(v visit, equipment string) bool {
	for i := range c.plan.Routes[v.route].Stops[:v.stop] {
		s := &c.plan.Routes[v.route].Stops[i]
		if s.Kind != StoreStop {
			continue
		}
		if k, ok := c.stores[s.Store]; ok && slices.Contains(c.p.Stores[k].Equipment, equipment) {
			return true
		}
	}
	return false
}

// checkTimes checks windows, release, freeze time and grid of a served job.
func (c *checker) checkTimes(j int) {
	job, visits := &c.p.Jobs[j], c.visits[j]
	s := spanOf(visits)
	if !withinWindows(job.Windows, s.start, s.latest, s.end) {
		c.add(c.blame(visits[0], ViolationWindows))
	}
	for _, v := range visits {
		if !job.Release.IsZero() && v.start < job.Release.Unix() {
			c.add(c.blame(v, ViolationRelease).with(v.start, job.Release.Unix(), UnitInstant))
		}
		if freeze := c.p.FreezeTime; !freeze.IsZero() && v.start < freeze.Unix() && len(c.lockedStarts[job.ID]) == 0 {
			c.add(c.blame(v, ViolationFreeze).with(v.start, freeze.Unix(), UnitInstant))
		}
		if grid := int64(c.p.Rules.StartGrid); grid > 0 && len(c.lockedStarts[job.ID]) == 0 {
			if clock, _ := c.clockOf(v.start); clock%grid != 0 {
				c.add(c.blame(v, ViolationStartGrid).with(v.start, v.start-clock%grid, UnitInstant))
			}
		}
	}
}

// withinWindows reports whether one window holds every start from first to
// last and, where it bounds the service, the end. No windows: any time.
func withinWindows(windows []Window, first, last, end int64) bool {
	for i := range windows {
		w := &windows[i]
		from, until := w.Start.Unix(), w.End.Unix()
		if from <= first && last <= until && (w.Bounds != BoundsService || end <= until) {
			return true
		}
	}
	return len(windows) == 0
}

// checkUnassigned checks that each job is either served or listed once, in
// order and with reasons.
func (c *checker) checkUnassigned() {
	listed := make([]bool, len(c.p.Jobs))
	lastJob := -1
	for i := range c.plan.Unassigned {
		u := &c.plan.Unassigned[i]
		v := Violation{Path: fmt.Sprintf("unassigned[%d]", i), Job: u.Job}
		blame := func(code string) { v.Code = code; c.add(v) }
		switch u.Class {
		case ClassImpossible, ClassLocked, ClassCrowdedOut, ClassUnprofitable, ClassNotFound:
		default:
			blame(ViolationUnassignedClass)
		}
		if len(u.Reasons) == 0 || slices.ContainsFunc(u.Reasons, func(r Reason) bool { return r.Code == "" }) {
			blame(ViolationUnassignedReason)
		}
		j, ok := c.jobs[u.Job]
		if !ok {
			blame(ViolationUnknownJob)
			continue
		}
		switch {
		case listed[j]:
			blame(ViolationUnassignedTwice)
		case j < lastJob:
			blame(ViolationUnassignedOrder)
		}
		if len(c.visits[j]) > 0 && !listed[j] {
			blame(ViolationServedAndUnassigned)
		}
		listed[j] = true
		lastJob = max(lastJob, j)
	}
	for j := range c.p.Jobs {
		if !listed[j] && len(c.visits[j]) == 0 && c.jobs[c.p.Jobs[j].ID] == j {
			c.add(Violation{Code: ViolationJobMissing, Job: c.p.Jobs[j].ID})
		}
	}
}
