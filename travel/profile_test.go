package travel

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

func TestAdjust(t *testing.T) {
	assert.EqualValues(t, 600, Adjust(600, 100, 100))
	assert.EqualValues(t, 722, Adjust(601, 120, 100), "721.2 rounded up")
	assert.EqualValues(t, 1444, Adjust(601, 120, 50), "rounded up before the hour counts")
}

func TestAdjustAgreesWithRationals(t *testing.T) {
	ceil := func(base int64, num, den int) int64 {
		r := new(big.Rat).Mul(big.NewRat(base, 1), big.NewRat(int64(num), int64(den)))
		q := new(big.Int)
		m := new(big.Int)
		q.DivMod(r.Num(), r.Denom(), m)
		if m.Sign() > 0 {
			q.Add(q, big.NewInt(1))
		}
		return q.Int64()
	}
	for _, base := range []int32{0, 1, 59, 600, 12345, math.MaxInt32} {
		for _, worker := range []int{10, 99, 100, 101, 1000} {
			for _, hour := range []int{10, 33, 100, 130, 500} {
				want := min(ceil(ceil(int64(base), worker, 100), 100, hour), math.MaxInt32)
				assert.EqualValues(t, want, Adjust(base, worker, hour), "%d %d %d", base, worker, hour)
			}
		}
	}
}

func TestProfile(t *testing.T) {
	s, err := New(roster.Travel{Speeds: map[roster.Mode]roster.Speed{
		roster.Car: {Hours: []roster.HourSpeed{{From: 17, To: 19, SpeedPercent: 60}, {From: 0, To: 6, SpeedPercent: 120}, {From: 23, To: 24, SpeedPercent: 110}}},
	}}, nil, Options{})
	require.NoError(t, err)
	car, _ := ModeIndex(roster.Car)
	p := s.Profile(car)
	assert.EqualValues(t, 120, p[0])
	assert.EqualValues(t, 120, p[5])
	assert.EqualValues(t, 100, p[6])
	assert.EqualValues(t, 60, p[17])
	assert.EqualValues(t, 60, p[18])
	assert.EqualValues(t, 100, p[19])
	assert.EqualValues(t, 110, p[23])
	walk, _ := ModeIndex(roster.Walk)
	assert.EqualValues(t, 100, s.Profile(walk)[17])
}

func TestModeIndexIsThePositionInModes(t *testing.T) {
	assert.Len(t, roster.Modes(), NumModes)
	for want, m := range roster.Modes() {
		got, ok := ModeIndex(m)
		assert.True(t, ok)
		assert.Equal(t, want, got)
	}
	_, ok := ModeIndex("")
	assert.False(t, ok)
}
