package osm

import (
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
)

// grid finds the stretches of road near a place: the earth in cells of about
// 250 m, more where that would be too many, each with the segments whose
// bounding box touches it. A segment is named by its first point.
type grid struct {
	lat0, lng0       int32 // south-west corner, 10⁻⁷ degrees
	rows, columns    int32
	cellLat, cellLng int64 // size of a cell, 10⁻⁷ degrees
	// cellCm is at most the smaller side of any cell, in centimetres.
	cellCm   int64
	head     []int32 // [row·columns+column], cells+1 long
	segments []int32
}

// maxCells bounds the cells of a grid beyond four a segment.
const maxCells = 1 << 16

// gridOf indexes the segments of all edges for which keep is true.
func gridOf(s *streets, keep func(e int32) bool) *grid {
	var segments []int32
	g := &grid{cellLat: 22_500, cellCm: 25_000, rows: 1, columns: 1}
	latMax, lngMax := int32(0), int32(0)
	for p := range int32(len(s.lat)) {
		e := s.edgeOf[p]
		if !keep(e) || p == s.edges[e].last {
			continue
		}
		if len(segments) == 0 {
			g.lat0, latMax, g.lng0, lngMax = s.lat[p], s.lat[p], s.lng[p], s.lng[p]
		}
		segments = append(segments, p)
		for _, q := range [2]int32{p, p + 1} {
			g.lat0, latMax = min(g.lat0, s.lat[q]), max(latMax, s.lat[q])
			g.lng0, lngMax = min(g.lng0, s.lng[q]), max(lngMax, s.lng[q])
		}
	}
	// A degree of longitude shrinks towards the poles.
	pole := max(latMax, -g.lat0, 0)
	_, narrow := geo.SinCos(radians(float64(pole) / 1e7))
	g.cellLng = int64(22_500 / max(narrow, 0.01))
	if narrow < 0.01 {
		g.cellCm = max(1, int64(25_000*max(narrow, 0)/0.01))
	}
	g.cellCm = g.cellCm * 99 / 100 // 22,500 units are a little more than 250 m

	limit := 4*int64(len(segments)) + maxCells
	for {
		rows, columns := (int64(latMax)-int64(g.lat0))/g.cellLat+1, (int64(lngMax)-int64(g.lng0))/g.cellLng+1
		g.rows, g.columns = int32(min(rows, 1<<30)), int32(min(columns, 1<<30))
		if rows*columns <= limit && g.entries(s, segments, limit) {
			break
		}
		g.cellLat, g.cellLng, g.cellCm = 2*g.cellLat, 2*g.cellLng, 2*g.cellCm
	}
	g.fill(s, segments)
	return g
}

func radians(degrees float64) float64 { return degrees * 3.14159265358979323846 / 180 }

// box returns the cells which a segment touches, ends included.
func (g *grid) box(s *streets, p int32) (row0, row1, column0, column1 int32) {
	row0, column0 = g.cell(s.lat[p], s.lng[p])
	row1, column1 = g.cell(s.lat[p+1], s.lng[p+1])
	return min(row0, row1), max(row0, row1), min(column0, column1), max(column0, column1)
}

// cell returns the cell of a position, which may be outside of the grid.
func (g *grid) cell(lat, lng int32) (row, column int32) {
	return int32(floorDiv(int64(lat)-int64(g.lat0), g.cellLat)), int32(floorDiv(int64(lng)-int64(g.lng0), g.cellLng))
}

func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// entries reports whether the segments take at most so many entries.
func (g *grid) entries(s *streets, segments []int32, limit int64) bool {
	n := int64(0)
	for _, p := range segments {
		row0, row1, column0, column1 := g.box(s, p)
		n += int64(row1-row0+1) * int64(column1-column0+1)
		if n > limit {
			return false
		}
	}
	return true
}

// fill enters the segments into their cells.
func (g *grid) fill(s *streets, segments []int32) {
	var cells, entries []int32
	for _, p := range segments {
		row0, row1, column0, column1 := g.box(s, p)
		for row := row0; row <= row1; row++ {
			for column := column0; column <= column1; column++ {
				cells, entries = append(cells, row*g.columns+column), append(entries, p)
			}
		}
	}
	head, order := group(cells, int(g.rows)*int(g.columns))
	g.head, g.segments = head, permute(entries, order)
}

// around calls visit for the segments near a position, ring after ring of
// cells, until done says that those farther than so many centimetres are not
// needed. A segment may come several times.
func (g *grid) around(at roster.LatLng, visit func(segment int32), done func(centimetres int64) bool) {
	row, column := g.cell(int32(at.Lat*1e7), int32(at.Lng*1e7))
	for ring := int32(0); ; ring++ {
		for r := max(row-ring, 0); r <= min(row+ring, g.rows-1); r++ {
			step := int32(1)
			if r != row-ring && r != row+ring {
				step = 2 * ring // the sides only
			}
			for c := column - ring; c <= column+ring; c += max(step, 1) {
				if c < 0 || c >= g.columns {
					continue
				}
				cell := r*g.columns + c
				for _, p := range g.segments[g.head[cell]:g.head[cell+1]] {
					visit(p)
				}
			}
		}
		if done(int64(ring) * g.cellCm) {
			return
		}
	}
}
