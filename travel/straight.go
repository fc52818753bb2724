package travel

import (
	"math"
	"math/bits"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
)

// line is the straight line's law for one mode.
type line struct {
	// inverse is floor(2⁶⁴/h)+1 with h the speed in half metres per hour, in
	// [2, 600000]. For n < 2⁴⁰ the upper half of n·inverse is floor(n/h),
	// since the error n·(h·inverse-2⁶⁴) ≤ 2⁴⁰·2²⁰ stays below 2⁶⁴: a division
	// by a multiplication (Granlund and Montgomery, PLDI 1994, theorem 4.2).
	inverse uint64
	access  int64 // seconds on every leg of more than 0 m
}

// way is how long the straight line's way is.
type way struct {
	percent float64 // of the chord, a whole number in [100, 1000]
}

// lineOf returns a mode's law: that of its entry in the speeds or else of
// [roster.DefaultSpeed]. An entry without a speed takes the default speed and
// its own access time.
func lineOf(path string, m roster.Mode, speed roster.Speed, listed bool) (line, Errors) {
	km, access := roster.DefaultSpeed(m)
	var faults Errors
	if listed {
		access = speed.Access
		if speed.KmPerHour != 0 {
			km = speed.KmPerHour
		}
	}
	if !(km > 0 && km <= 300) || math.Round(km*1000) < 1 {
		faults = append(faults, &Error{Code: CodeSpeed, Path: path + ".kmPerHour", Mode: m, Hint: "want (0, 300] and at least 1 m per hour"})
		km = 1
	}
	if access < 0 || access > 86400 {
		faults = append(faults, &Error{Code: CodeSpeed, Path: path + ".access", Mode: m, Hint: "want at least 0 and at most a day"})
		access = 0
	}
	return line{inverse: math.MaxUint64/(2*uint64(math.Round(km*1000))) + 1, access: int64(access)}, faults
}

// metresBetween returns the length of the way between two points, in
// [0, 1.3e8], exactly: the float64 is off by less than 10⁻⁷, so that only a
// value this close to the next whole number needs the integers.
func (w *way) metresBetween(p, q *geo.Point) int64 {
	// As geo.Square, without copies of the points.
	x, y, z := int64(p.X)-int64(q.X), int64(p.Y)-int64(q.Y), int64(p.Z)-int64(q.Z)
	square := x*x + y*y + z*z
	length := float64(float64(math.Sqrt(float64(square))*w.percent)/1e4) + 0.5
	metres := int64(length)
	if rest := length - float64(metres); rest < 1e-7 || rest > 1-1e-7 {
		return exactMetres(uint64(square), uint64(w.percent))
	}
	return metres
}

// exactMetres returns floor(√square·percent/10⁴ + 1/2): the greatest m with
// (2m-1)²·10⁸ ≤ 4·percent²·square.
func exactMetres(square, percent uint64) int64 {
	high, low := bits.Mul64(4*percent*percent, square)
	m := uint64(math.Sqrt(float64(square))*float64(percent)/1e4 + 1.5)
	for ; m > 0; m-- {
		odd := (2*m - 1) * 10_000
		h, l := bits.Mul64(odd, odd)
		if h < high || h == high && l <= low {
			break
		}
	}
	return int64(m)
}

// seconds returns the base time for a way; it may be beyond int32.
func (l line) seconds(metres int64) int64 {
	if metres == 0 {
		return 0
	}
	// ceil(a/b) is floor((a-1)/b)+1.
	whole, _ := bits.Mul64(uint64(metres)*7200-1, l.inverse)
	return int64(whole) + 1 + l.access
}

// fill writes the legs from p to each point, which has a cell in both slices.
func (l line) fill(p geo.Point, points []geo.Point, w way, seconds, metres []int32) {
	seconds, metres = seconds[:len(points)], metres[:len(points)]
	for to := range points {
		d := w.metresBetween(&p, &points[to])
		t := l.seconds(d)
		if t > math.MaxInt32 {
			t, d = unreachable, 0
		}
		seconds[to], metres[to] = int32(t), int32(d)
	}
}
