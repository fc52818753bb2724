package suite

import (
	"slices"
	"strconv"
	"strings"
)

// vrplib is a file in the VRPLIB format: specifications "KEY : VALUE" and
// sections of rows of numbers.
type vrplib struct {
	spec    map[string]line // text is the value
	section map[string][]row
}

type row struct {
	line
	values []float64
}

func readVRPLIB(lines []line) (*vrplib, error) {
	f := &vrplib{map[string]line{}, map[string][]row{}}
	current := ""
	for _, l := range lines {
		if l.text == "EOF" {
			break
		}
		if key, value, ok := strings.Cut(l.text, ":"); ok {
			key = strings.TrimSpace(key)
			if _, twice := f.spec[key]; twice {
				return nil, l.fault("%.40q is given twice", key)
			}
			f.spec[key], current = line{l.number, strings.TrimSpace(value)}, ""
			continue
		}
		if strings.HasSuffix(l.text, "_SECTION") {
			if _, twice := f.section[l.text]; twice {
				return nil, l.fault("%.40q is given twice", l.text)
			}
			current = l.text
			f.section[current] = []row{}
			continue
		}
		if current == "" {
			return nil, l.fault("%.40q is neither a specification nor in a section", l.text)
		}
		v, err := l.numbers()
		if err != nil {
			return nil, err
		}
		f.section[current] = append(f.section[current], row{l, v})
	}
	return f, nil
}

// number returns a specification as a whole number in [1, high].
func (f *vrplib) number(key string, high int64) (int64, error) {
	l, ok := f.spec[key]
	if !ok {
		return 0, fault("%s is missing", key)
	}
	v, err := strconv.ParseFloat(l.text, 64)
	if err != nil {
		return 0, l.fault("%s is %.20q: want a number", key, l.text)
	}
	return l.whole(key, v, 1, high)
}

// rows returns a section whose rows are numbered from 1 to n, each with
// count values besides its number; count -1: any.
func (f *vrplib) rows(name string, n, count int) ([]row, error) {
	rows, ok := f.section[name]
	if !ok {
		return nil, fault("%s is missing", name)
	}
	if len(rows) != n {
		return nil, fault("%s has %d rows: want %d", name, len(rows), n)
	}
	out := make([]row, n)
	for i, r := range rows {
		if r.values[0] != float64(i+1) {
			return nil, r.fault("row %v of %s: want %d", r.values[0], name, i+1)
		}
		if count >= 0 && len(r.values) != count+1 {
			return nil, r.fault("row of %d numbers in %s: want %d", len(r.values), name, count+1)
		}
		out[i] = row{r.line, r.values[1:]}
	}
	return out, nil
}

// nodes are what the two VRPLIB suites share; node 0 is the depot.
type nodes struct {
	fleet   int
	points  [][2]float64
	demand  []int64
	windows [][2]int64
}

func (f *vrplib) nodes(scale int) (nodes, error) {
	var out nodes
	n, err := f.number("DIMENSION", MaxNodes+1)
	if err != nil {
		return out, err
	}
	fleet, err := f.number("VEHICLES", MaxWorkers)
	if err != nil {
		return out, err
	}
	out.fleet = int(fleet)
	if kind := f.spec["EDGE_WEIGHT_TYPE"]; kind.text != "EUC_2D" {
		return out, kind.fault("EDGE_WEIGHT_TYPE is %.20q: want EUC_2D", kind.text)
	}
	if depot := f.section["DEPOT_SECTION"]; len(depot) > 0 && !slices.Equal(depot[0].values, []float64{1}) {
		return out, depot[0].fault("depot %v: want 1", depot[0].values)
	}
	coordinates, err := f.rows("NODE_COORD_SECTION", int(n), 2)
	if err != nil {
		return out, err
	}
	demands, err := f.rows("DEMAND_SECTION", int(n), 1)
	if err != nil {
		return out, err
	}
	windows, err := f.rows("TIME_WINDOW_SECTION", int(n), 2)
	if err != nil {
		return out, err
	}
	for i := range coordinates {
		p, err := coordinates[i].point(coordinates[i].values[0], coordinates[i].values[1])
		if err != nil {
			return out, err
		}
		q, err := demands[i].whole("demand", demands[i].values[0], 0, MaxQuantity)
		if err != nil {
			return out, err
		}
		w, err := windows[i].window(windows[i].values[0], windows[i].values[1], scale)
		if err != nil {
			return out, err
		}
		out.points, out.demand, out.windows = append(out.points, p), append(out.demand, q), append(out.windows, w)
	}
	return out, nil
}
