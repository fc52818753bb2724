package generate

import "math/rand/v2"

// kind is what a random stream is for.
type kind uint64

const (
	kindDistrict kind = iota + 1
	kindTower
	kindCustomer
	kindNeed
	kindJob
	kindHome
	kindWorker
	kindShift
	kindRegular
	kindLedger
	kindRhythm
	kindSeries
	kindHoliday
)

// dice is one random stream. All draws are of integers, so that they are the
// same on every machine.
type dice struct{ *rand.Rand }

// dice returns the stream of one entity.
func (g *generator) dice(k kind, number int) dice {
	return dice{rand.New(rand.NewPCG(mix(g.opts.Seed^mix(uint64(k))), mix(uint64(number))))}
}

// mix is the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// percent is true with a chance of p in 100.
func (d dice) percent(p int) bool { return d.IntN(100) < p }

// between returns a whole number in [low, high].
func (d dice) between(low, high int) int { return low + d.IntN(high-low+1) }

// step returns low, low+by, … up to high.
func (d dice) step(low, high, by int) int { return low + by*d.IntN((high-low)/by+1) }

// pick returns an index with a chance in proportion to its weight. The
// weights must not all be 0.
func (d dice) pick(weights ...int) int {
	total := 0
	for _, w := range weights {
		total += w
	}
	n := d.IntN(total)
	for i, w := range weights {
		if n -= w; n < 0 {
			return i
		}
	}
	panic("generate: weights sum up wrongly")
}

// normal returns a draw with mean 0 and standard deviation sigma, nearly
// normal: the sum of twelve uniform draws, within 6 sigma.
func (d dice) normal(sigma int) int {
	const grain = 1 << 16
	sum := 0
	for range 12 {
		sum += d.IntN(grain)
	}
	return int(int64(sum-6*(grain-1)) * int64(sigma) / grain)
}
