package bench

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"

	"github.com/paidan/paidan/bench/suite"
)

// Summary tells how a suite went.
type Summary struct {
	Suite suite.Suite `json:"suite"`
	// Runs in all; Incomplete left out a mandatory job, Failed gave an error.
	Runs       int `json:"runs"`
	Incomplete int `json:"incomplete"`
	Failed     int `json:"failed"`
	// Gaps is how many runs have one; MeanGap and WorstGap of them in
	// percent, and the instance with the worst.
	Gaps          int     `json:"gaps"`
	MeanGap       float64 `json:"meanGap"`
	WorstGap      float64 `json:"worstGap"`
	WorstInstance string  `json:"worstInstance,omitempty"`
	// Reached is how many runs came to the best known cost or below it.
	Reached int `json:"reached"`
	// Seconds is the solver's wall time of all runs.
	Seconds float64 `json:"seconds"`
}

// Summarise sums results up by suite, in the order in which they appear.
func Summarise(results []Result) []Summary {
	var out []Summary
	at := map[suite.Suite]int{}
	for _, r := range results {
		k, known := at[r.Suite]
		if !known {
			k = len(out)
			at[r.Suite] = k
			out = append(out, Summary{Suite: r.Suite})
		}
		s := &out[k]
		s.Runs++
		s.Seconds += r.Seconds
		switch {
		case r.Error != "":
			s.Failed++
		case !r.Complete:
			s.Incomplete++
		case r.Gap != nil:
			if s.Gaps == 0 || *r.Gap > s.WorstGap {
				s.WorstGap, s.WorstInstance = *r.Gap, r.Instance
			}
			s.Gaps++
			s.MeanGap += *r.Gap // the sum for now
			if *r.Gap <= 0 {
				s.Reached++
			}
		}
	}
	for k := range out {
		if out[k].Gaps > 0 {
			out[k].MeanGap /= float64(out[k].Gaps)
		}
	}
	return out
}

// WriteCSV writes results as a table with a head.
func WriteCSV(w io.Writer, results []Result) error {
	c := csv.NewWriter(w)
	c.Write([]string{"suite", "instance", "seed", "jobs", "workers", "workers_used", "unassigned", "complete",
		"cost", "best", "gap_percent", "status", "iterations", "seconds", "file", "out", "error"})
	number := func(v float64, digits int) string { return strconv.FormatFloat(v, 'f', digits, 64) }
	for _, r := range results {
		best, gap := "", ""
		if r.Best > 0 {
			best = number(r.Best, -1)
		}
		if r.Gap != nil {
			gap = number(*r.Gap, 3)
		}
		c.Write([]string{string(r.Suite), r.Instance, strconv.FormatUint(r.Seed, 10), strconv.Itoa(r.Jobs),
			strconv.Itoa(r.Workers), strconv.Itoa(r.WorkersUsed), strconv.Itoa(r.Unassigned),
			strconv.FormatBool(r.Complete), number(r.Cost, -1), best, gap, string(r.Status),
			strconv.FormatInt(r.Iterations, 10), number(r.Seconds, 3), r.File, r.Out, r.Error})
	}
	c.Flush()
	return c.Error()
}

// WriteJSON writes results with their summaries as one JSON object.
func WriteJSON(w io.Writer, results []Result) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	if results == nil {
		results = []Result{}
	}
	return e.Encode(struct {
		Results   []Result  `json:"results"`
		Summaries []Summary `json:"summaries"`
	}{results, Summarise(results)})
}
