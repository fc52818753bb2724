package scoring

import (
	"slices"
	"strings"

	"github.com/paidan/paidan/roster"
)

// index holds a problem's names as small numbers while the tables of the
// criteria are built.
type index struct {
	*roster.View
	customers map[string]int32
	services  map[string]int32
	// jobCustomer[j] and jobService[j] are indices into Problem.Customers
	// and Problem.Catalogue.
	jobCustomer []int32
	jobService  []int32
}

func newIndex(v *roster.View) *index {
	p := v.Problem
	ix := &index{View: v,
		customers:   make(map[string]int32, len(p.Customers)),
		services:    make(map[string]int32, len(p.Catalogue)),
		jobCustomer: make([]int32, len(p.Jobs)),
		jobService:  make([]int32, len(p.Jobs)),
	}
	for i := range p.Customers {
		ix.customers[p.Customers[i].ID] = int32(i)
	}
	for i := range p.Catalogue {
		ix.services[p.Catalogue[i].Code] = int32(i)
	}
	for j := range p.Jobs {
		ix.jobCustomer[j] = ix.customers[p.Jobs[j].Customer]
		ix.jobService[j] = ix.services[p.Jobs[j].Service]
	}
	return ix
}

// workersOf returns the indices of named workers, sorted, each once; names
// the problem does not know are left out.
func (ix *index) workersOf(lists ...[]string) []int32 {
	var out []int32
	for _, list := range lists {
		for _, id := range list {
			if w, ok := ix.WorkerIndex(id); ok {
				out = append(out, int32(w))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// codes numbers strings in the order of their first mention.
type codes map[string]int32

func (c codes) number(s string) int32 {
	n, ok := c[s]
	if !ok {
		n = int32(len(c))
		c[s] = n
	}
	return n
}

// language folds a BCP 47 tag for comparing without case.
func language(tag string) string { return strings.ToLower(tag) }

// contains reports whether a sorted list holds x. Lists of preferred workers
// or customers are short, so a scan beats halving for most of them.
func contains(sorted []int32, x int32) bool {
	if len(sorted) > 16 {
		_, ok := slices.BinarySearch(sorted, x)
		return ok
	}
	for _, v := range sorted {
		if v >= x {
			return v == x
		}
	}
	return false
}

// orDefault returns n, or d where n is 0.
func orDefault(n, d int) int {
	if n == 0 {
		return d
	}
	return n
}
