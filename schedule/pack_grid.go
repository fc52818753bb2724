package schedule

import "github.com/paidan/paidan/schedule/internal/core"

// packGrid translates the grid of starts, which counts from local midnight as
// the clock on the wall shows it: a change of the clocks may shift it.
func (k *packed) packGrid() {
	p := k.view.Problem
	step := int32(p.Rules.StartGrid)
	if step == 0 {
		return
	}
	grid := &k.core.Grid
	grid.Step = step
	before := int32(0)
	last := p.Horizon.End.AddDate(0, 0, 1) // overtime may go on after it
	for t, first := p.Horizon.Start.AddDate(0, 0, -1), true; !t.After(last); first = false {
		local := t.In(k.view.Zone)
		clock := int32(local.Hour()*3600 + local.Minute()*60 + local.Second())
		phase := ((k.second(t)-clock)%step + step) % step
		switch {
		case first:
			grid.Phase, before = phase, phase
		case phase != before:
			before = phase
			grid.Changes = append(grid.Changes, core.GridChange{From: k.second(t), Phase: phase})
		}
		_, end := local.ZoneBounds()
		if end.IsZero() {
			return
		}
		t = end
	}
}
