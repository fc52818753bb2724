package simulate

import "math"

// dice draws random numbers which belong to things: the same seed, kind and
// names always give the same number, in whatever order they are asked for.
type dice struct{ seed uint64 }

// unit returns a number in (0, 1).
func (d dice) unit(kind string, names ...string) float64 {
	h := uint64(14695981039346656037) ^ d.seed*0x9e3779b97f4a7c15
	add := func(s string) {
		for i := range len(s) {
			h = (h ^ uint64(s[i])) * 1099511628211
		}
		h = (h ^ 0xff) * 1099511628211
	}
	add(kind)
	for _, n := range names {
		add(n)
	}
	h = mix(h)
	return (float64(h>>12) + 0.5) / (1 << 52)
}

// mix is the finaliser of SplitMix64.
func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

func (d dice) chance(p float64, kind string, names ...string) bool {
	return p > 0 && d.unit(kind, names...) < p
}

// normal returns a standard normal number.
func (d dice) normal(kind string, names ...string) float64 {
	return math.Sqrt2 * math.Erfinv(2*d.unit(kind, names...)-1)
}

// lognormal returns a positive number with mean 1 and a coefficient of
// variation.
func (d dice) lognormal(cv float64, kind string, names ...string) float64 {
	if cv <= 0 {
		return 1
	}
	v := math.Log1p(cv * cv)
	return math.Exp(math.Sqrt(v)*d.normal(kind, names...) - v/2)
}

// poisson returns a number with a mean of at most maxMean.
func (d dice) poisson(mean float64, kind string, names ...string) int {
	u, p := d.unit(kind, names...), math.Exp(-mean)
	n, sum := 0, p
	for u > sum && n < 100_000 {
		n++
		p *= mean / float64(n)
		sum += p
		if p == 0 && float64(n) > mean {
			break
		}
	}
	return n
}

const maxMean = 500
