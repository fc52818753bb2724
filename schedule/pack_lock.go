package schedule

import "slices"

// packCrewLocks gives the workers locked to a crew members' places: a lock
// which cannot be kept leaves the job out. Locks of sequences, of which the
// first member is part, come last.
func (k *packed) packCrewLocks() {
	p := k.view.Problem
	k.visits.lockedTo = map[int32]int{}
	locked := map[int][]int{}
	for i := range p.Locks {
		l := &p.Locks[i]
		w, known := k.view.WorkerIndex(l.Worker)
		if !known {
			continue
		}
		if j, ok := k.view.JobIndex(l.Job); ok && !slices.Contains(locked[j], w) {
			if first, end := k.visits.of(j); end-first > 1 {
				locked[j] = append(locked[j], w)
				k.seatLocked(locked[j], first, end)
			}
		}
	}
	for i := range p.Locks {
		w, known := k.view.WorkerIndex(p.Locks[i].Worker)
		for _, id := range p.Locks[i].Sequence {
			if j, ok := k.view.JobIndex(id); ok && known {
				if first, end := k.visits.of(j); end-first > 1 {
					k.lockVisit(first, w)
				}
			}
		}
	}
}

// seatLocked gives each of the workers locked to a crew a member's place which
// the worker may take, the first free one or else by augmenting paths; who
// finds none leaves the job with a place which nobody can take.
func (k *packed) seatLocked(workers []int, first, end int32) {
	seat := make([]int, end-first) // worker by place
	for i := range seat {
		seat[i] = -1
	}
	var find func(w int, tried []bool) bool
	find = func(w int, tried []bool) bool {
		for i := range seat {
			if seat[i] < 0 && k.mayTake(w, first+int32(i)) {
				seat[i] = w
				return true
			}
		}
		for i := range seat {
			if tried[i] || !k.mayTake(w, first+int32(i)) {
				continue
			}
			tried[i] = true
			if find(seat[i], tried) {
				seat[i] = w
				return true
			}
		}
		return false
	}
	for x := first; x < end; x++ {
		delete(k.visits.lockedTo, x)
	}
	for _, w := range workers {
		if !find(w, make([]bool, len(seat))) {
			k.visits.lockedTo[first] = -1
			return
		}
	}
	for i, w := range seat {
		if w >= 0 {
			k.visits.lockedTo[first+int32(i)] = w
		}
	}
}

// lockVisit locks a visit to a worker, or to nobody where it is locked to
// another already.
func (k *packed) lockVisit(x int32, worker int) {
	if other, taken := k.visits.lockedTo[x]; taken && other != worker {
		worker = -1
	}
	k.visits.lockedTo[x] = worker
}

// mayTake reports whether the gates of a visit's role are open for a worker
// on one of the worker's shifts.
func (k *packed) mayTake(worker int, visit int32) bool {
	for s, ref := range k.shifts {
		if ref.worker != worker {
			continue
		}
		first, last := k.days(s)
		if k.gateFirst(worker, visit, first, last) == "" {
			return true
		}
	}
	return false
}
