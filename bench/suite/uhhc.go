package suite

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
)

// uhhcFile is the JSON of an instance.
type uhhcFile struct {
	Metadata struct {
		Met    string         `json:"time_window_met"`
		Costs  map[string]any `json:"cost_components"`
		Origin string
	}
	Distances [][]float64
	Terminals []struct {
		ID    string
		Index float64 `json:"distance_matrix_index"`
	} `json:"terminal_points"`
	Caregivers []struct {
		ID        string
		Abilities []string
		From      string    `json:"departing_point"`
		To        string    `json:"arrival_point"`
		Shift     *uhhcSpan `json:"working_shift"`
		Lunch     bool      `json:"lunch_break"`
	}
	Patients []struct {
		ID       string
		Required []struct {
			Service  string
			Duration *float64
		} `json:"required_services"`
		Index           float64    `json:"distance_matrix_index"`
		Windows         []uhhcSpan `json:"time_windows"`
		Synchronization *struct {
			Type     string
			Distance *struct{ Min, Max float64 }
		}
		Preferred    []string `json:"preferred_caregivers"`
		Incompatible []string `json:"incompatible_caregivers"`
		Optional     bool
	}
	Services []struct {
		ID       string
		Duration *float64 `json:"default_duration"`
	}
	Lunch *struct {
		Start, End float64
		Least      float64 `json:"min_duration"`
	} `json:"lunch_breaks"`
}

type uhhcSpan struct{ Start, End float64 }

// Limits on the amounts of an instance.
const (
	maxMinutes = 10_000
	maxWeight  = 10_000
)

// weight is what a component of the objective counts; hard: it must be 0.
type weight struct {
	price int64
	hard  bool
}

// perHour is the price of an hour of seconds, each a minute of the suite.
func (w weight) perHour() roster.Money { return roster.Money(3600 * w.price) }

// uhhc is an instance in whole minutes.
type uhhc struct {
	arcs       arcs
	weights    map[string]weight
	atEnd      bool // windows bound the end of service
	onDuty     bool // caregivers leave when their shift starts
	lunch      [2]int64
	lunchTakes int64
	caregivers []uhhcCaregiver
	patients   []uhhcPatient
	services   []string
}

type uhhcCaregiver struct {
	id, fromID string
	from, to   int // places
	shift      [2]int64
	lunch      bool
	abilities  []int
	able       map[int]bool
}

type uhhcPatient struct {
	id                     string
	place                  int
	services               []int
	durations              []int64
	windows                [][2]int64 // by start, each with another
	sync                   string     // empty for one service
	gap                    [2]int64
	preferred, banned      []int
	optional               bool
	crew                   bool // both services are one job
	prefers, incompatibles map[int]bool
}

// Components of the objective.
const (
	uhhcTravel   = "travel_time"
	uhhcLate     = "total_tardiness"
	uhhcWorst    = "highest_tardiness"
	uhhcWait     = "total_waiting_time"
	uhhcExtra    = "total_extra_time"
	uhhcIdle     = "max_idle_time"
	uhhcPrefer   = "caregiver_preferences"
	uhhcOptional = "optional_patients"
	uhhcLunch    = "missed_lunch_break"
	uhhcBalance  = "workload_balance"
)

// readUHHC reads an instance of the unified problem.
func readUHHC(data []byte) (*Instance, error) {
	var f uhhcFile
	if err := decodeJSON(data, &f); err != nil {
		return nil, err
	}
	u := &uhhc{}
	for _, read := range []func(*uhhcFile) error{u.readMetadata, u.readCaregivers, u.readPatients} {
		if err := read(&f); err != nil {
			return nil, err
		}
	}
	p, err := u.problem()
	if err != nil {
		return nil, err
	}
	in := &Instance{Problem: p, linked: true, timed: true, lunch: f.Lunch != nil}
	in.cost, in.write = u.cost, u.write
	return in, nil
}

func minutes(what string, v float64) (int64, error) { return line{}.whole(what, v, 0, maxMinutes) }

func (u *uhhc) readMetadata(f *uhhcFile) error {
	switch f.Metadata.Met {
	case "at_service_start", "at_service_end":
		u.atEnd = f.Metadata.Met == "at_service_end"
	default:
		return fault("time_window_met is %.40q: want at_service_start or at_service_end", f.Metadata.Met)
	}
	u.onDuty = f.Metadata.Origin == "bazirha" || f.Metadata.Origin == "bazirha-caie"
	// What may be priced and what may be hard.
	known := map[string][2]bool{
		uhhcTravel: {true, false}, uhhcLate: {true, true}, uhhcWorst: {true, true}, uhhcWait: {true, false},
		uhhcExtra: {true, true}, uhhcIdle: {true, false}, uhhcPrefer: {true, false}, uhhcOptional: {true, true},
		uhhcLunch: {true, true}, uhhcBalance: {true, false}, "incompabilities": {false, true}, "qualification": {false, true},
	}
	u.weights = map[string]weight{}
	for _, name := range sortedNames(f.Metadata.Costs) {
		may, ok := known[name]
		switch v := f.Metadata.Costs[name].(type) {
		case string:
			if v != "HARD" || !ok || !may[1] {
				return fault("cost component %.40q is %.20q, which cannot be planned", name, v)
			}
			u.weights[name] = weight{hard: true}
		case float64:
			price, err := line{}.whole(fmt.Sprintf("cost component %.40q", name), v, 0, maxWeight)
			if err != nil {
				return err
			}
			if !ok || !may[0] {
				return fault("cost component %.40q has a weight, which cannot be planned", name)
			}
			u.weights[name] = weight{price: price}
		default:
			return fault("cost component %.40q is neither a number nor HARD", name)
		}
	}
	var err error
	if u.arcs, err = squareMatrix(f.Distances, len(f.Distances), 1); err != nil {
		return err
	}
	for i, row := range f.Distances {
		for j, v := range row {
			if _, err := minutes(fmt.Sprintf("distance %d,%d", i, j), v); err != nil {
				return err
			}
		}
	}
	if f.Lunch == nil {
		return nil
	}
	if u.lunch[0], err = minutes("lunch start", f.Lunch.Start); err != nil {
		return err
	}
	if u.lunch[1], err = minutes("lunch end", f.Lunch.End); err != nil {
		return err
	}
	if u.lunchTakes, err = minutes("lunch min_duration", f.Lunch.Least); err == nil && u.lunchTakes == 0 {
		err = fault("lunch min_duration is 0: want at least 1")
	}
	if u.atEnd { // the break has ended by then
		u.lunch[1] -= u.lunchTakes
	}
	return err
}

func sortedNames(m map[string]any) []string {
	var out []string
	for name := range m {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

func (u *uhhc) readCaregivers(f *uhhcFile) error {
	services, err := index("services", len(f.Services), MaxNodes, func(i int) string { return f.Services[i].ID })
	if err != nil {
		return err
	}
	for _, s := range f.Services {
		u.services = append(u.services, s.ID)
	}
	terminals, err := index("terminal_points", len(f.Terminals), MaxNodes, func(i int) string { return f.Terminals[i].ID })
	if err != nil {
		return err
	}
	if _, err := index("caregivers", len(f.Caregivers), MaxWorkers, func(i int) string { return f.Caregivers[i].ID }); err != nil {
		return err
	}
	places := make([]int, len(f.Terminals))
	for i, t := range f.Terminals {
		v, err := line{}.whole(fmt.Sprintf("distance_matrix_index of %.40q", t.ID), t.Index, 0, int64(u.arcs.n)-1)
		if err != nil {
			return err
		}
		places[i] = int(v)
	}
	for _, g := range f.Caregivers {
		c := uhhcCaregiver{id: g.ID, fromID: g.From, lunch: g.Lunch && f.Lunch != nil, able: map[int]bool{}}
		where := fmt.Sprintf("caregiver %.40q", g.ID)
		if c.abilities, err = lookup(where, g.Abilities, services); err != nil {
			return err
		}
		for _, s := range c.abilities {
			c.able[s] = true
		}
		ends, err := lookup(where, []string{g.From, g.To}, terminals)
		if err != nil {
			return err
		}
		c.from, c.to = places[ends[0]], places[ends[1]]
		if g.Shift == nil {
			return fault("%s has no working_shift", where)
		}
		if c.shift, err = span(where+": working_shift", *g.Shift); err != nil {
			return err
		}
		u.caregivers = append(u.caregivers, c)
	}
	return nil
}

// span reads a stretch of time in minutes.
func span(what string, s uhhcSpan) (out [2]int64, err error) {
	if out[0], err = minutes(what+" start", s.Start); err != nil {
		return out, err
	}
	if out[1], err = minutes(what+" end", s.End); err != nil {
		return out, err
	}
	if out[1] < out[0] {
		return out, fault("%s ends at %v before it starts at %v", what, s.End, s.Start)
	}
	return out, nil
}

func (u *uhhc) readPatients(f *uhhcFile) error {
	if _, err := index("patients", len(f.Patients), MaxNodes, func(i int) string { return f.Patients[i].ID }); err != nil {
		return err
	}
	services, _ := index("services", len(f.Services), MaxNodes, func(i int) string { return f.Services[i].ID })
	caregivers, _ := index("caregivers", len(f.Caregivers), MaxWorkers, func(i int) string { return f.Caregivers[i].ID })
	for i := range f.Patients {
		g := &f.Patients[i]
		where := fmt.Sprintf("patient %.40q", g.ID)
		p := uhhcPatient{id: g.ID, optional: g.Optional, prefers: map[int]bool{}, incompatibles: map[int]bool{}}
		place, err := line{}.whole(where+": distance_matrix_index", g.Index, 0, int64(u.arcs.n)-1)
		if err != nil {
			return err
		}
		p.place = int(place)
		if n := len(g.Required); n != 1 && n != 2 {
			return fault("%s requires %d services: want 1 or 2", where, n)
		}
		for _, r := range g.Required {
			s, ok := services[r.Service]
			if !ok || slices.Contains(p.services, s) {
				return fault("%s: service %.40q is unknown or required twice", where, r.Service)
			}
			duration := r.Duration
			if duration == nil || *duration == 0 {
				duration = f.Services[s].Duration
			}
			if duration == nil {
				return fault("%s: service %.40q has no duration", where, r.Service)
			}
			d, err := minutes(where+": duration", *duration)
			if err != nil {
				return err
			}
			p.services, p.durations = append(p.services, s), append(p.durations, d)
		}
		if p.windows, err = patientWindows(where, g.Windows); err != nil {
			return err
		}
		if p.preferred, err = lookup(where, g.Preferred, caregivers); err != nil {
			return err
		}
		if p.banned, err = lookup(where, g.Incompatible, caregivers); err != nil {
			return err
		}
		for _, c := range p.preferred {
			p.prefers[c] = true
		}
		for _, c := range p.banned {
			if p.incompatibles[c] = true; p.prefers[c] {
				return fault("%s prefers caregiver %.40q, who is incompatible", where, u.caregivers[c].id)
			}
		}
		if len(p.services) == 2 {
			p.sync = "independent"
			if y := g.Synchronization; y != nil {
				if p.sync = y.Type; p.sync == "sequential" {
					if y.Distance == nil {
						return fault("%s: a sequential synchronization without a distance", where)
					}
					if p.gap, err = span(where+": distance", uhhcSpan{y.Distance.Min, y.Distance.Max}); err != nil {
						return err
					}
				}
			}
			if !slices.Contains([]string{"independent", "simultaneous", "sequential"}, p.sync) {
				return fault("%s: synchronization of type %.40q", where, p.sync)
			}
			p.crew = p.optional && p.sync == "simultaneous" && p.durations[0] == p.durations[1] &&
				!slices.ContainsFunc(u.caregivers, func(c uhhcCaregiver) bool { return c.able[p.services[0]] && c.able[p.services[1]] })
		}
		u.patients = append(u.patients, p)
	}
	return nil
}

// patientWindows reads windows in the order of their starts; of those with
// the same start the last counts.
func patientWindows(where string, list []uhhcSpan) ([][2]int64, error) {
	if len(list) == 0 || len(list) > 100 {
		return nil, fault("%s has %d time windows: want 1 to 100", where, len(list))
	}
	var out [][2]int64
	for _, s := range list {
		w, err := span(where+": time window", s)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	slices.SortStableFunc(out, func(a, b [2]int64) int { return cmp.Compare(a[0], b[0]) })
	for i := len(out) - 1; i > 0; i-- {
		if out[i-1][0] == out[i][0] {
			out = slices.Delete(out, i-1, i)
		}
	}
	return out, nil
}

// starts returns the windows of a start which is not late: from each window's
// start to its end, less the service where that must have ended, and before
// the next window's start, from which on that one counts.
func (u *uhhc) starts(p *uhhcPatient, service int, hard bool) ([][2]int64, error) {
	var out [][2]int64
	for k, w := range p.windows {
		if u.atEnd {
			w[1] -= p.durations[service]
		}
		if k+1 < len(p.windows) {
			w[1] = min(w[1], p.windows[k+1][0]-1)
		}
		switch {
		case w[1] >= w[0]:
			out = append(out, w)
		case hard: // always late
		case k == 0:
			out = append(out, [2]int64{w[1], w[1]})
		default:
			return nil, fault("patient %.40q: a window after the first is shorter than the service", p.id)
		}
	}
	if len(out) == 0 {
		return nil, fault("patient %.40q: no window is as long as the service", p.id)
	}
	return out, nil
}

// problem makes the problem.
func (u *uhhc) problem() (*roster.Problem, error) {
	year := roster.Duration(366 * 86400)
	p := newProblem(u.arcs, maxMinutes, roster.Weights{
		TravelPerHour: u.weights[uhhcTravel].perHour(), WaitPerHour: u.weights[uhhcWait].perHour(),
		LatePerHour: u.weights[uhhcLate].perHour(), WorstLatePerHour: u.weights[uhhcWorst].perHour(),
		OvertimePerHour: u.weights[uhhcExtra].perHour(), WorstIdlePerHour: u.weights[uhhcIdle].perHour(),
		BalancePerHour: u.weights[uhhcBalance].perHour(), IgnorePay: true, Criteria: map[string]roster.Money{},
	})
	p.Rules.MaxDailyOvertime, p.Rules.MaxMonthlyOvertime = &year, &year
	if w := u.weights[uhhcPrefer].price; w > 0 {
		p.Weights.Criteria[roster.CustomerPreference] = roster.Money(w)
	}
	for k := range u.caregivers {
		u.addCaregiver(p, k)
	}
	gap := int64(0) // the longest from one preferred window to the next
	for i := range u.patients {
		longest, err := u.addPatient(p, i)
		if err != nil {
			return nil, err
		}
		gap = max(gap, longest)
	}
	// So dear that a start after a window is late and never early.
	p.Weights.EarlyPerHour = p.Weights.LatePerHour * roster.Money(gap)
	return p, nil
}

// overtime is how long caregivers may work after their shift where it is
// priced.
const overtime = maxMinutes

func (u *uhhc) addCaregiver(p *roster.Problem, k int) {
	c := &u.caregivers[k]
	w := addWorker(p, k+1, c.from, c.shift)
	w.Skills = holds(c.abilities)
	shift := &w.Shifts[0]
	shift.OnDuty = u.onDuty
	if c.to != c.from {
		end := place(c.to)
		shift.EndPlace = &end
	}
	if !u.weights[uhhcExtra].hard {
		shift.MaxOvertime = overtime
	}
	price, counts := u.weights[uhhcLunch]
	if !c.lunch || !counts {
		return
	}
	first := max(u.lunch[0], c.shift[0])
	last := min(u.lunch[1], c.shift[1]+int64(shift.MaxOvertime)-u.lunchTakes)
	if first > last {
		return
	}
	lunch := roster.Break{ID: "lunch", Earliest: at(first), Latest: at(last), Duration: roster.Duration(u.lunchTakes)}
	if !price.hard {
		skip := roster.Money(price.price)
		lunch.SkipPrice = &skip
	}
	shift.Breaks = []roster.Break{lunch}
}

// addPatient adds a patient's jobs and returns the longest time from one of
// the preferred windows to the next.
func (u *uhhc) addPatient(p *roster.Problem, i int) (gap int64, err error) {
	t := &u.patients[i]
	hard := u.weights[uhhcLate].hard || u.weights[uhhcWorst].hard
	jobs := len(t.services)
	if t.crew {
		jobs = 1
	}
	for s := range jobs {
		starts, err := u.starts(t, s, hard)
		if err != nil {
			return 0, err
		}
		j := addVisit(p, i+1+s*Second, i+1, [2]int64{t.windows[0][0], 2 * maxMinutes}, t.durations[s])
		if s == 0 {
			customer := &p.Customers[len(p.Customers)-1]
			customer.Place = place(t.place)
			customer.PreferredWorkers, customer.BannedWorkers = workers(t.preferred), workers(t.banned)
		}
		if hard {
			j.Windows = nil
			for _, w := range starts {
				j.Windows = append(j.Windows, roster.Window{Start: at(w[0]), End: at(w[1]), Bounds: roster.BoundsStart})
			}
		} else {
			for k, w := range starts {
				j.Preferred = append(j.Preferred, roster.PreferredWindow{Start: at(w[0]), End: at(w[1])})
				if k > 0 {
					gap = max(gap, w[0]-starts[k-1][1])
				}
			}
		}
		if t.optional && !u.weights[uhhcOptional].hard {
			// Two jobs, both served or neither, share the value: the first has what
			// is left of halves.
			price := u.weights[uhhcOptional].price
			value := roster.Money((price + int64(jobs-1-s)) / int64(jobs))
			j.Mandatory, j.Value = false, &value
		}
		if t.crew {
			j.Crew = &roster.Crew{Roles: []roster.Role{
				{Code: "first", Requirements: roster.Requirements{Skills: need(t.services[0])}},
				{Code: "second", Requirements: roster.Requirements{Skills: need(t.services[1])}},
			}}
		} else {
			j.Requirements.Skills = need(t.services[s])
		}
	}
	if jobs == 2 && t.sync != "independent" {
		tie(p, i+1, t.gap[0], t.gap[1])
	}
	if jobs == 2 && t.optional {
		p.Links = append(p.Links, roster.Link{First: id(i + 1), Second: id(i + 1 + Second), Kind: roster.BothServed})
	}
	return gap, nil
}

// workers are the IDs of caregivers, each once.
func workers(list []int) []string {
	var out []string
	for _, c := range list {
		out = append(out, id(c+1))
	}
	return distinct(out)
}
