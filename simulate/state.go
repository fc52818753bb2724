package simulate

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// state tells a policy what is left to do today.
func (w *world) state(morning bool) *State {
	p := *w.p
	s := &State{Now: w.now, Morning: morning, Problem: &p, Model: &w.model, Tasks: map[string][]Task{},
		Accepted: func(job, worker string) bool { return w.asked[[2]string{job, worker}] },
		Travel: func(worker *roster.Worker, from, to roster.Place, at time.Time) roster.Duration {
			d, _ := w.way(worker, from, to, at)
			return d
		}}
	p.FreezeTime, p.Series, p.Locks, p.Links, p.WorkerLimits = time.Time{}, nil, nil, nil, nil
	p.Horizon.Start = w.now
	p.Workers = slices.Clone(w.p.Workers)
	for i := range p.Workers {
		p.Workers[i].Shifts = nil
	}
	for _, d := range w.onDuty {
		if shift, ok := w.rest(d); ok {
			i, _ := w.view.WorkerIndex(d.worker.ID)
			p.Workers[i].Shifts = append(p.Workers[i].Shifts, shift)
		}
	}
	tomorrow := time.Date(w.today.Year, w.today.Month, w.today.Day+1, 0, 0, 0, 0, w.zone)
	for _, d := range w.onDuty {
		if d.shift.End.After(tomorrow) {
			tomorrow = d.shift.End // a night shift
		}
	}
	p.Jobs = nil
	for _, x := range w.jobs {
		if x.state != open {
			continue
		}
		job := x.job
		job.Release = time.Time{}
		job.Windows = nil
		for _, win := range x.job.Windows {
			if win.End.Before(w.now) || !win.Start.Before(tomorrow) {
				continue
			}
			win.Start = later(win.Start, w.now)
			job.Windows = append(job.Windows, win)
		}
		if len(x.job.Windows) > 0 && len(job.Windows) == 0 {
			if !lastStart(&x.job).After(w.now) {
				x.state = lost
			}
			continue
		}
		job.Preferred = slices.DeleteFunc(slices.Clone(x.job.Preferred), func(win roster.PreferredWindow) bool {
			return !slices.ContainsFunc(job.Windows, func(h roster.Window) bool { return !win.Start.Before(h.Start) && !win.End.After(h.End) })
		})
		if !morning && !x.promise.IsZero() { // what the customer was told
			for _, win := range job.Windows {
				if !x.promise.Before(win.Start) && !x.promise.After(win.End) {
					end := x.promise.Add(w.model.Punctual.Std() / 3) // what is left is for chance
					if end.After(win.End) {
						end = win.End
					}
					job.Preferred = []roster.PreferredWindow{{Start: later(x.promise.Add(-w.model.Punctual.Std()), win.Start), End: end}}
				}
			}
		}
		p.Jobs = append(p.Jobs, job)
	}
	ids := map[string]bool{}
	for i := range p.Jobs {
		ids[p.Jobs[i].ID] = true
	}
	for _, l := range w.p.Links {
		if ids[l.First] && ids[l.Second] && l.Kind != roster.BothServed {
			p.Links = append(p.Links, l)
		}
	}
	for _, l := range w.p.Locks {
		if ids[l.Job] && l.Worker != "" && len(l.Sequence) == 0 {
			p.Locks = append(p.Locks, roster.Lock{Job: l.Job, Worker: l.Worker})
		}
	}
	for _, d := range w.onDuty {
		for _, t := range d.tasks {
			if ids[t.Job] {
				s.Tasks[d.shift.ID] = append(s.Tasks[d.shift.ID], t)
			}
		}
	}
	s.Fresh = map[string]bool{}
	for id := range ids {
		s.Fresh[id] = !w.left[id]
	}
	for _, tasks := range s.Tasks {
		for _, t := range tasks {
			delete(s.Fresh, t.Job)
		}
	}
	maps.DeleteFunc(s.Fresh, func(_ string, fresh bool) bool { return !fresh })
	asked := w.concerned(&p)
	p.History = roster.History{Ledger: w.ledger(), Visits: w.visits(p.Jobs)}
	for _, list := range [2][]roster.Refusal{w.p.History.Refusals, w.weak} {
		for _, r := range list {
			if (r.Job == "" || ids[r.Job]) && (r.Customer == "" || asked[r.Customer]) {
				p.History.Refusals = append(p.History.Refusals, r)
			}
		}
	}
	return s
}

// ledger of what the workers have worked, by worker.
func (w *world) ledger() []roster.LedgerEntry {
	base := map[string]roster.LedgerEntry{}
	for _, e := range w.p.History.Ledger {
		base[e.Worker] = e
	}
	year, week := w.now.In(w.zone).ISOWeek()
	firstYear, firstWeek := w.p.Horizon.Start.In(w.zone).ISOWeek()
	var out []roster.LedgerEntry
	for i := range w.p.Workers {
		id := w.p.Workers[i].ID
		e := base[id]
		e.Worker, e.DaysInRow = id, 0
		if year != firstYear || week != firstWeek {
			e.WeekWork = 0
		}
		for _, d := range w.ofWorker[id] {
			if !d.started || d.busy || d.date == w.today {
				continue
			}
			if d.year == year && d.week == week {
				e.WeekWork += roster.DurationOf(d.last.Sub(d.depart) - d.unpaid)
			}
			if d.last.After(e.LastEnd) {
				e.LastEnd = d.last
			}
		}
		e.WeekWork = min(max(e.WeekWork, 0), 7*24*3600)
		out = append(out, e)
	}
	return out
}

// visits is the history with what has been done since, of the customers of
// some jobs.
func (w *world) visits(jobs []roster.Job) []roster.PastVisits {
	asks := map[string]bool{}
	for i := range jobs {
		asks[jobs[i].Customer] = true
	}
	var out []roster.PastVisits
	at := map[[2]string]int{} // of visits of any service
	for _, v := range w.p.History.Visits {
		if asks[v.Customer] {
			if v.Service == "" {
				at[[2]string{v.Worker, v.Customer}] = len(out)
			}
			out = append(out, v)
		}
	}
	var fresh [][2]string
	for k, n := range w.seen {
		if i, ok := at[k]; ok {
			out[i].Count += n
		} else if asks[k[1]] {
			fresh = append(fresh, k)
		}
	}
	slices.SortFunc(fresh, func(a, b [2]string) int { return cmp.Or(cmp.Compare(a[0], b[0]), cmp.Compare(a[1], b[1])) })
	for _, k := range fresh {
		out = append(out, roster.PastVisits{Worker: k[0], Customer: k[1], Count: w.seen[k]})
	}
	return out
}
