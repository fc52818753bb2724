package generate

import (
	"math"

	"github.com/paidan/paidan/roster"
)

// point is a position in micro-degrees.
type point struct{ lat, lng int64 }

func (p point) latLng() *roster.LatLng {
	return &roster.LatLng{Lat: float64(p.lat) / 1e6, Lng: float64(p.lng) / 1e6}
}

// district is a part of the city.
type district struct {
	code   string
	centre point
	// density in parts, income in [0, 100], spread in metres.
	density, income, spread int
}

// city is where everyone lives.
type city struct {
	centre    point
	radius    int   // metres
	cosine    int64 // of the latitude, in millionths
	districts []district
	towers    int
	// customers and homes are the districts' weights.
	customers, homes []int
}

// radii are the city's radius in metres by number of jobs, about
// 6000·(jobs/100)^0.22, linear in between.
var radii = []struct{ jobs, radius int64 }{
	{0, 3500}, {20, 4200}, {100, 6000}, {200, 7000}, {1000, 10000}, {5000, 14200}, {20000, 19200},
	{100000, 27400}, {200000, 32000}, {1000000, 45000},
}

func radiusFor(jobs int) int {
	n := int64(jobs)
	for i := 1; i < len(radii); i++ {
		if a, b := radii[i-1], radii[i]; n <= b.jobs {
			return int(a.radius + (b.radius-a.radius)*(n-a.jobs)/(b.jobs-a.jobs))
		}
	}
	return int(radii[len(radii)-1].radius)
}

// micro returns degrees in whole micro-degrees.
func micro(degrees float64) int64 { return int64(math.Round(degrees * 1e6)) }

func (g *generator) makeCity() {
	c := &g.city
	c.centre = point{micro(g.opts.Centre.Lat), micro(g.opts.Centre.Lng)}
	c.cosine = micro(math.Cos(g.opts.Centre.Lat * math.Pi / 180))
	perDay := g.opts.Jobs / g.opts.Days
	if g.opts.Customers > 0 { // a third of those who come back, on any day
		perDay = max(1, g.opts.Customers/min(3, g.opts.Days))
	}
	c.radius = radiusFor(perDay)
	c.towers = 1 + perDay/12
	for i := range min(24, 4+perDay/250) {
		d := g.dice(kindDistrict, i)
		x, y, square := 0, 0, int64(0) // the first one is the centre
		for i > 0 {
			x, y = d.between(-c.radius, c.radius), d.between(-c.radius, c.radius)
			square = int64(x)*int64(x) + int64(y)*int64(y)
			if square <= int64(c.radius)*int64(c.radius) {
				break
			}
		}
		// out is the distance from the centre in permille of the radius.
		out := int(math.Sqrt(float64(square))) * 1000 / c.radius
		c.districts = append(c.districts, district{
			code:    "D" + padded(i+1, 2),
			centre:  c.move(c.centre, x, y),
			density: max(1, d.between(3, 10)-4*out/1000),
			income:  min(100, max(0, 70-40*out/1000+d.normal(18))),
			spread:  c.radius * d.between(8, 16) / 100,
		})
	}
	for _, d := range c.districts {
		c.customers = append(c.customers, d.density)
		c.homes = append(c.homes, d.density*(150-d.income))
	}
}

// move returns the point x metres east and y metres north of p.
func (c *city) move(p point, x, y int) point {
	const metresPerDegree = 111_195 // of latitude
	return point{
		p.lat + int64(y)*1_000_000/metresPerDegree,
		p.lng + int64(x)*1_000_000/metresPerDegree*1_000_000/max(1, c.cosine),
	}
}

// near orders distances: the square of the distance in micro-degrees of
// latitude.
func (c *city) near(p, q point) int64 {
	dy, dx := p.lat-q.lat, (p.lng-q.lng)*(c.cosine/1000)/1000
	return dx*dx + dy*dy
}

// place draws a place in a district and returns the district it lies in: with
// a sampler, whatever the sampler gives and the nearest district.
func (g *generator) place(d dice, in int) (point, int) {
	c := &g.city
	if g.opts.Sampler == nil {
		at := &c.districts[in]
		return c.move(at.centre, d.normal(at.spread), d.normal(at.spread)), in
	}
	got := g.opts.Sampler.SamplePlace(d.Rand)
	p := point{micro(got.Lat), micro(got.Lng)}
	for i := range c.districts {
		if i == 0 || c.near(p, c.districts[i].centre) < c.near(p, c.districts[in].centre) {
			in = i
		}
	}
	return p, in
}

// home returns where a worker lives, and the district.
func (g *generator) home(worker int) (point, int) {
	d := g.dice(kindHome, worker)
	return g.place(d, d.pick(g.city.homes...))
}

// residence is where a customer lives.
type residence struct {
	at       point
	district int
	tower    int // from 1; 0: none
}

func (g *generator) residence(customer int) residence {
	d := g.dice(kindCustomer, customer)
	if d.percent(35) {
		r := residence{tower: 1 + d.IntN(g.city.towers)}
		t := g.dice(kindTower, r.tower)
		r.at, r.district = g.place(t, t.pick(g.city.customers...))
		return r
	}
	at, district := g.place(d, d.pick(g.city.customers...))
	return residence{at: at, district: district}
}

func (r residence) place() roster.Place {
	p := roster.Place{Location: r.at.latLng()}
	if r.tower > 0 {
		p.ID = "tower-" + padded(r.tower, 4)
	}
	return p
}

// depot is the place of the agency's store: the centre, or with a sampler
// its first place.
func (g *generator) depot() roster.Place {
	at := g.city.centre
	if g.opts.Sampler != nil {
		at, _ = g.place(g.dice(kindTower, 0), 0)
	}
	return roster.Place{ID: "store-1", Location: at.latLng()}
}
