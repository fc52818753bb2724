package schedule

import "github.com/paidan/paidan/schedule/internal/core"

// packPools translates the agencies' shared equipment, as far as anybody
// could take it at a store.
func (k *packed) packPools() {
	p := k.view.Problem
	toolOf := numbered(k.tools)
	for i := range p.Agencies {
		a := &p.Agencies[i]
		for _, item := range a.Pool {
			bit, ok := toolOf[item.Equipment]
			if !ok {
				continue
			}
			pool := core.Pool{Tool: 1 << bit, Count: int32(min(item.Count, core.Latest))}
			for s, ref := range k.shifts {
				own := p.Workers[ref.worker].Agency
				if own == "" {
					own = p.Agency
				}
				if own == a.ID {
					pool.Shifts = append(pool.Shifts, int32(s))
				}
			}
			k.core.Pools = append(k.core.Pools, pool)
		}
	}
}
