package assign

// Problem is a linear assignment problem: give every row one column, no
// column to two rows, at the least sum of costs.
//
// A nil Start makes it dense: Costs[i·Stride+j] is the cost of row i and
// column j. Otherwise it is sparse: row i may take the columns
// Heads[Start[i]:Start[i+1]], no column twice, at the costs in the same
// places of Costs. Pairs at [Forbidden] cost are not allowed, in both forms.
//
// Costs may be negative. The greatest magnitude times (the greater of Rows and
// Cols, plus 2) must not exceed 2⁵⁸; floats may be anything finite.
//
// Slices stay the caller's; the solver reads them during a call only and
// keeps dense costs where they are.
type Problem[C Cost] struct {
	Rows, Cols int
	Costs      []C
	Stride     int     // between dense rows, at least Cols; 0: Cols
	Start      []int   // Rows+1 places, the first 0; nil: dense
	Heads      []int32 // [place] column
	// Skip is the price of leaving row i without a column, see [Forbidden];
	// nil: every row must have one.
	Skip []C
	// Cover tells which side has to be served in full.
	Cover Cover
}

// Cover is the side of a problem which has to be served in full.
type Cover uint8

const (
	// EachRow gives every row a column (or its Skip price). The zero value.
	EachRow Cover = iota
	// EachColumn gives every column a row; rows may be left over at no cost.
	// There is no Skip then. It costs a transposed copy of the costs.
	EachColumn
)

// stride returns the distance of two dense rows.
func (p *Problem[C]) stride() int {
	if p.Stride == 0 {
		return p.Cols
	}
	return p.Stride
}

// Options are the settings of a solve; the zero value is ready to use.
type Options struct {
	// SkipVerify leaves out [Verify] of the own answer. It takes one look at
	// every cost, which is most of the time of a [Solver.Resolve].
	SkipVerify bool
}
