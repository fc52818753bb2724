package habit

import (
	"errors"
	"math"
)

// ErrNoData says that there is nothing to learn from: no observations, or
// features of different lengths.
var ErrNoData = errors.New("habit: no usable observations")

// objective returns the value at x and adds gradient and Hessian, row by
// row, to g and h, which are zero.
type objective func(x, g, h []float64) float64

// minimise finds the minimum of a strictly convex function by Newton's method
// with halved steps, and the Hessian there: O(n³) a step beyond the
// objective's own work.
func minimise(n int, f objective) (x, hessian []float64, steps int) {
	x = make([]float64, n)
	g, h := make([]float64, n), make([]float64, n*n)
	value := f(x, g, h)
	for steps = 1; steps <= 100; steps++ {
		step := solve(h, g)
		slope := 0.0
		for i := range step {
			slope += float64(step[i] * g[i])
		}
		if !(slope > 1e-12) {
			break
		}
		next, again := make([]float64, n), 0.0
		for scale := 1.0; scale > 1e-9; scale /= 2 {
			for i := range x {
				next[i] = x[i] - float64(scale*step[i])
			}
			clear(g)
			clear(h)
			again = f(next, g, h)
			if again <= value-float64(1e-4*scale*slope) {
				break
			}
		}
		if !(again < value) {
			clear(g)
			clear(h)
			f(x, g, h)
			break
		}
		x, value = next, again
	}
	return x, h, steps
}

// solve returns h⁻¹·g by Cholesky's decomposition; a direction without
// curvature counts as one of curvature 1e−12.
func solve(h, g []float64) []float64 {
	n := len(g)
	l := decompose(h, n)
	y := make([]float64, n)
	for i := range n {
		s := g[i]
		for k := range i {
			s -= float64(l[i*n+k] * y[k])
		}
		y[i] = s / l[i*n+i]
	}
	for i := n - 1; i >= 0; i-- {
		s := y[i]
		for k := i + 1; k < n; k++ {
			s -= float64(l[k*n+i] * y[k])
		}
		y[i] = s / l[i*n+i]
	}
	return y
}

func decompose(h []float64, n int) []float64 {
	l := make([]float64, n*n)
	for i := range n {
		for j := range i + 1 {
			s := h[i*n+j]
			for k := range j {
				s -= float64(l[i*n+k] * l[j*n+k])
			}
			if i == j {
				l[i*n+i] = math.Sqrt(max(s, 1e-12))
			} else {
				l[i*n+j] = s / l[j*n+j]
			}
		}
	}
	return l
}

// errorsOf returns the square roots of the diagonal of h⁻¹.
func errorsOf(h []float64, n int) []float64 {
	out := make([]float64, n)
	for i := range n {
		unit := make([]float64, n)
		unit[i] = 1
		out[i] = math.Sqrt(max(solve(h, unit)[i], 0))
	}
	return out
}

func sigmoid(x float64) float64 {
	if x < 0 {
		e := math.Exp(x)
		return e / (1 + e)
	}
	return 1 / (1 + math.Exp(-x))
}

// logistic is the penalised negative log-likelihood of rows (the first column
// being the constant 1, not penalised) with answers y.
func logistic(rows [][]float64, y []bool, penalty float64) objective {
	return func(x, g, h []float64) float64 {
		n, value := len(x), 0.0
		for r, row := range rows {
			z := 0.0
			for i, v := range row {
				z += float64(v * x[i])
			}
			p := sigmoid(z)
			target := 0.0
			if y[r] {
				target = 1
				value += math.Log1p(math.Exp(-math.Abs(z))) + max(-z, 0)
			} else {
				value += math.Log1p(math.Exp(-math.Abs(z))) + max(z, 0)
			}
			w := p * (1 - p)
			for i, v := range row {
				g[i] += float64((p - target) * v)
				for j := range i + 1 {
					h[i*n+j] += float64(w * v * row[j])
				}
			}
		}
		for i := range n {
			if i > 0 {
				value += float64(penalty / 2 * x[i] * x[i])
				g[i] += float64(penalty * x[i])
				h[i*n+i] += penalty
			}
			for j := range i {
				h[j*n+i] = h[i*n+j]
			}
		}
		return value
	}
}
