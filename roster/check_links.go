package roster

import "slices"

// checkLinks checks each link of which both jobs are served; one of which a
// job is left out binds nothing, unless it asks for both or neither. A job starts when its first member starts
// and ends when its last one ends.
func (c *checker) checkLinks() {
	for i := range c.p.Links {
		l := &c.p.Links[i]
		a, okFirst := c.jobs[l.First]
		b, okSecond := c.jobs[l.Second]
		if !okFirst || !okSecond {
			c.invalid("links[%d]", i)
			continue
		}
		if len(c.visits[a]) == 0 || len(c.visits[b]) == 0 {
			if l.Kind == BothServed && len(c.visits[a])+len(c.visits[b]) > 0 {
				one := c.visits[a]
				if len(one) == 0 {
					one = c.visits[b]
				}
				c.add(c.blame(one[0], ViolationBothServed))
			}
			continue
		}
		first, second := spanOf(c.visits[a]), spanOf(c.visits[b])
		blame := c.blame(c.visits[b][0], "")
		switch l.Kind {
		case SameStart:
			apart, tolerance := max(first.start-second.start, second.start-first.start), int64(0)
			if l.MaxGap != nil {
				tolerance = int64(*l.MaxGap)
			}
			if apart > tolerance {
				blame.Code = ViolationSameStart
				c.add(blame.with(apart, tolerance, UnitSeconds))
			}
		case StartToStart:
			c.checkGap(l, second.start-first.start, blame)
		case EndToStart:
			c.checkGap(l, second.start-first.end, blame)
		case SameWorker:
			if !c.shareWorkers(a, b) {
				blame.Code = ViolationSameWorker
				c.add(blame)
			}
		case DifferentWorker:
			if c.commonWorkers(a, b) > 0 {
				blame.Code = ViolationDifferentWorker
				c.add(blame)
			}
		case DaysApart:
			days := int64(c.dayOf(second.start).DaysSince(c.dayOf(first.start)))
			if days < int64(l.MinDays) {
				blame.Code = ViolationDaysFew
				c.add(blame.with(days, int64(l.MinDays), UnitCount))
			}
			if l.MaxDays > 0 && days > int64(l.MaxDays) {
				blame.Code = ViolationDaysMany
				c.add(blame.with(days, int64(l.MaxDays), UnitCount))
			}
		case BothServed:
		case SameTime:
			one, _ := c.clockOf(first.start)
			other, _ := c.clockOf(second.start)
			apart, tolerance := max(one-other, other-one), int64(0)
			if l.MaxGap != nil {
				tolerance = int64(*l.MaxGap)
			}
			if apart > tolerance {
				blame.Code = ViolationSameTime
				c.add(blame.with(apart, tolerance, UnitSeconds))
			}
		default:
			c.invalid("links[%d].kind", i)
		}
	}
}

func (c *checker) checkGap(l *Link, gap int64, blame Violation) {
	if gap < int64(l.MinGap) {
		blame.Code = ViolationGapShort
		c.add(blame.with(gap, int64(l.MinGap), UnitSeconds))
	}
	if l.MaxGap != nil && gap > int64(*l.MaxGap) {
		blame.Code = ViolationGapLong
		c.add(blame.with(gap, int64(*l.MaxGap), UnitSeconds))
	}
}

// checkWorkerLimits counts the different workers on the served jobs of each
// limit.
func (c *checker) checkWorkerLimits() {
	for i := range c.p.WorkerLimits {
		l := &c.p.WorkerLimits[i]
		workers := map[string]bool{}
		last := -1
		for _, id := range l.Jobs {
			j, ok := c.jobs[id]
			if !ok {
				c.invalid("workerLimits[%d].jobs", i)
				continue
			}
			for id := range c.workersOf(j) {
				workers[id] = true
				last = j
			}
		}
		if len(workers) > l.Max && last >= 0 {
			c.add(c.blame(c.visits[last][0], ViolationWorkerLimit).about(l.ID).with(int64(len(workers)), int64(l.Max), UnitCount))
		}
	}
}

// workersOf returns the different workers on a job.
func (c *checker) workersOf(job int) map[string]bool {
	set := make(map[string]bool, len(c.visits[job]))
	for _, v := range c.visits[job] {
		set[c.plan.Routes[v.route].Worker] = true
	}
	return set
}

// commonWorkers counts the workers who are on both jobs.
func (c *checker) commonWorkers(a, b int) int {
	first, n := c.workersOf(a), 0
	for id := range c.workersOf(b) {
		if first[id] {
			n++
		}
	}
	return n
}

// shareWorkers reports whether the smaller crew of two jobs is within the
// larger one.
func (c *checker) shareWorkers(a, b int) bool {
	return c.commonWorkers(a, b) == min(len(c.workersOf(a)), len(c.workersOf(b)))
}

// checkLocks checks the locks of the jobs which are served.
func (c *checker) checkLocks() {
	for j := range c.visits {
		visits := c.visits[j]
		if len(visits) == 0 {
			continue
		}
		id := c.p.Jobs[j].ID
		for _, worker := range c.lockedWorkers[id] {
			if !slices.ContainsFunc(visits, func(v visit) bool { return c.plan.Routes[v.route].Worker == worker }) {
				c.add(c.blame(visits[0], ReasonLockedToOther))
			}
		}
		for _, start := range c.lockedStarts[id] {
			if got := spanOf(visits).start; got != start {
				c.add(c.blame(visits[0], ViolationLockStart).with(got, start, UnitInstant))
			}
		}
	}
	for i := range c.p.Locks {
		if len(c.p.Locks[i].Sequence) > 0 {
			c.checkSequence(i)
		}
	}
}

// checkSequence checks a locked sequence: one route visits all its served
// jobs in order, and is its worker's.
func (c *checker) checkSequence(lock int) {
	l := &c.p.Locks[lock]
	var served []int
	seen := make(map[string]bool, len(l.Sequence))
	for _, id := range l.Sequence {
		j, ok := c.jobs[id]
		if !ok {
			c.invalid("locks[%d].sequence", lock)
			continue
		}
		if len(c.visits[j]) > 0 && !seen[id] {
			served = append(served, j)
		}
		seen[id] = true
	}
	if len(served) == 0 {
		return
	}
	blame := c.blame(c.visits[served[0]][0], ViolationSequenceSplit)
	together := false // a route of the right worker visits all
	ordered := false  // and in order
	otherWorker := l.Worker != ""
	for _, v := range c.visits[served[0]] {
		if l.Worker != "" && c.plan.Routes[v.route].Worker != l.Worker {
			continue
		}
		otherWorker = false
		all, inOrder, at := true, true, v.stop
		for _, j := range served[1:] {
			k := slices.IndexFunc(c.visits[j], func(o visit) bool { return o.route == v.route })
			if k < 0 {
				all = false
				break
			}
			inOrder = inOrder && c.visits[j][k].stop > at
			at = c.visits[j][k].stop
		}
		together = together || all
		ordered = ordered || all && inOrder
	}
	switch {
	case otherWorker:
		blame.Code = ReasonLockedToOther
	case !together:
		blame.Code = ViolationSequenceSplit
	case !ordered:
		blame.Code = ViolationSequenceOrder
	default:
		return
	}
	c.add(blame)
}
