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
	// Fork returns clocks for n pieces of work which may be done side by side;
	// nil: Used and Stop serve them all.
	Fork func(n int) []Clock
	// Progress is told now and then; nil: nobody is.
	Progress func(Progress)
	// Threads is how many lanes, or founders, of a large problem are searched at a
	// time. The result does not depend on it but in a timed run, which makes a
	// founder for each.
	Threads int
}

// Clock is what a search knows of time, for one piece of work: whoever keeps
// what it was told can have the work done again. Its functions are called from
// one goroutine at a time, in an order which only their answers decide.
type Clock struct {
	Used func() float64
	Stop func() bool
	Fork func(n int) []Clock
}

// Keep has the budget tell time by a clock.
func (b *Budget) Keep(c Clock) { b.Used, b.Stop, b.Fork = c.Used, c.Stop, c.Fork }

// Forks returns the budget for each of n pieces of work done side by side.
func (b *Budget) Forks(n int) []Budget {
	out := make([]Budget, n)
	for i := range out {
		out[i] = *b
	}
	if b.Fork != nil {
		for i, c := range b.Fork(n) {
			out[i].Keep(c)
		}
	}
	return out
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
