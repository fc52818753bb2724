package simulate

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
)

// complain makes a rework job within 48 h, and may ban the pair.
func (w *world) complain(x *work) {
	w.k.complaints++
	if w.dice.chance(w.model.Ban, "ban", x.job.ID) {
		for i := range w.p.Customers {
			if c := &w.p.Customers[i]; c.ID == x.job.Customer && !slices.Contains(c.BannedWorkers, x.by[0]) {
				c.BannedWorkers = append(slices.Clip(c.BannedWorkers), x.by[0])
				for _, y := range w.jobs { // others have to do what the worker was to do there
					if y.state == open && y.job.Customer == c.ID {
						w.drop(y)
					}
				}
				c.PreferredWorkers = slices.DeleteFunc(slices.Clone(c.PreferredWorkers), func(id string) bool { return id == x.by[0] })
			}
		}
	}
	call := w.now.Add(time.Duration(1+w.dice.unit("call", x.job.ID)*6) * time.Hour)
	rework := x.job
	rework.ID = x.job.ID + "-rework"
	rework.Preferred, rework.Release = nil, time.Time{}
	rework.PreferredWorkers = slices.DeleteFunc(slices.Clone(rework.PreferredWorkers), func(id string) bool { return slices.Contains(x.by, id) })
	rework.Windows = []roster.Window{{Start: call, End: w.now.Add(48 * time.Hour)}}
	zero := roster.Money(0)
	rework.Price = &zero
	if w.model.ReworkService != "" {
		rework.Service, rework.Duration, rework.Extras, rework.SquareMetres = w.model.ReworkService, nil, nil, 0
	}
	if call.Before(w.p.Horizon.End) {
		w.add(rework, call).inner = true
	}
}
