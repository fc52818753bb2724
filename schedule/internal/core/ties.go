package core

// Ties bind jobs to one another: crews, links and what else makes the time
// or the worker of one job depend on those of others.
type Ties struct {
	// Groups are the crew jobs of several workers: the core's jobs which are
	// its members. They are served together or not at all, each by another
	// worker; what leaving them out loses stands with the first member, Miss
	// and Value of the others are 0.
	Groups [][]int32
	// Bundles are jobs served together or not at all, by whomever. They may
	// share jobs with each other and with groups.
	Bundles [][]int32
	// Gaps bind times. A gap binds where both its jobs are served.
	Gaps []Gap
	// Apart lists pairs of jobs which must not have the same worker.
	Apart [][2]int32
	// Same lists pairs of jobs which must have the same worker.
	Same [][2]int32
	// Limits bound the number of different workers of some jobs.
	Limits []Limit
	// DayGaps bind days, Clocks times of day; where both jobs are served.
	DayGaps []DayGap
	Clocks  []ClockTie
	// Midnights are the beginnings of the days of the horizon, in order, from
	// before its first shift to after its last.
	Midnights []int32
	// Budgets bound what some jobs cost together.
	Budgets []JobBudget
	// Foes[w] lists the workers who never work in one group with worker w;
	// nil: nobody has any.
	Foes [][]int32
}

// Gap bounds the time between two jobs: from the start of the first, or with
// FromEnd its end, to the start of the second, in seconds. Max may be Never,
// Min -Never.
type Gap struct {
	First, Second int32
	Min, Max      int32
	FromEnd       bool
}

// Overall are the costs which no route has alone. All are per second.
type Overall struct {
	// WorstLate prices the largest lateness of any job: its start after the
	// preferred windows.
	WorstLate int64
	// WorstIdle prices the longest idle time of any shift: of a used one the
	// time from its Start to the departure, its waiting, and the time from
	// the return to its End; of an unused one all of it.
	WorstIdle int64
	// Balance prices the sum over workers of the distance between their
	// travel and service time and the mean of it, each rounded up.
	Balance int64
	// Distinct is the price of each worker of a customer beyond the first.
	Distinct int64
	// Fair prices what workers get; nil: not.
	Fair *Fair
}

// What fairness measures.
const (
	FairHours     = iota // seconds of work
	FairPay              // points, rounded down to Fair.PayUnit
	FairTravel           // seconds
	FairUnpopular        // visits
	fairKinds
)

// Fair prices amounts of work, pay, travel and unpopular visits so that each
// unit more costs more: with x what a worker has of a kind, Before included,
// and x' = ⌊100·x / Percent⌋ the cost is ⌊Price · x'² / (2·Unit²)⌋.
type Fair struct {
	// Price of each kind in points, 0: not priced, and its unit.
	Price, Unit [fairKinds]int64
	// Before is what each worker has had, Percent the share of a full-time
	// job.
	Before  [][fairKinds]int64
	Percent []int64
	// PayUnit is how many points a unit of pay has.
	PayUnit int64
	// Unpopular tells the starts which count as unpopular.
	Unpopular func(start int32) bool
}

// Limit is the most workers among whom some jobs are dealt out.
type Limit struct {
	Jobs []int32
	Max  int32
}

// DayGap bounds the days from the start of the first job to that of the
// second. Max may be Never.
type DayGap struct{ First, Second, Min, Max int32 }

// ClockTie lets the starts of two jobs differ by at most Most seconds in the
// time of day.
type ClockTie struct{ First, Second, Most int32 }

// with returns the other job.
func (c *ClockTie) with(x int32) int32 {
	if c.First == x {
		return c.Second
	}
	return c.First
}

// JobBudget is what the prices of the served ones of some jobs are bounded by.
type JobBudget struct {
	Jobs   []int32
	Prices []int64
	Max    int64
}
