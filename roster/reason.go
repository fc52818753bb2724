package roster

// The reason codes of gates: why a worker may not do a job.
const (
	ReasonInactive         = "worker_inactive"          // status is not active
	ReasonAgency           = "agency_not_sharing"       // partner agency without a valid agreement for the service
	ReasonSkill            = "skill_missing"            // a required skill is not held at all
	ReasonSkillLevel       = "skill_level_too_low"      // held, below the required level
	ReasonSkillExcluded    = "skill_excluded"           // a skill of NoSkills is held
	ReasonCertificate      = "certificate_missing"      // never held
	ReasonCertificateDate  = "certificate_not_valid"    // held, but not on every day the job runs
	ReasonHealth           = "health_certificate"       // missing or not valid on every day
	ReasonBackground       = "background_check"         // missing or not valid on every day
	ReasonRealName         = "real_name"                // not verified
	ReasonTraining         = "training_missing"         // missing or lapsed on a day
	ReasonCredits          = "credits_insufficient"     // too few training credits
	ReasonGender           = "gender"                   // not the required gender
	ReasonLanguage         = "language"                 // a required language is not spoken
	ReasonExperience       = "experience_insufficient"  // too few months
	ReasonBannedByCustomer = "banned_by_customer"       // the customer or job bans the worker
	ReasonBannedByWorker   = "banned_by_worker"         // the worker bans the customer
	ReasonRefused          = "refused_before"           // a refusal still holds
	ReasonArea             = "area"                     // outside the worker's areas
	ReasonDistance         = "too_far"                  // beyond MaxDistance
	ReasonEquipment        = "equipment_missing"        // neither owned nor at any store
	ReasonConsumables      = "consumables_insufficient" // more than the worker can ever carry
	ReasonLockedToOther    = "locked_to_other_worker"   // a lock names another worker
	ReasonNoShift          = "no_shift"                 // no shift at all
	ReasonOutsideShift     = "outside_shift"            // no window fits the shift even alone
	ReasonUnreachable      = "unreachable"              // no way there, or no way home
	ReasonHours            = "hours_exceeded"           // longer than the working time left by the rules
	ReasonTravelLimit      = "leg_too_long"             // the way there alone is beyond MaxLeg
	ReasonDurationTooLong  = "duration_too_long"        // longer than any shift
	ReasonCrowdedOut       = "crowded_out"              // fits only without the jobs named
	ReasonUnprofitable     = "value_below_cost"         // fits, costs more than its value
	ReasonNotFound         = "not_found"                // fits; the search did not find it
	ReasonSequenceLock     = "sequence_lock"            // a sequence lock leaves no place
	ReasonCrewSmall        = "crew_too_small"           // fewer workers could come than the crew needs
	ReasonNoCommonTime     = "no_common_time"           // never are enough of its crew, or the jobs served with it, free at one time
	ReasonTiedJob          = "tied_job"                 // the jobs named, which it is tied to, leave it no place
	ReasonUnproven         = "unproven"                 // nothing is proven: the search did not place it
	ReasonStartLock        = "start_lock"               // the locked start fits nobody
	ReasonFrozen           = "frozen"                   // every window is before the freeze time
)

// Gate is a rule of the embedder's own: may this worker do this job on these
// days? It is called once per worker, job and shift while a problem is
// prepared, must be a pure function, and returns a stable reason code when
// the answer is no, or "" when it is yes. first and last are the first and
// last day on which the job could run; [Check] asks for the days on which it
// does run.
type Gate func(p *Problem, w *Worker, j *Job, first, last Date) (reason string)

// Criterion is a soft score of the embedder's own: a pure function giving 0
// (worst) to 1000 (best).
type Criterion struct {
	// Name is the key in Weights.Criteria and the code of the score part.
	Name string
	// Score beyond the range counts as the nearer end of it.
	Score func(p *Problem, w *Worker, j *Job) int
}

// Rulebook holds an embedder's own gates and criteria. The zero value has none.
type Rulebook struct {
	Gates    []Gate
	Criteria []Criterion
}
