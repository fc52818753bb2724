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
	if n := len(dst); n > from {
		last := &dst[n-1]
		if last.t == t { // an empty piece: replace it
			dst = dst[:n-1]
			return put(dst, from, t, k, v)
		}
		if last.v >= Far && v >= Far {
			return dst
		}
		if last.v < Far && v < Far && last.k == k && last.v+k*int64(t-last.t) == v {
			return dst
		}
	} else if v >= Far {
		return dst
	}
	if v >= Far {
		k, v = 0, Far
	}
	return append(dst, piece{t, k, v})
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
	from := len(dst)
	if lo > hi {
		return dst
	}
	for i := 0; i+1 < len(f); i++ {
		a, b := f[i].t-by, f[i+1].t-by
		if b <= lo || f[i].v >= Far {
			if b > lo && a <= hi && f[i].v >= Far {
				dst = put(dst, from, max(a, lo), 0, Far)
			}
			continue
		}
		if a > hi {
			break
		}
		v := f[i].v
		if a < lo {
			v += f[i].k * int64(lo-a)
			a = lo
		}
		dst = put(dst, from, a, f[i].k, v+add)
		if b > hi {
			b = hi + 1
		}
		dst = put(dst, from, b, 0, Far)
	}
	return dst
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
		d := (gv-fv)/(fk-gk) + 1
		if d < int64(next-t) {
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
				rev = append(rev, piece{a, -w, m})
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
			rev = append(rev, piece{a, -w, m})
		} else {
			// f itself is best unless the line m + w·(b−t) is below it; since
			// f + w·t rises with t, that is so on the right part.
			if m < Far {
				// Line at a: m + w·n; f at a: va. The line is below f at d = t−a
				// where va + k·d > m + w·(n−d), (k+w)·d > m + w·n − va.
				gap := m + w*n - va
				var d int64
				if gap < 0 {
					d = 0
				} else if k+w == 0 {
					d = n
				} else {
					d = gap/(k+w) + 1
				}
				if d < n {
					rev = append(rev, piece{a + int32(d), -w, m + w*(n-d)})
				}
				if d > 0 {
					rev = append(rev, piece{a, k, va})
				}
				m = min(va, m+w*n)
			} else {
				rev = append(rev, piece{a, k, va})
				m = va
			}
		}
		b = a
	}
	if b > lo && m < Far {
		m += w * int64(b-lo)
		rev = append(rev, piece{lo, -w, m})
	}
	// Turn around and join.
	out := rev[from:]
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return joined(rev, from)
}

// joined merges neighbouring pieces of dst[from:] that continue each other.
func joined(dst fn, from int) fn {
	n := from
	for _, p := range dst[from:] {
		if n > from {
			last := &dst[n-1]
			if last.v >= Far && p.v >= Far {
				continue
			}
			if last.v < Far && p.v < Far && last.k == p.k && last.v+last.k*int64(p.t-last.t) == p.v {
				continue
			}
		} else if p.v >= Far {
			continue
		}
		dst[n] = p
		n++
	}
	return dst[:n]
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
