package roster

import (
	"fmt"
	"slices"
	"time"
)

// lockFacts is what the locks seen so far say of one job; each int is the
// index of a lock, -1 where none says so. Of workers it has one for each
// different worker: at most as many as the job's crew has members.
type lockFacts struct {
	workers         []int
	start, sequence int
}

// locks looks at the locks, on their own and together.
func (v *validator) locks() {
	facts := map[string]*lockFacts{}
	of := func(job string) *lockFacts {
		f := facts[job]
		if f == nil {
			f = &lockFacts{start: -1, sequence: -1}
			facts[job] = f
		}
		return f
	}
	i := -1
	each(v, "locks", v.p.Locks, func(l *Lock) {
		i++
		if l.Worker != "" {
			v.ref("worker", l.Worker, v.workerAt, "worker")
		}
		started := v.time("start", l.Start, false)
		switch {
		case l.Job == "" && len(l.Sequence) == 0:
			v.fault("", FaultLockEmpty, nil, "name a job or a sequence")
			return
		case len(l.Sequence) == 1 && l.Job == "" && l.Worker == "":
			v.fault("sequence", FaultLockEmpty, nil, "a sequence of one job without a worker fixes nothing")
		case l.Job != "" && len(l.Sequence) == 0 && l.Worker == "" && l.Start.IsZero():
			v.fault("", FaultLockEmpty, nil, "lock a worker, a start, or both")
		}
		if l.Job != "" && len(l.Sequence) > 0 {
			v.fault("job", FaultLockAmbiguous, l.Job, "a lock has a job or a sequence: make it two locks")
		}
		if len(l.Sequence) > 0 && !l.Start.IsZero() {
			v.fault("start", FaultLockAmbiguous, nil, "a sequence has no start of its own: lock the start of its jobs")
			started = false
		}
		v.refs("sequence", l.Sequence, v.jobAt, "job")
		if l.Job != "" && v.ref("job", l.Job, v.jobAt, "job") {
			f := of(l.Job)
			v.lockWorker(f, i, "worker", l, l.Job)
			v.lockBans("worker", l.Job, l.Worker)
			if started {
				if f.start >= 0 && !v.p.Locks[f.start].Start.Equal(l.Start) {
					v.fault("start", FaultLockContradictory, nil, fmt.Sprintf("locks[%d] gives the job another start", f.start))
				}
				f.start = i
				v.lockStart(&v.p.Jobs[v.jobAt[l.Job]], l.Start)
			}
		}
		for n, job := range l.Sequence {
			if _, ok := v.jobAt[job]; !ok {
				continue
			}
			f := of(job)
			if f.sequence == i {
				continue // named twice, which is noted above
			}
			if f.sequence >= 0 {
				v.fault(at("sequence", n), FaultLockContradictory, job, fmt.Sprintf("in the sequence of locks[%d] too: merge the two", f.sequence))
			}
			f.sequence = i
			v.lockWorker(f, i, at("sequence", n), l, job)
			v.lockBans(at("sequence", n), job, l.Worker)
		}
	})
	v.sequences(facts)
}

// lockWorker notes that lock i gives the job of f to one worker more than its
// crew has members.
func (v *validator) lockWorker(f *lockFacts, i int, field string, l *Lock, job string) {
	if l.Worker == "" || slices.ContainsFunc(f.workers, func(o int) bool { return v.p.Locks[o].Worker == l.Worker }) {
		return
	}
	if n := len(f.workers); n > 0 && float64(n) >= v.crewSize(&v.p.Jobs[v.jobAt[job]]) {
		v.fault(field, FaultLockContradictory, nil, fmt.Sprintf("locks[%d] gives the job to another worker", f.workers[n-1]))
		return
	}
	f.workers = append(f.workers, i)
}

// lockBans notes that a lock gives a job to somebody who is banned.
func (v *validator) lockBans(field, job, worker string) {
	w, ok := v.workerAt[worker]
	if !ok {
		return
	}
	j := &v.p.Jobs[v.jobAt[job]]
	banned := slices.Contains(j.BannedWorkers, worker) || slices.Contains(v.p.Workers[w].BannedCustomers, j.Customer)
	if c, ok := v.customerAt[j.Customer]; ok {
		banned = banned || slices.Contains(v.p.Customers[c].BannedWorkers, worker)
	}
	if banned {
		v.fault(field, FaultLockBanned, nil, "job or customer ban the worker, or the worker bans the customer")
	}
}

// lockStart checks the locked start of a job against its times.
func (v *validator) lockStart(j *Job, start time.Time) {
	h := v.p.Horizon
	inside := len(j.Windows) == 0
	for _, w := range j.Windows {
		inside = inside || !start.Before(w.Start) && !start.After(w.End)
	}
	switch {
	case start.Before(h.Start) || !h.End.IsZero() && !start.Before(h.End):
		v.fault("start", FaultLockStart, nil, "outside the horizon")
	case !inside:
		v.fault("start", FaultLockStart, nil, "outside every window of the job")
	case start.Before(j.Release):
		v.fault("start", FaultLockStart, nil, "before the job's release")
	}
}

// sequences looks at each sequence with what all locks say of its jobs: one
// route has one worker, and the order must be that of locked starts.
func (v *validator) sequences(facts map[string]*lockFacts) {
	i := -1
	each(v, "locks", v.p.Locks, func(l *Lock) {
		i++
		worker, last := l.Worker, time.Time{}
		for n, job := range l.Sequence {
			f := facts[job]
			if f == nil || f.sequence != i {
				continue
			}
			// Of a crew anybody may be on the sequence's route.
			if len(f.workers) > 0 && l.Worker == "" && v.crewSize(&v.p.Jobs[v.jobAt[job]]) < 2 {
				switch w := v.p.Locks[f.workers[0]].Worker; {
				case worker == "":
					worker = w
				case worker != w:
					v.fault(at("sequence", n), FaultLockContradictory, job, "other jobs of the sequence are locked to another worker")
				}
			}
			if f.start >= 0 {
				start := v.p.Locks[f.start].Start
				if start.Before(last) {
					v.fault(at("sequence", n), FaultLockContradictory, job, "locked to start before a job above it in the sequence")
				}
				last = start
			}
		}
	})
}
