package matching_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// randomDraw draws the parts of a problem in which every gate is open for
// some pairs and shut for others.
type randomDraw struct {
	*rand.Rand
	start         time.Time
	workers, jobs int
}

func (r *randomDraw) id(prefix string, n int) string { return fmt.Sprint(prefix, r.IntN(n)) }

// some draws up to most different codes, each more rarely than none.
func (r *randomDraw) some(prefix string, n, most int) (list []string) {
	for range r.IntN(most + 1) {
		if s := r.id(prefix, n); !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}

// seldom is true once in n times.
func (r *randomDraw) seldom(n int) bool { return r.IntN(n) == 0 }

func (r *randomDraw) validity() (v roster.Validity) {
	from := r.IntN(12) - 6
	if r.IntN(3) > 0 {
		v.From = roster.DateOf(r.start.AddDate(0, 0, from))
	}
	if r.IntN(3) > 0 {
		v.Until = roster.DateOf(r.start.AddDate(0, 0, from+r.IntN(6)))
	}
	return v
}

func (r *randomDraw) place() roster.Place {
	if r.seldom(8) {
		return roster.Place{ID: "nowhere"}
	}
	return roster.Place{Location: &roster.LatLng{Lat: 47 + r.Float64()/5, Lng: 9 + r.Float64()/5}}
}

func (r *randomDraw) gender() roster.Gender {
	return []roster.Gender{"", roster.Female, roster.Male}[r.IntN(3)]
}

func (r *randomDraw) skills(most int) (list []roster.SkillRequirement) {
	for _, code := range r.some("k", 5, most) {
		list = append(list, roster.SkillRequirement{Code: code, MinLevel: r.IntN(3)})
	}
	return list
}

func (r *randomDraw) requirements(n int) roster.Requirements {
	q := roster.Requirements{
		HealthCertificate: r.seldom(n), BackgroundCheck: r.seldom(n), RealName: r.seldom(n),
	}
	switch {
	case r.seldom(n):
		q.Skills = r.skills(2)
	case r.seldom(n):
		q.AnySkills = r.skills(2)
	case r.seldom(n):
		q.NoSkills = r.skills(1)
	case r.seldom(n):
		q.Certificates = r.some("cert", 2, 1)
	case r.seldom(n):
		q.Trainings = r.some("t", 2, 1)
	case r.seldom(n):
		q.MinCredits, q.MinExperience = r.IntN(10), r.IntN(12)
	case r.seldom(n):
		q.Gender = r.gender()
	case r.seldom(n):
		q.Languages = r.some("L", 2, 1)
	case r.seldom(n):
		q.Equipment = r.some("e", 4, 2)
	}
	return q
}

func randomProblem(seed uint64, workers, jobs int) *roster.Problem {
	// The horizon begins on the day on which the clocks go back.
	zone, err := time.LoadLocation("Europe/Zurich")
	if err != nil {
		panic(err)
	}
	r := &randomDraw{Rand: rand.New(rand.NewPCG(seed, 11)), workers: workers, jobs: jobs,
		start: time.Date(2026, 10, 25, 0, 0, 0, 0, zone)}
	p := &roster.Problem{SchemaVersion: roster.SchemaVersion, TimeZone: zone.String(), Agency: "a0",
		Horizon: roster.Horizon{Start: r.start, End: r.start.AddDate(0, 0, 7)}}
	for i := range 3 {
		a := roster.Agency{ID: fmt.Sprint("a", i)}
		for range r.IntN(4) {
			a.SharesWith = append(a.SharesWith, roster.Sharing{Agency: r.id("a", 3), Services: r.some("s", 4, 2), Valid: r.validity()})
		}
		p.Agencies = append(p.Agencies, a)
	}
	for i := range r.IntN(3) {
		p.Stores = append(p.Stores, roster.Store{ID: fmt.Sprint("store", i), Types: r.some("u", 3, 2), Equipment: r.some("e", 4, 2)})
	}
	customers := jobs/3 + 1
	for i := range 4 {
		s := roster.Service{Code: fmt.Sprint("s", i), Requirements: r.requirements(6), Duration: roster.DurationModel{Base: 3600}}
		if r.seldom(3) {
			s.Consumes = []roster.Quantity{{Type: r.id("u", 3), Quantity: 1 + r.IntN(4)}}
		}
		if r.seldom(3) {
			s.Crew = roster.Crew{Size: 2, Roles: []roster.Role{{Code: "lead", Requirements: r.requirements(3)}, {Code: "helper"}}}
		}
		p.Catalogue = append(p.Catalogue, s)
	}
	for i := range workers {
		p.Workers = append(p.Workers, r.worker(i, customers))
	}
	for i := range customers {
		c := roster.Customer{ID: fmt.Sprint("c", i), Place: r.place(), BannedWorkers: r.some("w", workers*4, 2)}
		if r.IntN(4) > 0 {
			c.Area = r.id("z", 4)
		}
		p.Customers = append(p.Customers, c)
	}
	for i := range jobs {
		p.Jobs = append(p.Jobs, r.job(i, customers))
	}
	r.pairs(p, customers)
	return p
}

func (r *randomDraw) worker(i, customers int) roster.Worker {
	w := roster.Worker{
		ID: fmt.Sprint("w", i), Gender: r.gender(), RealNameVerified: !r.seldom(4), TrainingCredits: r.IntN(20),
		Languages: r.some("l", 2, 2), Equipment: r.some("e", 4, 3), Home: r.place(),
		BannedCustomers: r.some("c", customers, 1),
	}
	if r.seldom(12) {
		w.Status = roster.OnLeave
	}
	if r.seldom(3) {
		w.Agency = r.id("a", 4) // a3 is unknown
	}
	for _, code := range r.some("k", 5, 5) {
		w.Skills = append(w.Skills, roster.Skill{Code: code, Level: r.IntN(4)})
	}
	for range r.IntN(5) {
		w.Certificates = append(w.Certificates, roster.Certificate{Code: r.id("cert", 2), Validity: r.validity()})
	}
	for range r.IntN(5) {
		w.Trainings = append(w.Trainings, roster.Training{Code: r.id("t", 2), Validity: r.validity()})
	}
	if !r.seldom(4) {
		v := r.validity()
		w.HealthCertificate = &v
	}
	if !r.seldom(4) {
		v := r.validity()
		w.BackgroundCheck = &v
	}
	for _, code := range r.some("s", 4, 3) {
		w.Experience = append(w.Experience, roster.Experience{Service: code, Months: r.IntN(20)})
	}
	for _, code := range r.some("u", 3, 3) {
		n := r.IntN(4)
		w.Carries = append(w.Carries, roster.Carry{Type: code, Quantity: n, Capacity: (n + r.IntN(4)) * r.IntN(2)})
	}
	if r.seldom(3) {
		w.Areas = r.some("z", 4, 3)
	}
	if r.seldom(3) {
		w.MaxDistance = 1 + r.IntN(15000)
	}
	return w
}

func (r *randomDraw) job(i, customers int) roster.Job {
	j := roster.Job{ID: fmt.Sprint("j", i), Customer: r.id("c", customers), Service: r.id("s", 4),
		BannedWorkers: r.some("w", r.workers*4, 1)}
	if r.seldom(3) {
		j.Requirements = r.requirements(5)
	}
	if r.seldom(4) {
		at := r.place()
		j.Place = &at
	}
	switch r.IntN(8) {
	case 0:
		j.Consumes = []roster.Quantity{}
	case 1:
		for _, kind := range r.some("u", 3, 2) {
			j.Consumes = append(j.Consumes, roster.Quantity{Type: kind, Quantity: 1 + r.IntN(3)})
		}
	case 2:
		j.Crew = &roster.Crew{Size: 1 + r.IntN(3)}
	}
	return j
}

func (r *randomDraw) pairs(p *roster.Problem, customers int) {
	for range r.workers {
		f := roster.Refusal{Worker: r.id("w", r.workers)}
		if r.seldom(2) {
			f.Job = r.id("j", r.jobs)
		} else {
			f.Customer = r.id("c", customers)
		}
		if r.IntN(4) > 0 {
			f.Until = r.start.Add(time.Duration(r.IntN(200)-60) * 30 * time.Minute)
		}
		p.History.Refusals = append(p.History.Refusals, f)
	}
	for range r.jobs / 4 {
		l := roster.Lock{Job: r.id("j", r.jobs), Worker: r.id("w", r.workers)}
		switch r.IntN(4) {
		case 0:
			l.Worker = ""
		case 1:
			l.Job, l.Sequence = "", r.some("j", r.jobs, 3)
		}
		p.Locks = append(p.Locks, l)
	}
}
