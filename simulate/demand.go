package simulate

import (
	"fmt"
	"time"

	"github.com/paidan/paidan/roster"
)

// arrivals draws the new demand of all days.
func (w *world) arrivals() {
	for i, a := range w.model.Arrivals {
		var customers []string
		for c := range w.p.Customers {
			if a.Area == "" || w.p.Customers[c].Area == a.Area {
				customers = append(customers, w.p.Customers[c].ID)
			}
		}
		if len(customers) == 0 {
			continue
		}
		from, to, window := a.From, a.To, a.Window
		if to == 0 {
			to = 24 * 3600
		}
		if window == 0 {
			window = 4 * 3600
		}
		stream := fmt.Sprintf("%d/%s/%s", i, a.Service, a.Area)
		for day := w.p.Horizon.Start; day.Before(w.p.Horizon.End); day = day.AddDate(0, 0, 1) {
			date := roster.DateOf(day.In(w.zone))
			for n := range w.dice.poisson(a.PerDay, "arrivals", stream, date.String()) {
				id := fmt.Sprintf("new-%d-%04d%02d%02d-%d", i, date.Year, date.Month, date.Day, n)
				clock := float64(from) + w.dice.unit("call", id)*float64(to-from)
				call := time.Date(date.Year, date.Month, date.Day, 0, 0, int(clock), 0, w.zone)
				start := call.Add(a.Lead.Std())
				end := start.Add(window.Std())
				if call.Before(w.p.Horizon.Start) || !end.Before(w.p.Horizon.End) {
					continue
				}
				customer := customers[int(w.dice.unit("who", id)*float64(len(customers)))]
				w.add(roster.Job{ID: id, Customer: customer, Service: a.Service, Tier: a.Tier,
					Windows: []roster.Window{{Start: start, End: end}}}, call)
			}
		}
	}
}
