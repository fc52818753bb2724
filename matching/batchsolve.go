package matching

import (
	"cmp"
	"context"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/paidan/paidan/matching/assign"
	"github.com/paidan/paidan/roster"
)

// mandatoryLevel comes before tiers 9 to 0.
const mandatoryLevel = 10

func levelOf(j *roster.Job) int {
	if j.Mandatory {
		return mandatoryLevel
	}
	return j.Tier
}

// solve chooses among the pairs and tells about those chosen and the jobs
// left out.
func (b *batch) solve(ctx context.Context, out *Assignment) error {
	p := b.g.view.Problem
	rows := len(b.jobs)
	arcs := 0
	for _, list := range b.arcs {
		arcs += len(list)
	}
	problem := assign.Problem[int64]{Rows: rows, Cols: len(b.workers), Start: make([]int, rows+1), Heads: make([]int32, 0, arcs),
		Costs: make([]int64, 0, arcs), Skip: make([]int64, rows)}
	var levels [mandatoryLevel + 1]bool
	for k, list := range b.arcs {
		for _, a := range list {
			problem.Heads = append(problem.Heads, a.worker)
			problem.Costs = append(problem.Costs, int64(a.cost))
		}
		problem.Start[k+1] = len(problem.Heads)
		job := &p.Jobs[b.jobs[k]]
		levels[levelOf(job)] = true
		if levelOf(job) == 0 {
			problem.Skip[k] = int64(b.g.view.Value(job).Points())
		}
	}
	// Why nobody can do a job does not depend on the choice.
	var beside sync.WaitGroup
	barred := make([][]roster.Reason, rows) // [place in jobs] where nobody can
	beside.Go(func() {
		spreadOver(max(1, runtime.GOMAXPROCS(0)-1), rows, 8, func(_ *struct{}, k int) {
			if len(b.arcs[k]) == 0 {
				barred[k] = b.barred(b.jobs[k])
			}
		})
	})
	rowCol, status, err := b.choose(ctx, &problem, levels[:])
	beside.Wait()
	if err != nil {
		return err
	}
	if status == assign.Cancelled {
		out.Status = status.String()
	}
	took := make([]int32, len(b.workers)) // [worker of workers] the job; −1: none
	for i := range took {
		took[i] = assign.None
	}
	for k, i := range rowCol {
		if i != assign.None {
			took[i] = b.jobs[k]
		}
	}
	pairs, left := make([]AssignedPair, rows), make([]UnassignedJob, rows)
	spread(rows, 8, func(_ *struct{}, k int) {
		if i := rowCol[k]; i == assign.None {
			left[k] = UnassignedJob{Job: p.Jobs[b.jobs[k]].ID, Reasons: barred[k]}
			if barred[k] == nil {
				left[k].Reasons = b.crowded(k, took)
			}
		} else {
			t, _ := b.trip(int(i), b.jobs[k])
			pairs[k] = b.pair(int(i), b.jobs[k], &t, "")
		}
	})
	out.Assigned = slices.Grow(out.Assigned, rows)
	for k, i := range rowCol {
		if i == assign.None {
			out.Unassigned = append(out.Unassigned, left[k])
		} else {
			out.Assigned = append(out.Assigned, pairs[k])
		}
	}
	return nil
}

// choose solves the assignment, by levels where there are several.
func (b *batch) choose(ctx context.Context, problem *assign.Problem[int64], levels []bool) ([]int32, assign.Status, error) {
	if problem.Rows == 0 {
		return nil, assign.Optimal, nil
	}
	if !slices.Contains(levels[1:], true) {
		r, err := assign.Solve(ctx, problem, assign.Options{})
		if err != nil {
			return nil, 0, err
		}
		return r.RowCol, r.Status, nil
	}
	if r, status, err := b.chooseByRank(ctx, problem); r != nil || err != nil {
		return r, status, err
	}
	var tiers []assign.Tier
	zero := make([]int64, len(problem.Costs))
	for level := mandatoryLevel; level > 0; level-- {
		if !levels[level] {
			continue
		}
		skip := make([]int64, problem.Rows)
		for k, j := range b.jobs {
			job := &b.g.view.Problem.Jobs[j]
			switch {
			case levelOf(job) != level:
			case level == mandatoryLevel:
				skip[k] = 1
			default:
				skip[k] = int64(b.g.view.Value(job))
			}
		}
		tiers = append(tiers, assign.Tier{Costs: zero, Skip: skip})
	}
	tiers = append(tiers, assign.Tier{Costs: problem.Costs, Skip: problem.Skip})
	t := assign.Tiered{Problem: *problem, More: tiers[1:]}
	t.Costs, t.Skip = tiers[0].Costs, tiers[0].Skip
	r, err := assign.SolveTiers(ctx, &t, assign.Options{})
	if err != nil {
		return nil, 0, err
	}
	return r.RowCol, r.Status, nil
}

// chooseByRank solves the levels in one go. The sets of jobs which can all be
// assigned are those of a transversal matroid (Edmonds & Fulkerson 1965), so
// that which are best depends on the order of their importance alone, and all
// of the best sets have as many jobs of each importance as the greedy one.
// Jobs are therefore skipped at a price which grows by the same step from one
// importance to the next. The answer is exact if it has the greedy set's
// numbers, since then the price is the same for all that might be better; else
// the step was too small for the costs, and the answer is nil.
func (b *batch) chooseByRank(ctx context.Context, problem *assign.Problem[int64]) ([]int32, assign.Status, error) {
	type importance struct {
		level int
		value roster.Money
	}
	of := func(k int) importance {
		job := &b.g.view.Problem.Jobs[b.jobs[k]]
		i := importance{level: levelOf(job)}
		if i.level > 0 && i.level < mandatoryLevel {
			i.value = b.g.view.Value(job)
		}
		return i
	}
	compare := func(x, y importance) int { return cmp.Or(cmp.Compare(x.level, y.level), cmp.Compare(x.value, y.value)) }
	var kinds []importance
	for k := range b.jobs {
		if i := of(k); i.level > 0 {
			kinds = append(kinds, i)
		}
	}
	slices.SortFunc(kinds, compare)
	kinds = slices.Compact(kinds)
	rank := make([]int, problem.Rows) // 0: of tier 0
	largest := int64(1)
	for k := range rank {
		if i := of(k); i.level > 0 {
			at, _ := slices.BinarySearchFunc(kinds, i, compare)
			rank[k] = at + 1
		}
		largest = max(largest, problem.Skip[k])
	}
	for _, c := range problem.Costs {
		largest = max(largest, c, -c)
	}
	step := (1<<58/int64(max(problem.Rows, problem.Cols)+2) - 1) / int64(len(kinds)+1)
	if step <= 2*largest {
		return nil, 0, nil
	}
	q := *problem
	q.Skip = slices.Clone(problem.Skip)
	for k, r := range rank {
		if r > 0 {
			q.Skip[k] = step * int64(r)
		}
	}
	var taken []bool
	var beside sync.WaitGroup
	beside.Go(func() { taken = greedy(problem, rank) })
	r, err := assign.Solve(ctx, &q, assign.Options{})
	beside.Wait()
	if err != nil || r.Status != assign.Optimal {
		return nil, 0, err
	}
	count := make([]int, len(kinds)+1)
	for k := range rank {
		if rank[k] > 0 && taken[k] {
			count[rank[k]]++
		}
		if rank[k] > 0 && r.RowCol[k] != assign.None {
			count[rank[k]]--
		}
	}
	if slices.ContainsFunc(count, func(n int) bool { return n != 0 }) {
		return nil, 0, nil
	}
	return r.RowCol, r.Status, nil
}

// greedy tells which rows are assigned by taking them in falling order of
// rank, each if all taken before it can keep a column: by alternating paths,
// in which columns once found to lead nowhere are not tried again. Rows of
// rank 0 are left out. Time: pairs, for each row that finds a longer way.
func greedy(problem *assign.Problem[int64], rank []int) []bool {
	order := make([]int, 0, len(rank))
	for k := range rank {
		if rank[k] > 0 {
			order = append(order, k)
		}
	}
	slices.SortStableFunc(order, func(x, y int) int { return cmp.Compare(rank[y], rank[x]) })
	taken := make([]bool, len(rank))
	rowOf := make([]int32, problem.Cols)
	stamp := make([]int32, problem.Cols) // the search which saw the column; −1: dead
	for c := range rowOf {
		rowOf[c] = assign.None
	}
	from := make([]int32, problem.Cols) // the row from which the search came
	colOf := make([]int32, len(rank))
	var queue, seen []int32
	for n, k := range order {
		queue, seen = append(queue[:0], int32(k)), seen[:0]
		end := int32(assign.None)
		colOf[k] = assign.None
		for at := 0; at < len(queue) && end == assign.None; at++ {
			row := queue[at]
			for _, c := range problem.Heads[problem.Start[row]:problem.Start[row+1]] {
				if stamp[c] < 0 || stamp[c] == int32(n+1) {
					continue
				}
				stamp[c], from[c] = int32(n+1), row
				seen = append(seen, c)
				if rowOf[c] == assign.None {
					end = c
					break
				}
				queue = append(queue, rowOf[c])
			}
		}
		if end == assign.None {
			for _, c := range seen {
				stamp[c] = -1
			}
			continue
		}
		taken[k] = true
		for c := end; c != assign.None; {
			row := from[c]
			before := colOf[row]
			rowOf[c], colOf[row] = row, c
			c = before
		}
	}
	return taken
}

// pair tells about a chosen pair.
func (b *batch) pair(i int, j int32, t *trip, role string) AssignedPair {
	p := b.g.view.Problem
	w := &b.workers[i]
	at := func(s int64) time.Time { return time.Unix(s, 0).In(b.g.view.Zone) }
	out := AssignedPair{Job: p.Jobs[j].ID, Worker: p.Workers[w.worker].ID, Role: role,
		Shift: p.Workers[w.worker].Shifts[w.lanes[t.lane].shift].ID, Depart: at(t.depart), Travel: roster.Duration(t.travel),
		Metres: int(t.metres), Start: at(t.start), End: at(t.end), Scores: b.s.Parts(int(w.worker), int(j))}
	out.Parts = b.parts(i, j, t, out.Scores)
	for _, p := range out.Parts {
		out.Cost += p.Points
	}
	return out
}

// crowded tells why a job which somebody could do was not assigned.
func (b *batch) crowded(k int, took []int32) []roster.Reason {
	p := b.g.view.Problem
	list := slices.Clone(b.arcs[k])
	slices.SortFunc(list, func(a, b arc) int { return cmp.Or(cmp.Compare(a.cost, b.cost), cmp.Compare(a.worker, b.worker)) })
	if job := &p.Jobs[b.jobs[k]]; levelOf(job) == 0 {
		if over := list[0].cost - b.g.view.Value(job).Points(); over >= 0 {
			return []roster.Reason{{Code: roster.ReasonUnprofitable, Points: over}}
		}
	}
	crowded := roster.Reason{Code: roster.ReasonCrowdedOut}
	for _, a := range list {
		if o := took[a.worker]; o >= 0 && len(crowded.Jobs) < 3 {
			crowded.Jobs = append(crowded.Jobs, p.Jobs[o].ID)
		}
	}
	return []roster.Reason{crowded}
}

// barred counts the workers of the batch by what keeps them from a job.
func (b *batch) barred(j int32) []roster.Reason {
	var codes []roster.Reason // few: found faster in a row than by a map
	count := func(code string) {
		for k := range codes {
			if codes[k].Code == code {
				codes[k].Workers++
				return
			}
		}
		codes = append(codes, roster.Reason{Code: code, Workers: 1})
	}
	for i := range b.workers {
		if b.lost[i] {
			count(roster.ReasonCrowdedOut)
			continue
		}
		why := ""
		if !b.isOpen(i, j) {
			why = b.g.First(int(b.workers[i].worker), int(j), b.today, b.today)
		}
		if why == "" || hasBit(b.later, b.slotOf[i]) {
			switch _, code := b.trip(i, j); {
			case code == "":
				why = roster.ReasonNotFound // feasible, but not looked at
			case why == "":
				why = code
			}
		}
		count(why)
	}
	if len(codes) == 0 {
		return []roster.Reason{{Code: roster.ReasonNoShift}}
	}
	counts := make(map[string]int, len(codes))
	for _, r := range codes {
		counts[r.Code] = r.Workers
	}
	return summary(counts)
}
