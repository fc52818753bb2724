package core

import "math"

// Grid is a set of times: Phase and what is a multiple of Step away from it.
// From each of Changes on, which come in order of time, another phase holds.
type Grid struct {
	Step, Phase int32
	Changes     []GridChange
}

// GridChange is from when on which phase holds.
type GridChange struct{ From, Phase int32 }

// up returns the first time of the grid from t on, down the last up to t.
func (g *Grid) up(t int32) int32 {
	for {
		phase, _, end := g.at(t)
		if next := t + (phase-t%g.Step+2*g.Step)%g.Step; next < end {
			return next
		}
		t = end
	}
}

func (g *Grid) down(t int32) int32 {
	for {
		phase, from, _ := g.at(t)
		if last := t - (t%g.Step-phase+2*g.Step)%g.Step; last >= from {
			return last
		}
		t = from - 1
	}
}

// at returns the phase at a time, and from when and until when it holds.
func (g *Grid) at(t int32) (phase, from, end int32) {
	phase, from, end = g.Phase, math.MinInt32, math.MaxInt32
	for _, c := range g.Changes {
		if t < c.From {
			return phase, from, c.From
		}
		phase, from = c.Phase, c.From
	}
	return phase, from, end
}
