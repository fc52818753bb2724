package matching_test

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// plainReasons derives the reasons a second time, slowly and day by day,
// from the problem alone. role −1: without roles.
func plainReasons(p *roster.Problem, w *roster.Worker, j *roster.Job, role int, first, last roster.Date) []string {
	var days []roster.Date
	for d := first; !last.Before(d); d = roster.DateOf(time.Date(d.Year, d.Month, d.Day+1, 0, 0, 0, 0, time.UTC)) {
		days = append(days, d)
	}
	everyDay := func(holds func(d roster.Date) bool) bool {
		return !slices.ContainsFunc(days, func(d roster.Date) bool { return !holds(d) })
	}
	customer := p.Customers[slices.IndexFunc(p.Customers, func(c roster.Customer) bool { return c.ID == j.Customer })]
	service := p.Catalogue[slices.IndexFunc(p.Catalogue, func(s roster.Service) bool { return s.Code == j.Service })]
	crew := service.Crew
	if j.Crew != nil {
		crew = *j.Crew
	}
	layers := []roster.Requirements{service.Requirements, j.Requirements}
	if role >= 0 && role < len(crew.Roles) {
		layers = append(layers, crew.Roles[role].Requirements)
	}
	holds := map[string]bool{}
	bar := func(code string, when bool) { holds[code] = holds[code] || when }

	bar(roster.ReasonInactive, w.Status != "" && w.Status != roster.Active)
	if w.Agency != "" && w.Agency != p.Agency {
		bar(roster.ReasonAgency, !everyDay(func(d roster.Date) bool {
			for _, a := range p.Agencies {
				for _, s := range a.SharesWith {
					if a.ID == w.Agency && s.Agency == p.Agency && s.Valid.Covers(d, d) &&
						(len(s.Services) == 0 || slices.Contains(s.Services, j.Service)) {
						return true
					}
				}
			}
			return false
		}))
	}
	level := map[string]int{}
	for _, s := range w.Skills {
		level[s.Code] = max(1, s.Level)
	}
	// A job's alternatives and gender replace the service's, those of a role
	// come on top.
	own := roster.Requirements{AnySkills: layers[0].AnySkills, Gender: layers[0].Gender}
	if len(j.Requirements.AnySkills) > 0 {
		own.AnySkills = j.Requirements.AnySkills
	}
	if j.Requirements.Gender != "" {
		own.Gender = j.Requirements.Gender
	}
	for _, q := range append([]roster.Requirements{own}, layers[2:]...) {
		held, enough := false, len(q.AnySkills) == 0
		for _, s := range q.AnySkills {
			held = held || level[s.Code] > 0
			enough = enough || level[s.Code] >= max(1, s.MinLevel)
		}
		bar(roster.ReasonSkill, !enough && !held)
		bar(roster.ReasonSkillLevel, !enough && held)
		bar(roster.ReasonGender, q.Gender != "" && w.Gender != q.Gender)
	}
	for _, q := range layers {
		for _, s := range q.Skills {
			bar(roster.ReasonSkill, level[s.Code] == 0)
			bar(roster.ReasonSkillLevel, level[s.Code] > 0 && level[s.Code] < s.MinLevel)
		}
		for _, s := range q.NoSkills {
			bar(roster.ReasonSkillExcluded, level[s.Code] >= max(1, s.MinLevel))
		}
		for _, code := range q.Certificates {
			held := slices.ContainsFunc(w.Certificates, func(c roster.Certificate) bool { return c.Code == code })
			bar(roster.ReasonCertificate, !held)
			bar(roster.ReasonCertificateDate, held && !everyDay(func(d roster.Date) bool {
				return slices.ContainsFunc(w.Certificates, func(c roster.Certificate) bool { return c.Code == code && c.Covers(d, d) })
			}))
		}
		for _, code := range q.Trainings {
			bar(roster.ReasonTraining, !everyDay(func(d roster.Date) bool {
				return slices.ContainsFunc(w.Trainings, func(c roster.Training) bool { return c.Code == code && c.Covers(d, d) })
			}))
		}
		bar(roster.ReasonHealth, q.HealthCertificate && (w.HealthCertificate == nil || !w.HealthCertificate.Covers(first, last)))
		bar(roster.ReasonBackground, q.BackgroundCheck && (w.BackgroundCheck == nil || !w.BackgroundCheck.Covers(first, last)))
		bar(roster.ReasonRealName, q.RealName && !w.RealNameVerified)
		bar(roster.ReasonCredits, w.TrainingCredits < q.MinCredits)
		months := 0
		for _, e := range w.Experience {
			if e.Service == j.Service {
				months = e.Months
			}
		}
		bar(roster.ReasonExperience, months < q.MinExperience)
		for _, l := range q.Languages {
			bar(roster.ReasonLanguage, !slices.ContainsFunc(w.Languages, func(o string) bool { return strings.EqualFold(l, o) }))
		}
		for _, e := range q.Equipment {
			bar(roster.ReasonEquipment, !slices.Contains(w.Equipment, e) &&
				!slices.ContainsFunc(p.Stores, func(s roster.Store) bool { return slices.Contains(s.Equipment, e) }))
		}
	}
	plainPair(p, w, j, customer, first, bar)
	consumes := service.Consumes
	if j.Consumes != nil {
		consumes = j.Consumes
	}
	total := map[string]int{}
	for _, q := range consumes {
		total[q.Type] += q.Quantity
	}
	for kind, n := range total {
		most := 0
		for _, c := range w.Carries {
			if c.Type == kind {
				most = c.Quantity
				for _, s := range p.Stores {
					if len(s.Types) == 0 || slices.Contains(s.Types, kind) {
						most = max(c.Quantity, c.Capacity)
					}
				}
			}
		}
		bar(roster.ReasonConsumables, most < n)
	}
	others := map[string]bool{}
	for _, l := range p.Locks {
		if l.Worker != "" && l.Worker != w.ID && (l.Job == j.ID || slices.Contains(l.Sequence, j.ID)) {
			others[l.Worker] = true
		}
	}
	bar(roster.ReasonLockedToOther, len(others) >= max(1, crew.Size, len(crew.Roles)))

	var out []string
	for _, code := range []string{
		roster.ReasonInactive, roster.ReasonAgency, roster.ReasonSkill, roster.ReasonSkillLevel, roster.ReasonSkillExcluded,
		roster.ReasonCertificate, roster.ReasonCertificateDate, roster.ReasonHealth, roster.ReasonBackground, roster.ReasonRealName,
		roster.ReasonTraining, roster.ReasonCredits, roster.ReasonGender, roster.ReasonLanguage, roster.ReasonExperience,
		roster.ReasonBannedByCustomer, roster.ReasonBannedByWorker, roster.ReasonRefused, roster.ReasonArea, roster.ReasonDistance,
		roster.ReasonEquipment, roster.ReasonConsumables, roster.ReasonLockedToOther,
	} {
		if holds[code] {
			out = append(out, code)
		}
	}
	return out
}

// plainPair derives bans, refusals, area and distance.
func plainPair(p *roster.Problem, w *roster.Worker, j *roster.Job, c roster.Customer, first roster.Date, bar func(string, bool)) {
	bar(roster.ReasonBannedByCustomer, slices.Contains(c.BannedWorkers, w.ID) || slices.Contains(j.BannedWorkers, w.ID))
	bar(roster.ReasonBannedByWorker, slices.Contains(w.BannedCustomers, c.ID))
	zone, err := p.Location()
	if err != nil {
		panic(err)
	}
	dawn := time.Date(first.Year, first.Month, first.Day, 0, 0, 0, 0, zone)
	for _, r := range p.History.Refusals {
		about := r.Job == j.ID || r.Job == "" && r.Customer == c.ID
		bar(roster.ReasonRefused, r.Worker == w.ID && about && (r.Until.IsZero() || !r.Until.Before(dawn)))
	}
	bar(roster.ReasonArea, len(w.Areas) > 0 && !slices.Contains(w.Areas, c.Area))
	at := c.Place
	if j.Place != nil {
		at = *j.Place
	}
	if w.MaxDistance > 0 && at.Location != nil && w.Home.Location != nil {
		x1, y1, z1 := plainGrid(*at.Location)
		x2, y2, z2 := plainGrid(*w.Home.Location)
		d := math.Sqrt((x1-x2)*(x1-x2) + (y1-y2)*(y1-y2) + (z1-z2)*(z1-z2))
		bar(roster.ReasonDistance, math.Floor(d/100+0.5) > float64(w.MaxDistance))
	}
}

func plainGrid(p roster.LatLng) (x, y, z float64) {
	lat, lng := p.Lat*math.Pi/180, p.Lng*math.Pi/180
	const r = 637100880
	return math.Round(r * math.Cos(lat) * math.Cos(lng)), math.Round(r * math.Cos(lat) * math.Sin(lng)), math.Round(r * math.Sin(lat))
}
