package generate

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/paidan/paidan/roster"
)

// Options of a synthetic roster. The zero value makes 200 jobs on one day.
type Options struct {
	// Seed of everything random.
	Seed uint64 `json:"seed,omitempty"`
	// Jobs in all, with the visits of series, in [1, 1,000,000]; 0: 200, or
	// as many as Customers need.
	Jobs int `json:"jobs,omitempty"`
	// Customers, in [1, 200,000], instead of Jobs; 0: as many as the jobs take.
	Customers int `json:"customers,omitempty"`
	// Workers; 0: as many as Load asks for.
	Workers int `json:"workers,omitempty"`
	// Load is demand as a share of capacity, in [0.05, 5]: with it nearly
	// everything can be served up to about 0.9. 0: 0.85, or where Workers is
	// set at most 0.9. With Workers customers ask for more or less to suit it.
	Load float64 `json:"load,omitempty"`
	// Date of the first day; zero: 2026-11-23, a Monday.
	Date roster.Date `json:"date,omitzero"`
	// Days planned, in [1, 28]; 0: 1. With more than one, customers come back
	// by weekly rhythms and workers have weekly patterns.
	Days int `json:"days,omitempty"`
	// Series is the share, in [0, 1], of the customers who come back that are
	// told as series instead of single jobs; 0: none, or 0.7 where Customers is
	// set and Days is more than one; negative: none.
	Series float64 `json:"series,omitempty"`
	// Centre of the city; the zero value: a made-up city near 30.60 N, 114.30 E.
	Centre roster.LatLng `json:"centre,omitzero"`
	// TimeZone is an IANA name; empty: Asia/Shanghai.
	TimeZone string `json:"timeZone,omitempty"`
	// Servable leaves out the jobs which nobody can serve on purpose.
	Servable bool `json:"servable,omitempty"`
	// Crews adds deep cleaning by crews of two to four with a senior, and
	// gives some rehabilitation two carers.
	Crews bool `json:"crews,omitempty"`
	// Links ties the visits of a day to the same elder care customer to each
	// other by gaps, and gives some rehabilitation a second carer at the same
	// time by links.
	Links bool `json:"links,omitempty"`
	// Sampler, where not nil, gives the places instead of the city's circle.
	Sampler Sampler `json:"-"`

	exact bool // Load was given
}

// Sampler draws places where people live, such as along real roads. It must
// draw from rng only, and always in the same way.
type Sampler interface {
	SamplePlace(rng *rand.Rand) roster.LatLng
}

// defaultCentre is where the made-up city lies.
var defaultCentre = roster.LatLng{Lat: 30.6, Lng: 114.3}

// withDefaults fills in the defaults and refuses what is out of range.
func (o Options) withDefaults() (Options, *time.Location, error) {
	if o.Jobs == 0 && o.Customers == 0 {
		o.Jobs = 200
	}
	o.exact = o.Load != 0
	switch {
	case o.exact:
	case o.Workers > 0:
		o.Load = 0.9
	default:
		o.Load = 0.85
	}
	if o.Date.IsZero() {
		o.Date = roster.Date{Year: 2026, Month: time.November, Day: 23}
	}
	if o.Days == 0 {
		o.Days = 1
	}
	if o.Series == 0 && o.Customers > 0 && o.Days > 1 {
		o.Series = 0.7
	}
	o.Series = max(o.Series, 0)
	if o.Centre == (roster.LatLng{}) {
		o.Centre = defaultCentre
	}
	if o.TimeZone == "" {
		o.TimeZone = "Asia/Shanghai"
	}
	switch {
	case o.Customers < 0 || o.Customers > 200_000:
		return o, nil, fmt.Errorf("generate: %d customers: want 1 to 200000, or 0 for as many as it takes", o.Customers)
	case o.Customers > 0 && o.Jobs != 0:
		return o, nil, fmt.Errorf("generate: jobs and customers: give one of them")
	case o.Customers == 0 && (o.Jobs < 1 || o.Jobs > 1_000_000):
		return o, nil, fmt.Errorf("generate: %d jobs: want 1 to 1000000", o.Jobs)
	case o.Workers < 0 || o.Workers > 1_000_000:
		return o, nil, fmt.Errorf("generate: %d workers: want 1 to 1000000, or 0 for as many as it takes", o.Workers)
	case !(o.Load >= 0.05 && o.Load <= 5):
		return o, nil, fmt.Errorf("generate: load %v: want 0.05 to 5", o.Load)
	case o.Days < 1 || o.Days > 28:
		return o, nil, fmt.Errorf("generate: %d days: want 1 to 28", o.Days)
	case !(o.Series <= 1):
		return o, nil, fmt.Errorf("generate: series %v: want a share from 0 to 1", o.Series)
	case !(math.Abs(o.Centre.Lat) <= 70 && math.Abs(o.Centre.Lng) <= 175):
		return o, nil, fmt.Errorf("generate: centre %v: want a latitude within 70 and a longitude within 175 degrees", o.Centre)
	case o.Date.Year < 1971 || o.Date.Year > 9000:
		return o, nil, fmt.Errorf("generate: date %v: want a year from 1971 to 9000", o.Date)
	}
	zone, err := time.LoadLocation(o.TimeZone)
	if err != nil {
		return o, nil, fmt.Errorf("generate: time zone %.40q: %w", o.TimeZone, err)
	}
	return o, zone, nil
}
