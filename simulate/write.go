package simulate

import (
	"encoding/csv"
	"encoding/json"
	"io"
	"strconv"
)

// WriteJSON writes the result as indented JSON.
func (r *Result) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// WriteCSV writes one line for each scenario, policy and figure.
func (r *Result) WriteCSV(w io.Writer) error {
	c := csv.NewWriter(w)
	if err := c.Write([]string{"scenario", "policy", "figure", "mean", "low", "high", "sd", "difference", "diff_low", "diff_high"}); err != nil {
		return err
	}
	for _, row := range r.Rows {
		for _, e := range row.Estimates {
			line := []string{row.Scenario, row.Policy, e.Figure}
			for _, v := range []float64{e.Mean, e.Low, e.High, e.SD, e.Difference, e.DiffLow, e.DiffHigh} {
				line = append(line, strconv.FormatFloat(v, 'g', 8, 64))
			}
			if err := c.Write(line); err != nil {
				return err
			}
		}
	}
	c.Flush()
	return c.Error()
}
