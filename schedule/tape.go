package schedule

import (
	"encoding/binary"
	"math"
	"sync/atomic"

	"github.com/paidan/paidan/schedule/internal/core"
)

// tape holds all that one piece of work was told of time: the parts of the
// budget used up, in units of 1/tapeUnits, and at which look for the first
// time it was told to stop. Pieces done side by side have tapes of their own.
type tape struct {
	used   []int64
	ends   [tapeEnds]int64 // by kind of end: the look that said so, from 1; 0: none
	looks  [tapeEnds]int64
	next   int // readings told in the replay
	pieces []*tape
	forked int // pieces given out in the replay
	// spent is set in a replay which asks for more than there is.
	spent *atomic.Bool
}

const (
	endStop = iota
	endFilled
	endLate
	tapeEnds
)

// tapeUnits is fine enough that no reading of a clock is told too coarsely.
const tapeUnits = 1 << 32

// record returns a clock which tells what the given one does, and notes it.
func (t *tape) record(c core.Clock) core.Clock {
	out := core.Clock{Stop: t.recordEnd(endStop, c.Stop)}
	if c.Used != nil {
		out.Used = func() float64 {
			v := int64(min(max(c.Used(), 0), 1<<20) * tapeUnits)
			t.used = append(t.used, v)
			return float64(v) / tapeUnits
		}
	}
	out.Fork = func(n int) []core.Clock {
		list := make([]core.Clock, n)
		for i := range list {
			piece := &tape{}
			t.pieces = append(t.pieces, piece)
			list[i] = piece.record(c)
		}
		return list
	}
	return out
}

// recordEnd notes at which look an end, which is one for good, came.
func (t *tape) recordEnd(kind int, end func() bool) func() bool {
	if end == nil {
		return nil
	}
	return func() bool {
		t.looks[kind]++
		if t.ends[kind] == 0 && end() {
			t.ends[kind] = t.looks[kind]
		}
		return t.ends[kind] > 0
	}
}

// replay returns a clock which tells what was noted. timed is whether the
// budget has a limit of time; stop ends the replay early.
func (t *tape) replay(timed bool, stop func() bool) core.Clock {
	over := func() bool { return t.spent.Load() || stop() }
	out := core.Clock{Stop: t.replayEnd(endStop, over)}
	if timed {
		out.Used = func() float64 {
			t.next++
			if t.next > len(t.used) {
				t.spent.Store(true)
				return float64(t.next) // more and more
			}
			return float64(t.used[t.next-1]) / tapeUnits
		}
	}
	out.Fork = func(n int) []core.Clock {
		list := make([]core.Clock, n)
		for i := range list {
			piece := &tape{spent: t.spent}
			if t.forked < len(t.pieces) {
				piece = t.pieces[t.forked]
				piece.spent = t.spent
				t.forked++
			}
			list[i] = piece.replay(timed, stop)
		}
		return list
	}
	return out
}

func (t *tape) replayEnd(kind int, stop func() bool) func() bool {
	return func() bool {
		t.looks[kind]++
		return t.ends[kind] > 0 && t.looks[kind] >= t.ends[kind] || stop()
	}
}

// append adds the tape to data: numbers of varying length, the readings as
// differences.
func (t *tape) append(data []byte) []byte {
	data = binary.AppendUvarint(data, uint64(len(t.used)))
	last := int64(0)
	for _, v := range t.used {
		data = binary.AppendVarint(data, v-last)
		last = v
	}
	for _, v := range t.ends {
		data = binary.AppendUvarint(data, uint64(v))
	}
	data = binary.AppendUvarint(data, uint64(len(t.pieces)))
	for _, p := range t.pieces {
		data = p.append(data)
	}
	return data
}

var errTape = &ReplayError{"its clock is damaged"}

// mostNested is how deep pieces are within each other at most: threads, lanes
// and founders, with room to spare.
const mostNested = 8

// readTape reads a tape from the front of data and returns what is left.
func readTape(data []byte, depth int, spent *atomic.Bool) (*tape, []byte, error) {
	t := &tape{spent: spent}
	bad := depth > mostNested
	unsigned := func() int64 {
		v, n := binary.Uvarint(data)
		if n <= 0 || v > math.MaxInt64 {
			bad = true
			return 0
		}
		data = data[n:]
		return int64(v)
	}
	count := unsigned()
	if count > int64(len(data)) { // each takes a byte at least
		return nil, nil, errTape
	}
	t.used = make([]int64, count)
	last := int64(0)
	for i := range t.used {
		v, n := binary.Varint(data)
		if n <= 0 {
			return nil, nil, errTape
		}
		data = data[n:]
		last += v
		t.used[i] = last
	}
	for i := range t.ends {
		t.ends[i] = unsigned()
	}
	pieces := unsigned()
	if bad || pieces > int64(len(data)) {
		return nil, nil, errTape
	}
	for range pieces {
		p, rest, err := readTape(data, depth+1, spent)
		if err != nil {
			return nil, nil, err
		}
		t.pieces, data = append(t.pieces, p), rest
	}
	return t, data, nil
}
