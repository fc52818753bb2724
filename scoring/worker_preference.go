package scoring

import "slices"

// preferenceTable is [roster.WorkerPreference]: 0 for a service the worker
// avoids (even for a preferred customer), 1000 for a preferred customer or
// service or where the worker prefers none of either, else 500.
type preferenceTable struct {
	services int
	// permille[w·services+k] is the score of worker w for service k, were
	// the customer not preferred.
	permille []int16
	// customers[w] are the customers worker w prefers, sorted.
	customers [][]int32
	// service[j] and customer[j] are those of job j.
	service  []int32
	customer []int32
}

func newPreferenceTable(ix *index) preferenceTable {
	p := ix.Problem
	t := preferenceTable{services: len(p.Catalogue), service: ix.jobService, customer: ix.jobCustomer,
		customers: make([][]int32, len(p.Workers))}
	t.permille = make([]int16, t.services*len(p.Workers))
	for w := range p.Workers {
		worker := &p.Workers[w]
		row := t.permille[w*t.services : (w+1)*t.services]
		ordinary := int16(full / 2)
		if len(worker.PreferredCustomers)+len(worker.PreferredServices) == 0 {
			ordinary = full
		}
		for k := range row {
			row[k] = ordinary
		}
		for _, code := range worker.PreferredServices {
			if k, ok := ix.services[code]; ok {
				row[k] = full
			}
		}
		for _, code := range worker.AvoidedServices {
			if k, ok := ix.services[code]; ok {
				row[k] = 0
			}
		}
		for _, id := range worker.PreferredCustomers {
			if c, ok := ix.customers[id]; ok {
				t.customers[w] = append(t.customers[w], c)
			}
		}
		slices.Sort(t.customers[w])
	}
	return t
}

func (t *preferenceTable) score(worker, job int) int {
	s := int(t.permille[worker*t.services+int(t.service[job])])
	if s > 0 && s < full && contains(t.customers[worker], t.customer[job]) {
		return full
	}
	return s
}
