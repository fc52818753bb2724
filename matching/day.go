package matching

import (
	"math"
	"slices"
	"sort"
	"time"

	"github.com/paidan/paidan/roster"
)

// Days returns the first and last day, in the zone, of work which starts at
// start and takes d: the days a gate is to be asked about. Work which ends
// at midnight does not run on the day then beginning.
func Days(start time.Time, d roster.Duration, zone *time.Location) (first, last roster.Date) {
	end := start
	if d > 0 {
		end = start.Add(d.Std() - time.Nanosecond)
	}
	return roster.DateOf(start.In(zone)), roster.DateOf(end.In(zone))
}

// Civil days are counted from 1970-01-01. The ends stand for "always
// before" and "without end".
const (
	dayMin = math.MinInt32 / 2
	dayMax = math.MaxInt32 / 2
)

// dayNumber returns the days from 1970-01-01 to d in the Gregorian calendar,
// by the method of H. Hinnant, "chrono-compatible low-level date algorithms"
// (2013), days_from_civil: a year is counted from March, so that the leap
// day comes last.
func dayNumber(d roster.Date) int32 {
	y, m := int32(d.Year), int32(d.Month)
	if m <= 2 {
		y--
		m += 12
	}
	era := y / 400
	if y < 0 {
		era = (y - 399) / 400
	}
	ofEra := y - era*400
	ofYear := (153*(m-3)+2)/5 + int32(d.Day) - 1
	return era*146097 + ofEra*365 + ofEra/4 - ofEra/100 + ofYear - 719468
}

// span is a stretch of days, both inclusive, on which a code is held.
type span struct {
	code        int32
	from, until int32
}

func newSpan(code int32, v roster.Validity) span {
	s := span{code, dayMin, dayMax}
	if !v.From.IsZero() {
		s.from = dayNumber(v.From)
	}
	if !v.Until.IsZero() {
		s.until = dayNumber(v.Until)
	}
	return s
}

// mergeSpans sorts spans by code and day and joins those which touch, so
// that every stretch of days covered without a gap is within one span: a
// certificate renewed in time is valid throughout. It works in place.
func mergeSpans(list []span) []span {
	slices.SortFunc(list, func(a, b span) int {
		if a.code != b.code {
			return int(a.code - b.code)
		}
		return int(a.from - b.from)
	})
	out := list[:0]
	for _, s := range list {
		if n := len(out); n > 0 && out[n-1].code == s.code && s.from <= out[n-1].until+1 {
			out[n-1].until = max(out[n-1].until, s.until)
		} else {
			out = append(out, s)
		}
	}
	return slices.Clip(out)
}

// covered reports whether code is held at all, and whether it holds on every
// day from first to last. The list is merged; it is short, and read through.
func covered(list []span, code, first, last int32) (held, valid bool) {
	for _, s := range list {
		if s.code == code {
			held = true
			if s.from <= first && s.until >= last {
				return true, true
			}
		}
	}
	return held, false
}

// startOfDay returns the first second of a day in the zone, which is not
// midnight where a clock change skips it.
func startOfDay(d roster.Date, zone *time.Location) int64 {
	from := time.Date(d.Year, d.Month, d.Day, 12, 0, 0, 0, zone).Unix() - 16*3600
	return from + int64(sort.Search(16*3600, func(i int) bool {
		return !roster.DateOf(time.Unix(from+int64(i), 0).In(zone)).Before(d)
	}))
}
