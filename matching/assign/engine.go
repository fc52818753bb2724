package assign

import "context"

// far is a cost no path reaches: costs are limited such that every sum of
// them the solver makes stays below it.
const far = int64(1) << 62

// Values of engine.rowCol for rows without a column.
const (
	free    = -1 // not assigned yet, or not assignable
	skipped = -2 // left out at its price
)

// arc is one pair a row may take.
type arc struct {
	cost int64
	col  int32
}

// table gives the engine the costs of dense rows. Forbidden pairs are not
// among them.
type table interface {
	// nearest appends to out the arcs of the row whose cost − v is least, at
	// most k of them, and returns with them a bound: no arc of the row left
	// out has a smaller cost − v; far: none is left out.
	nearest(row int, v []int64, k int, out []arc) ([]arc, int64)
	// below appends to out the arcs of the row with cost − v < limit.
	below(row int, v []int64, limit int64, out []arc) []arc
}

// engine solves one-to-one problems by duals and shortest augmenting paths.
//
// Invariants between searches, for every row i and column j:
//
//   - cost[i][j] − v[j] ≥ u[i], where u[i] is the reduced cost of what the
//     row has: rowCost[i] − v[rowCol[i]], or skip[i] − top;
//   - no v exceeds top, and columns without a row have v = top (a balanced
//     problem, where every column is taken in the end, needs neither);
//   - v and top never rise, so a bound once worked out stays valid.
type engine struct {
	rows, cols int
	balanced   bool // as many rows as columns, and no row may be left out
	dense      table

	arcs  []arc   // the arcs known of every row, see first and count
	first []int   // [row] where its arcs begin in arcs
	count []int32 // [row] how many there are
	bound []int64 // [row] no arc unknown has cost − v below this
	keep  int     // arcs kept of a dense row
	skip  []int64 // [row] price of leaving it out, far: it must be assigned

	v       []int64 // [column] dual price
	top     int64   // dual price of a column nobody takes
	rowCol  []int32 // [row] its column, free or skipped
	rowCost []int64 // [row] cost of the pair with rowCol
	colRow  []int32 // [column] its row or free

	search search
	queue  []int32                     // rows to assign
	more   []int32                     // rows to assign in the next round
	beyond []arc                       // scratch for table.below
	ticks  int                         // until the context is asked again
	stats  struct{ scans, popped int } // rows scanned, columns reached

	stuckTree []int32 // rows of the first search which found no end
}

// reset sizes the engine for a problem; nothing is assigned and every dual is 0.
func (e *engine) reset(rows, cols int) {
	e.size(rows, cols)
	e.top = 0
	e.release()
	clear(e.v)
	e.ticks = 0
	e.stats.scans, e.stats.popped = 0, 0
}

// size makes room; what was there stays.
func (e *engine) size(rows, cols int) {
	e.rows, e.cols = rows, cols
	e.first = resize(e.first, rows)
	e.count = resize(e.count, rows)
	e.bound = resize(e.bound, rows)
	e.skip = resize(e.skip, rows)
	e.rowCol = resize(e.rowCol, rows)
	e.rowCost = resize(e.rowCost, rows)
	e.colRow = resize(e.colRow, cols)
	e.v = resize(e.v, cols)
	e.search.node = resize(e.search.node, cols)
	e.search.rowH = resize(e.search.rowH, rows)
	e.search.seen = resize(e.search.seen, rows)
}

// release drops every assignment and keeps the duals.
func (e *engine) release() {
	for i := range e.rowCol {
		e.rowCol[i] = free
	}
	for j := range e.colRow {
		e.colRow[j] = free
	}
}

// take gives the row the column, from whoever has it, who is returned.
func (e *engine) take(row, col int32, cost int64) int32 {
	old := e.colRow[col]
	if old >= 0 {
		e.rowCol[old] = free
	}
	e.rowCol[row], e.rowCost[row], e.colRow[col] = col, cost, row
	return old
}

// rescan works out the arcs of a dense row again, from the duals of now.
func (e *engine) rescan(row int32) {
	e.stats.scans++
	e.ticks -= e.cols / block
	at := e.first[row]
	list, bound := e.dense.nearest(int(row), e.v, e.keep, e.arcs[at:at:at+e.keep])
	e.count[row], e.bound[row] = int32(len(list)), bound
}

// listed returns the arcs known of a row.
func (e *engine) listed(row int32) []arc {
	at := e.first[row]
	return e.arcs[at : at+int(e.count[row])]
}

// stop asks the context now and then.
func (e *engine) stop(ctx context.Context, work int) bool {
	if e.ticks -= work; e.ticks > 0 {
		return false
	}
	e.ticks = 1 << 14
	return ctx.Err() != nil
}

// resize returns a slice of n cells, reusing s; old cells keep their values.
func resize[T any](s []T, n int) []T {
	if n <= cap(s) {
		return s[:n]
	}
	out := make([]T, n, n+n/16)
	copy(out, s)
	return out
}
