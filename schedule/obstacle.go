package schedule

import "slices"

// nearest returns the fewest jobs found without which x fits into the route
// of one of the rivals, taken in order, and by how much the route's cost
// changes; of equal numbers the cheapest. Only jobs that may go are named;
// may nil: all.
func (q *inquiry) nearest(x int32, rivals []rival, may func(j int32) bool) (set []int32, delta int64, ok bool) {
	for i, r := range rivals {
		if i == q.rivals || ok && q.over() {
			break
		}
		some, d, found := q.obstacle(r.shift, x, may, len(set))
		if found && (!ok || len(some) < len(set) || len(some) == len(set) && d < delta) {
			set, delta, ok = some, d, true
		}
	}
	return set, delta, ok
}

// obstacle looks for a smallest run of jobs on a route, among those that may
// go, without which x fits: single jobs, then pairs, then the shortest run. It
// gives up beyond most jobs (0: no bound).
func (q *inquiry) obstacle(s int, x int32, may func(j int32) bool, most int) (set []int32, delta int64, ok bool) {
	q.jobsOf(s)
	jobs := slices.Clone(q.order)
	if may != nil {
		jobs = slices.DeleteFunc(jobs, func(j int32) bool { return !may(j) })
	}
	if most == 0 || most > len(jobs) {
		most = len(jobs)
	}
	for size := 1; size <= min(2, most); size++ {
		for i := 0; i+size <= len(jobs); i++ {
			if d, fits := q.desk.BestWithout(int32(s), x, jobs[i:i+size]); fits && (!ok || d < delta) {
				set, delta, ok = jobs[i:i+size], d, true
			}
		}
		if ok {
			return set, delta, ok
		}
	}
	// Longer runs: the window that ends at last is shrunk from its front.
	for first, last := 0, min(most, 3); last <= len(jobs) && most > 2; last++ {
		for last-first > 2 {
			if last-first > most || ok && last-first >= len(set) {
				first++
				continue
			}
			d, fits := q.desk.BestWithout(int32(s), x, jobs[first:last])
			if !fits {
				break
			}
			set, delta, ok = jobs[first:last], d, true
			first++
		}
	}
	return set, delta, ok
}
