package roster

import "fmt"

// maxBreaks is the most breaks of a shift which can be planned.
const maxBreaks = 8

// Unsupported reports what of a valid problem the present solver cannot plan:
// [Faults] with codes "unsupported_…" in the order of their paths, or nil.
func (p *Problem) Unsupported() error {
	v := &validator{p: p}
	each(v, "workers", p.Workers, func(w *Worker) {
		each(v, "shifts", w.Shifts, v.unsupportedBreaks)
	})
	v.faults.sortByPath()
	return v.faults.err()
}

func (v *validator) unsupportedBreaks(s *Shift) {
	if len(s.Breaks) > maxBreaks {
		v.fault("breaks", FaultUnsupportedBreaks, len(s.Breaks), fmt.Sprintf("at most %d breaks of a shift can be planned", maxBreaks))
	}
	each(v, "breaks", s.Breaks, func(b *Break) {
		if b.Place != nil {
			v.fault("place", FaultUnsupportedBreakPlace, nil, "breaks at a place cannot be planned yet")
		}
	})
}
