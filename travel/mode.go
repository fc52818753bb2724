package travel

import "github.com/paidan/paidan/roster"

// NumModes is the number of modes; a mode index is in [0, NumModes).
const NumModes = 5

// ModeIndex returns the index of a mode, its position in [roster.Modes], or
// false for an unknown or empty mode. O(1).
func ModeIndex(m roster.Mode) (int, bool) {
	switch m {
	case roster.Walk:
		return 0, true
	case roster.Bicycle:
		return 1, true
	case roster.EBike:
		return 2, true
	case roster.Car:
		return 3, true
	case roster.Transit:
		return 4, true
	}
	return -1, false
}
