package simulate

import (
	"cmp"
	"context"
	"slices"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Nearest sends the nearest worker who may do it and has time, job by job in
// the order in which they have to begin.
func Nearest() Policy { return &rule{name: "nearest"} }

// BestScore sends the worker with the best score.
func BestScore() Policy { return &rule{name: "best-score", score: true} }

type rule struct {
	name  string
	score bool
}

func (r *rule) Name() string   { return r.name }
func (r *rule) Rhythm() Rhythm { return Rhythm{Prompt: true} }

// tail is the end of what a shift has to do.
type tail struct {
	worker int
	shift  *roster.Shift
	place  roster.Place
	at     time.Time
	rested int // breaks counted
}

// Decide appends what nobody has to do yet.
func (r *rule) Decide(_ context.Context, s *State) (map[string][]Task, error) {
	v, err := roster.NewView(s.Problem)
	if err != nil {
		return nil, err
	}
	p := v.Problem
	gates, err := matching.NewGates(v, roster.Rulebook{})
	if err != nil {
		return nil, err
	}
	var scorer *scoring.Scorer
	if r.score {
		scorer = scoring.New(v, roster.Rulebook{})
	}
	out := map[string][]Task{}
	taken := map[string]bool{}
	var tails []*tail
	for w := range p.Workers {
		for i := range p.Workers[w].Shifts {
			shift := &p.Workers[w].Shifts[i]
			from, _ := v.ShiftPlaces(&p.Workers[w], shift)
			t := &tail{worker: w, shift: shift, place: from, at: shift.Start}
			for _, task := range s.Tasks[shift.ID] {
				if j, ok := v.JobIndex(task.Job); ok {
					taken[task.Job] = true
					out[shift.ID] = append(out[shift.ID], task)
					t.place, t.at = v.Place(&p.Jobs[j]), task.Start.Add(v.WorkerDuration(&p.Workers[w], &p.Jobs[j]).Std())
				}
			}
			tails = append(tails, t)
		}
	}
	order := []int{}
	for j := range p.Jobs {
		if !taken[p.Jobs[j].ID] {
			order = append(order, j)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return lastStart(&p.Jobs[a]).Compare(lastStart(&p.Jobs[b])) })
	for _, j := range order {
		job := &p.Jobs[j]
		size := v.CrewSize(job)
		var start time.Time
		var crew []*tail
		// A crew starts together: look again from the latest on.
		for range 3 {
			var list []bid
			for _, t := range tails {
				if b, ok := r.bid(s, v, gates, scorer, t, j, start); ok {
					list = append(list, b)
				}
			}
			slices.SortStableFunc(list, func(a, b bid) int { return cmp.Compare(a.cost, b.cost) })
			crew = crew[:0]
			latest := start
			used := map[int]bool{}
			for m := range size {
				for _, b := range list {
					day := roster.DateOf(b.start.In(v.Zone))
					if !used[b.tail.worker] && gates.RoleFirst(b.tail.worker, j, m, day, day) == "" {
						used[b.tail.worker] = true
						crew = append(crew, b.tail)
						if b.start.After(latest) {
							latest = b.start
						}
						break
					}
				}
			}
			if len(crew) < size || latest.Equal(start) {
				break
			}
			start = latest
		}
		if len(crew) < size || start.IsZero() {
			continue
		}
		for m, t := range crew {
			out[t.shift.ID] = append(out[t.shift.ID], Task{Job: job.ID, Member: m, Start: start})
			t.place, t.at = v.Place(job), start.Add(v.WorkerDuration(&p.Workers[t.worker], job).Std())
		}
	}
	return out, nil
}

// bid is one shift which could take a job.
type bid struct {
	tail  *tail
	start time.Time
	cost  int64
}

// bid tells when a shift could do a job after all else, not before a time.
func (r *rule) bid(s *State, v *roster.View, gates *matching.Gates, scorer *scoring.Scorer, t *tail, j int, from time.Time) (bid, bool) {
	p := v.Problem
	w, job := &p.Workers[t.worker], &p.Jobs[j]
	way := s.Travel(w, t.place, v.Place(job), t.at)
	if way < 0 || w.MaxLeg > 0 && way > w.MaxLeg {
		return bid{}, false
	}
	work := v.WorkerDuration(w, job)
	arrive := t.at.Add(way.Std())
	for i := range t.shift.Breaks { // which would have been due by then
		if b := &t.shift.Breaks[i]; i >= t.rested && !arrive.Add(work.Std()).Before(b.Latest) && t.at.Before(b.Latest.Add(b.Duration.Std())) {
			arrive = arrive.Add(b.Duration.Std())
		}
	}
	if arrive.Before(from) {
		arrive = from
	}
	start, ok := opening(job, arrive, work)
	if !ok {
		return bid{}, false
	}
	_, home := v.ShiftPlaces(w, t.shift)
	end := start.Add(work.Std())
	if end.Add(s.Travel(w, v.Place(job), home, end).Std()).After(t.shift.End) {
		return bid{}, false
	}
	first, last := matching.Days(start, work, v.Zone)
	if gates.First(t.worker, j, first, last) != "" {
		return bid{}, false
	}
	cost := int64(way)
	if r.score {
		cost = int64(scorer.Cost(t.worker, j))
	}
	return bid{t, start, cost}, true
}

// opening returns the first start within a job's windows.
func opening(job *roster.Job, from time.Time, work roster.Duration) (time.Time, bool) {
	if from.Before(job.Release) {
		from = job.Release
	}
	best, ok := from, len(job.Windows) == 0
	for _, w := range job.Windows {
		end := w.End
		if w.Bounds == roster.BoundsService {
			end = end.Add(-work.Std())
		}
		start := from
		if start.Before(w.Start) {
			start = w.Start
		}
		if !start.After(end) && (!ok || start.Before(best)) {
			best, ok = start, true
		}
	}
	return best, ok
}

// around returns the first and the last start of the window with a start; ok
// is false where there is none.
func around(job *roster.Job, start time.Time, work roster.Duration) (first, last time.Time, ok bool) {
	for _, w := range job.Windows {
		if w.Bounds == roster.BoundsService {
			w.End = w.End.Add(-work.Std())
		}
		if !start.Before(w.Start) && !start.After(w.End) {
			return w.Start, w.End, true
		}
	}
	return first, last, false
}

func lastStart(job *roster.Job) (last time.Time) {
	for _, w := range job.Windows {
		if w.End.After(last) {
			last = w.End
		}
	}
	if last.IsZero() {
		last = time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return last
}
