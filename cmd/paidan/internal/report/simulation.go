package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strconv"
	"time"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/simulate"
)

//go:embed assets/simulation.html
var simulationSource string

//go:embed assets/simulation.js
var simulationScript string

//go:embed assets/plots.css
var plotsStyle string

// mainFigures are drawn scenario against scenario.
var mainFigures = []string{"served_percent", "punctual_percent", "satisfaction_stars", "utilisation_percent",
	"travel_km", "overtime_hours", "declines", "margin"}

// simulationPage is what the template of a simulation is filled with.
type simulationPage struct {
	Lang    string
	Style   template.CSS
	ECharts template.JS
	Script  template.JS
	Say     func(string) string

	ProblemID, Dates, Note, Provenance string
	Rows                               []swatch
	Main, Figures                      []figureName
	Table                              []figureRow
	Data                               *simulationData
}

// figureName is a key figure: its place in the result, and its words.
type figureName struct {
	Index      int
	Code, Name string
}

// figureRow is a key figure of every scenario.
type figureRow struct {
	Name  string
	Cells []figureCell
}

type figureCell struct{ Mean, Interval, Difference string }

// simulationData is what the script draws from, as JSON with short names.
type simulationData struct {
	Figures []string        `json:"figures"`
	Times   []string        `json:"times"`
	Rows    []simulationRow `json:"rows"`
}

type simulationRow struct {
	Name     string   `json:"n"`
	Colour   string   `json:"c"`
	Figures  []spread `json:"e"`
	Started  []spread `json:"s"`
	LateOnes []spread `json:"l"`
}

// spread is a mean with its interval, and the values it is made of.
type spread struct {
	Mean   float64   `json:"m"`
	Low    float64   `json:"a"`
	High   float64   `json:"b"`
	Values []float64 `json:"v,omitempty"`
}

// WriteSimulation writes the page of a simulation of a problem: scenarios
// against each other, distributions over the replications, the course of the
// horizon, and every key figure as a table.
func WriteSimulation(w io.Writer, p *roster.Problem, r *simulate.Result, opts Options) error {
	zone, err := p.Location()
	if err != nil {
		return err
	}
	return fill(w, simulationSource, nil, newSimulationPage(p, r, zone, opts))
}

func newSimulationPage(p *roster.Problem, r *simulate.Result, zone *time.Location, opts Options) *simulationPage {
	l := opts.Lang
	last := p.Horizon.End.Add(-time.Second)
	pg := &simulationPage{Lang: l.String(), Say: l.Say, Style: template.CSS(pageStyle + plotsStyle), ECharts: template.JS(echarts),
		Script: template.JS(simulationScript), ProblemID: p.ID, Dates: p.Horizon.Start.In(zone).Format("2006-01-02"),
		Note:       fmt.Sprintf(l.Say("sim_replications"), r.Replications),
		Provenance: l.Say("seed") + " " + strconv.FormatUint(r.Seed, 10), Data: &simulationData{Times: []string{}}}
	if end := last.In(zone).Format("2006-01-02"); end != pg.Dates {
		pg.Dates += " – " + end
	}
	for i, code := range r.Figures {
		f := figureName{i, code, l.Figure(code)}
		if words.MoneyFigure(code) && opts.Money.Symbol != "" {
			f.Name += " (" + opts.Money.Symbol + ")"
		}
		pg.Figures = append(pg.Figures, f)
		pg.Data.Figures = append(pg.Data.Figures, f.Name)
		pg.Table = append(pg.Table, figureRow{Name: f.Name})
	}
	for _, code := range mainFigures {
		if i := slices.Index(r.Figures, code); i >= 0 {
			pg.Main = append(pg.Main, pg.Figures[i])
		}
	}
	for i := range r.Rows {
		pg.add(&r.Rows[i], i, l)
	}
	if len(r.Rows) > 0 {
		for k, m := range r.Rows[0].Course {
			layout := "01-02"
			if len(r.Rows[0].Course) > k+1 && r.Rows[0].Course[k+1].From.Sub(m.From) < 24*time.Hour || k > 0 && m.From.Sub(r.Rows[0].Course[k-1].From) < 24*time.Hour {
				layout = "15:04"
				if p.Horizon.End.Sub(p.Horizon.Start) > 25*time.Hour {
					layout = "01-02 15:04"
				}
			}
			pg.Data.Times = append(pg.Data.Times, m.From.In(zone).Format(layout))
		}
	}
	return pg
}

// add takes a scenario under a policy in.
func (pg *simulationPage) add(row *simulate.Row, i int, l words.Lang) {
	d := simulationRow{Name: row.Scenario + " · " + l.Policy(row.Policy), Colour: wheel(i, 0.64, 0.14)}
	pg.Rows = append(pg.Rows, swatch{Name: d.Name, Colour: d.Colour})
	for f, e := range row.Estimates {
		scale := 1.0
		if words.MoneyFigure(e.Figure) {
			scale = 100 // minor units
		}
		s := spread{Mean: e.Mean / scale, Low: e.Low / scale, High: e.High / scale}
		for _, v := range e.Values {
			s.Values = append(s.Values, v/scale)
		}
		d.Figures = append(d.Figures, s)
		cell := figureCell{Mean: words.Decimal(s.Mean), Interval: "[" + words.Decimal(s.Low) + ", " + words.Decimal(s.High) + "]"}
		if i > 0 {
			cell.Difference = fmt.Sprintf("Δ %s [%s, %s]", words.Signed(e.Difference/scale), words.Signed(e.DiffLow/scale), words.Signed(e.DiffHigh/scale))
		}
		pg.Table[f].Cells = append(pg.Table[f].Cells, cell)
	}
	for _, m := range row.Course {
		d.Started = append(d.Started, spread{Mean: m.Started.Mean, Low: m.Started.Low, High: m.Started.High})
		d.LateOnes = append(d.LateOnes, spread{Mean: m.Late.Mean, Low: m.Late.Low, High: m.Late.High})
	}
	pg.Data.Rows = append(pg.Data.Rows, d)
}
