package simulate

import (
	"slices"

	"github.com/paidan/paidan/roster"
)

// concerned leaves the customers of the jobs in a problem, and takes the others
// off the workers' lists, so that a decision takes no longer than its day. It returns the set of them.
func (w *world) concerned(p *roster.Problem) map[string]bool {
	asks := make(map[string]bool, len(p.Jobs))
	for i := range p.Jobs {
		asks[p.Jobs[i].Customer] = true
	}
	p.Customers = make([]roster.Customer, 0, len(asks))
	for i := range w.p.Customers {
		if asks[w.p.Customers[i].ID] {
			p.Customers = append(p.Customers, w.p.Customers[i])
		}
	}
	gone := func(id string) bool { return !asks[id] }
	for i := range p.Workers {
		worker := &p.Workers[i]
		for _, list := range [2]*[]string{&worker.BannedCustomers, &worker.PreferredCustomers} {
			if slices.ContainsFunc(*list, gone) {
				*list = slices.DeleteFunc(slices.Clone(*list), gone)
			}
		}
	}
	return asks
}
