package matching

import "github.com/paidan/paidan/scoring"

// cellTree is cells of places with the boxes around halves of them, of the
// halves of these, and so on, so that the nearest are found without going
// through all. A node is a leaf (its number), or the complement of a place in
// inner, in preorder.
type cellTree struct {
	leaves []cell
	inner  []cell // from and until count leaves
}

// newCellTree orders part, indices into at, by cells of up to leaf places.
func newCellTree(at []scoring.Point, part []int32, leaf int) *cellTree {
	t := &cellTree{}
	splitBoxes(at, part, 0, leaf, func(c cell) { t.leaves = append(t.leaves, c) })
	t.build(0, int32(len(t.leaves)))
	return t
}

// build adds the inner nodes over the leaves in [from, until).
func (t *cellTree) build(from, until int32) {
	if until-from < 2 {
		return
	}
	box := t.leaves[from]
	for _, c := range t.leaves[from+1 : until] {
		box.low = scoring.Point{X: min(box.low.X, c.low.X), Y: min(box.low.Y, c.low.Y), Z: min(box.low.Z, c.low.Z)}
		box.high = scoring.Point{X: max(box.high.X, c.high.X), Y: max(box.high.Y, c.high.Y), Z: max(box.high.Z, c.high.Z)}
	}
	box.from, box.until = from, until
	t.inner = append(t.inner, box)
	half := from + (until-from)/2
	t.build(from, half)
	t.build(half, until)
}

// root returns the node over all leaves, false: there is none.
func (t *cellTree) root() (id int32, ok bool) {
	if len(t.inner) > 0 {
		return ^0, true
	}
	return 0, len(t.leaves) > 0
}

func (t *cellTree) node(id int32) *cell {
	if id < 0 {
		return &t.inner[^id]
	}
	return &t.leaves[id]
}

// below returns the two halves of an inner node.
func (t *cellTree) below(id int32) (left, right int32) {
	c := &t.inner[^id]
	half := c.from + (c.until-c.from)/2
	left, right = ^(^id + 1), ^(^id + half - c.from)
	if half-c.from == 1 {
		left = c.from
	}
	if c.until-half == 1 {
		right = half
	}
	return left, right
}
