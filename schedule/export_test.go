package schedule

import (
	"context"
	"math"
	"reflect"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// Edit returns a plan without the jobs of gone and, unless job is "", with
// job in the cheapest place of any worker: nil where it fits nowhere. It is
// made and priced like the plans of Solve.
func Edit(p *roster.Problem, plan *roster.Plan, gone []string, job string) (*roster.Plan, error) {
	k, err := pack(context.Background(), p, &hooks{})
	if err != nil {
		return nil, err
	}
	desk, err := k.desk(plan)
	if err != nil {
		return nil, err
	}
	out := make([][]int32, len(k.shifts))
	for _, id := range gone {
		j, _ := k.view.JobIndex(id)
		s := desk.Shift(int32(j))
		out[s] = append(out[s], int32(j))
	}
	x, into, best, order := int32(-1), -1, int64(math.MaxInt64), []int32(nil)
	if job != "" {
		j, _ := k.view.JobIndex(job)
		x = int32(j)
		q := k.inquire(desk, nil, 1)
		for s := range k.shifts {
			if !q.eligible(x, s) || len(gone) > 0 && len(out[s]) == 0 {
				continue
			}
			if delta, ok := desk.BestWithout(int32(s), x, out[s]); ok && delta < best {
				best, into, order = delta, s, slices.Clone(desk.Found())
			}
		}
		if into < 0 {
			return nil, nil
		}
	}
	res := &core.Result{}
	served := make([]bool, len(p.Jobs))
	for s := range k.shifts {
		list := order
		if s != into {
			if _, ok := desk.Without(int32(s), out[s]); !ok {
				return nil, nil
			}
			list = slices.Clone(desk.Found())
		}
		if len(list) == 0 {
			continue
		}
		t, _, ok := desk.Timetable(int32(s), list)
		if !ok {
			panic("an order found cannot be done")
		}
		res.Timetables = append(res.Timetables, *t)
		for _, node := range list {
			if int(node) < len(served) {
				served[node] = true
			}
		}
	}
	for j := range served {
		if !served[j] {
			res.Absent = append(res.Absent, int32(j))
		}
	}
	edited := k.unpack(res)
	for i := range edited.Unassigned {
		k.tell(edited, i, unknown())
	}
	return edited, nil
}

// Fill runs the final pass over a plan and returns how many jobs it puts in.
func Fill(p *roster.Problem, plan *roster.Plan) (*roster.Plan, int, error) {
	k, err := pack(context.Background(), p, &hooks{})
	if err != nil {
		return nil, 0, err
	}
	orders, starts, err := k.load(plan)
	if err != nil {
		return nil, 0, err
	}
	desk, _ := core.NewDesk(k.core, orders, starts)
	res := &core.Result{}
	for s, order := range orders {
		if len(order) > 0 {
			t, _, _ := desk.Timetable(int32(s), order)
			res.Timetables = append(res.Timetables, *t)
		}
	}
	for _, u := range plan.Unassigned {
		j, _ := k.view.JobIndex(u.Job)
		res.Absent = append(res.Absent, int32(j))
	}
	n := core.Fill(k.core, res, nil)
	filled := k.unpack(res)
	for i := range filled.Unassigned {
		k.tell(filled, i, unknown())
	}
	return filled, n, nil
}

// Judge returns what is said of the unassigned jobs of a plan.
func Judge(p *roster.Problem, plan *roster.Plan, over func() bool) ([]roster.Unassigned, error) {
	k, err := pack(context.Background(), p, &hooks{})
	if err != nil {
		return nil, err
	}
	orders, starts, err := k.load(plan)
	if err != nil {
		return nil, err
	}
	desk, _ := core.NewDesk(k.core, orders, starts)
	res := &core.Result{}
	served := make([]bool, len(p.Jobs))
	for s, order := range orders {
		if len(order) > 0 {
			t, _, _ := desk.Timetable(int32(s), order)
			res.Timetables = append(res.Timetables, *t)
		}
		for _, node := range order {
			if int(node) < len(served) {
				served[node] = true
			}
		}
	}
	out := &roster.Plan{}
	for j := range served {
		if !served[j] {
			res.Absent = append(res.Absent, int32(j))
			out.Unassigned = append(out.Unassigned, roster.Unassigned{Job: p.Jobs[j].ID})
		}
	}
	k.explainAll(out, res, over)
	return out.Unassigned, nil
}

// Texts are what a replanner keeps of its problem's JSON.
type Texts = texts

// TextsOf encodes a problem with the texts of one before it, which may be nil.
func TextsOf(p *roster.Problem, before *Texts) (*Texts, string) {
	t := textsOf(p, before)
	return t, t.hash
}

// Hash is the hash of a problem encoded as a whole.
func Hash(p *roster.Problem) string { return hash(p)() }

// Alike compares two values of a type without looking behind pointers.
func Alike(a, b any) bool { return alike(reflect.ValueOf(a), reflect.ValueOf(b)) }

// ReadyDays counts the days which a quoter has prepared.
func ReadyDays(q *Quoter) (n int) {
	q.days.Range(func(_, d any) bool {
		if d.(*keptDay).ready.Load() {
			n++
		}
		return true
	})
	return n
}
