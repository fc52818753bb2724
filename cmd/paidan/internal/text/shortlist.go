package text

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// Shortlist writes the ranked workers for a job, each criterion a column, and
// why the others may not do it.
func Shortlist(w io.Writer, p *roster.Problem, list *matching.List, style Style) error {
	v, err := roster.NewView(p)
	if err != nil {
		return err
	}
	b := &strings.Builder{}
	fmt.Fprintf(b, "%s (%s): "+style.say("allowed_n")+"\n", clean(list.Job), serviceOf(v, list.Job, style), list.Eligible)
	if len(list.Candidates) == 0 {
		fmt.Fprintf(b, "%s\n", style.say("nobody"))
	}
	for first := 0; first < len(list.Candidates); first += sideBySide {
		b.WriteString(candidates(v, list.Candidates, first, style).Render())
		b.WriteByte('\n')
	}
	if len(list.Summary) > 0 {
		fmt.Fprintf(b, "\n%s:\n", style.say("refused"))
		for _, line := range style.Lang.ReasonLines(list.Summary, style.Money) {
			fmt.Fprintf(b, "  %s\n", clean(line))
		}
	}
	if len(list.Refused) > 0 {
		t := newTable(style.say("worker"), style.say("reasons"))
		for _, r := range list.Refused {
			said := make([]string, len(r.Reasons))
			for i, code := range r.Reasons {
				said[i] = clean(style.Lang.Reason(code))
			}
			t.AppendRow(table.Row{clean(r.Worker), strings.Join(said, separator(style.Lang))})
		}
		b.WriteString(t.Render())
		b.WriteByte('\n')
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// sideBySide is how many candidates one table holds.
const sideBySide = 6

// candidates is a table with a column for each candidate from first on.
func candidates(v *roster.View, all []matching.Candidate, first int, style Style) table.Writer {
	some := all[first:min(len(all), first+sideBySide)]
	headings := []string{""}
	for i := range some {
		headings = append(headings, fmt.Sprintf("%d. %s", first+i+1, clean(some[i].Worker)))
	}
	t := newTable(headings...)
	t.SetColumnConfigs(rightFrom(2, len(headings)))
	row := func(heading string, cell func(c *matching.Candidate) string) {
		r := table.Row{heading}
		for i := range some {
			r = append(r, cell(&some[i]))
		}
		t.AppendRow(r)
	}
	row(style.say("shift"), func(c *matching.Candidate) string { return clean(c.Shift) })
	row(style.say("from"), func(c *matching.Candidate) string { return c.Earliest.In(v.Zone).Format("01-02 15:04") })
	row(style.say("score"), func(c *matching.Candidate) string { return words.Permille(c.Score) })
	row(style.say("cost"), func(c *matching.Candidate) string { return style.Money.Points(c.Cost) })
	t.AppendSeparator()
	for k := range some[0].Parts {
		row(clean(style.Lang.Part(some[0].Parts[k].Criterion)), func(c *matching.Candidate) string {
			return words.Permille(c.Parts[k].Permille)
		})
	}
	return t
}
