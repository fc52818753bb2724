package pbf

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// townFile is what the examples of package osm read: one street of about
// 1,500 m from (47.00, 9.50) to the east, which ends in a one-way loop.
const townFile = "../../testdata/town.osm.pbf"

var rewrite = flag.Bool("rewrite", false, "write the test data anew")

func town() []byte {
	table := stringTable("", "highway", "residential", "oneway", "yes")
	nodes := block(table, dense(deltas(1, 2, 3, 4),
		deltas(470000000, 470000000, 470020000, 470000000),
		deltas(95000000, 95100000, 95150000, 95200000), nil))
	ways := block(table,
		wayOf(packed(1), packed(2), deltas(1, 2)),
		wayOf(packed(1, 3), packed(2, 4), deltas(2, 4, 3, 2)))
	return bytes.Join([][]byte{
		header("OsmSchema-V0.6", "DenseNodes"),
		fileBlock("OSMData", rawBlob(nodes)),
		fileBlock("OSMData", rawBlob(ways)),
	}, nil)
}

func TestTownFile(t *testing.T) {
	if *rewrite {
		require.NoError(t, os.WriteFile(townFile, town(), 0o644))
	}
	got, err := os.ReadFile(townFile)
	require.NoError(t, err)
	assert.Equal(t, town(), got, "run with -rewrite")
}
