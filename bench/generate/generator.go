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
	g := &generator{opts: opts, zone: zone}
	g.makeCity()
	var demand [professions]int // minutes
	for w := range g.works() {
		v := w.need.visits[w.index]
		l := &laws[w.need.service]
		demand[l.trade] += (v.minutes + l.idle) * v.crew
		g.customers = w.customer + 1
	}
	g.hire(demand)
	g.customerDigits = len(strconv.Itoa(g.customers))
	g.jobDigits = len(strconv.Itoa(opts.Jobs))
	g.workerDigits = len(strconv.Itoa(g.workers()))
	return g, nil
}

// hire decides how many workers of each profession there are.
func (g *generator) hire(demand [professions]int) {
	permille := int(g.opts.Load*1000 + 0.5)
	var count [professions]int
	total := 0
	for p, minutes := range demand {
		if minutes == 0 {
			continue
		}
		capacity := crafts[p].capacity * permille * g.workDays() / 1000
		count[p] = max(1, (minutes+capacity/2)/max(1, capacity))
		total += count[p]
	}
	if want := g.opts.Workers; want > 0 {
		count = share(count, total, want)
	}
	for p, n := range count {
		g.first[p+1] = g.first[p] + n
	}
}

// share scales counts to the wanted sum by largest remainders, and gives at
// least one to every profession with demand as long as there are enough.
func share(count [professions]int, total, want int) [professions]int {
	var out, remainder [professions]int
	left := want
	for p, n := range count {
		if n > 0 && left > 0 && want >= int(professions) {
			out[p] = 1
			left--
		}
	}
	spread := left
	for p, n := range count {
		out[p] += spread * n / total
		left -= spread * n / total
		remainder[p] = spread * n % total
	}
	for ; left > 0; left-- {
		best := 0
		for p := range remainder {
			if remainder[p] > remainder[best] {
				best = p
			}
		}
		out[best]++
		remainder[best] = -1
	}
	return out
}

func (g *generator) workers() int { return g.first[professions] }

// workDays is how many days of the horizon a worker works on.
func (g *generator) workDays() int { return g.opts.Days - 2*((g.opts.Days+1)/7) }

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
