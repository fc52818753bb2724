package matching

import (
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// ways answers how long the way from place to place is, by the laws of
// [roster.Travel]. It is what package travel is for routes, without numbering
// places first: a batch asks about most pairs of places once.
type ways struct {
	kind   roster.TravelKind
	detour uint64
	lines  map[roster.Mode]*wayLine
	tables map[roster.Mode]*wayTable
	roads  roster.Roads
}

// wayLine is how fast a mode gets along.
type wayLine struct {
	perHour int64 // metres an hour
	access  int64 // seconds
	hours   [24]int16
	slowest int16 // of hours
	even    bool  // every hour is as fast as the others
}

type wayTable struct {
	row map[string]int
	m   *roster.Matrix
}

// point is a place as ways need it.
type point struct {
	at    scoring.Point
	known bool
	place roster.Place
}

func newPoint(p roster.Place) point {
	out := point{place: p}
	if p.Location != nil {
		out.at, out.known = scoring.PointOf(*p.Location), true
	}
	return out
}

func newWays(t *roster.Travel, roads roster.Roads) *ways {
	w := &ways{kind: t.Kind, detour: uint64(t.DetourPercent), roads: roads,
		lines: map[roster.Mode]*wayLine{}, tables: map[roster.Mode]*wayTable{}}
	if w.detour == 0 {
		w.detour = roster.DefaultDetourPercent
	}
	for _, m := range roster.Modes() {
		km, access := roster.DefaultSpeed(m)
		l := wayLine{even: true}
		for h := range l.hours {
			l.hours[h] = 100
		}
		if s, ok := t.Speeds[m]; ok {
			access = s.Access
			if s.KmPerHour != 0 {
				km = s.KmPerHour
			}
			for _, h := range s.Hours {
				for k := h.From; k < h.To && k < 24; k++ {
					l.hours[k] = int16(h.SpeedPercent)
					l.even = l.even && h.SpeedPercent == 100
				}
			}
		}
		l.slowest = slices.Min(l.hours[:])
		l.perHour, l.access = max(int64(math.Round(km*1000)), 1), int64(access)
		w.lines[m] = &l
	}
	for i := range t.Matrices {
		table := &wayTable{row: map[string]int{}, m: &t.Matrices[i]}
		for k, id := range t.Matrices[i].Places {
			table.row[id] = k
		}
		w.tables[t.Matrices[i].Mode] = table
	}
	return w
}

// leg returns the base time in seconds and the metres from a to b, or false
// where there is no way.
func (w *ways) leg(l *wayLine, mode roster.Mode, a, b *point) (seconds, metres int64, ok bool) {
	if a.place.ID != "" && a.place.ID == b.place.ID {
		return 0, 0, true
	}
	switch w.kind {
	case roster.MatrixTravel:
		t := w.tables[mode]
		if t == nil {
			t = w.tables[""]
		}
		if t == nil {
			return 0, 0, false
		}
		i, ok1 := t.row[a.place.ID]
		j, ok2 := t.row[b.place.ID]
		if !ok1 || !ok2 || t.m.Seconds[i][j] == nil {
			return 0, 0, a.known && b.known && *a.place.Location == *b.place.Location
		}
		if t.m.Metres != nil {
			metres = int64(t.m.Metres[i][j])
		}
		return int64(*t.m.Seconds[i][j]), metres, true
	case roster.RoadTravel:
		if w.roads == nil || !a.known || !b.known {
			return 0, 0, false
		}
		if *a.place.Location == *b.place.Location {
			return 0, 0, true
		}
		s, m, ok := w.roads.Leg(mode, *a.place.Location, *b.place.Location)
		return int64(s), int64(m), ok
	}
	if !a.known || !b.known {
		return 0, 0, false
	}
	metres = lineMetres(uint64(a.at.Square(b.at)), w.detour)
	if metres == 0 {
		return 0, 0, true
	}
	return quotient(metres*3600+l.perHour-1, l.perHour) + l.access, metres, true
}

// lineMetres returns floor(√square·percent/10⁴ + 1/2), exactly.
func lineMetres(square, percent uint64) int64 {
	length := float64(float64(math.Sqrt(float64(square))*float64(percent))/1e4) + 0.5
	m := uint64(length)
	if rest := length - float64(m); rest > 1e-7 && rest < 1-1e-7 {
		return int64(m)
	}
	high, low := bits.Mul64(4*percent*percent, square)
	for m++; m > 0; m-- {
		odd := (2*m - 1) * 10_000
		if h, l := bits.Mul64(odd, odd); h < high || h == high && l <= low {
			break
		}
	}
	return int64(m)
}

// adjusted is the time of a leg for one worker and hour, rounded up twice.
func adjusted(base, travelPercent, speedPercent int64) int64 {
	t := (base*travelPercent + 99) / 100
	if speedPercent == 100 {
		return t
	}
	return quotient(t*100+speedPercent-1, speedPercent)
}

// inTime tells whether adjusted is at most limit, without a division.
func inTime(base, travelPercent, speedPercent, limit int64) bool {
	return (base*travelPercent+99)/100*100 <= limit*speedPercent
}

// quotient is a/b for a ≥ 0 and b > 0; in half the width where that will do,
// which takes a third of the time.
func quotient(a, b int64) int64 {
	if (a|b)>>32 == 0 {
		return int64(uint32(a) / uint32(b))
	}
	return a / b
}

// clock tells the local hour of an instant within some days of the first.
type clock struct {
	zone  *time.Location
	from  int64
	hours []int8 // [quarter of an hour since from]
}

func newClock(zone *time.Location, from int64, days int) clock {
	c := clock{zone: zone, from: from - from%900, hours: make([]int8, days*96)}
	for i := range c.hours {
		c.hours[i] = int8(time.Unix(c.from+int64(i)*900, 0).In(zone).Hour())
	}
	return c
}

func (c *clock) hour(t int64) int {
	if i := (t - c.from) / 900; t >= c.from && i < int64(len(c.hours)) {
		return int(c.hours[i])
	}
	return time.Unix(t, 0).In(c.zone).Hour()
}
