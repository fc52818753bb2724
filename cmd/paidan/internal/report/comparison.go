package report

import (
	_ "embed"
	"html/template"
	"io"
	"strconv"

	"github.com/paidan/paidan/bench/compare"
)

//go:embed assets/comparison.html
var comparisonSource string

//go:embed assets/comparison.js
var comparisonScript string

// Comparison is what the page of a comparison of solvers shows.
type Comparison struct {
	Title string
	Table *compare.Table
	// Days which were compared; empty for instances of a suite.
	Days []ReducedDay
}

// ReducedDay is a day with what it was cut down to.
type ReducedDay struct {
	Name      string
	Reduction *compare.Reduction
}

// comparisonPage is what the template is filled with.
type comparisonPage struct {
	*Comparison
	Style   template.CSS
	ECharts template.JS
	Script  template.JS
	Rivals  []compare.Rival
	Rules   []compare.Rule
}

// WriteComparison writes the page of a comparison, which like the page of a
// plan is one file that loads nothing. It is in English only.
func WriteComparison(w io.Writer, c *Comparison) error {
	page := comparisonPage{Comparison: c, Style: template.CSS(pageStyle), ECharts: template.JS(echarts),
		Script: template.JS(comparisonScript), Rivals: compare.Rivals(), Rules: compare.Rules()}
	return fill(w, comparisonSource, template.FuncMap{
		"percent": func(x compare.Interval) string {
			if x.N == 0 {
				return "–"
			}
			return fixed(x.Mean, 2) + " %"
		},
		"bounds": func(x compare.Interval) string {
			if x.N < 2 {
				return "–"
			}
			return fixed(x.Low, 2) + " to " + fixed(x.High, 2)
		},
		"fixed": fixed,
		"mood": func(x compare.Interval) string {
			switch {
			case x.N > 1 && x.High < 0:
				return "good"
			case x.N > 1 && x.Low > 0:
				return "bad"
			}
			return ""
		},
	}, page)
}

func fixed(v float64, decimals int) string { return strconv.FormatFloat(v, 'f', decimals, 64) }
