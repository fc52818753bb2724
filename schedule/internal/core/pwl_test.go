package core

import (
	"math/rand/v2"
	"testing"
)

// dense is the dumb twin of a function: one value per second.
type dense [120]int64

const denseFrom = -20 // time of dense[0]

func denseOf(f fn) (d dense) {
	for i := range d {
		d[i] = at(f, int32(i+denseFrom))
		if d[i] > Far {
			d[i] = Far
		}
	}
	return d
}

func randomFn(r *rand.Rand) fn {
	var f fn
	t := int32(r.IntN(30))
	for n := 1 + r.IntN(5); n > 0; n-- {
		v := int64(r.IntN(200))
		if r.IntN(5) == 0 {
			v = Far
		}
		k := int64(r.IntN(9) - 4)
		if v >= Far {
			k = 0
		}
		f = put(f, 0, t, k, v)
		t += int32(1 + r.IntN(14))
	}
	return put(f, 0, t, 0, Far)
}

func same(t *testing.T, what string, got fn, want dense, seed uint64) {
	t.Helper()
	d := denseOf(got)
	for i := range d {
		w := want[i]
		if w > Far {
			w = Far
		}
		if d[i] != w {
			t.Fatalf("seed %d: %s at %d: got %d, want %d (%v)", seed, what, i+denseFrom, d[i], w, got)
		}
	}
	for i := 1; i < len(got); i++ {
		if got[i].t <= got[i-1].t {
			t.Fatalf("seed %d: %s: pieces out of order: %v", seed, what, got)
		}
		if got[i].v >= Far && got[i-1].v >= Far {
			t.Fatalf("seed %d: %s: two pieces without a value in a row: %v", seed, what, got)
		}
	}
	if n := len(got); n > 0 && got[n-1].v != Far {
		t.Fatalf("seed %d: %s: no end: %v", seed, what, got)
	}
}

func TestFunctionsAgainstTables(t *testing.T) {
	for seed := range uint64(20000) {
		r := rand.New(rand.NewPCG(seed, 1))
		f, g := randomFn(r), randomFn(r)
		df, dg := denseOf(f), denseOf(g)
		w := int64(r.IntN(4))

		var want dense
		for i := range want {
			want[i] = min(df[i], dg[i])
		}
		same(t, "lower", lower(nil, f, g), want, seed)

		best := int64(Far)
		for i := range want {
			want[i] = Far
			if df[i] < Far && dg[i] < Far {
				want[i] = df[i] + dg[i]
			}
			best = min(best, want[i])
		}
		same(t, "sum", sum(nil, f, g), want, seed)
		if got := minSum(f, g); got != best {
			t.Fatalf("seed %d: minSum: got %d, want %d", seed, got, best)
		}

		lo := int32(r.IntN(60) - 10)
		for i := range want {
			want[i] = Far
			for j := i; j < len(df); j++ {
				if df[j] < Far && int32(i+denseFrom) >= lo {
					want[i] = min(want[i], df[j]+w*int64(j-i))
				}
			}
		}
		same(t, "ramped", ramped(nil, f, w, lo), want, seed)

		hi := int32(r.IntN(90))
		for i := range want {
			want[i] = Far
			for j := 0; j <= i; j++ {
				if df[j] < Far && int32(i+denseFrom) <= hi {
					want[i] = min(want[i], df[j]+w*int64(i-j))
				}
			}
		}
		same(t, "ahead", ahead(nil, f, w, hi), want, seed)

		by, lo2 := int32(r.IntN(21)-10), int32(r.IntN(50))
		hi2 := lo2 + int32(r.IntN(40)) - 5
		for i := range want {
			want[i] = Far
			s := int32(i + denseFrom)
			if v := at(f, s+by); s >= lo2 && s <= hi2 && v < Far {
				want[i] = v + 7
			}
		}
		same(t, "clipped", clipped(nil, f, by, 7, lo2, hi2), want, seed)

		best = Far
		for i, v := range df {
			if s := int32(i + denseFrom); s >= lo2 && s <= hi2 {
				best = min(best, v)
			}
		}
		if got := leastOn(f, lo2, hi2); got != best {
			t.Fatalf("seed %d: leastOn: got %d, want %d", seed, got, best)
		}

		// One hour after the other, each at its own speed.
		cut, later := lo2+int32(r.IntN(20)), int32(r.IntN(9)-4)
		for i := range want {
			want[i] = Far
			s, shift, add := int32(i+denseFrom), by, int64(7)
			if s > cut {
				shift, add = by+later, 3
			}
			if v := at(f, s+shift); s >= lo2 && s <= hi2 && v < Far {
				want[i] = v + add
			}
		}
		two := clippedOn(clipped(nil, f, by, 7, lo2, min(cut, hi2)), 0, f, by+later, 3, max(cut+1, lo2), hi2)
		same(t, "clippedOn", two, want, seed)
	}
}
