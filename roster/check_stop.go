package roster

// stopPlaces returns where each stop of a route is: a visit, store or break
// with a place of its own there, a break without one at the previous stop's
// place, or with AtNext at that of the next stop which has its own. nil where
// that is unknown.
func (c *checker) stopPlaces(t *trace, start *Place) []*Place {
	stops := t.route.Stops
	places := make([]*Place, len(stops))
	var next *Place
	last := true // no stop with a place of its own follows
	for i := len(stops) - 1; i >= 0; i-- {
		own, has := c.ownPlace(t, &stops[i])
		switch {
		case has:
			places[i], next, last = own, own, false
			if stops[i].AtNext {
				c.add(t.blameStop(i, ViolationAtNext))
			}
		case stops[i].AtNext:
			places[i] = next
			if last {
				c.add(t.blameStop(i, ViolationAtNext))
			}
		}
	}
	here := start
	for i := range stops {
		if _, has := c.ownPlace(t, &stops[i]); !has && !stops[i].AtNext {
			places[i] = here
		}
		here = places[i]
	}
	return places
}

// ownPlace returns the place of a stop, and whether it has one of its own.
// The place is nil where the stop names nothing known.
func (c *checker) ownPlace(t *trace, s *Stop) (place *Place, has bool) {
	switch s.Kind {
	case VisitStop:
		if j, ok := c.jobs[s.Job]; ok {
			return c.placeOf(&c.p.Jobs[j]), true
		}
	case StoreStop:
		if i, ok := c.stores[s.Store]; ok {
			return &c.p.Stores[i].Place, true
		}
	case BreakStop:
		b := breakIndex(t.shift, s.Break)
		if b < 0 {
			return nil, true
		}
		return t.shift.Breaks[b].Place, t.shift.Breaks[b].Place != nil
	}
	return nil, true
}

// walkStop checks one stop, whose worker is free at the given place from the
// given instant on, and adds it to the trace.
func (c *checker) walkStop(t *trace, i int, here, place *Place, free int64) {
	s := &t.route.Stops[i]
	hold, stated := int64(s.Hold), int64(s.Travel)
	switch {
	case hold < 0:
		c.add(t.blameStop(i, ViolationHoldNegative).with(hold, 0, UnitSeconds))
	case hold > 0 && i == 0:
		c.add(t.blameStop(i, ViolationHoldFirst).with(hold, 0, UnitSeconds))
	}
	way := c.legOf(t.worker, here, place, free+hold)
	seconds, metres := c.checkLeg(t, i, way, stated, int64(s.Metres))
	arrive, start, end := s.Arrive.Unix(), s.Start.Unix(), s.End.Unix()
	if want := free + hold + stated; arrive != want {
		c.add(t.blameStop(i, ViolationArrive).with(arrive, want, UnitInstant))
	}
	if wait := start - arrive; int64(s.Wait) != wait {
		c.add(t.blameStop(i, ViolationWait).with(int64(s.Wait), wait, UnitSeconds))
	}
	if start < arrive || s.Wait < 0 {
		c.add(t.blameStop(i, ViolationWaitNegative).with(start-arrive, 0, UnitSeconds))
	}
	t.travel += seconds
	t.metres += metres
	t.idle += start - free - seconds
	switch s.Kind {
	case VisitStop:
		c.walkVisit(t, i, start, end)
	case BreakStop:
		c.walkBreak(t, i, start, end)
	case StoreStop:
		c.walkStore(t, i, start, end)
	}
	if s.Kind != VisitStop {
		c.checkPreference(t, i, 0, 0)
	}
}

// wayHome stands for a stop where the leg after the last stop is meant.
const wayHome = -1

// checkLeg compares the leg to a stop as stated with the derived one, and
// returns the latter, or the former where nothing can be derived.
func (c *checker) checkLeg(t *trace, stop int, way leg, seconds, metres int64) (int64, int64) {
	if !way.known {
		return seconds, metres
	}
	blame := func(code, codeHome string) Violation {
		if stop == wayHome {
			return t.blame(codeHome)
		}
		return t.blameStop(stop, code)
	}
	if !way.ok {
		c.add(blame(ReasonUnreachable, ReasonUnreachable))
		return seconds, metres
	}
	if seconds != way.seconds {
		c.add(blame(ViolationTravel, ViolationReturnTravel).with(seconds, way.seconds, UnitSeconds))
	}
	if metres != way.metres {
		c.add(blame(ViolationMetres, ViolationReturnMetres).with(metres, way.metres, UnitMetres))
	}
	if limit := int64(t.worker.MaxLeg); limit > 0 && way.seconds > limit {
		c.add(blame(ReasonTravelLimit, ReasonTravelLimit).with(way.seconds, limit, UnitSeconds))
	}
	return way.seconds, way.metres
}

// walkVisit checks what concerns one worker and one job: duration, gates,
// consumables, equipment and preferred windows.
func (c *checker) walkVisit(t *trace, i int, start, end int64) {
	s := &t.route.Stops[i]
	index, ok := c.jobs[s.Job]
	if !ok {
		return
	}
	job := &c.p.Jobs[index]
	c.checkDuration(t, i, end-start, c.durationOf(t.worker, job, !c.setUpBefore(t, i)))
	if !t.liveIn {
		t.service += end - start
	}
	if c.isUnpopular(start) {
		t.unpopular++
	}
	c.checkGates(t, i, job, start, end)
	c.useLoad(t, i, job)
	late, early := c.outsidePreferred(job, start)
	t.late += late
	t.worstLate = max(t.worstLate, late)
	if late > 0 {
		t.lateVisits++
	}
	c.checkPreference(t, i, late, early)
	c.priceVisit(t, i, job, late, early)
}

// setUpBefore reports whether the visit before has set up already for that of
// stop i: it is at the same place, and nothing but breaks there lies between.
func (c *checker) setUpBefore(t *trace, i int) bool {
	for before := i - 1; before >= 0; before-- {
		if t.places[before] == nil || t.places[i] == nil || !samePlace(t.places[before], t.places[i]) {
			return false
		}
		if kind := t.route.Stops[before].Kind; kind != BreakStop {
			return kind == VisitStop
		}
	}
	return false
}

// checkLiveIn notes whether a route is a live-in stay, and checks that live-in
// jobs stand alone.
func (c *checker) checkLiveIn(t *trace) {
	for i := range t.route.Stops {
		s := &t.route.Stops[i]
		if s.Kind != VisitStop {
			continue
		}
		if j, ok := c.jobs[s.Job]; ok && c.serviceOf(&c.p.Jobs[j]).LiveIn {
			if len(t.route.Stops) > 1 {
				c.add(t.blameStop(i, ViolationLiveIn).with(int64(len(t.route.Stops)), 1, UnitCount))
				continue
			}
			t.liveIn = true
		}
	}
}

// walkStore checks a stop at a store.
func (c *checker) walkStore(t *trace, i int, start, end int64) {
	s := &t.route.Stops[i]
	index, ok := c.stores[s.Store]
	if !ok {
		c.add(t.blameStop(i, ViolationUnknownStore).about(s.Store))
		return
	}
	store := &c.p.Stores[index]
	c.checkDuration(t, i, end-start, store.Duration)
	if !withinWindows(store.Windows, start, start, end) {
		c.add(t.blameStop(i, ViolationStoreClosed).about(s.Store))
	}
	t.restocking += end - start
	t.load.restock(t.worker, store)
}

func (c *checker) checkDuration(t *trace, i int, got int64, want Duration) {
	if got != int64(want) {
		c.add(t.blameStop(i, ViolationDuration).with(got, int64(want), UnitSeconds))
	}
}

func (c *checker) checkPreference(t *trace, i int, late, early int64) {
	s := &t.route.Stops[i]
	if int64(s.Late) != late {
		c.add(t.blameStop(i, ViolationLate).with(int64(s.Late), late, UnitSeconds))
	}
	if int64(s.Early) != early {
		c.add(t.blameStop(i, ViolationEarly).with(int64(s.Early), early, UnitSeconds))
	}
}
