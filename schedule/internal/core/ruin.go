package core

import "math"

// Ruins take jobs out of the routes of a state and list them in s.out.

// ruin carries out one ruin, chosen by chance.
func (s *search) ruin() {
	s.out = s.out[:0]
	u := s.finder.float()
	switch {
	case u < s.tune.route:
		s.ruinRoute()
	default:
		s.ruinStrings()
	}
}

// seedJob draws the job around which to ruin: one at random, or, more often
// than its share, an absent one.
func (s *search) seedJob() int32 {
	if len(s.absent) > 0 && s.finder.float() < s.tune.absent {
		return s.absent[s.finder.intn(len(s.absent))]
	}
	return s.anyJob()
}

// anyJob draws a job of those around which steps are made.
func (s *search) anyJob() int32 {
	if len(s.focus) > 0 {
		return s.focus[s.finder.intn(len(s.focus))]
	}
	return int32(s.finder.intn(len(s.p.Jobs)))
}

// ruinStrings removes strings of stops from routes near a seed job
// (Christiaens & Vanden Berghe, "Slack induction by string removals",
// Transportation Science 2020, equations 5 to 9 and figure 4).
func (s *search) ruinStrings() {
	used := len(s.p.Jobs) - len(s.absent)
	if used == 0 {
		return
	}
	mean := float64(used) / float64(max(1, len(s.routes)-s.idle))
	longest := min(s.tune.longest, max(mean, 1))
	most := 4*s.tune.removals/(1+longest) - 1
	strings := int(math.Floor(float64(s.finder.float()*most) + 1))

	seed := s.seedJob()
	done := 0
	s.turn++
	near := s.neighbours(seed)
	for k := -1; k < len(near) && done < strings; k++ {
		j := seed
		if k >= 0 {
			j = near[k]
		}
		r := s.routeOf[j]
		if r < 0 || s.mark[r] == s.turn {
			continue
		}
		s.mark[r] = s.turn
		size := s.routes[r].visits()
		limit := min(float64(size), longest)
		length := int(math.Floor(float64(s.finder.float()*limit) + 1))
		length = min(length, size)
		s.removeString(r, int(s.posOf[j]), length)
		done++
	}
}

// removeString removes length stops of route r, a string that contains stop
// at, or such a string with a part in its middle kept.
func (s *search) removeString(r int32, at, length int) {
	size := s.routes[r].visits()
	kept := 0
	if length > 1 && length < size && s.finder.float() < s.tune.split {
		kept = 1
		for length+kept < size && s.finder.float() < s.tune.grow {
			kept++
		}
	}
	total := length + kept
	first := max(1, at-total+1)
	last := min(at, size-total+1)
	first += s.finder.intn(last - first + 1)
	skip := total // where the kept part begins, relative to first
	if kept > 0 {
		skip = 1 + s.finder.intn(length-1)
	}
	marked := s.marks(r)
	for i := 0; i < total; i++ {
		if i >= skip && i < skip+kept {
			continue
		}
		marked[first+i] = true
	}
	s.take(r, marked)
}

// wholeMost is up to how many stops a route is taken out whole. Putting a long
// one back takes long, and leaves a worse one mostly.
const wholeMost = 20

// ruinRoute removes every job of one route, or strings where it is long.
func (s *search) ruinRoute() {
	seed := s.seedJob()
	r := s.routeOf[seed]
	near := s.neighbours(seed)
	for k := 0; r < 0 && k < len(near); k++ {
		r = s.routeOf[near[k]]
	}
	if r < 0 {
		return
	}
	if s.routes[r].visits() > wholeMost {
		s.ruinStrings()
		return
	}
	s.takeRouteOut(r)
	if s.tie == nil || len(s.tie.classes) == 0 || s.finder.Next()&1 == 0 {
		return
	}
	// Whether a worker is used at all is decided on all days at once.
	for _, q := range s.tie.shiftsOf[s.p.Shifts[r].Worker] {
		if !s.routes[q].empty() {
			s.takeRouteOut(q)
		}
	}
}

// takeRouteOut takes out every job of a route.
func (s *search) takeRouteOut(r int32) {
	marked := s.marks(r)
	for i := 1; i < len(marked)-1; i++ {
		marked[i] = true
	}
	s.take(r, marked)
}

// marks returns a cleared mark for each stop of route r.
func (s *search) marks(r int32) []bool {
	n := len(s.routes[r].stops)
	for len(s.marked) < n {
		s.marked = append(s.marked, false)
	}
	m := s.marked[:n]
	clear(m)
	return m
}

// take removes the marked stops and lists their jobs.
func (s *search) take(r int32, marked []bool) {
	before := len(s.absent)
	s.remove(r, marked)
	if s.tie != nil {
		s.takePartners(before)
	}
	s.out = append(s.out, s.absent[before:]...)
}

// takePartners takes out the rest of the components of the jobs absent from
// place before on: all of it, or, as chance has it, none, so that a job goes
// elsewhere at the time the others have. Jobs which must have one worker mostly
// go together, so that they can get another.
func (s *search) takePartners(before int) {
	for i := before; i < len(s.absent); i++ {
		c := s.tie.comp[s.absent[i]]
		if c >= 0 && s.finder.Next()&1 == 0 {
			s.takeOut(s.tie.comps[c])
		}
		if k := s.tie.class[s.absent[i]]; k >= 0 {
			share := uint64(7)
			if len(s.tie.classes[k]) > 6 {
				share = 2 // large ones cost much to put back
			}
			if s.finder.Next()&7 < share {
				s.takeOut(s.tie.classes[k])
			}
		}
	}
}
