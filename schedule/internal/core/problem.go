package core

import "math"

// Never is a time later than any other, Far a cost above any other.
const (
	Never = math.MaxInt32 / 2
	// Latest bounds every real time and, negated, too.
	Latest = 1 << 26
	Far    = math.MaxInt64 / 4
)

// Problem is what is solved. It is not changed by a search and may be shared.
type Problem struct {
	// Jobs to serve and Shifts to serve them in. A route belongs to one shift.
	Jobs   []Job
	Shifts []Shift
	// Classes of travel: one per mode and speed of worker.
	Classes []Class
	// Places is the number of places; indices run below it.
	Places int
	// XY gives each place a position for finding neighbours; any unit. May be
	// nil where every class has a table.
	XY [][2]float32

	// Metres is the length of a way, there and back, for classes that go by it;
	// nil where none does.
	Metres func(from, to int32) int32

	// Windows and Preferred hold the jobs' lists, in order of time, disjoint.
	Windows   []Window
	Preferred []Window
	// LateCost and EarlyCost are costs per second outside preferred windows.
	LateCost, EarlyCost int64

	// DurationKinds[k][j] is the service time of job j for workers of kind
	// k; KindOf[shift][service] gives the kind. Most problems have one.
	DurationKinds [][]int32
	KindOf        [][]int16
	// Again[k][j] is the service time right after another job at the same
	// place, where setting up falls away; nil: as ever.
	Again [][]int32
	// Grid lets jobs start only at its times, but for those OffGrid; Step 0:
	// at any time.
	Grid Grid
	// Pools bound how many routes at a time have a tool of a store.
	Pools []Pool

	// Types of consumables; Demand[j*Types+d] is what job j uses up.
	Types  int
	Demand []int32
	Stores []Store

	// Eligible[j*Words+w] has bit s%64 of word w = s/64 set where shift s may
	// serve job j.
	Eligible []uint64
	Words    int

	// Pair is the static cost of job j in shift s: criteria and pay per
	// visit and for the service time; at least 0.
	Pair func(shift, job int32) int64
	// Fee is what a visit is paid beyond Shift.Pay; nil: nothing.
	Fee func(shift, job int32) int64

	// Chains lists the jobs of each sequence lock, in order.
	Chains [][]int32

	// Workers is the number of workers; each shift has one of them.
	Workers int
	Ties    Ties
	Laws    Laws
	Overall Overall
}

// Job is a piece of work.
type Job struct {
	Place int32
	// Service indexes KindOf.
	Service int32
	// Customer numbers whom it is for; visits of a crew have one.
	Customer int32
	// Win0 ≤ w < Win1 are its hard windows; empty: any time.
	Win0, Win1 int32
	// Pref0 ≤ w < Pref1 are its preferred windows; empty: none.
	Pref0, Pref1 int32
	// Tools is a set of equipment needed beyond what every eligible worker
	// has, as bits.
	Tools uint64
	// Miss is what leaving the job out costs lexicographically before all
	// cost; Value what it costs in points. One of them is 0.
	Miss, Value int64
	// OffGrid lets the job start off the grid.
	OffGrid bool
	// Chain and Rank place the job in a sequence lock; Chain is -1 outside.
	Chain, Rank int32
}

// Pool is a number of pieces of equipment, of the tools as bits, shared by
// some shifts. A route which needs one that its worker has not takes it from
// departure to return.
type Pool struct {
	Tool   uint64
	Count  int32
	Shifts []int32
}

// Window is a stretch of time for the start of service, both ends inclusive.
type Window struct {
	Lo, Hi int32
	// EndBy bounds the end of service; Never: not bounded.
	EndBy int32
}

// Shift is one stretch of one worker's time.
type Shift struct {
	Worker int32
	// From and To are the start and end place.
	From, To int32
	Class    int32
	// Start is the earliest departure, End the regular end, Last the latest return.
	Start, End, Last int32
	// PerSecond and PerMetre price an arc (travel weights and pay together).
	PerSecond, PerMetre int64
	// WaitCost per second of waiting between departure and return, and of stops
	// at stores, pay included.
	WaitCost int64
	// WorkCost per second of service: pay.
	WorkCost int64
	// OverCost per second after End, up to Last, pay of waiting excluded.
	OverCost int64
	// Fixed is the cost of using the shift.
	Fixed int64
	// Pay is what fairness counts.
	Pay Pay
	// MaxWork is the longest time from departure to return without unpaid
	// breaks; Never: no limit.
	MaxWork int32
	// MaxVisits and MaxLeg; Never: no limit.
	MaxVisits, MaxLeg int32
	// LiveIn marks a shift for one job of days or weeks, which the rules of
	// hours do not count.
	LiveIn bool
	// OnDuty fixes the departure at Start.
	OnDuty bool
	// Midnight is when the time of day is 0 by the clock of this shift.
	Midnight int32
	Breaks   []Break
	// Load0 and Cap give the quantity of each type at departure and after a
	// stop at a store.
	Load0, Cap []int32
	// Tools the worker has, of those which are scarce.
	Tools uint64
	// Twin is the first shift with the same values in every respect.
	Twin int32
}

// Pay of a shift, in points: per second of work, on top of that per second of
// overtime, per metre, for the shift, and for each visit.
type Pay struct{ Work, Over, Metre, Shift, Visit int64 }

// Break of a shift.
type Break struct {
	// Earliest and Latest beginning, and how long.
	Earliest, Latest, Duration int32
	// AfterWork is how much time without a break there may be from the
	// departure, or from the break taken before, to Latest without the break
	// being due; 0: it is due by the clock alone.
	AfterWork int32
	// Cost of taking it: pay, where it is paid. Skip is the cost of leaving
	// it out where it is due; Far: it must be taken. After a break left out the
	// next one counts as due, even where AfterWork would excuse it.
	Cost, Skip int64
	// Paid breaks count as work.
	Paid bool
	// Placed breaks are taken at Place, others wherever the worker is.
	Placed bool
	Place  int32
}

// Store is where a worker restocks.
type Store struct {
	Place, Duration int32
	// Windows for the start of the stop; empty: any time.
	Windows []Window
	// Types restocked and Tools to take, as bits.
	Types, Tools uint64
}

// Arc is the way from one place to another.
type Arc struct {
	// Seconds, or Never where there is no way, at the fastest hour.
	Seconds int32
	Metres  int32
}

// Class is a way of travelling.
type Class struct {
	// Table[i*Places+j] from i to j, and Turned[j*Places+i] the same by
	// destination; equal slices when symmetric. Nil: Leg is called.
	Table, Turned []Arc
	Leg           func(from, to int32) Arc
	// ByMetres gives a way of such a length, where that is all a way depends on,
	// see Problem.Metres; else nil.
	ByMetres func(metres int32) Arc
	// Hours gives the speed by time, in order, covering all times; empty:
	// always at the table's. Base seconds are those at 100 percent.
	Hours []Hour
	// Base gives the seconds at 100 percent; nil where Hours is empty.
	Base func(from, to int32) int32
}

// Hour is a stretch of time, from From up to the next entry's, with a speed
// in percent.
type Hour struct {
	From    int32
	Percent int32
}

// arc returns the way from place i to place j.
func (p *Problem) arc(c *Class, i, j int32) Arc {
	if c.Table != nil {
		return c.Table[int(i)*p.Places+int(j)]
	}
	return c.Leg(i, j)
}

// cost prices an arc for a shift.
func (s *Shift) cost(a Arc) int64 {
	return s.PerSecond*int64(a.Seconds) + s.PerMetre*int64(a.Metres)
}

// eligible reports whether a shift may serve a job.
func (p *Problem) eligible(job, shift int32) bool {
	return p.Eligible[int(job)*p.Words+int(shift>>6)]&(1<<(uint(shift)&63)) != 0
}

// duration returns the service time of a job in a shift.
func (p *Problem) duration(shift, job int32) int32 {
	return p.DurationKinds[p.kind(shift, job)][job]
}

func (p *Problem) kind(shift, job int32) int16 {
	return p.KindOf[shift][p.Jobs[job].Service]
}
