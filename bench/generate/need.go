package generate

import (
	"iter"

	"github.com/paidan/paidan/roster"
)

// need is what a customer wants: one service at one or more times of day, on
// one day or again and again.
type need struct {
	service service
	minutes int
	crew    int // at least 1
	slots   []slot
	// second: a second carer at the same time, tied by links.
	second bool
	rhythm rhythm
	// days of the visits, in order: as many a day as there are slots.
	days []int
	// series: told as series, one for each slot; else by visits.
	series bool
	visits []visit
}

// visit is one job of a need.
type visit struct {
	day     int // from 0
	more    int // days after it on which it may take place too
	slot    slot
	minutes int
	crew    int // at least 1
	// second: a second carer at the same time as the visit before.
	second bool
}

// slot is a part of the day.
type slot int

const (
	anytime slot = iota
	morning
	noon
	afternoon
	evening
	night
)

// need returns what a customer wants. It is drawn from a stream of its own,
// so that the customer itself need not be kept.
func (g *generator) need(customer, district int) need {
	d := g.dice(kindNeed, customer)
	rich := g.city.districts[district].income > 50
	weights := make([]int, services)
	for s := range laws {
		weights[s] = laws[s].share
	}
	if g.opts.Crews {
		weights[deepCleaning] = deepShare
	}
	if g.long {
		weights[nightCare] = nightShare
	}
	if rich {
		weights[butlerService] *= 2
		weights[cooking] = weights[cooking] * 3 / 2
	}
	g.fit.tilt(weights)
	n := need{service: service(d.pick(weights...)), crew: 1}
	l := &laws[n.service]
	n.minutes = g.fit.minutes(n.service, d.step(l.low, l.high, l.by))
	n.slots = []slot{g.slot(d, n.service)}
	switch n.service {
	case elderCare:
		noonToo, eveningToo := d.percent(50), d.percent(70)
		n.slots = []slot{morning}
		if noonToo || !eveningToo {
			n.slots = append(n.slots, noon)
		}
		if eveningToo {
			n.slots = append(n.slots, evening)
		}
	case deepCleaning:
		n.crew = 2 + d.pick(60, 30, 10)
	}
	if !g.long {
		n.days = []int{0}
		d.Uint64() // the draw of the day, of which there is one
	} else {
		g.repeat(&n, customer)
	}
	if n.service == rehabNursing && d.percent(25) {
		switch {
		case g.opts.Links && (!g.opts.Crews || d.percent(50)):
			n.second, n.series = true, false
		case g.opts.Crews:
			n.crew = 2
		}
	}
	if n.crew > 1 && g.workers() > 0 { // not hopeless in a small roster
		there := g.first[l.trade+1] - g.first[l.trade]
		n.crew = min(n.crew, max(there, map[service]int{deepCleaning: 2, rehabNursing: 1}[n.service]))
	}
	if !n.series {
		n.list()
	}
	return n
}

// list tells a need by its visits.
func (n *need) list() {
	n.series = false
	for _, day := range n.days {
		for _, s := range n.slots {
			v := visit{day: day, more: n.rhythm.more, slot: s, minutes: n.minutes, crew: n.crew}
			n.visits = append(n.visits, v)
			if n.second {
				v.second = true
				n.visits = append(n.visits, v)
			}
		}
	}
}

// jobs is how many jobs a need comes to.
func (n *need) jobs() int {
	if n.series {
		return len(n.days) * len(n.slots)
	}
	return len(n.visits)
}

// slot draws the part of the day of a service.
func (g *generator) slot(d dice, s service) slot {
	switch s {
	case dailyCleaning:
		return []slot{morning, afternoon, anytime}[d.pick(45, 40, 15)]
	case assessment, followUp, rework:
		return anytime
	case cooking:
		return []slot{noon, evening}[d.pick(45, 55)]
	case patientEscort:
		return []slot{morning, afternoon}[d.pick(65, 35)]
	case nightCare:
		return night
	default:
		return []slot{morning, afternoon}[d.pick(55, 45)]
	}
}

// demand is what one customer wants.
type demand struct {
	customer int // from 0
	home     residence
	need     need
	first    int // number of the first of its visits
}

// demands goes through all customers in order. The last one may be cut short.
func (g *generator) demands() iter.Seq[demand] {
	return func(yield func(demand) bool) {
		jobs, listed, recurring := 0, 0, 0
		for i := 0; g.opts.Customers > i || g.opts.Customers == 0 && jobs < g.opts.Jobs; i++ {
			home := g.residence(i)
			n := g.need(i, home.district)
			left := g.opts.Jobs - jobs
			if n.series && (g.opts.Jobs > 0 && n.jobs() > left || recurring+n.jobs() > roster.MaxSeriesJobs) {
				n.list()
			}
			if g.opts.Jobs > 0 && len(n.visits) > left {
				n.visits = n.visits[:left]
			}
			if !yield(demand{i, home, n, listed}) {
				return
			}
			jobs += n.jobs()
			listed += len(n.visits)
			if n.series {
				recurring += n.jobs()
			}
		}
	}
}

// work is a job by its number and what it comes from.
type work struct {
	number   int // of the job, from 0
	customer int // from 0
	index    int // of the visit in the need
	need     need
	home     residence
}

// works goes through all jobs in order, but for those of series.
func (g *generator) works() iter.Seq[work] {
	return func(yield func(work) bool) {
		for d := range g.demands() {
			for i := range d.need.visits {
				if !yield(work{d.first + i, d.customer, i, d.need, d.home}) {
					return
				}
			}
		}
	}
}
