package simulate

import (
	"context"
	"errors"
	"math"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paidan/paidan/roster"
)

// Config is what to simulate.
type Config struct {
	Problem *roster.Problem
	Model   Model
	// Scenarios; empty: the problem as it is.
	Scenarios []Scenario
	// Policies; empty: [Nearest], [BestScore] and [Resolve] each half hour with
	// 300 iterations.
	Policies []Policy
	// Replications of each scenario and policy; 0: 10. At most 10,000.
	Replications int
	Seed         uint64
	// Threads at once; 0: as many as there are processors. The result is the
	// same.
	Threads int
	// Roads for problems with travel kind roads.
	Roads roster.Roads
	// Progress is told after each run, one call at a time.
	Progress func(Progress)
}

// Progress of a simulation.
type Progress struct {
	Done, Runs int
	Elapsed    time.Duration
}

// Result is what came out.
type Result struct {
	Seed         uint64   `json:"seed"`
	Replications int      `json:"replications"`
	Figures      []string `json:"figures"`
	Rows         []Row    `json:"rows"`
}

// Row is one scenario under one policy, with an estimate of each figure.
type Row struct {
	Scenario  string     `json:"scenario"`
	Policy    string     `json:"policy"`
	Estimates []Estimate `json:"estimates"`
	// Course of the horizon, by hour up to three days, else by day.
	Course []Moment `json:"course"`
}

// Estimate of a figure from independent replications. The interval of 95 % is
// by Student's t; with one replication it is the mean alone.
type Estimate struct {
	Figure string  `json:"figure"`
	Mean   float64 `json:"mean"`
	Low    float64 `json:"low"`
	High   float64 `json:"high"`
	SD     float64 `json:"sd"`
	// Difference to the result's first row, replication by replication, and
	// its interval.
	Difference float64 `json:"difference"`
	DiffLow    float64 `json:"diffLow"`
	DiffHigh   float64 `json:"diffHigh"`
	// Values of the replications, in order.
	Values []float64 `json:"values"`
}

// Run simulates every scenario under every policy. Faults of problem, model
// and scenarios are [roster.Faults]. When the context ends, its error is
// returned.
func Run(ctx context.Context, c Config) (*Result, error) {
	if c.Problem == nil || c.Replications < 0 || c.Replications > 10_000 || c.Threads < 0 {
		return nil, errors.New("simulate: want a problem, 0 to 10,000 replications, and no negative number of threads")
	}
	if c.Replications == 0 {
		c.Replications = 10
	}
	if len(c.Scenarios) == 0 {
		c.Scenarios = []Scenario{{Name: "base"}}
	}
	if len(c.Policies) == 0 {
		c.Policies = []Policy{Nearest(), BestScore(), Resolve(1800, 300)}
	}
	type setting struct {
		problem *roster.Problem
		model   Model
	}
	settings := make([]setting, len(c.Scenarios))
	for i := range c.Scenarios {
		p, m, err := c.Scenarios[i].Apply(c.Problem, c.Model)
		if err != nil {
			return nil, err
		}
		settings[i] = setting{p, m}
	}
	runs := len(settings) * len(c.Policies) * c.Replications
	values := make([][]float64, runs)
	courses := make([][]float64, runs)
	errs := make([]error, runs)
	begin := time.Now()
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var group sync.WaitGroup
	var mutex sync.Mutex
	next, ready := 0, 0
	threads := c.Threads
	if threads == 0 {
		threads = runtime.GOMAXPROCS(0)
	}
	for range min(threads, runs) {
		group.Go(func() {
			for {
				mutex.Lock()
				n := next
				next++
				mutex.Unlock()
				if n >= runs || ctx.Err() != nil {
					return
				}
				// Replications outermost, so that what is done is comparable.
				cell := n % (len(settings) * len(c.Policies))
				rep := n / (len(settings) * len(c.Policies))
				s := settings[cell/len(c.Policies)]
				w, err := newWorld(ctx, s.problem, s.model, c.Policies[cell%len(c.Policies)], c.Roads, mix(c.Seed+uint64(rep)*0x9e3779b97f4a7c15+1))
				if err == nil {
					err = w.run()
				}
				if err != nil {
					errs[n] = err
					cancel()
					return
				}
				values[n], courses[n] = w.figures(), w.course.counts
				mutex.Lock()
				ready++
				if c.Progress != nil {
					c.Progress(Progress{ready, runs, time.Since(begin)})
				}
				mutex.Unlock()
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil && !errors.Is(err, context.Canceled) {
			return nil, err
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	out := &Result{Seed: c.Seed, Replications: c.Replications, Figures: Figures()}
	cells := len(settings) * len(c.Policies)
	for cell := range cells {
		row := Row{Scenario: c.Scenarios[cell/len(c.Policies)].Name, Policy: c.Policies[cell%len(c.Policies)].Name()}
		for f, name := range out.Figures {
			own, diff := make([]float64, c.Replications), make([]float64, c.Replications)
			for rep := range c.Replications {
				own[rep] = values[rep*cells+cell][f]
				diff[rep] = own[rep] - values[rep*cells][f]
			}
			e := Estimate{Figure: name, Values: own}
			var half float64
			e.Mean, e.SD, half = interval(own)
			e.Low, e.High = e.Mean-half, e.Mean+half
			e.Difference, _, half = interval(diff)
			e.DiffLow, e.DiffHigh = e.Difference-half, e.Difference+half
			row.Estimates = append(row.Estimates, e)
		}
		of := make([][]float64, c.Replications)
		for rep := range of {
			of[rep] = courses[rep*cells+cell]
		}
		row.Course = newCourse(settings[cell/len(c.Policies)].problem).moments(of)
		out.Rows = append(out.Rows, row)
	}
	return out, nil
}

// Of returns the estimate of a figure; the zero value where there is none.
func (r *Row) Of(figure string) Estimate {
	if i := slices.IndexFunc(r.Estimates, func(e Estimate) bool { return e.Figure == figure }); i >= 0 {
		return r.Estimates[i]
	}
	return Estimate{}
}

// interval returns the mean, the standard deviation and half of the 95 %
// interval.
func interval(x []float64) (mean, sd, half float64) {
	n := float64(len(x))
	for _, v := range x {
		mean += v
	}
	mean /= n
	if len(x) < 2 {
		return mean, 0, 0
	}
	for _, v := range x {
		sd += float64((v - mean) * (v - mean))
	}
	sd = math.Sqrt(sd / (n - 1))
	return mean, sd, student(len(x)-1) * sd / math.Sqrt(n)
}

// student returns the 97.5 % quantile of Student's t: from the usual table,
// and beyond it by the first term of its expansion.
func student(freedom int) float64 {
	table := []float64{0, 12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
		2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042}
	if freedom < len(table) {
		return table[freedom]
	}
	return 1.95996 + 2.3723/float64(freedom)
}

func sortFaults(f roster.Faults) {
	slices.SortStableFunc(f, func(a, b *roster.Fault) int { return strings.Compare(a.Path, b.Path) })
}
