package suite

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Best is the best known cost of an instance, in the suite's units.
type Best struct {
	Cost float64 `json:"cost"`
	// Proven says that nothing better exists.
	Proven bool `json:"proven,omitempty"`
}

// BestFile is the name of the file of best known costs; in vrptwsyn_br2008 it
// is bks_travel.csv.
const BestFile = "bks.csv"

// costColumn names the column of the best known cost by suite.
var costColumn = map[Suite]string{
	VRPTW: "best_distance_dimacs", PrizeCollecting: "cost", SiteDependent: "cost", TRSP: "best_duration",
	HHCRSP: "best_cost", UHHC: "best_objective", BR2008: "travel_units", Consistent: "HTS_Stavropoulou2022",
}

// bestFile is the name of the file of best known costs by suite.
func bestFile(s Suite) string {
	if s == BR2008 {
		return "bks_travel.csv"
	}
	return BestFile
}

// BestKnown looks an instance file up in the bks.csv of its folder or the
// one above. The zero Best with no error means that nothing is known.
func BestKnown(s Suite, path string) (Best, error) {
	folder := filepath.Dir(path)
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	for _, dir := range []string{folder, filepath.Join(folder, "..")} {
		f, err := os.Open(filepath.Join(dir, bestFile(s)))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return Best{}, err
		}
		best, err := readBest(io.LimitReader(f, MaxFileBytes), costColumn[s], name, filepath.Base(folder))
		f.Close()
		if err != nil {
			return Best{}, fmt.Errorf("%s: %w", filepath.Join(dir, bestFile(s)), err)
		}
		if best.Cost != 0 {
			return best, nil
		}
	}
	return Best{}, nil
}

// readBest finds an instance in a table with the columns "instance" (or
// "file") and column; a table without them is another suite's, and knows
// nothing. A column "set_frequency" such as 25% holds for the folder 25pct.
func readBest(r io.Reader, column, name, folder string) (Best, error) {
	rows, err := csv.NewReader(r).ReadAll()
	if err != nil || len(rows) == 0 {
		return Best{}, err
	}
	key, value := slices.Index(rows[0], "instance"), slices.Index(rows[0], column)
	proven, yes := slices.Index(rows[0], "proven"), "true"
	if status := slices.Index(rows[0], "status"); proven < 0 && status >= 0 {
		proven, yes = status, "optimal"
	}
	if key < 0 {
		key = slices.Index(rows[0], "file")
	}
	set := slices.Index(rows[0], "set_frequency")
	if key < 0 || value < 0 {
		return Best{}, nil
	}
	for _, row := range rows[1:] {
		if row[key] != name || row[value] == "" {
			continue
		}
		if set >= 0 && strings.Replace(row[set], "%", "pct", 1) != folder {
			continue
		}
		cost, err := strconv.ParseFloat(row[value], 64)
		if err != nil || !(cost > 0) || math.IsInf(cost, 0) {
			return Best{}, fmt.Errorf("%s of %s is %.20q: want a number above 0", column, name, row[value])
		}
		return Best{Cost: cost, Proven: proven >= 0 && strings.EqualFold(row[proven], yes)}, nil
	}
	return Best{}, nil
}
