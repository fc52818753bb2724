package travel

import (
	"context"
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

func n(v int32) *int32 { return &v }

func named(id string) roster.Place { return roster.Place{ID: id} }

func testMatrix() roster.Matrix {
	return roster.Matrix{
		Places:  []string{"a", "b", "c"},
		Seconds: [][]*int32{{n(9), n(10), nil}, {n(20), nil, n(30)}, {n(40), n(50), n(0)}},
		Metres:  [][]int32{{9, 100, 5}, {200, 7, 300}, {400, 500, 0}},
	}
}

func TestMatrixKind(t *testing.T) {
	walk := testMatrix()
	walk.Mode, walk.Metres = roster.Walk, nil
	walk.Seconds[0][1] = n(77)
	s, err := New(roster.Travel{Kind: roster.MatrixTravel, Matrices: []roster.Matrix{testMatrix(), walk}},
		[]roster.Place{named("c"), named("a"), named("b")}, Options{})
	require.NoError(t, err)
	car, _ := ModeIndex(roster.Car)
	seconds, metres, ok := s.Leg(car, 1, 2)
	assert.Equal(t, []any{int32(10), int32(100), true}, []any{seconds, metres, ok})
	_, _, ok = s.Leg(car, 1, 0)
	assert.False(t, ok, "null is unreachable")
	seconds, metres, ok = s.Leg(car, 1, 1)
	assert.Equal(t, []any{int32(0), int32(0), true}, []any{seconds, metres, ok}, "the diagonal is ignored")
	seconds, metres, ok = s.Leg(0, 1, 2)
	assert.Equal(t, []any{int32(77), int32(0), true}, []any{seconds, metres, ok})
	all, _ := s.Matrix(car)
	assert.Equal(t, []int32{0, 40, 50, -1, 0, 10, 30, 20, 0}, all)
	row, lengths := make([]int32, 3), make([]int32, 3)
	s.Row(car, 1, row, lengths)
	assert.Equal(t, []int32{-1, 0, 10}, row)
	assert.Equal(t, []int32{0, 0, 100}, lengths)
}

func TestMatrixWithoutOneForTheMode(t *testing.T) {
	m := testMatrix()
	m.Mode = roster.Walk
	s, err := New(roster.Travel{Kind: roster.MatrixTravel, Matrices: []roster.Matrix{m}}, []roster.Place{named("a"), named("b")}, Options{})
	require.NoError(t, err)
	assert.True(t, s.HasMode(0))
	assert.False(t, s.HasMode(3))
	_, _, ok := s.Leg(3, 0, 1)
	assert.False(t, ok)
	all, _ := s.Matrix(3)
	assert.Equal(t, []int32{-1, -1, -1, -1}, all)
}

func TestMatrixSameLocation(t *testing.T) {
	here := &roster.LatLng{Lat: 3, Lng: 4}
	s, err := New(roster.Travel{Kind: roster.MatrixTravel, Matrices: []roster.Matrix{testMatrix()}},
		[]roster.Place{{ID: "a", Location: here}, {ID: "b", Location: here}, named("c")}, Options{})
	require.NoError(t, err)
	seconds, metres, ok := s.Leg(2, 0, 1)
	assert.True(t, ok)
	assert.Zero(t, seconds+metres)
	seconds, _, _ = s.Leg(2, 2, 1)
	assert.EqualValues(t, 50, seconds, "each keeps its row")
}

func TestFaults(t *testing.T) {
	ragged, negative, twice := testMatrix(), testMatrix(), testMatrix()
	ragged.Seconds[1] = ragged.Seconds[1][:2]
	negative.Seconds[0][1] = n(-1)
	twice.Places[1] = "a"
	matrix := func(m ...roster.Matrix) roster.Travel { return roster.Travel{Kind: roster.MatrixTravel, Matrices: m} }
	speeds := func(s roster.Speed) roster.Travel {
		return roster.Travel{Speeds: map[roster.Mode]roster.Speed{roster.Car: s}}
	}
	ab := []roster.Place{named("a"), named("b")}
	for name, c := range map[string]struct {
		travel roster.Travel
		places []roster.Place
		codes  []string
	}{
		"kind":            {roster.Travel{Kind: "teleport"}, nil, []string{CodeKind}},
		"no roads":        {roster.Travel{Kind: roster.RoadTravel}, nil, []string{CodeNoRoads}},
		"no location":     {roster.Travel{}, ab, []string{CodeNoLocation, CodeNoLocation}},
		"off the earth":   {roster.Travel{}, []roster.Place{at(91, 0), at(0, -181), at(math.NaN(), 0)}, []string{CodeNoLocation, CodeNoLocation, CodeNoLocation}},
		"not in matrix":   {matrix(testMatrix()), []roster.Place{named("x"), named("a"), {}}, []string{CodeNotInMatrix, CodeNotInMatrix}},
		"ragged":          {matrix(ragged), ab, []string{CodeMatrix}},
		"negative":        {matrix(negative), ab, []string{CodeMatrix}},
		"row twice":       {matrix(twice), ab[:1], []string{CodeMatrix}},
		"too few rows":    {matrix(roster.Matrix{Places: []string{"a", "b"}}), ab, []string{CodeMatrix}},
		"two matrices":    {matrix(testMatrix(), testMatrix()), ab, []string{CodeMode}},
		"matrix mode":     {matrix(roster.Matrix{Mode: "boat"}), ab, []string{CodeMode}},
		"detour":          {roster.Travel{DetourPercent: 99}, nil, []string{CodeDetour}},
		"speed":           {speeds(roster.Speed{KmPerHour: 301, Access: -1}), nil, []string{CodeSpeed, CodeSpeed}},
		"slow":            {speeds(roster.Speed{KmPerHour: 0.0001}), nil, []string{CodeSpeed}},
		"not a speed":     {speeds(roster.Speed{KmPerHour: math.NaN()}), nil, []string{CodeSpeed}},
		"unknown mode":    {roster.Travel{Speeds: map[roster.Mode]roster.Speed{"boat": {}}}, nil, []string{CodeMode}},
		"hours":           {speeds(roster.Speed{Hours: []roster.HourSpeed{{From: 3, To: 3, SpeedPercent: 50}, {From: 3, To: 4}, {From: 7, To: 25, SpeedPercent: 90}}}), nil, []string{CodeHours, CodeHours, CodeHours}},
		"hours overlap":   {speeds(roster.Speed{Hours: []roster.HourSpeed{{From: 3, To: 9, SpeedPercent: 50}, {From: 8, To: 9, SpeedPercent: 70}}}), nil, []string{CodeHours}},
		"too many":        {roster.Travel{Kind: roster.RoadTravel}, make([]roster.Place, MaxTablePlaces+1), nil},
		"several at once": {roster.Travel{DetourPercent: -1, Speeds: map[roster.Mode]roster.Speed{"boat": {}}}, ab[:1], []string{CodeMode, CodeDetour, CodeNoLocation}},
	} {
		_, err := New(c.travel, c.places, Options{})
		var faults Errors
		require.ErrorAs(t, err, &faults, name)
		var one *Error
		require.ErrorAs(t, err, &one, name)
		assert.NotEmpty(t, err.Error())
		if c.codes == nil {
			continue
		}
		var codes []string
		for _, f := range faults {
			codes = append(codes, f.Code)
			assert.NotEmpty(t, f.Path, name)
			assert.NotEmpty(t, f.Hint, name)
		}
		assert.Equal(t, c.codes, codes, name)
	}
}

// lattice is a road network where only northward ways exist.
type lattice struct{}

func (lattice) Leg(_ roster.Mode, from, to roster.LatLng) (int32, int32, bool) {
	d := int32(math.Round((to.Lat - from.Lat) * 100))
	return d, 10 * d, d >= 0
}

// tabled answers in batch.
type tabled struct {
	lattice
	err  error
	drop int
}

func (r tabled) Table(_ context.Context, mode roster.Mode, points []roster.LatLng) (seconds, metres []int32, err error) {
	for _, a := range points {
		for _, b := range points {
			s, m, ok := r.Leg(mode, a, b)
			if !ok {
				s = -1
			}
			seconds, metres = append(seconds, s), append(metres, m)
		}
	}
	return seconds[r.drop:], metres, r.err
}

func TestRoads(t *testing.T) {
	places := []roster.Place{at(1, 1), at(2, 1), at(4, 1)}
	for _, roads := range []roster.Roads{lattice{}, tabled{}} {
		s, err := New(roster.Travel{Kind: roster.RoadTravel}, places, Options{Roads: roads, Modes: []roster.Mode{roster.Car}})
		require.NoError(t, err)
		car, _ := ModeIndex(roster.Car)
		seconds, metres := s.Matrix(car)
		assert.Equal(t, []int32{0, 100, 300, -1, 0, 200, -1, -1, 0}, seconds)
		assert.Equal(t, []int32{0, 1000, 3000, 0, 0, 2000, 0, 0, 0}, metres)
		assert.True(t, s.HasMode(car))
		assert.False(t, s.HasMode(0), "not prepared")
	}
}

func TestRoadsFail(t *testing.T) {
	places := []roster.Place{at(1, 1), at(2, 1)}
	why := errors.New("bridge is out")
	_, err := New(roster.Travel{Kind: roster.RoadTravel}, places, Options{Roads: tabled{err: why}})
	assert.ErrorIs(t, err, why)
	_, err = New(roster.Travel{Kind: roster.RoadTravel}, places, Options{Roads: tabled{drop: 1}})
	var f *Error
	require.ErrorAs(t, err, &f)
	assert.Equal(t, CodeRoads, f.Code)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = NewContext(ctx, roster.Travel{Kind: roster.RoadTravel}, places, Options{Roads: lattice{}})
	assert.ErrorIs(t, err, context.Canceled)
}

func TestMatrixEqualsLegs(t *testing.T) {
	places := []roster.Place{at(1, 1), at(1.2, 1), at(1, 1.3), at(1, 1)}
	s, err := New(roster.Travel{}, places, Options{})
	require.NoError(t, err)
	for mode := range NumModes {
		seconds, metres := s.Matrix(mode)
		row, lengths := make([]int32, 4), make([]int32, 4)
		for i := range int32(4) {
			s.Row(mode, i, row, lengths)
			for j := range int32(4) {
				a, b, ok := s.Leg(mode, i, j)
				assert.True(t, ok)
				assert.Equal(t, a, seconds[i*4+j])
				assert.Equal(t, b, metres[i*4+j])
				assert.Equal(t, a, row[j])
				assert.Equal(t, b, lengths[j])
			}
		}
	}
}
