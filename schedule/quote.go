package schedule

import (
	"context"
	"errors"
	"time"

	"github.com/paidan/paidan/roster"
)

// Request is what a customer asks a time for: a job, for one worker or a crew,
// or a series. Exactly one of Job and Series is set.
type Request struct {
	// Job asked for. Its Windows, if it has any, bound the slots. Its ID is not
	// yet one of the problem's.
	Job *roster.Job `json:"job,omitempty"`
	// Series asked for: each slot is a time of day for all its visits, within
	// its DayStart and DayEnd.
	Series *roster.Series `json:"series,omitempty"`
	// Customer, where the problem does not have the one who asks.
	Customer *roster.Customer `json:"customer,omitempty"`
}

// QuoteOptions say which slots are looked at and what counts. The zero value
// looks at windows of two hours from 8 to 20 o'clock on every day of the
// horizon, and returns the two best of each half-day.
type QuoteOptions struct {
	// Slot is the length of a window in which the work may start; 0: 2 h. Step
	// is from one window to the next; 0: Slot. At least 15 min each.
	Slot roster.Duration `json:"slot,omitempty"`
	Step roster.Duration `json:"step,omitempty"`
	// DayStart and DayEnd bound the windows of a day, as time since local
	// midnight as a clock on the wall shows it; both 0: 8 h and 20 h.
	DayStart roster.Duration `json:"dayStart,omitempty"`
	DayEnd   roster.Duration `json:"dayEnd,omitempty"`
	// From and Until bound the windows' starts and ends; zero: the horizon.
	// Windows which end before the problem's FreezeTime are left out.
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
	// PerHalfDay is the most slots of one morning or afternoon (which begins at
	// noon); 0: 2. Most is the most of all; 0: 20.
	PerHalfDay int `json:"perHalfDay,omitempty"`
	Most       int `json:"most,omitempty"`
	// Repairs is for how many windows the plan is repaired, those first where
	// an insertion is cheapest; 0: 24. Negative: none is, and slots of one job
	// for one worker are where it fits as the plan is, which is much faster. Iterations is how long each repair
	// searches; 0: 200. Seed of its random numbers.
	Repairs    int    `json:"repairs,omitempty"`
	Iterations int64  `json:"iterations,omitempty"`
	Seed       uint64 `json:"seed,omitempty"`
	// Workers is how many are looked at for a day, nearest first; 0: 12, and
	// at least three for each member of a crew.
	Workers int `json:"workers,omitempty"`
	// MovePrice is what another customer's visit with another worker or
	// another time counts when ways to make room are compared, in minor units;
	// 0: 2000. Tolerance is how far a start may shift without being a move; 0:
	// 30 min.
	MovePrice roster.Money    `json:"movePrice,omitempty"`
	Tolerance roster.Duration `json:"tolerance,omitempty"`
	// NoDisplacing leaves out slots for which other work would not be served.
	NoDisplacing bool `json:"noDisplacing,omitempty"`
	// Forecast of demand to come, for Slot.Opportunity; empty: none.
	Forecast []Forecast `json:"forecast,omitempty"`
	// PromiseWorker makes the tokens promise the workers too.
	PromiseWorker bool `json:"promiseWorker,omitempty"`
	// Expires is until when a token can be committed; zero: for ever.
	Expires time.Time `json:"expires,omitzero"`
	// Key seals the tokens: they cannot be read or made without it. Without a
	// key a token can be read, and is only safe from damage.
	Key []byte `json:"-"`
}

// Firmness tells what it takes to keep a slot.
type Firmness string

// The kinds of firmness.
const (
	// Fits: nothing else changes.
	Fits Firmness = "fits"
	// NeedsMoves: other visits get another worker or time.
	NeedsMoves Firmness = "needs_moves"
	// Tentative: other work would not be served.
	Tentative Firmness = "tentative"
)

// Slot is a window which can be promised, with its price.
type Slot struct {
	// Start and End of the window in which the work starts, both inclusive; of
	// a series that of the first visit.
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	// Visits as the plan would have them, one for a job.
	Visits []SlotVisit `json:"visits"`
	// Cost is what the plan would cost more, in Parts; it equals the
	// difference after a commit to the same plan. Missed of tiers above 0 does
	// not count: see Displaced.
	Cost  roster.Points `json:"cost"`
	Parts []roster.Part `json:"parts,omitempty"`
	// Insertion is what it would cost with nothing else changed; nil where it
	// does not fit so.
	Insertion *roster.Points `json:"insertion,omitempty"`
	// Opportunity is what the forecast demand is expected to lose by it, and
	// Total the sum of Cost and Opportunity, by which slots compare.
	Opportunity roster.Points `json:"opportunity"`
	Total       roster.Points `json:"total"`
	Firmness    Firmness      `json:"firmness"`
	// Moved are jobs with another worker or time, Displaced those not served
	// any more: never mandatory ones, nor of a tier above the request's.
	Moved     []string `json:"moved,omitempty"`
	Displaced []string `json:"displaced,omitempty"`
	// Reserve is the time left in the half-day of the first visit.
	Reserve []Reserve `json:"reserve,omitempty"`
	// Token is what [Commit] takes.
	Token string `json:"token"`
}

// SlotVisit is one visit of a slot.
type SlotVisit struct {
	Job string `json:"job"`
	// Windows promised, Workers and Start as the plan would have them.
	Windows []roster.Window `json:"windows"`
	Workers []string        `json:"workers"`
	Start   time.Time       `json:"start"`
}

// Quote returns slots for a request on top of a plan, best first: fully firm
// ones need not come first, Total decides, after what is displaced.
//
// For each day the nearest workers who may do it are looked at. Every window
// of a grid is priced by the cheapest insertion; the best are priced again by
// a bounded repair in which these workers' visits of that day may move, but
// none that is locked, tied to others or part of a crew. The rest of the plan
// stays. The places of an insertion alone come from tables which a quoter keeps
// for each day: they hold every rule of the shift and what the rules leave of
// it beside the worker's other routes, and the cost is that of the plan to the
// unit. All other slots have been judged by [roster.Check]: for the workers
// whose routes change, with all their shifts, or the whole plan where costs do
// not add up by worker. A commit has the whole plan judged, whatever the slot. The work asked for
// is mandatory once committed, since it is promised.
//
// Problem and plan must be valid and belong together: faults are returned as
// [roster.Faults], a broken plan as a [*roster.CheckError]. Slots, and tokens
// without a key, are the same for the same input on every machine. When the
// context ends, its error is returned. No slot is no error.
func Quote(ctx context.Context, p *roster.Problem, plan *roster.Plan, request Request, opts QuoteOptions, with ...Hook) ([]Slot, error) {
	q, err := NewQuoter(p, plan, with...)
	if err != nil {
		return nil, err
	}
	return q.Quote(ctx, request, opts)
}

// withDefaults fills in what is left out and refuses what makes no sense.
func (o QuoteOptions) withDefaults() (QuoteOptions, error) {
	if o.Slot < 0 || o.Step < 0 || o.DayStart < 0 || o.DayEnd < 0 || o.PerHalfDay < 0 || o.Most < 0 ||
		o.Iterations < 0 || o.Workers < 0 || o.MovePrice < 0 || o.Tolerance < 0 {
		return o, errors.New("schedule: a negative option of a quote")
	}
	if o.DayStart == 0 && o.DayEnd == 0 {
		o.DayStart, o.DayEnd = 8*3600, 20*3600
	}
	o.Slot = ifZero(o.Slot, 2*3600)
	o.Step = ifZero(o.Step, o.Slot)
	if o.Slot < 900 || o.Step < 900 || o.DayEnd > 24*3600 || o.DayStart > o.DayEnd {
		return o, errors.New("schedule: slots of a quote: at least 15 min, within a day")
	}
	o.PerHalfDay = ifZero(o.PerHalfDay, 2)
	o.Most = ifZero(o.Most, 20)
	o.Repairs = ifZero(o.Repairs, 24)
	o.Iterations = ifZero(o.Iterations, 200)
	o.Workers = ifZero(o.Workers, 12)
	o.MovePrice = ifZero(o.MovePrice, 2000)
	o.Tolerance = ifZero(o.Tolerance, 1800)
	for i := range o.Forecast {
		if f := &o.Forecast[i]; !(f.Jobs >= 0 && f.Jobs <= 1e6) || f.Value < 0 || f.Value > 1e12 || !f.Start.Before(f.End) {
			return o, errors.New("schedule: a forecast needs 0 to 1,000,000 jobs, a value within bounds and a start before its end")
		}
	}
	return o, nil
}

func ifZero[T int | int64 | roster.Duration | roster.Money](v, otherwise T) T {
	if v == 0 {
		return otherwise
	}
	return v
}
