package matching

import (
	"math"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// farthest is a limit no distance reaches.
const farthest = math.MaxInt64

// pairFacts are what concerns one worker and one job or customer, kept
// sparsely.
type pairFacts struct {
	// customer[j] is the customer of job j; jobsOf[c] are its jobs.
	customer []int32
	jobsOf   [][]int32
	// bannedBy[w] are the customers and bannedFrom[w] the jobs which ban
	// worker w, bans[w] the customers worker w bans; each sorted.
	bannedBy, bannedFrom, bans [][]int32
	// refusals[w] are the refusals of worker w.
	refusals [][]refusal
	// area[j] is the number of the area of job j, −1: one nobody is limited to.
	area []int32
	// site[j] and home[w] are positions, where siteKnown and homeKnown.
	site, home           []scoring.Point
	siteKnown, homeKnown []bool
	// named[j] are the workers whom locks name for job j, and crew[j] how
	// many it takes; namedFor[w] are the jobs for which w is named; shut
	// holds the jobs whose locks leave no place for a worker not named.
	named    [][]int32
	crew     []int32
	namedFor [][]int32
	shut     []uint64
}

// refusal is work a worker has declined: of one job, or (job −1) of a
// customer, until the day given, inclusive.
type refusal struct {
	job, customer, until int32
}

func newPairFacts(v *roster.View, d *dictionary) pairFacts {
	p := v.Problem
	jobs, workers := len(p.Jobs), len(p.Workers)
	f := pairFacts{
		customer: make([]int32, jobs), jobsOf: make([][]int32, len(p.Customers)),
		bannedBy: make([][]int32, workers), bannedFrom: make([][]int32, workers), bans: make([][]int32, workers),
		refusals: make([][]refusal, workers), area: make([]int32, jobs),
		site: make([]scoring.Point, jobs), siteKnown: make([]bool, jobs),
		home: make([]scoring.Point, workers), homeKnown: make([]bool, workers),
		named: make([][]int32, jobs), crew: make([]int32, jobs),
		namedFor: make([][]int32, workers), shut: make([]uint64, words(jobs)),
	}
	customers := make(map[string]int32, len(p.Customers))
	for c := range p.Customers {
		customers[p.Customers[c].ID] = int32(c)
		f.ban(v, p.Customers[c].BannedWorkers, f.bannedBy, int32(c))
	}
	for j := range p.Jobs {
		job := &p.Jobs[j]
		c := customers[job.Customer]
		f.customer[j] = c
		f.jobsOf[c] = append(f.jobsOf[c], int32(j))
		f.ban(v, job.BannedWorkers, f.bannedFrom, int32(j))
		f.crew[j] = int32(v.CrewSize(job))
		f.area[j] = -1
		if n, ok := d.areas[p.Customers[c].Area]; ok {
			f.area[j] = n
		}
		if at := v.Place(job).Location; at != nil {
			f.site[j], f.siteKnown[j] = scoring.PointOf(*at), true
		}
	}
	for w := range p.Workers {
		for _, id := range p.Workers[w].BannedCustomers {
			if c, ok := customers[id]; ok {
				f.bans[w] = append(f.bans[w], c)
			}
		}
		slices.Sort(f.bans[w])
		if at := p.Workers[w].Home.Location; at != nil {
			f.home[w], f.homeKnown[w] = scoring.PointOf(*at), true
		}
	}
	f.addRefusals(v, customers)
	f.addLocks(v)
	return f
}

// ban appends what to the lists of the workers named. Callers go through
// customers and jobs in order, so the lists are sorted.
func (f *pairFacts) ban(v *roster.View, ids []string, lists [][]int32, what int32) {
	for _, id := range ids {
		if w, ok := v.WorkerIndex(id); ok {
			lists[w] = append(lists[w], what)
		}
	}
}

func (f *pairFacts) addRefusals(v *roster.View, customers map[string]int32) {
	for _, r := range v.Problem.History.Refusals {
		w, ok := v.WorkerIndex(r.Worker)
		if !ok {
			continue
		}
		e := refusal{job: -1, customer: -1, until: dayMax}
		if r.Job != "" {
			j, ok := v.JobIndex(r.Job)
			if !ok {
				continue
			}
			e.job = int32(j)
		} else {
			c, ok := customers[r.Customer]
			if !ok {
				continue
			}
			e.customer = c
		}
		if !r.Until.IsZero() {
			// Until is at or after the start of a day exactly if its own
			// date is that day or a later one.
			e.until = dayNumber(roster.DateOf(r.Until.In(v.Zone)))
		}
		f.refusals[w] = append(f.refusals[w], e)
	}
}

func (f *pairFacts) addLocks(v *roster.View) {
	p := v.Problem
	strangers := codes{} // workers named but not known, numbered from the end
	for i := range p.Locks {
		lock := &p.Locks[i]
		if lock.Worker == "" {
			continue
		}
		name := int32(len(p.Workers)) + strangers.number(lock.Worker)
		if w, ok := v.WorkerIndex(lock.Worker); ok {
			name = int32(w)
		}
		for _, id := range append([]string{lock.Job}, lock.Sequence...) {
			if j, ok := v.JobIndex(id); ok && !slices.Contains(f.named[j], name) {
				f.named[j] = append(f.named[j], name)
				if int(name) < len(p.Workers) {
					f.namedFor[name] = append(f.namedFor[name], int32(j))
				}
			}
		}
	}
	for j, named := range f.named {
		if len(named) >= int(f.crew[j]) {
			f.shut[j/64] |= 1 << (j % 64)
		}
	}
}

// contains reports whether a sorted list holds x.
func contains(sorted []int32, x int32) bool {
	if len(sorted) > 16 {
		_, ok := slices.BinarySearch(sorted, x)
		return ok
	}
	for _, v := range sorted {
		if v >= x {
			return v == x
		}
	}
	return false
}
