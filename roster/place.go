package roster

// LatLng is a position in degrees on WGS 84: Lat in [-90, 90], Lng in
// [-180, 180].
type LatLng struct {
	Lat float64 `json:"lat"`
	Lng float64 `json:"lng"`
}

// Place is somewhere a worker can be. Two places with the same non-empty ID
// are the same place (a building with several customers) and must then have
// the same location.
type Place struct {
	// ID names the place; it is the key into travel matrices.
	ID string `json:"id,omitempty"`
	// Location is the position; nil is allowed only where travel times come
	// from a matrix.
	Location *LatLng `json:"location,omitempty"`
}

// Mode is a way of getting about.
type Mode string

// The modes an agency's workers use. Transit is priced like any other mode
// from a speed or a matrix; timetables are not read.
const (
	Walk    Mode = "walk"
	Bicycle Mode = "bicycle"
	EBike   Mode = "ebike"
	Car     Mode = "car"
	Transit Mode = "transit"
)

// Modes lists every mode in a fixed order.
func Modes() []Mode { return []Mode{Walk, Bicycle, EBike, Car, Transit} }
