package compare

import (
	"encoding/csv"
	"io"
	"strconv"
)

// WriteCSV writes runs as a table with a head; the gap is to the same cost as
// in [Summarise].
func WriteCSV(w io.Writer, runs []Run) error {
	c := csv.NewWriter(w)
	reference, _ := references(runs)
	number := func(v float64, digits int) string { return strconv.FormatFloat(v, 'f', digits, 64) }
	rows := [][]string{{"problem", "class", "solver", "seed", "budget_s", "clock", "cost", "reference", "gap_percent",
		"jobs", "served", "routes", "iterations", "cpu_s", "wall_s", "memory_mib", "fault", "error"}}
	for i := range runs {
		r := &runs[i]
		cost, gap := "", ""
		if r.Good() {
			cost, gap = number(r.Cost, -1), number(gapOf(r.Cost, reference[r.Problem]), 4)
		}
		rows = append(rows, []string{r.Problem, r.Class, r.Solver, strconv.FormatUint(r.Seed, 10), number(r.Budget, -1), string(r.Clock),
			cost, number(reference[r.Problem], -1), gap, strconv.Itoa(r.Jobs), strconv.Itoa(r.Served), strconv.Itoa(r.Routes),
			strconv.FormatInt(r.Iterations, 10), number(r.CPU, 2), number(r.Wall, 2), number(r.Memory, 1), r.Fault, r.Error})
	}
	return c.WriteAll(rows)
}
