package core

// Exchanging the tails of two routes is a move of its own: with long routes
// no ruin takes out enough for it (the 2-opt* of Potvin & Rousseau, "An
// exchange heuristic for routeing problems with time windows", Journal of the
// Operational Research Society 1995).

const (
	// tailTries is how many jobs are drawn for one move, tailNear how many of
	// the nearest are looked at to come next after each.
	tailTries, tailNear = 4, 12
)

// Where workers differ, tails hardly ever fit: the share of steps which try is
// halved after each tailRound steps of which fewer than tailWorth found a move,
// down to fewTails, and doubled again after others.
const (
	tailRound, tailWorth = 128, 6
	fewTails             = 1.0 / 64
)

// tryTails is a step that exchanges tails, and adjusts the share of such steps.
func (s *search) tryTails() bool {
	found := s.crossTails()
	s.tails.tried++
	if found {
		s.tails.found++
	}
	if s.tails.tried == tailRound {
		if s.tails.found < tailWorth {
			s.tails.share = max(s.tails.share/2, fewTails)
		} else {
			s.tails.share = min(s.tails.share*2, s.tune.tails)
		}
		s.tails.tried, s.tails.found = 0, 0
	}
	return found
}

// tailShare is the share of steps which exchange tails, and what the last
// ones were good for.
type tailShare struct {
	share        float64
	tried, found int
}

// crossTails lets a job be followed by one near it on another route, with all
// that comes after that one, and reports whether it found such a move that
// may be accepted.
func (s *search) crossTails() bool {
	for range tailTries {
		x := s.anyJob()
		r := s.routeOf[x]
		if r < 0 {
			continue
		}
		near := s.neighbours(x)
		for _, y := range near[:min(len(near), tailNear)] {
			if q := s.routeOf[y]; q >= 0 && q != r && s.crossAt(r, int(s.posOf[x]), q, int(s.posOf[y])) {
				return true
			}
		}
	}
	return false
}

// crossAt lets stop i of route r be followed by stop j of route q and what
// comes after that, and the stop before that by what came after i.
func (s *search) crossAt(r int32, i int, q int32, j int) bool {
	p := s.p
	one, two := &s.routes[r], &s.routes[q]
	if one.stores > 0 || two.stores > 0 {
		return false
	}
	a, b, c, d := &one.stops[i], &one.stops[i+1], &two.stops[j-1], &two.stops[j]
	shR, shQ := &p.Shifts[r], &p.Shifts[q]
	go1 := p.arc(&p.Classes[shR.Class], a.place, d.place)
	if shR.Twin == shQ.Twin && a.early+go1.Seconds > d.late {
		return false
	}
	go2 := p.arc(&p.Classes[shQ.Class], c.place, b.place)
	if shR.Twin == shQ.Twin && c.early+go2.Seconds > b.late {
		return false
	}
	// What the four ways cost decides at first; the rest is as for new routes.
	if rough := shR.cost(go1) + shQ.cost(go2) - b.edge - d.edge; float64(rough) >= s.allowed && len(one.stops)-i > 2 && j > 1 {
		return false
	}
	if !s.join(&s.trial, r, one.stops[:i+1], two.stops[j:]) || !s.join(&s.other, q, two.stops[:j], one.stops[i+1:]) {
		return false
	}
	if float64(s.trial.cost()+s.other.cost()-one.cost()-two.cost()) >= s.allowed {
		return false
	}
	s.replace(r, &s.trial)
	s.replace(q, &s.other)
	return true
}

// join makes t the route of shift r with the stops of head and, after them,
// those of tail but for its end, and reports whether that can be done.
func (s *search) join(t *route, r int32, head, tail []stop) bool {
	t.shift = r
	t.stops = append(t.stops[:0], head...)
	for k := range tail[:len(tail)-1] {
		node := tail[k].node
		if !s.p.eligible(node, r) || s.p.Jobs[node].Chain >= 0 {
			return false
		}
		t.stops = append(t.stops, s.newStop(r, node))
	}
	ends := s.routes[r].stops
	t.stops = append(t.stops, ends[len(ends)-1])
	return s.refresh(t)
}

// replace makes t the route of shift r, with jobs none of which counts as absent.
func (s *search) replace(r int32, t *route) {
	s.touch(r)
	rt := &s.routes[r]
	s.cost += t.cost() - rt.cost()
	rt.copyFrom(t)
	s.place(r, 1)
	if rt.empty() {
		s.setVacant(r)
	} else {
		s.setUsed(r)
	}
}
