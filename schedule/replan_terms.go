package schedule

import (
	"maps"
	"math/bits"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// terms say what a search may change.
type terms struct {
	// held jobs stay with their workers, within the tolerance of their start;
	// firm ones come before everything else. closed jobs are not served.
	held, firm, closed map[string]bool
	// share of the budget; 0: no search, what fits at once.
	share float64
}

// changeCriterion is the name of the criterion which prices another worker. A problem
// with a criterion of that name is not planned worse, only priced otherwise.
const changeCriterion = "replan_change"

// reasonHeld is the reason of the gate which keeps a job out while a search
// may not add or change it.
const reasonHeld = "replan_held"

// rulebook adds the price of another worker, and the gates of the terms.
func (r *mending) rulebook(t terms, barred map[[2]string]bool) roster.Rulebook {
	b := roster.Rulebook{Gates: slices.Clone(r.hooks.rulebook.Gates), Criteria: slices.Clone(r.hooks.rulebook.Criteria)}
	if len(t.closed)+len(barred) > 0 {
		b.Gates = append(b.Gates, func(_ *roster.Problem, w *roster.Worker, j *roster.Job, _, _ roster.Date) string {
			if t.closed[j.ID] || barred[[2]string{w.ID, j.ID}] {
				return reasonHeld
			}
			return ""
		})
	}
	if r.swapPrice() > 0 {
		b.Criteria = append(b.Criteria, roster.Criterion{Name: changeCriterion, Score: func(_ *roster.Problem, w *roster.Worker, j *roster.Job) int {
			if t := r.turns[j.ID]; t != nil && !slices.Contains(t.Workers, w.ID) {
				return 0
			}
			return 1000
		}})
	}
	return b
}

func (r *mending) swapPrice() roster.Money {
	return r.prices.WorkerSwapped + r.prices.CustomerToCall + r.prices.WorkerDayTouched
}

// problem is the derived problem on some terms.
func (r *mending) problem(t terms) *roster.Problem {
	s := *r.derived
	s.Jobs = slices.Clone(s.Jobs)
	s.Locks = slices.Clone(s.Locks)
	s.Weights = s.EffectiveWeights()
	if price := r.swapPrice(); price > 0 {
		s.Weights.Criteria = maps.Clone(s.Weights.Criteria)
		s.Weights.Criteria[changeCriterion] = price
	}
	for i := range s.Jobs {
		j := &s.Jobs[i]
		old := r.turns[j.ID]
		switch {
		case r.fixed[j.ID]:
			j.Mandatory, j.Tier = true, 0
		case t.held[j.ID]:
			if t.firm[j.ID] {
				j.Mandatory, j.Tier = true, 0
			} else if j.Mandatory { // nothing comes before what is fixed
				j.Mandatory, j.Tier = false, 9
			}
			r.hold(&s, j, old)
		case j.Mandatory && len(t.firm) == 0:
			j.Mandatory, j.Tier = false, 9
		}
		if !t.held[j.ID] && !r.fixed[j.ID] && old != nil && r.prices.StartMoved > 0 && mayStart(j, old.Start) {
			j.Preferred = []roster.PreferredWindow{{Start: old.Start.Add(-r.tolerance.Std()), End: old.Start.Add(r.tolerance.Std())}}
		}
	}
	if !tiersFit(r.k.view, s.Jobs) { // too many mandatory ones to compare
		for i := range s.Jobs {
			if j := r.derived.Jobs[i]; !r.fixed[j.ID] {
				s.Jobs[i].Mandatory, s.Jobs[i].Tier = j.Mandatory, j.Tier
			}
		}
	}
	return &s
}

// tiersFit reports whether what jobs of tiers lose can be compared in one
// number, as validation asks of a problem.
func tiersFit(v *roster.View, jobs []roster.Job) bool {
	var total [roster.MandatoryTier + 1]uint64
	for i := range jobs {
		switch j := &jobs[i]; {
		case j.Mandatory:
			total[roster.MandatoryTier]++
		case j.Tier > 0:
			total[j.Tier] += uint64(v.Value(j))
		}
	}
	states := uint64(1)
	for _, sum := range total {
		high, low := bits.Mul64(states, sum+1)
		if states = low; high != 0 || low > 1<<62 {
			return false
		}
	}
	return true
}

// mayStart reports whether a job's windows still have a start.
func mayStart(j *roster.Job, at time.Time) bool {
	return len(j.Windows) == 0 || slices.ContainsFunc(j.Windows, func(w roster.Window) bool { return !at.Before(w.Start) && !at.After(w.End) })
}

// hold locks a job to its published workers, and its start within the
// tolerance as far as its windows go.
func (r *mending) hold(s *roster.Problem, j *roster.Job, old *turn) {
	for _, w := range old.Workers {
		if !slices.ContainsFunc(s.Locks, func(l roster.Lock) bool { return l.Job == j.ID && l.Worker == w }) &&
			!slices.ContainsFunc(s.Locks, func(l roster.Lock) bool {
				return l.Worker != "" && slices.Contains(l.Sequence, j.ID)
			}) {
			s.Locks = append(s.Locks, roster.Lock{Job: j.ID, Worker: w})
		}
	}
	from, until := r.around(old)
	var windows []roster.Window
	for _, w := range sortedWindows(j.Windows) {
		if w.Bounds == roster.BoundsService {
			// So that the longest member's work still ends within it.
			longest := time.Duration(0)
			for m := range old.ends {
				longest = max(longest, old.ends[m].Sub(old.starts[m]))
			}
			w.Bounds, w.End = roster.BoundsStart, w.End.Add(-longest)
		}
		w.Start = laterOf(w.Start, from)
		if w.End.After(until) {
			w.End = until
		}
		if n := len(windows); n > 0 && !w.Start.After(windows[n-1].End) {
			w.Start = windows[n-1].End.Add(time.Second)
		}
		if !w.Start.After(w.End) {
			windows = append(windows, w)
		}
	}
	if len(j.Windows) == 0 {
		h := s.Horizon
		windows = []roster.Window{{Start: laterOf(from, h.Start), End: until}}
		if h.End.Before(until) {
			windows[0].End = h.End
		}
	}
	if len(windows) > 0 {
		j.Windows = windows
		if j.Release.After(windows[len(windows)-1].End) {
			j.Release = windows[len(windows)-1].End
		}
	}
}

// around is when the members of a crew may start, or a single worker, within
// the tolerance.
func (r *mending) around(old *turn) (from, until time.Time) {
	from, until = old.Start.Add(-r.tolerance.Std()), old.Start.Add(r.tolerance.Std())
	if len(old.starts) > 1 {
		until = until.Add(slices.MaxFunc(old.starts, time.Time.Compare).Sub(old.Start))
	}
	return from, until
}
