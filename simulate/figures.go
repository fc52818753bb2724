package simulate

import (
	"math"

	"github.com/paidan/paidan/roster"
)

// Figures lists the key figures in order; the unit is part of the name.
func Figures() []string {
	return []string{"jobs", "served", "served_percent", "punctual_percent", "satisfaction_stars", "utilisation_percent", "overtime_hours",
		"travel_hours", "travel_km", "workers_per_customer", "fairness_hours", "declines", "no_shows", "ill", "complaints",
		"wait_minutes", "cost", "revenue", "margin", "travel_minutes_per_visit", "decline_percent"}
}

// figures of a finished run, in the order of Figures. fairness_hours is the
// most less the least work of the workers with a shift; wait_minutes is from
// when a job is known to its start; decline_percent is of the offers made; money is in minor units, the cost that of
// pay alone.
func (w *world) figures() []float64 {
	jobs, served := 0.0, 0.0
	faces := map[string]map[string]bool{}
	for _, x := range w.jobs {
		if x.state == unknown {
			continue
		}
		jobs++
		if x.state != done {
			continue
		}
		served++
		if faces[x.job.Customer] == nil {
			faces[x.job.Customer] = map[string]bool{}
		}
		for _, id := range x.by {
			faces[x.job.Customer][id] = true
		}
	}
	distinct := 0.0
	for _, f := range faces {
		distinct += float64(len(f))
	}
	var service, paid, over, going, metres, cost float64
	worked := map[string]float64{}
	for _, d := range w.shifts {
		if _, ok := worked[d.worker.ID]; !ok {
			worked[d.worker.ID] = 0
		}
		if !d.started {
			continue
		}
		_, home := w.view.ShiftPlaces(d.worker, d.shift)
		back, m := w.way(d.worker, d.place, home, d.last)
		end := later(d.last, d.depart).Add(max(0, back).Std())
		time := (end.Sub(d.depart) - d.unpaid).Hours()
		late := max(0, end.Sub(d.shift.End).Hours())
		service += d.service.Hours()
		paid += time
		over += late
		going += d.going/3600 + max(0, back).Std().Hours()
		metres += d.metres + float64(m)
		worked[d.worker.ID] += time
		cost += payOf(&d.worker.Pay, time, late, d.visits, (d.metres+float64(m))/1000)
	}
	least, most := math.Inf(1), 0.0
	for _, h := range worked {
		least, most = min(least, h), max(most, h)
	}
	if len(worked) == 0 {
		least = 0
	}
	k := &w.k
	return []float64{jobs, served, 100 * share(served, jobs), 100 * share(k.onTime, k.visits), share(k.stars, k.rated), 100 * share(service, paid), over,
		going, metres / 1000, share(distinct, float64(len(faces))), most - least, k.declines, k.noShows, k.ill, k.complaints,
		share(k.waited/60, served), cost, k.revenue, k.revenue - cost, share(60*going, k.visits), 100 * share(k.declines, k.offers)}
}

func payOf(p *roster.Pay, hours, over float64, visits int, km float64) float64 {
	cost := float64(p.PerVisit)*float64(visits) + float64(p.PerKm)*km
	if visits > 0 {
		cost += float64(p.PerShift)
	}
	extra := float64(p.OvertimePerHour)
	if p.Basis != roster.Salaried {
		cost += float64(p.PerHour) * hours
		extra = max(0, extra-float64(p.PerHour))
	}
	return cost + extra*over
}

func share(a, b float64) float64 {
	if b == 0 {
		return 0
	}
	return a / b
}
