package roster

import "time"

// Plan is the answer to a problem.
type Plan struct {
	SchemaVersion int    `json:"schemaVersion"`
	ProblemID     string `json:"problemId,omitempty"`
	Status        Status `json:"status"`
	// Routes with at least one visit, ordered by shift as in the problem.
	Routes []Route `json:"routes"`
	// Unassigned jobs, in the problem's order.
	Unassigned []Unassigned `json:"unassigned,omitempty"`
	Score      Score        `json:"score"`
	Figures    Figures      `json:"figures"`
	Provenance Provenance   `json:"provenance,omitzero"`
}

// Status tells how a solve ended.
type Status string

// The ways a solve ends.
const (
	// Optimal: proven that no plan is better.
	Optimal Status = "optimal"
	// Feasible: the best plan found within the budget.
	Feasible Status = "feasible"
	// Cancelled: the best plan found before the context ended.
	Cancelled Status = "cancelled"
)

// Route is the ordered stops of one shift.
type Route struct {
	Worker string `json:"worker"`
	Shift  string `json:"shift"`
	// Depart from the start place, Return at the end place.
	Depart time.Time `json:"depart"`
	Return time.Time `json:"return"`
	Stops  []Stop    `json:"stops"`
	// ReturnTravel and ReturnMetres are the way from the last stop to the end place.
	ReturnTravel Duration `json:"returnTravel"`
	ReturnMetres int      `json:"returnMetres"`
	// Parts of the score caused by this route.
	Parts []Part `json:"parts,omitempty"`
}

// Stop is a place in a route.
type Stop struct {
	Kind StopKind `json:"kind"`
	// Job of a visit, Member its number in the crew (from 0), Break or Store
	// the ID of the others.
	Job    string `json:"job,omitempty"`
	Member int    `json:"member,omitempty"`
	Break  string `json:"break,omitempty"`
	Store  string `json:"store,omitempty"`
	// Travel and Metres are the way from the previous place. A break without
	// a place of its own is taken where the worker is: either at the previous
	// stop's place (Travel 0), or on arrival at the next stop's place, in
	// which case AtNext is true and the way there is part of the break's leg.
	Travel Duration `json:"travel"`
	Metres int      `json:"metres"`
	AtNext bool     `json:"atNext,omitempty"`
	// Arrive ≤ Start ≤ End. Wait is Start − Arrive. The worker leaves the
	// previous stop at Arrive − Travel, which is its End or later: waiting
	// before the way is told as Hold. Before the first stop there is none:
	// the worker leaves the start place at Depart.
	Hold   Duration  `json:"hold,omitempty"`
	Arrive time.Time `json:"arrive"`
	Wait   Duration  `json:"wait,omitempty"`
	Start  time.Time `json:"start"`
	End    time.Time `json:"end"`
	// Late and Early are how far the start is outside the preferred windows.
	Late  Duration `json:"late,omitempty"`
	Early Duration `json:"early,omitempty"`
	// Parts of the score caused by this visit and its worker (criteria, pay
	// per visit, lateness), for explanation; all are in the route's Parts too.
	Parts []Part `json:"parts,omitempty"`
}

// StopKind is what a stop is for.
type StopKind string

// The kinds of stops.
const (
	VisitStop StopKind = "visit"
	BreakStop StopKind = "break"
	StoreStop StopKind = "store"
)

// Unassigned is a job which is not served, with reasons.
type Unassigned struct {
	Job     string   `json:"job"`
	Class   Class    `json:"class"`
	Reasons []Reason `json:"reasons"`
}

// Class is the kind of truth about why a job is not served.
type Class string

// The classes.
const (
	// ClassImpossible: no worker could do it even alone on an empty day.
	ClassImpossible Class = "impossible"
	// ClassLocked: locks or the freeze time stand in the way.
	ClassLocked Class = "blocked_by_locks"
	// ClassCrowdedOut: it would fit if named other jobs were not served.
	ClassCrowdedOut Class = "crowded_out"
	// ClassUnprofitable: it fits, but costs more than its value.
	ClassUnprofitable Class = "left_out_for_value"
	// ClassNotFound: it fits and would pay; the search did not find it.
	ClassNotFound Class = "not_found"
)

// Reason is a reason code with how many workers it concerns.
type Reason struct {
	Code string `json:"code"`
	// Workers barred by this reason (the first one that bars them).
	Workers int `json:"workers,omitempty"`
	// Jobs named, where the reason is other jobs.
	Jobs []string `json:"jobs,omitempty"`
	// Points: what serving it would cost beyond its value, where the reason is money.
	Points Points `json:"points,omitempty"`
}

// Score is the plan's cost. Less is better.
type Score struct {
	// Missed compares first: the number of mandatory jobs left out, then for
	// each tier from 9 down to 1 the value of its jobs left out, in minor
	// units. Entries with nothing missed are absent.
	Missed []Missed `json:"missed,omitempty"`
	// Total cost in points, the sum of Parts.
	Total Points `json:"total"`
	Parts []Part `json:"parts"`
}

// Missed is what is left out of one tier.
type Missed struct {
	// Tier, or 10 for mandatory jobs, where Value counts 1 for each job.
	Tier  int   `json:"tier"`
	Jobs  int   `json:"jobs"`
	Value Money `json:"value"`
}

// MandatoryTier is the tier under which mandatory jobs are told.
const MandatoryTier = 10

// Part is one named part of a cost.
type Part struct {
	Code   string `json:"code"`
	Points Points `json:"points"`
}

// The codes of score parts, besides the criteria's names. In a score they
// stand in this order, the criteria after them, own criteria last by name;
// parts of 0 points are absent.
const (
	PartPay            = "pay"             // regular pay of paid time, all of it (overtime included) at PerHour; 0 if salaried
	PartOvertimePay    = "overtime_pay"    // what overtime costs above PartPay, plus Weights.OvertimePerHour
	PartShiftPay       = "shift_pay"       // PerShift
	PartVisitPay       = "visit_pay"       // PerVisit, and a partner agency's FeePerVisit
	PartDistancePay    = "distance_pay"    // PerKm
	PartTravelTime     = "travel_time"     // Weights.TravelPerHour
	PartTravelDistance = "travel_distance" // Weights.TravelPerKm
	PartWait           = "wait"            // Weights.WaitPerHour for Wait and Hold of all stops and the time at stores
	PartLate           = "late"            // Weights.LatePerHour
	PartEarly          = "early"           // Weights.EarlyPerHour
	PartUnassigned     = "unassigned"      // value of jobs of tier 0, not mandatory, left out
	PartBreakMissed    = "break_missed"    // Break.SkipPrice of due breaks left out

	// Parts of the plan as a whole, which no route has.
	PartWorstLate     = "worst_late"       // Weights.WorstLatePerHour
	PartWorstIdle     = "worst_idle"       // Weights.WorstIdlePerHour
	PartBalance       = "balance"          // Weights.BalancePerHour
	PartDistinct      = "distinct_workers" // Weights.DistinctWorkers
	PartFairHours     = "fair_hours"       // Weights.Fairness, FairHours
	PartFairPay       = "fair_pay"         // Weights.Fairness, FairPay
	PartFairTravel    = "fair_travel"      // Weights.Fairness, FairTravel
	PartFairUnpopular = "fair_unpopular"   // Weights.Fairness, FairUnpopular
)

// Parts lists the codes of score parts in order, criteria not included.
func Parts() []string {
	return []string{PartPay, PartOvertimePay, PartShiftPay, PartVisitPay, PartDistancePay, PartTravelTime,
		PartTravelDistance, PartWait, PartLate, PartEarly, PartUnassigned, PartBreakMissed,
		PartWorstLate, PartWorstIdle, PartBalance, PartDistinct,
		PartFairHours, PartFairPay, PartFairTravel, PartFairUnpopular}
}

// Figures are the plan's key figures. Every one can be recomputed from the
// problem and the routes. Shares and means are rounded down.
type Figures struct {
	Jobs       int `json:"jobs"`
	Served     int `json:"served"`
	Unassigned int `json:"unassigned"`
	// Workers of the problem with a shift, and those with a visit.
	Workers     int `json:"workers"`
	WorkersUsed int `json:"workersUsed"`
	// Sums over all routes: Service of visits, Wait with Hold, Break paid or not.
	Travel   Duration `json:"travel"`
	Metres   int      `json:"metres"`
	Service  Duration `json:"service"`
	Wait     Duration `json:"wait"`
	Break    Duration `json:"break"`
	Work     Duration `json:"work"`
	Overtime Duration `json:"overtime"`
	Late     Duration `json:"late"`
	// LateVisits start after their preferred windows; PunctualPermille is the
	// share of visits which do not, in 1/1000 (1000 without visits).
	LateVisits       int `json:"lateVisits"`
	PunctualPermille int `json:"punctualPermille"`
	// UtilisationPermille is service time over working time, in 1/1000.
	UtilisationPermille int `json:"utilisationPermille"`
	// PreferredPermille is the share of visits by a preferred worker among
	// visits to customers who name some; ContinuityPermille the share by a
	// worker who has been there before, among customers with a history.
	// Shares of nothing are 0, but for PunctualPermille.
	PreferredPermille  int `json:"preferredPermille"`
	ContinuityPermille int `json:"continuityPermille"`
	// GenderRequired counts jobs with a required gender (service and job
	// together; roles are not looked at), served or not.
	GenderRequired int `json:"genderRequired"`
	// Revenue is the price of the served jobs.
	Revenue Money `json:"revenue"`
	// DistinctWorkersPermille is the mean over the customers with a visit of
	// the distinct workers who visit them, times 1000; MainWorkerPermille the
	// share of visits by the worker who visits the customer most.
	DistinctWorkersPermille int `json:"distinctWorkersPermille,omitempty"`
	MainWorkerPermille      int `json:"mainWorkerPermille,omitempty"`
	// WorstLate is the largest Late of a visit, WorstIdle the longest idle time
	// of a shift as in Weights.WorstIdlePerHour, HoursSpread the largest less
	// the smallest working time of a worker with a shift.
	WorstLate   Duration `json:"worstLate,omitempty"`
	WorstIdle   Duration `json:"worstIdle,omitempty"`
	HoursSpread Duration `json:"hoursSpread,omitempty"`
	// UnpopularVisits start in an unpopular time.
	UnpopularVisits int `json:"unpopularVisits,omitempty"`
}

// Provenance tells how a plan came to be, so that it can be made again.
type Provenance struct {
	// Version of the library and Method.
	Version string `json:"version,omitempty"`
	Method  string `json:"method,omitempty"`
	// Seed, and Iterations done. Where iterations bounded the run, a solve
	// with the same problem, seed and number gives the same plan.
	Seed       uint64 `json:"seed"`
	Iterations int64  `json:"iterations"`
	// InputHash is the SHA-256 of the problem's canonical JSON, in hex.
	InputHash string `json:"inputHash,omitempty"`
}
