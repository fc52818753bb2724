package order

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/paidan/paidan/schedule/internal/core"
)

func newSearch(p *core.Problem, seed uint64) *search {
	return prepare(p, seed, defaultTuning())
}

// state is what an edit must leave as it was, or as a full decode has it.
type state struct {
	at             []node
	late           []int32
	totals         totals
	extra, viol    []int64
	idle, busy     []int32
	visits         []int32
	skipped        []uint8
	energy, absent int64
}

func (s *search) state() state {
	st := state{late: append([]int32(nil), s.late[:s.n]...),
		totals: totals{s.static, s.softSum, s.overall, s.extras, s.lost, s.missSum, 0}, energy: s.energy(), absent: int64(len(s.absent))}
	if s.worstLate > 0 {
		st.totals.worst = s.worst
	}
	for v, x := range s.at {
		x.mark, x.fresh, x.queued = 0, 0, false
		if x.shift < 0 {
			x.prev, x.next, x.dur, x.start, x.cost = -1, -1, 0, 0, 0
			st.late[v] = 0
		}
		st.at = append(st.at, x)
	}
	for i := range s.routes {
		r := &s.routes[i]
		st.extra, st.viol = append(st.extra, r.extra), append(st.viol, r.viol)
		st.idle, st.busy = append(st.idle, r.idle), append(st.busy, r.busy)
		st.visits, st.skipped = append(st.visits, r.visits), append(st.skipped, r.skipped)
	}
	return st
}

func diff(a, b state) string {
	for v := range a.at {
		if a.at[v] != b.at[v] {
			return fmt.Sprintf("node %d: %+v, should be %+v", v, a.at[v], b.at[v])
		}
	}
	if !reflect.DeepEqual(a, b) {
		a.at, b.at = nil, nil
		return fmt.Sprintf("%+v, should be %+v", a, b)
	}
	return ""
}

// TestIncremental checks on random problems that every accepted move leaves
// what a full decode gives, and every other move what there was.
func TestIncremental(t *testing.T) {
	problems := 80
	if testing.Short() {
		problems = 20
	}
	accepted := 0
	for i := range problems {
		r := rand.New(rand.NewPCG(uint64(i), 7))
		w := randomShape(r)
		p := randomProblem(r, w)
		s := newSearch(p, uint64(i))
		s.decode()
		for step := range 1500 {
			old := s.state()
			limit := s.energy() + int64(r.ExpFloat64()*30)
			if s.step(limit) {
				accepted++
				got := s.state()
				if !s.decode() {
					t.Fatalf("problem %d %+v step %d: no times", i, w, step)
				}
				if d := diff(got, s.state()); d != "" {
					t.Fatalf("problem %d %+v step %d: %s", i, w, step, d)
				}
				if got.energy > limit {
					t.Fatalf("problem %d step %d: accepted %d above %d", i, step, got.energy, limit)
				}
			} else if d := diff(s.state(), old); d != "" {
				t.Fatalf("problem %d %+v step %d, taken back: %s", i, w, step, d)
			}
		}
	}
	if accepted < 50*problems {
		t.Errorf("only %d moves accepted", accepted)
	}
}
