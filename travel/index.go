package travel

import "github.com/paidan/paidan/roster"

// Index numbers places, giving the same number to the same place. The zero
// value is ready to use. It is not safe for concurrent use while places are
// added.
//
// Two places are the same where they have the same non-empty ID or exactly
// the same location. With Kind [roster.MatrixTravel] the location counts only
// where one of the two has no ID, since a matrix may hold a row for each of
// two IDs at one location.
type Index struct {
	// Kind of the travel source; set it before the first Add.
	Kind roster.TravelKind

	places []roster.Place
	byID   map[string]int32
	byAt   map[roster.LatLng]int32 // the first place at a location
}

// Add returns the number of a place, the next one if it is new. O(1).
//
// The first place with an ID decides; if it had no location, it takes that of
// the next which has one. A place with neither ID nor location gets a number
// of its own; [New] will refuse it.
func (x *Index) Add(p roster.Place) int32 {
	if x.byID == nil {
		x.byID, x.byAt = map[string]int32{}, map[roster.LatLng]int32{}
	}
	if p.ID != "" {
		if i, ok := x.byID[p.ID]; ok {
			x.locate(i, p.Location)
			return i
		}
	}
	if p.Location != nil {
		if i, ok := x.byAt[*p.Location]; ok {
			first := &x.places[i]
			switch {
			case p.ID == "":
				return i
			case first.ID == "":
				first.ID = p.ID
				x.byID[p.ID] = i
				return i
			case x.Kind != roster.MatrixTravel:
				x.byID[p.ID] = i
				return i
			}
		}
	}
	i := int32(len(x.places))
	x.places = append(x.places, roster.Place{ID: p.ID})
	if p.ID != "" {
		x.byID[p.ID] = i
	}
	x.locate(i, p.Location)
	return i
}

// locate gives place i its location if it has none yet.
func (x *Index) locate(i int32, at *roster.LatLng) {
	if at == nil || x.places[i].Location != nil {
		return
	}
	own := *at
	x.places[i].Location = &own
	if _, taken := x.byAt[own]; !taken {
		x.byAt[own] = i
	}
}

// Len returns the number of different places.
func (x *Index) Len() int { return len(x.places) }

// Places returns the places by number. The slice is the index's own: do not
// change it, and do not add while it is in use.
func (x *Index) Places() []roster.Place { return x.places }
