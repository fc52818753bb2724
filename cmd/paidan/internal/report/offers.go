package report

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/paidan/paidan/bench/dispatch"
)

//go:embed assets/offers.html
var offersSource string

//go:embed assets/offers.js
var offersScript string

// offersPage is what the template of simulated offers is filled with.
type offersPage struct {
	Table        *dispatch.Table
	Style        template.CSS
	ECharts      template.JS
	Script       template.JS
	Means, Pairs []offersRow
}

// offersRow is a line of a table: a policy, or one less another.
type offersRow struct {
	Name  string
	Cells []offersCell
}

// offersCell is a figure with half its interval; Mood is good or bad where a
// difference is beyond it.
type offersCell struct{ Mean, Margin, Mood string }

// WriteOffers writes the page of simulated offers, one file that loads
// nothing. It is in English only.
func WriteOffers(w io.Writer, t *dispatch.Table) error {
	page := offersPage{Table: t, Style: template.CSS(pageStyle), ECharts: template.JS(echarts), Script: template.JS(offersScript)}
	for i := range t.Means {
		page.Means = append(page.Means, offersRow{t.Means[i].Policy, offersCells(&t.Means[i], &t.Margins[i], false)})
	}
	for i := range t.Pairs {
		p := &t.Pairs[i]
		page.Pairs = append(page.Pairs, offersRow{p.Policy + " − " + p.Against, offersCells(&p.Mean, &p.Margin, true)})
	}
	return fill(w, offersSource, template.FuncMap{"fixed": fixed, "percent": func(share float64) float64 { return 100 * share }}, &page)
}

// offersCells returns the cells of a line, in the order of the page's columns.
func offersCells(mean, margin *dispatch.Figures, paired bool) []offersCell {
	var out []offersCell
	add := func(m, half float64, decimals int, moreIsGood bool) {
		c := offersCell{Mean: fixed(m, decimals), Margin: "± " + fixed(half, decimals)}
		if paired && (m > half || m < -half) {
			c.Mood = "bad"
			if m > 0 == moreIsGood {
				c.Mood = "good"
			}
		}
		out = append(out, c)
	}
	add(100*mean.Filled, 100*margin.Filled, 2, true)
	add(100*mean.First, 100*margin.First, 2, true)
	add(mean.Refusals, margin.Refusals, 3, false)
	add(mean.Seconds, margin.Seconds, 1, false)
	add(mean.Cost/100, margin.Cost/100, 2, false)
	add(mean.Km, margin.Km, 2, false)
	add(mean.Net/100, margin.Net/100, 2, true)
	return out
}
