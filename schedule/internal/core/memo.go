package core

import (
	"cmp"
	"slices"
)

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
// more than the route, there would be too many, or so few that the search needs
// the second best spot of a route now and then.
func newMemo(p *Problem) []cell {
	n := len(p.Jobs) * len(p.Shifts)
	if n > memoCells || len(p.Jobs) <= fewJobs || p.Overall.Fair != nil || p.Overall.Distinct > 0 {
		return nil
	}
	return make([]cell, n)
}

// findKnown returns the cheapest spot for absent job x on the routes listed,
// where nothing ties its time to others. A route's best spot is overlooked by chance.
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
	if s.level == levelFull {
		return s.findOpen(x, row, best)
	}
	blink := s.finder.blink
	for _, r := range open {
		c, rt := &row[r], &s.routes[r]
		if c.version == rt.version && c.delta >= best.delta || s.level == levelHard && s.floor(r, x) >= best.delta {
			continue
		}
		found := noSpot()
		s.finder.blink = 0
		s.scan(r, x, 0, Never, &found)
		s.finder.blink = blink
		*c = cell{found.delta, rt.version, found.at}
		if found.route < 0 {
			c.at = -1
		} else if found.delta < best.delta && !s.finder.blinks() {
			best = found
		}
	}
	return best
}

// findOpen returns best or a cheaper spot on the routes pending, at the full
// level, where pricing is dear: routes are looked at in the order of their
// least bounds, and only as far as that matters.
func (s *search) findOpen(x int32, row []cell, best spot) spot {
	blink := s.finder.blink
	s.finder.blink = 0
	f := &s.finder
	f.groups, f.open = f.groups[:0], f.open[:0]
	for _, r := range f.pending {
		if c, v := &row[r], s.routes[r].version; c.version != v || c.delta < best.delta {
			from := len(f.open)
			s.scan(r, x, 0, Never, &spot{delta: best.delta})
			least := best.delta
			for i := range f.open[from:] {
				o := &f.open[from+i]
				o.bound += s.leastTime(r, o.at, x)
				least = min(least, o.bound)
			}
			*c = cell{least, v, -1}
			if least < best.delta {
				f.groups = append(f.groups, spotGroup{least, r, from, len(f.open)})
			}
		}
	}
	slices.SortStableFunc(f.groups, func(a, b spotGroup) int { return cmp.Compare(a.bound, b.bound) })
	for _, g := range f.groups {
		if g.bound >= best.delta {
			break
		}
		found := spot{route: -1, delta: best.delta, store: -1}
		s.price(x, f.open[g.from:g.to], &found)
		row[g.route].delta = found.delta
		if found.route >= 0 {
			row[g.route].at = found.at
			if int(s.finder.Next()>>48) >= blink {
				best = found
			}
		}
	}
	f.open, f.blink = f.open[:0], blink
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
