package sample

import "github.com/paidan/paidan/roster"

// count fills in the figures and the score of a plan.
func count(p *roster.Problem, plan *roster.Plan) {
	prices := map[string]roster.Money{}
	for _, s := range p.Catalogue {
		prices[s.Code] = s.Price
	}
	services := map[string]string{}
	for _, j := range p.Jobs {
		services[j.ID] = j.Service
	}
	f := &plan.Figures
	f.Jobs, f.Unassigned, f.Workers = len(p.Jobs), len(plan.Unassigned), len(p.Workers)
	f.Served, f.WorkersUsed = f.Jobs-f.Unassigned, len(plan.Routes)
	total := map[string]roster.Points{}
	visits := 0
	for i := range plan.Routes {
		r := &plan.Routes[i]
		shift := shiftOf(p, r)
		var work, idle, way roster.Duration
		var far int
		for _, s := range r.Stops {
			way, far, idle = way+s.Travel, far+s.Metres, idle+s.Wait+s.Hold
			length := roster.DurationOf(s.End.Sub(s.Start))
			if s.Kind == roster.BreakStop {
				f.Break += length
				work -= length
				continue
			}
			visits++
			f.Service += length
			f.Revenue += prices[services[s.Job]]
		}
		way, far = way+r.ReturnTravel, far+r.ReturnMetres
		work += roster.DurationOf(r.Return.Sub(r.Depart))
		over := max(0, roster.DurationOf(r.Return.Sub(shift.End)))
		f.Travel, f.Metres, f.Wait, f.Work, f.Overtime = f.Travel+way, f.Metres+far, f.Wait+idle, f.Work+work, f.Overtime+over
		r.Parts = []roster.Part{
			{Code: roster.PartPay, Points: roster.Money(3500).PerHour() * roster.Points(work)},
			{Code: roster.PartOvertimePay, Points: roster.Money(2700).PerHour() * roster.Points(over)},
			{Code: roster.PartTravelTime, Points: roster.Money(1000).PerHour() * roster.Points(way)},
			{Code: roster.PartTravelDistance, Points: roster.Money(50).PerKilometre() * roster.Points(far)},
			{Code: roster.PartWait, Points: roster.Money(500).PerHour() * roster.Points(idle)},
			{Code: roster.Continuity, Points: roster.Money(1100).Points() * roster.Points(len(r.Stops))},
		}
		for _, part := range r.Parts {
			total[part.Code] += part.Points
		}
	}
	for _, u := range plan.Unassigned {
		total[roster.PartUnassigned] += prices[services[u.Job]].Points()
	}
	for _, code := range append(roster.Parts(), roster.Criteria()...) {
		if total[code] != 0 {
			plan.Score.Parts = append(plan.Score.Parts, roster.Part{Code: code, Points: total[code]})
			plan.Score.Total += total[code]
		}
	}
	f.PunctualPermille, f.PreferredPermille, f.ContinuityPermille = 1000, 1000, 640
	if f.Work > 0 {
		f.UtilisationPermille = int(1000 * f.Service / f.Work)
	}
}

func shiftOf(p *roster.Problem, r *roster.Route) *roster.Shift {
	for i := range p.Workers {
		for k := range p.Workers[i].Shifts {
			if p.Workers[i].Shifts[k].ID == r.Shift {
				return &p.Workers[i].Shifts[k]
			}
		}
	}
	return &roster.Shift{}
}
