package osm

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/travel/osm/internal/pbf"
)

// source collects what a file says, before any graph: all nodes, since their
// use is known only once the ways come, and the ways which are roads.
type source struct {
	limit int // of nodes, and of nodes in roads

	ids      []int64 // [node]; sorted by sort
	lat, lng []int32 // [node], 10⁻⁷ degrees
	barriers map[int64]mask
	refs     []int64 // nodes of the roads, one after the other
	ways     []way
	roads    []road // the different kinds of road
	byRoad   map[road]int32
}

// way is a run of nodes with the same tags.
type way struct {
	first, last int // in refs, [first, last)
	road        int32
}

func newSource(limit int) *source {
	return &source{limit: limit, barriers: map[int64]mask{}, byRoad: map[road]int32{}}
}

// addNode takes a node.
func (s *source) addNode(id int64, lat, lng int32, tags pbf.Tags) error {
	if len(s.ids) >= s.limit {
		return s.tooLarge()
	}
	s.ids, s.lat, s.lng = append(s.ids, id), append(s.lat, lat), append(s.lng, lng)
	if len(tags) > 0 {
		if blocked := blockedBy(tags); blocked != 0 {
			s.barriers[id] = blocked
		}
	}
	return nil
}

// addWay takes a way if it is a road.
func (s *source) addWay(refs []int64, tags pbf.Tags) error {
	r, ok := roadOf(tags)
	if !ok || len(refs) < 2 {
		return nil
	}
	if len(s.refs)+len(refs) > s.limit {
		return s.tooLarge()
	}
	kind, ok := s.byRoad[r]
	if !ok {
		kind = int32(len(s.roads))
		s.roads = append(s.roads, r)
		s.byRoad[r] = kind
	}
	first := len(s.refs)
	s.refs = append(s.refs, refs...)
	s.ways = append(s.ways, way{first, len(s.refs), kind})
	return nil
}

func (s *source) tooLarge() error {
	return &Error{Code: CodeTooLarge, Hint: "more nodes than the option MaxNodes; take a smaller extract or raise it"}
}

// sort orders the nodes by ID; of nodes with the same ID the first in the
// file stays in front. Files are sorted as a rule.
func (s *source) sort() {
	if slices.IsSorted(s.ids) {
		return
	}
	order := make([]int32, len(s.ids))
	for i := range order {
		order[i] = int32(i)
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(s.ids[a], s.ids[b]) })
	s.ids, s.lat, s.lng = permute(s.ids, order), permute(s.lat, order), permute(s.lng, order)
}

func permute[T any](values []T, order []int32) []T {
	out := make([]T, len(values))
	for i, from := range order {
		out[i] = values[from]
	}
	return out
}

// node returns the index of a node, false where the file does not have it.
func (s *source) node(id int64) (int32, bool) {
	i, ok := slices.BinarySearch(s.ids, id)
	return int32(i), ok
}
