package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

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

// FaultGrid is the code of a grid of starts which a change of the clocks
// within the horizon would shift.
const FaultGrid = "unsupported_start_grid"

// packGrid translates the grid of starts, which counts from local midnight.
func (k *packed) packGrid() error {
	p := k.view.Problem
	step := int32(p.Rules.StartGrid)
	if step == 0 {
		return nil
	}
	phase := int32(-1)
	for t := p.Horizon.Start; ; t = t.Add(time.Hour) {
		local := t.In(k.view.Zone)
		clock := int32(local.Hour()*3600 + local.Minute()*60 + local.Second())
		now := ((k.second(t)-clock)%step + step) % step
		if phase >= 0 && now != phase {
			return roster.Faults{{Path: "rules.startGrid", Code: FaultGrid, Hint: "a change of the clocks within the horizon shifts the grid: choose a divisor of the shift"}}
		}
		phase = now
		if t.After(p.Horizon.End) {
			break
		}
	}
	k.core.Grid = core.Grid{Step: step, Phase: phase}
	return nil
}
