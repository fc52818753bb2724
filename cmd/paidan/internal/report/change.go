package report

import (
	_ "embed"
	"html/template"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

//go:embed assets/change.html
var changeSource string

//go:embed assets/change.js
var changeScript string

// changePage is what the template of a replanning is filled with.
type changePage struct {
	Lang    string
	Style   template.CSS
	ECharts template.JS
	Script  template.JS
	Say     func(string) string

	ProblemID, Dates string
	Tiles            []tile
	Changes          []changeRow
	Calls            []callRow
	Data             *changeData
}

// changeRow is a difference between the plans, in words.
type changeRow struct{ Kind, Concerned, Customer, Before, After, Price string }

// callRow is a customer to call.
type callRow struct{ Customer, Before, Jobs string }

// changeData is what the script draws from, as JSON with short names. Times
// are seconds since 1970 UTC.
type changeData struct {
	Zone [][2]int64        `json:"zone"`
	Now  int64             `json:"now,omitempty"`
	Rows []changedDay      `json:"rows"`
	Say  map[string]string `json:"say"`
}

// changedDay is a worker's day as published and as it is now.
type changedDay struct {
	Worker string       `json:"w"`
	Before []changeStop `json:"a"`
	After  []changeStop `json:"b"`
}

// changeStop is a visit. Kind is "same", "changed", or "gone" of a visit of
// the published plan which nobody makes any more.
type changeStop struct {
	Job   string `json:"j"`
	Start int64  `json:"b"`
	End   int64  `json:"e"`
	Kind  string `json:"k"`
}

// WriteChange writes the page of a replanning: what it changes for whom, whom
// to call, and the days of the workers concerned before and after. A zero now
// is not drawn.
func WriteChange(w io.Writer, published *roster.Plan, got *schedule.Replanned, now time.Time, opts Options) error {
	v, err := roster.NewView(got.Problem)
	if err != nil {
		return err
	}
	return fill(w, changeSource, nil, newChangePage(v, published, got, now, opts))
}

func newChangePage(v *roster.View, published *roster.Plan, got *schedule.Replanned, now time.Time, opts Options) *changePage {
	m := newMaker(v, got.Plan, opts)
	l, c, f := opts.Lang, got.Counts, got.Plan.Figures
	count := func(key string, n int) tile { return tile{Label: l.Say(key), Value: words.Count(int64(n)), Bar: -1} }
	pg := &changePage{Lang: l.String(), Say: l.Say, Style: template.CSS(pageStyle + plotsStyle), ECharts: template.JS(echarts),
		Script: template.JS(changeScript), ProblemID: got.Plan.ProblemID, Dates: m.dates(),
		Tiles: []tile{count("served", f.Served), count("changes", c.Changes), count("customers_to_call", c.CustomerToCall),
			{Label: l.Say("price_of_changes"), Value: opts.Money.Points(got.Price), Bar: -1}},
		Data: &changeData{Zone: m.zone(), Rows: changedDays(published, got.Plan), Say: map[string]string{}}}
	if !now.IsZero() {
		pg.Data.Now = now.Unix()
	}
	for _, key := range []string{"was", "afterwards", "unchanged", "changed", "gone", "start", "end", "moment"} {
		pg.Data.Say[key] = l.Say(key)
	}
	for i := range got.Disruptions {
		d := &got.Disruptions[i]
		if d.Kind == schedule.CustomerToCall {
			continue // the list of calls has them
		}
		row := changeRow{Kind: l.Disruption(d.Kind), Concerned: d.Job, Customer: d.Customer, Before: servedAs(d.Before, v.Zone), After: servedAs(d.After, v.Zone)}
		if d.Kind == schedule.WorkerDayTouched {
			row.Concerned = d.Worker + " " + d.Day.String()
		}
		if d.Price != 0 {
			row.Price = opts.Money.Points(d.Price)
		}
		pg.Changes = append(pg.Changes, row)
	}
	for _, call := range got.Calls {
		pg.Calls = append(pg.Calls, callRow{call.Customer, call.Before.In(v.Zone).Format("01-02 15:04"), l.Names(call.Jobs)})
	}
	return pg
}

func servedAs(s *schedule.Served, zone *time.Location) string {
	if s == nil {
		return ""
	}
	return strings.Join(s.Workers, "+") + " " + s.Start.In(zone).Format("15:04")
}

// changedDays lists the workers' days in which something is different, in the
// order of the workers' IDs and the days.
func changedDays(before, after *roster.Plan) (rows []changedDay) {
	type visit struct {
		job, worker string
		start       int64
	}
	all := func(plan *roster.Plan) (visits map[visit]bool, jobs map[string]bool) {
		visits, jobs = map[visit]bool{}, map[string]bool{}
		for i := range plan.Routes {
			for _, s := range plan.Routes[i].Stops {
				if s.Kind == roster.VisitStop {
					visits[visit{s.Job, plan.Routes[i].Worker, s.Start.Unix()}] = true
					jobs[s.Job] = true
				}
			}
		}
		return visits, jobs
	}
	was, _ := all(before)
	is, served := all(after)
	at := map[string]int{}
	add := func(plan *roster.Plan, others map[visit]bool, gone bool, list func(*changedDay) *[]changeStop) {
		for i := range plan.Routes {
			r := &plan.Routes[i]
			key := r.Worker + "\x00" + r.Depart.Format("2006-01-02")
			if _, ok := at[key]; !ok {
				at[key] = len(rows)
				rows = append(rows, changedDay{Worker: r.Worker, Before: []changeStop{}, After: []changeStop{}})
			}
			to := list(&rows[at[key]])
			for _, s := range r.Stops {
				if s.Kind != roster.VisitStop {
					continue
				}
				kind := "changed"
				switch {
				case others[visit{s.Job, r.Worker, s.Start.Unix()}]:
					kind = "same"
				case gone && !served[s.Job]:
					kind = "gone"
				}
				*to = append(*to, changeStop{s.Job, s.Start.Unix(), s.End.Unix(), kind})
			}
		}
	}
	add(before, is, true, func(d *changedDay) *[]changeStop { return &d.Before })
	add(after, was, false, func(d *changedDay) *[]changeStop { return &d.After })
	same := func(s changeStop) bool { return s.Kind == "same" }
	rows = slices.DeleteFunc(rows, func(d changedDay) bool {
		return !slices.ContainsFunc(d.Before, func(s changeStop) bool { return !same(s) }) && !slices.ContainsFunc(d.After, func(s changeStop) bool { return !same(s) })
	})
	slices.SortStableFunc(rows, func(a, b changedDay) int { return strings.Compare(a.Worker, b.Worker) })
	return rows
}
