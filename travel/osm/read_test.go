package osm

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

func TestReadFaults(t *testing.T) {
	town, err := os.ReadFile("testdata/town.osm.pbf")
	require.NoError(t, err)
	burning := errors.New("disk on fire")
	for name, c := range map[string]struct {
		r    io.Reader
		opts Options
		code string
	}{
		"empty":     {strings.NewReader(""), Options{}, CodeFormat},
		"text":      {strings.NewReader(strings.Repeat("no pbf", 100)), Options{}, CodeFormat},
		"truncated": {strings.NewReader(string(town[:len(town)-1])), Options{}, CodeFormat},
		"no ways":   {strings.NewReader(string(town[:bytes.LastIndex(town, []byte("OSMData"))-6])), Options{}, CodeEmpty},
		"reader":    {iotest.ErrReader(burning), Options{}, CodeRead},
		"too large": {strings.NewReader(string(town)), Options{MaxNodes: 3}, CodeTooLarge},
		"roads":     {strings.NewReader(string(town)), Options{MaxNodes: 5}, CodeTooLarge},
		"snap":      {strings.NewReader(string(town)), Options{MaxSnapMetres: -1}, CodeOptions},
		"nodes":     {strings.NewReader(string(town)), Options{MaxNodes: -1}, CodeOptions},
		"mode":      {strings.NewReader(string(town)), Options{Access: map[roster.Mode]roster.Duration{"boat": 1}}, CodeOptions},
		"access":    {strings.NewReader(string(town)), Options{Access: map[roster.Mode]roster.Duration{roster.Car: -1}}, CodeOptions},
	} {
		_, err := Read(c.r, c.opts)
		var f *Error
		require.ErrorAs(t, err, &f, name)
		assert.Equal(t, c.code, f.Code, name)
		assert.NotEmpty(t, f.Error())
	}
	_, err = Open("testdata/nothing", Options{})
	assert.ErrorIs(t, err, os.ErrNotExist)
	_, err = Read(iotest.ErrReader(burning), Options{})
	assert.ErrorIs(t, err, burning)
}

func TestTableFaults(t *testing.T) {
	n := square(t, street, street, street, street)
	var f *Error
	_, _, err := n.Table(t.Context(), "boat", nil)
	require.ErrorAs(t, err, &f)
	assert.Equal(t, CodeMode, f.Code)
	_, _, err = n.Table(t.Context(), roster.Car, make([]roster.LatLng, MaxTablePoints+1))
	require.ErrorAs(t, err, &f)
	assert.Equal(t, CodeTooMany, f.Code)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, _, err = n.Table(ctx, roster.Car, []roster.LatLng{at(0, 0), at(10, 0)})
	assert.ErrorIs(t, err, context.Canceled)
	seconds, metres, err := n.Table(t.Context(), roster.Car, nil)
	assert.NoError(t, err)
	assert.Empty(t, seconds)
	assert.Empty(t, metres)
}

// Whatever order the nodes come in, the network is the same.
func TestUnsortedNodes(t *testing.T) {
	w := newTown(t)
	w.node(3, 1000, 500)
	w.node(1, 0, 0)
	w.node(2, 1000, 0)
	w.node(1, 9999, 0) // a second version is not read
	w.way([]int64{1, 2, 3}, street...)
	n := w.build(Options{})
	assert.InDelta(t, 1500, leg(n, roster.Car, at(0, 0), at(1000, 500)), 2)
}

// Streets around the earth and beside the pole neither hang nor overflow.
func TestOddEarths(t *testing.T) {
	for name, nodes := range map[string][][2]int32{ // 10⁻⁷ degrees
		"around":    {{0, 0}, {0, 1_800_000_000}, {0, -1_800_000_000}, {1000, 1000}},
		"pole":      {{899_999_000, 0}, {899_999_900, 1_700_000_000}, {899_999_000, -1_700_000_000}, {900_000_000, 5}},
		"far apart": {{-899_000_000, -1_790_000_000}, {-899_000_100, -1_790_000_000}, {899_000_000, 1_790_000_000}, {899_000_100, 1_790_000_000}},
		"one point": {{470_000_000, 95_000_000}, {470_000_000, 95_000_000}, {470_000_000, 95_000_100}, {470_000_000, 95_000_000}},
	} {
		src := newSource(100)
		for id, p := range nodes {
			require.NoError(t, src.addNode(int64(id), p[0], p[1], nil))
		}
		require.NoError(t, src.addWay([]int64{0, 1, 2, 3, 0}, tagsOf(street...)))
		require.NoError(t, src.addWay([]int64{0, 1}, tagsOf(street...)))
		require.NoError(t, src.addWay([]int64{2, 3}, tagsOf(street...)))
		opts, _ := Options{}.complete()
		n, err := networkOf(src, opts)
		if err != nil { // all of it too long
			var f *Error
			require.ErrorAs(t, err, &f, name)
			continue
		}
		p := degrees(nodes[3][0], nodes[3][1])
		_, _, _ = n.Leg(roster.Car, p, degrees(nodes[2][0], nodes[2][1]))
		seconds, _, ok := n.Leg(roster.Car, p, p)
		assert.True(t, ok, name)
		assert.Zero(t, seconds, name)
	}
}

// Whatever is changed in a file, it is read or refused, and what is read
// answers.
func TestMutilated(t *testing.T) {
	town, err := os.ReadFile("testdata/town.osm.pbf")
	require.NoError(t, err)
	rng := rand.New(rand.NewPCG(1, 2))
	read := 0
	for range 1000 {
		file := bytes.Clone(town)
		for range 1 + rng.IntN(3) {
			file[60+rng.IntN(len(file)-60)] ^= byte(1 << rng.IntN(8))
		}
		n, err := Read(bytes.NewReader(file), Options{})
		if err != nil {
			var f *Error
			require.ErrorAs(t, err, &f)
			continue
		}
		read++
		southWest, northEast := n.Bounds()
		for _, m := range roster.Modes() {
			n.Leg(m, southWest, northEast)
			n.SamplePlace(rng, m)
		}
	}
	assert.Greater(t, read, 100)
}
