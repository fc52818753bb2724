package core

// leastTime returns a lower bound of what timing route r with job x behind
// stop i costs: the least it can have cost up to stop i by when that must be
// left, the least that can come after it from when the next stop is reached at
// the earliest, and the least cost of a start in between. O(pieces).
func (s *search) leastTime(r, i, x int32) int64 {
	rt := &s.routes[r]
	p := s.p
	sh := &p.Shifts[r]
	if sh.anyPlaced() {
		return 0 // by the place of a break the way may be shorter
	}
	c := &p.Classes[sh.Class]
	before, next := &rt.stops[i], &rt.stops[i+1]
	place, dur := p.Jobs[x].Place, p.duration(r, x)
	in, out := p.arc(c, before.place, place).Seconds, p.arc(c, place, next.place).Seconds
	lo, hi := s.bounds(r, x, dur)
	lo = max(lo, before.early+in)
	hi = min(hi, next.late-out-dur)
	if lo > hi {
		return Far
	}
	service := int64(0)
	if f := s.serviceFn(r, x); f != nil {
		if service = leastOn(f, lo, hi); service >= Far {
			return Far
		}
	}
	// Breaks are over in order: those before stop i, and those before the next.
	best, ready := int64(Far), int64(Far)
	for k := range len(sh.Breaks) + 1 {
		ready = min(ready, leastOn(rt.readyFn(s.layers, int(i), k), -Latest, hi-in))
		if serve := leastOn(rt.serveFn(s.layers, int(i+1), k), lo+dur+out, Latest); serve < Far && ready < Far {
			best = min(best, ready+serve)
		}
	}
	return min(best+service, Far)
}
