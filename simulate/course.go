package simulate

import (
	"time"

	"github.com/paidan/paidan/roster"
)

// Moment is an hour or a day of the horizon: the visits begun in it, and those
// of them which were not on time.
type Moment struct {
	From    time.Time `json:"from"`
	Started Range     `json:"started"`
	Late    Range     `json:"late"`
}

// Range is a mean over replications with its interval of 95 %.
type Range struct {
	Mean float64 `json:"mean"`
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// hourly is up to which horizon a course is by hour.
const hourly = 72 * time.Hour

// course counts by time of one run.
type course struct {
	from time.Time
	step time.Duration
	// counts[2i] are the visits begun in part i of the horizon, counts[2i+1]
	// those of them which were late.
	counts []float64
}

func newCourse(p *roster.Problem) course {
	c := course{from: p.Horizon.Start, step: time.Hour}
	long := p.Horizon.End.Sub(p.Horizon.Start)
	if long > hourly {
		c.step = 24 * time.Hour
	}
	c.counts = make([]float64, 2*((long+c.step-1)/c.step))
	return c
}

// begin counts visits which begin; what begins after the horizon is in its
// last part.
func (c *course) begin(at time.Time, visits int, late bool) {
	i := 2 * min(int(at.Sub(c.from)/c.step), len(c.counts)/2-1)
	c.counts[i] += float64(visits)
	if late {
		c.counts[i+1] += float64(visits)
	}
}

// moments sums the counts of replications up.
func (c course) moments(runs [][]float64) (out []Moment) {
	estimate := func(i int) Range {
		x := make([]float64, len(runs))
		for n := range runs {
			x[n] = runs[n][i]
		}
		mean, _, half := interval(x)
		return Range{mean, mean - half, mean + half}
	}
	for i := 0; i < len(c.counts); i += 2 {
		out = append(out, Moment{From: c.from.Add(time.Duration(i/2) * c.step), Started: estimate(i), Late: estimate(i + 1)})
	}
	return out
}
