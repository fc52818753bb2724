package osm

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestMaxspeed(t *testing.T) {
	for value, want := range map[string]speed{
		"50": 500, " 50 ": 500, "50 km/h": 500, "30 mph": 483, "20mph": 322, "CH:urban": 500, "CN:rural": 800,
		"DE:motorway": 1200, "walk": 70, "50;30": 500, "5": 50, "200": 2000,
		"": 0, "none": 0, "signals": 0, "4": 0, "201": 0, "-50": 0, "50.5": 0, "99999999999": 0, "DE:zone": 0, "mph": 0,
	} {
		got, ok := maxspeedOf(value)
		assert.Equal(t, want, got, value)
		assert.Equal(t, want > 0, ok, value)
	}
}

func TestSpeeds(t *testing.T) {
	for _, c := range []struct {
		tags []string
		want [numVehicles]speed
	}{
		{[]string{"highway", "residential"}, [...]speed{45, 140, 190, 240}},
		{[]string{"highway", "residential", "maxspeed", "30"}, [...]speed{45, 140, 190, 240}},
		{[]string{"highway", "residential", "maxspeed", "50"}, [...]speed{45, 140, 190, 350}},
		{[]string{"highway", "residential", "maxspeed", "10"}, [...]speed{45, 100, 100, 80}},
		{[]string{"highway", "primary", "maxspeed", "80"}, [...]speed{45, 150, 210, 640}},
		{[]string{"highway", "motorway", "maxspeed", "120"}, [...]speed{0, 0, 0, 960}},
		{[]string{"highway", "motorway", "access", "yes"}, [...]speed{0, 0, 0, 1000}},
		{[]string{"highway", "trunk", "sidewalk", "right"}, [...]speed{45, 150, 210, 750}},
		{[]string{"highway", "unclassified", "surface", "gravel"}, [...]speed{45, 120, 150, 300}},
		{[]string{"highway", "track", "tracktype", "grade5"}, [...]speed{45, 80, 100, 0}},
		{[]string{"highway", "track", "motorcar", "yes", "tracktype", "grade2"}, [...]speed{45, 120, 150, 100}},
		{[]string{"highway", "footway"}, [...]speed{45, pushing, pushing, 0}},
		{[]string{"highway", "footway", "bicycle", "yes"}, [...]speed{45, 100, 120, 0}},
		{[]string{"highway", "footway", "bicycle", "no"}, [...]speed{45, 0, 0, 0}},
		{[]string{"highway", "cycleway", "bicycle", "dismount"}, [...]speed{45, pushing, pushing, 0}},
		{[]string{"highway", "path", "sac_scale", "mountain_hiking"}, [...]speed{30, 0, 0, 0}},
		{[]string{"highway", "steps"}, [...]speed{25, 0, 0, 0}},
	} {
		r, ok := roadOf(tagsOf(c.tags...))
		assert.True(t, ok, c.tags)
		assert.Equal(t, c.want, r.along, c.tags)
	}
	for _, tags := range [][]string{nil, {"highway", "proposed"}, {"highway", "path", "sac_scale", "alpine_hiking"}, {"highway", "service", "access", "private"}, {"route", "ferry"}} {
		_, ok := roadOf(tagsOf(tags...))
		assert.False(t, ok, tags)
	}
}

func TestMotorwayIsOneway(t *testing.T) {
	r, _ := roadOf(tagsOf("highway", "motorway"))
	assert.EqualValues(t, 1000, r.along[byCar])
	assert.Zero(t, r.against[byCar])
	assert.False(t, r.stop)
}
