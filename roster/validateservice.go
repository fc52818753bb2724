package roster

import (
	"fmt"
	"strings"
)

// MaxCrew is the greatest size of a crew.
const MaxCrew = 100

// MaxMonths is the greatest number of months of experience.
const MaxMonths = 1200

// service looks at an entry of the catalogue.
func (v *validator) service(s *Service) {
	v.in("duration", func() {
		v.duration("base", s.Duration.Base, MaxDuration)
		v.duration("perSquareMetre", s.Duration.PerSquareMetre, MaxDuration)
		v.in("extras", func() {
			for _, code := range sortedKeys(s.Duration.Extras) {
				v.trail.key(code)
				v.id("", code)
				v.duration("", s.Duration.Extras[code], MaxDuration)
				v.trail.up(1)
			}
		})
	})
	v.duration("setup", s.Setup, MaxDuration)
	v.in("requirements", func() { v.requirements(&s.Requirements) })
	v.in("crew", func() { v.crew(&s.Crew) })
	v.quantities(s.Consumes)
	v.money("price", s.Price)
}

func (v *validator) crew(c *Crew) {
	v.whole("size", c.Size, 0, MaxCrew)
	if len(c.Roles) > MaxCrew {
		v.fault("roles", FaultRange, len(c.Roles), fmt.Sprintf("want at most %d", MaxCrew))
	}
	if c.Size > 0 && len(c.Roles) > c.Size {
		v.fault("roles", FaultCrew, nil, fmt.Sprintf("%d roles for a crew of %d", len(c.Roles), c.Size))
	}
	each(v, "roles", c.Roles, func(r *Role) {
		v.id("code", r.Code)
		v.in("requirements", func() { v.requirements(&r.Requirements) })
	})
	v.duration("startTolerance", c.StartTolerance, MaxDuration)
}

func (v *validator) quantities(list []Quantity) {
	each(v, "consumes", list, func(q *Quantity) {
		v.id("type", q.Type)
		v.whole("quantity", q.Quantity, 0, MaxCount)
	})
	v.distinct("consumes", ".type", len(list), func(i int) string { return list[i].Type })
}

// requirements looks at requirements on their own.
func (v *validator) requirements(r *Requirements) {
	v.skills("skills", r.Skills)
	v.skills("anySkills", r.AnySkills)
	v.skills("noSkills", r.NoSkills)
	if s, ok := contradiction(r, r); ok {
		v.fault("noSkills", FaultSkillContradictory, s, "required at this level in skills, and excluded here")
	}
	v.codes("certificates", r.Certificates)
	v.codes("trainings", r.Trainings)
	v.whole("minCredits", r.MinCredits, 0, MaxCount)
	v.gender("gender", r.Gender)
	v.languages("languages", r.Languages)
	v.whole("minExperience", r.MinExperience, 0, MaxMonths)
	v.codes("equipment", r.Equipment)
}

func (v *validator) skills(name string, list []SkillRequirement) {
	each(v, name, list, func(s *SkillRequirement) {
		v.id("code", s.Code)
		v.wholeOrZero("minLevel", s.MinLevel, 1, 5)
	})
	v.distinct(name, ".code", len(list), func(i int) string { return list[i].Code })
}

// contradiction returns a skill which a requires at a level that b excludes.
func contradiction(a, b *Requirements) (string, bool) {
	for _, no := range b.NoSkills {
		for _, s := range a.Skills {
			if s.Code == no.Code && max(s.MinLevel, 1) >= max(no.MinLevel, 1) {
				return s.Code, true
			}
		}
	}
	return "", false
}

// extras checks that a service knows the extras of a job.
func (v *validator) extras(j *Job, s *Service) {
	for _, code := range sortedKeys(j.Extras) {
		n := j.Extras[code]
		v.trail.key(code)
		if s != nil {
			if _, known := s.Duration.Extras[code]; !known {
				hint := "the service has no such extra"
				if known := sortedKeys(s.Duration.Extras); len(known) > 0 {
					hint = strings.TrimSuffix(hint+"; "+didYouMean(code, known), "; ")
				}
				v.fault("", FaultExtra, nil, hint)
			}
		}
		v.whole("", n, 0, MaxCount)
		v.trail.up(1)
	}
}
