package assign

// matching is a maximum matching of the rows which must have a column, on the
// pairs up to a threshold, by Hopcroft & Karp (1973).
type matching struct {
	b      *bottle
	limit  int64
	rowCol []int32
	cost   []int64 // [row] of its pair
	colRow []int32
	level  []int32 // [row] steps from a row without a column, −1: none
	next   []int   // [row] the pair to try next
	queue  []int32
	stack  []int32
	tight  []int32 // rows which keep each other from all their columns
	short  []int32 // those columns
}

func (m *matching) reset(b *bottle) {
	m.b = b
	m.rowCol, m.colRow = make([]int32, b.rows), make([]int32, b.cols)
	m.cost = make([]int64, b.rows)
	m.level, m.next = make([]int32, b.rows), make([]int, b.rows)
	for i := range m.rowCol {
		m.rowCol[i] = free
	}
	for j := range m.colRow {
		m.colRow[j] = free
	}
}

// within tells whether every row can have a pair, or be left out, at no more
// than limit. It begins with what it found last.
func (m *matching) within(limit int64) bool {
	m.limit = limit
	for i, j := range m.rowCol {
		if j >= 0 && (m.cost[i] > limit || m.b.skip[i] <= limit) {
			m.rowCol[i], m.colRow[j] = free, free
		}
	}
	for m.layer() {
		found := false
		for i := range m.rowCol {
			if m.level[i] == 0 && m.rowCol[i] == free && m.grow(int32(i)) {
				found = true
			}
		}
		if !found {
			break
		}
	}
	return len(m.queue) == 0
}

// layer numbers the rows by their distance from rows without a column. False:
// all have one (the queue is empty), or no column is within reach.
func (m *matching) layer() bool {
	m.queue = m.queue[:0]
	for i := range m.level {
		m.level[i], m.next[i] = -1, m.b.start[i]
		if m.rowCol[i] == free && m.b.skip[i] > m.limit {
			m.level[i] = 0
			m.queue = append(m.queue, int32(i))
		}
	}
	reached := false
	for k := 0; k < len(m.queue); k++ {
		i := m.queue[k]
		for _, a := range m.b.arcs[m.b.start[i]:m.b.start[i+1]] {
			if a.cost > m.limit {
				break
			}
			r := m.colRow[a.col]
			if r == free {
				reached = true
			} else if m.level[r] < 0 {
				m.level[r] = m.level[i] + 1
				m.queue = append(m.queue, r)
			}
		}
	}
	if len(m.queue) > 0 && !reached {
		m.blame()
	}
	return reached
}

// grow looks for a column along the layers, depth first, and assigns.
func (m *matching) grow(root int32) bool {
	m.stack = append(m.stack[:0], root)
	for len(m.stack) > 0 {
		i := m.stack[len(m.stack)-1]
		k := m.next[i]
		if k == m.b.start[i+1] || m.b.arcs[k].cost > m.limit {
			m.level[i] = -1
			m.stack = m.stack[:len(m.stack)-1]
			continue
		}
		m.next[i]++
		a := m.b.arcs[k]
		r := m.colRow[a.col]
		if r >= 0 {
			if m.level[r] == m.level[i]+1 {
				m.stack = append(m.stack, r)
			}
			continue
		}
		// Every row of the stack takes the pair it was tried with last.
		for _, i := range m.stack {
			m.level[i] = -1
			a := m.b.arcs[m.next[i]-1]
			m.rowCol[i], m.cost[i], m.colRow[a.col] = a.col, a.cost, i
		}
		return true
	}
	return false
}

// blame takes the rows reached and all their columns.
func (m *matching) blame() {
	m.tight = append(m.tight[:0], m.queue...)
	m.short = m.short[:0]
	seen := make([]bool, m.b.cols)
	for _, i := range m.queue {
		for _, a := range m.b.arcs[m.b.start[i]:m.b.start[i+1]] {
			if a.cost > m.limit {
				break
			}
			if !seen[a.col] {
				seen[a.col] = true
				m.short = append(m.short, a.col)
			}
		}
	}
}
