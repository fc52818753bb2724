package pbf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
)

// A small writer of the format, for tests.

func varint(b []byte, v uint64) []byte { return binary.AppendUvarint(b, v) }

func zigzag(b []byte, v int64) []byte { return binary.AppendVarint(b, v) }

// number writes a varint field, message one of bytes.
func number(b []byte, field int, v uint64) []byte { return varint(varint(b, uint64(field)<<3), v) }

func message(b []byte, field int, content []byte) []byte {
	return append(varint(varint(b, uint64(field)<<3|2), uint64(len(content))), content...)
}

// deltas writes a packed column of differences.
func deltas(values ...int64) []byte {
	var b []byte
	last := int64(0)
	for _, v := range values {
		b = zigzag(b, v-last)
		last = v
	}
	return b
}

func packed(values ...uint64) []byte {
	var b []byte
	for _, v := range values {
		b = varint(b, v)
	}
	return b
}

// rawBlob wraps content uncompressed, zipBlob compressed and said to unpack
// to size bytes.
func rawBlob(content []byte) []byte { return message(nil, 1, content) }

func zipBlob(content []byte, size int) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(content)
	_ = w.Close()
	return message(number(nil, 2, uint64(size)), 3, z.Bytes())
}

func fileBlock(kind string, blob []byte) []byte {
	header := number(message(nil, 1, []byte(kind)), 3, uint64(len(blob)))
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(len(header))), header...), blob...)
}

func header(features ...string) []byte {
	var h []byte
	for _, f := range features {
		h = message(h, 4, []byte(f))
	}
	return fileBlock("OSMHeader", rawBlob(h))
}

func stringTable(all ...string) []byte {
	var t []byte
	for _, s := range all {
		t = message(t, 1, []byte(s))
	}
	return message(nil, 1, t)
}

// block is a PrimitiveBlock with a string table and groups.
func block(strings []byte, groups ...[]byte) []byte {
	b := bytes.Clone(strings)
	for _, g := range groups {
		b = message(b, 2, g)
	}
	return b
}

func dense(ids, lats, lngs, tags []byte) []byte {
	d := message(message(message(nil, 1, ids), 8, lats), 9, lngs)
	if tags != nil {
		d = message(d, 10, tags)
	}
	return message(nil, 2, d)
}

func plainNode(id, lat, lng int64, keys, values []byte) []byte {
	n := zigzag(varint(nil, 1<<3), id)
	n = message(message(n, 2, keys), 3, values)
	n = zigzag(varint(n, 8<<3), lat)
	n = zigzag(varint(n, 9<<3), lng)
	return message(nil, 1, n)
}

func wayOf(keys, values, refs []byte) []byte {
	return message(nil, 3, message(message(message(number(nil, 1, 77), 2, keys), 3, values), 8, refs))
}

// sample is a well-formed file with one of everything.
func sample() []byte {
	table := stringTable("", "barrier", "gate", "highway", "residential")
	nodes := block(table,
		dense(deltas(1, 2, 5), deltas(471000000, 471000100, 471000200), deltas(95000000, 95000000, -95000300), packed(0, 1, 2, 0, 0)),
		plainNode(9, 471000300, 95000000, packed(1), packed(2)))
	ways := block(table, wayOf(packed(3), packed(4), deltas(1, 2, 5, 9)), message(nil, 4, []byte{8, 1}))
	return bytes.Join([][]byte{
		header("OsmSchema-V0.6", "DenseNodes"),
		fileBlock("OSMData", zipBlob(nodes, len(nodes))),
		fileBlock("SomethingNew", rawBlob([]byte("skipped"))),
		fileBlock("OSMData", rawBlob(ways)),
	}, nil)
}
