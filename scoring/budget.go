package scoring

// budgetTable is [roster.BudgetFit]: with c the pay for the worker's own
// service time at PerHour, whatever the basis of pay, rounded up to whole
// minor units, and b the job's budget, s = 1000 where b = 0 or c ≤ b, else
// 1000 − min(1000, 1000·(c−b)/b).
type budgetTable struct {
	services int
	// perHour[w] is the pay of worker w in minor units per hour.
	perHour []int64
	// percent[w·services+k] scales the duration of service k for worker w.
	percent []int16
	// budget[j] is in minor units, duration[j] in seconds at 100 percent.
	budget   []int64
	duration []int64
	// service[j] is the service of job j.
	service []int32
}

func newBudgetTable(ix *index) budgetTable {
	p := ix.Problem
	t := budgetTable{services: len(p.Catalogue), service: ix.jobService,
		perHour: make([]int64, len(p.Workers)),
		budget:  make([]int64, len(p.Jobs)), duration: make([]int64, len(p.Jobs))}
	t.percent = make([]int16, t.services*len(p.Workers))
	for w := range p.Workers {
		t.perHour[w] = int64(p.Workers[w].Pay.PerHour)
		row := t.percent[w*t.services : (w+1)*t.services]
		for k := range row {
			row[k] = 100
			if percent := p.Workers[w].ServicePercent[p.Catalogue[k].Code]; percent != 0 {
				row[k] = int16(percent)
			}
		}
	}
	for j := range p.Jobs {
		t.budget[j] = int64(p.Jobs[j].Budget)
		t.duration[j] = int64(ix.Duration(&p.Jobs[j]))
	}
	return t
}

func (t *budgetTable) score(worker, job int) int {
	b := t.budget[job]
	if b <= 0 {
		return full
	}
	percent := int64(t.percent[worker*t.services+int(t.service[job])])
	seconds := (t.duration[job]*percent + 99) / 100
	c := (t.perHour[worker]*seconds + 3599) / 3600
	if c <= b {
		return full
	}
	return full - int(min(full, full*(c-b)/b))
}
