package assign

// matrix is the table of a dense problem: it reads the caller's costs where
// they lie.
type matrix[C Cost] struct {
	costs  []C // row-major
	cols   int
	stride int
	plain  bool    // no pair is forbidden
	scale  float64 // of float costs, see scaling
	row    []int64 // scratch of a converted row
	pick   picker
}

// turn is where the scan of a row begins, another one for each, lest rows
// with equal costs all know the same columns.
func (m *matrix[C]) turn(row int) int {
	return int(uint64(row) * 0x9E3779B97F4A7C15 >> 33 % uint64(m.cols))
}

func (m *matrix[C]) nearest(row int, v []int64, k int, out []arc) ([]arc, int64) {
	t := m.turn(row)
	switch costs := any(m.costs[row*m.stride : row*m.stride+m.cols]).(type) {
	case []int64:
		return pick(&m.pick, costs, v, t, k, Forbidden[int64]()-1, m.plain, out)
	case []int32:
		return pick(&m.pick, costs, v, t, k, Forbidden[int32]()-1, m.plain, out)
	case []float64:
		return pick(&m.pick, m.convert(costs), v, t, k, Forbidden[int64]()-1, m.plain, out)
	}
	return out, far
}

func (m *matrix[C]) below(row int, v []int64, limit int64, out []arc) []arc {
	switch costs := any(m.costs[row*m.stride : row*m.stride+m.cols]).(type) {
	case []int64:
		return scanBelow(costs, v, Forbidden[int64]()-1, limit, out)
	case []int32:
		return scanBelow(costs, v, Forbidden[int32]()-1, limit, out)
	case []float64:
		return scanBelow(m.convert(costs), v, Forbidden[int64]()-1, limit, out)
	}
	return out
}

func scanBelow[C int32 | int64](costs []C, v []int64, allowed C, limit int64, out []arc) []arc {
	v = v[:len(costs)]
	for j, c := range costs {
		if int64(c)-v[j] < limit && c <= allowed {
			out = append(out, arc{int64(c), int32(j)})
		}
	}
	return out
}

func (m *matrix[C]) convert(costs []float64) []int64 {
	m.row = resize(m.row, len(costs))
	row := m.row[:len(costs)]
	for j, c := range costs {
		row[j] = scaled(c, m.scale)
	}
	return row
}
