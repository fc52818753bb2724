package compare

import (
	"math"
	"slices"

	"github.com/paidan/paidan/roster"
)

// never is a time that cannot be.
const never = math.MaxInt64 / 4

// step is a visit or a break of a timed route.
type step struct {
	job   int // -1: a break
	pause int // of the shift, for a break
	// at is the place; a break with onArrival is at the next visit's place.
	at                   int32
	onArrival            bool
	arrive, start, until int64
}

// timed is a route with times.
type timed struct {
	depart, back int64
	steps        []step
	cost         roster.Points // of its time
}

// time times the jobs of a vehicle in the given order, as cheap as can be;
// false: they cannot be served in that order. A departure is tried for each
// window and break at which waiting ends or begins, since the cost of time
// changes its slope only there; for a departure the earliest way through
// windows and breaks is found by dynamic programming over the breaks taken.
func (d *day) time(vehicle int, jobs []int) (*timed, bool) {
	v := &d.neutral.Vehicles[vehicle]
	var best *timed
	for _, depart := range d.departures(v, jobs) {
		t, ok := d.from(v, jobs, depart)
		if ok && (best == nil || t.cost < best.cost) {
			best = t
		}
	}
	return best, best != nil
}

// departures lists when a vehicle may best leave: at once, and, where time
// costs, such that a stop is reached without waiting as its window opens or
// closes, with none, some or all breaks before it.
func (d *day) departures(v *NeutralShift, jobs []int) []int64 {
	out := []int64{v.Earliest}
	if v.PerSecond == 0 && v.OvertimePerSecond == 0 && len(v.Breaks) == 0 {
		return out
	}
	pauses := []int64{0}
	for _, b := range v.Breaks {
		pauses = append(pauses, pauses[len(pauses)-1]+b.Duration)
		out = append(out, b.Latest+1)
	}
	m := &d.ways.matrices[v.Matrix]
	gone, here := int64(0), v.Start
	for _, j := range jobs {
		job := &d.neutral.Jobs[j]
		seconds, _, ok := m.leg(here, job.Place)
		if !ok {
			return nil
		}
		gone += int64(seconds)
		for _, w := range job.Windows {
			for _, p := range pauses {
				out = append(out, w[0]-gone-p, w[1]-gone-p)
			}
		}
		gone, here = gone+job.Duration, job.Place
	}
	out = slices.DeleteFunc(out, func(t int64) bool { return t < v.Earliest || t > v.Latest+v.Overtime })
	slices.Sort(out)
	return slices.Compact(out)
}

// state is the earliest way to have done some stops and breaks.
type state struct {
	until int64
	// Breaks done, then of those taken on the last way the ones before
	// leaving and the ones on arrival.
	before, after int
	from          int // breaks done at the stop before
}

// from times a route which departs at an instant.
func (d *day) from(v *NeutralShift, jobs []int, depart int64) (*timed, bool) {
	m := &d.ways.matrices[v.Matrix]
	breaks := len(v.Breaks)
	// table[i][k] is the way to have served i jobs with k breaks behind.
	table := make([][]state, len(jobs)+1)
	for i := range table {
		table[i] = make([]state, breaks+1)
		for k := range table[i] {
			table[i][k].until = never
		}
	}
	table[0][firstDue(v, depart)].until = depart
	here := v.Start
	for i, j := range jobs {
		job := &d.neutral.Jobs[j]
		seconds, _, ok := m.leg(here, job.Place)
		if !ok {
			return nil, false
		}
		for k, s := range table[i] {
			for before := 0; s.until < never && k+before <= breaks; before++ {
				left := pauses(v, s.until, k, before)
				if left == never {
					break
				}
				for after := 0; k+before+after <= breaks; after++ {
					ready := pauses(v, left+int64(seconds), k+before, after)
					start := opening(job.Windows, ready)
					if start == never {
						break
					}
					to := &table[i+1][k+before+after]
					if until := start + job.Duration; until < to.until {
						*to = state{until, before, after, k}
					}
				}
			}
		}
		here = job.Place
	}
	seconds, _, ok := m.leg(here, v.End)
	if !ok {
		return nil, false
	}
	return d.back(v, jobs, depart, table, int64(seconds))
}

// back ends a route: the cheapest of the numbers of breaks behind at the last
// job and before the way home with which no due break is missing.
func (d *day) back(v *NeutralShift, jobs []int, depart int64, table [][]state, home int64) (*timed, bool) {
	var best *timed
	lastBreaks, atHome := 0, 0
	for k, s := range table[len(jobs)] {
		for n := 0; s.until < never && k+n <= len(v.Breaks); n++ {
			left := pauses(v, s.until, k, n)
			if left == never {
				break
			}
			t := &timed{depart: depart, back: left + home}
			if t.back > v.Latest+v.Overtime || k+n < len(v.Breaks) && t.back > v.Breaks[k+n].Latest && depart <= v.Breaks[k+n].Latest {
				continue
			}
			t.cost = v.timeCost(t, firstDue(v, depart), k+n)
			if best == nil || t.cost < best.cost {
				best, lastBreaks, atHome = t, k, n
			}
		}
	}
	if best == nil {
		return nil, false
	}
	best.steps = d.steps(v, jobs, depart, table, lastBreaks, atHome)
	return best, true
}

// firstDue is the first break which is not over when the vehicle departs.
func firstDue(v *NeutralShift, depart int64) int {
	k := 0
	for k < len(v.Breaks) && v.Breaks[k].Latest < depart {
		k++
	}
	return k
}

// timeCost is what a route's time costs with the breaks [first, end) taken.
func (v *NeutralShift) timeCost(t *timed, first, end int) roster.Points {
	paid := t.back - t.depart
	for _, b := range v.Breaks[first:max(first, end)] {
		if !b.Paid {
			paid -= b.Duration
		}
	}
	return roster.Points(paid)*v.PerSecond + roster.Points(max(0, t.back-v.Latest))*v.OvertimePerSecond
}

// pauses returns when n breaks from the k-th on are over, taken one after the
// other from an instant on; never: that cannot be.
func pauses(v *NeutralShift, at int64, k, n int) int64 {
	for _, b := range v.Breaks[k : k+n] {
		at = max(at, b.Earliest)
		if at > b.Latest {
			return never
		}
		at += b.Duration
	}
	return at
}

// opening returns the first start within a window from an instant on.
func opening(windows [][2]int64, at int64) int64 {
	for _, w := range windows {
		if at <= w[1] {
			return max(at, w[0])
		}
	}
	return never
}

// steps reads a table backwards for how often breaks were taken where, and
// writes the route forwards.
func (d *day) steps(v *NeutralShift, jobs []int, depart int64, table [][]state, k, atHome int) []step {
	chosen := make([]state, len(jobs))
	for i := len(jobs) - 1; i >= 0; i-- {
		chosen[i] = table[i+1][k]
		k = chosen[i].from
	}
	m := &d.ways.matrices[v.Matrix]
	next := firstDue(v, depart)
	var out []step
	at, here := depart, v.Start
	pause := func(place int32, onArrival bool, arrive int64) {
		b := &v.Breaks[next]
		start := max(arrive, b.Earliest)
		out = append(out, step{job: -1, pause: next, at: place, onArrival: onArrival, arrive: arrive, start: start, until: start + b.Duration})
		at = start + b.Duration
		next++
	}
	for i, j := range jobs {
		job := &d.neutral.Jobs[j]
		for range chosen[i].before {
			pause(here, false, at)
		}
		seconds, _, _ := m.leg(here, job.Place)
		at += int64(seconds)
		for range chosen[i].after {
			pause(job.Place, true, at)
		}
		start := opening(job.Windows, at)
		out = append(out, step{job: j, at: job.Place, arrive: at, start: start, until: start + job.Duration})
		at, here = start+job.Duration, job.Place
	}
	for range atHome {
		pause(here, false, at)
	}
	return out
}
