package generate

import (
	"iter"
	"time"

	"github.com/paidan/paidan/roster"
)

func (g *generator) allJobs() iter.Seq[roster.Job] {
	return func(yield func(roster.Job) bool) {
		for w := range g.works() {
			if !yield(g.job(w)) {
				return
			}
		}
	}
}

// job makes one job.
func (g *generator) job(w work) roster.Job {
	d, l, v := g.dice(kindJob, w.number), &laws[w.need.service], w.need.visits[w.index]
	j := roster.Job{ID: g.jobID(w.number), Customer: g.customerID(w.customer), Service: l.code}
	modelled := g.duration(d, &j, w.need.service, v.minutes)
	if !modelled {
		length := roster.Duration(60 * v.minutes)
		j.Duration = &length
	}
	g.windows(d, &j, w.need.service, v)
	g.requirements(d, &j, w.need.service)
	g.supplies(d, &j, w.need.service)
	g.worth(d, &j, w.need.service, v, w.home)
	j.Crew = crewOf(w.need.service, v.crew)
	if !g.opts.Servable && w.number%100 == 13 {
		g.spoil(d, &j, v)
	}
	return j
}

// crewOf is the crew of a job; nil: the service's. A senior leads a deep
// cleaning, an experienced nurse those who lift a patient.
func crewOf(s service, size int) *roster.Crew {
	switch {
	case s == deepCleaning && size != 2:
		return &roster.Crew{Size: size, StartTolerance: 600, Roles: senior("senior", "cleaning")}
	case s == rehabNursing && size > 1:
		return &roster.Crew{Size: size, Roles: senior("lead", "rehab")}
	}
	return nil
}

// senior is the one role of a crew which not everyone can take.
func senior(role, skill string) []roster.Role {
	return []roster.Role{{Code: role, Requirements: roster.Requirements{
		Skills: []roster.SkillRequirement{{Code: skill, MinLevel: 3}}}}}
}

// duration tells the minutes by the service's model, in half of the jobs of
// a service with one, and reports whether it did.
func (g *generator) duration(d dice, j *roster.Job, s service, minutes int) bool {
	if !d.percent(50) {
		return false
	}
	switch {
	case s == dailyCleaning && minutes >= 90: // 60 min + 1 min per m² + 15 min for a balcony
		balcony := d.IntN(2)
		j.SquareMetres = minutes - 60 - 15*balcony
		if balcony > 0 {
			j.Extras = map[string]int{"balcony": balcony}
		}
	case s == applianceCleaning && minutes >= 60: // 15 min + 45 min for a range hood + 15 min per window
		j.Extras = map[string]int{"range_hood": 1}
		if windows := (minutes - 60) / 15; windows > 0 {
			j.Extras["window"] = windows
		}
	default:
		return false
	}
	return true
}

// requirements beyond the service's.
func (g *generator) requirements(d dice, j *roster.Job, s service) {
	r, c := &j.Requirements, &crafts[laws[s].trade]
	code, base := c.skill, c.lowest
	if s == patientEscort {
		code, base = "escort", 1
	}
	if more := d.pick(84, 13, 3); more > 0 && s != assessment && s != followUp {
		r.Skills = []roster.SkillRequirement{{Code: code, MinLevel: min(4, base+more)}}
		if s == patientEscort {
			r.Skills[0].MinLevel = 1 + more/2
		}
	}
	gender := []int{elderCare: 5, infantCare: 4, rehabNursing: 3, services: 0}[s]
	if d.percent(gender) {
		r.Gender, r.GenderReason = roster.Female, "personal care"
	}
	switch {
	case s == butlerService && d.percent(20):
		r.Languages = []string{"en"}
	case d.percent(2):
		r.Languages = []string{"yue"}
	}
}

// supplies are equipment and consumables.
func (g *generator) supplies(d dice, j *roster.Job, s service) {
	switch s {
	case dailyCleaning:
		if d.percent(4) {
			j.Requirements.Equipment = []string{"steam_mop"}
		}
		if d.percent(20) {
			j.Consumes = []roster.Quantity{{Type: "detergent", Quantity: d.between(2, 3)}}
		}
	case applianceCleaning:
		if d.percent(15) {
			j.Requirements.Equipment = []string{"high_pressure_washer"}
		}
		if d.percent(30) {
			j.Consumes = []roster.Quantity{{Type: "descaler", Quantity: d.between(2, 3)}}
		}
	}
}

// worth is price, budget, tier and value.
func (g *generator) worth(d dice, j *roster.Job, s service, v visit, home residence) {
	l := &laws[s]
	income := g.city.districts[home.district].income
	price := l.perHour * v.minutes * v.crew / 60 * (80 + income/2) / 100
	price = max(1000, price-price%500)
	money := roster.Money(price)
	j.Price = &money
	if d.percent(60) {
		wages := crafts[l.trade].perHour * v.minutes / 60 * d.between(105, 150) / 100
		j.Budget = roster.Money(wages - wages%100)
	}
	j.Tier = l.tier
	if d.percent(3) {
		j.Mandatory, j.Tier = true, 0
	}
	stated := d.percent(10)
	percent := d.between(50, 200)
	if j.Tier > 0 {
		// Importance in small numbers, which are compared within a tier only
		// and of which there may be a hundred thousand.
		value := roster.Money(min(20, max(1, price*percent/200_000)))
		j.Value = &value
	} else if stated {
		value := roster.Money(price * percent / 100)
		j.Value = &value
	}
}

// spoil makes a job which nobody can serve.
func (g *generator) spoil(d dice, j *roster.Job, v visit) {
	j.Mandatory = false
	switch d.IntN(3) {
	case 0:
		j.Requirements.Languages = []string{"eo"}
	case 1:
		j.Requirements.Certificates = []string{"midwifery_licence"}
	case 2:
		j.Windows = []roster.Window{{Start: g.at(v.day, 2*60), End: g.at(v.day, 3*60)}}
		j.Preferred, j.Release = nil, time.Time{}
	}
}
