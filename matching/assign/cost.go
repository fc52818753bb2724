package assign

import "math"

// Cost is the type of the costs of a problem. Integers are exact; for floats
// see [Result.Unit].
type Cost interface{ int32 | int64 | float64 }

// Forbidden returns the cost that forbids a pair, or, as the price of leaving
// a row out, that it must be assigned: the greatest value of an integer type,
// +Inf for floats.
func Forbidden[C Cost]() C {
	var c C
	switch p := any(&c).(type) {
	case *int32:
		*p = math.MaxInt32
	case *int64:
		*p = math.MaxInt64
	case *float64:
		*p = math.Inf(1)
	}
	return c
}

// scaled turns a float cost into an integer one: c · scale, cut towards 0;
// +Inf becomes the greatest integer, which no limit admits.
func scaled(c, scale float64) int64 {
	if c > math.MaxFloat64 {
		return math.MaxInt64
	}
	return int64(c * scale)
}
