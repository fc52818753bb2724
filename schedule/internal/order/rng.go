package order

import "github.com/paidan/paidan/schedule/internal/core"

// random is the core's generator with quicker draws.
type random struct{ core.Random }

func newRandom(seed uint64) random { return random{core.NewRandom(seed)} }

// intn returns a number in [0, n), n ≥ 1, below 2³².
func (r *random) intn(n int) int {
	return int(uint64(uint32(r.Next())) * uint64(n) >> 32)
}

// waits is the number of entries of waitTable.
const waits = 4096

// waitTable holds the quantiles of the exponential distribution with mean 1.
var waitTable = func() (t [waits]float32) {
	for i := range t {
		t[i] = float32(-core.Ln((float64(i) + 0.5) / waits))
	}
	return t
}()

// wait returns an exponentially distributed number with mean 1.
func (r *random) wait() float64 { return float64(waitTable[r.Next()%waits]) }
