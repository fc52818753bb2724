package assign

// heap is a four-way heap of keys; entries made obsolete by a shorter path
// stay until they come up.
type heap struct{ items []item }

type item struct {
	key int64
	id  int32 // a column, or the complement of a row
}

func (h *heap) push(key int64, id int32) {
	h.items = append(h.items, item{})
	a := h.items
	i := len(a) - 1
	for i > 0 {
		p := (i - 1) >> 2
		if a[p].key <= key {
			break
		}
		a[i] = a[p]
		i = p
	}
	a[i] = item{key, id}
}

// pop takes the least key; the heap must not be empty.
func (h *heap) pop() item {
	a := h.items
	top := a[0]
	n := len(a) - 1
	last := a[n]
	a = a[:n]
	h.items = a
	if n == 0 {
		return top
	}
	i := 0
	for {
		c := i<<2 + 1
		if c >= n {
			break
		}
		m, key := c, a[c].key
		for k := c + 1; k < min(c+4, n); k++ {
			if a[k].key < key {
				m, key = k, a[k].key
			}
		}
		if key >= last.key {
			break
		}
		a[i] = a[m]
		i = m
	}
	a[i] = last
	return top
}
