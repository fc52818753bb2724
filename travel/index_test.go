package travel

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/paidan/paidan/roster"
)

func TestIndexJoinsTheSamePlace(t *testing.T) {
	var x Index
	l := func(lat float64) *roster.LatLng { return &roster.LatLng{Lat: lat, Lng: 1} }
	assert.EqualValues(t, 0, x.Add(roster.Place{ID: "a", Location: l(1)}))
	assert.EqualValues(t, 1, x.Add(roster.Place{Location: l(2)}))
	assert.EqualValues(t, 0, x.Add(roster.Place{ID: "a", Location: l(1)}))
	assert.EqualValues(t, 0, x.Add(roster.Place{Location: l(1)}), "same location")
	assert.EqualValues(t, 0, x.Add(roster.Place{ID: "b", Location: l(1)}), "same location, other ID")
	assert.EqualValues(t, 0, x.Add(roster.Place{ID: "b"}))
	assert.EqualValues(t, 1, x.Add(roster.Place{ID: "c", Location: l(2)}), "takes the ID")
	assert.EqualValues(t, 1, x.Add(roster.Place{ID: "c"}))
	assert.EqualValues(t, 2, x.Add(roster.Place{ID: "d"}))
	assert.EqualValues(t, 2, x.Add(roster.Place{ID: "d", Location: l(4)}), "takes the location")
	assert.EqualValues(t, 2, x.Add(roster.Place{Location: l(4)}))
	assert.Equal(t, 3, x.Len())
	assert.Equal(t, roster.Place{ID: "c", Location: l(2)}, x.Places()[1])
	assert.EqualValues(t, 3, x.Add(roster.Place{}))
	assert.EqualValues(t, 4, x.Add(roster.Place{}))
}

func TestIndexKeepsMatrixRowsApart(t *testing.T) {
	x := Index{Kind: roster.MatrixTravel}
	here := &roster.LatLng{Lat: 1, Lng: 1}
	assert.EqualValues(t, 0, x.Add(roster.Place{ID: "a", Location: here}))
	assert.EqualValues(t, 1, x.Add(roster.Place{ID: "b", Location: here}))
	assert.EqualValues(t, 0, x.Add(roster.Place{Location: here}))
	assert.EqualValues(t, 1, x.Add(roster.Place{ID: "b"}))
	assert.Equal(t, 2, x.Len())
}

func TestIndexCopiesLocations(t *testing.T) {
	var x Index
	l := roster.LatLng{Lat: 1}
	x.Add(roster.Place{Location: &l})
	l.Lat = 2
	assert.Equal(t, 1.0, x.Places()[0].Location.Lat)
}
