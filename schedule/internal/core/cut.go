package core

import "slices"

// A cut divides the plane into as many parts as there are lanes, by halving
// points along a direction that turns from level to level: a k-d tree over
// rotated axes.

// directions are those of the cuts, in the order in which epochs use them.
// They are whole numbers, so that every machine cuts alike.
var directions = [][2]float32{{1, 0}, {1, 1}, {0, 1}, {1, -1}, {2, 1}, {1, -2}, {1, 2}, {2, -1}}

// cutPoint is something with a position and a weight.
type cutPoint struct {
	at     [2]float32
	weight int
	along  float32 // scratch
	index  int32
}

// cut is a node of the tree: a leaf is a lane, others divide at along.
type cut struct {
	direction [2]float32
	along     float32
	below     *cut
	above     *cut
	lane      int
}

// newCut cuts points into the given number of lanes of about equal weight;
// turn chooses the first direction. It reorders the points.
// O(points · log points · log lanes).
func newCut(points []cutPoint, lanes, turn int) *cut {
	next := 0
	return cutInto(points, lanes, turn, &next)
}

func cutInto(points []cutPoint, lanes, turn int, next *int) *cut {
	if lanes <= 1 {
		*next++
		return &cut{lane: *next - 1}
	}
	d := directions[turn%len(directions)]
	total := 0
	for i := range points {
		points[i].along = project(d, points[i].at)
		total += points[i].weight
	}
	slices.SortFunc(points, func(a, b cutPoint) int {
		switch {
		case a.along < b.along:
			return -1
		case a.along > b.along:
			return 1
		}
		return int(a.index - b.index)
	})
	half := lanes / 2
	sum, at := 0, 0
	for at < len(points) && sum*lanes < total*half {
		sum += points[at].weight
		at++
	}
	c := &cut{direction: d}
	if at < len(points) {
		c.along = points[at].along
	} else if at > 0 {
		c.along = points[at-1].along
	}
	// The other axis is two directions on: those of a pair are at right angles.
	c.below = cutInto(points[:at], half, turn+2, next)
	c.above = cutInto(points[at:], lanes-half, turn+2, next)
	return c
}

// of returns the lane in which a position lies.
func (c *cut) of(at [2]float32) int {
	for c.below != nil {
		if project(c.direction, at) < c.along {
			c = c.below
		} else {
			c = c.above
		}
	}
	return c.lane
}

// project returns how far a position lies along a direction.
func project(d, at [2]float32) float32 { return float32(d[0]*at[0]) + float32(d[1]*at[1]) }
