package roster

import (
	"slices"
	"time"
)

// View answers the questions everyone who prepares a problem has: who is
// W7, how long does job J3 take, what does it require. It holds the merged
// facts of service and job. A view is read-only and safe for concurrent use.
//
// [Check] does not use it: it derives the same facts on its own.
type View struct {
	Problem *Problem
	// Zone is the problem's time zone.
	Zone *time.Location
	// Weights are the effective ones.
	Weights Weights

	workers   map[string]int
	customers map[string]int
	services  map[string]int
	jobs      map[string]int
	stores    map[string]int
}

// NewView indexes a valid problem; its series are replaced by their jobs, see
// [Problem.Expanded], whose error it returns, or that of an unknown time zone.
func NewView(p *Problem) (*View, error) {
	zone, err := p.Location()
	if err != nil {
		return nil, err
	}
	if p, err = p.Expanded(); err != nil {
		return nil, err
	}
	v := &View{Problem: p, Zone: zone, Weights: p.EffectiveWeights(),
		workers:   make(map[string]int, len(p.Workers)),
		customers: make(map[string]int, len(p.Customers)),
		services:  make(map[string]int, len(p.Catalogue)),
		jobs:      make(map[string]int, len(p.Jobs)),
		stores:    make(map[string]int, len(p.Stores)),
	}
	for i := range p.Workers {
		v.workers[p.Workers[i].ID] = i
	}
	for i := range p.Customers {
		v.customers[p.Customers[i].ID] = i
	}
	for i := range p.Catalogue {
		v.services[p.Catalogue[i].Code] = i
	}
	for i := range p.Jobs {
		v.jobs[p.Jobs[i].ID] = i
	}
	for i := range p.Stores {
		v.stores[p.Stores[i].ID] = i
	}
	return v, nil
}

// WorkerIndex returns the index of a worker in the problem.
func (v *View) WorkerIndex(id string) (int, bool) { i, ok := v.workers[id]; return i, ok }

// JobIndex returns the index of a job in the problem.
func (v *View) JobIndex(id string) (int, bool) { i, ok := v.jobs[id]; return i, ok }

// StoreIndex returns the index of a store in the problem.
func (v *View) StoreIndex(id string) (int, bool) { i, ok := v.stores[id]; return i, ok }

// Customer returns the customer of a job.
func (v *View) Customer(j *Job) *Customer { return &v.Problem.Customers[v.customers[j.Customer]] }

// Service returns the catalogue entry of a job.
func (v *View) Service(j *Job) *Service { return &v.Problem.Catalogue[v.services[j.Service]] }

// Place returns where a job is done.
func (v *View) Place(j *Job) Place {
	if j.Place != nil {
		return *j.Place
	}
	return v.Customer(j).Place
}

// Duration returns the duration of a job for a worker of ordinary speed,
// setting up included.
func (v *View) Duration(j *Job) Duration { return v.Setup(j) + v.bareDuration(j) }

// Setup returns the time for setting up of a job.
func (v *View) Setup(j *Job) Duration {
	if j.Setup != nil {
		return *j.Setup
	}
	return v.Service(j).Setup
}

// bareDuration is Duration without setting up.
func (v *View) bareDuration(j *Job) Duration {
	if j.Duration != nil {
		return *j.Duration
	}
	m := v.Service(j).Duration
	d := m.Base + m.PerSquareMetre*Duration(j.SquareMetres)
	for code, n := range j.Extras {
		d += m.Extras[code] * Duration(n)
	}
	return d
}

// WorkerDuration returns the duration of a job for one worker: the ordinary
// duration, setting up included, times ServicePercent, rounded up to whole
// seconds.
func (v *View) WorkerDuration(w *Worker, j *Job) Duration { return scaled(w, j, v.Duration(j)) }

// WorkerDurationAgain is WorkerDuration without setting up: right after
// another visit at the same place.
func (v *View) WorkerDurationAgain(w *Worker, j *Job) Duration {
	return scaled(w, j, v.bareDuration(j))
}

func scaled(w *Worker, j *Job, d Duration) Duration {
	if p, ok := w.ServicePercent[j.Service]; ok && p != 0 {
		d = (d*Duration(p) + 99) / 100
	}
	return d
}

// Requirements returns what service and job together require. Skills named
// twice count once, at the higher level; lists are in the order of first
// mention. The slices are fresh.
func (v *View) Requirements(j *Job) Requirements {
	s := v.Service(j).Requirements
	r := mergeRequirements(s, j.Requirements)
	return r
}

func mergeRequirements(a, b Requirements) Requirements {
	return Requirements{
		Skills:            mergeSkills(a.Skills, b.Skills),
		AnySkills:         overrideSkills(a.AnySkills, b.AnySkills),
		NoSkills:          append(slices.Clone(a.NoSkills), b.NoSkills...),
		Certificates:      union(a.Certificates, b.Certificates),
		HealthCertificate: a.HealthCertificate || b.HealthCertificate,
		BackgroundCheck:   a.BackgroundCheck || b.BackgroundCheck,
		RealName:          a.RealName || b.RealName,
		Trainings:         union(a.Trainings, b.Trainings),
		MinCredits:        max(a.MinCredits, b.MinCredits),
		Gender:            Gender(firstNonEmpty(string(b.Gender), string(a.Gender))),
		GenderReason:      firstNonEmpty(b.GenderReason, a.GenderReason),
		Languages:         union(a.Languages, b.Languages),
		MinExperience:     max(a.MinExperience, b.MinExperience),
		Equipment:         union(a.Equipment, b.Equipment),
	}
}

func mergeSkills(a, b []SkillRequirement) []SkillRequirement {
	out := make([]SkillRequirement, 0, len(a)+len(b))
	for _, list := range [2][]SkillRequirement{a, b} {
		for _, s := range list {
			s.MinLevel = max(s.MinLevel, 1)
			at := slices.IndexFunc(out, func(o SkillRequirement) bool { return o.Code == s.Code })
			if at < 0 {
				out = append(out, s)
			} else {
				out[at].MinLevel = max(out[at].MinLevel, s.MinLevel)
			}
		}
	}
	return out
}

// overrideSkills: a job's own alternatives replace the service's.
func overrideSkills(service, job []SkillRequirement) []SkillRequirement {
	if len(job) > 0 {
		return slices.Clone(job)
	}
	return slices.Clone(service)
}

func union(a, b []string) []string {
	out := make([]string, 0, len(a)+len(b))
	for _, list := range [2][]string{a, b} {
		for _, s := range list {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}

func firstNonEmpty(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// Consumes returns what a job uses up.
func (v *View) Consumes(j *Job) []Quantity {
	if j.Consumes != nil {
		return j.Consumes
	}
	return v.Service(j).Consumes
}

// CrewSize returns how many workers a job takes.
func (v *View) CrewSize(j *Job) int {
	c := v.Service(j).Crew
	if j.Crew != nil {
		c = *j.Crew
	}
	return max(1, c.Size, len(c.Roles))
}

// Price returns what the customer pays for a job.
func (v *View) Price(j *Job) Money {
	if j.Price != nil {
		return *j.Price
	}
	return v.Service(j).Price
}

// Value returns what is lost when a job is left out: its value, else its
// price and Weights.Unassigned together; at least 1 in a tier above 0.
func (v *View) Value(j *Job) Money {
	value := v.Price(j) + v.Weights.Unassigned
	if j.Value != nil {
		value = *j.Value
	}
	if j.Tier > 0 {
		value = max(value, 1)
	}
	return value
}

// ShiftPlaces returns where a shift of w starts and ends.
func (v *View) ShiftPlaces(w *Worker, s *Shift) (start, end Place) {
	start, end = w.Home, w.Home
	if s.StartPlace != nil {
		start = *s.StartPlace
	}
	if s.EndPlace != nil {
		end = *s.EndPlace
	}
	return start, end
}

// ModeOf returns the worker's mode of travel.
func ModeOf(w *Worker) Mode {
	if w.Mode == "" {
		return EBike
	}
	return w.Mode
}

// TravelPercentOf returns the worker's travel percent, 100 unless set.
func TravelPercentOf(w *Worker) int {
	if w.TravelPercent == 0 {
		return 100
	}
	return w.TravelPercent
}
