package schedule_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"time"

	"github.com/paidan/paidan/roster"
)

// loops returns n, or twenty times as many where PAIDAN_LONG=1 asks for the
// long run of the random tests.
func loops(n int) int {
	if os.Getenv("PAIDAN_LONG") == "1" {
		return 20 * n
	}
	return n
}

// shape bounds a random problem.
type shape struct {
	jobs, workers [2]int
	// grid keeps every time and every length of time, after percents and
	// speeds, to multiples of five minutes.
	grid bool
	// ties allows crews, links and several days.
	ties bool
	// placed asks for breaks at places of their own.
	placed bool
}

// tiny problems can be solved by brute force.
var tiny = shape{jobs: [2]int{1, 7}, workers: [2]int{1, 3}, grid: true}

// resting problems have breaks at places of their own.
var resting = shape{jobs: [2]int{1, 5}, workers: [2]int{1, 2}, grid: true, placed: true}

// wild problems have any numbers.
var wild = shape{jobs: [2]int{5, 60}, workers: [2]int{1, 12}}

// tied problems have crews, links and several days too.
var tied = shape{jobs: [2]int{5, 40}, workers: [2]int{2, 8}, ties: true}

// dice draws one random problem.
type dice struct {
	*rand.Rand
	shape
	p *roster.Problem
	// dawn is the earliest start of a shift; step and cell are what service
	// times and ways are multiples of.
	dawn       time.Time
	step, cell int
	places     []roster.Place
	// Which features this problem has.
	percents, hours, carries, tools, breaks, binding bool
}

// randomProblem returns a valid problem which mixes everything the solver
// supports, each feature with some probability: it is the same for the same
// seed and shape.
func randomProblem(seed uint64, s shape) *roster.Problem {
	for try := uint64(0); ; try++ {
		d := &dice{Rand: rand.New(rand.NewPCG(seed, try)), shape: s}
		d.roll()
		if d.p.Validate() == nil {
			return d.p
		}
		if try == 100 {
			panic(fmt.Sprintf("seed %d: no valid problem: %v", seed, d.p.Validate()))
		}
	}
}

func (d *dice) chance(percent int) bool { return d.IntN(100) < percent }
func (d *dice) between(lo, hi int) int  { return lo + d.IntN(hi-lo+1) }
func (d *dice) money(most int) roster.Money {
	if d.chance(30) {
		return 0
	}
	return roster.Money(d.IntN(most + 1))
}

// length draws a number of seconds up to about a number of minutes.
func (d *dice) length(most, multiple int) roster.Duration {
	if !d.grid {
		return roster.Duration(d.IntN(60*most + 1))
	}
	return roster.Duration(d.IntN(60*most/multiple+1) * multiple)
}

// at draws an instant some minutes after dawn.
func (d *dice) at(lo, hi int) time.Time {
	m := 60 * d.between(lo, hi)
	if d.grid {
		m -= m % 300
	} else {
		m += d.IntN(60)
	}
	return d.dawn.Add(time.Duration(m) * time.Second)
}

func (d *dice) roll() {
	zones := []string{"Asia/Shanghai", "UTC", "Asia/Kathmandu", "Europe/Berlin"}
	d.p = &roster.Problem{SchemaVersion: roster.SchemaVersion, ID: "random", TimeZone: zones[d.IntN(len(zones))]}
	zone, err := time.LoadLocation(d.p.TimeZone)
	if err != nil {
		panic(err)
	}
	hour := 8
	if d.chance(30) {
		hour = 22 // over midnight; in Berlin the clock goes back that night
	}
	d.dawn = time.Date(2026, 10, 24, hour, 0, 0, 0, zone)
	d.p.Horizon = roster.Horizon{Start: d.dawn.Add(-time.Hour), End: d.dawn.Add(10 * time.Hour)}
	d.percents, d.hours, d.carries = d.chance(25), d.chance(25), d.chance(30)
	d.tools, d.breaks, d.binding = d.chance(20), d.chance(40) || d.placed, d.chance(30)
	d.step, d.cell = 300, 300
	if d.percents {
		d.step, d.cell = 600, 600
	}
	if d.hours {
		d.cell *= 2
	}
	d.weights()
	d.travel()
	d.catalogue()
	d.stores()
	for i := range d.between(d.workers[0], d.workers[1]) {
		d.worker(i)
	}
	for i := range 1 + d.IntN(4) {
		d.customer(i)
	}
	most := d.jobs[1]
	switch { // what brute force can bear
	case d.grid && d.binding:
		most = min(most, 4)
	case d.grid && len(d.p.Stores) > 0:
		most = min(most, 5)
	}
	for i := range d.between(d.jobs[0], most) {
		d.job(i)
	}
	d.locks()
	d.rulesAndHistory()
	if d.ties {
		d.crews()
		d.links()
		d.days()
		d.whole()
	}
	d.breakPlaces()
}

// breakPlaces gives some breaks a place where they must be taken.
func (d *dice) breakPlaces() {
	if !d.breaks || !d.chance(40) && !d.placed {
		return
	}
	for i := range d.p.Workers {
		for s := range d.p.Workers[i].Shifts {
			for b := range d.p.Workers[i].Shifts[s].Breaks {
				if d.chance(60) {
					place := d.place()
					d.p.Workers[i].Shifts[s].Breaks[b].Place = &place
				}
			}
		}
	}
}

// whole prices what no route has alone, and lets breaks be left out.
func (d *dice) whole() {
	if d.chance(50) {
		if d.p.Weights.Criteria == nil {
			d.p.Weights = roster.DefaultWeights()
		}
		w := &d.p.Weights
		w.WorstLatePerHour, w.WorstIdlePerHour, w.BalancePerHour = d.money(9000), d.money(2000), d.money(900)
		w.DistinctWorkers = d.money(800)
		w.Fairness = map[string]roster.Money{}
		for _, key := range roster.FairKeys() {
			if d.chance(40) {
				w.Fairness[key] = d.money(500)
			}
		}
		d.p.Rules.Unpopular = []roster.UnpopularTime{{From: 6 * 3600, To: 10 * 3600}}
	}
	for i := range d.p.Workers {
		w := &d.p.Workers[i]
		if d.chance(20) && i > 0 {
			w.IncompatibleWorkers = []string{d.p.Workers[i-1].ID}
		}
		if d.chance(20) {
			w.SharePercent = d.between(20, 120)
		}
		for s := range w.Shifts {
			w.Shifts[s].OnDuty = d.chance(10)
			skips := d.chance(30)
			for b := range w.Shifts[s].Breaks {
				if skips {
					price := d.money(3000)
					w.Shifts[s].Breaks[b].SkipPrice = &price
				} else if d.chance(30) {
					w.Shifts[s].Breaks[b].AfterWork = 600 + d.length(180, 300)
				}
			}
		}
	}
	if d.chance(25) {
		for i := range d.p.Jobs {
			if d.chance(50) {
				setup := d.length(20, 300)
				d.p.Jobs[i].Setup = &setup
			}
		}
	}
	if d.chance(15) {
		d.p.Rules.StartGrid = []roster.Duration{300, 900, 2700}[d.IntN(3)]
	}
	if d.tools && d.chance(50) {
		d.p.Agency = "A"
		d.p.Agencies = []roster.Agency{{ID: "A", Pool: []roster.PoolItem{{Equipment: "ladder", Count: 1}, {Equipment: "steamer", Count: d.IntN(3)}}}}
	}
	if d.chance(20) {
		for i := range d.p.Customers {
			most := d.money(60000)
			d.p.Customers[i].MaxSpend = &most
		}
	}
	if d.chance(20) && len(d.p.Jobs) > 3 {
		d.p.WorkerLimits = []roster.WorkerLimit{{ID: "L", Max: d.between(1, 2), Jobs: []string{d.p.Jobs[0].ID, d.p.Jobs[1].ID, d.p.Jobs[2].ID}}}
	}
}

// crews turns some jobs into jobs for several.
func (d *dice) crews() {
	for i := range d.p.Jobs {
		if !d.chance(25) {
			continue
		}
		c := &roster.Crew{Size: d.between(1, 3)}
		if d.chance(40) {
			c.StartTolerance = d.length(30, 300)
		}
		for range d.IntN(c.Size + 1) {
			role := roster.Role{Code: fmt.Sprintf("r%d", len(c.Roles))}
			if d.chance(50) {
				role.Requirements.Skills = []roster.SkillRequirement{{Code: "k0", MinLevel: d.between(1, 4)}}
			}
			if d.tools && d.chance(20) {
				role.Requirements.Equipment = []string{"steamer"}
			}
			c.Roles = append(c.Roles, role)
		}
		d.p.Jobs[i].Crew = c
	}
}

// links ties some jobs together.
func (d *dice) links() {
	kinds := []roster.LinkKind{roster.SameStart, roster.StartToStart, roster.EndToStart, roster.SameWorker, roster.DifferentWorker, roster.BothServed}
	for range d.IntN(6) {
		a, b := d.IntN(len(d.p.Jobs)), d.IntN(len(d.p.Jobs))
		if a == b {
			continue
		}
		l := roster.Link{First: d.p.Jobs[a].ID, Second: d.p.Jobs[b].ID, Kind: kinds[d.IntN(len(kinds))]}
		switch l.Kind {
		case roster.SameStart:
			if d.chance(50) {
				tolerance := d.length(30, 300)
				l.MaxGap = &tolerance
			}
		case roster.StartToStart, roster.EndToStart:
			l.MinGap = d.length(60, 300)
			if d.chance(60) {
				most := l.MinGap + d.length(60, 300)
				l.MaxGap = &most
			}
		}
		d.p.Links = append(d.p.Links, l)
	}
}

// days gives some workers shifts on further days, and some jobs windows then.
func (d *dice) days() {
	if !d.chance(50) {
		return
	}
	days := d.between(2, 9)
	d.p.Horizon.End = d.p.Horizon.End.AddDate(0, 0, days)
	for i := range d.p.Workers {
		w := &d.p.Workers[i]
		first := w.Shifts[0]
		for n := 1; n <= days; n++ {
			if d.chance(30) {
				continue
			}
			s := first
			s.ID = fmt.Sprintf("%s-%d", first.ID, n)
			s.Start, s.End = s.Start.AddDate(0, 0, n), s.End.AddDate(0, 0, n)
			s.Breaks = nil
			for _, b := range first.Breaks {
				b.Earliest, b.Latest = b.Earliest.AddDate(0, 0, n), b.Latest.AddDate(0, 0, n)
				s.Breaks = append(s.Breaks, b)
			}
			w.Shifts = append(w.Shifts, s)
		}
	}
	for i := range d.p.Jobs {
		j := &d.p.Jobs[i]
		for n := 1; n <= days; n++ {
			for _, w := range j.Windows {
				if d.chance(25) && len(j.Windows) < 4 {
					w.Start, w.End = w.Start.AddDate(0, 0, n), w.End.AddDate(0, 0, n)
					j.Windows = append(j.Windows, w)
				}
			}
		}
	}
	hours := func(least, most int) *roster.Duration {
		h := roster.Duration(3600 * d.between(least, most))
		return &h
	}
	r := &d.p.Rules
	if d.chance(40) {
		r.MaxWeeklyWork = hours(4, 30)
	}
	if d.chance(40) {
		r.MinRest = hours(8, 20)
	}
	if d.chance(40) {
		r.MaxMonthlyOvertime = hours(0, 2)
	}
	if d.chance(40) {
		n := d.between(1, 4)
		r.MaxDaysInRow = &n
	}
}

func (d *dice) weights() {
	switch d.IntN(4) {
	case 0: // the defaults
	case 1: // distance alone
		d.p.Weights = roster.Weights{TravelPerKm: 50, Unassigned: 5000, IgnorePay: true}
	default:
		d.p.Weights = roster.Weights{TravelPerHour: d.money(3000), TravelPerKm: d.money(100), WaitPerHour: d.money(2000),
			LatePerHour: d.money(8000), EarlyPerHour: d.money(4000), OvertimePerHour: d.money(3000), IgnorePay: d.chance(30),
			Unassigned: d.money(10000), Criteria: map[string]roster.Money{}}
		for _, c := range roster.Criteria() {
			if d.chance(25) {
				d.p.Weights.Criteria[c] = d.money(2000)
			}
		}
	}
}

// travel draws places and one or two matrices, or a straight line.
func (d *dice) travel() {
	t := &d.p.Travel
	if d.hours {
		t.Speeds = map[roster.Mode]roster.Speed{}
		for _, m := range []roster.Mode{roster.EBike, roster.Walk} {
			s := roster.Speed{}
			for hour := 0; hour < 24; {
				next := min(24, hour+1+d.IntN(3))
				if d.chance(60) {
					percent := []int{50, 100, 200}[d.IntN(3)]
					if !d.grid {
						percent = d.between(30, 250)
					}
					s.Hours = append(s.Hours, roster.HourSpeed{From: hour, To: next, SpeedPercent: percent})
				}
				hour = next
			}
			t.Speeds[m] = s
		}
	}
	n := d.between(2, 9)
	if !d.grid {
		n = d.between(2, 40)
	}
	for i := range n {
		p := roster.Place{ID: fmt.Sprintf("P%d", i)}
		if !d.grid {
			p.Location = &roster.LatLng{Lat: 30 + d.Float64()/20, Lng: 114 + d.Float64()/20}
		}
		d.places = append(d.places, p)
	}
	if !d.grid && d.chance(40) {
		return
	}
	t.Kind = roster.MatrixTravel
	symmetric, metric := d.chance(30), d.chance(50)
	for _, mode := range []roster.Mode{"", roster.Walk}[:1+d.IntN(2)] {
		m := roster.Matrix{Mode: mode}
		for i := range n {
			m.Places = append(m.Places, d.places[i].ID)
			m.Seconds, m.Metres = append(m.Seconds, make([]*int32, n)), append(m.Metres, make([]int32, n))
		}
		for i := range n {
			for j := range n {
				seconds := int32(d.length(60, d.cell))
				m.Metres[i][j] = seconds * int32(d.between(1, 8))
				if metric { // 0 and one step more break triangles less
					seconds = int32(d.cell * (1 + d.IntN(2)))
				}
				m.Seconds[i][j] = &seconds
				if d.chance(5) {
					m.Seconds[i][j] = nil
				}
				if symmetric && j < i {
					m.Seconds[i][j], m.Metres[i][j] = m.Seconds[j][i], m.Metres[j][i]
				}
			}
		}
		t.Matrices = append(t.Matrices, m)
	}
}

func (d *dice) place() roster.Place { return d.places[d.IntN(len(d.places))] }

func (d *dice) catalogue() {
	for i := range 2 {
		s := roster.Service{Code: fmt.Sprintf("S%d", i), Duration: roster.DurationModel{Base: d.length(60, d.step)}, Price: d.money(8000)}
		if d.chance(20) {
			s.Requirements.Skills = []roster.SkillRequirement{{Code: "k0", MinLevel: d.IntN(3)}}
		}
		if d.carries && d.chance(50) {
			s.Consumes = []roster.Quantity{{Type: "soap", Quantity: d.IntN(3)}}
		}
		d.p.Catalogue = append(d.p.Catalogue, s)
	}
}

func (d *dice) stores() {
	if !d.carries && !d.tools {
		return
	}
	for i := range d.IntN(3) {
		s := roster.Store{ID: fmt.Sprintf("T%d", i), Place: d.place(), Duration: d.length(15, 300)}
		if d.chance(40) {
			s.Windows = d.windows(2)
			for i := range s.Windows {
				s.Windows[i].Bounds = ""
			}
			if n := len(s.Windows); n == 2 && s.Windows[1].Start.Before(s.Windows[0].End) {
				s.Windows = s.Windows[:1]
			}
		}
		if d.chance(30) {
			s.Types = []string{[]string{"soap", "wax"}[d.IntN(2)]}
		}
		if d.tools {
			s.Equipment = []string{"ladder", "steamer"}[:1+d.IntN(2)]
		}
		d.p.Stores = append(d.p.Stores, s)
	}
}

func (d *dice) worker(i int) {
	w := roster.Worker{ID: fmt.Sprintf("W%d", i), Home: d.place(), MaxLeg: 0}
	if i > 0 && d.chance(15) { // the same as the one before
		w = d.p.Workers[i-1]
		w.ID = fmt.Sprintf("W%d", i)
		w.Shifts = append([]roster.Shift(nil), w.Shifts...)
		w.Shifts[0].ID = "H" + w.ID
		d.p.Workers = append(d.p.Workers, w)
		return
	}
	if d.chance(30) {
		w.Mode = roster.Walk
	}
	for _, k := range []string{"k0", "k1"} {
		if d.chance(70) {
			w.Skills = append(w.Skills, roster.Skill{Code: k, Level: d.between(1, 5)})
		}
	}
	if d.percents {
		percent := func() int {
			if d.grid {
				return []int{50, 100, 150, 200}[d.IntN(4)]
			}
			return d.between(50, 200)
		}
		if w.TravelPercent = percent(); d.chance(50) {
			w.ServicePercent = map[string]int{"S0": percent()}
		}
	}
	if d.chance(20) {
		w.MaxLeg = 300 + d.length(60, 300)
	}
	if d.chance(10) {
		w.PreferredServices = []string{"S0"}
		w.AvoidedServices = []string{"S1"}
	}
	if d.chance(20) {
		w.Experience = []roster.Experience{{Service: "S0", Months: d.IntN(48)}}
	}
	if d.carries {
		for _, c := range []string{"soap", "wax"} {
			if d.chance(85) {
				q := d.IntN(5)
				carry := roster.Carry{Type: c, Quantity: q}
				if d.chance(50) {
					carry.Capacity = q + d.IntN(4)
				}
				w.Carries = append(w.Carries, carry)
			}
		}
	}
	if d.tools && d.chance(40) {
		w.Equipment = []string{"ladder"}
	}
	w.Pay = roster.Pay{PerHour: d.money(4000), PerShift: d.money(2000), PerVisit: d.money(500), PerKm: d.money(100)}
	if d.chance(50) {
		w.Pay.OvertimePerHour = d.money(8000)
	}
	if d.chance(40) {
		w.Pay.Basis = roster.Salaried
	}
	if d.chance(4) {
		w.Status = roster.OnLeave
	}
	if !d.grid && d.chance(20) {
		until := roster.DateOf(d.dawn.AddDate(0, 0, d.IntN(2)))
		w.HealthCertificate = &roster.Validity{Until: until}
	}
	w.Shifts = []roster.Shift{d.shift(w.ID)}
	d.p.Workers = append(d.p.Workers, w)
}

func (d *dice) shift(worker string) roster.Shift {
	s := roster.Shift{ID: "H" + worker, Start: d.at(0, 60)}
	s.End = d.at(150, 360)
	if d.chance(50) {
		s.MaxOvertime = d.length(60, 300)
	}
	if d.chance(30) {
		p := d.place()
		s.StartPlace = &p
	}
	if d.chance(30) {
		p := d.place()
		s.EndPlace = &p
	}
	if d.binding && d.chance(70) {
		s.MaxWork = 1200 + d.length(220, 300)
	}
	if d.chance(15) {
		s.MaxVisits = d.between(1, 4)
	}
	if d.breaks {
		free := s.Start
		for i := range d.IntN(3) {
			b := roster.Break{ID: fmt.Sprintf("B%d", i), Duration: 300 + d.length(40, 300), Paid: d.chance(50)}
			b.Earliest = free.Add(d.length(120, 300).Std())
			b.Latest = b.Earliest
			if d.chance(70) {
				b.Latest = b.Earliest.Add(d.length(90, 300).Std())
			}
			free = b.Latest.Add(b.Duration.Std())
			if free.After(s.End.Add(s.MaxOvertime.Std())) {
				break
			}
			s.Breaks = append(s.Breaks, b)
		}
	}
	return s
}

func (d *dice) customer(i int) {
	c := roster.Customer{ID: fmt.Sprintf("C%d", i), Place: d.place()}
	if d.chance(10) {
		c.BannedWorkers = []string{d.anyWorker()}
	} else if d.chance(30) {
		c.PreferredWorkers = []string{d.anyWorker()}
	}
	d.p.Customers = append(d.p.Customers, c)
}

func (d *dice) anyWorker() string { return d.p.Workers[d.IntN(len(d.p.Workers))].ID }

// windows draws up to most windows in order; those which bound the service
// may overlap the others.
func (d *dice) windows(most int) []roster.Window {
	var list []roster.Window
	from := d.IntN(240)
	for range 1 + d.IntN(most) {
		w := roster.Window{Start: d.at(from, from)}
		to := from + d.IntN(120)
		if w.End = d.at(to, to); w.End.Before(w.Start) {
			w.End = w.Start
		}
		if d.chance(40) {
			w.Bounds = roster.BoundsService
		}
		list = append(list, w)
		if from = to + 5 + d.IntN(90); d.chance(15) {
			from = max(0, to-d.IntN(60))
		}
	}
	return list
}

func (d *dice) job(i int) {
	j := roster.Job{ID: fmt.Sprintf("J%d", i), Customer: fmt.Sprintf("C%d", d.IntN(len(d.p.Customers))), Service: fmt.Sprintf("S%d", d.IntN(2))}
	if d.chance(70) {
		p := d.place()
		j.Place = &p
	}
	if d.chance(70) {
		l := d.length(70, d.step)
		if d.chance(15) {
			l = 0
		}
		j.Duration = &l
	}
	if d.chance(65) {
		j.Windows = d.windows(3)
	}
	if d.chance(45) {
		for _, w := range d.windows(2) {
			j.Preferred = append(j.Preferred, roster.PreferredWindow{Start: w.Start, End: w.End})
		}
	}
	if d.chance(20) {
		j.Requirements.Skills = []roster.SkillRequirement{{Code: "k1", MinLevel: d.between(1, 4)}}
	}
	if d.tools && d.chance(40) {
		j.Requirements.Equipment = []string{[]string{"ladder", "steamer"}[d.IntN(2)]}
	}
	if !d.grid && d.chance(5) {
		j.Requirements.HealthCertificate = true
	}
	if d.carries && d.chance(60) {
		j.Consumes = []roster.Quantity{{Type: "soap", Quantity: d.IntN(4)}, {Type: "wax", Quantity: d.IntN(3)}}
	}
	switch {
	case d.chance(10):
		j.Mandatory = true
	case d.chance(20):
		j.Tier = d.between(1, 2)
	}
	if d.chance(70) {
		v := roster.Money(d.IntN(9000))
		if j.Tier > 0 {
			v = roster.Money(d.IntN(4))
		}
		j.Value = &v
	}
	if d.chance(20) {
		j.Budget = d.money(3000)
	}
	if d.chance(10) {
		j.Release = d.at(0, 200)
	}
	if d.chance(8) {
		j.BannedWorkers = []string{d.anyWorker()}
	}
	d.p.Jobs = append(d.p.Jobs, j)
}

func (d *dice) locks() {
	p := d.p
	if d.chance(15) {
		p.Locks = append(p.Locks, roster.Lock{Job: p.Jobs[d.IntN(len(p.Jobs))].ID, Worker: d.anyWorker()})
	}
	if d.chance(15) {
		j := &p.Jobs[d.IntN(len(p.Jobs))]
		start := d.at(0, 300)
		if len(j.Windows) > 0 {
			w := j.Windows[d.IntN(len(j.Windows))]
			if start = w.Start; d.chance(50) {
				start = w.End
			}
		}
		p.Locks = append(p.Locks, roster.Lock{Job: j.ID, Start: start})
	}
	if n := len(p.Jobs); n >= 3 && d.chance(20) {
		l := roster.Lock{}
		for _, j := range d.Perm(n)[:2+d.IntN(2)] {
			l.Sequence = append(l.Sequence, p.Jobs[j].ID)
		}
		if d.chance(25) {
			l.Worker = d.anyWorker()
		}
		p.Locks = append(p.Locks, l)
	}
	if d.chance(12) {
		p.FreezeTime = d.at(0, 150)
	}
}

func (d *dice) rulesAndHistory() {
	hours := func(lo, hi int) *roster.Duration {
		l := roster.Duration(60*lo) + d.length(hi-lo, 300)
		return &l
	}
	r, h := &d.p.Rules, &d.p.History
	if d.binding && d.chance(30) {
		r.MaxDailyWork = hours(60, 240)
	}
	if d.chance(10) {
		r.MaxDailyOvertime = hours(0, 60)
	}
	if d.binding && d.chance(50) {
		e := roster.LedgerEntry{Worker: d.anyWorker(), DaysInRow: d.IntN(8)}
		if d.chance(50) {
			e.LastEnd = d.dawn.Add(-d.length(120, 300).Std()).Add(-9 * time.Hour)
		}
		if d.chance(50) {
			e.WeekWork = 38*3600 + d.length(400, 300)
		}
		if d.chance(50) {
			e.MonthOvertime = 35*3600 + d.length(90, 300)
		}
		h.Ledger = append(h.Ledger, e)
	}
	if d.chance(20) {
		h.Visits = append(h.Visits, roster.PastVisits{Worker: d.anyWorker(), Customer: "C0", Count: d.between(1, 9)})
	}
	if d.chance(10) {
		h.Refusals = append(h.Refusals, roster.Refusal{Worker: d.anyWorker(), Customer: "C0"})
	}
}
