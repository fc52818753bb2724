package matching

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/roster"
)

// law is a set of laws of crews; each can be left out to see whether it is
// the one which leaves no crew.
type law uint8

const (
	lawRoles law = 1 << iota
	lawCovers
	lawTimes
	lawCompatible
)

// teamSearch looks for the crew of least cost.
type teamSearch struct {
	pool   []seat // by cost, then worker
	size   int
	roles  []string
	wanted []int // [cover] members it takes
	forced []int // places in pool
	barred bool  // a forced worker is not in pool
	foes   map[int32][]int32
	limit  int
	skip   law

	// prefix[i] is the sum of the costs of pool[:i].
	prefix []roster.Points
	// nextCover[k][i] and nextRole[r][i] are the first places from i on which
	// meet it; len(pool): none.
	nextCover, nextRole [][]int32

	chosen   []int
	best     []int
	bestCost roster.Points
	start    int64
	nodes    int
	cut      bool
}

func newTeamSearch(l *lister, pool []seat, covers []Cover, nodes int) *teamSearch {
	g := l.g
	p := g.view.Problem
	t := &teamSearch{pool: pool, size: int(g.pairs.crew[l.job]), limit: nodes, foes: map[int32][]int32{}, bestCost: never}
	if t.limit <= 0 {
		t.limit = 1_000_000
	}
	for _, r := range crewOf(g.view, &p.Jobs[l.job]).Roles {
		t.roles = append(t.roles, r.Code)
	}
	t.roles = t.roles[:min(len(t.roles), 64)]
	for _, c := range covers {
		t.wanted = append(t.wanted, max(c.Members, 1))
	}
	slices.SortFunc(t.pool, func(a, b seat) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.worker, b.worker)) })
	if t.size > 1 {
		for i := range t.pool {
			w := t.pool[i].worker
			for _, id := range p.Workers[w].IncompatibleWorkers {
				if o, ok := g.view.WorkerIndex(id); ok && int32(o) != w {
					t.foes[w] = append(t.foes[w], int32(o))
					t.foes[int32(o)] = append(t.foes[int32(o)], w)
				}
			}
		}
	}
	for _, w := range g.pairs.named[l.job] {
		if i := slices.IndexFunc(t.pool, func(c seat) bool { return c.worker == w }); i >= 0 {
			t.forced = append(t.forced, i)
		} else {
			t.barred = true
		}
	}
	t.tables()
	return t
}

func (t *teamSearch) tables() {
	n := len(t.pool)
	t.prefix = make([]roster.Points, n+1)
	for i := range t.pool {
		t.prefix[i+1] = t.prefix[i] + t.pool[i].cost
	}
	next := func(meets func(c *seat) bool) []int32 {
		out := make([]int32, n+1)
		out[n] = int32(n)
		for i := n - 1; i >= 0; i-- {
			out[i] = out[i+1]
			if meets(&t.pool[i]) {
				out[i] = int32(i)
			}
		}
		return out
	}
	for k := range t.wanted {
		t.nextCover = append(t.nextCover, next(func(c *seat) bool { return c.covers>>k&1 == 1 }))
	}
	for r := range t.roles {
		t.nextRole = append(t.nextRole, next(func(c *seat) bool { return c.roles>>r&1 == 1 }))
	}
}

// run finds the best crew which keeps all laws not skipped.
func (t *teamSearch) run() {
	t.best, t.bestCost, t.nodes, t.cut = nil, never, 0, false
	t.chosen = t.chosen[:0]
	if t.barred || len(t.pool) < t.size || len(t.forced) > t.size {
		return
	}
	starts := []timeslot{{from: -1 << 62, until: 1 << 62}}
	var cost roster.Points
	for _, i := range t.forced {
		if !t.compatible(i) {
			return
		}
		starts = t.common(starts, i)
		cost += t.pool[i].cost
		t.chosen = append(t.chosen, i)
	}
	if len(starts) > 0 {
		t.extend(0, cost, starts)
	}
}

// extend adds members from place i on.
func (t *teamSearch) extend(i int, cost roster.Points, starts []timeslot) {
	left := t.size - len(t.chosen)
	if !t.completable(left) {
		return
	}
	if left == 0 {
		if cost < t.bestCost {
			t.best, t.bestCost = slices.Clone(t.chosen), cost
			t.start = starts[0].from
		}
		return
	}
	for ; i+left <= len(t.pool); i++ {
		if cost+t.bound(i, left) >= t.bestCost || t.cut {
			return
		}
		if slices.Contains(t.forced, i) || !t.compatible(i) {
			continue
		}
		if t.nodes++; t.nodes > t.limit {
			t.cut = true
			return
		}
		common := t.common(starts, i)
		if len(common) == 0 {
			continue
		}
		t.chosen = append(t.chosen, i)
		t.extend(i+1, cost+t.pool[i].cost, common)
		t.chosen = t.chosen[:len(t.chosen)-1]
	}
}

// bound returns what left more members from place i on cost at least.
func (t *teamSearch) bound(i, left int) roster.Points {
	low := t.prefix[i+left] - t.prefix[i]
	need := func(next int32) {
		switch {
		case int(next) >= len(t.pool):
			low = never
		case int(next) >= i+left:
			low = max(low, t.prefix[i+left-1]-t.prefix[i]+t.pool[next].cost)
		}
	}
	if t.skip&lawCovers == 0 {
		for k, wanted := range t.wanted {
			if t.met(k) < wanted {
				need(t.nextCover[k][i])
			}
		}
	}
	if t.skip&lawRoles == 0 {
		for r := range t.roles {
			if !slices.ContainsFunc(t.chosen, func(c int) bool { return t.pool[c].roles>>r&1 == 1 }) {
				need(t.nextRole[r][i])
			}
		}
	}
	return low
}

// met returns how many of the chosen meet a cover.
func (t *teamSearch) met(cover int) (n int) {
	for _, c := range t.chosen {
		n += int(t.pool[c].covers >> cover & 1)
	}
	return n
}

// completable tells whether left more members could fill all roles and meet
// all covers.
func (t *teamSearch) completable(left int) bool {
	if t.skip&lawCovers == 0 {
		for k, wanted := range t.wanted {
			if t.met(k)+left < wanted {
				return false
			}
		}
	}
	if t.skip&lawRoles == 0 && len(t.roles) > left {
		filled := 0
		for _, m := range t.dealRoles() {
			if m >= 0 {
				filled++
			}
		}
		return len(t.roles)-filled <= left
	}
	return true
}

// dealRoles gives as many roles as possible a member of the chosen, by
// augmenting paths (Kuhn 1955): for each role a place in chosen, or −1.
func (t *teamSearch) dealRoles() []int {
	memberOf := make([]int, len(t.roles))
	roleOf := make([]int, len(t.chosen))
	for r := range memberOf {
		memberOf[r] = -1
	}
	for m := range roleOf {
		roleOf[m] = -1
	}
	var tried uint64
	var augment func(r int) bool
	augment = func(r int) bool {
		for m, c := range t.chosen {
			if t.pool[c].roles>>r&1 == 0 || tried>>m&1 == 1 {
				continue
			}
			tried |= 1 << m
			if roleOf[m] < 0 || augment(roleOf[m]) {
				roleOf[m], memberOf[r] = r, m
				return true
			}
		}
		return false
	}
	for r := range memberOf {
		tried = 0
		augment(r)
	}
	return memberOf
}

// compatible tells whether a place gets along with all chosen.
func (t *teamSearch) compatible(i int) bool {
	if t.skip&lawCompatible != 0 {
		return true
	}
	foes := t.foes[t.pool[i].worker]
	if len(foes) == 0 {
		return true
	}
	return !slices.ContainsFunc(t.chosen, func(c int) bool { return slices.Contains(foes, t.pool[c].worker) })
}

// common returns the starts which also suit place i, in order.
func (t *teamSearch) common(starts []timeslot, i int) []timeslot {
	if t.skip&lawTimes != 0 {
		return starts
	}
	var out []timeslot
	for _, a := range starts {
		for _, b := range t.pool[i].starts {
			if from, until := max(a.from, b.from), min(a.until, b.until); from <= until {
				out = append(out, timeslot{from: from, until: until})
			}
		}
	}
	slices.SortFunc(out, func(a, b timeslot) int { return cmp.Compare(a.from, b.from) })
	return out
}

// dealt is a member of the best crew with the role, shift and start.
type dealt struct {
	seat  int
	role  string
	shift int32
	start int64
}

// deal gives the best crew its roles and starts: each member starts as early
// as suits the first start of the crew.
func (t *teamSearch) deal() []dealt {
	t.chosen = slices.Clone(t.best)
	var out []dealt
	var used uint64
	add := func(m int, role string) {
		used |= 1 << m
		d := dealt{seat: t.chosen[m], role: role}
		for _, s := range t.pool[d.seat].starts {
			if s.from <= t.start && t.start <= s.until {
				d.shift, d.start = s.shift, max(t.start, s.own)
				break
			}
		}
		out = append(out, d)
	}
	for r, m := range t.dealRoles() {
		if m >= 0 {
			add(m, t.roles[r])
		}
	}
	for m := range t.chosen {
		if used>>m&1 == 0 {
			add(m, "")
		}
	}
	return out
}

// reasons tells why there is no crew: which laws alone, left out, would let
// one be; all that are asked for where none does.
func (t *teamSearch) reasons() []string {
	if t.barred {
		return []string{ReasonLockedBarred}
	}
	if len(t.pool) < t.size {
		return []string{ReasonTooFew}
	}
	laws := []struct {
		law    law
		code   string
		asks   bool
		broken bool
	}{
		{lawRoles, ReasonRoles, len(t.roles) > 0, false}, {lawCovers, ReasonCover, len(t.wanted) > 0, false},
		{lawTimes, ReasonNoCommonTime, t.size > 1, false}, {lawCompatible, ReasonIncompatible, len(t.foes) > 0, false},
	}
	any := false
	for i := range laws {
		if laws[i].asks {
			t.skip = laws[i].law
			t.run()
			laws[i].broken = t.best != nil
			any = any || laws[i].broken
		}
	}
	t.skip = 0
	var out []string
	for _, l := range laws {
		if l.asks && (l.broken || !any) {
			out = append(out, l.code)
		}
	}
	return out
}
