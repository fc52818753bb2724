// Package sample makes small days with a plausible plan for the tests of the
// command and its report. The plan is greedy and its score only roughly
// priced: it is for looking at, not for measuring.
package sample

import (
	"fmt"
	"math"
	"math/rand/v2"
	"time"

	"github.com/paidan/paidan/roster"
)

// service is an entry of the sample's catalogue.
type service struct {
	code    string
	minutes int
	price   roster.Money
	share   int // out of 100 jobs
}

var catalogue = []service{
	{"daily_cleaning", 120, 16000, 34},
	{"deep_cleaning", 210, 52000, 10},
	{"appliance_cleaning", 75, 18000, 16},
	{"elder_care", 60, 12000, 18},
	{"rehab_nursing", 60, 26000, 8},
	{"cooking", 90, 15000, 8},
	{"patient_escort", 150, 24000, 4},
	{"follow_up", 25, 0, 2},
}

// Day is the civil day of the sample.
var Day = roster.Date{Year: 2026, Month: time.November, Day: 23}

// at returns a time of the sample's day.
func at(zone *time.Location, minutes int) time.Time {
	return time.Date(Day.Year, Day.Month, Day.Day, 0, minutes, 0, 0, zone)
}

// Problem makes a day of jobs around the middle of Shanghai. The same
// arguments always give the same problem.
func Problem(jobs, workers int, seed uint64) *roster.Problem {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	r := rand.New(rand.NewPCG(seed, 7))
	p := &roster.Problem{
		SchemaVersion: roster.SchemaVersion,
		ID:            "sample",
		TimeZone:      "Asia/Shanghai",
		Horizon:       roster.Horizon{Start: at(zone, 0), End: at(zone, 24*60)},
	}
	for _, s := range catalogue {
		p.Catalogue = append(p.Catalogue, roster.Service{
			Code: s.code, Price: s.price,
			Duration:     roster.DurationModel{Base: roster.Duration(s.minutes * 60)},
			Requirements: roster.Requirements{Skills: []roster.SkillRequirement{{Code: s.code, MinLevel: 1}}},
		})
	}
	for i := range workers {
		p.Workers = append(p.Workers, worker(r, zone, i))
	}
	for i := range jobs {
		c := roster.Customer{ID: fmt.Sprintf("C%03d", i+1), Place: place(r, 7)}
		p.Customers = append(p.Customers, c)
		p.Jobs = append(p.Jobs, job(r, zone, i))
	}
	return p
}

func worker(r *rand.Rand, zone *time.Location, i int) roster.Worker {
	start := 8*60 + 30*r.IntN(4)
	w := roster.Worker{
		ID: fmt.Sprintf("W%02d", i+1), Home: place(r, 10), Mode: roster.EBike,
		Pay: roster.Pay{PerHour: 3500, OvertimePerHour: 5200},
		Shifts: []roster.Shift{{
			ID: fmt.Sprintf("W%02d-1", i+1), Start: at(zone, start), End: at(zone, start+9*60),
			MaxOvertime: 3600,
			Breaks: []roster.Break{{ID: "lunch", Earliest: at(zone, 11*60+30), Latest: at(zone, 13*60+30),
				Duration: 2400}},
		}},
	}
	for k, s := range catalogue {
		if r.IntN(100) < 45 || (i+k)%4 == 0 {
			w.Skills = append(w.Skills, roster.Skill{Code: s.code, Level: 1 + r.IntN(4)})
		}
	}
	return w
}

func job(r *rand.Rand, zone *time.Location, i int) roster.Job {
	pick, k := r.IntN(100), 0
	for pick -= catalogue[k].share; pick >= 0; pick -= catalogue[k].share {
		k++
	}
	s := catalogue[k]
	open := 8*60 + 30*r.IntN(14)
	if s.code == "cooking" {
		open = []int{10*60 + 30, 16*60 + 30}[r.IntN(2)]
	}
	j := roster.Job{
		ID: fmt.Sprintf("J%03d", i+1), Customer: fmt.Sprintf("C%03d", i+1), Service: s.code,
		Windows: []roster.Window{{Start: at(zone, open), End: at(zone, open+120+60*r.IntN(3))}},
	}
	if r.IntN(12) == 0 {
		j.Tier = 1 + r.IntN(3)
	}
	return j
}

// place is somewhere around the centre, more often near to it.
func place(r *rand.Rand, km float64) roster.Place {
	far, angle := km*math.Sqrt(r.Float64())*(0.35+0.65*r.Float64()), 2*math.Pi*r.Float64()
	return roster.Place{Location: &roster.LatLng{
		Lat: round5(31.225 + far/111.2*math.Sin(angle)),
		Lng: round5(121.455 + far/95.1*math.Cos(angle)),
	}}
}

func round5(v float64) float64 { return math.Round(v*1e5) / 1e5 }
