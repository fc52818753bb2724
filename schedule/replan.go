package schedule

import (
	"context"
	"time"

	"github.com/paidan/paidan/roster"
)

// DefaultReplanIterations and DefaultReplanLimit, the wall time, bound a
// replanning whose options give neither a limit nor a number of iterations.
const (
	DefaultReplanIterations = 100
	DefaultReplanLimit      = 2 * time.Second
)

// DefaultStartTolerance is how far a start may move before it counts as moved.
const DefaultStartTolerance roster.Duration = 10 * 60

// ReplanOptions say when it is, what changes cost and how many there may be.
// The zero value replans a day which has not begun, with default prices and
// without caps.
type ReplanOptions struct {
	// Options are those of the search. Its limit covers the whole call. Neither
	// limit nor iterations: [DefaultReplanIterations] within
	// [DefaultReplanLimit].
	Options
	// ApplyOptions say when it is and what is frozen.
	ApplyOptions
	// Reach is how many workers' days may change besides those which the events
	// concern, nearest to what happened; 0: [DefaultReach]. Negative: all of
	// them, which takes a hundred times as long on a day of a thousand jobs.
	Reach int `json:"reach,omitempty"`
	// Tolerance is how far a start may move without being a change; nil:
	// [DefaultStartTolerance].
	Tolerance *roster.Duration `json:"tolerance,omitempty"`
	// Prices of changes; nil: [DefaultChangePrices].
	Prices *ChangePrices `json:"prices,omitempty"`
	// Caps which are never exceeded.
	Caps ChangeCaps `json:"caps,omitzero"`
	// Tradeoff asks what fewer changes would lose, from none to MaxTradeoff
	// (0: 8) changes, and the answer itself.
	Tradeoff    bool `json:"tradeoff,omitempty"`
	MaxTradeoff int  `json:"maxTradeoff,omitempty"`
}

// ChangePrices are the prices of changes to a published plan, in minor units.
type ChangePrices struct {
	// WorkerSwapped: a job goes to another worker, or to a crew with another.
	WorkerSwapped roster.Money `json:"workerSwapped"`
	// StartMoved: a start moves by more than the tolerance.
	StartMoved roster.Money `json:"startMoved"`
	// CustomerToCall: a customer has to be called about any of the customer's jobs.
	CustomerToCall roster.Money `json:"customerToCall"`
	// WorkerDayTouched: a worker's day is not as published, but for what the
	// events took from it.
	WorkerDayTouched roster.Money `json:"workerDayTouched"`
}

// DefaultChangePrices are amounts in fen: a call costs about ten minutes of a
// dispatcher.
func DefaultChangePrices() ChangePrices {
	return ChangePrices{WorkerSwapped: 2000, StartMoved: 1000, CustomerToCall: 1000, WorkerDayTouched: 500}
}

// ChangeCaps bound the changes of each kind; nil: no bound. Changes bounds the
// jobs which go on in another way: swapped, moved or dropped, each once.
type ChangeCaps struct {
	Changes          *int `json:"changes,omitempty"`
	WorkerSwapped    *int `json:"workerSwapped,omitempty"`
	StartMoved       *int `json:"startMoved,omitempty"`
	CustomerToCall   *int `json:"customerToCall,omitempty"`
	WorkerDayTouched *int `json:"workerDayTouched,omitempty"`
}

// ChangeCounts counts the changes of a plan.
type ChangeCounts struct {
	Changes          int `json:"changes"`
	WorkerSwapped    int `json:"workerSwapped"`
	StartMoved       int `json:"startMoved"`
	CustomerToCall   int `json:"customerToCall"`
	WorkerDayTouched int `json:"workerDayTouched"`
}

// Within reports whether the counts keep the caps.
func (c ChangeCounts) Within(caps ChangeCaps) bool {
	ok := func(n int, most *int) bool { return most == nil || n <= *most }
	return ok(c.Changes, caps.Changes) && ok(c.WorkerSwapped, caps.WorkerSwapped) && ok(c.StartMoved, caps.StartMoved) &&
		ok(c.CustomerToCall, caps.CustomerToCall) && ok(c.WorkerDayTouched, caps.WorkerDayTouched)
}

// Replanned is a plan after events, and what it changes.
type Replanned struct {
	// Problem after the events, for which Plan is made; see [Apply]. Plan's
	// score is that of this problem alone: what changes cost is told beside.
	Problem *roster.Problem `json:"problem"`
	Plan    *roster.Plan    `json:"plan"`
	// Fixed visits have not moved.
	Fixed []Fixed `json:"fixed,omitempty"`
	// Displaced are the jobs which the events keep from going on as published,
	// in the problem's order.
	Displaced []string `json:"displaced,omitempty"`
	// Disruptions are every difference to the published plan, by kind and then
	// in the order of time.
	Disruptions []Disruption `json:"disruptions,omitempty"`
	// Calls lists whom to call, the earliest start first.
	Calls []Call `json:"calls,omitempty"`
	// Counts of changes, and their Price, the sum of those of Disruptions.
	Counts ChangeCounts  `json:"counts"`
	Price  roster.Points `json:"price"`
	// Tradeoff, on request: each point serves more, or costs less, than those
	// before it, by more changes.
	Tradeoff []TradeoffPoint `json:"tradeoff,omitempty"`

	judged judged
	// view and texts of Problem, as it was judged.
	view  *roster.View
	texts *texts
}

// TradeoffPoint is the best found with so many changes.
type TradeoffPoint struct {
	Counts ChangeCounts `json:"counts"`
	// Lost are the jobs which are published or new and not served.
	Lost []string `json:"lost,omitempty"`
	// Missed and Cost are the plan's; Price is what the changes cost.
	Missed []roster.Missed `json:"missed,omitempty"`
	Cost   roster.Points   `json:"cost"`
	Price  roster.Points   `json:"price"`
	// Plan of the point.
	Plan *roster.Plan `json:"-"`
}

// Replan plans again after events, with as few changes to the published plan
// as pays, and never more than the caps allow. See [Apply] for what events
// mean and what never moves.
//
// While it searches, another worker than the published one costs the prices
// of swap, call and day in full; a moved start costs by its distance, at
// Weights.LatePerHour and EarlyPerHour from the published start in place of
// the job's own preferred windows. The plans found are then compared by what
// their changes cost exactly. Caps are kept by undoing the changes which gain
// least and searching again, with all that is unchanged held: a plan which
// holds everything the events allow is always within them. The plan is the
// best of those found, not the best there is.
//
// Only what is near to the events is looked at: the workers concerned, and
// opts.Reach more with all their jobs. The rest of the plan stays to the
// second, and of jobs which the published plan leaves out too the reasons stay
// as told. Where the cost of routes does not add up (fairness, balance,
// distinct workers, largest lateness and idleness, pools), where travel
// becomes slower for everybody, or most workers are concerned, all are looked
// at. The work is in proportion to the problem for validation and check, and to
// the reach for all else.
//
// No visit begins before the worker can be there, leaving now. The plan keeps
// every rule of the answer's Problem, as [roster.Check] knows them. When the
// context ends, the best plan so far is returned with the status Cancelled.
//
// The same arguments with a number of iterations give the same answer.
func Replan(ctx context.Context, p *roster.Problem, plan *roster.Plan, events []Event, opts ReplanOptions, with ...Hook) (*Replanned, error) {
	begin := time.Now()
	r, err := NewReplanner(p, plan, with...)
	if err != nil {
		return nil, err
	}
	return r.replan(ctx, begin, events, opts)
}
