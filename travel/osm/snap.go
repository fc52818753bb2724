package osm

import (
	"math"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
)

// snap is a place on a vehicle's graph.
type snap struct {
	chain int32 // -1: no road is near enough
	// along is the cost from the chain's start to the place, against that
	// from the place back to the chain's start, where these are open.
	along, against cost
	// At the chain's start or end the node there is the place itself: it is
	// reached and left by all ways which meet there.
	atStart, atEnd bool
	// foot is the cost of the way between place and road.
	foot cost
}

// nowhere is the snap of a place which is too far from any road.
var nowhere = snap{chain: -1}

// snapTo finds the nearest point of a road which the vehicle uses and may
// stop on, at most reach centimetres away. Of equally near ones the segment
// with the lowest number counts.
func (n *Network) snapTo(v vehicle, at roster.LatLng) snap {
	g, s := n.graphs[v], n.streets
	if !(at.Lat >= -90 && at.Lat <= 90 && at.Lng >= -180 && at.Lng <= 180) {
		return nowhere
	}
	point := geo.At(at)
	best, bestSegment, bestOffset := int64(math.MaxInt64), int32(-1), int64(0)
	n.grid.around(at, func(p int32) {
		e := s.edgeOf[p]
		if g.links[e].chain < 0 {
			return
		}
		offset, square := nearest(point, s.grid[p], s.grid[p+1], int64(s.at[p+1]-s.at[p]))
		if square < best || square == best && p < bestSegment {
			best, bestSegment, bestOffset = square, p, offset
		}
	}, func(centimetres int64) bool {
		return centimetres >= n.reach || best <= centimetres*centimetres
	})
	away := int64(math.Floor(math.Sqrt(float64(best)) + 0.5))
	if bestSegment < 0 || away > n.reach {
		return nowhere
	}
	e := s.edgeOf[bestSegment]
	out := n.locate(v, e, int64(s.at[bestSegment])+bestOffset)
	out.foot = walking.at(away)
	return out
}

// locate returns the snap of a point on an edge, so many centimetres from
// the edge's start.
func (n *Network) locate(v vehicle, e int32, offset int64) snap {
	g := n.graphs[v]
	link, road, length := &g.links[e], &n.streets.roads[n.streets.edges[e].road], int64(n.streets.length(e))
	ahead, back := road.along[v], road.against[v]
	if link.reversed {
		ahead, back, offset = back, ahead, length-offset
	}
	out := snap{chain: link.chain, along: never, against: never}
	out.atStart = link.first && offset == 0
	out.atEnd = link.last && offset == length
	if ahead > 0 {
		out.along = link.along + ahead.at(length).part(offset, length)
	}
	if back > 0 {
		out.against = link.against + back.at(length).part(offset, length)
	}
	return out
}

// nearest returns the point of the segment a–b which is nearest to p: how far
// it is from a in centimetres, in [0, length], and its squared distance
// from p. Integers but for one quotient, so the same on every machine.
func nearest(p, a, b geo.Point, length int64) (offset, square int64) {
	ax, ay, az := int64(b.X)-int64(a.X), int64(b.Y)-int64(a.Y), int64(b.Z)-int64(a.Z)
	px, py, pz := int64(p.X)-int64(a.X), int64(p.Y)-int64(a.Y), int64(p.Z)-int64(a.Z)
	dot, whole := ax*px+ay*py+az*pz, ax*ax+ay*ay+az*az
	switch {
	case dot <= 0 || whole == 0:
		return 0, geo.Square(p, a)
	case dot >= whole:
		return length, geo.Square(p, b)
	}
	t := float64(dot) / float64(whole)
	foot := geo.Point{X: a.X + round(t, ax), Y: a.Y + round(t, ay), Z: a.Z + round(t, az)}
	return int64(round(t, length)), geo.Square(p, foot)
}

// round returns t·v rounded half away from zero.
func round(t float64, v int64) int32 {
	return int32(math.Round(float64(t * float64(v))))
}
