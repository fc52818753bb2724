package scoring_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paidan/paidan/roster"
)

// randomProblem draws a problem in which every criterion has something to
// say and every list is sometimes empty.
func randomProblem(seed uint64, workers, jobs int) *roster.Problem {
	r := rand.New(rand.NewPCG(seed, 7))
	start := time.Date(2026, 11, 23, 0, 0, 0, 0, time.FixedZone("", 8*3600))
	p := &roster.Problem{
		SchemaVersion: roster.SchemaVersion, TimeZone: "Asia/Shanghai",
		Horizon: roster.Horizon{Start: start, End: start.AddDate(0, 0, 1)},
	}
	if r.IntN(2) == 0 {
		p.Rules = roster.Rules{RatingPrior: 4, RatingPriorCount: 3, RatingHalfLife: 90, ContinuityFull: 3, ExperienceFull: 24}
	}
	p.Weights.Criteria = map[string]roster.Money{}
	for _, name := range roster.Criteria() {
		if r.IntN(6) > 0 {
			p.Weights.Criteria[name] = roster.Money(r.IntN(3000))
		}
	}
	service := func() string { return fmt.Sprint("s", r.IntN(4)) }
	workerID := func() string { return fmt.Sprint("w", r.IntN(workers)) }
	customerID := func() string { return fmt.Sprint("c", r.IntN(jobs/2+1)) }
	some := func(most int, draw func() string) (list []string) {
		for range r.IntN(most + 1) {
			if s := draw(); !contains(list, s) {
				list = append(list, s)
			}
		}
		return list
	}
	skill := func() string { return fmt.Sprint("k", r.IntN(9)) }
	tag := func() string { return []string{"zh", "yue", "EN", "en", "wuu"}[r.IntN(5)] }
	gender := func() roster.Gender { return []roster.Gender{"", roster.Female, roster.Male}[r.IntN(3)] }
	place := func() roster.Place {
		if r.IntN(8) == 0 {
			return roster.Place{ID: "nowhere"}
		}
		return roster.Place{Location: &roster.LatLng{Lat: 31.1 + r.Float64()/4, Lng: 121.3 + r.Float64()/4}}
	}
	needs := func(most int) (list []roster.SkillRequirement) {
		for _, code := range some(most, skill) {
			list = append(list, roster.SkillRequirement{Code: code, MinLevel: r.IntN(6)})
		}
		return list
	}
	for i := range 4 {
		p.Catalogue = append(p.Catalogue, roster.Service{Code: fmt.Sprint("s", i),
			Duration:     roster.DurationModel{Base: roster.Duration(r.IntN(9000)), Extras: map[string]roster.Duration{"x": 600, "y": 61}},
			Requirements: roster.Requirements{Skills: needs(2)}})
	}
	for i := range workers {
		w := roster.Worker{ID: fmt.Sprint("w", i), Gender: gender(), Languages: some(3, tag), Home: place(),
			PreferredCustomers: some(2, customerID), PreferredServices: some(1, service), AvoidedServices: some(1, service)}
		for _, code := range some(8, skill) {
			w.Skills = append(w.Skills, roster.Skill{Code: code, Level: r.IntN(6)})
		}
		for _, code := range some(3, service) {
			w.Experience = append(w.Experience, roster.Experience{Service: code, Months: r.IntN(60)})
		}
		for range r.IntN(5) {
			rating := roster.Rating{Stars: 1 + 4*r.Float64(), Count: r.IntN(20)}
			if r.IntN(2) == 0 {
				rating.Service = service()
			}
			if r.IntN(3) > 0 {
				rating.Date = roster.DateOf(start.AddDate(0, 0, 20-r.IntN(900)))
			}
			w.Ratings = append(w.Ratings, rating)
		}
		w.Punctuality.Total = r.IntN(40)
		w.Punctuality.Good = r.IntN(w.Punctuality.Total + 1)
		w.Pay.PerHour = roster.Money(r.IntN(8000))
		w.ServicePercent = map[string]int{service(): 10 + r.IntN(200)}
		p.Workers = append(p.Workers, w)
	}
	for i := range jobs/2 + 1 {
		p.Customers = append(p.Customers, roster.Customer{ID: fmt.Sprint("c", i), Place: place(),
			PreferredWorkers: some(2, workerID), PreferredLanguages: some(2, tag), PreferredGender: gender()})
	}
	for i := range jobs {
		j := roster.Job{ID: fmt.Sprint("j", i), Customer: customerID(), Service: service(),
			Requirements: roster.Requirements{Skills: needs(3)}, PreferredWorkers: some(1, workerID),
			Extras: map[string]int{"x": r.IntN(3), "y": r.IntN(3)}}
		if r.IntN(2) == 0 {
			j.Budget = roster.Money(r.IntN(9000))
		}
		if r.IntN(4) == 0 {
			at := place()
			j.Place = &at
		}
		if r.IntN(4) == 0 {
			d := roster.Duration(r.IntN(20000))
			j.Duration = &d
		}
		p.Jobs = append(p.Jobs, j)
	}
	for range workers {
		v := roster.PastVisits{Worker: workerID(), Customer: customerID(), Count: 1 + r.IntN(4)}
		if r.IntN(2) == 0 {
			v.Service = service()
		}
		p.History.Visits = append(p.History.Visits, v)
	}
	return p
}

func contains(list []string, s string) bool {
	for _, v := range list {
		if v == s {
			return true
		}
	}
	return false
}
