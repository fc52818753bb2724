package roster

import "time"

// Worker is a person who serves.
type Worker struct {
	// ID is unique among workers and is all that solving needs of a name.
	ID string `json:"id"`
	// Name is personal: it is never logged, put into an error, or written
	// to files for others.
	Name string `json:"name,omitempty"`
	// Agency is the ID of the worker's agency; empty: the problem's own.
	Agency string `json:"agency,omitempty"`
	// Employment is the kind of contract; empty means Employee. It is told
	// in figures; it changes no rule by itself.
	Employment Employment `json:"employment,omitempty"`
	// Status other than Active (the zero value) keeps the worker off every job.
	Status WorkerStatus `json:"status,omitempty"`
	// Gender matters only to jobs which require one; empty: not told, which
	// fits no such job.
	Gender Gender `json:"gender,omitempty"`
	// Languages spoken, as BCP 47 tags compared without case ("zh", "yue", "en").
	Languages []string `json:"languages,omitempty"`
	// Skills held, each code at most once.
	Skills []Skill `json:"skills,omitempty"`
	// Certificates held. The same code may appear again with other dates.
	Certificates []Certificate `json:"certificates,omitempty"`
	// HealthCertificate 健康证; nil: none.
	HealthCertificate *Validity `json:"healthCertificate,omitempty"`
	// BackgroundCheck passed; nil: none.
	BackgroundCheck *Validity `json:"backgroundCheck,omitempty"`
	// RealNameVerified says that the registration of the real name is done.
	RealNameVerified bool `json:"realNameVerified,omitempty"`
	// Trainings completed.
	Trainings []Training `json:"trainings,omitempty"`
	// TrainingCredits held, at least 0.
	TrainingCredits int `json:"trainingCredits,omitempty"`
	// Experience by service. Months without an entry count as 0.
	Experience []Experience `json:"experience,omitempty"`
	// Ratings received, bundled as the source has them.
	Ratings []Rating `json:"ratings,omitempty"`
	// Punctuality is the record of starting on time.
	Punctuality Record `json:"punctuality,omitzero"`
	// Equipment the worker always has, by code.
	Equipment []string `json:"equipment,omitempty"`
	// Carries tells the consumables at the start of each shift. A type not
	// listed is not carried at all.
	Carries []Carry `json:"carries,omitempty"`
	// Home is where shifts start and end unless they say otherwise.
	Home Place `json:"home"`
	// Mode of travel; empty means EBike.
	Mode Mode `json:"mode,omitempty"`
	// TravelPercent scales travel times for this worker, in [10, 1000];
	// 0 means 100. 120: a fifth slower.
	TravelPercent int `json:"travelPercent,omitempty"`
	// ServicePercent scales the duration of jobs by service code, each in
	// [10, 1000]; a service not listed has 100.
	ServicePercent map[string]int `json:"servicePercent,omitempty"`
	// MaxLeg is the longest travel time of one leg between two stops or
	// from or to the ends of the shift; 0: no limit.
	MaxLeg Duration `json:"maxLeg,omitempty"`
	// MaxDistance is the greatest straight distance, without detour, in
	// metres from Home to a job; 0: no limit. It bars nothing where either
	// has no location.
	MaxDistance int `json:"maxDistance,omitempty"`
	// Areas limits the worker to places in one of these areas, by code;
	// empty: everywhere.
	Areas []string `json:"areas,omitempty"`
	// Pay is what the worker's time costs.
	Pay Pay `json:"pay,omitzero"`
	// SharePercent is the share of a full-time job, in [1, 400], by which
	// Weights.Fairness measures what the worker has had; 0 means 100.
	SharePercent int `json:"sharePercent,omitempty"`
	// IncompatibleWorkers are never in one crew with this worker. It is enough
	// that either names the other.
	IncompatibleWorkers []string `json:"incompatibleWorkers,omitempty"`
	// BannedCustomers will not be served by this worker.
	BannedCustomers []string `json:"bannedCustomers,omitempty"`
	// PreferredCustomers and PreferredServices are what the worker likes to
	// do, AvoidedServices what the worker would rather not.
	PreferredCustomers []string `json:"preferredCustomers,omitempty"`
	PreferredServices  []string `json:"preferredServices,omitempty"`
	AvoidedServices    []string `json:"avoidedServices,omitempty"`
	// Shifts of the worker within the horizon, not overlapping.
	Shifts []Shift `json:"shifts,omitempty"`
	// Extensions are kept as they are and never read.
	Extensions Extensions `json:"extensions,omitempty"`
}

// Employment is a kind of contract.
type Employment string

// The kinds of contract.
const (
	Employee   Employment = "employee"
	Contractor Employment = "contractor"
	Agent      Employment = "agent" // mediated 中介制: paid by the customer
)

// WorkerStatus tells whether a worker may be dispatched at all.
type WorkerStatus string

// The states of a worker; empty means Active.
const (
	Active       WorkerStatus = "active"
	Suspended    WorkerStatus = "suspended"
	Disqualified WorkerStatus = "disqualified"
	OnLeave      WorkerStatus = "leave"
)

// Gender of a worker, or required by a job.
type Gender string

// The genders jobs may ask for where the law allows it.
const (
	Female Gender = "female"
	Male   Gender = "male"
)

// Skill is something a worker can do.
type Skill struct {
	Code string `json:"code"`
	// Level in [1, 5]; 0 means 1.
	Level int `json:"level,omitempty"`
}

// Validity is a stretch of days on which something holds, both inclusive.
// A zero From means "always before", a zero Until "without end".
type Validity struct {
	From  Date `json:"from,omitzero"`
	Until Date `json:"until,omitzero"`
}

// Covers reports whether every day from first to last is within v.
func (v Validity) Covers(first, last Date) bool {
	return (v.From.IsZero() || !first.Before(v.From)) && (v.Until.IsZero() || !v.Until.Before(last))
}

// Certificate is a licence or diploma which holds on certain days.
type Certificate struct {
	Code string `json:"code"`
	Validity
}

// Training is a completed course which may lapse.
type Training struct {
	Code string `json:"code"`
	Validity
}

// Experience is how long a worker has done a service.
type Experience struct {
	Service string `json:"service"`
	// Months in [0, 1200].
	Months int `json:"months"`
}

// Rating is a bundle of customers' ratings of one worker.
type Rating struct {
	// Service rated; empty: all services.
	Service string `json:"service,omitempty"`
	// Stars is the mean of the bundle, in [1, 5].
	Stars float64 `json:"stars"`
	// Count of ratings in the bundle; 0 means 1.
	Count int `json:"count,omitempty"`
	// Date of the bundle; zero: as fresh as today.
	Date Date `json:"date,omitzero"`
}

// Record counts how often something went well.
type Record struct {
	// Good out of Total, 0 ≤ Good ≤ Total.
	Good  int `json:"good"`
	Total int `json:"total"`
}

// Carry is a consumable a worker starts the shift with.
type Carry struct {
	Type string `json:"type"`
	// Quantity at the start of the shift, at least 0.
	Quantity int `json:"quantity"`
	// Capacity is what the worker has after a stop at a store, at least
	// Quantity; 0 means Quantity.
	Capacity int `json:"capacity,omitempty"`
}

// Pay is what a worker's time costs.
type Pay struct {
	// Basis of the regular pay; empty means ByTime.
	Basis PayBasis `json:"basis,omitempty"`
	// PerHour of paid time: from departure to return, without unpaid
	// breaks. Not counted when the basis is Salaried.
	PerHour Money `json:"perHour,omitempty"`
	// OvertimePerHour is paid, instead of PerHour, for time after the end of
	// the shift; less than PerHour means PerHour. With the basis Salaried it
	// is paid in full.
	OvertimePerHour Money `json:"overtimePerHour,omitempty"`
	// PerShift is paid once for a shift with at least one visit.
	PerShift Money `json:"perShift,omitempty"`
	// PerVisit is paid for each visit.
	PerVisit Money `json:"perVisit,omitempty"`
	// PerKm is paid for the distance travelled.
	PerKm Money `json:"perKm,omitempty"`
}

// PayBasis tells how regular time is paid.
type PayBasis string

const (
	// ByTime pays from departure to return.
	ByTime PayBasis = "time"
	// Salaried means regular hours are paid whatever the plan: they are not
	// part of its cost.
	Salaried PayBasis = "salaried"
)

// Shift is one stretch of one worker's working time.
//
// For every rule that counts by days, weeks or months a shift belongs to the
// local day of its Start.
//
// The worker leaves Start's place no earlier than Start and is at the end
// place no later than End plus MaxOvertime. Between departure and return the
// worker travels, waits, serves and takes breaks. The departure is free: the
// solver lets the worker leave as late as is best.
type Shift struct {
	// ID is unique among all shifts of the problem.
	ID    string    `json:"id"`
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	// MaxOvertime after End which may be worked, against pay; 0: none. The
	// rules may limit it further.
	MaxOvertime Duration `json:"maxOvertime,omitempty"`
	// StartPlace and EndPlace; nil: the worker's home.
	StartPlace *Place `json:"startPlace,omitempty"`
	EndPlace   *Place `json:"endPlace,omitempty"`
	// Breaks within the shift, in order, not overlapping.
	Breaks []Break `json:"breaks,omitempty"`
	// MaxWork is the longest time from departure to return without unpaid
	// breaks; 0: what the rules allow.
	MaxWork Duration `json:"maxWork,omitempty"`
	// MaxVisits is the most visits on this shift; 0: no limit.
	MaxVisits int `json:"maxVisits,omitempty"`
	// OnDuty fixes the departure at Start: the worker is on duty from then on,
	// and waiting before the first visit counts as waiting. Where that cannot
	// be, because of the rest before it or so, the shift is not used.
	OnDuty bool `json:"onDuty,omitempty"`
}

// Break is a pause of a shift.
//
// A break is due unless the worker leaves after Latest or is back at the end
// place by Latest. A due break is taken whole, beginning within [Earliest,
// Latest], between two stops: right after a stop, before the way on, or on
// arrival, before the next stop's work. The breaks of a shift are taken in
// their order; one with a SkipPrice may be left out at that price. Before the first stop a break may be taken at the start place;
// on arrival at the end place there is none. A break which is not due may be
// taken too, under the same laws.
type Break struct {
	// ID is unique within the shift.
	ID string `json:"id"`
	// Earliest and Latest beginning, both inclusive. Equal: a fixed break.
	Earliest time.Time `json:"earliest"`
	Latest   time.Time `json:"latest"`
	Duration Duration  `json:"duration"`
	// Paid breaks count as working time.
	Paid bool `json:"paid,omitempty"`
	// AfterWork makes the break due only after so much working time without
	// a break; 0: due by the clock alone. That is: it is due if from the
	// departure, or from the end of the break taken before it, to Latest
	// there is more time than AfterWork.
	AfterWork Duration `json:"afterWork,omitempty"`
	// Place where it must be taken, on the way between two stops; nil: wherever
	// the worker is, which may be at the place of another break.
	Place *Place `json:"place,omitempty"`
	// SkipPrice is what leaving out the break where it is due costs; nil: a
	// due break is taken.
	SkipPrice *Money `json:"skipPrice,omitempty"`
}
