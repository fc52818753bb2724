package compare

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// Reduction tells what became of a day.
type Reduction struct {
	// Rules which the reduced day has, and those which were dropped.
	Kept    []Rule `json:"kept"`
	Dropped []Rule `json:"dropped"`
	// Jobs and Workers of the reduced day, and the jobs which it has not
	// because they are for crews or live-in, or nobody can serve them even on
	// an empty day.
	Jobs    int `json:"jobs"`
	Workers int `json:"workers"`
	LeftOut int `json:"leftOut"`
}

// valueFactor is what a job is worth in a reduced day without prizes, in costs
// of its dearest way: more than serving it can cost, so that the most jobs are
// served. With prizes mustFactor is what jobs which must be served, by tier or
// as mandatory, are worth in prices and letting the customer down.
const (
	valueFactor = 10
	mustFactor  = 10
)

// Reduce cuts a valid problem down to the given rules. Jobs, places, shifts,
// gates (skills, certificates, bans and all others which ask only for a worker
// and a job), hard windows and travel stay; setting up is in every duration.
// Ties, crews, stores and what is carried, locks, limits of hours and the
// speeds of hours go, and so do all costs but travel and what the rules say.
// The problem itself is not changed.
func Reduce(p *roster.Problem, rules []Rule) (*roster.Problem, *Reduction, error) {
	v, err := roster.NewView(p)
	if err != nil {
		return nil, nil, err
	}
	if v.Problem.Travel.Kind == roster.RoadTravel {
		return nil, nil, fmt.Errorf("compare: a day on roads cannot be exported: give straight lines or a matrix")
	}
	r := &reducer{view: v, rules: rules, told: &Reduction{Kept: rules}}
	for _, rule := range Rules() {
		if !slices.Contains(rules, rule) {
			r.told.Dropped = append(r.told.Dropped, rule)
		}
	}
	out := r.problem()
	if err := r.dropImpossible(out); err != nil {
		return nil, nil, err
	}
	if err := r.values(out); err != nil {
		return nil, nil, err
	}
	r.told.Jobs, r.told.Workers = len(out.Jobs), len(out.Workers)
	if err := out.Validate(); err != nil {
		return nil, nil, fmt.Errorf("compare: the reduced day: %w", err)
	}
	return out, r.told, nil
}

type reducer struct {
	view  *roster.View
	rules []Rule
	told  *Reduction
	// must[j] tells of job j of the reduced day that it has to be served.
	must []bool
}

func (r *reducer) has(rule Rule) bool { return slices.Contains(r.rules, rule) }

// problem makes the reduced day, but for the values of jobs.
func (r *reducer) problem() *roster.Problem {
	p := r.view.Problem
	year, none, everyDay := roster.Duration(366*86400), roster.Duration(0), 366
	out := &roster.Problem{
		SchemaVersion: p.SchemaVersion, ID: p.ID, TimeZone: p.TimeZone, Horizon: p.Horizon, Agency: p.Agency,
		Travel: r.travel(), Weights: r.weights(),
		History: roster.History{Visits: p.History.Visits, Refusals: p.History.Refusals},
	}
	out.Rules = p.Rules
	out.Rules.MaxDailyWork, out.Rules.MaxDailyOvertime, out.Rules.MaxWeeklyWork = &year, &year, &year
	out.Rules.MaxMonthlyOvertime, out.Rules.MinRest, out.Rules.MaxDaysInRow = &year, &none, &everyDay
	out.Rules.StartGrid, out.Rules.Unpopular, out.Rules.FairWindow = 0, nil, 0
	for _, a := range p.Agencies {
		a.Pool, a.SharesWith = nil, slices.Clone(a.SharesWith)
		for i := range a.SharesWith {
			a.SharesWith[i].FeePerVisit = 0
		}
		out.Agencies = append(out.Agencies, a)
	}
	for _, s := range p.Catalogue {
		s.Setup, s.Crew, s.Consumes, s.LiveIn = 0, roster.Crew{}, nil, false
		s.Requirements.Equipment = nil
		out.Catalogue = append(out.Catalogue, s)
	}
	for _, c := range p.Customers {
		c.MaxSpend = nil
		c.Name, c.Phone, c.Address, c.Notes, c.Extensions = "", "", "", "", nil
		out.Customers = append(out.Customers, c)
	}
	for i := range p.Workers {
		out.Workers = append(out.Workers, r.worker(&p.Workers[i]))
	}
	for i := range p.Jobs {
		if j, ok := r.job(&p.Jobs[i]); ok {
			out.Jobs = append(out.Jobs, j)
			r.must = append(r.must, p.Jobs[i].Mandatory || p.Jobs[i].Tier > 0)
		} else {
			r.told.LeftOut++
		}
	}
	return out
}

// travel has no speeds of hours.
func (r *reducer) travel() roster.Travel {
	t := r.view.Problem.Travel
	t.Speeds = maps.Clone(t.Speeds)
	for mode, s := range t.Speeds {
		s.Hours = nil
		t.Speeds[mode] = s
	}
	return t
}

func (r *reducer) weights() roster.Weights {
	w := r.view.Weights
	out := roster.Weights{TravelPerHour: w.TravelPerHour, TravelPerKm: w.TravelPerKm,
		IgnorePay: w.IgnorePay || !r.has(PaidTime), Criteria: map[string]roster.Money{}}
	if r.has(Overtime) {
		out.OvertimePerHour = w.OvertimePerHour
	}
	if r.has(Preferences) {
		out.Criteria = w.Criteria
	}
	return out
}

func (r *reducer) worker(from *roster.Worker) roster.Worker {
	w := *from
	w.Name, w.Extensions = "", nil
	w.ServicePercent, w.MaxLeg, w.Carries, w.IncompatibleWorkers = nil, 0, nil, nil
	if !r.has(Preferences) {
		w.Pay.PerVisit = 0
	}
	w.Shifts = slices.Clone(w.Shifts)
	for i := range w.Shifts {
		s := &w.Shifts[i]
		s.MaxWork, s.MaxVisits, s.OnDuty = 0, 0, false
		if !r.has(Overtime) {
			s.MaxOvertime = 0
		}
		breaks := s.Breaks
		s.Breaks = nil
		for _, b := range breaks {
			if r.has(Breaks) {
				b.Place, b.AfterWork, b.SkipPrice = nil, 0, nil
				s.Breaks = append(s.Breaks, b)
			}
		}
	}
	return w
}

// job reduces a job; false: the reduced day has no such job.
func (r *reducer) job(from *roster.Job) (roster.Job, bool) {
	v := r.view
	if v.CrewSize(from) > 1 || v.Service(from).LiveIn {
		return roster.Job{}, false
	}
	j := *from
	duration, setup := v.Duration(from), roster.Duration(0)
	j.Duration, j.Setup = &duration, &setup
	j.Windows = r.windows(from, duration)
	if len(j.Windows) == 0 {
		return roster.Job{}, false
	}
	j.Preferred, j.Crew, j.Mandatory, j.Tier, j.Release = nil, nil, false, 0, time.Time{}
	j.Requirements.Equipment = nil
	j.Consumes = nil
	j.Notes, j.Extensions = "", nil
	return j, true
}

// windows returns when a job may start, in order, with the freeze time and its
// release in them; without windows it is any time of the horizon.
func (r *reducer) windows(j *roster.Job, duration roster.Duration) []roster.Window {
	p := r.view.Problem
	given := j.Windows
	if len(given) == 0 {
		given = []roster.Window{{Start: p.Horizon.Start, End: p.Horizon.End}}
	}
	var out []roster.Window
	for _, w := range given {
		if w.Bounds == roster.BoundsService {
			w.End = w.End.Add(-duration.Std())
		}
		w.Bounds = roster.BoundsStart
		for _, t := range []time.Time{j.Release, p.FreezeTime} {
			if !t.IsZero() && w.Start.Before(t) {
				w.Start = t
			}
		}
		if !w.End.Before(w.Start) {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b roster.Window) int { return a.Start.Compare(b.Start) })
	return out
}

// dropImpossible takes out the jobs which no vehicle can serve alone: they
// would cost every answer the same.
func (r *reducer) dropImpossible(p *roster.Problem) error {
	d, err := newDay(p, r.rules)
	if err != nil {
		return err
	}
	var jobs []roster.Job
	var must []bool
	for j := range p.Jobs {
		if !slices.ContainsFunc(d.neutral.Jobs[j].Vehicles, func(s int) bool { _, ok := d.time(s, []int{j}); return ok }) {
			r.told.LeftOut++
			continue
		}
		jobs, must = append(jobs, p.Jobs[j]), append(must, r.must[j])
	}
	p.Jobs, r.must = jobs, must
	return nil
}

// values says what jobs are worth.
func (r *reducer) values(p *roster.Problem) error {
	if r.has(Prizes) {
		for i := range p.Jobs {
			before, _ := r.view.JobIndex(p.Jobs[i].ID)
			j := &r.view.Problem.Jobs[before]
			value := r.view.Value(j)
			if r.must[i] {
				value = mustFactor * (r.view.Price(j) + r.view.Weights.Unassigned)
			}
			p.Jobs[i].Value = &value
		}
		return nil
	}
	v, err := roster.NewView(p)
	if err != nil {
		return err
	}
	w, err := newWays(v)
	if err != nil {
		return err
	}
	dearest := roster.Points(0)
	for i := range w.matrices {
		for k, s := range w.matrices[i].seconds {
			dearest = max(dearest, roster.Points(s)*v.Weights.TravelPerHour.PerHour()+roster.Points(w.matrices[i].metres[k])*v.Weights.TravelPerKm.PerKilometre())
		}
	}
	dear := roster.Money(valueFactor * int64(dearest) / roster.PointsPerUnit)
	for _, price := range v.Weights.Criteria {
		dear += price
	}
	for i := range p.Jobs {
		p.Jobs[i].Value = &dear
	}
	return nil
}
