package schedule

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

func itoa(n int) string { return strconv.Itoa(n) }

// option is a way to serve a request.
type option struct {
	// locks of the request, and the new routes of the changed shifts.
	locks            []roster.Lock
	route            map[string]*roster.Route
	cost             roster.Points
	parts            []roster.Part
	insertion        *roster.Points
	moved, displaced []string
	changed          []string // shifts
	visits           []SlotVisit
	missed           []roster.Missed
}

// changes notes the routes of a part which are not as they were.
func (q *Quoter) changes(pt *part, routes []roster.Route, o *option) {
	used := map[string]bool{}
	for i := range routes {
		r := routes[i]
		r.Stops = slices.Clone(r.Stops)
		for n := range r.Stops {
			if at, ok := pt.alias[r.Stops[n].Job]; ok {
				r.Stops[n].Job, r.Stops[n].Member = at.job, at.member
			}
		}
		used[r.Shift] = true
		if old := q.routeOf(r.Shift); old == nil || !sameStops(old, &r) {
			o.changed, o.route[r.Shift] = append(o.changed, r.Shift), &r
		}
	}
	for shift := range pt.shifts {
		if _, had := q.routes[shift]; had && !used[shift] {
			o.changed = append(o.changed, shift)
		}
	}
	slices.SortFunc(o.changed, func(a, b string) int { return q.shiftAt[a] - q.shiftAt[b] })
}

// after returns the route of a shift with an option taken; nil: none.
func (q *Quoter) after(o *option, shift string) *roster.Route {
	if slices.Contains(o.changed, shift) {
		return o.route[shift]
	}
	return q.routeOf(shift)
}

func sameStops(a, b *roster.Route) bool {
	return slices.EqualFunc(a.Stops, b.Stops, func(s, t roster.Stop) bool {
		return s.Kind == t.Kind && s.Job == t.Job && s.Member == t.Member && s.Break == t.Break && s.Store == t.Store && s.Start.Equal(t.Start) && s.End.Equal(t.End)
	})
}

// compare notes which visits moved, and the request's own.
func (q *Quoter) compare(c *candidate, o *option, opts *QuoteOptions) {
	own := map[string]int{}
	o.visits = make([]SlotVisit, len(c.asked.jobs))
	for j := range c.asked.jobs {
		own[c.asked.jobs[j].ID] = j
		o.visits[j] = SlotVisit{Job: c.asked.jobs[j].ID, Windows: c.asked.jobs[j].Windows}
	}
	moved := map[string]bool{}
	for _, shift := range o.changed {
		r := o.route[shift]
		if r == nil {
			continue
		}
		for n := range r.Stops {
			s := &r.Stops[n]
			if s.Kind != roster.VisitStop {
				continue
			}
			if j, mine := own[s.Job]; mine {
				v := &o.visits[j]
				v.Workers = append(v.Workers, r.Worker)
				if v.Start.IsZero() || s.Start.Before(v.Start) {
					v.Start = s.Start
				}
				continue
			}
			before := q.seats[s.Job]
			at := slices.IndexFunc(before, func(b seat) bool { return b.worker == r.Worker })
			if at < 0 || before[at].start.Sub(s.Start).Abs() > opts.Tolerance.Std() {
				moved[s.Job] = true
			}
		}
	}
	for id := range moved {
		o.moved = append(o.moved, id)
	}
	slices.SortFunc(o.moved, func(a, b string) int {
		i, _ := q.view.JobIndex(a)
		j, _ := q.view.JobIndex(b)
		return i - j
	})
	slices.SortStableFunc(o.visits, func(a, b SlotVisit) int { return a.Start.Compare(b.Start) })
}

// difference returns what each part of a score changed by.
func difference(before, after []roster.Part) []roster.Part {
	var out []roster.Part
	sum := bill{}
	sum.addAll(before, -1)
	sum.addAll(after, 1)
	for _, list := range [2][]roster.Part{after, before} {
		for _, p := range list {
			at := slices.IndexFunc(sum, func(x roster.Part) bool { return x.Code == p.Code })
			if at >= 0 && sum[at].Points != 0 {
				out = append(out, sum[at])
				sum[at].Points = 0
			}
		}
	}
	return out
}

// slot tells an option for people.
func (q *Quoter) slot(c *candidate, ahead *outlook) Slot {
	o := c.option
	s := Slot{Start: c.start, End: c.end, Visits: o.visits, Cost: o.cost, Parts: o.parts, Insertion: o.insertion,
		Moved: o.moved, Displaced: o.displaced, Firmness: Fits}
	switch {
	case len(o.displaced) > 0:
		s.Firmness = Tentative
	case len(o.moved) > 0:
		s.Firmness = NeedsMoves
	}
	s.Opportunity = ahead.lost(o)
	s.Total = s.Cost + s.Opportunity
	s.Reserve = q.reserve(c)
	return s
}

// names joins IDs for messages.
func names(ids []string) string { return strings.Join(ids, ", ") }

// midnightOf returns the beginning of a day.
func midnightOf(d roster.Date, zone *time.Location) time.Time {
	return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, zone)
}
