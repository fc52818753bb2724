package generate

import (
	"iter"

	"github.com/paidan/paidan/roster"
)

func (g *generator) allCustomers() iter.Seq[roster.Customer] {
	return func(yield func(roster.Customer) bool) {
		for i := range g.customers {
			if !yield(g.customer(i)) {
				return
			}
		}
	}
}

// customer makes one customer.
func (g *generator) customer(i int) roster.Customer {
	home := g.residence(i)
	n := g.need(i, home.district)
	known := g.regulars(i, n, home)
	d := g.dice(kindCustomer, -1-i) // the stream beside the residence's
	c := roster.Customer{
		ID: g.customerID(i), Place: home.place(), Area: g.city.districts[home.district].code,
	}
	if len(known) > 0 && d.percent(50) {
		c.PreferredWorkers = []string{g.workerID(known[0].worker)}
		if len(known) > 1 && d.percent(30) {
			c.PreferredWorkers = append(c.PreferredWorkers, g.workerID(known[1].worker))
		}
	}
	if worker, ok := g.stranger(d, n, known); ok && d.percent(3) {
		c.BannedWorkers = []string{g.workerID(worker)}
	}
	switch d.pick(92, 6, 2) {
	case 1:
		c.PreferredLanguages = []string{"yue"}
	case 2:
		c.PreferredLanguages = []string{"en"}
	}
	switch d.pick(90, 8, 2) {
	case 1:
		c.PreferredGender = roster.Female
	case 2:
		c.PreferredGender = roster.Male
	}
	return c
}

// regular is a worker whom a customer knows.
type regular struct {
	worker int
	visits int
	last   int // days before the first day
}

// regulars returns whom a customer knows, the best known first: of each one
// the nearest of four workers drawn from the profession.
func (g *generator) regulars(customer int, n need, home residence) []regular {
	l := &laws[n.service]
	from, until := g.first[l.trade], g.first[l.trade+1]
	d := g.dice(kindRegular, customer)
	if !l.recurring || n.rhythm.fresh || from == until || !d.percent(60) {
		return nil
	}
	var out []regular
	visits := d.between(3, 40)
	for range 1 + d.pick(60, 25, 15) {
		best := -1
		distance := int64(0)
		for range 4 {
			w := d.between(from, until-1)
			at, _ := g.home(w)
			if near := g.city.near(at, home.at); best < 0 || near < distance {
				best, distance = w, near
			}
		}
		fresh := true
		for _, r := range out {
			fresh = fresh && r.worker != best
		}
		if fresh {
			out = append(out, regular{best, max(1, visits), d.between(1, 30)})
			visits /= d.between(2, 4)
		}
	}
	return out
}

// stranger draws a worker of the need's profession whom the customer does
// not know, where there are enough of them.
func (g *generator) stranger(d dice, n need, known []regular) (int, bool) {
	from, until := g.first[laws[n.service].trade], g.first[laws[n.service].trade+1]
	if until-from < 4 {
		return 0, false
	}
	w := d.between(from+1, until-1)
	for _, r := range known {
		if r.worker == w {
			return 0, false
		}
	}
	return w, true
}
