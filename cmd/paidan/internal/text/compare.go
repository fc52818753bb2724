package text

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// Comparison is two plans side by side.
type Comparison struct {
	Figures [2]roster.Figures `json:"figures"`
	Total   [2]roster.Points  `json:"total"`
	Parts   []PartPair        `json:"parts,omitempty"`
	// Jobs which only the first or the second plan serves, and those with
	// another worker or, with the same ones, another start.
	OnlyBefore  []string `json:"onlyBefore,omitempty"`
	OnlyAfter   []string `json:"onlyAfter,omitempty"`
	OtherWorker []string `json:"otherWorker,omitempty"`
	OtherStart  []string `json:"otherStart,omitempty"`
}

// PartPair is a part of the cost in both plans.
type PartPair struct {
	Code   string           `json:"code"`
	Points [2]roster.Points `json:"points"`
}

// Compare puts two plans side by side.
func Compare(before, after *roster.Plan) *Comparison {
	c := &Comparison{Figures: [2]roster.Figures{before.Figures, after.Figures}, Total: [2]roster.Points{before.Score.Total, after.Score.Total}}
	for i, plan := range []*roster.Plan{before, after} {
		for _, part := range plan.Score.Parts {
			at := slices.IndexFunc(c.Parts, func(p PartPair) bool { return p.Code == part.Code })
			if at < 0 {
				at = len(c.Parts)
				c.Parts = append(c.Parts, PartPair{Code: part.Code})
			}
			c.Parts[at].Points[i] += part.Points
		}
	}
	was, is := turnsOf(before), turnsOf(after)
	for _, job := range sortedJobs(was) {
		a, b := was[job], is[job]
		switch {
		case b == nil:
			c.OnlyBefore = append(c.OnlyBefore, job)
		case !slices.Equal(a.workers, b.workers):
			c.OtherWorker = append(c.OtherWorker, job)
		case a.start != b.start:
			c.OtherStart = append(c.OtherStart, job)
		}
	}
	for _, job := range sortedJobs(is) {
		if was[job] == nil {
			c.OnlyAfter = append(c.OnlyAfter, job)
		}
	}
	return c
}

// turn is who does a job, and from when, in seconds since 1970 UTC.
type turn struct {
	workers []string
	start   int64
}

func turnsOf(plan *roster.Plan) map[string]*turn {
	out := map[string]*turn{}
	for i := range plan.Routes {
		for _, s := range plan.Routes[i].Stops {
			if s.Kind != roster.VisitStop {
				continue
			}
			t := out[s.Job]
			if t == nil {
				t = &turn{start: s.Start.Unix()}
				out[s.Job] = t
			}
			t.workers = append(t.workers, plan.Routes[i].Worker)
			t.start = min(t.start, s.Start.Unix())
		}
	}
	for _, t := range out {
		slices.Sort(t.workers)
	}
	return out
}

func sortedJobs(turns map[string]*turn) []string {
	jobs := make([]string, 0, len(turns))
	for job := range turns {
		jobs = append(jobs, job)
	}
	slices.SortFunc(jobs, cmp.Compare)
	return jobs
}

// Write writes the comparison as a table and lists of jobs.
func (c *Comparison) Write(w io.Writer, style Style) error {
	b := &strings.Builder{}
	t := newTable(style.say("figure"), "A", "B", style.say("difference"))
	t.SetColumnConfigs(rightFrom(2, 4))
	f := c.Figures
	number := func(key string, x, y int64) {
		t.AppendRow([]any{style.say(key), words.Count(x), words.Count(y), signed(y-x, words.Count)})
	}
	span := func(key string, x, y roster.Duration) {
		t.AppendRow([]any{style.say(key), style.Lang.Duration(x), style.Lang.Duration(y), signed(int64(y-x), func(d int64) string { return style.Lang.Duration(roster.Duration(d)) })})
	}
	share := func(key string, x, y int) {
		t.AppendRow([]any{style.say(key), words.Permille(x), words.Permille(y), signed(int64(y-x), func(d int64) string { return words.Permille(int(d)) })})
	}
	money := func(name string, x, y roster.Points) {
		t.AppendRow([]any{name, style.Money.Points(x), style.Money.Points(y), signed(int64(y-x), func(d int64) string { return style.Money.Points(roster.Points(d)) })})
	}
	number("served", int64(f[0].Served), int64(f[1].Served))
	number("not_served", int64(f[0].Unassigned), int64(f[1].Unassigned))
	number("workers_used", int64(f[0].WorkersUsed), int64(f[1].WorkersUsed))
	span("work", f[0].Work, f[1].Work)
	span("travel", f[0].Travel, f[1].Travel)
	t.AppendRow([]any{style.say("distance"), words.Kilometres(f[0].Metres), words.Kilometres(f[1].Metres), signed(int64(f[1].Metres-f[0].Metres), func(d int64) string { return words.Kilometres(int(d)) })})
	span("overtime", f[0].Overtime, f[1].Overtime)
	share("utilisation", f[0].UtilisationPermille, f[1].UtilisationPermille)
	share("punctual", f[0].PunctualPermille, f[1].PunctualPermille)
	share("continuity", f[0].ContinuityPermille, f[1].ContinuityPermille)
	money(style.say("cost"), c.Total[0], c.Total[1])
	for _, p := range c.Parts {
		money("  "+style.Lang.Part(p.Code), p.Points[0], p.Points[1])
	}
	b.WriteString(t.Render())
	b.WriteByte('\n')
	for _, list := range []struct {
		key  string
		jobs []string
	}{{"only_before", c.OnlyBefore}, {"only_after", c.OnlyAfter}, {"other_worker", c.OtherWorker}, {"other_start", c.OtherStart}} {
		if len(list.jobs) > 0 {
			fmt.Fprintf(b, "%s (%d): %s\n", style.say(list.key), len(list.jobs), clean(style.Lang.Names(list.jobs)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// signed writes a difference with its sign; none is nothing.
func signed(d int64, write func(int64) string) string {
	switch {
	case d == 0:
		return nothing
	case d < 0:
		return "−" + write(-d)
	}
	return "+" + write(d)
}
