package travel

import "math"

// Len returns the number of places.
func (s *Source) Len() int { return s.n }

// HasMode reports whether legs can be asked for a mode: it was prepared and,
// with matrices, one of them serves it.
func (s *Source) HasMode(mode int) bool {
	return s.modes[mode] && (s.points != nil || s.tables[mode] != nil || s.n == 0)
}

// Profile returns a mode's speeds by hour. It belongs to the source: do not
// change it.
func (s *Source) Profile(mode int) *Profile { return &s.profiles[mode] }

// Leg returns the base time in seconds and the distance in metres from place
// to place, before the worker's and the hour's percentage (see [Adjust]), or
// false where there is no way. From a place to itself both are 0.
//
// mode is in [0, NumModes), places in [0, Len()); beyond, Leg panics. Without
// a matrix for the mode nothing can be reached, nor over a straight line
// slower than 68 years. O(1), no allocation.
func (s *Source) Leg(mode int, from, to int32) (seconds, metres int32, ok bool) {
	if d, straight := s.Metres(from, to); straight {
		if seconds, ok = s.Seconds(mode, d); !ok {
			d = 0
		}
		return seconds, d, ok
	}
	if t := s.tables[mode]; t != nil {
		return t.leg(from, to)
	}
	return 0, 0, false
}

// Metres returns the length of the way between two places over a straight line,
// which is the same for every mode, or false where the source is of another
// kind. O(1), no allocation.
func (s *Source) Metres(from, to int32) (metres int32, ok bool) {
	if s.points == nil {
		return 0, false
	}
	return int32(s.way.metresBetween(&s.points[from], &s.points[to])), true
}

// Seconds returns how long a straight line of so many metres takes, as [Source.Leg]
// does for two places that far apart, or false where it takes too long. Sources
// of another kind return false. O(1), no allocation.
func (s *Source) Seconds(mode int, metres int32) (seconds int32, ok bool) {
	if s.points == nil {
		return 0, false
	}
	t := s.lines[mode].seconds(int64(metres))
	if t > math.MaxInt32 { // 68 years
		return 0, false
	}
	return int32(t), true
}

// Row fills seconds and metres with the legs from one place to every place,
// -1 seconds and 0 metres where there is no way. Both slices have Len() cells.
func (s *Source) Row(mode int, from int32, seconds, metres []int32) {
	seconds, metres = seconds[:s.n], metres[:s.n]
	switch t := s.tables[mode]; {
	case s.points != nil:
		s.lines[mode].fill(s.points[from], s.points, s.way, seconds, metres)
	case t != nil:
		copy(seconds, t.seconds[int(from)*s.n:])
		copy(metres, t.metres[int(from)*s.n:])
	default:
		for to := range seconds {
			seconds[to], metres[to] = unreachable, 0
		}
	}
}

// Matrix returns the legs between all pairs of places, from i to j at
// [i·Len()+j], -1 seconds where there is no way. Where the source keeps a
// table these are its own slices, to be read only; a straight line fills new
// ones in O(n²). Above [MaxTablePlaces] places it returns nil.
func (s *Source) Matrix(mode int) (seconds, metres []int32) {
	if s.n > MaxTablePlaces {
		return nil, nil
	}
	if t := s.tables[mode]; t != nil {
		return t.seconds, t.metres
	}
	all := newTable(s.n)
	for from := range int32(s.n) {
		s.Row(mode, from, all.seconds[int(from)*s.n:], all.metres[int(from)*s.n:])
	}
	return all.seconds, all.metres
}
