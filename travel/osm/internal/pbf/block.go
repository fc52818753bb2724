package pbf

// decoder turns blocks into calls of a visitor. The slices are scratch.
type decoder struct {
	blobs blobs
	visit Visitor

	strings     []string // the block's string table
	granularity int64    // of coordinates, in nanodegrees
	lat0, lng0  int64    // added to coordinates, in nanodegrees
	tags        Tags
	refs        []int64
}

// block reads a PrimitiveBlock: first what its groups refer to, then these.
func (d *decoder) block(content []byte) error {
	d.strings, d.granularity, d.lat0, d.lng0 = d.strings[:0], 100, 0, 0
	c := cursor{rest: content}
	for c.more() {
		switch number, wire := c.field(); number {
		case 1:
			if err := d.stringTable(c.message(wire)); err != nil {
				return err
			}
		case 17:
			d.granularity = int64(c.number(wire))
		case 19:
			d.lat0 = int64(c.number(wire))
		case 20:
			d.lng0 = int64(c.number(wire))
		default:
			c.skip(wire)
		}
	}
	if c.bad {
		return fault("a block which is not one")
	}
	c = cursor{rest: content}
	for c.more() {
		number, wire := c.field()
		if number != 2 {
			c.skip(wire)
			continue
		}
		if err := d.group(c.message(wire)); err != nil {
			return err
		}
	}
	if c.bad {
		return fault("a block which is not one")
	}
	return nil
}

// stringTable keeps all strings of the block in one allocation.
func (d *decoder) stringTable(content []byte) error {
	all := string(content)
	c := cursor{rest: content}
	for c.more() {
		number, wire := c.field()
		if number != 1 {
			c.skip(wire)
			continue
		}
		s := c.message(wire)
		if len(d.strings) == maxStrings {
			return fault("too many strings in a block")
		}
		end := len(content) - len(c.rest)
		if c.bad {
			break
		}
		d.strings = append(d.strings, all[end-len(s):end])
	}
	if c.bad {
		return fault("a string table which is not one")
	}
	return nil
}

// group reads a PrimitiveGroup.
func (d *decoder) group(content []byte) error {
	c := cursor{rest: content}
	for c.more() {
		number, wire := c.field()
		var err error
		switch {
		case number == 1 && d.visit.Node != nil:
			err = d.node(c.message(wire))
		case number == 2 && d.visit.Node != nil:
			err = d.denseNodes(c.message(wire))
		case number == 3 && d.visit.Way != nil:
			err = d.way(c.message(wire))
		default:
			c.skip(wire)
		}
		if err != nil {
			return err
		}
	}
	if c.bad {
		return fault("a group which is not one")
	}
	return nil
}

// node reads a Node.
func (d *decoder) node(content []byte) error {
	var id, lat, lng int64
	var keys, values []byte
	c := cursor{rest: content}
	for c.more() {
		switch number, wire := c.field(); {
		case number == 1 && wire == wireVarint:
			id = c.zigzag()
		case number == 2:
			keys = c.message(wire)
		case number == 3:
			values = c.message(wire)
		case number == 8 && wire == wireVarint:
			lat = c.zigzag()
		case number == 9 && wire == wireVarint:
			lng = c.zigzag()
		default:
			c.skip(wire)
		}
	}
	if c.bad {
		return fault("a node which is not one")
	}
	if err := d.pairs(keys, values); err != nil {
		return err
	}
	return d.emit(id, lat, lng)
}

// denseNodes reads DenseNodes: columns of differences, and all tags in one
// row of key, value, key, value, 0, where a node without tags has only the 0
// and a group without any tag nothing.
func (d *decoder) denseNodes(content []byte) error {
	var ids, lats, lngs, tags cursor
	c := cursor{rest: content}
	for c.more() {
		switch number, wire := c.field(); number {
		case 1:
			ids.rest = c.message(wire)
		case 8:
			lats.rest = c.message(wire)
		case 9:
			lngs.rest = c.message(wire)
		case 10:
			tags.rest = c.message(wire)
		default:
			c.skip(wire)
		}
	}
	tagged := tags.more()
	var id, lat, lng int64
	for ids.more() && lats.more() && lngs.more() {
		id += ids.zigzag()
		lat += lats.zigzag()
		lng += lngs.zigzag()
		d.tags = d.tags[:0]
		for tagged {
			if !tags.more() {
				return fault("dense nodes with too few tags")
			}
			key := tags.varint()
			if key == 0 {
				break
			}
			if err := d.tag(key, tags.varint()); err != nil {
				return err
			}
		}
		if ids.bad || lats.bad || lngs.bad || tags.bad {
			break
		}
		if err := d.emit(id, lat, lng); err != nil {
			return err
		}
	}
	if c.bad || ids.bad || lats.bad || lngs.bad || tags.bad || ids.more() || lats.more() || lngs.more() {
		return fault("dense nodes which are not")
	}
	return nil
}

// way reads a Way.
func (d *decoder) way(content []byte) error {
	var keys, values []byte
	var refs cursor
	c := cursor{rest: content}
	for c.more() {
		switch number, wire := c.field(); number {
		case 2:
			keys = c.message(wire)
		case 3:
			values = c.message(wire)
		case 8:
			refs.rest = c.message(wire)
		default:
			c.skip(wire)
		}
	}
	d.refs = d.refs[:0]
	for id := int64(0); refs.more(); {
		if len(d.refs) == maxRefs {
			return fault("a way of more than 65,536 nodes")
		}
		id += refs.zigzag()
		d.refs = append(d.refs, id)
	}
	if c.bad || refs.bad {
		return fault("a way which is not one")
	}
	if err := d.pairs(keys, values); err != nil {
		return err
	}
	return d.visit.Way(d.refs, d.tags)
}

// pairs sets the tags from two columns of string numbers.
func (d *decoder) pairs(keys, values []byte) error {
	d.tags = d.tags[:0]
	k, v := cursor{rest: keys}, cursor{rest: values}
	for k.more() && v.more() {
		key, value := k.varint(), v.varint()
		if k.bad || v.bad {
			break
		}
		if err := d.tag(key, value); err != nil {
			return err
		}
	}
	if k.bad || v.bad || k.more() || v.more() {
		return fault("tags which are not pairs")
	}
	return nil
}

// tag adds one tag.
func (d *decoder) tag(key, value uint64) error {
	if key >= uint64(len(d.strings)) || value >= uint64(len(d.strings)) {
		return fault("a tag which is not in the string table")
	}
	if len(d.tags) == maxTags {
		return fault("more than 4,096 tags on one object")
	}
	d.tags = append(d.tags, Tag{d.strings[key], d.strings[value]})
	return nil
}

// emit hands a node with the current tags to the visitor.
func (d *decoder) emit(id, lat, lng int64) error {
	lat, lng = tenths(d.lat0+d.granularity*lat), tenths(d.lng0+d.granularity*lng)
	if lat < -9e8 || lat > 9e8 || lng < -18e8 || lng > 18e8 {
		return fault("a node which is not on the earth")
	}
	return d.visit.Node(id, int32(lat), int32(lng), d.tags)
}

// tenths turns nanodegrees into units of 10⁻⁷ degrees, rounded half away from
// zero.
func tenths(nano int64) int64 {
	if nano < 0 {
		return (nano - 50) / 100
	}
	return (nano + 50) / 100
}
