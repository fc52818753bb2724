package assign

// block is how many columns of a row share one minimum, see picker.
const block = 16

// picker chooses the columns of a row with the least cost − v. It keeps the
// minimum of every block of columns, takes the k-th least of them for a
// bound, and looks again only at the blocks below: n/16 + O(k) steps beside
// one pass over the row.
type picker struct {
	low   []int64 // [block] its least cost − v
	order []int64 // scratch to find the k-th least
	cand  []near  // candidates
}

// near is a candidate for the arcs kept of a row.
type near struct {
	key int64 // cost − v
	arc
}

// pick appends to out at most k arcs of the row and returns the bound of
// those left out, see table. It looks from column turn on, around; limit is
// the highest cost of a pair allowed, and plain promises that none is above.
func pick[C int32 | int64](p *picker, costs []C, v []int64, turn, k int, limit C, plain bool, out []arc) ([]arc, int64) {
	n := len(costs)
	blocks := (n + block - 1) / block
	p.low = resize(p.low, blocks)
	low := p.low
	if plain {
		lowest(costs, v, low)
	} else {
		lowestAllowed(costs, v, limit, low)
	}
	bound, floor := far, far
	for _, x := range low {
		floor = min(floor, x)
	}
	if blocks > k {
		p.order = append(p.order[:0], low...)
		bound = kth(p.order, k)
	}
	// Of every candidate at or below bound the k least are kept.
	cand := p.cand[:0]
	drop := false
	b := turn / block
	for range blocks {
		if low[b] > bound || low[b] == far {
			drop = drop || low[b] != far
		} else {
			from := b * block
			row := costs[from:min(from+block, n)]
			w := v[from:][:len(row)]
			for j, c := range row {
				if c > limit {
					continue
				}
				if key := int64(c) - w[j]; key <= bound {
					cand = append(cand, near{key, arc{int64(c), int32(from + j)}})
				} else {
					drop = true
				}
			}
		}
		if b++; b == blocks {
			b = 0
		}
		if bound == floor && len(cand) >= k {
			drop = true // all the same, as good as any
			break
		}
		if len(cand) >= 8*k {
			cand, bound = least(cand, k)
			drop = true
		}
	}
	if len(cand) > k {
		cand, bound = least(cand, k)
		drop = true
	}
	p.cand = cand
	for i := range cand {
		out = append(out, cand[i].arc)
	}
	if !drop {
		return out, far
	}
	return out, bound
}

// lowest fills in the least cost − v of every block.
func lowest[C int32 | int64](costs []C, v []int64, low []int64) {
	b := 0
	for len(costs) >= block && len(v) >= block {
		c, w := (*[block]C)(costs), (*[block]int64)(v)
		x := min(int64(c[0])-w[0], int64(c[1])-w[1], int64(c[2])-w[2], int64(c[3])-w[3])
		y := min(int64(c[4])-w[4], int64(c[5])-w[5], int64(c[6])-w[6], int64(c[7])-w[7])
		x = min(x, int64(c[8])-w[8], int64(c[9])-w[9], int64(c[10])-w[10], int64(c[11])-w[11])
		y = min(y, int64(c[12])-w[12], int64(c[13])-w[13], int64(c[14])-w[14], int64(c[15])-w[15])
		low[b] = min(x, y)
		b++
		costs, v = costs[block:], v[block:]
	}
	if len(costs) > 0 {
		x := far
		for j, c := range costs {
			x = min(x, int64(c)-v[j])
		}
		low[b] = x
	}
}

// lowestAllowed is lowest over the pairs allowed; far: there is none.
func lowestAllowed[C int32 | int64](costs []C, v []int64, limit C, low []int64) {
	for b := range low {
		from := b * block
		row := costs[from:min(from+block, len(costs))]
		w := v[from:][:len(row)]
		x := far
		for j, c := range row {
			if c <= limit {
				x = min(x, int64(c)-w[j])
			}
		}
		low[b] = x
	}
}

// least moves the k least candidates to the front and returns them with the
// greatest of their keys.
func least(a []near, k int) ([]near, int64) {
	selectLeast(a, k)
	a = a[:k]
	most := a[0].key
	for i := range a {
		most = max(most, a[i].key)
	}
	return a, most
}

// selectLeast moves the k least keys to the front (Hoare 1961).
func selectLeast(a []near, k int) {
	lo, hi := 0, len(a)-1
	for lo < hi {
		pivot := a[(lo+hi)/2].key
		i, j := lo, hi
		for i <= j {
			for a[i].key < pivot {
				i++
			}
			for a[j].key > pivot {
				j--
			}
			if i <= j {
				a[i], a[j] = a[j], a[i]
				i++
				j--
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			return
		}
	}
}

// kth returns the k-th least of a, counted from 1, and reorders a.
func kth(a []int64, k int) int64 {
	lo, hi := 0, len(a)-1
	for lo < hi {
		pivot := a[(lo+hi)/2]
		i, j := lo, hi
		for i <= j {
			for a[i] < pivot {
				i++
			}
			for a[j] > pivot {
				j--
			}
			if i <= j {
				a[i], a[j] = a[j], a[i]
				i++
				j--
			}
		}
		switch {
		case k-1 <= j:
			hi = j
		case k-1 >= i:
			lo = i
		default:
			return a[k-1]
		}
	}
	return a[k-1]
}
