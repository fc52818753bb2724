package pbf

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"io"
)

// Limits of the format: what is larger is refused unread.
const (
	maxHeader = 64 << 10
	maxBlob   = 32 << 20
)

// blobs reads the blobs of a file one after the other into its own buffers.
type blobs struct {
	r        io.Reader
	offset   int64 // of the next byte to read
	raw      []byte
	unzipped bytes.Buffer
	inflate  io.ReadCloser
}

// next returns the kind and unpacked content of the next blob, io.EOF at the
// proper end of the file. The content is valid until the next call.
func (b *blobs) next() (kind string, content []byte, err error) {
	var size [4]byte
	if _, err := io.ReadFull(b.r, size[:]); err != nil {
		if err == io.ErrUnexpectedEOF {
			return "", nil, fault("the file ends inside a blob's length")
		}
		return "", nil, err
	}
	n := binary.BigEndian.Uint32(size[:])
	if n > maxHeader {
		return "", nil, fault("a blob header of more than 64 KiB; is this a .osm.pbf file?")
	}
	header, err := b.read(int(n))
	if err != nil {
		return "", nil, err
	}
	c := cursor{rest: header}
	length := uint64(0)
	for c.more() {
		switch number, wire := c.field(); number {
		case 1:
			kind = string(c.message(wire))
		case 3:
			length = c.number(wire)
		default:
			c.skip(wire)
		}
	}
	if c.bad || kind == "" {
		return "", nil, fault("a blob header which is not one; is this a .osm.pbf file?")
	}
	if length > maxBlob {
		return "", nil, fault("a blob of more than 32 MiB")
	}
	blob, err := b.read(int(length))
	if err != nil {
		return "", nil, err
	}
	b.offset += 4 + int64(n) + int64(length)
	content, err = b.unpack(blob)
	return kind, content, err
}

// read returns the next n bytes, valid until the next call.
func (b *blobs) read(n int) ([]byte, error) {
	if cap(b.raw) < n {
		b.raw = make([]byte, n)
	}
	_, err := io.ReadFull(b.r, b.raw[:n])
	if err == io.EOF && n > 0 || err == io.ErrUnexpectedEOF {
		return nil, fault("the file ends inside a blob")
	}
	return b.raw[:n], err
}

// unpack returns a blob's content.
func (b *blobs) unpack(blob []byte) ([]byte, error) {
	c := cursor{rest: blob}
	var raw, zipped []byte
	size := uint64(0)
	for c.more() {
		switch number, wire := c.field(); number {
		case 1:
			raw = c.message(wire)
		case 2:
			size = c.number(wire)
		case 3:
			zipped = c.message(wire)
		case 4, 5, 6, 7:
			return nil, &Error{Unsupported: true, What: "a compression other than zlib (lzma, lz4, zstd …); recompress with: osmium cat -o out.osm.pbf in.osm.pbf"}
		default:
			c.skip(wire)
		}
	}
	switch {
	case c.bad:
		return nil, fault("a blob which is not one")
	case zipped == nil:
		return raw, nil
	case size > maxBlob:
		return nil, fault("a blob which unpacks to more than 32 MiB")
	}
	var err error
	if b.inflate == nil {
		b.inflate, err = zlib.NewReader(bytes.NewReader(zipped))
	} else {
		err = b.inflate.(zlib.Resetter).Reset(bytes.NewReader(zipped), nil)
	}
	if err == nil {
		b.unzipped.Reset()
		// One byte more than announced is enough to see that it lied.
		_, err = io.Copy(&b.unzipped, io.LimitReader(b.inflate, int64(size)+1))
	}
	if err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
			return nil, fault("compressed data which ends early")
		}
		return nil, &Error{What: "broken compressed data", Err: err}
	}
	if uint64(b.unzipped.Len()) != size {
		return nil, fault("a blob which does not unpack to the size it announces")
	}
	return b.unzipped.Bytes(), nil
}
