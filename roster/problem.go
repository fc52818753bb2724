package roster

import (
	"encoding/json"
	"time"
)

// SchemaVersion is the version of the JSON format of problems and plans.
const SchemaVersion = 1

// Extensions holds fields of other systems; the library keeps and ignores them.
type Extensions map[string]json.RawMessage

// Problem is everything a solver needs to know. After Validate it is
// treated as read-only.
type Problem struct {
	// SchemaVersion of the JSON format; must be [SchemaVersion].
	SchemaVersion int `json:"schemaVersion"`
	// ID is carried into the plan; may be empty.
	ID string `json:"id,omitempty"`
	// TimeZone is the IANA name in which dates, hours of day and days of
	// work are counted, such as "Asia/Shanghai".
	TimeZone string `json:"timeZone"`
	// Horizon holds every shift. At most 366 days.
	Horizon Horizon `json:"horizon"`
	// FreezeTime: no job starts before it unless a lock fixes its start; zero: free.
	FreezeTime time.Time `json:"freezeTime,omitzero"`
	// Agency is the ID of the agency which plans; Agencies lists it and its
	// partners. Both may be absent where there is only one.
	Agency   string   `json:"agency,omitempty"`
	Agencies []Agency `json:"agencies,omitempty"`
	// Stores are where workers may restock.
	Stores    []Store    `json:"stores,omitempty"`
	Catalogue []Service  `json:"catalogue"`
	Workers   []Worker   `json:"workers"`
	Customers []Customer `json:"customers"`
	Jobs      []Job      `json:"jobs"`
	Links     []Link     `json:"links,omitempty"`
	// WorkerLimits bound by how many workers some jobs are done.
	WorkerLimits []WorkerLimit `json:"workerLimits,omitempty"`
	Series       []Series      `json:"series,omitempty"`
	Locks        []Lock        `json:"locks,omitempty"`
	History      History       `json:"history,omitzero"`
	Travel       Travel        `json:"travel,omitzero"`
	Rules        Rules         `json:"rules,omitzero"`
	Weights      Weights       `json:"weights,omitzero"`
	// Extensions are kept as they are and never read.
	Extensions Extensions `json:"extensions,omitempty"`
}

// Horizon is the planned stretch of time, [Start, End).
type Horizon struct {
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
}

// Agency is a home-service agency.
type Agency struct {
	ID string `json:"id"`
	// SharesWith lists agencies whose jobs this agency's workers may do.
	SharesWith []Sharing `json:"sharesWith,omitempty"`
	// Pool is equipment shared among the agency's workers. A route keeps a
	// piece from departure to return where one of its visits needs equipment,
	// by the service's or the job's requirements, which the worker takes at a
	// store. At no time more pieces are out than Count; a kind not listed is
	// not counted.
	Pool []PoolItem `json:"pool,omitempty"`
}

// Sharing is an agreement to lend workers (跨区域联盟).
type Sharing struct {
	Agency string `json:"agency"`
	// Services covered; empty: all.
	Services []string `json:"services,omitempty"`
	// Valid days of the agreement; the zero value: always. On each day that a
	// visit runs one must hold; they may take turns, like certificates.
	Valid Validity `json:"valid,omitzero"`
	// FeePerVisit the borrowing agency pays, by the agreement which holds on
	// the visit's first day (the first listed of several).
	FeePerVisit Money `json:"feePerVisit,omitempty"`
}

// PoolItem is a number of pieces of one kind of equipment.
type PoolItem struct {
	Equipment string `json:"equipment"`
	Count     int    `json:"count"`
}

// Store is a place of an agency where a worker may stop to restock: after
// the stop every carried type is at its capacity and the store's equipment
// is at hand until the end of the shift.
type Store struct {
	ID    string `json:"id"`
	Place Place  `json:"place"`
	// Duration of the stop.
	Duration Duration `json:"duration,omitempty"`
	// Windows when a stop may start; empty: always.
	Windows []Window `json:"windows,omitempty"`
	// Types of consumables it holds; empty: all.
	Types []string `json:"types,omitempty"`
	// Equipment that can be taken there.
	Equipment []string `json:"equipment,omitempty"`
}

// Location returns the problem's time zone.
func (p *Problem) Location() (*time.Location, error) { return time.LoadLocation(p.TimeZone) }

// EffectiveWeights returns the weights, or the defaults where none are given.
func (p *Problem) EffectiveWeights() Weights {
	w := p.Weights
	if w.Criteria == nil {
		w.Criteria = map[string]Money{}
		zero := w
		zero.Criteria = nil
		if isZeroWeights(zero) {
			return DefaultWeights()
		}
	}
	return w
}

func isZeroWeights(w Weights) bool {
	return w.TravelPerHour == 0 && w.TravelPerKm == 0 && w.WaitPerHour == 0 && w.LatePerHour == 0 &&
		w.EarlyPerHour == 0 && w.OvertimePerHour == 0 && !w.IgnorePay && w.Unassigned == 0 && len(w.Criteria) == 0 &&
		w.WorstLatePerHour == 0 && w.WorstIdlePerHour == 0 && w.BalancePerHour == 0 && w.DistinctWorkers == 0 && len(w.Fairness) == 0
}
