package generate

import "iter"

// need is what a customer wants: one service, on one or more days, at one or
// more times of day.
type need struct {
	service service
	visits  []visit
}

// visit is one job of a need.
type visit struct {
	day     int // from 0
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
	if rich {
		weights[butlerService] *= 2
		weights[cooking] = weights[cooking] * 3 / 2
	}
	n := need{service: service(d.pick(weights...))}
	l := &laws[n.service]
	minutes := d.step(l.low, l.high, l.by)
	slots, crew := []slot{g.slot(d, n.service)}, 1
	switch n.service {
	case elderCare:
		noonToo, eveningToo := d.percent(50), d.percent(70)
		slots = []slot{morning}
		if noonToo || !eveningToo {
			slots = append(slots, noon)
		}
		if eveningToo {
			slots = append(slots, evening)
		}
	case deepCleaning:
		crew = d.between(2, 3)
	}
	first, last := 0, g.opts.Days-1
	if !l.perDay {
		first = d.IntN(g.opts.Days)
		last = first
	}
	second := g.opts.Links && n.service == rehabNursing && d.percent(25)
	for day := first; day <= last; day++ {
		for _, s := range slots {
			n.visits = append(n.visits, visit{day: day, slot: s, minutes: minutes, crew: crew})
			if second {
				n.visits = append(n.visits, visit{day: day, slot: s, minutes: minutes, crew: crew, second: true})
			}
		}
	}
	return n
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
	default:
		return []slot{morning, afternoon}[d.pick(55, 45)]
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

// works goes through all jobs in order. The last customer may be cut short.
func (g *generator) works() iter.Seq[work] {
	return func(yield func(work) bool) {
		number := 0
		for customer := 0; number < g.opts.Jobs; customer++ {
			home := g.residence(customer)
			n := g.need(customer, home.district)
			for i := range n.visits {
				if number == g.opts.Jobs {
					return
				}
				if !yield(work{number, customer, i, n, home}) {
					return
				}
				number++
			}
		}
	}
}
