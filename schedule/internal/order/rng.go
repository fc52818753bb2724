package order

import (
	"math"
	"math/bits"
)

// random is wyrand by Wang Yi, with 64 bits of state: the only source of
// chance here.
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
	return int(uint64(uint32(r.next())) * uint64(n) >> 32)
}

// waits is the number of entries of waitTable.
const waits = 4096

// waitTable holds the quantiles of the exponential distribution with mean 1.
var waitTable = func() (t [waits]float32) {
	for i := range t {
		t[i] = float32(-ln((float64(i) + 0.5) / waits))
	}
	return t
}()

// wait returns an exponentially distributed number with mean 1.
func (r *random) wait() float64 { return float64(waitTable[r.next()%waits]) }

// ln is the natural logarithm of x in (0, 1], to about 13 digits and with the
// same bits on every machine: math.Log is not, and a product followed by a
// sum must be kept from becoming one fused operation.
func ln(x float64) float64 {
	const ln2 = 0.6931471805599453
	fraction, exponent := math.Frexp(x) // in [1/2, 1)
	if fraction < 0.7071067811865476 {
		fraction, exponent = 2*fraction, exponent-1
	}
	s := (fraction - 1) / (fraction + 1)
	square := float64(s * s)
	sum := 0.0
	for n := 17; n >= 1; n -= 2 {
		sum = float64(sum*square) + 1/float64(n)
	}
	return float64(2*s*sum) + float64(float64(exponent)*ln2)
}
