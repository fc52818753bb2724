package core

// A function of time is a list of pieces in order of time: from the time of
// a piece up to, not including, that of the next, its value is
// v + k·(time − t). Before the first piece and from the last one on, whose
// value is always Far, the function is infinite, as it is wherever v ≥ Far.
// Time is whole seconds, so pieces need not join (cf. Ibaraki et al.,
// "Effective local search algorithms for routing and scheduling problems
// with general time-window constraints", Transportation Science 2005, who
// keep them continuous).
//
// The operations append to dst, which must not overlap their arguments, and
// return it. Functions live in arenas that keep their memory, so that a
// search allocates nothing once they have grown.
type piece struct {
	t int32
	k int64
	v int64
}

type fn = []piece

// constant appends the function v on [lo, hi].
func constant(dst fn, lo, hi int32, v int64) fn {
	if lo > hi {
		return dst
	}
	return append(dst, piece{lo, 0, v}, piece{hi + 1, 0, Far})
}

// at returns f(t).
func at(f fn, t int32) int64 {
	if len(f) == 0 || t < f[0].t {
		return Far
	}
	i := len(f) - 1
	for f[i].t > t {
		i--
	}
	if f[i].v >= Far {
		return Far
	}
	return f[i].v + f[i].k*int64(t-f[i].t)
}

// domain returns the first and last time at which f is finite; lo > hi where
// there is none.
func domain(f fn) (lo, hi int32) {
	if len(f) == 0 {
		return Never, -Never
	}
	return f[0].t, f[len(f)-1].t - 1
}

// put appends a piece unless it continues the last one.
func put(dst fn, from int, t int32, k, v int64) fn {
	if v >= Far {
		k, v = 0, Far
	}
	n := len(dst)
	if n > from && dst[n-1].t == t { // an empty piece: replace it
		n--
	}
	if n == from {
		if v >= Far {
			return dst[:n]
		}
	} else if last := &dst[n-1]; last.k == k {
		if last.v >= Far {
			if v >= Far {
				return dst[:n]
			}
		} else if v < Far && last.v+k*int64(t-last.t) == v {
			return dst[:n]
		}
	}
	return append(dst[:n], piece{t, k, v})
}

// shifted appends f(t + by).
func shifted(dst, f fn, by int32) fn {
	for _, p := range f {
		dst = append(dst, piece{p.t - by, p.k, p.v})
	}
	return dst
}

// clipped appends f(t + by) + add on [lo, hi] of the result's time.
func clipped(dst, f fn, by int32, add int64, lo, hi int32) fn {
	return clippedOn(dst, len(dst), f, by, add, lo, hi)
}

// clippedOn is clipped where dst[from:] is the result so far, which ends no
// later than lo.
func clippedOn(dst fn, from int, f fn, by int32, add int64, lo, hi int32) fn {
	i, end := 0, len(f)-1
	for i < end && f[i+1].t-by <= lo {
		i++
	}
	if lo > hi || i >= end || f[i].t-by > hi {
		return dst
	}
	first := f[i]
	first.t -= by
	if first.t < lo {
		first.v += first.k * int64(lo-first.t)
		first.t = lo
	}
	dst = put(dst, from, first.t, first.k, first.v+add)
	for i++; i < end; i++ {
		p := &f[i]
		t := p.t - by
		if t > hi {
			break
		}
		if p.v < Far {
			dst = append(dst, piece{t, p.k, p.v + add})
		} else {
			dst = put(dst, from, t, 0, Far)
		}
	}
	return put(dst, from, min(f[i].t-by, hi+1), 0, Far)
}

// sum appends f + g.
func sum(dst, f, g fn) fn {
	from := len(dst)
	if len(f) == 0 || len(g) == 0 {
		return dst
	}
	i, j := 0, 0
	t := max(f[0].t, g[0].t)
	for i+1 < len(f) && f[i+1].t <= t {
		i++
	}
	for j+1 < len(g) && g[j+1].t <= t {
		j++
	}
	for i+1 < len(f) && j+1 < len(g) {
		a, b := &f[i], &g[j]
		if a.v >= Far || b.v >= Far {
			dst = put(dst, from, t, 0, Far)
		} else {
			dst = put(dst, from, t, a.k+b.k, a.v+a.k*int64(t-a.t)+b.v+b.k*int64(t-b.t))
		}
		fn, gn := f[i+1].t, g[j+1].t
		t = min(fn, gn)
		if fn == t {
			i++
		}
		if gn == t {
			j++
		}
	}
	return put(dst, from, t, 0, Far)
}

// leastOn returns the least f(t) for lo ≤ t ≤ hi, Far where there is none.
func leastOn(f fn, lo, hi int32) int64 {
	best := int64(Far)
	i := 0
	for i+1 < len(f) && f[i+1].t <= lo {
		i++
	}
	for ; i+1 < len(f) && max(f[i].t, lo) <= hi; i++ {
		if p := &f[i]; p.v < Far {
			a, b := max(p.t, lo), min(f[i+1].t-1, hi)
			best = min(best, p.v+p.k*int64(a-p.t), p.v+p.k*int64(b-p.t))
		}
	}
	return best
}

// minSum returns the least f + g over all times, Far where there is none.
func minSum(f, g fn) int64 { return minSumShifted(f, g, 0) }

// minSumShifted returns the least f(t) + g(t + by) over all times, Far where
// there is none.
func minSumShifted(f, g fn, by int32) int64 {
	best := int64(Far)
	if len(f) == 0 || len(g) == 0 {
		return best
	}
	i, j := 0, 0
	t := max(f[0].t, g[0].t-by)
	for i+1 < len(f) && f[i+1].t <= t {
		i++
	}
	for j+1 < len(g) && g[j+1].t-by <= t {
		j++
	}
	for i+1 < len(f) && j+1 < len(g) {
		a, b := &f[i], &g[j]
		fEnd, gEnd := f[i+1].t, g[j+1].t-by
		end := min(fEnd, gEnd)
		if a.v < Far && b.v < Far {
			v := a.v + a.k*int64(t-a.t) + b.v + b.k*int64(t+by-b.t)
			if k := a.k + b.k; k < 0 {
				v += k * int64(end-1-t)
			}
			best = min(best, v)
		}
		t = end
		if fEnd == t {
			i++
		}
		if gEnd == t {
			j++
		}
	}
	return best
}

// lower appends the lower envelope min(f, g).
func lower(dst, f, g fn) fn {
	if len(f) == 0 {
		return append(dst, g...)
	}
	if len(g) == 0 {
		return append(dst, f...)
	}
	from := len(dst)
	i, j := -1, -1 // pieces in force; -1 before the first
	t := min(f[0].t, g[0].t)
	end := max(f[len(f)-1].t, g[len(g)-1].t)
	for t < end {
		for i+1 < len(f) && f[i+1].t <= t {
			i++
		}
		for j+1 < len(g) && g[j+1].t <= t {
			j++
		}
		next := end
		if i+1 < len(f) {
			next = min(next, f[i+1].t)
		}
		if j+1 < len(g) {
			next = min(next, g[j+1].t)
		}
		fv, fk, gv, gk := int64(Far), int64(0), int64(Far), int64(0)
		if i >= 0 && f[i].v < Far {
			fk = f[i].k
			fv = f[i].v + fk*int64(t-f[i].t)
		}
		if j >= 0 && g[j].v < Far {
			gk = g[j].k
			gv = g[j].v + gk*int64(t-g[j].t)
		}
		switch {
		case fv >= Far:
			dst = put(dst, from, t, gk, gv)
		case gv >= Far:
			dst = put(dst, from, t, fk, fv)
		default:
			dst = lowerLines(dst, from, t, next, fk, fv, gk, gv)
		}
		t = next
	}
	return put(dst, from, end, 0, Far)
}

// lowerLines appends the lower one of two lines on [t, next), which start at
// t with values fv and gv.
func lowerLines(dst fn, from int, t, next int32, fk, fv, gk, gv int64) fn {
	if gv < fv || (gv == fv && gk < fk) {
		fk, fv, gk, gv = gk, gv, fk, fv
	}
	dst = put(dst, from, t, fk, fv)
	if gk < fk {
		// g falls below f where fv + fk·d > gv + gk·d first.
		if gap, n := gv-fv, int64(next-t-1); gap < (fk-gk)*n {
			d := gap/(fk-gk) + 1
			dst = put(dst, from, t+int32(d), gk, gv+gk*d)
		}
	}
	return dst
}

// ramped appends min over s ≥ t of f(s) + w·(s − t), the cost of waiting,
// for t from lo up to the end of f; w ≥ 0.
func ramped(dst, f fn, w int64, lo int32) fn {
	if len(f) < 2 {
		return dst
	}
	from := len(dst)
	// Right to left; pieces are put in reverse and turned at the end.
	end := f[len(f)-1].t
	rev := append(dst, piece{end, 0, Far})
	m := int64(Far) // least cost when at 'b', just right of the piece at hand
	b := end
	for i := len(f) - 2; i >= 0; i-- {
		a := f[i].t
		if b <= lo {
			break
		}
		a = max(a, lo)
		n := int64(b - a) // piece covers a … b−1
		if f[i].v >= Far {
			if m < Far {
				m += w * n
				rev = before(rev, from, a, -w, m)
			}
			b = a
			continue
		}
		k := f[i].k
		va := f[i].v + k*int64(a-f[i].t)
		if k+w < 0 {
			// Better to wait through to b−1, or on to m.
			last := va + k*(n-1)
			m = min(last, m+w)
			m += w * (n - 1)
			rev = before(rev, from, a, -w, m)
		} else if m >= Far || m+w >= va+k*(n-1) {
			// f is below the line m + w·(b−t) to the end.
			rev = before(rev, from, a, k, va)
			m = va
		} else {
			// f itself is best unless the line is below it; since f + w·t rises
			// with t, that is so on the right part: with the line at m + w·n at
			// a, from d = t−a on where va + k·d > m + w·(n−d).
			d := int64(0)
			if gap := m + w*n - va; gap >= 0 {
				if d = n; k+w > 0 {
					d = gap/(k+w) + 1
				}
			}
			if d < n {
				rev = before(rev, from, a+int32(d), -w, m+w*(n-d))
			}
			if d > 0 {
				rev = before(rev, from, a, k, va)
			}
			m = min(va, m+w*n)
		}
		b = a
	}
	if b > lo && m < Far {
		rev = before(rev, from, lo, -w, m+w*int64(b-lo))
	}
	out := rev[from:]
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	if len(out) == 1 {
		return rev[:from] // nowhere finite
	}
	return rev
}

// before adds a finite piece to a function whose pieces stand in reverse, as
// part of the last one where that continues it.
func before(rev fn, from int, t int32, k, v int64) fn {
	if last := &rev[len(rev)-1]; len(rev)-1 > from && last.k == k && v+k*int64(last.t-t) == last.v {
		last.t, last.v = t, v
		return rev
	}
	return append(rev, piece{t, k, v})
}

// ahead appends min over u ≤ t of f(u) + w·(t − u), the cost of having
// waited, for t up to hi; w ≥ 0.
func ahead(dst, f fn, w int64, hi int32) fn {
	if len(f) < 2 || f[0].t > hi {
		return dst
	}
	from := len(dst)
	m := int64(Far) // least cost at the start of the piece at hand, having waited
	t := f[0].t
	for i := 0; i < len(f) && t <= hi; i++ {
		end := hi + 1
		if i+1 < len(f) {
			end = min(end, f[i+1].t)
		}
		n := int64(end - t)
		if n <= 0 {
			continue
		}
		v, k := f[i].v, f[i].k
		if v >= Far {
			dst = put(dst, from, t, w, m)
			m += w * n
			t = end
			continue
		}
		if k > w {
			// Better to have been here at the start of the piece.
			m = min(m, v)
			dst = put(dst, from, t, w, m)
			m += w * n
		} else {
			if m < v {
				// The waiting line is below f until v + k·d ≤ m + w·d.
				d := n
				if w > k {
					d = min(n, (v-m+(w-k)-1)/(w-k))
				}
				dst = put(dst, from, t, w, m)
				if d < n {
					dst = put(dst, from, t+int32(d), k, v+k*d)
					m = min(m+w*n, v+k*(n-1)+w)
				} else {
					m += w * n
				}
			} else {
				dst = put(dst, from, t, k, v)
				m = v + k*(n-1) + w
			}
		}
		t = end
	}
	return put(dst, from, t, 0, Far)
}
