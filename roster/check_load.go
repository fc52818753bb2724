package roster

import (
	"cmp"
	"slices"
)

// load is what a worker has along the route: consumables left and equipment
// taken at stores.
type load struct {
	left     map[string]int  // by type; a type not carried is absent
	taken    map[string]bool // equipment taken at a store
	borrowed []string        // equipment taken at a store which a visit needed
}

// newLoad returns the load at the start of a shift.
func newLoad(w *Worker) load {
	l := load{}
	if len(w.Carries) > 0 {
		l.left = make(map[string]int, len(w.Carries))
		for _, carry := range w.Carries {
			if _, again := l.left[carry.Type]; !again {
				l.left[carry.Type] = carry.Quantity
			}
		}
	}
	return l
}

// restock fills the carried types which the store holds, and takes its
// equipment.
func (l *load) restock(w *Worker, store *Store) {
	filled := map[string]bool{}
	for _, carry := range w.Carries {
		if !filled[carry.Type] && (len(store.Types) == 0 || slices.Contains(store.Types, carry.Type)) {
			l.left[carry.Type] = capacityOf(&carry)
			filled[carry.Type] = true
		}
	}
	if l.taken == nil {
		l.taken = make(map[string]bool, len(store.Equipment))
	}
	for _, e := range store.Equipment {
		l.taken[e] = true
	}
}

// capacityOf returns how much of a type a worker has after a store.
func capacityOf(carry *Carry) int {
	if carry.Capacity == 0 {
		return carry.Quantity
	}
	return carry.Capacity
}

// useLoad takes what a visit uses up, and checks that the equipment of
// service and job is there. What a gate has already refused is not told
// twice.
func (c *checker) useLoad(t *trace, i int, job *Job) {
	for _, q := range c.needsOf(job) {
		had := t.load.left[q.Type]
		switch {
		case had >= q.Quantity:
			t.load.left[q.Type] = had - q.Quantity
		case canCarry(t.worker, q):
			c.add(t.blameStop(i, ViolationConsumables).about(q.Type).with(int64(had), int64(q.Quantity), UnitCount))
			t.load.left[q.Type] = 0
		}
	}
	for _, list := range [2][]string{c.serviceOf(job).Requirements.Equipment, job.Requirements.Equipment} {
		for _, e := range list {
			switch {
			case slices.Contains(t.worker.Equipment, e):
			case t.load.taken[e]:
				if !slices.Contains(t.load.borrowed, e) {
					t.load.borrowed = append(t.load.borrowed, e)
				}
			case c.atAnyStore(e):
				c.add(t.blameStop(i, ViolationEquipment).about(e))
			}
		}
	}
}

// needsOf returns what a visit to a job uses up, each type once and above 0.
func (c *checker) needsOf(job *Job) []Quantity {
	var needs []Quantity
	for _, q := range c.consumesOf(job) {
		if q.Quantity <= 0 {
			continue
		}
		if k := slices.IndexFunc(needs, func(n Quantity) bool { return n.Type == q.Type }); k >= 0 {
			needs[k].Quantity += q.Quantity
		} else {
			needs = append(needs, q)
		}
	}
	return needs
}

// canCarry reports whether a worker can ever carry so much: at the start of
// the shift or after a store.
func canCarry(w *Worker, q Quantity) bool {
	for i := range w.Carries {
		if w.Carries[i].Type == q.Type {
			return q.Quantity <= max(w.Carries[i].Quantity, capacityOf(&w.Carries[i]))
		}
	}
	return false
}

// atAnyStore reports whether some store of the problem has a piece of
// equipment to take.
func (c *checker) atAnyStore(equipment string) bool {
	if c.storeEquipment == nil {
		c.storeEquipment = map[string]bool{}
		for i := range c.p.Stores {
			for _, e := range c.p.Stores[i].Equipment {
				c.storeEquipment[e] = true
			}
		}
	}
	return c.storeEquipment[equipment]
}

// out is a stretch of time in which a route keeps pieces of a pool: +1 from
// departure, −1 from return on.
type out struct {
	at    int64
	count int
	route int
}

// checkPools checks that at no time more pieces of a kind are out than the
// pool of the workers' agency has. A route keeps a piece from its departure
// to its return if one of its visits needs that equipment, by the service's
// or the job's requirements, and the worker took it at a store. A kind the
// pool does not list is not counted.
func (c *checker) checkPools() {
	type kind struct{ agency, equipment string }
	counts := map[kind]int{}
	for _, a := range c.p.Agencies {
		for _, item := range a.Pool {
			counts[kind{a.ID, item.Equipment}] += item.Count
		}
	}
	if len(counts) == 0 {
		return
	}
	uses := map[kind][]out{}
	var order []kind
	for i := range c.traces {
		t := &c.traces[i]
		if t.worker == nil || t.back <= t.depart {
			continue
		}
		for _, e := range t.load.borrowed {
			k := kind{c.agencyOf(t.worker), e}
			if _, listed := counts[k]; !listed {
				continue
			}
			if uses[k] == nil {
				order = append(order, k)
			}
			uses[k] = append(uses[k], out{t.depart, 1, i}, out{t.back, -1, i})
		}
	}
	for _, k := range order {
		slices.SortStableFunc(uses[k], func(a, b out) int {
			return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.count, b.count))
		})
		held := 0
		for _, use := range uses[k] {
			held += use.count
			if use.count > 0 && held > counts[k] {
				c.add(c.traces[use.route].blame(ViolationPool).about(k.equipment).with(int64(held), int64(counts[k]), UnitCount))
			}
		}
	}
}

// agencyOf returns the agency of a worker.
func (c *checker) agencyOf(w *Worker) string {
	if w.Agency != "" {
		return w.Agency
	}
	return c.p.Agency
}
