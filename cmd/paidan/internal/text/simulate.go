package text

import (
	"fmt"
	"io"
	"text/tabwriter"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/simulate"
)

// Simulation writes a block for each key figure: of each scenario and policy
// the mean with its interval, and the difference to the first.
func Simulation(w io.Writer, r *simulate.Result, style Style) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, style.say("sim_head")+"\n", r.Replications, r.Seed)
	for f, code := range r.Figures {
		label, scale := style.Lang.Figure(code), 1.0
		if words.MoneyFigure(code) {
			scale = 100 // minor units
			label += " " + style.Money.Symbol
		}
		fmt.Fprintf(t, "\n%s\t%s\t%s\t%s\t\n", label, style.say("mean"), style.say("interval"), style.say("difference"))
		for i := range r.Rows {
			row, e := &r.Rows[i], &r.Rows[i].Estimates[f]
			difference := ""
			if i > 0 {
				difference = fmt.Sprintf("%s [%s, %s]", words.Signed(e.Difference/scale), words.Signed(e.DiffLow/scale), words.Signed(e.DiffHigh/scale))
			}
			fmt.Fprintf(t, "%s, %s\t%s\t[%s, %s]\t%s\t\n", Clean(row.Scenario), style.Lang.Policy(row.Policy), words.Decimal(e.Mean/scale),
				words.Decimal(e.Low/scale), words.Decimal(e.High/scale), difference)
		}
	}
	return t.Flush()
}
