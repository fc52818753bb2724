package pbf

import "encoding/binary"

// cursor walks over a message in the protocol buffer wire format. After the
// first fault it is bad and at its end for good, so that only the end of a
// loop needs a check.
type cursor struct {
	rest []byte
	bad  bool
}

// Wire types.
const (
	wireVarint = 0
	wire64     = 1
	wireBytes  = 2
	wire32     = 5
)

func (c *cursor) fail() {
	c.rest, c.bad = nil, true
}

// more reports whether there is something left to read.
func (c *cursor) more() bool { return len(c.rest) > 0 }

// field reads a field's number and wire type.
func (c *cursor) field() (number, wire int) {
	v := c.varint()
	if v>>3 == 0 || v>>3 > 1<<29-1 {
		c.fail()
		return 0, -1
	}
	return int(v >> 3), int(v & 7)
}

// varint reads a base-128 number.
func (c *cursor) varint() uint64 {
	if len(c.rest) > 0 && c.rest[0] < 0x80 {
		v := c.rest[0]
		c.rest = c.rest[1:]
		return uint64(v)
	}
	v, n := binary.Uvarint(c.rest)
	if n <= 0 {
		c.fail()
		return 0
	}
	c.rest = c.rest[n:]
	return v
}

// zigzag reads a signed number in the zigzag form.
func (c *cursor) zigzag() int64 {
	v := c.varint()
	return int64(v>>1) ^ -int64(v&1)
}

// bytes reads a length and so many bytes, which stay part of the message.
func (c *cursor) bytes() []byte {
	n := c.varint()
	if n > uint64(len(c.rest)) {
		c.fail()
		return nil
	}
	b := c.rest[:n:n]
	c.rest = c.rest[n:]
	return b
}

// number reads the value of a varint field.
func (c *cursor) number(wire int) uint64 {
	if wire != wireVarint {
		c.fail()
		return 0
	}
	return c.varint()
}

// message reads the value of a field of bytes.
func (c *cursor) message(wire int) []byte {
	if wire != wireBytes {
		c.fail()
		return nil
	}
	return c.bytes()
}

// skip leaves out a value.
func (c *cursor) skip(wire int) {
	n := 0
	switch wire {
	case wireVarint:
		c.varint()
	case wire64:
		n = 8
	case wireBytes:
		c.bytes()
	case wire32:
		n = 4
	default:
		c.fail()
	}
	if n > len(c.rest) {
		c.fail()
		return
	}
	c.rest = c.rest[n:]
}
