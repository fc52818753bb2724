package core

import "slices"

// inPools reports whether at no time while route r is on the way more pieces
// of the equipment it has from a pool are out than there are.
func (s *state) inPools(r int32) bool {
	for i := range s.p.Pools {
		pool := &s.p.Pools[i]
		if !s.takes(r, pool.Tool) || !slices.Contains(pool.Shifts, r) {
			continue
		}
		s.look(&s.routes[r])
		// The number out is greatest when somebody departs.
		for _, q := range pool.Shifts {
			if !s.takes(q, pool.Tool) {
				continue
			}
			s.look(&s.routes[q])
			if !s.meet(q, r) {
				continue
			}
			at, out := max(s.routes[q].clock.depart, s.routes[r].clock.depart), int32(0)
			for _, o := range pool.Shifts {
				if s.takes(o, pool.Tool) {
					s.look(&s.routes[o])
					if c := &s.routes[o].clock; c.depart <= at && at < c.back || o == q || o == r {
						out++
					}
				}
			}
			if out > pool.Count {
				return false
			}
		}
	}
	return true
}

// meet reports whether two routes are on the way at the same time.
func (s *state) meet(q, r int32) bool {
	a, b := &s.routes[q].clock, &s.routes[r].clock
	return a.depart < b.back && b.depart < a.back
}

// takes reports whether a job of route r needs a tool that its worker has not.
func (s *state) takes(r int32, tool uint64) bool {
	if s.p.Shifts[r].Tools&tool != 0 {
		return false
	}
	st := s.routes[r].stops
	for i := 1; i < len(st)-1; i++ {
		if j := st[i].node; int(j) < len(s.p.Jobs) && s.p.Jobs[j].Tools&tool != 0 {
			return true
		}
	}
	return false
}
