package generate

import (
	"slices"
	"strconv"
	"time"

	"github.com/paidan/paidan/roster"
)

// The agencies.
const (
	ours    = "agency-1"
	partner = "agency-2"
)

// Problem makes a roster in memory. It is valid.
func Problem(opts Options) (*roster.Problem, error) {
	g, err := newGenerator(opts)
	if err != nil {
		return nil, err
	}
	p := g.frame()
	p.Workers = slices.Collect(g.allWorkers())
	p.Customers = slices.Collect(g.allCustomers())
	p.Jobs = slices.Collect(g.allJobs())
	p.Links = slices.Collect(g.links())
	p.Series = slices.Collect(g.allSeries())
	p.History.Visits = slices.Collect(g.pastVisits())
	p.History.Refusals = slices.Collect(g.refusals())
	p.History.Ledger = slices.Collect(g.ledger())
	return p, nil
}

// frame is the problem without its long lists.
func (g *generator) frame() *roster.Problem {
	store := roster.Store{
		ID: "store-1", Place: g.depot(), Duration: 600,
		Equipment: []string{"high_pressure_washer", "steam_mop"},
	}
	for day := range g.opts.Days {
		store.Windows = append(store.Windows, roster.Window{Start: g.at(day, 7*60), End: g.at(day, 20*60)})
	}
	rush := []roster.HourSpeed{{From: 7, To: 9, SpeedPercent: 85}, {From: 17, To: 19, SpeedPercent: 80}}
	jam := []roster.HourSpeed{{From: 7, To: 9, SpeedPercent: 60}, {From: 17, To: 19, SpeedPercent: 55}}
	size := strconv.Itoa(g.opts.Jobs)
	if g.opts.Customers > 0 {
		size = strconv.Itoa(g.opts.Customers) + "c"
	}
	p := &roster.Problem{
		SchemaVersion: roster.SchemaVersion,
		ID:            "synthetic-" + size + "-" + strconv.FormatUint(g.opts.Seed, 10),
		TimeZone:      g.opts.TimeZone,
		Horizon:       roster.Horizon{Start: g.at(0, 0), End: g.at(g.opts.Days, 0)},
		Agency:        ours,
		Agencies: []roster.Agency{{ID: ours}, {ID: partner, SharesWith: []roster.Sharing{{
			Agency: ours, Valid: roster.Validity{From: g.date(-200), Until: g.date(165)}, FeePerVisit: 800,
		}}}},
		Stores:    []roster.Store{store},
		Catalogue: g.catalogue(),
		Travel: roster.Travel{Kind: roster.StraightLine, DetourPercent: 130, Speeds: map[roster.Mode]roster.Speed{
			roster.EBike: {KmPerHour: 18, Access: 60, Hours: rush},
			roster.Car:   {KmPerHour: 26, Access: 240, Hours: jam},
		}},
	}
	if g.long {
		g.wholeSight(p)
	}
	return p
}

// wholeSight adds what matters over days: times nobody likes, and prices of
// unfairness and of many faces.
func (g *generator) wholeSight(p *roster.Problem) {
	p.Rules.Unpopular = []roster.UnpopularTime{
		{Weekdays: []time.Weekday{time.Sunday, time.Saturday}, To: 24 * 3600},
		{Weekdays: workdays, To: 7 * 3600},
		{Weekdays: workdays, From: 19 * 3600, To: 24 * 3600},
	}
	p.Weights = roster.DefaultWeights()
	p.Weights.DistinctWorkers = 500
	p.Weights.Fairness = map[string]roster.Money{roster.FairHours: 3, roster.FairUnpopular: 20}
}

var workdays = []time.Weekday{time.Monday, time.Tuesday, time.Wednesday, time.Thursday, time.Friday}
