package roster

import "fmt"

// maxBreaks is the most breaks of a shift which can be planned.
const maxBreaks = 4

// Unsupported reports what of a valid problem the present solver cannot plan:
// [Faults] with codes "unsupported_…" in the order of their paths, or nil.
func (p *Problem) Unsupported() error {
	v := &validator{p: p, serviceAt: make(map[string]int, len(p.Catalogue))}
	for i := range p.Catalogue {
		v.serviceAt[p.Catalogue[i].Code] = i
	}
	each(v, "agencies", p.Agencies, func(a *Agency) {
		if len(a.Pool) > 0 {
			v.fault("pool", FaultUnsupportedPool, nil, "shared equipment cannot be planned yet: give it to workers or stores")
		}
	})
	each(v, "workers", p.Workers, func(w *Worker) {
		if len(w.Shifts) > 1 {
			v.fault("shifts", FaultUnsupportedShifts, len(w.Shifts), "one shift of a worker can be planned at a time: plan day by day")
		}
		each(v, "shifts", w.Shifts, v.unsupportedBreaks)
	})
	each(v, "jobs", p.Jobs, func(j *Job) {
		crew, field := Crew{}, "service"
		if s, ok := v.serviceAt[j.Service]; ok {
			crew = p.Catalogue[s].Crew
			if p.Catalogue[s].LiveIn {
				v.fault("service", FaultUnsupportedLiveIn, j.Service, "live-in services cannot be planned yet")
			}
		}
		if j.Crew != nil {
			crew, field = *j.Crew, "crew"
		}
		if size := max(crew.Size, len(crew.Roles)); size > 1 {
			v.fault(field, FaultUnsupportedCrew, size, "a job for several workers cannot be planned yet")
		}
	})
	each(v, "links", p.Links, func(*Link) {
		v.fault("", FaultUnsupportedLink, nil, "links cannot be planned yet")
	})
	each(v, "series", p.Series, func(*Series) {
		v.fault("", FaultUnsupportedSeries, nil, "series cannot be planned yet: list their jobs")
	})
	v.faults.sortByPath()
	return v.faults.err()
}

func (v *validator) unsupportedBreaks(s *Shift) {
	if len(s.Breaks) > maxBreaks {
		v.fault("breaks", FaultUnsupportedBreaks, len(s.Breaks), fmt.Sprintf("at most %d breaks of a shift can be planned", maxBreaks))
	}
	each(v, "breaks", s.Breaks, func(b *Break) {
		if b.AfterWork > 0 {
			v.fault("afterWork", FaultUnsupportedAfterWork, b.AfterWork, "breaks due after an amount of work cannot be planned yet")
		}
		if b.Place != nil {
			v.fault("place", FaultUnsupportedBreakPlace, nil, "breaks at a place cannot be planned yet")
		}
	})
}
