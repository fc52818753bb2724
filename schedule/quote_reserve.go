package schedule

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// Reserve is the free time of the workers who hold a skill and serve an area,
// within their shifts, before and after a slot is taken.
type Reserve struct {
	Skill string `json:"skill"`
	// Area of the customer; empty where the customer has none.
	Area   string          `json:"area,omitempty"`
	Before roster.Duration `json:"before"`
	After  roster.Duration `json:"after"`
}

// Forecast is demand which is expected to come.
type Forecast struct {
	// Area and Service asked for; an empty area: everywhere.
	Area    string `json:"area,omitempty"`
	Service string `json:"service"`
	// Start and End of the stretch of time, such as one hour, in which that
	// work would be done, [Start, End).
	Start time.Time `json:"start"`
	End   time.Time `json:"end"`
	// Jobs expected, as the mean of a Poisson distribution.
	Jobs float64 `json:"jobs"`
	// Value of one; 0: the service's price and Weights.Unassigned together.
	Value roster.Money `json:"value,omitempty"`
}

// free returns the time of a shift within [from, until) in which its route,
// which may be nil, has nothing to do.
func free(shift *roster.Shift, route *roster.Route, from, until time.Time) roster.Duration {
	from, until = later(from, shift.Start), earlier(until, shift.End)
	if !from.Before(until) {
		return 0
	}
	left := seconds(from, until)
	if route == nil {
		return left
	}
	busy := func(a, b time.Time) {
		a, b = later(a, from), earlier(b, until)
		if a.Before(b) {
			left -= seconds(a, b)
		}
	}
	at := route.Depart
	for i := range route.Stops {
		s := &route.Stops[i]
		busy(s.Arrive.Add(-s.Travel.Std()), s.Arrive)
		busy(s.Start, s.End)
		at = s.End
	}
	busy(route.Return.Add(-route.ReturnTravel.Std()), route.Return)
	_ = at
	return max(0, left)
}

// reserve compares the free time in the half-day of a candidate's first visit,
// for each skill which its workers have and the catalogue asks for.
func (q *Quoter) reserve(c *candidate) []Reserve {
	x := q.view.Problem
	o := c.option
	half := q.halfOf(o.visits[0].Start)
	noon := time.Date(half.day.Year, half.day.Month, half.day.Day, 12, 0, 0, 0, q.view.Zone)
	from, until := midnightOf(half.day, q.view.Zone), noon
	if half.after {
		from, until = noon, midnightOf(nextDay(half.day), q.view.Zone)
	}
	area := c.asked.view.Customer(&c.asked.jobs[0]).Area
	out := []Reserve{} // of the skills touched
	for _, id := range o.visits[0].Workers {
		if w, ok := q.view.WorkerIndex(id); ok {
			for _, s := range x.Workers[w].Skills {
				if q.skills[s.Code] && !slices.ContainsFunc(out, func(r Reserve) bool { return r.Skill == s.Code }) {
					out = append(out, Reserve{Skill: s.Code, Area: area})
				}
			}
		}
	}
	found := make([]bool, len(out))
	idle := q.idleOf(half, from, until)
	gained := map[int]roster.Duration{}
	for _, id := range o.changed {
		w := q.workerOf[id]
		for s := range x.Workers[w].Shifts {
			if shift := &x.Workers[w].Shifts[s]; shift.ID == id {
				gained[w] += free(shift, o.route[id], from, until) - free(shift, q.routeOf(id), from, until)
			}
		}
	}
	for w := range x.Workers {
		worker := &x.Workers[w]
		if len(worker.Areas) > 0 && !slices.Contains(worker.Areas, area) || worker.Status != "" && worker.Status != roster.Active {
			continue
		}
		before := idle[w]
		then := before + gained[w]
		for i := range worker.Skills {
			for n := range out {
				if out[n].Skill == worker.Skills[i].Code {
					out[n].Before += before
					out[n].After += then
					found[n] = true
				}
			}
		}
	}
	kept := out[:0]
	for n := range out {
		if found[n] {
			kept = append(kept, out[n])
		}
	}
	slices.SortFunc(kept, func(a, b Reserve) int { return cmp.Compare(a.Skill, b.Skill) })
	return kept
}

// idleOf returns the free time of each worker in a half-day as the plan is.
func (q *Quoter) idleOf(half halfDay, from, until time.Time) []roster.Duration {
	if known, ok := q.idle.Load(half); ok {
		return known.([]roster.Duration)
	}
	x := q.view.Problem
	out := make([]roster.Duration, len(x.Workers))
	for w := range x.Workers {
		for s := range x.Workers[w].Shifts {
			shift := &x.Workers[w].Shifts[s]
			if shift.Start.Before(until) && shift.End.After(from) {
				out[w] += free(shift, q.routeOf(shift.ID), from, until)
			}
		}
	}
	q.idle.Store(half, out)
	return out
}

func (q *Quoter) routeOf(shift string) *roster.Route {
	if i, ok := q.routes[shift]; ok {
		return &q.plan.Routes[i]
	}
	return nil
}

// outlook prices time by the demand to come. With n jobs of a kind that the
// free time of those who may do them holds, and D the demand, which is
// Poisson, E min(D, n) of them are expected to be served; what a slot takes
// away of that, times the value of one, is its opportunity cost (Littlewood's
// rule for a scarce seat). The same hour is lost once: of several kinds in the
// same stretch of time the dearest counts.
type outlook struct {
	q     *Quoter
	kinds []demandKind
}

type demandKind struct {
	*Forecast
	able  []bool // by worker
	value roster.Money
	need  roster.Duration // time of one, with a way
	free  map[int]roster.Duration
	total roster.Duration
}

// usualWay is the way counted with a job of the forecast.
const usualWay roster.Duration = 20 * 60

func newOutlook(q *Quoter, forecast []Forecast) *outlook {
	ahead := &outlook{q: q}
	if len(forecast) == 0 {
		return ahead
	}
	x := q.view.Problem
	alone := *x
	alone.Jobs, alone.Links, alone.WorkerLimits, alone.Series, alone.Locks = nil, nil, nil, nil, nil
	alone.Customers = slices.Clip(slices.Clone(x.Customers))
	for i := range forecast {
		id := "forecast " + itoa(i)
		place := roster.Place{}
		for c := range x.Customers { // any place of the area stands for it
			if x.Customers[c].Area == forecast[i].Area || forecast[i].Area == "" {
				place = x.Customers[c].Place
				break
			}
		}
		alone.Customers = append(alone.Customers, roster.Customer{ID: id, Area: forecast[i].Area, Place: place})
		alone.Jobs = append(alone.Jobs, roster.Job{ID: id, Customer: id, Service: forecast[i].Service})
	}
	known := map[string]bool{}
	for i := range x.Catalogue {
		known[x.Catalogue[i].Code] = true
	}
	view, err := roster.NewView(&alone)
	if err != nil {
		return ahead
	}
	gates, err := matching.NewGates(view, roster.Rulebook{})
	if err != nil {
		return ahead
	}
	for i := range forecast {
		f := &forecast[i]
		if !known[f.Service] {
			continue
		}
		job := &alone.Jobs[i]
		k := demandKind{Forecast: f, able: make([]bool, len(x.Workers)), value: f.Value, need: view.Duration(job) + usualWay, free: map[int]roster.Duration{}}
		if k.value == 0 {
			k.value = view.Value(job)
		}
		day := roster.DateOf(f.Start.In(view.Zone))
		for w := range x.Workers {
			if k.able[w] = gates.First(w, i, day, day) == ""; !k.able[w] {
				continue
			}
			for s := range x.Workers[w].Shifts {
				shift := &x.Workers[w].Shifts[s]
				k.free[w] += free(shift, q.routeOf(shift.ID), f.Start, f.End)
			}
			k.total += k.free[w]
		}
		ahead.kinds = append(ahead.kinds, k)
	}
	return ahead
}

// lost returns the opportunity cost of an option.
func (a *outlook) lost(o *option) (sum roster.Points) {
	if len(a.kinds) == 0 {
		return 0
	}
	x := a.q.view.Problem
	worst := map[[2]int64]roster.Points{}
	var order [][2]int64
	for i := range a.kinds {
		k := &a.kinds[i]
		then := k.total
		for w := range x.Workers {
			if !k.able[w] {
				continue
			}
			for s := range x.Workers[w].Shifts {
				shift := &x.Workers[w].Shifts[s]
				if slices.Contains(o.changed, shift.ID) {
					then += free(shift, o.route[shift.ID], k.Start, k.End) - free(shift, a.q.routeOf(shift.ID), k.Start, k.End)
				}
			}
		}
		// A stretch shorter than a job holds its share of it.
		share := min(1, float64(seconds(k.Start, k.End))/float64(k.need))
		unit := float64(k.need) * share
		lost := expectedServed(k.Jobs, float64(k.total)/unit) - expectedServed(k.Jobs, float64(then)/unit)
		points := roster.Points(math.Round(lost * float64(k.value.Points())))
		key := [2]int64{k.Start.Unix(), k.End.Unix()}
		if _, ok := worst[key]; !ok {
			order = append(order, key)
		}
		worst[key] = max(worst[key], points)
	}
	for _, key := range order {
		sum += worst[key]
	}
	return sum
}

// expectedServed is E min(D, n) for D Poisson with the given mean, linear
// between whole n.
func expectedServed(mean, n float64) float64 {
	if mean <= 0 || n <= 0 {
		return 0
	}
	if mean > 500 { // far from random
		return min(mean, n)
	}
	p, tail, sum := math.Exp(-mean), 1-math.Exp(-mean), 0.0 // tail is P(D > i)
	for i := 0.0; i < n && tail > 1e-15; i++ {
		sum += tail * min(1, n-i)
		p *= mean / (i + 1)
		tail -= p
	}
	return sum
}
