package roster

import "time"

// Rules are the labour rules and the constants of scoring. A nil pointer or
// a zero number means the default named with the field.
type Rules struct {
	// MaxDailyWork is the regular working time of a day; nil: 8 h. A shift's
	// working time (departure to return without unpaid breaks) never exceeds
	// MaxDailyWork plus the overtime the shift and MaxDailyOvertime allow;
	// with several shifts on a day, neither does the sum of their working
	// times, where the shifts' MaxOvertime are added up too.
	MaxDailyWork *Duration `json:"maxDailyWork,omitempty"`
	// MaxDailyOvertime bounds the overtime of a day, which is the time from
	// the end of a shift to the return; nil: 3 h.
	MaxDailyOvertime *Duration `json:"maxDailyOvertime,omitempty"`
	// MaxWeeklyWork in an ISO week, overtime included; nil: 44 h.
	MaxWeeklyWork *Duration `json:"maxWeeklyWork,omitempty"`
	// MaxMonthlyOvertime in a calendar month, with the ledger's; nil: 36 h.
	MaxMonthlyOvertime *Duration `json:"maxMonthlyOvertime,omitempty"`
	// MinRest between the end of one day's work and the departure of the
	// next; nil: 11 h. The ledger's LastEnd always ends a day's work.
	MinRest *Duration `json:"minRest,omitempty"`
	// MaxDaysInRow without a day off; nil: 6.
	MaxDaysInRow *int `json:"maxDaysInRow,omitempty"`
	// RatingPrior is the mean rating assumed of an unrated worker, in [1, 5];
	// 0: 4.5. RatingPriorCount is how many ratings that assumption weighs;
	// 0: 10. RatingHalfLife is after how many days a rating counts half;
	// 0: 365.
	RatingPrior      float64 `json:"ratingPrior,omitempty"`
	RatingPriorCount int     `json:"ratingPriorCount,omitempty"`
	RatingHalfLife   int     `json:"ratingHalfLife,omitempty"`
	// ContinuityFull is the number of past visits from which on continuity is
	// full; 0: 5.
	ContinuityFull int `json:"continuityFull,omitempty"`
	// ExperienceFull is the number of months from which on experience is
	// full; 0: 36.
	ExperienceFull int `json:"experienceFull,omitempty"`
	// Unpopular lists the times which nobody likes to work. A visit is
	// unpopular if it starts in one of them.
	Unpopular []UnpopularTime `json:"unpopular,omitempty"`
	// FairWindow is over how many days fairness looks back, in [1, 3660]; 0:
	// 90. See [Problem.NextHistory].
	FairWindow int `json:"fairWindow,omitempty"`
	// StartGrid: visits start at times of day which are multiples of it, such
	// as PT15M, but for jobs of which a lock fixes the start. It divides 24 h
	// and is at most 1 h; 0: no grid. The time of day is what a clock on the
	// wall shows in the problem's zone.
	StartGrid Duration `json:"startGrid,omitempty"`
}

// UnpopularTime is a stretch of the local day, [From, To), on some weekdays.
// It is read off a clock on the wall; past midnight takes two entries.
type UnpopularTime struct {
	// Weekdays (0 = Sunday … 6) on which it holds; empty: every day.
	Weekdays []time.Weekday `json:"weekdays,omitempty"`
	// From and To since local midnight, 0 ≤ From < To ≤ 24 h.
	From Duration `json:"from,omitempty"`
	To   Duration `json:"to"`
}

// The defaults of Rules.
const (
	DefaultMaxDailyWork       Duration = 8 * 3600
	DefaultMaxDailyOvertime   Duration = 3 * 3600
	DefaultMaxWeeklyWork      Duration = 44 * 3600
	DefaultMaxMonthlyOvertime Duration = 36 * 3600
	DefaultMinRest            Duration = 11 * 3600
	DefaultMaxDaysInRow                = 6
	DefaultRatingPrior                 = 4.5
	DefaultRatingPriorCount            = 10
	DefaultRatingHalfLife              = 365
	DefaultContinuityFull              = 5
	DefaultExperienceFull              = 36
	DefaultFairWindow                  = 90
)

// Weights are the prices of everything soft, in minor units of money. The
// zero value of the struct stands for [DefaultWeights]; once any field is
// set, all count as written.
type Weights struct {
	// TravelPerHour and TravelPerKm price travel on top of pay.
	TravelPerHour Money `json:"travelPerHour,omitempty"`
	TravelPerKm   Money `json:"travelPerKm,omitempty"`
	// WaitPerHour prices waiting between stops, and time at stores, on top of pay.
	WaitPerHour Money `json:"waitPerHour,omitempty"`
	// LatePerHour and EarlyPerHour price a start after or before the
	// preferred windows.
	LatePerHour  Money `json:"latePerHour,omitempty"`
	EarlyPerHour Money `json:"earlyPerHour,omitempty"`
	// OvertimePerHour prices time after a shift's end on top of pay.
	OvertimePerHour Money `json:"overtimePerHour,omitempty"`
	// Pay, when true, leaves the workers' pay out of the cost.
	IgnorePay bool `json:"ignorePay,omitempty"`
	// Unassigned is what leaving out a job costs on top of its price, where
	// the job gives no value: the customer let down.
	Unassigned Money `json:"unassigned,omitempty"`
	// Criteria gives the price of a visit at score 0, by criterion; at score
	// s permille it costs Criteria·(1000−s)/1000. A criterion not listed, or
	// at 0, does not count. Empty but not nil: no criterion counts.
	Criteria map[string]Money `json:"criteria,omitzero"`
	// WorstLatePerHour prices the largest Late of any visit: nobody is to
	// wait much longer than the others.
	WorstLatePerHour Money `json:"worstLatePerHour,omitempty"`
	// WorstIdlePerHour prices the longest idle time of any shift of the
	// problem: of a shift with a route max(0, Depart − Start), Wait and Hold
	// of all its stops, and max(0, End − Return); of one without, End − Start.
	WorstIdlePerHour Money `json:"worstIdlePerHour,omitempty"`
	// BalancePerHour prices how far the workers' loads are from their mean.
	// With x the travel and service time of all routes of a worker, n the
	// number of workers with a shift, used or not, and S the sum of their x,
	// it counts the sum over these workers of ceil(|n·x − S| / n) seconds.
	BalancePerHour Money `json:"balancePerHour,omitempty"`
	// DistinctWorkers is the price of each worker beyond the first who visits
	// a customer in the plan.
	DistinctWorkers Money `json:"distinctWorkers,omitempty"`
	// Fairness prices what the workers with a shift have had, by FairHours,
	// FairPay, FairTravel and FairUnpopular, each at most [MaxFairness]. With
	// x what the ledger carries and the plan adds for a worker, and the unit u
	// of the key,
	//
	//	x' = floor(100·x / SharePercent)
	//	cost = floor(price in points · x'² / (2·u²))
	//
	// so that one more unit costs about x'/u times the price, and it pays to
	// give less to those who have had most. An x' counts as 2⁴⁶ at most, and
	// the cost of one worker as 2⁴⁸ points at most.
	Fairness map[string]Money `json:"fairness,omitempty"`
}

// The keys of Weights.Fairness.
const (
	FairHours     = "hours"     // working time of the routes; the unit is 3,600 s
	FairPay       = "pay"       // PartPay to PartDistancePay of the routes, rounded down to minor units; the unit is 10,000
	FairTravel    = "travel"    // travel time of the routes; the unit is 3,600 s
	FairUnpopular = "unpopular" // visits which start in an unpopular time; the unit is 1
)

// FairKeys lists the keys of Weights.Fairness in a fixed order.
func FairKeys() []string { return []string{FairHours, FairPay, FairTravel, FairUnpopular} }

// MaxFairness is the greatest price in Weights.Fairness, in minor units.
const MaxFairness Money = 1e6

// The built-in criteria: keys of Weights.Criteria and names of score parts.
// Each gives a visit a score s in whole permille, 0 (worst) to 1000 (best);
// divisions of integers round down.
const (
	// SkillFit keeps the over-qualified for those who need them. With m the
	// number of skills all required (Requirements.Skills of service and job
	// together), e the sum over them of held minus required level, and u the
	// number of skills held beyond them:
	// s = 1000 − 700·e/(4·m) − 50·min(u, 6), the second term 0 where m = 0.
	SkillFit = "skill_fit"
	// RatingCriterion is the Bayesian mean of the ratings of the job's
	// service and of those for all services, each weighing
	// count·2^(−age/RatingHalfLife) with age in days up to the day the
	// horizon starts (at least 0), together with RatingPriorCount ratings of
	// RatingPrior: s = floor(1000·(mean−1)/4 + 1/2 + 10⁻⁹), in which the last
	// term sends ties up whatever the order of the sum, kept within [0, 1000].
	RatingCriterion = "rating"
	// ExperienceFit: s = 1000·min(months, ExperienceFull)/ExperienceFull, with
	// the months of the job's service.
	ExperienceFit = "experience"
	// CustomerPreference is the mean over the kinds of wishes the customer
	// (for workers: or the job) has: preferred workers 1000 or 0, preferred
	// gender 1000 or 0, preferred languages 1000·spoken/wished. No wishes: 1000.
	CustomerPreference = "customer_preference"
	// WorkerPreference: 0 for an avoided service; 1000 for a preferred
	// customer or service, or where the worker prefers none; else 500.
	WorkerPreference = "worker_preference"
	// Continuity: s = 1000·min(n, ContinuityFull)/ContinuityFull with n the
	// past visits of the worker to the customer; 1000 where the history has
	// no visit of anyone to the customer.
	Continuity = "continuity"
	// Proximity: s = 1000 − min(1000, d/20) with d the straight distance in
	// metres, without detour, from the worker's home to the job; 1000 where
	// either has no location.
	Proximity = "proximity"
	// PunctualityRecord: s = 1000·(Good+9)/(Total+10).
	PunctualityRecord = "punctuality"
	// BudgetFit: with c the pay for the work in minor units, rounded up
	// (PerHour over the worker's own service time, with Setup), and b the job's budget:
	// s = 1000 where b = 0 or c ≤ b, else 1000 − min(1000, 1000·(c−b)/b).
	BudgetFit = "budget"
)

// Criteria lists the built-in criteria in a fixed order.
func Criteria() []string {
	return []string{SkillFit, RatingCriterion, ExperienceFit, CustomerPreference, WorkerPreference,
		Continuity, Proximity, PunctualityRecord, BudgetFit}
}

// DefaultWeights returns the weights of a problem which gives none: amounts
// in fen that suit a Chinese city, where an hour of work costs 30 to 60 yuan.
func DefaultWeights() Weights {
	return Weights{
		TravelPerHour: 1000, TravelPerKm: 50, WaitPerHour: 500,
		LatePerHour: 12000, EarlyPerHour: 4000, OvertimePerHour: 1000,
		Unassigned: 50000,
		Criteria: map[string]Money{
			SkillFit: 1000, RatingCriterion: 2000, ExperienceFit: 500, CustomerPreference: 2000,
			WorkerPreference: 800, Continuity: 2500, PunctualityRecord: 800, BudgetFit: 1000,
		},
	}
}
