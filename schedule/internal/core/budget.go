package core

// Budget bounds a search.
type Budget struct {
	// Iterations of the search at most; 0: no bound.
	Iterations int64
	// Used tells which part of the budget of time is used up, in [0, ∞); from
	// 1 on the search ends. Nil: no bound.
	Used func() float64
	// Share tells which part of the budget of time a number of nanoseconds is;
	// nil: none.
	Share func(nanoseconds float64) float64
	// Stop tells to end at once; nil: never.
	Stop func() bool
	// Progress is told now and then; nil: nobody is.
	Progress func(Progress)
	// Threads is how many lanes, or founders, of a large problem are searched at a
	// time. The result does not depend on it but in a timed run, which makes a
	// founder for each.
	Threads int
}

// Stopped reports whether the search was told to end at once.
func (b *Budget) Stopped() bool { return b.Stop != nil && b.Stop() }

// Fraction returns which part of the budget is used up after some iterations.
func (b *Budget) Fraction(iterations int64) float64 {
	f := 0.0
	if b.Used != nil {
		f = b.Used()
	}
	if b.Iterations > 0 {
		f = max(f, float64(iterations)/float64(b.Iterations))
	}
	return f
}

// beyond reports whether the search has to end, where it may use that part of
// its time.
func (b *Budget) beyond(part float64) bool { return b.Stopped() || b.Used != nil && b.Used() >= part }

// over reports whether the search has to end.
func (b *Budget) over() bool { return b.beyond(1) }

// Progress of a search.
type Progress struct {
	Iterations int64
	Fraction   float64
	Cost, Miss int64
	Absent     int
}

// overdue is the part of the time from which on the last touches end.
const overdue = 1.02
