package roster

import "time"

// Job is one piece of work for a customer.
type Job struct {
	ID       string `json:"id"`
	Customer string `json:"customer"`
	// Service is a code of the catalogue.
	Service string `json:"service"`
	// Place; nil: the customer's.
	Place *Place `json:"place,omitempty"`
	// Duration; nil: what the service's model gives. May be 0.
	Duration *Duration `json:"duration,omitempty"`
	// Setup; nil: the service's. See [Service].
	Setup *Duration `json:"setup,omitempty"`
	// SquareMetres and Extras feed the service's duration model.
	SquareMetres int            `json:"squareMetres,omitempty"`
	Extras       map[string]int `json:"extras,omitempty"`
	// Windows are hard: the job, with every member of its crew, is done within
	// one of them. None: any time.
	Windows []Window `json:"windows,omitempty"`
	// Preferred windows are wishes: a start outside all of them costs by its
	// distance in time to the nearest, late after one that has passed or early
	// before one to come, whichever costs less.
	Preferred []PreferredWindow `json:"preferred,omitempty"`
	// Requirements on top of the service's. Skills of both must hold; where
	// both name a skill, the higher level counts.
	Requirements Requirements `json:"requirements,omitzero"`
	// Crew; nil: the service's.
	Crew *Crew `json:"crew,omitempty"`
	// Mandatory jobs come before every tier: leaving one out is worse than
	// anything else.
	Mandatory bool `json:"mandatory,omitempty"`
	// Tier is the priority in [0, 9]. A job of a tier above 0 is never left
	// out for the sake of lower tiers or of cost. In tier 0 a job is left out
	// when serving it costs more than its value.
	Tier int `json:"tier,omitempty"`
	// Value lost when the job is left out; nil: its price and
	// Weights.Unassigned together. Within a tier above 0 values are
	// compared with each other, and at least 1 is counted.
	Value *Money `json:"value,omitempty"`
	// Price the customer pays; nil: the service's. Budget is what the job's
	// wages should stay within; 0: not watched.
	Price  *Money `json:"price,omitempty"`
	Budget Money  `json:"budget,omitempty"`
	// Consumes; nil: the service's; empty but not nil: nothing.
	Consumes []Quantity `json:"consumes,omitzero"`
	// Release is when the job becomes known: it cannot start before; zero: at once.
	Release time.Time `json:"release,omitzero"`
	// PreferredWorkers and BannedWorkers on top of the customer's.
	PreferredWorkers []string `json:"preferredWorkers,omitempty"`
	BannedWorkers    []string `json:"bannedWorkers,omitempty"`
	// Notes are personal, like the customer's.
	Notes string `json:"notes,omitempty"`
	// Extensions are kept as they are and never read.
	Extensions Extensions `json:"extensions,omitempty"`
}

// Window is a hard time window, both ends inclusive.
type Window struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	// Bounds says what must lie within the window; empty means BoundsStart.
	Bounds WindowBounds `json:"bounds,omitempty"`
}

// WindowBounds says which part of a service a window bounds.
type WindowBounds string

const (
	// BoundsStart bounds the start of service; the work may end later.
	BoundsStart WindowBounds = "start"
	// BoundsService bounds start and end of service.
	BoundsService WindowBounds = "service"
)

// PreferredWindow is a wish for the start of service, both ends inclusive.
type PreferredWindow struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Link ties two jobs together. All but BothServed bind where both are served. A job starts
// when the first member of its crew starts and ends when the last one ends.
type Link struct {
	// First and Second are job IDs.
	First  string   `json:"first"`
	Second string   `json:"second"`
	Kind   LinkKind `json:"kind"`
	// MinGap and MaxGap bound the time between them for StartToStart and
	// EndToStart; MaxGap nil: no upper bound. For SameStart and SameTime
	// MaxGap is the tolerance, nil: none.
	MinGap Duration  `json:"minGap,omitempty"`
	MaxGap *Duration `json:"maxGap,omitempty"`
	// MinDays and MaxDays bound the days between them for DaysApart: the local
	// date on which Second starts less that on which First starts. MaxDays 0:
	// no upper bound.
	MinDays int `json:"minDays,omitempty"`
	MaxDays int `json:"maxDays,omitempty"`
}

// LinkKind is how two jobs are tied.
type LinkKind string

// The kinds of links. Of two crews, SameWorker wants the smaller within the
// larger, DifferentWorker nobody in both. SameTime wants the times of day of
// the starts no further apart than the tolerance, on whatever days: each is
// counted from midnight as a clock on the wall shows it, not around midnight.
// BothServed wants both jobs served or neither.
const (
	SameStart       LinkKind = "same_start"
	StartToStart    LinkKind = "start_to_start"
	EndToStart      LinkKind = "end_to_start"
	SameWorker      LinkKind = "same_worker"
	DifferentWorker LinkKind = "different_worker"
	DaysApart       LinkKind = "days_apart"
	SameTime        LinkKind = "same_time"
	BothServed      LinkKind = "both_served"
)

// WorkerLimit bounds by how many workers some jobs are done.
type WorkerLimit struct {
	ID string `json:"id"`
	// Jobs are job IDs. Those left out do not count.
	Jobs []string `json:"jobs"`
	// Max is the most distinct workers who visit them, at least 1.
	Max int `json:"max"`
}

// Series is a recurring request. [Problem.Expanded] replaces it by its jobs
// and the ties between them; a solver and [Check] see only those, and a plan
// names their IDs.
//
// With Weekdays there is one visit on each of them, with the ID
// "<series>-<yyyymmdd>". Without, there are PerWeek visits in each week, or as
// many as days are left, on different days of free choice, with the IDs
// "<series>-w<yyyyww>-<k>" with the ISO year and week, and k from 1. A job of
// the problem itself with such an ID stands in place of the series' own.
//
// Weeks begin on Monday; every EveryWeeks-th counts, from that of From on. A
// day counts if it is not in Skip and its DayStart is within the horizon; so
// no visit falls between two horizons or into both. DayStart and DayEnd are
// what a clock on the wall shows: of a time shown twice the first for DayStart
// and the second for DayEnd, of a time left out the instant of the change.
//
// MinSpacing and MaxSpacing count local dates. Any two visits are at least
// MinSpacing days apart, and each is at most MaxSpacing after the one before
// it. They do not bind visits whose days are fixed so that they could not be
// kept. What lies before the horizon does not count.
type Series struct {
	ID string `json:"id"`
	// Template of each job; its ID, Windows and Preferred are not used.
	Template Job `json:"template"`
	// From and Until are the first and last day, inclusive.
	From  Date `json:"from"`
	Until Date `json:"until"`
	// Weekdays (0 = Sunday … 6) on which it takes place; empty: PerWeek
	// days of free choice.
	Weekdays []time.Weekday `json:"weekdays,omitempty"`
	// PerWeek visits, and EveryWeeks (0 means 1) which weeks.
	PerWeek    int `json:"perWeek,omitempty"`
	EveryWeeks int `json:"everyWeeks,omitempty"`
	// MinSpacing and MaxSpacing in days between two visits; 0: none.
	MinSpacing int `json:"minSpacing,omitempty"`
	MaxSpacing int `json:"maxSpacing,omitempty"`
	// DayStart and DayEnd bound the start of service on each day, as time
	// since local midnight; StartTolerance is how far the visits' times of
	// day may differ, nil: freely. Visits with a DayStart or DayEnd of their
	// own are free; an exception for all following begins anew.
	DayStart       Duration  `json:"dayStart"`
	DayEnd         Duration  `json:"dayEnd"`
	StartTolerance *Duration `json:"startTolerance,omitempty"`
	// MaxWorkers is the most distinct workers; 0: no limit.
	MaxWorkers int `json:"maxWorkers,omitempty"`
	// Skip lists days without a visit, such as holidays.
	Skip []Date `json:"skip,omitempty"`
	// Exceptions change single visits, or all from one on, in the order of
	// their dates. A visit keeps its ID on whatever day it takes place.
	Exceptions []SeriesException `json:"exceptions,omitempty"`
}

// SeriesException changes what a series has on one day, or from that day on.
// Fields left out keep what holds by then.
type SeriesException struct {
	// Date of the visit as Weekdays have it, or of a day of a week of free
	// choice. No two exceptions of a series have the same.
	Date Date `json:"date"`
	// Cancel: there is no visit.
	Cancel bool `json:"cancel,omitempty"`
	// Day on which the visit takes place instead, at most a year away. For
	// Weekdays only.
	Day *Date `json:"day,omitempty"`
	// DayStart and DayEnd instead of the series'.
	DayStart *Duration `json:"dayStart,omitempty"`
	DayEnd   *Duration `json:"dayEnd,omitempty"`
	// Following: it holds for every visit from Date on, up to the next
	// exception which says otherwise. Day then moves them all by as many days,
	// and an exception without Cancel takes up a series cancelled before.
	Following bool `json:"following,omitempty"`
}

// Lock fixes part of a job's assignment. Worker, start and sequence are
// independent: each may be locked alone. A locked job may still be left out
// when the lock cannot be kept.
type Lock struct {
	// Job locked; with Sequence it is empty.
	Job string `json:"job,omitempty"`
	// Worker who must do the job, or be one of its crew, or do the whole
	// sequence; empty: free.
	Worker string `json:"worker,omitempty"`
	// Start of service, to the second; zero: free. Of a crew the first member's.
	Start time.Time `json:"start,omitzero"`
	// Sequence of job IDs: those of them which are served are on one route,
	// in this order. Other jobs may come between.
	Sequence []string `json:"sequence,omitempty"`
}
