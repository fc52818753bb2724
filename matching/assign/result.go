package assign

// Status tells how a solve ended.
type Status uint8

const (
	// Optimal: the answer is optimal, and U and V prove it.
	Optimal Status = iota
	// Infeasible: not every row which must have a column can have one;
	// Blocked and Blocking prove it. As many as possible have one.
	Infeasible
	// Cancelled: the context ended first; the rows assigned so far are.
	Cancelled
)

// String names the status.
func (s Status) String() string {
	switch s {
	case Optimal:
		return "optimal"
	case Infeasible:
		return "infeasible"
	case Cancelled:
		return "cancelled"
	}
	return "unknown"
}

// None stands for no row or no column.
const None = -1

// Result is the answer to a Problem. It belongs to the solver: its next call
// overwrites it.
type Result struct {
	Status Status
	// RowCol has the column of each row, ColRow the row of each column; None
	// where there is none.
	RowCol, ColRow []int32
	// Total is the sum of the costs and Skip prices taken, in units of Unit;
	// at Optimal it equals the sum of U and V.
	Total int64
	// U and V are dual prices of rows and columns, in the same units, when
	// the status is Optimal: U[i]+V[j] never exceeds the cost of a pair and
	// equals it where the pair is taken; U[i] never exceeds the Skip price
	// and equals it where the row is left out; V[j] is not above 0, and 0
	// where the column is left over. (With EachColumn rows and columns change places in this.)
	U, V []int64
	// Unit is what one unit of Total, U and V is in costs: 1 for integers.
	// Floats are cut towards 0 to a multiple of Unit, a power of two, not below
	// 2⁻¹⁰²², which leaves at least 56 − log₂(n+2) bits to the greatest cost, n the greater
	// of rows and columns. The answer is optimal for costs so cut; for the costs
	// given it is at most 2·n·Unit from the optimum, and exact where they are
	// multiples of Unit.
	Unit float64
	// Value is the sum of the costs given.
	Value float64
	// Blocked are rows which must have a column, and Blocking are all the
	// columns they may have: fewer (Hall 1935). Only when Infeasible, and
	// with EachColumn Blocked are columns and Blocking rows.
	Blocked, Blocking []int32
}
