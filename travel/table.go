package travel

import (
	"context"
	"fmt"

	"github.com/paidan/paidan/roster"
)

// MaxTablePlaces is the largest number of places for which tables are kept:
// 8 bytes for each pair of places, 800 MB per matrix or mode at the limit.
const MaxTablePlaces = 10_000

// unreachable stands in a table's seconds where there is no way.
const unreachable = -1

// Tabler is a [roster.Roads] which answers many questions at once. Where a
// road network has this method, [New] uses it instead of Leg.
type Tabler interface {
	// Table returns base times and distances between all pairs of n points,
	// from point i to point j at [i·n+j]; -1 seconds mean that there is no
	// way. It gives the same numbers as Leg. The slices belong to the caller.
	Table(ctx context.Context, mode roster.Mode, points []roster.LatLng) (seconds, metres []int32, err error)
}

// table holds a leg for each pair of n places, from i to j at [i·n+j].
type table struct {
	n       int
	seconds []int32 // unreachable, or in [0, MaxInt32]
	metres  []int32 // 0 where unreachable
}

func newTable(n int) *table {
	return &table{n: n, seconds: make([]int32, n*n), metres: make([]int32, n*n)}
}

func (t *table) leg(from, to int32) (seconds, metres int32, ok bool) {
	cell := int(from)*t.n + int(to)
	s := t.seconds[cell]
	if s < 0 {
		return 0, 0, false
	}
	return s, t.metres[cell], true
}

// settle makes legs from a location to itself 0 and unreachable ones uniform.
func (t *table) settle(places []roster.Place) {
	for cell, s := range t.seconds {
		if s < 0 {
			t.seconds[cell], t.metres[cell] = unreachable, 0
		}
		t.metres[cell] = max(t.metres[cell], 0)
	}
	at := make(map[roster.LatLng][]int, t.n)
	for i, p := range places {
		alike := []int{i}
		if p.Location != nil {
			alike = append(at[*p.Location], i)
			at[*p.Location] = alike
		}
		for _, j := range alike {
			t.seconds[i*t.n+j], t.seconds[j*t.n+i] = 0, 0
			t.metres[i*t.n+j], t.metres[j*t.n+i] = 0, 0
		}
	}
}

// matrixTable packs the rows and columns of the used places.
func matrixTable(path string, m *roster.Matrix, places []roster.Place) (*table, Errors) {
	size := len(m.Places)
	if len(m.Seconds) != size || m.Metres != nil && len(m.Metres) != size {
		return nil, Errors{{Code: CodeMatrix, Path: path, Mode: m.Mode, Hint: fmt.Sprintf("want %d rows, one per place", size)}}
	}
	var faults Errors
	for i := range m.Seconds {
		if len(m.Seconds[i]) != size || m.Metres != nil && len(m.Metres[i]) != size {
			faults = append(faults, &Error{Code: CodeMatrix, Path: fmt.Sprintf("%s.seconds[%d]", path, i), Mode: m.Mode,
				Hint: fmt.Sprintf("want %d columns in seconds and metres", size)})
		}
	}
	rowOf := make(map[string]int, size)
	for row, id := range m.Places {
		if _, twice := rowOf[id]; twice || id == "" {
			faults = append(faults, &Error{Code: CodeMatrix, Path: fmt.Sprintf("%s.places[%d]", path, row), Place: id, Mode: m.Mode,
				Hint: "want different, non-empty place IDs"})
		}
		rowOf[id] = row
	}
	rows := make([]int, len(places))
	for i, p := range places {
		row, ok := rowOf[p.ID]
		if !ok {
			faults = append(faults, &Error{Code: CodeNotInMatrix, Path: fmt.Sprintf("places[%d]", i), Place: p.ID, Mode: m.Mode,
				Hint: "the place has no row in " + path})
		}
		rows[i] = row
	}
	if len(faults) > 0 {
		return nil, faults
	}
	t := newTable(len(places))
	for i, row := range rows {
		for j, column := range rows {
			cell := i*t.n + j
			switch s := m.Seconds[row][column]; {
			case row == column:
			case s == nil:
				t.seconds[cell] = unreachable
			case *s < 0 || m.Metres != nil && m.Metres[row][column] < 0:
				return nil, Errors{{Code: CodeMatrix, Path: fmt.Sprintf("%s.seconds[%d][%d]", path, row, column), Mode: m.Mode,
					Hint: "want times and distances of at least 0, null where there is no way"}}
			default:
				t.seconds[cell] = *s
				if m.Metres != nil {
					t.metres[cell] = m.Metres[row][column]
				}
			}
		}
	}
	t.settle(places)
	return t, nil
}

// roadTable asks a road network for all pairs. Every place has a location.
func roadTable(ctx context.Context, roads roster.Roads, mode roster.Mode, places []roster.Place) (*table, error) {
	points := make([]roster.LatLng, len(places))
	for i, p := range places {
		points[i] = *p.Location
	}
	n := len(points)
	t := &table{n: n}
	if batch, ok := roads.(Tabler); ok {
		var err error
		if t.seconds, t.metres, err = batch.Table(ctx, mode, points); err != nil {
			return nil, err
		}
		if len(t.seconds) != n*n || len(t.metres) != n*n {
			return nil, fmt.Errorf("table of %d and %d cells, want %d", len(t.seconds), len(t.metres), n*n)
		}
	} else {
		t = newTable(n)
		for i, from := range points {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			for j, to := range points {
				s, m, ok := roads.Leg(mode, from, to)
				if !ok {
					s = unreachable
				}
				t.seconds[i*n+j], t.metres[i*n+j] = s, m
			}
		}
	}
	t.settle(places)
	return t, nil
}
