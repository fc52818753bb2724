package roster

import (
	"math"
	"math/bits"
	"time"
)

// ways is what the checker needs to say how long a leg takes.
type ways struct {
	// places[m] maps the place IDs of matrix m to their row and column.
	places  []map[string]int
	byMode  map[Mode]int // matrix of a mode
	noRoads bool         // kind is roads, but none are given: legs are taken as stated
}

// leg is the way between two places.
type leg struct {
	seconds, metres int64
	ok              bool // false: there is no way
	known           bool // false: it cannot be said
}

func (c *checker) prepareTravel() {
	t := &c.p.Travel
	switch t.Kind {
	case "", StraightLine:
	case RoadTravel:
		if c.opts.Roads == nil {
			c.ways.noRoads = true
			c.add(Violation{Code: ViolationRoadsMissing})
		}
	case MatrixTravel:
		c.ways.byMode = make(map[Mode]int, len(t.Matrices))
		for m := range t.Matrices {
			if _, again := c.ways.byMode[t.Matrices[m].Mode]; !again {
				c.ways.byMode[t.Matrices[m].Mode] = m
			}
			rows := make(map[string]int, len(t.Matrices[m].Places))
			for i, id := range t.Matrices[m].Places {
				if _, again := rows[id]; !again {
					rows[id] = i
				}
			}
			c.ways.places = append(c.ways.places, rows)
		}
	default:
		c.invalid("travel.kind")
	}
}

// legOf derives a leg of worker w who leaves from at the given instant. A nil
// place is one the checker does not know.
func (c *checker) legOf(w *Worker, from, to *Place, leave int64) leg {
	if from == nil || to == nil {
		return leg{}
	}
	if samePlace(from, to) {
		return leg{ok: true, known: true}
	}
	if c.ways.noRoads {
		return leg{}
	}
	mode := w.Mode
	if mode == "" {
		mode = EBike
	}
	var base, metres int64
	var ok bool
	switch c.p.Travel.Kind {
	case MatrixTravel:
		base, metres, ok = c.matrixLeg(mode, from, to)
	case RoadTravel:
		if from.Location != nil && to.Location != nil {
			var s, m int32
			if !c.guard(func() { s, m, ok = c.opts.Roads.Leg(mode, *from.Location, *to.Location) }) {
				c.add(Violation{Code: ViolationOwnRule, Worker: w.ID, Part: "roads"})
			}
			base, metres = int64(s), int64(m)
		}
	default:
		base, metres, ok = c.straightLeg(mode, from, to)
	}
	if !ok {
		return leg{known: true}
	}
	percent := int64(w.TravelPercent)
	if percent == 0 {
		percent = 100
	}
	seconds := divideUp(base*percent, 100)
	seconds = divideUp(seconds*100, c.speedPercent(mode, leave))
	return leg{seconds: seconds, metres: metres, ok: true, known: true}
}

// samePlace reports whether two places are one, so that the way is nothing.
func samePlace(a, b *Place) bool {
	if a == b || a.ID != "" && a.ID == b.ID {
		return true
	}
	return a.Location != nil && b.Location != nil && *a.Location == *b.Location
}

// speedPercent returns the speed of a mode in the local hour of an instant.
func (c *checker) speedPercent(mode Mode, instant int64) int64 {
	hours := c.p.Travel.Speeds[mode].Hours
	if len(hours) == 0 {
		return 100
	}
	hour := time.Unix(instant, 0).In(c.zone).Hour()
	for _, h := range hours {
		if h.From <= hour && hour < h.To && h.SpeedPercent > 0 {
			return int64(h.SpeedPercent)
		}
	}
	return 100
}

func (c *checker) matrixLeg(mode Mode, from, to *Place) (seconds, metres int64, ok bool) {
	m, found := c.ways.byMode[mode]
	if !found {
		if m, found = c.ways.byMode[""]; !found {
			return 0, 0, false
		}
	}
	matrix, rows := &c.p.Travel.Matrices[m], c.ways.places[m]
	i, okFrom := rows[from.ID]
	j, okTo := rows[to.ID]
	if !okFrom || !okTo || i >= len(matrix.Seconds) || j >= len(matrix.Seconds[i]) || matrix.Seconds[i][j] == nil {
		return 0, 0, false
	}
	if i < len(matrix.Metres) && j < len(matrix.Metres[i]) {
		metres = int64(matrix.Metres[i][j])
	}
	return int64(*matrix.Seconds[i][j]), metres, true
}

func (c *checker) straightLeg(mode Mode, from, to *Place) (seconds, metres int64, ok bool) {
	if !located(from) || !located(to) {
		return 0, 0, false
	}
	speed, listed := c.p.Travel.Speeds[mode]
	km, access := DefaultSpeed(mode)
	if listed {
		access = speed.Access
		if speed.KmPerHour != 0 {
			km = speed.KmPerHour
		}
	}
	metresPerHour := math.Round(km * 1000)
	if !(metresPerHour >= 1 && metresPerHour <= 1e9) {
		return 0, 0, false
	}
	detour := c.p.Travel.DetourPercent
	if detour == 0 {
		detour = DefaultDetourPercent
	}
	metres = chordMetres(*from.Location, *to.Location, int64(detour))
	if metres == 0 {
		return 0, 0, true
	}
	return divideUp(metres*3600, int64(metresPerHour)) + int64(access), metres, true
}

// located reports whether a place has a position which is a number.
func located(p *Place) bool {
	return p.Location != nil && finite(p.Location.Lat) && finite(p.Location.Lng)
}

func finite(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }

// chordMetres returns floor(√q·percent/10⁴ + 1/2) of the law of straight
// lines, exactly: that is the greatest m with (2m−1)·10⁴ ≤ 2·percent·√q.
func chordMetres(a, b LatLng, percent int64) int64 {
	percent = min(max(percent, 0), 1_000_000)
	ax, ay, az := gridPoint(a)
	bx, by, bz := gridPoint(b)
	dx, dy, dz := ax-bx, ay-by, az-bz
	q := uint64(dx*dx + dy*dy + dz*dz)
	metres := int64(math.Sqrt(float64(q)) * float64(percent) / 1e4)
	atMost := func(m int64) bool {
		if m <= 0 {
			return true
		}
		left, right := uint64(2*m-1)*10_000, uint64(2*percent)
		leftHigh, leftLow := bits.Mul64(left, left)
		rightHigh, rightLow := bits.Mul64(right*right, q)
		return leftHigh < rightHigh || leftHigh == rightHigh && leftLow <= rightLow
	}
	for n := 0; n < 4 && !atMost(metres); n++ {
		metres--
	}
	for n := 0; n < 4 && atMost(metres+1); n++ {
		metres++
	}
	return metres
}

// gridPoint returns a position on the sphere in whole centimetres.
func gridPoint(l LatLng) (x, y, z int64) {
	const radius = 637100880
	lat, lng := l.Lat*math.Pi/180, l.Lng*math.Pi/180
	return int64(math.Round(radius * math.Cos(lat) * math.Cos(lng))),
		int64(math.Round(radius * math.Cos(lat) * math.Sin(lng))),
		int64(math.Round(radius * math.Sin(lat)))
}

// divideUp returns a/b rounded up, for b above 0.
func divideUp(a, b int64) int64 {
	if b <= 0 {
		return 0
	}
	q := a / b
	if a%b > 0 {
		q++
	}
	return q
}
