package matching

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
)

// The arcs of a batch by the nearest are those found by pricing everybody in
// the nearest cells, whatever was left unpriced for its lower bound.
func TestNearArcs(t *testing.T) {
	unpriced := 0
	for seed := range uint64(8) {
		p, err := generate.Problem(generate.Options{Jobs: 60, Workers: 400, Seed: seed})
		if err != nil {
			t.Fatal(err)
		}
		for c := range p.Customers { // wishes, and visits in the generated history
			p.Customers[c].PreferredWorkers = append(p.Customers[c].PreferredWorkers, p.Workers[(7*c+int(seed))%len(p.Workers)].ID)
		}
		if seed%2 == 1 {
			p.Weights.Criteria = map[string]roster.Money{roster.CustomerPreference: 2000, roster.BudgetFit: 3000, roster.Proximity: 900, roster.SkillFit: 10}
		}
		opts := AssignOptions{Pairs: -1, Arcs: 3 + int(seed)}
		b, err := newBatch(p, p.Horizon.Start.Add(7*time.Hour), opts)
		if err != nil {
			t.Fatal(err)
		}
		if err := b.collect(context.Background(), &Assignment{}); err != nil {
			t.Fatal(err)
		}
		for k, j := range b.jobs {
			want, looked := plainArcs(b, j, opts.Arcs)
			if !slices.Equal(b.arcs[k], want) {
				t.Fatalf("seed %d, job %d:\n%v\n%v", seed, j, b.arcs[k], want)
			}
			unpriced += max(0, looked-len(want))
		}
		for _, list := range b.arcs {
			for _, a := range list {
				kind := b.bounds.Kind(0)
				if got := b.fixedPart(a.worker, kind); got != b.bounds.Fixed(int(b.workers[a.worker].worker), kind) || got != b.fixedPart(a.worker, kind) {
					t.Fatalf("worker %d costs %d for the kind", a.worker, got)
				}
			}
		}
	}
	if unpriced < 1000 {
		t.Fatalf("only %d pairs too many: nothing to leave out", unpriced)
	}
}

// plainArcs prices everybody in the nearest cells and whom the customer
// knows; it tells how many pairs were feasible.
func plainArcs(b *batch, j int32, keep int) ([]arc, int) {
	var list []arc
	seen := map[int32]bool{}
	look := func(i int32) {
		if hasBit(b.open[int(j)*b.words:], b.slotOf[i]) || hasBit(b.later, b.slotOf[i]) {
			if trip, why := b.trip(int(i), j); why == "" && !seen[i] && !b.lost[i] {
				seen[i] = true
				list = append(list, arc{i, b.cost(int(i), j, &trip)})
			}
		}
	}
	for _, i := range b.workerAt[b.placed:] {
		look(i)
	}
	cells := slices.Clone(b.cells.leaves)
	if b.site[j].known {
		slices.SortStableFunc(cells, func(x, y cell) int { return cmp.Compare(x.nearest(b.site[j].at), y.nearest(b.site[j].at)) })
	}
	for _, c := range cells {
		if len(list) >= scanFactor*keep {
			break
		}
		for _, i := range b.workerAt[c.from:c.until] {
			look(i)
		}
	}
	for _, w := range b.bounds.Known(int(j), nil) {
		for i := range b.workers {
			if b.workers[i].worker == w {
				look(int32(i))
			}
		}
	}
	feasible := len(list)
	slices.SortFunc(list, func(x, y arc) int { return cmp.Or(cmp.Compare(x.cost, y.cost), cmp.Compare(x.worker, y.worker)) })
	list = list[:min(keep, len(list))]
	slices.SortFunc(list, func(x, y arc) int { return cmp.Compare(x.worker, y.worker) })
	return list, feasible
}

// inTime is what adjusted tells, and quotient what a division does.
func TestInTime(t *testing.T) {
	for _, base := range []int64{0, 1, 59, 61, 3599, 86_400, 1 << 34} {
		for _, percent := range []int64{1, 80, 100, 133} {
			for _, speed := range []int64{10, 60, 100, 149, 500} {
				home := adjusted(base, percent, speed)
				if want := ((base*percent+99)/100*100 + speed - 1) / speed; home != want {
					t.Fatalf("%d %d %d: %d, want %d", base, percent, speed, home, want)
				}
				for _, limit := range []int64{-1, 0, home - 1, home, home + 1} {
					if inTime(base, percent, speed, limit) != (home <= limit) {
						t.Fatal(fmt.Sprint(base, percent, speed, limit, home))
					}
				}
			}
		}
	}
}
