package dispatch

import (
	"fmt"
	"io"

	"github.com/paidan/paidan/bench/compare"
	"github.com/paidan/paidan/matching/habit"
)

// Figures are what one policy made of one or more worlds.
type Figures struct {
	Policy string `json:"policy"`
	// Filled is the share of jobs somebody accepted, First the share accepted
	// by the first worker asked, both of all jobs.
	Filled float64 `json:"filled"`
	First  float64 `json:"first"`
	// Refusals for each job; Seconds from the first offer to a yes, of the
	// jobs filled.
	Refusals float64 `json:"refusals"`
	Seconds  float64 `json:"seconds"`
	// Cost of score and way for each job filled, Km its way, Net for each job;
	// in minor units.
	Cost float64 `json:"cost"`
	Km   float64 `json:"km"`
	Net  float64 `json:"net"`
}

// values returns the figures in a fixed order.
func (f *Figures) values() []*float64 {
	return []*float64{&f.Filled, &f.First, &f.Refusals, &f.Seconds, &f.Cost, &f.Km, &f.Net}
}

// Table is the answer of [Run]: means over the replications by policy, in the
// order of [Policies], and half the width of their 95 % intervals by Student's
// t, which is 0 for one replication.
type Table struct {
	Options Options   `json:"options"`
	Means   []Figures `json:"means"`
	Margins []Figures `json:"margins"`
	// Pairs compare judged and learnt with the two that know of no answers.
	Pairs []Pair `json:"pairs"`
	// Curves tell how far the chances judged and learnt gave to those whom
	// they asked came true.
	Curves []Curve `json:"curves"`
}

// Pair is one policy less another on the same worlds: the mean of the
// differences and half the width of its 95 % interval.
type Pair struct {
	Policy  string  `json:"policy"`
	Against string  `json:"against"`
	Mean    Figures `json:"mean"`
	Margin  Figures `json:"margin"`
}

// Curve is a reliability table in ten bins. Brier is the mean of the squares
// of chance less answer, Plain that of one who always tells the share of yes.
type Curve struct {
	Policy string      `json:"policy"`
	Bins   []habit.Bin `json:"bins"`
	Brier  float64     `json:"brier"`
	Plain  float64     `json:"plain"`
}

// reliabilityBins is the number of bins of a curve.
const reliabilityBins = 10

// summarise makes the table of the figures and guesses of each policy.
func summarise(o Options, all [][]Figures, told []guesses) *Table {
	t := &Table{Options: o}
	policies := Policies()
	for k := range policies {
		mean, margin := estimate(all[k], nil)
		mean.Policy, margin.Policy = policies[k], policies[k]
		t.Means, t.Margins = append(t.Means, mean), append(t.Margins, margin)
	}
	for k := 2; k < len(policies); k++ {
		for other := range 2 {
			pair := Pair{Policy: policies[k], Against: policies[other]}
			pair.Mean, pair.Margin = estimate(all[k], all[other])
			t.Pairs = append(t.Pairs, pair)
		}
		t.Curves = append(t.Curves, told[k].curve(policies[k]))
	}
	return t
}

// estimate returns the means of a's figures, less b's if there is one, and
// half the widths of their 95 % intervals.
func estimate(a, b []Figures) (mean, margin Figures) {
	list := make([]float64, len(a))
	for i := range mean.values() {
		for r := range a {
			list[r] = *a[r].values()[i]
			if b != nil {
				list[r] -= *b[r].values()[i]
			}
		}
		of := compare.IntervalOf(list)
		*mean.values()[i], *margin.values()[i] = of.Mean, (of.High-of.Low)/2
	}
	return mean, margin
}

func (g *guesses) curve(policy string) Curve {
	c := Curve{Policy: policy, Bins: habit.Reliability(g.chance, g.yes, reliabilityBins)}
	yes, n := 0.0, float64(max(len(g.yes), 1))
	for i, y := range g.yes {
		v := 0.0
		if y {
			v = 1
			yes++
		}
		c.Brier += (g.chance[i] - v) * (g.chance[i] - v) / n
	}
	c.Plain = yes / n * (1 - yes/n)
	return c
}

// Write writes the table as text.
func (t *Table) Write(w io.Writer) error {
	e := &writer{w: w}
	e.printf("%d fortnights of %d jobs and %d workers, mean ± half a 95 %% interval\n", t.Options.Replications, t.Options.Jobs, t.Options.Workers)
	e.head("policy")
	for i := range t.Means {
		e.row(t.Means[i].Policy, &t.Means[i], &t.Margins[i])
	}
	e.printf("\none less the other on the same worlds\n")
	e.head("pair")
	for i := range t.Pairs {
		p := &t.Pairs[i]
		e.row(p.Policy+" − "+p.Against, &p.Mean, &p.Margin)
	}
	for _, c := range t.Curves {
		e.printf("\nchances told by %s and what came true; mean square error %.3f, of the plain share %.3f\n", c.Policy, c.Brier, c.Plain)
		e.printf("%9s %9s %9s %9s\n", "bin %", "offers", "told %", "true %")
		for _, b := range c.Bins {
			e.printf("%3.0f to %3.0f %8d %9.1f %9.1f\n", 100*b.From, 100*b.Until, b.Count, 100*b.Said, 100*b.Happened)
		}
	}
	return e.err
}

// writer keeps the first error.
type writer struct {
	w   io.Writer
	err error
}

func (e *writer) printf(format string, args ...any) {
	if e.err == nil {
		_, e.err = fmt.Fprintf(e.w, format, args...)
	}
}

func (e *writer) head(what string) {
	e.printf("%-16s %15s %15s %15s %15s %17s %13s %17s\n", what, "filled %", "by the first %", "refusals", "seconds", "cost", "km", "net")
}

func (e *writer) row(name string, m, s *Figures) {
	e.printf("%-16s %8.2f ± %4.2f %8.2f ± %4.2f %7.3f ± %5.3f %8.1f ± %4.1f %9.0f ± %5.0f %6.2f ± %4.2f %9.0f ± %5.0f\n", name,
		100*m.Filled, 100*s.Filled, 100*m.First, 100*s.First, m.Refusals, s.Refusals, m.Seconds, s.Seconds, m.Cost, s.Cost, m.Km, s.Km, m.Net, s.Net)
}
