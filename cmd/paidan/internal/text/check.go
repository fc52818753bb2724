package text

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// Check writes the judgement on a plan: one line where it is good, else every
// violation on a line of its own.
func Check(w io.Writer, p *roster.Problem, report *roster.Report, style Style) error {
	f := report.Figures
	if report.OK() {
		_, err := fmt.Fprintf(w, "%s %d %s %d %s, %s %s\n", style.say("check_ok"), f.Served, style.say("of"), f.Jobs,
			style.say("jobs"), style.say("cost"), style.Money.Points(report.Total))
		return err
	}
	b := &strings.Builder{}
	if n := len(report.Violations); n == 1 {
		b.WriteString(style.say("check_one"))
	} else {
		fmt.Fprintf(b, style.say("check_refused"), n)
	}
	b.WriteByte('\n')
	zone, err := p.Location()
	if err != nil {
		zone = time.UTC
	}
	for _, v := range report.Violations {
		fmt.Fprintf(b, "  %s", clean(v.Code))
		if v.Path != "" {
			fmt.Fprintf(b, "  %s", clean(v.Path))
		}
		if names := concerns(v); names != "" {
			fmt.Fprintf(b, " (%s)", names)
		}
		if v.Unit != "" {
			fmt.Fprintf(b, ": "+style.say("is_should_be"), quantity(v.Got, v.Unit, zone, style.Money), quantity(v.Want, v.Unit, zone, style.Money))
		}
		if rule := ruleOf(v, style); rule != "" {
			fmt.Fprintf(b, ": %s", rule)
		}
		b.WriteByte('\n')
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// ruleOf says what the law is: the hint, or the words of a gate's reason.
func ruleOf(v roster.Violation, style Style) string {
	said := style.Lang.Reason(v.Code)
	known := said != v.Code
	if known && (v.Hint == "" || style.Lang == words.Chinese) {
		return said
	}
	return clean(v.Hint)
}

// concerns names whom and what a violation is about.
func concerns(v roster.Violation) string {
	var names []string
	for _, id := range []string{v.Job, v.Worker, v.Shift, v.Part} {
		if id != "" {
			names = append(names, clean(id))
		}
	}
	return strings.Join(names, ", ")
}

// quantity writes an amount of a violation, exactly: rounding could make what
// is and what should be look the same.
func quantity(n int64, unit roster.Unit, zone *time.Location, money words.Currency) string {
	switch unit {
	case roster.UnitSeconds:
		return (time.Duration(n) * time.Second).String()
	case roster.UnitInstant:
		return time.Unix(n, 0).In(zone).Format("2006-01-02 15:04:05")
	case roster.UnitMetres:
		return words.Count(n) + " m"
	case roster.UnitMoney:
		return money.Money(roster.Money(n))
	case roster.UnitPoints:
		return words.Count(n) + " points"
	}
	return words.Count(n)
}
