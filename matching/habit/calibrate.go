package habit

import (
	"cmp"
	"math"
	"slices"
)

// Bin is a row of a reliability table: of Count predictions from From to
// Until, their mean is Said and the share which came true Happened.
type Bin struct {
	From     float64 `json:"from"`
	Until    float64 `json:"until"`
	Count    int     `json:"count"`
	Said     float64 `json:"said"`
	Happened float64 `json:"happened"`
}

// Reliability returns the table of predictions p against what happened in
// bins of equal width over [0, 1]; empty bins are absent. A well calibrated
// model has Said near Happened in each. The slices must be of one length.
func Reliability(p []float64, happened []bool, bins int) []Bin {
	all := make([]Bin, max(bins, 1))
	for i, v := range p {
		b := &all[min(max(int(v*float64(len(all))), 0), len(all)-1)]
		b.Count++
		b.Said += v
		if happened[i] {
			b.Happened++
		}
	}
	var out []Bin
	for i := range all {
		if b := all[i]; b.Count > 0 {
			b.From, b.Until = float64(i)/float64(len(all)), float64(i+1)/float64(len(all))
			b.Said, b.Happened = b.Said/float64(b.Count), b.Happened/float64(b.Count)
			out = append(out, b)
		}
	}
	return out
}

// Platt returns slope and shift such that 1/(1+exp(−(slope·z+shift))) is a
// calibrated probability of the scores z, by maximum likelihood with a slight
// pull to no change (Platt 1999, "Probabilistic outputs for support vector
// machines"). Without scores it returns 1 and 0.
func Platt(z []float64, happened []bool) (slope, shift float64) {
	if len(z) == 0 {
		return 1, 0
	}
	rows := make([][]float64, len(z))
	for i := range z {
		rows[i] = []float64{1, z[i]}
	}
	f := logistic(rows, happened, 0)
	x, _, _ := minimise(2, func(x, g, h []float64) float64 {
		at := []float64{x[0], x[1] + 1} // counted from no change
		value := f(at, g, h)
		for i := range x {
			value += float64(0.05 * x[i] * x[i])
			g[i] += float64(0.1 * x[i])
			h[i*2+i] += 0.1
		}
		return value
	})
	return x[1] + 1, x[0]
}

// Isotonic is a rising step function from scores to probabilities: Y[i] from
// X[i] on, Y[0] below. It calibrates where the shape is not known; it needs
// more data than [Platt].
type Isotonic struct {
	X []float64 `json:"x"`
	Y []float64 `json:"y"`
}

// FitIsotonic returns the rising function nearest to what happened in the sum
// of squares, by pooling adjacent violators (Ayer et al. 1955). O(n log n).
func FitIsotonic(scores []float64, happened []bool) *Isotonic {
	order := make([]int, len(scores))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[a], scores[b]) })
	type pool struct{ x, sum, n float64 }
	var pools []pool
	for at := 0; at < len(order); {
		p := pool{x: scores[order[at]]}
		for ; at < len(order) && scores[order[at]] == p.x; at++ { // equal scores are one
			p.n++
			if happened[order[at]] {
				p.sum++
			}
		}
		pools = append(pools, p)
		for n := len(pools); n > 1 && float64(pools[n-2].sum*pools[n-1].n) >= float64(pools[n-1].sum*pools[n-2].n); n-- {
			pools[n-2].sum, pools[n-2].n = pools[n-2].sum+pools[n-1].sum, pools[n-2].n+pools[n-1].n
			pools = pools[:n-1]
		}
	}
	out := &Isotonic{}
	for _, p := range pools {
		out.X, out.Y = append(out.X, p.x), append(out.Y, p.sum/p.n)
	}
	return out
}

// At returns the probability of a score; one half without data. O(log n).
func (f *Isotonic) At(score float64) float64 {
	if len(f.X) == 0 || math.IsNaN(score) {
		return 0.5
	}
	i, found := slices.BinarySearch(f.X, score)
	if !found {
		i--
	}
	return f.Y[max(i, 0)]
}
