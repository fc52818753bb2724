package core

import (
	"math"
	"math/bits"
)

// Random is an allocation-free generator: wyrand by Wang Yi, with 64 bits of
// state. It is the only source of chance of the searches.
type Random struct{ state uint64 }

// NewRandom returns the generator of a seed.
func NewRandom(seed uint64) Random {
	r := Random{seed ^ 0x9e3779b97f4a7c15}
	r.Next()
	return r
}

// Next returns 64 bits of chance.
func (r *Random) Next() uint64 {
	r.state += 0xa0761d6478bd642f
	hi, lo := bits.Mul64(r.state, r.state^0xe7037ed1a0b428db)
	return hi ^ lo
}

// intn returns a number in [0, n), n ≥ 1.
func (r *Random) intn(n int) int {
	hi, _ := bits.Mul64(r.Next(), uint64(n))
	return int(hi)
}

// other returns one of the numbers below n but i, which is one too; n ≥ 2.
func (r *Random) other(i, n int) int {
	k := r.intn(n - 1)
	if k >= i {
		k++
	}
	return k
}

// wait returns an exponentially distributed number with mean 1.
func (r *Random) wait() float64 { return -Ln(float64(r.Next()>>11|1) * (1.0 / (1 << 53))) }

// Ln is the natural logarithm of x in (0, 1], to about 13 digits and with the
// same bits on every machine: math.Log is not, and a product followed by a
// sum must be kept from becoming one fused operation.
func Ln(x float64) float64 {
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

// float returns a number in [0, 1).
func (r *Random) float() float64 { return float64(r.Next()>>11) * (1.0 / (1 << 53)) }

func popcount(words []uint64) int {
	n := 0
	for _, w := range words {
		n += bits.OnesCount64(w)
	}
	return n
}

func trailing(word uint64) int { return bits.TrailingZeros64(word) }
