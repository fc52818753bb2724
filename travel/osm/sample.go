package osm

import (
	"math/rand/v2"
	"sort"

	"github.com/paidan/paidan/roster"
)

// homes are the edges along which people live, for drawing by length.
type homes struct {
	edges []int32
	ends  []int64 // [i]: centimetres of the edges 0…i together
}

func (h homes) length() int64 {
	if len(h.ends) == 0 {
		return 0
	}
	return h.ends[len(h.ends)-1]
}

// homesOf lists the residential streets of a graph, or where it has none all
// roads on which its vehicle may stop.
func homesOf(s *streets, g *graph) homes {
	for _, all := range [2]bool{false, true} {
		var h homes
		total := int64(0)
		for e, link := range g.links {
			road := &s.roads[s.edges[e].road]
			length := int64(s.length(int32(e)))
			if link.chain < 0 || !road.stop || !road.home && !all || length == 0 {
				continue
			}
			total += length
			h.edges, h.ends = append(h.edges, int32(e)), append(h.ends, total)
		}
		if total > 0 {
			return h
		}
	}
	return homes{}
}

// SamplePlace draws a position on a residential street or living street which
// the mode reaches, each metre of them equally likely; where there are none,
// on any road. The same generator in the same state draws the same position.
// False where the mode has no roads. O(log roads).
func (n *Network) SamplePlace(rng *rand.Rand, mode roster.Mode) (roster.LatLng, bool) {
	v, ok := vehicleOf(mode)
	if !ok || n.homes[v].length() == 0 {
		return roster.LatLng{}, false
	}
	h, s := n.homes[v], n.streets
	at := rng.Int64N(h.length())
	i := sort.Search(len(h.ends), func(i int) bool { return h.ends[i] > at })
	e := h.edges[i]
	offset := int64(s.length(e)) - (h.ends[i] - at) // in [0, length)
	first, last := int(s.edges[e].first), int(s.edges[e].last)
	p := first + sort.Search(last-first, func(i int) bool { return int64(s.at[first+i+1]) > offset })
	whole, part := int64(s.at[p+1])-int64(s.at[p]), offset-int64(s.at[p])
	along := func(a, b int32) int32 { return a + int32((int64(b)-int64(a))*part/whole) }
	return degrees(along(s.lat[p], s.lat[p+1]), along(s.lng[p], s.lng[p+1])), true
}
