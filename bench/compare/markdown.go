package compare

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteMarkdown writes the tables: how each solver did, ours against each
// rival, and the means by class.
func (t *Table) WriteMarkdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	fmt.Fprintf(b, "| %s s | solver | good runs | mean gap | 95 %% | worst | not served | CPU s | MiB |\n|---|---|---|---|---|---|---|---|---|\n", t.Clock)
	for _, r := range t.Rows {
		if r.Class != "" {
			continue
		}
		fmt.Fprintf(b, "| %s | %s | %d of %d | %s | %s | %s | %.1f | %.1f | %.0f |\n", seconds(r.Budget), r.Solver, r.Good, r.Runs,
			percent(r.Gap.Mean, r.Gap.N), bounds(r.Gap), worst(r), r.Unserved, r.CPU, r.Memory)
	}
	fmt.Fprintf(b, "\nGaps are to %s.\n", t.ReferenceWords())
	if len(t.Pairs) > 0 {
		fmt.Fprintf(b, "\n| %s s | %s less | mean difference | 95 %% | better | equal | worse |\n|---|---|---|---|---|---|---|\n", t.Clock, OurName)
	}
	for _, p := range t.Pairs {
		if p.Class == "" {
			fmt.Fprintf(b, "| %s | %s | %s | %s | %d | %d | %d |\n", seconds(p.Budget), p.Rival,
				percent(p.Difference.Mean, p.Difference.N), bounds(p.Difference), p.Better, p.Equal, p.Worse)
		}
	}
	if len(t.Classes) > 0 {
		fmt.Fprintf(b, "\n| %s s | solver | %s |\n|---|---%s|\n", t.Clock, strings.Join(t.Classes, " | "), strings.Repeat("|---", len(t.Classes)))
	}
	for _, budget := range t.Budgets {
		for _, solver := range t.Solvers {
			var cells []string
			for _, class := range t.Classes {
				if r := t.row(budget, class, solver); r != nil {
					cells = append(cells, percent(r.Gap.Mean, r.Gap.N))
				} else {
					cells = append(cells, "–")
				}
			}
			if len(cells) > 0 {
				fmt.Fprintf(b, "| %s | %s | %s |\n", seconds(budget), solver, strings.Join(cells, " | "))
			}
		}
	}
	return b.Flush()
}

// ReferenceWords says what the gaps are to.
func (t *Table) ReferenceWords() string {
	if t.Relative {
		return "the best cost of the comparison"
	}
	return "the best known costs"
}

// row finds the row of a budget, class and solver; nil: none.
func (t *Table) row(budget float64, class, solver string) *Row {
	for i := range t.Rows {
		if r := &t.Rows[i]; r.Budget == budget && r.Class == class && r.Solver == solver {
			return r
		}
	}
	return nil
}

func seconds(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }

// percent writes a mean of n values.
func percent(v float64, n int) string {
	if n == 0 {
		return "–"
	}
	return strconv.FormatFloat(v, 'f', 2, 64) + " %"
}

func bounds(x Interval) string {
	if x.N < 2 {
		return "–"
	}
	return fmt.Sprintf("%.2f to %.2f", x.Low, x.High)
}

func worst(r Row) string {
	if r.Gap.N == 0 {
		return "–"
	}
	return percent(r.Worst, 1) + " (" + r.WorstProblem + ")"
}
