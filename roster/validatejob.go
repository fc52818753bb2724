package roster

import (
	"fmt"
	"math"
	"time"
)

// customer looks at one customer.
func (v *validator) customer(c *Customer) {
	v.place("place", &c.Place)
	if c.Area != "" {
		v.id("area", c.Area)
	}
	v.refs("preferredWorkers", c.PreferredWorkers, v.workerAt, "worker")
	v.refs("bannedWorkers", c.BannedWorkers, v.workerAt, "worker")
	v.disjoint("preferredWorkers", c.PreferredWorkers, "bannedWorkers", c.BannedWorkers)
	v.languages("preferredLanguages", c.PreferredLanguages)
	v.gender("preferredGender", c.PreferredGender)
	if c.MaxSpend != nil {
		v.money("maxSpend", *c.MaxSpend)
	}
}

// job looks at one job.
func (v *validator) job(j *Job) {
	v.jobBasics(j)
	v.windows(j.Windows)
	v.preferred(j.Preferred)
	if v.time("release", j.Release, false) && len(j.Windows) > 0 {
		var last time.Time
		for i := range j.Windows {
			if end := j.Windows[i].End; end.After(last) {
				last = end
			}
		}
		if j.Release.After(last) {
			v.fault("release", FaultRelease, nil, "every window has ended by then")
		}
	}
}

// jobBasics looks at what a job and the template of a series have in common:
// everything but the times.
func (v *validator) jobBasics(j *Job) {
	v.ref("customer", j.Customer, v.customerAt, "customer")
	var s *Service
	if v.ref("service", j.Service, v.serviceAt, "service") {
		s = &v.p.Catalogue[v.serviceAt[j.Service]]
	}
	if j.Place != nil {
		v.place("place", j.Place)
	}
	v.durationPtr("duration", j.Duration, MaxDuration)
	v.durationPtr("setup", j.Setup, MaxDuration)
	v.whole("squareMetres", j.SquareMetres, 0, MaxCount)
	v.in("extras", func() { v.extras(j, s) })
	if s != nil && j.Duration == nil {
		v.modelDuration(j, s)
	}
	v.in("requirements", func() { v.jobRequirements(j, s) })
	if j.Crew != nil {
		v.in("crew", func() { v.crew(j.Crew) })
	}
	if v.whole("tier", j.Tier, 0, MaxTier) && j.Mandatory && j.Tier > 0 {
		v.fault("tier", FaultMandatoryTier, j.Tier, "a mandatory job comes before every tier: leave one of the two out")
	}
	if j.Value != nil {
		v.money("value", *j.Value)
	}
	if j.Price != nil {
		v.money("price", *j.Price)
	}
	v.money("budget", j.Budget)
	v.quantities(j.Consumes)
	v.refs("preferredWorkers", j.PreferredWorkers, v.workerAt, "worker")
	v.refs("bannedWorkers", j.BannedWorkers, v.workerAt, "worker")
	v.disjoint("preferredWorkers", j.PreferredWorkers, "bannedWorkers", j.BannedWorkers)
}

// jobRequirements looks at the requirements of a job, which add to the
// service's.
func (v *validator) jobRequirements(j *Job, s *Service) {
	r := &j.Requirements
	v.requirements(r)
	if s == nil {
		return
	}
	const hint = "required at this level and excluded, by service and job together"
	if code, ok := contradiction(&s.Requirements, r); ok {
		v.fault("noSkills", FaultSkillContradictory, code, hint)
	}
	if code, ok := contradiction(r, &s.Requirements); ok {
		v.fault("skills", FaultSkillContradictory, code, hint)
	}
}

// modelDuration checks that the service's model gives a duration in range.
// Sums are in floating point, where nothing overflows unseen.
func (v *validator) modelDuration(j *Job, s *Service) {
	sum := float64(s.Duration.Base) + float64(s.Duration.PerSquareMetre)*math.Max(0, float64(j.SquareMetres))
	for code, n := range j.Extras {
		sum += float64(s.Duration.Extras[code]) * math.Max(0, float64(n))
	}
	if sum > float64(MaxDuration) {
		v.fault("", FaultDurationLength, nil, fmt.Sprintf("the service's model gives more than %s: give a duration", MaxDuration))
	}
}
