package order

import (
	"slices"

	"github.com/paidan/paidan/schedule/internal/core"
)

// fillTies prepares links, same-start groups and who may be with whom.
func (e *engine) fillTies() {
	p, n := e.p, e.n
	e.links = make([][]link, n)
	e.group, e.offset = make([]int32, n), make([]int32, n)
	e.foes, e.same = make([][]int32, n), make([][]int32, n)
	for j := range n {
		e.group[j] = -1
	}
	e.bundle()
	e.rigid()
	for _, g := range p.Ties.Gaps {
		if g.First == g.Second {
			continue
		}
		if a := e.group[g.First]; a >= 0 && a == e.group[g.Second] && !g.FromEnd &&
			fits(g, e.offset[g.Second]-e.offset[g.First]) {
			continue
		}
		lo, hi := int32(none), int32(none)
		if g.Min > -core.Latest {
			lo = g.Min
		}
		if g.Max < core.Latest {
			hi = -g.Max
		}
		e.links[g.First] = append(e.links[g.First], link{other: g.Second, out: lo, in: hi, first: true, fromEnd: g.FromEnd})
		e.links[g.Second] = append(e.links[g.Second], link{other: g.First, out: hi, in: lo, fromEnd: g.FromEnd})
	}
	for _, g := range p.Ties.Groups {
		for i, a := range g {
			for _, b := range g[:i] {
				e.foes[a] = append(e.foes[a], b)
				e.foes[b] = append(e.foes[b], a)
			}
		}
	}
	for _, a := range p.Ties.Apart {
		e.foes[a[0]] = append(e.foes[a[0]], a[1])
		e.foes[a[1]] = append(e.foes[a[1]], a[0])
	}
	e.sameClasses()
	e.fillFoes()
	// A latest time between two jobs, several windows and breaks: what once
	// pushed a job over a window may be hidden by what that led to.
	back, leap := false, e.anyBreaks
	for j := range n {
		for _, l := range e.links[j] {
			back = back || l.out != none && (l.out < 0 || l.fromEnd)
		}
		leap = leap || p.Jobs[j].Win1-p.Jobs[j].Win0 > 1
	}
	e.loose = back && leap
	for j := range n {
		e.at[j].group = e.group[j]
		e.at[j].linked = len(e.links[j]) > 0 || e.group[j] >= 0
		e.anyLinks = e.anyLinks || e.at[j].linked
	}
}

func fits(g core.Gap, d int32) bool { return g.Min <= d && d <= g.Max }

// bundle finds the jobs that are present together or not at all.
func (e *engine) bundle() {
	e.all = make([][]int32, e.n)
	root := newUnion(e.n)
	for _, g := range slices.Concat(e.p.Ties.Groups, e.p.Ties.Bundles) {
		for _, b := range g[1:] {
			root.join(g[0], b)
		}
	}
	lists := root.classes()
	for _, l := range lists {
		for _, j := range l {
			e.all[j] = l
		}
	}
}

// sameClasses makes the same worker of a same worker the same.
func (e *engine) sameClasses() {
	root := newUnion(e.n)
	for _, a := range e.p.Ties.Same {
		root.join(a[0], a[1])
	}
	for _, l := range root.classes() {
		if len(l) < 2 {
			continue
		}
		for _, a := range l {
			for _, b := range l {
				if a != b {
					e.same[a] = append(e.same[a], b)
				}
			}
		}
	}
}

// fillFoes notes which shifts may not serve one group.
func (e *engine) fillFoes() {
	p := e.p
	any := false
	for _, f := range p.Ties.Foes {
		any = any || len(f) > 0
	}
	if !any {
		return
	}
	e.words = (e.S + 63) / 64
	e.enemies = make([]uint64, e.S*e.words)
	for s := range e.S {
		for t := range e.S {
			hostile := false
			for _, pair := range [2][2]int32{{p.Shifts[s].Worker, p.Shifts[t].Worker}, {p.Shifts[t].Worker, p.Shifts[s].Worker}} {
				if int(pair[0]) < len(p.Ties.Foes) {
					for _, f := range p.Ties.Foes[pair[0]] {
						hostile = hostile || f == pair[1]
					}
				}
			}
			if hostile {
				e.enemies[s*e.words+t/64] |= 1 << (t % 64)
			}
		}
	}
	e.crews = make([][]int32, e.n)
	for _, g := range p.Ties.Groups {
		for _, a := range g {
			for _, b := range g {
				if a != b {
					e.crews[a] = append(e.crews[a], b)
				}
			}
		}
	}
}

// rigid makes groups of the jobs whose starts are a fixed time apart and
// which are present together.
func (e *engine) rigid() {
	type edge struct{ to, d int32 }
	edges := make([][]edge, e.n)
	for _, g := range e.p.Ties.Gaps {
		if g.Min == g.Max && !g.FromEnd && g.First != g.Second && &e.all[g.First][0] == &e.all[g.Second][0] {
			edges[g.First] = append(edges[g.First], edge{g.Second, g.Min})
			edges[g.Second] = append(edges[g.Second], edge{g.First, -g.Min})
		}
	}
	for j := range edges {
		if len(edges[j]) == 0 || e.group[j] >= 0 {
			continue
		}
		id := int32(len(e.groups))
		list := []int32{int32(j)}
		e.group[j] = id
		for i := 0; i < len(list); i++ {
			for _, x := range edges[list[i]] {
				if e.group[x.to] < 0 {
					e.group[x.to] = id
					e.offset[x.to] = e.offset[list[i]] + x.d
					list = append(list, x.to)
				}
			}
		}
		odd := false
		for _, m := range list {
			odd = odd || e.at[m].odd
		}
		e.groups, e.groupOdd = append(e.groups, list), append(e.groupOdd, odd)
	}
}

// apart reports whether job j may be in shift s for all that others do, the
// jobs in the list left aside.
func (e *engine) apart(j, s int32) bool {
	for _, o := range e.foes[j] {
		if e.at[o].shift == s {
			return false
		}
	}
	for _, o := range e.same[j] {
		if t := e.at[o].shift; t >= 0 && t != s {
			return false
		}
	}
	if e.enemies != nil {
		for _, o := range e.crews[j] {
			if t := e.at[o].shift; t >= 0 && e.enemies[int(s)*e.words+int(t>>6)]&(1<<(uint(t)&63)) != 0 {
				return false
			}
		}
	}
	return true
}

// union is a union of sets.
type union []int32

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = int32(i)
	}
	return u
}

func (u union) find(i int32) int32 {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(i, k int32) {
	a, b := u.find(i), u.find(k)
	if a < b {
		u[b] = a
	} else {
		u[a] = b
	}
}

// classes lists every element's class, by least element.
func (u union) classes() [][]int32 {
	lists := make([][]int32, len(u))
	for i := range u {
		r := u.find(int32(i))
		lists[r] = append(lists[r], int32(i))
	}
	out := lists[:0]
	for _, l := range lists {
		if len(l) > 0 {
			out = append(out, l)
		}
	}
	return out
}
