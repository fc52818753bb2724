package pbf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// listing reads a file into lines.
func listing(file []byte) ([]string, error) {
	var out []string
	err := Read(bytes.NewReader(file), Visitor{
		Node: func(id int64, lat, lng int32, tags Tags) error {
			out = append(out, fmt.Sprint("node ", id, lat, lng, tags))
			return nil
		},
		Way: func(refs []int64, tags Tags) error {
			out = append(out, fmt.Sprint("way ", refs, tags))
			return nil
		},
	})
	return out, err
}

func TestRead(t *testing.T) {
	got, err := listing(sample())
	require.NoError(t, err)
	assert.Equal(t, []string{
		"node 1 471000000 95000000 []",
		"node 2 471000100 95000000 [{barrier gate}]",
		"node 5 471000200 -95000300 []",
		"node 9 471000300 95000000 [{barrier gate}]",
		"way [1 2 5 9] [{highway residential}]",
	}, got)
}

func TestGranularity(t *testing.T) {
	b := block(stringTable(""), dense(deltas(1), deltas(471), deltas(-95), nil))
	b = number(number(number(b, 17, 100_000_000), 19, 149), 20, 1<<64-150) // offsets 149 and -150 nanodegrees
	got, err := listing(append(header(), fileBlock("OSMData", rawBlob(b))...))
	require.NoError(t, err)
	assert.Equal(t, []string{"node 1 471000001 -95000002 []"}, got)
}

func TestVisitorErrorsComeBack(t *testing.T) {
	stop := errors.New("enough")
	err := Read(bytes.NewReader(sample()), Visitor{Way: func([]int64, Tags) error { return stop }})
	assert.Equal(t, stop, err)
	assert.NoError(t, Read(bytes.NewReader(sample()), Visitor{}))
}

type brokenReader struct{ err error }

func (r brokenReader) Read([]byte) (int, error) { return 0, r.err }

func TestReaderErrorsComeBack(t *testing.T) {
	broken := errors.New("disk on fire")
	err := Read(io.MultiReader(bytes.NewReader(sample()[:100]), brokenReader{broken}), Visitor{})
	assert.ErrorIs(t, err, broken)
}

func TestMalformed(t *testing.T) {
	table := stringTable("", "a", "b")
	data := func(b []byte) []byte { return append(header(), fileBlock("OSMData", rawBlob(b))...) }
	many := bytes.Repeat([]byte{2}, maxRefs+1)
	zeros := make([]byte, 1<<20)
	for name, file := range map[string][]byte{
		"empty":              {},
		"text":               []byte("<?xml version='1.0'?><osm></osm> and so on"),
		"no header":          fileBlock("OSMData", rawBlob(nil)),
		"big header":         {0, 2, 0, 0},
		"big blob":           fileHeader("OSMHeader", maxBlob+1),
		"negative blob":      fileHeader("OSMHeader", 1<<63),
		"size is a lie":      append(header(), fileBlock("OSMData", zipBlob(zeros, 100))...),
		"size is a big lie":  append(header(), fileBlock("OSMData", zipBlob(zeros, maxBlob+1))...),
		"not zlib":           append(header(), fileBlock("OSMData", message(number(nil, 2, 3), 3, []byte("abc")))...),
		"string index":       data(block(table, wayOf(packed(1), packed(3), deltas(1, 2)))),
		"dense string index": data(block(table, dense(deltas(1), deltas(1), deltas(1), packed(99, 1, 0)))),
		"dense tags end":     data(block(table, dense(deltas(1, 2), deltas(1, 2), deltas(1, 2), packed(0)))),
		"half a tag":         data(block(table, dense(deltas(1), deltas(1), deltas(1), packed(1)))),
		"more keys":          data(block(table, wayOf(packed(1, 2), packed(1), deltas(1, 2)))),
		"uneven columns":     data(block(table, dense(deltas(1, 2), deltas(1), deltas(1, 2), nil))),
		"endless way":        data(block(table, wayOf(nil, nil, many))),
		"off the earth":      data(block(table, plainNode(1, 901000000, 0, nil, nil))),
		"wire type":          data(number(nil, 1, 7)),
		"varint of 11 bytes": data(bytes.Repeat([]byte{0xff}, 11)),
	} {
		_, err := listing(file)
		var f *Error
		require.ErrorAs(t, err, &f, name)
		assert.False(t, f.Unsupported, name)
		assert.NotEmpty(t, f.Error())
	}
}

// fileHeader is the start of a block which says that it has so many bytes.
func fileHeader(kind string, size uint64) []byte {
	h := number(message(nil, 1, []byte(kind)), 3, size)
	return append([]byte{0, 0, 0, byte(len(h))}, h...)
}

func TestUnsupported(t *testing.T) {
	for name, file := range map[string][]byte{
		"history": header("OsmSchema-V0.6", "HistoricalInformation"),
		"zstd":    append(header(), fileBlock("OSMData", message(number(nil, 2, 9), 7, []byte("x")))...),
	} {
		_, err := listing(file)
		var f *Error
		require.ErrorAs(t, err, &f, name)
		assert.True(t, f.Unsupported, name)
	}
}

// A file cut anywhere but between two blocks is refused.
func TestTruncated(t *testing.T) {
	file := sample()
	whole := 0
	for n := range file {
		if _, err := listing(file[:n]); err == nil {
			whole++
		}
	}
	assert.Equal(t, 3, whole, "after the header and the two blocks before the last")
}

// Whatever is changed in a file, reading it ends, with what memory a block
// may take.
func TestMutilated(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range 2_000 {
		file := sample()
		for range 1 + rng.IntN(4) {
			file[rng.IntN(len(file))] = byte(rng.Uint32())
		}
		_, _ = listing(file)
	}
	runtime.ReadMemStats(&after)
	t.Logf("%d KiB allocated a file", (after.TotalAlloc-before.TotalAlloc)/2_000/1024)
}

// A block which unpacks to far more than it says is given up at once.
func TestBombIsNotUnpacked(t *testing.T) {
	bomb := append(header(), fileBlock("OSMData", zipBlob(make([]byte, 16<<20), 1000))...)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := listing(bomb)
	runtime.ReadMemStats(&after)
	require.Error(t, err)
	assert.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(4<<20))
}

func FuzzRead(f *testing.F) {
	f.Add(sample())
	f.Fuzz(func(_ *testing.T, file []byte) { _, _ = listing(file) })
}
