package roster

import (
	"maps"
	"slices"
)

// The codes of violations. Besides them a violation may bear the reason code
// of a gate: those of workers and jobs ([ReasonInactive] … [ReasonLockedToOther]),
// [ReasonUnreachable], [ReasonTravelLimit], and what own gates return.
const (
	ViolationProblemInvalid = "problem_invalid"
	ViolationPlanMissing    = "plan_missing"
	ViolationRoadsMissing   = "roads_missing"
	ViolationOwnRule        = "own_rule_panicked"
	ViolationSchemaVersion  = "schema_version"
	ViolationProblemID      = "problem_id_differs"
	ViolationStatus         = "status_unknown"

	ViolationUnknownWorker = "unknown_worker"
	ViolationUnknownShift  = "unknown_shift"
	ViolationUnknownJob    = "unknown_job"
	ViolationUnknownBreak  = "unknown_break"
	ViolationUnknownStore  = "unknown_store"
	ViolationShiftOfOther  = "shift_of_other_worker"
	ViolationShiftTwice    = "shift_twice"
	ViolationRouteEmpty    = "route_empty"
	ViolationRouteOrder    = "route_order"
	ViolationStopKind      = "stop_kind_unknown"
	ViolationStopMalformed = "stop_malformed"
	ViolationAtNext        = "at_next_misplaced"

	ViolationVisitedTwice        = "visited_twice"
	ViolationServedAndUnassigned = "served_and_unassigned"
	ViolationJobMissing          = "job_missing"
	ViolationUnassignedTwice     = "unassigned_twice"
	ViolationUnassignedOrder     = "unassigned_order"
	ViolationUnassignedReason    = "unassigned_without_reason"
	ViolationUnassignedClass     = "unassigned_class_unknown"
	ViolationMember              = "member_out_of_range"
	ViolationCrewIncomplete      = "crew_incomplete"
	ViolationCrewWorkerTwice     = "crew_worker_twice"
	ViolationCrewSpread          = "crew_start_spread"
	ViolationCrewRoles           = "crew_roles"
	ViolationCrewIncompatible    = "crew_incompatible"
	ViolationLiveIn              = "live_in_not_alone"
	ViolationSpend               = "spend_exceeded"
	ViolationStartGrid           = "start_off_grid"
	ViolationDaysFew             = "link_days_too_few"
	ViolationDaysMany            = "link_days_too_many"
	ViolationSameTime            = "link_same_time"
	ViolationBothServed          = "link_both_served"
	ViolationWorkerLimit         = "worker_limit_exceeded"
	ViolationWindows             = "outside_windows"
	ViolationRelease             = "before_release"
	ViolationFreeze              = "before_freeze_time"
	ViolationLockStart           = "lock_start"
	ViolationSequenceSplit       = "sequence_split"
	ViolationSequenceOrder       = "sequence_order"
	ViolationSameStart           = "link_same_start"
	ViolationGapShort            = "link_gap_too_short"
	ViolationGapLong             = "link_gap_too_long"
	ViolationSameWorker          = "link_same_worker"
	ViolationDifferentWorker     = "link_different_worker"

	ViolationTimeFraction  = "time_fraction"
	ViolationTravel        = "travel_wrong"
	ViolationMetres        = "metres_wrong"
	ViolationHoldNegative  = "hold_negative"
	ViolationHoldFirst     = "hold_before_departure"
	ViolationArrive        = "arrive_wrong"
	ViolationWait          = "wait_wrong"
	ViolationWaitNegative  = "wait_negative"
	ViolationDuration      = "duration_wrong"
	ViolationReturnTravel  = "return_travel_wrong"
	ViolationReturnMetres  = "return_metres_wrong"
	ViolationReturn        = "return_wrong"
	ViolationLate          = "late_wrong"
	ViolationEarly         = "early_wrong"
	ViolationDepartsEarly  = "departs_before_shift"
	ViolationOnDuty        = "on_duty_departure"
	ViolationReturnsLate   = "returns_after_shift"
	ViolationMaxWork       = "max_work_exceeded"
	ViolationMaxVisits     = "max_visits_exceeded"
	ViolationDailyWork     = "daily_work_exceeded"
	ViolationDailyOvertime = "daily_overtime_exceeded"
	ViolationMonthOvertime = "monthly_overtime_exceeded"
	ViolationWeeklyWork    = "weekly_work_exceeded"
	ViolationRest          = "rest_too_short"
	ViolationRoutesOverlap = "routes_overlap"
	ViolationDaysInRow     = "days_in_row_exceeded"
	ViolationBreakMissing  = "break_missing"
	ViolationBreakTwice    = "break_twice"
	ViolationBreakOrder    = "break_order"
	ViolationBreakWindow   = "break_outside_window"
	ViolationStoreClosed   = "store_closed"
	ViolationConsumables   = "consumables_short"
	ViolationEquipment     = "equipment_not_taken"
	ViolationPool          = "pool_exceeded"
	ViolationStopParts     = "stop_parts_wrong"
	ViolationRouteParts    = "route_parts_wrong"
	ViolationScoreParts    = "score_parts_wrong"
	ViolationScoreTotal    = "score_total_wrong"
	ViolationMissed        = "missed_wrong"
	ViolationFigures       = "figures_wrong"
	partOrder              = "order" // Violation.Part where only the order of parts is wrong
)

// violationHints states the law behind each code in one sentence.
var violationHints = map[string]string{
	ViolationProblemInvalid: "the problem itself is broken here: validate it first",
	ViolationPlanMissing:    "there is no plan",
	ViolationRoadsMissing:   "the problem's travel kind is roads: give CheckOptions.Roads",
	ViolationOwnRule:        "an own gate, an own criterion or the roads panicked",
	ViolationSchemaVersion:  "the plan's schema version is not the one this library writes",
	ViolationProblemID:      "the plan was made for another problem",
	ViolationStatus:         "the status is optimal, feasible or cancelled",

	ViolationUnknownWorker: "the problem has no such worker",
	ViolationUnknownShift:  "the problem has no such shift",
	ViolationUnknownJob:    "the problem has no such job",
	ViolationUnknownBreak:  "the shift has no such break",
	ViolationUnknownStore:  "the problem has no such store",
	ViolationShiftOfOther:  "the shift belongs to another worker",
	ViolationShiftTwice:    "a shift has at most one route",
	ViolationRouteEmpty:    "a route has at least one visit",
	ViolationRouteOrder:    "routes stand in the order of the shifts in the problem",
	ViolationStopKind:      "a stop is a visit, a break or a store",
	ViolationStopMalformed: "a stop names what its kind names and nothing else",
	ViolationAtNext:        "only a break without a place of its own, before a stop which has one, is taken at the next stop",

	ViolationVisitedTwice:        "each member of a job's crew visits it once",
	ViolationServedAndUnassigned: "a job is either served or unassigned",
	ViolationJobMissing:          "each job is served or listed as unassigned",
	ViolationUnassignedTwice:     "a job is listed as unassigned once",
	ViolationUnassignedOrder:     "unassigned jobs stand in the problem's order",
	ViolationUnassignedReason:    "an unassigned job has at least one reason, each with a code",
	ViolationUnassignedClass:     "the class is not one of those a plan may give",
	ViolationMember:              "members are numbered from 0 to the crew's size less one",
	ViolationCrewIncomplete:      "a job is served by its whole crew",
	ViolationCrewWorkerTwice:     "the members of a crew are different workers",
	ViolationCrewSpread:          "the members of a crew start together, within the tolerance",
	ViolationCrewRoles:           "the roles cannot be dealt out among the crew's members",
	ViolationCrewIncompatible:    "two members of the crew never work together",
	ViolationLiveIn:              "a live-in job is the only stop of its route",
	ViolationSpend:               "the customer's served jobs cost more than the customer may spend",
	ViolationStartGrid:           "visits start on the rules' grid of times of day",
	ViolationDaysFew:             "a link asks for more days between",
	ViolationDaysMany:            "a link asks for fewer days between",
	ViolationSameTime:            "a link asks for the same time of day",
	ViolationBothServed:          "a link asks for both jobs or neither",
	ViolationWorkerLimit:         "a limit asks for fewer different workers on these jobs",
	ViolationWindows:             "one of the job's windows holds every member's visit",
	ViolationRelease:             "a job starts at its release or later",
	ViolationFreeze:              "no job starts before the freeze time unless a lock fixes its start",
	ViolationLockStart:           "a lock fixes the job's start",
	ViolationSequenceSplit:       "the served jobs of a locked sequence are on one route",
	ViolationSequenceOrder:       "the served jobs of a locked sequence keep its order",
	ViolationSameStart:           "a link makes both jobs start together",
	ViolationGapShort:            "a link asks for a longer gap",
	ViolationGapLong:             "a link asks for a shorter gap",
	ViolationSameWorker:          "a link asks for the same worker",
	ViolationDifferentWorker:     "a link asks for different workers",

	ViolationTimeFraction:  "times are whole seconds",
	ViolationTravel:        "the travel time does not follow from the problem",
	ViolationMetres:        "the distance does not follow from the problem",
	ViolationHoldNegative:  "a worker leaves a stop at its end or later",
	ViolationHoldFirst:     "departure is when the worker leaves: nothing is held before the first stop",
	ViolationArrive:        "arrival is the previous end plus hold plus travel",
	ViolationWait:          "the wait is start less arrival",
	ViolationWaitNegative:  "a stop starts at arrival or later",
	ViolationDuration:      "the end is the start plus the stop's duration",
	ViolationReturnTravel:  "the travel time home does not follow from the problem",
	ViolationReturnMetres:  "the distance home does not follow from the problem",
	ViolationReturn:        "the return is the last end plus the way home",
	ViolationLate:          "the lateness does not follow from the preferred windows",
	ViolationEarly:         "the earliness does not follow from the preferred windows",
	ViolationDepartsEarly:  "a worker departs at the shift's start or later",
	ViolationOnDuty:        "a worker on duty departs at the shift's start",
	ViolationReturnsLate:   "a worker is back by the shift's end plus its overtime",
	ViolationMaxWork:       "the shift's own limit of work",
	ViolationMaxVisits:     "the shift's limit of visits",
	ViolationDailyWork:     "the rules' limit of work on one day",
	ViolationDailyOvertime: "the rules' limit of overtime on one day",
	ViolationMonthOvertime: "the rules' limit of overtime in one month, with the ledger's",
	ViolationWeeklyWork:    "the rules' limit of work in one week, with the ledger's",
	ViolationRest:          "the rules' rest between two days of work",
	ViolationRoutesOverlap: "a worker is on one route at a time",
	ViolationDaysInRow:     "the rules' limit of days without a day off",
	ViolationBreakMissing:  "the break is due and not taken",
	ViolationBreakTwice:    "a break is taken once",
	ViolationBreakOrder:    "breaks are taken in the shift's order",
	ViolationBreakWindow:   "a break begins between its earliest and its latest time",
	ViolationStoreClosed:   "a stop at a store starts within one of its windows",
	ViolationConsumables:   "the worker has not enough of a consumable left",
	ViolationEquipment:     "equipment is the worker's own or taken at a store earlier on the route",
	ViolationPool:          "more pieces of equipment are out at once than the agency's pool has",
	ViolationStopParts:     "the parts of a visit's cost, where given, are those which follow from the problem",
	ViolationRouteParts:    "the parts of a route's cost are those which follow from the problem",
	ViolationScoreParts:    "the parts of the plan's cost are those which follow from the problem",
	ViolationScoreTotal:    "the total is the sum of the parts",
	ViolationMissed:        "what is missed of each tier follows from the jobs left out",
	ViolationFigures:       "a figure does not follow from the problem and the routes",

	ReasonInactive:         "the worker is not active",
	ReasonAgency:           "the worker's agency does not share workers for this service on these days",
	ReasonSkill:            "a required skill is not held",
	ReasonSkillLevel:       "a required skill is held at too low a level",
	ReasonSkillExcluded:    "a skill is held which excludes the worker",
	ReasonCertificate:      "a required certificate was never held",
	ReasonCertificateDate:  "a required certificate does not hold on every day the visit runs",
	ReasonHealth:           "the health certificate does not hold on every day the visit runs",
	ReasonBackground:       "the background check does not hold on every day the visit runs",
	ReasonRealName:         "the real name is not registered",
	ReasonTraining:         "a required training does not hold on every day the visit runs",
	ReasonCredits:          "too few training credits",
	ReasonGender:           "the job requires another gender",
	ReasonLanguage:         "a required language is not spoken",
	ReasonExperience:       "too few months with the service",
	ReasonBannedByCustomer: "the customer or the job bans the worker",
	ReasonBannedByWorker:   "the worker bans the customer",
	ReasonRefused:          "the worker has refused this work and the refusal still holds",
	ReasonArea:             "the customer is outside the worker's areas",
	ReasonDistance:         "the job is too far from the worker's home",
	ReasonEquipment:        "required equipment is neither the worker's own nor at any store",
	ReasonConsumables:      "the visit uses up more than the worker can carry",
	ReasonLockedToOther:    "a lock names a worker who is not on the job",
	ReasonUnreachable:      "there is no way from one place to the next",
	ReasonTravelLimit:      "one leg takes longer than the worker's limit",
}

// ViolationCodes lists every code a violation may bear, own gates' aside, in
// alphabetical order.
func ViolationCodes() []string { return slices.Sorted(maps.Keys(violationHints)) }
