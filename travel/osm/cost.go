package osm

// cost is a time in centiseconds (upper 32 bits) and a length in centimetres
// (lower 32 bits) in one number: costs add up and compare as a whole, first by
// time and then by length. So the best way between two places is unique in
// both, whatever the order in which it was found.
type cost uint64

const (
	// never is the cost where there is no way.
	never = cost(1<<64 - 1)
	// horizon is the cost beyond which a search gives up, 248 days. Two costs
	// below it can be added without overflow.
	horizon = cost(1 << 63)
	// maxChain is the largest time and length of a chain of edges.
	maxChain = 1 << 30
)

func costOf(centiseconds, centimetres int64) cost {
	return cost(centiseconds)<<32 | cost(centimetres)
}

func (c cost) centiseconds() int64 { return int64(c >> 32) }
func (c cost) centimetres() int64  { return int64(c & (1<<32 - 1)) }

// at returns the cost of a length in centimetres at a speed, the time rounded
// half up. Speed is above 0.
func (v speed) at(centimetres int64) cost {
	return costOf((centimetres*36+int64(v)/2)/int64(v), centimetres)
}

// part returns the cost from the start of a stretch to a point on it, both
// lengths in centimetres; it grows steadily from 0 at 0 to c at the end.
func (c cost) part(offset, length int64) cost {
	if length == 0 {
		return 0
	}
	return costOf((c.centiseconds()*offset+length/2)/length, offset)
}
