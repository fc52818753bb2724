package roster

import (
	"fmt"
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// travelChecker returns a checker for legs alone.
func travelChecker(zone *time.Location, t Travel, opts CheckOptions) *checker {
	c := &checker{p: &Problem{Travel: t}, rep: &Report{}, zone: zone, opts: opts}
	c.prepareTravel()
	return c
}

func legWant(t *testing.T, got leg, seconds, metres int64) {
	t.Helper()
	require.Equal(t, leg{seconds: seconds, metres: metres, ok: true, known: true}, got)
}

// 0.01° of latitude on the sphere is a chord of 2·6371008.8·sin(0.005°) =
// 1111.949 m; with a detour of 130 % 1445.53 → 1446 m. By e-bike at 18 km/h
// 1446·3.6/18 = 289.2 → 290 s, and 60 s access.
func TestCheckStraightLine(t *testing.T) {
	a, b := &Place{Location: &LatLng{31, 121}}, &Place{Location: &LatLng{31.01, 121}}
	c := travelChecker(time.UTC, Travel{}, CheckOptions{})
	w := &Worker{}
	legWant(t, c.legOf(w, a, b, 0), 350, 1446)
	legWant(t, c.legOf(w, b, a, 0), 350, 1446)
	legWant(t, c.legOf(w, a, &Place{Location: &LatLng{31, 121}}, 0), 0, 0)
	legWant(t, c.legOf(w, &Place{ID: "x"}, &Place{ID: "x"}, 0), 0, 0)
	require.False(t, c.legOf(w, a, &Place{ID: "x"}, 0).ok)
	require.False(t, c.legOf(w, a, &Place{Location: &LatLng{math.NaN(), 0}}, 0).ok)

	// On foot 4.5 km/h: 1156.8 → 1157 s. By car 26 km/h: 200.2 → 201, +240.
	// Transit 15 km/h: 347.04 → 348, +480.
	for mode, seconds := range map[Mode]int64{Walk: 1157, Bicycle: 434 + 60, Car: 441, Transit: 828} {
		legWant(t, c.legOf(&Worker{Mode: mode}, a, b, 0), seconds, 1446)
	}
	// 120 % of 350 is 420, 101 % of 350 is 353.5 → 354.
	legWant(t, c.legOf(&Worker{TravelPercent: 120}, a, b, 0), 420, 1446)
	legWant(t, c.legOf(&Worker{TravelPercent: 101}, a, b, 0), 354, 1446)

	// Without detour 1112 m; at 10.0004 km/h, which rounds to 10,000 m/h,
	// 400.32 → 401 s, and no access since the entry gives none.
	c = travelChecker(time.UTC, Travel{DetourPercent: 100, Speeds: map[Mode]Speed{EBike: {KmPerHour: 10.0004}}}, CheckOptions{})
	legWant(t, c.legOf(w, a, b, 0), 401, 1112)
	// An entry without a speed has the mode's: 1112·3.6/18 = 222.4 → 223, +7.
	c = travelChecker(time.UTC, Travel{DetourPercent: 100, Speeds: map[Mode]Speed{EBike: {Access: 7}}}, CheckOptions{})
	legWant(t, c.legOf(w, a, b, 0), 230, 1112)
}

// The hour in which a leg departs, in the problem's zone, counts: 350 s at
// 150 % speed are 233.3 → 234, at 50 % 700 s. In New York clocks go from
// 02:00 to 03:00 on 2026-03-08 and back from 02:00 to 01:00 on 2026-11-01.
func TestCheckHourSpeeds(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	require.NoError(t, err)
	a, b := &Place{Location: &LatLng{31, 121}}, &Place{Location: &LatLng{31.01, 121}}
	hours := []HourSpeed{{From: 17, To: 19, SpeedPercent: 50}, {From: 3, To: 7, SpeedPercent: 150}}
	c := travelChecker(zone, Travel{Speeds: map[Mode]Speed{EBike: {Access: 60, Hours: hours}}}, CheckOptions{})
	for _, x := range []struct {
		leave string // UTC
		want  int64
	}{
		{"2026-07-01T20:59:59Z", 350}, // 16:59:59 EDT
		{"2026-07-01T21:00:00Z", 700}, // 17:00
		{"2026-07-01T22:59:59Z", 700},
		{"2026-07-01T23:00:00Z", 350},
		{"2026-01-01T21:30:00Z", 350}, // 16:30 EST
		{"2026-03-08T06:59:59Z", 350}, // 01:59:59 EST
		{"2026-03-08T07:00:00Z", 234}, // 03:00 EDT
		{"2026-11-01T07:59:59Z", 350}, // 02:59:59 EST
		{"2026-11-01T08:00:00Z", 234}, // 03:00 EST
	} {
		at, err := time.Parse(time.RFC3339, x.leave)
		require.NoError(t, err)
		legWant(t, c.legOf(&Worker{}, a, b, at.Unix()), x.want, 1446)
	}
	// The worker's percent comes first: ceil(350·1.01) = 354, at 150 % 236.
	legWant(t, c.legOf(&Worker{TravelPercent: 101}, a, b, time.Date(2026, 7, 1, 8, 0, 0, 0, time.UTC).Unix()), 236, 1446)
}

func TestCheckMatrices(t *testing.T) {
	car := Matrix{Mode: Car, Places: []string{"x", "y"}, Seconds: [][]*int32{{nil, new(int32(10))}, {new(int32(20)), nil}}}
	all := evenMatrix(100, 7, "x", "y", "z")
	all.Seconds = all.Seconds[:2] // a row is missing
	c := travelChecker(time.UTC, Travel{Kind: MatrixTravel, Matrices: []Matrix{car, all},
		Speeds: map[Mode]Speed{Car: {KmPerHour: 1, Access: 99, Hours: []HourSpeed{{From: 0, To: 24, SpeedPercent: 50}}}}}, CheckOptions{})
	x, y, z := &Place{ID: "x"}, &Place{ID: "y"}, &Place{ID: "z"}
	legWant(t, c.legOf(&Worker{Mode: Car}, x, y, 0), 20, 0) // half as fast, no access
	legWant(t, c.legOf(&Worker{Mode: Car}, y, x, 0), 40, 0)
	legWant(t, c.legOf(&Worker{Mode: Car}, x, x, 0), 0, 0) // the diagonal is not read
	require.False(t, c.legOf(&Worker{Mode: Car}, x, z, 0).ok)
	legWant(t, c.legOf(&Worker{}, x, z, 0), 100, 7)
	require.False(t, c.legOf(&Worker{}, z, x, 0).ok)

	none := travelChecker(time.UTC, Travel{Kind: MatrixTravel, Matrices: []Matrix{car}}, CheckOptions{})
	require.False(t, none.legOf(&Worker{Mode: Walk}, x, y, 0).ok)
}

// crowRoads goes 1 s and 2 m for each degree of latitude northwards, and
// never south.
type crowRoads struct{}

func (crowRoads) Leg(_ Mode, from, to LatLng) (int32, int32, bool) {
	d := int32(to.Lat - from.Lat)
	return d, 2 * d, d >= 0
}

func TestCheckRoads(t *testing.T) {
	c := travelChecker(time.UTC, Travel{Kind: RoadTravel}, CheckOptions{Roads: crowRoads{}})
	a, b := &Place{Location: &LatLng{1, 0}}, &Place{Location: &LatLng{11, 0}}
	legWant(t, c.legOf(&Worker{TravelPercent: 150}, a, b, 0), 15, 20)
	require.False(t, c.legOf(&Worker{}, b, a, 0).ok)
	require.False(t, c.legOf(&Worker{}, a, &Place{ID: "x"}, 0).ok)
}

// The distance is the exact rounding of the real number, compared with
// 200-bit arithmetic.
func TestChordMetresExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 20_000 {
		a := LatLng{rng.Float64()*170 - 85, rng.Float64()*360 - 180}
		span := math.Pow(10, -5+7*rng.Float64())
		b := LatLng{math.Mod(a.Lat+span*rng.NormFloat64(), 90), math.Mod(a.Lng+span*rng.NormFloat64(), 180)}
		percent := int64(100 + rng.IntN(901))
		ax, ay, az := gridPoint(a)
		bx, by, bz := gridPoint(b)
		q := (ax-bx)*(ax-bx) + (ay-by)*(ay-by) + (az-bz)*(az-bz)
		f := new(big.Float).SetPrec(200).SetInt64(q)
		f.Sqrt(f)
		f.Mul(f, big.NewFloat(float64(percent)).SetPrec(200))
		f.Quo(f, big.NewFloat(10_000).SetPrec(200))
		f.Add(f, big.NewFloat(0.5).SetPrec(200))
		want, _ := f.Int64()
		require.Equal(t, want, chordMetres(a, b, percent), fmt.Sprint(a, b, percent))
	}
}
