package osm

import (
	"strconv"
	"strings"
)

// maxspeedOf reads a maxspeed tag: km/h, "30 mph", the zones "XX:urban",
// "XX:rural" and "XX:motorway", "walk". Of several values the first counts.
// False where there is no limit or none that can be read; limits are in
// [5, 200] km/h.
func maxspeedOf(value string) (speed, bool) {
	value, _, _ = strings.Cut(value, ";")
	value = strings.TrimSpace(value)
	if _, zone, ok := strings.Cut(value, ":"); ok {
		switch {
		case zone == "urban":
			return 500, true
		case zone == "rural":
			return 800, true
		case zone == "trunk":
			return 1000, true
		case zone == "motorway":
			return 1200, true
		case zone == "living_street" || zone == "walk":
			return 100, true
		}
		return 0, false
	}
	if value == "walk" {
		return 70, true
	}
	factor := 10.0
	if number, ok := strings.CutSuffix(value, "mph"); ok {
		value, factor = number, 16.09344
	} else {
		value = strings.TrimSuffix(value, "km/h")
	}
	n, err := strconv.ParseUint(strings.TrimSpace(value), 10, 16)
	if err != nil {
		return 0, false
	}
	limit := float64(n) * factor
	if limit < 50 || limit > 2000 {
		return 0, false
	}
	return speed(limit + 0.5), true
}
