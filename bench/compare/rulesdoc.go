package compare

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// ruleWords say what each rule is.
var ruleWords = map[Rule]string{
	Served:       "serve the most jobs, then count costs",
	Eligible:     "a set of workers for each job (skills, certificates, bans, areas …)",
	Windows:      "windows for the start, several a job",
	Ends:         "each shift with times and ends of its own",
	Speeds:       "travel times by worker",
	Breaks:       "floating breaks",
	PaidTime:     "pay by the hour from departure to return",
	Overtime:     "overtime by the clock, at a price",
	Prizes:       "jobs left out where they cost more than their value",
	Preferences:  "a cost for each pair of worker and job",
	Wishes:       "preferred windows, priced by distance",
	SpeedsByHour: "speeds by hour of day",
	WorkTimes:    "durations by worker",
	Crews:        "crews, visits tied in time",
	Tiers:        "priority tiers",
	Labour:       "hours by day, week and month, rest, fairness",
}

// Words says what a rule is.
func (r Rule) Words() string { return ruleWords[r] }

// WriteRules writes a table of what each rival can express.
func WriteRules(w io.Writer) error {
	b := bufio.NewWriter(w)
	rivals := Rivals()
	fmt.Fprint(b, "\n| rule |")
	for _, r := range rivals {
		fmt.Fprintf(b, " %s |", r.Name)
	}
	fmt.Fprintf(b, "\n|---|%s\n", strings.Repeat("---|", len(rivals)))
	for _, rule := range Rules() {
		fmt.Fprintf(b, "| %s |", rule.Words())
		for _, r := range rivals {
			fmt.Fprintf(b, " %s |", r.Support(rule))
		}
		fmt.Fprintln(b)
	}
	fmt.Fprintln(b)
	for _, r := range rivals {
		fmt.Fprintf(b, "- %s: %s\n", r.Name, r.Note)
	}
	return b.Flush()
}

// Support is how the rival expresses a rule.
func (r Rival) Support(rule Rule) Support {
	if s, ok := r.Has[rule]; ok {
		return s
	}
	return No
}

// WriteMarkdown writes what a day was cut down to.
func (r *Reduction) WriteMarkdown(w io.Writer, name string) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "\n%s: %d jobs (%d left out), %d workers.\n", name, r.Jobs, r.LeftOut, r.Workers)
	for _, group := range []struct {
		what  string
		rules []Rule
	}{{"Kept", r.Kept}, {"Dropped", r.Dropped}} {
		var words []string
		for _, rule := range group.rules {
			words = append(words, rule.Words())
		}
		fmt.Fprintf(b, "%s: %s.\n", group.what, strings.Join(words, "; "))
	}
	return b.Flush()
}
