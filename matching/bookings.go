package matching

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/roster"
)

// ReasonBooked bars a worker on whose shifts the job would fit were it not
// for what is booked already; see [Options.Bookings].
const ReasonBooked = "booked"

// Bookings are the times at which the workers of a problem are busy. A nil
// *Bookings has none. It never changes and is safe for concurrent use.
type Bookings struct {
	// busy[w] are the times of worker w, by beginning.
	busy [][]booking
	// who are the workers with any.
	who []int32
}

// booking is a time at which a worker is busy, in Unix seconds; both ends
// may be used by other work. job is an index, −1: a break or a store.
type booking struct {
	from, until int64
	job         int32
}

// NewBookings takes the stops of a plan, from start to end, as booked; travel
// and waiting are not. The plan must be for the problem's workers; routes of
// others are left out. Time: the size of the plan. A nil plan books nothing.
func NewBookings(p *roster.Problem, plan *roster.Plan) *Bookings {
	b := &Bookings{busy: make([][]booking, len(p.Workers))}
	if plan == nil {
		return b
	}
	workers := make(map[string]int, len(p.Workers))
	for i := range p.Workers {
		workers[p.Workers[i].ID] = i
	}
	jobs := make(map[string]int32, len(p.Jobs))
	for i := range p.Jobs {
		jobs[p.Jobs[i].ID] = int32(i)
	}
	for r := range plan.Routes {
		w, ok := workers[plan.Routes[r].Worker]
		if !ok {
			continue
		}
		for i := range plan.Routes[r].Stops {
			s := &plan.Routes[r].Stops[i]
			job := int32(-1)
			if j, ok := jobs[s.Job]; ok && s.Job != "" {
				job = j
			}
			b.busy[w] = append(b.busy[w], booking{s.Start.Unix(), s.End.Unix(), job})
		}
	}
	for w, list := range b.busy {
		if len(list) > 0 {
			b.who = append(b.who, int32(w))
		}
		slices.SortFunc(list, func(a, b booking) int {
			return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.until, b.until))
		})
	}
	return b
}

// of returns when a worker is busy.
func (b *Bookings) of(worker int) []booking {
	if b == nil || worker >= len(b.busy) {
		return nil
	}
	return b.busy[worker]
}

// gap returns the first second at which the job could start on the shift
// without touching what is booked, but for the job itself.
func (l *lister) gap(busy []booking, s stretch, worker int) (int64, bool) {
	f := &l.g.shifts
	at := s.from
	for _, b := range busy {
		if b.job == int32(l.job) || b.until <= at {
			continue
		}
		if b.from >= s.until {
			break
		}
		if b.from >= at {
			if start, ok := f.earliest(stretch{at, b.from}, worker, l.job, l.from, l.until); ok {
				return start, true
			}
		}
		at = b.until
	}
	return f.earliest(stretch{at, s.until}, worker, l.job, l.from, l.until)
}
