package roster

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// shiftAt is where a shift stands in the problem.
type shiftAt struct {
	worker, shift int
	order         int // among all shifts of the problem
}

// refusalKey is what a worker has refused: a job, or a customer.
type refusalKey struct{ worker, job, customer string }

// forEver is the last instant of a refusal without end.
const forEver = math.MaxInt64

// index builds the look-up tables and reports IDs which are not unique or
// lead nowhere.
func (c *checker) index() {
	p := c.p
	c.horizonDay = c.dayOf(p.Horizon.Start.Unix())
	c.workers = indexIDs(c, "workers", p.Workers, func(w *Worker) string { return w.ID })
	c.customers = indexIDs(c, "customers", p.Customers, func(k *Customer) string { return k.ID })
	c.services = indexIDs(c, "catalogue", p.Catalogue, func(s *Service) string { return s.Code })
	c.jobs = indexIDs(c, "jobs", p.Jobs, func(j *Job) string { return j.ID })
	c.stores = indexIDs(c, "stores", p.Stores, func(s *Store) string { return s.ID })
	c.visits = make([][]visit, len(p.Jobs))
	c.shifts = make(map[string]shiftAt, len(p.Workers))
	for w := range p.Workers {
		for s := range p.Workers[w].Shifts {
			id := p.Workers[w].Shifts[s].ID
			if _, again := c.shifts[id]; again {
				c.invalid("workers[%d].shifts[%d].id", w, s)
				continue
			}
			c.shifts[id] = shiftAt{worker: w, shift: s, order: len(c.shifts)}
		}
	}
	for i := range p.Jobs {
		if _, ok := c.customers[p.Jobs[i].Customer]; !ok {
			c.invalid("jobs[%d].customer", i)
		}
		if _, ok := c.services[p.Jobs[i].Service]; !ok {
			c.invalid("jobs[%d].service", i)
		}
	}
	c.indexHistory()
	c.indexLocks()
	c.agencies = make(map[string]*Agency, len(p.Agencies))
	for i := range p.Agencies {
		c.agencies[p.Agencies[i].ID] = &p.Agencies[i]
	}
}

func indexIDs[T any](c *checker, list string, items []T, id func(*T) string) map[string]int {
	m := make(map[string]int, len(items))
	for i := range items {
		key := id(&items[i])
		if _, again := m[key]; again {
			c.invalid("%s[%d]", list, i)
			continue
		}
		m[key] = i
	}
	return m
}

func (c *checker) indexHistory() {
	h := &c.p.History
	c.past = make(map[[2]string]int, len(h.Visits))
	c.pastCustomers = make(map[string]bool, len(h.Visits))
	for _, v := range h.Visits {
		if v.Count > 0 {
			c.past[[2]string{v.Worker, v.Customer}] += v.Count
			c.pastCustomers[v.Customer] = true
		}
	}
	c.refusals = make(map[refusalKey]int64, len(h.Refusals))
	for _, r := range h.Refusals {
		key := refusalKey{worker: r.Worker, job: r.Job}
		if r.Job == "" {
			key.customer = r.Customer
		}
		until := int64(forEver)
		if !r.Until.IsZero() {
			until = r.Until.Unix()
		}
		if old, ok := c.refusals[key]; !ok || until > old {
			c.refusals[key] = until
		}
	}
	c.ledger = make(map[string]*LedgerEntry, len(h.Ledger))
	for i := range h.Ledger {
		c.ledger[h.Ledger[i].Worker] = &h.Ledger[i]
	}
}

func (c *checker) indexLocks() {
	c.lockedWorkers = map[string][]string{}
	c.lockedStarts = map[string][]int64{}
	for i, l := range c.p.Locks {
		if l.Job == "" {
			continue
		}
		if _, ok := c.jobs[l.Job]; !ok {
			c.invalid("locks[%d].job", i)
			continue
		}
		if l.Worker != "" {
			c.lockedWorkers[l.Job] = append(c.lockedWorkers[l.Job], l.Worker)
		}
		if !l.Start.IsZero() {
			c.lockedStarts[l.Job] = append(c.lockedStarts[l.Job], l.Start.Unix())
		}
	}
}

// clockOf returns what a clock on the wall shows at an instant, in seconds
// since midnight, and the day of the week.
func (c *checker) clockOf(instant int64) (int64, time.Weekday) {
	t := time.Unix(instant, 0).In(c.zone)
	return int64(t.Hour()*3600 + t.Minute()*60 + t.Second()), t.Weekday()
}

// isUnpopular reports whether an instant is in an unpopular time.
func (c *checker) isUnpopular(instant int64) bool {
	if len(c.p.Rules.Unpopular) == 0 {
		return false
	}
	clock, weekday := c.clockOf(instant)
	for _, u := range c.p.Rules.Unpopular {
		if int64(u.From) <= clock && clock < int64(u.To) && (len(u.Weekdays) == 0 || slices.Contains(u.Weekdays, weekday)) {
			return true
		}
	}
	return false
}

// invalid reports a fault of the problem.
func (c *checker) invalid(path string, args ...any) {
	c.add(Violation{Code: ViolationProblemInvalid, Path: fmt.Sprintf(path, args...)})
}

// dayOf returns the local day of an instant.
func (c *checker) dayOf(instant int64) Date { return DateOf(time.Unix(instant, 0).In(c.zone)) }

// daysOf returns the first and the last local day on which something runs
// from start to end. An end at midnight is not on the day which then begins.
func (c *checker) daysOf(start, end int64) (first, last Date) {
	first = c.dayOf(start)
	if end <= start {
		return first, first
	}
	return first, c.dayOf(end - 1)
}

// serviceOf returns the catalogue entry of a job, an empty one if it has none.
func (c *checker) serviceOf(j *Job) *Service {
	if i, ok := c.services[j.Service]; ok {
		return &c.p.Catalogue[i]
	}
	return &Service{}
}

// customerOf returns the customer of a job, an empty one if it has none.
func (c *checker) customerOf(j *Job) *Customer {
	if i, ok := c.customers[j.Customer]; ok {
		return &c.p.Customers[i]
	}
	return &Customer{}
}

// placeOf returns where a job is done.
func (c *checker) placeOf(j *Job) *Place {
	if j.Place != nil {
		return j.Place
	}
	return &c.customerOf(j).Place
}

// crewOf returns the crew a job takes and how many members it has.
func (c *checker) crewOf(j *Job) (Crew, int) {
	crew := c.serviceOf(j).Crew
	if j.Crew != nil {
		crew = *j.Crew
	}
	return crew, max(crew.Size, len(crew.Roles), 1)
}

// durationOf returns how long a job takes a worker: the job's own duration or
// its service's model, and setting up where asked for, times the worker's
// ServicePercent, rounded up.
func (c *checker) durationOf(w *Worker, j *Job, settingUp bool) Duration {
	var d Duration
	if j.Duration != nil {
		d = *j.Duration
	} else {
		model := &c.serviceOf(j).Duration
		d = model.Base + model.PerSquareMetre*Duration(j.SquareMetres)
		for extra, count := range j.Extras {
			d += Duration(count) * model.Extras[extra]
		}
	}
	if settingUp {
		if j.Setup != nil {
			d += *j.Setup
		} else {
			d += c.serviceOf(j).Setup
		}
	}
	percent := Duration(w.ServicePercent[j.Service])
	if percent == 0 {
		return d
	}
	scaled := d * percent
	d = scaled / 100
	if scaled%100 > 0 {
		d++
	}
	return d
}

// consumesOf returns what a visit to a job uses up.
func (c *checker) consumesOf(j *Job) []Quantity {
	if j.Consumes != nil {
		return j.Consumes
	}
	return c.serviceOf(j).Consumes
}

// priceOf returns what the customer pays for a job.
func (c *checker) priceOf(j *Job) Money {
	if j.Price != nil {
		return *j.Price
	}
	return c.serviceOf(j).Price
}
