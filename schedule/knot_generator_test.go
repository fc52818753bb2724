package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paidan/paidan/roster"
)

// knotDice draws a small problem whose jobs are tied to each other: crews with
// roles, links of every kind, series, several shifts and days, limits of
// workers and of money, and costs of the plan as a whole. Every time and
// length of time is a multiple of five minutes. Breaks, stores and speeds by
// hour are left to the other twin.
type knotDice struct {
	*rand.Rand
	p      *roster.Problem
	dawn   time.Time
	days   int
	places []roster.Place
	// hours tells that fairness of hours is priced: nobody has two shifts then.
	hours, pay bool
	visits     int
}

// mostKnotVisits is how many visits the twin can bear.
const mostKnotVisits = 6

// knotProblem returns a valid problem, the same for the same seed.
func knotProblem(seed uint64) *roster.Problem {
	for try := uint64(0); ; try++ {
		d := &knotDice{Rand: rand.New(rand.NewPCG(seed, 1000+try))}
		d.roll()
		if err := d.p.Validate(); err == nil {
			return d.p
		} else if try == 100 {
			panic(fmt.Sprintf("seed %d: no valid problem: %v", seed, err))
		}
	}
}

func (d *knotDice) chance(percent int) bool { return d.IntN(100) < percent }
func (d *knotDice) between(lo, hi int) int  { return lo + d.IntN(hi-lo+1) }
func (d *knotDice) money(most int) roster.Money {
	if d.chance(40) {
		return 0
	}
	return roster.Money(1 + d.IntN(most))
}

// length draws a multiple of five minutes.
func (d *knotDice) length(lo, hi int) roster.Duration {
	return roster.Duration(300 * d.between(lo/5, hi/5))
}

func (d *knotDice) at(day, minute int) time.Time {
	return d.dawn.AddDate(0, 0, day).Add(time.Duration(minute/5*5) * time.Minute)
}

func (d *knotDice) roll() {
	d.p = &roster.Problem{SchemaVersion: roster.SchemaVersion, ID: "knot", TimeZone: "Asia/Shanghai"}
	zone, err := time.LoadLocation(d.p.TimeZone)
	if err != nil {
		panic(err)
	}
	hour := 8
	if d.chance(15) {
		hour = 21 // over midnight
	}
	d.dawn = time.Date(2026, 10, 26, hour, 0, 0, 0, zone)
	d.days = []int{1, 1, 1, 2, 3}[d.IntN(5)]
	d.p.Horizon = roster.Horizon{Start: d.dawn.Add(-time.Duration(hour) * time.Hour), End: d.dawn.AddDate(0, 0, d.days).Add(3 * time.Hour)}
	d.weights()
	d.travel()
	for i := range 2 {
		s := roster.Service{Code: fmt.Sprintf("S%d", i), Duration: roster.DurationModel{Base: d.length(5, 60)}, Price: roster.Money(d.IntN(8000))}
		if d.chance(20) {
			s.Setup = d.length(0, 20)
		}
		d.p.Catalogue = append(d.p.Catalogue, s)
	}
	for i := range d.between(2, 3) {
		d.worker(i)
	}
	for i := range d.between(1, 3) {
		d.customer(i)
	}
	jobs := d.between(2, 5)
	for i := 0; i < jobs && d.visits < mostKnotVisits; i++ {
		d.job(i)
	}
	if d.days > 1 && d.chance(40) {
		d.series()
	}
	for range d.between(1, 4) {
		d.link()
	}
	d.rules()
}

func (d *knotDice) weights() {
	if d.chance(20) {
		return // the defaults
	}
	w := &d.p.Weights
	*w = roster.Weights{TravelPerHour: d.money(3000), TravelPerKm: d.money(100), WaitPerHour: d.money(2000), LatePerHour: d.money(8000),
		EarlyPerHour: d.money(4000), OvertimePerHour: d.money(3000), IgnorePay: d.chance(30), Unassigned: d.money(10000), Criteria: map[string]roster.Money{}}
	if d.chance(30) {
		w.Criteria[roster.SkillFit] = d.money(2000)
	}
	if d.chance(50) {
		w.DistinctWorkers = d.money(800)
	}
	if d.chance(25) {
		w.WorstLatePerHour = d.money(9000)
	}
	if d.chance(25) {
		w.WorstIdlePerHour = d.money(2000)
	}
	if d.chance(25) {
		w.BalancePerHour = d.money(900)
	}
	if d.chance(40) {
		w.Fairness = map[string]roster.Money{}
		for _, key := range roster.FairKeys() {
			if d.chance(40) {
				w.Fairness[key] = 1 + d.money(500)
			}
		}
		d.hours, d.pay = w.Fairness[roster.FairHours] > 0, w.Fairness[roster.FairPay] > 0
		if w.Fairness[roster.FairUnpopular] > 0 {
			d.p.Rules.Unpopular = []roster.UnpopularTime{{From: 9 * 3600, To: 10*3600 + 1800}, {Weekdays: []time.Weekday{time.Tuesday}, To: 24 * 3600}}
		}
	}
}

func (d *knotDice) travel() {
	n := d.between(2, 5)
	m := roster.Matrix{}
	for i := range n {
		d.places = append(d.places, roster.Place{ID: fmt.Sprintf("P%d", i)})
		m.Places = append(m.Places, d.places[i].ID)
		m.Seconds, m.Metres = append(m.Seconds, make([]*int32, n)), append(m.Metres, make([]int32, n))
	}
	for i := range n {
		for j := range n {
			seconds := int32(300 * d.between(2, 4)) // keeps the triangle inequality
			m.Seconds[i][j], m.Metres[i][j] = &seconds, seconds*4
		}
	}
	d.p.Travel = roster.Travel{Kind: roster.MatrixTravel, Matrices: []roster.Matrix{m}}
}

func (d *knotDice) place() roster.Place { return d.places[d.IntN(len(d.places))] }

func (d *knotDice) worker(i int) {
	w := roster.Worker{ID: fmt.Sprintf("W%d", i), Home: d.place()}
	for _, k := range []string{"k0", "k1"} {
		if d.chance(75) {
			w.Skills = append(w.Skills, roster.Skill{Code: k, Level: d.between(1, 3)})
		}
	}
	if d.chance(20) && i > 0 {
		w.IncompatibleWorkers = []string{d.p.Workers[i-1].ID}
	}
	if d.chance(20) {
		w.SharePercent = []int{50, 200}[d.IntN(2)]
	}
	w.Pay = roster.Pay{PerHour: d.money(4000), PerShift: d.money(2000), PerVisit: d.money(500), PerKm: d.money(100), OvertimePerHour: d.money(8000)}
	if d.pay || d.chance(40) {
		w.Pay.Basis = roster.Salaried
	}
	from := d.between(0, 60)
	for day := range d.days {
		if day > 0 && d.chance(30) || d.hours && len(w.Shifts) > 0 {
			continue
		}
		s := roster.Shift{ID: fmt.Sprintf("%s-%d", w.ID, day), Start: d.at(day, from), OnDuty: d.chance(10)}
		s.End = s.Start.Add(d.length(120, 360).Std())
		if !d.pay && d.chance(40) {
			s.MaxOvertime = d.length(0, 60)
		}
		if d.chance(20) {
			s.MaxWork = d.length(60, 240)
		}
		if d.chance(15) {
			s.MaxVisits = d.between(1, 3)
		}
		w.Shifts = append(w.Shifts, s)
	}
	d.p.Workers = append(d.p.Workers, w)
}

func (d *knotDice) customer(i int) {
	c := roster.Customer{ID: fmt.Sprintf("C%d", i), Place: d.place()}
	if d.chance(20) {
		most := d.money(20000)
		c.MaxSpend = &most
	}
	if d.chance(10) {
		c.BannedWorkers = []string{d.p.Workers[d.IntN(len(d.p.Workers))].ID}
	}
	d.p.Customers = append(d.p.Customers, c)
}

func (d *knotDice) job(i int) {
	j := roster.Job{ID: fmt.Sprintf("J%d", i), Customer: d.p.Customers[d.IntN(len(d.p.Customers))].ID, Service: fmt.Sprintf("S%d", d.IntN(2))}
	if d.chance(60) {
		p := d.place()
		j.Place = &p
	}
	if d.chance(60) {
		l := d.length(20, 90)
		j.Duration = &l
	}
	for day := range d.days {
		if (day == 0 || d.chance(60)) && (d.days > 1 || d.chance(75)) {
			from := d.between(0, 200)
			w := roster.Window{Start: d.at(day, from), End: d.at(day, from+d.between(5, 180))}
			if d.chance(30) {
				w.Bounds = roster.BoundsService
			}
			j.Windows = append(j.Windows, w)
		}
	}
	if d.chance(40) {
		from := d.between(0, 240)
		j.Preferred = []roster.PreferredWindow{{Start: d.at(0, from), End: d.at(0, from+d.between(5, 60))}}
	}
	if d.chance(20) {
		j.Requirements.Skills = []roster.SkillRequirement{{Code: "k1", MinLevel: d.between(1, 2)}}
	}
	size := 1
	if d.chance(45) {
		size = min(d.between(2, 3), mostKnotVisits-d.visits)
		c := &roster.Crew{Size: size}
		if d.chance(35) {
			c.StartTolerance = d.length(5, 30)
		}
		for range d.IntN(c.Size + 1) {
			role := roster.Role{Code: fmt.Sprintf("r%d", len(c.Roles))}
			if d.chance(60) {
				role.Requirements.Skills = []roster.SkillRequirement{{Code: "k0", MinLevel: d.between(1, 3)}}
			}
			c.Roles = append(c.Roles, role)
		}
		j.Crew = c
	}
	d.visits += size
	switch {
	case d.chance(10):
		j.Mandatory = true
	case d.chance(20):
		j.Tier = d.between(1, 2)
	}
	v := roster.Money(d.IntN(12000))
	if j.Tier > 0 {
		v = roster.Money(1 + d.IntN(4))
	}
	j.Value = &v
	d.p.Jobs = append(d.p.Jobs, j)
}

// series adds a recurring request of one or two visits.
func (d *knotDice) series() {
	if d.visits+d.days > mostKnotVisits {
		return
	}
	from, tolerance := 8*3600+int(d.length(0, 120)), d.length(0, 30)
	s := roster.Series{ID: "R", Template: roster.Job{Customer: "C0", Service: "S0"}, From: roster.DateOf(d.dawn), Until: roster.DateOf(d.dawn.AddDate(0, 0, d.days-1)),
		DayStart: roster.Duration(from), DayEnd: roster.Duration(from) + d.length(30, 120), StartTolerance: &tolerance, MaxWorkers: d.between(0, 1)}
	for day := range d.days {
		s.Weekdays = append(s.Weekdays, d.dawn.AddDate(0, 0, day).Weekday())
	}
	if d.chance(50) {
		s.Weekdays, s.PerWeek, s.MinSpacing = nil, d.between(1, 2), d.IntN(2)
	}
	d.visits += d.days
	d.p.Series = append(d.p.Series, s)
}

func (d *knotDice) link() {
	a, b := d.IntN(len(d.p.Jobs)), d.IntN(len(d.p.Jobs))
	if a == b {
		return
	}
	kinds := []roster.LinkKind{roster.SameStart, roster.StartToStart, roster.EndToStart, roster.SameWorker, roster.DifferentWorker, roster.BothServed}
	if d.days > 1 {
		kinds = append(kinds, roster.DaysApart, roster.SameTime)
	}
	l := roster.Link{First: d.p.Jobs[a].ID, Second: d.p.Jobs[b].ID, Kind: kinds[d.IntN(len(kinds))]}
	switch l.Kind {
	case roster.SameStart, roster.SameTime:
		if d.chance(60) {
			tolerance := d.length(0, 30)
			l.MaxGap = &tolerance
		}
	case roster.StartToStart, roster.EndToStart:
		l.MinGap = d.length(0, 60)
		if d.chance(60) {
			most := l.MinGap + d.length(0, 60)
			l.MaxGap = &most
		}
	case roster.DaysApart:
		l.MinDays = d.between(0, 1)
		if d.chance(50) {
			l.MaxDays = max(1, l.MinDays+d.IntN(2))
		}
	}
	d.p.Links = append(d.p.Links, l)
}

func (d *knotDice) rules() {
	r, p := &d.p.Rules, d.p
	if d.chance(25) {
		p.WorkerLimits = []roster.WorkerLimit{{ID: "L", Max: d.between(1, 2), Jobs: []string{p.Jobs[0].ID, p.Jobs[len(p.Jobs)-1].ID}}}
		if len(p.Jobs) == 1 {
			p.WorkerLimits = nil
		}
	}
	if d.days > 1 && d.chance(40) {
		rest := roster.Duration(3600 * d.between(16, 23))
		r.MinRest = &rest
	}
	if d.days > 1 && d.chance(30) {
		n := d.between(1, 2)
		r.MaxDaysInRow = &n
	}
	if d.chance(15) {
		r.StartGrid = []roster.Duration{600, 900, 1800}[d.IntN(3)]
	}
	if r.StartGrid == 0 && len(r.Unpopular) > 0 {
		r.StartGrid = 300 // a second before an unpopular stretch is not
	}
	if d.chance(15) {
		p.Locks = append(p.Locks, roster.Lock{Job: p.Jobs[d.IntN(len(p.Jobs))].ID, Worker: p.Workers[d.IntN(len(p.Workers))].ID})
	}
	if d.chance(10) {
		if j := &p.Jobs[d.IntN(len(p.Jobs))]; len(j.Windows) > 0 {
			p.Locks = append(p.Locks, roster.Lock{Job: j.ID, Start: j.Windows[0].Start})
		}
	}
	for i := range p.Workers {
		if d.chance(20) {
			p.History.Ledger = append(p.History.Ledger, roster.LedgerEntry{Worker: p.Workers[i].ID, FairWork: d.length(0, 600), FairUnpopular: d.IntN(5),
				FairTravel: d.length(0, 200), FairPay: roster.Money(d.IntN(90000)), DaysInRow: d.IntN(3)})
		}
	}
}
