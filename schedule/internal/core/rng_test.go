package core

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestLogarithm(t *testing.T) {
	r := NewRandom(1)
	for range 100_000 {
		x := r.float()
		if x == 0 {
			continue
		}
		assert.InDelta(t, math.Log(x), Ln(x), 1e-11)
	}
	assert.Zero(t, Ln(1))
}

func TestWaitHasMeanOne(t *testing.T) {
	r := NewRandom(2)
	sum := 0.0
	for range 1_000_000 {
		sum += r.wait()
	}
	assert.InDelta(t, 1, sum/1_000_000, 0.005)
}
