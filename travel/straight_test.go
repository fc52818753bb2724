package travel

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
)

func at(lat, lng float64) roster.Place {
	return roster.Place{Location: &roster.LatLng{Lat: lat, Lng: lng}}
}

func randomPlaces(rng *rand.Rand, n int, spread float64) []roster.Place {
	places := make([]roster.Place, n)
	for i := range places {
		places[i] = at(31.2+(rng.Float64()-0.5)*spread, 121.5+(rng.Float64()-0.5)*spread)
	}
	return places
}

// The law of roster.Travel in exact arithmetic from the grid on.
func exactLeg(a, b roster.LatLng, detour int, km float64, access int64) (seconds, metres int64) {
	grid := func(p roster.LatLng) [3]int64 {
		f, l := p.Lat*math.Pi/180, p.Lng*math.Pi/180
		r := 637100880 * math.Cos(f)
		return [3]int64{int64(math.Round(r * math.Cos(l))), int64(math.Round(r * math.Sin(l))), int64(math.Round(637100880 * math.Sin(f)))}
	}
	p, q := grid(a), grid(b)
	var sum int64
	for i := range p {
		sum += (p[i] - q[i]) * (p[i] - q[i])
	}
	root := new(big.Float).SetPrec(300).SetInt64(sum)
	root.Sqrt(root)
	root.Mul(root, big.NewFloat(float64(detour))).Quo(root, big.NewFloat(1e4)).Add(root, big.NewFloat(0.5))
	metres, _ = root.Int64()
	if metres == 0 {
		return 0, 0
	}
	perHour := int64(math.Round(km * 1000))
	return (metres*3600+perHour-1)/perHour + access, metres
}

func TestStraightLineFollowsTheLaw(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for _, spread := range []float64{0.001, 0.3, 60} {
		places := randomPlaces(rng, 40, spread)
		for _, detour := range []int{0, 100, 137, 1000} {
			s, err := New(roster.Travel{DetourPercent: detour}, places, Options{})
			require.NoError(t, err)
			if detour == 0 {
				detour = 130
			}
			for mode, m := range roster.Modes() {
				km, access := roster.DefaultSpeed(m)
				for i, a := range places {
					for j, b := range places {
						seconds, metres, ok := s.Leg(mode, int32(i), int32(j))
						wantS, wantM := exactLeg(*a.Location, *b.Location, detour, km, int64(access))
						if !ok || int64(seconds) != wantS || int64(metres) != wantM {
							t.Fatalf("%s %d→%d: %d s %d m, want %d s %d m", m, i, j, seconds, metres, wantS, wantM)
						}
					}
				}
			}
		}
	}
}

// Figures worked out by hand: 0.01° of latitude is 1111.95 m of chord.
func TestStraightLineByHand(t *testing.T) {
	s, err := New(roster.Travel{}, []roster.Place{at(31.20, 121.5), at(31.21, 121.5)}, Options{})
	require.NoError(t, err)
	for _, want := range []struct {
		mode            roster.Mode
		seconds, metres int32
	}{
		{roster.Walk, 1157, 1446},         // 1446 / 1.25 = 1156.8
		{roster.EBike, 60 + 290, 1446},    // 1446 / 5 = 289.2
		{roster.Car, 240 + 201, 1446},     // 1446 · 3.6 / 26 = 200.2
		{roster.Transit, 480 + 348, 1446}, // 1446 · 3.6 / 15 = 347.04
	} {
		mode, _ := ModeIndex(want.mode)
		seconds, metres, ok := s.Leg(mode, 0, 1)
		assert.True(t, ok)
		assert.Equal(t, want.seconds, seconds, want.mode)
		assert.Equal(t, want.metres, metres, want.mode)
	}
}

func TestStraightLineSpeeds(t *testing.T) {
	places := []roster.Place{at(31.20, 121.5), at(31.21, 121.5), at(31.20, 121.5), at(31.200001, 121.5)}
	s, err := New(roster.Travel{Speeds: map[roster.Mode]roster.Speed{
		roster.Car:  {KmPerHour: 3.6, Access: 7},
		roster.Walk: {Access: 5},
	}}, places, Options{})
	require.NoError(t, err)
	car, _ := ModeIndex(roster.Car)
	seconds, _, _ := s.Leg(car, 0, 1)
	assert.EqualValues(t, 1446+7, seconds)
	seconds, metres, ok := s.Leg(car, 0, 2)
	assert.True(t, ok)
	assert.Zero(t, seconds, "same location: no access time")
	assert.Zero(t, metres)
	seconds, metres, _ = s.Leg(car, 0, 3)
	assert.Zero(t, seconds, "0 m: no access time")
	assert.Zero(t, metres)
	walk, _ := ModeIndex(roster.Walk)
	seconds, _, _ = s.Leg(walk, 0, 1)
	assert.EqualValues(t, 1157+5, seconds, "the default speed with its own access")
}

func TestSlowestLegIsUnreachableRatherThanWrong(t *testing.T) {
	s, err := New(roster.Travel{DetourPercent: 1000, Speeds: map[roster.Mode]roster.Speed{roster.Walk: {KmPerHour: 0.001}}},
		[]roster.Place{at(90, 0), at(-90, 0)}, Options{})
	require.NoError(t, err)
	_, _, ok := s.Leg(0, 0, 1)
	assert.False(t, ok)
	seconds, _ := s.Matrix(0)
	assert.Equal(t, []int32{0, -1, -1, 0}, seconds)
	fast, _ := ModeIndex(roster.Car)
	_, metres, ok := s.Leg(fast, 0, 1)
	assert.True(t, ok)
	assert.EqualValues(t, 127420176, metres)
}

func TestLegDoesNotAllocate(t *testing.T) {
	s, err := New(roster.Travel{}, randomPlaces(rand.New(rand.NewPCG(1, 1)), 100, 0.3), Options{})
	require.NoError(t, err)
	seconds, metres := make([]int32, 100), make([]int32, 100)
	assert.Zero(t, testing.AllocsPerRun(100, func() {
		for i := range int32(100) {
			s.Leg(2, i, 99-i)
		}
		s.Row(2, 3, seconds, metres)
	}))
}

func BenchmarkLegStraight(b *testing.B) {
	s, err := New(roster.Travel{}, randomPlaces(rand.New(rand.NewPCG(1, 1)), 1024, 0.3), Options{})
	require.NoError(b, err)
	var sum int32
	i := int32(0)
	for b.Loop() {
		i++
		seconds, _, _ := s.Leg(2, i&1023, i*7&1023)
		sum += seconds
	}
	_ = sum
}

func BenchmarkMatrixStraight2000(b *testing.B) {
	s, err := New(roster.Travel{}, randomPlaces(rand.New(rand.NewPCG(1, 1)), 2000, 0.3), Options{})
	require.NoError(b, err)
	for b.Loop() {
		s.Matrix(2)
	}
}

// The division by multiplication against the plain one, at the edges of the
// range and at random.
func TestSecondsDivideExactly(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	const longest = 127_420_176
	for range 20_000 {
		perHour := 1 + rng.Int64N(300_000)
		switch rng.IntN(4) {
		case 0:
			perHour = 1 + rng.Int64N(300)
		case 1:
			perHour = 1 << rng.IntN(19)
		}
		law, faults := lineOf("", roster.Car, roster.Speed{KmPerHour: float64(perHour) / 1000, Access: 11}, true)
		require.Empty(t, faults)
		for _, m := range []int64{1, perHour, perHour + 1, longest, longest - rng.Int64N(1000), 1 + rng.Int64N(longest), 1 + rng.Int64N(5000)} {
			m = min(m, longest)
			if want := (m*3600+perHour-1)/perHour + 11; law.seconds(m) != want {
				t.Fatalf("%d m at %d m/h: %d s, want %d", m, perHour, law.seconds(m), want)
			}
		}
	}
}

// Ways of k+1/2 metres and their neighbours, where a float64 may fall on the
// wrong side.
func TestMetresAreExactNearHalves(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 8))
	for range 50_000 {
		percent := int64(100 + rng.IntN(901))
		w := way{percent: float64(percent)}
		half := float64(rng.Int64N(60_000_000)) + 0.5
		x := int32(min(half*1e4/float64(percent), 2*637100880-100)) - 637100880/1 + int32(rng.IntN(3))
		p, q := geo.Point{X: -637100880}, geo.Point{X: x, Y: int32(rng.IntN(3) * rng.IntN(1000))}
		square := geo.Square(p, q)
		got := w.metresBetween(&p, &q)
		at := func(m int64) int { // compares (2m-1)²·10⁸ with 4·percent²·square
			left := new(big.Int).Mul(big.NewInt((2*m-1)*10_000), big.NewInt((2*m-1)*10_000))
			return left.Cmp(new(big.Int).Mul(big.NewInt(4*percent*percent), big.NewInt(square)))
		}
		if got > 0 && at(got) > 0 || at(got+1) <= 0 {
			t.Fatalf("%d cm², %d %%: %d m", square, percent, got)
		}
		if slow := exactMetres(uint64(square), uint64(percent)); slow != got {
			t.Fatalf("%d cm², %d %%: %d m, exactly %d m", square, percent, got, slow)
		}
	}
}
