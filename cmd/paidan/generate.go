package main

import (
	"fmt"
	"io"
	"math/rand/v2"

	"github.com/spf13/cobra"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/osm"
)

func newGenerate(a *app) *cobra.Command {
	var options generate.Options
	var date, roads, outPath string
	c := &cobra.Command{
		Use:   "generate",
		Short: "Make up a problem to try things with",
		Long: `Make up a problem of a home-service agency: workers, customers, jobs and their
history in a city of straight lines, or along the roads of an OpenStreetMap
extract. The same flags always give the same problem.

Over several days customers come back by weekly rhythms, told as single jobs
or as series, and workers have days off. Give the number of jobs or that of
customers; with the number of workers too, customers ask for no more than
--load of what these can do.

The problem is written as JSON; with --format text only its size is told.`,
		Example: `  paidan generate --jobs 60 --workers 15 > day.json
  paidan generate --jobs 300 --seed 2 --date 2026-11-24 --crews --links --out day.json
  paidan generate --customers 2000 --workers 200 --days 28 --crews --links --out month.json
  paidan generate --osm city.osm.pbf --out roads.json`,
		Args: want(),
		RunE: func(c *cobra.Command, _ []string) (err error) {
			if date != "" {
				if options.Date, err = roster.ParseDate(date); err != nil {
					return usagef("--date: %v", err)
				}
			}
			if options.Customers != 0 && !c.Flags().Changed("jobs") {
				options.Jobs = 0
			}
			if options.Series == 0 && c.Flags().Changed("series") {
				options.Series = -1
			}
			var network *osm.Network
			if roads != "" {
				if network, err = openRoads(roads); err != nil {
					return err
				}
				options.Sampler = &alongRoads{network}
				options.Centre = middle(network)
				if !c.Flags().Changed("tz") && !c.Flags().Changed("time-zone") {
					options.TimeZone = zoneAt(options.Centre)
				}
			}
			p, err := generate.Problem(options)
			if err != nil {
				return usagef("%v", err)
			}
			if network != nil {
				p.Travel.Kind, p.Travel.DetourPercent = roster.RoadTravel, 0
			}
			out, err := a.create(outPath)
			if err != nil {
				return err
			}
			asText := c.Flags().Changed("format") && a.format == "text"
			return out.write(func(w io.Writer) error {
				if asText {
					whole, err := p.Expanded() // the jobs of series too
					if err == nil {
						_, err = fmt.Fprintf(w, a.lang.Say("generated")+"\n", len(whole.Jobs), len(p.Workers), len(p.Customers))
					}
					return err
				}
				return roster.EncodeProblem(w, p)
			})
		},
	}
	f := c.Flags()
	f.IntVar(&options.Jobs, "jobs", 300, "how many jobs")
	f.IntVar(&options.Customers, "customers", 0, "how many customers, instead of --jobs")
	f.IntVar(&options.Workers, "workers", 0, "how many workers; 0: as many as --load asks for")
	f.Float64Var(&options.Load, "load", 0, "demand as a share of what the workers can do, with --workers at most; 0: 0.85, with --workers 0.9")
	f.Uint64Var(&options.Seed, "seed", 1, "seed of the random numbers")
	f.StringVar(&date, "date", "", "first day, such as 2026-11-23 (the default)")
	f.IntVar(&options.Days, "days", 1, "how many days")
	f.Float64Var(&options.Series, "series", 0, "share of the customers who come back that are told as series; 0.7 with --customers")
	f.StringVar(&options.TimeZone, "tz", "Asia/Shanghai", "IANA name of the time zone; with --osm the nearest large city's")
	f.BoolVar(&options.Crews, "crews", false, "add jobs for crews of two to four")
	f.BoolVar(&options.Links, "links", false, "tie some jobs to each other by gaps and same starts")
	f.BoolVar(&options.Servable, "servable", false, "leave out the jobs which nobody can serve")
	f.StringVar(&roads, "osm", "", "place everyone along the roads of this .osm.pbf file")
	f.StringVarP(&outPath, "out", "o", stream, "file for the problem")
	f.StringVar(&options.TimeZone, "time-zone", "Asia/Shanghai", "the same as --tz")
	_ = f.MarkHidden("time-zone")
	return c
}

// alongRoads draws places along roads which an electric bicycle may use.
type alongRoads struct{ network *osm.Network }

// mostDraws bounds how often a place without a road near by is drawn again.
const mostDraws = 100

// SamplePlace implements generate.Sampler.
func (r *alongRoads) SamplePlace(rng *rand.Rand) roster.LatLng {
	for range mostDraws {
		if at, ok := r.network.SamplePlace(rng, roster.EBike); ok {
			return at
		}
	}
	return middle(r.network)
}

// middle is the centre of a network's bounds.
func middle(n *osm.Network) roster.LatLng {
	a, b := n.Bounds()
	return roster.LatLng{Lat: (a.Lat + b.Lat) / 2, Lng: (a.Lng + b.Lng) / 2}
}
