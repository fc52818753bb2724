package core

// memoCells is the largest number of pairs of job and shift for which the
// best spot is remembered.
const memoCells = 1 << 21

// cell is the best spot of a job on a route of a version: its delta, behind
// stop at. Where at is -1 there is none below delta. Steps which are undone
// bring a route's version back, so that late in a search, when most are,
// cells of most routes hold.
type cell struct {
	delta   int64
	version uint32
	at      int32
}

// newMemo returns the cells of a search, nil where prices of spots depend on
// more than the route, or there would be too many.
func newMemo(p *Problem) []cell {
	n := len(p.Jobs) * len(p.Shifts)
	if n > memoCells || p.Laws.Day != nil || p.Overall.Fair != nil || p.Overall.Distinct > 0 {
		return nil
	}
	return make([]cell, n)
}

// findKnown returns the cheapest spot for absent job x on the routes listed,
// which nothing ties to others. A route's best spot is overlooked by chance.
func (s *search) findKnown(x int32) spot {
	m := len(s.p.Shifts)
	row := s.memo[int(x)*m : (int(x)+1)*m]
	best := noSpot()
	open := s.finder.pending[:0]
	for _, r := range s.finder.routes {
		c := &row[r]
		switch {
		case c.version != s.routes[r].version:
			open = append(open, r)
		case c.delta >= best.delta:
		case c.at < 0:
			open = append(open, r)
		case !s.finder.blinks():
			best = spot{r, c.at, c.delta, -1, 0}
		}
	}
	s.finder.pending = open
	blink := s.finder.blink
	for _, r := range open {
		c, rt := &row[r], &s.routes[r]
		if c.version == rt.version && c.delta >= best.delta {
			continue
		}
		found := noSpot()
		if s.level == levelFull {
			found.delta = best.delta // pricing is dear: only as far as it matters
		}
		if s.level == levelHard && s.floor(r, x) >= best.delta {
			continue
		}
		most := found.delta
		s.finder.blink = 0
		s.scan(r, x, 0, Never, &found)
		if s.level == levelFull {
			s.settleFull(x, &found)
		}
		s.finder.blink = blink
		if found.route < 0 {
			*c = cell{most, rt.version, -1}
			continue
		}
		*c = cell{found.delta, rt.version, found.at}
		if found.delta < best.delta && !s.finder.blinks() {
			best = found
		}
	}
	return best
}

// floor returns what job x costs on route r but for ways.
func (s *search) floor(r, x int32) int64 {
	base := s.pair(r, x) - s.routes[r].timed
	if s.routes[r].empty() {
		base += s.p.Shifts[r].Fixed
	}
	return base
}
