package simulate

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// wake has the policy asked about something that has happened.
func (w *world) wake() {
	r := w.policy.Rhythm()
	if w.late || !r.Prompt {
		return
	}
	w.late = true
	w.at(w.now.Add(r.Delay.Std()), func() { w.decide(false) })
}

// mostRounds bounds how often a policy is asked again since workers declined.
const mostRounds = 8

// decide asks the policy and carries out what it says.
func (w *world) decide(morning bool) {
	w.late = false
	if !w.now.Before(w.p.Horizon.End) {
		return
	}
	for round := range mostRounds {
		s := w.state(morning && round == 0)
		w.k.decisions++
		out, err := w.policy.Decide(w.ctx, s)
		if err != nil {
			w.err = err
			return
		}
		declined := w.assign(out)
		if declined && w.policy.Rhythm().Delay > 0 {
			w.wake()
		}
		if !declined || !w.policy.Rhythm().Prompt || w.policy.Rhythm().Delay > 0 {
			break
		}
	}
	w.left = map[string]bool{}
	for _, x := range w.jobs {
		if x.state == open {
			w.left[x.job.ID] = true
		}
	}
	for _, d := range w.onDuty {
		for _, t := range d.tasks {
			delete(w.left, t.Job)
		}
	}
	for _, d := range w.onDuty {
		w.next(d)
	}
}

// assign takes over what a policy decided and makes the offers. It reports
// whether anybody declined.
func (w *world) assign(out map[string][]Task) (declined bool) {
	for _, d := range w.onDuty {
		d.version++
		d.tasks = slices.DeleteFunc(d.tasks, func(t Task) bool { return w.byID[t.Job].state != begun })
		if d.ill {
			continue
		}
		for _, t := range out[d.shift.ID] {
			x := w.byID[t.Job]
			if x == nil || x.state != open {
				continue
			}
			pair := [2]string{t.Job, d.worker.ID}
			yes, asked := w.asked[pair]
			if !asked {
				w.k.offers++
				yes = !w.dice.chance(w.model.declines(d.worker, x.job.Service), "decline", t.Job, d.worker.ID)
				w.asked[pair] = yes
				if !yes {
					w.k.declines++
					w.weak = append(w.weak, roster.Refusal{Worker: d.worker.ID, Job: t.Job})
					declined = true
				}
			}
			if yes {
				d.tasks = append(d.tasks, t)
				if x.promise.IsZero() || t.Start.Before(x.promise) && len(x.by) == 0 && x.state == open && x.promise.Before(w.now) {
					x.promise = t.Start
				}
			}
		}
	}
	// A crew of which somebody declined does not go. What others have set out
	// for has stayed on the lists.
	members := map[string]int{}
	for _, d := range w.onDuty {
		for _, t := range d.tasks {
			members[t.Job]++
		}
	}
	for _, d := range w.onDuty {
		d.tasks = slices.DeleteFunc(d.tasks, func(t Task) bool { return w.byID[t.Job].state == open && members[t.Job] < w.byID[t.Job].crew })
	}
	return declined
}
