package roster

// Service is an entry of the catalogue: what a kind of work usually takes.
// A job of the service may override each part.
type Service struct {
	// Code is unique in the catalogue, such as "daily_cleaning".
	Code string `json:"code"`
	// Name for people.
	Name string `json:"name,omitempty"`
	// Duration of a job.
	Duration DurationModel `json:"duration,omitzero"`
	// Setup is time for setting up on top of the duration, once in a building:
	// a visit takes it unless the visit before it on the route is at the same
	// place (same ID or same location) and nothing lies between the two but
	// breaks at that place. A visit takes Setup, where it counts, and duration
	// together, times the worker's ServicePercent, rounded up to whole seconds.
	Setup Duration `json:"setup,omitempty"`
	// Requirements of every job of the service; a job adds its own.
	Requirements Requirements `json:"requirements,omitzero"`
	// Crew of a job; the zero value is one worker.
	Crew Crew `json:"crew,omitzero"`
	// Consumes lists what a job uses up; each member of a crew uses it in full.
	Consumes []Quantity `json:"consumes,omitempty"`
	// Price per job, for figures and for the value of a job which gives none.
	Price Money `json:"price,omitempty"`
	// LiveIn marks a service which lasts for days or weeks at the customer's
	// place. A visit to such a job is the only stop of its route: one shift
	// holds the whole stay. Such a route has no working time, no overtime and
	// no service time, by no rule, price or figure: limits of hours, rest and
	// days in a row do not count it, no break is due, and it is paid PerShift,
	// PerVisit and PerKm alone. Everything else holds: windows, gates on every
	// day of the stay, the shift's Start, and its End with MaxOvertime. The
	// worker does nothing else from departure to return.
	LiveIn bool `json:"liveIn,omitempty"`
	// QualityIndicators are told in reports; they change no rule.
	QualityIndicators []string `json:"qualityIndicators,omitempty"`
}

// DurationModel gives the duration of a job:
//
//	Base + PerSquareMetre·area + Σ Extras[e]·count(e)
type DurationModel struct {
	Base           Duration            `json:"base,omitempty"`
	PerSquareMetre Duration            `json:"perSquareMetre,omitempty"`
	Extras         map[string]Duration `json:"extras,omitempty"`
}

// Requirements are what a worker must have to do a job. All parts must hold.
// A job runs on the local days from its start to its end; an end at midnight
// is not on the day which then begins.
type Requirements struct {
	// Skills which must all be held, each at its level.
	Skills []SkillRequirement `json:"skills,omitempty"`
	// AnySkills of which at least one must be held; empty: none needed. A
	// job's own replace the service's.
	AnySkills []SkillRequirement `json:"anySkills,omitempty"`
	// NoSkills must not be held at the level or above.
	NoSkills []SkillRequirement `json:"noSkills,omitempty"`
	// Certificates which must all be valid on every day the job runs.
	Certificates []string `json:"certificates,omitempty"`
	// HealthCertificate must be valid on every day the job runs.
	HealthCertificate bool `json:"healthCertificate,omitempty"`
	// BackgroundCheck must be valid on every day the job runs.
	BackgroundCheck bool `json:"backgroundCheck,omitempty"`
	// RealName registration must be done.
	RealName bool `json:"realName,omitempty"`
	// Trainings which must all be valid on every day the job runs.
	Trainings []string `json:"trainings,omitempty"`
	// MinCredits of training.
	MinCredits int `json:"minCredits,omitempty"`
	// Gender required; GenderReason records why it may be asked. A job's own
	// replaces the service's.
	Gender       Gender `json:"gender,omitempty"`
	GenderReason string `json:"genderReason,omitempty"`
	// Languages which must all be spoken, compared without case.
	Languages []string `json:"languages,omitempty"`
	// MinExperience with the job's service, in months.
	MinExperience int `json:"minExperience,omitempty"`
	// Equipment which must all be there: the worker's own, or taken at a
	// store earlier on the route. Each member of a crew needs it; what only
	// one has to bring belongs to a role.
	Equipment []string `json:"equipment,omitempty"`
}

// SkillRequirement is a skill at a minimum level.
type SkillRequirement struct {
	Code string `json:"code"`
	// MinLevel in [1, 5]; 0 means 1.
	MinLevel int `json:"minLevel,omitempty"`
}

// Crew is how many workers a job takes and in which roles.
type Crew struct {
	// Size of the crew; 0 means 1, or the number of Roles.
	Size int `json:"size,omitempty"`
	// Roles, one per member; members beyond them only meet the job's
	// requirements. Any member may take any role: it is enough that they can
	// be dealt out.
	Roles []Role `json:"roles,omitempty"`
	// StartTolerance is how far apart the members may start; 0: together.
	StartTolerance Duration `json:"startTolerance,omitempty"`
}

// Role is one member's part in a crew.
type Role struct {
	Code string `json:"code"`
	// Requirements on top of the job's: both must hold, in every part.
	Requirements Requirements `json:"requirements,omitzero"`
}

// Quantity is an amount of one type of consumable.
type Quantity struct {
	Type     string `json:"type"`
	Quantity int    `json:"quantity"`
}
