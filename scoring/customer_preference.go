package scoring

import "github.com/paidan/paidan/roster"

// customerTable is [roster.CustomerPreference]: the mean over the kinds of
// wishes the customer has, 1000 where there are none. Workers may be
// preferred by the customer or by the job; gender and languages are wishes
// of the customer.
type customerTable struct {
	// wishes[customer[j]] are the wishes for job j.
	wishes   []wishes
	customer []int32
	// workers[j] are the workers preferred for job j, sorted; asked[j] tells
	// whether anybody, known or not, is preferred for it.
	workers [][]int32
	asked   []bool
	// gender[w] is the worker's gender, languages[w·words:] the bits of the
	// languages spoken, numbered as in wishes.
	gender    []roster.Gender
	words     int
	languages []uint64
}

// wishes are what one customer would like in any worker.
type wishes struct {
	gender    roster.Gender
	languages []int32
}

func newCustomerTable(ix *index) customerTable {
	p, names := ix.Problem, codes{}
	t := customerTable{
		wishes: make([]wishes, len(p.Customers)), customer: ix.jobCustomer,
		workers: make([][]int32, len(p.Jobs)), asked: make([]bool, len(p.Jobs)),
		gender: make([]roster.Gender, len(p.Workers)),
	}
	ofCustomer := make([][]int32, len(p.Customers))
	for c := range p.Customers {
		customer := &p.Customers[c]
		t.wishes[c].gender = customer.PreferredGender
		for _, l := range customer.PreferredLanguages {
			t.wishes[c].languages = append(t.wishes[c].languages, names.number(language(l)))
		}
		ofCustomer[c] = ix.workersOf(customer.PreferredWorkers)
	}
	for j := range p.Jobs {
		c := ix.jobCustomer[j]
		t.workers[j] = ofCustomer[c]
		if own := p.Jobs[j].PreferredWorkers; len(own) > 0 {
			t.workers[j] = ix.workersOf(p.Customers[c].PreferredWorkers, own)
		}
		t.asked[j] = len(p.Customers[c].PreferredWorkers)+len(p.Jobs[j].PreferredWorkers) > 0
	}
	t.words = (len(names) + 63) / 64
	t.languages = make([]uint64, t.words*len(p.Workers))
	for w := range p.Workers {
		t.gender[w] = p.Workers[w].Gender
		for _, l := range p.Workers[w].Languages {
			if n, ok := names[language(l)]; ok {
				t.languages[w*t.words+int(n)/64] |= 1 << (n % 64)
			}
		}
	}
	return t
}

func (t *customerTable) score(worker, job int) int {
	kinds, sum := int32(0), int32(0)
	if t.asked[job] {
		kinds++
		if contains(t.workers[job], int32(worker)) {
			sum += full
		}
	}
	wish := &t.wishes[t.customer[job]]
	if wish.gender != "" {
		kinds++
		if wish.gender == t.gender[worker] {
			sum += full
		}
	}
	if len(wish.languages) > 0 {
		kinds++
		spoken := int32(0)
		for _, n := range wish.languages {
			spoken += int32(t.languages[worker*t.words+int(n)/64] >> (n % 64) & 1)
		}
		sum += full * spoken / int32(len(wish.languages))
	}
	if kinds == 0 {
		return full
	}
	return int(sum / kinds)
}
