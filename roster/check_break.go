package roster

// breakIndex returns which break of a shift has an ID, −1 if none.
func breakIndex(s *Shift, id string) int {
	for b := range s.Breaks {
		if s.Breaks[b].ID == id {
			return b
		}
	}
	return -1
}

// walkBreak checks a break which is taken. A break which is not due may be
// taken too, under the same laws.
func (c *checker) walkBreak(t *trace, i int, start, end int64) {
	s := &t.route.Stops[i]
	b := breakIndex(t.shift, s.Break)
	if b < 0 {
		c.add(t.blameStop(i, ViolationUnknownBreak).about(s.Break))
		return
	}
	pause := &t.shift.Breaks[b]
	c.checkDuration(t, i, end-start, pause.Duration)
	switch earliest, latest := pause.Earliest.Unix(), pause.Latest.Unix(); {
	case start < earliest:
		c.add(t.blameStop(i, ViolationBreakWindow).about(s.Break).with(start, earliest, UnitInstant))
	case start > latest:
		c.add(t.blameStop(i, ViolationBreakWindow).about(s.Break).with(start, latest, UnitInstant))
	}
	if t.breaksTaken[b] >= 0 {
		c.add(t.blameStop(i, ViolationBreakTwice).about(s.Break))
	} else {
		for later := b + 1; later < len(t.breaksTaken); later++ {
			if t.breaksTaken[later] >= 0 {
				c.add(t.blameStop(i, ViolationBreakOrder).about(s.Break))
				break
			}
		}
		t.breaksTaken[b] = i
	}
	t.breaks += end - start
	if !pause.Paid {
		t.unpaid += end - start
	}
}

// checkBreaksDue finds the breaks which are due and not taken: they cost their
// SkipPrice, or are at fault where they have none. A live-in stay has none due.
//
// A break is due if the worker departs at its Latest or before, returns
// after its Latest and, with AfterWork, has at its Latest worked for more
// than that since the departure or the end of the break taken before it.
func (c *checker) checkBreaksDue(t *trace) {
	if t.liveIn {
		return
	}
	since := t.depart
	for b := range t.shift.Breaks {
		pause := &t.shift.Breaks[b]
		if stop := t.breaksTaken[b]; stop >= 0 {
			since = max(since, t.route.Stops[stop].End.Unix())
			continue
		}
		latest := pause.Latest.Unix()
		if t.depart > latest || t.back <= latest {
			continue
		}
		if pause.AfterWork > 0 && latest-since <= int64(pause.AfterWork) {
			continue
		}
		if pause.SkipPrice != nil {
			t.parts[costBreakMissed] += pause.SkipPrice.Points()
			continue
		}
		c.add(t.blame(ViolationBreakMissing).about(pause.ID))
	}
}
