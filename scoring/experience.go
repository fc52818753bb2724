package scoring

import "github.com/paidan/paidan/roster"

// experienceTable is [roster.ExperienceFit]: s = 1000·min(months, F)/F with
// the worker's months in the job's service and F = Rules.ExperienceFull.
type experienceTable struct {
	services int
	// permille[w·services+k] is the score of worker w for service k.
	permille []int16
	// service[j] is the service of job j.
	service []int32
}

func newExperienceTable(ix *index) experienceTable {
	p := ix.Problem
	t := experienceTable{services: len(p.Catalogue), service: ix.jobService}
	t.permille = make([]int16, t.services*len(p.Workers))
	enough := orDefault(p.Rules.ExperienceFull, roster.DefaultExperienceFull)
	for w := range p.Workers {
		for _, e := range p.Workers[w].Experience {
			if k, ok := ix.services[e.Service]; ok {
				t.permille[w*t.services+int(k)] = int16(full * min(e.Months, enough) / enough)
			}
		}
	}
	return t
}

func (t *experienceTable) score(worker, job int) int {
	return int(t.permille[worker*t.services+int(t.service[job])])
}
