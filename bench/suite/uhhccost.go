package suite

import (
	"io"
	"slices"
)

// uhhcVisit is a visit or, with patient −1, a lunch break of an answer.
type uhhcVisit struct {
	start, end       int64
	patient, service int // the service's number among the patient's
	place            int
	placeID          string // of a lunch
}

// visit finds patient and service of a stop; of a crew's job the caregiver's
// ability tells.
func (u *uhhc) visit(worker, stop int) (patient, service int) {
	patient, service = stop%Second-1, stop/Second
	if t := &u.patients[patient]; t.crew && !u.caregivers[worker-1].able[t.services[0]] {
		service = 1
	}
	return patient, service
}

// whole tells which patients have all their services in an answer.
func (u *uhhc) whole(answer Answer) []bool {
	count := make([][2]bool, len(u.patients))
	for _, r := range answer {
		for _, stop := range r.Stops {
			if stop > 0 {
				patient, service := u.visit(r.Worker, stop)
				count[patient][service] = true
			}
		}
	}
	out := make([]bool, len(count))
	for i, served := range count {
		out[i] = served[0] && (served[1] || len(u.patients[i].services) == 1)
	}
	return out
}

// days are the visits of each caregiver in order, with lunches at the depot.
// An optional patient of whom only one of two services is there is left out.
func (u *uhhc) days(answer Answer) [][]uhhcVisit {
	out := make([][]uhhcVisit, len(u.caregivers))
	whole := u.whole(answer)
	for _, r := range answer {
		c, day, visits := &u.caregivers[r.Worker-1], []uhhcVisit(nil), 0
		here, name := c.from, c.fromID
		for k, stop := range r.Stops {
			v := uhhcVisit{start: r.Starts[k], patient: -1}
			if stop > 0 {
				v.patient, v.service = u.visit(r.Worker, stop)
				t := &u.patients[v.patient]
				v.end, here, name = v.start+t.durations[v.service], t.place, t.id
				if t.optional && !whole[v.patient] {
					continue
				}
				visits++
			} else {
				if stop == LunchThere && k+1 < len(r.Stops) && r.Stops[k+1] > 0 {
					next, _ := u.visit(r.Worker, r.Stops[k+1])
					here, name = u.patients[next].place, u.patients[next].id
				}
				v.end = v.start + u.lunchTakes
			}
			v.place, v.placeID = here, name
			day = append(day, v)
		}
		if visits > 0 {
			out[r.Worker-1] = day
		}
	}
	for k := range out {
		out[k] = u.lunchAtDepot(k, out[k])
	}
	return out
}

// lunchAtDepot adds a lunch break of a caregiver entitled to one who has
// none: at the depot before the departure, or after the return where waiting
// for it costs no more than missing it.
func (u *uhhc) lunchAtDepot(k int, day []uhhcVisit) []uhhcVisit {
	c := &u.caregivers[k]
	price, counts := u.weights[uhhcLunch]
	if !c.lunch || !counts || u.onDuty || slices.ContainsFunc(day, func(v uhhcVisit) bool { return v.patient < 0 }) {
		return day
	}
	first, last := max(u.lunch[0], c.shift[0]), min(u.lunch[1], c.shift[1]-u.lunchTakes)
	lunch := func(start int64) uhhcVisit {
		return uhhcVisit{start: start, end: start + u.lunchTakes, patient: -1, place: c.from, placeID: c.fromID}
	}
	if first > last {
		return day
	}
	if len(day) == 0 {
		return append(day, lunch(first))
	}
	if start := min(last, day[0].start-u.arcs.at(c.from, day[0].place)-u.lunchTakes); start >= first {
		return append([]uhhcVisit{lunch(start)}, day...)
	}
	end := day[len(day)-1]
	back := end.end + u.arcs.at(end.place, c.from)
	start := max(back, first)
	if c.to == c.from && start <= last && (price.hard || u.weights[uhhcWait].price*(start-back) <= price.price) {
		return append(day, lunch(start))
	}
	return day
}

// cost is the suite's objective.
func (u *uhhc) cost(answer Answer) float64 {
	sums := map[string]int64{}
	loads := make([]int64, len(u.caregivers))
	served := make([]bool, len(u.patients))
	total := int64(0)
	for k, day := range u.days(answer) {
		c := &u.caregivers[k]
		loads[k] = u.dayCost(c, k, day, sums)
		total += loads[k]
		lunched := false
		for _, v := range day {
			if v.patient < 0 {
				lunched = true
			} else {
				served[v.patient] = true
			}
		}
		if c.lunch && !lunched {
			sums[uhhcLunch]++
		}
	}
	for _, yes := range served {
		if !yes {
			sums[uhhcOptional]++
		}
	}
	if n := int64(len(loads)); n > 0 {
		for _, x := range loads {
			sums[uhhcBalance] += (max(n*x-total, total-n*x) + n - 1) / n
		}
	}
	z := int64(0)
	for name, w := range u.weights {
		z += w.price * sums[name]
	}
	return float64(z)
}

// dayCost adds a caregiver's day to the sums and returns the workload.
func (u *uhhc) dayCost(c *uhhcCaregiver, k int, day []uhhcVisit, sums map[string]int64) (load int64) {
	if len(day) == 0 {
		sums[uhhcIdle] = max(sums[uhhcIdle], c.shift[1]-c.shift[0])
		return 0
	}
	free := day[0].start - u.arcs.at(c.from, day[0].place)
	if u.onDuty {
		free = c.shift[0]
	}
	idle, here := max(0, free-c.shift[0]), c.from
	for n, v := range day {
		travel := u.arcs.at(here, v.place)
		sums[uhhcTravel] += travel
		load += travel
		if wait := v.start - free - travel; wait > 0 {
			idle += wait
			// Neither before a lunch which opens the day nor right after it.
			if v.patient < 0 && n > 0 || v.patient >= 0 && !(n == 1 && day[0].patient < 0) {
				sums[uhhcWait] += wait
			}
		}
		if v.patient >= 0 {
			load += v.end - v.start
			late := u.late(v)
			sums[uhhcLate] += late
			sums[uhhcWorst] = max(sums[uhhcWorst], late)
			if t := &u.patients[v.patient]; len(t.prefers) > 0 && !t.prefers[k] {
				sums[uhhcPrefer]++
			}
		}
		free, here = v.end, v.place
	}
	travel := u.arcs.at(here, c.to)
	sums[uhhcTravel] += travel
	load += travel
	back := free + travel
	sums[uhhcExtra] += max(0, back-c.shift[1])
	sums[uhhcIdle] = max(sums[uhhcIdle], idle+max(0, c.shift[1]-back))
	return load
}

// late is a visit's tardiness, by the last window which has begun.
func (u *uhhc) late(v uhhcVisit) int64 {
	t := &u.patients[v.patient]
	w := t.windows[0]
	for _, other := range t.windows[1:] {
		if other[0] <= v.start {
			w = other
		}
	}
	if u.atEnd {
		return max(0, v.end-w[1])
	}
	return max(0, v.start-w[1])
}

// uhhcLocation is a visit or a lunch break in the JSON of an answer.
type uhhcLocation struct {
	Patient string `json:"patient"`
	Service string `json:"service"`
	Arrival *int64 `json:"arrival_time,omitempty"`
	Departs *int64 `json:"departure_time,omitempty"`
	Start   *int64 `json:"start_time,omitempty"`
	End     *int64 `json:"end_time,omitempty"`
}

func (u *uhhc) write(w io.Writer, answer Answer, cost float64) error {
	type route struct {
		Caregiver string         `json:"caregiver_id"`
		Locations []uhhcLocation `json:"locations"`
	}
	out := struct {
		Cost   float64 `json:"cost"`
		Routes []route `json:"routes"`
	}{cost, []route{}}
	for k, day := range u.days(answer) {
		r := route{u.caregivers[k].id, []uhhcLocation{}}
		for i := range day {
			v := &day[i]
			l := uhhcLocation{Patient: v.placeID, Service: "lunch_break", Start: &v.start, End: &v.end}
			if v.patient >= 0 {
				t := &u.patients[v.patient]
				l = uhhcLocation{Patient: t.id, Service: u.services[t.services[v.service]], Arrival: &v.start, Departs: &v.end}
			}
			r.Locations = append(r.Locations, l)
		}
		out.Routes = append(out.Routes, r)
	}
	return writeJSON(w, out)
}
