package roster

import "time"

// History is what happened before the horizon, as far as it matters.
type History struct {
	// Visits done, bundled per worker, customer and service.
	Visits []PastVisits `json:"visits,omitempty"`
	// Refusals of work by workers.
	Refusals []Refusal `json:"refusals,omitempty"`
	// Ledger of hours per worker.
	Ledger []LedgerEntry `json:"ledger,omitempty"`
}

// PastVisits counts visits of one worker to one customer.
type PastVisits struct {
	Worker   string `json:"worker"`
	Customer string `json:"customer"`
	// Service; empty: any.
	Service string `json:"service,omitempty"`
	// Count of visits, at least 1; Last is the day of the latest one.
	Count int  `json:"count"`
	Last  Date `json:"last,omitzero"`
}

// Refusal is work a worker has declined. It bars the worker from the job, or
// from the customer when Job is empty, until Until. A gate, which knows days
// but not times, counts it as barring if it still holds at the beginning of
// the first day in the problem's zone: Until is zero, or not before that
// instant.
type Refusal struct {
	Worker   string `json:"worker"`
	Job      string `json:"job,omitempty"`
	Customer string `json:"customer,omitempty"`
	// Until is the last instant of the bar, which keeps the worker from visits
	// that start then or before; zero: for good.
	Until time.Time `json:"until,omitzero"`
}

// LedgerEntry is what a worker has worked before the horizon begins.
type LedgerEntry struct {
	Worker string `json:"worker"`
	// WeekWork is the working time in the ISO week of the horizon's start,
	// before it.
	WeekWork Duration `json:"weekWork,omitempty"`
	// MonthOvertime is the overtime in the calendar month of the horizon's
	// start, before it.
	MonthOvertime Duration `json:"monthOvertime,omitempty"`
	// LastEnd is when the last shift before the horizon ended; zero: unknown.
	LastEnd time.Time `json:"lastEnd,omitzero"`
	// DaysInRow is the number of days worked without a day off up to the
	// day before the horizon's start.
	DaysInRow int `json:"daysInRow,omitempty"`
	// FairWork, FairPay, FairTravel and FairUnpopular are the working time,
	// pay, travel time and number of unpopular visits of the time before the
	// horizon, as [Problem.NextHistory] carries them from run to run.
	FairWork      Duration `json:"fairWork,omitempty"`
	FairPay       Money    `json:"fairPay,omitempty"`
	FairTravel    Duration `json:"fairTravel,omitempty"`
	FairUnpopular int      `json:"fairUnpopular,omitempty"`
}
