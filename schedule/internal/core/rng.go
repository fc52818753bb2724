package core

import "math/bits"

// random is a PCG-free, allocation-free generator: wyrand by Wang Yi, with
// 64 bits of state. It is the search's only source of chance.
type random struct{ state uint64 }

func newRandom(seed uint64) random {
	r := random{seed ^ 0x9e3779b97f4a7c15}
	r.next()
	return r
}

func (r *random) next() uint64 {
	r.state += 0xa0761d6478bd642f
	hi, lo := bits.Mul64(r.state, r.state^0xe7037ed1a0b428db)
	return hi ^ lo
}

// intn returns a number in [0, n), n ≥ 1.
func (r *random) intn(n int) int {
	hi, _ := bits.Mul64(r.next(), uint64(n))
	return int(hi)
}

// float returns a number in [0, 1).
func (r *random) float() float64 { return float64(r.next()>>11) * (1.0 / (1 << 53)) }

func popcount(words []uint64) int {
	n := 0
	for _, w := range words {
		n += bits.OnesCount64(w)
	}
	return n
}

func trailing(word uint64) int { return bits.TrailingZeros64(word) }
