package compare

import (
	"math"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Interval is a mean with its 95 % confidence interval.
type Interval struct {
	// N values went into it.
	N    int     `json:"n"`
	Mean float64 `json:"mean"`
	// Low and High bounds by Student's t; equal to Mean where N is 1, of which
	// nothing can be said.
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// IntervalOf returns mean and interval of a sample; the zero value of none.
func IntervalOf(sample []float64) Interval {
	n := len(sample)
	if n == 0 {
		return Interval{}
	}
	if n == 1 {
		return Interval{1, sample[0], sample[0], sample[0]}
	}
	mean, deviation := stat.MeanStdDev(sample, nil)
	t := distuv.StudentsT{Mu: 0, Sigma: 1, Nu: float64(n - 1)}.Quantile(0.975)
	half := t * deviation / math.Sqrt(float64(n))
	return Interval{n, mean, mean - half, mean + half}
}
