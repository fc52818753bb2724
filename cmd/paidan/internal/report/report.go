// Package report writes a plan as one HTML page for people: key figures, a
// map, a timeline of every route, the parts of the cost, the jobs which are not
// served with the reasons in words, and every route as a table.
//
// The page is a single file that loads nothing: style, script, data and the
// charts (Apache ECharts, its licence beside the asset) are inside, and its
// content security policy forbids the network. Tables are plain HTML, so that
// they can be read, printed and searched without a script.
//
// Only ids, codes, places, times and amounts are shown. Names, phones,
// addresses and notes never reach this package's output.
package report

import (
	_ "embed"
	"html/template"
	"io"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// Options say how a report is written. The zero value is English with bare
// amounts.
type Options struct {
	Lang  words.Lang
	Money words.Currency
}

//go:embed assets/echarts.min.js
var echarts string

//go:embed assets/page.html
var pageSource string

//go:embed assets/page.css
var pageStyle string

//go:embed assets/page.js
var pageScript string

// page is what the template is filled with.
type page struct {
	Lang    string
	Style   template.CSS
	ECharts template.JS
	Script  template.JS
	Say     func(string) string

	Title, Dates, ProblemID string
	Status                  roster.Status
	StatusWords             string
	Provenance              string
	Tiles                   []tile
	Days                    []day
	Legend                  []swatch
	Parts                   []costPart
	Total                   string
	Missed                  []string
	Unassigned              []leftOut
	Routes                  []routeRow
	Data                    *chartData
}

// Write writes the page of a plan. The problem must be valid; a plan which
// names things the problem does not have is shown as far as it goes.
func Write(w io.Writer, p *roster.Problem, plan *roster.Plan, opts Options) error {
	v, err := roster.NewView(p)
	if err != nil {
		return err
	}
	return fill(w, pageSource, nil, newPage(v, plan, opts))
}

// newPage gathers everything the page shows.
func newPage(v *roster.View, plan *roster.Plan, opts Options) *page {
	m := newMaker(v, plan, opts)
	pg := &page{
		Lang: opts.Lang.String(), Say: opts.Lang.Say,
		Style: template.CSS(pageStyle), ECharts: template.JS(echarts), Script: template.JS(pageScript),
		Title: opts.Lang.Say("report_title"), ProblemID: plan.ProblemID,
		Status: plan.Status, StatusWords: opts.Lang.Status(plan.Status),
		Provenance: m.provenance(), Days: m.days, Dates: m.dates(),
		Tiles: m.tiles(), Total: opts.Money.Points(plan.Score.Total), Missed: m.missed(),
	}
	pg.Parts = m.costParts()
	pg.Unassigned = m.leftOut()
	pg.Routes = m.routeRows()
	pg.Data = m.chartData()
	pg.Legend = m.legend()
	return pg
}
