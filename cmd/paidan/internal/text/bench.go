package text

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
)

// BenchRun is what became of one benchmark instance. Costs are in the
// suite's own units.
type BenchRun struct {
	Instance string  `json:"instance"`
	Jobs     int     `json:"jobs"`
	Cost     float64 `json:"cost"`
	// Best known cost, 0 where none is known, and whether it is proven.
	Best   float64 `json:"best,omitempty"`
	Proven bool    `json:"proven,omitempty"`
	// GapPercent is by how much Cost is above Best; nil: unknown.
	GapPercent *float64 `json:"gapPercent,omitempty"`
	Routes     int      `json:"routes"`
	Unassigned int      `json:"unassigned"`
	Iterations int64    `json:"iterations"`
	Seconds    float64  `json:"seconds"`
	Status     string   `json:"status"`
}

// BenchSummary is what became of several instances.
type BenchSummary struct {
	Suite string     `json:"suite"`
	Runs  []BenchRun `json:"runs"`
	// Known counts the runs with a gap; MeanGap and WorstGap are over those,
	// nil without any.
	Known    int      `json:"known"`
	MeanGap  *float64 `json:"meanGapPercent,omitempty"`
	WorstGap *float64 `json:"worstGapPercent,omitempty"`
	Worst    string   `json:"worst,omitempty"`
	Seconds  float64  `json:"seconds"`
}

// Summarise computes the mean and the worst gap.
func Summarise(suite string, runs []BenchRun) BenchSummary {
	s := BenchSummary{Suite: suite, Runs: runs}
	sum := 0.0
	for i := range runs {
		r := &runs[i]
		s.Seconds += r.Seconds
		if r.GapPercent == nil {
			continue
		}
		s.Known++
		sum += *r.GapPercent
		if s.WorstGap == nil || *r.GapPercent > *s.WorstGap {
			s.WorstGap, s.Worst = r.GapPercent, r.Instance
		}
	}
	if s.Known > 0 {
		mean := sum / float64(s.Known)
		s.MeanGap = &mean
	}
	return s
}

// Bench writes a table of instances with their gaps.
func Bench(w io.Writer, s BenchSummary, style Style) error {
	t := newTable(style.say("instance"), style.say("jobs"), style.say("cost"), style.say("best_known"), style.say("gap"),
		style.say("routes"), style.say("not_served"), style.say("steps"), style.say("time"))
	t.SetColumnConfigs(rightFrom(2, 9))
	for _, r := range s.Runs {
		best, gap := "–", "–"
		if r.GapPercent != nil {
			best, gap = figure(r.Best), percent(*r.GapPercent)
			if r.Proven {
				best += "*"
			}
		}
		t.AppendRow(table.Row{clean(r.Instance), r.Jobs, figure(r.Cost), best, gap, r.Routes, r.Unassigned,
			words.Count(r.Iterations), seconds(r.Seconds)})
	}
	if len(s.Runs) > 1 && s.MeanGap != nil {
		t.AppendSeparator()
		t.AppendRow(table.Row{style.say("mean"), "", "", "", percent(*s.MeanGap), "", "", "", seconds(s.Seconds / float64(len(s.Runs)))})
		t.AppendRow(table.Row{style.say("worst"), "", "", clean(s.Worst), percent(*s.WorstGap), "", "", "", ""})
	}
	_, err := fmt.Fprintln(w, t.Render())
	if err == nil && hasProven(s.Runs) {
		_, err = fmt.Fprintln(w, style.say("proven_note"))
	}
	return err
}

func hasProven(runs []BenchRun) bool {
	for _, r := range runs {
		if r.Proven {
			return true
		}
	}
	return false
}

// figure writes a cost with up to three decimals.
func figure(v float64) string {
	return strconv.FormatFloat(float64(int64(v*1000+0.5))/1000, 'f', -1, 64)
}

func percent(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) + " %" }

func seconds(v float64) string {
	return time.Duration(v * float64(time.Second)).Round(100 * time.Millisecond).String()
}

// rightFrom aligns the columns first to last to the right.
func rightFrom(first, last int) []table.ColumnConfig {
	var out []table.ColumnConfig
	for n := first; n <= last; n++ {
		out = append(out, table.ColumnConfig{Number: n, Align: text.AlignRight, AlignHeader: text.AlignRight})
	}
	return out
}
