package osm

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
	"github.com/paidan/paidan/travel/osm/internal/pbf"
)

// town is a road network made by hand, positions in metres east and north of
// a corner in Liechtenstein.
type town struct {
	t   *testing.T
	src *source
}

func newTown(t *testing.T) *town { return &town{t, newSource(1 << 20)} }

// at returns a position; a metre is a metre within a few millimetres.
func at(east, north float64) roster.LatLng {
	const metre = 8.99320e-6 // degrees of latitude
	return roster.LatLng{Lat: 47 + north*metre, Lng: 9.5 + east*metre*1.46628}
}

func tagsOf(pairs ...string) pbf.Tags {
	var tags pbf.Tags
	for i := 0; i < len(pairs); i += 2 {
		tags = append(tags, pbf.Tag{Key: pairs[i], Value: pairs[i+1]})
	}
	return tags
}

func (w *town) node(id int64, east, north float64, tags ...string) {
	p := at(east, north)
	require.NoError(w.t, w.src.addNode(id, int32(p.Lat*1e7+0.5), int32(p.Lng*1e7+0.5), tagsOf(tags...)))
}

func (w *town) way(refs []int64, tags ...string) {
	require.NoError(w.t, w.src.addWay(refs, tagsOf(tags...)))
}

func (w *town) build(opts Options) *Network {
	opts, err := opts.complete()
	require.NoError(w.t, err)
	n, err := networkOf(w.src, opts)
	require.NoError(w.t, err)
	return n
}

// square is a block of 1000 m by 1000 m, its corners 1 to 4 counterclockwise
// from the south-west, the way tags for each side from the south on.
func square(t *testing.T, south, east, north, west []string) *Network {
	w := newTown(t)
	w.node(1, 0, 0)
	w.node(2, 1000, 0)
	w.node(3, 1000, 1000)
	w.node(4, 0, 1000)
	w.way([]int64{1, 2}, south...)
	w.way([]int64{2, 3}, east...)
	w.way([]int64{3, 4}, north...)
	w.way([]int64{4, 1}, west...)
	return w.build(Options{})
}

func gridAt(p roster.LatLng) geo.Point { return geo.At(p) }

func gridDistance(p, q roster.LatLng) int64 { return geo.Centimetres(geo.At(p), geo.At(q)) }
