package travel

import (
	"fmt"
	"math"

	"github.com/paidan/paidan/roster"
)

// Profile is the speed in percent by hour of the local day, [0] from midnight
// to one o'clock. Each is in [10, 500]; 100 is the base speed.
type Profile [24]uint16

// profileOf builds a mode's profile.
func profileOf(path string, hours []roster.HourSpeed) (Profile, Errors) {
	var p Profile
	var faults Errors
	for i, h := range hours {
		at := fmt.Sprintf("%s.hours[%d]", path, i)
		if h.From < 0 || h.To > 24 || h.From >= h.To {
			faults = append(faults, &Error{Code: CodeHours, Path: at, Hint: "want 0 ≤ from < to ≤ 24"})
			continue
		}
		if h.SpeedPercent < 10 || h.SpeedPercent > 500 {
			faults = append(faults, &Error{Code: CodeHours, Path: at + ".speedPercent", Hint: "want a percentage in [10, 500]"})
			continue
		}
		for hour := h.From; hour < h.To; hour++ {
			if p[hour] != 0 {
				faults = append(faults, &Error{Code: CodeHours, Path: at, Hint: "hours overlap"})
				break
			}
			p[hour] = uint16(h.SpeedPercent)
		}
	}
	for hour := range p {
		if p[hour] == 0 {
			p[hour] = 100
		}
	}
	return p, faults
}

// Adjust returns the time in seconds which a worker takes for a leg with a
// base time in seconds, both ≥ 0:
//
//	t1 = ceil(base · travelPercent / 100)
//	t2 = ceil(t1 · 100 / speedPercent)
//
// travelPercent is the worker's, in [10, 1000], speedPercent the hour's, in
// [10, 500]. A time beyond the range is limited to the largest int32.
func Adjust(base int32, travelPercent, speedPercent int) int32 {
	t := int64(base)
	if travelPercent != 100 {
		t = (t*int64(travelPercent) + 99) / 100
	}
	if speedPercent != 100 {
		t = (t*100 + int64(speedPercent) - 1) / int64(speedPercent)
	}
	return int32(min(t, math.MaxInt32))
}
