package generate

import (
	"strconv"
	"time"

	"github.com/paidan/paidan/roster"
)

// generator holds what the entities have in common: little, whatever the
// number of jobs.
type generator struct {
	opts Options
	zone *time.Location
	city city
	// long: customers come back, and workers have weekly patterns.
	long     bool
	monday   int    // days from a Monday to the first day
	holidays []bool // by day
	fit      fit
	// customers is how many there are; workers by profession follow each
	// other, those of profession p from first[p] up to first[p+1].
	customers int
	first     [professions + 1]int
	// digits of the numbers in IDs.
	customerDigits, jobDigits, workerDigits int
}

func newGenerator(opts Options) (*generator, error) {
	opts, zone, err := opts.withDefaults()
	if err != nil {
		return nil, err
	}
	g := &generator{opts: opts, zone: zone, long: opts.Days > 1 || opts.Series > 0}
	g.monday = (int(g.at(0, 12*60).Weekday()) + 6) % 7
	g.makeHolidays()
	g.makeCity()
	if opts.Workers > 0 {
		g.reconcile()
	}
	whole := g.measure(0)
	g.hire(whole.minutes())
	g.customers = whole.customers
	g.customerDigits = len(strconv.Itoa(g.customers))
	g.jobDigits = len(strconv.Itoa(max(opts.Jobs, whole.listed)))
	g.workerDigits = len(strconv.Itoa(g.workers()))
	return g, nil
}

// hire decides how many workers of each profession there are.
func (g *generator) hire(demand [professions]int) {
	permille := int(g.opts.Load*1000 + 0.5)
	var count [professions]int
	for p, minutes := range demand {
		if minutes == 0 {
			continue
		}
		capacity := g.capacity(profession(p), 1) * permille / 1000
		count[p] = max(1, (minutes+capacity/2)/max(1, capacity))
	}
	if demand == [professions]int{} {
		count[cleaner] = 1
	}
	if g.opts.Workers > 0 {
		count = g.share(demand)
	}
	for p, n := range count {
		g.first[p+1] = g.first[p] + n
	}
}

// share deals the given workers out one by one, each to the profession which
// has the most to do for each worker so far.
func (g *generator) share(demand [professions]int) (count [professions]int) {
	var capacity [professions]int
	for p := range professions {
		capacity[p] = max(1, g.capacity(p, 1))
	}
	for range g.opts.Workers {
		best := cleaner
		for p := range professions {
			// The loads are demand by count·capacity; without a worker they are
			// endless, the greatest demand first.
			a, b := count[p]*capacity[p], count[best]*capacity[best]
			if demand[p]*b > demand[best]*a || a == 0 && b == 0 && demand[p] > demand[best] {
				best = p
			}
		}
		count[best]++
	}
	return count
}

func (g *generator) workers() int { return g.first[professions] }

// at returns an instant by day and minute of the local day.
func (g *generator) at(day, minute int) time.Time {
	d := g.opts.Date
	return time.Date(d.Year, d.Month, d.Day+day, 0, minute, 0, 0, g.zone)
}

// date returns the civil date some days after the first day.
func (g *generator) date(days int) roster.Date { return roster.DateOf(g.at(days, 12*60)) }

func (g *generator) customerID(customer int) string {
	return "C" + padded(customer+1, g.customerDigits)
}
func (g *generator) jobID(number int) string    { return "J" + padded(number+1, g.jobDigits) }
func (g *generator) workerID(worker int) string { return "W" + padded(worker+1, g.workerDigits) }

// padded writes a number with leading zeros.
func padded(n, digits int) string {
	s := strconv.Itoa(n)
	for len(s) < digits {
		s = "0" + s
	}
	return s
}
