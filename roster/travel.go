package roster

// TravelKind tells where travel times come from.
type TravelKind string

const (
	// StraightLine computes times from locations, a detour factor and a
	// speed per mode. It is the default.
	StraightLine TravelKind = "straight"
	// MatrixTravel reads times from explicit matrices.
	MatrixTravel TravelKind = "matrix"
	// RoadTravel takes times from a road network, which is given beside the
	// problem (a [Roads] value in code, --osm on the command line).
	RoadTravel TravelKind = "roads"
)

// Travel says how long it takes from place to place.
//
// Every source gives for a mode and two places a base time in whole seconds
// and a distance in whole metres, or "unreachable". From a place to itself
// (same location or same ID) both are 0. The worker's TravelPercent and then
// the hour's speed change the base time:
//
//	t1 = ceil(base · TravelPercent / 100)
//	t2 = ceil(t1 · 100 / SpeedPercent(hour of departure))
//
// The hour in which a leg departs counts for the whole leg. Distances never
// change.
//
// The straight line is the chord between two points on a sphere of radius
// 6,371,008.8 m, computed on a grid so that every machine gets the same
// answer. With φ, λ the latitude and longitude in radians, a point has the
// coordinates, each rounded half away from zero to whole centimetres,
//
//	X = 637100880·cos φ·cos λ,  Y = 637100880·cos φ·sin λ,  Z = 637100880·sin φ
//
// and with q = ΔX²+ΔY²+ΔZ² in 64-bit integers
//
//	metres  = floor(√q · DetourPercent / 10⁴ + 1/2)
//	seconds = ceil(metres · 3.6 / KmPerHour) + Access,  0 where metres = 0
//
// with KmPerHour rounded to whole metres per hour first.
type Travel struct {
	// Kind of source; empty means StraightLine.
	Kind TravelKind `json:"kind,omitempty"`
	// DetourPercent is the length of the way as a percentage of the straight
	// line, in [100, 1000]; 0 means 130. StraightLine only.
	DetourPercent int `json:"detourPercent,omitempty"`
	// Speeds gives the speed of each mode. A mode not listed has
	// DefaultSpeed and its access time; the Access of an entry counts as
	// written. Of an entry, KmPerHour and Access serve StraightLine only,
	// Hours every kind.
	Speeds map[Mode]Speed `json:"speeds,omitempty"`
	// Matrices serve MatrixTravel only, at most one per mode. A mode without
	// one uses the matrix with an empty mode.
	Matrices []Matrix `json:"matrices,omitempty"`
}

// Speed is how fast a mode gets along.
type Speed struct {
	// KmPerHour on the way, in (0, 300]; 0 means the mode's DefaultSpeed.
	KmPerHour float64 `json:"kmPerHour,omitempty"`
	// Access is added to every leg of more than 0 m: unlocking, parking,
	// waiting for the bus.
	Access Duration `json:"access,omitempty"`
	// Hours gives the times of day with another speed, in any order, not
	// overlapping. Outside them SpeedPercent is 100.
	Hours []HourSpeed `json:"hours,omitempty"`
}

// HourSpeed is a stretch of the local day, [From, To) in whole hours, with
// another speed.
type HourSpeed struct {
	// From in [0, 23] and To in [1, 24], From < To.
	From int `json:"from"`
	To   int `json:"to"`
	// SpeedPercent in [10, 500]: 50 means half as fast.
	SpeedPercent int `json:"speedPercent"`
}

// Matrix is a table of travel times and distances between named places.
type Matrix struct {
	// Mode the matrix is for; empty: every mode without a matrix of its own.
	Mode Mode `json:"mode,omitempty"`
	// Places names the rows and columns by place ID.
	Places []string `json:"places"`
	// Seconds[i][j] from place i to place j; null means unreachable. The
	// matrix need not be symmetric; the diagonal is ignored.
	Seconds [][]*int32 `json:"seconds"`
	// Metres[i][j]; if absent, distances are 0.
	Metres [][]int32 `json:"metres,omitempty"`
}

// Roads gives base travel times over a road network. Implementations are
// safe for concurrent use and always give the same answer for the same
// question.
type Roads interface {
	// Leg returns the base time in seconds and the distance in metres, or
	// false where there is no way.
	Leg(mode Mode, from, to LatLng) (seconds, metres int32, ok bool)
}

// DefaultSpeed returns the speed in km/h and the access time per leg of a
// mode which the problem does not mention.
func DefaultSpeed(m Mode) (kmPerHour float64, access Duration) {
	switch m {
	case Walk:
		return 4.5, 0
	case Bicycle:
		return 12, 60
	case EBike:
		return 18, 60
	case Car:
		return 26, 240
	default: // transit
		return 15, 480
	}
}

// DefaultDetourPercent is the detour where the problem gives none.
const DefaultDetourPercent = 130
