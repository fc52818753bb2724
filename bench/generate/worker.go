package generate

import (
	"iter"

	"github.com/paidan/paidan/roster"
)

func (g *generator) allWorkers() iter.Seq[roster.Worker] {
	return func(yield func(roster.Worker) bool) {
		for i := range g.workers() {
			if !yield(g.worker(i)) {
				return
			}
		}
	}
}

// worker makes one worker. The first of each profession is in good order.
func (g *generator) worker(i int) roster.Worker {
	d, p := g.dice(kindWorker, i), g.professionOf(i)
	c, sound := &crafts[p], i == g.first[p]
	home, district := g.home(i)
	level := 1 + d.pick(15, 25, 30, 20, 10)
	if sound {
		level = max(level, 4)
	}
	level = max(level, c.lowest)
	w := roster.Worker{
		ID: g.workerID(i), Employment: roster.Employee,
		Home:             roster.Place{Location: home.latLng()},
		RealNameVerified: d.percent(98) || sound,
		Skills:           []roster.Skill{{Code: c.skill, Level: level}},
		Gender:           roster.Male,
		Languages:        []string{"zh"},
		Shifts:           g.shifts(i, p),
		SharePercent:     g.sharePercent(i, p),
	}
	if d.percent(c.women) {
		w.Gender = roster.Female
	}
	if d.percent(15) {
		w.Employment = roster.Contractor
	}
	if d.percent(6) && !sound {
		w.Agency = partner
	}
	if d.percent(2) && !sound {
		w.Status = []roster.WorkerStatus{roster.Suspended, roster.OnLeave}[d.pick(30, 70)]
	}
	for _, o := range c.others {
		if d.percent(o.percent) || sound {
			w.Skills = append(w.Skills, roster.Skill{Code: o.skill, Level: max(1, level-d.between(1, 2))})
		}
	}
	if d.percent(25) || sound {
		w.Languages = append(w.Languages, "yue")
	}
	if p == butler && d.percent(60) || d.percent(5) || sound {
		w.Languages = append(w.Languages, "en")
	}
	g.papers(d, &w, p, level, sound)
	g.record(d, &w, p, level)
	g.means(d, &w, p, sound)
	g.reach(d, &w, district, sound)
	g.wishes(d, &w, p)
	w.Pay = pay(d, c, level)
	return w
}

// papers are certificates, checks and trainings.
func (g *generator) papers(d dice, w *roster.Worker, p profession, level int, sound bool) {
	c := &crafts[p]
	if c.required || c.certificate != "" && (sound || level > 2 && d.percent(50)) {
		w.Certificates = []roster.Certificate{{Code: c.certificate, Validity: g.validity(d, 730, sound)}}
	}
	if c.health || d.percent(20) {
		v := g.validity(d, 365, sound)
		w.HealthCertificate = &v
	}
	if d.percent(97) || sound {
		v := roster.Validity{From: g.date(-d.between(100, 900))}
		w.BackgroundCheck = &v
	}
	if p == nanny {
		w.Trainings = []roster.Training{{Code: "infant_first_aid", Validity: g.validity(d, 730, sound)}}
	}
	w.TrainingCredits = d.between(0, 10) * level
}

// validity of a paper which holds for so many days after issue.
func (g *generator) validity(d dice, length int, sound bool) roster.Validity {
	left := d.between(60, length-30)
	switch d.pick(4, 5, 91) {
	case 0:
		if !sound {
			left = -d.between(1, 200)
		}
	case 1:
		if !sound {
			left = d.between(0, 14)
		}
	}
	return roster.Validity{From: g.date(left - length), Until: g.date(left)}
}

// record is experience, ratings and punctuality.
func (g *generator) record(d dice, w *roster.Worker, p profession, level int) {
	months := 12*(level-1) + d.between(1, 18)
	if p == butler {
		months += 24
	}
	for k, s := range crafts[p].services {
		w.Experience = append(w.Experience, roster.Experience{Service: laws[s].code, Months: max(1, months>>k)})
	}
	stars := min(50, max(30, 41+12*(level-1)/10+d.normal(20)/10)) // tenths
	count := 0
	switch d.pick(15, 25, 60) {
	case 1:
		count = d.between(1, 5)
		stars = min(50, max(10, stars+d.normal(50)/10)) // few reviews scatter
	case 2:
		count = 5 + d.IntN(20)*d.IntN(11)
	}
	if count > 0 {
		w.Ratings = []roster.Rating{{Stars: float64(stars) / 10, Count: count, Date: g.date(-d.between(1, 400))}}
	}
	if count > 30 {
		more := roster.Rating{Service: laws[crafts[p].services[0]].code, Count: count / 3, Date: g.date(-d.between(1, 120))}
		more.Stars = float64(min(50, stars+d.between(-2, 3))) / 10
		w.Ratings = append(w.Ratings, more)
	}
	total := 2 * months
	w.Punctuality = roster.Record{Good: total * d.between(85, 100) / 100, Total: total}
}

// means are equipment, consumables and speed.
func (g *generator) means(d dice, w *roster.Worker, p profession, sound bool) {
	carries := func(kind string, low, capacity int) {
		w.Carries = append(w.Carries, roster.Carry{Type: kind, Quantity: d.between(low, capacity), Capacity: capacity})
	}
	cleans, repairs := false, false
	for _, s := range w.Skills {
		cleans = cleans || s.Code == "cleaning"
		repairs = repairs || s.Code == "appliance"
	}
	if cleans {
		carries("detergent", 4, 8)
		if d.percent(50) || sound {
			w.Equipment = append(w.Equipment, "steam_mop")
		}
	}
	if repairs {
		carries("descaler", 3, 8)
		if p == technician && d.percent(60) || sound {
			w.Equipment = append(w.Equipment, "high_pressure_washer")
		}
	}
	if d.percent(15) {
		w.TravelPercent = d.step(80, 130, 10)
	}
	if d.percent(20) {
		w.ServicePercent = map[string]int{laws[crafts[p].services[0]].code: d.step(85, 120, 5)}
	}
}

// reach is how and how far a worker travels.
func (g *generator) reach(d dice, w *roster.Worker, district int, sound bool) {
	w.Mode = []roster.Mode{roster.EBike, roster.Transit, roster.Car, roster.Bicycle, roster.Walk}[d.pick(70, 12, 10, 5, 3)]
	switch {
	case sound:
		w.Mode = roster.EBike
	case w.Mode == roster.Walk:
		w.MaxDistance = 3000
	case d.percent(15):
		w.MaxDistance = 1000 * d.between(8, 20)
	case d.percent(20):
		w.MaxLeg = roster.Duration(60 * d.step(60, 90, 15))
	}
	if d.percent(25) && !sound {
		w.Areas = g.around(district, d.between(3, 6))
	}
}

// around returns the codes of a district and its nearest ones, in the
// districts' order.
func (g *generator) around(district, count int) []string {
	at := g.city.districts[district].centre
	chosen := make([]bool, len(g.city.districts))
	for range min(count, len(chosen)) {
		best := -1
		for i := range chosen {
			if !chosen[i] && (best < 0 || g.city.near(at, g.city.districts[i].centre) < g.city.near(at, g.city.districts[best].centre)) {
				best = i
			}
		}
		chosen[best] = true
	}
	var out []string
	for i, in := range chosen {
		if in {
			out = append(out, g.city.districts[i].code)
		}
	}
	return out
}

// wishes are what a worker likes to do, and for whom.
func (g *generator) wishes(d dice, w *roster.Worker, p profession) {
	own := crafts[p].services
	if d.percent(30) {
		w.PreferredServices = []string{laws[own[0]].code}
	}
	if len(own) > 1 && d.percent(15) {
		w.AvoidedServices = []string{laws[own[1]].code}
	}
	if d.percent(5) {
		w.PreferredCustomers = []string{g.customerID(d.IntN(g.customers))}
	} else if d.percent(2) {
		w.BannedCustomers = []string{g.customerID(d.IntN(g.customers))}
	}
}

func pay(d dice, c *craft, level int) roster.Pay {
	hour := c.perHour*(100+12*(level-1))/100 + d.normal(150)
	hour -= hour % 50
	p := roster.Pay{PerHour: roster.Money(hour), OvertimePerHour: roster.Money(hour * 3 / 2)}
	switch d.pick(75, 15, 10) {
	case 1:
		p.PerVisit = roster.Money(d.step(300, 800, 100))
	case 2:
		p.Basis = roster.Salaried
	}
	if d.percent(20) {
		p.PerKm = roster.Money(d.step(30, 80, 10))
	}
	return p
}
