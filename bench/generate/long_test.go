package generate_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
)

// drawn are options of any kind which give a small problem.
func drawn(seed uint64) generate.Options {
	r := rand.New(rand.NewPCG(seed, 1))
	o := generate.Options{Seed: seed, Days: 1 + r.IntN(28), Crews: r.IntN(2) == 0, Links: r.IntN(2) == 0, Servable: r.IntN(2) == 0,
		TimeZone: []string{"", "Europe/Berlin", "America/New_York", "Asia/Kathmandu"}[r.IntN(4)],
		Date:     roster.Date{Year: 2026, Month: time.Month(1 + r.IntN(12)), Day: 1 + r.IntN(28)}}
	if r.IntN(2) == 0 {
		o.Jobs = 1 + r.IntN(150)
	} else {
		o.Customers = 1 + r.IntN(40)
	}
	if r.IntN(2) == 0 {
		o.Workers = 1 + r.IntN(20)
	}
	o.Series = []float64{0, -1, 0.5, 1}[r.IntN(4)]
	if r.IntN(3) == 0 {
		o.Load = 0.3 + r.Float64()
	}
	return o
}

// Whatever the options: valid, as large as asked for, and the same again.
func TestAnyOptions(t *testing.T) {
	for seed := range uint64(200) {
		o := drawn(seed)
		p := problem(t, o)
		require.NoError(t, p.Validate(), "%+v", o)
		q, err := p.Expanded()
		require.NoError(t, err)
		switch {
		case o.Jobs > 0:
			require.Len(t, q.Jobs, o.Jobs, "%+v", o)
		default:
			require.Len(t, p.Customers, o.Customers, "%+v", o)
		}
		if o.Workers > 0 {
			require.Len(t, p.Workers, o.Workers, "%+v", o)
		}
		if o.Days == 1 && o.Series <= 0 || o.Series < 0 {
			require.Empty(t, p.Series, "%+v", o)
		}
		if !o.Links {
			require.Empty(t, p.Links, "%+v", o)
		}
		if seed%20 == 0 {
			require.Equal(t, p, problem(t, o), "%+v", o)
		}
	}
}

func month(t *testing.T) *roster.Problem {
	return problem(t, generate.Options{Customers: 1500, Days: 28, Seed: 3, Crews: true, Links: true})
}

// Workers have days off, some a part of a job, some two shifts a day, some the
// nights, and the hours of some weeks are more than the law allows.
func TestPatterns(t *testing.T) {
	p := month(t)
	weeks, beyond, parts, twice, nights := 0, 0, 0, 0, 0
	for i := range p.Workers {
		w := &p.Workers[i]
		days, hours := map[roster.Date]int{}, map[int]time.Duration{}
		for _, s := range w.Shifts {
			require.False(t, s.End.After(p.Horizon.End))
			_, week := s.Start.ISOWeek()
			length := s.End.Sub(s.Start)
			for _, b := range s.Breaks {
				if !b.Paid {
					length -= b.Duration.Std()
				}
			}
			hours[week] += min(length, roster.DefaultMaxDailyWork.Std())
			days[roster.DateOf(s.Start)]++
			if days[roster.DateOf(s.Start)] == 2 {
				twice++
			}
			if s.End.Day() != s.Start.Day() {
				nights++
			}
		}
		for _, worked := range hours {
			weeks++
			if worked > roster.DefaultMaxWeeklyWork.Std() {
				beyond++
			}
		}
		for row, day := 0, 0; day < 28; day++ {
			if row++; days[roster.DateOf(p.Horizon.Start.AddDate(0, 0, day))] == 0 {
				row = 0
			}
			require.LessOrEqual(t, row, 6, w.ID)
		}
		if w.SharePercent > 0 {
			parts++
			require.Less(t, w.SharePercent, 90)
		}
	}
	workers := float64(len(p.Workers))
	assert.InDelta(t, 0.25, float64(beyond)/float64(weeks), 0.08)
	assert.InDelta(t, 0.22, float64(parts)/workers, 0.06)
	assert.Greater(t, twice, 100)
	assert.Greater(t, nights, 50)
}

// Customers come back as the laws say.
func TestRhythms(t *testing.T) {
	p := month(t)
	count := map[string]float64{}
	for i := range p.Series {
		s := &p.Series[i]
		if s.ID[len(s.ID)-1] != 'a' {
			continue // another time of day of the same customer
		}
		count["all"]++
		count[s.Template.Service]++
		if s.Template.Service == "daily_cleaning" {
			if s.EveryWeeks == 2 {
				count["biweekly"]++
			}
			if len(s.Weekdays) == 0 {
				count["free"]++
			}
			if s.StartTolerance != nil {
				count["tolerance"]++
			}
			if s.MaxWorkers > 0 {
				count["workers"]++
			}
		}
		if s.Template.Service == "rehab_nursing" {
			require.Equal(t, 2, s.MinSpacing)
		}
		if len(s.Exceptions) > 0 {
			count["exceptions"]++
		}
		if s.From.DaysSince(roster.DateOf(p.Horizon.Start)) > 0 {
			count["fresh"]++
		}
		rests := !slices.Contains([]string{"elder_care", "cooking", "night_care"}, s.Template.Service)
		require.Equal(t, rests, len(s.Skip) > 0)
	}
	cleaning := count["daily_cleaning"]
	assert.InDelta(t, 0.33, count["biweekly"]/cleaning, 0.07)
	assert.InDelta(t, 0.45, count["free"]/cleaning, 0.08)
	assert.InDelta(t, 0.60, count["tolerance"]/cleaning, 0.08)
	assert.InDelta(t, 0.80, count["workers"]/cleaning, 0.07)
	assert.InDelta(t, 0.07, count["exceptions"]/count["all"], 0.03)
	assert.InDelta(t, 0.08, count["fresh"]/count["all"], 0.03)
	// Seven in ten of those who come back.
	for share, want := range map[float64]float64{0.7: 0.7, 1: 1} {
		q := problem(t, generate.Options{Customers: 1500, Days: 28, Seed: 3, Series: share})
		series := map[string]bool{}
		for i := range q.Series {
			if q.Series[i].Template.Service == "elder_care" {
				series[q.Series[i].Template.Customer] = true
			}
		}
		listed := map[string]bool{}
		for i := range q.Jobs {
			if q.Jobs[i].Service == "elder_care" {
				listed[q.Jobs[i].Customer] = true
			}
		}
		assert.InDelta(t, want, float64(len(series))/float64(len(series)+len(listed)), 0.08)
	}
}

// Crews have a senior, and what is tied is tied in several ways.
func TestCrewsAndLinks(t *testing.T) {
	p := month(t)
	sizes, lifted, rehab := map[int]float64{}, 0.0, 0.0
	v, err := roster.NewView(p)
	require.NoError(t, err)
	for i := range p.Jobs {
		switch j := &p.Jobs[i]; j.Service {
		case "deep_cleaning":
			sizes[v.CrewSize(j)]++
		case "rehab_nursing":
			rehab++
			if v.CrewSize(j) == 2 {
				lifted++
				require.Len(t, j.Crew.Roles, 1)
			}
		}
	}
	crews := sizes[2] + sizes[3] + sizes[4]
	assert.InDelta(t, 0.6, sizes[2]/crews, 0.15)
	assert.Positive(t, sizes[4])
	assert.Zero(t, sizes[1])
	assert.Positive(t, lifted)
	kinds := map[roster.LinkKind]int{}
	for _, l := range p.Links {
		kinds[l.Kind]++
	}
	for _, kind := range []roster.LinkKind{roster.SameStart, roster.StartToStart, roster.EndToStart, roster.SameWorker, roster.DifferentWorker} {
		assert.Positive(t, kinds[kind], kind)
	}
	gaps := float64(kinds[roster.StartToStart] + kinds[roster.EndToStart])
	assert.InDelta(t, 0.5, float64(kinds[roster.EndToStart])/gaps, 0.1)
	assert.InDelta(t, 0.3, float64(kinds[roster.SameWorker])/gaps, 0.05)
}

// The ledger goes with the patterns and with the first day, whatever it is.
func TestLedger(t *testing.T) {
	for day := range 14 {
		p := problem(t, generate.Options{Customers: 200, Days: 14, Seed: 2, Date: roster.Date{Year: 2026, Month: 11, Day: 23 + day%7}})
		first := p.Horizon.Start
		weekday := (int(first.Weekday()) + 6) % 7
		fair := 0
		for _, e := range p.History.Ledger {
			require.False(t, e.LastEnd.After(first))
			require.LessOrEqual(t, e.DaysInRow, 6)
			require.LessOrEqual(t, e.WeekWork, roster.DefaultMaxWeeklyWork)
			require.LessOrEqual(t, e.MonthOvertime, roster.DefaultMaxMonthlyOvertime)
			if weekday == 0 {
				require.Zero(t, e.WeekWork)
			}
			if e.DaysInRow > 0 {
				require.GreaterOrEqual(t, first.Sub(e.LastEnd), time.Duration(0))
				require.Less(t, first.Sub(e.LastEnd), 24*time.Hour, "worked the day before")
			} else {
				require.GreaterOrEqual(t, first.Sub(e.LastEnd), 17*time.Hour, "had the day off")
			}
			if weekday > 0 && e.DaysInRow > 0 {
				require.Positive(t, e.WeekWork)
			}
			require.Less(t, e.FairTravel, e.FairWork)
			if e.FairWork > 200*3600 {
				fair++
			}
		}
		require.Greater(t, fair, len(p.History.Ledger)/2)
	}
}

// Given workers are enough: demand is brought down to what they can do.
func TestFit(t *testing.T) {
	minutes := func(p *roster.Problem) (service float64) {
		q, err := p.Expanded()
		require.NoError(t, err)
		v, err := roster.NewView(q)
		require.NoError(t, err)
		for i := range q.Jobs {
			service += v.Duration(&q.Jobs[i]).Std().Minutes() * float64(v.CrewSize(&q.Jobs[i]))
		}
		return service
	}
	for _, o := range []generate.Options{
		{Jobs: 300, Workers: 60}, {Jobs: 300, Workers: 90}, {Jobs: 1000, Workers: 250}, {Customers: 2000, Workers: 200, Days: 28},
		{Customers: 300, Workers: 40, Days: 14},
	} {
		for seed := range uint64(3) {
			o.Seed = seed
			free := o
			free.Workers = 0
			given, natural := problem(t, o), problem(t, free)
			require.Greater(t, len(natural.Workers), o.Workers, "%+v: too few workers for what customers usually ask", o)
			work := 0.0
			for i := range given.Workers {
				for _, s := range given.Workers[i].Shifts {
					work += min(s.End.Sub(s.Start).Minutes(), 440)
				}
			}
			assert.Less(t, minutes(given)/work, 0.75, "%+v: ways and waiting take a fifth at least", o)
			assert.Greater(t, minutes(given)/work, 0.3, "%+v", o)
		}
	}
	low := minutes(problem(t, generate.Options{Jobs: 300, Workers: 90, Load: 0.6}))
	high := minutes(problem(t, generate.Options{Jobs: 300, Workers: 90, Load: 0.9}))
	most := minutes(problem(t, generate.Options{Jobs: 300, Workers: 90, Load: 1.2}))
	assert.Less(t, low*1.2, high)
	assert.Less(t, high*1.15, most)
	// Enough workers stay as they are, and small teams do few kinds of work.
	assert.Equal(t, minutes(problem(t, generate.Options{Jobs: 300})), minutes(problem(t, generate.Options{Jobs: 300, Workers: 400})))
	skills := map[string]bool{}
	for _, w := range problem(t, generate.Options{Jobs: 20, Workers: 3}).Workers {
		skills[w.Skills[0].Code] = true
	}
	services := map[string]bool{}
	for _, j := range problem(t, generate.Options{Jobs: 20, Workers: 3}).Jobs {
		services[j.Service] = true
	}
	assert.LessOrEqual(t, len(skills), 3)
	assert.LessOrEqual(t, len(services), 6)
}
